//! The same inputs give the same bits, and nothing but the inputs does.

use crate::any::{any_inputs, for_all};
use crate::day::{built_in, day, inputs, kinesis};
use outage_sim::{Digest, Inputs, Knob, Scenario, run};
use std::collections::BTreeSet;

fn digest(scenario: &Scenario, inputs: &Inputs) -> Digest {
    outage_sim::run_in(scenario, inputs, outage_sim::Detail::Brief).digest()
}

#[test]
fn a_run_can_be_repeated() {
    for scenario in built_in() {
        for_all(16, &any_inputs(scenario), |changed| {
            assert_eq!(run(scenario, &changed.inputs), run(scenario, &changed.inputs));
            Ok(())
        });
    }
}

#[test]
fn the_plan_is_that_of_the_text() {
    for ((_, text), scenario) in outage_sim::TEXTS.iter().zip(built_in()) {
        let again = outage_compile::for_people(text).expect("it was compiled before");
        assert_eq!(&again, scenario);
        assert_eq!(digest(&again, &Inputs::default()), digest(scenario, &Inputs::default()));
    }
}

#[test]
fn a_knob_that_is_turned_back_leaves_no_trace() {
    for scenario in built_in() {
        let as_it_happened = digest(scenario, &Inputs::default());
        for (parameter, spec, knob) in scenario.knobs() {
            let elsewhere = match knob {
                Knob::Range { min, max, .. } => [*min, *max].into_iter().find(|end| *end != spec.value),
                Knob::Words(words) => words.iter().map(|(word, _)| f64::from(*word)).find(|word| *word != spec.value),
            };
            let mut inputs = Inputs::default();
            inputs.set_value(scenario, parameter, elsewhere.expect("a knob moves")).expect("within its range");
            assert!(!inputs.is_as_it_happened(), "{}", spec.id);
            inputs.set_value(scenario, parameter, spec.value).expect("within its range");
            assert!(inputs.is_as_it_happened(), "{}", spec.id);
            assert_eq!(digest(scenario, &inputs), as_it_happened);
        }
        for (index, action) in scenario.actions.iter().enumerate() {
            let mut inputs = Inputs::default();
            inputs.move_action(scenario, index, action.at + 20.0);
            assert!(!inputs.is_as_it_happened(), "{}", action.id);
            inputs.move_action(scenario, index, action.at);
            assert!(inputs.is_as_it_happened(), "{}", action.id);
        }
    }
}

#[test]
fn every_knob_and_event_can_matter() {
    // From the day as it happened, or from one of these: what a knob is about may not have come to pass.
    let days = [
        "",
        "apps.standby=0.5",
        "frontend.cells=5 frontend.thread-limit=2050",
        "frontend.restart-rate=800 -authoritative-bootstrap-rollout",
    ];
    let days = days.map(|changes| inputs(kinesis(), changes));
    let before: Vec<Digest> = days.iter().map(|day| digest(kinesis(), day)).collect();
    let differs = |change: &dyn Fn(&mut Inputs)| {
        days.iter().zip(&before).any(|(day, before)| {
            let mut day = day.clone();
            change(&mut day);
            digest(kinesis(), &day) != *before
        })
    };
    let mut inert = Vec::new();
    for (parameter, spec, knob) in kinesis().knobs() {
        let ends = match knob {
            Knob::Range { min, max, .. } => vec![*min, *max],
            Knob::Words(words) => words.iter().map(|(word, _)| f64::from(*word)).collect(),
        };
        let turn = |inputs: &mut Inputs, to: f64| inputs.set_value(kinesis(), parameter, to).expect("in range");
        if !ends.iter().any(|&end| differs(&|inputs| turn(inputs, end))) {
            inert.push(spec.id.as_str());
        }
    }
    for action in &kinesis().actions {
        if !differs(&|inputs| inputs.switch_off(kinesis(), &action.id).expect("there is one")) {
            inert.push(action.id.as_str());
        }
    }
    for fix in &kinesis().remediations {
        if !differs(&|inputs| inputs.fix(kinesis(), &fix.id).expect("there is one")) {
            inert.push(fix.id.as_str());
        }
    }
    assert!(inert.is_empty(), "these never change anything: {inert:?}");
}

#[test]
fn the_order_of_changes_does_not_matter() {
    let changes = [
        "frontend.servers=4800",
        "frontend.thread-limit=5900",
        "cognito.when-full=drop",
        "-lambda-mitigation",
        "restart-fleet@11:00",
        "+trained-fallback",
        "#7",
    ];
    let forwards = inputs(kinesis(), &changes.join(" "));
    let mut backwards = changes;
    backwards.reverse();
    let backwards = inputs(kinesis(), &backwards.join(" "));
    assert_eq!(forwards, backwards);
    assert_eq!(digest(kinesis(), &forwards), digest(kinesis(), &backwards));
}

#[test]
fn every_seed_has_its_own_luck() {
    let digests: BTreeSet<String> =
        (0..20).map(|seed| day(&format!("#{seed}")).recording.digest().to_string()).collect();
    assert_eq!(digests.len(), 20);
    assert!(!digests.contains(&day("").recording.digest().to_string()), "without a seed there is no luck");
    assert_eq!(day("#5").recording, day("#5").recording);
}
