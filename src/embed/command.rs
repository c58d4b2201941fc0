//! What came in: any list of fields gives a command, a problem to answer with, or nothing that is meant for us.

use super::{TYPE, VERSION};
use crate::address::short;

/// Most fields of a message that are read.
pub const MOST_FIELDS: usize = 24;

/// The longest text in a message that is read, in bytes.
pub const LONGEST_VALUE: usize = 8 * 1024;

/// The value of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A number, or 1 and 0 for true and false.
    Number(f64),
    /// A text that is longer than [`LONGEST_VALUE`], a list, an object, or something else that no command has a use for.
    Other,
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

/// What a message turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Decoded {
    /// It is somebody else's: no answer.
    Foreign,
    /// A command.
    Command(Message),
    /// It is for us, but cannot be followed.
    Refused {
        /// The id that the answer carries.
        id: Option<Value>,
        /// What is wrong.
        problem: Problem,
    },
}

/// A command with what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The id that the answer carries.
    pub id: Option<Value>,
    /// What to do.
    pub command: Command,
    /// Fields that this command has no use for, for a notice.
    pub unknown: Vec<String>,
}

/// What a page can ask for. Times and names are still texts: see [`super::moment`] and its neighbours.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Plays on from here; from the end, from the beginning.
    Play,
    /// Stands still.
    Pause,
    /// Goes to a moment: minutes since the trigger, a clock time, or the id of an event or fact.
    Seek(Value),
    /// Changes knobs, events, remediations, seed, colours or speed, in the words of a link: `a.b=1&off=c`.
    Set(String),
    /// The day as it happened.
    Reset,
    /// Shows a component or a panel.
    Reveal(String),
    /// Dims everything else.
    Highlight {
        /// Components, with commas between; empty for all of them.
        of: String,
        /// First moment, if not the beginning.
        from: Option<Value>,
        /// Last moment, if not the end.
        until: Option<Value>,
    },
    /// Asks for the figure or its data.
    Export(Export),
    /// Asks for a `state` event.
    State,
}

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// The figure.
    Svg,
    /// The series.
    Csv,
    /// The run.
    Json,
    /// The link to what is on the screen.
    Link,
}

impl Export {
    const ALL: [Self; 4] = [Self::Svg, Self::Csv, Self::Json, Self::Link];

    /// Its name in messages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Link => "link",
        }
    }
}

/// Why a message cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// A word for programs: `version`, `command`, `value`, `name`, `unavailable`.
    pub code: &'static str,
    /// What is wrong, and the remedy.
    pub text: String,
}

impl Problem {
    /// A problem.
    #[must_use]
    pub fn new(code: &'static str, text: impl Into<String>) -> Self {
        Self { code, text: text.into() }
    }
}

/// Reads a message.
#[must_use]
pub fn decode(fields: &[(String, Value)]) -> Decoded {
    let fields = &fields[..fields.len().min(MOST_FIELDS)];
    let field = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value);
    if !matches!(field("type"), Some(Value::Text(text)) if text == TYPE) || field("event").is_some() {
        return Decoded::Foreign;
    }
    let id = field("id").filter(|id| is_short(id)).cloned();
    match read(field) {
        Ok((command, known)) => {
            let is_known = |key: &str| ["type", "v", "id", "command"].contains(&key) || known.contains(&key);
            let unknown =
                fields.iter().map(|(key, _)| key).filter(|key| !is_known(key)).map(|key| short(key)).collect();
            Decoded::Command(Message { id, command, unknown })
        }
        Err(problem) => Decoded::Refused { id, problem },
    }
}

/// Reads the command, and says which fields it has a use for.
fn read<'a>(field: impl Fn(&str) -> Option<&'a Value>) -> Result<(Command, &'static [&'static str]), Problem> {
    match field("v") {
        Some(Value::Number(version)) if *version == VERSION => {}
        _ => return Err(Problem::new("version", format!("This page speaks version {VERSION} of the messages: v: 1."))),
    }
    let Some(Value::Text(command)) = field("command") else {
        return Err(Problem::new("command", "The message has no command."));
    };
    let text = |name: &str| match field(name) {
        Some(Value::Text(text)) if text.len() <= LONGEST_VALUE => Ok(text.clone()),
        Some(Value::Number(number)) => Ok(number.to_string()),
        Some(_) => Err(Problem::new("value", format!("`{name}` has to be a text of at most {LONGEST_VALUE} bytes."))),
        None => Err(Problem::new("value", format!("`{}` needs `{name}`.", short(command)))),
    };
    let time = |name: &str| match field(name) {
        None => Ok(None),
        Some(Value::Number(minutes)) if minutes.is_finite() => Ok(Some(Value::Number(*minutes))),
        Some(Value::Text(text)) if text.len() <= LONGEST_VALUE => Ok(Some(Value::Text(text.clone()))),
        Some(_) => {
            Err(Problem::new("value", format!("`{name}` is a clock time, minutes since the trigger, or an id.")))
        }
    };
    Ok(match command.as_str() {
        "play" => (Command::Play, &[]),
        "pause" => (Command::Pause, &[]),
        "reset" => (Command::Reset, &[]),
        "state" => (Command::State, &[]),
        "seek" => match time("to")? {
            Some(to) => (Command::Seek(to), &["to"]),
            None => return Err(Problem::new("value", "`seek` needs `to`.")),
        },
        "set" => (Command::Set(text("set")?), &["set"]),
        "reveal" => (Command::Reveal(text("of")?), &["of"]),
        "highlight" => {
            let of = if field("of").is_some() { text("of")? } else { String::new() };
            (Command::Highlight { of, from: time("from")?, until: time("until")? }, &["of", "from", "until"])
        }
        "export" => {
            let word = text("format")?;
            let format = Export::ALL.into_iter().find(|format| format.word() == word);
            let accepted = || Problem::new("value", "`format` is one of: svg, csv, json, link.");
            (Command::Export(format.ok_or_else(accepted)?), &["format"])
        }
        other => {
            let text = format!(
                "There is no command `{}`. Accepted: play, pause, seek, set, reset, reveal, highlight, export, state.",
                short(other)
            );
            return Err(Problem::new("command", text));
        }
    })
}

/// Whether an id is worth giving back.
fn is_short(id: &Value) -> bool {
    match id {
        Value::Text(text) => text.len() <= 200,
        Value::Number(_) => true,
        Value::Other => false,
    }
}
