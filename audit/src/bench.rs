//! The bench that an outage is laid on: its text, compiled and run in any variation.

use crate::crew::Crew;
use outage_compile::{Instead, LIBRARY, Options, Problems, compile, compile_with};
use outage_plan::{Documented, Draft, Fact, Plan};
use outage_run::{Detail, Inputs, Judgement, Recording, Simulated, judge, run_in};
use std::time::Instant;

/// What is lost counts as having moved by so many tolerances.
pub(crate) const LOST: f64 = 10.0;

/// An outage on the bench.
pub(crate) struct Bench<'b> {
    text: &'b str,
    pub(crate) crew: Crew<'b>,
    /// As people run it.
    pub(crate) plan: Plan,
    /// The same with every parameter free, and so with the ranges of all.
    pub(crate) wide: Plan,
    /// The day as it happened.
    pub(crate) day: Recording,
    pub(crate) judged: Vec<Judgement>,
    /// For each fact, the one before it that says the same.
    pub(crate) same_as: Vec<Option<usize>>,
}

/// What runs cost, in seconds.
pub(crate) struct Cost {
    pub(crate) compile: f64,
    /// Of one day.
    pub(crate) day: f64,
    /// Days until all facts are judged: those with conditions of their own take further ones.
    pub(crate) days: f64,
}

/// A run, judged.
pub(crate) struct Run {
    pub(crate) plan: Plan,
    pub(crate) recording: Recording,
    pub(crate) judged: Vec<Judgement>,
}

impl<'b> Bench<'b> {
    /// Lays an outage on the bench.
    ///
    /// # Errors
    /// Everything that is wrong with the text.
    pub(crate) fn new(text: &'b str, crew: Crew<'b>) -> Result<Self, Problems> {
        let wide = compile(text)?;
        let plan = compiled(text, Instead::default())?;
        let day = run_in(&plan, &Inputs::default(), Detail::Brief);
        let judged = judge(&plan, &Inputs::default(), &day);
        let same_as = same_as(&plan);
        Ok(Self { text, crew, plan, wide, day, judged, same_as })
    }

    /// What a run costs, measured.
    pub(crate) fn cost(&self) -> Cost {
        let begun = Instant::now();
        // That it can be compiled is known.
        let _ = self.compile(Instead::default());
        let compile = begun.elapsed().as_secs_f64();
        let begun = Instant::now();
        let _ = run_in(&self.plan, &Inputs::default(), Detail::Brief);
        let mut given: Vec<_> = self.plan.facts.iter().map(|fact| &fact.given).filter(|it| !it.is_empty()).collect();
        let all = std::mem::take(&mut given);
        all.into_iter().for_each(|it| {
            if !given.contains(&it) {
                given.push(it)
            }
        });
        Cost { compile, day: begun.elapsed().as_secs_f64(), days: 1.0 + given.len() as f64 }
    }

    /// The text with something otherwise.
    ///
    /// # Errors
    /// What is wrong with it then.
    pub(crate) fn compile(&self, instead: Instead) -> Result<Plan, Problems> {
        compiled(self.text, instead)
    }

    /// The text with something otherwise, and its actions changed, as it runs and is judged. `None` when it cannot be run.
    pub(crate) fn run(&self, instead: Instead, change: impl FnOnce(&mut Draft)) -> Option<Run> {
        let plan = if instead == Instead::default() { self.plan.clone() } else { self.compile(instead).ok()? };
        let mut draft: Draft = (*plan).clone();
        change(&mut draft);
        let plan = Plan::new(draft).ok()?;
        let (recording, judged) = self.judged(&plan, &Inputs::default());
        Some(Run { plan, recording, judged })
    }

    /// A run with inputs, judged.
    pub(crate) fn judged(&self, plan: &Plan, inputs: &Inputs) -> (Recording, Vec<Judgement>) {
        let recording = run_in(plan, inputs, Detail::Brief);
        let judged = judge(plan, inputs, &recording);
        (recording, judged)
    }

    /// The facts that count: those that come out, each once.
    pub(crate) fn counted(&self) -> Vec<usize> {
        let facts = 0..self.plan.facts.len();
        facts.filter(|&fact| self.judged[fact].reproduced && self.same_as[fact].is_none()).collect()
    }

    /// Which share of the facts that count another run keeps; none of them when there was no run.
    pub(crate) fn kept(&self, judged: Option<&[Judgement]>) -> f64 {
        let counted = self.counted();
        let kept = |fact: &&usize| judged.is_some_and(|judged| judged[**fact].reproduced);
        if counted.is_empty() { 0.0 } else { counted.iter().filter(kept).count() as f64 / counted.len() as f64 }
    }

    /// How far each fact has moved, as a share of what it may be off, at most [`LOST`].
    pub(crate) fn moved(&self, judged: &[Judgement]) -> Vec<f64> {
        let facts = self.plan.facts.iter().zip(self.judged.iter().zip(judged));
        facts.map(|(fact, (before, after))| moved(fact, before.simulated, after.simulated)).collect()
    }
}

fn compiled(text: &str, instead: Instead) -> Result<Plan, Problems> {
    compile_with(&LIBRARY, text, &Options { free: Some(Vec::new()), instead, ..Options::default() })
}

/// How far a fact may be off: minutes for a time, in the unit of the column for a value.
pub(crate) fn tolerance(fact: &Fact, simulated: Simulated) -> f64 {
    match (fact.documented, simulated) {
        (_, Simulated::Value(value)) => {
            let bound = if fact.times > 0 { f64::from(fact.times) } else { fact.bound };
            (value - bound).abs().max(bound.abs().max(value.abs()) / 100.0)
        }
        (Documented::Between(from, until), _) => until - from,
        (Documented::At(_), _) => fact.tolerance,
        // The smallest that a time has.
        (Documented::Holds, _) => 10.0,
    }
}

/// How far a fact has moved, as a share of what it may be off.
pub(crate) fn moved(fact: &Fact, before: Simulated, after: Simulated) -> f64 {
    let by = match (before, after) {
        (Simulated::Never, Simulated::Never) => 0.0,
        (Simulated::At(before), Simulated::At(after)) | (Simulated::Value(before), Simulated::Value(after)) => {
            (after - before).abs()
        }
        _ => return LOST,
    };
    let share = by / tolerance(fact, before);
    // Nothing by nothing is nothing.
    if by == 0.0 {
        0.0
    } else if share < LOST {
        share
    } else {
        LOST
    }
}

/// For each fact, the one before it that reads the same in the same way and wants the same of it.
fn same_as(plan: &Plan) -> Vec<Option<usize>> {
    let says_same = |one: &Fact, other: &Fact| {
        let register = |fact: &Fact| plan.columns[usize::from(fact.column)].register;
        register(one) == register(other)
            && (one.reading, one.bound, one.times, one.lasting)
                == (other.reading, other.bound, other.times, other.lasting)
            && (one.documented, &one.given) == (other.documented, &other.given)
    };
    let facts = &plan.facts;
    (0..facts.len()).map(|fact| (0..fact).find(|&before| says_same(&facts[before], &facts[fact]))).collect()
}
