//! The sessions to choose from.

use crate::session::Place;
use crate::state::{Action, Sheet};
use outage_sim::SESSION_TITLES;
use yew::{Callback, Html, html};

/// Minutes of the longest of those sessions that are for one idea.
const LESSON: f64 = 10.0;

/// What is on the sheet.
pub(super) fn teach(act: &Callback<Action>) -> Html {
    let session = |(id, title, minutes): &'static (&str, &str, f64)| {
        let act = act.clone();
        let onclick = Callback::from(move |_| {
            act.emit(Action::Toggle(Sheet::Teach));
            act.emit(Action::OpenSession(Place::new(id, 0)));
        });
        html! {
            <li key={*id}><button type="button" class="way" {onclick}>{ *title }</button>{ " " }<span class="note">{ format!("{minutes} min") }</span></li>
        }
    };
    let write = act.reform(|_| Action::Toggle(Sheet::Editor));
    let of = |is_short: bool| SESSION_TITLES.iter().filter(move |(.., minutes)| (*minutes <= LESSON) == is_short);
    html! {
        <>
            <p>{ "A session asks before it shows: people answer, then the outage happens, and the distance is told in plain words. \
                  The hour runs from this page, or from its one file without a network. Answers stay in this browser." }</p>
            <h3>{ "For a group around one screen" }</h3>
            <ul class="plain sessions">{ for of(false).map(session) }</ul>
            <h3>{ "One idea in a few minutes" }</h3>
            <ul class="plain sessions">{ for of(true).map(session) }</ul>
            <h3>{ "Your own" }</h3>
            <p><button type="button" class="button" onclick={write}>{ "Write a session, or change one" }</button></p>
            <p class="note">{ "It is a text file, which “Open file…” opens again." }</p>
        </>
    }
}
