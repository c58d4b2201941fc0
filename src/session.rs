//! Sessions: steps in which people answer before they watch. What was answered, what a run shows, and how far apart the two
//! are; pure.

mod answers;
mod budget;
mod check;
mod command;
mod curve;
mod draft;
mod group;
mod summary;
mod truth;
mod wall;

pub use answers::{Answers, Given};
pub use budget::{Outcome, outcome, with_twist};
pub use check::{check, problems_of};
pub use command::{
    Best, Choice, Decision, Decisions, Totals, as_left, best, decision_in_words, first_word, known, next_stop, ours,
    reached, size_of, span_of, telling, totals,
};
pub use curve::{Curve, POINTS, TOP};
pub use draft::{Change, Draft, EMPTY, followed, hidden, hiding, line_of, link_to, show_of, words_of};
pub use group::{Group, groups, with_codes};
pub use summary::{Part, link_with_code, markdown, summary};
pub use truth::{Near, Truth, Verdict, in_words, shown_from, told, typed, unit, verdict};
pub use wall::{GroupRun, commanded, prevented};

use crate::address::{self, Opened};
use crate::state::State;
use outage_sim::session::{MARK, Session, Step};
use std::rc::Rc;

/// The step of a session that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The name of the session; [`FILE`] for one of somebody's own.
    pub id: Rc<str>,
    /// The session of somebody's own.
    pub own: Option<Rc<Own>>,
    /// Index of the step.
    pub step: usize,
    /// Whether what the step shows is still to be put on the screen: a link that names nothing else begins the step.
    pub begins: bool,
    /// Codes of groups that the link brings to the wall, with commas between.
    pub codes: Option<Rc<str>>,
}

impl Place {
    /// The beginning of a step.
    #[must_use]
    pub fn new(id: &str, step: usize) -> Self {
        Self { id: id.into(), own: None, step, begins: true, codes: None }
    }

    /// The beginning of a session of somebody's own.
    #[must_use]
    pub fn own(text: &str, bytes: Vec<u8>, step: usize) -> Self {
        Self { own: Some(Rc::new(Own { text: text.into(), bytes })), ..Self::new(FILE, step) }
    }
}

/// The name that stands for a session of somebody's own in a link; the text itself follows as `sx=`.
pub const FILE: &str = "file";

/// A session of somebody's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Its text.
    pub text: String,
    /// What the text says, in its compact form.
    pub bytes: Vec<u8>,
}

/// Whether what became of a text is a session, in its compact form.
#[must_use]
pub fn is_session(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK)
}

/// The name under which a browser keeps what somebody decided in a step: that of the session's answers, and the step.
#[must_use]
pub fn kept_command(session: &Session, step: usize) -> String {
    format!("{}.{step}", session.id)
}

/// Whether a step has something to show once everybody has answered. Whoever commands looks back at their own day: what happened
/// that day is for the next step, which may ask for it.
#[must_use]
pub fn reveals(step: &Step) -> bool {
    !step.asks.is_empty() || step.command.is_none() && (!step.then.is_empty() || step.prevent.is_some())
}

/// The link to what a step shows: before everybody has answered, or afterwards. A step that does not say what is shown then
/// shows the same, with nothing of it hidden. One that says it may still hide what later steps ask.
#[must_use]
pub fn link_of(step: &Step, is_revealed: bool) -> String {
    let is_revealed = is_revealed && reveals(step);
    if is_revealed && !step.then.is_empty() {
        return format!("#/{}", step.then);
    }
    let link = &step.show;
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

/// The built-in outages that a session shows, by their indices.
#[must_use]
pub fn outages(session: &Session) -> Vec<usize> {
    let links = session.steps.iter().flat_map(|step| [link_of(step, false), link_of(step, true)]);
    let mut outages: Vec<usize> = links.filter_map(|link| address::named(&link)).collect();
    outages.sort_unstable();
    outages.dedup();
    outages
}

/// The place of a step in its session, in words: `Step 2 of 9 · 10 min`.
#[must_use]
pub fn place_in_words(session: &Session, step: usize) -> String {
    let minutes = session.steps.get(step).map_or(0.0, |step| step.minutes);
    format!("Step {} of {} · {minutes} min", step + 1, session.steps.len())
}
