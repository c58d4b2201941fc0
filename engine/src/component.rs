//! Components: the parts an outage is put together from. A small closed set of kinds, one file each; which component
//! is of which kind, and all numbers, come from the scenario.

pub(crate) mod cell_manager;
pub(crate) mod clients;
pub(crate) mod connections;
pub(crate) mod lease_fleet;
pub(crate) mod mesh_fleet;
pub(crate) mod monitor;
pub(crate) mod notice_board;
pub(crate) mod registry;
pub(crate) mod service;
pub(crate) mod shard_cell;
pub(crate) mod task_fleet;

use crate::dependency::Felt;
use crate::event::{Because, Log, What};
use crate::ledger::Ledger;
use crate::parameter::{ParameterSpec, Params};
use crate::recording::Members;
use crate::signal::{GaugeSpec, Signals};
use cell_manager::CellManager;
use clients::Clients;
use connections::Connections;
use lease_fleet::LeaseFleet;
use mesh_fleet::MeshFleet;
use monitor::Monitor;
use notice_board::NoticeBoard;
use registry::Registry;
use service::Service;
use shard_cell::ShardCell;
use task_fleet::TaskFleet;

/// The kinds of component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComponentKind {
    /// Callers from outside, who retry.
    Clients,
    /// A service that answers requests with the help of others.
    Service,
    /// A fleet in which every server keeps a thread for every other and a cached map.
    MeshFleet,
    /// A service that collects metrics and evaluates alarms on them.
    Monitor,
    /// A page on which operators post what is wrong.
    NoticeBoard,
    /// A fleet whose servers take requests only while they hold a lease.
    LeaseFleet,
    /// A registry that renews the leases of a fleet.
    Registry,
    /// A cell of hosts that process shards.
    ShardCell,
    /// A manager that watches over the hosts of a cell and places its shards.
    CellManager,
    /// Provisioning of secure connections for the shards of a cell.
    Connections,
    /// A fleet of tasks that write logs and that health checks replace.
    TaskFleet,
}

impl ComponentKind {
    /// Every kind, with its name in scenario files.
    pub const ALL: [(&'static str, Self); 11] = [
        ("clients", Self::Clients),
        ("service", Self::Service),
        ("mesh-fleet", Self::MeshFleet),
        ("monitor", Self::Monitor),
        ("notice-board", Self::NoticeBoard),
        ("lease-fleet", Self::LeaseFleet),
        ("registry", Self::Registry),
        ("shard-cell", Self::ShardCell),
        ("cell-manager", Self::CellManager),
        ("connections", Self::Connections),
        ("task-fleet", Self::TaskFleet),
    ];

    /// The name in scenario files.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(id, _)| id)
    }

    /// The parameters the kind understands.
    #[must_use]
    pub fn parameters(self) -> &'static [ParameterSpec] {
        match self {
            Self::Clients => clients::Settings::SPECS,
            Self::Service => service::Settings::SPECS,
            Self::MeshFleet => mesh_fleet::Settings::SPECS,
            Self::Monitor => monitor::Settings::SPECS,
            Self::NoticeBoard => notice_board::Settings::SPECS,
            Self::LeaseFleet => lease_fleet::Settings::SPECS,
            Self::Registry => registry::Settings::SPECS,
            Self::ShardCell => shard_cell::Settings::SPECS,
            Self::CellManager => cell_manager::Settings::SPECS,
            Self::Connections => connections::Settings::SPECS,
            Self::TaskFleet => task_fleet::Settings::SPECS,
        }
    }

    /// The gauges that only this kind has.
    #[must_use]
    pub fn gauges(self) -> &'static [GaugeSpec] {
        match self {
            Self::Clients => &[],
            Self::Service => service::GAUGES,
            Self::MeshFleet => mesh_fleet::GAUGES,
            Self::Monitor => monitor::GAUGES,
            Self::NoticeBoard => notice_board::GAUGES,
            Self::LeaseFleet => lease_fleet::GAUGES,
            Self::Registry => registry::GAUGES,
            Self::ShardCell => shard_cell::GAUGES,
            Self::CellManager => cell_manager::GAUGES,
            Self::Connections => connections::GAUGES,
            Self::TaskFleet => task_fleet::GAUGES,
        }
    }

    /// How many members of the kind a recording shows one by one at most, and the words for their states.
    #[must_use]
    pub fn members(self) -> Option<(usize, &'static [&'static str])> {
        match self {
            Self::MeshFleet => Some((mesh_fleet::COHORTS, mesh_fleet::STATES)),
            Self::LeaseFleet => Some((lease_fleet::MEMBERS, lease_fleet::STATES)),
            Self::ShardCell => Some((shard_cell::MEMBERS, shard_cell::STATES)),
            _ => None,
        }
    }

    /// Zones of equal size that the members of the kind are in, one after the other.
    #[must_use]
    pub fn zones(self) -> usize {
        if self == Self::ShardCell { shard_cell::ZONES } else { 1 }
    }

    /// The kind whose ledger this kind has to share, if any.
    #[must_use]
    pub fn shares_ledger_of(self) -> Option<Self> {
        match self {
            Self::Registry => Some(Self::LeaseFleet),
            Self::CellManager | Self::Connections => Some(Self::ShardCell),
            _ => None,
        }
    }
}

