//! A second window with what only whoever leads a session reads: plain text, which follows the steps.

use gloo::utils::window;
use std::cell::RefCell;
use web_sys::Window;

thread_local!(static NOTES: RefCell<Option<Window>> = const { RefCell::new(None) });

/// Opens the window, or brings it to the front. Where browsers refuse windows, nothing happens: the notes stand on the page.
pub fn show_notes(text: &str) {
    let opened =
        window().open_with_url_and_target_and_features("", "outage-explorer-notes", "popup,width=560,height=720");
    NOTES.set(opened.ok().flatten());
    follow_notes(text);
}

/// Writes the notes of another step into the window, if it is open.
pub fn follow_notes(text: &str) {
    NOTES.with_borrow(|notes| {
        let Some(document) = notes.as_ref().and_then(Window::document) else { return };
        document.set_title("Notes · Outage Explorer");
        if let Some(body) = document.body() {
            body.set_text_content(Some(text));
            body.style()
                .set_css_text("white-space:pre-wrap;font:1.25rem/1.5 system-ui,sans-serif;margin:2rem;max-width:40rem");
        }
    });
}
