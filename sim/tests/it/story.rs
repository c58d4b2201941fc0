//! What a first visit begins with, and the story in cards: both agree with the day as it happened.

use crate::day::{Day, built_in};
use outage_sim::{Inputs, Knob, NORMAL, ONSET, STORY, Scenario};
use std::collections::BTreeSet;

/// The components that fail at a moment in minutes since the trigger.
fn failing(day: &Day<'_>, minutes: f64) -> Vec<usize> {
    let moment = day.recording.moment_at(minutes);
    (0..day.scenario.components.len()).filter(|&component| day.errors(component)[moment] >= ONSET).collect()
}

#[test]
fn an_opening_goes_from_health_to_the_whole_cascade() {
    for scenario in built_in() {
        let day = Day::of(scenario, Inputs::default());
        let about = &scenario.about;
        assert!(!about.whose.is_empty() && !about.noticed.is_empty(), "{}", scenario.id);
        let opening = about.opening.as_ref().unwrap_or_else(|| panic!("{} has an opening", scenario.id));
        // Shortly before the trigger, and not long after it where the rest is only more of the same.
        assert!((-15.0..0.0).contains(&opening.at), "{}", scenario.id);
        let at = day.recording.moment_at(opening.at);
        for component in 0..scenario.components.len() {
            assert!(day.errors(component)[at] < NORMAL, "{}: {component} fails before the trigger", scenario.id);
        }
        let onset = day.recording.summary(scenario.root()).first_error.expect("the root fails");
        assert!((0.0..opening.stop).contains(&onset), "{}: {onset}", scenario.id);
        let most = (0..day.recording.moments()).map(|moment| failing(&day, day.recording.time(moment)).len()).max();
        let stopped = failing(&day, opening.stop);
        assert_eq!(Some(stopped.len()), most, "{} stops where most fail", scenario.id);
        assert!(stopped.contains(&scenario.root()) && 2 * stopped.len() > scenario.components.len(), "{}", scenario.id);
    }
}

#[test]
fn the_cards_follow_the_day() {
    for scenario in built_in() {
        let day = Day::of(scenario, Inputs::default());
        let cards = &scenario.about.story;
        assert!((6..=8).contains(&cards.len()), "{}", scenario.id);
        let part = |card: &outage_sim::Card| STORY[usize::from(card.part)].0;
        // The last card goes back to where it could have been prevented.
        let (last, told) = cards.split_last().expect("there are cards");
        assert_eq!(part(last), "prevention", "{}", scenario.id);
        assert!(told.windows(2).all(|two| two[0].at <= two[1].at), "{}: cards are in the order of time", scenario.id);
        for card in told {
            let place = format!("{}, {}", scenario.id, part(card));
            assert!(!card.on.is_empty() && !card.sources.is_empty(), "{place}");
            let failing = failing(&day, card.at);
            match part(card) {
                "healthy" | "latent-condition" => assert!(card.at < 0.0 && failing.is_empty(), "{place}"),
                "trigger" => assert_eq!(card.at, 0.0, "{place}"),
                "quiet" => assert!(card.at > 0.0 && failing.is_empty(), "{place}"),
                "failure" => assert!(card.on.iter().all(|on| failing.contains(&usize::from(*on))), "{place}"),
                "sustaining-loop" => assert!(failing.contains(&scenario.root()), "{place}"),
                _ => assert!(card.at > 0.0, "{place}"),
            }
        }
    }
}

/// For how long the root fails.
fn error_minutes(scenario: &Scenario, inputs: Inputs) -> f64 {
    Day::of(scenario, inputs).recording.summary(scenario.root()).error_minutes
}

/// Some values of a knob, from one end to the other.
fn values(knob: &Knob) -> Vec<f64> {
    match knob {
        Knob::Range { min, max, .. } => (0..=10).map(|tenth| min + (max - min) * f64::from(tenth) / 10.0).collect(),
        Knob::Words(words) => words.iter().map(|(word, _)| f64::from(*word)).collect(),
    }
}

#[test]
fn what_the_story_names_prevents() {
    for scenario in built_in() {
        let usual = error_minutes(scenario, Inputs::default());
        let prevention = scenario.about.story.last().expect("there are cards");
        let named: BTreeSet<u16> = scenario.about.story.iter().flat_map(|card| card.knobs.iter().copied()).collect();
        assert!((4..=5).contains(&named.len()), "{}: {} knobs matter first", scenario.id, named.len());
        assert!(prevention.knobs.len() >= 3 && !prevention.fixes.is_empty(), "{}", scenario.id);
        for &knob in &named {
            let parameter = &scenario.parameters[usize::from(knob)];
            let least = values(parameter.knob.as_ref().expect("it is a knob")).into_iter().map(|value| {
                let mut inputs = Inputs::default();
                inputs.set_value(scenario, knob.into(), value).unwrap_or_else(|problem| panic!("{problem}"));
                error_minutes(scenario, inputs)
            });
            let least = least.fold(f64::INFINITY, f64::min);
            // What sustains a failure makes it shorter by a third; what the last card asks for spares nearly all of it.
            let bound = if prevention.knobs.contains(&knob) { 0.1 } else { 2.0 / 3.0 };
            assert!(least <= bound * usual, "{}: {} leaves {least} of {usual} min", scenario.id, parameter.id);
        }
        for &fix in &prevention.fixes {
            let remediation = &scenario.remediations[usize::from(fix)].id;
            let mut inputs = Inputs::default();
            inputs.fix(scenario, remediation).unwrap_or_else(|problem| panic!("{problem}"));
            let least = error_minutes(scenario, inputs);
            assert!(least <= 0.1 * usual, "{}: {remediation} leaves {least} of {usual} min", scenario.id);
        }
    }
}
