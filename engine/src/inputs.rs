//! Inputs: what somebody changed about a scenario. This, and nothing else, determines a run; it is what a link holds.

use crate::parameter::Shape;
use crate::scenario::{Knob, Scenario, did_you_mean};
use crate::text::tame;
use std::collections::{BTreeMap, BTreeSet};

/// What somebody changed about a scenario. The default is the day as it happened.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Inputs {
    /// Values of knobs that differ from the scenario's own, by the index of the parameter.
    pub knobs: BTreeMap<usize, f64>,
    /// Actions that are moved or do not happen, by their index.
    pub events: BTreeMap<usize, EventChange>,
    /// Remediations that are in place, by their index.
    pub fixes: BTreeSet<usize>,
    /// Seed of the luck of single servers; without one they are evenly spread.
    pub seed: Option<u64>,
}

/// What somebody changed about an action.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum EventChange {
    /// It does not happen.
    Off,
    /// It happens at this time, in minutes since the trigger.
    At(f64),
}

/// A change that cannot be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InputProblem {
    /// There is no such name.
    #[error("there is no {what} `{name}`")]
    Unknown {
        /// What kind of thing was named.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// The value is not a number.
    #[error("{place}: `{text}` is not a number from {min} to {max}")]
    NotANumber {
        /// The knob.
        place: String,
        /// The text.
        text: String,
        /// Smallest accepted value.
        min: f64,
        /// Largest accepted value.
        max: f64,
    },
    /// The value is not one of the accepted words.
    #[error("{place}: `{text}` is not one of {words}")]
    NotAWord {
        /// The knob.
        place: String,
        /// The text.
        text: String,
        /// The accepted words.
        words: String,
    },
    /// The value is outside the range of the knob.
    #[error("{place}: {value} is out of range: {min} to {max}")]
    OutOfRange {
        /// The knob.
        place: String,
        /// The value.
        value: f64,
        /// Smallest accepted value.
        min: f64,
        /// Largest accepted value.
        max: f64,
    },
    /// The time is not one of the day.
    #[error("{place}: {message}")]
    BadTime {
        /// The event.
        place: String,
        /// What is wrong with it.
        message: String,
    },
}

impl InputProblem {
    /// The problem in a sentence that also says, of a name that does not exist, which one was probably meant. To look for
    /// it takes longer than to refuse the name, so this is for problems that somebody will read.
    #[must_use]
    pub fn told(&self, scenario: &Scenario) -> String {
        let Self::Unknown { what, name } = self else { return self.to_string() };
        let hint = match *what {
            "knob" => did_you_mean(name, scenario.knobs().map(|(_, parameter, _)| parameter.id.as_str())),
            "event" => did_you_mean(name, scenario.actions.iter().map(|action| action.id.as_str())),
            _ => did_you_mean(name, scenario.remediations.iter().map(|remediation| remediation.id.as_str())),
        };
        if hint.is_empty() { self.to_string() } else { format!("{self} ({hint})") }
    }
}

