//! A session: steps that name what is on the screen by links, and questions that are answered before it moves.

use super::story::brief;
use super::table::{Table, number};
use crate::keys;
use crate::problem::{Mistake, short};
use outage_plan::session::{Answer, Ask, Burden, Choice, Command, Common, Cost, Look, Prevent, Session, Step, Twist};
use outage_plan::tame;
use toml::de::DeValue;

/// The version of the format.
const FORMAT: f64 = 1.0;
/// Minutes of a step, and of looking into something, unless they say otherwise.
const STEP: f64 = 5.0;
const LOOK: f64 = 10.0;
/// Most words of what everybody reads, from a screen that is shared.
const SAY: usize = 60;
/// Most steps, and most questions of one.
const STEPS: usize = 60;
const ASKS: usize = 8;
/// Most minutes of a step: a working day.
const LONGEST: f64 = 480.0;

/// Reads a session.
pub(super) fn read(root: &mut Table<'_, '_, '_>) -> Session {
    const WHAT: &str = "the session";
    if let Some(value) = root.get("session")
        && number(value) != Some(FORMAT)
    {
        let span = root.span_of(value);
        root.report(Mistake::new(span, "sessions of this version are not read here").hint("write session = 1"));
    }
    let id = root.name("id", WHAT).map_or_else(String::new, |(id, _)| id);
    let title = needed(root, "title", WHAT);
    let about = needed(root, "about", WHAT);
    let reference = root.table("reference", "reference", |table| {
        let found = (needed(table, "title", "the reference"), needed(table, "url", "the reference"));
        table.finish(&keys::REFERENCE);
        found
    });
    let mut steps = Vec::new();
    root.tables("step", |table| steps.push(step(table)));
    let span = root.span;
    match steps.len() {
        0 => root.report(
            Mistake::new(span, "the session has no steps").hint("write [[step]] with a title, `show` and `say`"),
        ),
        1..=STEPS => {}
        many => root.report(Mistake::new(span, format!("the session has {many} steps; at most {STEPS} are read"))),
    }
    root.finish(&keys::SESSION);
    Session { id, title, about, reference, steps }
}

fn step(table: &mut Table<'_, '_, '_>) -> Step {
    const WHAT: &str = "the step";
    let found = Step {
        title: needed(table, "title", WHAT),
        minutes: whole(table, "minutes", LONGEST).unwrap_or(STEP),
        show: link(table, "show", true),
        then: link(table, "then", false),
        say: if table.quoted("say").is_empty() { needed(table, "say", WHAT) } else { brief(table, "say", SAY) },
        notes: table.text_or_empty("notes"),
        asks: asks(table),
        prevent: table.table("prevent", "prevent", prevent),
        command: table.table("command", "command", command),
    };
    // Its answers would show the day while somebody commands.
    if (!found.asks.is_empty() || found.prevent.is_some())
        && let Some(command) = table.get("command")
    {
        let mistake = Mistake::new(table.span_of(command), "a step with a command has neither questions nor a budget");
        table.report(mistake.hint("put them into a step of their own, before or after this one"));
    }
    table.finish(&keys::STEP);
    found
}

/// A link as the page reads it. Only its beginning is looked at here: what an outage has, its own plan says.
fn link(table: &mut Table<'_, '_, '_>, key: &'static str, is_needed: bool) -> String {
    let text = if is_needed { needed(table, key, "the step") } else { table.text_or_empty(key) };
    let inner = text.trim().trim_start_matches("#/");
    if inner.contains("://") || inner.starts_with('/') {
        let span = table.get(key).map_or(table.span, |value| table.span_of(value));
        let mistake = Mistake::new(span, format!("`{key}` is a whole address, which would lead elsewhere"));
        table.report(mistake.hint("write what stands behind its #/"));
    }
    inner.to_owned()
}

fn asks(step: &mut Table<'_, '_, '_>) -> Vec<Ask> {
    let mut found = Vec::new();
    step.tables("ask", |table| found.push(ask(table)));
    if found.len() > ASKS {
        let (span, many) = (step.span, found.len());
        step.report(Mistake::new(span, format!("the step asks {many} questions; at most {ASKS} are read")));
    }
    found
}

