//! Where everything in a chart goes, and how it is drawn there.

use super::scale::Scale;
use super::{ChartSpec, Mark, thin};
use crate::draw::curve::Rect;
use crate::draw::metrics::text_width;
use crate::draw::svg_backend::{Role, SvgBackend, UNITS, escape, tenths};
use crate::draw::time_axis::{Tick, TimeAxis};
use plotters::prelude::{
    AreaSeries, ChartBuilder, DrawingAreaErrorKind, DrawingBackend, IntoDrawingArea, LineSeries, PathElement,
    ShapeStyle, TextStyle,
};
use plotters::style::{Color, text_anchor};
use std::fmt::Write;

/// Half the width and half the height of a diamond, in css pixels.
const DIAMOND: (f64, f64) = (3.6, 4.8);

/// Where everything in a chart goes.
pub(super) struct Frame {
    pub(super) plot: Rect,
    pub(super) scale: Scale,
    ticks: Vec<Tick>,
    font: f64,
    span: (f64, f64),
    baseline: bool,
}

impl Frame {
    pub(super) fn new(spec: &ChartSpec<'_>) -> Self {
        let (width, height) = spec.size;
        let font: f64 = if width >= 480.0 { 11.0 } else { 10.0 };
        let top = (font * 0.5).max(DIAMOND.1) + 1.0;
        let bottom = font + 6.0;
        let baseline = spec.baseline.filter(|baseline| *baseline != spec.run);
        let shown = spec.run.iter().chain(baseline.unwrap_or_default()).copied();
        let known =
            spec.limit.map(|(limit, _)| limit).into_iter().chain(spec.marks.iter().filter_map(|mark| mark.value));
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

    pub(super) fn y(&self, value: f64) -> f64 {
        let (low, high) = self.scale.range;
        self.plot.bottom() - self.plot.height * ((value - low) / (high - low)).clamp(0.0, 1.0)
    }

    /// Axes, lines and labels, by plotters.
    pub(super) fn draw<'a>(
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
        let grid =
            self.scale.ticks.iter().skip(1).map(|(value, _)| PathElement::new(across(*value), line(Role::Grid, 1.0)));
        chart.draw_series(grid)?;
        let days = self.ticks.iter().filter(|tick| tick.day);
        chart
            .draw_series(days.map(|tick| PathElement::new([(tick.at, low), (tick.at, high)], line(Role::Day, 1.0))))?;
        chart.draw_series([PathElement::new(across(low), line(Role::Axis, 1.0))])?;

        let columns = self.plot.width;
        let points = |values: &[f64]| thin::points(values, spec.start, spec.step, columns, (low, high));
        // Where there are no values the line has a gap.
        let (mut runs, mut before) = (Vec::new(), 0);
        for stretch in spec.run.chunk_by(|one, next| one.is_finite() == next.is_finite()) {
            if stretch[0].is_finite() {
                let start = spec.start + spec.step * before as f64;
                runs.push(thin::points(stretch, start, spec.step, columns, (low, high)));
            }
            before += stretch.len();
        }
        if low == 0.0 {
            for run in &runs {
                let area = ShapeStyle { color: Role::Area.colour().to_rgba(), filled: true, stroke_width: 0 };
                chart.draw_series(AreaSeries::new(run.iter().copied(), low, area.color))?;
            }
        }
        if let Some(baseline) = spec.baseline.filter(|_| self.baseline) {
            chart.draw_series(LineSeries::new(points(baseline), line(Role::Baseline, 1.2)))?;
        }
        if let Some((limit, _)) = spec.limit {
            chart.draw_series([PathElement::new(across(limit), line(Role::Limit, 1.0))])?;
        }
        for run in runs {
            chart.draw_series(LineSeries::new(run, line(Role::Run, 1.7)))?;
        }

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
                let stem = PathElement::new(
                    [(units(x), units(bottom)), (units(x), units(bottom + 3.0))],
                    line(Role::Axis, 1.0),
                );
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

    /// Where the name of a limit crosses this run least: at either end or in the middle, above its line or below.
    fn limit_label(&self, spec: &ChartSpec<'_>, limit: f64, name: &str) -> (f64, f64, text_anchor::HPos) {
        use text_anchor::HPos::{Center, Left, Right};
        let width = text_width(name, self.font);
        let (from, to) = (self.plot.x + 2.0, self.plot.right() - 2.0);
        let line = self.y(limit);
        let places = [
            (to, Right, to - width),
            (from, Left, from),
            (self.plot.centre().x, Center, self.plot.centre().x - width / 2.0),
        ];
        let mut best = (usize::MAX, (to, line - 3.0, Right));
        for y in [line - 3.0, line + self.font * 0.75 + 3.0] {
            let (top, bottom) = (y - self.font * 0.75 - 2.0, y + 2.0);
            for (x, anchor, left) in places {
                let moment = |x: f64| (x - self.plot.x) / self.plot.width * spec.run.len() as f64;
                let (first, last) =
                    (moment(left - 3.0).max(0.0) as usize, moment(left + width + 3.0).max(0.0) as usize);
                let beside =
                    &spec.run[first.min(spec.run.len())..(last + 2).clamp(first.min(spec.run.len()), spec.run.len())];
                let crosses = |pair: &[f64]| {
                    let (one, other) = (self.y(pair[0]), self.y(pair[1]));
                    one.min(other) < bottom && one.max(other) > top
                };
                let outside = top < self.plot.y - 3.0 || bottom > self.plot.bottom();
                let crossed = beside.windows(2).filter(|pair| crosses(pair)).count() + if outside { 1000 } else { 0 };
                if crossed < best.0 {
                    best = (crossed, (x, y, anchor));
                }
            }
        }
        best.1
    }

    pub(super) fn draw_marks(&self, spec: &ChartSpec<'_>, svg: &mut String) {
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
