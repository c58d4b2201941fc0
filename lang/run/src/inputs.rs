//! Inputs: what somebody changed about an outage. This, and nothing else, determines a run; it is what a link holds.

use crate::by_number::{ByNumber, Numbers};
use crate::fork::Fork;
use outage_plan::{Given, Knob, Parameter, Plan, nearest, number, tame};

/// What somebody changed about an outage. The default is the day as it happened.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Inputs {
    /// Values of parameters that differ from the plan's own, by their number.
    pub knobs: ByNumber<f64>,
    /// Actions that are moved or do not happen, by their number.
    pub events: ByNumber<EventChange>,
    /// Remediations that are in place, by their number.
    pub fixes: Numbers,
    /// Seed of the luck of single members; without one they are evenly spread.
    pub seed: Option<u64>,
    /// From when on all this holds, if not from the start.
    pub fork: Option<Fork>,
}

/// What somebody changed about an action.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum EventChange {
    /// It does not happen.
    Off,
    /// It happens at this time, in minutes since the trigger, whatever it would have waited for.
    At(f64),
}

/// When an action happens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum When {
    /// At its own time, when what it needs is there.
    Usual,
    /// At this time, because somebody says so.
    At(f64),
    /// Not at all.
    Off,
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
    pub fn told(&self, plan: &Plan) -> String {
        let Self::Unknown { what, name } = self else { return self.to_string() };
        let accepted: Vec<&str> = match *what {
            "knob" => plan.knobs().map(|(_, parameter, _)| parameter.id.as_str()).collect(),
            "event" => plan.actions.iter().map(|action| action.id.as_str()).collect(),
            _ => plan.remediations.iter().map(|remediation| remediation.id.as_str()).collect(),
        };
        let hint = hint(name, &accepted);
        if hint.is_empty() { self.to_string() } else { format!("{self} ({hint})") }
    }
}

/// Which name was probably meant, else which there are.
fn hint(name: &str, accepted: &[&str]) -> String {
    /// Most names that a hint lists.
    const MOST: usize = 16;
    match nearest(name, accepted) {
        Some(candidate) => format!("did you mean `{candidate}`?"),
        None if accepted.is_empty() => String::new(),
        None if accepted.len() > MOST => {
            format!("accepted: {} and {} more", accepted[..MOST].join(", "), accepted.len() - MOST)
        }
        None => format!("accepted: {}", accepted.join(", ")),
    }
}

impl Inputs {
    /// Sets a knob from its text: a number, or a word of a choice.
    ///
    /// # Errors
    /// When there is no such knob, or it does not accept the value; the inputs are then unchanged.
    pub fn set(&mut self, plan: &Plan, id: &str, text: &str) -> Result<(), InputProblem> {
        let found = plan.parameter(id).and_then(|index| Some((index, plan.parameters[index].knob.as_ref()?)));
        let Some((index, knob)) = found else {
            return Err(unknown("knob", id));
        };
        let parameter = &plan.parameters[index];
        let value = match knob {
            Knob::Words(words) => {
                let number =
                    parameter.word(text).filter(|number| words.iter().any(|(word, _)| usize::from(*word) == *number));
                number.map(|number| number as f64).ok_or_else(|| InputProblem::NotAWord {
                    place: id.into(),
                    text: short(text),
                    words: words
                        .iter()
                        .map(|(word, _)| parameter.text(f64::from(*word)))
                        .collect::<Vec<_>>()
                        .join(", "),
                })?
            }
            Knob::Range { min, max, .. } => {
                let value = number(text.trim());
                let problem = || InputProblem::NotANumber { place: id.into(), text: short(text), min: *min, max: *max };
                value.ok_or_else(problem)?
            }
        };
        self.set_value(plan, index, value)
    }

    /// Sets a parameter, by its number: a knob within its range, any other within that of its kind; of a choice, the
    /// number of the word. The plan's own value takes the change back.
    ///
    /// # Errors
    /// When there is no such parameter, or the value is outside the range or not the number of a word; the inputs are
    /// then unchanged.
    pub fn set_value(&mut self, plan: &Plan, parameter: usize, value: f64) -> Result<(), InputProblem> {
        let Some(spec) = plan.parameters.get(parameter) else {
            return Err(unknown("knob", &parameter.to_string()));
        };
        let (min, max) = accepted(spec);
        let is_number = !spec.is_choice() || libm::floor(value) == value;
        if !(min..=max).contains(&value) || !is_number {
            return Err(InputProblem::OutOfRange { place: spec.id.clone(), value, min, max });
        }
        self.knobs.remove(&parameter);
        if self.value(plan, parameter) != value {
            self.knobs.insert(parameter, value);
        }
        Ok(())
    }

    /// The value of a parameter before any action, in its own unit: what somebody set, else what a remediation sets, else
    /// the plan's own. What is no value of the parameter counts as not set.
    #[must_use]
    pub fn value(&self, plan: &Plan, parameter: usize) -> f64 {
        let Some(spec) = plan.parameters.get(parameter) else { return 0.0 };
        let (min, max) = spec.range;
        let set = self.knobs.get(&parameter).copied().filter(|value| (min..=max).contains(value));
        let by_fix = || {
            let changes = self.in_place(plan).flat_map(|fix| &fix.changes);
            changes.filter(|change| usize::from(change.parameter) == parameter).map(|change| change.value).next_back()
        };
        set.or_else(by_fix).unwrap_or(spec.value)
    }

