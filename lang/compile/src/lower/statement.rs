//! Statements: definitions, stocks, samples, pools; and what kinds have to say about themselves.

use super::{Later, Lower, Note, Place, Pool, Rule, Sample, Stock, Value};
use crate::graph::{Field, Id, Is, Level};
use crate::names::Meaning;
use crate::problem::Span;
use crate::syntax::{Clause, Expr, Form, Statement};
use crate::units::Unit;
use outage_plan::Op;

/// What a pool has besides, unless it says otherwise.
const NO_LIMIT: f64 = 1e9;
const NO_DEADLINE: f64 = 1e9;
const JITTER: f64 = 0.25;

impl Lower<'_> {
    pub(super) fn definition(&mut self, statement: &Statement, place: Place) -> Option<Value> {
        let value = self.expr(statement.value.as_ref()?, place)?;
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

    fn shape(&mut self, statement: &Statement, place: Place) -> Option<u16> {
        match &statement.group {
            Some((name, span)) => self.group(name, *span, place),
            None => Some(0),
        }
    }

    /// What a stock or sample is at first.
    fn initial(&mut self, statement: &Statement, shape: u16, place: Place) -> Option<Value> {
        let expr = statement.value.as_ref()?;
        let value = self.expr(expr, place)?;
        let node = self.model.graph.node(value.id);
        if node.level == Level::Moments {
            let hint = "it can depend on parameters only";
            return self.refuse_with(expr.span, format!("`{}` begins before anything has happened", statement.name), hint);
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
                        let message = format!("what flows `{}:` should be in {should}, but this is in {is}", clause.word);
                        return self.refuse(span, message);
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
    fn alike(&mut self, clause: &Clause, now: Value, statement: &Statement, place: Place) -> Option<Id> {
        let value = self.expr(&clause.value, place)?;
        if value.unit.same(now.unit).is_none() {
            let (is, should) = (self.units.show(value.unit), self.units.show(now.unit));
            let message = format!("`{}:` of `{}` should be in {should}, but this is in {is}", clause.word, statement.name);
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
            Form::Name(name) => self.names.meaning(name, place.at, of.span).ok(),
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

    pub(super) fn sample(&mut self, definition: usize, statement: &Statement, place: Place) -> Option<Value> {
        let shape = self.shape(statement, place)?;
        let initial = self.initial(statement, shape, place)?;
        if shape == 0 {
            return self.single_sample(definition, statement, place, initial);
        }
        let slot = self.model.samples.len() as u16;
        self.model.samples.push(Sample { group: shape - 1, initial: initial.id, rules: Vec::new() });
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
        const BASES: [f64; 5] = [2.0, 3.0, 5.0, 7.0, 11.0];
        match clause.spread {
            None => Some(2),
            Some((base, _)) if BASES.contains(&base) => Some(base as u8),
            Some((_, span)) => self.refuse(span, "turns are spread by 2, 3, 5, 7 or 11"),
        }
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
            crate::names::Source::Told(expr, reads) => {
                let at = self.names.told_at(definition, *reads);
                self.expr(expr, Place { at, is_trial: true, ..Place::default() })
            }
            crate::names::Source::Statement(number) => {
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

    /// The notes and states of a component.
    pub(super) fn texts(&mut self, scope: usize) {
        let kind = self.names.scopes[scope].kind.clone();
        let place = Place::of(scope);
        let before = self.mistakes.len();
        for note in &kind.equations.notes {
            let when = self.truth(&note.when, place);
            let when = when.filter(|when| self.model.graph.shape(when.id) == 0 || {
                self.refuse_with::<()>(note.when.span, "this differs between cohorts", "write any(…) or all(…)");
                false
            });
            let values: Vec<Option<Value>> = note.values.iter().map(|value| self.scalar(value, place)).collect();
            if let (Some(when), Some(values)) = (when, values.into_iter().collect::<Option<Vec<_>>>()) {
                let values = values.into_iter().map(|value| value.id).collect();
                let component = self.names.scopes[scope].id.clone();
                self.model.notes.push(Note { component, when: when.id, text: note.text.clone(), values });
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
