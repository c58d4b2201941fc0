//! One cell of a mesh fleet: its cohorts, its restart and what it serves.

use super::{COHORTS, Settings};
use crate::component::Step;
use crate::maths::{share, sort_by_number, van_der_corput};
use crate::rng::Stream;
use std::collections::VecDeque;

/// What a cell sees during a step.
pub(super) struct Surroundings<'a> {
    pub(super) settings: &'a Settings,
    pub(super) step: Step,
    /// Requests that arrive, relative to normal.
    pub(super) offered: f64,
    /// Time that every serving server spends on each joining server, in minutes.
    pub(super) join_minutes: f64,
    /// Whether what maps are built from answers.
    pub(super) can_build: bool,
}

/// How a cell has done in a step. Shares are of its servers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Outcome {
    /// Share of the requests that fail.
    pub(super) error: f64,
    /// Share of the capacity in use.
    pub(super) busy: f64,
    /// Threads that the busiest server needs.
    pub(super) threads: f64,
    /// Servers that need more threads than the limit.
    pub(super) over_limit: f64,
    /// Servers whose map is too old to use.
    pub(super) useless_map: f64,
    /// Servers that are starting.
    pub(super) restarting: f64,
    /// Servers that serve after a restart.
    pub(super) restarted: f64,
    /// Share of a serving server's time that joining servers take.
    pub(super) contention: f64,
    /// Servers whose start failed in this step.
    pub(super) failed_starts: f64,
    /// Servers that health checks removed in this step.
    pub(super) evicted: f64,
}

impl Outcome {
    /// The outcome of a fleet of which a share `weight` is like `self` and the rest like `other`.
    pub(super) fn mixed_with(&self, other: &Self, weight: f64) -> Self {
        let mix = |a: f64, b: f64| a * weight + b * (1.0 - weight);
        Self {
            error: mix(self.error, other.error),
            busy: mix(self.busy, other.busy),
            threads: self.threads.max(other.threads),
            over_limit: mix(self.over_limit, other.over_limit),
            useless_map: mix(self.useless_map, other.useless_map),
            restarting: mix(self.restarting, other.restarting),
            restarted: mix(self.restarted, other.restarted),
            contention: mix(self.contention, other.contention),
            failed_starts: mix(self.failed_starts, other.failed_starts),
            evicted: mix(self.evicted, other.evicted),
        }
    }
}

/// A cell. What differs between its cohorts is held in arrays, one for each property, because every step reads them all.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// Largest cell that each cohort has known of, in servers.
    known: [f64; COHORTS],
    /// Whether that has changed since the next two were worked out.
    known_changed: bool,
    /// Threads that the busiest server needs, and the share of servers over the limit.
    threads: f64,
    over_limit: f64,
    /// When each cohort last rebuilt its map, in minutes since the trigger.
    last_good: [f64; COHORTS],
    /// Whether a failed rebuild has left a cohort in need of a restart.
    wedged: [bool; COHORTS],
    /// Polls of the membership, and rebuilds of the map.
    polls: Rounds,
    rebuilds: Rounds,
    /// Minutes since the trigger at the end of the last step.
    now: f64,
    /// Size at the end of the last step, in servers.
    size: f64,
    /// Share of the servers that serve after a restart; cohorts restart one after another.
    ready: f64,
    /// Shares of the servers that are starting, with the time at which they are ready.
    starting: VecDeque<(f64, f64)>,
    /// Whether a restart of the whole cell is under way or over.
    restart: bool,
}

/// Something that every cohort does once in a period, each at a time of its own.
#[derive(Debug, Clone)]
struct Rounds {
    /// The cohorts in the order of their turns, with the time of the first.
    turns: Vec<(f64, usize)>,
    /// How many turns have been taken.
    taken: usize,
}

impl Rounds {
    /// Turns within the first `period` minutes after `start`, at each cohort's `phase` of it, from 0 to 1.
    fn new(start: f64, period: f64, phase: impl FnMut(u32) -> f64) -> Self {
        let phases = (0..COHORTS as u32).map(phase);
        let mut turns: Vec<(f64, usize)> =
            phases.enumerate().map(|(cohort, phase)| (start + phase * period, cohort)).collect();
        sort_by_number(&mut turns, |turn| turn.0);
        Self { turns, taken: 0 }
    }

