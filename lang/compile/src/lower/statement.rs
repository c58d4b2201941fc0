//! Statements: definitions, stocks, samples, pools; and what kinds have to say about themselves.

use super::{Later, Lower, Note, Place, Stock, Value};
use crate::graph::{Id, Is, Level};
use crate::names::Meaning;
use crate::problem::Span;
use crate::syntax::{Clause, Expr, Form, Statement};
use crate::units::Unit;
use outage_plan::{self as plan, Op};

/// What components and dependencies tell others as times.
const TIMES: [&str; 3] = ["latency", "wait", "backlog"];

impl Lower<'_> {
    pub(super) fn definition(&mut self, statement: &Statement, place: Place) -> Option<Value> {
        let value = self.expr(statement.value.as_ref()?, place)?;
        let value = self.as_time(statement, value, place)?;
        if let Some((group, span)) = &statement.group {
            // A group behind a definition's name is checked, and spreads what is the same for all.
            let shape = self.group(group, *span, place)?;
            if self.model.graph.shape(value.id) == 0 {
                let id = self.model.graph.make_shaped(Op::Copy, &[value.id], shape);
                return self.named(statement, Value { id, ..value });
            }
            if self.model.graph.shape(value.id) != shape {
                return self.refuse(*span, format!("`{}` differs between other cohorts", statement.name));
            }
        }
        self.named(statement, value)
    }

    /// What everybody reads as a time is one.
    fn as_time(&mut self, statement: &Statement, value: Value, place: Place) -> Option<Value> {
        let is_read = place.at.scope > 0 && TIMES.contains(&statement.name.as_str()) && statement.unit.is_none();
        if !is_read || value.unit.same(Unit::MINUTES).is_some() && value.unit != Unit::Bare {
            return Some(value);
        }
        let span = statement.value.as_ref().map_or(statement.span, |value| value.span);
        if value.unit == Unit::Bare {
            self.is_timed(value, Unit::MINUTES, span)?;
            return Some(Value { unit: Unit::MINUTES, ..value });
        }
        let is = self.units.show(value.unit);
        let hint = "write such as 10 ms";
        self.refuse_with(span, format!("`{}` is a time, but this is in {is}", statement.name), hint)
    }

    /// Checks the unit that a statement declares.
    fn named(&mut self, statement: &Statement, value: Value) -> Option<Value> {
        let Some((written, span)) = &statement.unit else {
            return Some(Value { unit: value.unit.named(), ..value });
        };
        let Some((_, unit)) = self.units.parse(written) else {
            return self.refuse(*span, format!("`{written}` is no unit"));
        };
        if value.unit.same(unit).is_none() {
            let (is, should) = (self.units.show(value.unit), self.units.show(unit));
            let message = format!("`{}` should be in {should}, but this is in {is}", statement.name);
            return self.refuse(statement.span, message);
        }
        Some(Value { unit, ..value })
    }

    fn group(&mut self, name: &str, span: Span, place: Place) -> Option<u16> {
        match self.names.meaning(name, place.at, span) {
            Ok(Meaning::Definition(found)) => match self.names.definitions[found].source {
                crate::names::Source::Group(group) => Some(group + 1),
                _ => self.refuse(span, format!("`{name}` is no group of cohorts")),
            },
            _ => {
                let hint = format!("write [kind.cohorts] with {name} = 64");
                self.refuse_with(span, format!("there are no cohorts `{name}`"), hint)
            }
        }
    }

    pub(super) fn shape(&mut self, statement: &Statement, place: Place) -> Option<u16> {
        match &statement.group {
            Some((name, span)) => self.group(name, *span, place),
            None => Some(0),
        }
    }

    /// What a stock or sample is at first.
    pub(super) fn initial(&mut self, statement: &Statement, shape: u16, place: Place) -> Option<Value> {
        let expr = statement.value.as_ref()?;
        let value = self.expr(expr, place)?;
        let node = self.model.graph.node(value.id);
        if node.level == Level::Moments {
            let hint = "it can depend on parameters only";
            return self.refuse_with(
                expr.span,
                format!("`{}` begins before anything has happened", statement.name),
                hint,
            );
        }
        if node.shape != 0 && node.shape != shape {
            let hint = "write the group behind its name";
            return self.refuse_with(expr.span, format!("`{}` begins as something else", statement.name), hint);
        }
        self.named(statement, value)
    }

    pub(super) fn stock(&mut self, definition: usize, statement: &Statement, place: Place) -> Option<Value> {
        let shape = self.shape(statement, place)?;
        let initial = self.initial(statement, shape, place)?;
        let slot = self.model.stocks.len() as u16;
        self.model.stocks.push(Stock { shape, initial: initial.id, next: initial.id });
        self.slots[definition] = Some(slot);
        Some(Value { id: self.model.graph.leaf(Is::Stock(slot), shape), unit: initial.unit })
    }

    /// What a stock will hold after this step.
    pub(super) fn next(&mut self, definition: usize, statement: &Statement, place: Place) -> Option<Value> {
        let now = self.values[definition]?;
        let slot = usize::from(self.slots[definition]?);
        let per_minute = now.unit.times(Unit::MINUTES, -1);
        let (mut flow, mut next): (Option<Id>, Option<Id>) = (None, None);
        for clause in &statement.clauses {
            let span = clause.value.span;
            match clause.word {
                "in" | "out" => {
                    let value = self.flow(clause, place)?;
                    if per_minute.and_then(|unit| unit.same(value.unit)).is_none() {
                        let is = self.units.show(value.unit);
                        let should = per_minute.map_or_else(String::new, |unit| self.units.show(unit));
                        let message =
                            format!("what flows `{}:` should be in {should}, but this is in {is}", clause.word);
                        let amount = value.unit.times(Unit::MINUTES, 1).filter(|_| now.unit == Unit::PLAIN);
                        let hint = match amount.filter(|unit| value.unit.is_rate() && !super::has_time(*unit)) {
                            Some(unit) => format!("write `stock {} = … {}`", statement.name, self.units.show(unit)),
                            None => String::new(),
                        };
                        return self.refuse_with(span, message, hint);
                    }
                    self.is_timed(value, per_minute.unwrap_or(Unit::PLAIN), span)?;
                    let graph = &mut self.model.graph;
                    flow = Some(match (flow, clause.word) {
                        (Some(flow), "in") => graph.make(Op::Add, &[flow, value.id]),
                        (Some(flow), _) => graph.make(Op::Sub, &[flow, value.id]),
                        (None, "in") => value.id,
                        (None, _) => graph.make(Op::Neg, &[value.id]),
                    });
                }
                "next" => next = Some(self.alike(clause, now, statement, place)?),
                _ => {}
            }
        }
        if next.is_some() && flow.is_some() {
            let hint = "write either `next:` or `in:` and `out:`";
            return self.refuse_with(statement.span, format!("`{}` is moved in two ways", statement.name), hint);
        }
        let step = self.model.graph.number(self.file.clock.step);
        let mut id = match (next, flow) {
            (Some(next), _) => next,
            (None, Some(flow)) => {
                let change = self.model.graph.make(Op::Mul, &[flow, step]);
                self.model.graph.make(Op::Add, &[now.id, change])
            }
            (None, None) => now.id,
        };
        for clause in &statement.clauses {
            let op = match clause.word {
                "min" => Op::Max,
                "max" => Op::Min,
                _ => continue,
            };
            let bound = self.alike(clause, now, statement, place)?;
            id = self.combine(op, &[id, bound], clause.span)?;
        }
        let found = self.model.graph.shape(id);
        if found != 0 && found != self.model.stocks[slot].shape {
            let hint = "write the group behind its name, or a sum of what flows";
            return self.refuse_with(
                statement.span,
                format!("`{}` is one number, but what flows differs between cohorts", statement.name),
                hint,
            );
        }
        self.model.stocks[slot].next = id;
        Some(Value { id, unit: now.unit })
    }

    /// A clause whose value is in the unit of the stock itself.
    pub(super) fn alike(&mut self, clause: &Clause, now: Value, statement: &Statement, place: Place) -> Option<Id> {
        let value = self.expr(&clause.value, place)?;
        if value.unit.same(now.unit).is_none() {
            let (is, should) = (self.units.show(value.unit), self.units.show(now.unit));
            let message =
                format!("`{}:` of `{}` should be in {should}, but this is in {is}", clause.word, statement.name);
            return self.refuse(clause.value.span, message);
        }
        Some(value.id)
    }

    /// What flows for each minute.
    fn flow(&mut self, clause: &Clause, place: Place) -> Option<Value> {
        let Some(rate) = &clause.rate else { return self.expr(&clause.value, place) };
        let (of, rate) = (self.mean(&clause.value, rate, place), self.in_unit(rate, place, Unit::PER_MINUTE));
        let (of, rate) = (of?, rate?);
        let unit = of.unit.times(Unit::PER_MINUTE, 1)?;
        Some(Value { id: self.combine(Op::Mul, &[of.id, rate.id], clause.span)?, unit })
    }

    /// The mean over the step of what leaves at a rate, while it leaves at all rates at which it does and while what
    /// else flows goes on. It is exact where these are constant over the step, so that the length of a step does not
    /// matter; and whoever takes in what leaves takes in just as much.
    fn mean(&mut self, of: &Expr, rate: &Expr, place: Place) -> Option<Value> {
        let value = self.expr(of, place)?;
        let step = self.model.graph.number(self.file.clock.step);
        let stock = match &of.form {
            Form::Name(name) => self.names.found(name, place.at, of.span),
            _ => None,
        };
        let clauses = match stock {
            Some(Meaning::Definition(stock)) => self.names.clauses(stock),
            _ => &[],
        };
        let (mut rates, mut flows): (Option<Id>, Option<Id>) = (None, None);
        if let Some(Meaning::Definition(stock)) = stock {
            let place = Place::of(self.names.definitions[stock].scope);
            let own = &self.names.definitions[stock].name;
            for clause in clauses {
                match (clause.word, &clause.rate) {
                    ("out", Some(rate)) if matches!(&clause.value.form, Form::Name(name) if name == own) => {
                        let rate = self.in_unit(rate, place, Unit::PER_MINUTE)?.id;
                        rates = Some(rates.map_or(rate, |rates| self.model.graph.make(Op::Add, &[rates, rate])));
                    }
                    ("in" | "out", None) => {
                        let flow = self.expr(&clause.value, place)?.id;
                        let graph = &mut self.model.graph;
                        flows = Some(match (flows, clause.word) {
                            (Some(flows), "in") => graph.make(Op::Add, &[flows, flow]),
                            (Some(flows), _) => graph.make(Op::Sub, &[flows, flow]),
                            (None, "in") => flow,
                            (None, _) => graph.make(Op::Neg, &[flow]),
                        });
                    }
                    _ => {}
                }
            }
        }
        let rates = match rates {
            Some(rates) => rates,
            None => self.in_unit(rate, place, Unit::PER_MINUTE)?.id,
        };
        let graph = &mut self.model.graph;
        let lives = graph.make(Op::Mul, &[rates, step]);
        let decay = graph.make(Op::Decay, &[lives]);
        let mut id = self.combine(Op::Mul, &[value.id, decay], of.span)?;
        if let Some(flows) = flows {
            // What comes in during the step decays from then on: (1 − decay) ÷ rates of it is there on average.
            let graph = &mut self.model.graph;
            let rest = graph.make(Op::Rest, &[decay]);
            let (none, half) = (graph.number(0.0), graph.number(0.5));
            let some = graph.make(Op::Less, &[none, lives]);
            let later = graph.make(Op::Div, &[rest, lives]);
            let later = graph.make(Op::Select, &[some, later, half]);
            let entered = graph.make(Op::Mul, &[flows, step]);
            let stays = self.combine(Op::Mul, &[entered, later], of.span)?;
            id = self.combine(Op::Add, &[id, stays], of.span)?;
        }
        Some(Value { id, ..value })
    }

    /// The notes and states of a component.
    pub(super) fn texts(&mut self, scope: usize) {
        if self.names.scopes[scope].is_broken {
            return;
        }
        let kind = self.names.scopes[scope].kind.clone();
        let place = Place::of(scope);
        let before = self.mistakes.len();
        for note in &kind.equations.notes {
            let length: usize = note.text.iter().map(String::len).sum();
            if length > plan::MAX_SENTENCE || note.values.len() > plan::MAX_VALUES {
                let hint = format!("write at most {} bytes and {} values", plan::MAX_SENTENCE, plan::MAX_VALUES);
                self.refuse_with::<()>(note.when.span, "the note for this is too long", hint);
            }
            let when = self.truth(&note.when, place);
            let when = when.filter(|when| {
                self.model.graph.shape(when.id) == 0 || {
                    self.refuse_with::<()>(note.when.span, "this differs between cohorts", "write any(…) or all(…)");
                    false
                }
            });
            let values: Vec<Option<Value>> = note.values.iter().map(|value| self.scalar(value, place)).collect();
            if let (Some(when), Some(values)) = (when, values.into_iter().collect::<Option<Vec<_>>>()) {
                let values = values.into_iter().map(|value| value.id).collect();
                let (component, need) = self.cards[scope];
                self.model.notes.push(Note { component, need, when: when.id, text: note.text.clone(), values });
            }
        }
        self.states(scope, &kind.equations.states, place);
        let told = format!("kind {}", kind.name);
        for mistake in &mut self.mistakes[before..] {
            *mistake = mistake.clone().within(if kind.name.is_empty() { "" } else { &told });
        }
    }

    pub(super) fn later(&mut self, later: Later, expr: &Expr, place: Place) {
        self.later.push((later, expr.clone(), place));
    }
}
