//! Callers from outside, who try again when a call fails and give up after a while.

use super::View;
use crate::parameter::{number, optional, params};
use crate::signal::Signals;

params! {
    /// Settings of the clients.
    pub(crate) struct Settings {
        /// Minutes until a failed call is tried again.
        retry: "retry-minutes" = number(0.1, 10_000.0),
        /// Minutes after which a call that keeps failing is given up.
        give_up: "give-up-minutes" = number(0.1, 100_000.0),
        /// Load that clients bring, relative to normal.
        load: "load" = optional(0.0, 100.0, 1.0),
    }
}

/// Clients with the calls that wait to be tried again.
#[derive(Debug, Clone)]
pub(crate) struct Clients {
    pub(crate) settings: Settings,
    /// Calls that wait to be tried again, in minutes of normal load.
    waiting: f64,
}

impl Clients {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { settings, waiting: 0.0 }
    }

    /// First tries and retries, relative to normal.
    pub(crate) fn sends(&self) -> f64 {
        self.settings.load + self.waiting / self.settings.retry
    }

    pub(crate) fn advance(&mut self, view: &mut View<'_>, signals: &mut Signals) {
        let error = super::any_fails(view.felt);
        let retries = self.waiting / self.settings.retry;
        signals.offered = self.settings.load + retries;
        signals.error = error;
        signals.latency = view.felt.iter().map(|felt| felt.latency).sum::<f64>();
        // New failures join, retries that succeed leave, and the rest is given up after a while.
        let joins = self.settings.load * error;
        let leaves = retries * (1.0 - error) + self.waiting / self.settings.give_up;
        self.waiting = (self.waiting + view.step.dt * (joins - leaves)).max(0.0);
        signals.backlog = self.waiting;
    }
}
