//! The four figures that sum up a run against the day as it happened, or against the changed run that it forks from.

use super::State;
use crate::frame::score_worth;
use crate::words;
use outage_sim::{Judgement, ONSET, Recording};

/// The four figures that sum up a run against the one that it is drawn against.
#[derive(Debug, Clone, PartialEq)]
pub struct Headline {
    /// Peak errors, outage-equivalent time, time to recovery, facts reproduced.
    pub figures: [Figure; 4],
    /// All of it in a sentence or two.
    pub spoken: String,
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What it is.
    pub label: String,
    /// Its value in this run.
    pub value: String,
    /// Its value on the day as it happened, or without what changes at the fork of a changed run; `–` where there is none.
    pub was: String,
    /// How the run compares.
    pub change: Change,
    /// What it means, in a sentence.
    pub about: String,
}

/// How a figure of a run compares with the other one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It reads the same.
    Same,
    /// It is better.
    Better,
    /// It is worse.
    Worse,
}

/// The numbers behind the figures.
struct Numbers {
    peak: f64,
    hours: f64,
    /// Minutes from the trigger to recovery: 0 when nothing fails, infinite when it does not recover.
    recovered: f64,
    reproduced: f64,
}

impl Headline {
    /// The figures of a state.
    pub(super) fn of(state: &State) -> Self {
        let scenario = &*state.scenario;
        let root = &scenario.components[scenario.root()].label;
        let is = Numbers::of(&state.recording, scenario.root(), &state.judgements);
        let was = Numbers::of(state.other().0, scenario.root(), &state.baseline_judgements);
        let end = format!("not by {}", words::clock(&scenario.clock, state.view.clock, scenario.span.1));
        let total = scenario.facts.len();

        // What the facts are worth is the same for every run.
        let worth = match score_worth((0..total).map(|fact| state.class(fact))) {
            worth if worth.is_empty() => worth,
            worth => format!("; as it happened {worth}"),
        };

        let figure = |label: String, about: String, show: &dyn Fn(&Numbers) -> String, by: fn(&Numbers) -> f64| {
            let (value, was_value) = (show(&is), show(&was));
            let change = match by(&is).total_cmp(&by(&was)) {
                _ if value == was_value => Change::Same,
                std::cmp::Ordering::Less => Change::Better,
                std::cmp::Ordering::Equal => Change::Same,
                std::cmp::Ordering::Greater => Change::Worse,
            };
            Figure { label, value, was: was_value, change, about }
        };
        let recovery = |numbers: &Numbers| match numbers.recovered {
            0.0 => "no failure".to_owned(),
            minutes if minutes.is_finite() => words::duration(minutes),
            _ => end.clone(),
        };
        let mut figures = [
            figure(
                format!("Peak errors, {root}"),
                "The largest share of requests that fail at one moment.".into(),
                &|numbers| words::percent(numbers.peak),
                |numbers| numbers.peak,
            ),
            figure(
                "Equivalent full outage".into(),
                "Failing requests added up: an hour in which half of them fail counts half an hour.".into(),
                &|numbers| words::duration(numbers.hours * 60.0),
                |numbers| numbers.hours,
            ),
            figure(
                "Time to recovery".into(),
                "From the trigger until fewer than 1 % of requests fail for good.".into(),
                &recovery,
                |numbers| numbers.recovered,
            ),
            figure(
                "Documented facts reproduced".into(),
                format!("How many facts of the record this run shows, each within its tolerance{worth}."),
                &|numbers| format!("{} of {total}", numbers.reproduced),
                |numbers| -numbers.reproduced,
            ),
        ];
        // The record is of the day as it happened, and of no other run.
        if state.unforked.is_some() {
            (figures[3].was, figures[3].change) = ("–".into(), Change::Same);
        }
        let spoken = spoken(&figures, root, &is);
        Self { figures, spoken }
    }
}

impl Numbers {
    fn of(recording: &Recording, root: usize, judgements: &[Judgement]) -> Self {
        let summary = recording.summary(root);
        Self {
            peak: summary.peak_error,
            hours: summary.error_minutes / 60.0,
            recovered: match summary.first_error {
                None => 0.0,
                Some(_) => summary.recovered.unwrap_or(f64::INFINITY),
            },
            reproduced: judgements.iter().filter(|judgement| judgement.reproduced).count() as f64,
        }
    }
}

fn spoken(figures: &[Figure; 4], root: &str, is: &Numbers) -> String {
    if is.peak < ONSET {
        return format!("{root}: nothing fails.");
    }
    let recovery = match is.recovered {
        minutes if minutes.is_finite() => format!("recovered {} after the trigger", words::duration_spoken(minutes)),
        _ => format!("recovery {}", figures[2].value),
    };
    format!(
        "{root}: peak errors {}, {recovery}. Facts reproduced: {}.",
        words::percent_spoken(is.peak),
        figures[3].value
    )
}
