//! Files to keep: what somebody takes away from the page or the command line, in the same bytes from both.

pub mod csv;
pub mod json;
