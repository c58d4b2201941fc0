//! A registry that answers requests for membership lists with a bounded number at a time.
//!
//! Requests share the workers: the more are under way, the slower each becomes. Those that outlive the allowance of the
//! server that asked have been worked on for nothing, and the server asks again. What does not fit under the bound is
//! refused. So a registry that is a little too small for its load can stay overloaded by retries long after the cause
//! is gone; and administrators, who use the same workers, cannot help it.

mod overrun;

use super::View;
use crate::event::Because;
use crate::ledger::leases::GROUPS;
use crate::ledger::{LeaseLedger, Ledger};
use crate::maths::share;
use crate::parameter::{number, optional, params};
use crate::signal::{GaugeSpec, Signals, count, fraction};
use overrun::Overrun;

params! {
    /// Settings of a registry.
    pub(crate) struct Settings {
        /// Workers at the normal size.
        workers: "workers" = number(0.01, 10_000_000.0),
        /// Size of the registry, as a multiple of its normal size.
        capacity: "capacity" = number(0.01, 1_000.0),
        /// Most requests under way for each worker.
        concurrency: "concurrency" = number(1.0, 10_000.0),
        /// Seconds of a worker's time that any request takes.
        per_request: "request-seconds" = number(0.0, 600.0),
        /// Milliseconds of a worker's time for each entry of the list.
        per_entry: "entry-ms" = number(0.0, 10_000.0),
        /// How much equal requests differ: the standard deviation of the logarithm of their time.
        jitter: "jitter" = number(0.01, 2.0),
        /// Independent instances, each with its part of the fleet and of the workers.
        cells: "cells" = optional(1.0, 10_000.0, 1.0),
        /// Seconds of a worker's time that an administrative request takes.
        admin: "admin-seconds" = number(0.0, 600.0),
        /// Seconds after which an administrative request fails.
        admin_allowance: "admin-timeout-seconds" = number(0.1, 36_000.0),
        /// Minutes between two tries of administrators.
        admin_retry: "admin-retry-minutes" = number(0.1, 600.0),
        /// Minutes from an accepted request for capacity until the capacity works.
        adding_takes: "capacity-minutes" = number(0.0, 10_000.0),
        /// Size of the registry after capacity has been added, as a multiple of its size before.
        grows_to: "grows-to" = number(1.0, 1_000.0),
        /// Whether administrators try to add capacity: 0 or 1.
        adding: "adding" = optional(0.0, 1.0, 0.0),
        /// Share of the servers that are told to pause their requests, 0 to 1.
        paused: "paused" = optional(0.0, 1.0, 0.0),
    }
}

/// Gauges of a registry.
pub(crate) const GAUGES: &[GaugeSpec] = &[
    count("slowdown", "how much longer than alone a request takes"),
    fraction("refused", "share of the requests for which there is no room"),
    fraction("utilisation", "share of the workers in use"),
    fraction("admin-fails", "1 while administrative requests fail"),
    count("size", "size of the registry, as a multiple of its normal size"),
    count("failed-tries", "tries of administrators that failed"),
];

/// A registry.
#[derive(Debug, Clone)]
pub(crate) struct Registry {
    pub(crate) settings: Settings,
    overrun: Overrun,
    /// How each group is served.
    service: [Service; GROUPS],
    /// Size relative to the settings' capacity: 1, or more after capacity has been added.
    grown: f64,
    /// Minutes until the next try of administrators, and until accepted capacity works.
    next_try: f64,
    works_in: Option<f64>,
    failed_tries: f64,
    noted_overload: bool,
}

/// How a group of servers is served.
#[derive(Debug, Clone)]
struct Service {
    /// How much longer than alone a request takes.
    slowdown: f64,
    /// Share of the requests for which there is room.
    admitted: f64,
    /// For each class, the expected seconds of a request and the share that ends within the allowance, at `known_for`.
    seconds: Vec<f64>,
    in_time: Vec<f64>,
    known_for: f64,
}

impl Registry {
    pub(crate) fn new(settings: Settings) -> Self {
        let service =
            Service { slowdown: 1.0, admitted: 1.0, seconds: Vec::new(), in_time: Vec::new(), known_for: f64::NAN };
        Self {
            overrun: Overrun::new(settings.jitter),
            settings,
            service: [service.clone(), service],
            grown: 1.0,
            next_try: 0.0,
            works_in: None,
            failed_tries: 0.0,
            noted_overload: false,
        }
    }

