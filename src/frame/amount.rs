//! Numbers of columns in words.

use crate::words;
use outage_sim::{Scenario, Signal};

/// What stands where a value should be that nobody knows.
pub(super) const NO_DATA: &str = "no data";

/// A value of a column with its unit: `64 %`, `1.2× normal`, `4 900`.
pub(super) fn amount(scenario: &Scenario, column: usize, value: f64) -> String {
    if value.is_nan() {
        return NO_DATA.into();
    }
    if is_share(scenario, column) {
        return words::percent(value);
    }
    match (scenario.signal_of(column), minutes(scenario, column)) {
        (Some((_, Signal::Offered)), _) => format!("{}{}× normal", words::decimals(value, 2), words::NARROW),
        (_, Some(minutes)) if minutes < 1.0 => words::seconds(value * minutes * 60.0),
        (_, Some(minutes)) => words::duration(value * minutes),
        (_, None) => words::thousands(value),
    }
}

/// How many of the one column's unit make one of the other's: lengths of time may be in several.
pub(super) fn ratio(scenario: &Scenario, of: usize, to: usize) -> f64 {
    minutes(scenario, of).zip(minutes(scenario, to)).map_or(1.0, |(of, to)| of / to)
}

/// The minutes in one of a column's unit; nothing for what is no length of time.
fn minutes(scenario: &Scenario, column: usize) -> Option<f64> {
    match scenario.columns[column].unit.as_str() {
        "ms" => Some(1.0 / 60_000.0),
        "s" => Some(1.0 / 60.0),
        "min" => Some(1.0),
        "h" => Some(60.0),
        _ => None,
    }
}

/// The same, with two decimals of a percentage that is small.
pub(crate) fn amount_fine(scenario: &Scenario, column: usize, value: f64) -> String {
    if is_share(scenario, column) { words::percent_fine(value) } else { amount(scenario, column, value) }
}

/// Whether a column is a share from 0 to 1.
pub(crate) fn is_share(scenario: &Scenario, column: usize) -> bool {
    match scenario.signal_of(column) {
        Some((_, Signal::Error | Signal::Fill)) => true,
        Some((component, Signal::Gauge(index))) => scenario.components[component].gauges[index].is_share,
        _ => false,
    }
}
