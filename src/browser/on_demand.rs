//! Parts of the page with a script and a WebAssembly module of their own, which are loaded when somebody first needs them.

use super::trusted::{Trust, set};
use gloo::events::EventListener;
use gloo::utils::{document, window};
use js_sys::{Function, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// Such a part.
#[derive(Debug, Clone, Copy)]
pub(super) struct OnDemand {
    /// What the page calls it.
    pub(super) name: &'static str,
    /// The function that its script puts into the window.
    pub(super) entry: &'static str,
    /// Its script, where the build does not say so: in a page under development.
    pub(super) script: &'static str,
}

impl OnDemand {
    /// Hands over its function, after loading its script if need be.
    pub(super) fn load(self, ready: Box<dyn FnOnce(Result<Function, String>)>) {
        if let Some(entry) = self.function() {
            return ready(Ok(entry));
        }
        let Ok(script) = document().create_element("script") else { return };
        // An attribute of this name and value cannot be refused.
        let _ = script.set_attribute("type", "module");
        // Where it is refused, it never loads, which is told as such.
        let _ = set(&script, "src", Trust::Script, &self.address());
        let ready = Rc::new(Cell::new(Some(ready)));
        for event in ["load", "error"] {
            let (ready, node) = (Rc::clone(&ready), script.clone());
            EventListener::once(&script, event, move |_| {
                let problem = || format!("the {} could not be loaded. Reload the page to try again", self.name);
                let outcome = self.function().ok_or_else(problem);
                if outcome.is_err() {
                    // So that it does not stay in the page. Browsers may keep the failure until they load the page anew.
                    node.remove();
                }
                if let Some(ready) = ready.take() {
                    ready(outcome);
                }
            })
            .forget();
        }
        if let Some(body) = document().body() {
            // A page takes any element.
            let _ = body.append_child(&script);
        }
    }

    fn function(self) -> Option<Function> {
        Reflect::get(&window(), &JsValue::from_str(self.entry)).ok()?.dyn_into().ok()
    }

    /// Where its script is. The build (`site/`) says so in the page, with a mark of the part's files as its query.
    fn address(self) -> String {
        super::document::meta(self.name).unwrap_or_else(|| self.script.into())
    }
}
