//! A service that collects metrics and logs, and evaluates alarms on the metrics.

use super::{View, any_fails, latency, show_waiting};
use crate::maths::share;
use crate::parameter::{number, optional, params};
use crate::signal::{GaugeSpec, Signals, fraction};
use std::collections::VecDeque;

params! {
    /// Settings of a monitor.
    pub(crate) struct Settings {
        /// Time to an answer on a quiet day, in milliseconds.
        base_latency: "latency-ms" = number(0.0, 600_000.0),
        /// Time after which a failing call is answered with an error, in seconds.
        timeout: "timeout-seconds" = number(0.0, 3_600.0),
        /// How many data points in a row an alarm needs to miss before it has insufficient data.
        alarm_points: "alarm-points" = number(1.0, 60.0),
        /// Minutes between the data points of an alarm.
        alarm_period: "alarm-period-minutes" = number(1.0, 60.0),
        /// Minutes of metric data that the monitor keeps in a store of its own; 0 for none.
        local_store: "local-store-minutes" = optional(0.0, 100_000.0, 0.0),
        /// Share of its requests that carry metrics; the rest carries logs.
        metrics: "metrics-share" = number(0.0, 1.0),
    }
}

/// Gauges of a monitor.
pub(crate) const GAUGES: &[GaugeSpec] = &[
    fraction("insufficient-data", "share of the alarms that have insufficient data"),
    fraction("metrics-lost", "share of the metrics that cannot be stored"),
];

/// The longest memory an alarm can need, in steps.
const LONGEST_MEMORY: usize = 3_600;

/// A monitor with the recent success of its metrics.
#[derive(Debug, Clone)]
pub(crate) struct Monitor {
    pub(crate) settings: Settings,
    /// Share of the metrics missing at each step, newest first.
    missing: VecDeque<f64>,
}

impl Monitor {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { settings, missing: VecDeque::new() }
    }

    pub(crate) fn advance(&mut self, view: &mut View<'_>, signals: &mut Signals) {
        let failing = any_fails(view.felt);
        // Recent metrics that the local store holds can be read whatever happens to the processing behind it.
        let window = self.settings.alarm_points * self.settings.alarm_period;
        let kept_here = if self.settings.local_store >= window { 1.0 } else { 0.0 };
        let metrics_lost = failing * (1.0 - kept_here);
        self.missing.push_front(metrics_lost);
        self.missing.truncate(LONGEST_MEMORY);

        signals.offered = view.offered;
        signals.error = share(self.settings.metrics * metrics_lost + (1.0 - self.settings.metrics) * failing);
        signals.latency = latency(self.settings.base_latency / 1000.0, 0.0, signals.error, self.settings.timeout);
        show_waiting(view.felt, signals);
        signals.gauges.clear();
        signals.gauges.push(self.insufficient_data(view.step.dt));
        signals.gauges.push(metrics_lost);
    }

    /// Share of the alarms for which every data point of the window is missing.
    fn insufficient_data(&self, dt: f64) -> f64 {
        let apart = (self.settings.alarm_period / dt).max(1.0) as usize;
        (0..self.settings.alarm_points as usize)
            .map(|point| self.missing.get(point * apart).copied().unwrap_or(0.0))
            .product()
    }
}
