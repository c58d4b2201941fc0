//! Luck: what a seed changes, and what it does not.

use super::{at, plan, plan_of, small};
use outage_plan::Plan;
use outage_run::{Inputs, Machine, Recording, run};

fn seeded(seed: Option<u64>) -> Inputs {
    Inputs { seed, ..Inputs::default() }
}

fn under(plan: &Plan, seed: Option<u64>) -> Recording {
    run(plan, &seeded(seed))
}

/// Minutes from the trigger until at least 2 % of a column's requests fail.
fn onset(plan: &Plan, recording: &Recording, column: &str) -> f64 {
    let column = plan.column(column).expect("it is recorded");
    let moment = recording.column(column).iter().position(|error| *error >= 0.02);
    moment.map_or(f64::NAN, |moment| recording.time(moment))
}

#[test]
fn a_seed_is_the_same_day_whenever_it_is_run() {
    let plan = plan_of("kinesis-2020");
    let mut machine = Machine::new(&plan);
    let mut day = |seed| machine.run(&seeded(seed)).digest();
    let (none, one, two) = (day(None), day(Some(1)), day(Some(2)));
    assert_eq!((day(None), day(Some(1)), day(Some(2))), (none, one, two), "a machine forgets its last luck");
    assert_eq!(under(&plan, Some(1)).digest(), one);
    assert!(none != one && one != two);
}

#[test]
fn luck_moves_the_onset_by_minutes() {
    let plan = plan_of("kinesis-2020");
    let usual = onset(&plan, &under(&plan, None), "frontend.error");
    let onsets: Vec<f64> = (1..=24).map(|seed| onset(&plan, &under(&plan, Some(seed)), "frontend.error")).collect();
    assert!(onsets.iter().all(|onset| (onset - usual).abs() <= 15.0), "{usual} {onsets:?}");
    assert!(onsets.iter().any(|onset| onset != &usual), "{usual} {onsets:?}");
    let mean = onsets.iter().sum::<f64>() / onsets.len() as f64;
    assert!((mean - usual).abs() <= 5.0, "{usual} {mean}");
}

#[test]
fn luck_decides_who_has_which_place_and_not_what_there_is() {
    let text = small(
        "1 min",
        "mine = luck(host)\nother = luck(host, 3)\nfirst = sum(mine where host.index == 0)\nall = sum(mine)\nalike = mean((mine - 0.5) * (other - 0.5))",
        "[cohorts]\nhost = 300\n",
    );
    let plan = plan(&text);
    let runs = [None, Some(1), Some(2), Some(3)].map(|seed| (under(&plan, seed), plan.clone()));
    for run in &runs {
        assert!((at(run, "all", 0.0) - 150.0).abs() < 1e-9);
        assert!(at(run, "alike", 0.0).abs() < 0.02, "two kinds of luck have nothing to do with each other");
    }
    let first = runs.map(|run| at(&run, "first", 0.0));
    assert!(first.iter().enumerate().all(|(number, it)| !first[..number].contains(it)), "{first:?}");
}
