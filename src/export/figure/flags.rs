//! What operators did, above the lanes: a mark where each began, a line for as long as it took, and its name.

use super::Scene;
use super::lanes::Plot;
use super::sheet::{Anchor, Sheet, Text, n};
use super::tone::Tone;
use crate::draw::Point;
use crate::words;

/// Most rows of names.
const MOST_ROWS: usize = 7;

/// Height of a row of names in css pixels.
const ROW: f64 = 15.0;

/// Height of the marks and of the lines below them in css pixels.
const MARKS: f64 = 16.0;

/// One action of the run.
struct Flag {
    x: f64,
    end: f64,
    text: String,
}

/// A flag's name as far as there is room for it, its row, counted from the bottom, and the side that it is on.
struct Placed {
    text: String,
    row: usize,
    anchor: Anchor,
}

/// Least room in css pixels for the beginning of a name.
const BEGINNING: f64 = 110.0;

/// Space between a leader and its name, and from there to what is beside it.
const BESIDE: f64 = 5.0;
const GAP: f64 = 8.0;

/// Draws the actions from a height on; returns where the lanes begin.
pub(super) fn draw(sheet: &mut Sheet, scene: &Scene<'_>, top: f64) -> f64 {
    let plot = Plot::of(scene);
    let style = Text::new(11.0, Tone::Accent);
    let flags = flags(scene, &plot, style);
    let placed = place(&flags, style, scene.left, scene.right());
    let rows = placed.iter().flatten().map(|placed| placed.row + 1).max().unwrap_or(0);
    let marks = top + rows as f64 * ROW;
    for (flag, placed) in flags.iter().zip(&placed) {
        if let Some(Placed { text, row, anchor }) = placed {
            let y = marks - *row as f64 * ROW - 4.0;
            sheet.line(Point { x: flag.x, y: y - 9.0 }, Point { x: flag.x, y: marks }, Tone::Edge, 1.0);
            let x = flag.x + if *anchor == Anchor::End { -BESIDE } else { BESIDE };
            sheet.text(x, y, style.at(*anchor), text);
        }
    }
    for flag in &flags {
        let path = format!("M{} {}h9l-4.5 7.5z", n(flag.x - 4.5), n(marks));
        sheet.filled(&path, Tone::Accent);
        if flag.end - flag.x > 1.0 {
            let y = marks + 10.5;
            sheet.stroked(
                &format!("M{} {}H{}", n(flag.x), n(y), n(flag.end)),
                Tone::Accent,
                1.5,
                " stroke-opacity=\"0.5\"",
            );
        }
    }
    marks + MARKS
}

/// The actions that happen in this run, in order of time.
fn flags(scene: &Scene<'_>, plot: &Plot, style: Text) -> Vec<Flag> {
    let state = &scene.subject.state;
    let scenario = &state.scenario;
    let mut times: Vec<(f64, f64, usize)> = (0..scenario.actions.len())
        .filter_map(|index| state.recording.action(index).map(|(begin, end)| (begin, end, index)))
        .collect();
    times.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.2.cmp(&b.2)));
    // What goes on while the rest is hidden goes on until now, as far as anybody knows.
    let last = if state.view.blind.is_some() { scene.subject.at } else { scenario.span.1 };
    let flag = |(begin, end, index): (f64, f64, usize)| {
        let time = words::clock(&scenario.clock, state.view.clock, begin);
        let text = format!("{time} {}", scenario.actions[index].label);
        Flag { x: plot.x(begin), end: plot.x(end.min(last.max(begin))), text: style.fitted(&text, scene.width * 0.6) }
    };
    times.into_iter().map(flag).collect()
}

