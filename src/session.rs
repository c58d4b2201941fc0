//! Sessions: steps in which people answer before they watch. What was answered, what a run shows, and how far apart the two
//! are; pure.

mod answers;
mod budget;
mod check;
mod command;
mod curve;
mod truth;

pub use answers::{Answers, Given};
pub use budget::{Outcome, outcome, with_twist};
pub use check::check;
pub use command::{
    Best, Choice, Decision, Decisions, Totals, best, first_word, known, next_stop, ours, span_of, totals,
};
pub use curve::{Curve, POINTS, TOP};
pub use truth::{Near, Truth, Verdict, typed, unit, verdict};

use crate::address::{self, Opened};
use crate::state::State;
use outage_sim::session::{Session, Step};
use std::rc::Rc;

/// The step of a session that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The name of the session.
    pub id: Rc<str>,
    /// Index of the step.
    pub step: usize,
    /// Whether what the step shows is still to be put on the screen: a link that names nothing else begins the step.
    pub begins: bool,
}

impl Place {
    /// The beginning of a step.
    #[must_use]
    pub fn new(id: &str, step: usize) -> Self {
        Self { id: id.into(), step, begins: true }
    }
}

/// The link to what a step shows: before everybody has answered, or afterwards, when nothing of it is hidden.
#[must_use]
pub fn link_of(step: &Step, is_revealed: bool) -> String {
    let link = if is_revealed && !step.then.is_empty() { &step.then } else { &step.show };
    let Some((name, words)) = link.split_once('?').filter(|_| is_revealed) else { return format!("#/{link}") };
    let words: Vec<&str> = words.split('&').filter(|word| !word.starts_with("blind=")).collect();
    format!("#/{name}?{}", words.join("&"))
}

/// What a step shows, as its link opens it.
#[must_use]
pub fn shown(opened: Opened, place: Place) -> Opened {
    Opened { session: Some(Place { begins: false, ..place }), ..opened }
}

/// The state of the page that a step's link opens, if the plan of its outage is here.
#[must_use]
pub fn state_of(step: &Step, is_revealed: bool) -> Option<State> {
    let link = link_of(step, is_revealed);
    let is_here = address::named(&link).is_none_or(|index| crate::shelf::plan(index).is_some());
    is_here.then(|| State::open(address::parse(&link)))
}

/// The place of a step in its session, in words: `Step 2 of 9 · 10 min`.
#[must_use]
pub fn place_in_words(session: &Session, step: usize) -> String {
    let minutes = session.steps.get(step).map_or(0.0, |step| step.minutes);
    format!("Step {} of {} · {minutes} min", step + 1, session.steps.len())
}
