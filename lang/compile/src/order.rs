//! In which order definitions are read: each after those that it depends on within the same moment. Circles within one
//! moment are mistakes, but for those that a pool closes.

use crate::names::{Collection, Meaning, Names, Source, Where, collection};
use crate::problem::{Mistake, Span};
use crate::syntax::{Expr, Form, What};
use crate::words::{AFTERWARDS, is_in};
use std::collections::{BTreeMap, BTreeSet};

/// A definition's value, or what comes after it within the step: the next value of a stock, the outcome of a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Part {
    pub(crate) definition: usize,
    pub(crate) is_after: bool,
}

impl Part {
    pub(crate) fn value(definition: usize) -> Self {
        Self { definition, is_after: false }
    }

    pub(crate) fn after(definition: usize) -> Self {
        Self { definition, is_after: true }
    }

    fn index(self) -> usize {
        2 * self.definition + usize::from(self.is_after)
    }

    fn at(index: usize) -> Self {
        Self { definition: index / 2, is_after: index % 2 == 1 }
    }
}

/// The order, and for each pool the definitions that its arrivals share with it.
#[derive(Debug, Default)]
pub(crate) struct Order {
    pub(crate) parts: Vec<Part>,
    /// Pools with what is within their circle, in order.
    pub(crate) inside: Vec<(usize, Vec<usize>)>,
}

/// Finds the order.
pub(crate) fn order(names: &Names, mistakes: &mut Vec<Mistake>) -> Order {
    let count = names.definitions.len();
    let mut edges: Vec<Vec<usize>> = (0..2 * count).map(|index| mentioned(names, Part::at(index))).collect();
    let mut found = Order::default();
    let mut circles = BTreeSet::new();
    for pool in (0..count).filter(|&definition| names.what(definition) == Some(What::Pool)) {
        let own = Part::value(pool).index();
        let arrivals: Vec<usize> = edges[Part::after(pool).index()].iter().copied().filter(|to| *to != own).collect();
        let reached = reach(&edges, &arrivals, own);
        let inside = reaching(&edges, &reached, own);
        let is_plain = |index: &&usize| {
            let part = Part::at(**index);
            let told = matches!(names.definitions[part.definition].source, Source::Told(..));
            !part.is_after && (told || names.what(part.definition) == Some(What::Definition))
        };
        if let Some(&other) = inside.iter().find(|index| !is_plain(index)) {
            let message = format!(
                "the arrivals of `{}` depend on `{}`, which depends on the pool in the same moment",
                names.name_of(pool),
                names.name_of(Part::at(other).definition)
            );
            mistakes.push(Mistake::new(span_of(names, pool), message).hint("break the circle with prev(…) or a stock"));
            circles.insert(own);
            continue;
        }
        // The pool waits for what its circle needs from outside.
        let outside = arrivals.iter().chain(inside.iter().flat_map(|index| &edges[*index]));
        let outside: Vec<usize> = outside.copied().filter(|to| *to != own && !inside.contains(to)).collect();
        edges[own].extend(outside);
        found.inside.push((pool, inside.into_iter().map(|index| Part::at(index).definition).collect()));
    }
    sort(names, &edges, &mut found, &circles, mistakes);
    let place = |definition: &usize| found.parts.iter().position(|part| *part == Part::value(*definition));
    for (_, inside) in &mut found.inside {
        inside.sort_by_key(place);
    }
    found
}

/// Everything that some parts reach without passing through one of them.
fn reach(edges: &[Vec<usize>], from: &[usize], stop: usize) -> BTreeSet<usize> {
    let (mut found, mut waiting) = (BTreeSet::new(), from.to_vec());
    while let Some(index) = waiting.pop() {
        if index != stop && found.insert(index) {
            waiting.extend(&edges[index]);
        }
    }
    found
}

