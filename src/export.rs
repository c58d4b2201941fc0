//! Files to keep: what somebody takes away from the page or the command line, in the same bytes from both.
//!
//! A [`Subject`] is what is exported: a state at a moment, with its link. [`figure`] draws it, [`csv`] and [`json`] give
//! its numbers, [`text`] and [`timeline`] its words, [`forms`] what an article needs to show it, [`animation`] a loop, [`qr`] its link for phones, and [`kit`] has all of it.

pub mod animation;
pub mod csv;
pub mod figure;
pub mod forms;
pub mod json;
pub mod kit;
mod markdown;
pub mod qr;
mod subject;
pub mod text;
pub mod timeline;
pub mod versus;

pub use crate::frame::changes;
pub use subject::Subject;
