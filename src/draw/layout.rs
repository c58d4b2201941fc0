//! Where the cards of the cascade stand, and how the lines between them run: a cascade on wide screens, a list with
//! rails on narrow ones. No line runs through a card.

use crate::draw::curve::{Curve, Rect};
use outage_sim::Scenario;

/// The picture: cards and lines, in css pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Width of the picture.
    pub width: f64,
    /// Height of the picture; on narrow screens as high as the list needs.
    pub height: f64,
    /// Whether it is the cascade, not the list.
    pub wide: bool,
    /// For each component its card.
    pub cards: Vec<Rect>,
    /// Where the members of the root are drawn, inside its card.
    pub grid: Rect,
    /// Where the root's heading, two lines of text, stands: above the grid.
    pub heading: Rect,
    /// Where the root's gauge and captions stand: below the grid.
    pub captions: Rect,
    /// The lines: for each component, in order, one for each of its needs.
    pub edges: Vec<EdgeLine>,
}

/// The line of one need.
#[derive(Debug, Clone, PartialEq)]
pub struct EdgeLine {
    /// Index of the component that calls.
    pub caller: usize,
    /// Index among the needs of the caller.
    pub need: usize,
    /// Index of the component that is called.
    pub callee: usize,
    /// The line, from the caller to the callee.
    pub curve: Curve,
}

/// Room that the picture leaves free, in css pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margins {
    /// Above, for the headline figures.
    pub top: f64,
    /// Below, for the legend.
    pub bottom: f64,
}

/// Narrowest picture in css pixels that is drawn as a cascade.
pub const WIDE_FROM: f64 = 640.0;

/// Lays out the components of a scenario. `height` is used on wide screens only.
#[must_use]
pub fn layout(scenario: &Scenario, width: f64, height: f64, margins: Margins) -> Layout {
    let _ = (scenario, margins);
    Layout {
        width,
        height,
        wide: width >= WIDE_FROM,
        cards: Vec::new(),
        grid: Rect::default(),
        heading: Rect::default(),
        captions: Rect::default(),
        edges: Vec::new(),
    }
}
