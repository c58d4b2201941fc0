//! The lanes: for each service the share of requests that fail, over the whole run.

use super::cards::level_mark;
use super::desk::{use_desk, use_look};
use super::marks::lane_marks;
use super::player::use_player;
use super::same::Same;
use crate::browser::{Size, Surface, use_size};
use crate::draw::Palette;
use crate::draw::lanes::strip;
use crate::draw::relief::{dash, relief};
use crate::frame::{Frame, Level, Mark, strains};
use crate::state::{Action, State};
use outage_sim::Signal;
use yew::{Callback, Html, Properties, component, html, use_effect_with, use_node_ref};

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
    let (desk, look) = (use_desk(), use_look());
    let NamesProps { model, frame } = props;
    let cards = frame.cards.iter().filter(|card| model.scenario.components[card.component].lane);
    let name = |card: &crate::frame::Card| {
        let index = card.component;
        let act = desk.act.clone();
        let onclick = Callback::from(move |_| act.emit(Action::Select(index)));
        let selected = model.view.selected == index;
        let class = match (selected, look.spot.dims(index)) {
            (_, true) => "lane-name dim",
            (true, false) => "lane-name selected",
            (false, false) => "lane-name",
        };
        let figure = if card.level == Level::Fine { "" } else { &card.headline };
        html! {
            <li key={model.scenario.components[index].id.clone()}>
                <button type="button" {class} {onclick}
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
    /// The documented times.
    pub(super) marks: Same<Vec<Mark>>,
}

/// The lanes.
#[component]
pub(super) fn Lanes(props: &LanesProps) -> Html {
    let LanesProps { model, marks } = props;
    let (look, player) = (use_look(), use_player());
    let node = use_node_ref();
    let own = use_size(node.clone());
    let deps = (Same::of(&model.recording), Same::of(&model.baseline), own, look.dark);
    let drawn = model.clone();
    let canvas = node.clone();
    use_effect_with(deps, move |(_, _, own, _)| {
        if let Some(surface) = Surface::of(&canvas) {
            paint(&surface, &drawn, own, look.palette());
        }
    });
    let row = |index: usize| {
        let id = model.scenario.components[index].id.clone();
        html! {
            <div key={id.clone()} class={if look.spot.dims(index) { "lane dim" } else { "lane" }} data-lane={id}>
                { lane_marks(index, marks, &model.scenario, &player) }
            </div>
        }
    };
    let lanes = (0..model.scenario.components.len()).filter(|&index| model.scenario.components[index].lane);
    html! {
        <div class="lane-rows">
            // With a key of its own it stays the same canvas when the lanes around it change.
            <canvas key="strips" ref={node} class="strips" aria-hidden="true"></canvas>
            { for lanes.map(row) }
        </div>
    }
}

/// Gap between two lanes, as a share of their distance.
const GAP: f64 = 0.26;
/// Height of the band of the day as it happened, as a share of the distance of the lanes.
const BAND: f64 = 0.14;
/// Height of the dashes that say that work waits, as a share of the distance of the lanes.
const DASH: f64 = 0.08;

/// Paints all lanes on one canvas: colour and height are the error. Below a lane that differs from the day as it
/// happened, that day is a thin band. Dashes stand where work waits or answers are slow.
fn paint(surface: &Surface, model: &State, size: &Size, palette: &Palette) {
    let State { scenario, recording, baseline, .. } = model;
    let lanes: Vec<usize> = (0..scenario.components.len()).filter(|&index| scenario.components[index].lane).collect();
    let device = |length: f64| (length * size.ratio).round() as usize;
    let (width, height) = (device(size.width), device(size.height));
    let pitch = height as f64 / lanes.len().max(1) as f64;
    let at = |share: f64| (pitch * share).round().max(1.0) as usize;
    surface.resize(width as u32, height as u32);
    surface.clear();
    for (place, &lane) in lanes.iter().enumerate() {
        let top = (place as f64 * pitch + pitch * GAP / 2.0).round() as usize;
        let (errors, before) = (recording.series(lane, Signal::Error), baseline.series(lane, Signal::Error));
        let room = at(1.0 - GAP);
        let differs = errors != before;
        let high = if differs { room.saturating_sub(at(BAND) / 2 + 1) } else { room };
        let mut pixels = relief(errors, width, high, palette);
        dash(&mut pixels, &strains(recording, lane), width, at(DASH), palette);
        surface.paint_at(&pixels, width as u32, high as u32, top as u32);
        if differs {
            let band = strip(before, width, palette).repeat(at(BAND));
            surface.paint_at(&band, width as u32, at(BAND) as u32, (top + high + 1) as u32);
        }
    }
}
