//! Charts: this run as a bold line, the day as it happened as a thin one behind it, documented facts as diamonds.

mod frame;
mod scale;
mod shade;
mod thin;

use crate::draw::curve::Rect;
use crate::draw::svg_backend::escape;
use frame::Frame;
use outage_sim::Clock;
use scale::Scale;
pub use shade::shaded;
use std::fmt::Write;

/// What a chart shows.
#[derive(Debug, Clone, Copy)]
pub struct ChartSpec<'a> {
    /// What is charted, for people who hear the page, such as `Error rate of sign-in`.
    pub title: &'a str,
    /// Width and height in css pixels.
    pub size: (f64, f64),
    /// First moment of the series, in minutes since the trigger.
    pub start: f64,
    /// Minutes between two values.
    pub step: f64,
    /// The values of this run.
    pub run: &'a [f64],
    /// The values of the day as it happened; without them, or when they are the same, this run stands alone.
    pub baseline: Option<&'a [f64]>,
    /// What the baseline is called where the chart is told: `as it happened`.
    pub other: &'a str,
    /// What the values are.
    pub unit: Unit,
    /// A value that matters, drawn as a dashed line with its name, such as a limit.
    pub limit: Option<(f64, &'a str)>,
    /// Documented facts.
    pub marks: &'a [Mark],
    /// The clock of the place.
    pub clock: &'a Clock,
    /// Whether the clock shows UTC instead of the zone of the place.
    pub utc: bool,
    /// The day of the trigger, such as `Wednesday 25 November 2020`; later days are counted from it.
    pub day: &'a str,
}

/// What the values of a chart are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Shares from 0 to 1, shown as percentages; the axis always reaches 100.
    Percent,
    /// Minutes, shown as minutes, hours or days.
    Minutes,
    /// Seconds, shown as milliseconds, seconds or minutes.
    Seconds,
    /// Multiples of a normal day.
    Times,
    /// Plain numbers. The axis starts above 0 when all values are far from it.
    Plain,
}

/// A documented fact in a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// When it happened, in minutes since the trigger.
    pub at: f64,
    /// The value that it names; without one it sits on this run's line.
    pub value: Option<f64>,
    /// Whether this run reproduces it; if not, its diamond is faint.
    pub reproduced: bool,
    /// What it says, shown on hover.
    pub text: String,
}

/// Draws a chart as an SVG element as wide as its container. The moving cursor is not in it; place one with
/// [`plot_area`].
///
/// Strokes and text have the colour of the surrounding text. Classes for style sheets: `chart` and `chart-grid`, `-axis`,
/// `-day`, `-area`, `-baseline`, `-limit`, `-run`, `-label`, `-mark`; diamonds are filled with `--panel`.
#[must_use]
pub fn chart(spec: &ChartSpec<'_>) -> String {
    let frame = Frame::new(spec);
    let mut svg = String::with_capacity(8 * 1024);
    let (width, height) = spec.size;
    let _ =
        write!(svg, "<svg class=\"chart\" viewBox=\"0 0 {width} {height}\" width=\"100%\" role=\"img\" aria-label=\"");
    escape(&mut svg, &spoken(spec, &frame.scale));
    svg.push_str("\">");
    // Writing to a text cannot fail; a size without room for a plot leaves the picture empty.
    let _ = frame.draw(spec, &mut svg);
    frame.draw_marks(spec, &mut svg);
    svg.push_str("</svg>");
    svg
}

/// The part of the chart that the series fill, in css pixels: a moment lies at
/// `x + width * (minutes - start) / (end - start)`, where the series begin at `start` and end at `end`.
#[must_use]
pub fn plot_area(spec: &ChartSpec<'_>) -> Rect {
    Frame::new(spec).plot
}

/// The chart in a sentence.
fn spoken(spec: &ChartSpec<'_>, scale: &Scale) -> String {
    let most = |values: &[f64]| {
        let peak = values.iter().copied().enumerate().filter(|(_, value)| value.is_finite());
        peak.reduce(|best, next| if next.1 > best.1 { next } else { best })
    };
    let Some((moment, peak)) = most(spec.run) else { return format!("{}: no values", spec.title) };
    let at = spec.start + spec.step * moment as f64;
    let time = if spec.utc { spec.clock.utc(at) } else { spec.clock.local(at) };
    let zone = if spec.utc { "UTC" } else { &spec.clock.zone };
    let mut text = format!("{}: at most {}", spec.title, scale.say(peak));
    if peak > 0.0 {
        let _ = write!(text, ", at {time} {zone}");
    }
    if let Some((_, peak)) = spec.baseline.filter(|baseline| *baseline != spec.run).and_then(most) {
        let _ = write!(text, "; {} at most {}", spec.other, scale.say(peak));
    }
    if let Some((limit, name)) = spec.limit {
        let _ = write!(text, "; {name} at {}", scale.say(limit));
    }
    text.push('.');
    text
}

#[cfg(test)]
mod tests;
