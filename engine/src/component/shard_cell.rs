//! A cell of hosts that process shards: many that carry the traffic, and very many that carry next to none.
//!
//! A shard is served by the host that holds it, over a secure connection. A deployment walks the hosts of one zone;
//! each is emptied, updated, checked and put back. Where shards go is the business of the cell's manager, and new
//! connections are that of another component; the three keep the ledger of hosts together.

mod deployment;

use super::{View, latency};
use crate::event::Because;
use crate::ledger::{HostLedger, Ledger};
use crate::maths::{self, largest, normal_quantile, share, van_der_corput};
use crate::parameter::{number, optional, params};
use crate::recording::Members;
use crate::rng::Stream;
use crate::signal::{GaugeSpec, Signals, count, fraction};
use deployment::Deployment;

params! {
    /// Settings of a shard cell.
    pub(crate) struct Settings {
        /// Hosts in the cell, in three zones.
        hosts: "hosts" = number(30.0, 3_000.0),
        /// Shards of very low throughput in the cell.
        small: "low-throughput-shards" = number(0.0, 100_000_000.0),
        /// Throughput of a low-throughput shard, in millionths of what a host can take.
        small_throughput: "shard-throughput" = number(0.0, 1_000.0),
        /// All other shards in the cell.
        regular: "regular-shards" = number(1.0, 100_000_000.0),
        /// Share of its throughput that an average host uses for regular shards.
        utilisation: "utilisation" = number(0.01, 0.95),
        /// How unequal the hosts are: the standard deviation of that share.
        spread: "utilisation-spread" = number(0.0, 0.4),
        /// Minutes that a deployment spends on each host.
        minutes_per_host: "minutes-per-host" = number(1.0, 10_000.0),
        /// Whether a deployment is under way, 0 or 1.
        deploying: "deploying" = optional(0.0, 1.0, 0.0),
        /// Share of the low-throughput shards whose streams operators have stopped, 0 to 1.
        shed: "shed" = optional(0.0, 1.0, 0.0),
        /// Time to an answer on an idle host, in milliseconds.
        base_latency: "latency-ms" = number(0.0, 600_000.0),
        /// Time after which a failing call is answered with an error, in seconds.
        timeout: "timeout-seconds" = number(0.0, 3_600.0),
    }
}

/// Gauges of a shard cell.
pub(crate) const GAUGES: &[GaugeSpec] = &[
    count("fullest-host", "shards on the fullest host"),
    count("average-host", "shards on an average host"),
    fraction("waiting", "share of the shards that wait for a connection"),
];

/// Hosts that a recording shows at most.
pub(crate) const MEMBERS: usize = 300;
/// The states of a host, in the order of their numbers.
pub(crate) const STATES: &[&str] = &["serving", "late or without connections", "declared unhealthy", "deploying"];
/// Zones; a deployment walks one of them.
pub(crate) const ZONES: usize = 3;
/// Steps of stillness after which the last picture of the hosts holds.
const LONG_STILL: u32 = 100;
/// Chances by which members of equal standing are told apart.
const LUCK: [f64; 7] = [0.5, 0.07, 0.79, 0.36, 0.93, 0.21, 0.64];
/// A host with this many times the shards of an average one holds very many.
const CROWDED: f64 = 5.0;

/// A shard cell.
#[derive(Debug, Clone)]
pub(crate) struct ShardCell {
    pub(crate) settings: Settings,
    deployment: Deployment,
    /// Share of the requests that fail, of the shards that wait, and the shards on the fullest host.
    error: f64,
    waiting: f64,
    fullest: f64,
    seed: Option<u64>,
    /// Steps for which nothing has moved or waited and no host has been out of service.
    still_for: u32,
    noted_crowded: bool,
}

impl ShardCell {
    pub(crate) fn new(settings: Settings, seed: Option<u64>) -> Self {
        Self {
            settings,
            deployment: Deployment::default(),
            error: 0.0,
            waiting: 0.0,
            fullest: settings.average(),
            seed,
            still_for: 0,
            noted_crowded: false,
        }
    }

    /// The ledger at rest: shards are spread evenly, while hosts differ in the throughput that these need.
    pub(crate) fn ledger(&self) -> Ledger {
        let hosts = self.settings.hosts as usize;
        let headroom = order(hosts, self.seed).into_iter().map(|place| {
            let quantile = normal_quantile((place as f64 + 0.5) / hosts as f64);
            1.0 - (self.settings.utilisation + self.settings.spread * quantile).clamp(0.0, 1.0)
        });
        Ledger::Hosts(Box::new(HostLedger::new(headroom.collect(), self.settings.small, self.settings.regular)))
    }

