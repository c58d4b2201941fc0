//! A scenario: one outage as data, checked. Topology, parameters with their receipts, actions, documented facts,
//! remediations, story and layout.
//!
//! A [`Scenario`] can only be had from a text that passed every check ([`Scenario::parse`]), so that
//! [`run`](crate::run) cannot fail.

mod problem;
mod read;
mod reader;
mod receipt;

use crate::action::{Action, Remediation};
use crate::clock::Clock;
use crate::component::ComponentKind;
use crate::dependency::DependencyKind;
use crate::fact::Fact;
use crate::parameter::Shape;
use crate::signal::Signal;
pub(crate) use problem::did_you_mean;
pub use problem::{Problem, Problems, nearest};
pub use receipt::{Receipt, ReceiptKind, Source};

/// The version of the file format that this engine reads.
pub const FORMAT: i64 = 1;

/// Largest accepted scenario text, in bytes.
pub const MAX_BYTES: usize = 512 * 1024;

/// Most steps of time in a run.
pub const MAX_STEPS: f64 = 20_000.0;

/// Most components in a scenario.
pub const MAX_COMPONENTS: usize = 64;

/// Most dependencies in a scenario.
pub const MAX_NEEDS: usize = 500;

/// Most different conditions of facts, each of which takes a further run.
pub const MAX_CONDITIONS: usize = 8;

/// Most work in a run, its rehearsal and the further runs of its facts: for each moment one piece for each member of a
/// component, a few for each dependency, and one for each action and each change that it makes. A second or two at worst.
pub const MAX_WORK: usize = 20_000_000;

/// One outage as data, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Short name for links and the command line, such as `kinesis-2020`.
    pub id: String,
    /// What it is about, for people.
    pub about: About,
    /// The clock of the place.
    pub clock: Clock,
    /// First and last moment of a run, in minutes since the trigger.
    pub span: (f64, f64),
    /// Length of a step in minutes.
    pub step: f64,
    /// The texts that receipts point to.
    pub sources: Vec<Source>,
    /// The parts, in the order of the file.
    pub components: Vec<ComponentSpec>,
    /// Every parameter of every part, in the order of the components and their kinds' schemas.
    pub parameters: Vec<Parameter>,
    /// The trigger and what operators did.
    pub actions: Vec<Action>,
    /// What the vendor and others proposed afterwards.
    pub remediations: Vec<Remediation>,
    /// What the record says, as claims that a run can be judged by.
    pub facts: Vec<Fact>,
    /// Index of the component that fails first, which is drawn large.
    pub root: usize,
    /// Order in which a run goes through the components: callees before their callers.
    pub(crate) order: Vec<usize>,
}

/// What a scenario is about, for people.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct About {
    /// Full title, such as `Kinesis, 25 November 2020`.
    pub title: String,
    /// Short title for a tab.
    pub short: String,
    /// The day of the trigger, such as `Wednesday 25 November 2020`.
    pub day: String,
    /// One or two sentences that say what happened.
    pub summary: String,
    /// One line that says what to try first.
    pub try_first: String,
    /// The moment that the page opens at, in minutes since the trigger.
    pub opens_at: f64,
    /// The component whose explanation the page opens with.
    pub opens_on: usize,
    /// What the model leaves out.
    pub leaves_out: Vec<String>,
    /// The parts of the failure in the words that all outages share; empty when the scenario does not name them.
    pub anatomy: Vec<Stage>,
    /// Through what operators see the day, if the scenario says so.
    pub observer: Option<Observer>,
}

/// One part of a failure, such as its trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Name of the part, the same for all outages.
    pub name: &'static str,
    /// What it was in this outage.
    pub text: String,
}

/// The parts of a failure, in order: key in scenario files and name on the screen.
pub const ANATOMY: [(&str, &str); 7] = [
    ("latent-condition", "Latent condition"),
    ("trigger", "Trigger"),
    ("amplifier", "Amplifier"),
    ("sustaining-loop", "Sustaining loop"),
    ("blast-radius", "Blast radius"),
    ("detection", "Detection"),
    ("recovery", "Recovery"),
];

/// Through what operators see the day: metrics that travel through a component which may itself fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observer {
    /// The component that delivers what operators see.
    pub component: usize,
    /// The share of it that is missing, 0 to 1.
    pub missing: Signal,
}

