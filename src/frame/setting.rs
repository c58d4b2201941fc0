//! The value of a parameter at a moment of a run: what somebody set, changed by the actions so far.

use outage_sim::{Inputs, Recording, Scenario, sort_by_number};

/// The value of a parameter at a moment in minutes since the trigger.
#[must_use]
pub fn setting(scenario: &Scenario, inputs: &Inputs, recording: &Recording, parameter: usize, minutes: f64) -> f64 {
    let mut changes: Vec<(f64, f64, f64)> = Vec::new();
    for (index, action) in scenario.actions.iter().enumerate() {
        let Some((start, end)) = recording.action(index).filter(|(start, _)| *start <= minutes) else { continue };
        let own = action.changes.iter().filter(|change| change.parameter == parameter);
        changes.extend(own.map(|change| (start, end, change.value)));
    }
    sort_by_number(&mut changes, |change| change.0);
    changes.into_iter().fold(inputs.value(scenario, parameter), |from, (start, end, value)| {
        let done = if end > start { ((minutes - start) / (end - start)).min(1.0) } else { 1.0 };
        from + (value - from) * done
    })
}

/// The index of a component's own parameter, by the name that its kind gives it.
pub(super) fn own(scenario: &Scenario, component: usize, id: &str) -> Option<usize> {
    let spec = &scenario.components[component];
    let slot = spec.kind.parameters().iter().position(|parameter| parameter.id == id)?;
    spec.parameters.get(slot).copied()
}

/// The index of a parameter of a dependency, by the name that its kind gives it.
pub(super) fn of_need(scenario: &Scenario, component: usize, need: usize, id: &str) -> Option<usize> {
    let spec = &scenario.components[component].needs[need];
    let slot = spec.kind.parameters().iter().position(|parameter| parameter.id == id)?;
    spec.parameters.get(slot).copied()
}
