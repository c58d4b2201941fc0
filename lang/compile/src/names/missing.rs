//! What is not there: names that nothing has, and dependencies between kinds that do not know each other's names.

use super::{Names, Reads, Source, Where};
use crate::file::{Component, File, Kind};
use crate::parse::slips::{self, instead};
use crate::problem::{Mistake, Span, did_you_mean, meant, short};
use crate::syntax::{Expr, Form};
use crate::words::{BUILT_IN, is_in, names};
use std::collections::BTreeSet;

impl Names {
    /// That a name is known to nobody where it stands, and what may be meant.
    pub(super) fn unknown(&self, name: &str, at: Where, span: Span) -> Mistake {
        let scope = &self.scopes[at.scope];
        if let Some(&component) = self.components.get(name) {
            let offers = self.scopes[component].kind.offers.iter().map(|(offer, ..)| format!("{name}.{offer}"));
            let offers = offers.take(6).collect::<Vec<_>>().join(", ");
            let mistake = Mistake::new(span, format!("`{}` is a component; say what of it", short(name)));
            return mistake.hint(if offers.is_empty() { offers } else { format!("write such as {offers}") });
        }
        let mistake = Mistake::new(span, format!("nothing is called `{}` here", short(name)));
        if let Some(here) = instead(&slips::NAMES, name) {
            return mistake.hint(here);
        }
        let known: Vec<&str> = scope.names.keys().chain(self.scopes[0].names.keys()).map(String::as_str).collect();
        let near = did_you_mean(name, known.iter().copied().chain(names(&BUILT_IN)));
        if !near.is_empty() {
            return mistake.hint(near);
        }
        let (head, part) = name.split_once('.').unwrap_or((name, ""));
        if part.is_empty() {
            return mistake.hint("define it in the equations, or list it among the parameters");
        }
        if matches!(head, "on" | "from") {
            return mistake.hint("only a dependency has a caller, `from`, and a callee, `on`");
        }
        let components: Vec<&str> = self.components.keys().map(String::as_str).collect();
        let near = did_you_mean(head, components.iter().copied());
        mistake.hint(match components.as_slice() {
            _ if !near.is_empty() => near,
            [] => String::new(),
            // What is called so is short enough to be listed.
            some => format!("the components are {}", some.iter().take(12).copied().collect::<Vec<_>>().join(", ")),
        })
    }

    /// Whether two names with a hyphen between them are meant as one.
    pub(crate) fn is_one_name(&self, left: &str, right: &str, at: Where, span: Span) -> Option<String> {
        let whole = format!("{left}_{right}");
        let is_known = |name: &str| is_in(&BUILT_IN, name) || self.look_up(name, at, span).is_some_and(|it| it.is_ok());
        (!is_known(left) && is_known(&whole)).then_some(whole)
    }

    /// Tells of each dependency whose caller, callee or own kind lacks names that the others read. What follows from that
    /// is not told.
    pub(super) fn check_ends(&mut self, file: &File, mistakes: &mut Vec<Mistake>) {
        for own in 0..self.scopes.len() {
            let Some((caller, callee)) = self.scopes[own].ends else { continue };
            let Some(span) = own.checked_sub(1).and_then(|own| file.components.get(own)).map(|it| it.span) else {
                continue;
            };
            let reads = self.reads(own);
            let of = |head: &str| -> Vec<&str> { reads.iter().filter_map(|name| part_of(name, head)).collect() };
            let others = self.reads(caller).into_iter().filter_map(|name| part_of(&name, "needs").map(str::to_owned));
            let others = others
                .chain(self.reads(callee).into_iter().filter_map(|name| part_of(&name, "callers").map(str::to_owned)));
            let others: Vec<String> = others.collect();
            let lacks = [
                (callee, of("on"), own),
                (caller, of("from"), own),
                (own, others.iter().map(String::as_str).collect(), caller),
            ];
            let found =
                lacks.into_iter().find_map(|(scope, names, reader)| self.lack(file, scope, &names, (reader, span)));
            if let Some(mistake) = found {
                mistakes.extend(mistake.map(|mistake| mistake.within(&self.place(own))));
                self.scopes[own].is_broken = true;
            }
        }
    }

