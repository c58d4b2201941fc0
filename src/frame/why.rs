//! Why a component fails: the chain of events back to the trigger, in words.

use crate::state::ClockZone;
use crate::words;
use outage_sim::{Recording, Scenario, Signal, why};

/// Why a component is as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The heading: `Why did A fail?`, or `What happened to B?`; right for one and for many.
    pub question: String,
    /// Whether it fails at that moment.
    pub failing: bool,
    /// The events that led there, from the trigger on.
    pub steps: Vec<Step>,
    /// The state at the moment, in a sentence.
    pub now: String,
}

/// One event of the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// When, in minutes since the trigger: a click goes there.
    pub at: f64,
    /// The time of day.
    pub time: String,
    /// What happened, as a sentence with its subject.
    pub text: String,
    /// Index of the component that it happened to; `None` for an action.
    pub component: Option<usize>,
}

/// Why a component is as it is at a moment in minutes since the trigger.
#[must_use]
pub fn explain(
    scenario: &Scenario,
    recording: &Recording,
    component: usize,
    zone: ClockZone,
    minutes: f64,
) -> Explanation {
    let label = &scenario.components[component].label;
    let why = why(scenario, recording, component, minutes);
    let steps = why.chain.into_iter().map(|link| Step {
        at: link.at,
        time: words::clock(&scenario.clock, zone, link.at),
        text: match link.component {
            Some(index) => format!("{}: {}", scenario.components[index].label, link.text),
            None => link.text,
        },
        component: link.component,
    });
    let error = recording.at(component, Signal::Error, minutes);
    let time = words::clock(&scenario.clock, zone, minutes);
    let (question, now) = if error.is_nan() {
        (format!("What happened to {label}?"), format!("At {time} there is no data about it."))
    } else if why.failing {
        (format!("Why did {label} fail?"), format!("At {time}, {} of its requests fail.", words::percent(error)))
    } else {
        (format!("What happened to {label}?"), format!("At {time} its requests succeed."))
    };
    Explanation { question, failing: why.failing, steps: steps.collect(), now }
}
