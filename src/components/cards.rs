//! The cards of the components, but for the one that fails first.

use super::cascade::place;
use super::desk::{Look, use_desk, use_look};
use super::same::Same;
use crate::draw::layout::Layout;
use crate::frame::{Card, Frame, Level};
use crate::state::Action;
use outage_sim::{ONSET, Scenario};
use yew::{Callback, Html, Properties, component, html};

/// Properties of [`Cards`] and of the lines between them.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The scenario.
    pub(super) scenario: Same<Scenario>,
    /// Index of the component that is explained.
    pub(super) selected: usize,
    /// Where everything stands.
    pub(super) picture: Same<Layout>,
    /// What is shown at the moment.
    pub(super) frame: Same<Frame>,
}

/// The cards.
#[component]
pub(super) fn Cards(props: &Props) -> Html {
    let (desk, look) = (use_desk(), use_look());
    let Props { scenario, selected, picture, frame } = props;
    let root = scenario.root();
    // In the order in which failures are felt, for those who hear the page.
    let order = scenario.order.iter().map(|index| usize::from(*index)).filter(|index| *index != root);
    let cards = order.filter_map(|index| Some((frame.cards.get(index)?, picture.cards.get(index)?)));
    let card = |(card, rect): (&Card, &crate::draw::Rect)| {
        let index = card.component;
        let id = &scenario.components[index].id;
        let act = desk.act.clone();
        let onclick = Callback::from(move |_| act.emit(Action::Select(index)));
        let selected = *selected == index;
        html! {
            <li key={id.clone()} style={place(*rect)} class="card-place">
                <button type="button" class={class(card, selected, &look)} data-card={id.clone()} {onclick}
                    aria-pressed={if selected { "true" } else { "false" }}>
                    <span class="card-title">{ &card.title }</span>
                    { level_mark(card.level) }
                    <span class="card-figure num">
                        if card.error >= ONSET || card.detail == card.headline { { &card.headline } }
                        <span class="unseen">{ if card.error >= ONSET { " of requests fail, " } else { " " } }</span>
                    </span>
                    if card.detail != card.headline { <span class="card-detail">{ &card.detail }</span> }
                    { error_bar(card.error, look.palette().ramp(card.error).hex()) }
                </button>
            </li>
        }
    };
    html! { <ul class="cards" aria-label="Components">{ for cards.map(card) }</ul> }
}

/// The classes of a card.
pub(super) fn class(card: &Card, selected: bool, look: &Look) -> String {
    let selected = if selected { " selected" } else { "" };
    let dim = if look.spot.dims(card.component) { " dim" } else { "" };
    format!("card {}{selected}{dim}", card.level.id())
}

/// How a component is doing, as a mark that does not depend on colour.
pub(super) fn level_mark(level: Level) -> Html {
    html! { <span class={format!("level {}", level.id())} aria-hidden="true">{ level.mark() }</span> }
}

/// The share of requests that fail, as a bar.
pub(super) fn error_bar(error: f64, colour: String) -> Html {
    html! {
        <span class="error-bar" aria-hidden="true">
            <span style={format!("width:{:.1}%;background:{colour}", error * 100.0)}></span>
        </span>
    }
}
