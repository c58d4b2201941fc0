//! What holds of every built-in outage because of what a run is, whatever is in it.

use crate::any::{Changed, any_inputs, for_all};
use crate::day::{Day, built_in};
use outage_sim::{Detail, EventChange, Inputs, ONSET, Plan, Scenario, TEXTS, What, run_in, why};
use proptest::prelude::*;

/// The first column that differs between two runs before a moment, in words.
fn differs_before(scenario: &Scenario, one: &Day<'_>, other: &Day<'_>, moment: usize) -> Option<String> {
    scenario.columns.iter().enumerate().find_map(|(number, column)| {
        let (one, other) = (one.recording.column(number), other.recording.column(number));
        let at = (0..moment.min(one.len())).find(|at| one[*at].to_bits() != other[*at].to_bits())?;
        Some(format!("{}: {} is {} at moment {at}, and {}", scenario.id, column.name, one[at], other[at]))
    })
}

/// The same without what people set: only actions are moved or left out, and luck changes.
fn only_actions(mut changed: Changed) -> Inputs {
    changed.inputs.knobs = Default::default();
    changed.inputs.fixes = Default::default();
    changed.inputs
}

#[test]
fn every_number_is_one_and_every_share_is_one_of_something() {
    for scenario in built_in() {
        for_all(32, &any_inputs(scenario), |changed| {
            let day = Day::of(scenario, changed.inputs);
            for (number, column) in scenario.columns.iter().enumerate() {
                let values = day.recording.column(number);
                prop_assert!(values.iter().all(|value| value.is_finite()), "{} is no number", column.name);
            }
            for need in scenario.components.iter().flat_map(|component| &component.needs) {
                let within = |column: Option<u16>, most: f64| {
                    let values = column.map_or(&[][..], |column| day.recording.column(column.into()));
                    values.iter().all(|value| (0.0..=most).contains(value))
                };
                let shares = [need.error, need.failing, need.again].into_iter().all(|column| within(column, 1.0));
                prop_assert!(shares && within(need.flow, f64::MAX), "{}", need.id);
            }
            Ok(())
        });
    }
}

#[test]
fn nothing_changes_before_an_action_that_does_not_happen() {
    for scenario in built_in() {
        let usual = Day::of(scenario, Inputs::default());
        for (number, action) in scenario.actions.iter().enumerate() {
            let Some((begins, _)) = usual.recording.action(number) else { continue };
            let mut inputs = Inputs::default();
            inputs.switch_off(scenario, &action.id).expect("there is such an action");
            let without = Day::of(scenario, inputs);
            assert_eq!(without.recording.action(number), None, "{}", action.id);
            let moment = (0..usual.recording.moments()).find(|moment| usual.recording.time(*moment) >= begins);
            let differs = differs_before(scenario, &usual, &without, moment.unwrap_or(usize::MAX));
            assert_eq!(differs, None, "without {}", action.id);
        }
    }
}

#[test]
fn a_moved_action_begins_then_and_changes_nothing_before() {
    for scenario in built_in() {
        let (from, until) = scenario.span;
        let times = proptest::collection::vec(0.0..=1.0f64, 2);
        let any = (0..scenario.actions.len(), times);
        for_all(24, &any, |(action, times)| {
            let mut times: Vec<f64> = times.into_iter().map(|part| from + part * (until - from)).collect();
            times.sort_by(f64::total_cmp);
            let days: Vec<Day<'_>> = times
                .iter()
                .map(|at| {
                    Day::of(scenario, Inputs { events: [(action, EventChange::At(*at))].into(), ..Inputs::default() })
                })
                .collect();
            for (day, at) in days.iter().zip(&times) {
                // After the last step nothing happens any more.
                let last = day.recording.span().1;
                let begun = day.recording.action(action).map(|(begins, _)| begins);
                prop_assert_eq!(begun, (*at <= last).then_some(*at));
            }
            let first = (0..days[0].recording.moments()).find(|moment| days[0].recording.time(*moment) >= times[0]);
            let differs = differs_before(scenario, &days[0], &days[1], first.unwrap_or(usize::MAX));
            prop_assert!(differs.is_none(), "{:?}", differs);
            Ok(())
        });
    }
}

#[test]
fn a_day_that_ends_earlier_is_the_beginning_of_the_whole_one() {
    for scenario in built_in() {
        for_all(4, &any_inputs(scenario), |changed| {
            let mut short = outage_sim::Draft::clone(scenario);
            short.span.1 = scenario.span.0 + (scenario.span.1 - scenario.span.0) / 3.0;
            // What is told of the day may lie behind its end.
            (short.about.opening, short.about.story) = (None, Vec::new());
            let short = Plan::new(short).expect("only its end is changed");
            // Remediations that are tried first see the whole day.
            let mut inputs = changed.inputs;
            inputs.fixes.retain(|fix| scenario.remediations[*fix].rehearses.is_empty());
            let (short, whole) = (Day::of(&short, inputs.clone()), Day::of(scenario, inputs));
            prop_assert!(short.recording.moments() < whole.recording.moments());
            let differs = differs_before(scenario, &short, &whole, short.recording.moments());
            prop_assert!(differs.is_none(), "{:?}", differs);
            Ok(())
        });
    }
}

