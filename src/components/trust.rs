//! How far the outage can be trusted: what an audit found. The build writes that as markup, which comes when somebody asks.

use super::same::Same;
use crate::browser;
use crate::state::State;
use crate::words;
use outage_sim::OUTAGES;
use std::cell::Cell;
use std::rc::Rc;
use yew::{Html, Properties, component, html, use_effect_with, use_node_ref, use_state_eq};

/// Properties of [`Trust`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
}

/// The content of the sheet.
#[component]
pub(super) fn Trust(props: &Props) -> Html {
    let body = use_node_ref();
    let said = use_state_eq(|| "");
    let outage = props.model.document.built_in().filter(|_| props.model.is_audited());
    {
        let (body, said) = (body.clone(), said.setter());
        use_effect_with(outage, move |outage| {
            let is_current = Rc::new(Cell::new(true));
            let note = |text: &str| format!("<p>{}</p>", words::escaped(text));
            if let Some(outage) = *outage {
                browser::set_drawing(&body, &note("Reading the audit…"));
                said.set("Reading the audit…");
                let is_current = Rc::clone(&is_current);
                browser::text_of_page(&format!("trust/{}.html", OUTAGES[outage].0), move |found| {
                    let problem = |problem| note(&format!("The audit cannot be shown: {problem}."));
                    // By now another outage may be open.
                    if is_current.get() {
                        said.set(if found.is_ok() { "The audit is here." } else { "The audit cannot be shown." });
                        browser::set_drawing(&body, &found.unwrap_or_else(problem));
                    }
                });
            } else {
                let none =
                    "Nobody has audited this outage. The command “outage audit” says how far its file can be trusted.";
                browser::set_drawing(&body, &note(none));
            }
            move || is_current.set(false)
        });
    }
    html! { <><p class="unseen" role="status">{ *said }</p><div ref={body}></div></> }
}
