//! What fields say when they change.

use super::document::soon;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::{Event, FocusEvent, InputEvent, MouseEvent, TargetCast};

/// The number of the range field that an `input` event comes from.
#[must_use]
pub fn number(event: &InputEvent) -> Option<f64> {
    event.target_dyn_into::<HtmlInputElement>().map(|field| field.value_as_number()).filter(|value| value.is_finite())
}

/// Whether the box that a `change` event comes from is ticked.
#[must_use]
pub fn checked(event: &Event) -> Option<bool> {
    event.target_dyn_into::<HtmlInputElement>().map(|field| field.checked())
}

/// Whether what folds, and a `toggle` event comes from, is open.
#[must_use]
pub fn is_unfolded(event: &Event) -> bool {
    event.target_dyn_into::<web_sys::Element>().is_some_and(|element| element.has_attribute("open"))
}

/// The chosen value of the list that a `change` event comes from.
#[must_use]
pub fn choice(event: &Event) -> Option<String> {
    event.target_dyn_into::<HtmlSelectElement>().map(|field| field.value())
}

/// The text of the field that an `input` event comes from.
#[must_use]
pub fn typed(event: &InputEvent) -> Option<String> {
    event.target_dyn_into::<HtmlInputElement>().map(|field| field.value())
}

/// The text of the field for several lines that an `input` event comes from.
#[must_use]
pub fn typed_lines(event: &InputEvent) -> Option<String> {
    event.target_dyn_into::<HtmlTextAreaElement>().map(|field| field.value())
}

/// Selects the whole text of the field that got the focus, so that what is typed takes its place.
pub fn select(event: &FocusEvent) {
    if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
        field.select();
    }
}

/// Selects the whole text of the field that was clicked.
pub fn select_all(event: &MouseEvent) {
    if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
        field.select();
    }
}

/// Selects a line, from 1, in the area for text that a selector finds, as soon as it is there, and gives it the focus.
pub fn select_line_soon(selector: &'static str, line: usize) {
    soon(30, move || {
        let area = document().query_selector(selector).ok().flatten();
        let Some(area) = area.and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok()) else { return false };
        let text = area.value();
        let units = |line: &str| line.encode_utf16().count() as u32;
        let from: u32 = text.split('\n').take(line.saturating_sub(1)).map(|line| units(line) + 1).sum();
        let to = from + text.split('\n').nth(line.saturating_sub(1)).map_or(0, units);
        // Browsers scroll to what is selected when the area gets the focus.
        let _ = area.set_selection_range(from, to);
        let _ = area.blur();
        let _ = area.focus();
        let lines = text.split('\n').count().max(1);
        let share = f64::from(area.scroll_height()) / lines as f64;
        area.set_scroll_top((share * line.saturating_sub(4) as f64) as i32);
        true
    });
}
