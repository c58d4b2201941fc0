//! The lines between components: who depends on whom, with how much traffic, and how it fares.

use super::setting::{of_need, own, setting};
use crate::words;
use outage_sim::{ComponentKind, DependencyKind, Inputs, ONSET, Recording, Scenario, Signal};

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
pub(super) fn edges(scenario: &Scenario, inputs: &Inputs, recording: &Recording, minutes: f64) -> Vec<Edge> {
    let value = |parameter| setting(scenario, inputs, recording, parameter, minutes);
    let repeated = repeated(scenario, recording, minutes, &value);
    let mut edges = Vec::new();
    for (caller, spec) in scenario.components.iter().enumerate() {
        let sends = recording.at(caller, Signal::Offered, minutes);
        let retry_share = if sends > 0.0 { (repeated[caller] / sends).clamp(0.0, 1.0) } else { 0.0 };
        for (index, need) in spec.needs.iter().enumerate() {
            let share = share(scenario, caller, index, &value);
            let load = sends * share;
            let error = recording.at(need.on, need.feels, minutes).clamp(0.0, 1.0);
            let callee = &scenario.components[need.on].label;
            let state = if load <= 0.0 {
                "not in use".into()
            } else if error >= ONSET {
                format!("{} of calls fail", words::percent_spoken(error))
            } else {
                "works".to_owned()
            };
            edges.push(Edge {
                caller,
                callee: need.on,
                need: index,
                error,
                load,
                retry_share,
                purpose: need.purpose.clone(),
                spoken: format!("{} to {callee}, {}: {state}.", spec.label, need.purpose),
            });
        }
    }
    edges
}

/// Share of a caller's calls that use a dependency, relative to the scenario's own: 1 on a normal day.
fn share(scenario: &Scenario, caller: usize, need: usize, value: &dyn Fn(usize) -> f64) -> f64 {
    if scenario.components[caller].needs[need].kind != DependencyKind::Hard {
        return 1.0;
    }
    let Some(parameter) = of_need(scenario, caller, need, "share") else { return 1.0 };
    let usual = scenario.parameters[parameter].value;
    if usual > 0.0 { value(parameter) / usual } else { value(parameter) }
}

/// Repeated calls that each component sends, relative to its normal load: clients repeat what failed, and everybody
/// passes on what arrives.
fn repeated(scenario: &Scenario, recording: &Recording, minutes: f64, value: &dyn Fn(usize) -> f64) -> Vec<f64> {
    let own: Vec<f64> = (0..scenario.components.len())
        .map(|index| match scenario.components[index].kind {
            ComponentKind::Clients => {
                let first = own(scenario, index, "load").map_or(1.0, value);
                (recording.at(index, Signal::Offered, minutes) - first).max(0.0)
            }
            _ => 0.0,
        })
        .collect();
    let mut repeated = own.clone();
    // Callers come after their callees at most as many times as there are components.
    for _ in 0..scenario.components.len() {
        let mut next = own.clone();
        for (caller, spec) in scenario.components.iter().enumerate() {
            for (index, need) in spec.needs.iter().enumerate() {
                next[need.on] += need.weight * repeated[caller] * share(scenario, caller, index, value);
            }
        }
        if next == repeated {
            break;
        }
        repeated = next;
    }
    repeated
}
