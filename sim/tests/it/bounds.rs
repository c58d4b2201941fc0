//! What holds for every signal of every run, whatever is changed.

use crate::any::{any_inputs, for_all};
use crate::day::{built_in, quiet};
use outage_sim::{Detail, Inputs, Recording, Scenario, Signal, run, run_in};
use proptest::prop_assert;
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
                let in_order = index == 0 || recording.events()[index - 1].at <= event.at;
                if !earlier || !in_order || !(from..=until).contains(&event.at) {
                    return Err(TestCaseError::fail(format!("{index}: {event:?}")));
                }
            }
            Ok(())
        });
    }
}

#[test]
fn members_are_well_on_a_quiet_day_and_tell_of_the_trouble_of_the_others() {
    for scenario in built_in() {
        let quiet = run(scenario, &quiet(scenario));
        let day = run(scenario, &Inputs::default());
        for (index, component) in scenario.components.iter().enumerate() {
            let (Some(well), Some(members)) = (quiet.members(index), day.members(index)) else { continue };
            // The first word is the usual one.
            let is_well = |moment: usize| well.states(moment).iter().all(|state| *state == 0);
            assert!((0..quiet.moments()).all(is_well), "{} {}", scenario.id, component.id);
            let worst = (0..day.moments()).max_by(|a, b| {
                let error = |moment: &usize| day.series(index, Signal::Error)[*moment];
                error(a).total_cmp(&error(b))
            });
            let unwell = members.states(worst.unwrap_or(0)).iter().filter(|state| **state != 0).count();
            let error = day.summary(index).peak_error;
            assert!(error < 0.5 || unwell > 0, "{} {}: every member is well", scenario.id, component.id);
        }
    }
}

#[test]
fn pictures_of_members_hold_what_has_a_word_and_a_size() {
    for scenario in built_in() {
        for_all(8, &any_inputs(scenario), |changed| {
            let recording = run(scenario, &changed.inputs);
            for members in (0..scenario.components.len()).filter_map(|index| recording.members(index)) {
                for moment in 0..recording.moments() {
                    let known = |state: &u8| usize::from(*state) < members.words.len();
                    prop_assert!(members.states(moment).iter().all(known));
                    let mut sizes = members.levels(moment).iter().chain(members.held(moment));
                    prop_assert!(sizes.all(|size| size.is_finite() && *size >= 0.0));
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
