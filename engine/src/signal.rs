//! Signals: what every component shows at every moment.

/// One moment of a component. Rates are relative to its normal load (1 = a normal day).
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Signals {
    /// Requests that arrive, relative to normal; retries count.
    pub(crate) offered: f64,
    /// Share of them that fail, 0 to 1.
    pub(crate) error: f64,
    /// Mean time to an answer, in seconds.
    pub(crate) latency: f64,
    /// Work that waits, in minutes of normal load.
    pub(crate) backlog: f64,
    /// How full its buffer is, 0 to 1.
    pub(crate) fill: f64,
    /// What only this kind has; see the kind's gauges.
    pub(crate) gauges: Vec<f64>,
}

/// Names one signal of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Signal {
    /// Requests that arrive, relative to normal.
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
    /// The signals that every component has, in the order in which recordings hold them.
    pub const COMMON: [Self; 5] = [Self::Offered, Self::Error, Self::Latency, Self::Backlog, Self::Fill];

    /// The position of the signal among a component's columns.
    pub(crate) fn column(self) -> usize {
        match self {
            Self::Offered => 0,
            Self::Error => 1,
            Self::Latency => 2,
            Self::Backlog => 3,
            Self::Fill => 4,
            Self::Gauge(index) => Self::COMMON.len() + index,
        }
    }

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
}

impl Signals {
    /// The value of one signal.
    pub(crate) fn get(&self, signal: Signal) -> f64 {
        match signal {
            Signal::Offered => self.offered,
            Signal::Error => self.error,
            Signal::Latency => self.latency,
            Signal::Backlog => self.backlog,
            Signal::Fill => self.fill,
            Signal::Gauge(index) => self.gauges[index],
        }
    }
}

/// A gauge that only one kind of component has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GaugeSpec {
    /// Name in scenario files and on the command line, such as `threads`.
    pub id: &'static str,
    /// What it shows, with its unit.
    pub about: &'static str,
    /// Whether it is a share from 0 to 1.
    pub is_share: bool,
}

/// A gauge that counts something.
pub(crate) const fn count(id: &'static str, about: &'static str) -> GaugeSpec {
    GaugeSpec { id, about, is_share: false }
}

/// A gauge that is a share from 0 to 1.
pub(crate) const fn fraction(id: &'static str, about: &'static str) -> GaugeSpec {
    GaugeSpec { id, about, is_share: true }
}
