//! Moves: which shards leave their host, and where the manager places them.

use super::{BY_COUNT, Settings};
use crate::ledger::HostLedger;
use crate::maths::{positive, sum};

/// Shards on their way from host to host.
#[derive(Debug, Clone, Default)]
pub(super) struct Moves {
    /// How far each host accepts shards, 0 to 1.
    accepts: Vec<f64>,
    /// How much each host is preferred for low-throughput shards.
    preferred: Vec<f64>,
    scratch: Vec<f64>,
    /// Shards that were handed over during the step.
    pub(super) moved: f64,
}

/// An imbalance of fewer shards than this is none.
const EVEN: f64 = 0.5;
/// Somewhere shards have to go, even when no host is left that counts as healthy.
const LAST_RESORT: f64 = 1e-9;

impl Moves {
    /// Number of hosts.
    pub(super) fn hosts(&self) -> f64 {
        self.accepts.len() as f64
    }

    pub(super) fn advance(&mut self, settings: &Settings, ledger: &mut HostLedger, unhealthy: f64, dt: f64) {
        let (small, regular) = take(settings, ledger, unhealthy, dt);
        self.accept(ledger);
        let accept = sum(&self.accepts).max(f64::MIN_POSITIVE);
        scale(&mut ledger.regular_arriving, &self.accepts, regular / accept);
        if small > 0.0 {
            self.prefer(settings, ledger);
            let each = small / sum(&self.preferred).max(f64::MIN_POSITIVE);
            scale(&mut ledger.small_arriving, &self.preferred, each);
        } else {
            ledger.small_arriving.fill(0.0);
        }
        self.moved = small * ledger.in_use + regular;
        if settings.balance > 0.0 {
            self.even_out(settings, ledger, accept, dt);
        }
    }

    /// Hosts accept shards while they are in service and count as healthy.
    fn accept(&mut self, ledger: &HostLedger) {
        self.accepts.resize(ledger.hosts(), 0.0);
        for (accepts, unhealthy) in self.accepts.iter_mut().zip(&ledger.unhealthy) {
            *accepts = 1.0 - unhealthy + LAST_RESORT;
        }
        if let Some((out, _)) = ledger.out {
            self.accepts[out] = 0.0;
        }
    }

    /// Prefers hosts for low-throughput shards: by the throughput they have left, or by the number they hold.
    fn prefer(&mut self, settings: &Settings, ledger: &HostLedger) {
        self.scratch.resize(ledger.hosts(), 0.0);
        self.preferred.clone_from(&self.accepts);
        if settings.placement == BY_COUNT {
            let per_mean = ledger.hosts() as f64 / (sum(&ledger.small) + sum(&ledger.regular));
            for ((room, small), regular) in self.scratch.iter_mut().zip(&ledger.small).zip(&ledger.regular) {
                *room = positive(2.0 - (small + regular) * per_mean);
            }
            multiply(&mut self.preferred, &self.scratch);
            return;
        }
        let each = ledger.small_throughput * ledger.in_use;
        for ((room, headroom), small) in self.scratch.iter_mut().zip(&ledger.headroom).zip(&ledger.small) {
            *room = positive(headroom - each * small);
        }
        // Raised to a whole power by squaring.
        let mut power = settings.steepness as u32;
        loop {
            if power % 2 == 1 {
                multiply(&mut self.preferred, &self.scratch);
            }
            power /= 2;
            if power == 0 {
                return;
            }
            self.scratch.iter_mut().for_each(|room| *room *= *room);
        }
    }

    /// Evens out the throughput of the hosts, a little at a time.
    fn even_out(&mut self, settings: &Settings, ledger: &mut HostLedger, accept: f64, dt: f64) {
        let target = (sum(&ledger.regular) + sum(&ledger.regular_arriving)) / accept;
        self.scratch.resize(ledger.hosts(), 0.0);
        let held = ledger.regular.iter().zip(&ledger.regular_arriving);
        for ((lacks, accepts), (regular, arriving)) in self.scratch.iter_mut().zip(&self.accepts).zip(held) {
            *lacks = positive(target * accepts - regular - arriving);
        }
        let lacking = sum(&self.scratch);
        if lacking < EVEN {
            return;
        }
        // What some hosts lack, others have too much of; only shards that have not just arrived are moved.
        let part = (settings.balance * dt).min(1.0);
        let before = sum(&ledger.regular);
        let held = ledger.regular.iter_mut().zip(&mut ledger.regular_waiting).zip(&ledger.regular_arriving);
        for (((regular, waiting), arriving), accepts) in held.zip(&self.accepts) {
            let too_many = positive(*regular + arriving - target * accepts);
            let gives = (part * too_many).min(*regular);
            let kept = 1.0 - gives / regular.max(f64::MIN_POSITIVE);
            *regular -= gives;
            *waiting *= kept;
        }
        let given = before - sum(&ledger.regular);
        let each = given / lacking;
        for (arriving, lacks) in ledger.regular_arriving.iter_mut().zip(&self.scratch) {
            *arriving += each * lacks;
        }
        self.moved += given;
    }
}

