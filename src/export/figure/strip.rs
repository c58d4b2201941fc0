//! A lane as lines and colours instead of pixels: the share of requests that fail as a hill, coloured by the same ramp.

use super::sheet::{Sheet, n};
use super::tone::{LEVELS, Tone};
use crate::draw::Rect;
use crate::draw::lanes::worst;

/// Share of failing requests from which a place shows at all, as on the page.
const SEEN: f64 = 0.002;

/// How far a line may be from the values it stands for, as a share of failing requests: half a pixel of a lane.
const TOLERANCE: f64 = 0.02;

/// Least height of a hill in css pixels where anything fails.
const LEAST: f64 = 2.0;

/// The values of a run for each css pixel of a width, with no short spike lost.
pub(super) fn columns(values: &[f64], width: f64) -> Vec<f64> {
    let count = width.round().max(2.0) as usize;
    (0..count).map(|column| worst(values, column, count)).collect()
}

/// A lane: its ground, the pale colour of each moment, and the hill before it.
pub(super) fn lane(sheet: &mut Sheet, area: Rect, errors: &[f64]) {
    sheet.rect(area, 2.0, Tone::Ramp(0));
    let columns = columns(errors, area.width);
    if columns.iter().all(|&error| error <= SEEN) {
        return;
    }
    let kept = corners(&columns);
    let fill = sheet.gradient((area.x, area.right()), &stops(&columns, &kept));
    sheet.rectangle(area, 2.0, &format!(" fill=\"{fill}\" fill-opacity=\"0.4\""));
    sheet.raw(&format!("<path d=\"{}\" fill=\"{fill}\"/>\n", hill(&columns, &kept, area)));
}

/// A thin band of colours alone.
pub(super) fn band(sheet: &mut Sheet, area: Rect, errors: &[f64]) {
    let columns = columns(errors, area.width);
    let kept = corners(&columns);
    let fill = sheet.gradient((area.x, area.right()), &stops(&columns, &kept));
    sheet.rectangle(area, 0.0, &format!(" fill=\"{fill}\""));
}

/// The stretches, as shares of the width from 0 to 1, in which a series that is 0 or 1 is 1.
pub(super) fn stretches(values: &[f64], width: f64) -> Vec<(f64, f64)> {
    let columns = columns(values, width);
    let last = (columns.len() - 1) as f64;
    let mut found: Vec<(f64, f64)> = Vec::new();
    let mut before = false;
    for (column, &value) in columns.iter().enumerate() {
        let share = column as f64 / last;
        match found.last_mut().filter(|_| before && value > 0.5) {
            Some(open) => open.1 = share,
            None if value > 0.5 => found.push((share, share)),
            None => {}
        }
        before = value > 0.5;
    }
    found
}

/// The columns between which the values are straight lines, nearly. Where something begins to show or ends, both columns
/// are kept.
fn corners(values: &[f64]) -> Vec<usize> {
    const ANY: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);
    let mut kept = vec![0];
    let mut from = 0;
    // The slopes of the lines from the last corner that pass all columns since.
    let mut slopes = ANY;
    for to in 1..values.len() {
        let slope = |off: f64, from: usize| (values[to] + off - values[from]) / (to - from) as f64;
        let shows = (values[to] > SEEN) != (values[to - 1] > SEEN);
        if shows || !(slopes.0..=slopes.1).contains(&slope(0.0, from)) {
            kept.push(to - 1);
            from = to - 1;
            slopes = ANY;
        }
        if shows {
            kept.push(to);
            from = to;
            continue;
        }
        slopes = (slopes.0.max(slope(-TOLERANCE, from)), slopes.1.min(slope(TOLERANCE, from)));
    }
    kept.push(values.len() - 1);
    kept.dedup();
    kept
}

/// Colours along the corners, with more where a colour between two would not be the one between their colours.
fn stops(values: &[f64], kept: &[usize]) -> Vec<(f64, Tone)> {
    let last = (values.len() - 1) as f64;
    let mut stops: Vec<(f64, Tone)> = Vec::new();
    let mut push = |share: f64, error: f64| {
        let tone = Tone::error(error);
        if let [.., (_, one), (place, two)] = stops.as_mut_slice()
            && *one == tone
            && *two == tone
        {
            *place = share;
        } else {
            stops.push((share, tone));
        }
    };
    for pair in kept.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let parts = ((values[to] - values[from]).abs() * LEVELS / 4.0).ceil().max(1.0) as usize;
        for part in 0..parts {
            let part = part as f64 / parts as f64;
            let place = from as f64 + (to - from) as f64 * part;
            push(place / last, values[from] + (values[to] - values[from]) * part);
        }
    }
    push(1.0, values.last().copied().unwrap_or(0.0));
    stops
}

/// The outline of the hill.
fn hill(values: &[f64], kept: &[usize], area: Rect) -> String {
    let last = (values.len() - 1) as f64;
    let x = |column: usize| area.x + area.width * column as f64 / last;
    let y =
        |error: f64| area.bottom() - if error > SEEN { (error * area.height).clamp(LEAST, area.height) } else { 0.0 };
    let mut path = format!("M{} {}", n(area.x), n(area.bottom()));
    let mut before = f64::NAN;
    for &column in kept {
        let height = y(values[column]);
        let level = height == before;
        before = height;
        path += &match level {
            true => format!("H{}", n(x(column))),
            false => format!("L{} {}", n(x(column)), n(height)),
        };
    }
    path += &format!("V{}Z", n(area.bottom()));
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_corners_stay_close_to_the_values() {
        let values: Vec<f64> =
            (0..600).map(|i| if i < 100 { 0.0 } else { ((i - 100) as f64 / 300.0).min(0.9) }).collect();
        let kept = corners(&values);
        assert!(kept.len() < 12, "{kept:?}");
        for pair in kept.windows(2) {
            for middle in pair[0]..=pair[1] {
                let part = (middle - pair[0]) as f64 / (pair[1] - pair[0]) as f64;
                let line = values[pair[0]] + (values[pair[1]] - values[pair[0]]) * part;
                assert!((values[middle] - line).abs() <= TOLERANCE + 1e-9);
            }
        }
    }

    #[test]
    fn a_spike_keeps_its_height() {
        let mut values = vec![0.0; 1561];
        values[777] = 1.0;
        let columns = columns(&values, 540.0);
        let area = Rect { x: 0.0, y: 10.0, width: 540.0, height: 20.0 };
        let path = hill(&columns, &corners(&columns), area);
        assert!(path.contains(" 10"), "{path}");
    }

    #[test]
    fn stretches_are_found_at_both_ends() {
        assert_eq!(stretches(&[1.0, 1.0, 0.0, 1.0], 4.0), [(0.0, 1.0 / 3.0), (1.0, 1.0)]);
        assert_eq!(stretches(&[], 4.0), []);
    }
}
