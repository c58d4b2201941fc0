//! One cell of a mesh fleet: its cohorts, its restart and what it serves.

use super::{COHORTS, Settings};
use crate::component::Step;
use crate::maths::{share, van_der_corput};
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

/// How a cell has done in a step.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Outcome {
    pub(super) error: f64,
    pub(super) busy: f64,
    pub(super) threads: f64,
    pub(super) over_limit: f64,
    pub(super) useless_map: f64,
    pub(super) restarting: f64,
    pub(super) restarted: f64,
    pub(super) contention: f64,
    pub(super) failed_starts: f64,
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

/// Servers that act alike.
#[derive(Debug, Clone, Copy)]
struct Cohort {
    /// Most peers it has known of.
    known: f64,
    next_poll: f64,
    next_rebuild: f64,
    last_good: f64,
    /// Whether a failed rebuild has left it in need of a restart.
    wedged: bool,
    /// Whether it serves after a restart.
    restarted: bool,
}

/// A cell.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    cohorts: Vec<Cohort>,
    /// Minutes since the trigger at the end of the last step.
    now: f64,
    /// Size at the end of the last step, in servers.
    size: f64,
    /// Share of the servers that serve after a restart.
    ready: f64,
    /// Shares of the servers that are starting, with the time at which they are ready.
    starting: VecDeque<(f64, f64)>,
    /// Whether a restart of the whole cell is under way.
    restart: bool,
}

impl Cell {
    /// A healthy cell of `size` servers at the moment `start`.
    pub(super) fn new(settings: &Settings, size: f64, start: f64, seed: Option<u64>) -> Self {
        let mut luck = seed.map(|seed| (Stream::new(seed, "poll"), Stream::new(seed, "rebuild")));
        let cohorts = (0..COHORTS as u32)
            .map(|index| {
                // Evenly spread phases; a seed replaces them by luck.
                let (poll, rebuild) = match &mut luck {
                    Some((poll, rebuild)) => (poll.unit(), rebuild.unit()),
                    None => (van_der_corput(index, 2) + 0.5 / COHORTS as f64, van_der_corput(index + 1, 3)),
                };
                let next_rebuild = start + rebuild * settings.rebuild;
                Cohort {
                    known: size,
                    next_poll: start + poll * settings.learn,
                    next_rebuild,
                    last_good: next_rebuild - settings.rebuild,
                    wedged: false,
                    restarted: false,
                }
            })
            .collect();
        Self { cohorts, now: start, size, ready: 0.0, starting: VecDeque::new(), restart: false }
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
        let now = around.step.now;
        let needs_restart = settings.after_failure == 0.0;
        for cohort in &mut self.cohorts {
            while cohort.next_poll <= now {
                cohort.next_poll += settings.learn;
                cohort.known = cohort.known.max(self.size);
            }
            let threads = threads(settings, cohort.known);
            let over = threads > settings.thread_limit;
            while cohort.next_rebuild <= now {
                if over || cohort.wedged || !around.can_build {
                    cohort.wedged |= over && needs_restart;
                } else {
                    cohort.last_good = cohort.next_rebuild;
                }
                cohort.next_rebuild += settings.rebuild;
            }
            outcome.threads = outcome.threads.max(threads);
            outcome.over_limit += f64::from(u8::from(over));
        }
        outcome.over_limit /= COHORTS as f64;
    }

    /// Starts, finishes and undoes restarts; returns the servers that join per minute.
    fn move_restart(&mut self, around: &Surroundings<'_>, outcome: &mut Outcome) -> f64 {
        let settings = around.settings;
        let Step { now, dt } = around.step;
        // Every way out changes the configuration of every server, so all of a cell that has failed is restarted.
        let failed = self.cohorts.iter().any(|cohort| cohort.wedged);
        if !self.restart && settings.restarting > 0.0 && failed {
            self.restart = true;
            self.ready = 0.0;
        }
        if !self.restart {
            return 0.0;
        }
        let rate = settings.restart_rate / 60.0 / self.size;
        let pending = (1.0 - self.ready - self.starting_share()).max(0.0);
        let begins = (rate * dt).min(pending);
        if begins > 0.0 {
            self.starting.push_back((now + settings.boot, begins));
        }
        // The threads that a starting server needs for the peers of this moment.
        let fits = threads(settings, self.size) <= settings.thread_limit;
        let mut joined = 0.0;
        while let Some(&(at, amount)) = self.starting.front() {
            if at > now {
                break;
            }
            self.starting.pop_front();
            if fits && around.can_build {
                joined += amount;
            } else {
                outcome.failed_starts += amount;
            }
        }
        self.ready = share(self.ready + joined);
        self.renew_cohorts(now);
        joined * self.size / dt
    }

