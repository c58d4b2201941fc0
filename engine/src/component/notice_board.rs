//! A page on which operators tell the public what is wrong, with a tool that has dependencies of its own and a manual
//! way round it.

use super::{View, any_fails, show_waiting};
use crate::event::Because;
use crate::maths::power;
use crate::parameter::{number, params};
use crate::signal::{GaugeSpec, Signals, fraction};

params! {
    /// Settings of a notice board.
    pub(crate) struct Settings {
        /// Minutes from the first alarm until operators decide to post.
        decide: "decide-minutes" = number(0.0, 10_000.0),
        /// Minutes that a post takes with the usual tool when nothing is wrong with it.
        tool: "tool-minutes" = number(0.0, 10_000.0),
        /// Calls of the tool that all have to succeed for one post.
        calls: "calls-per-post" = number(1.0, 1_000.0),
        /// Minutes of trying until operators turn to the manual way.
        give_up: "give-up-minutes" = number(0.0, 10_000.0),
        /// Minutes that a post takes the manual way.
        fallback: "fallback-minutes" = number(0.0, 100_000.0),
    }
}

/// Gauges of a notice board.
pub(crate) const GAUGES: &[GaugeSpec] = &[
    fraction("posted", "1 once the page tells the public about the trouble"),
    fraction("manual", "1 while operators work the manual way"),
];

/// A notice board.
#[derive(Debug, Clone)]
pub(crate) struct NoticeBoard {
    pub(crate) settings: Settings,
    /// Minutes since the alarm that operators answer; `None` before it.
    since_alarm: Option<f64>,
    /// How far the post has come with the tool and the manual way, 0 to 1.
    with_tool: f64,
    by_hand: f64,
    posted: bool,
}

impl NoticeBoard {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { settings, since_alarm: None, with_tool: 0.0, by_hand: 0.0, posted: false }
    }

    pub(crate) fn advance(&mut self, view: &mut View<'_>, signals: &mut Signals) {
        let dt = view.step.dt;
        let failing = any_fails(view.felt);
        let mut manual = false;
        if !self.posted && (self.since_alarm.is_some() || view.alarm) {
            let since = self.since_alarm.unwrap_or(0.0) + dt;
            self.since_alarm = Some(since);
            let trying_for = since - self.settings.decide;
            if trying_for > 0.0 {
                let works = power(1.0 - failing, self.settings.calls);
                self.with_tool += works * dt / self.settings.tool.max(dt);
            }
            manual = trying_for > self.settings.give_up;
            if manual {
                if self.by_hand == 0.0 {
                    view.note("the posting tool fails; operators begin to post by hand", 0.0, Because::Own);
                }
                self.by_hand += dt / self.settings.fallback.max(dt);
            }
            if self.with_tool >= 1.0 || self.by_hand >= 1.0 {
                self.posted = true;
                view.note("the trouble is posted for the public", 0.0, Because::Own);
            }
        }
        signals.offered = view.offered;
        signals.error = failing;
        signals.latency = view.felt.iter().map(|felt| felt.latency).sum();
        show_waiting(view.felt, signals);
        signals.gauges.clear();
        signals.gauges.extend([f64::from(u8::from(self.posted)), f64::from(u8::from(manual))]);
    }
}
