//! What remediations achieve, alone and together, found out by running the day with and without them.

mod effects;

use effects::{Fates, effects};
use outage_sim::{Detail, Inputs, Scenario, run_in};
use std::collections::VecDeque;
use std::rc::Rc;

/// What a remediation achieves, or all that are in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Which remediation.
    pub of: Of,
    /// The kind of its most important effect.
    pub effect: Effect,
    /// That effect in a few words: `prevents it`, `3 h 5 m shorter`, `spares A and B`, `no change`.
    pub words: String,
    /// Further effects: what gets worse, then the most important first.
    pub more: Vec<String>,
    /// What it is compared with.
    pub by: MeasuredBy,
}

/// What remediations are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasuredBy {
    /// The same run without any remediation.
    Run,
    /// The day as it happened, because that run has nothing left to prevent.
    Day,
}

/// What a verdict is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The remediation with this index, and no other.
    One(usize),
    /// All remediations that are in place.
    Together,
}

/// The kinds of effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The component that fails first does not fail.
    Prevents,
    /// It recovers sooner, or less of it fails.
    Shortens,
    /// Others do not fail, fail less, catch up sooner or answer sooner.
    Spares,
    /// The public learns of it sooner.
    Informs,
    /// Nothing that people would notice.
    None,
    /// It takes longer, or more fails.
    Worsens,
}

/// Finds the verdict of what is in place together, then those of all remediations alone, one with each call: a few
/// milliseconds of work each.
#[derive(Debug)]
pub struct Verdicts {
    scenario: Rc<Scenario>,
    inputs: Rc<Inputs>,
    queue: VecDeque<Of>,
    /// The run without any of the remediations that are in place, once it is known.
    without: Option<(MeasuredBy, Fates)>,
}

impl Verdicts {
    /// The verdicts of remediations, all else as in these inputs, unless these leave nothing to prevent: then as it happened.
    /// One of what is in place together only if anything is.
    #[must_use]
    pub fn new(scenario: &Rc<Scenario>, inputs: &Rc<Inputs>) -> Self {
        let together = (!inputs.fixes.is_empty()).then_some(Of::Together);
        let queue = together.into_iter().chain((0..scenario.remediations.len()).map(Of::One)).collect();
        Self { scenario: Rc::clone(scenario), inputs: Rc::clone(inputs), queue, without: None }
    }
}

impl Verdicts {
    /// Judges only some remediations, alone and together; of none there is nothing to say.
    pub fn keep(&mut self, fixes: &[usize]) {
        self.queue.retain(|of| match of {
            Of::One(fix) => fixes.contains(fix),
            Of::Together => !fixes.is_empty(),
        });
    }
}

impl Iterator for Verdicts {
    type Item = Verdict;

    fn next(&mut self) -> Option<Verdict> {
        let of = self.queue.pop_front()?;
        let scenario = &*self.scenario;
        let (by, without) = self.without.get_or_insert_with(|| {
            let fates = |inputs: &Inputs| Fates::of(scenario, &run_in(scenario, inputs, Detail::Brief));
            let run = fates(&bare(&self.inputs));
            let happened = Inputs { fixes: self.inputs.fixes.clone(), seed: self.inputs.seed, ..Inputs::default() };
            if *self.inputs == happened {
                return (MeasuredBy::Run, run);
            }
            let day = fates(&bare(&happened));
            if !run.has_little_of(&day, scenario) {
                return (MeasuredBy::Run, run);
            }
            self.inputs = Rc::new(happened);
            (MeasuredBy::Day, day)
        });
        let by = *by;
        let mut inputs = bare(&self.inputs);
        match of {
            Of::Together => inputs.fixes.clone_from(&self.inputs.fixes),
            Of::One(fix) => {
                let remediation = &scenario.remediations[fix];
                inputs
                    .knobs
                    .retain(|knob, _| remediation.changes.iter().all(|change| usize::from(change.parameter) != *knob));
                inputs
                    .events
                    .retain(|event, _| remediation.moves.iter().all(|(moved, _)| usize::from(*moved) != *event));
                inputs.fixes.insert(fix);
            }
        }
        let with = Fates::of(scenario, &run_in(scenario, &inputs, Detail::Brief));
        let mut effects = effects(scenario, without, &with).into_iter();
        let (effect, words) = effects.next().unwrap_or((Effect::None, "no change".into()));
        Some(Verdict { of, effect, words, more: effects.map(|(_, words)| words).collect(), by })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.queue.len(), Some(self.queue.len()))
    }
}

/// Inputs without any remediation.
fn bare(inputs: &Inputs) -> Inputs {
    Inputs { fixes: [].into(), ..inputs.clone() }
}
