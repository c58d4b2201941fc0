//! The built-in scenarios: what they hold, and what of the record they reproduce.

use crate::day::{Day, built_in, kinesis};
use outage_sim::{BUILT_IN, Documented, Inputs, Judgement, Knob, Scenario, judge};

/// Facts that are known not to be reproduced, with the reason. Shown as such on the page; listed here so that nobody
/// adds to them unawares.
const KNOWN_MISSES: &[(&str, &str)] = &[];

#[test]
fn every_scenario_has_the_id_of_its_name() {
    for ((name, _), scenario) in BUILT_IN.iter().zip(built_in()) {
        assert_eq!(*name, scenario.id);
    }
}

#[test]
fn the_record_is_reproduced_within_its_tolerances() {
    let mut missed = Vec::new();
    for scenario in built_in() {
        let day = Day::of(scenario, Inputs::default());
        let judgements = judge(scenario, &day.inputs, &day.recording);
        let facts = scenario.facts.iter().zip(judgements).filter(|(_, judgement)| !judgement.reproduced);
        missed.extend(facts.map(|(fact, judgement)| (fact.id.as_str(), judgement)));
    }
    let known: Vec<&str> = KNOWN_MISSES.iter().map(|(fact, _)| *fact).collect();
    let found: Vec<&str> = missed.iter().map(|(fact, _)| *fact).collect();
    assert_eq!(found, known, "{missed:#?}");
}

#[test]
fn tolerances_are_those_that_the_record_allows() {
    for scenario in built_in() {
        let judgements = judge(scenario, &Inputs::default(), &Day::of(scenario, Inputs::default()).recording);
        for (fact, Judgement { tolerance, .. }) in scenario.facts.iter().zip(judgements) {
            let allowed = match fact.documented {
                Documented::At(_) if fact.soft => 30.0,
                Documented::At(minutes) => (0.05 * minutes).clamp(10.0, 30.0),
                Documented::Between(..) | Documented::Holds => 0.0,
            };
            assert_eq!(tolerance, allowed, "{}", fact.id);
            assert!(!fact.quote.is_empty() && !fact.statement.is_empty(), "{} quotes its source", fact.id);
        }
    }
}

#[test]
fn every_knob_has_a_receipt_and_spans_its_value() {
    for scenario in built_in() {
        for (_, parameter, knob) in scenario.knobs() {
            let receipt = parameter.receipt.as_ref().unwrap_or_else(|| panic!("{} has a receipt", parameter.id));
            assert!(!receipt.text.is_empty(), "{}", parameter.id);
            match knob {
                Knob::Range { min, max, step } => {
                    assert!((min..=max).contains(&&parameter.value) && *step > 0.0, "{}", parameter.id);
                    let (low, high) = receipt.plausible.unwrap_or((parameter.value, parameter.value));
                    assert!((low..=high).contains(&parameter.value), "{} is outside its plausible range", parameter.id);
                }
                Knob::Words(words) => assert!(words.len() > 1, "{}", parameter.id),
            }
        }
    }
}

#[test]
fn the_page_opens_at_a_telling_moment() {
    for scenario in built_in() {
        let day = Day::of(scenario, Inputs::default());
        let errors = day.errors(scenario.about.opens_on.into());
        assert!(errors[day.recording.moment_at(scenario.about.opens_at)] > 0.25, "{}", scenario.id);
    }
}

#[test]
fn the_root_fails_before_all_that_it_does_not_need() {
    for scenario in built_in() {
        let day = Day::of(scenario, Inputs::default());
        let first = |index: usize| day.recording.summary(index).first_error.unwrap_or(f64::INFINITY);
        let root = &scenario.components[scenario.root()];
        let mut others =
            (0..scenario.components.len()).filter(|index| root.needs.iter().all(|need| usize::from(need.on) != *index));
        assert!(others.all(|index| first(scenario.root()) <= first(index)), "{}", scenario.id);
    }
}

#[test]
fn everything_that_links_name_is_there() {
    let scenario = kinesis();
    let has = |what: &str, ids: &str, known: &dyn Fn(&Scenario, &str) -> bool| {
        for id in ids.split_whitespace() {
            assert!(known(scenario, id), "there is no {what} {id}");
        }
    };
    has(
        "component",
        "backend shard-map-store frontend producers cognito cloudwatch auto-scaling lambda eventbridge ecs eks
         status-dashboard personal-dashboard apps",
        &|it, id| it.component(id).is_some(),
    );
    has(
        "knob",
        "frontend.servers frontend.added-servers frontend.thread-limit frontend.threads-per-peer
         frontend.learn-minutes frontend.shard-map-max-age frontend.restart-rate frontend.bootstrap frontend.cells
         cognito.buffer-minutes cognito.when-full lambda.buffer-minutes lambda.when-full producers.retry-minutes",
        &|it, id| it.parameter(id).is_some_and(|index| it.parameters[index].knob.is_some()),
    );
    has(
        "event",
        "add-capacity remove-capacity restart-fleet cognito-adds-capacity cognito-fix lambda-mitigation",
        &|it, id| it.action(id).is_some(),
    );
    has(
        "remediation",
        "larger-servers higher-thread-limit thread-alarm cache-on-own-fleet cloudwatch-own-fleet cellular-frontend
         cognito-survives cloudwatch-local-store trained-fallback authoritative-bootstrap earlier-diagnosis
         second-region status-page-elsewhere simulate-before-adding",
        &|it, id| it.remediation(id).is_some(),
    );
    has(
        "fact",
        "K20-T2b K20-T3 K20-T4 K20-T5 K20-T8 K20-T9 K20-T13 K20-T14 K20-T15 K20-T16 K20-T17 K20-T18 K20-T19 K20-T20
         K20-T21 K20-T22",
        &|it, id| it.facts.iter().any(|fact| fact.id == id),
    );
}

#[test]
fn only_the_trigger_and_what_operators_did_have_times() {
    for scenario in built_in() {
        assert_eq!(scenario.actions.iter().filter(|action| action.is_trigger).count(), 1);
        let trigger = scenario.actions.iter().find(|action| action.is_trigger).expect("there is one");
        assert_eq!((trigger.at, trigger.answers), (0.0, None), "the clock counts from the trigger");
    }
}
