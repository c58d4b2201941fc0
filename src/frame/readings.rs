//! The readings of a component: every metric that it shows.

use super::amount::amount;
use super::board::posted;
use crate::order::sort_by_number;
use crate::words;
use outage_sim::{Recording, Scenario, Signal};

/// One metric of a component at a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The metric, for its chart.
    pub signal: Signal,
    /// Its name.
    pub label: String,
    /// Its value with its unit.
    pub value: String,
    /// What it is, in a sentence.
    pub about: String,
    /// Its value as a number, in the unit of recordings.
    pub number: f64,
    /// Whether it is a share from 0 to 1.
    pub is_share: bool,
}

/// The readings of a component at a moment in minutes since the trigger.
#[must_use]
pub fn readings(scenario: &Scenario, recording: &Recording, component: usize, minutes: f64) -> Vec<Reading> {
    let mut signals: Vec<Signal> = scenario.components[component].signals().collect();
    // The error first: it is what people look for.
    sort_by_number(&mut signals, |signal| f64::from(*signal != Signal::Error));
    let reading = |signal| reading(scenario, component, signal, recording.at(component, signal, minutes));
    signals.into_iter().filter_map(reading).collect()
}

fn reading(scenario: &Scenario, component: usize, signal: Signal, number: f64) -> Option<Reading> {
    let spec = &scenario.components[component];
    let value = amount(scenario, spec.column(signal)?, number);
    let is_board = || posted(scenario).is_some_and(|(board, _)| board == component);
    let (label, about) = match signal {
        Signal::Offered => ("Load", "Requests relative to a normal day; repeated ones count."),
        Signal::Error if is_board() => ("Tool errors", "Share of the posting tool's calls that fail."),
        Signal::Error => ("Errors", "Share of the requests that fail."),
        Signal::Latency => ("Latency", "Mean time to an answer; a failing call counts until its timeout."),
        Signal::Backlog => ("Backlog", "Work that waits, in time of normal load."),
        Signal::Fill => ("Buffers", "How full the local buffers are."),
        // Operators know of it always or never.
        Signal::Gauge(_) if number.is_nan() => return None,
        Signal::Gauge(index) => {
            let gauge = spec.gauges.get(index)?;
            return Some(Reading {
                signal,
                label: words::sentence(&gauge.id.replace('-', " ")),
                value,
                about: words::full_sentence(&gauge.about),
                number,
                is_share: gauge.is_share,
            });
        }
    };
    let is_share = matches!(signal, Signal::Error | Signal::Fill);
    Some(Reading { signal, label: label.into(), value, about: about.into(), number, is_share })
}
