//! What a run shows about a question, and how far an answer is from it, in plain words.

use super::answers::Given;
use super::curve::Curve;
use crate::frame::{amount_fine, is_share};
use crate::state::State;
use crate::words;
use outage_sim::session::{Answer, Ask, Common};
use outage_sim::{Scenario, Signal, Simulated};

/// What a run shows about a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Truth {
    /// The right choices.
    Choices(Vec<usize>),
    /// When a fact comes out, in minutes since the trigger, if it does; and what is right within how many minutes.
    Time(Option<f64>, f64),
    /// The value of a column.
    Number(usize, f64),
    /// A column over the drawing.
    Curve {
        /// The column.
        column: usize,
        /// What the run shows of it.
        curve: Curve,
        /// From when to when it is drawn, in minutes since the trigger.
        span: (f64, f64),
        /// The value at the top.
        top: f64,
    },
    /// Nothing that a run could show.
    Words,
}

impl Truth {
    /// What the run of a state shows about a question.
    ///
    /// # Errors
    /// A sentence when the question names something that the outage does not have.
    pub fn of(ask: &Ask, state: &State) -> Result<Self, String> {
        let scenario = &*state.scenario;
        match &ask.answer {
            Answer::Words => Ok(Self::Words),
            Answer::Choices(choices) => {
                let right = choices.iter().enumerate().filter(|(_, choice)| choice.right);
                Ok(Self::Choices(right.map(|(index, _)| index).collect()))
            }
            Answer::Time(fact) => {
                let index = scenario.facts.iter().position(|known| known.id == *fact);
                let judgement = index.and_then(|index| state.judgements.get(index));
                let judgement = judgement.ok_or_else(|| format!("{} has no fact `{fact}`.", scenario.about.short))?;
                match judgement.simulated {
                    Simulated::At(at) => Ok(Self::Time(Some(at), judgement.tolerance)),
                    Simulated::Never => Ok(Self::Time(None, judgement.tolerance)),
                    Simulated::Value(_) => Err(format!("`{fact}` is not about a time.")),
                }
            }
            Answer::Number(name) => {
                let (signal, time) = name
                    .split_once('@')
                    .ok_or_else(|| format!("`{name}` has no moment: write it as component.signal@05:15."))?;
                let column = column(scenario, signal)?;
                let at = scenario.clock.parse(time).map_err(|problem| format!("{problem}."))?;
                Ok(Self::Number(column, state.recording.column_at(column, at)))
            }
            Answer::Curve(name) => {
                let column = column(scenario, name)?;
                let span = drawn_over(ask, scenario)?;
                let series = until(state, column, span.1);
                let top = top(scenario, column, series);
                Ok(Self::Curve { column, curve: Curve::of(series, top), span, top })
            }
        }
    }
}

/// From when to when people draw the curve of a question, in minutes since the trigger.
fn drawn_over(ask: &Ask, scenario: &Scenario) -> Result<(f64, f64), String> {
    let (from, end) = scenario.span;
    if ask.until.is_empty() {
        return Ok((from, end));
    }
    let until = scenario.clock.parse(&ask.until).map_err(|problem| format!("{problem}."))?;
    let is_within = from < until && until <= end;
    is_within.then_some((from, until)).ok_or_else(|| format!("`{}` is not within the run.", ask.until))
}

/// A column of the run until a moment.
fn until(state: &State, column: usize, until: f64) -> &[f64] {
    let series = state.recording.column(column);
    series.get(..=state.recording.moment_at(until)).unwrap_or(series)
}

/// From which moment on a run that plays until `end` shows what a question asks, in minutes since the trigger: what is about
/// a moment then, a curve once all of it is there, everything else at the end.
#[must_use]
pub fn shown_from(ask: &Ask, truth: &Truth, scenario: &Scenario, end: f64) -> f64 {
    let at = match (truth, &ask.answer) {
        (Truth::Time(at, _), _) => *at,
        (Truth::Curve { span, .. }, _) => Some(span.1),
        (_, Answer::Number(name)) => name.split_once('@').and_then(|(_, time)| scenario.clock.parse(time).ok()),
        _ => None,
    };
    at.unwrap_or(end).min(end)
}

/// The column of `component.signal`.
fn column(scenario: &Scenario, name: &str) -> Result<usize, String> {
    let short = &scenario.about.short;
    let (id, signal) =
        name.trim().split_once('.').ok_or_else(|| format!("`{name}` is no signal: write it as component.signal."))?;
    let component = scenario.component(id).ok_or_else(|| format!("{short} has no component `{id}`."))?;
    let known = scenario.signal(component, signal);
    let column = known.and_then(|signal| scenario.components[component].column(signal));
    column.ok_or_else(|| format!("`{id}` of {short} shows no `{signal}`."))
}

