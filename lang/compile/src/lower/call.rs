//! Functions and reductions.

use super::{Lower, Place, Value};
use crate::graph::Id;
use crate::names::{Collection, Meaning, Where, collection};
use crate::parse::slips::{self, instead};
use crate::problem::{Span, did_you_mean, short};
use crate::syntax::{Call, Expr, Form, What};
use crate::units::Unit;
use crate::words::{Word, word};
use outage_plan::Op;

/// Every function of the language.
pub const FUNCTIONS: [Word; 26] = [
    word("min", "min(a, b, …)", "the smallest"),
    word("max", "max(a, b, …)", "the largest"),
    word("share", "share(x)", "x, limited to 0 to 1"),
    word("floor", "floor(x)", "the largest whole number that is not above x"),
    word("abs", "abs(x)", "x without its sign"),
    word("exp", "exp(x)", "e to the power x"),
    word("log", "log(x)", "the natural logarithm"),
    word("sqrt", "sqrt(x)", "the square root"),
    word("normal", "normal(p)", "the value below which a share p of a standard normal distribution lies"),
    word("prev", "prev(x) or prev(x, first)", "the value one step ago; at first `first`, else 0 or no"),
    word("next", "next(stock)", "the value of a stock at the end of the step"),
    word("delay", "delay(x, 8 min)", "the value so long ago; before the run, as at its first step"),
    word("held", "held(condition)", "for how long the condition has held, this step included"),
    word("usual", "usual(parameter)", "the value of a parameter that nobody has changed"),
    word("offered", "offered(from.x, 0)", "what another offers, or the second when its kind does not offer that"),
    word(
        "luck",
        "luck(group) or luck(group, 3)",
        "for each cohort its place from 0 to 1 in an order that luck decides",
    ),
    word("shift", "shift(x, first)", "for each cohort the value of the cohort before it"),
    word("sum", "sum(x where … by map)", "the sum over cohorts, or for each element of the map over those it names"),
    word("mean", "mean(x where … else …)", "the mean over cohorts; of truths, the share that holds"),
    word("largest", "largest(x where … else …)", "the largest over cohorts"),
    word("smallest", "smallest(x where … else …)", "the smallest over cohorts"),
    word("quantile", "quantile(x, 90%)", "the value below which a share of the cohorts lies"),
    word("any", "any(x where …)", "whether it holds for any"),
    word("all", "all(x where …)", "whether it holds for all"),
    word("count", "count(condition)", "for how many cohorts it holds"),
    word("product", "product(x where …)", "the product over cohorts, dependencies or components"),
];

