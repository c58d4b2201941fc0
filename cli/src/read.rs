//! From names on the command line to scenarios and inputs.

use crate::args::Changes;
use outage_compile::{Problem, Problems, for_people};
use outage_explorer::address::schema::fork_of;
use outage_explorer::address::{Compiled, Document, LONGEST_TEXT};
use outage_explorer::export::Subject;
use outage_sim::{BUILT_IN, InputProblem, Inputs, Scenario, TEXTS};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::rc::Rc;

/// The scenario of a built-in name or in a file.
///
/// # Errors
/// What is wrong with the name, or with the file, a sentence each.
pub(crate) fn scenario(name: &str) -> Result<Rc<Scenario>, Vec<String>> {
    scenario_of(&document(name)?, name)
}

/// The scenario of what a name stands for.
///
/// # Errors
/// When this program does not carry it.
pub(crate) fn scenario_of(document: &Document, name: &str) -> Result<Rc<Scenario>, Vec<String>> {
    document.scenario().ok_or_else(|| vec![format!("`{}` is not part of this program", short(name))])
}

/// The same, with where it comes from.
///
/// # Errors
/// What is wrong with the name, or with the file, a sentence each.
pub(crate) fn document(name: &str) -> Result<Document, Vec<String>> {
    if let Some(index) = BUILT_IN.iter().position(|(known, _)| *known == name) {
        return Ok(Document::BuiltIn(index));
    }
    let text = text(name)?;
    Document::text(&text, compiled(&text)).map_err(|problems| {
        let told = problems.iter().map(|problem| format!("{}: {problem}", short(name)));
        told.chain([format!("{} is not a scenario", short(name))]).collect()
    })
}

/// The text of a built-in scenario or of a file.
///
/// # Errors
/// What is wrong with the name, or with the file, a sentence each.
pub(crate) fn text(name: &str) -> Result<String, Vec<String>> {
    if let Some((_, text)) = TEXTS.iter().find(|(known, _)| *known == name) {
        return Ok((*text).to_owned());
    }
    if !Path::new(name).exists() {
        return Err(vec![format!(
            "there is no scenario `{}`: neither a built-in one ({}) nor a file",
            short(name),
            built_in_names()
        )]);
    }
    file(name).map_err(|problem| match problem {
        Unreadable::Absent(message) => vec![message],
        Unreadable::Unfit(message, hint) => vec![format!("{}: {message} ({hint})", short(name))],
    })
}

/// What becomes of the text of an outage.
pub(crate) fn compiled(text: &str) -> Compiled {
    match for_people(text) {
        Ok(plan) => Ok(plan.write()),
        Err(Problems(problems)) => Err(problems.iter().map(Problem::to_string).collect()),
    }
}

/// The names of the built-in scenarios, for a message.
pub(crate) fn built_in_names() -> String {
    BUILT_IN.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// Whether a text is the name of a built-in scenario or of a file.
pub(crate) fn names_scenario(text: &str) -> bool {
    BUILT_IN.iter().any(|(name, _)| *name == text) || Path::new(text).is_file()
}

/// Why a file cannot be read as text.
pub(crate) enum Unreadable {
    /// There is no such file, or it may not be read; says so.
    Absent(String),
    /// It is not the kind of text that a scenario is: what is wrong, and a hint.
    Unfit(String, &'static str),
}

/// The text of a file. Never reads more than a scenario can have.
///
/// # Errors
/// When there is no such file, it is too large or not a text.
pub(crate) fn file(path: &str) -> Result<String, Unreadable> {
    let absent = |error| Unreadable::Absent(format!("`{}` cannot be read: {error}", short(path)));
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(absent)?;
    file.take(LONGEST_TEXT as u64 + 1).read_to_end(&mut bytes).map_err(absent)?;
    if bytes.len() > LONGEST_TEXT {
        let message = format!("the file has more than {LONGEST_TEXT} bytes");
        return Err(Unreadable::Unfit(message, "a scenario needs a few ten thousand"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + good.iter().filter(|&&byte| byte == b'\n').count();
        Unreadable::Unfit(format!("line {line} is not UTF-8 text"), "save the file as UTF-8")
    })
}

/// What the options change about a scenario.
///
/// # Errors
/// Every change that cannot be made, a sentence each.
pub(crate) fn inputs(scenario: &Scenario, changes: &Changes) -> Result<Inputs, Vec<String>> {
    let mut inputs = Inputs { seed: changes.seed, ..Inputs::default() };
    let mut problems = Vec::new();
    // Remediations first: a knob that is set by hand counts more than one that a remediation sets.
    for id in &changes.fix {
        problems.extend(inputs.fix(scenario, id).err().map(|problem| told(scenario, &problem)));
    }
    for change in &changes.set {
        let outcome = match change.split_once('=') {
            Some((id, value)) => {
                inputs.set(scenario, id.trim(), value.trim()).map_err(|problem| told(scenario, &problem))
            }
            None => Err(format!("--set {}: write KNOB=VALUE", short(change))),
        };
        problems.extend(outcome.err());
    }
    for id in &changes.off {
        problems.extend(inputs.switch_off(scenario, id).err().map(|problem| told(scenario, &problem)));
    }
    for change in &changes.at {
        let outcome = match change.split_once('=') {
            Some((id, _)) if changes.off.iter().any(|off| off == id) => {
                Err(format!("{}: it cannot be both moved and switched off; leave out one", short(id)))
            }
            Some((id, time)) => inputs.move_to(scenario, id.trim(), time).map_err(|problem| told(scenario, &problem)),
            None => Err(format!("--at {}: write EVENT=HH:MM", short(change))),
        };
        problems.extend(outcome.err());
    }
    if let Some(fork) = &changes.fork {
        match fork_of(scenario, fork) {
            Ok(fork) => inputs.fork = Some(fork),
            Err(notices) => problems.extend(notices.iter().map(|it| format!("--fork {}: {}", short(fork), it.text))),
        }
    }
    if problems.is_empty() { Ok(inputs) } else { Err(problems) }
}

/// A change that cannot be made, with the command that lists the ones that can.
fn told(scenario: &Scenario, problem: &InputProblem) -> String {
    let lists = match problem {
        InputProblem::Unknown { what: "knob", .. } => "; `outage knobs SCENARIO` lists them",
        InputProblem::Unknown { what: "event", .. } => "; `outage events SCENARIO` lists them",
        InputProblem::Unknown { .. } => "; `outage fixes SCENARIO` lists them",
        _ => "",
    };
    format!("{}{lists}", problem.told(scenario))
}

/// Whether a text is a link to a moment rather than the name of a scenario.
pub(crate) fn is_link(text: &str) -> bool {
    text.contains('#') && !Path::new(text).is_file()
}

/// A link says itself what is changed.
///
/// # Errors
/// When there are changes beside it.
pub(crate) fn without_changes(changes: &Changes) -> Result<(), Vec<String>> {
    if changes.is_empty() {
        return Ok(());
    }
    Err(vec!["a link says itself what is changed: leave out --set, --off, --at, --fix, --seed and --fork".into()])
}

/// A link has to be understood whole: better no answer than one about another run.
///
/// # Errors
/// What cannot be understood of it, a sentence each.
pub(crate) fn understood(subject: &Subject) -> Result<(), Vec<String>> {
    if subject.problems.is_empty() {
        return Ok(());
    }
    Err(subject.problems.iter().map(|notice| format!("{}: {}", notice.place, notice.text)).collect())
}

/// A text from outside, short enough for a message.
pub(crate) fn short(text: &str) -> String {
    text.chars().take(120).collect()
}
