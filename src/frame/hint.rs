//! What to try first, and what came of it.

use outage_sim::{ONSET, Recording, Scenario};

/// What is left of an outage, as a share of its failures, when a change counts as what prevents it.
const LITTLE: f64 = 0.1;

/// What to try first, or what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint<'a> {
    /// The scenario's own words, split around the name of the knob that they speak of: what comes before it, its index
    /// among the parameters, what comes after it.
    Try(&'a str, Option<usize>, &'a str),
    /// This run has next to nothing of the outage: how much, in a sentence.
    Done(String),
}

/// What to try first; once a run has next to nothing of the outage, that instead.
#[must_use]
pub fn hint<'a>(scenario: &'a Scenario, recording: &Recording, baseline: &Recording) -> Hint<'a> {
    let (is, was) = (recording.summary(scenario.root()), baseline.summary(scenario.root()));
    if is.error_minutes < was.error_minutes * LITTLE {
        return Hint::Done(match is.peak_error {
            peak if peak < ONSET => "The outage is avoided.".into(),
            _ => format!("{} less of an outage.", crate::words::percent(1.0 - is.error_minutes / was.error_minutes)),
        });
    }
    let text = scenario.about.try_first.as_str();
    let quoted = text.split_once('“').and_then(|(before, rest)| {
        let (name, after) = rest.split_once('”')?;
        let (knob, ..) = scenario.knobs().find(|(_, parameter, _)| parameter.label == name)?;
        Some(Hint::Try(before, Some(knob), after))
    });
    quoted.unwrap_or(Hint::Try(text, None, ""))
}
