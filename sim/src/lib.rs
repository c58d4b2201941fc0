//! Deterministic simulation of cloud outages from their mechanisms.

mod action;
mod cause;
mod clock;
mod component;
mod dependency;
mod engine;
mod event;
mod fact;
mod inputs;
mod ledger;
mod maths;
mod parameter;
mod recording;
mod rng;
mod scenario;
mod signal;

pub use action::{Action, Change, Remediation};
pub use cause::{Link, Why, describe, why};
pub use clock::{Clock, TimeOfDay, TimeProblem};
pub use component::ComponentKind;
pub use dependency::DependencyKind;
pub use engine::{Detail, run, run_in};
pub use event::{Event, What};
pub use fact::{Claim, Documented, Fact, Given, Judgement, Reading, Simulated, judge};
pub use inputs::{EventChange, InputProblem, Inputs};
pub use parameter::{ParameterSpec, Shape};
pub use recording::{Digest, Members, Recording, Summary};
pub use scenario::{
    About, ComponentSpec, FORMAT, Knob, MAX_BYTES, MAX_COMPONENTS, MAX_STEPS, NeedSpec, Parameter, Problem, Problems,
    Receipt, ReceiptKind, Scenario, Source,
};
pub use signal::{GaugeSpec, Signal};

/// Share of failing requests at which trouble begins: the threshold of the first alarms.
pub const ONSET: f64 = 0.02;

/// Share of failing requests below which all is well again.
pub const NORMAL: f64 = 0.01;

/// Minutes of trouble until an alarm fires and operators can answer it.
pub const ALARM_MINUTES: f64 = 5.0;

/// The built-in scenarios: name and text.
pub const BUILT_IN: &[(&str, &str)] = &[("kinesis-2020", include_str!("../../scenarios/kinesis-2020.toml"))];
