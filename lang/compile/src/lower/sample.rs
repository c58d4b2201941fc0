//! Samples: what is looked at in turns.

use super::{Lower, Place, Rule, Sample, Stock, Value};
use crate::graph::{Id, Is};
use crate::syntax::{Clause, Statement};
use crate::units::Unit;
use outage_plan::Op;

impl Lower<'_> {
    pub(super) fn sample(&mut self, definition: usize, statement: &Statement, place: Place) -> Option<Value> {
        let shape = self.shape(statement, place)?;
        let initial = self.initial(statement, shape, place)?;
        if shape == 0 {
            return self.single_sample(definition, statement, place, initial);
        }
        let slot = self.model.samples.len() as u16;
        let (name, initial_id) = (self.names.name_of(definition), initial.id);
        self.model.samples.push(Sample { name, group: shape - 1, initial: initial_id, rules: Vec::new() });
        let was = Value { id: self.model.graph.leaf(Is::Was(slot), shape), unit: initial.unit };
        for clause in &statement.clauses {
            let place = Place { own: Some((definition, was)), ..place };
            let rule = if clause.word == "every" {
                let number = self.ticks;
                self.ticks += 1;
                let tick = self.model.graph.leaf(Is::Tick(number), shape);
                let value = self.rule(clause, was, statement, shape, Place { tick: Some(tick), ..place })?;
                let (period, since) = self.turns(clause, place)?;
                Rule::Every { period, since, spread: self.spread(clause)?, tick: number, value }
            } else {
                let mask = self.condition(clause, place)?;
                let value = self.rule(clause, was, statement, shape, place)?;
                let is_single = self.model.graph.shape(mask) == 0;
                let any = if is_single { mask } else { self.model.graph.make(Op::Largest, &[mask]) };
                Rule::When { any, value: self.combine(Op::Select, &[mask, value, was.id], clause.span)? }
            };
            self.model.samples[usize::from(slot)].rules.push(rule);
        }
        Some(Value { id: self.model.graph.leaf(Is::Sampled(slot), shape), unit: initial.unit })
    }

    /// The new value of a rule.
    fn rule(&mut self, clause: &Clause, was: Value, of: &Statement, shape: u16, place: Place) -> Option<Id> {
        let id = self.alike(clause, was, of, place)?;
        let found = self.model.graph.shape(id);
        if found != 0 && found != shape {
            let hint = "write the group behind its name, or say which number is meant: mean(…), largest(…) or sum(…)";
            return self.refuse_with(clause.value.span, "this differs between other cohorts", hint);
        }
        Some(id)
    }

    /// When a rule applies: `when` while something holds, `on` as it begins to hold.
    fn condition(&mut self, clause: &Clause, place: Place) -> Option<Id> {
        let mask = self.truth(clause.condition.as_ref()?, place)?.id;
        if clause.word == "when" {
            return Some(mask);
        }
        let shape = self.model.graph.shape(mask);
        let initial = self.model.graph.truth(false);
        let known = self.model.stocks.iter().position(|stock| stock.next == mask && stock.initial == initial);
        let slot = known.unwrap_or_else(|| {
            self.model.stocks.push(Stock { shape, initial, next: mask });
            self.model.stocks.len() - 1
        });
        let graph = &mut self.model.graph;
        let was = graph.leaf(Is::Stock(slot as u16), shape);
        let not = graph.not(was);
        Some(graph.make(Op::Mul, &[mask, not]))
    }

    fn turns(&mut self, clause: &Clause, place: Place) -> Option<(Id, Option<Id>)> {
        let period = clause.condition.as_ref()?;
        let value = self.in_unit(period, place, Unit::MINUTES)?;
        if self.model.graph.shape(value.id) != 0 {
            return self.refuse(period.span, "the period is the same for all cohorts");
        }
        let least = self.model.graph.number(1e-3);
        let id = self.model.graph.make(Op::Max, &[value.id, least]);
        let since = match &clause.since {
            Some(since) => Some(self.in_unit(since, place, Unit::MINUTES)?.id),
            None => None,
        };
        Some((id, since))
    }

    fn spread(&mut self, clause: &Clause) -> Option<u8> {
        clause.spread.map_or(Some(2), |(base, span)| self.base(base, span))
    }

    /// A sample that is one number.
    fn single_sample(&mut self, own: usize, statement: &Statement, place: Place, initial: Value) -> Option<Value> {
        let slot = self.model.stocks.len();
        self.model.stocks.push(Stock { shape: 0, initial: initial.id, next: initial.id });
        let mut now = self.model.graph.leaf(Is::Stock(slot as u16), 0);
        for clause in &statement.clauses {
            let was = Value { id: now, unit: initial.unit };
            let mut place = Place { own: Some((own, was)), ..place };
            let is_due = if clause.word == "every" {
                let (period, since) = self.turns(clause, place)?;
                let (is_due, tick) = self.is_due(period, since);
                place.tick = Some(tick);
                is_due
            } else {
                self.condition(clause, place)?
            };
            let value = self.rule(clause, was, statement, 0, place)?;
            now = self.combine(Op::Select, &[is_due, value, now], clause.span)?;
        }
        if self.model.graph.shape(now) != 0 {
            return self.refuse(statement.span, format!("`{}` is one number, but its rules differ", statement.name));
        }
        self.model.stocks[slot].next = now;
        Some(Value { id: now, unit: initial.unit })
    }

    /// Whether a turn of something that happens every so many minutes falls into this step, and its time.
    fn is_due(&mut self, period: Id, since: Option<Id>) -> (Id, Id) {
        let clock = self.file.clock;
        let graph = &mut self.model.graph;
        let now = graph.leaf(Is::Clock, 0);
        let since = since.unwrap_or_else(|| graph.number(clock.from));
        let (slack, none, step) = (graph.number(1e-9), graph.number(0.0), graph.number(clock.step - 1e-9));
        let passed = graph.make(Op::Sub, &[now, since]);
        let turns = graph.make(Op::Div, &[passed, period]);
        let turns = graph.make(Op::Add, &[turns, slack]);
        let turns = graph.make(Op::Floor, &[turns]);
        let ahead = graph.make(Op::Mul, &[turns, period]);
        let tick = graph.make(Op::Add, &[since, ahead]);
        let before = graph.make(Op::Sub, &[now, step]);
        let is_new = graph.make(Op::Less, &[before, tick]);
        let has_begun = graph.make(Op::AtMost, &[none, turns]);
        (graph.make(Op::Mul, &[is_new, has_begun]), tick)
    }
}
