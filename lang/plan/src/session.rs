//! A session: an hour in which people answer before they watch. Its steps name outages, moments and changes by the links
//! that the page reads, so that everything that a link can show can be a step.

use crate::bytes::{Input, Wire};

/// What the compact form of a session begins with, which no plan does.
pub const MARK: &[u8] = b"session";

/// A session, as its text says it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Session {
    /// Name in links.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who it is for, and what they leave with.
    pub about: String,
    /// The paper or report that it rests on, if it names one: title and address.
    pub reference: Option<(String, String)>,
    /// Its steps, in order; at least one.
    pub steps: Vec<Step>,
}

impl Session {
    /// Minutes that it takes.
    #[must_use]
    pub fn minutes(&self) -> f64 {
        // A sum of nothing is -0.
        self.steps.iter().map(|step| step.minutes).sum::<f64>() + 0.0
    }

    /// The compact form.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MARK.to_vec();
        self.write(&mut out);
        out
    }

    /// The session of a compact form; none when the bytes are not those of one.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut input = Input::new(bytes.strip_prefix(MARK)?);
        let session = Self::read(&mut input);
        (input.is_at_end() && !session.steps.is_empty()).then_some(session)
    }
}

/// Several sessions in one compact form.
#[must_use]
pub fn all_to_bytes(sessions: &[Session]) -> Vec<u8> {
    let mut out = MARK.to_vec();
    (sessions.len() as u64).write(&mut out);
    sessions.iter().for_each(|session| session.write(&mut out));
    out
}

/// The sessions of a compact form; none when the bytes are not those of sessions.
#[must_use]
pub fn all_from_bytes(bytes: &[u8]) -> Vec<Session> {
    let mut input = Input::new(bytes.strip_prefix(MARK).unwrap_or_default());
    let sessions: Vec<Session> = Wire::read(&mut input);
    if input.is_at_end() { sessions } else { Vec::new() }
}

/// A step of a session.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Step {
    /// Its title.
    pub title: String,
    /// Minutes of the session that it takes.
    pub minutes: f64,
    /// What is on the screen: a link without what is before the name of the outage.
    pub show: String,
    /// What is on the screen once everybody has answered; empty for the same without blindness.
    pub then: String,
    /// What everybody reads.
    pub say: String,
    /// What only the facilitator reads; empty when there is nothing.
    pub notes: String,
    /// What everybody answers.
    pub asks: Vec<Ask>,
    /// What would have prevented it, with a budget.
    pub prevent: Option<Prevent>,
    /// The day through the eyes of those who run the systems.
    pub command: Option<Command>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ask {
    /// The question.
    pub question: String,
    /// The idea that it tests, shown with the answer; empty when there is none.
    pub idea: String,
    /// What kind of answer it takes, and where the truth is.
    pub answer: Answer,
    /// Answers that many give, and what is to be said about them.
    pub common: Vec<Common>,
    /// Until when a curve is drawn, a time of day; empty for the whole run.
    pub until: String,
}

/// What kind of answer a question takes, and where its truth is.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// One of some.
    Choices(Vec<Choice>),
    /// The moment at which a documented fact comes out in the run, by the name of the fact.
    Time(String),
    /// The value of a signal at a moment: `component.signal@05:15`.
    Number(String),
    /// A signal over the day, drawn: `component.signal`.
    Curve(String),
    /// Words of one's own, which nothing judges.
    Words,
}

impl Default for Answer {
    fn default() -> Self {
        Self::Choices(Vec::new())
    }
}

/// One of several answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// The answer.
    pub text: String,
    /// Whether it is right.
    pub right: bool,
    /// Why it is, or why one might think so and why it is not.
    pub because: String,
}

/// Answers that many give.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Common {
    /// The first of them, as it is written: a time of day or a number.
    pub from: String,
    /// The last of them.
    pub to: String,
    /// What is to be said about them.
    pub because: String,
}

/// What would have prevented it, with a budget.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prevent {
    /// Points to spend.
    pub budget: u32,
    /// What can be bought.
    pub costs: Vec<Cost>,
    /// What is different afterwards, to see whether it still holds.
    pub twists: Vec<Twist>,
}

/// What a remediation costs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cost {
    /// The name of the remediation.
    pub fix: String,
    /// Points.
    pub points: u32,
    /// Why so many: a teaching assumption.
    pub because: String,
}

/// What is different afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Twist {
    /// What it is, in a sentence.
    pub text: String,
    /// The same as the part of a link that changes a run.
    pub run: String,
}

/// The day through the eyes of those who run the systems.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Command {
    /// When it ends, a time of day.
    pub until: String,
    /// What actions cost and need.
    pub costs: Vec<Burden>,
    /// What can be looked into.
    pub looks: Vec<Look>,
}

/// What an action costs and needs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Burden {
    /// The name of the action.
    pub action: String,
    /// What it costs and needs.
    pub text: String,
    /// The knob that says how large it is, which whoever commands sets with it; empty when there is nothing to choose.
    pub size: String,
}

/// Something that can be looked into.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Look {
    /// What is looked into.
    pub text: String,
    /// Minutes that it takes.
    pub minutes: f64,
    /// What it finds; it may mislead.
    pub finds: String,
}

impl Wire for Answer {
    fn write(&self, out: &mut Vec<u8>) {
        let mut of = |number: u8, name: &String| {
            out.push(number);
            name.write(out);
        };
        match self {
            Self::Choices(choices) => {
                out.push(0);
                choices.write(out);
            }
            Self::Time(fact) => of(1, fact),
            Self::Number(signal) => of(2, signal),
            Self::Curve(signal) => of(3, signal),
            Self::Words => out.push(4),
        }
    }

    fn read(input: &mut Input<'_>) -> Self {
        match u8::read(input) {
            0 => Self::Choices(Wire::read(input)),
            1 => Self::Time(Wire::read(input)),
            2 => Self::Number(Wire::read(input)),
            3 => Self::Curve(Wire::read(input)),
            4 => Self::Words,
            _ => {
                input.refuse();
                Self::Words
            }
        }
    }
}

crate::wire::fields! {
    Session { id, title, about, reference, steps }
    Step { title, minutes, show, then, say, notes, asks, prevent, command }
    Ask { question, idea, answer, common, until }
    Choice { text, right, because } Common { from, to, because }
    Prevent { budget, costs, twists } Cost { fix, points, because } Twist { text, run }
    Command { until, costs, looks } Burden { action, text, size } Look { text, minutes, finds }
}
