//! The lines between components: who depends on whom, with how much traffic, and how it fares.

use crate::draw::particles::Traffic;
use crate::words;
use outage_sim::{Need, ONSET, Recording, Scenario};

/// A dependency of a component at a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// Index of the component that depends.
    pub caller: usize,
    /// Index of the component that it depends on.
    pub callee: usize,
    /// Index of the dependency among the caller's.
    pub need: usize,
    /// Share of its calls that fail, 0 to 1.
    pub error: f64,
    /// Its traffic, relative to normal.
    pub load: f64,
    /// Share of its calls that are repeated ones, 0 to 1.
    pub retry_share: f64,
    /// What it is for.
    pub purpose: String,
    /// All of it, for screen readers.
    pub spoken: String,
}

/// The traffic of a dependency at a moment in minutes since the trigger.
fn traffic_of(need: &Need, recording: &Recording, minutes: f64) -> Traffic {
    // What has no column is the same whatever happens.
    let at = |column: Option<u16>, same: f64| column.map_or(same, |it| recording.column_at(it.into(), minutes));
    Traffic {
        load: at(need.flow, 1.0),
        error: at(need.failing, 0.0).clamp(0.0, 1.0),
        retry_share: at(need.again, 0.0).clamp(0.0, 1.0),
    }
}

/// The traffic of all dependencies at a moment in minutes since the trigger, in the order of a frame's edges.
#[must_use]
pub fn traffic(scenario: &Scenario, recording: &Recording, minutes: f64) -> Vec<Traffic> {
    let needs = scenario.components.iter().flat_map(|component| &component.needs);
    needs.map(|need| traffic_of(need, recording, minutes)).collect()
}

/// All dependencies at a moment in minutes since the trigger.
pub(super) fn edges(scenario: &Scenario, recording: &Recording, minutes: f64) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (caller, spec) in scenario.components.iter().enumerate() {
        for (index, need) in spec.needs.iter().enumerate() {
            let Traffic { load, error, retry_share } = traffic_of(need, recording, minutes);
            let callee = usize::from(need.on);
            let state = if load.is_nan() {
                "not known".into()
            } else if load <= 0.0 {
                "not in use".into()
            } else if error >= ONSET {
                format!("{} of calls fail", words::percent_spoken(error))
            } else {
                "works".to_owned()
            };
            let to = &scenario.components[callee].label;
            edges.push(Edge {
                caller,
                callee,
                need: index,
                error,
                load,
                retry_share,
                purpose: need.purpose.clone(),
                spoken: format!("{} to {to}, {}: {state}.", spec.label, need.purpose),
            });
        }
    }
    edges
}
