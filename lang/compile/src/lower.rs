//! From names to a graph: gives every definition its node, and checks units and shapes on the way.

mod call;
pub use call::FUNCTIONS;
mod expression;
mod fixed;
mod luck;
mod outputs;
mod parameter;
mod past;
mod picture;
mod pool;
mod sample;
mod sheet;
mod special;
mod statement;
mod story;
mod worked_out;

use crate::Options;
use crate::file::File;
use crate::graph::{Graph, Id};
use crate::names::{Collection, Names, Source, Where};
use crate::order::{Order, Part, order, span_of};
use crate::problem::{Mistake, Span};
use crate::syntax::{Expr, What};
use crate::units::{Unit, Units};
use outage_plan as plan;
use std::collections::BTreeMap;

/// A value of the graph with its unit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Value {
    pub(crate) id: Id,
    pub(crate) unit: Unit,
}

/// A stock, scalar or vector.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stock {
    pub(crate) shape: u16,
    pub(crate) initial: Id,
    pub(crate) next: Id,
}

/// A sample of a group.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) group: u16,
    pub(crate) initial: Id,
    pub(crate) rules: Vec<Rule>,
}

/// What changes a sample.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rule {
    Every {
        period: Id,
        since: Option<Id>,
        spread: u8,
        tick: u16,
        value: Id,
    },
    /// Whether it holds for any, and all values then.
    When {
        any: Id,
        value: Id,
    },
}

/// Jobs that share workers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pool {
    pub(crate) shape: u16,
    pub(crate) workers: Id,
    pub(crate) limit: Id,
    pub(crate) deadline: Id,
    pub(crate) jitter: Id,
    pub(crate) work: Id,
    /// Jobs under way for each worker, of a solution that is tried.
    pub(crate) load: Id,
}

/// Something that comes later.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Delay {
    pub(crate) source: Id,
    pub(crate) minutes: Id,
}

/// How each cohort of a group fares.
#[derive(Debug, Clone)]
pub(crate) struct Strip {
    pub(crate) name: String,
    pub(crate) states: Vec<String>,
    pub(crate) group: u16,
    pub(crate) state: Id,
    /// What each needs of what limits it.
    pub(crate) levels: Option<Id>,
    /// How much each holds.
    pub(crate) held: Option<Id>,
}

impl Strip {
    /// Its vectors.
    pub(crate) fn ids(&self) -> impl Iterator<Item = Id> {
        [Some(self.state), self.levels, self.held].into_iter().flatten()
    }
}

/// Something that has a name, for those who look inside.
#[derive(Debug, Clone)]
pub(crate) struct Inside {
    pub(crate) component: u16,
    pub(crate) need: Option<u16>,
    pub(crate) name: String,
    pub(crate) id: Id,
    /// What one of the unit is in minutes and counts.
    pub(crate) scale: f64,
    pub(crate) unit: String,
    /// Where the text is that says what it is told.
    pub(crate) told: Option<Span>,
}

/// A sentence for a moment.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    /// The component and the dependency among its own that it is of.
    pub(crate) component: Option<u16>,
    pub(crate) need: Option<u16>,
    pub(crate) when: Id,
    pub(crate) text: Vec<String>,
    pub(crate) values: Vec<Id>,
}

/// An action whose expressions have their nodes.
#[derive(Debug, Clone)]
pub(crate) struct Action {
    pub(crate) plan: plan::Action,
    pub(crate) answers: Option<Id>,
    pub(crate) needs: Option<Id>,
    /// Where each change stands.
    pub(crate) spans: Vec<Span>,
}