/// Those of some parts that reach another one.
fn reaching(edges: &[Vec<usize>], among: &BTreeSet<usize>, to: usize) -> BTreeSet<usize> {
    let mut before: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &index in among {
        edges[index].iter().for_each(|next| before.entry(*next).or_default().push(index));
    }
    let (mut found, mut waiting) = (BTreeSet::new(), vec![to]);
    while let Some(index) = waiting.pop() {
        let more = before.get(&index).into_iter().flatten();
        waiting.extend(more.filter(|index| found.insert(**index)));
    }
    found
}

/// Sorts everything, and tells each circle once.
fn sort(names: &Names, edges: &[Vec<usize>], found: &mut Order, told: &BTreeSet<usize>, mistakes: &mut Vec<Mistake>) {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Under,
        Done,
    }
    let mut states = vec![State::New; edges.len()];
    for start in 0..edges.len() {
        if states[start] != State::New {
            continue;
        }
        states[start] = State::Under;
        let mut path = vec![(start, 0)];
        while let Some((index, next)) = path.last_mut() {
            let Some(&to) = edges[*index].get(*next) else {
                states[*index] = State::Done;
                found.parts.push(Part::at(*index));
                path.pop();
                continue;
            };
            *next += 1;
            match states[to] {
                State::New => {
                    states[to] = State::Under;
                    path.push((to, 0));
                }
                State::Under => {
                    let from = path.iter().position(|(index, _)| *index == to).unwrap_or(0);
                    let circle: Vec<usize> = path[from..].iter().map(|(index, _)| *index).collect();
                    if !circle.iter().any(|index| told.contains(index)) {
                        mistakes.push(told_circle(names, &circle));
                    }
                }
                State::Done => {}
            }
        }
    }
}

fn told_circle(names: &Names, circle: &[usize]) -> Mistake {
    // From whichever part one comes to it, it is told the same way.
    let least = (0..circle.len()).min_by_key(|&place| circle[place]).unwrap_or(0);
    let name = |index: &usize| {
        let part = Part::at(*index);
        let name = names.name_of(part.definition);
        let is_stock = part.is_after && names.what(part.definition) == Some(What::Stock);
        if is_stock { format!("next({name})") } else { name }
    };
    let is_parameter = |index: &usize| matches!(names.definitions[index / 2].source, Source::Parameter(..));
    let mut around: Vec<String> = circle[least..].iter().chain(&circle[..least]).map(name).collect();
    around.extend(around.first().cloned());
    if circle.iter().all(is_parameter) {
        let definition = circle[least] / 2;
        let span = names.worked_out.get(&definition).map_or_else(|| span_of(names, definition), |expr| expr.span);
        let message = format!("parameters that are worked out from each other: {}", around.join(" → "));
        return Mistake::new(span, message).hint("one of them has to be a number");
    }
    let mistake = Mistake::new(
        span_of(names, Part::at(circle[least]).definition),
        format!("a circle within one moment: {}", around.join(" → ")),
    );
    // What follows from itself alone is meant as something that adds up.
    let itself = names.name_of(Part::at(circle[least]).definition);
    mistake.hint(if circle.len() == 1 && around[0] == itself {
        format!("what adds up over time is a stock: stock {itself} = …, with `in:` and `out:` below it")
    } else {
        "break it with prev(…), a stock or a delay".to_owned()
    })
}

/// Where a definition stands.
pub(crate) fn span_of(names: &Names, definition: usize) -> Span {
    let definition = &names.definitions[definition];
    let kind = &names.scopes[definition.scope].kind;
    match &definition.source {
        Source::Statement(number) => kind.equations.statements[*number].span,
        Source::Parameter(_, number) => kind.parameters[*number].span,
        Source::Told(expr, _) => expr.span,
        Source::Group(_) => kind.span,
    }
}

