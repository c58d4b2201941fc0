//! Documented facts, judged against what a run shows.

use crate::inputs::Inputs;
use crate::machine::{Detail, run_in};
use crate::recording::Recording;
use outage_plan::{Documented, Fact, Plan, Reading};

/// A fact, judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// What the run shows.
    pub simulated: Simulated,
    /// How many minutes a time may be off.
    pub tolerance: f64,
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

/// Judges the facts that a run alone decides; `None` for those with conditions of their own, which need further runs.
#[must_use]
pub fn judge_at_once(plan: &Plan, recording: &Recording) -> Vec<Option<Judgement>> {
    let simulated: Vec<Option<Simulated>> =
        plan.facts.iter().map(|fact| fact.given.is_empty().then(|| read(fact, recording))).collect();
    in_order(plan, &simulated)
}

/// Judges every fact of a plan against a run. Facts with conditions of their own are judged in a run of their own; there
/// are at most [`MAX_CONDITIONS`](outage_plan::MAX_CONDITIONS) of these.
#[must_use]
pub fn judge(plan: &Plan, inputs: &Inputs, recording: &Recording) -> Vec<Judgement> {
    let alone = |fact: &Fact| fact.given.is_empty().then(|| read(fact, recording));
    let mut simulated: Vec<Option<Simulated>> = plan.facts.iter().map(alone).collect();
    // One run for all facts with the same conditions, and only one at a time in memory.
    while let Some(open) = simulated.iter().position(Option::is_none) {
        let given = &plan.facts[open].given;
        let recording = run_in(plan, &inputs.given(given), Detail::Brief);
        for (fact, simulated) in plan.facts.iter().zip(&mut simulated) {
            if fact.given == *given {
                *simulated = Some(read(fact, &recording));
            }
        }
    }
    in_order(plan, &simulated).into_iter().flatten().collect()
}

/// Judges what was read; a fact that has to come before others does.
fn in_order(plan: &Plan, simulated: &[Option<Simulated>]) -> Vec<Option<Judgement>> {
    let comes_before = |first: Simulated, other: u16| match (first, simulated[usize::from(other)]) {
        (Simulated::At(first), Some(Simulated::At(second))) => first < second,
        _ => false,
    };
    let judged = plan.facts.iter().zip(simulated).map(|(fact, simulated)| {
        let simulated = (*simulated)?;
        let is_in_order = fact.before.iter().all(|&other| comes_before(simulated, other));
        Some(Judgement { simulated, tolerance: fact.tolerance, reproduced: is_in_order && holds(fact, simulated) })
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
    let values = recording.column(fact.column.into());
    let peak = values.iter().copied().fold(0.0, f64::max);
    let last = values.last().copied().unwrap_or(0.0);
    let after_peak = |below: f64| {
        if peak <= below {
            return Simulated::Never;
        }
        let top = values.iter().rposition(|&value| value >= peak * 0.999).unwrap_or(0);
        first(fact, recording, values, top, |value| value < below)
    };
    match fact.reading {
        Reading::RisesTo => first(fact, recording, values, 0, |value| value >= fact.bound),
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
