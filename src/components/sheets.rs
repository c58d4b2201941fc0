//! The sheets above the page, of which one is open at a time.

use super::compare::Compare;
use super::desk::use_desk;
use super::embed_dialog::Builder;
use super::export::Export;
use super::facts::FactList;
use super::help::help;
use super::icons;
use super::later::Editor;
use super::notebook::Notebook;
use super::notices::notices;
use super::same::Same;
use super::share::Share;
use super::teach::teach;
use super::trust::Trust;
use crate::browser::{self, use_dialog};
use crate::state::{Action, Sheet, State};
use yew::{Callback, Html, Properties, component, html, use_callback, use_effect_with, use_mut_ref};

/// Properties of [`Sheets`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// The sheet that is open.
    pub(super) open: Option<Sheet>,
    /// Whether the browser refuses to have its address written.
    #[prop_or_default]
    pub(super) refused: bool,
}

/// The dialog that every sheet opens in.
#[component]
pub(super) fn Sheets(props: &Props) -> Html {
    let desk = use_desk();
    let (model, open) = (&props.model, props.open);
    // Closing is told twice, by the button and by the dialog; only the first toggles.
    let close = use_callback((open, desk.act.clone()), |(), (open, act)| {
        if let Some(sheet) = open {
            act.emit(Action::Toggle(*sheet));
        }
    });
    let node = use_dialog(open, close.clone());
    let (class, title, content) = match open {
        None => ("sheet", "", Html::default()),
        Some(Sheet::Facts) => {
            let gone = close.clone();
            ("sheet wide", "Documented facts", html! { <FactList model={model.clone()} {gone} /> })
        }
        Some(Sheet::Trust) => ("sheet wide", "How far can this be trusted?", html! { <Trust model={model.clone()} /> }),
        Some(Sheet::Compare) => ("sheet wide", "Compare outages", html! { <Compare /> }),
        Some(Sheet::Teach) => ("sheet", "Teach with it", teach(&desk.act)),
        Some(Sheet::Editor) => {
            ("sheet wide editor-sheet", "Write a session", html! { <Editor model={model.clone()} /> })
        }
        Some(Sheet::Notebook) => ("sheet wide", "Notebook", html! { <Notebook model={model.clone()} /> }),
        Some(Sheet::Help) => ("sheet", "Keys and marks", help()),
        Some(Sheet::Share) => (
            "sheet share-sheet",
            "Share this moment",
            html! { <Share model={model.clone()} refused={props.refused} /> },
        ),
        Some(Sheet::Embed) => {
            ("sheet wide embed-sheet", "Put this into an article", html! { <Builder model={model.clone()} /> })
        }
        Some(Sheet::Export) => ("sheet", "Export this moment", html! { <Export model={model.clone()} /> }),
    };
    let onclick = Callback::from(move |_| close.emit(()));
    // One sheet that takes the place of another takes the focus that was in it.
    let last = use_mut_ref(|| None);
    use_effect_with(open, move |open| {
        if last.replace(*open).is_some() && open.is_some() {
            browser::focus_selector("#sheet-title");
        }
    });
    html! {
        <dialog ref={node} {class} aria-labelledby="sheet-title">
            <div class="sheet-body">
                <div class="sheet-head">
                    <h2 id="sheet-title" tabindex="-1">{ title }</h2>
                    <button type="button" class="quiet" aria-label="Close" {onclick}>{ icons::close() }</button>
                </div>
                // What is behind an open sheet can neither be reached nor heard.
                <div class="sheet-told">
                    if open.is_some() {
                        { notices(model, &desk) }
                        <p class="unseen" role="status">{ &model.announcement }</p>
                    }
                </div>
                <div class="sheet-content">{ content }</div>
            </div>
        </dialog>
    }
}