/// Everything that a part depends on within the same moment.
fn mentioned(names: &Names, part: Part) -> Vec<usize> {
    let definition = &names.definitions[part.definition];
    let mut found = Mentioned { names, found: Vec::new() };
    let at = Where { scope: definition.scope, member: None };
    match &definition.source {
        Source::Parameter(..) if !part.is_after => {
            names.worked_out.get(&part.definition).into_iter().for_each(|expr| found.expr(expr, at));
        }
        Source::Parameter(..) | Source::Group(_) => {}
        Source::Told(expr, reads) if !part.is_after => found.expr(expr, names.told_at(part.definition, *reads)),
        Source::Told(..) => {}
        Source::Statement(number) => {
            let statement = &names.scopes[definition.scope].kind.equations.statements[*number];
            if part.is_after {
                if matches!(statement.what, What::Stock | What::Pool) {
                    found.found.push(Part::value(part.definition).index());
                }
            } else {
                statement.value.iter().for_each(|value| found.expr(value, at));
            }
            for clause in &statement.clauses {
                let is_now = match statement.what {
                    What::Definition | What::Sample => !part.is_after,
                    What::Stock => part.is_after,
                    What::Pool => part.is_after == (clause.word == "arrivals"),
                };
                if is_now && clause.rate.is_some() {
                    found.source_of_flow(&clause.value, at);
                }
                if is_now {
                    let more = clause.condition.iter().chain(&clause.since).chain(&clause.rate);
                    more.chain([&clause.value]).for_each(|expr| found.expr(expr, at));
                }
            }
            if statement.what == What::Sample {
                // Within its own rules it is what it was before.
                let own = Part::value(part.definition).index();
                found.found.retain(|index| *index != own);
            }
        }
    }
    found.found.sort_unstable();
    found.found.dedup();
    found.found
}

struct Mentioned<'n> {
    names: &'n Names,
    found: Vec<usize>,
}

impl Mentioned<'_> {
    /// What leaves a stock at a rate depends on what else leaves and enters it.
    fn source_of_flow(&mut self, value: &Expr, at: Where) {
        let Form::Name(name) = &value.form else { return };
        let Some(Meaning::Definition(stock)) = self.names.found(name, at, value.span) else { return };
        for clause in self.names.clauses(stock) {
            let at = Where { scope: self.names.definitions[stock].scope, member: None };
            match (clause.word, &clause.rate) {
                ("out", Some(rate)) => self.expr(rate, at),
                ("in" | "out", None) => self.expr(&clause.value, at),
                _ => {}
            }
        }
    }

    fn expr(&mut self, expr: &Expr, at: Where) {
        match &expr.form {
            Form::Name(name) => match self.names.found(name, at, expr.span) {
                Some(Meaning::Definition(definition)) => self.found.push(Part::value(definition).index()),
                Some(Meaning::Part(definition, part)) => {
                    let is_after = is_in(&AFTERWARDS, part);
                    self.found.push(Part { definition, is_after }.index());
                }
                // It is told when the expression is read.
                None => {}
            },
            Form::Call(call) => match (call.name.as_str(), call.arguments.as_slice()) {
                ("prev", [_, first]) => self.expr(first, at),
                ("prev", _) => {}
                ("delay", [_, minutes]) => self.expr(minutes, at),
                ("next", [Expr { form: Form::Name(name), span, .. }]) => {
                    if let Some(Meaning::Definition(definition)) = self.names.found(name, at, *span) {
                        self.found.push(Part::after(definition).index());
                    }
                }
                _ => {
                    let gone_through = call.arguments.first().and_then(collection);
                    match gone_through {
                        Some((gone_through, rest)) if at.member.is_none() => {
                            self.members(gone_through, rest, expr, at);
                        }
                        _ => expr.parts(|part| self.expr(part, at)),
                    }
                }
            },
            _ => expr.parts(|part| self.expr(part, at)),
        }
    }

    fn members(&mut self, collection: Collection, rest: &str, expr: &Expr, at: Where) {
        for member in self.names.members(collection, at.scope, rest) {
            expr.parts(|part| self.expr(part, Where { member: Some((collection, member)), ..at }));
        }
    }
}
