//! Files to keep: what somebody takes away from the page or the command line, in the same bytes from both.
//!
//! A [`Subject`] is what is exported: a state at a moment, with its link. [`figure`] draws it, [`csv`] and [`json`] give
//! its numbers, [`text`] its words.

mod changes;
pub mod csv;
pub mod figure;
pub mod json;
mod subject;
pub mod text;

pub use changes::changes;
pub use subject::Subject;