    pub(crate) fn advance(&mut self, view: &mut View<'_>, signals: &mut Signals) {
        let settings = self.settings;
        let Some(ledger) = view.ledger.as_deref_mut().and_then(Ledger::hosts) else { return };
        if self.still_for == 0 || !ledger.still() {
            self.measure(ledger);
        }
        ledger.small_throughput = settings.small_throughput / 1e6;
        ledger.in_use = 1.0 - settings.shed;
        let walks = settings.deploying > 0.5;
        let zone = ledger.hosts() / ZONES;
        ledger.out = self.deployment.advance(walks, settings.minutes_per_host, zone, view.step.dt);
        self.still_for = if ledger.still() && ledger.out.is_none() { self.still_for + 1 } else { 0 };
        if !self.noted_crowded && self.fullest > CROWDED * settings.average() {
            self.noted_crowded = true;
            view.note("a few hosts are handed very many low-throughput shards", 0.0, Because::Action);
        }

        signals.offered = view.offered * settings.volume(1.0 - settings.shed) / settings.volume(1.0);
        signals.error = self.error;
        signals.latency =
            latency(settings.base_latency / 1000.0, settings.utilisation, signals.error, settings.timeout);
        signals.gauges.clear();
        signals.gauges.extend([self.fullest, settings.average(), self.waiting]);
    }

    /// Works out what requests feel: those for shards without a connection fail.
    fn measure(&mut self, ledger: &HostLedger) {
        let (small, regular) = ledger.waiting;
        let lost = small * ledger.small_throughput + regular * self.settings.regular_throughput();
        self.error = share(lost / self.settings.volume(ledger.in_use));
        let shards = self.settings.small * ledger.in_use + self.settings.regular;
        self.waiting = share((small + regular) / shards);
        self.fullest = largest(&ledger.small) + self.settings.regular / self.settings.hosts;
    }

    /// Writes the state of each shown host, its status message relative to what the manager has room for, and how many
    /// shards it holds; nothing when nothing has moved for long.
    pub(crate) fn write_members(&self, ledger: &HostLedger, members: &mut Members) {
        let Members { count, states, levels, held, .. } = members;
        if self.still_for > LONG_STILL && !states.is_empty() {
            return;
        }
        held.reserve_exact(states.capacity() - held.len());
        let stride = ledger.hosts().div_ceil(*count);
        let first = states.len();
        let per_room = 1.0 / ledger.room.max(f64::MIN_POSITIVE);
        every(stride, ledger.entries.iter().map(|entries| (entries * per_room) as f32), levels);
        let shards = ledger.small.iter().zip(&ledger.regular);
        every(stride, shards.map(|(small, regular)| (small + regular) as f32), held);
        let signs = ledger.unhealthy.iter().zip(&ledger.age).zip(ledger.regular.iter().zip(&ledger.regular_waiting));
        let state = signs.enumerate().map(|(host, ((unhealthy, age), (held, waiting)))| {
            // How far a host counts as unhealthy is a chance: of several such hosts some are and some are not.
            let luck = LUCK[host % LUCK.len()];
            let strained = (*waiting > luck * held) | (*age > ledger.timeout);
            if *unhealthy > luck { 2 } else { u8::from(strained) }
        });
        every(stride, state, states);
        if let Some((out, _)) = ledger.out.filter(|(out, _)| out % stride == 0) {
            states[first + out / stride] = 3;
        }
    }
}

/// Appends every so many of the values; all of them at once where it can.
fn every<T>(stride: usize, values: impl Iterator<Item = T>, to: &mut Vec<T>) {
    match stride {
        1 => to.extend(values),
        _ => to.extend(values.step_by(stride)),
    }
}

impl Settings {
    /// Shards on an average host.
    fn average(&self) -> f64 {
        (self.small + self.regular) / self.hosts
    }

    /// Throughput of a regular shard, as a share of a host's.
    fn regular_throughput(&self) -> f64 {
        self.utilisation * self.hosts / self.regular
    }

    /// Throughput of all shards when a share of the low-throughput ones is in use, in hosts.
    fn volume(&self, in_use: f64) -> f64 {
        self.utilisation * self.hosts + self.small * in_use * self.small_throughput / 1e6
    }
}

/// The place of each host in the order of the throughput they use, from the least: spread evenly, or by luck.
fn order(hosts: usize, seed: Option<u64>) -> Vec<usize> {
    let mut stream = seed.map(|seed| Stream::new(seed, "throughput"));
    let draw = |host: usize| match &mut stream {
        Some(stream) => stream.unit(),
        None => van_der_corput(host as u32 + 1, 2),
    };
    let draws: Vec<f64> = (0..hosts).map(draw).collect();
    let mut places = vec![0; hosts];
    for (place, host) in maths::order(&draws).into_iter().enumerate() {
        places[host] = place;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn every_place_is_taken_once() {
        for seed in [None, Some(1), Some(2)] {
            let mut places = order(300, seed);
            places.sort_unstable();
            assert!(places.into_iter().eq(0..300));
        }
        assert_ne!(order(300, Some(1)), order(300, Some(2)));
    }
}
