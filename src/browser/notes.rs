//! A second window with what only whoever leads a session reads: plain text, which follows the steps, and buttons that move them.

use gloo::events::EventListener;
use gloo::utils::window;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Window};
use yew::Callback;

/// What stands in the window.
#[derive(Clone, PartialEq)]
pub struct Notes {
    /// The text, with its line breaks.
    pub text: String,
    /// Buttons, each with what it says and what it does; one that can do nothing now does none.
    pub buttons: Vec<(String, Option<Callback<()>>)>,
}

/// The window, and what listens to its buttons.
struct Shown {
    window: Window,
    listeners: Vec<EventListener>,
}

thread_local!(static NOTES: RefCell<Option<Shown>> = const { RefCell::new(None) });

/// Opens the window, or brings it to the front. Where browsers refuse windows, nothing happens: the notes stand on the page.
pub fn show_notes(notes: &Notes) {
    let opened =
        window().open_with_url_and_target_and_features("", "outage-explorer-notes", "popup,width=560,height=720");
    NOTES.set(opened.ok().flatten().map(|window| Shown { window, listeners: Vec::new() }));
    follow_notes(notes);
}

/// Writes the notes of another step into the window, if it is open.
pub fn follow_notes(notes: &Notes) {
    NOTES.with_borrow_mut(|shown| {
        let Some(shown) = shown else { return };
        let Some(document) = shown.window.document() else { return };
        document.set_title("Notes · Outage Explorer");
        shown.listeners = write(&document, notes).unwrap_or_default();
    });
}

/// Says in the window, if it is open, that the session is over: nothing there moves it any more.
pub fn end_notes() {
    follow_notes(&Notes { text: "The session is over. This window can be closed.".into(), buttons: Vec::new() });
}

/// Puts everything into a document, as far as it is not there yet: what somebody has selected stays selected. Its buttons
/// stay the same ones, so that whoever pressed one can press it again.
fn write(document: &Document, notes: &Notes) -> Option<Vec<EventListener>> {
    let body = document.body()?;
    body.style().set_css_text("font:1.25rem/1.5 system-ui,sans-serif;margin:0 2rem 2rem;max-width:40rem");
    let part = |name: &str, style: &str| -> Option<Element> {
        if let Some(there) = body.query_selector(name).ok().flatten() {
            return Some(there);
        }
        made(document, &body, name, style)
    };
    let bar =
        part("nav", "position:sticky;top:0;display:flex;flex-wrap:wrap;gap:.5rem;padding:1rem 0;background:Canvas")?;
    let text = part("main", "white-space:pre-wrap")?;
    say(&text, &notes.text);
    while bar.child_element_count() as usize > notes.buttons.len() {
        bar.last_element_child()?.remove();
    }
    let mut listeners = Vec::new();
    for (place, (label, does)) in notes.buttons.iter().enumerate() {
        let button = match bar.children().item(u32::try_from(place).ok()?) {
            Some(there) => there,
            None => made(document, &bar, "button", "font:inherit;padding:.25rem .75rem")?,
        };
        say(&button, label);
        let _ = button.toggle_attribute_with_force("disabled", does.is_none());
        if let Some(does) = does.clone() {
            listeners.push(EventListener::new(&button, "click", move |_| does.emit(())));
        }
    }
    Some(listeners)
}

/// Gives an element a text, unless it has that.
fn say(element: &Element, text: &str) {
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
}

/// A new element at the end of another one. Its style is set as a policy allows that refuses styles in attributes.
fn made(document: &Document, within: &Element, name: &str, style: &str) -> Option<Element> {
    // Another window has classes of its own, so that it is none of this one's.
    let made = document.create_element(name).ok()?.unchecked_into::<HtmlElement>();
    made.style().set_css_text(style);
    within.append_child(&made).ok()?;
    Some(made.into())
}