/// One step of time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    /// Minutes since the trigger at the end of the step.
    pub(crate) now: f64,
    /// Length of the step in minutes.
    pub(crate) dt: f64,
}

/// What a component sees during a step.
pub(crate) struct View<'a> {
    /// The step.
    pub(crate) step: Step,
    /// First moment of the run, in minutes since the trigger.
    pub(crate) start: f64,
    /// Its own index.
    pub(crate) own: usize,
    /// Requests that arrive, relative to normal.
    pub(crate) offered: f64,
    /// What it feels of each dependency, in the order of the scenario.
    pub(crate) felt: &'a [Felt],
    /// Whether each component that it watches has been failing for long enough to raise an alarm.
    pub(crate) alarm: bool,
    /// The ledger that it keeps or shares, and the component that keeps it.
    pub(crate) ledger: Option<&'a mut Ledger>,
    pub(crate) ledger_of: usize,
    /// Where it notes its turns.
    pub(crate) log: &'a mut Log,
}

impl View<'_> {
    /// Notes a turn of the component's own mechanism.
    pub(crate) fn note(&mut self, sentence: &'static str, number: f64, because: Because) {
        self.log.note(self.step.now, self.own, What::Turn(sentence, number), because);
    }
}

/// A component during a run.
#[derive(Debug, Clone)]
pub(crate) enum Component {
    /// See [`Clients`].
    Clients(Clients),
    /// See [`Service`].
    Service(Service),
    /// See [`MeshFleet`]; boxed because it holds its cohorts.
    MeshFleet(Box<MeshFleet>),
    /// See [`Monitor`].
    Monitor(Monitor),
    /// See [`NoticeBoard`].
    NoticeBoard(NoticeBoard),
    /// See [`LeaseFleet`].
    LeaseFleet(LeaseFleet),
    /// See [`Registry`]; boxed because it holds tables.
    Registry(Box<Registry>),
    /// See [`ShardCell`].
    ShardCell(Box<ShardCell>),
    /// See [`CellManager`]; boxed because it holds the status messages.
    CellManager(Box<CellManager>),
    /// See [`Connections`].
    Connections(Box<Connections>),
    /// See [`TaskFleet`].
    TaskFleet(TaskFleet),
}

impl Component {
    /// A component at rest. `start` is the first moment of the run; with a `seed` the members have their own luck.
    pub(crate) fn new(kind: ComponentKind, values: &[f64], start: f64, seed: Option<u64>) -> Self {
        match kind {
            ComponentKind::Clients => Self::Clients(Clients::new(Params::from_values(values))),
            ComponentKind::Service => Self::Service(Service::new(Params::from_values(values))),
            ComponentKind::MeshFleet => {
                Self::MeshFleet(Box::new(MeshFleet::new(Params::from_values(values), start, seed)))
            }
            ComponentKind::Monitor => Self::Monitor(Monitor::new(Params::from_values(values))),
            ComponentKind::NoticeBoard => Self::NoticeBoard(NoticeBoard::new(Params::from_values(values))),
            ComponentKind::LeaseFleet => Self::LeaseFleet(LeaseFleet::new(Params::from_values(values))),
            ComponentKind::Registry => Self::Registry(Box::new(Registry::new(Params::from_values(values)))),
            ComponentKind::ShardCell => Self::ShardCell(Box::new(ShardCell::new(Params::from_values(values), seed))),
            ComponentKind::CellManager => Self::CellManager(Box::new(CellManager::new(Params::from_values(values)))),
            ComponentKind::Connections => Self::Connections(Box::new(Connections::new(Params::from_values(values)))),
            ComponentKind::TaskFleet => Self::TaskFleet(TaskFleet::new(Params::from_values(values))),
        }
    }

