//! What the values of several keys look like, and how they are read.

use super::super::mistakes::Mistakes;
use super::super::restore_plus;
use outage_sim::Scenario;

/// What a moment looks like.
pub(super) const TIME: &str = "a time of day within the run: `07:41`, or `+1d02:00` on the next day";
/// What a yes or no looks like.
pub(super) const FLAG: &str = "`1` or `0`";

/// A moment within the run, in minutes since the trigger.
pub(super) fn moment(scenario: &Scenario, value: &str, problems: &mut Mistakes<'_>) -> Option<f64> {
    match scenario.clock.parse(&restore_plus(value)) {
        Ok(at) if (scenario.span.0..=scenario.span.1).contains(&at) => return Some(at),
        Ok(_) => problems.add(|| {
            let (from, until) = (scenario.clock.local(scenario.span.0), scenario.clock.local(scenario.span.1));
            format!("this moment is outside the run: {from} to {until}")
        }),
        Err(problem) => problems.add(|| problem.to_string()),
    }
    None
}

/// Whether a value is `1`; `None` when it is neither `1` nor `0`.
pub(super) fn flag(value: &str, problems: &mut Mistakes<'_>) -> Option<bool> {
    word(&[("1", true), ("0", false)], value, problems)
}

/// Takes what was read; a value that is not understood does not take back an earlier one.
pub(super) fn keep<T>(place: &mut Option<T>, read: Option<T>) {
    if read.is_some() {
        *place = read;
    }
}

/// The setting that a word names.
pub(super) fn word<T: Copy>(words: &[(&str, T)], value: &str, problems: &mut Mistakes<'_>) -> Option<T> {
    let found = words.iter().find(|(word, _)| *word == value).map(|(_, setting)| *setting);
    if found.is_none() {
        problems.add(|| {
            let accepted: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            format!("accepted: {}", accepted.join(", "))
        });
    }
    found
}
