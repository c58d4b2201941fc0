//! A text whose technical words open what they mean, in place: by pointer, by finger, and by keyboard.

use crate::frame::{Piece, pieces};
use outage_sim::Scenario;
use yew::{Html, html};

/// A text with what its technical words mean. `place` names it apart from the other texts of the page. What surrounds it has
/// the class `defines`, and is as wide as the definitions.
pub(super) fn defined(scenario: &Scenario, place: &str, text: &str) -> Html {
    let piece = |(index, piece): (usize, Piece<'_>)| match piece {
        Piece::Plain(text) => html! { { text.to_owned() } },
        Piece::Defined(word, means) => {
            let id = format!("means-{place}-{index}");
            html! {
                <span key={id.clone()} class="term">
                    <button type="button" aria-describedby={id.clone()}>{ word.to_owned() }</button>
                    <span {id} class="means" role="tooltip">{ means.to_owned() }</span>
                </span>
            }
        }
    };
    html! { { for pieces(text, &scenario.about.terms).into_iter().enumerate().map(piece) } }
}
