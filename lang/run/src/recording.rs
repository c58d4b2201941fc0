//! Recordings: a whole run, never changed afterwards. Everything that is shown or judged is read from one.

mod seen;

use crate::events::Event;
use outage_plan::{Component, NORMAL, ONSET, Plan, Signal};
use std::fmt;

/// A whole run.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    start: f64,
    step: f64,
    moments: usize,
    /// One column after the other.
    pub(crate) columns: Vec<f64>,
    /// Where each component's signals are: the common ones, then its gauges.
    shown: Vec<([Option<u16>; 5], Vec<u16>)>,
    /// What a signal that is not shown is.
    nothing: Vec<f64>,
    pub(crate) members: Vec<Option<Members>>,
    pub(crate) notes: Vec<Noted>,
    pub(crate) events: Vec<Event>,
    /// For each action, when it began and came to its full effect, in minutes since the trigger.
    pub(crate) actions: Vec<Option<(f64, f64)>>,
    /// The values of the parameters before any action, in their own units.
    settings: Vec<f64>,
    /// What actions made of each: moment and value, the earliest first.
    pub(crate) changes: Vec<Vec<(u32, f64)>>,
}

/// The members of a component one by one; pictured every few moments, because they are many.
#[derive(Debug, Clone, PartialEq)]
pub struct Members {
    /// Number of members that are recorded.
    pub count: usize,
    /// The words for the states.
    pub words: Vec<String>,
    /// Moments from one picture to the next.
    every: usize,
    pub(crate) states: Vec<u8>,
    pub(crate) levels: Vec<f32>,
    pub(crate) held: Vec<f32>,
}

impl Members {
    fn picture<'p, T>(&self, all: &'p [T], moment: usize) -> &'p [T] {
        let last = (all.len() / self.count.max(1)).saturating_sub(1);
        let from = (moment / self.every).min(last) * self.count;
        all.get(from..from + self.count).unwrap_or(&[])
    }

    /// State of each member at a moment, as an index of the words; between two pictures, as in the first.
    #[must_use]
    pub fn states(&self, moment: usize) -> &[u8] {
        self.picture(&self.states, moment)
    }

    /// What each member needs at a moment of what it is limited by; above 1 it is over its limit. Empty when the kind
    /// does not say.
    #[must_use]
    pub fn levels(&self, moment: usize) -> &[f32] {
        self.picture(&self.levels, moment)
    }

    /// How much each member holds at a moment, such as shards; empty when members of its kind hold nothing.
    #[must_use]
    pub fn held(&self, moment: usize) -> &[f32] {
        self.picture(&self.held, moment)
    }

    /// The most that any member holds during the run; 0 when members of its kind hold nothing.
    #[must_use]
    pub fn most_held(&self) -> f32 {
        self.held.iter().copied().fold(0.0, f32::max)
    }
}

/// A note whose moment has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Noted {
    /// The number of the note.
    pub note: usize,
    /// When it began to hold, in minutes since the trigger.
    pub at: f64,
    /// The values for its text.
    pub values: Vec<f64>,
}

/// A number that tells runs apart: those that are the same to the last bit share it, and others hardly ever do. It is of
/// the columns, and of when events happen, to what, and because of which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest(pub u64);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// How one component has fared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Largest share of failing requests.
    pub peak_error: f64,
    /// Failing requests, in minutes of normal failure: a minute in which half of them fail counts half.
    pub error_minutes: f64,
    /// When more than [`ONSET`] began to fail, in minutes since the trigger.
    pub first_error: Option<f64>,
    /// When fewer than [`NORMAL`] failed again for good; `None` when it never failed or has not recovered.
    pub recovered: Option<f64>,
    /// Most work that waited, in minutes of normal load.
    pub peak_backlog_minutes: f64,
}

