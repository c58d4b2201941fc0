//! Outages that no engine was made for: they are told in the language alone, with kinds of the library and their own.

use outage_compile::{compile, kinds};
use outage_plan::{Documented, Plan};
use outage_run::{Inputs, Judgement, Machine, Recording, Simulated, judge};

/// Each outage with its text.
const OUTAGES: [(&str, &str); 1] = [("google-cloud-2025", include_str!("../../outages/google-cloud-2025.toml"))];

fn plan(name: &str, text: &str) -> Plan {
    compile(text).unwrap_or_else(|problems| panic!("{name}: {problems}"))
}

fn judged(plan: &Plan) -> Vec<Judgement> {
    let mut machine = Machine::new(plan.clone());
    let day = machine.run(&Inputs::default());
    assert_eq!(day.first_nan(), None);
    judge(&mut machine, &Inputs::default(), &day)
}

fn column<'r>(recording: &'r Recording, plan: &Plan, name: &str) -> impl Iterator<Item = f64> + use<'r> {
    let column = plan.column(name).unwrap_or_else(|| panic!("there is no column {name}"));
    recording.column(column)
}

/// A day with one parameter of another value.
fn with(plan: &Plan, parameter: &str, value: f64) -> Recording {
    let mut inputs = Inputs::default();
    inputs.set(plan, parameter, value).expect("the parameter exists");
    Machine::new(plan.clone()).run(&inputs)
}

/// The first time, in minutes since the trigger, after which something stays below a bound.
fn over(recording: &Recording, plan: &Plan, name: &str, bound: f64) -> Option<f64> {
    let values: Vec<f64> = column(recording, plan, name).collect();
    let last = values.iter().rposition(|value| *value >= bound)?;
    (last + 1 < values.len()).then(|| recording.time(last + 1))
}

#[test]
fn all_facts_are_reproduced() {
    for (name, text) in OUTAGES {
        let plan = plan(name, text);
        let missed: Vec<String> = plan
            .facts
            .iter()
            .zip(judged(&plan))
            .filter(|(_, found)| !found.reproduced)
            .map(|(fact, found)| format!("{} ({:?})", fact.id, found.simulated))
            .collect();
        assert!(missed.is_empty(), "{name}: {missed:?}");
        assert!(plan.facts.len() >= 8, "{name}");
    }
}

#[test]
fn nothing_fails_without_the_trigger() {
    for (name, text) in OUTAGES {
        let plan = plan(name, text);
        let mut inputs = Inputs::default();
        for action in plan.actions.iter().filter(|action| action.is_trigger) {
            inputs.switch_off(&plan, &action.id).expect("the action exists");
        }
        let day = Machine::new(plan.clone()).run(&inputs);
        for (number, column) in plan.columns.iter().enumerate() {
            if column.name.ends_with(".error") {
                let worst = day.column(number).fold(0.0, f64::max);
                assert!(worst < 1e-9, "{name}: {} reaches {worst}", column.name);
            }
        }
    }
}

#[test]
fn half_the_step_moves_no_time() {
    for (name, text) in OUTAGES {
        let coarse = plan(name, text);
        let finer = text.replace("\nstep = \"0.25 min\"\n", "\nstep = \"0.125 min\"\n");
        let fine = plan(name, &finer);
        assert_eq!(fine.step * 2.0, coarse.step, "{name}");
        for ((fact, before), after) in coarse.facts.iter().zip(judged(&coarse)).zip(judged(&fine)) {
            match (fact.documented, before.simulated, after.simulated) {
                (Documented::At(_), Simulated::At(before), Simulated::At(after)) => {
                    let moved = (before - after).abs();
                    assert!(moved <= fact.tolerance / 5.0, "{name} {}: {before} and {after}", fact.id);
                }
                _ => assert_eq!(before.reproduced, after.reproduced, "{name} {}", fact.id),
            }
        }
    }
}

#[test]
fn whatever_was_proposed_and_done_changes_something() {
    for (name, text) in OUTAGES {
        let plan = plan(name, text);
        let mut machine = Machine::new(plan.clone());
        let day = machine.run(&Inputs::default());
        for remediation in &plan.remediations {
            let mut inputs = Inputs::default();
            inputs.put_in_place(&plan, &remediation.id).expect("the remediation exists");
            assert_ne!(machine.run(&inputs).digest(), day.digest(), "{name}: {}", remediation.id);
        }
        for action in &plan.actions {
            let mut inputs = Inputs::default();
            inputs.switch_off(&plan, &action.id).expect("the action exists");
            assert_ne!(machine.run(&inputs).digest(), day.digest(), "{name}: {}", action.id);
        }
    }
}

#[test]
fn the_library_lists_what_outages_share() {
    let names: Vec<String> = kinds().into_iter().map(|kind| kind.name).collect();
    for name in ["rollout", "shared-store", "restart-fleet"] {
        assert!(names.iter().any(|known| known == name), "{name} in {names:?}");
    }
}

// ---------------------------------------------------------------- Google Cloud, 12 June 2025

fn google() -> Plan {
    plan("google-cloud-2025", OUTAGES[0].1)
}

#[test]
fn starting_faster_than_the_table_can_feed_brings_the_herd_back() {
    let plan = google();
    let end = |throttle| over(&with(&plan, "service_control.throttle", throttle), &plan, "central.error", 0.01);
    let (usual, faster) = (end(0.155).expect("it recovers"), end(0.5).expect("it recovers"));
    assert!(faster < usual - 30.0, "{faster} {usual}");
    let herd = with(&plan, "service_control.throttle", 6.0);
    assert!(over(&herd, &plan, "central.error", 0.01).is_none_or(|end| end > usual), "the table is overloaded again");
}

#[test]
fn the_herd_needs_a_table_that_is_small_for_its_region() {
    let plan = google();
    // With room in proportion to the region, and more of it, no region needs any help.
    let mut inputs = Inputs::default();
    for (name, value) in [("policy_tables.scales", 1.0), ("policy_tables.reads", 200.0)] {
        inputs.set(&plan, name, value).expect("the parameter exists");
    }
    inputs.switch_off(&plan, "throttle-starts").expect("the action exists");
    let day = Machine::new(plan.clone()).run(&inputs);
    let end = over(&day, &plan, "service_control.error", 0.01);
    assert!(end.is_some_and(|end| end < 60.0), "{end:?}");
}

#[test]
fn a_halted_replication_stays_in_one_region() {
    let plan = google();
    let mut inputs = Inputs::default();
    inputs.put_in_place(&plan, "incremental-replication").expect("the remediation exists");
    let day = Machine::new(plan.clone()).run(&inputs);
    let reached = column(&day, &plan, "policy_data.reached").fold(0.0, f64::max);
    assert!(reached > 0.0 && reached < 2.0 / 40.0, "{reached}");
    assert_eq!(column(&day, &plan, "policy_data.halted").last(), Some(1.0));
    assert!(column(&day, &plan, "apis.error").fold(0.0, f64::max) < 0.1);
}
