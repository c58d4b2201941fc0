//! Deterministic simulation of cloud outages from their mechanisms.
//!
//! An outage is a [`Scenario`]: a text file that names the parts of a system, how they depend on each other, the numbers
//! with their receipts, the trigger, what operators did, and what the record says. [`run`] takes it through the whole
//! day in a few milliseconds and returns a [`Recording`], which is never changed afterwards. Everything that is shown or
//! judged is read from a recording: series of signals, events, the chain of causes ([`why`]), and whether the documented
//! facts come out ([`judge`]).
//!
//! What somebody changes about a day is an [`Inputs`]: knobs, moved or omitted actions, remediations, a seed. The default
//! is the day as it happened.
//!
//! ```
//! use outage_engine::{Inputs, Scenario, Signal, judge, run};
//!
//! // The day as it happened.
//! let (_, text) = outage_engine::BUILT_IN[0];
//! let scenario = Scenario::parse(text)?;
//! let recording = run(&scenario, &Inputs::default());
//! assert!(recording.summary(scenario.root).peak_error > 0.9);
//! assert!(judge(&scenario, &Inputs::default(), &recording).iter().all(|fact| fact.reproduced));
//!
//! // A higher limit on threads, and the day does not happen.
//! let mut inputs = Inputs::default();
//! inputs.set(&scenario, "frontend.thread-limit", "8000")?;
//! let recording = run(&scenario, &inputs);
//! assert_eq!(recording.series(scenario.root, Signal::Error).iter().copied().fold(0.0, f64::max), 0.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How a run goes
//!
//! Time moves in equal steps. Within a step, actions change parameters; then load flows from callers to callees; then
//! the components move on, callees before their callers, so that a failure is felt up the whole chain within the step.
//! A component sees only what it feels of its dependencies ([`DependencyKind`]) and, for a few kinds that work hand in
//! hand, a ledger they keep together. Fleets are followed in groups of servers that act alike, so that the cost of a run
//! does not depend on how many servers there are.
//!
//! # Guarantees
//!
//! - Only actions carry times of day ([`Action`]). Errors, delays, backlogs and recoveries emerge.
//! - The same scenario and inputs give the same bits on every target ([`Recording::digest`]): no clock, no hash-map
//!   order, no transcendental function but those of `libm`, no randomness but named streams under a named seed.
//! - After [`Scenario::parse`] nothing can fail; every problem of a text is reported at once, with its line and a hint.
//! - A text cannot make a run longer than [`MAX_STEPS`] steps of [`MAX_COMPONENTS`] components, its facts cannot need
//!   more than [`MAX_CONDITIONS`] further runs, and all of these together take at most [`MAX_WORK`].
//! - The code names no outage and no service: those are in the scenarios.

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
mod text;

pub use action::{Action, Change, Remediation};
pub use cause::{Link, Why, describe, why};
pub use clock::{Clock, TimeOfDay, TimeProblem};
pub use component::ComponentKind;
pub use dependency::DependencyKind;
pub use engine::{Detail, run, run_in};
pub use event::{Event, What};
pub use fact::{Claim, Documented, Fact, Given, Judgement, Reading, Simulated, judge, judge_at_once};
pub use inputs::{EventChange, InputProblem, Inputs};
pub use maths::sort_by_number;
pub use parameter::{ParameterSpec, Shape};
pub use recording::{Digest, Members, Recording, Summary};
pub use scenario::{
    ANATOMY, About, ComponentSpec, FORMAT, Knob, MAX_BYTES, MAX_COMPONENTS, MAX_CONDITIONS, MAX_NEEDS, MAX_STEPS,
    MAX_WORK, NeedSpec, Observer, Parameter, Problem, Problems, Receipt, ReceiptKind, Scenario, Source, Stage, nearest,
};
pub use signal::{GaugeSpec, Signal};
pub use text::tame;

/// Share of failing requests at which trouble begins: the threshold of the first alarms.
pub const ONSET: f64 = 0.02;

/// Share of failing requests below which all is well again.
pub const NORMAL: f64 = 0.01;

/// Minutes of trouble until an alarm fires and operators can answer it.
pub const ALARM_MINUTES: f64 = 5.0;

/// The version of the model: raised when the same inputs give another run.
pub const MODEL_VERSION: u32 = 1;

/// The year in which that version was released, for citations: goes on with it.
pub const MODEL_YEAR: u32 = 2026;

/// The built-in scenarios: name and text.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("kinesis-2020", include_str!("../../scenarios/kinesis-2020.toml")),
    ("dynamodb-2015", include_str!("../../scenarios/dynamodb-2015.toml")),
    ("kinesis-2024", include_str!("../../scenarios/kinesis-2024.toml")),
];
