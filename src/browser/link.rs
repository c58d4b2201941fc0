//! The link in the address bar: everything after `#`.

use super::{Soon, Subscription};
use gloo::events::EventListener;
use gloo::utils::window;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HashChangeEvent;

/// The fragment of the page's address, with its `#`; empty when there is none.
#[must_use]
pub fn read_link() -> String {
    window().location().hash().unwrap_or_default()
}

/// Writes the fragment, in a new entry of the history or in the one that is shown.
///
/// # Errors
/// When the browser refuses: too many writes in a short time, or a sandboxed frame.
pub fn write_link(fragment: &str, entry: bool) -> Result<(), &'static str> {
    let refused = |_| "the browser did not let the page change its address";
    let history = window().history().map_err(refused)?;
    if entry {
        history.push_state_with_url(&JsValue::NULL, "", Some(fragment)).map_err(refused)
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(fragment)).map_err(refused)
    }
}

/// The full address of the page with a fragment; of a file on a disk, that of the page it was made from, if it knows it.
#[must_use]
pub fn link_to(fragment: &str) -> String {
    let href = href();
    let page = href.split('#').next().unwrap_or_default();
    format!("{page}{fragment}")
}

/// Calls a function with the fragment that somebody gave the address bar, or went back to: of several before the next frame,
/// with the last. `left` is called at once: from then on the address is not that of what is shown.
#[must_use]
pub fn on_link(left: impl Fn() + 'static, changed: impl Fn(String) + 'static) -> Subscription {
    let newest = Rc::new(RefCell::new(None));
    let taken = Rc::clone(&newest);
    let soon = Soon::new(move || {
        if let Some(link) = taken.take() {
            changed(link);
        }
    });
    Subscription::listener(EventListener::new(&window(), "hashchange", move |event| {
        left();
        // Not what stands there now: the page may have written its own since.
        let address = event.dyn_ref::<HashChangeEvent>().map(HashChangeEvent::new_url).unwrap_or_default();
        newest.replace(Some(address.find('#').map(|at| address[at..].to_owned()).unwrap_or_default()));
        soon.ask();
    }))
}

/// Whether this page itself can be opened by others: it is not a file on somebody's disk.
#[must_use]
pub fn is_on_the_web() -> bool {
    window().location().protocol().is_ok_and(|protocol| protocol.starts_with("http"))
}

/// The address of the page on the web that this file was made from, if this is one and knows it.
#[must_use]
pub fn home() -> Option<String> {
    let home = super::document::meta("home").filter(|home| home.starts_with("http"));
    home.filter(|_| !is_on_the_web())
}

/// Whether there is a page to read for each outage beside the page that [`link_to`] leads to: not beside a single file that
/// somebody put onto a host.
#[must_use]
pub fn has_pages() -> bool {
    home().is_some() || is_on_the_web() && super::document::meta("home").is_none()
}

/// The address that others can open, as far as there is one.
pub(super) fn href() -> String {
    home().unwrap_or_else(|| window().location().href().unwrap_or_default())
}
