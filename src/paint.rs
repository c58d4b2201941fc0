//! What a slider would do: the outcomes along its whole track, and what each remediation achieves. Found out bit by
//! bit, in the idle time of the page.

mod verdict;

use crate::order::sort_by_number;
use outage_sim::{Detail, Inputs, Knob, Recording, Scenario, Signal, run_in};
use std::collections::VecDeque;
use std::rc::Rc;

pub use verdict::{Effect, MeasuredBy, Of, Verdict, Verdicts};

/// Values along a track at most.
pub const STOPS: usize = 21;

/// How the component that fails first would fare.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// The value of the knob.
    pub value: f64,
    /// Largest share of failing requests, 0 to 1.
    pub peak_error: f64,
    /// Failing requests added up, in hours of full outage.
    pub outage_hours: f64,
}

/// The outcome at one value of a knob.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Painted {
    /// Index of the parameter.
    pub parameter: usize,
    /// Index of the value among the [`values`] of the knob.
    pub stop: usize,
    /// The outcome.
    pub outcome: Outcome,
}

/// The painted tracks of all knobs. Old paint stays until the new is whole.
#[derive(Debug, Clone, Default)]
pub struct Paint {
    tracks: Vec<Track>,
}

/// The painted track of one knob.
#[derive(Debug, Clone, Default)]
struct Track {
    /// What is shown: whole, or bare.
    outcomes: Vec<Option<Outcome>>,
    /// The other inputs that it holds for.
    holds_for: Option<Inputs>,
    /// What is under way, and the other inputs that it is for.
    fresh: Option<(Inputs, Vec<Option<Outcome>>)>,
}

impl Paint {
    /// Bare tracks for the knobs of a scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let track = |parameter| Track { outcomes: vec![None; values(scenario, parameter).len()], ..Track::default() };
        Self { tracks: (0..scenario.parameters.len()).map(track).collect() }
    }

    /// Puts an outcome on its track; `inputs` are those it was found with.
    pub fn put(&mut self, inputs: &Inputs, painted: Painted) {
        let Some(track) = self.tracks.get_mut(painted.parameter) else { return };
        let others = without(inputs, painted.parameter);
        let bare = || vec![None; track.outcomes.len()];
        let (_, mut fresh) =
            track.fresh.take().filter(|(known, _)| *known == others).unwrap_or_else(|| (others.clone(), bare()));
        if let Some(slot) = fresh.get_mut(painted.stop) {
            *slot = Some(painted.outcome);
        }
        if fresh.iter().all(Option::is_some) {
            (track.outcomes, track.holds_for) = (fresh, Some(others));
        } else {
            track.fresh = Some((others, fresh));
        }
    }

    /// The outcomes along the track of a knob, in order of its [`values`]; `None` while they are not known.
    #[must_use]
    pub fn track(&self, parameter: usize) -> &[Option<Outcome>] {
        self.tracks.get(parameter).map_or(&[], |track| &track.outcomes)
    }

    /// Whether a track is complete and holds for these inputs. The knob's own value does not matter to its track.
    #[must_use]
    pub fn holds(&self, inputs: &Inputs, parameter: usize) -> bool {
        let Some(track) = self.tracks.get(parameter) else { return true };
        match &track.holds_for {
            Some(known) => *known == without(inputs, parameter),
            None => track.outcomes.is_empty(),
        }
    }
}

/// Finds the outcomes, one with each call: a few milliseconds of work each.
#[derive(Debug)]
pub struct Painter {
    scenario: Rc<Scenario>,
    inputs: Rc<Inputs>,
    queue: VecDeque<(usize, usize)>,
}

impl Painter {
    /// A painter for the tracks that do not hold for these inputs, one after the other.
    #[must_use]
    pub fn new(scenario: &Rc<Scenario>, inputs: &Rc<Inputs>, paint: &Paint) -> Self {
        let missing = scenario.knobs().filter(|(parameter, ..)| !paint.holds(inputs, *parameter));
        let stops = |parameter| (0..values(scenario, parameter).len()).map(move |stop| (parameter, stop));
        let queue = missing.flat_map(|(parameter, ..)| stops(parameter)).collect();
        Self { scenario: Rc::clone(scenario), inputs: Rc::clone(inputs), queue }
    }

    /// Paints only the tracks of some knobs.
    pub fn keep(&mut self, parameters: &[usize]) {
        self.queue.retain(|(parameter, _)| parameters.contains(parameter));
    }

    /// The inputs whose tracks it paints.
    #[must_use]
    pub fn inputs(&self) -> &Rc<Inputs> {
        &self.inputs
    }
}

impl Iterator for Painter {
    type Item = Painted;

    fn next(&mut self) -> Option<Painted> {
        let (parameter, stop) = self.queue.pop_front()?;
        let value = *values(&self.scenario, parameter).get(stop)?;
        let mut inputs = without(&self.inputs, parameter);
        // The values of a knob are within its range.
        inputs.set_value(&self.scenario, parameter, value).ok()?;
        let recording = run_in(&self.scenario, &inputs, Detail::Brief);
        Some(Painted { parameter, stop, outcome: outcome(&self.scenario, &recording, value) })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.queue.len(), Some(self.queue.len()))
    }
}

/// The values along the track of a knob: at most [`STOPS`], each on one of its steps; every word of a choice; none for
/// a parameter that is not a knob.
#[must_use]
pub fn values(scenario: &Scenario, parameter: usize) -> Vec<f64> {
    let Some(spec) = scenario.parameters.get(parameter) else { return Vec::new() };
    match &spec.knob {
        None => Vec::new(),
        Some(Knob::Words(words)) => {
            let mut values = words.iter().map(|(word, _)| f64::from(*word)).collect();
            sort_by_number(&mut values, |value| *value);
            values
        }
        Some(Knob::Range { min, max, step }) => {
            let (min, max, step) = (*min, *max, *step);
            let steps = ((max - min) / step).round();
            let count = (steps as usize + 1).min(STOPS);
            let at = |index: usize| steps * index as f64 / (count - 1).max(1) as f64;
            (0..count).map(|index| (min + at(index).round() * step).min(max)).collect()
        }
    }
}

/// How the component that fails first fares in a run.
fn outcome(scenario: &Scenario, recording: &Recording, value: f64) -> Outcome {
    let errors = recording.series(scenario.root(), Signal::Error);
    let peak_error = errors.iter().copied().fold(0.0, f64::max);
    Outcome { value, peak_error, outage_hours: errors.iter().sum::<f64>() * recording.step() / 60.0 }
}

/// The inputs without what somebody set one knob to.
fn without(inputs: &Inputs, parameter: usize) -> Inputs {
    let mut inputs = inputs.clone();
    inputs.knobs.remove(&parameter);
    inputs
}