impl Lower<'_> {
    pub(super) fn call(&mut self, call: &Call, span: Span, place: Place) -> Option<Value> {
        let name = call.name.as_str();
        if !FUNCTIONS.iter().any(|function| function.name == name) {
            let known = || FUNCTIONS.iter().map(|function| function.name);
            let near = instead(&slips::FUNCTIONS, name).unwrap_or_else(|| did_you_mean(name, known()));
            let all = || format!("there are {}", known().collect::<Vec<_>>().join(", "));
            let near = if near.is_empty() { all() } else { near };
            return self.refuse_with(span, format!("there is no function `{}`", short(name)), near);
        }
        match name {
            "prev" => return self.prev(&call.arguments, span, place),
            "next" => return self.next_of(&call.arguments, span, place),
            "delay" => return self.delay(&call.arguments, span, place),
            "usual" => return self.usual(&call.arguments, span, place),
            "luck" => return self.luck(&call.arguments, span, place),
            _ => {}
        }
        if place.at.member.is_none()
            && let Some((gone_through, rest)) = call.arguments.first().and_then(collection)
        {
            return self.over_members(call, gone_through, rest, span, place);
        }
        match name {
            "offered" => return self.offered(&call.arguments, span, place),
            "quantile" => return self.quantile(call, span, place),
            _ => {}
        }
        if matches!(name, "sum" | "mean" | "largest" | "smallest" | "any" | "all" | "count" | "product") {
            return self.reduce(call, span, place);
        }
        if call.by.is_some() || call.only.is_some() || call.otherwise.is_some() {
            return self.refuse(span, format!("{name}(…) has no `by`, `where` or `else`"));
        }
        let mut values = Vec::new();
        for argument in &call.arguments {
            values.push(self.expr(argument, place));
        }
        let values: Vec<Value> = values.into_iter().collect::<Option<_>>()?;
        self.elementwise(name, &values, span)
    }

    pub(super) fn usage<T>(&mut self, name: &str, span: Span) -> Option<T> {
        let usage = FUNCTIONS.iter().find(|function| function.name == name).map_or("", |function| function.usage);
        self.refuse_with(span, format!("{name}(…) is given the wrong number of things"), format!("write {usage}"))
    }

    fn elementwise(&mut self, name: &str, values: &[Value], span: Span) -> Option<Value> {
        if matches!(name, "min" | "max") {
            let (&first, rest) = values.split_first()?;
            if rest.is_empty() {
                return self.refuse_with(
                    span,
                    format!("{name}(…) compares several things"),
                    "of cohorts write largest(…) or smallest(…)",
                );
            }
            let op = if name == "min" { Op::Min } else { Op::Max };
            let mut so_far = first;
            for &value in rest {
                let unit = self.same_unit(so_far, value, "be compared", span)?;
                if matches!(unit, Unit::Truth | Unit::Words(_)) {
                    return self.refuse_with(span, "these are no numbers", "of truths write `and` or `or`");
                }
                so_far = Value { id: self.combine(op, &[so_far.id, value.id], span)?, unit };
            }
            return Some(so_far);
        }
        if name == "shift" {
            let [of, first] = values else { return self.usage(name, span) };
            let unit = self.same_unit(*of, *first, "be the values of one thing", span)?;
            let graph = &mut self.model.graph;
            if graph.shape(of.id) == 0 || graph.shape(first.id) != 0 {
                return self.refuse(span, "shift(x, first) is of cohorts, and of one number for the first of them");
            }
            return Some(Value { id: graph.make(Op::Shift, &[of.id, first.id]), unit });
        }
        let [value] = values else { return self.usage(name, span) };
        if name == "held" {
            if value.unit.same(Unit::Truth).is_none() {
                return self.refuse(span, "held(…) is of yes or no");
            }
            return Some(self.held(*value));
        }
        let (op, unit) = match name {
            "share" => (Op::Share, Unit::PLAIN),
            "floor" => (Op::Floor, Unit::PLAIN),
            "exp" => (Op::Exp, Unit::PLAIN),
            "log" => (Op::Log, Unit::PLAIN),
            "sqrt" => (Op::Sqrt, Unit::PLAIN),
            "normal" => (Op::Normal, Unit::PLAIN),
            _ => (Op::Abs, value.unit),
        };
        if value.unit.same(unit).is_none() || matches!(value.unit, Unit::Truth | Unit::Words(_)) {
            let (is, should) = (self.units.show(value.unit), self.units.show(unit));
            return self.refuse(span, format!("{name}(…) is of {should}, but this is in {is}"));
        }
        Some(Value { id: self.model.graph.make(op, &[value.id]), unit })
    }

    fn next_of(&mut self, arguments: &[Expr], span: Span, place: Place) -> Option<Value> {
        if let [Expr { form: Form::Name(name), span: at, .. }] = arguments
            && let Some(Meaning::Definition(stock)) = self.names.found(name, place.at, *at)
        {
            if self.names.what(stock) == Some(What::Stock) {
                return self.after[stock];
            }
            return self.refuse(span, format!("`{name}` is no stock, and has a next value at the next step only"));
        }
        self.refuse_with(span, "next(…) is of the name of a stock", "write such as next(backlog)")
    }

    /// A reduction over the dependencies of a component, those of others on it, or all components.
    fn over_members(&mut self, call: &Call, over: Collection, rest: &str, span: Span, place: Place) -> Option<Value> {
        let [of] = call.arguments.as_slice() else { return self.usage(&call.name, span) };
        if call.by.is_some() || call.otherwise.is_some() || call.only.is_some() {
            return self.refuse(span, "`by`, `where` and `else` are of cohorts");
        }
        let mut values: Vec<Value> = Vec::new();
        if self.names.has_broken(over, place.at.scope) {
            return None;
        }
        for member in self.members(over, place, rest) {
            let at = Where { member: Some((over, member)), ..place.at };
            values.push(self.expr(of, Place { at, ..place })?);
        }
        let graph = &mut self.model.graph;
        let (op, unit, of_none) = match call.name.as_str() {
            "sum" => (Op::Add, None, (graph.number(0.0), Unit::Bare)),
            "largest" => (Op::Max, None, (graph.number(0.0), Unit::Bare)),
            "product" => (Op::Mul, Some(Unit::PLAIN), (graph.number(1.0), Unit::PLAIN)),
            "any" => (Op::Max, Some(Unit::Truth), (graph.truth(false), Unit::Truth)),
            "all" => (Op::Mul, Some(Unit::Truth), (graph.truth(true), Unit::Truth)),
            name => {
                let hint = "there are sum, largest, product, any and all";
                return self.refuse_with(span, format!("{name}(…) does not go over dependencies"), hint);
            }
        };
        let Some((&first, others)) = values.split_first() else {
            return Some(Value { id: of_none.0, unit: of_none.1 });
        };
        let mut so_far = first;
        for value in values.iter().filter(|_| unit.is_some()) {
            if unit.is_some_and(|unit| value.unit.same(unit).is_none()) {
                let (is, should) = (self.units.show(value.unit), self.units.show(unit.unwrap_or(Unit::PLAIN)));
                return self.refuse(span, format!("{}(…) is of {should}, but this is in {is}", call.name));
            }
        }
        for &value in others {
            let unit = self.same_unit(so_far, value, "be put together", span)?;
            so_far = Value { id: self.combine(op, &[so_far.id, value.id], span)?, unit };
        }
        Some(so_far)
    }

    /// A reduction over the cohorts of a group.
    fn reduce(&mut self, call: &Call, span: Span, place: Place) -> Option<Value> {
        let [of] = call.arguments.as_slice() else { return self.usage(&call.name, span) };
        let name = call.name.as_str();
        let is_of_truths = matches!(name, "any" | "all" | "count");
        let value = if is_of_truths { self.truth(of, place) } else { self.expr(of, place) };
        let only = match &call.only {
            Some(only) => Some(self.truth(only, place)?.id),
            None => None,
        };
        let value = value?;
        if matches!(value.unit, Unit::Words(_)) {
            return self.refuse(of.span, "a word is no number");
        }
        if let Some(by) = &call.by {
            if name != "sum" {
                return self.refuse(span, format!("only sums go by a map, not {name}(…)"));
            }
            return self.sum_by(value, by, only, span, place);
        }
        if let Some(only) = only {
            self.combine(Op::Mul, &[value.id, only], span)?;
        }
        let shape_of = |id: Id| self.model.graph.shape(id);
        let shape = shape_of(value.id).max(only.map_or(0, shape_of));
        if shape == 0 {
            if self.is_guessed {
                return Some(Value { unit: Unit::Unknown, ..value });
            }
            return self.refuse(of.span, format!("{name}(…) is of cohorts, but this is one number already"));
        }
        let otherwise = match &call.otherwise {
            Some(otherwise) => Some(self.scalar(otherwise, place)?),
            None => None,
        };
        if name == "product" && value.unit.same(Unit::PLAIN).is_none() {
            return self.refuse(of.span, "only plain numbers have a product");
        }
        if otherwise.is_some() && (is_of_truths || matches!(name, "sum" | "product")) {
            return self.refuse(span, format!("{name}(…) of none needs no `else`"));
        }
        let unit = if value.unit == Unit::Truth { Unit::PLAIN } else { value.unit.named() };
        if let (Some(_), None, "mean" | "largest" | "smallest") = (only, otherwise, name) {
            let hint = format!("say what it is then: {name}(… where … else …)");
            return self.refuse_with(span, format!("of no cohorts there is no {name}"), hint);
        }
        if let Some(otherwise) = otherwise
            && otherwise.unit.same(unit).is_none()
        {
            return self.refuse(span, "what stands after `else` is in another unit");
        }
        let id = self.reduced(name, value, only, shape);
        let unit = if matches!(name, "any" | "all") { Unit::Truth } else { unit };
        let Some(otherwise) = otherwise else { return Some(Value { id, unit }) };
        let graph = &mut self.model.graph;
        let none = graph.number(0.0);
        let number = match only {
            Some(only) => self.total(only, shape),
            None => return Some(Value { id, unit }),
        };
        let graph = &mut self.model.graph;
        let some = graph.make(Op::Less, &[none, number]);
        Some(Value { id: graph.make(Op::Select, &[some, id, otherwise.id]), unit })
    }

    fn reduced(&mut self, name: &str, of: Value, only: Option<Id>, shape: u16) -> Id {
        let (value, is_truth) = (of.id, of.unit == Unit::Truth);
        let graph = &mut self.model.graph;
        let none = graph.number(0.0);
        // What is left out counts as what changes nothing.
        let masked = |graph: &mut crate::graph::Graph, id, neutral: f64| match only {
            None => id,
            Some(only) if is_truth && neutral == 0.0 => graph.make(Op::Mul, &[only, id]),
            Some(only) => {
                let neutral = graph.number(neutral);
                graph.make_shaped(Op::Select, &[only, id, neutral], shape)
            }
        };
        match name {
            "largest" | "smallest" => {
                let id = if name == "smallest" { graph.make(Op::Neg, &[value]) } else { value };
                let id = masked(graph, id, f64::NEG_INFINITY);
                let id = graph.make(Op::Largest, &[id]);
                if name == "smallest" { graph.make(Op::Neg, &[id]) } else { id }
            }
            "product" => {
                let id = masked(graph, value, 1.0);
                graph.make(Op::Product, &[id])
            }
            "any" => {
                let id = masked(graph, value, 0.0);
                let id = graph.make(Op::Largest, &[id]);
                graph.make(Op::Less, &[none, id])
            }
            "all" => {
                let id = graph.not(value);
                let id = masked(graph, id, 0.0);
                let id = graph.make(Op::Largest, &[id]);
                graph.make(Op::AtMost, &[id, none])
            }
            _ => {
                let id = masked(graph, value, 0.0);
                let sum = self.total(id, shape);
                if name != "mean" {
                    return sum;
                }
                let count = match only {
                    Some(only) => self.total(only, shape),
                    None => self.model.graph.number(f64::from(self.model.groups[usize::from(shape) - 1])),
                };
                self.model.graph.make(Op::Div, &[sum, count])
            }
        }
    }

    /// `sum(entries by processor)`: for each element that the map can name, over the cohorts for which it names it. The
    /// map is in the cohorts of the sum's; the result is in those of the group that the map is declared to name.
    fn sum_by(&mut self, value: Value, by: &Expr, only: Option<Id>, span: Span, place: Place) -> Option<Value> {
        let Form::Call(call) = &by.form else {
            let hint = "write sum(x by group(map)), where `map` names the cohorts of `group` by their numbers";
            return self.refuse_with(by.span, "it is not said whose cohorts the map names", hint);
        };
        let [map] = call.arguments.as_slice() else { return self.refuse(by.span, "a map is one expression") };
        let group = match self.names.meaning(&call.name, place.at, by.span) {
            Ok(Meaning::Definition(found)) => match self.names.definitions[found].source {
                crate::names::Source::Group(group) => Some(group),
                _ => None,
            },
            _ => None,
        };
        let Some(group) = group else {
            return self.refuse(by.span, format!("there are no cohorts `{}`", short(&call.name)));
        };
        let map = self.in_unit(map, place, Unit::PLAIN)?;
        let value_id = match only {
            None => value.id,
            Some(only) => {
                let none = self.model.graph.number(0.0);
                self.combine(Op::Select, &[only, value.id, none], span)?
            }
        };
        self.combine(Op::Mul, &[value_id, map.id], span)?;
        if self.model.graph.shape(map.id) == 0 {
            return self.refuse(by.span, "the map is the same for all cohorts");
        }
        let id = self.model.graph.make_shaped(Op::Scatter, &[value_id, map.id], group + 1);
        let unit = if value.unit == Unit::Truth { Unit::PLAIN } else { value.unit.named() };
        Some(Value { id, unit })
    }
}
