//! A heading that opens and closes what is below it.

use super::desk::Desk;
use crate::state::{Action, Fold, Tried};
use yew::{Callback, Html, html};

/// The heading of a fold, with how much is in it, and how much of that is changed.
pub(super) fn fold(desk: &Desk, tried: &Tried, fold: Fold, label: &str, count: usize, changed: usize) -> Html {
    let open = tried.is_open(fold);
    let act = desk.act.clone();
    let onclick = Callback::from(move |_| act.emit(Action::SetFold(fold, !open)));
    html! {
        <h3 class="fold">
            <button type="button" class="reading-name" aria-expanded={if open { "true" } else { "false" }} {onclick}>
                { label }<span class="count num">{ count }</span>
                if changed > 0 { <span class="badge num">{ changed }<span class="unseen">{ " changed" }</span></span> }
            </button>
        </h3>
    }
}
