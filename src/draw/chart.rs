//! Charts: this run as a bold line, the day as it happened as a thin one behind it, documented facts as diamonds.

mod scale;
mod thin;

use crate::draw::curve::Rect;
use crate::draw::metrics::text_width;
use crate::draw::svg_backend::{Role, SvgBackend, UNITS, escape, tenths};
use crate::draw::time_axis::{Tick, TimeAxis};
use outage_sim::Clock;
use plotters::prelude::{
    AreaSeries, ChartBuilder, DrawingAreaErrorKind, DrawingBackend, IntoDrawingArea, LineSeries, PathElement,
    ShapeStyle, TextStyle,
};
use plotters::style::{Color, text_anchor};
use scale::Scale;
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

/// Half the width and half the height of a diamond, in css pixels.
const DIAMOND: (f64, f64) = (3.6, 4.8);

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
    let _ = write!(svg, "<svg class=\"chart\" viewBox=\"0 0 {width} {height}\" width=\"100%\" role=\"img\" aria-label=\"");
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

/// Where everything in a chart goes.
struct Frame {
    plot: Rect,
    scale: Scale,
    ticks: Vec<Tick>,
    font: f64,
    span: (f64, f64),
    baseline: bool,
}

impl Frame {
    fn new(spec: &ChartSpec<'_>) -> Self {
        let (width, height) = spec.size;
        let font: f64 = if width >= 480.0 { 11.0 } else { 10.0 };
        let top = (font * 0.5).max(DIAMOND.1) + 1.0;
        let bottom = font + 6.0;
        let baseline = spec.baseline.filter(|baseline| *baseline != spec.run);
        let shown = spec.run.iter().chain(baseline.unwrap_or_default()).copied();
        let known = spec.limit.map(|(limit, _)| limit).into_iter().chain(spec.marks.iter().filter_map(|mark| mark.value));
        let room = (height - top - bottom).max(1.0);
        let scale = Scale::new(spec.unit, shown.chain(known), ((room / (font * 1.9)) as usize).clamp(1, 4));
        let labels = scale.ticks.iter().map(|(_, label)| text_width(label, font));
        // At least as much for every chart, so that the hours of charts below one another line up.
        let left = labels.fold(font * 3.0, f64::max).ceil() + 6.0;
        // Room for half a diamond, and for half of a last label.
        let right = 7.0;
        let plot = Rect { x: left, y: top, width: (width - left - right).max(1.0), height: room };
        let span = (spec.start, spec.start + spec.step * spec.run.len().saturating_sub(1).max(1) as f64);
        let axis = TimeAxis {
            span,
            width: plot.width,
            overhang: right,
            font,
            clock: spec.clock,
            utc: spec.utc,
            day: spec.day,
        };
        Self { plot, scale, ticks: axis.ticks(), font, span, baseline: baseline.is_some() }
    }

    fn x(&self, minutes: f64) -> f64 {
        self.plot.x + self.plot.width * (minutes - self.span.0) / (self.span.1 - self.span.0)
    }

    fn y(&self, value: f64) -> f64 {
        let (low, high) = self.scale.range;
        self.plot.bottom() - self.plot.height * ((value - low) / (high - low)).clamp(0.0, 1.0)
    }

