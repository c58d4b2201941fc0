//! Two runs in one picture: their figures, and lane by lane one above the other with what they differ in between.

use super::lanes::{Plot, axis};
use super::sheet::{Anchor, Sheet, Text};
use super::strip::{band, stretches};
use super::tone::Tone;
use super::{Scene, WIDTH, foot};
use crate::draw::{Point, Rect};
use crate::export::{Subject, text};
use crate::frame::{Against, compared};
use crate::notebook::{Pair, lanes, measures, name_of};
use crate::state::{Change, Theme};
use outage_sim::Signal;

/// Distance from one lane to the next in css pixels.
const PITCH: f64 = 30.0;

/// Height of the lane of a run, and of what lies between two of them.
const LANE: (f64, f64) = (9.0, 4.0);

/// Smallest difference of two shares of failing requests that is shown, as on the page.
const SEEN: f64 = 0.01;

const STYLE: fn(Tone) -> Text = |tone| Text::new(12.5, tone);

/// The picture as SVG text. `subject` is of the first run, with the link of the comparison.
#[must_use]
pub fn versus(subject: &Subject, pair: &Pair, theme: Theme) -> String {
    let padding = 24.0;
    let scene = Scene { subject, frame: subject.frame(), left: padding, width: WIDTH - 2.0 * padding };
    let mut sheet = Sheet::new(theme, &subject.fragment);
    let names = [&pair.one, &pair.other].map(|state| name_of(state));
    let mut y = head(&mut sheet, &scene, pair, &names, padding);
    y = figures(&mut sheet, &scene, pair, y + 14.0);
    if pair.is_alike() {
        y = both(&mut sheet, &scene, pair, y + 14.0);
    }
    y += 10.0;
    sheet.line(Point { x: scene.left, y }, Point { x: scene.right(), y }, Tone::Line, 1.0);
    y = foot::about(&mut sheet, &scene, y + 6.0);
    let size = (WIDTH, (y + padding).ceil());
    let title = format!("{}: two runs compared", pair.one.scenario.about.title);
    let alt = format!("A: {}. B: {}. {}", names[0], names[1], told(pair));
    sheet.finish_as(subject, size, size, (&title, &format!("{alt} {}", text::NATURE)))
}

/// The difference in a sentence; empty where there is none to tell.
fn told(pair: &Pair) -> String {
    if !pair.is_alike() {
        return String::new();
    }
    if pair.is_same() {
        return "Both are the same run, to the last bit.".into();
    }
    let is_day = pair.other.inputs.is_as_it_happened();
    let against = if is_day { Against::Day } else { Against::Run("B") };
    let compared = compared(&pair.one.scenario, &pair.one.recording, &pair.other.recording, against);
    format!("A against B: {}{}", compared.head, compared.rest)
}

/// Which runs they are; returns where it ends.
fn head(sheet: &mut Sheet, scene: &Scene<'_>, pair: &Pair, names: &[String; 2], top: f64) -> f64 {
    let title = Text::new(21.0, Tone::Ink).bold();
    let mut y = top + 17.0;
    for line in title.wrapped(&pair.one.scenario.about.title, scene.width, 2) {
        sheet.text(scene.left, y, title, &line);
        y += 25.0;
    }
    for (index, name) in names.iter().enumerate() {
        let state = if index == 0 { &pair.one } else { &pair.other };
        let outage = if pair.is_alike() { String::new() } else { format!("{}: ", state.scenario.about.short) };
        mark(sheet, scene.left, y, index);
        for line in STYLE(Tone::Ink).wrapped(&format!("{outage}{name}"), scene.width - 24.0, 2) {
            sheet.text(scene.left + 22.0, y, STYLE(Tone::Ink), &line);
            y += 17.0;
        }
        y += 3.0;
    }
    for line in STYLE(Tone::Muted).wrapped(&told(pair), scene.width, 3) {
        sheet.text(scene.left, y, STYLE(Tone::Muted), &line);
        y += 17.0;
    }
    y - 10.0
}

