//! Moves: which shards leave their host, and where the manager places them.

use super::{BY_COUNT, Settings};
use crate::ledger::HostLedger;
use crate::maths::sum;

/// Shards on their way from host to host.
#[derive(Debug, Clone, Default)]
pub(super) struct Moves {
    /// How much each host is preferred for low-throughput shards and for regular ones.
    for_small: Vec<f64>,
    for_regular: Vec<f64>,
    /// Regular shards that each host should get; negative for those that it should lose.
    uneven: Vec<f64>,
    scratch: Vec<f64>,
    /// Shards that were handed over during the step.
    pub(super) moved: f64,
}

/// An imbalance of fewer shards than this is none.
const EVEN: f64 = 0.5;

impl Moves {
    /// Number of hosts.
    pub(super) fn hosts(&self) -> f64 {
        self.for_regular.len() as f64
    }

    pub(super) fn advance(&mut self, settings: &Settings, ledger: &mut HostLedger, unhealthy: f64, dt: f64) {
        let (small, regular) = take(settings, ledger, unhealthy, dt);
        self.accept(ledger);
        let for_regular = sum(&self.for_regular).max(f64::MIN_POSITIVE);
        let each = regular / for_regular;
        for (arriving, preferred) in ledger.regular_arriving.iter_mut().zip(&self.for_regular) {
            *arriving = each * preferred;
        }
        if small > 0.0 {
            self.prefer(settings, ledger);
            let each = small / sum(&self.for_small).max(f64::MIN_POSITIVE);
            for (arriving, preferred) in ledger.small_arriving.iter_mut().zip(&self.for_small) {
                *arriving = each * preferred;
            }
        } else {
            ledger.small_arriving.fill(0.0);
        }
        self.moved = small * ledger.in_use + regular;
        if settings.balance > 0.0 {
            self.even_out(settings, ledger, for_regular, dt);
        }
    }

    /// Hosts accept shards while they are in service and count as healthy.
    fn accept(&mut self, ledger: &HostLedger) {
        self.for_regular.clear();
        // Somewhere shards have to go, even when no host is left that counts as healthy.
        self.for_regular.extend(ledger.unhealthy.iter().map(|unhealthy| 1.0 - unhealthy + 1e-9));
        if let Some((out, _)) = ledger.out {
            self.for_regular[out] = 0.0;
        }
    }

    /// Prefers hosts for low-throughput shards: by the throughput they have left, or by the number they hold.
    fn prefer(&mut self, settings: &Settings, ledger: &HostLedger) {
        self.scratch.clear();
        if settings.placement == BY_COUNT {
            let mean = (sum(&ledger.small) + sum(&ledger.regular)) / ledger.hosts() as f64;
            let room = |(small, regular): (&f64, &f64)| (2.0 - (small + regular) / mean).max(0.0);
            self.scratch.extend(ledger.small.iter().zip(&ledger.regular).map(room));
            self.for_small.clone_from(&self.for_regular);
            multiply(&mut self.for_small, &self.scratch);
            return;
        }
        let each = ledger.small_throughput * ledger.in_use;
        self.scratch
            .extend(ledger.headroom.iter().zip(&ledger.small).map(|(room, small)| (room - each * small).max(0.0)));
        self.for_small.clone_from(&self.for_regular);
        // Raised to a whole power by squaring.
        let mut power = settings.steepness as u32;
        while power > 0 {
            if power % 2 == 1 {
                multiply(&mut self.for_small, &self.scratch);
            }
            power /= 2;
            if power == 0 {
                break;
            }
            self.scratch.iter_mut().for_each(|value| *value *= *value);
        }
    }

    /// Evens out the throughput of the hosts, a little at a time.
    fn even_out(&mut self, settings: &Settings, ledger: &mut HostLedger, for_regular: f64, dt: f64) {
        let target = sum(&ledger.regular) + sum(&ledger.regular_arriving);
        let target = target / for_regular;
        self.uneven.clear();
        self.uneven.extend(
            self.for_regular
                .iter()
                .zip(&ledger.regular)
                .zip(&ledger.regular_arriving)
                .map(|((preferred, held), arriving)| target * preferred - held - arriving),
        );
        self.scratch.clear();
        self.scratch.extend(self.uneven.iter().map(|uneven| uneven.max(0.0)));
        let lacking = sum(&self.scratch);
        if lacking < EVEN {
            return;
        }
        // What some hosts lack, others have too much of; only shards that have not just arrived are moved.
        let part = (settings.balance * dt).min(1.0);
        let mut given = 0.0;
        for (host, uneven) in self.uneven.iter().enumerate() {
            if *uneven < 0.0 && ledger.regular[host] > 0.0 {
                let gives = (-uneven * part).min(ledger.regular[host]);
                let kept = 1.0 - gives / ledger.regular[host];
                ledger.regular[host] -= gives;
                ledger.regular_waiting[host] *= kept;
                given += gives;
            }
        }
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
        let wanted: f64 = ledger
            .unhealthy
            .iter()
            .zip(ledger.small.iter().zip(&ledger.regular))
            .map(|(unhealthy, (small, regular))| unhealthy * (small * ledger.in_use + regular))
            .sum::<f64>()
            * per_minute;
        // The manager hands over as many as it can: all of a few, a share of many.
        let share = (per_minute * dt).min(1.0) / (1.0 + wanted / settings.limit);
        for host in 0..ledger.hosts() {
            let leaving = share * ledger.unhealthy[host];
            if leaving > 0.0 {
                let taken = ledger.take(host, leaving);
                small += taken.0;
                regular += taken.1;
            }
        }
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
