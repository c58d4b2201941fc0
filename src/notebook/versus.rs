//! What two runs differ in, in numbers.

use crate::state::{Change, State};
use crate::words;
use outage_sim::{ONSET, Recording, Scenario, Summary};
use std::rc::Rc;

/// Two runs, the second of which is what the first is measured by.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The run.
    pub one: Rc<State>,
    /// What it is compared with.
    pub other: Rc<State>,
}

impl Pair {
    /// Whether both are runs of one outage: only then have they lanes in common.
    #[must_use]
    pub fn is_alike(&self) -> bool {
        self.one.document == self.other.document
    }

    /// Whether both are the same run.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.is_alike() && self.one.recording.digest() == self.other.recording.digest()
    }
}

/// A figure of two runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// What it is.
    pub label: String,
    /// Its value in each.
    pub values: [String; 2],
    /// How much more or less the first has; empty where that cannot be said in a number.
    pub difference: String,
    /// How the first does.
    pub change: Change,
}

/// The figures of two runs: the four that sum a run up, and how many services failed.
#[must_use]
pub fn measures(pair: &Pair) -> Vec<Measure> {
    let Pair { one, other } = pair;
    let (figures, others) = (one.headline().figures, other.headline().figures);
    let of = |state: &State| state.recording.summary(state.scenario.root());
    let (is, was) = (of(one), of(other));
    let recovery = |summary: &Summary| match summary.first_error {
        None => 0.0,
        Some(_) => summary.recovered.unwrap_or(f64::INFINITY),
    };
    let reproduced = |state: &State| state.judgements.iter().filter(|judgement| judgement.reproduced).count() as f64;
    let failed = [one, other].map(|state| failing(&state.scenario, &state.recording) as f64);
    let points =
        |by: f64| if by >= 0.005 { format!("{} points", words::decimals(by * 100.0, 0)) } else { String::new() };
    let minutes = |by: f64| if by >= 0.5 && by.is_finite() { words::duration(by) } else { String::new() };
    let count = |by: f64| if by > 0.0 { words::thousands(by) } else { String::new() };
    let differ = |by: f64, shown: &dyn Fn(f64) -> String, less: &str, more: &str| match shown(by.abs()) {
        text if text.is_empty() => text,
        text => format!("{text} {}", if by < 0.0 { less } else { more }),
    };
    let differences = [
        (is.peak_error - was.peak_error, differ(is.peak_error - was.peak_error, &points, "less", "more")),
        (is.error_minutes - was.error_minutes, differ(is.error_minutes - was.error_minutes, &minutes, "less", "more")),
        (recovery(&is) - recovery(&was), differ(recovery(&is) - recovery(&was), &minutes, "sooner", "later")),
        // What another outage shows of its own facts is nothing to compare with.
        if pair.is_alike() {
            let by = reproduced(one) - reproduced(other);
            (0.0, differ(by, &count, "fewer", "more"))
        } else {
            (0.0, String::new())
        },
    ];
    let label = |index: usize, label: &str| match index {
        0 if !pair.is_alike() => "Peak errors where it began".into(),
        _ => label.to_owned(),
    };
    let both = figures.iter().zip(&others).zip(differences).enumerate();
    let mut measures: Vec<Measure> = both
        .map(|(index, ((figure, other), (by, difference)))| {
            let values = [figure.value.clone(), other.value.clone()];
            let change = if values[0] == values[1] { Change::Same } else { change(by) };
            let difference = if values[0] == values[1] { String::new() } else { difference };
            Measure { label: label(index, &figure.label), values, difference, change }
        })
        .collect();
    let by = failed[0] - failed[1];
    measures.insert(
        3,
        Measure {
            label: "Services that failed".into(),
            values: failed.map(words::thousands),
            difference: differ(by, &count, "fewer", "more"),
            change: change(by),
        },
    );
    measures
}

fn change(by: f64) -> Change {
    match by {
        by if by < 0.0 => Change::Better,
        by if by > 0.0 => Change::Worse,
        _ => Change::Same,
    }
}

/// How many of the services on the lanes failed at some time.
fn failing(scenario: &Scenario, recording: &Recording) -> usize {
    let lanes = (0..scenario.components.len()).filter(|&index| scenario.components[index].lane);
    lanes.filter(|&index| recording.summary(index).peak_error >= ONSET).count()
}

/// How a service fared in two runs of one outage.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// Index of the component.
    pub component: usize,
    /// Its outage-equivalent time in each, in minutes.
    pub minutes: [f64; 2],
    /// That in words.
    pub values: [String; 2],
    /// How much more or less the first has; empty where it reads the same.
    pub difference: String,
    /// How the first does.
    pub change: Change,
}

/// How each service fared in two runs of one outage, in the order of the lanes; nothing, of two outages.
#[must_use]
pub fn lanes(pair: &Pair) -> Vec<Lane> {
    if !pair.is_alike() {
        return Vec::new();
    }
    let components = &pair.one.scenario.components;
    let lane = |component: usize| {
        let minutes = [&pair.one, &pair.other].map(|state| state.recording.summary(component).error_minutes);
        let values = minutes.map(words::duration);
        let by = if values[0] == values[1] { 0.0 } else { minutes[0] - minutes[1] };
        let difference = match by {
            0.0 => String::new(),
            by => format!("{} {}", words::duration(by), if by < 0.0 { "less" } else { "more" }),
        };
        Lane { component, minutes, values, difference, change: change(by) }
    };
    (0..components.len()).filter(|&index| components[index].lane).map(lane).collect()
}
