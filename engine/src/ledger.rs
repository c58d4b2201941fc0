//! Ledgers: what components that work hand in hand keep together, such as a fleet and the registry of its leases.
//!
//! One component keeps the ledger; others name it in the scenario. Within a step every one of them reads and writes it
//! in the order of the run, callees first.

pub(crate) mod hosts;
pub(crate) mod leases;

pub(crate) use hosts::HostLedger;
pub(crate) use leases::LeaseLedger;

/// A ledger, by what is kept in it.
#[derive(Debug, Clone)]
pub(crate) enum Ledger {
    /// Leases of servers.
    Leases(Box<LeaseLedger>),
    /// Hosts with their shards.
    Hosts(Box<HostLedger>),
}

impl Ledger {
    /// The leases, if that is what the ledger holds.
    pub(crate) fn leases(&mut self) -> Option<&mut LeaseLedger> {
        match self {
            Self::Leases(leases) => Some(leases),
            Self::Hosts(_) => None,
        }
    }

    /// The hosts, if that is what the ledger holds.
    pub(crate) fn hosts(&mut self) -> Option<&mut HostLedger> {
        match self {
            Self::Hosts(hosts) => Some(hosts),
            Self::Leases(_) => None,
        }
    }
}
