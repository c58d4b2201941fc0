//! The sheet on which somebody writes a session, or changes one: its text is all there is, and everything here is read from it.

mod ask;
mod field;
mod form;
mod gives;
mod items;
mod list;
mod start;
mod tasks;
mod writing;
mod wrong;

use super::same::Same;
use crate::browser;
use crate::session::Change;
use crate::state::State;
use form::{OfSession, OfStep};
use gives::Gives;
use list::List;
use start::Start;
use writing::use_writing;
use wrong::Wrong;
use yew::{Callback, Html, InputEvent, Properties, component, html, use_effect_with, use_state_eq};

/// Properties of [`Editor`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
}

/// The sheet of the editor.
#[component]
pub(super) fn Editor(props: &Props) -> Html {
    let model = &props.model;
    let writing = use_writing();
    // The open step; before the first stands what is said of the whole session.
    let open = use_state_eq(|| None::<usize>);
    let as_text = use_state_eq(|| false);
    // Whether another beginning is being chosen.
    let begins = use_state_eq(|| false);
    {
        let own =
            model.session.as_ref().map(|place| place.own.as_ref().is_some_and(|own| own.text == writing.draft.text));
        let (open, step) = (open.clone(), model.session.as_ref().map(|place| place.step));
        // Whoever comes back from trying it goes on where they were.
        use_effect_with((), move |()| {
            if own == Some(true) {
                open.set(step);
            }
        });
    }
    let chosen = {
        let (begins, open, as_text, writing) = (begins.clone(), open.clone(), as_text.clone(), writing.clone());
        Callback::from(move |text: String| {
            writing.begin(text);
            open.set(Some(0));
            as_text.set(false);
            begins.set(false);
            browser::go_to_soon(".editor-row.open .editor-open");
        })
    };
    // A session that is open and is not the one that is being written is what somebody wants to change.
    let asked = use_state_eq(|| {
        let text = &writing.draft.text;
        let is_other = |place: &crate::session::Place| match &place.own {
            Some(own) => own.text != *text,
            None => !text.contains(&format!("\"{}\"", place.id)),
        };
        text.is_empty() || model.session.as_ref().is_some_and(is_other)
    });
    if writing.draft.text.is_empty() || *begins || *asked {
        let back = {
            let (begins, asked) = (begins.clone(), asked.clone());
            Callback::from(move |()| {
                begins.set(false);
                asked.set(false);
            })
        };
        let chosen = {
            let asked = asked.clone();
            Callback::from(move |text| {
                asked.set(false);
                chosen.emit(text);
            })
        };
        return html! { <Start model={model.clone()} draft={Same::of(&writing.draft)} {back} {chosen} /> };
    }
    let session = writing.session.clone();
    let (readable, unread) = (writing.draft.session.is_some(), writing.draft.is_unread());
    let index = (*open).filter(|index| *index < session.steps.len());
    let typed = {
        let writing = writing.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(text) = browser::typed_lines(&event) {
                writing.set_text(text);
            }
        })
    };
    let way = |label: &'static str, text: bool| {
        let (on, as_text) = (*as_text == text, as_text.clone());
        let onclick = Callback::from(move |_| as_text.set(text));
        html! { <button type="button" aria-pressed={if on { "true" } else { "false" }} {onclick}>{ label }</button> }
    };
    let undo = {
        let writing = writing.clone();
        Callback::from(move |_| writing.undo())
    };
    let anew = Callback::from(move |_| begins.set(true));
    let show_line = {
        let as_text = as_text.clone();
        Callback::from(move |line: usize| {
            as_text.set(true);
            browser::select_line_soon(".editor-text", line);
        })
    };
    let wrong = html! { <Wrong draft={Same::of(&writing.draft)} session={Same::of(&session)} {show_line} /> };
    html! {
        <div class="editor">
            <div class="editor-tools">
                <div class="pair" role="group" aria-label="What to write in">{ way("Steps", false) }{ way("Text", true) }</div>
                <button type="button" class="button" disabled={!writing.can_undo} onclick={undo}>{ "Undo" }</button>
                <button type="button" class="button" onclick={anew}>{ "Begin with another…" }</button>
            </div>
            if !writing.is_lasting {
                <p class="note" role="status">{ "This browser keeps nothing for this page, or has no room left. Save what you write as a file." }</p>
            }
            if !writing.draft.refused.is_empty() {
                <p class="note" role="alert">
                    if unread { { format!("It cannot be read: {}.", writing.draft.refused) } } else { { &writing.draft.refused } }
                </p>
            }
            if *as_text || !readable {
                if *as_text {
                    <textarea class="editor-text" rows="22" spellcheck="false" aria-label="The text of the session" value={writing.text()} oninput={typed} />
                } else if unread {
                    <p role="status">{ "The steps are here once the text can be read. It is kept, and it can be written in and saved as a text." }</p>
                } else {
                    <p role="status">{ "The text cannot be read as it is now. The steps are here again once it can; what is wrong stands below." }</p>
                }
                { wrong }
            } else {
                <div class="editor-columns">
                    <div class="editor-side">
                        <List session={Same::of(&session)} open={index} writing={writing.clone()} model={model.clone()}
                            choose={let open = open.clone(); Callback::from(move |index| open.set(index))} />
                        { wrong }
                    </div>
                    if let Some(index) = index {
                        <OfStep key={index} session={Same::of(&session)} {index} writing={writing.clone()} model={model.clone()} />
                    } else {
                        <OfSession session={Same::of(&session)} writing={writing.clone()} />
                    }
                </div>
            }
            <Gives draft={Same::of(&writing.draft)} session={Same::of(&session)} step={index} />
        </div>
    }
}

/// A change of a text that may be left out: nothing in it takes its key away.
fn optional(place: String, text: &str) -> Change {
    Change::new(place, if text.trim().is_empty() { "drop" } else { "text" }, text)
}
