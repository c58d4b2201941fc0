//! The two places where a text becomes more than text: the markup of a chart, and the address of a script. The page's
//! policy refuses both (Trusted Types) unless `static/start.js` has let them pass.

use gloo::utils::window;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use yew::NodeRef;

/// What `static/start.js` puts into the window.
const ENTRY: &str = "outageTrust";

/// What a text becomes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Trust {
    /// Markup that the app itself has written.
    Markup,
    /// The address of a script beside the page.
    Script,
}

/// Shows a drawing of the app's own, as SVG markup, in place of what an element holds.
pub fn set_drawing(node: &NodeRef, svg: &str) {
    if let Some(element) = node.get() {
        set(&element, "innerHTML", Trust::Markup, svg);
    }
}

/// Sets a property of an element that the policy guards. What is refused stays as it was; browsers report it.
pub(super) fn set(element: &JsValue, property: &str, trust: Trust, text: &str) {
    if let Ok(trusted) = trusted(trust, text) {
        let _ = Reflect::set(element, &property.into(), &trusted);
    }
}

/// A text that the policy guards.
pub(super) fn trusted(trust: Trust, text: &str) -> Result<JsValue, JsValue> {
    let maker = match trust {
        Trust::Markup => "createHTML",
        Trust::Script => "createScriptURL",
    };
    let policy = Reflect::get(&window(), &ENTRY.into())?;
    let make: Function = Reflect::get(&policy, &maker.into())?.dyn_into()?;
    make.call1(&policy, &text.into())
}
