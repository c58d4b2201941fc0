//! Expressions.

use super::{Lower, Place, Value};
use crate::graph::{Id, Is};
use crate::names::{Meaning, Source};
use crate::problem::{Span, did_you_mean};
use crate::syntax::{Expr, Form, Sign, What};
use crate::units::Unit;
use outage_plan::Op;

impl Lower<'_> {
    pub(super) fn expr(&mut self, expr: &Expr, place: Place) -> Option<Value> {
        let span = expr.span;
        match &expr.form {
            Form::Number(number, unit) => {
                let (scale, unit) = match unit {
                    None => (1.0, Unit::Bare),
                    Some(name) => match self.units.parse(name) {
                        Some(found) => found,
                        None => return self.refuse(span, format!("`{name}` is no unit")),
                    },
                };
                Some(Value { id: self.model.graph.number(number * scale), unit })
            }
            Form::Name(name) => self.name(name, span, place),
            Form::Not(of) => {
                let of = self.truth(of, place)?;
                Some(Value { id: self.model.graph.not(of.id), unit: Unit::Truth })
            }
            Form::Neg(of) => {
                let value = self.numeric(of, place)?;
                Some(Value { id: self.model.graph.make(Op::Neg, &[value.id]), ..value })
            }
            Form::Binary(sign, sides) => self.binary(*sign, &sides[0], &sides[1], span, place),
            Form::If(parts) => {
                let condition = self.truth(&parts[0], place);
                let (yes, no) = (self.expr(&parts[1], place), self.expr(&parts[2], place));
                let (condition, yes, no) = (condition?, yes?, no?);
                let unit = self.same_unit(yes, no, "both be what this is", span)?;
                let id = self.combine(Op::Select, &[condition.id, yes.id, no.id], span)?;
                Some(Value { id, unit })
            }
            Form::Call(call) => self.call(call, span, place),
            Form::Element(parts) => self.element(&parts[0], &parts[1], span, place),
        }
    }

    /// `wait[processor]`: for each cohort the element that the map names.
    fn element(&mut self, of: &Expr, map: &Expr, span: Span, place: Place) -> Option<Value> {
        let (of, map) = (self.expr(of, place), self.expr(map, place));
        let (of, map) = (of?, map?);
        if self.model.graph.shape(of.id) == 0 {
            return self.refuse(span, "this is one number, of which there are no elements");
        }
        if map.unit.same(Unit::PLAIN).is_none() {
            return self.refuse(span, "elements are named by plain numbers, from 0");
        }
        let id = if self.model.graph.shape(map.id) == 0 {
            // One element: the sum of all that are not another.
            let shape = self.model.graph.shape(of.id);
            let graph = &mut self.model.graph;
            let index = graph.leaf(Is::Index(shape - 1), shape);
            let whole = graph.make(Op::Floor, &[map.id]);
            let is_it = graph.make(Op::Equal, &[index, whole]);
            let none = graph.number(0.0);
            let only = graph.make(Op::Select, &[is_it, of.id, none]);
            graph.make(Op::Sum, &[only])
        } else {
            self.model.graph.make(Op::Gather, &[of.id, map.id])
        };
        Some(Value { id, unit: of.unit })
    }

    /// An expression that is one number.
    pub(super) fn scalar(&mut self, expr: &Expr, place: Place) -> Option<Value> {
        let value = self.expr(expr, place)?;
        if self.model.graph.shape(value.id) != 0 {
            let hint = "say which number is meant: mean(…), largest(…) or sum(…)";
            return self.refuse_with(expr.span, "this differs between cohorts", hint);
        }
        Some(value)
    }

    pub(super) fn in_unit(&mut self, expr: &Expr, place: Place, unit: Unit) -> Option<Value> {
        let value = self.expr(expr, place)?;
        if value.unit.same(unit).is_none() {
            let (is, should) = (self.units.show(value.unit), self.units.show(unit));
            return self.refuse(expr.span, format!("this should be in {should}, but it is in {is}"));
        }
        self.is_timed(value, unit, expr.span)?;
        Some(Value { unit, ..value })
    }

    /// Refuses a bare number where there is no neighbour that says in which unit of time it is.
    pub(super) fn is_timed(&mut self, value: Value, unit: Unit, span: Span) -> Option<()> {
        let constant = self.model.graph.constant(value.id);
        if value.unit != Unit::Bare || !super::has_time(unit) || constant.is_none_or(|it| it == 0.0 || it.is_infinite())
        {
            return Some(());
        }
        let (should, number) = (self.units.show(unit), constant.unwrap_or_default());
        let hint = match should.strip_suffix("/min") {
            Some(of) => {
                format!("write such as `{number} {} / 1 min`", if of == "1" { "" } else { of }).replace("  ", " ")
            }
            None => format!("write such as `{number} {should}`"),
        };
        self.refuse_with(span, format!("a bare number; this is in {should}"), hint)
    }

    pub(super) fn truth(&mut self, expr: &Expr, place: Place) -> Option<Value> {
        let value = self.expr(expr, place)?;
        if !matches!(value.unit, Unit::Truth | Unit::Unknown) {
            let hint = match value.unit {
                Unit::Words(_) => "compare it with one of its words",
                _ => "compare it with something, such as `> 0`",
            };
            return self.refuse_with(expr.span, "this should be yes or no", hint);
        }
        Some(value)
    }

    /// An expression that can be counted with.
    fn numeric(&mut self, expr: &Expr, place: Place) -> Option<Value> {
        let value = self.expr(expr, place)?;
        match value.unit {
            Unit::Truth => {
                let hint = "write if … then … else …";
                self.refuse_with(expr.span, "yes or no is no number", hint)
            }
            Unit::Words(_) => self.refuse(expr.span, "a word is no number"),
            _ => Some(value),
        }
    }

    fn name(&mut self, name: &str, span: Span, place: Place) -> Option<Value> {
        if let Some(value) = self.built_in(name, place) {
            return Some(value);
        }
        match self.names.meaning(name, place.at, span) {
            Ok(Meaning::Definition(definition)) => self.value(definition, name, span, place),
            Ok(Meaning::Part(definition, part)) => self.part_of(definition, part, name, span, place),
            Err(mistake) => {
                self.mistakes.push(mistake);
                None
            }
        }
    }

    fn built_in(&mut self, name: &str, place: Place) -> Option<Value> {
        let clock = self.file.clock;
        let graph = &mut self.model.graph;
        let (id, unit) = match name {
            "yes" | "no" => (graph.truth(name == "yes"), Unit::Truth),
            "now" => (graph.leaf(Is::Clock, 0), Unit::MINUTES),
            "step" => (graph.number(clock.step), Unit::MINUTES),
            "start" => (graph.number(clock.from), Unit::MINUTES),
            "inf" => (graph.number(f64::INFINITY), Unit::Bare),
            "tick" => (place.tick?, Unit::MINUTES),
            _ => return None,
        };
        Some(Value { id, unit })
    }

    fn value(&mut self, definition: usize, name: &str, span: Span, place: Place) -> Option<Value> {
        if let Some((own, value)) = place.own
            && own == definition
        {
            return Some(value);
        }
        if place.is_trial
            && let Some(value) = self.trial.get(&definition)
        {
            return Some(*value);
        }
        match self.names.what(definition) {
            Some(What::Pool) => {
                let hint = format!("say what of it: {name}.slowdown, {name}.error, …");
                self.refuse_with(span, format!("`{name}` is a pool"), hint)
            }
            _ if matches!(self.names.definitions[definition].source, Source::Group(_)) => {
                let hint = format!("say what of it: {name}.index or {name}.count");
                self.refuse_with(span, format!("`{name}` is a group of cohorts"), hint)
            }
            // What has no value has told why.
            _ => self.values[definition],
        }
    }

    fn part_of(&mut self, definition: usize, part: &str, name: &str, span: Span, place: Place) -> Option<Value> {
        if let Source::Group(group) = self.names.definitions[definition].source {
            let count = f64::from(self.model.groups[usize::from(group)]);
            let graph = &mut self.model.graph;
            let id = match part {
                "index" => graph.leaf(Is::Index(group), group + 1),
                "count" => graph.number(count),
                "place" => {
                    let index = graph.leaf(Is::Index(group), group + 1);
                    let (half, count) = (graph.number(0.5), graph.number(count));
                    let middle = graph.make(Op::Add, &[index, half]);
                    graph.make(Op::Div, &[middle, count])
                }
                _ => {
                    let hint = "it has index (from 0), count, and place (from 0 to 1)";
                    return self.refuse_with(span, format!("a group has no `{part}`"), hint);
                }
            };
            return Some(Value { id, unit: Unit::PLAIN });
        }
        if self.names.what(definition) == Some(What::Pool) {
            return self.pool_field(definition, part, span, place);
        }
        self.refuse(span, format!("nothing is called `{name}`, because only groups and pools have parts"))
    }

    pub(super) fn same_unit(&mut self, left: Value, right: Value, verb: &str, span: Span) -> Option<Unit> {
        let found = left.unit.same(right.unit);
        if found.is_none() {
            let (left, right) = (self.units.show(left.unit), self.units.show(right.unit));
            return self.refuse(span, format!("{left} and {right} cannot {verb}"));
        }
        found
    }

    /// An operation on values whose cohorts have to be of one group.
    pub(super) fn combine(&mut self, op: Op, args: &[Id], span: Span) -> Option<Id> {
        let mut shape = 0;
        for &arg in args {
            let other = self.model.graph.shape(arg);
            if shape != 0 && other != 0 && shape != other {
                let name = |shape: u16| self.names.groups[usize::from(shape) - 1].0.clone();
                return self.refuse(span, format!("this mixes cohorts of `{}` and `{}`", name(shape), name(other)));
            }
            shape = shape.max(other);
        }
        Some(self.model.graph.make(op, args))
    }

    fn binary(&mut self, sign: Sign, left: &Expr, right: &Expr, span: Span, place: Place) -> Option<Value> {
        if matches!(sign, Sign::And | Sign::Or) {
            let (left, right) = (self.truth(left, place), self.truth(right, place));
            let op = if sign == Sign::And { Op::Mul } else { Op::Max };
            let id = self.combine(op, &[left?.id, right?.id], span)?;
            return Some(Value { id, unit: Unit::Truth });
        }
        if matches!(sign, Sign::Equal | Sign::Differs)
            && let Some(sides) = self.words(left, right, span, place)
        {
            let sides = sides?;
            return self.compare(sign, sides, span);
        }
        if matches!(sign, Sign::Equal | Sign::Differs) {
            let (left, right) = (self.expr(left, place), self.expr(right, place));
            let (left, right) = (left?, right?);
            self.same_unit(left, right, "be compared", span)?;
            return self.compare(sign, [left.id, right.id], span);
        }
        if let (Sign::Sub, Form::Name(one), Form::Name(two)) = (sign, &left.form, &right.form)
            && let Some(whole) = self.names.is_one_name(one, two, place.at, span)
        {
            let hint = format!("write `{whole}`; here `-` takes away");
            return self.refuse_with(span, format!("nothing is called `{one}` here"), hint);
        }
        let (left, right) = (self.numeric(left, place), self.numeric(right, place));
        let (left, right) = (left?, right?);
        let (op, unit) = match sign {
            Sign::Add => (Op::Add, self.same_unit(left, right, "be added", span)?),
            Sign::Sub => (Op::Sub, self.same_unit(left, right, "be taken from each other", span)?),
            Sign::Mul => (Op::Mul, left.unit.times(right.unit, 1)?),
            Sign::Div => (Op::Div, left.unit.times(right.unit, -1)?),
            Sign::Pow => {
                if left.unit.same(Unit::PLAIN).is_none() || right.unit.same(Unit::PLAIN).is_none() {
                    return self.refuse(span, "only plain numbers have powers");
                }
                (Op::Pow, Unit::PLAIN)
            }
            _ => {
                self.same_unit(left, right, "be compared", span)?;
                return self.compare(sign, [left.id, right.id], span);
            }
        };
        Some(Value { id: self.combine(op, &[left.id, right.id], span)?, unit })
    }

    fn compare(&mut self, sign: Sign, [left, right]: [Id; 2], span: Span) -> Option<Value> {
        let id = match sign {
            Sign::Less => self.combine(Op::Less, &[left, right], span)?,
            Sign::More => self.combine(Op::Less, &[right, left], span)?,
            Sign::AtMost => self.combine(Op::AtMost, &[left, right], span)?,
            Sign::AtLeast => self.combine(Op::AtMost, &[right, left], span)?,
            Sign::Differs => {
                let equal = self.combine(Op::Equal, &[left, right], span)?;
                self.model.graph.not(equal)
            }
            _ => self.combine(Op::Equal, &[left, right], span)?,
        };
        Some(Value { id, unit: Unit::Truth })
    }

    /// Both sides of a comparison with a word, if it is one.
    fn words(&mut self, left: &Expr, right: &Expr, span: Span, place: Place) -> Option<Option<[Id; 2]>> {
        let word_value = |lower: &mut Self, expr: &Expr| {
            let Form::Name(name) = &expr.form else { return None };
            let Some(Meaning::Definition(found)) = lower.names.found(name, place.at, expr.span) else { return None };
            lower.values[found].filter(|value| matches!(value.unit, Unit::Words(_)))
        };
        let (value, other) = match (word_value(self, left), word_value(self, right)) {
            (Some(_), Some(_)) | (None, None) => return None,
            (Some(value), None) => (value, right),
            (None, Some(value)) => (value, left),
        };
        let words = self.units.words(value.unit).to_vec();
        let found = match &other.form {
            Form::Name(name) => words.iter().position(|word| word == name),
            _ => None,
        };
        let Some(number) = found else {
            let near = match &other.form {
                Form::Name(name) => did_you_mean(name, words.iter().map(String::as_str)),
                _ => String::new(),
            };
            let hint = if near.is_empty() { format!("it is one of {}", words.join(", ")) } else { near };
            return Some(self.refuse_with(span, "this compares a word with what is none of its words", hint));
        };
        let number = self.model.graph.number(number as f64);
        Some(Some([value.id, number]))
    }
}
