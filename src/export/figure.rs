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
mod versus;
mod wide;

use super::Subject;
use crate::frame::Frame;
use crate::state::Theme;
use sheet::Sheet;

pub use versus::versus;

/// How a figure is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FigureSpec {
    /// The colours; [`Theme::Auto`] follows the reader's system.
    pub theme: Theme,
    /// Width in css pixels, 360 to 2400. Text keeps its size, so a narrow figure is a taller one; but a wide one keeps its
    /// proportions, and everything in it grows.
    pub width: f64,
    /// What is in it, and where.
    pub shape: Shape,
}

/// What is in a figure, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The lanes.
    Lanes,
    /// The cascade with its cards, and the lanes below it.
    Whole,
    /// The cascade, and the lanes beside it: 16 by 9, for slides and previews.
    Wide,
    /// The cascade alone, without a word around it: what stands on the page until the program is there.
    Cascade,
}

impl Shape {
    /// The shape of a name, as file names and programs have it: `lanes`, `whole`, `wide`.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            "whole" => Self::Whole,
            "wide" => Self::Wide,
            _ => Self::Lanes,
        }
    }
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
    pub fn new(theme: Theme, shape: Shape) -> Self {
        let width = match shape {
            Shape::Lanes => WIDTH,
            Shape::Whole | Shape::Cascade => WHOLE_WIDTH,
            Shape::Wide => wide::SIZE.0,
        };
        Self { theme, width, shape }
    }
}

/// What the parts of a figure are drawn from.
#[derive(Clone)]
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
    let new_sheet = || Sheet::new(spec.theme, &format!("{} {width} {:?}", subject.fragment, spec.shape));
    if spec.shape == Shape::Wide {
        // A scenario with very many lanes is drawn larger, and made smaller as a whole.
        let sizes = (0..=30).map(|step| 1.0 + f64::from(step) * 0.1).map(|by| (wide::SIZE.0 * by, wide::SIZE.1 * by));
        let drawn = sizes.map(|size| {
            let mut sheet = new_sheet();
            let has_room = wide::draw(&mut sheet, &scene, size);
            (sheet, size, has_room)
        });
        let mut last = None;
        for (sheet, size, has_room) in drawn {
            last = Some((sheet, size));
            if has_room {
                break;
            }
        }
        let (sheet, size) = last.unwrap_or_else(|| (new_sheet(), wide::SIZE));
        return sheet.finish(subject, (width, (width * 9.0 / 16.0).round()), size);
    }
    let mut sheet = new_sheet();
    if spec.shape == Shape::Cascade {
        let scene = Scene { left: 0.0, width, ..scene };
        sheet.has_ground = false;
        let size = (width, cascade::alone(&mut sheet, &scene).ceil());
        return sheet.finish(subject, size, size);
    }
    let mut y = head::draw(&mut sheet, &scene, padding);
    if spec.shape == Shape::Whole {
        y = cascade::draw(&mut sheet, &scene, y + 16.0);
    }
    y = flags::draw(&mut sheet, &scene, y + 18.0);
    y = lanes::draw(&mut sheet, &scene, y, lanes::PITCH);
    y = foot::draw(&mut sheet, &scene, y + 16.0);
    let size = (width, (y + padding).ceil());
    sheet.finish(subject, size, size)
}
