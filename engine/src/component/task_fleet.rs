//! A fleet of tasks that write logs through a driver, and that health checks replace when they do not answer.
//!
//! With a blocking driver a task waits until its logs can be sent: none are lost, but it cannot answer its health check
//! meanwhile, and is stopped and started anew, only to wait again.

use super::{View, any_fails, latency};
use crate::event::Because;
use crate::maths::share;
use crate::parameter::{choice, number, params};
use crate::signal::{GaugeSpec, Signals, fraction};

params! {
    /// Settings of a task fleet.
    pub(crate) struct Settings {
        /// What a task does when its logs cannot be sent: wait, or go on without them.
        driver: "log-driver" = choice(&["blocking", "non-blocking"]),
        /// Share of the tasks that send their logs there, 0 to 1.
        logging: "logging-share" = number(0.0, 1.0),
        /// Minutes of logs that a task can hold back before it has to wait.
        buffer: "driver-buffer-minutes" = number(0.01, 10_000.0),
        /// Minutes for which a task can be silent before its health check replaces it.
        check: "health-check-minutes" = number(0.1, 10_000.0),
        /// Minutes that a replacement takes.
        replace: "replacement-minutes" = number(0.1, 10_000.0),
        /// Time to an answer on a quiet day, in milliseconds.
        base_latency: "latency-ms" = number(0.0, 600_000.0),
        /// Time after which a failing call is answered with an error, in seconds.
        timeout: "timeout-seconds" = number(0.0, 3_600.0),
    }
}

/// Gauges of a task fleet.
pub(crate) const GAUGES: &[GaugeSpec] = &[
    fraction("blocked", "share of the tasks that wait for their logs to be sent"),
    fraction("replaced", "share of the tasks that health checks have stopped and that start anew"),
    fraction("logs-lost", "share of the log records that are given up"),
];

/// The word for a driver that makes tasks wait.
const BLOCKING: f64 = 0.0;
/// Fewer tasks than this, as a share, are none.
const NEGLIGIBLE: f64 = 1e-9;
/// Share of the tasks whose replacement is worth an event.
const NOTABLE: f64 = 0.02;

/// A task fleet.
#[derive(Debug, Clone)]
pub(crate) struct TaskFleet {
    pub(crate) settings: Settings,
    /// Share of the logging tasks that wait, and that start anew.
    blocked: f64,
    replaced: f64,
    noted_replaced: bool,
}

impl TaskFleet {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { settings, blocked: 0.0, replaced: 0.0, noted_replaced: false }
    }

    pub(crate) fn advance(&mut self, view: &mut View<'_>, signals: &mut Signals) {
        let settings = self.settings;
        let dt = view.step.dt;
        let failing = any_fails(view.felt);
        let blocks = if settings.driver == BLOCKING { failing } else { 0.0 };

        // Every rate as the share that leaves within the step, so that no share can become negative.
        let within = |rate: f64| dt * rate / (1.0 + dt * rate);
        let free = (1.0 - self.blocked - self.replaced).max(0.0);
        let blocked = free * within(blocks / settings.buffer);
        let (sends, stopped) = ((1.0 - blocks) / settings.buffer, 1.0 / settings.check);
        let leave = self.blocked * within(sends + stopped);
        let stopped = leave * stopped / (sends + stopped);
        let back = self.replaced * within(1.0 / settings.replace);
        self.blocked = settled(self.blocked + blocked - leave);
        self.replaced = settled(self.replaced + stopped - back);

        if !self.noted_replaced && self.replaced * settings.logging >= NOTABLE {
            self.noted_replaced = true;
            view.note("tasks that wait for their logs fail health checks and are replaced", 0.0, Because::Own);
        }
        signals.offered = view.offered;
        signals.error = share(settings.logging * (self.blocked + self.replaced));
        signals.latency = latency(settings.base_latency / 1000.0, 0.0, signals.error, settings.timeout);
        signals.fill = if settings.driver == BLOCKING { self.blocked } else { failing };
        let lost = if settings.driver == BLOCKING { 0.0 } else { settings.logging * failing };
        signals.gauges.clear();
        signals.gauges.extend([settings.logging * self.blocked, settings.logging * self.replaced, lost]);
    }
}

fn settled(value: f64) -> f64 {
    if value < NEGLIGIBLE { 0.0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::settled;

    #[test]
    fn next_to_nothing_is_nothing() {
        assert_eq!((settled(1e-12), settled(0.1)), (0.0, 0.1));
    }
}
