//! What operators can see: their metrics travel through a component that may itself fail.

use crate::words;
use outage_sim::{Recording, Scenario, Signal};

/// What operators can see at a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Operators {
    /// Index of the component whose signal says how much of it is missing.
    pub component: usize,
    /// The signal that says how much of it is missing.
    pub signal: Signal,
    /// Share of it that is missing, 0 to 1.
    pub missing: f64,
    /// That share in words.
    pub value: String,
    /// What it means for them, and nothing that they cannot see.
    pub text: String,
}

/// What operators can see at a time in minutes since the trigger; `None` when the scenario does not say.
#[must_use]
pub fn operators(scenario: &Scenario, recording: &Recording, minutes: f64) -> Option<Operators> {
    let observer = scenario.about.observer?;
    let (component, signal) = scenario.signal_of(observer.missing.into())?;
    let missing = recording.at(component, signal, minutes).clamp(0.0, 1.0);
    let through = &scenario.components[usize::from(observer.component)].label;
    let text = match missing {
        missing if missing < outage_sim::ONSET => {
            format!("Their charts are complete. Metrics reach them through {through}.")
        }
        missing if missing < 0.5 => {
            format!("Some charts have gaps. Metrics reach them through {through}, some of them late or not at all.")
        }
        _ => format!("Most of their charts are empty. Metrics reach them through {through}."),
    };
    Some(Operators { component, signal, missing, value: format!("{} of metrics", words::percent(missing)), text })
}