impl Recording {
    /// Room for a run; `with_members` whether they are recorded.
    pub(crate) fn new(plan: &Plan, settings: Vec<f64>, with_members: bool) -> Self {
        let moments = plan.moments();
        let every = (plan.between_pictures as usize).max(1);
        let members = |component: &Component| {
            let strip = &plan.strips[usize::from(component.picture.as_ref().filter(|_| with_members)?.strip)];
            let count = plan.vectors[usize::from(strip.vector)] as usize;
            let room = moments.div_ceil(every) * count;
            let levels = if strip.levels.is_some() { room } else { 0 };
            let held = if strip.held.is_some() { room } else { 0 };
            Some(Members {
                count,
                words: strip.states.clone(),
                every,
                states: Vec::with_capacity(room),
                levels: Vec::with_capacity(levels),
                held: Vec::with_capacity(held),
            })
        };
        let shown = |component: &Component| {
            (component.common, component.gauges.iter().map(|gauge| gauge.column).collect::<Vec<u16>>())
        };
        Self {
            start: plan.span.0,
            step: plan.step,
            moments,
            columns: vec![0.0; moments * plan.columns.len()],
            shown: plan.components.iter().map(shown).collect(),
            nothing: vec![0.0; moments],
            members: plan.components.iter().map(members).collect(),
            notes: Vec::new(),
            events: Vec::new(),
            actions: Vec::new(),
            changes: vec![Vec::new(); settings.len()],
            settings,
        }
    }

    /// The values of the parameters before any action.
    pub(crate) fn settings(&self) -> &[f64] {
        &self.settings
    }

    /// Bytes that the members need.
    pub(crate) fn room(&self) -> usize {
        let bytes = |it: &Members| it.states.len() + 4 * (it.levels.len() + it.held.len());
        4096 + self.members.iter().flatten().map(bytes).sum::<usize>()
    }

    /// Number of recorded moments.
    #[must_use]
    pub fn moments(&self) -> usize {
        self.moments
    }

    /// Minutes between two moments.
    #[must_use]
    pub fn step(&self) -> f64 {
        self.step
    }

    /// First and last moment, in minutes since the trigger.
    #[must_use]
    pub fn span(&self) -> (f64, f64) {
        (self.start, self.time(self.moments - 1))
    }

    /// The time of a moment, in minutes since the trigger.
    #[must_use]
    pub fn time(&self, moment: usize) -> f64 {
        self.start + moment as f64 * self.step
    }

    /// The moment nearest to a time in minutes since the trigger.
    #[must_use]
    pub fn moment_at(&self, minutes: f64) -> usize {
        let moment = libm::round((minutes - self.start) / self.step);
        // A time that is not a number counts as the beginning.
        if moment > 0.0 { (moment as usize).min(self.moments - 1) } else { 0 }
    }

    /// A column at every moment; zeros when there is no such column.
    #[must_use]
    pub fn column(&self, number: usize) -> &[f64] {
        let from = number.saturating_mul(self.moments);
        self.columns.get(from..from.saturating_add(self.moments)).unwrap_or(&self.nothing)
    }

    /// A column at a time in minutes since the trigger.
    #[must_use]
    pub fn column_at(&self, number: usize, minutes: f64) -> f64 {
        self.column(number)[self.moment_at(minutes)]
    }

    /// One signal of a component at every moment; zeros when it does not show it.
    #[must_use]
    pub fn series(&self, component: usize, signal: Signal) -> &[f64] {
        let Some((common, gauges)) = self.shown.get(component) else { return &self.nothing };
        let column = match signal {
            Signal::Gauge(index) => gauges.get(index).copied(),
            common_one => Signal::COMMON.iter().position(|it| *it == common_one).and_then(|place| common[place]),
        };
        column.map_or(&self.nothing, |column| self.column(column.into()))
    }

    /// One signal of a component at a time in minutes since the trigger.
    #[must_use]
    pub fn at(&self, component: usize, signal: Signal, minutes: f64) -> f64 {
        self.series(component, signal)[self.moment_at(minutes)]
    }

