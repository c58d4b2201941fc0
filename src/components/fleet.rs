//! Every member of the component that fails first: a cell of a grid, a dot placed by what it needs, or a bar.

use super::desk::{Look, use_look};
use super::player::use_tick;
use super::same::Same;
use crate::browser::{Size, Surface};
use crate::draw::bars::{BarRows, Bars, NAMES, ticks};
use crate::draw::fleet::Fleet;
use crate::draw::spread::Spread;
use crate::frame::{Shown, most_held, most_members, shown};
use crate::state::State;
use crate::words;
use outage_sim::Form;
use yew::{Html, Properties, component, html, use_memo, use_mut_ref, use_node_ref};

/// Properties of [`Members`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// Width and height of the grid, in pixels at the usual size of text.
    pub(super) area: (f64, f64),
    /// The size of the picture on the screen.
    pub(super) size: Size,
}

/// A picture of members, laid out for a size.
#[derive(Debug, PartialEq)]
enum Picture {
    Grid(Fleet),
    Spread(Spread),
    Bars(BarRows),
}

/// What was painted last, so that nothing is painted twice.
#[derive(Debug, Default)]
struct Painted {
    on: Option<(Same<Picture>, Look, f64)>,
    states: Vec<u8>,
    levels: Vec<f32>,
    held: Vec<f32>,
    /// The limit, and how many members there are.
    numbers: (f64, f64),
    pixels: Vec<u8>,
}

impl Painted {
    /// Whether this is what was painted.
    fn holds(&self, shown: &Shown<'_>) -> bool {
        let numbers = (shown.limit, shown.size);
        self.numbers == numbers && self.states == shown.states && self.levels == shown.levels && self.held == shown.held
    }

    fn keep(&mut self, on: Option<(Same<Picture>, Look, f64)>, shown: &Shown<'_>) {
        (self.on, self.numbers) = (on, (shown.limit, shown.size));
        self.states = shown.states.to_vec();
        self.levels = shown.levels.to_vec();
        self.held = shown.held.to_vec();
    }
}

/// The picture of all members.
#[component]
pub(super) fn Members(props: &Props) -> Html {
    let node = use_node_ref();
    let look = use_look();
    let Props { model, area, size } = props;
    let drawing = model.scenario.components[model.scenario.root()].picture.as_ref();
    let (form, zones) = drawing.map_or((Form::Squares, 1), |picture| (picture.form, picture.zones.into()));
    let most = most_members(&model.scenario, &model.recording);
    let deps = (Same::of(&model.scenario), Same::of(&model.recording), Same::of(&model.baseline));
    let most_held = use_memo(deps, |(scenario, recording, baseline)| most_held(scenario, &[recording, baseline]));
    let count = model.recording.members(model.scenario.root()).map_or(0, |members| members.count);
    let drawn = Same(use_memo(
        (*area, *size, most.to_bits(), count, form, zones),
        |&((width, height), size, most, count, form, zones)| {
            let scale = size.ratio * size.text;
            let device = |length: f64| (length * scale).round().max(0.0) as usize;
            let names = if form == Form::Bars { NAMES } else { 0.0 };
            let (width, height) = (device(width - names), device(height));
            match form {
                Form::Squares => Picture::Grid(Fleet::new(width, height, scale, f64::from_bits(most), count)),
                Form::Spread => Picture::Spread(Spread::new(width, height, scale)),
                Form::Bars => Picture::Bars(BarRows::new(width, height, scale, count, zones)),
            }
        },
    ));
    let labels = match &*drawn {
        Picture::Bars(rows) => labels(rows, zones, *most_held, area.1),
        _ => html! { <p hidden=true></p> },
    };
    let canvas = node.clone();
    let painted = use_mut_ref(Painted::default);
    use_tick((model.clone(), drawn, look), move |(model, drawn, look), tick| {
        let Some(shown) = shown(&model.scenario, &model.recording, tick.minutes) else { return };
        let mut painted = painted.borrow_mut();
        let on = Some((drawn.clone(), *look, *most_held));
        if painted.on == on && painted.holds(&shown) {
            return;
        }
        let Some(surface) = Surface::of(&canvas) else { return };
        painted.keep(on, &shown);
        let pixels = &mut painted.pixels;
        let (width, height) = match &**drawn {
            Picture::Grid(fleet) => {
                fleet.paint(shown.states, shown.size, look.palette(), pixels);
                fleet.size()
            }
            Picture::Spread(spread) => {
                spread.paint(shown.states, shown.levels, look.palette(), pixels);
                spread.size()
            }
            Picture::Bars(rows) => {
                let Shown { states, held, levels, limit, .. } = shown;
                rows.paint(Bars { states, held, levels, most: *most_held, limit }, look.palette(), pixels);
                rows.size()
            }
        };
        surface.paint(pixels, width as u32, height as u32);
    });
    html! {
        <>
            <canvas ref={node} class={(form == Form::Bars).then_some("bars")} aria-hidden="true"></canvas>
            { labels }
        </>
    }
}

/// The names of the rows of bars, beside their grounds, and the amounts to tell their scale by that there is room for.
fn labels(rows: &BarRows, zones: usize, most: f64, height: f64) -> Html {
    let top = |row, amount| format!("top:{:.2}%", rows.place(row, amount, most) * 100.0);
    let zone = |zone: usize| html! { <span key={zone} style={top(zone, 0.0)}>{ format!("zone {}", zone + 1) }</span> };
    let tick =
        |amount: f64| html! { <span class="amount num" style={top(0, amount)}>{ words::thousands(amount) }</span> };
    let above = |amount: f64| (rows.place(0, 0.0, most) - rows.place(0, amount, most)) * height;
    // The second is half as high as the first.
    let room = ticks(most).into_iter().filter(|amount| above(*amount) > 9.0);
    html! { <p class="bars-labels" aria-hidden="true">{ for (0..zones).map(zone) }{ for room.map(tick) }</p> }
}
