//! Dependencies: how a caller feels its callee. A small closed set of kinds; the numbers come from the scenario.

use crate::event::{Because, Log, What};
use crate::maths::{normal_quantile, power, share};
use crate::parameter::{ParameterSpec, Params, choice, number, optional, params};
use crate::signal::{Signal, Signals};

params! {
    /// The call needs an answer: when the callee fails, the caller's request fails.
    pub(crate) struct Hard {
        /// Share of the caller's requests that need the callee, 0 to 1.
        share: "share" = optional(0.0, 1.0, 1.0),
        /// Independent tries for each request; one success is enough.
        attempts: "attempts" = optional(1.0, 100.0, 1.0),
    }
}

params! {
    /// Records are sent from a local buffer: the caller feels nothing until the buffer is full.
    pub(crate) struct Buffered {
        /// How many minutes of normal records the local buffer of an average server holds.
        minutes: "buffer-minutes" = number(0.1, 100_000.0),
        /// What happens when the buffer is full: callers wait for room, records are dropped, or the buffer grows into
        /// the memory that requests need.
        when_full: "when-full" = choice(&["block", "drop", "grow"]),
        /// How much faster than normal the buffer can be emptied, as a share of the normal rate.
        drain: "drain" = number(0.0, 100.0),
        /// How unequal the servers are: the standard deviation of the logarithm of their traffic.
        spread: "spread" = optional(0.0, 2.0, 0.0),
        /// With `grow`: minutes of further records from the first memory contention until every request fails.
        contention: "contention-minutes" = optional(0.1, 100_000.0, 30.0),
        /// Size of the buffers relative to the usual; capacity that operators add raises it.
        scale: "buffer-scale" = optional(0.1, 100.0, 1.0),
        /// Share of the servers whose buffer can no longer hold up a request.
        relieved: "relieved" = optional(0.0, 1.0, 0.0),
    }
}

params! {
    /// Work is handed over and done later: the caller feels delay, and loses what it cannot hand over in time.
    pub(crate) struct Queued {
        /// Independent tries for each item within the time allowed, on average; one success is enough.
        attempts: "attempts" = optional(1.0, 100.0, 1.0),
        /// Share of the items that are kept for later when they cannot be handed over, 0 to 1.
        kept: "kept" = number(0.0, 1.0),
        /// How much faster than normal the backlog can be worked off, as a share of the normal rate.
        drain: "drain" = number(0.0, 100.0),
        /// Which items go first once the callee answers again.
        order: "order" = choice(&["newest-first", "in-order"]),
    }
}

params! {
    /// Answers are kept and refreshed from time to time: the caller fails when what it kept has expired.
    pub(crate) struct Cached {
        /// Minutes between two refreshes of an entry.
        refresh: "refresh-minutes" = number(0.01, 100_000.0),
        /// Refreshes in a row that have to fail until the entry expires.
        misses: "misses" = number(1.0, 50.0),
        /// Independent tries within one refresh; one success is enough.
        attempts: "attempts" = optional(1.0, 100.0, 1.0),
        /// What happens with an expired entry: the request fails, or the old answer is used.
        when_stale: "when-stale" = choice(&["fail", "serve-stale"]),
    }
}

params! {
    /// A slow call whose result is not needed: the caller only waits for it.
    pub(crate) struct Gate {
        /// Seconds after which the caller goes on without an answer.
        timeout: "timeout-seconds" = number(0.0, 3_600.0),
    }
}

/// The full buffer holds up the caller.
pub(crate) const BLOCK: f64 = 0.0;
/// The full buffer grows into the memory of the host.
pub(crate) const GROW: f64 = 2.0;
/// Expired entries are used.
const SERVE_STALE: f64 = 1.0;
/// The oldest items go first.
const IN_ORDER: f64 = 1.0;
/// Groups of equal traffic into which a fleet with buffers is divided.
const GROUPS: usize = 32;
/// How full a group's buffers are when the first of them hold up requests.
const ALMOST_FULL: f64 = 0.9;
/// A buffer fuller than this is worth an event.
const NOTABLE_FILL: f64 = 0.05;

/// The kinds of dependency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DependencyKind {
    /// The call needs an answer.
    Hard,
    /// Records are sent from a local buffer.
    Buffered,
    /// Work is handed over and done later.
    Queued,
    /// Answers are kept and refreshed from time to time.
    Cached,
    /// A slow call whose result is not needed.
    Gate,
    /// The two keep a ledger together: what the caller feels stands there.
    Ledger,
}

