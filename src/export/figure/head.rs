//! The head of a figure: which outage, which moment, what is changed, and the four figures.

use super::Scene;
use super::sheet::{Anchor, Sheet, Text, n};
use super::tone::Tone;
use crate::export::changes;
use crate::state::{Change, Figure};
use crate::words;

/// Most lines for what is changed.
const MOST_LINES: usize = 4;

/// Draws the head from a height on; returns where it ends.
pub(super) fn draw(sheet: &mut Sheet, scene: &Scene<'_>, top: f64) -> f64 {
    let narrow = scene.width < 560.0;
    let y = title(sheet, scene, top, narrow);
    let y = changed(sheet, scene, y + 8.0);
    figures(sheet, scene, y + 14.0, narrow)
}

fn title(sheet: &mut Sheet, scene: &Scene<'_>, top: f64, narrow: bool) -> f64 {
    let heading = Text::new(if narrow { 18.0 } else { 21.0 }, Tone::Ink).bold();
    let about = Text::new(12.5, Tone::Muted);
    let (time, zone) = (&scene.frame.time, &scene.frame.zone);
    let clock = heading.width(time) + 5.0 + about.width(zone);
    let scenario = &scene.subject.state.scenario;
    let room = if narrow { scene.width } else { scene.width - clock - 24.0 };
    let mut y = top + heading.size * 0.8;
    for (index, line) in heading.wrapped(&scenario.about.title, room, 2).iter().enumerate() {
        y += if index > 0 { heading.size * 1.2 } else { 0.0 };
        sheet.text(scene.left, y, heading, line);
    }
    let since = words::sentence(&scene.frame.since);
    if narrow {
        y += heading.size * 1.3;
        sheet.text(scene.left, y, Text { size: 14.0, ..heading }, time);
        let x = scene.left + Text { size: 14.0, ..heading }.width(time) + 5.0;
        sheet.text(x, y, about, &about.fitted(&format!("{zone} · {}", scene.frame.since), scene.right() - x));
        return y + 4.0;
    }
    let baseline = top + heading.size * 0.8;
    sheet.text(scene.right(), baseline, about.at(Anchor::End), zone);
    let x = scene.right() - about.width(zone) - 5.0;
    sheet.text(x, baseline, heading.at(Anchor::End), time);
    y += 19.0;
    sheet.text(scene.right(), y, about.at(Anchor::End), &since);
    y - 18.0
}

/// Whether this is the day as it happened, and if not, what is different.
fn changed(sheet: &mut Sheet, scene: &Scene<'_>, top: f64) -> f64 {
    let told = changes(&scene.subject.state);
    let (tone, name) = if told.is_empty() { (Tone::Muted, "As it happened") } else { (Tone::Accent, "Changed:") };
    let style = Text::new(12.5, Tone::Muted);
    let bold = Text { tone, ..style }.bold();
    let mut y = top + 12.0;
    let (x, middle) = (scene.left + 4.0, y - 4.2);
    sheet.filled(&disc(x, middle, 4.0), tone);
    let x = scene.left + 14.0;
    sheet.text(x, y, bold, name);
    if told.is_empty() {
        return y + 4.0;
    }
    // The first line begins behind the name, the others below it.
    let indent = bold.width(name) + 6.0;
    // A line beside the moment's own stays clear of it.
    let room = scene.right() - x - indent - if scene.width < 560.0 { 0.0 } else { 210.0 };
    let text = told.join(" · ");
    let ink = Text { tone: Tone::Ink, ..style };
    for (index, line) in ink.wrapped(&text, room, MOST_LINES).iter().enumerate() {
        y += if index > 0 { 17.0 } else { 0.0 };
        sheet.text(x + indent, y, ink, line);
    }
    y + 4.0
}

/// A circle as a path.
pub(super) fn disc(x: f64, y: f64, radius: f64) -> String {
    let (left, across) = (n(x - radius), n(2.0 * radius));
    let radius = n(radius);
    format!("M{left} {}a{radius} {radius} 0 1 1 {across} 0a{radius} {radius} 0 1 1 -{across} 0z", n(y))
}

/// The four figures, in one row or two.
fn figures(sheet: &mut Sheet, scene: &Scene<'_>, top: f64, narrow: bool) -> f64 {
    let headline = scene.subject.state.headline();
    let yours = !scene.subject.state.inputs.is_as_it_happened();
    let same = if scene.subject.state.unforked.is_some() { "as it was" } else { "as it happened" };
    let height = if yours { 60.0 } else { 46.0 };
    // The middle ones can be long.
    let shares: &[f64] = if narrow { &[0.5, 0.5] } else { &[0.25, 0.23, 0.27, 0.25] };
    let (mut x, mut y) = (scene.left, top);
    for (index, figure) in headline.figures.iter().enumerate() {
        let column = index % shares.len();
        if column == 0 {
            x = scene.left;
            y += if index > 0 { height + 6.0 } else { 0.0 };
        }
        let width = scene.width * shares[column];
        // Another day than the one of the record is not a worse one.
        let judges = index + 1 < headline.figures.len();
        one(sheet, (x, y), width - 10.0, figure, (yours.then_some(same), judges));
        x += width;
    }
    y + height
}

fn one(sheet: &mut Sheet, (x, y): (f64, f64), room: f64, figure: &Figure, (same, judges): (Option<&str>, bool)) {
    let label = Text::new(11.5, Tone::Muted);
    let tone = match figure.change {
        Change::Same => Tone::Ink,
        _ if !judges => Tone::Ink,
        Change::Better => Tone::Good,
        Change::Worse => Tone::Bad,
    };
    let mut value = Text::new(21.0, tone).bold();
    while value.width(&figure.value) > room && value.size > 13.0 {
        value.size -= 1.0;
    }
    sheet.text(x, y + 11.0, label, &label.fitted(&figure.label, room));
    sheet.text(x, y + 34.0, value, &value.fitted(&figure.value, room));
    if let Some(same) = same {
        let was = match figure.change {
            Change::Same if figure.was == figure.value => same.to_owned(),
            Change::Same => String::new(),
            _ => format!("it was {}", figure.was),
        };
        sheet.text(x, y + 51.0, label, &label.fitted(&was, room));
    }
}