/// The value at the top of a drawing: the whole of a share; else a round number above everything that the run shows.
fn top(scenario: &Scenario, column: usize, series: &[f64]) -> f64 {
    if is_share(scenario, column) {
        return 1.0;
    }
    let most = series.iter().copied().fold(0.0, f64::max);
    // 1, 2, 5, 10, 20, 50 …
    let mut power = 1.0;
    while power * 10.0 <= most {
        power *= 10.0;
    }
    [1.0, 2.0, 5.0].into_iter().map(|lead| lead * power).find(|top| *top >= most).unwrap_or(10.0 * power)
}

/// How near an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Near {
    /// As near as the record allows.
    Right,
    /// Not far.
    Close,
    /// Elsewhere.
    Far,
    /// Nothing to compare.
    Open,
}

/// What there is to say about an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// How near it is.
    pub near: Near,
    /// What the run shows, in a sentence.
    pub truth: String,
    /// How far the answer is from it; empty when nobody answered.
    pub distance: String,
    /// What is to be said about that answer; may be empty.
    pub because: String,
}

/// Shares of the whole up to which a number or a curve is right, and close.
const RIGHT: f64 = 0.08;
const CLOSE: f64 = 0.25;

/// What there is to say about an answer, if one was given.
#[must_use]
pub fn verdict(ask: &Ask, given: Option<&Given>, truth: &Truth, state: &State) -> Verdict {
    let scenario = &*state.scenario;
    let clock = |minutes: f64| words::clock(&scenario.clock, state.view.clock, minutes);
    let mut said = Verdict { near: Near::Open, truth: String::new(), distance: String::new(), because: String::new() };
    match truth {
        Truth::Words => {}
        Truth::Choices(right) => {
            let Answer::Choices(choices) = &ask.answer else { return said };
            let right = || right.iter().filter_map(|index| choices.get(*index));
            let texts: Vec<&str> = right().map(|it| it.text.as_str()).collect();
            said.truth = format!("{}.", texts.join("; ").trim_end_matches('.'));
            if let Some(Given::Choice(index)) = given
                && let Some(choice) = choices.get(*index)
            {
                said.near = if choice.right { Near::Right } else { Near::Far };
                said.distance = match (choice.right, texts.len()) {
                    (false, _) => "You said something else.".into(),
                    (true, 1) => "You said the same.".into(),
                    (true, _) => format!("You said one of them: {}.", choice.text.trim_end_matches('.')),
                };
                choice.because.clone_into(&mut said.because);
            } else {
                said.because = right().map(|it| it.because.as_str()).collect::<Vec<_>>().join(" ");
            }
        }
        Truth::Time(at, tolerance) => {
            said.truth = at
                .map_or_else(|| "In this run it does not happen.".into(), |at| format!("In this run: {}.", clock(at)));
            if let (Some(Given::Time(given)), Some(at)) = (given, at) {
                let off = given - at;
                // What is near grows with the time since the trigger.
                let scale = tolerance.max(0.05 * at.abs());
                said.near = near(off.abs(), scale, 3.0 * scale);
                said.distance = match off.abs() {
                    off if off < 1.0 => format!("You said {}: to the minute.", clock(*given)),
                    gap => format!(
                        "You said {}: {} too {}.",
                        clock(*given),
                        words::duration(gap),
                        if off < 0.0 { "early" } else { "late" }
                    ),
                };
                said.because = common(&ask.common, *given, |text| scenario.clock.parse(text).ok());
            }
        }
        Truth::Number(column, value) => {
            let amount = |value: f64| amount_fine(scenario, *column, value);
            said.truth = format!("In this run: {}.", amount(*value));
            if let Some(Given::Number(given)) = given {
                let whole = if is_share(scenario, *column) { 1.0 } else { value.abs().max(f64::MIN_POSITIVE) };
                let off = (given - value).abs() / whole;
                said.near = near(off, RIGHT, CLOSE);
                said.distance = match said.near {
                    Near::Right => format!("You said {}: close enough.", amount(*given)),
                    _ => format!(
                        "You said {}: {}.",
                        amount(*given),
                        if given < value { "too little" } else { "too much" }
                    ),
                };
                // People write shares as percentages.
                let unit = if is_share(scenario, *column) { 100.0 } else { 1.0 };
                said.because = common(&ask.common, given * unit, outage_sim::number);
            }
        }
        Truth::Curve { column, curve, span, .. } => {
            let series = until(state, *column, span.1);
            let most = series.iter().copied().fold(0.0, f64::max);
            let at = series.iter().position(|value| *value > 0.0 && *value >= most - 1e-6);
            said.truth = match at {
                Some(at) => format!(
                    "The line in full is what this run shows: at most {}, at {}.",
                    amount_fine(scenario, *column, most),
                    clock(state.recording.time(at))
                ),
                None => "The line in full is what this run shows.".into(),
            };
            if let Some(Given::Curve(given)) = given {
                said.near = near(given.distance(curve), RIGHT, CLOSE);
                said.distance = drawn(given, curve, *span);
            }
        }
    }
    said
}

