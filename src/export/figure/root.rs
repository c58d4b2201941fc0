//! The card of the component that fails first: large, with its members inside.

use super::Scene;
use super::cascade::{LEAST, bar};
use super::lanes::level;
use super::sheet::{Anchor, Sheet, Text, n};
use super::tone::Tone;
use crate::draw::bars::{BarRows, Bars, NAMES, Patch, ticks};
use crate::draw::fleet::Fleet;
use crate::draw::layout::{Layout, SCALE};
use crate::draw::spread::Spread;
use crate::draw::{Point, Rect};
use crate::frame::{Card, Level, Meter, RootPicture, Strip, most_held, most_members, root_picture};
use crate::words;
use outage_sim::{Form, ONSET};
use std::collections::BTreeMap;

/// Parts of a css pixel in which members are laid out.
const RATIO: f64 = 4.0;

pub(super) fn draw(sheet: &mut Sheet, scene: &Scene<'_>, picture: &Layout, card: &Card) {
    let state = &scene.subject.state;
    let rect = picture.cards[state.scenario.root()];
    let border = match card.level {
        Level::Fine | Level::Unknown => Tone::Line,
        Level::Strained => Tone::Ramp(16),
        Level::Failing => Tone::Ramp(24),
    };
    sheet.outlined(rect, 11.0, (Tone::Card, border), 1.5);
    let members = root_picture(&state.scenario, &state.recording, scene.subject.at);
    let subtitle = members.as_ref().map_or(&card.detail, |members| &members.subtitle);
    let more = heading(sheet, picture.heading, card, subtitle);
    let Some(members) = members else { return };
    let grid = Rect { y: picture.grid.y + 4.0 + more, height: picture.grid.height - 8.0 - more, ..picture.grid };
    match members.form {
        Form::Squares => cells(sheet, scene, grid, &members),
        Form::Spread => dots(sheet, grid, &members),
        Form::Bars => bars(sheet, scene, grid, &members),
    }
    let number = Text::new(9.5, Tone::Muted).at(Anchor::Middle);
    for (level, amount) in &members.scale {
        sheet.text(grid.x + Spread::place(*level) * grid.width, picture.captions.y + 8.0, number, amount);
    }
    let top = picture.captions.y + if members.scale.is_empty() { 0.0 } else { SCALE };
    let below = |y: f64| Rect { y, height: picture.captions.bottom() - y, ..picture.captions };
    let y = members.meter.as_ref().map_or(top, |it| meter(sheet, below(top), it));
    let y = tallies(sheet, picture.captions, y, &members);
    trends(sheet, below(y), &members.strips);
}

/// Height of a second line of small words.
const LINE: f64 = 13.0;

/// The name, how it is doing, and what it is; returns the height that a second line of that takes.
fn heading(sheet: &mut Sheet, area: Rect, card: &Card, subtitle: &str) -> f64 {
    let figure = Text::new(16.0, Tone::Ink).bold().at(Anchor::End);
    let headline = if card.error >= ONSET { card.headline.as_str() } else { "" };
    let room = area.width - figure.width(headline) - 24.0;
    let title = Text::new(14.0, Tone::Ink).bold().shrunk(&card.title, room, LEAST);
    let name = title.fitted(&card.title, room);
    let baseline = area.y + 20.0;
    sheet.text(area.x, baseline, title, &name);
    level(sheet, card.level, area.x + title.width(&name) + 11.0, baseline - 4.6);
    sheet.text(area.right(), baseline, figure, headline);
    let small = Text::new(11.0, Tone::Muted);
    let mut y = baseline + 15.0 - LINE;
    for line in small.wrapped(subtitle, area.width, 2) {
        y += LINE;
        sheet.text(area.x, y, small, &line);
    }
    bar(sheet, Rect { y: y + 6.0, height: 4.0, ..area }, card.error);
    y - baseline - 15.0
}

