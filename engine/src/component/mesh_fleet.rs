//! A fleet in which every server keeps a thread for every other server and a cached map of where requests go.
//!
//! Servers learn of new peers by polling the membership, open a thread for each, and rebuild their map from time to
//! time. A server that would need more threads than its operating system allows cannot finish the rebuild; its map
//! grows old, and when it is too old the server can no longer route requests. Servers that build maps have less time
//! for requests, so a fleet that is restarted too fast looks unhealthy and loses servers again.
//!
//! The fleet is divided into cohorts of equal size whose polls and rebuilds are spread evenly over their periods, so
//! that the cost of a run does not depend on the number of servers and every setting acts smoothly.

mod cell;

use super::{View, latency};
use crate::event::Because;
use crate::parameter::{choice, number, optional, params};
use crate::signal::{GaugeSpec, Signals, count, fraction};
use cell::{Cell, Outcome};

params! {
    /// Settings of a mesh fleet.
    pub(crate) struct Settings {
        /// Servers before anything is added.
        servers: "servers" = number(2.0, 10_000_000.0),
        /// Servers that the addition brings.
        added_servers: "added-servers" = number(0.0, 10_000_000.0),
        /// Most threads that the operating system allows one server.
        thread_limit: "thread-limit" = number(1.0, 100_000_000.0),
        /// Threads that a server keeps for each other server.
        threads_per_peer: "threads-per-peer" = number(0.0, 100.0),
        /// Threads that a server needs for everything else.
        base_threads: "base-threads" = number(0.0, 10_000_000.0),
        /// Longest time until a server learns of new peers, in minutes.
        learn: "learn-minutes" = number(1.0, 10_000.0),
        /// Minutes between two rebuilds of a server's map.
        rebuild: "rebuild-minutes" = number(1.0, 10_000.0),
        /// Minutes after its last good rebuild for which a map can be used.
        max_age: "shard-map-max-age" = number(1.0, 100_000.0),
        /// Whether a server whose rebuild failed has to be restarted, or succeeds again once it has threads.
        after_failure: "after-failed-build" = choice(&["needs-restart", "retries"]),
        /// Share of the requests that a server with a useless map still routes.
        stale_success: "stale-success" = number(0.0, 1.0),
        /// Share of its capacity that the fleet uses on a normal day.
        utilisation: "utilisation" = number(0.01, 0.99),
        /// Servers that operators restart per hour.
        restart_rate: "restart-rate" = number(1.0, 10_000_000.0),
        /// Minutes from restart to serving.
        boot: "boot-minutes" = number(0.0, 1_000.0),
        /// Where a starting server reads the map from.
        bootstrap: "bootstrap" = choice(&["neighbours", "authoritative"]),
        /// Time that every serving server spends on each joining server, in seconds: opening threads, exchanging maps.
        join_cost: "join-seconds" = number(0.0, 600.0),
        /// The same when joining servers read the map from its authoritative store.
        join_cost_authoritative: "join-seconds-authoritative" = number(0.0, 600.0),
        /// Traffic that operators admit to restarted servers, relative to their normal share.
        admission: "admission" = number(0.1, 10.0),
        /// Share of the servers that health checks remove per minute for each unit of overload.
        eviction: "eviction-rate" = number(0.0, 10.0),
        /// Independent cells into which the fleet is divided; servers keep threads within their cell only.
        cells: "cells" = optional(1.0, 10_000.0, 1.0),
        /// Percentage of the thread limit at which an alarm stops an addition; 0 for no such alarm.
        thread_alarm: "thread-alarm-percent" = optional(0.0, 100.0, 0.0),
        /// Time to an answer on an idle server, in milliseconds.
        base_latency: "latency-ms" = number(0.0, 600_000.0),
        /// Time after which a failing call is answered with an error, in seconds.
        timeout: "timeout-seconds" = number(0.0, 3_600.0),
        /// How far the addition has come, 0 to 1.
        added: "added" = optional(0.0, 1.0, 0.0),
        /// How far the removal of the added servers has come, 0 to 1.
        removed: "removed" = optional(0.0, 1.0, 0.0),
        /// Whether operators restart the fleet, 0 or 1.
        restarting: "restarting" = optional(0.0, 1.0, 0.0),
    }
}

/// Gauges of a mesh fleet.
pub(crate) const GAUGES: &[GaugeSpec] = &[
    count("servers", "servers in the fleet"),
    count("threads", "threads that the busiest server needs"),
    fraction("over-limit", "share of the servers that need more threads than the limit"),
    fraction("useless-map", "share of the servers whose map is too old to use"),
    fraction("restarting", "share of the servers that are starting"),
    fraction("restarted", "share of the servers that serve after a restart"),
    fraction("contention", "share of a serving server's time that joining servers take"),
];

/// Cohorts into which each cell is divided: a power of two, so that bit reversal spreads them evenly.
pub(crate) const COHORTS: usize = 256;

