//! What people answered, and its short form.

use super::command::{Decisions, LONGEST_ANSWER};
use super::curve::Curve;
use crate::address::{decode, encode};

/// What somebody answered to a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// The choice of this index.
    Choice(usize),
    /// A moment, in minutes since the trigger.
    Time(f64),
    /// A number, in the unit of the signal.
    Number(f64),
    /// A drawn curve.
    Curve(Curve),
    /// Words of one's own.
    Words(String),
}

/// Longest answer in words that is kept, in letters.
const WORDS: usize = 600;

impl Given {
    /// The short form.
    fn text(&self) -> String {
        match self {
            Self::Choice(index) => format!("c{index}"),
            Self::Time(at) => format!("t{at}"),
            Self::Number(value) => format!("n{value}"),
            Self::Curve(curve) => format!("d{}", curve.text()),
            Self::Words(words) => format!("w{}", encode(words)),
        }
    }

    /// The answer of a short form; none when it is not one.
    fn read(text: &str) -> Option<Self> {
        let rest = text.get(1..)?;
        let number = || outage_sim::number(rest);
        match text.as_bytes().first()? {
            b'c' => rest.parse().ok().map(Self::Choice),
            b't' => number().filter(|at| at.abs() <= LONGEST_ANSWER).map(Self::Time),
            b'n' => number().map(Self::Number),
            b'd' => Curve::read(rest).map(Self::Curve),
            b'w' => Some(Self::Words(outage_sim::tame(&decode(rest).chars().take(WORDS).collect::<String>()))),
            _ => None,
        }
    }
}

/// What was answered in a session, and which of its steps were revealed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answers {
    given: Vec<((usize, usize), Given)>,
    revealed: Vec<usize>,
    commands: Vec<(usize, Decisions)>,
    bought: Vec<(usize, Vec<String>)>,
    twists: Vec<(usize, usize)>,
}

impl Answers {
    /// What was decided in a step in which the incident is commanded.
    #[must_use]
    pub fn command(&self, step: usize) -> Option<&Decisions> {
        self.commands.iter().find(|(at, _)| *at == step).map(|(_, decisions)| decisions)
    }

    /// Puts what was decided in a step in the place of what was there; nothing decided is nothing.
    pub fn put_command(&mut self, step: usize, decisions: Decisions) {
        self.commands.retain(|(at, _)| *at != step);
        if !decisions.all().is_empty() {
            self.commands.push((step, decisions));
            self.commands.sort_by_key(|(at, _)| *at);
        }
    }

    /// The remediations that were bought in a step with a budget.
    #[must_use]
    pub fn bought(&self, step: usize) -> Option<&[String]> {
        self.bought.iter().find(|(at, _)| *at == step).map(|(_, fixes)| fixes.as_slice())
    }

    /// Puts what was bought in a step in the place of what was there. Nothing was made different for it yet.
    pub fn buy(&mut self, step: usize, fixes: Vec<String>) {
        self.twist(step, 0);
        self.bought.retain(|(at, _)| *at != step);
        self.bought.push((step, fixes));
        self.bought.sort_by_key(|(at, _)| *at);
    }

    /// How many of the twists of a step were seen.
    #[must_use]
    pub fn twists(&self, step: usize) -> usize {
        self.twists.iter().find(|(at, _)| *at == step).map_or(0, |(_, count)| *count)
    }

    /// Says how many of the twists of a step were seen.
    pub fn twist(&mut self, step: usize, count: usize) {
        self.twists.retain(|(at, _)| *at != step);
        if count > 0 {
            self.twists.push((step, count));
            self.twists.sort_unstable();
        }
    }

    /// The answer to a question of a step.
    #[must_use]
    pub fn get(&self, step: usize, ask: usize) -> Option<&Given> {
        self.given.iter().find(|(place, _)| *place == (step, ask)).map(|(_, given)| given)
    }

    /// Puts an answer in the place of an earlier one.
    pub fn put(&mut self, step: usize, ask: usize, given: Given) {
        self.given.retain(|(place, _)| *place != (step, ask));
        self.given.push(((step, ask), given));
        self.given.sort_by_key(|(place, _)| *place);
    }

    /// Whether a step was revealed.
    #[must_use]
    pub fn is_revealed(&self, step: usize) -> bool {
        self.revealed.contains(&step)
    }

    /// Reveals a step.
    pub fn reveal(&mut self, step: usize) {
        if !self.is_revealed(step) {
            self.revealed.push(step);
            self.revealed.sort_unstable();
        }
    }

