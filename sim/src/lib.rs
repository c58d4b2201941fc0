//! Deterministic simulation of cloud outages from their mechanisms.
//!
//! An outage is a [`Scenario`]: a compiled model that names the parts of a system, how they depend on each other, the
//! numbers with their receipts, the trigger, what operators did, and what the record says. [`run`] takes it through the
//! whole day in a few milliseconds and returns a [`Recording`], which is never changed afterwards. Everything that is
//! shown or judged is read from a recording: series of signals, events, the chain of causes ([`why`]), and whether the
//! documented facts come out ([`judge`]).
//!
//! What somebody changes about a day is an [`Inputs`]: knobs, moved or omitted actions, remediations, a seed. The default
//! is the day as it happened.
//!
//! ```
//! use outage_sim::{BUILT_IN, Inputs, Scenario, Signal, judge, run};
//!
//! // The day as it happened.
//! let (_, plan) = BUILT_IN[0];
//! let scenario = Scenario::read(plan)?;
//! let recording = run(&scenario, &Inputs::default());
//! assert!(recording.summary(scenario.root()).peak_error > 0.9);
//! assert!(judge(&scenario, &Inputs::default(), &recording).iter().all(|fact| fact.reproduced));
//!
//! // A higher limit on threads, and the day does not happen.
//! let mut inputs = Inputs::default();
//! inputs.set(&scenario, "frontend.thread-limit", "8000")?;
//! let recording = run(&scenario, &inputs);
//! assert_eq!(recording.series(scenario.root(), Signal::Error).iter().copied().fold(0.0, f64::max), 0.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The outages are texts in the modelling language of `outage-compile`, compiled when this crate is built.
//!
//! # Guarantees
//!
//! - Only actions carry times of day ([`Action`]). Errors, delays, backlogs and recoveries emerge.
//! - The same scenario and inputs give the same bits on every target ([`Recording::digest`]): no clock, no hash-map
//!   order, no transcendental function but those of `libm`, no randomness but named streams under a named seed.
//! - After [`Scenario::read`] nothing can fail, and what a run costs is known before it begins.
//! - The code names no outage and no service: those are in the texts.

mod trust;

pub use outage_plan::*;
pub use outage_run::*;
#[cfg(feature = "built-in")]
pub use trust::trust;
pub use trust::{FactTrust, Trust, class_of};

/// One outage as data, checked.
pub use outage_plan::Plan as Scenario;

include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

/// The plan of a built-in outage, by its index in [`OUTAGES`], in programs that carry the plans (the feature `built-in`).
#[must_use]
pub fn carried(index: usize) -> Option<&'static [u8]> {
    #[cfg(feature = "built-in")]
    let plans = BUILT_IN;
    #[cfg(not(feature = "built-in"))]
    let plans: &[(&str, &[u8])] = &[];
    plans.get(index).map(|(_, plan)| *plan)
}

/// The version of the model: raised when the same inputs give another run.
pub const MODEL_VERSION: u32 = 2;

/// The year in which that version was released, for citations: goes on with it.
pub const MODEL_YEAR: u32 = 2026;