/// Gives each name a row and a side so that no name touches another or the leader of another: the first ones stand to the
/// left of their leaders, the others to the right, and from both ends they rise towards the middle. Where one side begins
/// is chosen so that the fewest are left out or cut, in the fewest rows.
fn place(flags: &[Flag], style: Text, left: f64, right: f64) -> Vec<Option<Placed>> {
    let divided = (0..=flags.len()).map(|first| {
        let (before, after) = flags.split_at(first);
        let mut placed = stairs(before.iter().map(|flag| (flag.x - left, flag)), style, Anchor::End);
        let mut others = stairs(after.iter().rev().map(|flag| (right - flag.x, flag)), style, Anchor::Start);
        others.reverse();
        placed.append(&mut others);
        placed
    });
    let cost = |placed: &Vec<Option<Placed>>| {
        let cut = |(flag, placed): (&Flag, &Option<Placed>)| placed.as_ref().is_some_and(|it| it.text != flag.text);
        (
            placed.iter().filter(|placed| placed.is_none()).count(),
            flags.iter().zip(placed).filter(|&both| cut(both)).count(),
            placed.iter().flatten().map(|placed| placed.row).max(),
        )
    };
    divided.min_by_key(cost).unwrap_or_default()
}

/// The names of one side, from the outermost to the innermost, each with the room between its leader and the end of the
/// figure.
fn stairs<'a>(flags: impl Iterator<Item = (f64, &'a Flag)>, style: Text, anchor: Anchor) -> Vec<Option<Placed>> {
    // For each row, how much of it is taken, from the end of the figure on.
    let mut taken = [-GAP; MOST_ROWS];
    let place = |(room, flag): (f64, &Flag)| {
        let words = room - BESIDE;
        let text = match style.width(&flag.text) <= words {
            true => flag.text.clone(),
            false if words >= BEGINNING => style.fitted(&flag.text, words),
            false => return None,
        };
        let free = words - style.width(&text) - GAP;
        let row = taken.iter().position(|&taken| taken <= free)?;
        // Rows below may still be used by what comes next, up to this leader.
        taken[..=row].iter_mut().for_each(|taken| *taken = taken.max(room));
        Some(Placed { text, row, anchor })
    };
    flags.map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::metrics::Weight;

    const STYLE: Text = Text { size: 11.0, weight: Weight::Regular, tone: Tone::Accent, anchor: Anchor::Start };

    fn placed(marks: &[f64]) -> Vec<Option<Placed>> {
        let flags: Vec<Flag> =
            marks.iter().map(|&x| Flag { x, end: x, text: "10:15 Restarting it all".into() }).collect();
        let placed = place(&flags, STYLE, 0.0, 600.0);
        // From left to right: the place of each name, and of each leader up to its row.
        let names: Vec<(f64, f64, usize)> = flags
            .iter()
            .zip(&placed)
            .filter_map(|(flag, placed)| {
                let Placed { text, row, anchor } = placed.as_ref()?;
                let width = STYLE.width(text);
                let from = flag.x + if *anchor == Anchor::End { -BESIDE - width } else { BESIDE };
                Some((from, from + width, *row))
            })
            .collect();
        for (index, &(from, to, row)) in names.iter().enumerate() {
            assert!(from >= 0.0 && to <= 600.0, "{marks:?}");
            let touches = |other: &(f64, f64, usize)| other.2 == row && other.0 < to && from < other.1;
            assert!(!names[index + 1..].iter().any(touches), "{marks:?}: names");
            let crosses = |(x, placed): (&f64, &Option<Placed>)| {
                placed.as_ref().is_some_and(|it| it.row >= row) && (from..=to).contains(x)
            };
            assert!(!marks.iter().zip(&placed).any(crosses), "{marks:?}: leaders");
        }
        placed
    }

    #[test]
    fn names_touch_neither_names_nor_leaders() {
        for marks in [
            &[10.0, 20.0, 30.0, 300.0, 302.0, 304.0, 305.0][..],
            &[400.0, 410.0, 560.0, 580.0, 590.0],
            &[300.0, 300.0, 300.0],
            &[150.0, 450.0],
            &[],
        ] {
            let placed = placed(marks);
            assert!(placed.iter().flatten().all(|placed| !placed.text.contains('…')), "{marks:?}");
            assert_eq!(placed.iter().flatten().count(), marks.len(), "{marks:?}");
        }
    }

    #[test]
    fn the_last_names_stand_to_the_left_where_there_is_room() {
        let placed = placed(&[400.0, 410.0, 560.0, 580.0]);
        assert!(placed.iter().flatten().all(|placed| placed.anchor == Anchor::End));
    }
}
