//! What somebody answered, with the truth, the distance and the idea: to keep, to send, to print. Nothing of a step that is not
//! revealed yet tells its answer.

use super::answers::Answers;
use super::command::{decision_in_words, telling};
use super::truth::{Truth, told, verdict};
use super::{Place, link_of, state_of};
use crate::address::pack;
use crate::words;
use outage_sim::session::{Session, Step};

/// A question, or a task, with what was said about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// The step, such as `2. 120 servers join`.
    pub step: String,
    /// The question.
    pub title: String,
    /// What there is to say, each with what it is: `You`, `The run`, `Because`, `The idea`.
    pub lines: Vec<(&'static str, String)>,
}

/// What was answered, decided and bought, in the order of the session. Only steps whose outage is here are told.
#[must_use]
pub fn summary(session: &Session, answers: &Answers) -> Vec<Part> {
    let steps = session.steps.iter().enumerate();
    steps.flat_map(|(index, step)| of_step(index, step, answers)).collect()
}

fn of_step(index: usize, step: &Step, answers: &Answers) -> Vec<Part> {
    let name = format!("{}. {}", index + 1, step.title);
    let is_revealed = answers.is_revealed(index);
    let Some(state) = state_of(step, true) else { return Vec::new() };
    let scenario = &state.scenario;
    let part =
        |title: &str, lines: Vec<(&'static str, String)>| Part { step: name.clone(), title: title.into(), lines };
    let mut parts = Vec::new();
    for (number, ask) in step.asks.iter().enumerate() {
        let given = answers.get(index, number);
        let said = given.map(|given| told(given, &ask.answer, &state));
        let said = match said {
            Some(said) if said.is_empty() => "a drawn curve".into(),
            Some(said) => said,
            None => "no answer".into(),
        };
        let mut lines = vec![("You", said)];
        if let (true, Ok(truth)) = (is_revealed, Truth::of(ask, &state)) {
            let verdict = verdict(ask, given, &truth, &state);
            let sentence = [verdict.truth, verdict.distance].join(" ");
            let more = [("The run", sentence), ("Because", verdict.because), ("The idea", ask.idea.clone())];
            lines.extend(more.into_iter().filter(|(_, text)| !text.trim().is_empty()));
        }
        parts.push(part(&ask.question, lines));
    }
    if let (Some(command), Some(decisions)) = (&step.command, answers.command(index)) {
        let lines = telling(decisions).filter_map(|it| {
            let what = decision_in_words(command, scenario, it)?;
            Some(("You", format!("{} {what}", words::clock(&scenario.clock, state.view.clock, it.at))))
        });
        parts.push(part("What you decided", lines.collect()));
    }
    if let Some(bought) = answers.bought(index) {
        let label = |id: &String| scenario.remediation(id).map(|fix| scenario.remediations[fix].label.clone());
        let labels: Vec<String> = bought.iter().filter_map(label).collect();
        parts.push(part(
            "What you bought",
            vec![("You", if labels.is_empty() { "nothing".into() } else { labels.join(", ") })],
        ));
    }
    parts
}

/// The same as Markdown.
#[must_use]
pub fn markdown(session: &Session, name: &str, parts: &[Part]) -> String {
    let mut text = format!("# {}\n", plain(&session.title));
    if !name.trim().is_empty() {
        text += &format!("\n{}\n", plain(name));
    }
    let mut last = "";
    for part in parts {
        if part.step != last {
            text += &format!("\n## {}\n", plain(&part.step));
            last = &part.step;
        }
        text += &format!("\n**{}**\n\n", plain(&part.title));
        for (what, said) in &part.lines {
            text += &format!("- {what}: {}\n", plain(said));
        }
    }
    text
}

/// A text on one line, in which nothing means anything to a reader of Markdown.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for letter in word.chars() {
            if matches!(letter, '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '\\' | '|' | '!') {
                out.push('\\');
            }
            out.push(letter);
        }
    }
    out
}

/// The link, with its `#`, that brings the code of a group to the wall of whoever opens it, with the session at a step. That of a
/// session of somebody's own holds its text; none when it cannot be packed.
#[must_use]
pub fn link_with_code(session: &Session, place: &Place, code: &str) -> Option<String> {
    let link = link_of(session.steps.get(place.step)?, false);
    let name = link.trim_start_matches("#/").split('?').next().unwrap_or_default();
    let group = if code.is_empty() { String::new() } else { format!("&group={code}") };
    let text = match &place.own {
        None => String::new(),
        Some(own) => match pack(&own.text) {
            packed if packed.is_empty() => return None,
            packed => format!("&sx={packed}"),
        },
    };
    Some(format!("#/{name}?session={}&step={}{text}{group}", place.id, place.step + 1))
}
