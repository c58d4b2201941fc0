//! What somebody begins with: the session that is open, one that is built in, their last draft, or nothing.

use crate::browser;
use crate::components::desk::use_desk;
use crate::components::same::Same;
use crate::session::{Draft, EMPTY};
use crate::state::{Action, Notice, State};
use outage_sim::SESSION_TITLES;
use outage_sim::session::all_from_bytes;
use yew::{Callback, Html, Properties, component, html};

/// Properties of [`Start`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// What was written so far.
    pub(super) draft: Same<Draft>,
    /// Goes on with that.
    pub(super) back: Callback<()>,
    /// Begins with a text.
    pub(super) chosen: Callback<String>,
}

/// The beginnings to choose from.
#[component]
pub(super) fn Start(props: &Props) -> Html {
    let desk = use_desk();
    let Props { model, draft, back, chosen } = props;
    let begin = {
        let (act, chosen) = (desk.act.clone(), chosen.clone());
        Callback::from(move |id: String| {
            let (act, chosen) = (act.clone(), chosen.clone());
            browser::fetch_sessions(move |bytes| {
                let all = bytes.map(|bytes| all_from_bytes(&bytes)).unwrap_or_default();
                let lost = Notice::new("Session", "It could not be fetched. Try again when you are online.");
                let Some(session) = all.into_iter().find(|session| session.id == id) else {
                    return act.emit(Action::Notify(lost));
                };
                browser::written(&session, move |text| match text {
                    Ok(text) => chosen.emit(text),
                    Err(problem) => act.emit(Action::Notify(Notice::new("Session", problem))),
                });
            });
        })
    };
    let button = |label: String, class: &'static str, of: Callback<()>| {
        let onclick = of.reform(|_| ());
        html! { <li><button type="button" {class} {onclick}>{ label }</button></li> }
    };
    let text = |text: String| {
        let chosen = chosen.clone();
        Callback::from(move |()| chosen.emit(text.clone()))
    };
    let of = |id: String| {
        let begin = begin.clone();
        Callback::from(move |()| begin.emit(id.clone()))
    };
    let open = model.session.as_ref().map(|place| match &place.own {
        Some(own) => ("Change the session that is open".to_owned(), text(own.text.clone())),
        None => {
            let title =
                SESSION_TITLES.iter().find(|(id, ..)| **id == *place.id).map_or(&*place.id, |(_, title, _)| title);
            (format!("Change “{title}”, which is open"), of(place.id.to_string()))
        }
    });
    let before = browser::kept_draft(true);
    let name = |text: &str| {
        let title = text.lines().find_map(|line| line.strip_prefix("title = "));
        title.map_or_else(|| "without a title".to_owned(), |title| format!("“{}”", title.trim_matches(['"', '\''])))
    };
    html! {
        <div class="editor-start">
            <p>{ "A session is a text with steps. Here you write it in fields, or in the text itself, and take it away as a link or as one file. \
                  What you begin with stays as it is." }</p>
            <ul class="plain sessions">
                if let Some((label, of)) = open { { button(label, "primary", of) } }
                if !draft.text.is_empty() { { button(format!("Go on with your draft, {}", name(&draft.text)), "button", back.clone()) } }
                if !before.is_empty() && before != draft.text { { button(format!("Take up the draft before that, {}", name(&before)), "button", text(before.clone())) } }
                { button("Begin with nothing".into(), "button", text(EMPTY.to_owned())) }
            </ul>
            <h3>{ "Or begin with one of these" }</h3>
            <ul class="plain sessions">
                { for SESSION_TITLES.iter().map(|(id, title, minutes)| {
                    let onclick = of((*id).to_owned()).reform(|_| ());
                    html! { <li key={*id}><button type="button" class="way" {onclick}>{ *title }</button>{ " " }<span class="note">{ format!("{minutes} min") }</span></li> }
                }) }
            </ul>
        </div>
    }
}
