//! The figure: one picture of a run at a moment that stands alone, in a report, on a slide, without the page.
//!
//! It is SVG text with every colour and size in it, measured by [`crate::draw::metrics`]: the same bytes from the page
//! and from the command line, so that a document's build can tell when the model has moved.

mod cascade;
mod flags;
mod foot;
mod head;
mod lanes;
mod root;
mod sheet;
mod strip;
mod tone;

use super::{Subject, text};
use crate::frame::Frame;
use crate::state::Theme;
use sheet::Sheet;

/// How a figure is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FigureSpec {
    /// The colours; [`Theme::Auto`] follows the reader's system.
    pub theme: Theme,
    /// Width in css pixels, 360 to 2400; text keeps its size, so a narrow figure is a taller one.
    pub width: f64,
    /// Whether the cascade with its cards is drawn above the lanes.
    pub whole: bool,
}

/// Width of a figure in css pixels, unless somebody asks for another.
pub const WIDTH: f64 = 760.0;

/// Width of a figure with the cascade in css pixels, unless somebody asks for another.
pub const WHOLE_WIDTH: f64 = 1080.0;

/// Narrowest and widest figure in css pixels.
pub const WIDTHS: (f64, f64) = (360.0, 2400.0);

impl FigureSpec {
    /// A figure in some colours, of the usual width.
    #[must_use]
    pub fn new(theme: Theme, whole: bool) -> Self {
        Self { theme, width: if whole { WHOLE_WIDTH } else { WIDTH }, whole }
    }
}

/// What the parts of a figure are drawn from.
struct Scene<'a> {
    subject: &'a Subject,
    frame: Frame,
    /// Left end and width of what is drawn, in css pixels.
    left: f64,
    width: f64,
}

impl Scene<'_> {
    fn right(&self) -> f64 {
        self.left + self.width
    }
}

/// The picture as SVG text.
#[must_use]
pub fn figure(subject: &Subject, spec: FigureSpec) -> String {
    let wanted = if spec.width.is_finite() { spec.width } else { WIDTH };
    let width = wanted.clamp(WIDTHS.0, WIDTHS.1).round();
    let padding = if width < 520.0 { 16.0 } else { 24.0 };
    let scene = Scene { subject, frame: subject.frame(), left: padding, width: width - 2.0 * padding };
    let mut sheet = Sheet::new(spec.theme, &format!("{} {width} {}", subject.fragment, spec.whole));
    let mut y = head::draw(&mut sheet, &scene, padding);
    if spec.whole {
        y = cascade::draw(&mut sheet, &scene, y + 16.0);
    }
    y = flags::draw(&mut sheet, &scene, y + 18.0);
    y = lanes::draw(&mut sheet, &scene, y);
    y = foot::draw(&mut sheet, &scene, y + 16.0);
    sheet.finish((width, (y + padding).ceil()), &text::title(subject), &text::alt(subject), &text::model(subject))
}
