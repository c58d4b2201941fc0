//! Tests of the audit through its front door: text in, findings out.

mod built_in;
mod made_up;

use outage_audit::{Audit, Auditor, Settings};

/// The audit of a text that has no problems.
fn audit(text: &str, settings: Settings) -> Audit {
    let auditor = Auditor::new(text, settings, &|_, _, _| {});
    auditor.unwrap_or_else(|problems| panic!("{problems}\n{text}")).audit()
}
