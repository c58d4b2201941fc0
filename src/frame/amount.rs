//! Numbers of columns in words.

use crate::words;
use outage_sim::{Scenario, Signal};

/// A value of a column with its unit: `64 %`, `1.2× normal`, `4 900`.
pub(super) fn amount(scenario: &Scenario, column: usize, value: f64) -> String {
    if is_share(scenario, column) {
        return words::percent(value);
    }
    match (scenario.signal_of(column), scenario.columns[column].unit.as_str()) {
        (Some((_, Signal::Offered)), _) => format!("{}{}× normal", words::decimals(value, 2), words::NARROW),
        (_, "s") => words::seconds(value),
        (_, "min") => words::duration(value),
        _ => words::thousands(value),
    }
}

/// The same, with two decimals of a percentage that is small.
pub(super) fn amount_fine(scenario: &Scenario, column: usize, value: f64) -> String {
    if is_share(scenario, column) { words::percent_fine(value) } else { amount(scenario, column, value) }
}

/// Whether a column is a share from 0 to 1.
fn is_share(scenario: &Scenario, column: usize) -> bool {
    match scenario.signal_of(column) {
        Some((_, Signal::Error | Signal::Fill)) => true,
        Some((component, Signal::Gauge(index))) => scenario.components[component].gauges[index].is_share,
        _ => false,
    }
}