    /// The short form, for a link or for the browser to keep: `r0;0.0=t145;1.2=c3;b7=a-fix;t7=2`.
    #[must_use]
    pub fn text(&self) -> String {
        let revealed = self.revealed.iter().map(|step| format!("r{step}"));
        let given = self.given.iter().map(|((step, ask), given)| format!("{step}.{ask}={}", given.text()));
        let commands = self.commands.iter().map(|(step, decisions)| format!("k{step}={}", encode(&decisions.text())));
        let bought = self.bought.iter().map(|(step, fixes)| format!("b{step}={}", fixes.join(",")));
        let twists = self.twists.iter().map(|(step, count)| format!("t{step}={count}"));
        revealed.chain(given).chain(commands).chain(bought).chain(twists).collect::<Vec<_>>().join(";")
    }

    /// The answers of a short form. What is none is left out.
    #[must_use]
    pub fn read(text: &str) -> Self {
        /// Most answers: more than the longest session asks for.
        const MOST: usize = 500;
        let mut answers = Self::default();
        for part in text.split(';').take(MOST) {
            if let Some(step) = part.strip_prefix('r').and_then(|step| step.parse().ok()) {
                answers.reveal(step);
            } else if let Some((step, decisions)) = of_step(part, "k") {
                answers.put_command(step, Decisions::read(&decode(decisions)));
            } else if let Some((step, fixes)) = of_step(part, "b") {
                // Most remediations that a budget has.
                let names = fixes.split(',').filter(|name| is_name(name)).take(50);
                answers.buy(step, names.map(str::to_owned).collect());
            } else if let Some((step, count)) = of_step(part, "t") {
                answers.twist(step, count.parse().unwrap_or(0));
            } else if let Some((place, given)) = part.split_once('=')
                && let Some((step, ask)) = place.split_once('.')
                && let (Ok(step), Ok(ask), Some(given)) = (step.parse(), ask.parse(), Given::read(given))
            {
                answers.put(step, ask, given);
            }
        }
        answers
    }
}

/// The step of a part that begins with a letter, and what is said of it.
fn of_step<'a>(part: &'a str, letter: &str) -> Option<(usize, &'a str)> {
    let (step, rest) = part.strip_prefix(letter)?.split_once('=')?;
    Some((step.parse().ok()?, rest))
}

/// Whether a text is a name of a remediation.
fn is_name(text: &str) -> bool {
    (1..=60).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_survive_their_short_form() {
        let mut answers = Answers::default();
        answers.put(3, 0, Given::Words("a; b = c, 100 %\nd".into()));
        answers.put(0, 1, Given::Choice(2));
        answers.put(0, 0, Given::Time(-145.5));
        answers.put(1, 0, Given::Number(0.25));
        answers.put(1, 0, Given::Number(6029.0));
        let mut curve = Curve::default();
        curve.draw(0.2, 0.5, 0.4, 1.0);
        answers.put(2, 0, Given::Curve(curve));
        answers.reveal(2);
        answers.reveal(0);
        answers.reveal(2);
        answers.put_command(3, Decisions::read("l0@154;a1@166;p@170;."));
        answers.put_command(4, Decisions::default());
        answers.buy(7, vec!["thread-alarm".into(), "b".into()]);
        answers.buy(8, Vec::new());
        answers.twist(7, 3);
        answers.twist(7, 2);
        answers.twist(8, 1);
        answers.buy(8, Vec::new());
        assert_eq!((answers.twists(6), answers.twists(7), answers.twists(8)), (0, 2, 0));
        assert_eq!((answers.command(4), answers.bought(8)), (None, Some(&[][..])));
        assert!(answers.text().starts_with("r0;r2;0.0=t-145.5;0.1=c2;1.0=n6029;2.0=d"), "{}", answers.text());
        assert_eq!(Answers::read(&answers.text()), answers);
    }

    #[test]
    fn what_is_no_answer_is_left_out() {
        for text in [
            "", ";;", "0.0=", "0.0=x1", "0=c1", "0.0=tNaN", "0.0=ninf", "0.0=dA", "r-1", "a.b=c1", "0.0=c-1", "é.é=é",
            "k=p@1", "k1=", "kx=p@1", "k1=x@y", "t1=", "t1=x", "t=1", "t1=-1",
        ] {
            assert_eq!(Answers::read(text), Answers::default(), "{text}");
        }
    }
}
