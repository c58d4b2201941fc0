//! A fork: other inputs from a moment on. What was until then stays as it was, to the last bit.

use crate::any::{any_inputs, for_all};
use crate::day::{built_in, kinesis};
use outage_sim::{Detail, Inputs, Knob, Recording, Scenario, What, judge, run, run_in};

/// The time of a part of the day, to the minute.
fn minute(scenario: &Scenario, part: f64) -> f64 {
    (scenario.span.0 + part * (scenario.span.1 - scenario.span.0)).round()
}

/// Some inputs until a time, and others from there on.
fn fork(before: &Inputs, after: &Inputs, at: f64) -> Inputs {
    let forked = Inputs { seed: after.seed, ..before.clone() }.forked(at);
    Inputs { fork: forked.fork, ..after.clone() }
}

/// Whether everything that was recorded until a time is the same.
fn same_until(one: &Recording, other: &Recording, at: f64) -> bool {
    let last = one.moment_at(at);
    // That changes begin is told at their moment, whose every number is as it was.
    let told = |run: &Recording| {
        let events = run.until(at).events().to_vec();
        events.into_iter().filter(|event| event.what != What::Forked).collect::<Vec<_>>()
    };
    let columns = (0..).map_while(|column| (one.column(column).len() > last && column < 4096).then_some(column));
    columns.into_iter().all(|column| {
        let bits = |run: &Recording| run.column(column)[..=last].iter().map(|it| it.to_bits()).collect::<Vec<_>>();
        bits(one) == bits(other)
    }) && one.until(one.time(last - 1)) == other.until(one.time(last - 1))
        && told(one) == told(other)
}

#[test]
fn until_a_fork_everything_is_as_without_it() {
    for scenario in built_in() {
        let all = (any_inputs(scenario), any_inputs(scenario), 0.0..=1.0f64);
        for_all(12, &all, |(before, after, part)| {
            let at = minute(scenario, part);
            let forked = fork(&before.inputs, &after.inputs, at);
            let unforked = forked.unforked().expect("it is forked");
            if at > scenario.span.0 {
                assert!(same_until(&run(scenario, &forked), &run(scenario, &unforked), at), "{at}");
            }
            Ok(())
        });
    }
}

#[test]
fn a_fork_at_the_start_is_the_changed_run_and_one_at_the_end_is_none() {
    for scenario in built_in() {
        for_all(6, &(any_inputs(scenario), any_inputs(scenario)), |(before, after)| {
            let (from, until) = scenario.span;
            let plain = Inputs { seed: after.inputs.seed, ..before.inputs.clone() };
            for at in [from, from - 60.0, f64::NAN] {
                assert_eq!(run(scenario, &fork(&before.inputs, &after.inputs, at)), run(scenario, &after.inputs));
            }
            for at in [until, until + 60.0, f64::INFINITY] {
                assert_eq!(run(scenario, &fork(&before.inputs, &after.inputs, at)), run(scenario, &plain));
            }
            Ok(())
        });
    }
}

#[test]
fn a_fork_that_changes_nothing_is_no_other_run() {
    for scenario in built_in() {
        for_all(6, &(any_inputs(scenario), 0.0..=1.0f64), |(changed, part)| {
            let forked = changed.inputs.forked(minute(scenario, part));
            assert_eq!(run(scenario, &forked), run(scenario, &changed.inputs));
            assert_eq!(forked.changes(), changed.inputs.changes());
            Ok(())
        });
    }
}

#[test]
fn what_only_says_how_a_run_begins_cannot_be_changed_later() {
    for scenario in built_in() {
        let day = run_in(scenario, &Inputs::default(), Detail::Brief);
        for (parameter, spec, knob) in scenario.knobs() {
            let ends = match knob {
                Knob::Range { min, max, .. } => vec![*min, *max],
                Knob::Words(words) => words.iter().map(|(word, _)| f64::from(*word)).collect(),
            };
            let same = ends.iter().all(|value| {
                let mut inputs = Inputs::default().forked(scenario.span.0 + scenario.step);
                inputs.set_value(scenario, parameter, *value).expect("it is a value of the knob");
                run_in(scenario, &inputs, Detail::Brief).digest() == day.digest()
            });
            assert!(same || scenario.matters_later(parameter), "{}: {} matters later", scenario.id, spec.id);
        }
    }
}

#[test]
fn a_higher_limit_helps_in_time_and_not_once_servers_have_failed() {
    let scenario = kinesis();
    let hours = |at: Option<f64>| {
        let mut inputs = at.map_or_else(Inputs::default, |at| Inputs::default().forked(at));
        inputs.set(scenario, "frontend.thread-limit", "10000").expect("it is a knob");
        run_in(scenario, &inputs, Detail::Brief).summary(scenario.root()).error_minutes
    };
    let at = |time: &str| hours(Some(scenario.clock.parse(time).expect("a time")));
    let as_it_happened = run(scenario, &Inputs::default()).summary(scenario.root()).error_minutes;
    assert!(hours(None) < 1.0 && at("03:00") < 1.0, "in time, it prevents everything");
    assert!((1.0..as_it_happened).contains(&at("04:00")), "while servers pass the limit, it spares the others");
    assert_eq!(at("07:00"), as_it_happened, "servers that have failed do not come back by it");
}

#[test]
fn forks_travel_and_are_judged_as_any_changed_run() {
    for scenario in built_in() {
        for_all(4, &(any_inputs(scenario), any_inputs(scenario), 0.1..=0.9f64), |(before, after, part)| {
            let forked = fork(&before.inputs, &after.inputs, minute(scenario, part));
            assert_eq!(Inputs::from_bytes(&forked.to_bytes()).as_ref(), Some(&forked));
            let bytes = forked.to_bytes();
            assert_eq!(Inputs::from_bytes(&bytes[..bytes.len() - 1]), None);
            let recording = run(scenario, &forked);
            assert_eq!(Recording::from_bytes(scenario, &recording.to_bytes()).as_ref(), Some(&recording));
            assert_eq!(recording.events().iter().filter(|event| event.what == What::Forked).count(), 1);
            assert_eq!(judge(scenario, &forked, &recording).len(), scenario.facts.len());
            Ok(())
        });
    }
}
