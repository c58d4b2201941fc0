//! What people who hear the page are told while a run plays: its turns, not its seconds.

use crate::state::ClockZone;
use crate::words;
use outage_sim::{Recording, Scenario, What, describe};

/// Turns that are told one by one; of more their number is told.
const MOST: usize = 3;

/// The turns after one moment until another, in minutes since the trigger, in a sentence or two: what operators do, which
/// service fails and which recovers. Empty when nothing turns.
#[must_use]
pub fn heard(scenario: &Scenario, recording: &Recording, zone: ClockZone, from: f64, until: f64) -> String {
    let is_turn = |what: &What| !matches!(what, What::Said(_) | What::ActionEnds(_));
    let is_lane = |part: Option<usize>| part.is_none_or(|part| scenario.components[part].lane);
    let events = recording.events().iter();
    let turns = events.filter(|it| it.at > from && it.at <= until && is_turn(&it.what) && is_lane(it.component));
    let told: Vec<String> = turns
        .map(|event| match event.component {
            Some(part) => format!("{}: {}.", scenario.components[part].label, describe(scenario, event)),
            None => format!("{}.", describe(scenario, event)),
        })
        .collect();
    if told.is_empty() {
        return String::new();
    }
    let more = match told.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!(" And {more} more."),
    };
    let first = &told[..told.len().min(MOST)];
    format!("{}: {}{more}", words::clock_spoken(&scenario.clock, zone, until), first.join(" "))
}
