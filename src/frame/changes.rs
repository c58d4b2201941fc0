//! What somebody changed about the day, in words.

use crate::state::State;
use crate::words;
use outage_sim::{EventChange, Inputs};

/// What somebody changed about the day, a phrase each; nothing when it is the day as it happened.
#[must_use]
pub fn changes(state: &State) -> Vec<String> {
    let at = |at: f64| words::clock(&state.scenario.clock, state.view.clock, at);
    let marks = [|at: &str| format!("From {at} on: "), |at: &str| format!("Until {at}: ")];
    along_fork(&state.inputs, |inputs| phrases(state, inputs), |fork, last| marks[usize::from(last)](&at(fork)))
}

/// What `tell` says of inputs, a phrase each; what holds only from a fork on, or only until then (`true`), begins with what
/// `mark` says of that moment, in minutes since the trigger.
#[must_use]
pub fn along_fork(
    inputs: &Inputs,
    tell: impl Fn(&Inputs) -> Vec<String>,
    mark: impl Fn(f64, bool) -> String,
) -> Vec<String> {
    let now = tell(inputs);
    let (Some(fork), Some(unforked)) = (&inputs.fork, inputs.unforked()) else { return now };
    let before = tell(&unforked);
    let only = |own: &[String], other: &[String], last: bool| {
        let marked = |phrase: &String| match other.contains(phrase) {
            true => phrase.clone(),
            false => mark(fork.at, last) + phrase,
        };
        own.iter().map(marked).collect::<Vec<String>>()
    };
    let mut all = only(&now, &before, false);
    all.extend(only(&before, &now, true).into_iter().filter(|phrase| !now.contains(phrase)));
    all
}

/// What inputs change, whenever.
fn phrases(state: &State, inputs: &Inputs) -> Vec<String> {
    let scenario = &state.scenario;
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

    #[test]
    fn a_fork_says_what_holds_when() {
        let link = "#/kinesis-2020?fork=05:15,frontend.thread-limit:7000,seed:1,off:remove-capacity&off=remove-capacity&frontend.thread-limit=8000";
        let state = State::open(parse(&link.replace("seed:1,", "")));
        assert_eq!(state.notices, []);
        let told = changes(&state).join("; ").replace(NARROW, " ");
        assert!(told.contains("From 05:15 on: Thread limit: 8 000 threads, not"), "{told}");
        assert!(told.contains("Until 05:15: Thread limit: 7 000 threads, not"), "{told}");
        assert!(
            told.starts_with("From") && told.matches("Without: ").count() == 1 && !told.contains("on: Without"),
            "{told}"
        );
        assert_eq!(State::open(parse(link)).notices.len(), 1, "luck is that of the whole run");
    }
}
