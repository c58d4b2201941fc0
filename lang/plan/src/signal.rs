//! What components show at every moment.

use crate::{Component, Draft, Knob, Parameter, Plan};

/// Names one signal of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Signal {
    /// Requests that arrive, relative to normal (1 = a normal day).
    Offered,
    /// Share of requests that fail, 0 to 1.
    Error,
    /// Mean time to an answer, in seconds.
    Latency,
    /// Work that waits, in minutes of normal load.
    Backlog,
    /// How full the buffer is, 0 to 1.
    Fill,
    /// A gauge of the kind, by its index.
    Gauge(usize),
}

impl Signal {
    /// The signals that any component may have, in the order of [`Component::common`].
    pub const COMMON: [Self; 5] = [Self::Offered, Self::Error, Self::Latency, Self::Backlog, Self::Fill];

    /// The name of a common signal in files and on the command line; gauges are named by their kind.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Error => "error",
            Self::Latency => "latency",
            Self::Backlog => "backlog",
            Self::Fill => "fill",
            Self::Gauge(_) => "gauge",
        }
    }

    fn place(self) -> Result<usize, usize> {
        match self {
            Self::Gauge(index) => Err(index),
            common => Ok(Self::COMMON.iter().position(|signal| *signal == common).unwrap_or(0)),
        }
    }
}

impl Component {
    /// The column of a signal; `None` when the component does not show it.
    #[must_use]
    pub fn column(&self, signal: Signal) -> Option<usize> {
        match signal.place() {
            Ok(place) => self.common[place].map(usize::from),
            Err(index) => self.gauges.get(index).map(|gauge| usize::from(gauge.column)),
        }
    }

    /// The signals that it shows: the common ones, then its gauges.
    pub fn signals(&self) -> impl Iterator<Item = Signal> + '_ {
        let gauges = (0..self.gauges.len()).map(Signal::Gauge);
        Signal::COMMON.into_iter().filter(|signal| self.column(*signal).is_some()).chain(gauges)
    }
}

impl Plan {
    /// The number of a component.
    #[must_use]
    pub fn component(&self, id: &str) -> Option<usize> {
        self.components.iter().position(|component| component.id == id)
    }

    /// The number of a parameter, by the name that it has in links or in the equations, or had before.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<usize> {
        let is_it = |it: &Parameter| it.id == name || it.name == name;
        let found = self.parameters.iter().position(is_it);
        found.or_else(|| self.parameters.iter().position(|it| it.was.iter().any(|was| was == name)))
    }

    /// The number of an action.
    #[must_use]
    pub fn action(&self, id: &str) -> Option<usize> {
        self.actions.iter().position(|action| action.id == id)
    }

    /// The number of a remediation.
    #[must_use]
    pub fn remediation(&self, id: &str) -> Option<usize> {
        self.remediations.iter().position(|remediation| remediation.id == id)
    }

    /// The number of a column.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The signal of a component that a text such as `error` or `insufficient-data` names.
    #[must_use]
    pub fn signal(&self, component: usize, id: &str) -> Option<Signal> {
        let gauges = &self.components.get(component)?.gauges;
        let common = Signal::COMMON.into_iter().find(|signal| signal.id() == id);
        common.or_else(|| gauges.iter().position(|gauge| gauge.id == id).map(Signal::Gauge))
    }

    /// The component and the signal that a column is, if it is one's.
    #[must_use]
    pub fn signal_of(&self, column: usize) -> Option<(usize, Signal)> {
        self.components.iter().enumerate().find_map(|(index, component)| {
            let signal = component.signals().find(|signal| component.column(*signal) == Some(column))?;
            Some((index, signal))
        })
    }

    /// The parameters that people may change, in the order of the file.
    pub fn knobs(&self) -> impl Iterator<Item = (usize, &Parameter, &Knob)> {
        let parameters = self.parameters.iter().enumerate();
        parameters.filter_map(|(index, parameter)| parameter.knob.as_ref().map(|knob| (index, parameter, knob)))
    }
}

impl Draft {
    /// Number of recorded moments.
    #[must_use]
    pub fn moments(&self) -> usize {
        // A ratio that is not a number counts as no step, and one beyond all bounds as the largest number.
        (((self.span.1 - self.span.0) / self.step + 1e-9) as usize).saturating_add(1)
    }
}

impl Parameter {
    /// Whether it is one of some words.
    #[must_use]
    pub fn is_choice(&self) -> bool {
        !self.words.is_empty()
    }

    /// The value as the command line and links write it: a number, or a word of a choice.
    #[must_use]
    pub fn text(&self, value: f64) -> String {
        if self.is_choice() {
            return self.words.get(value as usize).map_or_else(String::new, |word| word.replace('_', "-"));
        }
        value.to_string()
    }

    /// The number of a word of a choice.
    #[must_use]
    pub fn word(&self, text: &str) -> Option<usize> {
        self.words.iter().position(|word| word == text || word.replace('_', "-") == text)
    }
}
