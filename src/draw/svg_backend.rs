//! Where plotters draws: SVG text. Coordinates are tenths of css pixels; text is measured by [`metrics`], so a chart is
//! laid out the same natively and in the page.
//!
//! A style's colour is not a colour but the number of a [`Role`]; what a role looks like is decided here, and style
//! sheets can refine it by its class.

use crate::draw::metrics;
use plotters::style::RGBColor;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use std::convert::Infallible;
use std::fmt::Write;

/// Backend units per css pixel.
pub(crate) const UNITS: f64 = 10.0;

/// What a stroke or text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Lines at the values of the axis.
    Grid,
    /// The line at the bottom, and its ticks.
    Axis,
    /// The line where a day begins.
    Day,
    /// The area under this run.
    Area,
    /// The day as it happened.
    Baseline,
    /// A limit.
    Limit,
    /// This run.
    Run,
    /// Labels of the axes.
    Label,
}

/// The class and the opacity of each role, in their order.
const LOOKS: [(Role, &str, &str); 8] = [
    (Role::Grid, "chart-grid", ".13"),
    (Role::Axis, "chart-axis", ".45"),
    (Role::Day, "chart-day", ".3"),
    (Role::Area, "chart-area", ".07"),
    (Role::Baseline, "chart-baseline", ".42"),
    (Role::Limit, "chart-limit", ".75"),
    (Role::Run, "chart-run", "1"),
    (Role::Label, "chart-label", ".72"),
];

impl Role {
    /// The colour that stands for the role.
    pub(crate) fn colour(self) -> RGBColor {
        RGBColor(self as u8, 0, 0)
    }
}

/// Class and opacity of the role that a colour stands for.
fn look(colour: BackendColor) -> (Role, &'static str, &'static str) {
    LOOKS[usize::from(colour.rgb.0).min(LOOKS.len() - 1)]
}

/// Writes SVG elements.
#[derive(Debug)]
pub(crate) struct SvgBackend<'a> {
    out: &'a mut String,
    size: (u32, u32),
}

type Outcome = Result<(), DrawingErrorKind<Infallible>>;

impl<'a> SvgBackend<'a> {
    /// A backend that appends to a text; `size` in css pixels.
    pub(crate) fn new(out: &'a mut String, size: (f64, f64)) -> Self {
        Self { out, size: ((size.0 * UNITS).round() as u32, (size.1 * UNITS).round() as u32) }
    }

    fn points(&mut self, points: impl IntoIterator<Item = BackendCoord>) {
        for (index, point) in points.into_iter().enumerate() {
            self.out.push(if index == 0 { 'M' } else { 'L' });
            tenths(self.out, point.0);
            self.out.push(' ');
            tenths(self.out, point.1);
        }
    }

    fn stroke(&mut self, points: impl IntoIterator<Item = BackendCoord>, colour: BackendColor, width: u32) {
        if colour.alpha == 0.0 {
            return;
        }
        let (role, class, opacity) = look(colour);
        let _ = write!(self.out, "<path class=\"{class}\" d=\"");
        self.points(points);
        let _ =
            write!(self.out, "\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"{opacity}\" stroke-width=\"");
        tenths(self.out, width as i32);
        self.out.push_str(match role {
            Role::Limit => "\" stroke-dasharray=\"3 2.5\"/>",
            Role::Run | Role::Baseline => "\" stroke-linejoin=\"round\"/>",
            _ => "\" shape-rendering=\"crispEdges\"/>",
        });
    }
}

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Outcome {
        Ok(())
    }

    fn present(&mut self) -> Outcome {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Outcome {
        // Charts have no single pixels.
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Outcome {
        self.stroke([from, to], style.color(), style.stroke_width());
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Outcome {
        self.stroke(path, style.color(), style.stroke_width());
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Outcome {
        let (_, class, opacity) = look(style.color());
        let _ = write!(self.out, "<path class=\"{class}\" d=\"");
        self.points(path);
        let _ = write!(self.out, "Z\" fill=\"currentColor\" fill-opacity=\"{opacity}\"/>");
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Outcome {
        let (_, class, opacity) = look(style.color());
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        // Digits are about 0.7 em high and stand on the baseline.
        let below = match style.anchor().v_pos {
            VPos::Top => 0.7,
            VPos::Center => 0.35,
            VPos::Bottom => 0.0,
        };
        let _ = write!(self.out, "<text class=\"{class}\" x=\"");
        tenths(self.out, at.0);
        self.out.push_str("\" y=\"");
        tenths(self.out, at.1 + (below * style.size()).round() as i32);
        let _ = write!(self.out, "\" text-anchor=\"{anchor}\" font-size=\"");
        tenths(self.out, style.size().round() as i32);
        let _ = write!(self.out, "\" fill=\"currentColor\" fill-opacity=\"{opacity}\">");
        escape(self.out, text);
        self.out.push_str("</text>");
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((metrics::text_width(text, style.size()).ceil() as u32, style.size().ceil() as u32))
    }
}

/// Appends a number of backend units as css pixels, without trailing zeros.
pub(crate) fn tenths(out: &mut String, units: i32) {
    let sign = if units < 0 { "-" } else { "" };
    let _ = write!(out, "{sign}{}", units.unsigned_abs() / 10);
    if units % 10 != 0 {
        let _ = write!(out, ".{}", units.unsigned_abs() % 10);
    }
}

/// Appends text so that it is safe in SVG and HTML, inside elements and quoted attributes.
pub(crate) fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Control characters and these two are not allowed in SVG.
            control if control.is_control() || matches!(control, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draw_roles_keep_their_order() {
        for (index, (role, ..)) in LOOKS.iter().enumerate() {
            assert_eq!(*role as usize, index);
        }
    }

    #[test]
    fn draw_numbers_and_texts_are_clean() {
        let mut out = String::new();
        tenths(&mut out, -5);
        tenths(&mut out, 120);
        escape(&mut out, "<a b=\"c\">'&\u{1}");
        assert_eq!(out, "-0.512&lt;a b=&quot;c&quot;&gt;&#39;&amp; ");
    }
}