/// Every member a cell of a grid.
fn cells(sheet: &mut Sheet, scene: &Scene<'_>, area: Rect, members: &RootPicture<'_>) {
    let state = &scene.subject.state;
    let most = most_members(&state.scenario, &state.recording).max(members.size);
    let size = |length: f64| (length * RATIO).round().max(1.0) as usize;
    let fleet = Fleet::new(size(area.width), size(area.height), RATIO, most, members.states.len());
    let (wide, high, gap) = fleet.cell();
    // A run of cells is one dashed line.
    let mut paths: BTreeMap<u8, String> = BTreeMap::new();
    for run in fleet.runs(members.states, members.size) {
        let length = run.cells * (wide + gap) - gap;
        let middle = run.y as f64 + high as f64 / 2.0;
        *paths.entry(run.state).or_default() += &format!("M{} {}h{length}", run.x, n(middle));
    }
    open(sheet, area);
    for (state, path) in paths {
        let dashes = if gap > 0 { format!(" stroke-dasharray=\"{wide} {gap}\"") } else { String::new() };
        sheet.stroked(&path, Tone::Member(state), high as f64, &dashes);
    }
    sheet.raw("</g>\n");
}

/// Every member a dot, further right the more it needs of what limits it.
fn dots(sheet: &mut Sheet, area: Rect, members: &RootPicture<'_>) {
    let size = |length: f64| (length * RATIO).round().max(1.0) as usize;
    let spread = Spread::new(size(area.width), size(area.height), RATIO);
    let mut paths: BTreeMap<u8, String> = BTreeMap::new();
    spread.dots(members.states, members.levels, |(across, down), state| {
        let (wide, high) = (across.len(), down.len());
        *paths.entry(state).or_default() += &format!("M{} {}h{wide}v{high}h-{wide}z", across.start, down.start);
    });
    open(sheet, area);
    for (state, path) in paths {
        sheet.filled(&path, Tone::Member(state));
    }
    sheet.raw("</g>\n");
    let x = area.x + Spread::limit() * area.width;
    sheet.line(Point { x, y: area.y }, Point { x, y: area.bottom() }, Tone::Ink, 1.5);
}

/// Every member a bar as long as what it holds, in rows by zone.
fn bars(sheet: &mut Sheet, scene: &Scene<'_>, area: Rect, members: &RootPicture<'_>) {
    let size = |length: f64| (length * RATIO).round().max(1.0) as usize;
    let wide = size(area.width - NAMES);
    let rows = BarRows::new(wide, size(area.height), RATIO, members.states.len(), members.zones);
    let state = &scene.subject.state;
    let most = most_held(&state.scenario, &[&state.recording, &state.baseline]);
    let bars = Bars { states: members.states, held: members.held, levels: members.levels, most, limit: members.limit };
    let mut paths: BTreeMap<Patch, String> = BTreeMap::new();
    rows.patches(bars, |(across, down), patch| {
        let across = across.start..across.end.min(rows.size().0);
        if !across.is_empty() && !down.is_empty() {
            let (wide, high) = (across.len(), down.len());
            *paths.entry(patch).or_default() += &format!("M{} {}h{wide}v{high}h-{wide}z", across.start, down.start);
        }
    });
    open(sheet, area);
    for (patch, path) in paths {
        let tone = match patch {
            Patch::Ground => Tone::Ramp(0),
            Patch::Member(state) => Tone::Member(state),
            Patch::Ink => Tone::Ink,
        };
        sheet.filled(&path, tone);
    }
    sheet.raw("</g>\n");
    let small = Text::new(9.5, Tone::Muted);
    let mut beside = |row: usize, amount: f64, down: f64, name: &str| {
        let y = area.y + area.height * rows.place(row, amount, most) + down;
        sheet.text(area.right() - NAMES + 4.0, y, small, name);
    };
    for zone in 0..members.zones {
        beside(zone, 0.0, 10.0, &format!("zone {}", zone + 1));
    }
    for amount in ticks(most) {
        beside(0, amount, 3.0, &words::thousands(amount));
    }
}

fn open(sheet: &mut Sheet, area: Rect) {
    sheet.raw(&format!("<g transform=\"translate({} {}) scale({})\">\n", n(area.x), n(area.y), 1.0 / RATIO));
}