    /// That something lacks names that another reads, and the mistake that is to be told of it.
    fn lack(
        &self,
        file: &File,
        scope: usize,
        names: &[&str],
        (reader, span): (usize, Span),
    ) -> Option<Option<Mistake>> {
        let kind = &self.scopes[scope].kind;
        let lacks = |name: &&&str| {
            let Some(found) = self.directly(name, scope) else { return true };
            let head = name.split('.').next().unwrap_or(name);
            let is_offered = kind.offers.is_empty() || kind.offers.iter().any(|(offer, ..)| offer == head);
            !is_offered && !self.is_parameter(found)
        };
        let missing: BTreeSet<String> = names.iter().filter(lacks).map(|name| format!("`{name}`")).collect();
        if missing.is_empty() {
            return None;
        }
        // What is offered and not defined is told where it is offered.
        let is_told =
            |name: &&str| kind.offers.iter().any(|(offer, ..)| offer == name) && self.directly(name, scope).is_none();
        if names.iter().any(is_told) {
            return Some(None);
        }
        let missing = missing.into_iter().collect::<Vec<_>>().join(", ");
        let (own, reads) = (&kind.name, &self.scopes[reader].kind.name);
        let message = match self.scopes[scope].ends {
            None => format!("a `{own}` does not offer {missing}, which a `{reads}` reads"),
            Some(_) => format!("a `{own}` is no dependency that a `{reads}` can have: it does not offer {missing}"),
        };
        let hint = match self.scopes[scope].ends {
            None => format!("define and offer it in the kind `{own}`"),
            Some(_) => {
                let fitting = file.kinds.iter().filter(|kind| kind.is_dependency());
                let fitting = fitting.map(|kind| kind.name.as_str()).collect::<Vec<_>>().join(", ");
                format!("kinds of dependency are {fitting}")
            }
        };
        Some(Some(Mistake::new(span, message).hint(hint)))
    }

    /// Every name that a scope's kind reads, and what the file tells it.
    fn reads(&self, scope: usize) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        self.scopes[scope].kind.each(|expr| names_in(expr, &mut found));
        for definition in self.scopes[scope].names.values() {
            if let Source::Told(expr, Reads::Within) = &self.definitions[*definition].source {
                names_in(expr, &mut found);
            }
        }
        found
    }
}

/// Tells what a component is told or set to that its kind does not know.
pub(super) fn check_told(component: &Component, kind: &Kind, place: &str, mistakes: &mut Vec<Mistake>) {
    for (told, span, _) in &component.with {
        if !kind.needs.iter().any(|need| need.name == *told) {
            let near = did_you_mean(told, kind.needs.iter().map(|need| need.name.as_str()));
            let mistake = Mistake::new(*span, format!("`{}` needs no `{told}`", kind.name));
            mistakes.push(mistake.hint(near).within(place));
        }
    }
    for setting in &component.set {
        let (name, given) = (&setting.name, &setting.quantity);
        if !kind.parameters.iter().any(|parameter| parameter.name == *name) {
            let known = kind.parameters.iter().map(|parameter| parameter.name.as_str());
            let near = meant(name, &given.number(), known.clone());
            let all = known.collect::<Vec<_>>().join(", ");
            let near = if near.is_empty() && !all.is_empty() { format!("it has {all}") } else { near };
            let mistake = Mistake::new(given.span, format!("`{}` has no parameter `{}`", kind.name, short(name)));
            mistakes.push(mistake.hint(near).within(place));
        }
    }
}

/// `error` of `on.error`.
fn part_of<'n>(name: &'n str, head: &str) -> Option<&'n str> {
    name.strip_prefix(head)?.strip_prefix('.')
}

/// Every name in an expression that has to be there.
fn names_in(expr: &Expr, found: &mut BTreeSet<String>) {
    let mut waiting = vec![expr];
    while let Some(expr) = waiting.pop() {
        match &expr.form {
            Form::Name(name) => {
                found.insert(name.clone());
            }
            // What is only perhaps offered.
            Form::Call(call) if call.name == "offered" => waiting.extend(call.arguments.iter().skip(1)),
            _ => expr.parts(|part| waiting.push(part)),
        }
    }
}

impl Kind {
    /// Each expression of its equations.
    fn each(&self, mut take: impl FnMut(&Expr)) {
        for statement in &self.equations.statements {
            statement.value.iter().for_each(&mut take);
            for clause in &statement.clauses {
                let more = clause.condition.iter().chain(&clause.since).chain(&clause.rate);
                more.chain([&clause.value]).for_each(&mut take);
            }
        }
        for note in &self.equations.notes {
            note.values.iter().chain([&note.when]).for_each(&mut take);
        }
        self.equations.states.iter().flat_map(|state| &state.only).for_each(&mut take);
    }

    /// Whether it is one of dependency: it reads of its caller or of its callee.
    pub(crate) fn is_dependency(&self) -> bool {
        let mut found = BTreeSet::new();
        self.each(|expr| names_in(expr, &mut found));
        self.needs.iter().flat_map(|need| &need.usual).for_each(|usual| names_in(usual, &mut found));
        found.iter().any(|name| part_of(name, "on").or_else(|| part_of(name, "from")).is_some())
    }
}