#[test]
fn whatever_fails_does_so_because_of_an_action() {
    for scenario in built_in() {
        for_all(12, &any_inputs(scenario).prop_map(only_actions), |inputs| {
            let day = Day::of(scenario, inputs);
            for (index, component) in scenario.components.iter().enumerate() {
                let failing = day.errors(index).iter().enumerate().filter(|(_, error)| **error >= ONSET);
                for (moment, _) in failing.step_by(20) {
                    let why = why(scenario, &day.recording, index, day.recording.time(moment));
                    let (first, last) = (why.chain.first(), why.chain.last());
                    prop_assert!(first.is_some_and(|first| first.component.is_none()), "{}: {:#?}", component.id, why);
                    prop_assert!(
                        last.is_some_and(|last| last.component == Some(index)),
                        "{}: {:#?}",
                        component.id,
                        why
                    );
                }
            }
            Ok(())
        });
    }
}

#[test]
fn requests_begin_and_end_to_fail_when_their_numbers_say_so() {
    for scenario in built_in() {
        for_all(16, &any_inputs(scenario), |changed| {
            let day = Day::of(scenario, changed.inputs);
            for index in 0..scenario.components.len() {
                let turns = day.recording.events().iter().filter(|event| event.component == Some(index));
                let mut failing = false;
                for event in turns.filter(|event| matches!(event.what, What::ErrorsBegin | What::ErrorsEnd)) {
                    prop_assert_eq!(event.what == What::ErrorsBegin, !failing, "one after the other");
                    failing = !failing;
                    let error = day.errors(index)[day.recording.moment_at(event.at)];
                    prop_assert_eq!(failing, error >= ONSET);
                }
                let summary = day.recording.summary(index);
                prop_assert_eq!(summary.first_error.is_some(), summary.peak_error >= ONSET);
                prop_assert!(summary.recovered.is_none_or(|end| summary.first_error.is_some_and(|first| first < end)));
                let most = summary.peak_error * (day.recording.moments() as f64) * day.recording.step();
                prop_assert!(summary.error_minutes <= most * (1.0 + 1e-9));
            }
            Ok(())
        });
    }
}

/// The text with its components the other way round, and the dependencies of each with it.
fn the_other_way_round(text: &str) -> String {
    let starts = |part: &str, key: &str| -> Vec<usize> {
        part.match_indices(key).map(|(at, _)| at).filter(|at| *at == 0 || part.as_bytes()[at - 1] == b'\n').collect()
    };
    let tables: Vec<usize> = starts(text, "[");
    let mut parts: Vec<&str> = Vec::new();
    for (number, from) in tables.iter().enumerate() {
        parts.push(&text[*from..tables.get(number + 1).copied().unwrap_or(text.len())]);
    }
    let is_component = |part: &str| part.starts_with("[[component]]");
    let is_own = |part: &str| part.starts_with("[component.") || part.starts_with("[[component.");
    let (mut components, mut others) = (Vec::new(), text[..tables[0]].to_owned());
    for part in parts {
        match components.last_mut() {
            _ if is_component(part) => components.push(part.to_owned()),
            Some(last) if is_own(part) => last.push_str(part),
            _ => others.push_str(part),
        }
    }
    components.iter().rev().fold(others, |text, component| text + "\n" + component)
}

#[test]
fn the_order_in_which_components_are_declared_does_not_matter() {
    for ((name, text), scenario) in TEXTS.iter().zip(built_in()) {
        let other = the_other_way_round(text);
        let other = outage_compile::for_people(&other).unwrap_or_else(|problems| panic!("{name}: {problems}"));
        let ids = |scenario: &Scenario| scenario.components.iter().map(|it| it.id.clone()).collect::<Vec<_>>();
        assert!(ids(scenario).iter().rev().eq(ids(&other).iter()), "{name}");
        let [day, turned] = [scenario, &other].map(|it| run_in(it, &Inputs::default(), Detail::Brief));
        for (number, column) in scenario.columns.iter().enumerate() {
            let there = other.column(&column.name).unwrap_or_else(|| panic!("{name}: there is no {}", column.name));
            for (moment, (one, other)) in day.column(number).iter().zip(turned.column(there)).enumerate() {
                // Sums over callers have their terms in another order.
                let near = (one - other).abs() <= 1e-6 * (1.0 + one.abs());
                assert!(near, "{name}: {} is {one} at {}, and {other}", column.name, day.time(moment));
            }
        }
        for action in 0..scenario.actions.len() {
            assert_eq!(day.action(action), turned.action(action), "{name}: {}", scenario.actions[action].id);
        }
    }
}
