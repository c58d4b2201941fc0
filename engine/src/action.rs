//! What happens at a time of day: the trigger, and what operators did. Everything else emerges.

use crate::scenario::Receipt;

/// The trigger, or something operators did. The only part of a scenario that carries clock times.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Name in links and on the command line, such as `restart-fleet`.
    pub id: String,
    /// Name on the screen.
    pub label: String,
    /// What was done, in a sentence.
    pub about: String,
    /// Whether it is the trigger.
    pub is_trigger: bool,
    /// When it began, in minutes since the trigger.
    pub at: f64,
    /// How long it took to take full effect, in minutes.
    pub over: f64,
    /// The component whose alarm operators answer with it: without an alarm they do nothing.
    pub answers: Option<usize>,
    /// Minutes of alarm that the answer needs at least, unless somebody moves the action in time.
    pub needs_minutes: f64,
    /// What it changes.
    pub changes: Vec<Change>,
    /// Where its time comes from.
    pub receipt: Receipt,
}

/// One parameter that an action or remediation changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Index of the parameter.
    pub parameter: usize,
    /// The new value; for a choice, the index of the word.
    pub value: f64,
}

/// Something the vendor or others proposed afterwards: a named set of changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Remediation {
    /// Name in links and on the command line, such as `larger-servers`.
    pub id: String,
    /// Name on the screen.
    pub label: String,
    /// What it means in this model.
    pub about: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// What it sets.
    pub changes: Vec<Change>,
    /// Actions that it moves, with their new time in minutes since the trigger.
    pub moves: Vec<(usize, f64)>,
    /// Actions that are first tried in a dry run of the model, and refused when that shows failures.
    pub rehearses: Vec<usize>,
    /// Where it is proposed.
    pub receipt: Receipt,
}
