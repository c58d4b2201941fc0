//! What could not be done, with the place and the remedy.

use super::desk::Desk;
use super::icons;
use crate::state::{Action, State};
use yew::{Callback, Html, html};

/// The notices, newest last. Each stays until it is dismissed.
pub(super) fn notices(model: &State, desk: &Desk) -> Html {
    let notice = |(index, notice): (usize, &crate::state::Notice)| {
        let act = desk.act.clone();
        let onclick = Callback::from(move |_| act.emit(Action::Dismiss(index)));
        html! {
            <li key={format!("{}{}", notice.place, notice.text)} class="notice">
                <span><b>{ &notice.place }</b>{ " " }{ &notice.text }</span>
                <button type="button" class="quiet" aria-label="Dismiss" {onclick}>{ icons::close() }</button>
            </li>
        }
    };
    html! {
        <ul class="notices" role="list" aria-live="polite" aria-label="Notices">
            { for model.notices.iter().enumerate().map(notice) }
        </ul>
    }
}
