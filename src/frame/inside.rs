//! How a component works: the equations of its kind in words that read well, where each name leads, and what else it is
//! given. The values are those of a run; see [`value`].

mod markup;
mod scope;
mod text;
mod value;

use outage_sim::Scenario;
use scope::Scope;

pub use markup::{Fill, Level, markup};
pub use value::{Measure, measure};

/// How one component works.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The component itself.
    pub own: Part,
    /// What it depends on, each with equations of its own.
    pub depends: Vec<Part>,
}

/// A component or a dependency.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// What the anchors of its names begin with.
    pub key: String,
    /// Its name on the screen.
    pub title: String,
    /// What it is for; empty for components.
    pub purpose: String,
    /// What its kind is, in a sentence.
    pub about: String,
    /// What it is told of others.
    pub told: Vec<Told>,
    /// Its equations.
    pub blocks: Vec<Block>,
    /// The numbers of its parameters.
    pub given: Vec<usize>,
}

/// Something that is told from outside the equations.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Its name, and what it is.
    pub line: Line,
    /// Its name, for its anchor.
    pub name: String,
    /// Its number among those that are looked into.
    pub look: usize,
}

/// What stands together in the equations.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// What the following is about.
    Heading(String),
    /// A remark about the following.
    Note(String),
    /// Equations without a blank line between them.
    Items(Vec<Item>),
}

/// One statement with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Item {
    /// The name that it defines; empty for notes and states.
    pub name: String,
    /// Its number among those that are looked into, if it has a value.
    pub look: Option<usize>,
    /// Its lines: the first, and those indented under it.
    pub lines: Vec<Line>,
    /// Remarks beside it.
    pub notes: Vec<String>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line(pub Vec<Span>);

/// A piece of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// Its text.
    pub text: String,
    /// What it is.
    pub role: Role,
}

/// What a piece of a line is.
#[derive(Debug, Clone, PartialEq)]
pub enum Role {
    /// A sign or number.
    Plain,
    /// A word of the language; with what it means, where that is not plain.
    Word(&'static str),
    /// The name that is defined.
    Defined,
    /// A name that leads nowhere.
    Name,
    /// A name, and where it is defined.
    Link(Target),
    /// What the component says, or one of some words.
    Said,
}

/// Where a name is defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The anchor.
    pub anchor: String,
    /// The number of the component in whose sheet that is.
    pub component: usize,
}

/// A function of the language, with what it gives.
pub type Function = (&'static str, &'static str);

/// How a component works, of an outage that is compiled to be looked into.
#[must_use]
pub fn sheet(scenario: &Scenario, functions: &[Function], component: usize) -> Sheet {
    let spec = &scenario.components[component];
    let part = |need| part(&Scope { scenario, functions, component, need });
    Sheet { own: part(None), depends: (0..spec.needs.len()).map(|need| part(Some(need))).collect() }
}

fn part(scope: &Scope<'_>) -> Part {
    let Scope { scenario, component, .. } = *scope;
    let (spec, need) = (&scenario.components[component], scope.need());
    let number = usize::from(need.map_or(spec.kind, |need| need.kind));
    let (about, equations) =
        scenario.kinds.get(number).map_or(("", ""), |kind| (kind.about.as_str(), kind.equations.as_str()));
    let blocks = text::blocks(scope, equations);
    let is_defined = |name: &str| {
        let items = blocks.iter().filter_map(|block| match block {
            Block::Items(items) => Some(items),
            _ => None,
        });
        items.flatten().any(|item| item.name == name)
    };
    let told = scope.looks().filter(|(look, name)| !is_defined(name) && !scenario.inside[*look].told.is_empty());
    let told = told.map(|(look, name)| Told { line: scope.told(look), name: name.to_owned(), look }).collect();
    let callee = need.map(|need| scenario.components[usize::from(need.on)].label.clone());
    Part {
        key: scope.key(),
        title: callee.unwrap_or_else(|| spec.label.clone()),
        purpose: need.map(|need| need.purpose.clone()).unwrap_or_default(),
        about: about.to_owned(),
        told,
        given: need.map_or(&spec.parameters, |need| &need.parameters).iter().map(|it| usize::from(*it)).collect(),
        blocks,
    }
}

/// A name as people read it: `useless_map` is `useless map`.
fn spaced(name: &str) -> String {
    name.replace(['_', '-'], " ")
}

#[cfg(test)]
mod tests;
