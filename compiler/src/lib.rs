//! What the page reads texts of outages with, as a WebAssembly module of its own: it is loaded when somebody opens one, so
//! that a first visit does not pay for it. `static/compile.js` calls it.

use wasm_bindgen::prelude::wasm_bindgen;

/// What became of a text.
#[wasm_bindgen]
pub struct Compiled(Result<Vec<u8>, Vec<String>>);

#[wasm_bindgen]
impl Compiled {
    /// Compiles a text with the kinds of the library.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(text: &str) -> Self {
        let compiled = outage_compile::compile(text);
        Self(match compiled {
            Ok(plan) => Ok(plan.write()),
            Err(problems) => Err(problems.0.iter().map(ToString::to_string).collect()),
        })
    }

    /// The compact form of its plan; nothing when something is wrong with it.
    #[must_use]
    pub fn plan(&self) -> Option<Vec<u8>> {
        self.0.clone().ok()
    }

    /// Everything that is wrong with it: line, place, what, a hint, and below that the line of the text.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        self.0.clone().err().unwrap_or_default()
    }
}
