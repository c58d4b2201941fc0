//! What came of a choice of remediations, in the figures that it is scored by.

use crate::address::{Document, Opened, change, words};
use crate::frame::{Against, Compared, compared};
use outage_sim::{Inputs, ONSET, Recording, Scenario, run};

/// What came of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Largest share of failing requests of the root.
    pub peak: f64,
    /// Failing requests of the root, in minutes of full outage.
    pub full: f64,
    /// How many of the services failed, and how many there are.
    pub failed: (usize, usize),
    /// When the public was first told, in minutes since the trigger; none when they were not, or the outage has no status page.
    pub told: Option<f64>,
    /// The same against the day as it happened, in a sentence.
    pub compared: Compared,
}

/// What comes of inputs. `baseline` is the run of the day as it happened.
#[must_use]
pub fn outcome(scenario: &Scenario, inputs: &Inputs, baseline: &Recording) -> Outcome {
    let recording = run(scenario, inputs);
    let root = recording.summary(scenario.root());
    let lanes: Vec<usize> = (0..scenario.components.len()).filter(|&index| scenario.components[index].lane).collect();
    let failed = lanes.iter().filter(|&&lane| recording.summary(lane).peak_error >= ONSET).count();
    Outcome {
        peak: root.peak_error,
        full: root.error_minutes,
        failed: (failed, lanes.len()),
        told: super::command::first_word(scenario, &recording),
        compared: compared(scenario, &recording, baseline, Against::Day),
    }
}

/// Inputs with the words of a link on top, such as `seed=7`: what was bought stays. Words that mean nothing change nothing.
#[must_use]
pub fn with_twist(document: &Document, inputs: &Inputs, run: &str) -> Inputs {
    let mut opened = Opened { document: document.clone(), inputs: inputs.clone(), ..Opened::default() };
    change(&mut opened, words(run));
    opened.inputs.fixes.extend(inputs.fixes.iter().copied());
    opened.inputs
}
