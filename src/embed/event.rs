//! What goes out.

use super::{TYPE, VERSION, Value};

/// What the frame tells the page around it.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The figure is drawn and takes commands.
    Ready {
        /// Title of the outage.
        title: String,
        /// Height of the figure in CSS pixels.
        height: f64,
        /// First and last moment, in minutes since the trigger.
        span: (f64, f64),
        /// The same, as clock times.
        clock: (String, String),
        /// The zone of clock times.
        zone: String,
        /// Digest of the run, as 16 hex digits.
        model: String,
        /// What of the link could not be understood; empty when all could.
        notices: String,
    },
    /// The figure has another height, in CSS pixels.
    Resize(f64),
    /// What is on the screen; also the answer to commands that change it.
    State(Shown),
    /// Playback begins at a moment.
    Play(Shown),
    /// Playback stands still.
    Pause(Shown),
    /// The cursor jumped.
    Seek(Shown),
    /// Playback reached the end.
    Ended(Shown),
    /// Playback passed an event or a documented time.
    Passed {
        /// The moment, in minutes since the trigger.
        minutes: f64,
        /// What happens there, with its clock time.
        text: String,
    },
    /// A command cannot be followed.
    Error {
        /// A word for programs: `scenario` when what the link names cannot be opened, `start` when nothing can, else that
        /// of a [`super::Problem`].
        code: &'static str,
        /// What is wrong, and the remedy.
        text: String,
    },
    /// What a page asked for with `export`.
    Export {
        /// `svg`, `csv`, `json` or `link`.
        format: &'static str,
        /// The text of it.
        text: String,
    },
}

/// What is on the screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shown {
    /// The moment, in minutes since the trigger.
    pub minutes: f64,
    /// The same, as a clock time with its zone.
    pub clock: String,
    /// Whether it plays.
    pub playing: bool,
    /// Simulated minutes per second.
    pub speed: f64,
    /// How many knobs, events and remediations are changed.
    pub changes: usize,
    /// The run in a sentence or two.
    pub summary: String,
    /// The link to it, from its `#` on.
    pub link: String,
}

impl Event {
    /// The message, field by field. `notice` says what of the command was ignored.
    #[must_use]
    pub fn fields(&self, id: Option<&Value>, notice: &str) -> Vec<(&'static str, Value)> {
        let mut fields: Vec<(&'static str, Value)> = vec![("type", TYPE.into()), ("v", Value::Number(VERSION))];
        let (name, own) = self.own();
        fields.push(("event", name.into()));
        fields.extend(id.map(|id| ("id", id.clone())));
        fields.extend(own);
        if !notice.is_empty() {
            fields.push(("notice", notice.into()));
        }
        fields
    }

    fn own(&self) -> (&'static str, Vec<(&'static str, Value)>) {
        let text = |text: &str| Value::Text(text.into());
        match self {
            Self::Ready { title, height, span, clock, zone, model, notices } => {
                let fields = vec![
                    ("title", text(title)),
                    ("height", Value::Number(*height)),
                    ("from", Value::Number(span.0)),
                    ("until", Value::Number(span.1)),
                    ("duration", Value::Number(span.1 - span.0)),
                    ("clockFrom", text(&clock.0)),
                    ("clockUntil", text(&clock.1)),
                    ("zone", text(zone)),
                    ("model", text(model)),
                    ("notices", text(notices)),
                ];
                ("ready", fields)
            }
            Self::Resize(height) => ("resize", vec![("height", Value::Number(*height))]),
            Self::State(shown) => ("state", shown.fields()),
            Self::Play(shown) => ("play", shown.fields()),
            Self::Pause(shown) => ("pause", shown.fields()),
            Self::Seek(shown) => ("seek", shown.fields()),
            Self::Ended(shown) => ("ended", shown.fields()),
            Self::Passed { minutes, text: what } => {
                ("event", vec![("minutes", Value::Number(*minutes)), ("text", text(what))])
            }
            Self::Error { code, text: what } => ("error", vec![("code", text(code)), ("text", text(what))]),
            Self::Export { format, text: what } => ("export", vec![("format", text(format)), ("text", text(what))]),
        }
    }
}

impl Shown {
    fn fields(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("minutes", Value::Number(self.minutes)),
            ("clock", Value::Text(self.clock.clone())),
            ("playing", Value::Number(f64::from(u8::from(self.playing)))),
            ("speed", Value::Number(self.speed)),
            ("changes", Value::Number(self.changes as f64)),
            ("summary", Value::Text(self.summary.clone())),
            ("link", Value::Text(self.link.clone())),
        ]
    }
}

/// The text messages of the resize dialects that are texts: Embedly's and Medium's, and Pym's for the child that the
/// page around named. `page` is the address of the frame, in CSS pixels the `height`.
#[must_use]
pub fn heights(height: f64, page: &str, pym_child: Option<&str>) -> Vec<String> {
    let embedly = format!(r#"{{"src":{},"context":"iframe.resize","height":{height}}}"#, json_text(page));
    let pym = pym_child.filter(|id| !id.is_empty() && id.len() <= 200);
    let pym = pym.map(|id| format!("pymxPYMx{id}xPYMxheightxPYMx{height}"));
    std::iter::once(embedly).chain(pym).collect()
}

/// A text in JSON.
fn json_text(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => json.extend(['\\', letter]),
            letter if letter < ' ' => json.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => json.push(letter),
        }
    }
    json.push('"');
    json
}
