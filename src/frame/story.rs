//! A card of the story: the day as it happened, whatever somebody has changed since.

use crate::state::State;
use crate::words;
use outage_sim::{STORY, Signal};

/// A card of the story, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The name of its part.
    pub part: &'static str,
    /// Which of how many it is: `3 of 8`.
    pub place: String,
    /// Its time on the day: `05:15 PST`.
    pub time: String,
    /// What a changed run has at that moment instead.
    pub run: Option<String>,
    /// All of it, for screen readers.
    pub spoken: String,
}

/// A card of the story of what is open, by its index, which exists.
#[must_use]
pub fn told(state: &State, index: usize) -> Told {
    let story = &state.scenario.about.story;
    let (clock, card) = (&state.scenario.clock, &story[index]);
    let (part, place) = (STORY[usize::from(card.part)].1, format!("{} of {}", index + 1, story.len()));
    let time = words::clock_spoken(clock, state.view.clock, card.at);
    let run = (!state.inputs.is_as_it_happened()).then(|| in_this_run(state, index));
    let spoken = format!("{place}. {part}, {time}. {} {}", card.text, run.as_deref().unwrap_or_default());
    Told { part, place, time, run, spoken: spoken.trim_end().to_owned() }
}

/// What a changed run has at the moment of a card: of what is lit, the component that differs most.
fn in_this_run(state: &State, index: usize) -> String {
    let State { scenario, recording, baseline, .. } = state;
    let card = &scenario.about.story[index];
    let errors = |component: usize| [recording, baseline].map(|run| run.at(component, Signal::Error, card.at));
    let difference = |component: &usize| {
        let [is, was] = errors(*component);
        (is - was).abs()
    };
    let lit = card.on.iter().copied().map(usize::from);
    let most = lit.rev().max_by(|one, other| difference(one).total_cmp(&difference(other)));
    let component = most.unwrap_or_else(|| scenario.root());
    let [is, was] = errors(component).map(words::percent);
    let label = &scenario.components[component].label;
    let figure = if is == was {
        format!("it is the same at this moment: {is} of requests to {label} fail")
    } else {
        format!("{is} of requests to {label} fail at this moment, not {was}")
    };
    format!("This is the day as it happened. In your run, {figure}.")
}