    /// Cohorts restart one after another: those within the ready share have restarted.
    fn renew_cohorts(&mut self, now: f64) {
        let restarted = (self.ready * COHORTS as f64 + 1e-9) as usize;
        let size = self.size;
        for (index, cohort) in self.cohorts.iter_mut().enumerate() {
            let is_ready = index < restarted;
            if is_ready && !cohort.restarted {
                cohort.known = size;
                cohort.wedged = false;
                cohort.last_good = now;
            }
            cohort.restarted = is_ready;
        }
    }

    fn serve(&mut self, around: &Surroundings<'_>, joining: f64, outcome: &mut Outcome) {
        let settings = around.settings;
        let offered = around.offered;
        outcome.contention = share(joining * around.join_minutes);
        let per_server = (1.0 - outcome.contention).max(0.02) / settings.utilisation;

        let (mut good, mut good_restarted, mut restarted) = (0.0, 0.0, 0.0);
        for cohort in &self.cohorts {
            let usable = f64::from(u8::from(around.step.now - cohort.last_good <= settings.max_age));
            if cohort.restarted {
                restarted += 1.0;
                good_restarted += usable;
            } else {
                good += usable;
            }
        }
        let routes = |usable: f64, of: f64| {
            if of > 0.0 { usable / of + (1.0 - usable / of) * settings.stale_success } else { 1.0 }
        };
        outcome.useless_map = 1.0 - (good + good_restarted) / COHORTS as f64;

        let old = if self.restart { (1.0 - self.ready - self.starting_share()).max(0.0) } else { 1.0 };
        let finished = self.restart && self.ready >= 1.0 - 1e-9;
        let admitted = match (self.restart, finished) {
            (false, _) => 0.0,
            (true, true) => offered,
            (true, false) => offered.min(self.ready * settings.admission),
        };
        let capacity = self.ready * per_server;
        let by_restarted = admitted.min(capacity) * routes(good_restarted, restarted);
        let by_old = ((offered - admitted) * routes(good, COHORTS as f64 - restarted)).min(old * per_server);
        let by_old = if old > 0.0 { by_old } else { 0.0 };
        let served = by_restarted + by_old;
        outcome.error = if offered > 0.0 { share(1.0 - served / offered) } else { 0.0 };
        // Rounding must not look like failures.
        if outcome.error < 1e-12 {
            outcome.error = 0.0;
        }
        let total = capacity + old * per_server;
        outcome.busy = if total > 0.0 { share(served / total) } else { 1.0 };

        if self.restart && !finished && capacity > 0.0 && admitted > capacity {
            outcome.evicted = self.ready * share(settings.eviction * (admitted / capacity - 1.0) * around.step.dt);
            self.ready -= outcome.evicted;
            self.renew_cohorts(around.step.now);
        }
        if finished {
            // The restart is over: from here on the cell lives like before it.
            self.ready = 1.0;
        }
        outcome.restarting = self.starting_share();
        outcome.restarted = if self.restart { self.ready } else { 0.0 };
    }

    fn starting_share(&self) -> f64 {
        self.starting.iter().map(|(_, amount)| amount).sum()
    }

    /// Writes the state of each cohort, and its threads relative to the limit.
    pub(super) fn write_members(&self, settings: &Settings, states: &mut Vec<u8>, levels: &mut Vec<f32>) {
        let starting = self.ready + self.starting_share();
        for (index, cohort) in self.cohorts.iter().enumerate() {
            let level = threads(settings, cohort.known) / settings.thread_limit;
            let in_turn = (index as f64 + 0.5) / COHORTS as f64;
            let state = match () {
                () if cohort.restarted => 4,
                () if self.restart && in_turn < starting => 3,
                () if self.now - cohort.last_good > settings.max_age => 2,
                () if level > 1.0 => 1,
                () => 0,
            };
            states.push(state);
            levels.push(level as f32);
        }
    }
}

/// Threads that a server needs when it knows of a cell of `size` servers.
fn threads(settings: &Settings, size: f64) -> f64 {
    settings.base_threads + settings.threads_per_peer * (size - 1.0).max(0.0)
}
