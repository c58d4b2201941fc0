//! The help sheet: what the marks mean, and the keys.

use super::keys::KEYS;
use crate::browser;
use yew::{Html, html};

/// What is on the help sheet.
pub(super) fn help() -> Html {
    let row = |(keys, what): &(&[&'static str], &'static str)| {
        html! {
            <tr key={*what}>
                <th scope="row">{ for keys.iter().map(|key| html! { <kbd key={*key}>{ *key }</kbd> }) }</th>
                <td>{ *what }</td>
            </tr>
        }
    };
    html! {
        <>
            <table class="keys"><tbody>{ for KEYS.iter().map(row) }</tbody></table>
            // A file on its own has no pages beside it.
            if browser::pin().is_some() {
                <p><a href="./glossary/">{ "What the words mean" }</a></p>
            }
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
                       does not show." }</li>
                <li>{ "A triangle is something operators did. Drag it, or move it with the arrow keys; Delete puts it \
                       back." }</li>
            </ul>
            <h3>{ "On a slider" }</h3>
            <ul class="plain">
                <li>{ "Once you have moved a slider, or asked with “Show what each would do”, a hill above its track shows \
                       how long an outage each value gives, all else as it is now. Where it is flat, nothing fails." }</li>
                <li>{ "A value can be typed, with its unit or without." }</li>
            </ul>
        </>
    }
}
