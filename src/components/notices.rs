//! What could not be done, with the place and the remedy.

use super::desk::use_desk;
use super::icons;
use super::same::Same;
use crate::state::{Action, State};
use yew::{Callback, Html, Properties, component, html};

/// Properties of [`Notices`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
}

/// The notices, newest last. Each stays until it is dismissed.
#[component]
pub(super) fn Notices(props: &Props) -> Html {
    let desk = use_desk();
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
            { for props.model.notices.iter().enumerate().map(notice) }
        </ul>
    }
}
