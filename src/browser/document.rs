//! The page itself: its title and theme, focus, scrolling, and elements that move without Yew.

use crate::embed::Event;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::{document, document_element, window};
use web_sys::{
    FocusOptions, HtmlElement, HtmlInputElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
};
use yew::NodeRef;

/// Sets the title of the page.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Sets the theme: `light` or `dark`, or nothing to follow the system.
pub fn set_theme(theme: Option<&str>) {
    let root = document_element();
    // Attributes of these names and values cannot be refused.
    let _ = match theme {
        Some(theme) => root.set_attribute("data-theme", theme),
        None => root.remove_attribute("data-theme"),
    };
}

/// Moves an element to a share of its own width to the right, without a new layout.
pub fn place(node: &NodeRef, share: f64) {
    if let Some(element) = node.cast::<HtmlElement>() {
        // A transform that the browser does not understand is ignored.
        let _ = element.style().set_property("transform", &format!("translateX({:.3}%)", share * 100.0));
    }
}

/// Sets the value of a field that Yew leaves alone.
pub fn set_value(node: &NodeRef, value: &str, spoken: &str) {
    if let Some(field) = node.cast::<HtmlInputElement>() {
        field.set_value(value);
        // The attribute cannot be refused.
        let _ = field.set_attribute("aria-valuetext", spoken);
    }
}

/// Gives the first element that a selector finds the focus, and shows it.
pub fn focus_selector(selector: &str) {
    focus(selector, false);
}

/// Gives the first element that a selector finds the focus, and leaves everything where it is.
pub fn focus_in_place(selector: &str) {
    focus(selector, true);
}

fn focus(selector: &str, in_place: bool) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(element).ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(in_place);
        let _ = element.focus_with_options(&options);
    }
}

/// Scrolls so that the first element that a selector finds can be seen.
pub fn scroll_into_view(selector: &str) {
    let Some(element) = document().query_selector(selector).ok().flatten() else { return };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    let calm =
        window().match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|list| list.matches());
    options.set_behavior(if calm { ScrollBehavior::Instant } else { ScrollBehavior::Smooth });
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls to the first element that a selector finds once what was asked for is drawn, and gives it the focus.
pub fn go_to(selector: &str) {
    let selector = selector.to_owned();
    Timeout::new(0, move || go(&selector)).forget();
}

fn go(selector: &str) {
    scroll_into_view(selector);
    // The scrolling is under way already, and may be smooth.
    focus_in_place(selector);
}

/// The same as soon as there is such an element that takes the focus: it may have to be drawn first, in some steps.
pub fn go_to_soon(selector: impl Into<String>) {
    let selector = selector.into();
    soon(30, move || {
        let has_focus = is_there(&format!(":is({selector}):focus"));
        if !has_focus {
            go_to(&selector);
        }
        has_focus
    });
}

/// Scrolls so that the first element that a selector finds can be seen, as soon as there is one.
pub fn show_soon(selector: String) {
    soon(30, move || {
        scroll_into_view(&selector);
        is_there(&selector)
    });
}

/// Whether a selector finds something.
#[must_use]
pub fn is_there(selector: &str) -> bool {
    document().query_selector(selector).ok().flatten().is_some()
}

/// Tries something before so many frames at most, until it succeeds.
pub(super) fn soon(frames: u32, attempt: impl Fn() -> bool + 'static) {
    let wait = Timeout::new(16, move || {
        if !attempt() && frames > 0 {
            soon(frames - 1, attempt);
        }
    });
    wait.forget();
}

/// The element that the app goes into; `None` when the page has none, and the app then takes the whole page.
#[must_use]
pub fn app_root() -> Option<web_sys::Element> {
    document().get_element_by_id("app")
}

/// Hides the app and says why, in the place that the page keeps for that.
pub fn show_failure(reason: &str) {
    let by_id = |id| document().get_element_by_id(id);
    let (Some(fallback), Some(place)) = (by_id("fallback"), by_id("fallback-reason")) else { return };
    place.set_text_content(Some(reason));
    super::messages::tell(&Event::Error { code: "start", text: reason.into() }.fields(None, ""));
    // Attributes of these names and values cannot be refused.
    let _ = fallback.remove_attribute("hidden");
    if let Some(app) = app_root() {
        let _ = app.set_attribute("hidden", "");
    }
}

/// Prints the page as it is now; some browsers go on while their dialog is open, so the end is told.
pub fn print(done: impl FnOnce() + 'static) {
    EventListener::once(&window(), "afterprint", move |_| done()).forget();
    // A frame that may not print prints nothing.
    let _ = window().print();
}

/// Which of the project's pages this is: the `data-room` of its root element; `None` for the page itself.
#[must_use]
pub fn room() -> Option<String> {
    document_element().get_attribute("data-room")
}

/// The height that an element would have if nothing limited it, in CSS pixels.
#[must_use]
pub fn full_height(node: &NodeRef) -> f64 {
    let Some(element) = node.cast::<HtmlElement>() else { return 0.0 };
    // Nothing of it is painted: the limit is back before the next frame.
    let _ = element.style().set_property("max-height", "none");
    let height = element.get_bounding_client_rect().height();
    let _ = element.style().remove_property("max-height");
    height
}

/// What the build, or an export, wrote into the page under a name.
pub(super) fn meta(name: &str) -> Option<String> {
    let meta = document().query_selector(&format!("meta[name=\"outage-explorer-{name}\"]")).ok().flatten();
    meta?.get_attribute("content")
}

/// The script of articles that keep to this version, from the folder of the page, and its checksum; `None` for a page under
/// development and for a file on its own.
#[must_use]
pub fn pin() -> Option<(String, String)> {
    let sum = document().query_selector("meta[name=outage-explorer-pin]").ok()??.get_attribute("data-integrity")?;
    Some((meta("pin")?, sum))
}

/// The address of the folder that the page is in, with its slash; see [`super::link_to`] for files on a disk.
#[must_use]
pub fn base() -> String {
    let href = super::link::href();
    let page = href.split(['#', '?']).next().unwrap_or_default();
    page[..page.rfind('/').map_or(0, |slash| slash + 1)].to_owned()
}
