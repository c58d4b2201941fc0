//! The readings of a component: every metric that means something for it.

use super::setting::{own, setting};
use crate::words;
use outage_sim::{ComponentKind, DependencyKind, Inputs, Recording, Scenario, Signal};

/// One metric of a component at a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The metric, for its chart.
    pub signal: Signal,
    /// Its name.
    pub label: String,
    /// Its value with its unit.
    pub value: String,
    /// Its unit alone, for the axis of a chart; empty for counts.
    pub unit: String,
    /// What it is, in a sentence.
    pub about: String,
    /// Its value as a number, in the unit of recordings.
    pub number: f64,
    /// Whether it is a share from 0 to 1.
    pub is_share: bool,
}

/// The readings of a component at a moment in minutes since the trigger.
#[must_use]
pub fn readings(
    scenario: &Scenario,
    inputs: &Inputs,
    recording: &Recording,
    component: usize,
    minutes: f64,
) -> Vec<Reading> {
    let gauges = scenario.components[component].kind.gauges();
    // The error first: it is what people look for.
    let order = [Signal::Error, Signal::Offered, Signal::Latency, Signal::Backlog, Signal::Fill];
    let signals = order.into_iter().chain((0..gauges.len()).map(Signal::Gauge));
    signals
        .filter(|&signal| has(scenario, inputs, component, signal))
        .map(|signal| reading(scenario, component, signal, recording.at(component, signal, minutes)))
        .collect()
}

fn reading(scenario: &Scenario, component: usize, signal: Signal, number: f64) -> Reading {
    let kind = scenario.components[component].kind;
    let (label, about) = match (signal, kind) {
        (Signal::Offered, ComponentKind::Clients) => {
            ("Calls sent", "Calls relative to a normal day; repeated ones count.")
        }
        (Signal::Offered, _) => ("Load", "Requests that arrive, relative to a normal day; repeated ones count."),
        (Signal::Error, ComponentKind::NoticeBoard) => ("Tool errors", "Share of the posting tool's calls that fail."),
        (Signal::Error, _) => ("Errors", "Share of the requests that fail."),
        (Signal::Latency, _) => ("Latency", "Mean time to an answer; a failing call counts until its timeout."),
        (Signal::Backlog, _) => ("Backlog", "Work that waits, in time of normal load."),
        (Signal::Fill, _) => ("Buffers", "How full the local buffers are."),
        (Signal::Gauge(_), _) => ("", ""),
    };
    if let Signal::Gauge(index) = signal {
        let gauge = kind.gauges()[index];
        let value = if gauge.is_share { words::percent(number) } else { words::thousands(number) };
        return Reading {
            signal,
            label: words::sentence(&gauge.id.replace('-', " ")),
            value,
            unit: if gauge.is_share { "%".into() } else { String::new() },
            about: format!("{}.", words::sentence(gauge.about)),
            number,
            is_share: gauge.is_share,
        };
    }
    let (value, unit) = match signal {
        Signal::Offered => (format!("{}{}× normal", words::decimals(number, 2), words::NARROW), "× normal"),
        Signal::Latency => (words::seconds(number), "s"),
        Signal::Backlog => (words::duration(number), "min"),
        _ => (words::percent(number), "%"),
    };
    let is_share = matches!(signal, Signal::Error | Signal::Fill);
    Reading { signal, label: label.into(), value, unit: unit.into(), about: about.into(), number, is_share }
}

/// Whether a metric means something for a component: what has no buffer has no fill.
pub(super) fn has(scenario: &Scenario, inputs: &Inputs, component: usize, signal: Signal) -> bool {
    let spec = &scenario.components[component];
    let needs = |kind| spec.needs.iter().any(|need| need.kind == kind);
    // A queue that keeps nothing has no backlog.
    let queues = || {
        spec.needs.iter().any(|need| {
            let kept = need.kind.parameters().iter().position(|parameter| parameter.id == "kept");
            let kept = kept.and_then(|slot| need.parameters.get(slot));
            need.kind == DependencyKind::Queued && kept.is_none_or(|&kept| inputs.value(scenario, kept) > 0.0)
        })
    };
    match (signal, spec.kind) {
        (Signal::Error, ComponentKind::NoticeBoard) => !spec.needs.is_empty(),
        (Signal::Error, _) => true,
        (Signal::Offered | Signal::Latency, ComponentKind::NoticeBoard) => false,
        (Signal::Latency, ComponentKind::Clients) => spec.needs.iter().any(|need| need.kind == DependencyKind::Hard),
        (Signal::Offered | Signal::Latency, _) => true,
        (Signal::Fill, ComponentKind::TaskFleet) => true,
        (Signal::Fill, _) => needs(DependencyKind::Buffered),
        (Signal::Backlog, ComponentKind::Clients | ComponentKind::CellManager) => true,
        (Signal::Backlog, _) => needs(DependencyKind::Buffered) || queues(),
        (Signal::Gauge(index), kind) => match kind.gauges().get(index).map(|gauge| gauge.id) {
            Some("late") => needs(DependencyKind::Queued),
            Some("moved") => own(scenario, component, "standby").is_none_or(|it| inputs.value(scenario, it) > 0.0),
            Some(_) => true,
            None => false,
        },
    }
}

/// A component's own setting at a moment, by the name that its kind gives it.
pub(super) fn own_setting(
    scenario: &Scenario,
    inputs: &Inputs,
    recording: &Recording,
    component: usize,
    id: &str,
    minutes: f64,
) -> Option<f64> {
    own(scenario, component, id).map(|parameter| setting(scenario, inputs, recording, parameter, minutes))
}
