//! A fleet of storage servers, each of which may take requests only while it holds a lease.
//!
//! A server renews its lease by retrieving its membership list from a registry within an allowance of time. One that
//! cannot do so disqualifies itself and tries again. Data is kept on three servers and needs two of them.

use super::{View, latency};
use crate::event::Because;
use crate::ledger::{LeaseLedger, Ledger};
use crate::maths::{normal_quantile, power, share};
use crate::parameter::{number, optional, params};
use crate::signal::{GaugeSpec, Signals, count, fraction};

params! {
    /// Settings of a lease fleet.
    pub(crate) struct Settings {
        /// Servers in the fleet.
        servers: "servers" = number(10.0, 10_000_000.0),
        /// Partitions that an average server keeps.
        partitions: "partitions-per-server" = number(1.0, 1_000_000.0),
        /// How unequal the servers are: the standard deviation of the logarithm of their partitions.
        spread: "partition-spread" = number(0.0, 1.5),
        /// Further indexes of a table that has any; each brings partitions of its own.
        indexes: "gsis-per-table" = number(0.0, 20.0),
        /// Share of the partitions that belong to tables with further indexes, 0 to 1.
        adoption: "index-adoption" = number(0.0, 0.95),
        /// Seconds that a server waits for its membership list before it gives up.
        allowance: "retrieval-timeout-seconds" = number(0.1, 600.0),
        /// Seconds between two renewals.
        renewal: "renewal-seconds" = number(10.0, 36_000.0),
        /// Seconds that a server without a lease waits until it tries again.
        retry_wait: "retry-wait-seconds" = number(0.1, 3_600.0),
        /// Whether servers keep serving on their last list when they cannot renew: the share that does, 0 to 1.
        keeps_serving: "keeps-serving" = optional(0.0, 1.0, 0.0),
        /// Share of the servers that a disruption of the network cuts off, 0 to 1.
        disrupted_share: "disrupted-share" = number(0.0, 1.0),
        /// Minutes for which it lasts.
        disrupted_minutes: "disruption-minutes" = number(0.0, 600.0),
        /// Whether the network is disrupted: it begins when this becomes 1.
        disrupted: "disrupted" = optional(0.0, 1.0, 0.0),
        /// Share of the requests that operators turn away, 0 to 1.
        disabled: "traffic-disabled" = optional(0.0, 1.0, 0.0),
        /// Share of the data that one part of the registry, left behind by a repair, keeps out of reach, 0 to 1.
        left_behind: "left-behind" = optional(0.0, 1.0, 0.0),
        /// Time to an answer on a quiet day, in milliseconds.
        base_latency: "latency-ms" = number(0.0, 600_000.0),
        /// Time after which a failing call is answered with an error, in seconds.
        timeout: "timeout-seconds" = number(0.0, 3_600.0),
    }
}

/// Gauges of a lease fleet.
pub(crate) const GAUGES: &[GaugeSpec] = &[
    count("servers", "servers in the fleet"),
    fraction("without-lease", "share of the servers that hold no lease"),
    count("list-entries", "entries in the membership list of an average server"),
    fraction("over-allowance", "share of the servers whose list takes longer than the allowance"),
    fraction("no-answer", "share of the requests that are turned away without an answer"),
];

/// Classes of servers: by partitions, and by how many of these belong to tables with further indexes.
const BY_PARTITIONS: usize = 12;
const BY_ADOPTION: usize = 8;
const CLASSES: usize = BY_PARTITIONS * BY_ADOPTION;
/// Members shown for each class, so that a class can be partly without lease.
const SHOWN: usize = 2;
/// Members that a recording shows.
pub(crate) const MEMBERS: usize = CLASSES * SHOWN;
/// The states of a member, in the order of their numbers.
pub(crate) const STATES: &[&str] = &["in service", "near the allowance", "no lease", "cut off"];
/// Share of the allowance from which a retrieval is near it.
const NEAR: f64 = 0.7;

/// A lease fleet.
#[derive(Debug, Clone)]
pub(crate) struct LeaseFleet {
    pub(crate) settings: Settings,
    /// Minutes since the network was cut; `None` before.
    cut_for: Option<f64>,
    /// What the members show: of each class the share with a lease and the seconds its list takes, and the share of the
    /// servers that is cut off.
    valid: Vec<f64>,
    retrieval: Vec<f64>,
    cut_off: f64,
    noted_unavailable: bool,
    noted_flapping: bool,
}

