//! The wide figure: as wide as a slide or a preview is, with the cascade beside the lanes.

use super::lanes::AXIS;
use super::sheet::{Sheet, n};
use super::tone::Tone;
use super::{Scene, cascade, flags, foot, head, lanes};
use crate::draw::Point;

/// Width and height in css pixels, of which all such figures have the proportions.
pub(super) const SIZE: (f64, f64) = (1280.0, 720.0);

/// Space around the figure, and between its two halves.
const PADDING: f64 = 26.0;
const BETWEEN: f64 = 30.0;

/// The share of the width that the cascade takes.
const CASCADE: f64 = 0.61;

/// Least and largest distance from one lane to the next: names can be read, and belong together.
const LEAST_PITCH: f64 = 17.0;
const MOST_PITCH: f64 = 42.0;

/// Draws all of it in a size of the same proportions. Returns whether it had room.
pub(super) fn draw(sheet: &mut Sheet, scene: &Scene<'_>, (width, height): (f64, f64)) -> bool {
    let whole = Scene { left: PADDING, width: width - 2.0 * PADDING, ..scene.clone() };
    let top = head::draw(sheet, &whole, PADDING) + 16.0;
    sheet.line(Point { x: whole.left, y: top }, Point { x: whole.right(), y: top }, Tone::Line, 1.0);
    let bottom = height - PADDING - foot::about_height(&whole);
    let left = Scene { width: (whole.width * CASCADE).round(), ..whole.clone() };
    let Some(end) = cascade::beside(sheet, &left, (top + 12.0, bottom - 10.0)) else {
        return beside(sheet, &whole, &whole, (top, bottom));
    };
    let x = left.right() + BETWEEN;
    let right = Scene { left: x, width: whole.right() - x, ..whole.clone() };
    let x = n(x - BETWEEN / 2.0);
    sheet.stroked(&format!("M{x} {}V{}", n(top), n(bottom)), Tone::Line, 1.0, "");
    beside(sheet, &whole, &right, (top, bottom)) && end <= bottom
}

/// The lanes with what their marks mean, and the foot of the figure below all.
fn beside(sheet: &mut Sheet, whole: &Scene<'_>, right: &Scene<'_>, (top, bottom): (f64, f64)) -> bool {
    let legend = foot::legend_height(right);
    let y = flags::draw(sheet, right, top + 12.0);
    let count = right.subject.state.scenario.components.iter().filter(|component| component.lane).count().max(1);
    let pitch = (bottom - legend - 8.0 - AXIS - y) / count as f64;
    let y = lanes::draw(sheet, right, y, pitch.clamp(LEAST_PITCH, MOST_PITCH));
    let end = foot::legend(sheet, right, (bottom - legend).max(y + 6.0));
    sheet.line(Point { x: whole.left, y: bottom }, Point { x: whole.right(), y: bottom }, Tone::Line, 1.0);
    foot::about(sheet, whole, bottom + 4.0);
    end <= bottom
}
