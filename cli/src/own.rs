//! What helps to write an outage of one's own: a draft to begin with, the kinds of the library, the reference, and what is
//! worth knowing about a file that has no mistakes, and how far its model can be trusted.

mod audit;
mod check;
mod draft;
mod format;
mod kinds;
mod schema;
mod session;
mod told;

pub(crate) use audit::{json as audited_json, outlook, report as audited};
pub(crate) use check::report;
pub(crate) use draft::draft;
pub(crate) use format::{format, sessions};
pub(crate) use kinds::kinds;
pub(crate) use schema::schema;
pub(crate) use session::session;
