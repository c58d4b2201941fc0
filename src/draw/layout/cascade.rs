//! The cascade: columns of cards, the root large, as wide as their texts need and as the screen allows.

use super::{Margins, PADDING, needs};
use crate::draw::curve::Rect;
use crate::draw::metrics::{Weight, width as text_width};
use crate::order::sort_by_number;
use outage_sim::Scenario;

/// Cards in columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cascade {
    /// For each component its card.
    pub(super) cards: Vec<Rect>,
    /// For each component the index of its column.
    pub(super) column_of: Vec<usize>,
    /// Left and right end of each column.
    pub(super) columns: Vec<(f64, f64)>,
    /// Height of the picture.
    pub(super) height: f64,
    /// How far a line may reach to the right of the last column.
    pub(super) right: f64,
}

/// A length that can give way: as short as `least`, as long as `most`.
#[derive(Debug, Clone, Copy)]
struct Length {
    least: f64,
    natural: f64,
    most: f64,
}

const OUTER: f64 = 18.0;
const GUTTER: Length = Length { least: 34.0, natural: 44.0, most: 116.0 };
const ROOT: Length = Length { least: 180.0, natural: 212.0, most: 340.0 };
const CARD: (f64, f64) = (100.0, 154.0);
const LEAST_ROW: f64 = 44.0;
const MOST_ROW: f64 = 92.0;
const MOST_ROOT: f64 = 540.0;
const LEAST_ROOT: f64 = 240.0;

/// Between two cards of a column.
pub(super) const BETWEEN: f64 = 12.0;

/// The cards of a scenario, or `None` when its columns do not fit.
pub(super) fn cards(scenario: &Scenario, width: f64, height: f64, margins: Margins) -> Option<Cascade> {
    let place = |component: usize| scenario.components[component].place;
    let count = scenario.components.len();
    let mut values: Vec<f64> = (0..count).map(|component| place(component).0).collect();
    sort_by_number(&mut values, |value| *value);
    values.dedup_by(|a, b| (*a - *b).abs() < 0.01);
    let column_of: Vec<usize> = (0..count)
        .map(|component| values.iter().rposition(|value| *value <= place(component).0 + 1e-9).unwrap_or(0))
        .collect();
    let root_column = column_of[scenario.root()];

    let mut lengths: Vec<Length> =
        values.iter().map(|_| Length { least: CARD.0, natural: CARD.0, most: CARD.0 }).collect();
    for component in 0..count {
        let length = &mut lengths[column_of[component]];
        length.natural = length.natural.max(card_width(scenario, component)).min(CARD.1);
        // Cards may get a little too narrow for their texts before the picture becomes a list.
        length.least = length.natural * 0.92;
        length.most = length.natural + 24.0;
    }
    lengths[root_column] = ROOT;
    let last = values.len() - 1;
    let loops =
        needs(scenario).any(|(caller, _, callee)| column_of[caller] == column_of[callee] && column_of[caller] == last);
    let right = if loops { OUTER + 14.0 } else { OUTER };
    let columns = columns(&lengths, width, right)?;

    let top = margins.top;
    let rows = (0..count).filter(|component| *component != scenario.root()).map(|component| place(component).1);
    let (first, end) = rows.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), row| (low.min(row), high.max(row)));
    let (first, rows) = if first <= end { (first, end - first + 1.0) } else { (0.0, 1.0) };
    let room = height - margins.top - margins.bottom;
    let pitch = (room / rows).clamp(LEAST_ROW, MOST_ROW);
    let used = pitch * rows;
    let top = top + ((room - used) / 2.0).max(0.0);
    let card_height = (pitch * 0.76).clamp(36.0, 50.0);
    let room = room.max(used);

    let mut cards = vec![Rect::default(); count];
    for (column, (left, right)) in columns.iter().copied().enumerate() {
        let mut members: Vec<usize> = (0..count).filter(|component| column_of[*component] == column).collect();
        sort_by_number(&mut members, |member| place(*member).1);
        let mut next = f64::NEG_INFINITY;
        for component in members.iter().copied() {
            let centre = top + (place(component).1 - first + 0.5) * pitch;
            let (y, height) = if component == scenario.root() {
                let others = (members.len() - 1) as f64 * (card_height + BETWEEN);
                let height = (room - 4.0 - others).clamp(LEAST_ROOT, MOST_ROOT);
                let middle = margins.top + (room - height) / 2.0;
                (if members.len() == 1 { middle } else { (centre - card_height / 2.0).max(margins.top) }, height)
            } else {
                (centre - card_height / 2.0, card_height)
            };
            let y = y.max(next).round();
            cards[component] = Rect { x: left, y, width: right - left, height: height.round() };
            next = y + height + BETWEEN;
        }
    }
    let lowest = cards.iter().map(Rect::bottom).fold(0.0, f64::max);
    let height = height.max(lowest + margins.bottom);
    Some(Cascade { cards, column_of, columns, height, right: right - 3.0 })
}

/// How wide a card has to be for its label, and for its words beside a percentage.
fn card_width(scenario: &Scenario, component: usize) -> f64 {
    let spec = &scenario.components[component];
    let label = text_width(&spec.label, 12.5, Weight::Bold);
    let words = text_width(&spec.failing, 11.0, Weight::Regular) + text_width("  88 %", 12.5, Weight::Bold);
    // Other fonts of the family run a little wider than the table.
    (label.max(words) * 1.02 + 20.0).ceil()
}

/// Left and right end of each column, or `None` when they do not fit.
fn columns(lengths: &[Length], width: f64, right: f64) -> Option<Vec<(f64, f64)>> {
    let all = || lengths.iter().chain(std::iter::repeat_n(&GUTTER, lengths.len() - 1));
    let room = width - OUTER - right;
    let sum = |part: fn(&Length) -> f64| all().map(part).sum::<f64>();
    let (least, natural, most) = (sum(|length| length.least), sum(|length| length.natural), sum(|length| length.most));
    if least > room {
        return None;
    }
    let actual = |length: &Length| {
        if room < natural {
            length.least + (length.natural - length.least) * (room - least) / (natural - least)
        } else {
            length.natural + (length.most - length.natural) * ((room - natural) / (most - natural)).min(1.0)
        }
    };
    let mut x = OUTER + ((room - most) / 2.0).max(0.0);
    let mut ends = Vec::with_capacity(lengths.len());
    for length in lengths {
        let from = x.round();
        let until = (x + actual(length)).round();
        ends.push((from, until));
        x += actual(length) + actual(&GUTTER);
    }
    Some(ends)
}

/// Where lines may meet the side of a card: its first and last height.
pub(super) fn side(card: &Rect, large: bool) -> (f64, f64) {
    let inset = if large { PADDING + 8.0 } else { 11.0_f64.min(card.height / 2.0) };
    (card.y + inset, card.bottom() - inset)
}
