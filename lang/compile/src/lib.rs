//! The modelling language: from the text of an outage to a [`Plan`], with every problem told at once.
//!
//! A model is its equations. They stand in a TOML file between `'''`, in any order, and say what holds at every moment.
//! Here is a team that answers tickets:
//!
//! ```
//! let text = r#"
//! format = 2
//! status = "draft"
//! equations = '''
//! arriving = if outage then 30 tickets / 1 min else 8 tickets / 1 min
//! outage   = 20 min <= now < 50 min
//! answered = min(people * pace, waiting / step)
//!
//! stock waiting = 0 tickets
//!   in:  arriving
//!   out: answered
//!   min: 0 tickets
//! '''
//!
//! [parameters]
//! people = "6 people"
//! pace   = "2 tickets/people/min"
//!
//! [clock]
//! trigger = "10:00"
//! from    = "09:50"
//! until   = "14:00"
//! step    = "1 min"
//! "#;
//! let plan = outage_compile::compile(text)?;
//!
//! let waiting = plan.column("waiting").expect("it has a name, so that it is recorded");
//! let day = outage_run::run(&plan, &outage_run::Inputs::default());
//! let most = day.column(waiting).iter().copied().fold(0.0, f64::max);
//! assert_eq!(most, 30.0 * (30.0 - 12.0) + 12.0);
//!
//! // A larger team.
//! let mut inputs = outage_run::Inputs::default();
//! inputs.set_value(&plan, plan.parameter("people").expect("it is in the text"), 15.0)?;
//! assert_eq!(outage_run::run(&plan, &inputs).column(waiting).iter().copied().fold(0.0, f64::max), 30.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Units are checked: adding tickets to minutes is a mistake, and so is a stock of tickets into which tickets flow that are
//! not for each minute. A bare number takes the unit of its neighbour.
//!
//! Every number has a receipt: `stated`, `derived`, `fitted` or `assumed`, with the `source` that it is from, so that
//! `people = { value = "6 people", stated = "…", source = "S1" }`. In a draft, what has none is assumed. A value that others
//! tie down is an expression of them, `{ value = "people * pace", derived = "…" }`, worked out before anything runs.
//!
//! # Statements
//!
//! - `name = expression`: what something is at every moment.
//! - `stock`: what flows `in:` and `out:` adds up; `min:` and `max:` bound it; `next:` says its next value instead. Within
//!   a step it has the value from the start of the step; `next(name)` is the one at its end. `out: name at rate r` is exact:
//!   the length of a step does not matter, and `in: name at rate r` of another stock takes in just what leaves.
//! - `sample name[group]`: what each cohort of a group looks at in turns, `every` period, evenly spread over it; `when`
//!   something holds, or `on` its beginning.
//! - `pool`: jobs that share `workers:`; each takes its `work:`, they come at the rate of `arrivals:`, which may depend on
//!   the pool's `response` time, and what is above the `limit:` of jobs for each worker is refused; work beyond the
//!   `deadline:` is for nothing. Little's law is solved within the step.
//! - `note when condition: "sentence with {value}"` and `state "words" where condition`: what a component has to say.
//!
//! [`FUNCTIONS`] are the functions. `sum`, `mean`, `largest` and their like go over the cohorts of a group, over the
//! dependencies of a component (`product(1 - needs.error)`), over those of others on it (`callers.`), or over all
//! `components.`
//!
//! # Kinds
//!
//! A `[[kind]]` has `parameters`, `cohorts`, what it `needs` to be told and what it `offers` to others, and its equations.
//! A `[[component]]` is of a kind; each of its dependencies, `[[component.needs]]`, is a component of its own, in whose
//! equations `from` is the caller and `on` the callee. [`kinds`] lists those of the library.
//!
//! What people read stands beside that: titles, labels, what each parameter means, where its value comes from, and a `knob`
//! where it is theirs to change. A kind says what it `shows` and how its members are drawn, in `[kind.picture]`. [`keys`]
//! lists all that a file may say.
//!
//! # How a text becomes a plan
//!
//! The file is read, names are given their meaning, and definitions are put in an order in which each comes after what it
//! depends on. Then each becomes a node of a graph in which equal expressions are one, with units and shapes checked on
//! the way. What nothing shown depends on is left out; what runs over the same cohorts at the same moments becomes one
//! kernel. All of that is known before anything runs, and so is what a run costs.

