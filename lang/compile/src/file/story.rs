//! How an outage is told: its anatomy, what a first visit begins with, the story in cards, the words that it needs.

use super::table::Table;
use super::{Clock, StoryCard, days, receipt};
use crate::keys;
use crate::problem::{Mistake, did_you_mean, short};
use outage_plan::{ANATOMY, Opening, STORY, Term};

/// Most words of what stands beside the picture: what is longer is not read there.
pub(super) const SENTENCE: usize = 25;
const OPENING: usize = 30;
const VERB: usize = 4;
const CARD: usize = 40;

/// Seconds that an opening plays until the first failure, unless it says otherwise, and within which bounds it may.
const PACE: f64 = 8.0;
const PACES: std::ops::RangeInclusive<f64> = 2.0..=60.0;

/// Reads the parts of the failure.
pub(super) fn anatomy(root: &mut Table<'_, '_, '_>) -> Vec<(u8, String)> {
    let is_there = root.get("anatomy").is_some();
    if !is_there && root.reader.is_told {
        let span = root.span;
        let hint = format!("write [anatomy] with {}", ANATOMY.map(|(key, _)| key).join(", "));
        root.report(Mistake::new(span, "the file has no anatomy of the outage").hint(hint));
    }
    let found = root.table("anatomy", "anatomy", |table| {
        let mut found = Vec::new();
        for (number, (key, _)) in ANATOMY.into_iter().enumerate() {
            let text = table.told(key, "the anatomy");
            if !text.is_empty() {
                found.push((number as u8, text));
            }
        }
        table.finish(&keys::ANATOMY);
        found
    });
    found.unwrap_or_default()
}

/// A text of so many words at most; empty when the key is not there.
pub(super) fn brief(table: &mut Table<'_, '_, '_>, key: &'static str, most: usize) -> String {
    let Some((text, span)) = table.text(key) else { return String::new() };
    // A dash between two words is none.
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    if words > most {
        let message = format!("`{key}` has {words} words, but at most {most} are read at a glance");
        table.report(Mistake::new(span, message).hint(format!("make it shorter by {}", words - most)));
    }
    text
}

fn needed(table: &mut Table<'_, '_, '_>, key: &'static str, what: &str, most: usize) -> String {
    if table.get(key).is_none() {
        let span = table.span;
        table.report(Mistake::new(span, format!("{what} has no `{key}`")));
    }
    brief(table, key, most)
}

fn moment(table: &mut Table<'_, '_, '_>, key: &'static str, what: &str, clock: Clock) -> Option<f64> {
    let value = table.get(key);
    if value.is_none() {
        let span = table.span;
        table.report(Mistake::new(span, format!("{what} has no `{key}`")).hint("write a time such as \"05:24\""));
    }
    value.and_then(|value| days::time(table, value, clock))
}

/// Reads what a first visit begins with.
pub(super) fn opening(root: &mut Table<'_, '_, '_>, clock: Clock) -> Option<Opening> {
    const WHAT: &str = "the opening";
    let found = root.table("opening", "opening", |table| {
        let (at, stop) = (moment(table, "at", WHAT, clock), moment(table, "stop", WHAT, clock));
        let sentence = needed(table, "sentence", WHAT, OPENING);
        let verb = needed(table, "verb", WHAT, VERB);
        let pace = table.minutes("pace").map_or(PACE, |minutes| minutes * 60.0);
        let mut refuse = |key: &'static str, message: &str, hint: &str| {
            let span = table.get(key).map_or(table.span, |value| table.span_of(value));
            table.report(Mistake::new(span, message.to_owned()).hint(hint.to_owned()));
        };
        if !PACES.contains(&pace) {
            refuse("pace", "nobody watches an opening that is so fast or so slow", "from 2 s to 60 s");
        }
        if at.is_some_and(|at| at >= 0.0) {
            refuse("at", "the opening has to begin before the trigger, while all is well", "let `at` be earlier");
        }
        if stop.is_some_and(|stop| stop <= at.unwrap_or(0.0).max(0.0)) {
            refuse("stop", "the opening stops before anything can have failed", "let `stop` be after the trigger");
        }
        table.finish(&keys::OPENING);
        Some(Opening { at: at?, sentence, verb, pace, stop: stop? })
    });
    found.flatten()
}

/// Reads the story.
pub(super) fn cards(root: &mut Table<'_, '_, '_>, clock: Clock) -> Vec<StoryCard> {
    let mut cards: Vec<StoryCard> = Vec::new();
    root.tables("card", |table| {
        const WHAT: &str = "a card";
        let part = part(table, &cards);
        let at = moment(table, "at", WHAT, clock);
        let text = needed(table, "text", WHAT, CARD);
        let named = table.texts("source");
        if named.is_empty() && !table.reader.is_draft {
            let span = table.span;
            let hint = match table.reader.sources.as_slice() {
                [] => "list what it rests on first: [[source]] with an id and a title".to_owned(),
                sources => format!("name the source it rests on: {}", sources.join(", ")),
            };
            table.report(Mistake::new(span, "a card has no `source`").hint(hint));
        }
        let sources = named.into_iter().filter_map(|(id, span)| receipt::source(table, &id, span)).collect();
        let (on, knobs, fixes) = (table.texts("on"), table.texts("knobs"), table.texts("fixes"));
        table.finish(&keys::CARD);
        let Some((part, at)) = part.zip(at) else { return };
        cards.push(StoryCard { part, at, on, text, sources, knobs, fixes });
    });
    cards
}

/// The part of the story that a card is, which comes after those before it.
fn part(table: &mut Table<'_, '_, '_>, before: &[StoryCard]) -> Option<u8> {
    let names = STORY.map(|(key, _)| key);
    let Some((name, span)) = table.text("part") else {
        if table.get("part").is_none() {
            let span = table.span;
            let hint = format!("write one of {}", names.join(", "));
            table.report(Mistake::new(span, "a card has no `part`").hint(hint));
        }
        return None;
    };
    let Some(part) = names.iter().position(|known| *known == name) else {
        let near = did_you_mean(&name, names);
        let hint = if near.is_empty() { format!("there are {}", names.join(", ")) } else { near };
        table.report(Mistake::new(span, format!("the story has no part `{}`", short(&name))).hint(hint));
        return None;
    };
    table.place = format!("card {name}");
    if before.iter().any(|card| usize::from(card.part) == part) {
        table.report(Mistake::new(span, format!("there are two cards `{name}`")).hint("make one of them"));
        return None;
    }
    if let Some(later) = before.iter().map(|card| usize::from(card.part)).find(|other| *other > part) {
        let message = format!("`{name}` comes before `{}` in the story", names[later]);
        table.report(Mistake::new(span, message).hint("move the card up"));
        return None;
    }
    Some(part as u8)
}

/// Reads the technical words.
pub(super) fn terms(root: &mut Table<'_, '_, '_>) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    root.tables("term", |table| {
        const WHAT: &str = "a term";
        let (word, means) = (needed(table, "word", WHAT, VERB), needed(table, "means", WHAT, SENTENCE));
        table.finish(&keys::TERM);
        if terms.iter().any(|term| term.word.eq_ignore_ascii_case(&word)) {
            let span = table.span;
            table.report(Mistake::new(span, format!("there are two of `{}`", short(&word))));
        }
        if terms.len() == outage_plan::MAX_TERMS {
            let (span, most) = (table.span, outage_plan::MAX_TERMS);
            let mistake =
                Mistake::new(span, format!("there are more than {most} terms, of which this is the first too many"));
            table.report(mistake.hint("define those that readers meet on the page"));
        }
        terms.push(Term { word, means });
    });
    terms
}