    /// The members of a component, if it has a picture of them and they were recorded.
    #[must_use]
    pub fn members(&self, component: usize) -> Option<&Members> {
        self.members.get(component)?.as_ref()
    }

    /// The notes whose moment has come, in their order.
    #[must_use]
    pub fn notes(&self) -> &[Noted] {
        &self.notes
    }

    /// The events, oldest first.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// When an action began and reached its full effect, in minutes since the trigger; `None` when it did not happen.
    #[must_use]
    pub fn action(&self, action: usize) -> Option<(f64, f64)> {
        self.actions.get(action).copied().flatten()
    }

    /// The value of a parameter at a time in minutes since the trigger, in its own unit: what it was set to, and what
    /// actions have made of it by then.
    #[must_use]
    pub fn setting(&self, parameter: usize, minutes: f64) -> f64 {
        let moment = self.moment_at(minutes);
        let own = self.changes.get(parameter).map_or(&[][..], Vec::as_slice);
        // Where two actions change it at the same moment, the last one counts.
        let until = own.partition_point(|change| change.0 as usize <= moment);
        let usual = || self.settings.get(parameter).copied().unwrap_or(0.0);
        own[..until].last().map_or_else(usual, |change| change.1)
    }

    /// How a component has fared.
    #[must_use]
    pub fn summary(&self, component: usize) -> Summary {
        let errors = self.series(component, Signal::Error);
        let first = errors.iter().position(|&error| error >= ONSET);
        let last = errors.iter().rposition(|&error| error >= NORMAL);
        let recovered = first.and(last).map(|last| last + 1).filter(|&moment| moment < self.moments);
        Summary {
            peak_error: errors.iter().copied().fold(0.0, f64::max),
            error_minutes: errors.iter().sum::<f64>() * self.step,
            first_error: first.map(|moment| self.time(moment)),
            recovered: recovered.map(|moment| self.time(moment)),
            peak_backlog_minutes: self.series(component, Signal::Backlog).iter().copied().fold(0.0, f64::max),
        }
    }

    /// The largest error of any component during the run.
    #[must_use]
    pub fn worst_error(&self) -> f64 {
        let errors = (0..self.shown.len()).flat_map(|component| self.series(component, Signal::Error));
        errors.copied().fold(0.0, f64::max)
    }

    /// Whether at any moment of any component more of the requests fail than in another run, by as much as begins an
    /// outage.
    pub(crate) fn is_worse_than(&self, other: &Self) -> bool {
        (0..self.shown.len()).any(|component| {
            let errors = self.series(component, Signal::Error).iter();
            errors.zip(other.series(component, Signal::Error)).any(|(own, other)| own - other >= ONSET)
        })
    }

    /// The first thing in the recording that is not a number: its column and time. A model with one is wrong from there
    /// on, and should be told so instead of being drawn.
    #[must_use]
    pub fn first_nan(&self) -> Option<(usize, f64)> {
        let columns = self.columns.len() / self.moments;
        let first = |column: usize| Some((self.column(column).iter().position(|value| value.is_nan())?, column));
        let (moment, column) = (0..columns).filter_map(first).min()?;
        Some((column, self.time(moment)))
    }

    /// The digest of the run. It is the same whether members were recorded or not.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let numbers = self.columns.iter().map(|number| number.to_bits());
        let events = self.events.iter().flat_map(|event| {
            [
                event.at.to_bits(),
                event.component.map_or(u64::MAX, |index| index as u64),
                event.because.map_or(u64::MAX, |index| index as u64),
            ]
        });
        let mixed = numbers.chain(events).fold(0x9e37_79b9_7f4a_7c15_u64, |hash, word| {
            // One round of splitmix64 for each word.
            let mixed = (hash ^ word).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            (mixed ^ (mixed >> 29)).wrapping_add(0x94d0_49bb_1331_11eb)
        });
        Digest(mixed)
    }
}
