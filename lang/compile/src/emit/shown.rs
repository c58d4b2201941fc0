//! The tables of a plan that are about what is shown and remembered.

use super::Emit;
use crate::graph::{Id, Is};
use outage_plan as plan;

impl Emit<'_> {
    /// Fills them, once everything has its place.
    pub(super) fn shown(&mut self) {
        let model = self.model;
        for (slot, stock) in model.stocks.iter().enumerate() {
            if let Some(id) = model.graph.find(Is::Stock(slot as u16), stock.shape).filter(|id| self.is_live(*id)) {
                let (now, next) = (self.operand(id), self.operand(stock.next));
                let stock = plan::Stock { now, next, initial: self.operand(stock.initial) };
                self.draft.stocks.push(stock);
            }
        }
        for (slot, delay) in model.delays.iter().enumerate() {
            if let Some(id) = model.graph.find(Is::Delayed(slot as u16), 0).filter(|id| self.is_live(*id)) {
                let (source, minutes) = (self.number(delay.source), self.number(delay.minutes));
                self.draft.delays.push(plan::Delay { result: self.number(id), source, minutes });
            }
        }
        for (name, id, unit) in &model.columns {
            let column = plan::Column { name: name.clone(), register: self.number(*id), unit: unit.clone() };
            self.draft.columns.push(column);
        }
        for strip in &model.strips {
            let vector = |id: Id| self.vectors[id as usize];
            let (levels, held) = (strip.levels.map(vector), strip.held.map(vector));
            let (name, states) = (strip.name.clone(), strip.states.clone());
            self.draft.strips.push(plan::Strip { name, states, vector: vector(strip.state), levels, held });
        }
        for inside in &model.inside {
            let (component, need, name) = (inside.component, inside.need, inside.name.clone());
            let (operand, scale, unit) = (self.operand(inside.id), inside.scale, inside.unit.clone());
            let told = String::new();
            self.draft.inside.push(plan::Inside { component, need, name, operand, scale, unit, told });
        }
        for note in &model.notes {
            let values = note.values.iter().map(|id| self.number(*id)).collect();
            let text = note.text.clone();
            let (component, need, when) = (note.component, note.need, self.number(note.when));
            self.draft.notes.push(plan::Note { component, need, when, text, values });
        }
        for action in &model.actions {
            let (alarm, needs) = (action.answers.map(|id| self.number(id)), action.needs.map(|id| self.number(id)));
            self.draft.actions.push(plan::Action { alarm, needs, ..action.plan.clone() });
        }
        self.draft.remediations.clone_from(&model.remediations);
        self.draft.facts.clone_from(&model.facts);
    }
}