    /// When an action is due, in minutes since the trigger, and whether somebody moved it; `None` when it does not
    /// happen.
    #[must_use]
    pub fn due(&self, plan: &Plan, action: usize) -> Option<(f64, bool)> {
        match self.when(plan, action) {
            When::Off => None,
            When::At(at) => Some((at, true)),
            When::Usual => plan.actions.get(action).map(|action| (action.at, false)),
        }
    }

    pub(crate) fn when(&self, plan: &Plan, action: usize) -> When {
        match self.events.get(&action) {
            Some(EventChange::Off) => When::Off,
            Some(EventChange::At(at)) => When::At(*at),
            None => {
                let moves = self.in_place(plan).flat_map(|fix| &fix.moves);
                let moves = moves.filter(|(moved, _)| usize::from(*moved) == action).map(|(_, at)| *at);
                moves.reduce(f64::min).map_or(When::Usual, When::At)
            }
        }
    }

    fn in_place<'a>(&'a self, plan: &'a Plan) -> impl DoubleEndedIterator<Item = &'a outage_plan::Remediation> {
        self.fixes.iter().filter_map(|&fix| plan.remediations.get(fix))
    }

    /// Keeps an action from happening.
    ///
    /// # Errors
    /// When there is no such action.
    pub fn switch_off(&mut self, plan: &Plan, id: &str) -> Result<(), InputProblem> {
        self.events.insert(action(plan, id)?, EventChange::Off);
        Ok(())
    }

    /// Moves an action to a time of day such as `06:15`.
    ///
    /// # Errors
    /// When there is no such action, or the text is not a time within the run.
    pub fn move_to(&mut self, plan: &Plan, id: &str, time: &str) -> Result<(), InputProblem> {
        let action = action(plan, id)?;
        let bad = |message: String| InputProblem::BadTime { place: id.into(), message };
        let at = plan.clock.parse(time).map_err(|problem| bad(problem.to_string()))?;
        let (from, until) = plan.span;
        if !(from..=until).contains(&at) {
            let (from, until) = (plan.clock.local(from), plan.clock.local(until));
            return Err(bad(format!("{time} is outside the run: {from} to {until}")));
        }
        self.move_action(plan, action, at);
        Ok(())
    }

    /// Moves an action, by its number, to a time in minutes since the trigger. Its own time takes the change back.
    pub fn move_action(&mut self, plan: &Plan, action: usize, at: f64) {
        self.events.remove(&action);
        let is_own = self.due(plan, action) == Some((at, false));
        if !is_own && at.is_finite() && action < plan.actions.len() {
            self.events.insert(action, EventChange::At(at));
        }
    }

    /// Puts a remediation in place.
    ///
    /// # Errors
    /// When there is no such remediation.
    pub fn fix(&mut self, plan: &Plan, id: &str) -> Result<(), InputProblem> {
        let index = plan.remediation(id).ok_or_else(|| unknown("remediation", id))?;
        self.fixes.insert(index);
        Ok(())
    }

    /// Forgets changes that are none any more, now that other remediations are in place.
    pub fn settle(&mut self, plan: &Plan) {
        for (parameter, value) in std::mem::take(&mut self.knobs) {
            // It was accepted before.
            let _ = self.set_value(plan, parameter, value);
        }
        for (action, change) in self.events.clone() {
            if let EventChange::At(at) = change {
                self.move_action(plan, action, at);
            }
        }
    }

    /// How much is changed: knobs, events, remediations and the seed; and what is so only before a fork.
    #[must_use]
    pub fn changes(&self) -> usize {
        let before = self.fork.as_ref().map_or(0, |fork| {
            fork.before.knobs.keys().filter(|knob| !self.knobs.contains_key(knob)).count()
                + fork.before.events.keys().filter(|event| !self.events.contains_key(event)).count()
                + fork.before.fixes.iter().filter(|fix| !self.fixes.contains(fix)).count()
        });
        self.knobs.len() + self.events.len() + self.fixes.len() + usize::from(self.seed.is_some()) + before
    }

    /// Whether nothing is changed: the day as it happened.
    #[must_use]
    pub fn is_as_it_happened(&self) -> bool {
        *self == Self::default()
    }

    /// The inputs that a fact is looked for with.
    pub(crate) fn given(&self, given: &Given) -> Self {
        let mut inputs = self.clone();
        inputs.events.extend(given.off.iter().map(|&action| (action.into(), EventChange::Off)));
        inputs.knobs.extend(given.set.iter().map(|change| (change.parameter.into(), change.value)));
        inputs.fixes.extend(given.fix.iter().map(|&fix| usize::from(fix)));
        if let Some(fork) = &mut inputs.fork {
            *fork.before = fork.before.given(given);
        }
        inputs
    }
}

/// The smallest and the largest value that a parameter accepts.
fn accepted(parameter: &Parameter) -> (f64, f64) {
    match &parameter.knob {
        Some(Knob::Range { min, max, .. }) => (*min, *max),
        _ => parameter.range,
    }
}

fn action(plan: &Plan, id: &str) -> Result<usize, InputProblem> {
    plan.action(id).ok_or_else(|| unknown("event", id))
}

fn unknown(what: &'static str, name: &str) -> InputProblem {
    InputProblem::Unknown { what, name: short(name) }
}

/// A text from outside, short enough for a message.
fn short(text: &str) -> String {
    tame(&text.chars().take(60).collect::<String>())
}
