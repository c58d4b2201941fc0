//! The list, for narrow screens: the root first, what depends on it indented below, joined by rails at the left.
//! Further needs run along the right edge.

use super::{Margins, NARROW, PADDING, captions, heading, needs};
use crate::draw::curve::{Curve, Point, Rect};
use crate::order::sort_by_number;
use outage_sim::Scenario;

const OUTER: f64 = 12.0;
const INDENT: f64 = 18.0;
const MOST_INDENT: f64 = 72.0;
const CARD: f64 = 46.0;
const TALL_CARD: f64 = 64.0;
const BETWEEN: f64 = 10.0;
const LANE: f64 = 6.0;
const MOST_LANES: usize = 4;
const CORNER: f64 = 7.0;

/// Cards, height of the picture, and the line of every need.
pub(super) fn cards(scenario: &Scenario, width: f64, margins: Margins) -> (Vec<Rect>, f64, Vec<Curve>) {
    let count = scenario.components.len();
    let parents: Vec<Option<usize>> = (0..count).map(|component| parent(scenario, component)).collect();
    let order = order(scenario, &parents);

    let on_rail = |a: usize, b: usize| parents[a] == Some(b) || parents[b] == Some(a);
    let aside = needs(scenario).filter(|(caller, _, callee)| !on_rail(*caller, *callee)).count();
    let lanes = if aside > 0 { 8.0 + LANE * aside.min(MOST_LANES) as f64 } else { 0.0 };
    let right = width - OUTER.max(lanes);

    let mut cards = vec![Rect::default(); count];
    let mut y = margins.top;
    for (component, depth) in order {
        let x = OUTER + (INDENT * depth as f64).min(MOST_INDENT);
        let height = if component == scenario.root() {
            let grid = ((right - x - 2.0 * PADDING) * 0.62).clamp(120.0, 240.0);
            (heading(width) + grid + captions(scenario)).round()
        } else {
            if width < NARROW { TALL_CARD } else { CARD }
        };
        cards[component] = Rect { x, y, width: (right - x).max(40.0), height };
        y += height + BETWEEN;
    }
    let height = y - BETWEEN + margins.bottom;

    let mut lane = 0;
    let curves = needs(scenario)
        .map(|(caller, _, callee)| {
            if parents[caller] == Some(callee) {
                rail(&cards[caller], &cards[callee])
            } else if parents[callee] == Some(caller) {
                reversed(rail(&cards[callee], &cards[caller]))
            } else {
                lane += 1;
                let reach = right + 6.0 + LANE * ((lane - 1) % MOST_LANES) as f64;
                along_the_right(&cards[caller], &cards[callee], reach)
            }
        })
        .collect();
    (cards, height, curves)
}

/// The card that a component stands below: of what it needs, the part nearest to its left in the cascade; for what
/// only the root needs, the root.
fn parent(scenario: &Scenario, component: usize) -> Option<usize> {
    if component == scenario.root() {
        return None;
    }
    let spec = &scenario.components[component];
    let column = |other: usize| scenario.components[other].place.0;
    let to_the_left = spec.needs.iter().map(|need| usize::from(need.on)).filter(|on| column(*on) < spec.place.0);
    let nearest = to_the_left.reduce(|best, next| if column(next) > column(best) { next } else { best });
    let by_root = || scenario.components[scenario.root()].needs.iter().any(|need| usize::from(need.on) == component);
    nearest.or_else(|| by_root().then_some(scenario.root()))
}

/// Every component with its depth: the root and what stands below it, then the rest.
fn order(scenario: &Scenario, parents: &[Option<usize>]) -> Vec<(usize, usize)> {
    let mut by_place: Vec<usize> = (0..parents.len()).collect();
    let place = |component: &usize| scenario.components[*component].place;
    sort_by_number(&mut by_place, |component| place(component).0);
    sort_by_number(&mut by_place, |component| place(component).1);
    // What the root needs comes after what needs the root.
    sort_by_number(&mut by_place, |component| f64::from(place(component).0 < place(&scenario.root()).0));
    let mut order = Vec::with_capacity(parents.len());
    let mut tops: Vec<usize> = by_place.iter().copied().filter(|component| parents[*component].is_none()).collect();
    sort_by_number(&mut tops, |component| f64::from(*component != scenario.root()));
    let mut waiting: Vec<(usize, usize)> = tops.into_iter().rev().map(|component| (component, 0)).collect();
    while let Some((component, depth)) = waiting.pop() {
        order.push((component, depth));
        let below = by_place.iter().rev().filter(|other| parents[**other] == Some(component));
        waiting.extend(below.map(|other| (*other, depth + 1)));
    }
    order
}

/// From the left of a card up to the card that it stands below.
fn rail(card: &Rect, parent: &Rect) -> Curve {
    let y = card.centre().y;
    let x = card.x - INDENT / 2.0;
    if x > parent.x {
        bent(&[(card.x, y), (x, y), (x, parent.bottom())])
    } else {
        // No room to indent further: to the left of the parent instead.
        bent(&[(card.x, y), (x, y), (x, parent.centre().y), (parent.x, parent.centre().y)])
    }
}

/// From the right of one card to the right of another, with a stretch at `x`.
fn along_the_right(caller: &Rect, callee: &Rect, x: f64) -> Curve {
    let (from, to) = (caller.centre().y + 6.0, callee.centre().y - 6.0);
    bent(&[(caller.right(), from), (x, from), (x, to), (callee.right(), to)])
}

fn reversed(curve: Curve) -> Curve {
    Curve::new(curve.segments.into_iter().rev().map(|[a, b, c, d]| [d, c, b, a]).collect())
}

/// A line along corners that are rounded.
fn bent(corners: &[(f64, f64)]) -> Curve {
    let point = |(x, y): (f64, f64)| Point { x, y };
    let towards = |from: (f64, f64), to: (f64, f64), distance: f64| {
        let length = (to.0 - from.0).hypot(to.1 - from.1).max(f64::MIN_POSITIVE);
        let share = (distance / length).min(0.5);
        (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
    };
    let straight = |from: (f64, f64), to: (f64, f64)| {
        let at = |share: f64| point((from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share));
        [at(0.0), at(1.0 / 3.0), at(2.0 / 3.0), at(1.0)]
    };
    let mut segments = Vec::with_capacity(corners.len() * 2);
    let mut last = corners[0];
    for corner in corners.windows(3) {
        let (before, after) = (towards(corner[1], corner[0], CORNER), towards(corner[1], corner[2], CORNER));
        segments.push(straight(last, before));
        segments.push([point(before), point(corner[1]), point(corner[1]), point(after)]);
        last = after;
    }
    segments.push(straight(last, corners[corners.len() - 1]));
    Curve::new(segments)
}
