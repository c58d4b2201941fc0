//! The lanes: for each service the share of requests that fail, over the whole run.

use super::cards::level_mark;
use super::desk::{use_desk, use_look};
use super::marks::{LaneMarks, lane_marks};
use super::same::Same;
use crate::browser::{Size, Surface};
use crate::draw::lanes::lane;
use crate::frame::{Frame, Level};
use crate::state::{Action, State};
use outage_sim::Signal;
use std::rc::Rc;
use yew::{Callback, Html, Properties, component, html, use_effect_with, use_memo, use_node_ref};

/// Properties of [`Names`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct NamesProps {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// What is shown at the moment.
    pub(super) frame: Same<Frame>,
}

/// The names of the lanes, with how each service is doing at the moment.
#[component]
pub(super) fn Names(props: &NamesProps) -> Html {
    let desk = use_desk();
    let NamesProps { model, frame } = props;
    let cards = frame.cards.iter().filter(|card| model.scenario.components[card.component].lane);
    let name = |card: &crate::frame::Card| {
        let index = card.component;
        let act = desk.act.clone();
        let onclick = Callback::from(move |_| act.emit(Action::Select(index)));
        let selected = model.view.selected == index;
        let figure = if card.level == Level::Fine { "" } else { &card.headline };
        html! {
            <li key={model.scenario.components[index].id.clone()}>
                <button type="button" class={if selected { "lane-name selected" } else { "lane-name" }} {onclick}
                    aria-pressed={if selected { "true" } else { "false" }}>
                    <span class="lane-label">{ &card.title }</span>
                    { level_mark(card.level) }
                    <span class="lane-figure num">{ figure }</span>
                </button>
            </li>
        }
    };
    html! { <ul class="lane-names" aria-label="Lanes">{ for cards.map(name) }</ul> }
}

/// Properties of [`Lanes`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct LanesProps {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// The size of the plot on the screen.
    pub(super) size: Size,
}

/// The lanes.
#[component]
pub(super) fn Lanes(props: &LanesProps) -> Html {
    let look = use_look();
    let LanesProps { model, size } = props;
    let marks = use_memo((model.clone(), look.zone), |(model, zone)| {
        lane_marks(&model.scenario, &model.judgements, *zone)
    });
    let row = |index: usize| {
        let marks = Same(Rc::clone(&marks[index]));
        html! {
            <div key={model.scenario.components[index].id.clone()} class="lane" data-lane={model.scenario.components[index].id.clone()}>
                <Strip model={model.clone()} component={index} size={*size} />
                <LaneMarks {marks} model={model.clone()} />
            </div>
        }
    };
    let lanes = (0..model.scenario.components.len()).filter(|&index| model.scenario.components[index].lane);
    html! { <div class="lane-rows">{ for lanes.map(row) }</div> }
}

/// Properties of [`Strip`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct StripProps {
    model: Same<State>,
    component: usize,
    size: Size,
}

/// Height of a strip in pixels at the usual size of text; the style sheet's `--strip`.
const HEIGHT: f64 = 16.0;

/// One lane: colour and height are the error; below it, once the run differs, the day as it happened.
#[component]
fn Strip(props: &StripProps) -> Html {
    let node = use_node_ref();
    let palette_of = use_look();
    let canvas = node.clone();
    let StripProps { model, component, size } = props.clone();
    let deps = (Same::of(&model.recording), Same::of(&model.baseline), component, size, palette_of.dark);
    use_effect_with(deps, move |(recording, baseline, component, size, _)| {
        let Some(surface) = Surface::of(&canvas) else { return };
        let (width, height) = (size.width * size.ratio, HEIGHT * size.text * size.ratio);
        let (width, height) = (width.round() as usize, height.round() as usize);
        let errors = recording.series(*component, Signal::Error);
        let before = baseline.series(*component, Signal::Error);
        let before = (errors != before).then_some(before);
        let pixels = lane(errors, before, width, height, palette_of.palette());
        surface.paint(&pixels, width as u32, height as u32);
    });
    html! { <canvas ref={node} class="strip" aria-hidden="true"></canvas> }
}
