//! Sliders: what people find when they move them.

use crate::bench::Bench;
use crate::dead::{Dead, differs};
use outage_plan::{Knob, ONSET, Parameter, Plan, Signal};
use outage_run::{Detail, EventChange, Inputs, Recording, run_in};
use serde::Serialize;

/// Something about a number that somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// What it is. Of a knob: `quiet`, where the quiet day fails; `reach`, where the slider ends within the plausible range;
    /// `flat`, where nothing changes within all of that; `jumps`, where the outcome goes up and down. Of a fitted number:
    /// `loose`, where a tenth more or less changes none of the facts that it is fitted to.
    pub what: &'static str,
    /// The parameter.
    pub id: String,
    /// What was found.
    pub why: String,
}

/// Hours by which an outcome has to turn to count, at least.
const TURN: f64 = 0.25;

/// The same as a share of how far the outcome goes over the slider.
const TURN_SHARE: f64 = 0.1;

/// What a slider does at one value.
struct Shown {
    value: f64,
    /// Whether the day differs from the one as it happened.
    differs: bool,
    /// Hours for which the root fails, and hours of errors of all components together.
    outcome: [f64; 2],
    /// Components that fail without the trigger, and do not at the usual value.
    quiet: Vec<usize>,
}

/// Everything about sliders: those that change nothing, and what is to be looked at.
pub(crate) fn sliders(bench: &Bench<'_>, points: usize) -> (Vec<Dead>, Vec<Remark>) {
    if points == 0 {
        return (Vec::new(), Vec::new());
    }
    let plan = &bench.plan;
    let knobs: Vec<(usize, &Parameter, Vec<f64>)> =
        plan.knobs().map(|(number, parameter, knob)| (number, parameter, values(knob, points))).collect();
    let quiet = quiet(plan);
    let failing = |recording: &Recording| -> Vec<usize> {
        (0..plan.components.len()).filter(|&part| recording.summary(part).peak_error >= ONSET).collect()
    };
    let usual = failing(&run_in(plan, &quiet, Detail::Brief));
    let jobs: Vec<(usize, f64)> =
        knobs.iter().flat_map(|(number, _, values)| values.iter().map(move |value| (*number, *value))).collect();
    let shown = bench.crew.each("sliders", &jobs, |(knob, value)| {
        let mut inputs = Inputs::default();
        // A value of the slider is always accepted.
        let _ = inputs.set_value(plan, *knob, *value);
        let day = run_in(plan, &inputs, Detail::Brief);
        let rest = run_in(plan, &Inputs { events: quiet.events.clone(), ..inputs }, Detail::Brief);
        let quiet = failing(&rest).into_iter().filter(|part| !usual.contains(part)).collect();
        let differs = differs((plan, &bench.day), (plan, &day));
        Shown { value: *value, differs, outcome: outcome(plan, &day), quiet }
    });
    let (mut dead, mut remarks) = (Vec::new(), Vec::new());
    let mut shown = shown.into_iter();
    for (number, parameter, values) in &knobs {
        let shown: Vec<Shown> = shown.by_ref().take(values.len()).collect();
        if shown.iter().all(|shown| !shown.differs) {
            dead.extend(idle(bench, *number, parameter, values));
        }
        remarks.extend(look(bench, *number, parameter, &shown));
    }
    (dead, remarks)
}

/// How many values of all knobs are tried.
pub(crate) fn tried(plan: &Plan, points: usize) -> usize {
    if points == 0 { 0 } else { plan.knobs().map(|(.., knob)| values(knob, points).len()).sum() }
}

/// The day without what set it off.
pub(crate) fn quiet(plan: &Plan) -> Inputs {
    let triggers = plan.actions.iter().enumerate().filter(|(_, action)| action.is_trigger);
    Inputs { events: triggers.map(|(number, _)| (number, EventChange::Off)).collect(), ..Inputs::default() }
}

/// The values of a knob that are tried: so many of a slider, each a whole number of its steps; each word.
fn values(knob: &Knob, points: usize) -> Vec<f64> {
    match knob {
        Knob::Words(words) => words.iter().map(|(word, _)| f64::from(*word)).collect(),
        Knob::Range { min, max, step } => {
            let steps = ((max - min) / step + 1e-9).floor();
            let last = points.max(2) - 1;
            let mut found: Vec<f64> = (0..=last)
                .map(|point| (min + step * (steps * point as f64 / last as f64).round()).clamp(*min, *max))
                .collect();
            found.dedup();
            found
        }
    }
}

fn outcome(plan: &Plan, day: &Recording) -> [f64; 2] {
    let errors = day.series(plan.root(), Signal::Error);
    let failing = errors.iter().filter(|error| **error >= ONSET).count() as f64 * plan.step / 60.0;
    let all = (0..plan.components.len()).map(|part| day.summary(part).error_minutes).sum::<f64>() / 60.0;
    [failing, all]
}

