//! What an opening says while it plays, worked out from the run: how long nothing can be seen, who fails, and what it has come
//! to.

use super::board::truth;
use crate::state::{Stage, State};
use crate::words;
use outage_sim::{ONSET, Signal, What, describe};

/// From this many minutes on, a time in which nothing can be seen is told as one.
const QUIET: f64 = 15.0;

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
    // What begins to fail, with its moment.
    let begins: Vec<(f64, &str)> = recording
        .events()
        .iter()
        .filter(|event| event.what == What::ErrorsBegin)
        .filter_map(|event| event.component.filter(|index| services.contains(index)).map(|index| (event.at, index)))
        .map(|(at, index)| (at, scenario.components[index].label.as_str()))
        .collect();
    let first = begins.first();
    let quiet = first.map(|(at, _)| *at).filter(|at| *at >= QUIET);
    let Some((_, newest)) = begins.iter().rfind(|(at, _)| *at <= minutes) else {
        let started = recording.events().first().map_or_else(String::new, |event| describe(scenario, event));
        return match quiet {
            Some(quiet) => Turn {
                text: format!("{}: nothing can be seen.", words::duration(minutes)),
                spoken: format!("{started}. For {}, nothing can be seen.", words::duration_spoken(quiet)),
            },
            None => Turn { text: format!("{started}."), spoken: format!("{started}.") },
        };
    };
    let failing = services.iter().filter(|&&index| recording.at(index, Signal::Error, minutes) >= ONSET).count();
    let text = match (failing, quiet) {
        (..=1, Some(quiet)) => format!("After {}, {newest} begins to fail.", words::duration(quiet)),
        (..=1, None) => format!("{newest} begins to fail."),
        _ => format!("{newest} too: now {failing} of {} services fail.", services.len()),
    };
    let spoken = first.map(|(at, label)| format!("{}: {label} begins to fail.", clock(*at)));
    Turn { text, spoken: spoken.unwrap_or_default() }
}
