//! The series of a run as CSV, one row for each moment.

use outage_sim::{Recording, Scenario, Signal};
use std::fmt::Write;

/// Minutes since the trigger, the local time of day, and every signal that a component shows.
#[must_use]
pub fn csv(scenario: &Scenario, recording: &Recording) -> String {
    let mut text = String::from("minutes,time");
    let mut columns: Vec<&[f64]> = Vec::new();
    for (index, component) in scenario.components.iter().enumerate() {
        for signal in component.signals() {
            let name = match signal {
                Signal::Gauge(gauge) => &component.gauges[gauge].id,
                common => common.id(),
            };
            text += &format!(",{}.{name}", component.id);
            columns.push(recording.series(index, signal));
        }
    }
    text.push('\n');
    for moment in 0..recording.moments() {
        let minutes = recording.time(moment);
        text += &format!("{minutes},{}", scenario.clock.local(minutes));
        for column in &columns {
            // Writing to a text cannot fail.
            let _ = write!(text, ",{}", column[moment]);
        }
        text.push('\n');
    }
    text
}
