//! What named numbers were during a run, for those who look inside a component.

use crate::inputs::Inputs;
use crate::machine::{Detail, Machine};
use crate::vectors::{Registers, Vectors, at};
use outage_plan::{Plan, SCALAR};

/// What something that has a name in the equations was during a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// Its number in [`Draft::inside`](outage_plan::Draft::inside).
    pub inside: usize,
    /// How many cohorts it has a value for; 1 for what is one for the whole component.
    pub cohorts: usize,
    /// Moments from one value of cohorts to the next; 1 for what is one for the whole component.
    pub every: usize,
    /// The values, moment after moment, in the unit that its name says.
    values: Vec<f32>,
    scale: f64,
}

impl Look {
    /// Its values at a moment, one for each cohort; between two pictures, as in the first.
    #[must_use]
    pub fn at(&self, moment: usize) -> &[f32] {
        let last = (self.values.len() / self.cohorts.max(1)).saturating_sub(1);
        let from = (moment / self.every.max(1)).min(last) * self.cohorts;
        self.values.get(from..from + self.cohorts).unwrap_or(&[])
    }

    /// All values, moment after moment.
    #[must_use]
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    pub(crate) fn take(&mut self, plan: &Plan, moment: usize, r: &Registers, vectors: &Vectors) {
        if !moment.is_multiple_of(self.every) {
            return;
        }
        let operand = plan.inside[self.inside].operand;
        let small = |value: f64| (value / self.scale) as f32;
        if operand & SCALAR != 0 {
            self.values.push(small(r[at(operand & !SCALAR)]));
        } else {
            self.values.extend(vectors.of(operand).iter().take(self.cohorts).map(|value| small(*value)));
        }
    }
}

/// Runs a plan, and tells what everything was that has a name in a component or in one of its dependencies. The plan has
/// to be one that is made to be looked into; of others nothing is told.
#[must_use]
pub fn look_inside(plan: &Plan, inputs: &Inputs, component: usize) -> Vec<Look> {
    let every = (plan.between_pictures as usize).max(1);
    let of_component = |inside: &usize| usize::from(plan.inside[*inside].component) == component;
    let look = |inside: usize| {
        let found = &plan.inside[inside];
        let is_one = found.operand & SCALAR != 0;
        let cohorts = if is_one { 1 } else { plan.vectors[usize::from(found.operand)] as usize };
        Look { inside, cohorts, every: if is_one { 1 } else { every }, values: Vec::new(), scale: found.scale }
    };
    let mut looks: Vec<Look> = (0..plan.inside.len()).filter(of_component).map(look).collect();
    let _ = Machine::new(plan).run_with(inputs, Detail::Brief, &mut looks);
    looks
}