mod edit;
mod emit;
mod file;
mod graph;
pub mod keys;
mod lower;
mod names;
mod order;
mod parse;
mod problem;
mod syntax;
mod token;
mod units;
pub mod words;
mod written;

pub use edit::{Change, Edited, edit};
pub use lower::FUNCTIONS;
pub use problem::{Problem, Problems};
pub use written::session_text;

use outage_plan::Plan;
use outage_plan::session::Session;
use std::collections::{BTreeMap, BTreeSet};

/// The kinds of the library, each text with its name.
pub const LIBRARY: [(&str, &str); 3] = [
    ("library/dependency.toml", include_str!("../../../library/dependency.toml")),
    ("library/fleet.toml", include_str!("../../../library/fleet.toml")),
    ("library/service.toml", include_str!("../../../library/service.toml")),
];

/// A kind of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindText {
    /// Its name in files.
    pub name: String,
    /// What it is, in a sentence.
    pub about: String,
    /// Its text.
    pub text: String,
}

/// The kinds of the library, in the order of its texts.
#[must_use]
pub fn kinds() -> Vec<KindText> {
    let mut found = Vec::new();
    for (name, text) in LIBRARY {
        let file = file::read(&[(name, text), ("", "")], &mut Vec::new());
        let starts: Vec<usize> = text.match_indices("[[kind]]").map(|(at, _)| at).collect();
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        found.extend(file.kinds.iter().zip(starts.iter().zip(ends)).map(|(kind, (from, to))| KindText {
            name: kind.name.clone(),
            about: kind.about.clone(),
            text: text[*from..to].trim_end().to_owned(),
        }));
    }
    found
}

/// What of an outage can be told before it is compiled, by full names in the equations.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// The groups of cohorts with their sizes, such as `frontend.server`.
    pub groups: Vec<(String, u32)>,
    /// The parameters whose values are worked out from others.
    pub worked_out: Vec<String>,
}

/// The outline of an outage; of a text that is wrong, what can be read of it.
#[must_use]
pub fn outline(outage: &str) -> Outline {
    let texts: Vec<(&str, &str)> = LIBRARY.iter().copied().chain([("", outage)]).collect();
    let file = file::read(&texts, &mut Vec::new());
    let names = names::Names::new(&file, &Instead::default(), &mut Vec::new());
    let worked_out = names.worked_out.keys().map(|definition| names.name_of(*definition)).collect();
    Outline { groups: names.groups, worked_out }
}

/// What is compiled, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What is recorded besides what facts and the file ask for.
    pub record: Recorded,
    /// The parameters that runs may change, besides knobs and those that the file itself changes; all when there is no
    /// list. The others are constants, which is quicker.
    pub free: Option<Vec<String>>,
    /// What is otherwise than the text says.
    pub instead: Instead,
}

/// What is otherwise than the text says, for those who ask how much depends on it. Whatever is worked out from a number
/// follows it. What names nothing changes nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Instead {
    /// Values of parameters, by their names in the equations, such as `frontend.thread_limit`: each in the unit of the
    /// parameter, of a choice the number of the word. A slider that does not span them is as much longer.
    pub values: BTreeMap<String, f64>,
    /// The length of a step, in minutes.
    pub step: Option<f64>,
    /// Sizes of groups, by the names that [`outline`] gives.
    pub groups: BTreeMap<String, u32>,
    /// Dependencies, such as `shop.store`, of which neither the caller nor the callee feels anything.
    pub without: BTreeSet<String>,
}

/// What is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Recorded {
    /// What parts show, what is drawn between them, and what stands at the top of the file.
    #[default]
    Shown,
    /// The same; and where a machine keeps everything that has a name, with the equations as they are written, for those who
    /// look inside.
    Everything,
}

