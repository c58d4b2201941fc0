//! What the editor gives: the session to try, its link, its file.

use crate::browser::{self, file_address};
use crate::components::copy::Copy;
use crate::components::desk::use_desk;
use crate::components::same::Same;
use crate::session::{Draft, Place, link_to};
use crate::state::{Action, Sheet};
use outage_sim::session::Session;
use yew::{Callback, Html, Properties, component, html, use_memo};

/// Properties of [`Gives`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The text with what there is in it.
    pub(super) draft: Same<Draft>,
    /// What there is in it.
    pub(super) session: Same<Session>,
    /// The open step.
    pub(super) step: Option<usize>,
}

/// A link of more characters may be cut by programs that it passes through.
const LONG: usize = 2_000;

/// The ways to take the session away.
#[component]
pub(super) fn Gives(props: &Props) -> Html {
    let desk = use_desk();
    let Props { draft, session, step } = props;
    let is_whole = draft.problems.is_empty() && !session.steps.is_empty();
    let link = use_memo((draft.text.clone(), is_whole), |(text, is_whole)| {
        is_whole.then(|| link_to(session, text)).flatten().map(|link| browser::link_to(&link)).unwrap_or_default()
    });
    let attempt = |label: &'static str, class: &'static str, step: usize| {
        let (act, draft, session) = (desk.act.clone(), draft.clone(), session.clone());
        let onclick = Callback::from(move |_| {
            act.emit(Action::Toggle(Sheet::Editor));
            act.emit(Action::OpenSession(Place::own(&draft.text, session.to_bytes(), step)));
        });
        html! { <button type="button" {class} disabled={!is_whole} {onclick}>{ label }</button> }
    };
    let name = if session.id.is_empty() { "session" } else { session.id.as_str() };
    html! {
        <div class="editor-gives">
            { attempt("Try it", "primary", 0) }
            if let Some(step) = step.filter(|step| *step > 0) { { attempt("Try this step", "button", step) } }
            if !link.is_empty() { <Copy label="Copy link" text={(*link).clone()} sheet="Session" class="button" /> }
            <a class="button" download={format!("{name}.toml")} href={file_address(&draft.text)}>{ "Save as a file" }</a>
            <p class="note">
                if !is_whole { { "Once nothing is wrong with it, it can be tried, and has a link. " } }
                else if link.is_empty() { { "It has no link: the text is too long for one, or the part of the page that packs texts could not be loaded. Send the file. " } }
                else if link.len() > LONG { { format!("The link holds the whole text: {} characters. Some programs cut links of this length; a file is never cut. ", crate::words::thousands(link.len() as f64)) } }
                { "What you write stays in this browser." }
            </p>
        </div>
    }
}
