//! The lines between components: who depends on whom, with how much traffic, and how it fares.

use crate::words;
use outage_sim::{ONSET, Recording, Scenario};

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

/// All dependencies at a moment in minutes since the trigger.
pub(super) fn edges(scenario: &Scenario, recording: &Recording, minutes: f64) -> Vec<Edge> {
    // What has no column is the same whatever happens.
    let at = |column: Option<u16>, same: f64| column.map_or(same, |it| recording.column_at(it.into(), minutes));
    let mut edges = Vec::new();
    for (caller, spec) in scenario.components.iter().enumerate() {
        for (index, need) in spec.needs.iter().enumerate() {
            let (load, error) = (at(need.flow, 1.0), at(need.failing, 0.0).clamp(0.0, 1.0));
            let callee = usize::from(need.on);
            let state = if load <= 0.0 {
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
                retry_share: at(need.again, 0.0).clamp(0.0, 1.0),
                purpose: need.purpose.clone(),
                spoken: format!("{} to {to}, {}: {state}.", spec.label, need.purpose),
            });
        }
    }
    edges
}
