//! The help sheet: what the marks mean, and the keys.

use super::desk::use_desk;
use super::icons;
use super::keys::KEYS;
use crate::browser::use_dialog;
use crate::state::{Action, Sheet};
use yew::{Callback, Html, Properties, component, html, use_callback};

/// Properties of [`Help`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// Whether the sheet is open.
    pub(super) open: bool,
}

/// The help sheet.
#[component]
pub(super) fn Help(props: &Props) -> Html {
    let desk = use_desk();
    // Closing is told twice, by the button and by the dialog; only the first toggles.
    let open = props.open;
    let close = use_callback((open, desk.act.clone()), |(), (open, act)| {
        if *open {
            act.emit(Action::Toggle(Sheet::Help));
        }
    });
    let node = use_dialog(open, close.clone());
    let row = |(keys, what): &(&[&'static str], &'static str)| {
        html! {
            <tr key={*what}>
                <th scope="row">{ for keys.iter().map(|key| html! { <kbd key={*key}>{ *key }</kbd> }) }</th>
                <td>{ *what }</td>
            </tr>
        }
    };
    let onclick = Callback::from(move |_| close.emit(()));
    html! {
        <dialog ref={node} class="sheet" aria-labelledby="help-title">
            <div class="sheet-body">
                <div class="sheet-head">
                    <h2 id="help-title">{ "Keys and marks" }</h2>
                    <button type="button" class="quiet" aria-label="Close" {onclick}>{ icons::close() }</button>
                </div>
                <table class="keys"><tbody>{ for KEYS.iter().map(row) }</tbody></table>
                <h3>{ "On the picture" }</h3>
                <ul class="plain">
                    <li>{ "A dot is a request, a cross a failed one, a ring a request that is tried again." }</li>
                    <li>{ "The wider a line, the more traffic gets through. Dashes mean that calls fail." }</li>
                    <li>{ "The bar at the foot of a card is the share of its requests that fail." }</li>
                </ul>
                <h3>{ "On the timeline" }</h3>
                <ul class="plain">
                    <li>{ "Colour and height of a lane are the share of requests that fail. The thin band below it is the \
                           day as it happened, once your run differs." }</li>
                    <li>{ "Dashes along the foot of a lane say that work waits there, or that answers are slow." }</li>
                    <li>{ "A white diamond is a documented time that this run reproduces, a crossed one a time that it \
                           misses." }</li>
                    <li>{ "A triangle is something operators did. Drag it, or move it with the arrow keys; Delete puts it \
                           back." }</li>
                </ul>
                <h3>{ "On a slider" }</h3>
                <ul class="plain">
                    <li>{ "The hill above the track is how long an outage each value gives, all else as it is now. Where \
                           there is no hill, nothing fails." }</li>
                </ul>
            </div>
        </dialog>
    }
}
