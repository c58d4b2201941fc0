//! A button that copies a text.

use super::desk::use_desk;
use crate::browser::{self, After, after};
use crate::state::{Action, Notice};
use yew::{Callback, Html, NodeRef, Properties, component, html, use_mut_ref, use_state_eq};

/// Properties of [`Copy`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What the button says.
    pub(super) label: &'static str,
    /// The text.
    #[prop_or_default]
    pub(super) text: String,
    /// What it copies the text of instead.
    #[prop_or_default]
    pub(super) of: Option<NodeRef>,
    /// The sheet that it is on.
    pub(super) sheet: &'static str,
    /// How the button looks.
    pub(super) class: &'static str,
}

/// Copies a text, and says so for a while.
#[component]
pub(super) fn Copy(props: &Props) -> Html {
    let desk = use_desk();
    let copied = use_state_eq(|| false);
    let back = use_mut_ref(|| None::<After>);
    let onclick = {
        let (act, copied, sheet, text) = (desk.act.clone(), copied.setter(), props.sheet, props.text.clone());
        let of = props.of.clone();
        Callback::from(move |_| {
            let (act, copied, back) = (act.clone(), copied.clone(), back.clone());
            let text = of.as_ref().map_or_else(|| text.clone(), browser::text_of);
            browser::copy(&text, move |done| {
                if done {
                    copied.set(true);
                    let copied = copied.clone();
                    back.replace(Some(after(2500, move || copied.set(false))));
                    act.emit(Action::Announce("Copied.".into()));
                } else {
                    let text = "The browser did not let the page copy it. Select the text in the field and copy it.";
                    act.emit(Action::Notify(Notice::new(sheet, text)));
                }
            });
        })
    };
    let label = if *copied { "Copied" } else { props.label };
    html! { <button type="button" class={props.class} {onclick}>{ label }</button> }
}