fn near(off: f64, right: f64, close: f64) -> Near {
    match off {
        off if off <= right => Near::Right,
        off if off <= close => Near::Close,
        _ => Near::Far,
    }
}

/// What is to be said about an answer that many give.
fn common(known: &[Common], given: f64, read: impl Fn(&str) -> Option<f64>) -> String {
    let holds = |it: &&Common| read(&it.from).zip(read(&it.to)).is_some_and(|(from, to)| (from..=to).contains(&given));
    known.iter().find(holds).map(|it| it.because.clone()).unwrap_or_default()
}

/// How a drawn curve differs from the one of the run: where it rises, how high, where it ends.
fn drawn(given: &Curve, truth: &Curve, span: (f64, f64)) -> String {
    let minutes = |share: f64| share.abs() * (span.1 - span.0);
    match (given.shape(), truth.shape()) {
        (None, None) => "Nothing happens, as you drew.".into(),
        (None, Some(_)) => "You drew that nothing happens.".into(),
        (Some(_), None) => "In this run nothing of it happens.".into(),
        (Some((begins, ends, peak)), Some((rises, falls, top))) => {
            // Less than two points apart is the same.
            let apart = |one: f64, other: f64| (one - other).abs() > 2.0 / super::curve::POINTS as f64;
            let mut parts = Vec::new();
            if apart(begins, rises) {
                let gap = words::duration(minutes(begins - rises));
                parts.push(format!(
                    "it begins {gap} {}",
                    if begins < rises { "later than you drew" } else { "earlier than you drew" }
                ));
            }
            if (peak - top).abs() > 0.1 {
                parts.push(if peak < top { "it goes higher" } else { "it stays lower" }.to_owned());
            }
            if apart(ends, falls) {
                let gap = words::duration(minutes(ends - falls));
                parts.push(format!("it ends {gap} {}", if ends < falls { "later" } else { "earlier" }));
            }
            match parts.is_empty() {
                true => "Beginning, height and end are as you drew them.".into(),
                false => format!("{}.", words::sentence(&parts.join(", "))),
            }
        }
    }
}

/// An answer in words.
#[must_use]
pub fn told(given: &Given, answer: &Answer, state: &State) -> String {
    match (given, answer) {
        (Given::Time(at), _) => words::clock(&state.scenario.clock, state.view.clock, *at),
        (Given::Number(value), Answer::Number(name)) => in_words(&state.scenario, name, *value),
        (Given::Choice(index), Answer::Choices(choices)) => {
            choices.get(*index).map_or_else(String::new, |it| it.text.clone())
        }
        (Given::Words(words), _) => words.clone(),
        _ => String::new(),
    }
}

/// The number that somebody typed, in the unit of a column: a share is written as a percentage.
#[must_use]
pub fn typed(scenario: &Scenario, column: usize, text: &str) -> Option<f64> {
    let digits: String = text.chars().filter(|it| !it.is_whitespace() && !matches!(it, '%' | '_' | '’')).collect();
    let number = outage_sim::number(&digits)?;
    Some(if is_share(scenario, column) { number / 100.0 } else { number })
}

/// A value of `component.signal@05:15`, in the words of the page.
#[must_use]
pub fn in_words(scenario: &Scenario, name: &str, value: f64) -> String {
    let signal = name.split('@').next().unwrap_or_default();
    column(scenario, signal).map_or_else(|_| value.to_string(), |column| amount_fine(scenario, column, value))
}

/// What a number of a column is written in: `%`, or its unit.
#[must_use]
pub fn unit(scenario: &Scenario, column: usize) -> String {
    match scenario.signal_of(column) {
        _ if is_share(scenario, column) => "%".into(),
        Some((_, Signal::Offered)) => "× normal".into(),
        _ => scenario.columns[column].unit.clone(),
    }
}