impl DependencyKind {
    /// Every kind, with its name in scenario files.
    pub const ALL: [(&'static str, Self); 6] = [
        ("hard", Self::Hard),
        ("buffered", Self::Buffered),
        ("queued", Self::Queued),
        ("cached", Self::Cached),
        ("gate", Self::Gate),
        ("ledger", Self::Ledger),
    ];

    /// The parameters the kind understands.
    #[must_use]
    pub fn parameters(self) -> &'static [ParameterSpec] {
        match self {
            Self::Hard => Hard::SPECS,
            Self::Buffered => Buffered::SPECS,
            Self::Queued => Queued::SPECS,
            Self::Cached => Cached::SPECS,
            Self::Gate => Gate::SPECS,
            Self::Ledger => &[],
        }
    }
}

/// What a caller feels of one callee at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Felt {
    /// Share of the caller's requests that fail because of it.
    pub(crate) error: f64,
    /// Seconds it adds to an answer.
    pub(crate) latency: f64,
    /// Minutes of work that wait for it.
    pub(crate) backlog: f64,
    /// How full the buffer towards it is, 0 to 1.
    pub(crate) fill: f64,
    /// Share of the work that is not done in time.
    pub(crate) late: f64,
}

/// A dependency during a run.
#[derive(Debug, Clone)]
pub(crate) enum Dependency {
    /// See [`Hard`].
    Hard(Hard),
    /// See [`Buffered`]; holds the groups of servers with their buffers.
    Buffered(Buffered, Vec<Group>),
    /// See [`Queued`]; holds the backlog in minutes of normal work.
    Queued(Queued, f64),
    /// See [`Cached`]; holds the share of the entries after each number of missed refreshes, the expired ones last.
    Cached(Cached, Vec<f64>),
    /// See [`Gate`].
    Gate(Gate),
    /// Nothing of its own.
    Ledger,
}

/// Servers of equal traffic.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group {
    /// Traffic relative to the average server.
    traffic: f64,
    /// Records that wait, in minutes of the average server's normal records.
    waiting: f64,
}

impl Dependency {
    /// A dependency at rest.
    pub(crate) fn new(kind: DependencyKind, values: &[f64]) -> Self {
        match kind {
            DependencyKind::Hard => Self::Hard(Hard::from_values(values)),
            DependencyKind::Buffered => {
                let params = Buffered::from_values(values);
                Self::Buffered(params, groups(params.spread))
            }
            DependencyKind::Queued => Self::Queued(Queued::from_values(values), 0.0),
            DependencyKind::Cached => {
                let params = Cached::from_values(values);
                let mut entries = vec![0.0; params.misses.round() as usize + 1];
                entries[0] = 1.0;
                Self::Cached(params, entries)
            }
            DependencyKind::Gate => Self::Gate(Gate::from_values(values)),
            DependencyKind::Ledger => Self::Ledger,
        }
    }

    /// The parameter at an index of the kind's schema; `None` when the kind has no such parameter.
    pub(crate) fn slot(&mut self, index: usize) -> Option<&mut f64> {
        match self {
            Self::Hard(params) => Some(params.slot(index)),
            Self::Buffered(params, _) => Some(params.slot(index)),
            Self::Queued(params, _) => Some(params.slot(index)),
            Self::Cached(params, _) => Some(params.slot(index)),
            Self::Gate(params) => Some(params.slot(index)),
            Self::Ledger => None,
        }
    }

    /// Share of the caller's traffic that goes to the callee.
    pub(crate) fn traffic(&self) -> f64 {
        match self {
            Self::Hard(params) => params.share,
            _ => 1.0,
        }
    }

    /// Moves on by `dt` minutes and tells what the caller feels.
    pub(crate) fn advance(&mut self, dt: f64, callee: &Signals, feels: Signal) -> Felt {
        let failing = share(callee.get(feels));
        match self {
            Self::Hard(params) => Felt {
                error: params.share * power(failing, params.attempts),
                latency: params.share * callee.latency,
                ..Felt::default()
            },
            Self::Buffered(params, groups) => advance_buffers(params, groups, dt, failing),
            Self::Queued(params, backlog) => advance_queue(params, backlog, dt, failing),
            Self::Cached(params, entries) => advance_cache(params, entries, dt, failing),
            Self::Ledger => Felt::default(),
            Self::Gate(params) => Felt { latency: failing * params.timeout, ..Felt::default() },
        }
    }

