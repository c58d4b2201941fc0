//! A component that provisions secure connections, one for every shard that is handed to a host and for every one whose
//! connection comes to the end of its life.
//!
//! When more are asked for than it can provision, attempts crowd out each other and it provisions fewer than it could;
//! those that fail are tried again, which keeps it overloaded.

use super::View;
use crate::event::Because;
use crate::ledger::{HostLedger, Ledger};
use crate::maths::{largest, power, share, sum};
use crate::parameter::{number, optional, params};
use crate::signal::{GaugeSpec, Signals, count, fraction};

params! {
    /// Settings of connection provisioning.
    pub(crate) struct Settings {
        /// Connections that can be provisioned per minute.
        capacity: "capacity" = number(1.0, 1e12),
        /// Capacity that operators have added, as a share of the normal one.
        added: "added" = optional(0.0, 1_000.0, 0.0),
        /// Further capacity that operators have added, as a share of the normal one.
        added_later: "added-later" = optional(0.0, 1_000.0, 0.0),
        /// Minutes for which a connection lasts, on average.
        lifetime: "lifetime-minutes" = number(1.0, 1_000_000.0),
        /// Minutes until a failed attempt is made again, on average.
        retry: "retry-minutes" = number(1.0, 10_000.0),
        /// Connections that one host can have provisioned per minute.
        per_host: "limit-per-host" = number(1.0, 1e12),
        /// How steeply it provisions less when it is overloaded: the power of the overload.
        collapse: "collapse" = number(0.0, 10.0),
        /// Share of its capacity that it keeps however overloaded it is.
        floor: "collapse-floor" = number(0.0, 1.0),
    }
}

/// Gauges of connection provisioning.
pub(crate) const GAUGES: &[GaugeSpec] = &[
    count("asked", "connections asked for per minute, with attempts that are made again"),
    count("provisioned", "connections provisioned per minute"),
    count("waiting", "shards that wait for a connection"),
    fraction("utilisation", "share of the capacity that is asked for, at most 1"),
];

/// Fewer waiting shards than this are none.
const NONE: f64 = 0.5;
/// Share of failing attempts that is worth an event.
const NOTABLE: f64 = 0.02;

/// Provisioning of connections.
#[derive(Debug, Clone)]
pub(crate) struct Connections {
    pub(crate) settings: Settings,
    /// Connections that each host asks for per minute.
    asked: Vec<f64>,
    /// The most that a host asks for, and what all may ask for together.
    most: f64,
    total: f64,
    provisioned: f64,
    waiting: f64,
    /// The settings and the share of the shards in use at the last step in which anything happened.
    seen: Option<(Settings, f64)>,
    /// Connections asked for per minute on a quiet day.
    normal: f64,
    noted_overload: bool,
}

