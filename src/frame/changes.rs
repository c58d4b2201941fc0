//! What somebody changed about the day, in words.

use crate::state::State;
use crate::words;
use outage_sim::EventChange;

/// What somebody changed about the day, a phrase each; nothing when it is the day as it happened.
#[must_use]
pub fn changes(state: &State) -> Vec<String> {
    let State { scenario, inputs, .. } = state;
    let clock = |at: f64| words::clock(&scenario.clock, state.view.clock, at);
    let mut changes = Vec::new();
    changes.extend(inputs.fixes.iter().map(|&fix| format!("With: {}", scenario.remediations[fix].label)));
    for (&index, &value) in inputs.knobs.iter() {
        let parameter = &scenario.parameters[index];
        let own = words::value(parameter, parameter.value);
        changes.push(format!("{}: {}, not {own}", parameter.label, words::value(parameter, value)));
    }
    for (&index, change) in inputs.events.iter() {
        let action = &scenario.actions[index];
        changes.push(match change {
            EventChange::Off => format!("Without: {}", action.label),
            EventChange::At(at) => format!("{}: at {}, not {}", action.label, clock(*at), clock(action.at)),
        });
    }
    changes.extend(inputs.seed.map(|seed| format!("Server variability: seed {seed}")));
    changes
}

#[cfg(test)]
mod tests {
    use super::changes;
    use crate::address::parse;
    use crate::state::State;
    use crate::words::NARROW;

    #[test]
    fn every_change_is_told() {
        let link = "#/kinesis-2020?frontend.thread-limit=8000&off=remove-capacity&seed=7";
        let state = State::open(parse(link));
        assert_eq!(state.notices, []);
        let told = changes(&state).join("; ").replace(NARROW, " ");
        assert!(told.contains("Thread limit: 8 000 threads, not 6 000 threads"), "{told}");
        assert!(told.contains("Without: ") && told.contains("seed 7"), "{told}");
        assert!(changes(&State::open(parse("#/kinesis-2020"))).is_empty());
    }
}
