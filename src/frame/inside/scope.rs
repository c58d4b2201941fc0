//! What names mean in the equations of a component or of a dependency.

use super::{Function, Line, Role, Span, Target, spaced};
use outage_sim::{Need, Scenario};

/// Whose equations are read.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s> {
    pub(super) scenario: &'s Scenario,
    pub(super) functions: &'s [Function],
    pub(super) component: usize,
    /// The number of the dependency among those of the component.
    pub(super) need: Option<usize>,
}

/// Words of the language, with what they mean where that is not plain.
const WORDS: [(&str, &str); 19] = [
    ("if", ""),
    ("then", ""),
    ("else", ""),
    ("and", ""),
    ("or", ""),
    ("not", ""),
    ("where", ""),
    ("by", ""),
    ("at", ""),
    ("rate", ""),
    ("since", ""),
    ("spread", "in turns that are spread in this order"),
    ("yes", ""),
    ("no", ""),
    ("now", "the time of the moment"),
    ("start", "the time at which the run begins"),
    ("tick", "the time of the turn"),
    ("step", "the time from one moment to the next"),
    ("inf", "without end"),
];

impl<'s> Scope<'s> {
    pub(super) fn need(&self) -> Option<&'s Need> {
        self.scenario.components[self.component].needs.get(self.need?)
    }

    /// What the anchors of its names begin with.
    pub(super) fn key(&self) -> String {
        let own = &self.scenario.components[self.component].id;
        self.need().map_or_else(|| own.clone(), |need| format!("{own}.{}", need.id))
    }

    /// What of it can be looked into: numbers and names.
    pub(super) fn looks(&self) -> impl Iterator<Item = (usize, &'s str)> {
        let (component, need) = (self.component, self.need);
        let all = self.scenario.inside.iter().enumerate();
        all.filter(move |(_, it)| usize::from(it.component) == component && it.need.map(usize::from) == need)
            .map(|(number, it)| (number, it.name.as_str()))
    }

    pub(super) fn look(&self, name: &str) -> Option<usize> {
        self.looks().find(|(_, known)| *known == name).map(|(number, _)| number)
    }

    fn parameters(&self) -> &'s [u16] {
        self.need().map_or(&self.scenario.components[self.component].parameters, |need| &need.parameters)
    }

    fn has_parameter(&self, name: &str) -> bool {
        let last = |number: &u16| self.scenario.parameters[usize::from(*number)].name.rsplit('.').next() == Some(name);
        self.parameters().iter().any(last)
    }

    /// Where a name is defined in these equations or among the parameters.
    fn target(&self, name: &str) -> Option<Target> {
        let is_known = self.look(name).is_some() || self.has_parameter(name);
        is_known.then(|| Target { anchor: anchor(&self.key(), name), component: self.component })
    }

    /// A name with dots, as people read it and with where it leads.
    pub(super) fn name(&self, name: &str) -> Span {
        if let Some((word, about)) = WORDS.iter().find(|(word, _)| *word == name) {
            let text = if *word == "inf" { "∞" } else { word };
            return Span { text: text.into(), role: Role::Word(about) };
        }
        if let Some(target) = self.target(name) {
            return Span { text: spaced(name), role: Role::Link(target) };
        }
        let (head, rest) = name.split_once('.').unwrap_or((name, ""));
        let plain = |text: String| Span { text, role: Role::Name };
        match (head, self.need()) {
            (_, _) if rest.is_empty() && self.is_word(name) => Span { text: spaced(name), role: Role::Said },
            (_, _) if rest.is_empty() => plain(spaced(name)),
            ("from", Some(_)) => self.of(self.component, rest),
            ("on", Some(need)) => self.of(need.on.into(), rest),
            ("needs", None) => {
                let target = Target { anchor: depends(&self.key()), component: self.component };
                let has_any = !self.scenario.components[self.component].needs.is_empty();
                let role = if has_any { Role::Link(target) } else { Role::Name };
                Span { text: format!("each dependency’s {}", spaced(rest)), role }
            }
            ("callers", None) => plain(format!("each caller’s {}", spaced(rest))),
            ("components", _) => plain(format!("each component’s {}", spaced(rest))),
            _ => match self.scenario.component(&head.replace('_', "-")).or_else(|| self.scenario.component(head)) {
                Some(other) => self.of(other, rest),
                None => match self.target(head) {
                    Some(target) => {
                        Span { text: format!("{}’s {}", spaced(head), spaced(rest)), role: Role::Link(target) }
                    }
                    None => plain(format!("{}’s {}", spaced(head), spaced(rest))),
                },
            },
        }
    }

    /// Something that another component, or this one as a whole, has a name for.
    fn of(&self, component: usize, name: &str) -> Span {
        let text = format!("{}’s {}", self.scenario.components[component].label, spaced(name));
        let role = Scope { component, need: None, ..*self }.target(name).map_or(Role::Name, Role::Link);
        Span { text, role }
    }

    /// Whether a name is one of the words that a parameter may be.
    fn is_word(&self, name: &str) -> bool {
        let has = |number: &u16| self.scenario.parameters[usize::from(*number)].words.iter().any(|word| word == name);
        self.parameters().iter().any(has)
    }

    /// What a function gives.
    pub(super) fn function(&self, name: &str) -> Option<&'static str> {
        self.functions.iter().find(|(known, _)| *known == name).map(|(_, about)| *about)
    }

    /// What it is told, under a name: an expression over what others have.
    pub(super) fn told(&self, look: usize) -> Line {
        let inside = &self.scenario.inside[look];
        let mut line = vec![
            Span { text: "is told ".into(), role: Role::Word("") },
            Span { text: spaced(&inside.name), role: Role::Defined },
            Span { text: " = ".into(), role: Role::Plain },
        ];
        line.extend(super::text::expression(self, &inside.told));
        Line(line)
    }
}

/// The anchor of a name.
pub(super) fn anchor(key: &str, name: &str) -> String {
    format!("how-{key}-{name}")
}

/// The anchor of a component's or dependency's own heading.
pub(super) fn top(key: &str) -> String {
    format!("how-{key}")
}

/// The anchor of what a component depends on.
pub(super) fn depends(key: &str) -> String {
    format!("how-{key}--depends")
}
