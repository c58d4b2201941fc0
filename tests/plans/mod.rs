//! Texts of outages, made into plans as the page does it.

use outage_explorer::address::{Compiled, Document};

/// What becomes of a text.
pub(crate) fn compiled(text: &str) -> Compiled {
    let compiled = outage_compile::for_people(text);
    compiled.map(|plan| plan.write()).map_err(|problems| problems.0.iter().map(ToString::to_string).collect())
}

/// A text that is right, as it is opened.
#[allow(dead_code, reason = "not every test opens one itself")]
pub(crate) fn document(text: &str) -> Document {
    Document::text(text, compiled(text)).unwrap_or_else(|problems| panic!("{}", problems.join("\n")))
}
