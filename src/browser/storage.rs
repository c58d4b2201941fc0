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