    pub(crate) fn advance(&mut self, view: &mut View<'_>, signals: &mut Signals) {
        let open = 1.0 - self.settings.paused;
        let workers = self.settings.workers * self.settings.capacity * self.grown;
        let Some(ledger) = view.ledger.as_deref_mut().and_then(Ledger::leases) else { return };
        ledger.cells = self.settings.cells;
        let normal = ledger.servers / ledger.renewal;
        let (mut asked, mut answered, mut busy) = (0.0, 0.0, 0.0);
        for (group, service) in self.service.iter_mut().enumerate() {
            let of = ledger.share[group];
            if of > 0.0 {
                let load = Load { open, servers: ledger.servers * of, workers: workers * of };
                let result = service.serve(&self.settings, &self.overrun, ledger, group, &load, view.step.dt * 60.0);
                asked += result.asked;
                answered += result.answered;
                busy += of * result.busy;
            }
        }
        let first = &self.service[0];
        for (seconds, entries) in ledger.retrieval.iter_mut().zip(&ledger.entries) {
            *seconds = first.slowdown * work(&self.settings, *entries);
        }
        let admin_fails = first.slowdown * self.settings.admin > self.settings.admin_allowance;
        let (slowdown, admitted) = (first.slowdown, first.admitted);
        self.administer(view, admin_fails);
        if !self.noted_overload && slowdown > 2.0 {
            self.noted_overload = true;
            view.note(
                "requests for long lists crowd the workers; all requests slow down",
                0.0,
                Because::Callee(view.ledger_of),
            );
        }
        signals.offered = asked / normal;
        signals.error = if asked > 0.0 { share(1.0 - answered / asked) } else { 0.0 };
        signals.latency = slowdown * (self.settings.per_request + self.settings.per_entry / 1000.0);
        signals.gauges.clear();
        signals.gauges.extend([
            slowdown,
            1.0 - admitted,
            busy,
            f64::from(u8::from(admin_fails)),
            self.settings.capacity * self.grown,
            self.failed_tries,
        ]);
    }

    /// Administrators ask for capacity until a request succeeds; a while later the capacity works.
    fn administer(&mut self, view: &mut View<'_>, admin_fails: bool) {
        let dt = view.step.dt;
        if let Some(left) = &mut self.works_in {
            *left -= dt;
            if *left <= 0.0 && self.grown == 1.0 {
                self.grown = self.settings.grows_to;
                view.note("the added capacity works", 0.0, Because::Action);
            }
        } else if self.settings.adding > 0.0 {
            self.next_try -= dt;
            if self.next_try <= 0.0 {
                self.next_try = self.settings.admin_retry;
                if admin_fails {
                    self.failed_tries += 1.0;
                    if self.failed_tries == 1.0 {
                        view.note("adding capacity fails: administrative requests are too slow", 0.0, Because::Action);
                    }
                } else {
                    self.works_in = Some(self.settings.adding_takes);
                    view.note(
                        "administrative requests work again; capacity is being added (failed tries before: {})",
                        self.failed_tries,
                        Because::Action,
                    );
                }
            }
        }
    }
}

/// Seconds of a worker's time that a list takes.
fn work(settings: &Settings, entries: f64) -> f64 {
    settings.per_request + settings.per_entry / 1000.0 * entries
}

/// What a group brings and has.
struct Load {
    /// Share of the servers that may ask.
    open: f64,
    servers: f64,
    workers: f64,
}

/// What became of a group's requests.
struct Served {
    /// Requests per second.
    asked: f64,
    /// Those answered in time.
    answered: f64,
    /// Share of the workers in use.
    busy: f64,
}

impl Service {
    fn serve(
        &mut self,
        settings: &Settings,
        overrun: &Overrun,
        ledger: &mut LeaseLedger,
        group: usize,
        load: &Load,
        dt: f64,
    ) -> Served {
        self.find_balance(settings, overrun, ledger, group, load);
        let each = load.open * load.servers / ledger.entries.len() as f64;
        let (mut asked, mut answered, mut under_way) = (0.0, 0.0, 0.0);
        let reachable = 1.0 - ledger.cut_off[group];
        for (class, valid) in ledger.valid[group].iter_mut().enumerate() {
            let success = self.admitted * self.in_time[class];
            let cycle = self.admitted * self.seconds[class] + ledger.retry_wait;
            let missing = (reachable - *valid).max(0.0);
            let rate = *valid / ledger.renewal + missing / cycle;
            asked += each * rate;
            answered += each * rate * success;
            under_way += each * rate * self.admitted * self.seconds[class];
            let lost = *valid * fraction_within(load.open * dt * (1.0 - success) / ledger.renewal);
            let won = missing * fraction_within(load.open * dt * success / cycle);
            *valid = share(*valid - lost + won);
        }
        Served { asked, answered, busy: share(under_way / (load.workers * self.slowdown)) * self.slowdown.min(1.0) }
    }

