//! How lines run in the cascade: from the side of the caller to the side of the callee, bending in the gutters and
//! crossing columns in between through the gaps between their cards.

use super::cascade::{BETWEEN, Cascade, side};
use super::needs;
use crate::draw::curve::{Curve, Point, Rect};
use crate::order::sort_by_number;
use outage_sim::Scenario;

/// Least distance between two lines that run side by side.
const APART: f64 = 8.0;

/// Least distance of a line from a card that it passes.
const CLEAR: f64 = 5.0;

/// One line on its way to be drawn.
struct Line {
    caller: usize,
    callee: usize,
    /// Columns crossed on the way, each with the height at which it is crossed.
    crossings: Vec<(usize, f64)>,
    /// Heights at which it leaves the caller and reaches the callee.
    ends: (f64, f64),
}

/// The lines of every need, in order.
pub(super) fn curves(scenario: &Scenario, cascade: &Cascade) -> Vec<Curve> {
    let mut lines: Vec<Line> = needs(scenario)
        .map(|(caller, _, callee)| {
            let ends = (cascade.cards[caller].centre().y, cascade.cards[callee].centre().y);
            Line { caller, callee, crossings: Vec::new(), ends }
        })
        .collect();
    aim_at_the_root(&mut lines, scenario, cascade);
    cross_columns(&mut lines, cascade);
    spread_ends(&mut lines, scenario, cascade);
    lines.iter().map(|line| curve(line, cascade)).collect()
}

/// Lines to and from the large card start out level with their other end.
fn aim_at_the_root(lines: &mut [Line], scenario: &Scenario, cascade: &Cascade) {
    let (top, bottom) = side(&cascade.cards[scenario.root()], true);
    for line in lines {
        if line.callee == scenario.root() {
            line.ends.1 = line.ends.0.clamp(top, bottom);
        } else if line.caller == scenario.root() {
            line.ends.0 = line.ends.1.clamp(top, bottom);
        }
    }
}

/// Finds a gap in every column between the ends of a line: the one nearest to the straight way.
fn cross_columns(lines: &mut [Line], cascade: &Cascade) {
    // Which lines use which gap of which column, with the height they would like.
    let mut used: Vec<(usize, (f64, f64), usize, f64)> = Vec::new();
    for (index, line) in lines.iter_mut().enumerate() {
        let (from, to) = (cascade.column_of[line.caller], cascade.column_of[line.callee]);
        let between: Vec<usize> = if from < to { (from + 1..to).collect() } else { (to + 1..from).rev().collect() };
        let steps = (between.len() + 1) as f64;
        for (step, column) in between.into_iter().enumerate() {
            let straight = line.ends.0 + (line.ends.1 - line.ends.0) * (step + 1) as f64 / steps;
            let held = |gap: &(f64, f64)| straight.clamp(gap.0, gap.1);
            let gaps = gaps(cascade, column);
            let nearest =
                gaps.into_iter().min_by(|a, b| (held(a) - straight).abs().total_cmp(&(held(b) - straight).abs()));
            if let Some(gap) = nearest {
                used.push((column, gap, index, held(&gap)));
                line.crossings.push((column, held(&gap)));
            }
        }
    }
    // Lines through the same gap keep apart as far as it allows.
    sort_by_number(&mut used, |used| used.3);
    sort_by_number(&mut used, |used| used.1.0);
    sort_by_number(&mut used, |used| used.0 as f64);
    for group in used.chunk_by(|a, b| a.0 == b.0 && a.1 == b.1) {
        let (column, gap, ..) = group[0];
        let mut heights: Vec<f64> = group.iter().map(|used| used.3).collect();
        spread(&mut heights, gap);
        for (used, height) in group.iter().zip(heights) {
            for crossing in lines[used.2].crossings.iter_mut().filter(|crossing| crossing.0 == column) {
                crossing.1 = height;
            }
        }
    }
}

/// The heights at which a column can be crossed: above, between and below its cards.
fn gaps(cascade: &Cascade, column: usize) -> Vec<(f64, f64)> {
    let on = |component: &usize| cascade.column_of[*component] == column;
    let mut cards: Vec<&Rect> =
        (0..cascade.cards.len()).filter(on).map(|component| &cascade.cards[component]).collect();
    sort_by_number(&mut cards, |card| card.y);
    let mut gaps = Vec::new();
    let mut top = cards.first().map_or(0.0, |card| card.y - 2.0 * BETWEEN);
    for card in cards {
        gaps.push((top + CLEAR, card.y - CLEAR));
        top = card.bottom();
    }
    gaps.push((top + CLEAR, top + 2.0 * BETWEEN));
    gaps.retain(|gap| gap.0 <= gap.1);
    gaps
}