/// A or B, before a text on a line.
fn mark(sheet: &mut Sheet, x: f64, y: f64, index: usize) {
    let tone = if index == 0 { Tone::Accent } else { Tone::Muted };
    sheet.text(x + 4.0, y, STYLE(tone).bold(), if index == 0 { "A" } else { "B" });
}

/// The figures of both, a line each; returns where they end.
fn figures(sheet: &mut Sheet, scene: &Scene<'_>, pair: &Pair, top: f64) -> f64 {
    let right = |share: f64| scene.left + scene.width * share;
    let columns = [right(0.58), right(0.75), right(1.0)];
    let mut y = top + 12.0;
    let head = STYLE(Tone::Muted).at(Anchor::End);
    for (x, name) in columns.into_iter().zip(["A", "B", "A against B"]) {
        sheet.text(x, y, head, name);
    }
    for it in measures(pair) {
        y += 19.0;
        let tone = match it.change {
            Change::Better => Tone::Good,
            Change::Worse => Tone::Bad,
            Change::Same => Tone::Muted,
        };
        sheet.text(scene.left, y, STYLE(Tone::Ink), &STYLE(Tone::Ink).fitted(&it.label, scene.width * 0.42));
        let difference = if it.difference.is_empty() { "–" } else { &it.difference };
        let cells = [(&*it.values[0], Tone::Ink), (&*it.values[1], Tone::Ink), (difference, tone)];
        for (x, (cell, tone)) in columns.into_iter().zip(cells) {
            sheet.text(x, y, STYLE(tone).at(Anchor::End), cell);
        }
    }
    y + 4.0
}

/// The lanes of both, with the axis and what the colours between them mean; returns where they end.
fn both(sheet: &mut Sheet, scene: &Scene<'_>, pair: &Pair, top: f64) -> f64 {
    let plot = Plot::of(scene);
    let rows = lanes(pair);
    let bottom = top + rows.len() as f64 * PITCH;
    for (place, lane) in rows.iter().enumerate() {
        let y = top + place as f64 * PITCH + (PITCH - 2.0 * LANE.0 - LANE.1) / 2.0;
        let label = &pair.one.scenario.components[lane.component].label;
        let room = plot.left - scene.left - 12.0;
        sheet.text(
            scene.left,
            y + LANE.0 + LANE.1 / 2.0 + 4.4,
            STYLE(Tone::Ink),
            &STYLE(Tone::Ink).fitted(label, room),
        );
        let area = Rect { x: plot.left, y, width: plot.width, height: LANE.0 };
        let [one, other] = [&pair.one, &pair.other].map(|state| state.recording.series(lane.component, Signal::Error));
        band(sheet, area, one);
        band(sheet, Rect { y: y + LANE.0 + LANE.1, ..area }, other);
        for (sign, state) in [(-1.0, 4), (1.0, 2)] {
            let is_so = |(one, other): (&f64, &f64)| f64::from(u8::from((one - other) * sign > SEEN));
            let where_so: Vec<f64> = one.iter().zip(other).map(is_so).collect();
            for (from, until) in stretches(&where_so, plot.width) {
                let width = (plot.width * (until - from)).max(1.0);
                let rect = Rect { x: plot.left + plot.width * from, y: y + LANE.0, width, height: LANE.1 };
                sheet.rect(rect, 0.0, Tone::Member(state));
            }
        }
    }
    axis(sheet, scene, &plot, (top, bottom), None);
    let y = bottom + 44.0;
    let mut x = scene.left;
    let shades = [(4, "A fails less"), (2, "A fails more")];
    let style = Text::new(11.5, Tone::Muted);
    let words = "Above A, below B. Between them:";
    sheet.text(x, y, style, words);
    x += style.width(words) + 10.0;
    for (state, words) in shades {
        sheet.rect(Rect { x, y: y - 6.0, width: 14.0, height: 4.0 }, 0.0, Tone::Member(state));
        sheet.text(x + 20.0, y, style, words);
        x += 20.0 + style.width(words) + 16.0;
    }
    y + 4.0
}
