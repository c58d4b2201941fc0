//! The cascade: who depends on whom, and how each part is doing at the moment.

use super::Scene;
use super::lanes::level;
use super::root;
use super::sheet::{Anchor, Part, Sheet, Text, n};
use super::tone::Tone;
use crate::draw::layout::{EdgeLine, Layout, Margins, WIDE_FROM, layout};
use crate::draw::particles::{Kind, Particle, RADIUS, Traffic, line_width, stills};
use crate::draw::{Point, Rect};
use crate::frame::{Card, Edge, Level};
use outage_sim::ONSET;

/// Least height of the picture in css pixels, and per css pixel of its width.
const HEIGHT: (f64, f64) = (380.0, 0.44);

/// Smallest letters on cards, where words need them to be whole.
pub(super) const LEAST: f64 = 10.5;

/// Room around the cards.
const MARGINS: Margins = Margins { top: 4.0, bottom: 4.0 };

/// Height of what the marks mean, below a cascade, where that is one line.
const LEGEND: f64 = 24.0;

/// Draws the cascade from a height on; returns where it ends.
pub(super) fn draw(sheet: &mut Sheet, scene: &Scene<'_>, top: f64) -> f64 {
    let height = (scene.width * HEIGHT.1).clamp(HEIGHT.0, 720.0).round();
    let picture = layout(&scene.subject.state.scenario, scene.width.max(200.0), height, MARGINS);
    put(sheet, scene, &picture, top)
}

/// Draws the cascade without what its marks mean; returns its height.
pub(super) fn alone(sheet: &mut Sheet, scene: &Scene<'_>) -> f64 {
    let height = (scene.width * HEIGHT.1).clamp(HEIGHT.0, 720.0).round();
    let picture = layout(&scene.subject.state.scenario, scene.width, height, MARGINS);
    draw_picture(sheet, scene, &picture, 0.0);
    picture.height
}

/// Draws the cascade between two heights; returns where it ends. Nothing, where it would be a list.
pub(super) fn beside(sheet: &mut Sheet, scene: &Scene<'_>, (top, bottom): (f64, f64)) -> Option<f64> {
    let height = bottom - LEGEND - top;
    let picture = layout(&scene.subject.state.scenario, scene.width, height, MARGINS);
    picture.wide.then(|| put(sheet, scene, &picture, top))
}

fn put(sheet: &mut Sheet, scene: &Scene<'_>, picture: &Layout, top: f64) -> f64 {
    draw_picture(sheet, scene, picture, top);
    legend(sheet, scene, picture, top + picture.height + 20.0)
}

fn draw_picture(sheet: &mut Sheet, scene: &Scene<'_>, picture: &Layout, top: f64) {
    sheet.raw(&format!("<g transform=\"translate({} {})\">\n", n(scene.left), n(top)));
    for (line, edge) in picture.edges.iter().zip(&scene.frame.edges) {
        connect(sheet, line, edge);
    }
    let mut particles = Vec::new();
    for (line, edge) in picture.edges.iter().zip(&scene.frame.edges) {
        stills(&line.curve, traffic(edge), &mut particles);
    }
    for particle in particles {
        mark(sheet, particle);
    }
    let root = scene.subject.state.scenario.root();
    for (card, rect) in scene.frame.cards.iter().zip(&picture.cards) {
        if card.component == root {
            root::draw(sheet, scene, picture, card);
        } else {
            small(sheet, card, *rect);
        }
    }
    sheet.raw("</g>\n");
}

fn traffic(edge: &Edge) -> Traffic {
    Traffic { load: edge.load, error: edge.error, retry_share: edge.retry_share }
}

/// A line between two cards: the wider, the more traffic gets through; dashed when calls fail.
fn connect(sheet: &mut Sheet, line: &EdgeLine, edge: &Edge) {
    let fails = edge.error >= ONSET;
    let tone = if fails { Tone::error(edge.error) } else { Tone::Edge };
    let dashes = match (edge.load > 0.0, fails) {
        (false, _) => " stroke-dasharray=\"1 5\" stroke-opacity=\"0.7\"".to_owned(),
        (true, true) => {
            let (long, gap) = (10.0 - 5.0 * edge.error, 2.0 + 4.0 * edge.error);
            format!(" stroke-dasharray=\"{} {}\"", n(long), n(gap))
        }
        (true, false) => String::new(),
    };
    sheet.stroked(&line.curve.path_data(), tone, line_width(traffic(edge)), &dashes);
}

