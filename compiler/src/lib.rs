//! What the page reads texts of outages with, as a WebAssembly module of its own: it is loaded when somebody opens one or
//! asks how a component works, so that a first visit does not pay for it. `static/compile.js` calls it.

mod draft;

use outage_compile::{FUNCTIONS, for_people, is_session, session, to_look_inside};
use outage_explorer::frame::inside::{Fill, Function, Level, markup, sheet};
use wasm_bindgen::prelude::wasm_bindgen;

/// What became of a text.
#[wasm_bindgen]
pub struct Compiled {
    outcome: Result<Vec<u8>, Vec<String>>,
    sheets: Vec<String>,
}

#[wasm_bindgen]
impl Compiled {
    /// Compiles a text with the kinds of the library: to be run, or to be looked into as well. The text of a session becomes
    /// the compact form of that.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(text: &str, inside: bool) -> Self {
        if is_session(text) {
            let outcome = session(text).map(|session| session.to_bytes());
            let outcome = outcome.map_err(|problems| problems.0.iter().map(ToString::to_string).collect());
            return Self { sheets: Vec::new(), outcome };
        }
        match if inside { to_look_inside(text) } else { for_people(text) } {
            Ok(plan) => {
                let functions: Vec<Function> = FUNCTIONS.iter().map(|it| (it.name, it.about)).collect();
                let sheet = |component| {
                    let sheet = sheet(&plan, &functions, component);
                    markup(&plan, &sheet, Level(4), &|look| Fill::later(&plan, look), &|_| String::new())
                };
                let components = if inside { plan.components.len() } else { 0 };
                Self { sheets: (0..components).map(sheet).collect(), outcome: Ok(plan.write()) }
            }
            Err(problems) => {
                let problems = problems.0.iter().map(ToString::to_string).collect();
                Self { sheets: Vec::new(), outcome: Err(problems) }
            }
        }
    }

    /// The compact form of its plan; nothing when something is wrong with it.
    #[must_use]
    pub fn plan(&self) -> Option<Vec<u8>> {
        self.outcome.clone().ok()
    }

    /// Everything that is wrong with it: line, place, what, a hint, and below that the line of the text.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        self.outcome.clone().err().unwrap_or_default()
    }

    /// How each component works, as markup, if it is to be looked into.
    #[must_use]
    pub fn sheets(&self) -> Vec<String> {
        self.sheets.clone()
    }
}