/// The states of a member, in the order of their numbers.
pub(crate) const STATES: &[&str] = &["serving", "over the limit", "stale map", "starting", "restarted"];

/// The word for servers that read the map from its authoritative store.
const AUTHORITATIVE: f64 = 1.0;

/// A mesh fleet: the cell that the addition goes to, and one that stands for all others.
#[derive(Debug, Clone)]
pub(crate) struct MeshFleet {
    pub(crate) settings: Settings,
    touched: Cell,
    others: Cell,
    /// Where an alarm on threads has stopped the addition, 0 to 1.
    stopped_at: Option<f64>,
    noted: Noted,
}

/// Which turns have been noted.
#[derive(Debug, Clone, Default)]
struct Noted {
    over_limit: bool,
    all_over: bool,
    stale: bool,
    refused: bool,
    back: bool,
    evicting: bool,
    first_group: bool,
}

impl MeshFleet {
    pub(crate) fn new(settings: Settings, start: f64, seed: Option<u64>) -> Self {
        let size = settings.servers / settings.cells.round().max(1.0);
        Self {
            touched: Cell::new(&settings, size, start, seed),
            others: Cell::new(&settings, size, start, seed),
            settings,
            stopped_at: None,
            noted: Noted::default(),
        }
    }

    pub(crate) fn advance(&mut self, view: &mut View<'_>, signals: &mut Signals) {
        let cells = self.settings.cells.round().max(1.0);
        // The addition adds to the fleet what has been added and not yet been removed again.
        let added = self.stopped_at.unwrap_or(self.settings.added).min(self.settings.added);
        let present = (added * self.settings.added_servers) * (1.0 - self.settings.removed);
        let size = self.settings.servers / cells;
        let seconds = if self.settings.bootstrap == AUTHORITATIVE {
            self.settings.join_cost_authoritative
        } else {
            self.settings.join_cost
        };
        let felt = super::any_fails(view.felt);
        let step = cell::Surroundings {
            settings: &self.settings,
            step: view.step,
            offered: view.offered,
            join_minutes: seconds / 60.0,
            can_build: felt < 0.5,
        };
        let touched = self.touched.advance(&step, size + present);
        let outcome = if cells > 1.0 {
            let others = self.others.advance(&step, size);
            let weight = 1.0 / cells;
            touched.mixed_with(&others, weight)
        } else {
            touched
        };
        self.note_turns(view, &outcome, added);

        signals.offered = view.offered;
        signals.error = 1.0 - (1.0 - outcome.error) * (1.0 - felt);
        signals.latency =
            latency(self.settings.base_latency / 1000.0, outcome.busy, signals.error, self.settings.timeout);
        signals.gauges.clear();
        signals.gauges.extend([
            self.settings.servers + present,
            outcome.threads,
            outcome.over_limit,
            outcome.useless_map,
            outcome.restarting,
            outcome.restarted,
            outcome.contention,
        ]);
    }

    fn note_turns(&mut self, view: &mut View<'_>, now: &Outcome, added: f64) {
        let limit = self.settings.thread_limit;
        let alarm = self.settings.thread_alarm / 100.0;
        if alarm > 0.0 && self.stopped_at.is_none() && added > 0.0 && now.threads >= alarm * limit {
            self.stopped_at = Some(added);
            view.note(
                "an alarm on threads stops the addition at {} servers",
                added * self.settings.added_servers,
                Because::Action,
            );
        }
        let noted = &mut self.noted;
        let mut once = |seen: &mut bool, happens: bool, sentence, number, because| {
            if happens && !*seen {
                *seen = true;
                view.note(sentence, number, because);
            }
        };
        once(
            &mut noted.over_limit,
            now.over_limit > 0.0,
            "the first servers need more threads than the limit of {}",
            limit,
            Because::Action,
        );
        once(
            &mut noted.stale,
            now.useless_map > 0.001,
            "maps cannot be rebuilt; the first are too old to route requests",
            0.0,
            Because::Own,
        );
        once(
            &mut noted.all_over,
            now.over_limit > 0.999,
            "every server needs more threads than the limit of {}",
            limit,
            Because::Own,
        );
        once(
            &mut noted.refused,
            now.failed_starts > 0.0,
            "restarted servers pass the thread limit again",
            0.0,
            Because::Own,
        );
        once(
            &mut noted.first_group,
            now.restarted > 0.0,
            "the first restarted servers take requests",
            0.0,
            Because::Action,
        );
        once(
            &mut noted.evicting,
            now.evicted > 0.0,
            "servers too busy with joining ones look unhealthy and are removed",
            0.0,
            Because::Own,
        );
        once(&mut noted.back, now.restarted >= 1.0, "every server has been restarted", 0.0, Because::Own);
    }

    /// Writes the state of each cohort, and its threads relative to the limit.
    pub(crate) fn write_members(&self, states: &mut Vec<u8>, levels: &mut Vec<f32>) {
        self.touched.write_members(&self.settings, states, levels);
    }
}
