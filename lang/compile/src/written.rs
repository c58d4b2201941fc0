//! A session written as a text: what the page begins with when somebody takes a built-in session as the beginning of their own.

use outage_plan::session::{Answer, Ask, Command, Prevent, Session, Step};
use std::fmt::Write;
use toml_edit::Value;

/// Writes a session as a text, which is read as the same session.
#[must_use]
pub fn session_text(session: &Session) -> String {
    let mut out = Text(String::new());
    out.line("session = 1");
    out.text("id", &session.id);
    out.text("title", &session.title);
    out.text("about", &session.about);
    if let Some((title, url)) = &session.reference {
        out.line(&format!("reference = {{ title = {}, url = {} }}", quoted(title), quoted(url)));
    }
    session.steps.iter().for_each(|step| out.step(step));
    out.0
}

/// A text between the quotes that it needs.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// The end of a range of answers: a number, or a text between quotes.
fn bound(text: &str) -> String {
    if text.parse::<f64>().is_ok_and(f64::is_finite) { text.to_owned() } else { quoted(text) }
}

struct Text(String);

impl Text {
    fn line(&mut self, line: &str) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.0, "{line}");
    }

    fn text(&mut self, key: &str, text: &str) {
        self.line(&format!("{key} = {}", quoted(text)));
    }

    /// A key that is left out when there is nothing to say.
    fn some(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.text(key, text);
        }
    }

    /// A list of tables in braces, one a line; nothing when it is empty.
    fn list<T>(&mut self, key: &str, items: &[T], braces: impl Fn(&T) -> String) {
        if items.is_empty() {
            return;
        }
        self.line(&format!("{key} = ["));
        items.iter().for_each(|item| self.line(&format!("  {{ {} }},", braces(item))));
        self.line("]");
    }

    fn step(&mut self, step: &Step) {
        self.line("\n[[step]]");
        self.text("title", &step.title);
        self.line(&format!("minutes = {}", step.minutes));
        self.text("show", &step.show);
        self.some("then", &step.then);
        self.text("say", &step.say);
        self.some("notes", &step.notes);
        step.asks.iter().for_each(|ask| self.ask(ask));
        step.prevent.iter().for_each(|prevent| self.prevent(prevent));
        step.command.iter().for_each(|command| self.command(command));
    }

    fn ask(&mut self, ask: &Ask) {
        self.line("\n[[step.ask]]");
        self.text("question", &ask.question);
        self.some("idea", &ask.idea);
        match &ask.answer {
            Answer::Choices(choices) => self.list("choices", choices, |it| {
                let right = if it.right { ", right = true" } else { "" };
                format!("text = {}{right}, because = {}", quoted(&it.text), quoted(&it.because))
            }),
            Answer::Time(fact) => self.text("time", fact),
            Answer::Number(signal) => self.text("number", signal),
            Answer::Curve(signal) => self.text("curve", signal),
            Answer::Words => {}
        }
        self.some("until", &ask.until);
        self.list("common", &ask.common, |it| {
            format!("from = {}, to = {}, because = {}", bound(&it.from), bound(&it.to), quoted(&it.because))
        });
    }

    fn prevent(&mut self, prevent: &Prevent) {
        self.line(&format!("\n[step.prevent]\nbudget = {}", prevent.budget));
        self.list("costs", &prevent.costs, |it| {
            format!("fix = {}, points = {}, because = {}", quoted(&it.fix), it.points, quoted(&it.because))
        });
        self.list("twists", &prevent.twists, |it| format!("text = {}, run = {}", quoted(&it.text), quoted(&it.run)));
    }

    fn command(&mut self, command: &Command) {
        self.line("\n[step.command]");
        self.text("until", &command.until);
        self.list("costs", &command.costs, |it| {
            let size = if it.size.is_empty() { String::new() } else { format!(", size = {}", quoted(&it.size)) };
            format!("action = {}, text = {}{size}", quoted(&it.action), quoted(&it.text))
        });
        self.list("looks", &command.looks, |it| {
            format!("text = {}, minutes = {}, finds = {}", quoted(&it.text), it.minutes, quoted(&it.finds))
        });
    }
}
