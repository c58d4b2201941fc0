//! The card of a component.

use super::amount::NO_DATA;
use super::board::posted;
use crate::words;
use outage_sim::{ONSET, Recording, Scenario, Signal};

/// The card of a component.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Index of the component.
    pub component: usize,
    /// Its name.
    pub title: String,
    /// What to read first: `64 %` of requests fail, or `serving`.
    pub headline: String,
    /// What it does while it fails, or why it is under strain; `serving` when all is well.
    pub detail: String,
    /// Share of its requests that fail, 0 to 1.
    pub error: f64,
    /// Its buffer, its backlog and what else it can be full of.
    pub bars: Vec<Bar>,
    /// How it is doing.
    pub level: Level,
    /// All of it, for screen readers.
    pub spoken: String,
}

/// Something that can be full.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// How full it is, 0 to 1.
    pub share: f64,
    /// How full it is, in words.
    pub text: String,
}

/// How a component is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// All is well.
    Fine,
    /// Some requests fail, or work piles up.
    Strained,
    /// Many requests fail.
    Failing,
    /// No data about it has arrived.
    Unknown,
}

impl Level {
    /// A mark that does not depend on colour: nothing, `!`, `✕`.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::Fine => "",
            Self::Strained => "!",
            Self::Failing => "✕",
            Self::Unknown => "?",
        }
    }

    /// The name of the level: `fine`, `strained`, `failing`, `unknown`; also for style classes.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Strained => "strained",
            Self::Failing => "failing",
            Self::Unknown => "unknown",
        }
    }
}

/// From this share of failing requests on, a component counts as failing.
const FAILING: f64 = 0.1;
/// From this fill on, a buffer strains its owner.
const FILLING: f64 = 0.25;
/// From this many minutes of waiting work on, a backlog strains its owner.
const WAITING: f64 = 5.0;
/// From this many seconds on, an answer is slow, if it is also this many times slower than at the beginning.
const SLOW: f64 = 2.0;
const SLOWER: f64 = 5.0;
/// A backlog of this many minutes is a full bar.
const FULL_BACKLOG: f64 = 480.0;

/// The card of a component at a moment in minutes since the trigger.
pub(super) fn card(scenario: &Scenario, recording: &Recording, component: usize, minutes: f64) -> Card {
    let spec = &scenario.components[component];
    let at = |signal| recording.at(component, signal, minutes);
    let error = at(Signal::Error);
    if error.is_nan() {
        return unknown(component, &spec.label);
    }
    let bars = bars(scenario, recording, component, minutes);
    // What it does not show is all zeros.
    let (fill, backlog) = (at(Signal::Fill), at(Signal::Backlog));
    let slow =
        at(Signal::Latency) >= SLOW && at(Signal::Latency) >= SLOWER * recording.series(component, Signal::Latency)[0];
    let strain = if fill >= 0.995 {
        Some("buffers full".to_owned())
    } else if fill >= FILLING {
        Some(format!("buffers {} full", words::percent(fill)))
    } else if backlog >= WAITING {
        Some(format!("{} of work waits", words::duration(backlog)))
    } else if slow {
        Some(format!("an answer takes {}", words::seconds(at(Signal::Latency))))
    } else {
        None
    };
    let level = match error {
        error if error >= FAILING => Level::Failing,
        error if error >= ONSET || strain.is_some() => Level::Strained,
        _ => Level::Fine,
    };
    let or = |text: &'_ str, usual: &'static str| if text.is_empty() { usual.to_owned() } else { text.to_owned() };
    let (well, failing) = (or(&spec.well, "serving"), or(&spec.failing, "failing"));
    let (headline, detail) = match (error >= ONSET, strain) {
        (true, _) => (words::percent(error), failing),
        (false, Some(strain)) => (well, strain),
        (false, None) => (well.clone(), well),
    };
    let state = if error >= ONSET {
        format!("{} of requests fail, {detail}", words::percent_spoken(error))
    } else {
        detail.replace(words::NARROW, " ")
    };
    let spoken = format!("{}: {state}.", spec.label);
    Card { component, title: spec.label.clone(), headline, detail, error, bars, level, spoken }
}

/// The card of a component of which nobody can tell how it is doing.
fn unknown(component: usize, label: &str) -> Card {
    let (headline, detail) = (NO_DATA.to_owned(), "metrics missing".to_owned());
    let spoken = format!("{label}: {NO_DATA}.");
    Card {
        component,
        title: label.into(),
        headline,
        detail,
        error: 0.0,
        bars: Vec::new(),
        level: Level::Unknown,
        spoken,
    }
}

/// At each moment 1 where requests succeed but work waits at a component, or its answers are slow; 0 elsewhere.
#[must_use]
pub fn strains(recording: &Recording, component: usize) -> Vec<f64> {
    let latency = recording.series(component, Signal::Latency);
    let slow = SLOW.max(SLOWER * latency[0]);
    let backlog = recording.series(component, Signal::Backlog);
    let errors = recording.series(component, Signal::Error);
    let strained = |moment: usize| errors[moment] < ONSET && (backlog[moment] >= WAITING || latency[moment] >= slow);
    (0..recording.moments()).map(|moment| f64::from(u8::from(strained(moment)))).collect()
}

fn bars(scenario: &Scenario, recording: &Recording, component: usize, minutes: f64) -> Vec<Bar> {
    let spec = &scenario.components[component];
    let shows = |signal| spec.column(signal).is_some();
    let at = |signal| recording.at(component, signal, minutes);
    let mut bars = Vec::new();
    if shows(Signal::Fill) {
        let share = at(Signal::Fill);
        let text = if share >= 0.995 { "full".into() } else { words::percent(share) };
        bars.push(Bar { label: "buffers".into(), share, text });
    } else if shows(Signal::Backlog) {
        let waiting = at(Signal::Backlog);
        bars.push(Bar {
            label: "waiting".into(),
            share: (waiting / FULL_BACKLOG).clamp(0.0, 1.0),
            text: words::duration(waiting),
        });
    }
    // Members are drawn in the picture of their component; other gauges that are shares are bars.
    let is_board = posted(scenario).is_some_and(|(board, _)| board == component);
    if spec.picture.is_none() && !is_board {
        for (index, gauge) in spec.gauges.iter().enumerate().filter(|(_, gauge)| gauge.is_share) {
            let share = at(Signal::Gauge(index));
            bars.push(Bar { label: gauge.id.replace('-', " "), share, text: words::percent(share) });
        }
    }
    // What nobody knows has none.
    bars.retain(|bar| !bar.share.is_nan());
    bars
}