    /// The next turn that is due by `now`: its time and cohort.
    fn next_due(&mut self, now: f64, period: f64) -> Option<(f64, usize)> {
        let (first, cohort) = self.turns[self.taken % COHORTS];
        let at = first + (self.taken / COHORTS) as f64 * period;
        (at <= now).then(|| {
            self.taken += 1;
            (at, cohort)
        })
    }
}

impl Cell {
    /// A healthy cell of `size` servers at the moment `start`.
    pub(super) fn new(settings: &Settings, size: f64, start: f64, seed: Option<u64>) -> Self {
        // Evenly spread phases; a seed replaces them by luck.
        let mut luck = seed.map(|seed| (Stream::new(seed, "poll"), Stream::new(seed, "rebuild")));
        let polls = Rounds::new(start, settings.learn, |cohort| match &mut luck {
            Some((poll, _)) => poll.unit(),
            None => van_der_corput(cohort, 2) + 0.5 / COHORTS as f64,
        });
        let rebuilds = Rounds::new(start, settings.rebuild, |cohort| match &mut luck {
            Some((_, rebuild)) => rebuild.unit(),
            None => van_der_corput(cohort + 1, 3),
        });
        let mut last_good = [start; COHORTS];
        for &(at, cohort) in &rebuilds.turns {
            last_good[cohort] = at - settings.rebuild;
        }
        Self {
            known: [size; COHORTS],
            known_changed: true,
            threads: 0.0,
            over_limit: 0.0,
            last_good,
            wedged: [false; COHORTS],
            polls,
            rebuilds,
            now: start,
            size,
            ready: 0.0,
            starting: VecDeque::new(),
            restart: false,
        }
    }

    /// Moves on by one step to a cell of `size` servers.
    pub(super) fn advance(&mut self, around: &Surroundings<'_>, size: f64) -> Outcome {
        let mut outcome = Outcome::default();
        let grown = (size - self.size).max(0.0) / around.step.dt;
        self.size = size;
        self.now = around.step.now;
        self.poll_and_rebuild(around, &mut outcome);
        let rejoined = self.move_restart(around, &mut outcome);
        self.serve(around, grown + rejoined, &mut outcome);
        outcome
    }

    fn poll_and_rebuild(&mut self, around: &Surroundings<'_>, outcome: &mut Outcome) {
        let settings = around.settings;
        let needs_restart = settings.after_failure == 0.0;
        while let Some((_, cohort)) = self.polls.next_due(self.now, settings.learn) {
            // A server that needs no restart also lets go of the threads for peers that have left.
            let knows = if needs_restart { self.known[cohort].max(self.size) } else { self.size };
            self.known_changed |= knows != self.known[cohort];
            self.known[cohort] = knows;
        }
        while let Some((at, cohort)) = self.rebuilds.next_due(self.now, settings.rebuild) {
            let over = threads(settings, self.known[cohort]) > settings.thread_limit;
            if over || self.wedged[cohort] || !around.can_build {
                self.wedged[cohort] |= over && needs_restart;
            } else {
                self.last_good[cohort] = at;
            }
        }
        if self.known_changed {
            self.known_changed = false;
            let largest = self.known.iter().copied().fold(0.0, f64::max);
            self.threads = threads(settings, largest);
            self.over_limit = share_of(&self.known, |known| threads(settings, known) > settings.thread_limit);
        }
        (outcome.threads, outcome.over_limit) = (self.threads, self.over_limit);
    }

    /// Starts, finishes and undoes restarts; returns the servers that join per minute.
    fn move_restart(&mut self, around: &Surroundings<'_>, outcome: &mut Outcome) -> f64 {
        let settings = around.settings;
        // Every way out changes the configuration of every server, so all of a cell that has failed is restarted.
        if !self.restart && settings.restarting > 0.0 && self.wedged.contains(&true) {
            self.restart = true;
            self.ready = 0.0;
        }
        if !self.restart {
            return 0.0;
        }
        let rate = settings.restart_rate / 60.0 / self.size;
        let begins = (rate * around.step.dt).min(self.waiting());
        if begins > 0.0 {
            self.starting.push_back((self.now + settings.boot, begins));
        }
        // The threads that a starting server needs for the peers of this moment.
        let fits = threads(settings, self.size) <= settings.thread_limit;
        let mut joined = 0.0;
        while let Some((_, amount)) = self.starting.pop_front_if(|(at, _)| *at <= self.now) {
            if fits && around.can_build {
                joined += amount;
            } else {
                outcome.failed_starts += amount;
            }
        }
        let before = self.ready;
        self.ready = share(self.ready + joined);
        for cohort in self.renewed(before)..self.renewed(self.ready) {
            self.known[cohort] = self.size;
            self.known_changed = true;
            self.wedged[cohort] = false;
            self.last_good[cohort] = self.now;
        }
        joined * self.size / around.step.dt
    }