fn ask(table: &mut Table<'_, '_, '_>) -> Ask {
    let question = needed(table, "question", "the question");
    let idea = table.text_or_empty("idea");
    let mut choices = Vec::new();
    table.tables("choices", |choice| {
        choices.push(Choice {
            text: needed(choice, "text", "the choice"),
            right: choice.flag("right").unwrap_or(false),
            because: needed(choice, "because", "the choice"),
        });
        choice.finish(&keys::CHOICE);
    });
    let mut answers: Vec<Answer> = Vec::new();
    if table.get("choices").is_some() {
        if !(2..=6).contains(&choices.len()) || !choices.iter().any(|choice| choice.right) {
            let span = table.get("choices").map_or(table.span, |value| table.span_of(value));
            let mistake = Mistake::new(span, "there are two to six choices, of which at least one is right");
            table.report(mistake.hint("write right = true in the right ones"));
        }
        answers.push(Answer::Choices(choices));
    }
    for (key, of) in
        [("time", Answer::Time as fn(String) -> Answer), ("number", Answer::Number), ("curve", Answer::Curve)]
    {
        answers.extend(table.text(key).map(|(text, _)| of(text)));
    }
    if answers.len() > 1 {
        let span = table.span;
        table.report(Mistake::new(span, "a question has one of `choices`, `time`, `number` and `curve`"));
    }
    let until = table.text_or_empty("until");
    if !until.is_empty() && !matches!(answers.last(), Some(Answer::Curve(_))) {
        let span = table.get("until").map_or(table.span, |value| table.span_of(value));
        table.report(Mistake::new(span, "`until` is for a question with a `curve`"));
    }
    let mut common = Vec::new();
    table.tables("common", |answer| {
        common.push(Common {
            from: bound(answer, "from"),
            to: bound(answer, "to"),
            because: needed(answer, "because", "the answer"),
        });
        answer.finish(&keys::COMMON);
    });
    table.finish(&keys::ASK);
    Ask { question, idea, answer: answers.pop().unwrap_or(Answer::Words), common, until }
}

fn prevent(table: &mut Table<'_, '_, '_>) -> Prevent {
    let mut found = Prevent { budget: points(table, "budget", "the budget"), ..Prevent::default() };
    table.tables("costs", |cost| {
        found.costs.push(Cost {
            fix: cost.name("fix", "the cost").map_or_else(String::new, |(fix, _)| fix),
            points: points(cost, "points", "the cost"),
            because: needed(cost, "because", "the cost"),
        });
        cost.finish(&keys::COST);
    });
    table.tables("twists", |twist| {
        found.twists.push(Twist { text: needed(twist, "text", "the twist"), run: needed(twist, "run", "the twist") });
        twist.finish(&keys::TWIST);
    });
    table.finish(&keys::PREVENT);
    found
}

fn command(table: &mut Table<'_, '_, '_>) -> Command {
    let mut found = Command { until: needed(table, "until", "the command"), ..Command::default() };
    table.tables("costs", |cost| {
        found.costs.push(Burden {
            action: cost.name("action", "the cost").map_or_else(String::new, |(action, _)| action),
            text: needed(cost, "text", "the cost"),
            size: cost.text_or_empty("size"),
        });
        cost.finish(&keys::BURDEN);
    });
    table.tables("looks", |look| {
        found.looks.push(Look {
            text: needed(look, "text", "the look"),
            minutes: whole(look, "minutes", LONGEST).unwrap_or(LOOK),
            finds: needed(look, "finds", "the look"),
        });
        look.finish(&keys::LOOK);
    });
    table.finish(&keys::COMMAND);
    found
}

/// A text that has to be there.
fn needed(table: &mut Table<'_, '_, '_>, key: &'static str, what: &str) -> String {
    let text = table.text_or_empty(key);
    if text.trim().is_empty() {
        let span = table.get(key).map_or(table.span, |value| table.span_of(value));
        table.report(Mistake::new(span, format!("{what} has no `{key}`")));
    }
    text
}

/// A whole number from 1, if the key is there.
fn whole(table: &mut Table<'_, '_, '_>, key: &'static str, most: f64) -> Option<f64> {
    let value = table.get(key)?;
    let found = number(value).filter(|found| found.fract() == 0.0 && (1.0..=most).contains(found));
    if found.is_none() {
        table.expected(value, &format!("a whole number from 1 to {most}"));
    }
    found
}

fn points(table: &mut Table<'_, '_, '_>, key: &'static str, what: &str) -> u32 {
    /// More is not a budget that people count in their heads.
    const MOST: f64 = 1000.0;
    if table.get(key).is_none() {
        let span = table.span;
        table.report(Mistake::new(span, format!("{what} has no `{key}`")));
    }
    whole(table, key, MOST).map_or(0, |points| points as u32)
}

/// The end of a range of answers, as it is written: a time of day between quotes, or a number.
fn bound(table: &mut Table<'_, '_, '_>, key: &'static str) -> String {
    let Some(value) = table.get(key) else {
        let span = table.span;
        table.report(Mistake::new(span, format!("the answer has no `{key}`")));
        return String::new();
    };
    match (value.get_ref(), number(value)) {
        (DeValue::String(text), _) => tame(&short(text)),
        (_, Some(number)) => number.to_string(),
        _ => {
            table.expected(value, "a time of day between quotes, or a number");
            String::new()
        }
    }
}
