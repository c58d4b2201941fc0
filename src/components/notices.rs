//! What could not be done, with the place and the remedy.

use super::desk::Desk;
use super::icons;
use crate::state::{Action, Notice, State};
use yew::{Callback, Html, html};

/// A longer remedy, such as the list of what is accepted, is unfolded on demand.
const LONG: usize = 90;

/// The notices, newest last. Each stays until it is dismissed; several are one line until they are unfolded. In an article
/// one of them is a line in the figure's foot.
pub(super) fn notices(model: &State, desk: &Desk) -> Html {
    let in_article = desk.unlocked.is_some();
    let notices = model.notices.iter().enumerate().filter(|(_, notice)| !in_article || notice.place != Notice::VERSION);
    let notices: Vec<(usize, &Notice)> = notices.collect();
    let dismiss = |indices: Vec<usize>, label: &'static str| {
        let act = desk.act.clone();
        // From the last on, so that the others keep their numbers.
        let onclick = Callback::from(move |_| indices.iter().rev().for_each(|index| act.emit(Action::Dismiss(*index))));
        html! { <button type="button" class="quiet" aria-label={label} {onclick}>{ icons::close() }</button> }
    };
    let item = |&(index, notice): &(usize, &Notice)| {
        html! {
            <li key={format!("{}{}", notice.place, notice.text)} class="notice">
                { text(notice) }
                { dismiss(vec![index], "Dismiss") }
            </li>
        }
    };
    let list = html! { <ul role="list">{ for notices.iter().map(item) }</ul> };
    let all = match notices.as_slice() {
        [] | [_] => list,
        several => {
            let places: Vec<&str> = several.iter().map(|(_, notice)| notice.place.as_str()).collect();
            html! {
                <div class="notice">
                    <details>
                        <summary><b>{ format!("{} things could not be done:", several.len()) }</b>{ " " }{ places.join(", ") }</summary>
                        { list }
                    </details>
                    { dismiss(several.iter().map(|(index, _)| *index).collect(), "Dismiss all") }
                </div>
            }
        }
    };
    html! { <div class="notices" role="region" aria-live="polite" aria-label="Notices">{ all }</div> }
}

/// What a notice says, and below that the lines of a text that it is about.
fn text(notice: &Notice) -> Html {
    let place = html! { <b>{ &notice.place }</b> };
    if let Some((what, lines)) = notice.text.split_once('\n') {
        return html! { <div>{ place }{ " " }{ what }<pre class="excerpt" tabindex="0">{ lines }</pre></div> };
    }
    match notice.text.split_once(" (") {
        Some((what, remedy)) if remedy.len() > LONG => html! {
            <details><summary>{ place }{ " " }{ what }</summary><p>{ remedy.trim_end_matches(')') }</p></details>
        },
        _ => html! { <span>{ place }{ " " }{ &notice.text }</span> },
    }
}
