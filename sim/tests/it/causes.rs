//! Why something fails: the chain of events leads back to the trigger, whatever is asked and whenever.

use crate::any::{any_inputs, for_all};
use crate::day::{Day, built_in, day, kinesis};
use outage_sim::{Inputs, ONSET, describe, why};

#[test]
fn whatever_fails_is_explained_from_the_trigger_on() {
    for scenario in built_in() {
        let day = Day::of(scenario, Inputs::default());
        let trigger = scenario.actions.iter().find(|action| action.is_trigger).expect("there is one");
        for (index, component) in scenario.components.iter().enumerate() {
            for moment in 0..day.recording.moments() {
                let minutes = day.recording.time(moment);
                let why = why(scenario, &day.recording, index, minutes);
                assert_eq!(why.failing, day.errors(index)[moment] >= ONSET);
                assert!(
                    why.chain.windows(2).all(|pair| pair[0].at <= pair[1].at),
                    "{}: {:#?}",
                    component.id,
                    why.chain
                );
                if why.failing {
                    let first = why.chain.first().unwrap_or_else(|| panic!("{} fails for a reason", component.id));
                    assert_eq!((first.at, first.component), (trigger.at, None), "{} at {minutes}", component.id);
                    assert!(first.text.contains(&trigger.label), "{}", first.text);
                    let last = why.chain.last().expect("there is one");
                    assert_eq!(last.component, Some(index));
                }
            }
        }
    }
}

#[test]
fn the_sign_in_fails_because_its_buffer_filled_because_the_fleet_could_not_route() {
    let day = day("");
    let cognito = day.component("cognito");
    let chain = why(kinesis(), &day.recording, cognito, kinesis().about.opens_at).chain;
    let told: Vec<&str> = chain.iter().map(|link| link.text.as_str()).collect();
    let position = |part: &str| told.iter().position(|text| text.contains(part)).unwrap_or_else(|| panic!("{told:#?}"));
    assert!(position("begins") < position("more threads than the limit"));
    assert!(position("more threads than the limit") < position("buffers fill"));
    assert!(position("buffers fill") < position("requests wait for room"));
}

#[test]
fn explaining_any_run_at_any_time_is_harmless() {
    for scenario in built_in() {
        for_all(16, &any_inputs(scenario), |changed| {
            let day = Day::of(scenario, changed.inputs);
            for index in 0..scenario.components.len() {
                for minutes in [f64::NAN, f64::NEG_INFINITY, -1e9, 0.0, 600.0, 1e9, f64::INFINITY] {
                    let _ = why(scenario, &day.recording, index, minutes);
                }
            }
            for event in day.recording.events() {
                assert!(!describe(scenario, event).contains("{}"));
            }
            Ok(())
        });
    }
}
