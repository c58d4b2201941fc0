//! What holds for every signal of every run, whatever is changed.

use crate::any::{any_inputs, for_all};
use crate::day::built_in;
use outage_sim::{Detail, Recording, Scenario, Signal, run, run_in};
use proptest::test_runner::TestCaseError;

/// The first signal that leaves its range, in words.
pub(crate) fn out_of_bounds(scenario: &Scenario, recording: &Recording) -> Option<String> {
    for (index, component) in scenario.components.iter().enumerate() {
        let gauges = &component.gauges;
        for signal in component.signals() {
            let (name, is_share) = match signal {
                Signal::Error | Signal::Fill => (signal.id(), true),
                Signal::Gauge(gauge) => (gauges[gauge].id.as_str(), gauges[gauge].is_share),
                _ => (signal.id(), false),
            };
            let most = if is_share { 1.0 } else { f64::MAX };
            let series = recording.series(index, signal);
            if series.len() != recording.moments() {
                return Some(format!("{}.{name} has {} moments", component.id, series.len()));
            }
            // A number that is not one is in no range.
            if let Some(moment) = series.iter().position(|value| !(0.0..=most).contains(value)) {
                let minutes = recording.time(moment);
                return Some(format!("{}.{name} is {} at {minutes} min", component.id, series[moment]));
            }
        }
    }
    None
}

#[test]
fn every_signal_stays_in_its_range() {
    for scenario in built_in() {
        for_all(64, &any_inputs(scenario), |changed| {
            let recording = run_in(scenario, &changed.inputs, Detail::Brief);
            out_of_bounds(scenario, &recording).map_or(Ok(()), |problem| Err(TestCaseError::fail(problem)))
        });
    }
}

#[test]
fn events_are_in_order_and_follow_from_earlier_ones() {
    for scenario in built_in() {
        for_all(32, &any_inputs(scenario), |changed| {
            let recording = run_in(scenario, &changed.inputs, Detail::Brief);
            for (index, event) in recording.events().iter().enumerate() {
                let (from, until) = recording.span();
                let earlier = event.because.is_none_or(|because| because < index);
                if !earlier || !(from..=until + recording.step()).contains(&event.at) {
                    return Err(TestCaseError::fail(format!("{index}: {event:?}")));
                }
            }
            Ok(())
        });
    }
}

#[test]
fn members_have_a_state_and_a_level_at_every_moment() {
    for scenario in built_in() {
        for_all(8, &any_inputs(scenario), |changed| {
            let recording = run(scenario, &changed.inputs);
            for members in (0..scenario.components.len()).filter_map(|index| recording.members(index)) {
                let most = members.most_held();
                for moment in 0..recording.moments() {
                    let (states, levels) = (members.states(moment), members.levels(moment));
                    assert_eq!(states.len(), members.count);
                    assert!(levels.is_empty() || levels.len() == members.count);
                    assert!(states.iter().all(|&state| usize::from(state) < members.words.len()));
                    let held = members.held(moment);
                    assert!(held.is_empty() || held.len() == members.count);
                    assert!(levels.iter().all(|level| level.is_finite() && *level >= 0.0));
                    assert!(held.iter().all(|held| (0.0..=most).contains(held)));
                }
            }
            Ok(())
        });
    }
}

#[test]
fn brief_runs_show_the_same() {
    for scenario in built_in() {
        for_all(8, &any_inputs(scenario), |changed| {
            let full = run(scenario, &changed.inputs);
            assert_eq!(full.digest(), run_in(scenario, &changed.inputs, Detail::Brief).digest());
            Ok(())
        });
    }
}
