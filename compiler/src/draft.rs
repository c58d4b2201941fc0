//! Sessions that somebody writes in the page.

use outage_compile::{Change, Edited, edit, session_draft};
use outage_plan::session::{Session, all_to_bytes};
use wasm_bindgen::prelude::wasm_bindgen;

/// The text of a session after a change, and what there is in it.
#[wasm_bindgen]
pub struct Draft {
    edited: Edited,
    session: Option<Vec<u8>>,
    problems: Vec<String>,
    refused: String,
}

#[wasm_bindgen]
impl Draft {
    /// Changes a text at a place: `how` is one of `text`, `whole`, `flag`, `drop`, `take`, `put` and `move`; anything else only
    /// reads it.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(text: &str, place: &str, how: &str, value: &str) -> Self {
        let change = match how {
            "text" => Some(Change::Text(value)),
            "whole" => Some(Change::Whole(value)),
            "flag" => Some(Change::Flag(!value.is_empty())),
            "drop" => Some(Change::Drop),
            "take" => Some(Change::Take),
            "put" => Some(Change::Put(value)),
            "move" => value.parse().ok().map(Change::Move),
            _ => None,
        };
        let outcome = change.map(|change| edit(text, place, change)).transpose();
        let refused = outcome.as_ref().err().cloned().unwrap_or_default();
        let edited = outcome.ok().flatten().unwrap_or_else(|| Edited { text: text.to_owned(), taken: String::new() });
        let (session, problems) = session_draft(&edited.text);
        Self {
            session: session.map(|session| all_to_bytes(&[session])),
            problems: problems.0.iter().map(ToString::to_string).collect(),
            edited,
            refused,
        }
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> String {
        self.edited.text.clone()
    }

    /// What was taken out of it.
    #[must_use]
    pub fn taken(&self) -> String {
        self.edited.taken.clone()
    }

    /// What there is in it, as far as it can be read: a list of one session in its compact form.
    #[must_use]
    pub fn session(&self) -> Option<Vec<u8>> {
        self.session.clone()
    }

    /// Everything that is wrong with it.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        self.problems.clone()
    }

    /// Why it was not changed; empty when it was.
    #[must_use]
    pub fn refused(&self) -> String {
        self.refused.clone()
    }
    /// The text of a session in its compact form; nothing when the bytes are not those of one.
    #[must_use]
    pub fn written(bytes: &[u8]) -> Option<String> {
        Session::from_bytes(bytes).map(|session| outage_compile::session_text(&session))
    }
}
