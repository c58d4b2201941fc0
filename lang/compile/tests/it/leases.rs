//! A registry of leases that does not recover after a short disruption: the pool and flows at rates together, against the
//! figures that the correct balance gives.

use super::plan;
use outage_run::{Inputs, Machine};

/// The share of the servers without a lease at the end, and at most before the disruption.
fn plateau(text: &str, changes: &[(&str, f64)]) -> (f64, f64) {
    let mut machine = Machine::new(plan(text));
    let mut inputs = Inputs::default();
    for &(name, value) in changes {
        inputs.set(machine.plan(), name, value).expect("the parameter exists");
    }
    let recording = machine.run(&inputs);
    assert_eq!(recording.first_nan(), None);
    let column = machine.plan().column("without").expect("it has a name");
    let values: Vec<f64> = recording.column(column).collect();
    let before = values.iter().enumerate().filter(|(moment, _)| recording.time(*moment) < 0.0);
    (values[values.len() - 1], before.map(|(_, value)| *value).fold(0.0, f64::max))
}

const TEXT: &str = include_str!("leases.toml");

#[test]
fn a_short_disruption_leaves_a_lasting_plateau() {
    let (after, before) = plateau(TEXT, &[]);
    assert!(before < 1e-3, "all is well before: {before}");
    assert!((0.55..0.68).contains(&after), "{after}");
    // Fewer requests under way for each worker: each is answered sooner, and fewer servers are without.
    let (fewer, _) = plateau(TEXT, &[("bound", 6.1)]);
    assert!(fewer < after - 0.05, "{fewer} {after}");
}

#[test]
fn with_enough_workers_it_recovers() {
    assert!(plateau(TEXT, &[("workers", 470.0)]).0 < 1e-3);
    assert!(plateau(TEXT, &[("deadline", 12.0)]).0 < 1e-3, "or with a longer deadline");
}

#[test]
fn half_a_step_gives_the_same_plateau() {
    let (coarse, fine) = (plateau(TEXT, &[]), plateau(&TEXT.replace("0.5 min", "0.25 min"), &[]));
    assert!((coarse.0 - fine.0).abs() < 0.005, "{coarse:?} {fine:?}");
}
