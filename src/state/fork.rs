//! A fork: changes that begin at a moment of the run.

use super::{Notice, State, Touched};
use crate::words;
use outage_sim::{Inputs, Recording, Signal, run};
use std::rc::Rc;

impl State {
    /// The state in which changes hold after a moment, in minutes since the trigger; without one, from the start.
    pub(super) fn fork(self: &Rc<Self>, at: Option<f64>) -> Rc<Self> {
        let (from, until) = self.scenario.span;
        // At the first and at the last minute there is nothing to fork.
        let at = at.filter(|at| !at.is_nan()).map(|at| at.round().clamp(from + 1.0, (until - 1.0).max(from + 1.0)));
        self.change(Touched::Fork, |inputs| match at {
            Some(at) => *inputs = inputs.forked(at),
            None => inputs.fork = None,
        })
    }

    /// The run that inputs leave at their fork, unless that is the day as it happened. What is here already is not run anew.
    pub(super) fn unforked_of(&self, inputs: &Inputs) -> Option<Rc<Recording>> {
        let before = inputs.unforked().filter(|before| !before.is_as_it_happened())?;
        if *self.inputs == before {
            return Some(Rc::clone(&self.recording));
        }
        let known = self.unforked.clone().filter(|_| self.inputs.unforked().as_ref() == Some(&before));
        Some(known.unwrap_or_else(|| Rc::new(run(&self.scenario, &before))))
    }

    /// Why an action cannot be changed any more: it had begun before the fork.
    pub(super) fn is_past(&self, action: usize) -> Option<Notice> {
        let fork = self.wanted().fork.as_ref()?;
        let (begun, _) = self.recording.action(action).filter(|(begun, _)| *begun <= fork.at)?;
        let clock = |at: f64| words::clock(&self.scenario.clock, self.view.clock, at);
        let text = format!("It happened at {}, and the changes begin at {}.", clock(begun), clock(fork.at));
        Some(Notice::new(self.scenario.actions.get(action)?.label.clone(), text))
    }

    /// The moment of the fork.
    #[must_use]
    pub fn forks_at(&self) -> Option<f64> {
        self.wanted().fork.as_ref().map(|fork| fork.at)
    }

    /// What the changed run that this one forks from is called: `without the changes from 05:15`; `None` where this one is
    /// compared with the day as it happened.
    #[must_use]
    pub fn unforked_name(&self) -> Option<String> {
        let fork = self.inputs.fork.as_ref().filter(|_| self.unforked.is_some())?;
        let at = words::clock(&self.scenario.clock, self.view.clock, fork.at);
        Some(format!("without the changes from {at}"))
    }

    /// Whether whatever was changed at the fork leaves it all as it was: of every component each signal that all share, to the
    /// last bit.
    #[must_use]
    pub fn fork_is_idle(&self) -> bool {
        let Some(unforked) = self.inputs.unforked() else { return false };
        let is_changed = self.inputs.knobs != unforked.knobs
            || self.inputs.events != unforked.events
            || self.inputs.fixes != unforked.fixes;
        let other = self.other().0;
        let is_same = |component: usize| {
            let same = |signal: &Signal| self.recording.series(component, *signal) == other.series(component, *signal);
            Signal::COMMON.iter().all(same)
        };
        is_changed && (0..self.scenario.components.len()).all(is_same)
    }
}
