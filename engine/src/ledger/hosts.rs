//! The ledger of hosts that a cell keeps with its manager and with the component that provisions connections.

use crate::maths::dot;

/// Hosts of a cell with the shards they hold. All lists have one entry for each host.
#[derive(Debug, Clone, Default)]
pub(crate) struct HostLedger {
    /// Low-throughput shards that the host holds.
    pub(crate) small: Vec<f64>,
    /// Regular shards that the host holds.
    pub(crate) regular: Vec<f64>,
    /// Those of the low-throughput shards that wait for a connection.
    pub(crate) small_waiting: Vec<f64>,
    /// Those of the regular shards that wait for a connection.
    pub(crate) regular_waiting: Vec<f64>,
    /// Low-throughput shards that have just been handed to the host and need a connection.
    pub(crate) small_arriving: Vec<f64>,
    /// Regular shards that have just been handed to the host and need a connection.
    pub(crate) regular_arriving: Vec<f64>,
    /// Share of the host's throughput that its regular shards leave free, 0 to 1.
    pub(crate) headroom: Vec<f64>,
    /// Entries of the host's status message.
    pub(crate) entries: Vec<f64>,
    /// Minutes since the newest processed status message of the host was due.
    pub(crate) age: Vec<f64>,
    /// How far the host counts as unhealthy, 0 to 1.
    pub(crate) unhealthy: Vec<f64>,
    /// Throughput of a low-throughput shard, as a share of a host's.
    pub(crate) small_throughput: f64,
    /// Share of the low-throughput shards that are in use; the others are neither reported nor connected.
    pub(crate) in_use: f64,
    /// The host that is out of service, and the share of its shards that it hands over during the step.
    pub(crate) out: Option<(usize, f64)>,
    /// Low-throughput and regular shards in use that wait for a connection, on all hosts.
    pub(crate) waiting: (f64, f64),
    /// Share of the attempts at a connection that fail.
    pub(crate) refused: f64,
    /// Minutes of silence after which the manager declares a host unhealthy.
    pub(crate) timeout: f64,
    /// Entries that the manager can work off of every host's status message in time, if all are equally long.
    pub(crate) room: f64,
    /// Whether the manager moves no shard and has nothing to work off.
    pub(crate) calm: bool,
    /// Whether no shard waits for a connection.
    pub(crate) connected: bool,
}

impl HostLedger {
    /// A cell at rest: every host holds equally many shards.
    pub(crate) fn new(headroom: Vec<f64>, small: f64, regular: f64) -> Self {
        let hosts = headroom.len();
        let none = vec![0.0; hosts];
        Self {
            small: vec![small / hosts as f64; hosts],
            regular: vec![regular / hosts as f64; hosts],
            small_waiting: none.clone(),
            regular_waiting: none.clone(),
            small_arriving: none.clone(),
            regular_arriving: none.clone(),
            entries: none.clone(),
            age: none.clone(),
            unhealthy: none,
            headroom,
            in_use: 1.0,
            connected: true,
            ..Self::default()
        }
    }

    /// Number of hosts.
    pub(crate) fn hosts(&self) -> usize {
        self.small.len()
    }

    /// Whether no shard moves or waits.
    pub(crate) fn still(&self) -> bool {
        self.calm && self.connected
    }

    /// Takes a share of its shards from a host; returns how many low-throughput and how many regular ones.
    pub(crate) fn take(&mut self, host: usize, share: f64) -> (f64, f64) {
        let taken = (share * self.small[host], share * self.regular[host]);
        let kept = 1.0 - share;
        for held in [&mut self.small, &mut self.regular, &mut self.small_waiting, &mut self.regular_waiting] {
            held[host] *= kept;
        }
        taken
    }

    /// Takes from every host the share of its shards that is `share` times how far it counts as unhealthy; returns how
    /// many low-throughput and how many regular ones.
    pub(crate) fn take_from_unhealthy(&mut self, share: impl Fn(f64) -> f64) -> (f64, f64) {
        let (small, regular) = (dot(&self.unhealthy, &self.small), dot(&self.unhealthy, &self.regular));
        let share = share(small * self.in_use + regular);
        for held in [&mut self.small, &mut self.regular, &mut self.small_waiting, &mut self.regular_waiting] {
            for (held, unhealthy) in held.iter_mut().zip(&self.unhealthy) {
                *held *= 1.0 - share * unhealthy;
            }
        }
        (share * small, share * regular)
    }
}
