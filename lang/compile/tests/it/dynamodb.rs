//! DynamoDB 2015 in the language: its facts, and what has to hold in any registry that is overloaded.

use super::plan_of;
use super::set;
use outage_compile::compile;
use outage_plan::Plan;
use outage_run::{Inputs, Machine, Recording, judge};

const TEXT: &str = include_str!("../../../../scenarios/dynamodb-2015.toml");

/// The actions that end the day's overload.
const RELIEF: [&str; 3] = ["pause-metadata-requests", "disable-traffic", "resume"];

/// A run without relief, with parameters of other values.
fn overloaded(plan: &Plan, changes: &[(&str, f64)]) -> Recording {
    let mut machine = Machine::new(plan);
    let mut inputs = Inputs::default();
    for id in RELIEF {
        inputs.switch_off(machine.plan(), id).expect("the action exists");
    }
    for &(name, value) in changes {
        set(&mut inputs, machine.plan(), name, value).expect("the parameter exists");
    }
    let recording = machine.run(&inputs);
    assert_eq!(recording.first_nan(), None);
    recording
}

fn column<'r>(recording: &'r Recording, plan: &Plan, name: &str) -> impl Iterator<Item = f64> + use<'r> {
    let column = plan.column(name).unwrap_or_else(|| panic!("there is no column {name}"));
    recording.column(column).iter().copied()
}

/// The share of requests that fail at the end of a day without relief.
fn plateau(changes: &[(&str, f64)]) -> f64 {
    let plan = plan_of("dynamodb-2015");
    column(&overloaded(&plan, changes), &plan, "storage.error").last().unwrap_or(f64::NAN)
}

#[test]
fn all_facts_are_reproduced() {
    let plan = plan_of("dynamodb-2015");
    let mut machine = Machine::new(&plan);
    let recording = machine.run(&Inputs::default());
    let found = judge(machine.plan(), &Inputs::default(), &recording);
    assert_eq!(found.len(), 22);
    for (fact, found) in machine.plan().facts.iter().zip(found) {
        assert!(found.reproduced, "{}: {:?}", fact.id, found.simulated);
    }
}

#[test]
fn under_overload_requests_are_refused() {
    let plan = plan_of("dynamodb-2015");
    let recording = overloaded(&plan, &[]);
    let refused = column(&recording, &plan, "metadata.refused").last().unwrap_or(0.0);
    assert!((0.3..0.6).contains(&refused), "{refused}");
    let slowdown = column(&recording, &plan, "metadata.slowdown").last();
    assert_eq!(slowdown, Some(6.2), "as many are under way as the bound allows");
}

#[test]
fn the_plateau_falls_with_capacity_and_rises_with_retries() {
    let usual = plateau(&[]);
    assert!((0.53..0.57).contains(&usual), "the record says 55 %: {usual}");
    let (larger, sooner, slower) = (
        plateau(&[("metadata.capacity", 1.05)]),
        plateau(&[("storage.wait", 15.0)]),
        plateau(&[("metadata.bound", 6.8)]),
    );
    assert!(larger < usual - 0.01 && larger > 0.4, "{larger}");
    assert!(sooner > usual + 0.01, "{sooner}");
    assert!((0.65..0.68).contains(&slower), "more under way, each answered later: {slower}");
}

#[test]
fn what_was_proposed_for_the_registry_lets_it_recover() {
    let plan = plan_of("dynamodb-2015");
    for id in ["more-metadata-capacity", "membership-monitoring", "fewer-requests", "longer-allowance"] {
        let mut machine = Machine::new(&plan);
        let mut inputs = Inputs::default();
        inputs.fix(machine.plan(), id).expect("the remediation exists");
        for id in RELIEF {
            inputs.switch_off(machine.plan(), id).expect("the action exists");
        }
        let end = column(&machine.run(&inputs), &plan, "storage.error").last();
        assert!(end.is_some_and(|end| end < 1e-3), "{id}: {end:?}");
    }
    // Ten instances: three are hit and stay overloaded, the others are not.
    let segmented = plateau(&[("storage.cells", 10.0)]);
    assert!((0.3 * plateau(&[]) - segmented).abs() < 0.01, "{segmented}");
}

#[test]
fn requests_under_way_are_as_many_as_littles_law_says() -> Result<(), Box<dyn std::error::Error>> {
    // Work does not depend on the other group, so that the law can be written out for one.
    let text = format!(
        "{TEXT}\n[record]\nunder_way = \"(1 - metadata.paused) * sum(storage.asking_hit * metadata.admitted_hit * \
         metadata.response_hit)\"\nslots = \"metadata.workers * metadata.size * metadata.slowdown\"\n"
    );
    // More than the slider offers.
    let wider = text.replace("knob = [1, 20, 0.1]", "knob = [1, 60, 0.1]");
    assert_ne!(wider, text);
    let plan = compile(&wider)?;
    for changes in [&[][..], &[("metadata.capacity", 1.05)], &[("metadata.bound", 60.0)]] {
        let recording = overloaded(&plan, changes);
        let mut crowded = 0;
        let law = column(&recording, &plan, "under_way").zip(column(&recording, &plan, "slots"));
        for ((under_way, slots), slowdown) in law.zip(column(&recording, &plan, "metadata.slowdown")) {
            if slowdown > 1.0 {
                assert!((under_way - slots).abs() < 1e-6 * slots, "{under_way} {slots}");
                crowded += 1;
            } else {
                assert!(under_way <= slots * (1.0 + 1e-9), "{under_way} {slots}");
            }
        }
        assert!(crowded > 100, "{crowded}");
    }
    Ok(())
}

#[test]
fn half_a_step_gives_the_same_plateau() -> Result<(), Box<dyn std::error::Error>> {
    let fine = TEXT.replace("step = \"0.5 min\"", "step = \"0.25 min\"");
    let plan = compile(&fine)?;
    let end = column(&overloaded(&plan, &[]), &plan, "storage.error").last().unwrap_or(f64::NAN);
    assert!((end - plateau(&[])).abs() < 1e-9, "{end}");
    Ok(())
}
