//! What the page remembers for the next visit, where the browser lets it: a private window, a sandboxed frame or a policy may
//! not, and then nothing is remembered.

use gloo::utils::window;
use web_sys::Storage;

/// Whose openings were seen.
const SEEN: &str = "outage-explorer-seen";

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Whose openings were seen in earlier visits; nothing at the first one.
#[must_use]
pub fn seen() -> String {
    storage().and_then(|storage| storage.get_item(SEEN).ok().flatten()).unwrap_or_default()
}

/// Remembers whose openings were seen.
pub fn remember_seen(seen: &str) {
    if let Some(storage) = storage() {
        // A storage that is full remembers nothing more.
        let _ = storage.set_item(SEEN, seen);
    }
}

/// Under what name the answers of a session are kept.
fn answers(session: &str) -> String {
    format!("outage-explorer-session-{session}")
}

/// The answers that were given in a session before, in their short form.
#[must_use]
pub fn kept_answers(session: &str) -> String {
    storage().and_then(|storage| storage.get_item(&answers(session)).ok().flatten()).unwrap_or_default()
}

/// Keeps the answers of a session; of none, forgets them.
pub fn keep_answers(session: &str, text: &str) {
    if let Some(storage) = storage() {
        let name = answers(session);
        // A storage that is full keeps nothing more.
        let _ = if text.is_empty() { storage.remove_item(&name) } else { storage.set_item(&name, text) };
    }
}

/// The notebook.
const NOTEBOOK: &str = "outage-explorer-notebook";

/// The text of the notebook; none when none was kept.
#[must_use]
pub fn kept_notebook() -> Option<String> {
    storage()?.get_item(NOTEBOOK).ok().flatten()
}

/// Keeps the text of the notebook. Returns whether the browser does.
#[must_use]
pub fn keep_notebook(text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(NOTEBOOK, text).is_ok())
}

/// Under what names the session that somebody writes is kept, and the one that they wrote before.
const DRAFTS: [&str; 2] = ["outage-explorer-draft", "outage-explorer-draft-before"];

/// The text of the session that somebody writes, or of the one before it; empty when there is none.
#[must_use]
pub fn kept_draft(is_before: bool) -> String {
    storage().and_then(|storage| storage.get_item(DRAFTS[usize::from(is_before)]).ok().flatten()).unwrap_or_default()
}

/// Keeps the text of the session that somebody writes, or of the one before it. Returns whether the browser does.
#[must_use]
pub fn keep_draft(is_before: bool, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(DRAFTS[usize::from(is_before)], text).is_ok())
}