impl LeaseFleet {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            settings,
            cut_for: None,
            valid: vec![1.0; CLASSES],
            retrieval: vec![0.0; CLASSES],
            cut_off: 0.0,
            noted_unavailable: false,
            noted_flapping: false,
        }
    }

    /// The ledger at rest: every server holds its lease.
    pub(crate) fn ledger(&self) -> Ledger {
        let mut ledger = LeaseLedger { share: [1.0, 0.0], cells: 1.0, ..LeaseLedger::default() };
        ledger.valid = [vec![1.0; CLASSES], vec![1.0; CLASSES]];
        ledger.retrieval = vec![0.0; CLASSES];
        self.enter_terms(&mut ledger);
        Ledger::Leases(Box::new(ledger))
    }

    fn enter_terms(&self, ledger: &mut LeaseLedger) {
        let settings = &self.settings;
        ledger.servers = settings.servers;
        (ledger.renewal, ledger.allowance, ledger.retry_wait) =
            (settings.renewal, settings.allowance, settings.retry_wait);
        // Adoption is uneven: the share of a server's partitions follows a power law with the given mean.
        let exponent = 1.0 / settings.adoption.max(1e-6) - 1.0;
        let middle = |index: usize, of: usize| (index as f64 + 0.5) / of as f64;
        ledger.entries.clear();
        for by_partitions in 0..BY_PARTITIONS {
            let quantile = normal_quantile(middle(by_partitions, BY_PARTITIONS));
            let partitions = settings.partitions * libm::exp(settings.spread * quantile);
            for by_adoption in 0..BY_ADOPTION {
                let adopted = power(middle(by_adoption, BY_ADOPTION), exponent);
                let adopted = if settings.adoption > 0.0 { adopted } else { 0.0 };
                ledger.entries.push(partitions * (1.0 + adopted * settings.indexes));
            }
        }
        // A disruption is local: it hits as few cells of the registry as hold the servers it cuts off.
        let cells = ledger.cells.round().max(1.0);
        let hit = (libm::ceil(settings.disrupted_share * cells) / cells).max(1.0 / cells);
        ledger.share = [hit, 1.0 - hit];
    }

    pub(crate) fn advance(&mut self, view: &mut View<'_>, signals: &mut Signals) {
        let settings = self.settings;
        let dt = view.step.dt;
        if settings.disrupted > 0.0 {
            self.cut_for = Some(self.cut_for.map_or(0.0, |cut_for| cut_for + dt));
        }
        let is_cut = self.cut_for.is_some_and(|cut_for| cut_for <= settings.disrupted_minutes);
        let Some(ledger) = view.ledger.as_deref_mut().and_then(Ledger::leases) else { return };
        if ledger.servers != settings.servers || view.step.now <= view.start + dt {
            self.enter_terms(ledger);
        }
        let cut_off = if is_cut { share(settings.disrupted_share / ledger.share[0]) } else { 0.0 };
        ledger.cut_off = [cut_off, 0.0];
        if is_cut {
            for valid in &mut ledger.valid[0] {
                *valid = valid.min(1.0 - cut_off);
            }
        }
        // Turned-away traffic means that servers leave the request path and have to confirm their lists again.
        if settings.disabled > 0.0 {
            for valid in ledger.valid.iter_mut().flatten() {
                *valid = valid.min(1.0 - settings.disabled);
            }
        }
        let unavailable = [0, 1].map(|group| ledger.without_lease(group) * (1.0 - settings.keeps_serving));
        let shares = ledger.share;
        let over = ledger.retrieval.iter().filter(|&&seconds| seconds > settings.allowance).count();
        let entries = ledger.entries.iter().sum::<f64>() / CLASSES as f64;
        self.valid.copy_from_slice(&ledger.valid[0]);
        self.retrieval.copy_from_slice(&ledger.retrieval);
        self.cut_off = cut_off;

        // Two of three copies have to be reachable.
        let loses = |u: f64| 3.0 * u * u * (1.0 - u) + u * u * u;
        let without: f64 = unavailable.iter().zip(&shares).map(|(u, share)| u * share).sum();
        let lost: f64 = unavailable.iter().zip(&shares).map(|(u, share)| loses(*u) * share).sum();
        let reached = (1.0 - lost) * (1.0 - settings.disabled) * (1.0 - settings.left_behind);
        self.note_turns(view, without);

        signals.offered = view.offered;
        signals.error = if reached > 1.0 - 1e-12 { 0.0 } else { share(1.0 - reached) };
        signals.latency = latency(settings.base_latency / 1000.0, 0.0, signals.error, settings.timeout);
        signals.gauges.clear();
        signals.gauges.extend([settings.servers, without, entries, over as f64 / CLASSES as f64, settings.disabled]);
    }

    fn note_turns(&mut self, view: &mut View<'_>, without: f64) {
        if !self.noted_unavailable && without > 0.01 {
            self.noted_unavailable = true;
            view.note("servers that cannot retrieve their lists in time stop taking requests", 0.0, Because::Action);
        }
        let cut = if self.settings.disrupted > 0.0 { self.settings.disrupted_share } else { 0.0 };
        if !self.noted_flapping && without > cut + 0.02 {
            self.noted_flapping = true;
            view.note("servers that the disruption never touched lose their leases too", 0.0, Because::Own);
        }
    }

    /// Writes the state of each shown server, and the time its list takes relative to the allowance.
    pub(crate) fn write_members(&self, states: &mut Vec<u8>, levels: &mut Vec<f32>) {
        let near = self.settings.allowance * NEAR;
        let scale = 1.0 / self.settings.allowance;
        for (class, (&valid, &seconds)) in self.valid.iter().zip(&self.retrieval).enumerate() {
            let level = (seconds * scale) as f32;
            let holds = if seconds > near { 1 } else { 0 };
            for part in 0..SHOWN {
                // Which of the shown members has a lease differs from class to class.
                let place = (((part + class) % SHOWN) as f64 + 0.5) / SHOWN as f64;
                let lacks = if place > 1.0 - self.cut_off { 3 } else { 2 };
                states.push(if place > valid { lacks } else { holds });
                levels.push(level);
            }
        }
    }
}
