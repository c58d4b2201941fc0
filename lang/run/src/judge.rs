//! Facts judged against what a run shows.

use crate::{Inputs, Machine, Recording};
use outage_plan::{Documented, Fact, Given, Reading};

/// A fact, judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// What the run shows.
    pub simulated: Simulated,
    /// Whether the run reproduces the fact.
    pub reproduced: bool,
}

/// What a run has to say about a fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Simulated {
    /// It happens at this time, in minutes since the trigger.
    At(f64),
    /// It does not happen.
    Never,
    /// The value that was read.
    Value(f64),
}

/// Judges every fact of the machine's plan, with these inputs; facts that are looked for under conditions of their own
/// have further runs, one for each condition.
#[must_use]
pub fn judge(machine: &mut Machine, inputs: &Inputs, recording: &Recording) -> Vec<Judgement> {
    let facts = machine.plan().facts.clone();
    let mut runs: Vec<(&Given, Recording)> = Vec::new();
    for fact in &facts {
        let is_known = fact.given == Given::default() || runs.iter().any(|(given, _)| **given == fact.given);
        if !is_known {
            let run = machine.run(&inputs.given(&fact.given));
            runs.push((&fact.given, run));
        }
    }
    let run_of = |fact: &Fact| runs.iter().find(|(given, _)| **given == fact.given).map_or(recording, |(_, run)| run);
    let simulated: Vec<Simulated> = facts.iter().map(|fact| read(fact, run_of(fact))).collect();
    let comes_before = |fact: usize, other: u16| match (simulated[fact], simulated.get(usize::from(other))) {
        (Simulated::At(first), Some(Simulated::At(second))) => first < *second,
        _ => false,
    };
    let judged = facts.iter().enumerate().map(|(number, fact)| {
        let in_order = fact.before.iter().all(|&other| comes_before(number, other));
        Judgement { simulated: simulated[number], reproduced: in_order && holds(fact, simulated[number]) }
    });
    judged.collect()
}

fn holds(fact: &Fact, simulated: Simulated) -> bool {
    match (fact.documented, simulated) {
        (Documented::At(documented), Simulated::At(found)) => libm::fabs(found - documented) <= fact.tolerance,
        (Documented::Between(from, until), Simulated::At(found)) => (from..=until).contains(&found),
        (Documented::Holds, Simulated::At(_)) => true,
        (Documented::Holds, Simulated::Value(value)) => match fact.reading {
            Reading::PeakAtLeast | Reading::EndsAtLeast => value >= fact.bound,
            Reading::PeakAtMost | Reading::EndsAtMost => value <= fact.bound,
            Reading::Crosses => value >= f64::from(fact.times),
            _ => false,
        },
        _ => false,
    }
}

fn read(fact: &Fact, recording: &Recording) -> Simulated {
    let values: Vec<f64> = recording.column(fact.column.into()).collect();
    let peak = values.iter().copied().fold(0.0, f64::max);
    let last = values.last().copied().unwrap_or(0.0);
    let after_peak = |below: f64| {
        if peak <= below {
            return Simulated::Never;
        }
        let top = values.iter().rposition(|&value| value >= peak * 0.999).unwrap_or(0);
        first(fact, recording, &values, top, |value| value < below)
    };
    match fact.reading {
        Reading::RisesTo => first(fact, recording, &values, 0, |value| value >= fact.bound),
        Reading::FallsBelow => after_peak(fact.bound),
        Reading::FallsFromPeakBy => after_peak(peak - fact.bound),
        Reading::FallsToShareOfPeak => after_peak(peak * fact.bound),
        Reading::PeakAtLeast | Reading::PeakAtMost => Simulated::Value(peak),
        Reading::EndsAtLeast | Reading::EndsAtMost => Simulated::Value(last),
        Reading::Crosses => {
            let rises = values.windows(2).filter(|pair| pair[0] < fact.bound && pair[1] >= fact.bound);
            Simulated::Value(rises.count() as f64)
        }
    }
}

/// The first time from a moment on at which something has held for as long as the fact wants.
fn first(fact: &Fact, recording: &Recording, values: &[f64], from: usize, holds: impl Fn(f64) -> bool) -> Simulated {
    let mut since = None;
    for (moment, &value) in values.iter().enumerate().skip(from) {
        if !holds(value) {
            since = None;
            continue;
        }
        let since = *since.get_or_insert(moment);
        if recording.time(moment) - recording.time(since) >= fact.lasting - 1e-9 {
            return Simulated::At(recording.time(moment));
        }
    }
    Simulated::Never
}
