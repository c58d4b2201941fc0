//! Files that somebody opens from their disk. They stay in the page.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{FileReader, HtmlElement, HtmlInputElement};
use yew::{Event, NodeRef, TargetCast};

/// A text file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileText {
    /// Its name.
    pub name: String,
    /// What it says, or its beginning if it is very long.
    pub text: String,
}

/// Presses a button or opens a file field, as if somebody had clicked on it.
pub fn click(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        element.click();
    }
}

/// Reads the file that was chosen in a file field, at most `longest` bytes of it, and empties the field so that the
/// same file can be chosen again.
pub fn chosen_file(event: &Event, longest: usize, read: impl FnOnce(FileText) + 'static) {
    let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
    let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
    let name = file.name();
    let (Ok(reader), Ok(beginning)) = (FileReader::new(), file.slice_with_f64_and_f64(0.0, longest as f64)) else {
        return;
    };
    let source = reader.clone();
    // Also when it cannot be read: nothing is then in it, and whoever opened it is told so.
    EventListener::once(reader.unchecked_ref(), "loadend", move |_| {
        let text = source.result().ok().and_then(|text| text.as_string()).unwrap_or_default();
        read(FileText { name, text });
    })
    .forget();
    // It fails only while the same reader is at work.
    let _ = reader.read_as_text(&beginning);
    field.set_value("");
}

/// The address of a text file, for a link that saves it.
#[must_use]
pub fn file_address(text: &str) -> String {
    format!("data:text/plain;charset=utf-8,{}", String::from(js_sys::encode_uri_component(text)))
}
