//! Recordings: a whole run, never changed afterwards. Everything that is shown or judged is read from one.

use crate::event::Event;
use crate::signal::Signal;
use std::fmt;

/// A whole run.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    pub(crate) start: f64,
    pub(crate) step: f64,
    pub(crate) moments: usize,
    /// For each component, one column for each of its signals.
    pub(crate) columns: Vec<Vec<Vec<f64>>>,
    /// For each component, its members if it has any and they were recorded.
    pub(crate) members: Vec<Option<Members>>,
    pub(crate) events: Vec<Event>,
    /// For each action, when it began and ended, in minutes since the trigger.
    pub(crate) actions: Vec<Option<(f64, f64)>>,
}

/// Minutes between two pictures of the members.
const BETWEEN_PICTURES: f64 = 2.0;

/// The members of a component one by one, at every moment; pictured every two minutes, because they are many.
#[derive(Debug, Clone, PartialEq)]
pub struct Members {
    /// Number of members.
    pub count: usize,
    /// The words for the states.
    pub words: &'static [&'static str],
    /// Moments from one picture to the next.
    every: usize,
    /// Which picture is shown from each of these moments on: the one before while nothing changes.
    shown: Vec<u32>,
    pub(crate) states: Vec<u8>,
    pub(crate) levels: Vec<f32>,
    pub(crate) held: Vec<f32>,
}

impl Members {
    pub(crate) fn new(count: usize, words: &'static [&'static str], moments: usize, step: f64) -> Self {
        let every = (BETWEEN_PICTURES / step).max(1.0) as usize;
        let room = count * (moments / every + 1);
        let (states, levels) = (Vec::with_capacity(room), Vec::with_capacity(room));
        Self { count, words, every, shown: Vec::new(), states, levels, held: Vec::new() }
    }

    /// Whether the members are pictured at a moment.
    pub(crate) fn is_due(&self, moment: usize) -> bool {
        moment.is_multiple_of(self.every)
    }

    /// Shows the newest picture from the next moment on.
    pub(crate) fn show(&mut self) {
        self.shown.push((self.states.len() / self.count).saturating_sub(1) as u32);
    }

    /// Where the picture that is shown at a moment begins.
    fn from(&self, moment: usize) -> usize {
        self.shown[moment / self.every] as usize * self.count
    }

    /// State of each member at a moment, as an index of the words.
    #[must_use]
    pub fn states(&self, moment: usize) -> &[u8] {
        &self.states[self.from(moment)..][..self.count]
    }

    /// What each member needs at a moment of what it is limited by; above 1 it is over its limit.
    #[must_use]
    pub fn levels(&self, moment: usize) -> &[f32] {
        &self.levels[self.from(moment)..][..self.count]
    }

    /// How much each member holds at a moment, such as shards; empty when members of its kind hold nothing.
    #[must_use]
    pub fn held(&self, moment: usize) -> &[f32] {
        if self.held.is_empty() { &[] } else { &self.held[self.from(moment)..][..self.count] }
    }

    /// The most that any member holds during the run; 0 when members of its kind hold nothing.
    #[must_use]
    pub fn most_held(&self) -> f32 {
        self.held.iter().copied().fold(0.0, f32::max)
    }
}

/// A number that two runs share only if they are the same to the last bit.
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
    /// When more than [`crate::ONSET`] began to fail, in minutes since the trigger.
    pub first_error: Option<f64>,
    /// When fewer than [`crate::NORMAL`] failed again for good; `None` when it never failed or has not recovered.
    pub recovered: Option<f64>,
    /// Most work that waited, in minutes of normal load.
    pub peak_backlog_minutes: f64,
}

impl Recording {
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

    /// One signal of a component at every moment.
    #[must_use]
    pub fn series(&self, component: usize, signal: Signal) -> &[f64] {
        &self.columns[component][signal.column()]
    }

    /// One signal of a component at a time in minutes since the trigger.
    #[must_use]
    pub fn at(&self, component: usize, signal: Signal, minutes: f64) -> f64 {
        self.series(component, signal)[self.moment_at(minutes)]
    }

    /// The members of a component, if its kind has any.
    #[must_use]
    pub fn members(&self, component: usize) -> Option<&Members> {
        self.members[component].as_ref()
    }

    /// The events, oldest first.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// When an action began and reached its full effect, in minutes since the trigger; `None` when it did not happen.
    #[must_use]
    pub fn action(&self, action: usize) -> Option<(f64, f64)> {
        self.actions[action]
    }

    /// The largest error of any component at every moment.
    pub(crate) fn worst_errors(&self) -> Vec<f64> {
        let mut worst = vec![0.0f64; self.moments];
        for column in self.columns.iter().map(|columns| &columns[Signal::Error.column()]) {
            for (worst, &error) in worst.iter_mut().zip(column) {
                *worst = worst.max(error);
            }
        }
        worst
    }

    /// How a component has fared.
    #[must_use]
    pub fn summary(&self, component: usize) -> Summary {
        let errors = self.series(component, Signal::Error);
        let first = errors.iter().position(|&error| error >= crate::ONSET);
        let last = errors.iter().rposition(|&error| error >= crate::NORMAL);
        let recovered = first.and(last).map(|last| last + 1).filter(|&moment| moment < self.moments);
        Summary {
            peak_error: errors.iter().copied().fold(0.0, f64::max),
            error_minutes: errors.iter().sum::<f64>() * self.step,
            first_error: first.map(|moment| self.time(moment)),
            recovered: recovered.map(|moment| self.time(moment)),
            peak_backlog_minutes: self.series(component, Signal::Backlog).iter().copied().fold(0.0, f64::max),
        }
    }

    /// The digest of every number of the run.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let numbers = self.columns.iter().flatten().flatten().map(|number| number.to_bits());
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