/// One part of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct ComponentSpec {
    /// Name in links, files and on the command line.
    pub id: String,
    /// Name on the screen.
    pub label: String,
    /// What it is, in a sentence.
    pub about: String,
    /// What it does while it fails, in a few words for its card.
    pub failing: String,
    /// What kind of part it is.
    pub kind: ComponentKind,
    /// Column and row of its card in the picture.
    pub place: (f64, f64),
    /// Whether it has a lane on the timeline.
    pub lane: bool,
    /// What it depends on.
    pub needs: Vec<NeedSpec>,
    /// Index of the component whose ledger it shares, for kinds that share one.
    pub ledger: Option<usize>,
    /// Indices of the components whose alarm it answers.
    pub watches: Vec<usize>,
    /// Indices of its own parameters, in the order of its kind's schema.
    pub parameters: Vec<usize>,
}

/// One dependency of a component.
#[derive(Debug, Clone, PartialEq)]
pub struct NeedSpec {
    /// Index of the callee.
    pub on: usize,
    /// What kind of dependency it is.
    pub kind: DependencyKind,
    /// The signal of the callee that the caller feels.
    pub feels: Signal,
    /// Share of the callee's normal load that comes from this caller.
    pub weight: f64,
    /// What it is for, in a few words.
    pub purpose: String,
    /// Indices of its parameters, in the order of its kind's schema.
    pub parameters: Vec<usize>,
}

/// One number or choice of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Name in links, files and on the command line, such as `frontend.thread-limit`.
    pub id: String,
    /// Name on the screen.
    pub label: String,
    /// Unit on the screen; empty for choices and plain numbers.
    pub unit: String,
    /// What it means.
    pub about: &'static str,
    /// The scenario's own value; for a choice, the index of the word.
    pub value: f64,
    /// The values it accepts.
    pub shape: Shape,
    /// How people may change it; `None` when it is not a knob.
    pub knob: Option<Knob>,
    /// Where the value comes from; `None` for a neutral value that the file does not mention.
    pub receipt: Option<Receipt>,
    /// Index of the component it belongs to.
    pub component: usize,
    /// Where in the component it belongs.
    pub(crate) target: Target,
}

/// How people may change a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Knob {
    /// A slider.
    Range {
        /// Smallest value.
        min: f64,
        /// Largest value.
        max: f64,
        /// Distance between two values.
        step: f64,
    },
    /// A choice between words; for each the text on the screen.
    Words(Vec<(&'static str, String)>),
}

/// Which slot of a component a parameter fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Target {
    /// The dependency, by its index; `None` for the component's own settings.
    pub(crate) need: Option<usize>,
    /// Index in the schema.
    pub(crate) slot: usize,
}

impl Scenario {
    /// Reads a scenario from its text.
    ///
    /// # Errors
    /// Every problem of the text at once, each with its place and a hint.
    pub fn parse(text: &str) -> Result<Self, Problems> {
        read::scenario(text)
    }

    /// The short title in a scenario's text, without reading the rest of it. `None` if there is none.
    #[must_use]
    pub fn short_title(text: &str) -> Option<String> {
        read::short_title(text)
    }

    /// The index of a component.
    #[must_use]
    pub fn component(&self, id: &str) -> Option<usize> {
        self.components.iter().position(|component| component.id == id)
    }

    /// The index of a parameter.
    #[must_use]
    pub fn parameter(&self, id: &str) -> Option<usize> {
        self.parameters.iter().position(|parameter| parameter.id == id)
    }

    /// The index of an action.
    #[must_use]
    pub fn action(&self, id: &str) -> Option<usize> {
        self.actions.iter().position(|action| action.id == id)
    }

    /// The index of a remediation.
    #[must_use]
    pub fn remediation(&self, id: &str) -> Option<usize> {
        self.remediations.iter().position(|remediation| remediation.id == id)
    }

    /// The signal of a component that a text such as `error` or `insufficient-data` names.
    #[must_use]
    pub fn signal(&self, component: usize, id: &str) -> Option<Signal> {
        let gauges = self.components[component].kind.gauges();
        Signal::COMMON
            .into_iter()
            .find(|signal| signal.id() == id)
            .or_else(|| gauges.iter().position(|gauge| gauge.id == id).map(Signal::Gauge))
    }

    /// The parameters that people may change, in the order of the screen.
    pub fn knobs(&self) -> impl Iterator<Item = (usize, &Parameter, &Knob)> {
        self.parameters
            .iter()
            .enumerate()
            .filter_map(|(index, parameter)| parameter.knob.as_ref().map(|knob| (index, parameter, knob)))
    }

    /// Number of moments that a run of this scenario records.
    #[must_use]
    pub fn moments(&self) -> usize {
        ((self.span.1 - self.span.0) / self.step) as usize + 1
    }
}

impl Parameter {
    /// The value as the command line and links write it: a number, or a word of a choice.
    #[must_use]
    pub fn text(&self, value: f64) -> String {
        match self.shape {
            Shape::Choice { words } => words.get(value as usize).copied().unwrap_or_default().to_owned(),
            Shape::Number { .. } => value.to_string(),
        }
    }
}