/// Compiles an outage with the kinds of some texts, each with its name.
///
/// # Errors
/// Everything that is wrong with the texts.
pub fn compile_with(library: &[(&str, &str)], outage: &str, options: &Options) -> Result<Plan, Problems> {
    let texts: Vec<(&str, &str)> = library.iter().copied().chain([("", outage)]).collect();
    let mut mistakes = Vec::new();
    let mut file = file::read(&texts, &mut mistakes);
    file.clock.step = options.instead.step.unwrap_or(file.clock.step);
    let told = |mut mistakes: Vec<problem::Mistake>| {
        // What is about the whole is told of the outage.
        let last = texts.len() as u16 - 1;
        mistakes.iter_mut().for_each(|mistake| mistake.span.text = mistake.span.text.min(last));
        problem::problems(&texts, mistakes)
    };
    // Names that are missing because a part could not be read would be mistakes that nobody made.
    if !mistakes.is_empty() {
        return Err(told(mistakes));
    }
    let model = lower::lower(&file, options, &mut mistakes);
    // As they are written: the equations of a kind are in the plan anyway.
    let text_at = |span: Option<problem::Span>| {
        let text = span.and_then(|it| texts.get(usize::from(it.text))?.1.get(it.from as usize..it.to as usize));
        text.unwrap_or_default().to_owned()
    };
    let told_by: Vec<String> =
        model.iter().flat_map(|model| &model.inside).map(|inside| text_at(inside.told)).collect();
    let mut draft = match model.filter(|_| mistakes.is_empty()) {
        Some(model) => emit::emit(model, file.clock, &mut mistakes),
        None => None,
    };
    let inside = draft.iter_mut().flat_map(|draft| &mut draft.inside);
    inside.zip(told_by).for_each(|(inside, told)| inside.told = told);
    match draft.filter(|_| mistakes.is_empty()).map(Plan::new) {
        Some(Ok(plan)) => Ok(plan),
        Some(Err(flaw)) => {
            mistakes.push(problem::Mistake::new(problem::Span::default(), flaw.to_string()));
            Err(told(mistakes))
        }
        None => Err(told(mistakes)),
    }
}

/// Compiles an outage with the kinds of the library, as it is for people to run, wherever they do: what nobody can change
/// is constant, which is quicker. Some last bits are others than those of [`compile`].
///
/// # Errors
/// Everything that is wrong with the text.
pub fn for_people(outage: &str) -> Result<Plan, Problems> {
    compile_with(&LIBRARY, outage, &Options { free: Some(Vec::new()), ..Options::default() })
}

/// The same outage, to be looked into: its columns are the same to the last bit as those [`for_people`].
///
/// # Errors
/// Everything that is wrong with the text.
pub fn to_look_inside(outage: &str) -> Result<Plan, Problems> {
    let free = Some(Vec::new());
    compile_with(&LIBRARY, outage, &Options { record: Recorded::Everything, free, ..Options::default() })
}

/// Compiles an outage with the kinds of the library so that a run may change every parameter.
///
/// # Errors
/// Everything that is wrong with the text.
pub fn compile(outage: &str) -> Result<Plan, Problems> {
    compile_with(&LIBRARY, outage, &Options::default())
}

/// Reads a session.
///
/// # Errors
/// Everything that is wrong with the text. Whether its links and names mean something, only the outages that it names know.
pub fn session(text: &str) -> Result<Session, Problems> {
    let mut mistakes = Vec::new();
    let session = file::read_session(text, &mut mistakes);
    if mistakes.is_empty() { Ok(session) } else { Err(problem::problems(&[("", text)], mistakes)) }
}

/// A session that somebody is writing: what there is of it, and everything that is wrong with it. No session when the text is
/// not TOML at all.
#[must_use]
pub fn session_draft(text: &str) -> (Option<Session>, Problems) {
    let mut mistakes = Vec::new();
    let session = file::read_session(text, &mut mistakes);
    (edit::is_toml(text).then_some(session), problem::problems(&[("", text)], mistakes))
}

/// Whether a text is that of a session, not of an outage: its version stands above the first table. Equations may have a name
/// like that.
#[must_use]
pub fn is_session(text: &str) -> bool {
    let is_top = |line: &&str| !line.trim_start().starts_with('[') && !line.contains("'''") && !line.contains("\"\"\"");
    let key = |line: &str| line.split_once('=').map(|(key, _)| key.trim() == "session");
    text.lines().take_while(is_top).any(|line| key(line) == Some(true))
}
