//! The foot of a figure: what its marks mean, where it comes from, and the link that opens it.

use super::Scene;
use super::lanes::draw_diamond;
use super::sheet::{Anchor, Sheet, Text, n};
use super::tone::{LEVELS, Tone};
use crate::draw::metrics::Weight;
use crate::draw::{Point, Rect};
use crate::export::{subject, text};
use crate::frame::{marks, strains};
use outage_sim::Signal;

/// A mark of the legend: its width, and how it is drawn at a place (left end and middle).
type Key = (f64, &'static str, fn(&mut Sheet, f64, f64));

const STYLE: Text = Text { size: 11.5, weight: Weight::Regular, tone: Tone::Muted, anchor: Anchor::Start };

/// Draws the foot from a height on; returns where it ends.
pub(super) fn draw(sheet: &mut Sheet, scene: &Scene<'_>, top: f64) -> f64 {
    let y = legend(sheet, scene, top) + 10.0;
    sheet.line(Point { x: scene.left, y }, Point { x: scene.right(), y }, Tone::Line, 1.0);
    about(sheet, scene, y + 6.0)
}

/// What the marks mean, as many as the figure has, in as many lines as they need.
pub(super) fn legend(sheet: &mut Sheet, scene: &Scene<'_>, top: f64) -> f64 {
    for ((width, words, draw), (x, y)) in keys(scene).into_iter().zip(places(scene, top)) {
        draw(sheet, x, y);
        sheet.text(x + width + 6.0, y + 4.0, STYLE, words);
    }
    top + legend_height(scene)
}

/// Height of what the marks mean, with room below the letters.
pub(super) fn legend_height(scene: &Scene<'_>) -> f64 {
    places(scene, 0.0).last().map_or(0.0, |(_, y)| y + 10.0)
}

/// Where each mark of the legend stands.
fn places(scene: &Scene<'_>, top: f64) -> Vec<(f64, f64)> {
    let (mut x, mut y) = (scene.left, top + 8.0);
    let place = |(width, words, _): Key| {
        let length = width + 6.0 + STYLE.width(words);
        if x > scene.left && x + length > scene.right() {
            x = scene.left;
            y += 19.0;
        }
        let place = (x, y);
        x += length + 18.0;
        place
    };
    keys(scene).into_iter().map(place).collect()
}

fn keys(scene: &Scene<'_>) -> Vec<Key> {
    let state = &scene.subject.state;
    let lanes = || (0..state.scenario.components.len()).filter(|&index| state.scenario.components[index].lane);
    let errors = |recording: &'_ outage_sim::Recording, lane: usize| recording.series(lane, Signal::Error).to_vec();
    let marks = marks(&state.scenario, &state.judgements, state.view.clock, state.inputs.is_as_it_happened());
    let mut keys: Vec<Key> = vec![(64.0, "of requests fail, 0 to 100 %", |sheet, x, y| {
        let stops: Vec<(f64, Tone)> =
            (0..=8).map(|step| (f64::from(step) / 8.0, Tone::Ramp((f64::from(step) / 8.0 * LEVELS) as u8))).collect();
        let fill = sheet.gradient((x, x + 64.0), &stops);
        let hill = format!("M{} {}L{} {}V{}Z", n(x), n(y + 4.0), n(x + 64.0), n(y - 6.0), n(y + 4.0));
        sheet.rectangle(
            Rect { x, y: y - 6.0, width: 64.0, height: 10.0 },
            0.0,
            &format!(" fill=\"{fill}\" fill-opacity=\"0.4\""),
        );
        sheet.raw(&format!("<path d=\"{hill}\" fill=\"{fill}\"/>\n"));
    })];
    if marks.iter().any(|mark| mark.reproduced) {
        keys.push((10.0, "documented", |sheet, x, y| draw_diamond(sheet, x + 5.0, y, true)));
    }
    if marks.iter().any(|mark| !mark.reproduced) {
        keys.push((10.0, "documented, not in this run", |sheet, x, y| draw_diamond(sheet, x + 5.0, y, false)));
    }
    if (0..state.scenario.actions.len()).any(|action| state.recording.action(action).is_some()) {
        keys.push((9.0, "what was done", |sheet, x, y| {
            sheet.filled(&format!("M{} {}h9l-4.5 7.5z", n(x), n(y - 4.0)), Tone::Accent);
        }));
    }
    if lanes().any(|lane| strains(&state.recording, lane).contains(&1.0)) {
        keys.push((20.0, "work waits, or answers are slow", |sheet, x, y| {
            let path = format!("M{} {}h20", n(x), n(y + 1.0));
            sheet.stroked(&path, Tone::Ink, 1.6, " stroke-dasharray=\"4.5 3.25\"");
        }));
    }
    let (other, name) = state.other();
    if lanes().any(|lane| errors(&state.recording, lane) != errors(other, lane)) {
        keys.push((20.0, name, |sheet, x, y| {
            sheet.rect(Rect { x, y: y - 1.5, width: 20.0, height: 4.0 }, 0.0, Tone::error(0.7));
        }));
    }
    keys
}

/// Where it comes from, under which licence it may be used, and the link.
pub(super) fn about(sheet: &mut Sheet, scene: &Scene<'_>, top: f64) -> f64 {
    let mut y = top;
    for Line { text, address, tone, most } in about_lines(scene) {
        let is_link = subject::is_address(&address) && address.len() <= subject::LONGEST_SHOWN;
        if is_link {
            sheet.raw("<a href=\"");
            sheet.words(&address);
            sheet.raw("\">\n");
        }
        let style = Text { tone, ..STYLE };
        for line in style.wrapped(&text, scene.width, most) {
            y += 16.0;
            sheet.text(scene.left, y, style, &line);
        }
        if is_link {
            sheet.raw("</a>\n");
        }
    }
    y + 4.0
}

/// Height of where it comes from and the link.
pub(super) fn about_height(scene: &Scene<'_>) -> f64 {
    let lines = about_lines(scene).into_iter().map(|it| STYLE.wrapped(&it.text, scene.width, it.most).len());
    lines.sum::<usize>() as f64 * 16.0 + 4.0
}

/// A text below the figure, which may be a link, in at most so many lines.
struct Line {
    text: String,
    address: String,
    tone: Tone,
    most: usize,
}

fn about_lines(scene: &Scene<'_>) -> Vec<Line> {
    let subject = scene.subject;
    let line = |text: String, address: &str, tone, most| Line { text, address: address.to_owned(), tone, most };
    let mut lines = vec![line(format!("{} {}.", text::NATURE, text::CREDIT), "", Tone::Muted, 3)];
    let source = subject.source();
    lines.extend(source.map(|source| line(format!("After {}", source.title), &source.url, Tone::Muted, 2)));
    let link = subject.link();
    lines.push(line(shown(&link), &link, Tone::Accent, 3));
    lines.retain(|line| !line.text.is_empty());
    lines
}

/// A link as it is read: what it is made of may hold a whole file, which nobody reads.
fn shown(link: &str) -> String {
    let link = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://")).unwrap_or(link);
    let mut letters = link.chars();
    let beginning: String = letters.by_ref().take(400).collect();
    if letters.next().is_some() { format!("{beginning}…") } else { beginning }
}
