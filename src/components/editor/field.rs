//! A field of the form: it shows what is in the text, and what is typed while it has the focus.

use crate::browser;
use yew::{AttrValue, Callback, FocusEvent, Html, InputEvent, Properties, component, html, use_state_eq};

/// Properties of [`Field`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What it is called.
    pub(super) label: AttrValue,
    /// What is in the text.
    pub(super) value: String,
    /// Something was typed.
    pub(super) typed: Callback<String>,
    /// Lines; one is a field, more are an area.
    #[prop_or(1)]
    pub(super) lines: usize,
    /// What is to be said about it.
    #[prop_or_default]
    pub(super) note: String,
    /// The name of the list of what may stand there.
    #[prop_or_default]
    pub(super) list: Option<String>,
    /// Whether digits are typed.
    #[prop_or_default]
    pub(super) is_number: bool,
}

/// A field with its name.
#[component]
pub(super) fn Field(props: &Props) -> Html {
    // The text comes back a moment later than it was typed, and never before the next letter.
    let draft = use_state_eq(|| None::<String>);
    let Props { label, value, typed, lines, note, list, is_number } = props;
    let shown = (*draft).clone().unwrap_or_else(|| value.clone());
    let oninput = {
        let (draft, typed) = (draft.setter(), typed.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(text) = browser::typed(&event).or_else(|| browser::typed_lines(&event)) {
                draft.set(Some(text.clone()));
                typed.emit(text);
            }
        })
    };
    let onblur = Callback::from(move |_: FocusEvent| draft.set(None));
    let mode = is_number.then_some("numeric");
    // What is said about it describes it, and is no part of its name.
    let about = (!note.is_empty()).then(|| note.clone());
    html! {
        <label class={if *is_number { "editor-field number" } else { "editor-field" }}>
            <span>{ label }</span>
            if *lines > 1 {
                <textarea rows={lines.to_string()} aria-label={label.clone()} aria-description={about} value={shown} {oninput} {onblur} />
            } else {
                <input type="text" aria-label={label.clone()} aria-description={about} inputmode={mode} list={list.clone()} value={shown} {oninput} {onblur} />
            }
            if !note.is_empty() { <small class="note">{ note }</small> }
        </label>
    }
}