/// All that a model computes.
#[derive(Debug, Default)]
pub(crate) struct Model {
    pub(crate) graph: Graph,
    pub(crate) groups: Vec<u32>,
    pub(crate) parameters: Vec<plan::Parameter>,
    pub(crate) stocks: Vec<Stock>,
    pub(crate) samples: Vec<Sample>,
    /// What each luck is called, and what spreads it.
    pub(crate) lucks: Vec<(String, u8)>,
    pub(crate) pools: Vec<Pool>,
    pub(crate) delays: Vec<Delay>,
    /// Columns with their nodes and units.
    pub(crate) columns: Vec<(String, Id, String)>,
    pub(crate) strips: Vec<Strip>,
    pub(crate) inside: Vec<Inside>,
    /// What people read, with the numbers of columns and strips.
    pub(crate) sheet: plan::Draft,
    pub(crate) notes: Vec<Note>,
    pub(crate) actions: Vec<Action>,
    pub(crate) remediations: Vec<plan::Remediation>,
    pub(crate) facts: Vec<plan::Fact>,
}

/// Where an expression stands, and what is special there.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    at: Where,
    /// The sample whose rule it is, with its value before.
    own: Option<(usize, Value)>,
    /// The time of the turn.
    tick: Option<Id>,
    /// Whether it is within a pool's solver.
    is_trial: bool,
}

impl Place {
    fn of(scope: usize) -> Self {
        Self { at: Where { scope, member: None }, ..Self::default() }
    }
}

/// Something earlier: where its expression stands, and for which member.
type Earlier = (usize, Option<usize>, Span);

pub(crate) struct Lower<'f> {
    file: &'f File,
    names: &'f Names,
    options: &'f Options,
    units: Units,
    model: Model,
    mistakes: Vec<Mistake>,
    values: Vec<Option<Value>>,
    after: Vec<Option<Value>>,
    /// The stock, sample or pool of a definition.
    slots: Vec<Option<u16>>,
    /// Values within the solver that is being built.
    trial: BTreeMap<usize, Value>,
    /// What is looked back at, to be read when everything has its value.
    later: Vec<(Later, Expr, Place)>,
    remembered: BTreeMap<(usize, Option<usize>, String), Value>,
    /// Units and shapes of what is looked back at, from the round before.
    hints: BTreeMap<Earlier, (Unit, u16)>,
    /// Whether one of these was not known.
    is_guessed: bool,
    ticks: u16,
    /// For each scope the component that it is, or the component and the dependency among its own.
    cards: Vec<(Option<u16>, Option<u16>)>,
    /// The strip of each component that has one.
    strips: BTreeMap<u16, u16>,
}

/// What becomes of an expression that is read later.
#[derive(Debug, Clone, Copy)]
enum Later {
    Stock(u16),
    Delay(u16),
}

/// Rounds until the units of what is looked back at have to be known.
const ROUNDS: usize = 4;

/// Builds the model of a file.
pub(crate) fn lower(file: &File, options: &Options, mistakes: &mut Vec<Mistake>) -> Option<Model> {
    let names = Names::new(file, &options.instead, mistakes);
    let order = order(&names, mistakes);
    let mut hints = BTreeMap::new();
    for round in 1..=ROUNDS {
        let mut lower = Lower::new(file, &names, options, hints);
        lower.everything(&order, round == ROUNDS);
        // What was not known may be known in the next round.
        if !lower.is_guessed || round == ROUNDS {
            mistakes.append(&mut lower.mistakes);
            return Some(lower.model);
        }
        hints = lower.hints;
    }
    None
}

impl<'f> Lower<'f> {
    fn new(file: &'f File, names: &'f Names, options: &'f Options, hints: BTreeMap<Earlier, (Unit, u16)>) -> Self {
        let count = names.definitions.len();
        Self {
            file,
            names,
            options,
            units: file.units.clone(),
            model: Model { groups: names.groups.iter().map(|group| group.1).collect(), ..Model::default() },
            mistakes: Vec::new(),
            values: vec![None; count],
            after: vec![None; count],
            slots: vec![None; count],
            trial: BTreeMap::new(),
            later: Vec::new(),
            remembered: BTreeMap::new(),
            hints,
            is_guessed: false,
            ticks: 0,
            cards: sheet::cards(file),
            strips: BTreeMap::new(),
        }
    }

