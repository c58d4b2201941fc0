//! What the page says of remediations, alone and together.

use outage_explorer::address::parse;
use outage_explorer::paint::{Effect, MeasuredBy, Of, Verdict, Verdicts};
use outage_explorer::state::State;
use outage_sim::{BUILT_IN, Inputs, Scenario};
use std::rc::Rc;

/// Remediations that change nothing on the day as it happened, and why.
const IDLE: [(&str, &str); 4] = [
    ("authoritative-bootstrap", "operators did the same on the day, before the restart that it matters to"),
    ("automatic-capacity", "sign-in fails later, and all the same"),
    ("write-through", "fewer metrics are late, and as many are refused"),
    ("cheap-error-reports", "it makes answers quicker, not more of them succeed"),
];

/// Every built-in scenario, as it happened.
fn all() -> impl Iterator<Item = Rc<State>> {
    BUILT_IN.iter().map(|(id, _)| Rc::new(State::open(parse(id))))
}

/// The inputs with these remediations.
fn with(inputs: &Inputs, fixes: impl IntoIterator<Item = usize>) -> Rc<Inputs> {
    Rc::new(Inputs { fixes: fixes.into_iter().collect(), ..inputs.clone() })
}

fn together(scenario: &Rc<Scenario>, inputs: &Rc<Inputs>) -> Verdict {
    Verdicts::new(scenario, inputs).find(|verdict| verdict.of == Of::Together).expect("something is in place")
}

fn fix(scenario: &Scenario, id: &str) -> usize {
    scenario.remediations.iter().position(|remediation| remediation.id == id).expect("there is such a remediation")
}

#[test]
fn every_remediation_does_something_or_it_is_known_why_not() {
    for state in all() {
        let verdicts: Vec<_> = Verdicts::new(&state.scenario, &state.inputs).collect();
        assert_eq!(verdicts.len(), state.scenario.remediations.len(), "none is in place, so there is no other");
        for (index, (verdict, remediation)) in verdicts.iter().zip(&state.scenario.remediations).enumerate() {
            assert_eq!(verdict.of, Of::One(index));
            let is_idle = IDLE.iter().any(|(id, _)| *id == remediation.id);
            assert_eq!(verdict.effect == Effect::None, is_idle, "{}: {verdict:?}", remediation.id);
            assert_ne!(verdict.effect, Effect::Worsens, "{}: {verdict:?}", remediation.id);
            assert!(!verdict.words.is_empty() && verdict.more.iter().all(|words| !words.is_empty()));
        }
    }
}

#[test]
fn one_remediation_together_is_the_one_alone() {
    for state in all() {
        let alone: Vec<_> = Verdicts::new(&state.scenario, &state.inputs).collect();
        for (index, alone) in alone.into_iter().enumerate() {
            let found = together(&state.scenario, &with(&state.inputs, [index]));
            assert_eq!(Verdict { of: Of::Together, ..alone }, found);
        }
    }
}

#[test]
fn remediations_add_up() {
    let state = all().find(|state| state.scenario.id == "dynamodb-2015").expect("it is built in");
    let scenario = &state.scenario;
    let both = with(&state.inputs, ["sqs-serves-stale", "cloudwatch-refreshes-less"].map(|id| fix(scenario, id)));
    let found = together(scenario, &both);
    assert_eq!((found.effect, found.words.as_str()), (Effect::Spares, "spares SQS"));
    assert!(found.more.iter().any(|words| words == "helps CloudWatch"), "{found:?}");
    // What prevents it does so in any company.
    for state in all() {
        let prevents = Verdicts::new(&state.scenario, &state.inputs)
            .find_map(|verdict| (verdict.effect == Effect::Prevents).then_some(verdict.of));
        let Some(Of::One(prevents)) = prevents else { continue };
        let last = state.scenario.remediations.len() - 1;
        let found = together(&state.scenario, &with(&state.inputs, [prevents, last]));
        assert_eq!(found.effect, Effect::Prevents, "{found:?}");
    }
}

#[test]
fn verdicts_are_of_this_run_while_it_has_something_to_prevent() {
    let state = all().find(|state| state.scenario.id == "kinesis-2024").expect("it is built in");
    let changed = |value: &str| {
        let mut inputs = Inputs::clone(&state.inputs);
        inputs.set(&state.scenario, "cell.low-throughput-shards", value).expect("it is within its range");
        Rc::new(inputs)
    };
    let day: Vec<_> = Verdicts::new(&state.scenario, &state.inputs).collect();
    assert!(day.iter().all(|verdict| verdict.by == MeasuredBy::Run));
    // So few shards do no harm: what else would have prevented it is asked of the day as it happened.
    let calm: Vec<_> = Verdicts::new(&state.scenario, &changed("300000")).collect();
    let of_day: Vec<_> = day.iter().map(|verdict| Verdict { by: MeasuredBy::Day, ..verdict.clone() }).collect();
    assert_eq!(calm, of_day);
    // More shards do more harm, and a remediation is measured by that.
    let worse: Vec<_> = Verdicts::new(&state.scenario, &changed("650000")).collect();
    assert!(worse.iter().all(|verdict| verdict.by == MeasuredBy::Run));
    assert_ne!(worse, day);
}
