//! Who is called what, and what a name means where it stands.

mod missing;

use crate::Instead;
use crate::file::{Amount, File, Kind};
use crate::problem::{Mistake, Span, did_you_mean, short};
use crate::syntax::{Clause, Expr, What};
use crate::words::{BUILT_IN, is_in};
use missing::check_told;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A component, a dependency, or the top of the file.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// Its name; empty for the top of the file.
    pub(crate) id: String,
    pub(crate) kind: Rc<Kind>,
    /// For a dependency, the scopes of its caller and callee.
    pub(crate) ends: Option<(usize, usize)>,
    /// Its dependencies, and those of others on it.
    pub(crate) needs: Vec<usize>,
    pub(crate) callers: Vec<usize>,
    /// Whether something that it needs is missing, which has been told: what follows from that is not told.
    pub(crate) is_broken: bool,
    names: BTreeMap<String, usize>,
}

/// Something that has a name.
#[derive(Debug)]
pub(crate) struct Definition {
    /// Its name within its scope.
    pub(crate) name: String,
    pub(crate) scope: usize,
    pub(crate) source: Source,
}

/// What gives a definition its value.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// A parameter, by its number in the plan and within its kind.
    Parameter(u16, usize),
    /// A group, by its number.
    Group(u16),
    /// A statement of its kind.
    Statement(usize),
    /// What the file tells its component, read at the top of the file, or what its kind takes when nobody tells it.
    Told(Expr, Reads),
}

/// In which scope an expression is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reads {
    AtTheTop,
    Within,
}

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning<'n> {
    Definition(usize),
    /// A part of a group or pool.
    Part(usize, &'n str),
}

/// Where a name stands.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Where {
    pub(crate) scope: usize,
    /// The collection that is gone through, and its present member.
    pub(crate) member: Option<(Collection, usize)>,
}

/// What `sum(needs.…)` and its like go through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Collection {
    /// The dependencies of a component.
    Needs,
    /// The dependencies of others on it.
    Callers,
    /// Every component that has the name.
    Components,
}

impl Collection {
    const ALL: [(&'static str, Self); 3] =
        [("needs", Self::Needs), ("callers", Self::Callers), ("components", Self::Components)];

    /// The collection that a name goes through.
    pub(crate) fn of(name: &str) -> Option<(Self, &str)> {
        let (head, rest) = name.split_once('.')?;
        let found = Self::ALL.into_iter().find(|(name, _)| *name == head)?;
        Some((found.1, rest))
    }
}

#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) scopes: Vec<Scope>,
    pub(crate) definitions: Vec<Definition>,
    /// Names of groups with their sizes.
    pub(crate) groups: Vec<(String, u32)>,
    /// How many parameters there are.
    pub(crate) parameters: u16,
    /// Parameters that are worked out from others, and how.
    pub(crate) worked_out: BTreeMap<usize, Rc<Expr>>,
    components: BTreeMap<String, usize>,
}

/// Most definitions, groups and parameters of all components together.
const MAX_DEFINITIONS: usize = 20_000;

impl Names {
    /// Gives everything in a file its name.
    pub(crate) fn new(file: &File, instead: &Instead, mistakes: &mut Vec<Mistake>) -> Self {
        let mut names = Self::default();
        names.add_scope(String::new(), &file.top);
        for component in &file.components {
            let scope = names.add_scope(component.id.clone(), &component.kind);
            names.components.insert(component.id.clone(), scope);
        }
        names.connect(file, instead, mistakes);
        for scope in 0..names.scopes.len() {
            names.declare(file, instead, scope, mistakes);
            if names.definitions.len() > MAX_DEFINITIONS {
                mistakes.push(Mistake::new(Span::default(), "the components have too many names together"));
                break;
            }
        }
        names.check_ends(file, mistakes);
        names
    }

    fn add_scope(&mut self, id: String, kind: &Rc<Kind>) -> usize {
        self.scopes.push(Scope { id, kind: kind.clone(), ..Scope::default() });
        self.scopes.len() - 1
    }

