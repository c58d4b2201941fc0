//! Only ratios matter, and neither the length of a step nor one server's luck does.

use crate::day::{Day, built_in, day, kinesis};
use outage_sim::{Draft, Inputs, Scenario, Signal, TEXTS};

/// Changes the scenario's own value of a parameter.
fn change(draft: &mut Draft, id: &str, to: impl Fn(f64) -> f64) {
    let index = kinesis().parameter(id).unwrap_or_else(|| panic!("there is a parameter {id}"));
    draft.parameters[index].value = to(draft.parameters[index].value);
}

fn value(scenario: &Scenario, id: &str) -> f64 {
    scenario.parameters[scenario.parameter(id).unwrap_or_else(|| panic!("there is a parameter {id}"))].value
}

/// The scenario with a fleet that is `times` as large, and as much room for its threads, restarted as many times
/// faster by operators whom each joining server costs as many times less.
fn larger(times: f64) -> Scenario {
    // In the built-in plan what nobody can change is constant.
    let (_, text) = TEXTS.iter().find(|(name, _)| *name == kinesis().id).expect("it is built in");
    let mut scenario = Draft::clone(&outage_compile::compile(text).expect("it was compiled before"));
    for id in ["frontend.servers", "frontend.added-servers", "frontend.restart-rate"] {
        change(&mut scenario, id, |value| value * times);
    }
    for id in ["frontend.join-seconds", "frontend.join-seconds-authoritative"] {
        change(&mut scenario, id, |value| value / times);
    }
    // The limit allows a number of servers; a server keeps no thread for itself.
    let base = value(kinesis(), "frontend.base-threads");
    change(&mut scenario, "frontend.thread-limit", |limit| base + (limit - base + 1.0) * times - 1.0);
    Scenario::new(scenario).expect("only values are changed")
}

#[test]
fn a_fleet_twice_as_large_has_the_same_day() {
    let (once, twice) = (day(""), larger(2.0));
    let twice = Day::of(&twice, Inputs::default());
    for (index, component) in once.scenario.components.iter().enumerate() {
        for signal in Signal::COMMON {
            let both = once.recording.series(index, signal).iter().zip(twice.recording.series(index, signal));
            let apart = both.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            assert!(apart < 1e-6, "{}.{} is {apart} apart", component.id, signal.id());
        }
    }
    assert_eq!(once.happens("K20-T3"), twice.happens("K20-T3"));
    let ratio = twice.series("frontend.servers")[0] / once.series("frontend.servers")[0];
    assert_eq!(ratio, 2.0);
}

#[test]
fn every_server_keeps_a_thread_for_every_other() {
    let day = day("");
    let peers = value(kinesis(), "frontend.servers") - 1.0;
    assert_eq!(day.series("frontend.threads")[0], value(kinesis(), "frontend.base-threads") + peers);
}

#[test]
fn a_step_half_as_long_costs_as_much() {
    for ((_, text), scenario) in TEXTS.iter().zip(built_in()) {
        let step = |minutes: f64| format!("\nstep = \"{minutes} min\"\n");
        let finer = text.replace(&step(scenario.step), &step(scenario.step / 2.0));
        let finer = outage_compile::compile(&finer).expect("only the step is changed");
        assert_eq!(finer.step, scenario.step / 2.0);
        let (coarse, fine) = (Day::of(scenario, Inputs::default()), Day::of(&finer, Inputs::default()));
        for (index, component) in scenario.components.iter().enumerate() {
            let (a, b) = (coarse.recording.summary(index).error_minutes, fine.recording.summary(index).error_minutes);
            assert!((a - b).abs() <= 0.02 * a + 1.0, "{} {}: {a} and {b} error minutes", scenario.id, component.id);
        }
    }
}

#[test]
fn luck_moves_the_day_a_little() {
    let even = day("").happens("K20-T3").expect("the alarm fires");
    for seed in 1..=10 {
        let lucky = day(&format!("#{seed}"));
        let alarm = lucky.happens("K20-T3").expect("the alarm fires");
        assert!((alarm - even).abs() <= 10.0, "with seed {seed} the alarm comes at {alarm}, without at {even}");
        assert!(lucky.summary("frontend").recovered.is_some(), "seed {seed}");
    }
}
