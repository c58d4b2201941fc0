//! The two places where a text becomes more than text: the markup of a chart, and the address of a script. The page's
//! policy refuses both (Trusted Types) unless `static/start.js` has let them pass.

use gloo::utils::window;
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node};
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

/// Shows a drawing of the app's own, as SVG markup, in place of what an element holds. What is the same in the drawing before
/// stays in the page: lines move often, texts seldom, and texts cost most to lay out.
pub fn set_drawing(node: &NodeRef, svg: &str) {
    let Some(element) = node.get() else { return };
    let Ok(fresh) = element.clone_node() else { return };
    if set(&fresh, "innerHTML", Trust::Markup, svg) {
        become_like(&element, &fresh);
    }
}

/// Gives a node what another one has, with as few changes as come from going through both side by side.
fn become_like(shown: &Node, next: &Node) {
    if shown.is_equal_node(Some(next)) {
        return;
    }
    if let (Some(shown), Some(next)) = (shown.dyn_ref::<Element>(), next.dyn_ref::<Element>()) {
        let names = |element: &Element| {
            let list = element.get_attribute_names();
            list.iter().filter_map(|name| name.as_string()).collect::<Vec<String>>()
        };
        names(shown).into_iter().filter(|name| !next.has_attribute(name)).for_each(|name| {
            // It has one of that name.
            let _ = shown.remove_attribute(&name);
        });
        for name in names(next) {
            let value = next.get_attribute(&name).unwrap_or_default();
            if shown.get_attribute(&name).as_deref() != Some(&*value) {
                // The name comes from an element that has it.
                let _ = shown.set_attribute(&name, &value);
            }
        }
    }
    let children = |node: &Node| {
        let list = node.child_nodes();
        (0..list.length()).filter_map(|index| list.item(index)).collect::<Vec<Node>>()
    };
    let (before, after) = (children(shown), children(next));
    // Both lists are of children that are there.
    for (index, next) in after.iter().enumerate() {
        let _ = match before.get(index) {
            Some(child) if is_alike(child, next) => {
                become_like(child, next);
                continue;
            }
            Some(child) => shown.replace_child(next, child),
            None => shown.append_child(next),
        };
    }
    for child in before.iter().skip(after.len()) {
        let _ = shown.remove_child(child);
    }
}

/// Whether two nodes differ in nothing but what attributes say and what is inside.
fn is_alike(shown: &Node, next: &Node) -> bool {
    let kind = |node: &Node| {
        let element = node.dyn_ref::<Element>()?;
        Some((element.tag_name(), element.get_attribute("class"), element.get_attribute_names().length()))
    };
    kind(next).is_some_and(|next| kind(shown) == Some(next))
}

/// Sets a property of an element that the policy guards. What is refused stays as it was; browsers report it. Answers whether
/// it was let pass.
pub(super) fn set(element: &JsValue, property: &str, trust: Trust, text: &str) -> bool {
    trusted(trust, text).and_then(|trusted| Reflect::set(element, &property.into(), &trusted)).unwrap_or(false)
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
