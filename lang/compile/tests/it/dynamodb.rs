//! DynamoDB 2015 in the language: its facts, and what has to hold in any registry that is overloaded.

#![allow(clippy::disallowed_methods, reason = "what is expected is known to fewer digits than platforms differ in")]

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
    for (fact, found) in plan.facts.iter().zip(judge(machine.plan(), &Inputs::default(), &recording)) {
        assert!(found.reproduced, "{}: {:?}", fact.id, found.simulated);
    }
}

#[test]
fn under_overload_requests_are_refused() {
    let plan = plan_of("dynamodb-2015");
    let bound = plan.parameters[plan.parameter("metadata.bound").unwrap_or_default()].value;
    let end = |changes: &[(&str, f64)], name: &str| column(&overloaded(&plan, changes), &plan, name).last();
    let refused = end(&[], "metadata.refused").unwrap_or(0.0);
    assert!((0.3..0.6).contains(&refused), "{refused}");
    assert_eq!(end(&[], "metadata.slowdown"), Some(bound), "as many are under way as the bound allows");
    // A quarter of the capacity for the same servers answers next to nobody.
    let quarter = [("metadata.capacity", 0.5), ("storage.servers", 20_000.0)];
    let refused = end(&quarter, "metadata.refused").unwrap_or(0.0);
    let error = end(&quarter, "storage.error").unwrap_or(0.0);
    assert!(refused > 0.8 && error > 0.85, "{refused} {error}");
}

#[test]
fn the_plateau_falls_with_capacity_and_rises_with_retries() {
    let usual = plateau(&[]);
    assert!((0.53..0.57).contains(&usual), "the record says 55 %: {usual}");
    let near = |name: &str, values: [(f64, f64); 4]| {
        for pair in values.map(|(value, _)| plateau(&[(name, value)])).windows(2) {
            assert!(pair[1] < pair[0] - 0.005, "{name}: {pair:?}");
        }
        for (value, expected) in values {
            let found = plateau(&[(name, value)]);
            assert!((found - expected).abs() < 0.02, "{name} = {value}: {found}, not {expected}");
        }
    };
    near("metadata.capacity", [(0.5, 0.76), (0.9, 0.59), (1.0, 0.555), (1.1, 0.525)]);
    near("storage.wait", [(5.0, 0.59), (15.0, 0.58), (20.0, 0.57), (30.0, 0.555)]);
    let slower = plateau(&[("metadata.bound", 6.8)]);
    assert!((0.64..0.68).contains(&slower), "more under way, each answered later: {slower}");
}

#[test]
fn the_plateau_is_there_after_seventeen_minutes() {
    let plan = plan_of("dynamodb-2015");
    let recording = overloaded(&plan, &[]);
    let error = plan.column("storage.error").unwrap_or_default();
    let share = |minutes: f64| recording.column_at(error, minutes) / recording.column_at(error, 600.0);
    assert!(share(17.5) > 0.94, "{}", share(17.5));
    assert!(share(5.0) < 0.6, "it is not there at once: {}", share(5.0));
    assert!((share(60.0) - 1.0).abs() < 1e-3, "and then nothing changes: {}", share(60.0));
}