impl Connections {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            settings,
            asked: Vec::new(),
            most: 0.0,
            total: 0.0,
            provisioned: 0.0,
            waiting: 0.0,
            seen: None,
            normal: 0.0,
            noted_overload: false,
        }
    }

    pub(crate) fn advance(&mut self, view: &mut View<'_>, signals: &mut Signals) {
        let capacity = self.settings.capacity * (1.0 + self.settings.added + self.settings.added_later);
        let dt = view.step.dt;
        let Some(ledger) = view.ledger.as_deref_mut().and_then(Ledger::hosts) else { return };
        let seen = Some((self.settings, ledger.in_use));
        if !ledger.still() || self.seen != seen {
            self.ask(ledger, dt);
            self.provision(ledger, capacity, dt);
            self.seen = seen;
        }
        let refused = ledger.refused;
        if !self.noted_overload && refused >= NOTABLE {
            self.noted_overload = true;
            let sentence = "{} connections are asked for per minute, more than can be provisioned";
            view.note(sentence, self.total, Because::Callee(view.ledger_of));
        }
        signals.offered = self.total / self.normal.max(f64::MIN_POSITIVE);
        signals.error = refused;
        signals.latency = if self.provisioned > 0.0 { 60.0 * self.waiting / self.provisioned } else { 0.0 };
        signals.gauges.clear();
        signals.gauges.extend([self.total, self.provisioned, self.waiting, share(self.total / capacity)]);
    }

    /// Adds up what every host asks for: new connections for shards that arrive and for old ones at the end of their
    /// life, and another try for those that wait.
    fn ask(&mut self, ledger: &HostLedger, dt: f64) {
        let (renewed, again, arrive) = (1.0 / self.settings.lifetime, 1.0 / self.settings.retry, 1.0 / dt);
        let limit = self.settings.per_host;
        let in_use = ledger.in_use;
        self.asked.resize(ledger.hosts(), 0.0);
        let small = ledger.small.iter().zip(&ledger.small_waiting).zip(&ledger.small_arriving);
        for (asked, ((held, waiting), arriving)) in self.asked.iter_mut().zip(small) {
            *asked = in_use * ((held - waiting) * renewed + waiting * again + arriving * arrive);
        }
        let regular = ledger.regular.iter().zip(&ledger.regular_waiting).zip(&ledger.regular_arriving);
        for (asked, ((held, waiting), arriving)) in self.asked.iter_mut().zip(regular) {
            *asked += (held - waiting) * renewed + waiting * again + arriving * arrive;
        }
        self.most = largest(&self.asked);
        self.total = match self.most > limit {
            true => self.asked.iter().map(|asked| asked.min(limit)).sum(),
            false => sum(&self.asked),
        };
        if self.normal == 0.0 {
            self.normal = self.total;
        }
    }

    /// Connects what can be connected; the rest waits.
    fn provision(&mut self, ledger: &mut HostLedger, capacity: f64, dt: f64) {
        let overload = self.total / capacity;
        let success = match overload > 1.0 {
            true => power(1.0 / overload, self.settings.collapse).max(self.settings.floor) / overload,
            false => 1.0,
        };
        self.provisioned = self.total * success;
        ledger.refused = 1.0 - success;
        let (renewed, again) = (dt / self.settings.lifetime, (dt / self.settings.retry).min(1.0));
        let limit = self.settings.per_host;
        let limited = self.most > limit;
        if success >= 1.0 && !limited && self.waiting == 0.0 {
            join(&mut ledger.small, &ledger.small_arriving);
            join(&mut ledger.regular, &ledger.regular_arriving);
            return;
        }
        // What each host asks for makes way for the share of it that succeeds.
        match limited {
            true => self.asked.iter_mut().for_each(|asked| *asked = success * limit / asked.max(limit)),
            false => self.asked.fill(success),
        }
        wait(&mut ledger.small, &mut ledger.small_waiting, &ledger.small_arriving, &self.asked, (renewed, again));
        wait(&mut ledger.regular, &mut ledger.regular_waiting, &ledger.regular_arriving, &self.asked, (renewed, again));
        ledger.waiting = (ledger.in_use * sum(&ledger.small_waiting), sum(&ledger.regular_waiting));
        self.waiting = ledger.waiting.0 + ledger.waiting.1;
        if self.waiting < NONE {
            ledger.small_waiting.fill(0.0);
            ledger.regular_waiting.fill(0.0);
            ledger.waiting = (0.0, 0.0);
            self.waiting = 0.0;
        }
        ledger.connected = self.waiting == 0.0;
    }
}

/// Shards that arrive join those that a host holds.
fn join(held: &mut [f64], arriving: &[f64]) {
    for (held, arriving) in held.iter_mut().zip(arriving) {
        *held += arriving;
    }
}

/// Shards whose attempt at a connection fails wait; `(renewed, again)` are the shares that come to the end of their
/// connection and that try again.
fn wait(held: &mut [f64], waiting: &mut [f64], arriving: &[f64], success: &[f64], (renewed, again): (f64, f64)) {
    for (((held, waiting), arriving), success) in held.iter_mut().zip(waiting).zip(arriving).zip(success) {
        let lost = (1.0 - success) * ((*held - *waiting) * renewed + arriving);
        *waiting += lost - success * again * *waiting;
        *held += arriving;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::Params;

    fn provisioned(arriving: f64) -> (f64, HostLedger) {
        let settings = Settings::from_values(&[100.0, 0.0, 0.0, 1_000.0, 5.0, 1e6, 1.0, 0.2]);
        let mut connections = Connections::new(settings);
        let mut ledger = HostLedger::new(vec![0.5; 10], 10_000.0, 1_000.0);
        ledger.small_arriving.fill(arriving / 10.0);
        connections.ask(&ledger, 1.0);
        connections.provision(&mut ledger, settings.capacity, 1.0);
        (connections.provisioned, ledger)
    }

    #[test]
    fn below_its_capacity_it_provisions_all_that_is_asked_for() {
        let (provisioned, ledger) = provisioned(50.0);
        assert!((provisioned - 61.0).abs() < 1e-9 && ledger.connected && ledger.refused == 0.0);
    }

    #[test]
    fn overload_makes_it_provision_less() {
        let (some, _) = provisioned(200.0);
        let (fewer, ledger) = provisioned(5_000.0);
        assert!(some < 100.0 && fewer < some && fewer >= 20.0 - 1e-9);
        assert!(!ledger.connected && (sum(&ledger.small) - 15_000.0).abs() < 1e-6);
        assert!(ledger.small_waiting.iter().zip(&ledger.small).all(|(waiting, held)| waiting <= held));
    }
}