/// A quantity beside its limit; returns where what is below it begins.
fn meter(sheet: &mut Sheet, area: Rect, meter: &Meter) -> f64 {
    let label = Text::new(12.0, Tone::Ink);
    let over = meter.is_over();
    let value = Text::new(12.0, if over { Tone::Bad } else { Tone::Ink }).bold().at(Anchor::End);
    let baseline = area.y + 13.0;
    let room = area.width - value.width(&meter.value_text) - 8.0;
    sheet.text(area.x, baseline, label, &label.fitted(&meter.label, room));
    sheet.text(area.right(), baseline, value, &meter.value_text);
    let track = Rect { y: baseline + 6.0, height: 8.0, ..area };
    sheet.rect(track, 4.0, Tone::Ramp(0));
    let filled = Rect { width: (area.width * meter.filled()).max(1.0), ..track };
    sheet.rect(filled, 4.0, if over { Tone::Ramp(24) } else { Tone::Request });
    let x = area.x + area.width * meter.mark();
    sheet.line(Point { x, y: track.y - 3.0 }, Point { x, y: track.bottom() + 3.0 }, Tone::Ink, 2.0);
    let foot = Text::new(11.5, Tone::Muted).at(Anchor::End);
    let right = (x + 2.0).max(area.x + foot.width(&meter.limit_text)).min(area.right());
    sheet.text(right, track.bottom() + 14.0, foot, &meter.limit_text);
    track.bottom() + 18.0
}

/// The states that members are in, the most frequent first, as many as there is room for; returns where what is below
/// them begins.
fn tallies(sheet: &mut Sheet, area: Rect, top: f64, members: &RootPicture<'_>) -> f64 {
    let mut present: Vec<(usize, &crate::frame::Tally<'_>)> =
        members.tallies.iter().enumerate().filter(|(_, tally)| tally.share > 0.0).collect();
    present.sort_by(|a, b| b.1.share.total_cmp(&a.1.share));
    let (bold, plain) = (Text::new(11.5, Tone::Ink).bold(), Text::new(11.5, Tone::Muted));
    let (mut x, mut baseline) = (area.x, top + 13.0);
    for (state, tally) in present {
        let width = 14.0 + bold.width(&tally.text) + 4.0 + plain.width(tally.word);
        if x > area.x && x + width > area.right() {
            x = area.x;
            baseline += 17.0;
        }
        if baseline > area.bottom() - 8.0 {
            break;
        }
        sheet.rect(Rect { x, y: baseline - 8.5, width: 9.0, height: 9.0 }, 2.0, Tone::Member(state as u8));
        sheet.text(x + 14.0, baseline, bold, &tally.text);
        sheet.text(x + 14.0 + bold.width(&tally.text) + 4.0, baseline, plain, tally.word);
        x += width + 12.0;
    }
    baseline + 8.0
}

/// Quantities with their recent past, side by side.
fn trends(sheet: &mut Sheet, area: Rect, strips: &[Strip]) {
    const BETWEEN: f64 = 16.0;
    /// Height of the words above a curve, and of the curve.
    const HEIGHTS: (f64, f64) = (34.0, 24.0);
    if strips.is_empty() || area.height < HEIGHTS.0 + HEIGHTS.1 {
        return;
    }
    let width = (area.width + BETWEEN) / strips.len() as f64 - BETWEEN;
    let (label, value) = (Text::new(11.0, Tone::Muted), Text::new(13.0, Tone::Ink).bold());
    let names: Vec<_> = strips.iter().map(|strip| label.wrapped(&strip.label, width, 2)).collect();
    // What a second line of a name takes is taken from the curves, where there is nothing to spare.
    let top = area.y + (names.iter().map(Vec::len).max().unwrap_or(1) - 1) as f64 * LINE;
    let high = (area.bottom() - top - HEIGHTS.0).min(HEIGHTS.1);
    for (index, (strip, name)) in strips.iter().zip(&names).enumerate() {
        let x = area.x + index as f64 * (width + BETWEEN);
        for (line, words) in name.iter().enumerate() {
            sheet.text(x, area.y + 12.0 + line as f64 * LINE, label, words);
        }
        sheet.text(x, top + 27.0, value, &strip.value);
        let foot = top + HEIGHTS.0 + high;
        let last = (strip.points.len().max(2) - 1) as f64;
        let curve: Vec<String> = strip
            .points
            .iter()
            .enumerate()
            .map(|(at, point)| format!("{} {}", n(x + at as f64 / last * width), n(foot - point * high)))
            .collect();
        let line = format!("M{}", curve.join("L"));
        sheet.filled(&format!("{line}L{1} {0}L{2} {0}z", n(foot), n(x + width), n(x)), Tone::Ramp(0));
        sheet.stroked(&line, Tone::Ink, 1.2, "");
    }
}
