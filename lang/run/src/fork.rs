//! A fork: from a moment of the run on, other inputs hold. What was until then stays as it was.

use crate::actions::Acts;
use crate::inputs::{EventChange, Inputs, When};
use crate::vectors::{Registers, at};
use outage_plan::Plan;
use std::borrow::Cow;

/// From when on the changes of some inputs hold, and what was changed before.
#[derive(Debug, Clone, PartialEq)]
pub struct Fork {
    /// The last moment that is as it was, in minutes since the trigger.
    pub at: f64,
    /// What is changed until then. Its seed means nothing: luck is that of the whole run.
    pub before: Box<Inputs>,
}

impl Inputs {
    /// The same changes, from a time in minutes since the trigger on. What held before a fork still does: a second one only
    /// moves it.
    #[must_use]
    pub fn forked(&self, at: f64) -> Self {
        let own = || Box::new(Self { seed: None, ..self.clone() });
        let before = self.fork.as_ref().map_or_else(own, |fork| fork.before.clone());
        Self { fork: Some(Fork { at, before }), ..self.clone() }
    }

    /// The run that a fork leaves, as it would have gone on; `None` without a fork.
    #[must_use]
    pub fn unforked(&self) -> Option<Self> {
        let fork = self.fork.as_ref()?;
        Some(Self { seed: self.seed, fork: None, ..Self::clone(&fork.before) })
    }

    /// Keeps actions from happening that a dry run of what holds before the fork refuses, each with when it began there. Those
    /// that would have begun by the fork stay refused afterwards, unless they are given a time after it: their time is over.
    pub(crate) fn refuse_before_fork(&mut self, plan: &Plan, refused: &[(usize, Option<f64>)]) {
        let Some(at) = self.fork.as_ref().map(|fork| fork.at) else { return };
        for (action, begun) in refused {
            let comes_again = match self.when(plan, *action) {
                When::At(time) => time > at,
                When::Usual => plan.actions.get(*action).is_some_and(|action| action.at > at),
                When::Off => false,
            };
            if begun.is_some_and(|begun| begun <= at) && !comes_again {
                self.events.insert(*action, EventChange::Off);
            }
            if let Some(fork) = &mut self.fork {
                fork.before.events.insert(*action, EventChange::Off);
            }
        }
    }

    /// The parameters that a fork changes, by their number, in ascending order.
    pub fn changed_at_fork<'a>(&'a self, plan: &'a Plan) -> impl Iterator<Item = usize> + 'a {
        let differs = move |number: &usize, before: &Self| {
            before.value(plan, *number).to_bits() != self.value(plan, *number).to_bits()
        };
        self.fork.iter().flat_map(move |fork| (0..plan.parameters.len()).filter(move |it| differs(it, &fork.before)))
    }

    /// The inputs without a fork that is none: at the start of the run or before, and at its end or after.
    pub(crate) fn with_real_fork(&self, plan: &Plan) -> Cow<'_, Self> {
        let Some(fork) = &self.fork else { return Cow::Borrowed(self) };
        let last = plan.span.0 + (plan.moments() - 1) as f64 * plan.step;
        if fork.at >= last {
            return Cow::Owned(Self { seed: self.seed, fork: None, ..Self::clone(&fork.before) });
        }
        // What is not a number is none either.
        if fork.at > plan.span.0 { Cow::Borrowed(self) } else { Cow::Owned(Self { fork: None, ..self.clone() }) }
    }

    /// What holds at the start of a run.
    pub(crate) fn at_first(&self) -> &Self {
        self.fork.as_ref().map_or(self, |fork| &fork.before)
    }

    /// The first moment at which other inputs hold; beyond every run without a fork.
    pub(crate) fn turns_at(&self, plan: &Plan) -> usize {
        self.fork.as_ref().map_or(usize::MAX, |fork| {
            let steps = (fork.at - plan.span.0) / plan.step;
            // Rounding must not move it to the next step.
            libm::floor(steps + 1e-9) as usize + 1
        })
    }
}

/// What changed at the fork of a run.
#[derive(Debug)]
pub(crate) struct Turned {
    /// The last moment that is as it was, in minutes since the trigger.
    pub(crate) at: f64,
    /// The actions that have another time from then on, by their number.
    pub(crate) actions: Vec<usize>,
}

/// Lets other inputs hold from a moment on, and gives what changes by that; `None` when it is nothing. What operators have
/// begun by then goes on, from the new values.
pub(crate) fn turn(
    plan: &Plan,
    inputs: &Inputs,
    moment: usize,
    acts: &mut Acts,
    r: &mut Registers,
    changes: &mut [Vec<(u32, f64)>],
) -> Option<Turned> {
    let mut is_changed = false;
    for number in inputs.changed_at_fork(plan) {
        is_changed = true;
        let (parameter, value) = (&plan.parameters[number], inputs.value(plan, number));
        r[at(parameter.register)] = value * parameter.scale;
        changes[number].push((moment as u32, value));
        acts.start_from(plan, number, value * parameter.scale);
    }
    let actions = acts.replan((0..plan.actions.len()).map(|action| inputs.when(plan, action)));
    let at = inputs.fork.as_ref()?.at;
    (is_changed || !actions.is_empty()).then_some(Turned { at, actions })
}
