//! A manager that watches over the hosts of a cell and decides which of them holds which shard.
//!
//! It places shards where there is room for their throughput. Every host tells it from time to time how its shards
//! fare; the more shards, the longer the message, and messages are worked off by a few processors, each for its own
//! hosts, one after the other. So a host with very many shards delays the messages of its neighbours. Hosts that have
//! not been heard of for too long are declared unhealthy, and their shards are handed to others.

mod moves;
mod statuses;

use super::View;
use crate::event::{Because, What};
use crate::ledger::Ledger;
use crate::parameter::{choice, number, optional, params};
use crate::signal::{GaugeSpec, Signals, count, fraction};
use moves::Moves;
use statuses::Statuses;

params! {
    /// Settings of a cell manager.
    pub(crate) struct Settings {
        /// What the manager spreads evenly over the hosts: the throughput of their shards, or the number of them.
        placement: "placement" = choice(&["throughput", "count"]),
        /// How much a host with more free throughput is preferred: the power to which its free share is raised.
        steepness: "placement-steepness" = number(1.0, 100.0),
        /// Entries of status messages that the manager works off per minute.
        capacity: "status-capacity" = number(1.0, 1e12),
        /// What a status message holds: an entry for each shard of the host, or always the same few.
        size: "status-size" = choice(&["per-shard", "constant"]),
        /// Entries that every status message has.
        base: "status-base-entries" = number(0.0, 1_000_000.0),
        /// Minutes between two status messages of a host.
        every: "status-minutes" = number(0.1, 1_000.0),
        /// Which messages are worked off: every one, or only the newest of each host.
        queue: "status-queue" = choice(&["every", "newest"]),
        /// Minutes of work after which a processor drops further status messages.
        keep: "status-queue-minutes" = number(1.0, 100_000.0),
        /// Processors among which the hosts and the capacity are divided.
        processors: "processors" = number(1.0, 1_000.0),
        /// Share of the messages that need a connection provisioned for them, 0 to 1.
        connected: "needs-connections" = optional(0.0, 0.99, 0.0),
        /// Minutes of silence after which a host is declared unhealthy.
        timeout: "health-timeout-minutes" = number(1.0, 10_000.0),
        /// How unequal these minutes are from host to host and message to message, in minutes up or down.
        tolerance: "health-timeout-spread" = number(0.01, 1_000.0),
        /// Minutes in which hosts that are silent for too long are declared unhealthy.
        declare: "declare-minutes" = number(1.0, 1_000.0),
        /// Minutes until a host that is heard again counts as healthy.
        trust: "trust-minutes" = number(1.0, 10_000.0),
        /// Minutes in which an unhealthy host loses its shards to others.
        empty: "redistribution-minutes" = number(1.0, 10_000.0),
        /// Shards of unhealthy hosts that the manager can hand to others per minute.
        limit: "redistribution-limit" = number(1.0, 1e12),
        /// Share of the imbalance between hosts that the manager evens out per minute.
        balance: "balance-rate" = optional(0.0, 1.0, 0.0),
    }
}

/// Gauges of a cell manager.
pub(crate) const GAUGES: &[GaugeSpec] = &[
    count("largest-status", "entries in the largest status message"),
    count("oldest-status", "minutes since the longest silent host was heard"),
    fraction("unhealthy", "share of the hosts that are declared unhealthy"),
    count("redistribution", "shards handed from host to host per minute"),
    fraction("utilisation", "share of the capacity for status messages in use"),
];

/// Hosts counting as unhealthy that are worth an event.
const NOTABLE: f64 = 0.02;
/// The word for placement by number.
const BY_COUNT: f64 = 1.0;
/// The word for messages of constant size.
const CONSTANT: f64 = 1.0;
/// The word for working off only the newest messages.
const NEWEST: f64 = 1.0;

/// A cell manager.
#[derive(Debug, Clone)]
pub(crate) struct CellManager {
    pub(crate) settings: Settings,
    statuses: Statuses,
    moves: Moves,
    /// What was seen when nothing was going on: the settings, the shards in use and the host out of service.
    calm: Option<(Settings, f64, Option<usize>)>,
    /// Entries that all hosts send each time on a quiet day.
    normal: f64,
    noted: Noted,
}

/// Which turns have been noted.
#[derive(Debug, Clone, Default)]
struct Noted {
    late: bool,
    unhealthy: bool,
    most: bool,
}

impl CellManager {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            settings,
            statuses: Statuses::default(),
            moves: Moves::default(),
            calm: None,
            normal: 0.0,
            noted: Noted::default(),
        }
    }

    pub(crate) fn advance(&mut self, view: &mut View<'_>, signals: &mut Signals) {
        let dt = view.step.dt;
        let Some(ledger) = view.ledger.as_deref_mut().and_then(Ledger::hosts) else { return };
        let hosts = ledger.hosts() as f64;
        let seen = (self.settings, ledger.in_use, ledger.out.map(|(host, _)| host));
        let hands_over = ledger.out.is_some_and(|(_, share)| share > 0.0);
        if !ledger.still() || hands_over || self.calm != Some(seen) {
            ledger.timeout = self.settings.timeout;
            ledger.room = self.settings.capacity * self.settings.every / hosts;
            self.statuses.advance(&self.settings, ledger, dt);
            if self.normal == 0.0 {
                self.normal = self.statuses.entries;
            }
            self.moves.advance(&self.settings, ledger, self.statuses.unhealthy, dt);
            let is_calm = self.statuses.backlog == 0.0 && self.statuses.unhealthy == 0.0 && self.moves.moved == 0.0;
            ledger.calm = is_calm;
            self.calm = is_calm.then_some(seen);
        }
        self.note_turns(view);

        let statuses = &self.statuses;
        signals.offered = statuses.entries / self.normal.max(f64::MIN_POSITIVE);
        signals.error = statuses.late / hosts;
        signals.latency = statuses.oldest * 60.0;
        signals.backlog = statuses.backlog;
        signals.gauges.clear();
        signals.gauges.extend([
            statuses.largest,
            statuses.oldest,
            statuses.unhealthy / hosts,
            self.moves.moved / dt,
            (statuses.entries / (self.settings.every * self.settings.capacity)).min(1.0),
        ]);
    }

    fn note_turns(&mut self, view: &mut View<'_>) {
        let (keeper, statuses) = (view.ledger_of, &self.statuses);
        if !self.noted.late && statuses.late > 0.0 {
            self.noted.late = true;
            let sentence = "status messages grow to {} entries and are worked off too late";
            view.note(sentence, statuses.largest, Because::Callee(keeper));
        }
        if !self.noted.unhealthy && statuses.unhealthy > NOTABLE {
            self.noted.unhealthy = true;
            view.note("healthy hosts are declared unhealthy", 0.0, Because::Own);
            let handed = What::Turn("the shards of hosts declared unhealthy are handed to others", 0.0);
            view.log.note(view.step.now, keeper, handed, Because::Callee(view.own));
        }
        if !self.noted.most && statuses.unhealthy > 0.5 * self.moves.hosts() {
            self.noted.most = true;
            view.note("more than half of the hosts count as unhealthy", 0.0, Because::Own);
        }
    }
}
