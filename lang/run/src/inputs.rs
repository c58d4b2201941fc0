//! What somebody changes about a day.

use outage_plan::Plan;
use std::collections::{BTreeMap, BTreeSet};

/// What somebody changes: parameters, moved or omitted actions, remediations. The default is the day as it happened.
///
/// Everything is checked against the plan when it is set, so that a run cannot fail.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inputs {
    values: BTreeMap<usize, f64>,
    actions: BTreeMap<usize, Moved>,
    remediations: BTreeSet<usize>,
    /// Luck: without a seed everything is spread evenly.
    pub seed: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Moved {
    Off,
    At(f64),
}

/// When an action happens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum When {
    /// At its own time, when what it needs is there.
    Usual,
    /// At this time, because somebody says so.
    At(f64),
    /// Not at all.
    Off,
}

/// Why something cannot be changed so.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InputProblem {
    /// There is nothing of that name.
    #[error("there is no {what} `{name}`")]
    Unknown {
        /// What was looked for.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// A number outside of its range.
    #[error("`{name}` is from {} to {}, not {value}", range.0, range.1)]
    OutOfRange {
        /// The parameter.
        name: String,
        /// What it was to be.
        value: f64,
        /// What it can be.
        range: (f64, f64),
    },
    /// A word that is none of those it can be.
    #[error("`{name}` is one of {}, not `{word}`", words.join(", "))]
    NotAWord {
        /// The parameter.
        name: String,
        /// What it was to be.
        word: String,
        /// What it can be.
        words: Vec<String>,
    },
    /// A time outside of the run.
    #[error("minute {at} is outside the run, which is from {} to {}", span.0, span.1)]
    OutsideTheRun {
        /// The time, in minutes since the trigger.
        at: f64,
        /// The run.
        span: (f64, f64),
    },
}

impl Inputs {
    /// Sets a parameter, in its own unit. Its usual value takes the change back.
    ///
    /// # Errors
    /// When there is no such parameter, or the value is outside of its range.
    pub fn set(&mut self, plan: &Plan, name: &str, value: f64) -> Result<(), InputProblem> {
        let number = plan.parameter(name).ok_or_else(|| unknown("parameter", name))?;
        let range = plan.parameters[number].range;
        if !(range.0..=range.1).contains(&value) {
            return Err(InputProblem::OutOfRange { name: name.into(), value, range });
        }
        self.values.remove(&number);
        if self.value(plan, number) != value {
            self.values.insert(number, value);
        }
        Ok(())
    }

    /// Sets a parameter that is one of some words.
    ///
    /// # Errors
    /// When there is no such parameter or word.
    pub fn choose(&mut self, plan: &Plan, name: &str, word: &str) -> Result<(), InputProblem> {
        let number = plan.parameter(name).ok_or_else(|| unknown("parameter", name))?;
        let words = &plan.parameters[number].words;
        let Some(value) = words.iter().position(|known| known == word) else {
            return Err(InputProblem::NotAWord { name: name.into(), word: word.into(), words: words.clone() });
        };
        self.set(plan, name, value as f64)
    }

    /// Keeps an action from happening.
    ///
    /// # Errors
    /// When there is no such action.
    pub fn switch_off(&mut self, plan: &Plan, id: &str) -> Result<(), InputProblem> {
        self.actions.insert(action(plan, id)?, Moved::Off);
        Ok(())
    }

    /// Lets an action happen at a time in minutes since the trigger, whatever it would have waited for.
    ///
    /// # Errors
    /// When there is no such action, or the time is outside of the run.
    pub fn move_to(&mut self, plan: &Plan, id: &str, at: f64) -> Result<(), InputProblem> {
        let number = action(plan, id)?;
        let span = plan.span;
        if !(span.0..=span.1).contains(&at) {
            return Err(InputProblem::OutsideTheRun { at, span });
        }
        self.actions.insert(number, Moved::At(at));
        Ok(())
    }

    /// Puts a remediation in place.
    ///
    /// # Errors
    /// When there is no such remediation.
    pub fn put_in_place(&mut self, plan: &Plan, id: &str) -> Result<(), InputProblem> {
        let number = plan.remediations.iter().position(|remediation| remediation.id == id);
        self.remediations.insert(number.ok_or_else(|| unknown("remediation", id))?);
        Ok(())
    }

    /// The inputs that a fact is looked for with.
    pub(crate) fn given(&self, given: &outage_plan::Given) -> Self {
        let mut inputs = self.clone();
        inputs.actions.extend(given.off.iter().map(|&action| (usize::from(action), Moved::Off)));
        inputs.values.extend(given.set.iter().map(|change| (usize::from(change.parameter), change.value)));
        inputs.remediations.extend(given.fix.iter().map(|&fix| usize::from(fix)));
        inputs
    }

    /// The value of a parameter before any action, in its own unit: what somebody set, else what a remediation sets,
    /// else its usual one.
    #[must_use]
    pub fn value(&self, plan: &Plan, parameter: usize) -> f64 {
        let fixes = self.remediations.iter().filter_map(|&number| plan.remediations.get(number));
        let changes = fixes.flat_map(|fix| &fix.changes);
        let mut by_fix = changes.filter(|change| usize::from(change.parameter) == parameter).map(|change| change.value);
        let usual = || plan.parameters.get(parameter).map_or(0.0, |parameter| parameter.value);
        self.values.get(&parameter).copied().or_else(|| by_fix.next_back()).unwrap_or_else(usual)
    }

    /// When an action happens.
    pub(crate) fn when(&self, plan: &Plan, action: usize) -> When {
        match self.actions.get(&action) {
            Some(Moved::Off) => When::Off,
            Some(Moved::At(at)) => When::At(*at),
            None => {
                let fixes = self.remediations.iter().filter_map(|&number| plan.remediations.get(number));
                let moves = fixes.flat_map(|fix| &fix.moves).filter(|(moved, _)| usize::from(*moved) == action);
                moves.map(|(_, at)| *at).reduce(f64::min).map_or(When::Usual, When::At)
            }
        }
    }
}

fn action(plan: &Plan, id: &str) -> Result<usize, InputProblem> {
    plan.actions.iter().position(|action| action.id == id).ok_or_else(|| unknown("action", id))
}

fn unknown(what: &'static str, name: &str) -> InputProblem {
    InputProblem::Unknown { what, name: name.chars().take(60).collect() }
}