    fn everything(&mut self, order: &Order, is_last: bool) {
        self.parameters(order);
        for part in &order.parts {
            self.part(*part, order);
        }
        if self.is_guessed && !is_last {
            // This round was for the units of what is looked back at.
            return self.look_all_back();
        }
        for scope in 0..self.names.scopes.len() {
            self.texts(scope);
        }
        self.look_all_back();
        self.parts();
        self.outputs();
        self.sheet();
        self.look_all_back();
    }

    fn look_all_back(&mut self) {
        while let Some((later, expr, place)) = self.later.pop() {
            self.look_back(later, &expr, place);
        }
    }

    fn part(&mut self, part: Part, order: &Order) {
        let definition = &self.names.definitions[part.definition];
        if self.names.scopes[definition.scope].is_broken {
            return;
        }
        let place = Place::of(definition.scope);
        let before = self.mistakes.len();
        let value = match (&definition.source, part.is_after) {
            (Source::Parameter(..), _) | (_, true) if self.values[part.definition].is_none() => None,
            (Source::Parameter(..), _) => return,
            (Source::Group(_), _) | (Source::Told(..), true) => None,
            (Source::Told(expr, reads), false) => {
                let at = self.names.told_at(part.definition, *reads);
                // Whatever it is, it has a name now.
                self.expr(expr, Place { at, ..Place::default() }).map(|it| Value { unit: it.unit.named(), ..it })
            }
            (Source::Statement(number), is_after) => {
                let kind = self.names.scopes[definition.scope].kind.clone();
                let statement = &kind.equations.statements[*number];
                match (statement.what, is_after) {
                    (What::Definition, false) => self.definition(statement, place),
                    (What::Stock, false) => self.stock(part.definition, statement, place),
                    (What::Stock, true) => self.next(part.definition, statement, place),
                    (What::Sample, false) => self.sample(part.definition, statement, place),
                    (What::Pool, false) => {
                        let inside = order.inside.iter().find(|(pool, _)| *pool == part.definition);
                        self.pool(part.definition, statement, place, inside.map_or(&[], |(_, inside)| inside))
                    }
                    (What::Pool, true) => self.arrivals(statement, place),
                    (_, true) => None,
                }
            }
        };
        // Mistakes in what the kind says are told once for the kind, whatever the number of its components.
        if self.mistakes.len() > before {
            let kind = &self.names.scopes[definition.scope].kind;
            let told = match definition.source {
                Source::Told(..) => self.names.place(definition.scope),
                _ if kind.name.is_empty() => String::new(),
                _ => format!("kind {}", kind.name),
            };
            for mistake in &mut self.mistakes[before..] {
                *mistake = mistake.clone().within(&told);
            }
        }
        let values = if part.is_after { &mut self.after } else { &mut self.values };
        values[part.definition] = value;
    }

    fn refuse<T>(&mut self, span: Span, message: impl Into<String>) -> Option<T> {
        self.mistakes.push(Mistake::new(span, message));
        None
    }

    fn refuse_with<T>(&mut self, span: Span, message: impl Into<String>, hint: impl Into<String>) -> Option<T> {
        self.mistakes.push(Mistake::new(span, message).hint(hint));
        None
    }

    /// The members that a collection has where an expression stands.
    fn members(&self, collection: Collection, place: Place, rest: &str) -> Vec<usize> {
        self.names.members(collection, place.at.scope, rest)
    }

    /// What stands at the top of the file and has a name: it is recorded.
    fn recorded(&self) -> Vec<usize> {
        let wanted = |definition: &usize| {
            let found = &self.names.definitions[*definition];
            let is_statement = matches!(found.source, Source::Statement(_));
            found.scope == 0 && is_statement && self.names.what(*definition) != Some(What::Pool)
        };
        (0..self.names.definitions.len()).filter(wanted).collect()
    }

    /// Where a definition stands.
    fn span_of(&self, definition: usize) -> Span {
        span_of(self.names, definition)
    }
}

fn has_time(unit: Unit) -> bool {
    matches!(unit, Unit::Of(powers) if powers[0] != 0)
}
