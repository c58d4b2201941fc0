//! What somebody changed before: to take back, and to do again.

use outage_sim::{Inputs, Scenario};
use std::rc::Rc;

/// Most steps that are kept.
const KEPT: usize = 100;

/// One thing that somebody changes. Changes of the same thing in a row, such as those of a slider that is dragged, are one
/// step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touched {
    /// A knob, by the index of its parameter.
    Knob(usize),
    /// What operators did, by the index of the action.
    Event(usize),
    /// A remediation, by its index.
    Fix(usize),
    /// The seed.
    Seed,
    /// From when on changes hold.
    Fork,
    /// Several at once.
    Everything,
}

/// A step: what was touched, and the inputs on its far side.
type Step = (Touched, Rc<Inputs>);

/// The steps before and after the inputs of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    past: Vec<Step>,
    future: Vec<Step>,
}

impl History {
    /// Remembers the inputs that a change replaces. What was taken back before is gone then.
    pub(super) fn remember(&mut self, touched: Touched, before: &Rc<Inputs>, after: &Inputs) {
        // What leads back to where the step began is a step of its own.
        let is_more = self
            .past
            .last()
            .is_some_and(|(last, there)| *last == touched && touched != Touched::Everything && **there != *after);
        if !is_more || !self.future.is_empty() {
            self.past.push((touched, Rc::clone(before)));
        }
        if self.past.len() > KEPT {
            self.past.remove(0);
        }
        self.future.clear();
    }

    /// Goes a step back from the current inputs, or on; gives the inputs there.
    pub(super) fn step(&mut self, back: bool, current: &Rc<Inputs>) -> Option<Rc<Inputs>> {
        let (from, to) = if back { (&mut self.past, &mut self.future) } else { (&mut self.future, &mut self.past) };
        let (touched, inputs) = from.pop()?;
        to.push((touched, Rc::clone(current)));
        Some(inputs)
    }

    /// What would be taken back, or done again.
    #[must_use]
    pub fn next(&self, back: bool) -> Option<Touched> {
        if back { self.past.last() } else { self.future.last() }.map(|(touched, _)| *touched)
    }
}

impl Touched {
    /// Its name, for people.
    #[must_use]
    pub fn label(self, scenario: &Scenario) -> &str {
        let label = match self {
            Self::Knob(index) => scenario.parameters.get(index).map(|spec| spec.label.as_str()),
            Self::Event(index) => scenario.actions.get(index).map(|spec| spec.label.as_str()),
            Self::Fix(index) => scenario.remediations.get(index).map(|spec| spec.label.as_str()),
            Self::Seed => Some("Luck"),
            Self::Fork => Some("From when on"),
            Self::Everything => None,
        };
        label.unwrap_or("all changes")
    }
}
