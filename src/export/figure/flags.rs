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
            let leader = |x: f64| Point { x, y: y - 9.0 };
            if *row > 0 {
                sheet.line(leader(flag.x), Point { x: flag.x, y: marks }, Tone::Edge, 1.0);
            }
            let x = if *anchor == Anchor::End { flag.x - 5.0 } else { flag.x + if *row > 0 { 5.0 } else { -4.0 } };
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
    let flag = |(begin, end, index): (f64, f64, usize)| {
        let time = words::clock(&scenario.clock, state.view.clock, begin);
        let text = format!("{time} {}", scenario.actions[index].label);
        Flag { x: plot.x(begin), end: plot.x(end.min(scenario.span.1)), text: style.fitted(&text, scene.width * 0.6) }
    };
    times.into_iter().map(flag).collect()
}

/// Gives each name a row so that no name touches another or the leader of another. From the last to the first: what
/// comes earlier stands higher.
fn place(flags: &[Flag], style: Text, left: f64, right: f64) -> Vec<Option<Placed>> {
    const GAP: f64 = 8.0;
    let mut placed: Vec<Option<Placed>> = flags.iter().map(|_| None).collect();
    // For each row, how far to the left it is taken.
    let mut taken = [right; MOST_ROWS];
    for (index, flag) in flags.iter().enumerate().rev() {
        let width = style.width(&flag.text) + 5.0;
        let room = right - flag.x;
        let covers = flags[..index].iter().any(|before| before.x > flag.x - width);
        let mut text = flag.text.clone();
        // A name that has no room to its right stands to the left of its mark, above those before it; where it would
        // cover their marks it is cut instead.
        let (from, to, anchor) = if width <= room {
            (flag.x, flag.x + width, Anchor::Start)
        } else if room >= BEGINNING && covers {
            text = style.fitted(&text, room - 5.0);
            (flag.x, right, Anchor::Start)
        } else if flag.x - width >= left {
            (flag.x - width, flag.x, Anchor::End)
        } else {
            continue;
        };
        let free = |row: usize| {
            let beside = taken[row];
            (to + GAP <= beside || beside == right) && taken[..row].iter().all(|&taken| flag.x < taken)
        };
        let Some(row) = (0..MOST_ROWS).find(|&row| free(row)) else { continue };
        // Rows below may still be used by earlier names, as far as this leader.
        for (other, taken) in taken.iter_mut().enumerate() {
            *taken = taken.min(if other == row {
                from
            } else if other < row {
                flag.x
            } else {
                *taken
            });
        }
        placed[index] = Some(Placed { text, row, anchor });
    }
    placed
}
