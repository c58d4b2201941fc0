//! Where the cards of the cascade stand, and how the lines between them run: a cascade on wide screens, a list with
//! rails on narrow ones. No line runs through a card.

mod cascade;
mod list;
mod route;

use crate::draw::curve::{Curve, Rect};
use outage_sim::{Form, Scenario};

/// The picture: cards and lines, in css pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Width of the picture.
    pub width: f64,
    /// Height of the picture: what was asked for, or more where the cards need more.
    pub height: f64,
    /// Whether it is the cascade, not the list.
    pub wide: bool,
    /// For each component its card.
    pub cards: Vec<Rect>,
    /// Where the root's heading, two lines of text, stands: above the grid.
    pub heading: Rect,
    /// Where the members of the root are drawn, inside its card.
    pub grid: Rect,
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

/// Narrowest picture in css pixels that can be a cascade; scenarios with many columns need more.
pub const WIDE_FROM: f64 = 620.0;

/// Space between the edge of the root's card and what is in it.
const PADDING: f64 = 16.0;

/// Narrower than this in css pixels at the usual size of text, words take two lines.
const NARROW: f64 = 300.0;

/// Height of the numbers below members that stand by what they need.
pub const SCALE: f64 = 14.0;

/// Height of the root's heading.
fn heading(width: f64) -> f64 {
    if width < NARROW { 90.0 } else { 54.0 }
}

/// Height of the root's scale, gauge and captions.
fn captions(scenario: &Scenario) -> f64 {
    match scenario.components[scenario.root()].picture.as_ref() {
        Some(picture) if !picture.trends.is_empty() => 124.0,
        Some(picture) if picture.form == Form::Spread => 100.0 + SCALE,
        _ => 100.0,
    }
}

/// Lays out the components of a scenario. `height` matters to the cascade only; a list is as high as it needs to be.
#[must_use]
pub fn layout(scenario: &Scenario, width: f64, height: f64, margins: Margins) -> Layout {
    let width = if width.is_finite() { width.clamp(200.0, 10_000.0) } else { WIDE_FROM };
    let height = if height.is_finite() { height.clamp(200.0, 10_000.0) } else { 574.0 };
    let cascade = if width >= WIDE_FROM { cascade::cards(scenario, width, height, margins) } else { None };
    let wide = cascade.is_some();
    let (cards, height, curves) = match cascade {
        Some(cascade) => {
            let curves = route::curves(scenario, &cascade);
            (cascade.cards, cascade.height, curves)
        }
        None => list::cards(scenario, width, margins),
    };
    let edges = needs(scenario)
        .zip(curves)
        .map(|((caller, need, callee), curve)| EdgeLine { caller, need, callee, curve })
        .collect();
    let root = cards[scenario.root()];
    let (heading, captions) = (heading(width), captions(scenario));
    let inside = |y: f64, height: f64| Rect {
        x: root.x + PADDING,
        y,
        width: (root.width - 2.0 * PADDING).max(0.0),
        height: height.max(0.0),
    };
    Layout {
        width,
        height,
        wide,
        heading: inside(root.y, heading),
        grid: inside(root.y + heading, root.height - heading - captions),
        captions: inside(root.bottom() - captions, captions),
        cards,
        edges,
    }
}

/// Every need: caller, index among its needs, callee.
fn needs(scenario: &Scenario) -> impl Iterator<Item = (usize, usize, usize)> {
    let components = scenario.components.iter().enumerate();
    components
        .flat_map(|(caller, spec)| spec.needs.iter().enumerate().map(move |(need, on)| (caller, need, on.on.into())))
}

#[cfg(test)]
mod tests;