    /// Notes the turns of a buffer or backlog.
    pub(crate) fn note_turns(&self, log: &mut Log, at: f64, caller: usize, callee: usize, was: Felt, is: Felt) {
        let mut turn = |passed: bool, what| {
            if passed {
                log.note(at, caller, what, Because::Callee(callee));
            }
        };
        match self {
            Self::Hard(_) | Self::Gate(_) | Self::Ledger => {}
            Self::Cached(..) => turn(was.error < 1e-3 && is.error >= 1e-3, What::CacheExpires),
            Self::Buffered(..) => {
                turn(was.fill < NOTABLE_FILL && is.fill >= NOTABLE_FILL, What::BufferFills);
                if was.error < 1e-3 && is.error >= 1e-3 {
                    log.note(at, caller, What::BufferFull, Because::Own);
                }
            }
            Self::Queued(..) => {
                turn(was.backlog < 1.0 && is.backlog >= 1.0, What::BacklogGrows);
                if was.backlog >= 0.5 && is.backlog < 0.5 {
                    log.note(at, caller, What::BacklogGone, Because::Own);
                }
            }
        }
    }
}

/// Servers in groups of equal number whose traffic follows a log-normal distribution with mean 1.
fn groups(spread: f64) -> Vec<Group> {
    let mut groups: Vec<Group> = (0..GROUPS)
        .map(|i| (i as f64 + 0.5) / GROUPS as f64)
        .map(|p| Group { traffic: libm::exp(spread * normal_quantile(p)), waiting: 0.0 })
        .collect();
    let mean = groups.iter().map(|group| group.traffic).sum::<f64>() / GROUPS as f64;
    for group in &mut groups {
        group.traffic /= mean;
    }
    groups
}

fn advance_buffers(params: &Buffered, groups: &mut [Group], dt: f64, failing: f64) -> Felt {
    let room = params.minutes * params.scale;
    let fills_up = 1.0 / room;
    // What arrives minus what can leave: below zero the buffers empty.
    let excess = failing - params.drain * (1.0 - failing);
    if excess <= 0.0 && groups.iter().all(|group| group.waiting == 0.0) {
        return Felt::default();
    }
    let limit = if params.when_full == GROW { f64::INFINITY } else { room };
    for group in groups.iter_mut() {
        group.waiting = (group.waiting + dt * group.traffic * excess).clamp(0.0, limit);
    }
    let held_up: f64 = match params.when_full {
        // Within a group, too, some buffers are full a little earlier than others.
        BLOCK => {
            let full = |group: &Group| share((group.waiting * fills_up - ALMOST_FULL) / (1.0 - ALMOST_FULL));
            excess.max(0.0) * groups.iter().map(|group| group.traffic * full(group)).sum::<f64>()
        }
        GROW => groups.iter().map(|group| group.traffic * share((group.waiting - room) / params.contention)).sum(),
        _ => 0.0,
    };
    // Relieved servers neither hold up requests nor keep what they cannot send.
    if params.relieved >= 1.0 {
        groups.iter_mut().for_each(|group| group.waiting = 0.0);
    }
    let count = groups.len() as f64;
    let backlog = groups.iter().map(|group| group.waiting).sum::<f64>() / count;
    let error = share((1.0 - params.relieved) * held_up / count);
    Felt { error, fill: share(backlog * fills_up), backlog, ..Felt::default() }
}

fn advance_queue(params: &Queued, backlog: &mut f64, dt: f64, failing: f64) -> Felt {
    let late = power(failing, params.attempts);
    let done = 1.0 - late;
    // What is new minus what the callee can take: below zero the rest works off the backlog.
    let excess = 1.0 - (1.0 + params.drain) * done;
    let change = if excess > 0.0 { params.kept * excess } else { excess };
    *backlog = (*backlog + dt * change).max(0.0);
    let waits = params.order == IN_ORDER && *backlog > 1.0;
    Felt { backlog: *backlog, late: if waits { 1.0 } else { late }, ..Felt::default() }
}

fn advance_cache(params: &Cached, entries: &mut [f64], dt: f64, failing: f64) -> Felt {
    let refreshed = 1.0 - libm::exp(-dt / params.refresh);
    let missed = power(failing, params.attempts);
    let expired = entries.len() - 1;
    for stage in (0..=expired).rev() {
        let tried = entries[stage] * refreshed;
        let misses = tried * missed;
        entries[stage] -= if stage == expired { tried - misses } else { tried };
        entries[0] += tried - misses;
        if stage < expired {
            entries[stage + 1] += misses;
        }
    }
    let stale = share(entries[expired]);
    let error = if params.when_stale == SERVE_STALE { 0.0 } else { stale };
    // Rounding must not look like failures.
    Felt { error: if error < 1e-12 { 0.0 } else { error }, late: stale, ..Felt::default() }
}

#[cfg(test)]
mod tests;
