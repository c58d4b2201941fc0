//! What fields say when they change.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{Event, InputEvent, TargetCast};

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
