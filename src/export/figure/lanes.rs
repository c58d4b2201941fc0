//! The lanes: for each service the share of requests that fail over the whole day, with what is documented.

use super::Scene;
use super::sheet::{Anchor, Part, Sheet, Text, n};
use super::strip::{band, lane, stretches};
use super::tone::Tone;
use crate::draw::metrics::Weight;
use crate::draw::time_axis::TimeAxis;
use crate::draw::{Point, Rect};
use crate::frame::{Card, Level, Mark, marks, strains};
use crate::state::ClockZone;
use outage_sim::Signal;

/// Distance from one lane to the next in css pixels, where there is room, and what of it is the lane.
pub(super) const PITCH: f64 = 27.0;
const LANE: f64 = 20.0 / 27.0;

/// Height of the axis in css pixels.
pub(super) const AXIS: f64 = 26.0;

/// Room for a percentage beside the name of a lane.
const FIGURE: f64 = 46.0;

/// Below this width in css pixels names alone stand beside the lanes.
const NARROW: f64 = 440.0;

const NAME: Text = Text { size: 12.5, weight: Weight::Regular, tone: Tone::Ink, anchor: Anchor::Start };

/// Where the moments of the run are, from left to right.
pub(super) struct Plot {
    pub(super) left: f64,
    pub(super) width: f64,
    span: (f64, f64),
    /// Room for a percentage beside the name of a lane; a narrow figure has none.
    figure: f64,
}

impl Plot {
    pub(super) fn of(scene: &Scene<'_>) -> Self {
        let state = &scene.subject.state;
        let names = state.scenario.components.iter().filter(|component| component.lane);
        let widest = names.map(|component| NAME.width(&component.label)).fold(40.0, f64::max);
        // Half a label of the axis may reach beyond the right end.
        let figure = if scene.width < NARROW { 0.0 } else { FIGURE };
        let names = (widest + 24.0 + figure).min(scene.width * 0.4).round();
        Self { left: scene.left + names, width: scene.width - names - 8.0, span: state.recording.span(), figure }
    }

    pub(super) fn x(&self, minutes: f64) -> f64 {
        let share = (minutes - self.span.0) / (self.span.1 - self.span.0);
        self.left + self.width * share.clamp(0.0, 1.0)
    }
}

/// Draws the lanes from a height on at a distance from each other, with the axis below; returns where that ends.
pub(super) fn draw(sheet: &mut Sheet, scene: &Scene<'_>, top: f64, pitch: f64) -> f64 {
    let high = (pitch * LANE).round();
    let plot = Plot::of(scene);
    let state = &scene.subject.state;
    let scenario = &state.scenario;
    let cards: Vec<&Card> = scene.frame.cards.iter().filter(|card| scenario.components[card.component].lane).collect();
    let bottom = top + cards.len() as f64 * pitch;
    for (index, card) in cards.iter().enumerate() {
        let y = top + index as f64 * pitch + (pitch - high) / 2.0;
        name(sheet, scene, &plot, card, y + high / 2.0);
        let area = Rect { x: plot.left, y, width: plot.width, height: high };
        let errors = state.recording.series(card.component, Signal::Error);
        let before = state.other().0.series(card.component, Signal::Error);
        if errors == before {
            lane(sheet, area, errors);
        } else {
            lane(sheet, Rect { height: high - 5.0, ..area }, errors);
            band(sheet, Rect { y: y + high - 4.0, height: 4.0, ..area }, before);
        }
        let strains = strains(&state.recording, card.component);
        for (from, until) in stretches(&strains, plot.width) {
            let (from, until) = (plot.left + plot.width * from, plot.left + plot.width * until);
            let path = format!("M{} {}H{}", n(from), n(y + high - 0.8), n(until.max(from + 1.0)));
            sheet.stroked(&path, Tone::Ink, 1.6, " stroke-dasharray=\"4.5 4.5\"");
        }
    }
    axis(sheet, scene, &plot, (top, bottom), Some(scene.subject.at));
    playhead(sheet, scene, &plot, (top, bottom));
    let marks = marks(scenario, &state.judgements, state.view.clock, state.inputs.is_as_it_happened());
    for (index, card) in cards.iter().enumerate() {
        let y = top + (index as f64 + 0.5) * pitch;
        for mark in marks.iter().filter(|mark| mark.component == card.component) {
            diamond(sheet, plot.x(mark.at), y, mark);
        }
    }
    bottom + AXIS
}

/// The name of a lane, with how its service is doing at the moment.
fn name(sheet: &mut Sheet, scene: &Scene<'_>, plot: &Plot, card: &Card, middle: f64) {
    let baseline = middle + 4.4;
    let room = plot.left - scene.left - plot.figure - 22.0;
    let label = NAME.fitted(&card.title, room);
    sheet.text(scene.left, baseline, NAME, &label);
    if card.level == Level::Fine {
        return;
    }
    level(sheet, card.level, scene.left + NAME.width(&label) + 10.0, baseline - 4.2);
    if plot.figure > 0.0 {
        let figure = Text::new(12.0, if card.level == Level::Failing { Tone::Ink } else { Tone::Muted });
        let text = if card.error >= outage_sim::ONSET { &card.headline } else { "" };
        sheet.text(plot.left - 9.0, baseline, figure.at(Anchor::End), text);
    }
}