    fn connect(&mut self, file: &File, instead: &Instead, mistakes: &mut Vec<Mistake>) {
        for (number, component) in file.components.iter().enumerate() {
            let Some((caller, on, span)) = &component.ends else {
                if component.kind.is_dependency() {
                    let message = format!("`{}` is a kind of dependency, not of component", component.kind.name);
                    let hint = "write it under [[component.needs]] of its caller, with on = \"…\"";
                    mistakes.push(Mistake::new(component.span, message).hint(hint).within(&self.place(number + 1)));
                    self.scopes[number + 1].is_broken = true;
                }
                continue;
            };
            let Some(&callee) = self.components.get(on).filter(|&&scope| file.components[scope - 1].ends.is_none())
            else {
                let known = file.components.iter().filter(|it| it.ends.is_none()).map(|it| it.id.as_str());
                let mistake = Mistake::new(*span, format!("there is no component `{}`", short(on)));
                mistakes.push(mistake.hint(did_you_mean(on, known)).within(&self.place(caller + 1)));
                self.scopes[number + 1].is_broken = true;
                continue;
            };
            let own = number + 1;
            self.scopes[own].ends = Some((caller + 1, callee));
            if instead.without.contains(&self.scopes[own].id) {
                continue;
            }
            self.scopes[caller + 1].needs.push(own);
            self.scopes[callee].callers.push(own);
        }
    }

    fn declare(&mut self, file: &File, instead: &Instead, scope: usize, mistakes: &mut Vec<Mistake>) {
        let kind = self.scopes[scope].kind.clone();
        let place = self.place(scope);
        let component = scope.checked_sub(1).and_then(|number| file.components.get(number));
        for (number, parameter) in kind.parameters.iter().enumerate() {
            let source = Source::Parameter(self.parameters, number);
            let set = component.and_then(|component| component.set.iter().find(|it| it.name == parameter.name));
            if let Amount::WorkedOut(expr) = &set.map_or(&parameter.usual, |it| &it.quantity).amount {
                self.worked_out.insert(self.definitions.len(), expr.clone());
            }
            self.parameters = self.parameters.saturating_add(1);
            self.define(&parameter.name, scope, source, parameter.span, mistakes);
        }
        for (name, size) in &kind.groups {
            let group = self.groups.len() as u16;
            let full = self.full(scope, name);
            let size = *instead.groups.get(&full).unwrap_or(size);
            self.groups.push((full, size));
            self.define(name, scope, Source::Group(group), kind.span, mistakes);
        }
        for (number, statement) in kind.equations.statements.iter().enumerate() {
            self.define(&statement.name, scope, Source::Statement(number), statement.span, mistakes);
        }
        let Some(component) = component else { return };
        for need in &kind.needs {
            let name = &need.name;
            let told = component.with.iter().find(|(told, ..)| told == name);
            let (expr, reads) = match (told, &need.usual) {
                (Some((_, _, expr)), _) => (expr, Reads::AtTheTop),
                (None, Some(usual)) => (usual, Reads::Within),
                (None, None) => {
                    let message = format!("`{}` has to be told its `{name}`", component.id);
                    let hint = format!("write with = {{ {name} = \"…\" }}");
                    mistakes.push(Mistake::new(component.span, message).hint(hint).within(&place));
                    self.scopes[scope].is_broken = true;
                    continue;
                }
            };
            self.define(name, scope, Source::Told(expr.clone(), reads), expr.span, mistakes);
        }
        check_told(component, &kind, &place, mistakes);
        for (offer, span, _) in &kind.offers {
            if !self.scopes[scope].names.contains_key(offer) {
                let known = self.scopes[scope].names.keys().map(String::as_str);
                let mistake = Mistake::new(*span, format!("`{offer}` is offered, but not defined"));
                mistakes.push(mistake.hint(did_you_mean(offer, known)).within(&format!("kind {}", kind.name)));
            }
        }
    }

