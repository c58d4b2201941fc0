//! What equations are made of.

use crate::problem::Span;
use crate::words::{self, Word};

/// An expression.
#[derive(Debug, Clone)]
pub(crate) struct Expr {
    pub(crate) form: Form,
    pub(crate) span: Span,
    /// How deep expressions lie within each other, at most.
    pub(crate) depth: u16,
}

/// The forms of an expression.
#[derive(Debug, Clone)]
pub(crate) enum Form {
    /// A number, perhaps with its unit.
    Number(f64, Option<String>),
    Name(String),
    Not(Box<Expr>),
    Neg(Box<Expr>),
    Binary(Sign, Box<[Expr; 2]>),
    /// Condition, then, else.
    If(Box<[Expr; 3]>),
    Call(Box<Call>),
    /// An element for each cohort: `wait[processor]`.
    Element(Box<[Expr; 2]>),
}

/// What stands between two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Or,
    And,
    Less,
    AtMost,
    More,
    AtLeast,
    Equal,
    Differs,
    Add,
    Sub,
    Mul,
    Div,
    Pow,
}

/// A function of some expressions; a reduction over cohorts may have more.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) name: String,
    pub(crate) arguments: Vec<Expr>,
    /// The map of `sum(… by map)`.
    pub(crate) by: Option<Expr>,
    /// Over which cohorts: `… where …`.
    pub(crate) only: Option<Expr>,
    /// What it is of none: `… else …`.
    pub(crate) otherwise: Option<Expr>,
}

impl Expr {
    pub(crate) fn new(form: Form, span: Span) -> Self {
        let mut depth = 0;
        form.parts(|part| depth = depth.max(part.depth));
        Self { form, span, depth: depth.saturating_add(1) }
    }

    /// Each expression directly within this one.
    pub(crate) fn parts<'e>(&'e self, each: impl FnMut(&'e Self)) {
        self.form.parts(each);
    }
}

impl Form {
    fn parts<'e>(&'e self, mut each: impl FnMut(&'e Expr)) {
        match self {
            Self::Number(..) | Self::Name(_) => {}
            Self::Not(of) | Self::Neg(of) => each(of),
            Self::Binary(_, two) | Self::Element(two) => two.iter().for_each(each),
            Self::If(three) => three.iter().for_each(each),
            Self::Call(call) => {
                let more = call.by.iter().chain(&call.only).chain(&call.otherwise);
                call.arguments.iter().chain(more).for_each(each);
            }
        }
    }
}

/// What a statement defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// What it is at every moment.
    Definition,
    /// What flows in and out over time.
    Stock,
    /// What is looked at in turns.
    Sample,
    /// Jobs that share workers.
    Pool,
}

/// A statement that gives something its name.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    pub(crate) what: What,
    pub(crate) name: String,
    pub(crate) span: Span,
    /// The group whose cohorts differ in it.
    pub(crate) group: Option<(String, Span)>,
    /// The unit that is written behind its name.
    pub(crate) unit: Option<(String, Span)>,
    /// The value, or the first one; pools have none.
    pub(crate) value: Option<Expr>,
    pub(crate) clauses: Vec<Clause>,
}

/// `word condition: value`, indented under a statement.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    pub(crate) word: &'static str,
    pub(crate) span: Span,
    /// For `every` the period, for `when` and `on` the condition.
    pub(crate) condition: Option<Expr>,
    /// `since …` of `every`.
    pub(crate) since: Option<Expr>,
    /// `spread …` of `every`.
    pub(crate) spread: Option<(f64, Span)>,
    pub(crate) value: Expr,
    /// `… at rate …` of a flow.
    pub(crate) rate: Option<Expr>,
}

/// `note when …: "sentence with {value}"`.
#[derive(Debug, Clone)]
pub(crate) struct NoteText {
    pub(crate) when: Expr,
    /// The text before, between and after the values.
    pub(crate) text: Vec<String>,
    pub(crate) values: Vec<Expr>,
}

/// `state "over the limit" where …`.
#[derive(Debug, Clone)]
pub(crate) struct StateText {
    pub(crate) words: String,
    pub(crate) span: Span,
    /// Where it holds; the usual state holds where no other does.
    pub(crate) only: Option<Expr>,
}

/// All that stands in one text of equations.
#[derive(Debug, Clone, Default)]
pub(crate) struct Equations {
    pub(crate) statements: Vec<Statement>,
    pub(crate) notes: Vec<NoteText>,
    pub(crate) states: Vec<StateText>,
}

/// The clauses of each kind of statement.
pub(crate) fn clauses_of(what: What) -> &'static [Word] {
    match what {
        What::Definition => &[],
        What::Stock => &words::STOCK,
        What::Sample => &words::SAMPLE,
        What::Pool => &words::POOL,
    }
}

/// Words that cannot be names.
pub(crate) const RESERVED: [&str; 15] = [
    "if", "then", "else", "and", "or", "not", "where", "by", "at", "stock", "sample", "pool", "note", "state", "since",
];