    fn serve(&mut self, around: &Surroundings<'_>, joining: f64, outcome: &mut Outcome) {
        let settings = around.settings;
        let offered = around.offered;
        outcome.contention = share(joining * around.join_minutes);
        let per_server = (1.0 - outcome.contention).max(0.02) / settings.utilisation;

        let renewed = if self.restart { self.renewed(self.ready) } else { 0 };
        let oldest = self.now - settings.max_age;
        let usable = |cohorts: &[f64]| share_of(cohorts, |last_good| last_good >= oldest);
        let (restarted, others) = self.last_good.split_at(renewed);
        let routes = |usable: f64| usable + (1.0 - usable) * settings.stale_success;
        let (route_restarted, route_others) = (routes(usable(restarted)), routes(usable(others)));
        outcome.useless_map = 1.0 - usable(&self.last_good);

        let finished = self.restart && self.ready >= 1.0 - 1e-9;
        let admitted = match (self.restart, finished) {
            (false, _) => 0.0,
            (true, true) => offered,
            (true, false) => offered.min(self.ready * settings.admission),
        };
        let (ready, others) = if self.restart { (self.ready, self.waiting()) } else { (0.0, 1.0) };
        let capacity = ready * per_server;
        let by_restarted = (admitted * route_restarted).min(capacity);
        let by_others = if others > 0.0 { ((offered - admitted) * route_others).min(others * per_server) } else { 0.0 };
        let served = by_restarted + by_others;
        let error = if offered > 0.0 { share(1.0 - served / offered) } else { 0.0 };
        // Rounding must not look like failures.
        outcome.error = if error < 1e-12 { 0.0 } else { error };
        let total = capacity + others * per_server;
        outcome.busy = if total > 0.0 { share(served / total) } else { 1.0 };

        if self.restart && !finished && capacity > 0.0 && admitted > capacity {
            outcome.evicted = ready * share(settings.eviction * (admitted / capacity - 1.0) * around.step.dt);
            self.ready -= outcome.evicted;
        }
        outcome.restarting = self.starting_share();
        outcome.restarted = ready;
    }

    /// Share of the servers that wait for their restart.
    fn waiting(&self) -> f64 {
        (1.0 - self.ready - self.starting_share()).max(0.0)
    }

    fn starting_share(&self) -> f64 {
        self.starting.iter().map(|(_, amount)| amount).sum()
    }

    /// How many cohorts have been restarted when a share of the servers has.
    fn renewed(&self, ready: f64) -> usize {
        (ready * COHORTS as f64 + 1e-9) as usize
    }

    /// Writes the state of each cohort, and its threads relative to the limit.
    pub(super) fn write_members(&self, settings: &Settings, states: &mut Vec<u8>, levels: &mut Vec<f32>) {
        let (renewed, starting) = match self.restart {
            true => (self.renewed(self.ready), self.renewed(self.ready + self.starting_share())),
            false => (0, 0),
        };
        let oldest = self.now - settings.max_age;
        let limit = settings.thread_limit;
        states.extend(self.known.iter().zip(&self.last_good).map(|(&known, &last_good)| {
            let over = u8::from(threads(settings, known) > limit);
            if last_good < oldest { 2 } else { over }
        }));
        let first = states.len() - COHORTS;
        states[first..first + renewed].fill(if renewed == COHORTS { 0 } else { 4 });
        states[first + renewed..first + starting].fill(3);
        levels.extend(self.known.iter().map(|&known| (threads(settings, known) / limit) as f32));
    }
}

/// Share of the values for which something holds; 1 of none.
fn share_of(values: &[f64], holds: impl Fn(f64) -> bool) -> f64 {
    if values.is_empty() {
        return 1.0;
    }
    let count: u32 = values.iter().map(|&value| u32::from(holds(value))).sum();
    f64::from(count) / values.len() as f64
}

/// Threads that a server needs when it knows of a cell of `size` servers.
fn threads(settings: &Settings, size: f64) -> f64 {
    settings.base_threads + settings.threads_per_peer * (size - 1.0).max(0.0)
}