    /// Axes, lines and labels, by plotters.
    fn draw<'a>(
        &self,
        spec: &ChartSpec<'_>,
        svg: &'a mut String,
    ) -> Result<(), DrawingAreaErrorKind<<SvgBackend<'a> as DrawingBackend>::ErrorType>> {
        let root = SvgBackend::new(svg, spec.size).into_drawing_area();
        let units = |pixels: f64| (pixels * UNITS).round() as i32;
        let (width, height) = spec.size;
        let (low, high) = self.scale.range;
        let mut chart = ChartBuilder::on(&root)
            .margin_left(units(self.plot.x))
            .margin_top(units(self.plot.y))
            .margin_right(units((width - self.plot.right()).max(0.0)))
            .margin_bottom(units((height - self.plot.bottom()).max(0.0)))
            .build_cartesian_2d(self.span.0..self.span.1, low..high)?;

        let across = |value: f64| [(self.span.0, value), (self.span.1, value)];
        let grid = self.scale.ticks.iter().skip(1).map(|(value, _)| PathElement::new(across(*value), line(Role::Grid, 1.0)));
        chart.draw_series(grid)?;
        let days = self.ticks.iter().filter(|tick| tick.day);
        chart.draw_series(days.map(|tick| PathElement::new([(tick.at, low), (tick.at, high)], line(Role::Day, 1.0))))?;
        chart.draw_series([PathElement::new(across(low), line(Role::Axis, 1.0))])?;

        let columns = self.plot.width;
        let points = |values: &[f64]| thin::points(values, spec.start, spec.step, columns, (low, high));
        let run = points(spec.run);
        if low == 0.0 && !run.is_empty() {
            let area = ShapeStyle { color: Role::Area.colour().to_rgba(), filled: true, stroke_width: 0 };
            chart.draw_series(AreaSeries::new(run.iter().copied(), low, area.color))?;
        }
        if let Some(baseline) = spec.baseline.filter(|_| self.baseline) {
            chart.draw_series(LineSeries::new(points(baseline), line(Role::Baseline, 1.2)))?;
        }
        if let Some((limit, _)) = spec.limit {
            chart.draw_series([PathElement::new(across(limit), line(Role::Limit, 1.0))])?;
        }
        chart.draw_series(LineSeries::new(run, line(Role::Run, 1.7)))?;

        let label = Role::Label.colour();
        let text = |h, v| {
            let style = TextStyle::from(("sans-serif", self.font * UNITS)).color(&label);
            style.pos(text_anchor::Pos::new(h, v))
        };
        let right = text(text_anchor::HPos::Right, text_anchor::VPos::Center);
        for (value, label) in &self.scale.ticks {
            root.draw_text(label, &right, (units(self.plot.x - 5.0), units(self.y(*value))))?;
        }
        let centre = text(text_anchor::HPos::Center, text_anchor::VPos::Bottom);
        for tick in &self.ticks {
            let (x, bottom) = (self.plot.x + tick.x, self.plot.bottom());
            if !tick.label.is_empty() {
                let stem = PathElement::new([(units(x), units(bottom)), (units(x), units(bottom + 3.0))], line(Role::Axis, 1.0));
                root.draw(&stem)?;
                root.draw_text(&tick.label, &centre, (units(x), units(height - 2.0)))?;
            }
        }
        if let Some((limit, name)) = spec.limit {
            let (x, y, anchor) = self.limit_label(spec, limit, name);
            root.draw_text(name, &text(anchor, text_anchor::VPos::Bottom), (units(x), units(y)))?;
        }
        root.present()
    }

    /// Where the name of a limit disturbs least: at the end where the lines are farthest from it, above its line if
    /// there is room.
    fn limit_label(&self, spec: &ChartSpec<'_>, limit: f64, name: &str) -> (f64, f64, text_anchor::HPos) {
        let line = self.y(limit);
        let above = line - self.font * 0.8 > self.plot.y - 2.0;
        let y = if above { line - 3.0 } else { line + self.font * 0.7 + 3.0 };
        let (top, bottom) = (y - self.font * 0.8, y + 2.0);
        let share = ((text_width(name, self.font) + 4.0) / self.plot.width).clamp(0.0, 1.0);
        let crossed = |values: &[f64]| values.iter().filter(|value| (top..bottom).contains(&self.y(**value))).count();
        let count = (spec.run.len() as f64 * share) as usize;
        let (first, last) = (crossed(&spec.run[..count]), crossed(&spec.run[spec.run.len() - count..]));
        if first < last {
            (self.plot.x + 2.0, y, text_anchor::HPos::Left)
        } else {
            (self.plot.right() - 2.0, y, text_anchor::HPos::Right)
        }
    }

    fn draw_marks(&self, spec: &ChartSpec<'_>, svg: &mut String) {
        let inside = |mark: &&Mark| (self.span.0..=self.span.1).contains(&mark.at);
        for mark in spec.marks.iter().filter(inside) {
            let moment = ((mark.at - spec.start) / spec.step).round() as usize;
            let value = mark.value.or_else(|| spec.run.get(moment).copied()).unwrap_or_default();
            let (x, y) = (self.x(mark.at), self.y(value));
            let class = if mark.reproduced { "chart-mark" } else { "chart-mark missed" };
            let _ = write!(svg, "<path class=\"{class}\" d=\"M");
            for (index, (right, down)) in [(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)].into_iter().enumerate() {
                svg.push_str(if index == 0 { "" } else { "L" });
                tenths(svg, ((x + right * DIAMOND.0) * UNITS).round() as i32);
                svg.push(' ');
                tenths(svg, ((y + down * DIAMOND.1) * UNITS).round() as i32);
            }
            let opacity = if mark.reproduced { "1" } else { ".45" };
            let _ = write!(
                svg,
                "Z\" fill=\"var(--panel, Canvas)\" stroke=\"currentColor\" stroke-opacity=\"{opacity}\" \
                 stroke-width=\"1.2\"><title>"
            );
            escape(svg, &mark.text);
            svg.push_str("</title></path>");
        }
    }
}

fn line(role: Role, width: f64) -> ShapeStyle {
    let stroke_width = (width * UNITS).round() as u32;
    ShapeStyle { color: role.colour().to_rgba(), filled: false, stroke_width }
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
        let _ = write!(text, "; as it happened at most {}", scale.say(peak));
    }
    if let Some((limit, name)) = spec.limit {
        let _ = write!(text, "; {name} at {}", scale.say(limit));
    }
    text.push('.');
    text
}

#[cfg(test)]
mod tests;