/// A knob that changes nothing of the day: nor in any of the days that facts and remediations tell of?
fn idle(bench: &Bench<'_>, knob: usize, parameter: &Parameter, values: &[f64]) -> Option<Dead> {
    let plan = &bench.plan;
    let fixes = (0..plan.remediations.len()).map(|fix| Inputs { fixes: [fix].into(), ..Inputs::default() });
    let off = (0..plan.actions.len())
        .map(|action| Inputs { events: [(action, EventChange::Off)].into(), ..Inputs::default() });
    let words = plan.knobs().filter(|(_, _, knob)| matches!(knob, Knob::Words(_))).flat_map(|(number, _, knob)| {
        let set = move |value: f64| Inputs { knobs: [(number, value)].into(), ..Inputs::default() };
        self::values(knob, 0).into_iter().map(set)
    });
    let days: Vec<Inputs> = fixes.chain(off).chain(words).collect();
    let differs = bench.crew.each("sliders that seem dead", &days, |inputs| {
        let usual = run_in(plan, inputs, Detail::Brief);
        values.iter().any(|value| {
            let mut inputs = inputs.clone();
            inputs.set_value(plan, knob, *value).is_ok()
                && differs((plan, &usual), (plan, &run_in(plan, &inputs, Detail::Brief)))
        })
    });
    if differs.contains(&true) {
        return None;
    }
    let why = "at no value is any day another, with any remediation, without any action".to_owned();
    Some(Dead { what: "knob", id: parameter.id.clone(), why })
}

fn look(bench: &Bench<'_>, number: usize, parameter: &Parameter, shown: &[Shown]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut remark = |what, why| remarks.push(Remark { what, id: parameter.id.clone(), why });
    let bad: Vec<&Shown> = shown.iter().filter(|shown| !shown.quiet.is_empty()).collect();
    if let (Some(first), Some(last)) = (bad.first(), bad.last()) {
        let part = &bench.plan.components[first.quiet[0]].id;
        let (from, until) = (parameter.text(first.value), parameter.text(last.value));
        let unit = &parameter.unit;
        remark(
            "quiet",
            format!("{part} fails without the trigger from {from} to {until} {unit}").trim_end().to_owned(),
        );
    }
    let receipt = bench.wide.parameters[number].receipt.as_ref();
    if let (Some((low, high)), Some(Knob::Range { min, max, .. })) =
        (receipt.and_then(|receipt| receipt.plausible), &parameter.knob)
        && (low < *min || high > *max)
    {
        remark("reach", format!("{low} to {high} is plausible, and the slider goes from {min} to {max}"));
    }
    if let Some((low, high)) = receipt.and_then(|receipt| receipt.plausible)
        && shown.iter().any(|shown| shown.differs)
    {
        let within: Vec<&Shown> = shown.iter().filter(|shown| (low..=high).contains(&shown.value)).collect();
        if within.len() > 1 && within.iter().all(|shown| !shown.differs) {
            remark("flat", format!("anywhere from {low} to {high}, which is plausible, the day is the same"));
        }
    }
    if matches!(parameter.knob, Some(Knob::Range { .. })) {
        for (place, name) in ["hours of failing", "hours of errors"].into_iter().enumerate() {
            let outcomes: Vec<f64> = shown.iter().map(|shown| shown.outcome[place]).collect();
            let turns = turns(&outcomes);
            if turns > 1 {
                let told: Vec<String> = outcomes.iter().map(|hours| format!("{hours:.1}")).collect();
                remark("jumps", format!("{name} turn {turns} times along the slider: {}", told.join(" ")));
            }
        }
    }
    remarks
}

/// How often a series goes the other way by more than a little.
fn turns(series: &[f64]) -> usize {
    let span = |values: &[f64]| {
        let largest = values.iter().copied().fold(f64::MIN, f64::max);
        largest - values.iter().copied().fold(f64::MAX, f64::min)
    };
    let least = (span(series) * TURN_SHARE).max(TURN);
    let Some((&first, rest)) = series.split_first() else { return 0 };
    let (mut low, mut high, mut direction, mut turns) = (first, first, 0, 0);
    for &value in rest {
        (low, high) = (low.min(value), high.max(value));
        let now = match direction {
            1 if high - value > least => -1,
            -1 if value - low > least => 1,
            0 if high - value > least => -1,
            0 if value - low > least => 1,
            same => same,
        };
        if now != direction {
            turns += usize::from(direction != 0);
            (direction, low, high) = (now, value, value);
        }
    }
    turns
}

#[cfg(test)]
mod tests {
    use super::turns;

    #[test]
    fn a_series_that_goes_up_and_down_turns() {
        assert_eq!(turns(&[0.0, 1.0, 2.0, 3.0]), 0);
        assert_eq!(turns(&[3.0, 1.0, 0.0, 2.0, 4.0]), 1, "one best value");
        assert_eq!(turns(&[0.0, 3.0, 0.0, 3.0]), 2);
        assert_eq!(turns(&[0.0, 3.0, 2.9, 3.1]), 0, "a tenth of an hour is no turn");
        assert_eq!(turns(&[]), 0);
    }
}
