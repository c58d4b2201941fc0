//! Pools: jobs that share workers.

use super::{Lower, Place, Pool, Value};
use crate::graph::{Field, Id, Is};
use crate::names::Source;
use crate::problem::{Span, did_you_mean};
use crate::syntax::Statement;
use crate::units::Unit;
use crate::words::{AFTERWARDS, ONCE_SOLVED, WHILE_SOLVED, is_in, names};
use outage_plan::Op;

/// What a pool has besides, unless it says otherwise.
const NO_LIMIT: f64 = 1e9;
const NO_DEADLINE: f64 = 1e9;
const JITTER: f64 = 0.25;

impl Lower<'_> {
    pub(super) fn pool(&mut self, own: usize, statement: &Statement, place: Place, inside: &[usize]) -> Option<Value> {
        let find = |word: &str| statement.clauses.iter().find(|clause| clause.word == word).map(|clause| &clause.value);
        let (Some(workers), Some(work), Some(arrivals)) = (find("workers"), find("work"), find("arrivals")) else {
            return self.refuse(statement.span, "a pool has `workers:`, `work:` and `arrivals:`");
        };
        let worker = self.scalar(workers, place)?;
        let work = self.in_unit(work, place, Unit::MINUTES)?.id;
        let mut number = |word, unit, usual| match find(word) {
            Some(expr) => {
                let value = self.in_unit(expr, place, unit)?;
                if self.model.graph.shape(value.id) == 0 {
                    return Some(value.id);
                }
                self.refuse(expr.span, "this is the same for all jobs")
            }
            None => Some(self.model.graph.number(usual)),
        };
        let limit = number("limit", Unit::PLAIN, NO_LIMIT)?;
        let deadline = number("deadline", Unit::MINUTES, NO_DEADLINE)?;
        let jitter = number("jitter", Unit::PLAIN, JITTER)?;
        let shape = self.model.graph.shape(work);
        let slot = self.model.pools.len() as u16;
        self.slots[own] = Some(slot);
        let load = self.model.graph.number(0.0);
        self.model.pools.push(Pool { shape, workers: worker.id, limit, deadline, jitter, work, load });
        // What its arrivals share with it is written out for the solver.
        self.trial.clear();
        let mistakes = self.mistakes.len();
        for &definition in inside {
            let value = self.within_solver(definition);
            self.trial.extend(value.map(|value| (definition, value)));
        }
        let found = self.expr(arrivals, Place { is_trial: true, ..place });
        self.trial.clear();
        // Other mistakes are told where the definitions themselves are read.
        if found.is_some() {
            self.mistakes.truncate(mistakes);
        }
        let found = found?;
        if !found.unit.is_rate() {
            let is = self.units.show(found.unit);
            return self.refuse(arrivals.span, format!("arrivals are something per minute, but this is in {is}"));
        }
        self.is_timed(found, Unit::PER_MINUTE, arrivals.span)?;
        let shape_of_arrivals = self.model.graph.shape(found.id);
        if shape_of_arrivals != 0 && shape_of_arrivals != shape {
            return self.refuse(arrivals.span, "arrivals and work differ between other cohorts");
        }
        let graph = &mut self.model.graph;
        let response = graph.leaf(Is::Trial(slot, Field::Response), shape);
        let admitted = graph.leaf(Is::Trial(slot, Field::Admitted), 0);
        let held = graph.make(Op::Mul, &[admitted, response]);
        let held = graph.make(Op::Mul, &[found.id, held]);
        let busy = self.total(held, shape);
        let graph = &mut self.model.graph;
        let tiny = graph.number(1e-12);
        let at_least = graph.make(Op::Max, &[worker.id, tiny]);
        self.model.pools[usize::from(slot)].load = graph.make(Op::Div, &[busy, at_least]);
        Some(Value { id: self.model.graph.number(0.0), unit: found.unit })
    }

    /// A definition as it is while a pool is solved.
    fn within_solver(&mut self, definition: usize) -> Option<Value> {
        let found = &self.names.definitions[definition];
        match &found.source {
            Source::Told(expr, reads) => {
                let at = self.names.told_at(definition, *reads);
                self.expr(expr, Place { at, is_trial: true, ..Place::default() })
            }
            Source::Statement(number) => {
                let kind = self.names.scopes[found.scope].kind.clone();
                let statement = &kind.equations.statements[*number];
                self.definition(statement, Place { is_trial: true, ..Place::of(found.scope) })
            }
            _ => None,
        }
    }

    /// What arrives at a pool that is solved.
    pub(super) fn arrivals(&mut self, statement: &Statement, place: Place) -> Option<Value> {
        let clause = statement.clauses.iter().find(|clause| clause.word == "arrivals")?;
        self.expr(&clause.value, place)
    }

    pub(super) fn pool_field(&mut self, definition: usize, part: &str, span: Span, place: Place) -> Option<Value> {
        let known: Vec<&str> = names(&WHILE_SOLVED).chain(names(&ONCE_SOLVED)).chain(names(&AFTERWARDS)).collect();
        if !known.contains(&part) {
            let near = did_you_mean(part, known.iter().copied());
            let hint = if near.is_empty() { format!("it has {}", known.join(", ")) } else { near };
            return self.refuse_with(span, format!("a pool has no `{part}`"), hint);
        }
        let slot = self.slots[definition]?;
        // Its own fields are tried within its arrivals; those of another pool are found there already.
        let is_own = place.is_trial && self.values[definition].is_none();
        if is_own && !is_in(&WHILE_SOLVED, part) {
            let hint = format!("they may depend on {}", names(&WHILE_SOLVED).collect::<Vec<_>>().join(", "));
            return self.refuse_with(span, format!("arrivals cannot depend on `{part}`"), hint);
        }
        let pool = self.model.pools[usize::from(slot)];
        let mut field = |field: Field| {
            let shape = if matches!(field, Field::Response | Field::InTime) { pool.shape } else { 0 };
            self.model.graph.leaf(if is_own { Is::Trial(slot, field) } else { Is::Solved(slot, field) }, shape)
        };
        let (id, unit) = match part {
            "response" => (field(Field::Response), Unit::MINUTES),
            "in_time" => (field(Field::InTime), Unit::PLAIN),
            "admitted" => (field(Field::Admitted), Unit::PLAIN),
            "slowdown" => (field(Field::Slowdown), Unit::PLAIN),
            "refused" => {
                let admitted = field(Field::Admitted);
                (self.model.graph.make(Op::Rest, &[admitted]), Unit::PLAIN)
            }
            "ok" => {
                let (admitted, in_time) = (field(Field::Admitted), field(Field::InTime));
                (self.model.graph.make(Op::Mul, &[admitted, in_time]), Unit::PLAIN)
            }
            "busy" => {
                let load = field(Field::Load);
                (self.model.graph.make(Op::Share, &[load]), Unit::PLAIN)
            }
            "in_flight" => {
                let load = field(Field::Load);
                (self.model.graph.make(Op::Mul, &[load, pool.workers]), Unit::PLAIN)
            }
            _ => {
                let arrivals = self.after[definition]?;
                let (admitted, in_time) = (field(Field::Admitted), field(Field::InTime));
                let asked = self.total(arrivals.id, pool.shape);
                let graph = &mut self.model.graph;
                let good = graph.make(Op::Mul, &[admitted, in_time]);
                let good = graph.make(Op::Mul, &[arrivals.id, good]);
                let done = self.total(good, pool.shape);
                if part == "asked" {
                    (asked, arrivals.unit)
                } else if part == "done" {
                    (done, arrivals.unit)
                } else {
                    let graph = &mut self.model.graph;
                    let none = graph.number(0.0);
                    let some = graph.make(Op::Less, &[none, asked]);
                    let good = graph.make(Op::Div, &[done, asked]);
                    let error = graph.make(Op::Rest, &[good]);
                    (graph.make(Op::Select, &[some, error, none]), Unit::PLAIN)
                }
            }
        };
        Some(Value { id, unit })
    }

    /// The sum over the cohorts of a shape, also of what is the same for all of them.
    pub(super) fn total(&mut self, id: Id, shape: u16) -> Id {
        let graph = &mut self.model.graph;
        if shape == 0 {
            return id;
        }
        if graph.shape(id) == 0 {
            let count = graph.number(f64::from(self.model.groups[usize::from(shape) - 1]));
            return graph.make(Op::Mul, &[id, count]);
        }
        graph.make(Op::Sum, &[id])
    }
}
