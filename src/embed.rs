//! How a page that shows an outage in a frame talks with it: flat messages, both ways.
//!
//! A message is `{ type: "outage-explorer", v: 1, id?, command | event, … }`. Commands come from the page around the frame,
//! events go to it, and each command with an `id` gets exactly one answer with that id. [`decode`] reads what came in,
//! whatever it is; [`Inbox`] makes one change of what came together; [`Event::fields`] says what goes out; the rest finds
//! out what a command means for the outage that is open. `docs/embedding.md` describes the same for people.

mod command;
mod event;
mod meaning;
mod pending;

pub use command::{Command, Decoded, Export, LONGEST_VALUE, MOST_FIELDS, Message, Problem, Value, decode};
pub use event::{Event, Shown, heights};
pub use meaning::{Changes, Spot, Target, changes, moment, spot, target};
pub use pending::{Batch, Inbox, Owed, Pending};

/// What every message says that it is.
pub const TYPE: &str = "outage-explorer";

/// The version of the messages.
pub const VERSION: f64 = 1.0;

#[cfg(test)]
mod tests;