/// The standard normal distribution, by Simpson's rule.
fn below(z: f64) -> f64 {
    let pieces = 400;
    let width = z / f64::from(pieces);
    let density = |x: f64| (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let piece = |i: i32| {
        let x = width * f64::from(i);
        (density(x) + 4.0 * density(x + width / 2.0) + density(x + width)) * width / 6.0
    };
    0.5 + (0..pieces).map(piece).sum::<f64>()
}

/// The zero of a rising function, by halves.
fn zero(mut low: f64, mut high: f64, of: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..100 {
        let middle = low.midpoint(high);
        if of(middle) < 0.0 { low = middle } else { high = middle }
    }
    low
}

#[test]
fn the_plateau_is_the_fixed_point_on_paper() {
    let plan = plan_of("dynamodb-2015");
    for (capacity, wait) in [(1.0, 30.0), (0.7, 30.0), (1.0, 15.0)] {
        let p = |name: &str| plan.parameters[plan.parameter(name).unwrap_or_default()].value;
        let (bound, renewal, deadline) = (p("metadata.bound"), p("storage.renewal"), p("storage.deadline"));
        let (jitter, adoption) = (p("metadata.jitter"), p("storage.adoption"));
        let workers = p("metadata.workers") * capacity;
        // For each of the 96 classes the mean time to an answer, and the share of the answers that is in time.
        let classes: Vec<(f64, f64)> = (0..96)
            .map(|class| {
                let quantile = (f64::from(class / 8) + 0.5) / 12.0;
                let size = (p("storage.spread") * zero(-6.0, 6.0, |z| below(z) - quantile)).exp();
                let adopted = ((f64::from(class % 8) + 0.5) / 8.0).powf(1.0 / adoption - 1.0);
                let list = p("storage.partitions") * size * (1.0 + p("storage.indexes") * adopted);
                let mean = bound * (p("metadata.per-request") + p("metadata.per-entry") / 1000.0 * list);
                let z = ((deadline / mean).ln() + jitter * jitter / 2.0) / jitter;
                (mean * below(z - jitter) + deadline * (1.0 - below(z)), below(z))
            })
            .collect();
        // Who renews and is not answered in time loses the lease, who is answered in time has it back.
        let with_lease = |admitted: f64, (answer, in_time): (f64, f64)| {
            let back = admitted * in_time / (admitted * answer + wait);
            back / (back + (1.0 - admitted * in_time) / renewal)
        };
        // Little's law: as many are under way as there is room for.
        let under_way = |admitted: f64| {
            let of_class = |&class: &(f64, f64)| {
                let lease = with_lease(admitted, class);
                let asking = lease / renewal + (1.0 - lease) / (admitted * class.0 + wait);
                p("storage.servers") / 96.0 * asking * admitted * class.0
            };
            classes.iter().map(of_class).sum::<f64>() / workers
        };
        let admitted = zero(0.0, 1.0, |admitted| under_way(admitted) - bound);
        let off = 1.0 - classes.iter().map(|&class| with_lease(admitted, class)).sum::<f64>() / 96.0;
        let expected = 3.0 * off * off * (1.0 - off) + off.powi(3);
        let found = plateau(&[("metadata.capacity", capacity), ("storage.wait", wait)]);
        assert!((found - expected).abs() < 1e-4, "{found}, on paper {expected}");
    }
}

#[test]
fn leases_run_out_in_a_pause() {
    let plan = plan_of("dynamodb-2015");
    let mut machine = Machine::new(&plan);
    let mut inputs = Inputs::default();
    for id in ["disable-traffic", "resume"] {
        inputs.switch_off(machine.plan(), id).expect("the action exists");
    }
    set(&mut inputs, machine.plan(), "storage.lasts", 45.0).expect("the parameter exists");
    let recording = machine.run(&inputs);
    let without = plan.column("storage.without_lease").unwrap_or_default();
    let at = |minutes: f64| recording.column_at(without, minutes);
    assert!((at(211.0) - at(168.0)).abs() < 1e-9, "for three quarters of an hour nothing happens");
    assert!(at(235.0) > 0.98, "then nobody has one: {}", at(235.0));
}

/// When requests fail no more, in minutes since the trigger.
fn restored(changes: &[(&str, f64)], off: &[&str]) -> Option<f64> {
    let plan = plan_of("dynamodb-2015");
    let mut machine = Machine::new(&plan);
    let mut inputs = Inputs::default();
    for &(name, value) in changes {
        set(&mut inputs, machine.plan(), name, value).expect("the parameter exists");
    }
    for id in off {
        inputs.switch_off(machine.plan(), id).expect("the action exists");
    }
    let recording = machine.run(&inputs);
    let error = plan.column("storage.error").unwrap_or_default();
    let last = (0..recording.moments()).rev().find(|&moment| recording.column(error)[moment] > 0.01)?;
    (last + 1 < recording.moments()).then(|| recording.time(last + 1))
}

#[test]
fn requests_resume_when_the_capacity_works_and_fail_again_without_it() {
    let usual = restored(&[], &[]).expect("it ends");
    for (takes, later) in [(83.0, -20.0), (163.0, 60.0)] {
        let found = restored(&[("metadata.capacity-takes", takes)], &[]).expect("it ends");
        assert!((found - usual - later).abs() < 1.0, "{takes} min: {found}, not {later} after {usual}");
    }
    // Whether or not traffic was turned away: in the pause all leases ran out.
    for off in [&[][..], &["disable-traffic"]] {
        assert_eq!(restored(&[("metadata.grows-to", 1.0)], off), None, "{off:?}");
        assert!(restored(&[], off).is_some(), "{off:?}");
    }
}

#[test]
fn instances_that_the_disruption_did_not_reach_are_left_alone() {
    let plan = plan_of("dynamodb-2015");
    let p = |name: &str| plan.parameters[plan.parameter(name).unwrap_or_default()].value;
    let error = plan.column("storage.error").unwrap_or_default();
    let mut before = f64::INFINITY;
    for cells in [2.0, 3.0, 5.0, 6.0, 7.0, 10.0, 11.0, 20.0] {
        let hit = p("storage.disrupted-share") + 1.0 / cells;
        let failing = plateau(&[("storage.cells", cells)]);
        assert!((failing - hit * plateau(&[])).abs() < 0.01, "{cells}: {failing}");
        assert!(failing < before, "more instances never hurt: {cells}");
        before = failing;
        let mut machine = Machine::new(&plan);
        let mut inputs = Inputs::default();
        set(&mut inputs, machine.plan(), "storage.cells", cells).expect("the parameter exists");
        // While traffic is turned away, it is that of the instances which fail.
        let turned_away = machine.run(&inputs).column_at(error, 240.0);
        assert!((turned_away - hit).abs() < 1e-6, "{cells}: {turned_away}");
    }
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
}

#[test]
fn requests_under_way_are_as_many_as_littles_law_says() -> Result<(), Box<dyn std::error::Error>> {
    // Work does not depend on the other group, so that the law can be written out for one.
    let text = format!(
        "{TEXT}\n[record]\nunder_way = \"(1 - metadata.paused) * sum(storage.asking_hit * metadata.admitted_hit * \
         metadata.response_hit)\"\nslots = \"storage.hit * metadata.workers * metadata.size * metadata.slowdown\"\n"
    );
    // More than the slider offers.
    let wider = text.replace("knob = [1, 20, 0.1]", "knob = [1, 60, 0.1]");
    assert_ne!(wider, text);
    let plan = compile(&wider)?;
    let day = Machine::new(&plan).run(&Inputs::default());
    let changes = [&[][..], &[("metadata.capacity", 1.05)], &[("metadata.bound", 60.0)], &[("storage.cells", 4.0)]];
    for recording in changes.map(|changes| overloaded(&plan, changes)).into_iter().chain([day]) {
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
