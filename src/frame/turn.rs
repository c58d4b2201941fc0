//! What an opening says while it plays, worked out from the run: how long nothing can be seen, who fails, and what it has come
//! to.

use super::board::truth;
use crate::state::{Stage, State};
use crate::words;
use outage_sim::{ONSET, Signal, What, describe};

/// From this many minutes on, a time in which nothing can be seen is told as one.
const QUIET: f64 = 15.0;

/// How long the first failure is told before the others are, as a share of the time from there to the stop.
const FIRST: f64 = 0.2;

/// What an opening says at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Turn {
    /// What is read.
    pub text: String,
    /// What is heard: it changes only at a turn.
    pub spoken: String,
}

/// What the opening of a state says at a moment in minutes since the trigger; nothing once it is over.
#[must_use]
pub fn turn(state: &State, minutes: f64) -> Turn {
    let State { scenario, recording, stage, .. } = state;
    let (Some(stage), Some(opening)) = (stage, &scenario.about.opening) else { return Turn::default() };
    let clock = |at| words::clock_spoken(&scenario.clock, state.view.clock, at);
    match stage {
        // What can be done has the focus, and is heard with the sentence.
        Stage::Ready => return Turn { text: opening.sentence.clone(), spoken: String::new() },
        Stage::Whole => {
            let truth = truth(scenario, recording, minutes);
            let time = words::clock(&scenario.clock, state.view.clock, minutes);
            let spoken = format!("{}: {truth} {}", clock(minutes), scenario.about.noticed);
            return Turn { text: format!("{time}. {truth}"), spoken };
        }
        Stage::Playing => {}
    }
    let services: Vec<usize> =
        (0..scenario.components.len()).filter(|&index| scenario.components[index].lane).collect();
    // Who fails first, and when.
    let failures = recording.events().iter().filter(|event| event.what == What::ErrorsBegin);
    let mut failures = failures.filter_map(|event| Some((event.at, event.component?)));
    let first = failures.find(|(_, component)| services.contains(component));
    let quiet = first.map(|(at, _)| at).filter(|at| *at >= QUIET);
    let Some((at, component)) = first.filter(|(at, _)| *at <= minutes) else {
        let started = recording.events().first().map_or_else(String::new, |event| describe(scenario, event));
        return match quiet {
            Some(quiet) => Turn {
                text: format!("{}: nothing can be seen.", words::duration(minutes)),
                spoken: format!("{started}. For {}, nothing can be seen.", words::duration_spoken(quiet)),
            },
            None => Turn { text: format!("{started}."), spoken: format!("{started}.") },
        };
    };
    let label = &scenario.components[component].label;
    let failing = services.iter().filter(|&&index| recording.at(index, Signal::Error, minutes) >= ONSET).count();
    let text = match (failing, quiet) {
        (_, Some(quiet)) if minutes - at <= FIRST * (opening.stop - at) => {
            format!("First to fail, after {}: {label}.", words::duration(quiet))
        }
        (_, None) if minutes - at <= FIRST * (opening.stop - at) => format!("First to fail: {label}."),
        (0, _) => "For the moment, nothing fails.".into(),
        (failing, _) => format!("{failing} of {} services fail.", services.len()),
    };
    Turn { text, spoken: format!("{}. First to fail: {label}.", clock(at)) }
}
