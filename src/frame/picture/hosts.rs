//! What is told of the hosts of a cell beside their bars: what their manager has room for, how fast shards move and how
//! many wait for a connection.

use super::{Strip, own_setting};
use crate::frame::setting::own;
use crate::words;
use outage_sim::{ComponentKind, Inputs, Recording, Scenario};

/// Minutes that a strip looks back.
const BACK: f64 = 240.0;
/// Points of a strip.
const POINTS: usize = 81;

/// What is told of the hosts of a cell at a moment.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Hosts {
    pub(super) subtitle: String,
    /// How many entries of every host's status message the manager works off in time.
    pub(super) room: f64,
    pub(super) strips: Vec<Strip>,
    /// Sentences on the shards and status messages.
    pub(super) spoken: String,
}

impl Hosts {
    pub(super) fn at(
        scenario: &Scenario,
        inputs: &Inputs,
        recording: &Recording,
        cell: usize,
        minutes: f64,
        (held, levels): (&[f32], &[f32]),
    ) -> Self {
        let beside = |kind| {
            let mut specs = scenario.components.iter();
            specs.position(|spec| spec.kind == kind && spec.ledger == Some(cell))
        };
        let set = |component, id| own_setting(scenario, inputs, recording, component, id, minutes);
        let hosts = set(cell, "hosts").unwrap_or(held.len() as f64).max(1.0);
        let fullest = f64::from(held.iter().copied().fold(0.0, f32::max));
        let mean = held.iter().copied().map(f64::from).sum::<f64>() / held.len().max(1) as f64;
        let manager = beside(ComponentKind::CellManager);
        let room = manager
            .and_then(|manager| Some(set(manager, "status-capacity")? * set(manager, "status-minutes")? / hosts))
            .unwrap_or(0.0);
        let longest = f64::from(levels.iter().copied().fold(0.0, f32::max)) * room;
        let strip = |kind, gauge: &str, label: &str, most: Option<f64>| {
            let component = beside(kind)?;
            let series = recording.series(component, scenario.signal(component, gauge)?);
            let most = most.unwrap_or_else(|| series.iter().copied().fold(0.0, f64::max)).max(f64::MIN_POSITIVE);
            let at = |point: usize| {
                let back = BACK * (1.0 - point as f64 / (POINTS - 1) as f64);
                (series[recording.moment_at(minutes - back)] / most).clamp(0.0, 1.0)
            };
            let value = words::thousands(series[recording.moment_at(minutes)]);
            Some(Strip { label: label.into(), value, points: (0..POINTS).map(at).collect() })
        };
        // The scales of the strips do not follow the knobs, so that runs can be compared.
        let usual = |component, id| own(scenario, component, id).map(|parameter| scenario.parameters[parameter].value);
        let limit = manager.and_then(|manager| usual(manager, "redistribution-limit"));
        let shards = ["low-throughput-shards", "regular-shards"].into_iter().filter_map(|id| usual(cell, id)).sum();
        let strips = [
            strip(ComponentKind::CellManager, "redistribution", "moved per min", limit),
            strip(ComponentKind::Connections, "waiting", "waiting to connect", Some(shards)),
        ];
        let [fullest, mean, longest] = [fullest, mean, longest].map(words::thousands);
        Self {
            subtitle: format!("{} hosts, up to {fullest} shards", words::thousands(hosts)),
            room,
            strips: strips.into_iter().flatten().collect(),
            spoken: format!(
                "An average host holds {mean} shards. The longest status message has {longest} entries; \
                 there is room for {} from every host.",
                words::thousands(room)
            ),
        }
    }
}
