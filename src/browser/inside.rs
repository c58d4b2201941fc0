//! Markup with places in it that are filled later, and links within it.

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};
use yew::NodeRef;

/// Fills each place of a name, such as `<b data-look="7">`, with what belongs to its number, if anything does: as text, or
/// as an attribute.
pub fn fill(node: &NodeRef, place: &str, attribute: Option<&str>, with: &dyn Fn(usize) -> Option<String>) {
    let place = format!("data-{place}");
    let Some(found) = node.cast::<Element>().and_then(|it| it.query_selector_all(&format!("[{place}]")).ok()) else {
        return;
    };
    for element in (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<Element>().ok()) {
        let Some(number) = element.get_attribute(&place).and_then(|number| number.parse().ok()) else { continue };
        let text = with(number).unwrap_or_default();
        match attribute {
            // An attribute of the app's own naming cannot be refused.
            Some(name) => drop(element.set_attribute(name, &text)),
            None if element.text_content().as_deref() != Some(&text) => element.set_text_content(Some(&text)),
            None => {}
        }
    }
}

/// What an attribute says of the nearest element around what was pressed that has it.
#[must_use]
pub fn pressed(event: &MouseEvent, attribute: &str) -> Option<String> {
    let pressed: Element = event.target()?.dyn_into().ok()?;
    pressed.closest(&format!("[{attribute}]")).ok()??.get_attribute(attribute)
}

/// Unfolds what an element is in, scrolls there, and gives it the focus; whether there is such an element.
#[must_use]
pub fn reveal(id: &str) -> bool {
    let Some(element) = document().get_element_by_id(id) else { return false };
    let mut around = element.closest("details").ok().flatten();
    while let Some(details) = around {
        // The attribute cannot be refused.
        let _ = details.set_attribute("open", "");
        around = details.parent_element().and_then(|parent| parent.closest("details").ok().flatten());
    }
    super::document::go_to(&format!("[id=\"{id}\"]"));
    true
}

/// The text of an element, without that of its buttons.
#[must_use]
pub fn text_of(node: &NodeRef) -> String {
    let Some(copy) = node.get().and_then(|node| node.clone_node_with_deep(true).ok()?.dyn_into::<Element>().ok())
    else {
        return String::new();
    };
    while let Ok(Some(button)) = copy.query_selector("button") {
        button.remove();
    }
    copy.text_content().unwrap_or_default().trim().to_owned()
}
