//! A service that answers requests with the help of others.

use super::{View, any_fails, latency, show_waiting};
use crate::event::Because;
use crate::maths::share;
use crate::parameter::{number, optional, params};
use crate::signal::{GaugeSpec, Signals, fraction};

params! {
    /// Settings of a service.
    pub(crate) struct Settings {
        /// Time to an answer on a quiet day, in milliseconds.
        base_latency: "latency-ms" = number(0.0, 600_000.0),
        /// Time after which a failing call is answered with an error, in seconds.
        timeout: "timeout-seconds" = number(0.0, 3_600.0),
        /// Share of the service that can move to a place of its own when this one fails, 0 to 1.
        standby: "standby" = optional(0.0, 1.0, 0.0),
        /// Minutes of failure until the move is made.
        standby_after: "standby-minutes" = optional(0.0, 10_000.0, 15.0),
    }
}

/// Gauges of a service.
pub(crate) const GAUGES: &[GaugeSpec] = &[
    fraction("late", "share of the work that is not done in time"),
    fraction("moved", "share of the service that has moved to its standby"),
];

/// Error share at which operators of a service decide to move it.
const MOVE_AT: f64 = 0.05;

/// A service.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    pub(crate) settings: Settings,
    /// Minutes for which it has been failing.
    failing_for: f64,
    /// Whether it has moved to its standby.
    moved: bool,
}

impl Service {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { settings, failing_for: 0.0, moved: false }
    }

    pub(crate) fn advance(&mut self, view: &mut View<'_>, signals: &mut Signals) {
        let here = any_fails(view.felt);
        self.failing_for = if here >= MOVE_AT { self.failing_for + view.step.dt } else { 0.0 };
        if !self.moved && self.settings.standby > 0.0 && self.failing_for > self.settings.standby_after {
            self.moved = true;
            view.note("traffic moves to the standby", 0.0, Because::Own);
        }
        let moved = if self.moved { self.settings.standby } else { 0.0 };
        signals.offered = view.offered;
        signals.error = share(here * (1.0 - moved));
        let waits: f64 = view.felt.iter().map(|felt| felt.latency).sum();
        signals.latency =
            waits + latency(self.settings.base_latency / 1000.0, 0.0, signals.error, self.settings.timeout);
        show_waiting(view.felt, signals);
        signals.gauges.clear();
        signals.gauges.push(view.felt.iter().map(|felt| felt.late).fold(0.0, f64::max));
        signals.gauges.push(moved);
    }
}
