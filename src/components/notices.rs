//! What could not be done, with the place and the remedy.

use super::desk::Desk;
use super::icons;
use crate::state::{Action, Notice, State};
use yew::{Callback, Html, html};

/// A longer remedy, such as the list of what is accepted, is unfolded on demand.
const LONG: usize = 90;

/// The notices, newest last. Each stays until it is dismissed; several are one line until they are unfolded.
pub(super) fn notices(model: &State, desk: &Desk) -> Html {
    let notices = &model.notices;
    let dismiss = |from: usize, count: usize, label: &'static str| {
        let act = desk.act.clone();
        let onclick = Callback::from(move |_| (0..count).for_each(|_| act.emit(Action::Dismiss(from))));
        html! { <button type="button" class="quiet" aria-label={label} {onclick}>{ icons::close() }</button> }
    };
    let item = |(index, notice): (usize, &Notice)| {
        html! {
            <li key={format!("{}{}", notice.place, notice.text)} class="notice">
                { text(notice) }
                { dismiss(index, 1, "Dismiss") }
            </li>
        }
    };
    let list = html! { <ul role="list">{ for notices.iter().enumerate().map(item) }</ul> };
    let all = match notices.as_slice() {
        [] | [_] => list,
        several => {
            let places: Vec<&str> = several.iter().map(|notice| notice.place.as_str()).collect();
            html! {
                <div class="notice">
                    <details>
                        <summary><b>{ format!("{} things could not be done:", several.len()) }</b>{ " " }{ places.join(", ") }</summary>
                        { list }
                    </details>
                    { dismiss(0, several.len(), "Dismiss all") }
                </div>
            }
        }
    };
    html! { <div class="notices" role="region" aria-live="polite" aria-label="Notices">{ all }</div> }
}

/// What a notice says.
fn text(notice: &Notice) -> Html {
    let place = html! { <b>{ &notice.place }</b> };
    match notice.text.split_once(" (") {
        Some((what, remedy)) if remedy.len() > LONG => html! {
            <details><summary>{ place }{ " " }{ what }</summary><p>{ remedy.trim_end_matches(')') }</p></details>
        },
        _ => html! { <span>{ place }{ " " }{ &notice.text }</span> },
    }
}