/// Lines that meet the same side of a card keep apart, in the order in which they arrive.
fn spread_ends(lines: &mut [Line], scenario: &Scenario, cascade: &Cascade) {
    for component in 0..cascade.cards.len() {
        let large = component == scenario.root();
        let sides = side(&cascade.cards[component], large);
        for on_right in [false, true] {
            // For each end on this side: the line, whether it is the caller's end, and where the line comes from.
            let mut ends: Vec<(usize, bool, f64)> = Vec::new();
            for (index, line) in lines.iter().enumerate() {
                let (from, to) = (cascade.column_of[line.caller], cascade.column_of[line.callee]);
                if line.caller == component && (from <= to) == on_right {
                    ends.push((index, true, line.crossings.first().map_or(line.ends.1, |crossing| crossing.1)));
                }
                if line.callee == component && (to <= from) == on_right {
                    ends.push((index, false, line.crossings.last().map_or(line.ends.0, |crossing| crossing.1)));
                }
            }
            sort_by_number(&mut ends, |end| end.2);
            let middle = cascade.cards[component].centre().y;
            let mut heights: Vec<f64> = ends.iter().map(|end| if large { end.2 } else { middle }).collect();
            spread(&mut heights, sides);
            for ((index, at_caller, _), height) in ends.into_iter().zip(heights) {
                let end = &mut lines[index].ends;
                *(if at_caller { &mut end.0 } else { &mut end.1 }) = height;
            }
        }
    }
}

/// Moves sorted heights apart, within a range and as little as possible.
fn spread(heights: &mut [f64], (low, high): (f64, f64)) {
    let apart = APART.min((high - low).max(0.0) / heights.len().saturating_sub(1).max(1) as f64);
    for height in heights.iter_mut() {
        *height = height.clamp(low, high.max(low));
    }
    // Neighbours that are too close become a group around their mean; groups that meet become one.
    let mut groups: Vec<(f64, usize)> = Vec::new();
    let reach = |count: usize| apart * (count - 1) as f64 / 2.0;
    for &height in heights.iter() {
        let mut group = (height, 1);
        while let Some(&(mean, count)) = groups.last() {
            if mean + reach(count) + apart <= group.0 - reach(group.1) + 1e-9 {
                break;
            }
            groups.pop();
            group = ((mean * count as f64 + group.0 * group.1 as f64) / (count + group.1) as f64, count + group.1);
            group.0 = group.0.clamp(low + reach(group.1), (high - reach(group.1)).max(low + reach(group.1)));
        }
        groups.push(group);
    }
    let places = groups.into_iter().flat_map(|(mean, count)| {
        (0..count).map(move |index| mean - apart * (count - 1) as f64 / 2.0 + apart * index as f64)
    });
    for (height, place) in heights.iter_mut().zip(places) {
        *height = place;
    }
}

fn curve(line: &Line, cascade: &Cascade) -> Curve {
    let (from, to) = (cascade.column_of[line.caller], cascade.column_of[line.callee]);
    let (caller, callee) = (&cascade.cards[line.caller], &cascade.cards[line.callee]);
    if from == to {
        // Out into the gutter and back.
        let x = caller.right();
        let gutter = cascade.columns.get(from + 1).map_or(cascade.right, |next| (next.0 - x) * 0.5);
        let out = x + gutter.min(26.0) / 0.75;
        let point = |x: f64, y: f64| Point { x, y };
        let (start, end) = line.ends;
        return Curve::new(vec![[point(x, start), point(out, start), point(out, end), point(x, end)]]);
    }
    let leftwards = from > to;
    let mut stops = vec![Point { x: if leftwards { caller.x } else { caller.right() }, y: line.ends.0 }];
    for &(column, y) in &line.crossings {
        let (left, right) = cascade.columns[column];
        let (near, far) = if leftwards { (right, left) } else { (left, right) };
        stops.extend([Point { x: near, y }, Point { x: far, y }]);
    }
    stops.push(Point { x: if leftwards { callee.right() } else { callee.x }, y: line.ends.1 });
    Curve::new(stops.windows(2).map(|pair| level(pair[0], pair[1])).collect())
}

/// A Bézier that leaves and arrives level.
fn level(start: Point, end: Point) -> [Point; 4] {
    let middle = (start.x + end.x) / 2.0;
    [start, Point { x: middle, y: start.y }, Point { x: middle, y: end.y }, end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draw_lines_keep_apart_within_their_range() {
        let mut heights = [50.0, 50.0, 52.0, 90.0, 99.0];
        spread(&mut heights, (40.0, 100.0));
        assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= APART - 1e-9), "{heights:?}");
        assert!(heights[0] >= 40.0 && heights[4] <= 100.0);
        let mut crowded = [5.0; 20];
        spread(&mut crowded, (0.0, 10.0));
        assert!(crowded.is_sorted() && crowded[0] >= -1e-9 && crowded[19] <= 10.0 + 1e-9, "{crowded:?}");
        spread(&mut [], (0.0, 1.0));
    }
}