/// How a component is doing, as a mark that does not depend on colour: a cross or an exclamation mark.
pub(super) fn level(sheet: &mut Sheet, level: Level, x: f64, y: f64) {
    let (path, tone) = match level {
        Level::Fine | Level::Unknown => return,
        Level::Strained => (format!("M{} {}v5m0 2v1.4", n(x), n(y - 4.2)), Tone::Muted),
        Level::Failing => (format!("M{} {}l6.4 6.4m0 -6.4l-6.4 6.4", n(x - 3.2), n(y - 3.2)), Tone::Bad),
    };
    sheet.stroked(&path, tone, 1.8, "");
}

/// Hours and days below the lanes, and a line through them where a day begins; none where the moment has its own label.
pub(super) fn axis(sheet: &mut Sheet, scene: &Scene<'_>, plot: &Plot, (top, bottom): (f64, f64), moment: Option<f64>) {
    let state = &scene.subject.state;
    let label = Text::new(11.5, Tone::Muted);
    let ticks = TimeAxis {
        span: plot.span,
        width: plot.width,
        overhang: 14.0,
        font: label.size,
        clock: &state.scenario.clock,
        utc: state.view.clock == ClockZone::Utc,
        day: &state.scenario.about.day,
    }
    .ticks();
    // The moment has its own label there.
    let clear = pill_width(&scene.frame.time) / 2.0 + 4.0;
    let moment = moment.map(|at| plot.x(at));
    let mut small = String::new();
    for tick in &ticks {
        let x = plot.left + tick.x;
        if tick.day {
            sheet.stroked(
                &format!("M{} {}V{}", n(x), n(top), n(bottom)),
                Tone::Muted,
                1.0,
                " stroke-dasharray=\"3 3\"",
            );
        }
        small += &format!("M{} {}v{}", n(x), n(bottom + 2.0), if tick.label.is_empty() { 3 } else { 5 });
        let half = label.width(&tick.label) / 2.0;
        let is_hidden = moment.is_some_and(|moment| (x - moment).abs() < half + clear);
        if !tick.label.is_empty() && !is_hidden {
            let style = if tick.day { Text { tone: Tone::Ink, ..label }.bold() } else { label };
            let most = scene.right() + 6.0 - style.width(&tick.label) / 2.0;
            sheet.text(x.min(most), bottom + 18.5, style.at(Anchor::Middle), &tick.label);
        }
    }
    sheet.stroked(&small, Tone::Edge, 1.0, "");
}

fn pill_width(time: &str) -> f64 {
    Text::new(12.0, Tone::Paper).bold().width(time) + 14.0
}

/// The moment: a line through all lanes, with the time below.
fn playhead(sheet: &mut Sheet, scene: &Scene<'_>, plot: &Plot, (top, bottom): (f64, f64)) {
    let x = plot.x(scene.subject.at);
    sheet.stroked(&format!("M{} {}V{}", n(x), n(top), n(bottom + 6.0)), Tone::Paper, 4.0, " stroke-opacity=\"0.7\"");
    sheet.line(Point { x, y: top - 2.0 }, Point { x, y: bottom + 6.0 }, Tone::Ink, 1.5);
    let width = pill_width(&scene.frame.time);
    let left = (x - width / 2.0).clamp(scene.left, scene.right() - width);
    sheet.rect(Rect { x: left, y: bottom + 5.0, width, height: 19.0 }, 4.0, Tone::Ink);
    let style = Text::new(12.0, Tone::Paper).bold().at(Anchor::Middle);
    sheet.text(left + width / 2.0, bottom + 18.7, style, &scene.frame.time);
}

/// A documented time: a diamond where this run reproduces it, a crossed one where it does not.
fn diamond(sheet: &mut Sheet, x: f64, y: f64, mark: &Mark) {
    sheet.raw("<g><title>");
    sheet.words(&mark.words);
    sheet.raw("</title>");
    draw_diamond(sheet, x, y, mark.reproduced);
    sheet.raw("</g>\n");
}

/// The diamond alone.
pub(super) fn draw_diamond(sheet: &mut Sheet, x: f64, y: f64, reproduced: bool) {
    let ink = sheet.ink(&[(Part::Fill, Tone::Card), (Part::Stroke, Tone::Ink)]);
    let path = format!("M{} {}l5 7.5l-5 7.5l-5 -7.5z", n(x), n(y - 7.5));
    sheet.raw(&format!("<path d=\"{path}\"{ink} stroke-width=\"1.3\"/>\n"));
    if !reproduced {
        let cross = format!("M{} {}l4.4 5m0 -5l-4.4 5", n(x - 2.2), n(y - 2.5));
        sheet.stroked(&cross, Tone::Ink, 1.3, "");
    }
}