    fn define(&mut self, name: &str, scope: usize, source: Source, span: Span, mistakes: &mut Vec<Mistake>) {
        let number = self.definitions.len();
        if self.scopes[scope].names.insert(name.to_owned(), number).is_some() {
            let kind = &self.scopes[scope].kind.name;
            let place = if kind.is_empty() { String::new() } else { format!("kind {kind}") };
            mistakes.push(Mistake::new(span, format!("`{name}` is defined twice")).within(&place));
        }
        let has_meaning = Collection::ALL.iter().any(|(known, _)| *known == name) || matches!(name, "on" | "from");
        if has_meaning || is_in(&BUILT_IN, name) {
            mistakes.push(Mistake::new(span, format!("`{name}` has a meaning of its own and cannot be defined")));
        }
        self.definitions.push(Definition { name: name.to_owned(), scope, source });
    }

    /// Where the expression of something told stands.
    pub(crate) fn told_at(&self, definition: usize, reads: Reads) -> Where {
        match reads {
            Reads::AtTheTop => Where::default(),
            Reads::Within => Where { scope: self.definitions[definition].scope, member: None },
        }
    }

    /// What a scope is, for messages.
    pub(crate) fn place(&self, scope: usize) -> String {
        let Scope { id, kind, ends, .. } = &self.scopes[scope];
        match (id.as_str(), ends) {
            ("", _) => String::new(),
            (id, None) => format!("component {id}, a {}", kind.name),
            (id, Some(_)) => format!("dependency {id}, a {}", kind.name),
        }
    }

    /// A name with the name of its component.
    pub(crate) fn full(&self, scope: usize, name: &str) -> String {
        let id = &self.scopes[scope].id;
        if id.is_empty() { name.to_owned() } else { format!("{id}.{name}") }
    }

    /// The full name of a definition.
    pub(crate) fn name_of(&self, definition: usize) -> String {
        let Definition { name, scope, .. } = &self.definitions[definition];
        self.full(*scope, name)
    }

    /// The definition of a name in a scope.
    pub(crate) fn in_scope(&self, scope: usize, name: &str) -> Option<usize> {
        self.scopes[scope].names.get(name).copied()
    }

    /// The scope of a component.
    pub(crate) fn component(&self, id: &str) -> Option<usize> {
        self.components.get(id).copied()
    }

    /// What kind of statement a definition is.
    pub(crate) fn what(&self, definition: usize) -> Option<What> {
        let Definition { scope, source, .. } = &self.definitions[definition];
        match source {
            Source::Statement(number) => Some(self.scopes[*scope].kind.equations.statements[*number].what),
            _ => None,
        }
    }

    /// The clauses of a stock; none of anything else.
    pub(crate) fn clauses(&self, definition: usize) -> &[Clause] {
        let Definition { scope, source, .. } = &self.definitions[definition];
        let statements = &self.scopes[*scope].kind.equations.statements;
        match source {
            Source::Statement(number) if statements[*number].what == What::Stock => &statements[*number].clauses,
            _ => &[],
        }
    }