/// Takes the shards that leave their hosts during the step; returns how many low-throughput and how many regular ones.
fn take(settings: &Settings, ledger: &mut HostLedger, unhealthy: f64, dt: f64) -> (f64, f64) {
    let (mut small, mut regular) = (0.0, 0.0);
    if unhealthy > 0.0 {
        let per_minute = 1.0 / settings.empty;
        // The manager hands over as many as it can: all of a few, a share of many.
        let share = |of: f64| (per_minute * dt).min(1.0) / (1.0 + of * per_minute / settings.limit);
        (small, regular) = ledger.take_from_unhealthy(share);
    }
    if let Some((host, share)) = ledger.out.filter(|(_, share)| *share > 0.0) {
        let taken = ledger.take(host, share);
        small += taken.0;
        regular += taken.1;
    }
    (small, regular)
}

fn multiply(values: &mut [f64], by: &[f64]) {
    for (value, by) in values.iter_mut().zip(by) {
        *value *= by;
    }
}

/// Fills a list with a multiple of another.
fn scale(values: &mut [f64], of: &[f64], each: f64) {
    for (value, of) in values.iter_mut().zip(of) {
        *value = each * of;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::Params;

    /// Settings in which only what moves shards has a value.
    fn settings(placement: f64) -> Settings {
        let mut settings = Settings::from_values(&[0.0; Settings::SPECS.len()]);
        (settings.placement, settings.steepness) = (placement, 32.0);
        (settings.empty, settings.limit, settings.balance) = (2.0, 10_000.0, 0.05);
        settings
    }

    fn held(ledger: &HostLedger) -> (f64, f64) {
        let total = |held: &[f64], arriving: &[f64]| sum(held) + sum(arriving);
        (total(&ledger.small, &ledger.small_arriving), total(&ledger.regular, &ledger.regular_arriving))
    }

    fn arrive(ledger: &mut HostLedger) {
        for host in 0..ledger.hosts() {
            ledger.small[host] += ledger.small_arriving[host];
            ledger.regular[host] += ledger.regular_arriving[host];
        }
    }

    #[test]
    fn no_shard_is_lost_or_made() {
        for placement in [0.0, BY_COUNT] {
            let headroom = (0..30).map(|host| 0.3 + f64::from(host) / 60.0).collect();
            let mut ledger = HostLedger::new(headroom, 90_000.0, 6_000.0);
            let mut moves = Moves::default();
            for minute in 0..200 {
                for (host, unhealthy) in ledger.unhealthy.iter_mut().enumerate() {
                    *unhealthy = f64::from(u8::from((host + minute) % 7 == 0));
                }
                ledger.out = (minute % 3 > 0).then_some((minute % 10, 0.5));
                let unhealthy = sum(&ledger.unhealthy);
                moves.advance(&settings(placement), &mut ledger, unhealthy, 1.0);
                let (small, regular) = held(&ledger);
                assert!((small - 90_000.0).abs() < 1e-6 && (regular - 6_000.0).abs() < 1e-6, "{minute}");
                arrive(&mut ledger);
                assert!(ledger.small.iter().chain(&ledger.regular).all(|held| *held >= 0.0));
            }
        }
    }

    #[test]
    fn throughput_crowds_a_few_hosts_and_number_does_not() {
        let fullest = |placement: f64| {
            let headroom = (0..30).map(|host| 0.3 + f64::from(host) / 60.0).collect();
            let mut ledger = HostLedger::new(headroom, 90_000.0, 6_000.0);
            let mut moves = Moves::default();
            for host in 0..10 {
                ledger.out = Some((host, 1.0));
                moves.advance(&settings(placement), &mut ledger, 0.0, 1.0);
                arrive(&mut ledger);
            }
            crate::maths::largest(&ledger.small)
        };
        assert!(fullest(0.0) > 12_000.0 && fullest(BY_COUNT) < 6_000.0, "{} {}", fullest(0.0), fullest(BY_COUNT));
    }
}
