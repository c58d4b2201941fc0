//! What fields say when they change.

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
