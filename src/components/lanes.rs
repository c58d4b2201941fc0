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
use outage_sim::{Recording, Scenario, Signal};
use std::rc::Rc;
use yew::{Callback, Html, Properties, component, html, use_effect_with, use_mut_ref, use_node_ref};

/// Properties of [`Names`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct NamesProps {
    /// The scenario.
    pub(super) scenario: Same<Scenario>,
    /// Index of the component that is explained.
    pub(super) selected: usize,
    /// What is shown at the moment.
    pub(super) frame: Same<Frame>,
}

/// The names of the lanes, with how each service is doing at the moment.
#[component]
pub(super) fn Names(props: &NamesProps) -> Html {
    let (desk, look) = (use_desk(), use_look());
    let NamesProps { scenario, selected, frame } = props;
    let cards = frame.cards.iter().filter(|card| scenario.components[card.component].lane);
    let name = |card: &crate::frame::Card| {
        let index = card.component;
        let act = desk.act.clone();
        let onclick = Callback::from(move |_| act.emit(Action::Select(index)));
        let selected = *selected == index;
        let class = match (selected, look.spot.dims(index)) {
            (_, true) => "lane-name dim",
            (true, false) => "lane-name selected",
            (false, false) => "lane-name",
        };
        let figure = if card.level == Level::Fine { "" } else { &card.headline };
        html! {
            <li key={scenario.components[index].id.clone()}>
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
    let look = use_look();
    let node = use_node_ref();
    let own = use_size(node.clone());
    let deps = (Same::of(&model.recording), Same::of(model.other().0), own, look.dark);
    let painted = use_mut_ref(|| None::<Painted>);
    let drawn = model.clone();
    let canvas = node.clone();
    use_effect_with(deps, move |(recording, baseline, own, _)| {
        if let Some(surface) = Surface::of(&canvas) {
            let (run, baseline, palette) = (recording.clone(), baseline.clone(), look.palette());
            let old = painted.replace(Some(Painted { run, baseline, size: *own, palette }));
            paint(&surface, &drawn, own, palette, old.as_ref());
        }
    });
    html! {
        <div class="lane-rows">
            <canvas ref={node} class="strips" aria-hidden="true"></canvas>
            <Rows scenario={Same::of(&model.scenario)} marks={marks.clone()} />
        </div>
    }
}

/// Properties of [`Rows`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct RowsProps {
    scenario: Same<Scenario>,
    marks: Same<Vec<Mark>>,
}

/// What lies on the lanes.
#[component]
fn Rows(props: &RowsProps) -> Html {
    let RowsProps { scenario, marks } = props;
    let (look, player) = (use_look(), use_player());
    let row = |index: usize| {
        let id = scenario.components[index].id.clone();
        html! {
            <div key={id.clone()} class={if look.spot.dims(index) { "lane dim" } else { "lane" }} data-lane={id}>
                { lane_marks(index, marks, scenario, &player) }
            </div>
        }
    };
    let lanes = (0..scenario.components.len()).filter(|&index| scenario.components[index].lane);
    html! { { for lanes.map(row) } }
}

/// What is painted.
#[derive(Debug)]
struct Painted {
    run: Same<Recording>,
    baseline: Same<Recording>,
    size: Size,
    palette: &'static Palette,
}

/// What a lane is painted from.
const SIGNALS: [Signal; 3] = [Signal::Error, Signal::Latency, Signal::Backlog];

/// Gap between two lanes, as a share of their distance.
const GAP: f64 = 0.26;
/// Height of the band of the day as it happened, as a share of the distance of the lanes.
const BAND: f64 = 0.14;
/// Height of the dashes that say that work waits, as a share of the distance of the lanes.
const DASH: f64 = 0.08;

/// Paints all lanes on one canvas: colour and height are the error. Below a lane that differs from the day as it
/// happened, that day is a thin band. Dashes stand where work waits or answers are slow. Lanes that are as they were
/// painted stay.
fn paint(surface: &Surface, model: &State, size: &Size, palette: &'static Palette, painted: Option<&Painted>) {
    let State { scenario, recording, .. } = model;
    let (baseline, _) = model.other();
    let kept = painted
        .filter(|it| Rc::ptr_eq(&it.baseline.0, baseline) && it.size == *size && std::ptr::eq(it.palette, palette));
    let stays = |lane: usize| {
        kept.is_some_and(|it| {
            SIGNALS.iter().all(|signal| it.run.series(lane, *signal) == recording.series(lane, *signal))
        })
    };
    let lanes: Vec<usize> = (0..scenario.components.len()).filter(|&index| scenario.components[index].lane).collect();
    let device = |length: f64| (length * size.ratio).round() as usize;
    let (width, height) = (device(size.width), device(size.height));
    let pitch = height as f64 / lanes.len().max(1) as f64;
    let at = |share: f64| (pitch * share).round().max(1.0) as usize;
    surface.resize(width as u32, height as u32);
    if kept.is_none() {
        surface.clear();
    }
    for (place, &lane) in lanes.iter().enumerate().filter(|(_, lane)| !stays(**lane)) {
        let top = (place as f64 * pitch + pitch * GAP / 2.0).round() as usize;
        let (errors, before) = (recording.series(lane, Signal::Error), baseline.series(lane, Signal::Error));
        let room = at(1.0 - GAP);
        let differs = !Rc::ptr_eq(recording, baseline) && errors != before;
        let high = if differs { room.saturating_sub(at(BAND) / 2 + 1) } else { room };
        // What was there may have been higher.
        surface.clear_rows(top as u32, (room + at(BAND)) as u32);
        let mut pixels = relief(errors, width, high, palette);
        dash(&mut pixels, &strains(recording, lane), width, at(DASH), palette);
        surface.paint_at(&pixels, width as u32, high as u32, top as u32);
        if differs {
            let band = strip(before, width, palette).repeat(at(BAND));
            surface.paint_at(&band, width as u32, at(BAND) as u32, (top + high + 1) as u32);
        }
    }
}
