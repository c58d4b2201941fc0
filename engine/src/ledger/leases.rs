//! The ledger of leases that a fleet keeps with its registry.

/// Groups of servers with different luck: those whose cell of the registry a disruption hits, and all others.
pub(crate) const GROUPS: usize = 2;

/// Leases of a fleet whose servers differ in how much their membership lists hold.
#[derive(Debug, Clone, Default)]
pub(crate) struct LeaseLedger {
    /// Servers in the fleet.
    pub(crate) servers: f64,
    /// Entries in the membership list of each class of servers; all classes are equally large.
    pub(crate) entries: Vec<f64>,
    /// Seconds between two renewals of a server that holds its lease.
    pub(crate) renewal: f64,
    /// Seconds that a server waits for its list before it gives up.
    pub(crate) allowance: f64,
    /// Seconds that a server without a lease waits until it tries again.
    pub(crate) retry_wait: f64,
    /// Independent parts into which the registry is divided.
    pub(crate) cells: f64,
    /// Share of each class that holds a lease, for each group.
    pub(crate) valid: [Vec<f64>; GROUPS],
    /// Share of all servers that is in each group.
    pub(crate) share: [f64; GROUPS],
    /// Share of each group that is cut off from the network.
    pub(crate) cut_off: [f64; GROUPS],
    /// Seconds that the list of each class takes, in the group that a disruption hits.
    pub(crate) retrieval: Vec<f64>,
}

impl LeaseLedger {
    /// Share of a group's servers that hold no lease.
    pub(crate) fn without_lease(&self, group: usize) -> f64 {
        let valid = &self.valid[group];
        if valid.is_empty() { 0.0 } else { 1.0 - valid.iter().sum::<f64>() / valid.len() as f64 }
    }
}
