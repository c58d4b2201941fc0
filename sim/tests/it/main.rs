//! Tests of the core from the outside: one binary, one module for each idea.
//!
//! Property tests draw the same cases every time. `EXPLORE=5000 cargo test -p outage-sim --test it` draws that many
//! fresh ones.
#![cfg(not(target_arch = "wasm32"))]

mod ablations;
mod any;
mod bad_inputs;
mod bounds;
mod causes;
mod conservation;
mod day;
mod determinism;
mod fork;
mod invariants;
mod monotone;
mod remediations;
mod scale;
mod scenarios;
mod story;
mod travel;
