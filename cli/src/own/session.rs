//! `outage check` of a session: what is wrong with it, or what comes of it.

use outage_compile::Problems;
use outage_explorer::session::check;
use std::fmt::Write;

/// What there is to say about a session without mistakes, and what it names that its outages do not have, a sentence each.
///
/// # Errors
/// Everything that is wrong with the text.
pub(crate) fn session(file: &str, text: &str) -> Result<(String, Vec<String>), Problems> {
    let session = outage_compile::session(text)?;
    let mut out = format!("{file}: {}\n\n", session.title);
    let mut begins = 0.0;
    for (index, step) in session.steps.iter().enumerate() {
        let asks = match step.asks.len() {
            0 => String::new(),
            1 => ", a question".to_owned(),
            many => format!(", {many} questions"),
        };
        // Writing to a text cannot fail.
        let _ = writeln!(out, "{begins:>4} min  {:>2}. {}{asks}", index + 1, step.title);
        begins += step.minutes;
    }
    let _ = writeln!(out, "{begins:>4} min      end");
    Ok((out, check(&session)))
}