    /// The ledger that it keeps for itself and others, at rest.
    pub(crate) fn ledger(&self) -> Option<Ledger> {
        match self {
            Self::LeaseFleet(it) => Some(it.ledger()),
            Self::ShardCell(it) => Some(it.ledger()),
            _ => None,
        }
    }

    /// The parameter at an index of the kind's schema.
    pub(crate) fn slot(&mut self, index: usize) -> &mut f64 {
        match self {
            Self::Clients(it) => it.settings.slot(index),
            Self::Service(it) => it.settings.slot(index),
            Self::MeshFleet(it) => it.settings.slot(index),
            Self::Monitor(it) => it.settings.slot(index),
            Self::NoticeBoard(it) => it.settings.slot(index),
            Self::LeaseFleet(it) => it.settings.slot(index),
            Self::Registry(it) => it.settings.slot(index),
            Self::ShardCell(it) => it.settings.slot(index),
            Self::CellManager(it) => it.settings.slot(index),
            Self::Connections(it) => it.settings.slot(index),
            Self::TaskFleet(it) => it.settings.slot(index),
        }
    }

    /// Requests it sends to its callees, relative to normal, when `offered` arrive.
    pub(crate) fn sends(&self, offered: f64) -> f64 {
        match self {
            Self::Clients(it) => it.sends(),
            _ => offered,
        }
    }

    /// Moves on by one step and fills in what it shows at the end of it.
    pub(crate) fn advance(&mut self, view: &mut View<'_>, signals: &mut Signals) {
        match self {
            Self::Clients(it) => it.advance(view, signals),
            Self::Service(it) => it.advance(view, signals),
            Self::MeshFleet(it) => it.advance(view, signals),
            Self::Monitor(it) => it.advance(view, signals),
            Self::NoticeBoard(it) => it.advance(view, signals),
            Self::LeaseFleet(it) => it.advance(view, signals),
            Self::Registry(it) => it.advance(view, signals),
            Self::ShardCell(it) => it.advance(view, signals),
            Self::CellManager(it) => it.advance(view, signals),
            Self::Connections(it) => it.advance(view, signals),
            Self::TaskFleet(it) => it.advance(view, signals),
        }
    }

    /// How many members a recording shows of it, at `most`.
    pub(crate) fn shown(&self, most: usize) -> usize {
        match self {
            // Every one, or every second, or every third.
            Self::ShardCell(it) => {
                let hosts = it.settings.hosts as usize;
                hosts.div_ceil(hosts.div_ceil(most))
            }
            _ => most,
        }
    }

    /// Writes how each member fares, if the kind has members; `ledger` is the one that it keeps.
    pub(crate) fn write_members(&self, ledger: Option<&Ledger>, members: &mut Members) {
        match self {
            Self::MeshFleet(it) => it.write_members(&mut members.states, &mut members.levels),
            Self::LeaseFleet(it) => it.write_members(&mut members.states, &mut members.levels),
            Self::ShardCell(it) => {
                if let Some(Ledger::Hosts(hosts)) = ledger {
                    it.write_members(hosts, members);
                }
            }
            _ => {}
        }
    }
}

/// The share of requests that fail when each dependency fails independently of the others.
pub(crate) fn any_fails(felt: &[Felt]) -> f64 {
    1.0 - felt.iter().fold(1.0, |works, felt| works * (1.0 - felt.error))
}

/// Fills in the waiting work and the buffers that the dependencies hold.
pub(crate) fn show_waiting(felt: &[Felt], signals: &mut Signals) {
    signals.backlog = felt.iter().map(|felt| felt.backlog).fold(0.0, f64::max);
    signals.fill = felt.iter().map(|felt| felt.fill).fold(0.0, f64::max);
}

/// Mean seconds to an answer: working requests slow down as `busy` nears 1, failing ones take `timeout`.
pub(crate) fn latency(base: f64, busy: f64, error: f64, timeout: f64) -> f64 {
    let working = (base / (1.0 - busy.min(0.99))).min(timeout);
    (1.0 - error) * working + error * timeout
}