/// A request on a line.
fn mark(sheet: &mut Sheet, particle: Particle) {
    let Particle { x, y, kind, .. } = particle;
    match kind {
        Kind::Request => sheet.filled(&super::head::disc(x, y, RADIUS), Tone::Request),
        Kind::Failed => {
            let (from, across) = (RADIUS * 1.25, RADIUS * 2.5);
            let path = format!("M{} {}l{a} {a}m0 -{a}l-{a} {a}", n(x - from), n(y - from), a = n(across));
            sheet.stroked(&path, Tone::Ramp(32), 1.7, "");
        }
        Kind::Retry => {
            let ink = sheet.ink(&[(Part::Fill, Tone::Paper), (Part::Stroke, Tone::Request)]);
            let path = super::head::disc(x, y, RADIUS);
            sheet.raw(&format!("<path d=\"{path}\"{ink} stroke-width=\"1.5\"/>\n"));
        }
    }
}

/// The card of a component.
fn small(sheet: &mut Sheet, card: &Card, rect: Rect) {
    let border = match card.level {
        Level::Fine | Level::Unknown => Tone::Line,
        Level::Strained => Tone::Ramp(16),
        Level::Failing => Tone::Ramp(24),
    };
    sheet.outlined(rect, 8.0, (Tone::Card, border), 1.0);
    let (left, right) = (rect.x + 9.0, rect.right() - 9.0);
    let room = right - left - if card.level == Level::Fine { 0.0 } else { 12.0 };
    let title = Text::new(12.5, Tone::Ink).bold().shrunk(&card.title, room, LEAST);
    let baseline = rect.y + 17.0;
    sheet.text(left, baseline, title, &title.fitted(&card.title, room));
    level(sheet, card.level, right - 3.2, baseline - 4.2);
    let second = baseline + 15.0;
    if second < rect.bottom() - 8.0 {
        let figure = if card.error >= ONSET { Text::new(12.5, Tone::Ink).bold() } else { Text::new(11.5, Tone::Muted) };
        let strained = card.error < ONSET && card.detail != card.headline;
        // What strains a part says more than that it still serves.
        let headline = if strained { "" } else { card.headline.as_str() };
        sheet.text(right, second, figure.at(Anchor::End), headline);
        if card.detail != card.headline {
            let room = right - left - figure.width(headline) - 4.0;
            let detail = Text::new(11.5, Tone::Muted).shrunk(&card.detail, room, LEAST);
            sheet.text(left, second, detail, &detail.fitted(&card.detail, room));
        }
    }
    bar(sheet, Rect { x: left, y: rect.bottom() - 8.0, width: right - left, height: 4.0 }, card.error);
}

/// A share of failing requests as a bar.
pub(super) fn bar(sheet: &mut Sheet, area: Rect, error: f64) {
    sheet.rect(area, 2.0, Tone::Ramp(0));
    if error > 0.002 {
        sheet.rect(Rect { width: (area.width * error.min(1.0)).max(2.0), ..area }, 2.0, Tone::error(error));
    }
}

/// What the marks of the picture mean.
fn legend(sheet: &mut Sheet, scene: &Scene<'_>, picture: &Layout, y: f64) -> f64 {
    let style = Text::new(11.5, Tone::Muted);
    let mut x = scene.left;
    let mut y = y;
    let kinds = [(Kind::Request, "request"), (Kind::Failed, "failed"), (Kind::Retry, "tried again")];
    for (kind, word) in kinds {
        mark(sheet, Particle { x: x + 4.0, y: y - 4.0, kind, opacity: 1.0 });
        sheet.text(x + 13.0, y, style, word);
        x += 13.0 + style.width(word) + 18.0;
    }
    for (word, tone, line, dashes) in [
        ("width: traffic", Tone::Edge, 4.0, ""),
        ("dashes: calls fail", Tone::Ramp(24), 2.0, " stroke-dasharray=\"5 3\""),
    ] {
        if x + 24.0 + style.width(word) > scene.right() {
            x = scene.left;
            y += 18.0;
        }
        let from = Point { x, y: y - 4.0 };
        sheet.stroked(&format!("M{} {}h16", n(from.x), n(from.y)), tone, line, dashes);
        sheet.text(x + 22.0, y, style, word);
        x += 22.0 + style.width(word) + 18.0;
    }
    // A list of cards has no room to spare below it.
    y + if picture.width >= WIDE_FROM { 4.0 } else { 8.0 }
}
