//! What named numbers were during a run, for those who look inside a component.

use crate::inputs::Inputs;
use crate::machine::{Detail, Machine};
use crate::vectors::{Registers, Vectors, at};
use outage_plan::{MAX_RECORDED, Plan, SCALAR};

/// What something that has a name in the equations was during a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// Its number in [`Draft::inside`](outage_plan::Draft::inside).
    pub inside: usize,
    /// How many cohorts it has a value for; 1 for what is one for the whole component.
    pub cohorts: usize,
    /// Moments from one value to the next: of cohorts those from picture to picture, else 1; more where all moments would
    /// be more numbers than there is room for.
    pub every: usize,
    /// The values, moment after moment, in the unit that its name says.
    values: Vec<f32>,
    scale: f64,
}

impl Look {
    /// Its values at a moment, one for each cohort; between two that are kept, as at the first.
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
    let of_component = |inside: &usize| usize::from(plan.inside[*inside].component) == component;
    let look = |inside: usize| {
        let found = &plan.inside[inside];
        let is_one = found.operand & SCALAR != 0;
        let cohorts = if is_one { 1 } else { plan.vectors[usize::from(found.operand)] as usize };
        let every = if is_one { 1 } else { (plan.between_pictures as usize).max(1) };
        Look { inside, cohorts, every, values: Vec::new(), scale: found.scale }
    };
    let mut looks: Vec<Look> = (0..plan.inside.len()).filter(of_component).map(look).collect();
    let values: f64 = looks.iter().map(|look| look.cohorts as f64 / look.every as f64).sum();
    let times_too_many = libm::ceil(values * plan.moments() as f64 / MAX_RECORDED as f64) as usize;
    looks.iter_mut().for_each(|look| look.every = look.every.saturating_mul(times_too_many.max(1)));
    let _ = Machine::new(plan).run_with(inputs, Detail::Brief, &mut looks);
    looks
}

#[cfg(test)]
mod tests {
    use super::look_inside;
    use crate::Inputs;
    use outage_plan::{Component, Draft, Flaw, Inside, Kind, MAX_RECORDED, Plan};

    #[test]
    fn what_is_looked_at_has_room_however_much_it_is() -> Result<(), Flaw> {
        let name = Inside { scale: 1.0, ..Inside::default() };
        let plan = Plan::new(Draft {
            span: (0.0, 1999.0),
            step: 1.0,
            registers: 1,
            vectors: vec![4096],
            indices: vec![0],
            kinds: vec![Kind::default()],
            components: vec![Component::default()],
            inside: vec![name; 4],
            ..Draft::default()
        })?;
        let looks = look_inside(&plan, &Inputs::default(), 0);
        assert_eq!(looks.len(), 4);
        assert!(looks.iter().map(|look| look.values().len()).sum::<usize>() <= MAX_RECORDED);
        for moment in [0, 1, 1000, 1999, usize::MAX] {
            assert_eq!(looks[3].at(moment)[..3], [0.0, 1.0, 2.0]);
            assert_eq!(looks[3].at(moment).len(), 4096);
        }
        Ok(())
    }
}