    /// Finds the slowdown at which the requests under way are as many as make it (Little's law), or, at the bound, the
    /// share of the requests for which there is room.
    fn find_balance(
        &mut self,
        settings: &Settings,
        overrun: &Overrun,
        ledger: &LeaseLedger,
        group: usize,
        load: &Load,
    ) {
        // Requests under way for each worker, at the present slowdown and share of admitted requests.
        let under_way = |service: &Self| -> f64 {
            let reachable = 1.0 - ledger.cut_off[group];
            let sum: f64 = ledger.valid[group]
                .iter()
                .zip(&service.seconds)
                .map(|(&valid, &seconds)| {
                    let missing = (reachable - valid).max(0.0);
                    let rate = valid / ledger.renewal + missing / (service.admitted * seconds + ledger.retry_wait);
                    rate * service.admitted * seconds
                })
                .sum();
            load.open * load.servers * sum / ledger.entries.len() as f64 / load.workers
        };
        let bound = settings.concurrency;
        let was = (self.slowdown, self.admitted);
        let mut try_at = |slowdown: f64, admitted: f64| {
            self.set(settings, overrun, ledger, slowdown);
            self.admitted = admitted;
            under_way(self)
        };
        if was.1 >= 1.0 && was.0 <= 1.0 && try_at(1.0, 1.0) <= 1.0 {
            return;
        }
        if try_at(bound, 1.0) >= bound {
            let admitted = root(|admitted| bound - try_at(bound, admitted), 1e-6, 1.0, was.1);
            try_at(bound, admitted);
        } else if try_at(1.0, 1.0) > 1.0 {
            let slowdown = root(|slowdown| slowdown - try_at(slowdown, 1.0), 1.0, bound, was.0);
            try_at(slowdown, 1.0);
        }
    }

    /// Works out how long requests take at a slowdown, unless that is known.
    fn set(&mut self, settings: &Settings, overrun: &Overrun, ledger: &LeaseLedger, slowdown: f64) {
        self.slowdown = slowdown;
        if self.known_for == slowdown && self.seconds.len() == ledger.entries.len() {
            return;
        }
        self.known_for = slowdown;
        self.seconds.clear();
        self.in_time.clear();
        for &entries in &ledger.entries {
            let (expected, in_time) = overrun.at(slowdown * work(settings, entries) / ledger.allowance);
            self.seconds.push(expected * ledger.allowance);
            self.in_time.push(in_time);
        }
    }
}

/// Share of events with a mean number `mean` in a step that happen at least once: 1 − e^−mean, by a Padé approximation
/// that is exact to a thousandth up to 1.
fn fraction_within(mean: f64) -> f64 {
    share(mean / (1.0 + mean / 2.0 + mean * mean / 12.0))
}

/// The zero of a rising function between two points, by false position with the Illinois rule, starting near a guess.
fn root(mut f: impl FnMut(f64) -> f64, low: f64, high: f64, guess: f64) -> f64 {
    let near = guess.clamp(low, high);
    let (mut a, mut b, mut fa, mut fb);
    let at_guess = f(near);
    if at_guess > 0.0 {
        (b, fb) = (near, at_guess);
        a = (near - 0.02 * (high - low)).max(low);
        fa = f(a);
        if fa > 0.0 {
            (b, fb) = (a, fa);
            a = low;
            fa = f(a);
        }
    } else {
        (a, fa) = (near, at_guess);
        b = (near + 0.02 * (high - low)).min(high);
        fb = f(b);
        if fb < 0.0 {
            (a, fa) = (b, fb);
            b = high;
            fb = f(b);
        }
    }
    let mut side = 0;
    for _ in 0..40 {
        if fb - fa <= 0.0 || b - a < 1e-10 {
            break;
        }
        let c = (a * fb - b * fa) / (fb - fa);
        let fc = f(c);
        if fc.abs() < 1e-9 {
            return c;
        }
        if fc < 0.0 {
            (a, fa) = (c, fc);
            if side == -1 {
                fb /= 2.0;
            }
            side = -1;
        } else {
            (b, fb) = (c, fc);
            if side == 1 {
                fa /= 2.0;
            }
            side = 1;
        }
    }
    (a + b) / 2.0
}
