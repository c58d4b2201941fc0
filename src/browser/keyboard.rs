//! Keys that are pressed anywhere on the page.

use super::Subscription;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// One press of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Press {
    /// The key, as the browser names it: `ArrowLeft`, `n`, `?`.
    pub key: String,
    /// Whether Shift is held.
    pub shift: bool,
    /// Whether it is a command: Ctrl or, on a Mac, ⌘ is held.
    pub command: bool,
    /// Where the focus is.
    pub place: Place,
}

/// Where the focus is when a key is pressed: what has its own use for which keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On the page, or on something that has no use for keys.
    Page,
    /// On a button or link, which Space and Enter press.
    Button,
    /// On a slider, which arrows, Home, End and the page keys move.
    Slider,
    /// On a field that has a use for any key.
    Field,
    /// In a dialog that is open above the page.
    Dialog,
}

/// Calls a function for each press without Alt. It says whether it used the key; the browser then does
/// nothing more with it.
#[must_use]
pub fn listen_to_keys(used: impl Fn(Press) -> bool + 'static) -> Subscription {
    let options = EventListenerOptions::enable_prevent_default();
    Subscription::listener(EventListener::new_with_options(&window(), "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.alt_key() || event.default_prevented() || event.is_composing() {
            return;
        }
        let command = event.ctrl_key() || event.meta_key();
        if used(Press { key: event.key(), shift: event.shift_key(), command, place: place() }) {
            event.prevent_default();
        }
    }))
}

fn place() -> Place {
    let Some(element) = document().active_element() else { return Place::Page };
    let inside = |selector: &str| element.closest(selector).ok().flatten().is_some();
    let is_slider = element.tag_name().eq_ignore_ascii_case("input") && input_type(&element) == "range";
    match element.tag_name().to_ascii_lowercase().as_str() {
        "input" | "select" | "textarea" if !is_slider => Place::Field,
        _ if document().query_selector("dialog[open]").ok().flatten().is_some() => Place::Dialog,
        _ if is_slider => Place::Slider,
        "button" | "a" | "summary" => Place::Button,
        _ if inside("[role=slider]") => Place::Slider,
        _ if inside("[contenteditable]") => Place::Field,
        _ => Place::Page,
    }
}

fn input_type(element: &Element) -> String {
    element.get_attribute("type").unwrap_or_default().to_ascii_lowercase()
}