    /// What a name means where it stands.
    pub(crate) fn meaning<'n>(&self, name: &'n str, at: Where, span: Span) -> Result<Meaning<'n>, Mistake> {
        self.look_up(name, at, span).unwrap_or_else(|| Err(self.unknown(name, at, span)))
    }

    /// What a name means, if it is one that is defined: built-in names and words are not.
    pub(crate) fn found<'n>(&self, name: &'n str, at: Where, span: Span) -> Option<Meaning<'n>> {
        self.look_up(name, at, span)?.ok()
    }

    fn look_up<'n>(&self, name: &'n str, at: Where, span: Span) -> Option<Result<Meaning<'n>, Mistake>> {
        if let Some((collection, rest)) = Collection::of(name) {
            let Some((_, member)) = at.member.filter(|(gone_through, _)| *gone_through == collection) else {
                let message = format!("`{name}` is of several; say which number is meant");
                let hint = format!("write such as sum({name}) or largest({name})");
                return Some(Err(Mistake::new(span, message).hint(hint)));
            };
            return Some(self.of_other(rest, member, at, span));
        }
        if let Some(found) = self.directly(name, at.scope) {
            return Some(Ok(found));
        }
        let scope = &self.scopes[at.scope];
        if let (Some((head, rest)), Some((from, on))) = (name.split_once('.'), scope.ends)
            && matches!(head, "from" | "on")
        {
            return Some(self.of_other(rest, if head == "on" { on } else { from }, at, span));
        }
        for (dot, _) in name.rmatch_indices('.') {
            if let Some(&component) = self.components.get(&name[..dot]) {
                return Some(self.of_other(&name[dot + 1..], component, at, span));
            }
        }
        self.directly(name, 0).map(Ok)
    }

    /// A name that is defined in a scope, or a part of something that is.
    fn directly<'n>(&self, name: &'n str, scope: usize) -> Option<Meaning<'n>> {
        if let Some(found) = self.in_scope(scope, name) {
            return Some(Meaning::Definition(found));
        }
        let (of, part) = name.rsplit_once('.')?;
        self.in_scope(scope, of).map(|found| Meaning::Part(found, part))
    }

    /// A name of another component, which has to offer it.
    fn of_other<'n>(&self, name: &'n str, component: usize, at: Where, span: Span) -> Result<Meaning<'n>, Mistake> {
        let other = &self.scopes[component];
        let head = name.split('.').next().unwrap_or(name);
        let is_inside = at.scope == component || at.scope == 0;
        let is_offered = is_inside || other.kind.offers.is_empty() || other.kind.offers.iter().any(|it| it.0 == head);
        match self.directly(name, component) {
            Some(found) if is_offered || self.is_parameter(found) => Ok(found),
            Some(_) => {
                let offers: Vec<&str> = other.kind.offers.iter().map(|it| it.0.as_str()).collect();
                let message = format!("`{}` does not offer `{head}` to others", other.kind.name);
                Err(Mistake::new(span, message).hint(format!("it offers {}; add it there", offers.join(", "))))
            }
            None => {
                let near = did_you_mean(name, other.names.keys().map(String::as_str));
                let offers = other.kind.offers.iter().map(|(offer, ..)| offer.as_str()).collect::<Vec<_>>().join(", ");
                let near = if near.is_empty() && !offers.is_empty() { format!("it offers {offers}") } else { near };
                Err(Mistake::new(span, format!("`{}` has no `{}`", other.id, short(name))).hint(near))
            }
        }
    }

    fn is_parameter(&self, meaning: Meaning<'_>) -> bool {
        matches!(meaning, Meaning::Definition(it) if matches!(self.definitions[it].source, Source::Parameter(..)))
    }

    /// Whether a mistake has been told about a member of a collection, so that nothing follows from it.
    pub(crate) fn has_broken(&self, collection: Collection, scope: usize) -> bool {
        let members = match collection {
            Collection::Needs => &self.scopes[scope].needs,
            Collection::Callers => &self.scopes[scope].callers,
            Collection::Components => return false,
        };
        members.iter().any(|member| self.scopes[*member].is_broken)
    }

    /// The members of a collection.
    pub(crate) fn members(&self, collection: Collection, scope: usize, rest: &str) -> Vec<usize> {
        match collection {
            Collection::Needs => self.scopes[scope].needs.clone(),
            Collection::Callers => self.scopes[scope].callers.clone(),
            Collection::Components => {
                let has = |scope: &usize| self.scopes[*scope].ends.is_none() && self.directly(rest, *scope).is_some();
                (1..self.scopes.len()).filter(has).collect()
            }
        }
    }
}

/// The collection that an expression goes through, with one of its names.
pub(crate) fn collection(expr: &Expr) -> Option<(Collection, &str)> {
    let mut waiting = vec![expr];
    while let Some(expr) = waiting.pop() {
        if let crate::syntax::Form::Name(name) = &expr.form
            && let Some(found) = Collection::of(name)
        {
            return Some(found);
        }
        expr.parts(|part| waiting.push(part));
    }
    None
}