impl Inputs {
    /// Sets a knob from its text: a number, or a word of a choice.
    ///
    /// # Errors
    /// When there is no such knob, or it does not accept the value; the inputs are then unchanged.
    pub fn set(&mut self, scenario: &Scenario, id: &str, text: &str) -> Result<(), InputProblem> {
        let found = scenario.knobs().find(|(_, parameter, _)| parameter.id == id);
        let Some((index, parameter, knob)) = found else {
            return Err(unknown("knob", id));
        };
        let value = match knob {
            Knob::Words(words) => {
                let known = words.iter().any(|(word, _)| *word == text);
                let index = match parameter.shape {
                    Shape::Choice { words } => words.iter().position(|word| *word == text),
                    Shape::Number { .. } => None,
                };
                index.filter(|_| known).map(|index| index as f64).ok_or_else(|| InputProblem::NotAWord {
                    place: id.into(),
                    text: short(text),
                    words: words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", "),
                })?
            }
            Knob::Range { min, max, .. } => {
                let number = text.trim().parse::<f64>().ok().filter(|value| value.is_finite());
                let problem = || InputProblem::NotANumber { place: id.into(), text: short(text), min: *min, max: *max };
                number.ok_or_else(problem)?
            }
        };
        self.set_value(scenario, index, value)
    }

    /// Sets a knob, by the index of its parameter. The scenario's own value takes the change back.
    ///
    /// # Errors
    /// When the value is outside the knob's range or not the index of a word; the inputs are then unchanged.
    pub fn set_value(&mut self, scenario: &Scenario, parameter: usize, value: f64) -> Result<(), InputProblem> {
        let spec = &scenario.parameters[parameter];
        let (min, max) = match (&spec.knob, spec.shape) {
            (Some(Knob::Range { min, max, .. }), _) => (*min, *max),
            (_, Shape::Number { min, max, .. }) => (min, max),
            (_, Shape::Choice { words }) => (0.0, words.len() as f64 - 1.0),
        };
        let is_index = matches!(spec.shape, Shape::Number { .. }) || value.fract() == 0.0;
        if !(min..=max).contains(&value) || !is_index {
            return Err(InputProblem::OutOfRange { place: spec.id.clone(), value, min, max });
        }
        self.knobs.remove(&parameter);
        if self.value(scenario, parameter) != value {
            self.knobs.insert(parameter, value);
        }
        Ok(())
    }

    /// The value of a parameter before any action: what somebody set, else what a remediation sets, else the
    /// scenario's own.
    #[must_use]
    pub fn value(&self, scenario: &Scenario, parameter: usize) -> f64 {
        let by_fix = || {
            let changes = self.fixes.iter().flat_map(|&fix| &scenario.remediations[fix].changes);
            changes.filter(|change| change.parameter == parameter).map(|change| change.value).next_back()
        };
        let set = self.knobs.get(&parameter).copied();
        set.or_else(by_fix).unwrap_or(scenario.parameters[parameter].value)
    }

    /// When an action is due, in minutes since the trigger, and whether somebody moved it; `None` when it does not
    /// happen.
    #[must_use]
    pub fn due(&self, scenario: &Scenario, action: usize) -> Option<(f64, bool)> {
        match self.events.get(&action) {
            Some(EventChange::Off) => None,
            Some(EventChange::At(at)) => Some((*at, true)),
            None => {
                let moves = self.fixes.iter().flat_map(|&fix| &scenario.remediations[fix].moves);
                let earliest = moves.filter(|(moved, _)| *moved == action).map(|(_, at)| *at).reduce(f64::min);
                Some(earliest.map_or((scenario.actions[action].at, false), |at| (at, true)))
            }
        }
    }

    /// Keeps an action from happening.
    ///
    /// # Errors
    /// When there is no such action.
    pub fn switch_off(&mut self, scenario: &Scenario, id: &str) -> Result<(), InputProblem> {
        self.events.insert(action(scenario, id)?, EventChange::Off);
        Ok(())
    }

    /// Moves an action to a time of day such as `06:15`.
    ///
    /// # Errors
    /// When there is no such action, or the text is not a time within the run.
    pub fn move_to(&mut self, scenario: &Scenario, id: &str, time: &str) -> Result<(), InputProblem> {
        let action = action(scenario, id)?;
        let bad = |message: String| InputProblem::BadTime { place: id.into(), message };
        let at = scenario.clock.parse(time).map_err(|problem| bad(problem.to_string()))?;
        let (from, until) = scenario.span;
        if !(from..=until).contains(&at) {
            let (from, until) = (scenario.clock.local(from), scenario.clock.local(until));
            return Err(bad(format!("{time} is outside the run: {from} to {until}")));
        }
        self.move_action(scenario, action, at);
        Ok(())
    }

    /// Moves an action, by its index, to a time in minutes since the trigger. Its own time takes the change back.
    pub fn move_action(&mut self, scenario: &Scenario, action: usize, at: f64) {
        self.events.remove(&action);
        if self.due(scenario, action) != Some((scenario.actions[action].at, false)) || scenario.actions[action].at != at
        {
            self.events.insert(action, EventChange::At(at));
        }
    }

    /// Puts a remediation in place.
    ///
    /// # Errors
    /// When there is no such remediation.
    pub fn fix(&mut self, scenario: &Scenario, id: &str) -> Result<(), InputProblem> {
        let index = scenario.remediation(id).ok_or_else(|| unknown("remediation", id))?;
        self.fixes.insert(index);
        Ok(())
    }

    /// Forgets changes that are none any more, now that other remediations are in place.
    pub fn settle(&mut self, scenario: &Scenario) {
        for (parameter, value) in std::mem::take(&mut self.knobs) {
            // It was accepted before.
            let _ = self.set_value(scenario, parameter, value);
        }
        for (action, change) in self.events.clone() {
            if let EventChange::At(at) = change {
                self.move_action(scenario, action, at);
            }
        }
    }

    /// How much is changed: knobs, events, remediations and the seed.
    #[must_use]
    pub fn changes(&self) -> usize {
        self.knobs.len() + self.events.len() + self.fixes.len() + usize::from(self.seed.is_some())
    }

    /// Whether nothing is changed: the day as it happened.
    #[must_use]
    pub fn is_as_it_happened(&self) -> bool {
        *self == Self::default()
    }
}

fn action(scenario: &Scenario, id: &str) -> Result<usize, InputProblem> {
    scenario.action(id).ok_or_else(|| unknown("event", id))
}

fn unknown(what: &'static str, name: &str) -> InputProblem {
    InputProblem::Unknown { what, name: short(name) }
}

/// A text from outside, short enough for a message.
fn short(text: &str) -> String {
    tame(&text.chars().take(60).collect::<String>())
}
