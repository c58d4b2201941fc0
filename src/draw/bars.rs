//! Pixels of the root's members by what they hold: a bar for each, in rows by zone; a line over the bars for what each
//! is limited by, and below them a mark for each that does not serve as usual.
//!
//! A bar half as long stands for a quarter: a few members hold thirty times what the others do, and both are to be seen.

use crate::draw::palette::{Palette, Rgb};
use outage_sim::maths;
use std::ops::Range;

/// The state that is not marked: the member serves.
const SERVES: u8 = 0;
/// The state with a short mark: the member is strained.
const STRAINED: u8 = 1;
/// The state with a wedge instead of a mark: the member is away on purpose.
const AWAY: u8 = 3;

/// What is painted of the members at a moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bars<'a> {
    /// State of each member.
    pub states: &'a [u8],
    /// How much each member holds: the bars.
    pub held: &'a [f32],
    /// What each member needs of what it is limited by: the line over the bars.
    pub levels: &'a [f32],
    /// The most that a bar shows.
    pub most: f64,
    /// How much of what is held the limit stands for, at a level of 1.
    pub limit: f64,
}

/// Columns and rows of device pixels. Those beyond the picture are not seen.
pub type Area = (Range<usize>, Range<usize>);

/// What a patch of the picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Patch {
    /// The ground, and lines to tell the scale by.
    Ground,
    /// A bar, or a mark, of a member in this state; or the limit.
    Member(u8),
    /// The line over the bars, and wedges.
    Ink,
}

impl Patch {
    fn colour(self, palette: &Palette) -> Rgb {
        match self {
            Self::Ground => palette.stops[0],
            Self::Member(state) => palette.member(state),
            Self::Ink => palette.ink,
        }
    }
}

/// Two round amounts to tell the scale by, the second a quarter of the first.
#[must_use]
pub fn ticks(most: f64) -> [f64; 2] {
    let power = maths::power(10.0, most.max(1.0).log10().floor());
    let round = [5.0, 2.0, 1.0].into_iter().map(|digit| digit * power).find(|round| *round <= most).unwrap_or(power);
    [round, round / 4.0]
}

/// Rows of bars, laid out once for a size and a number of members; painted for every moment.
#[derive(Debug, Clone, PartialEq)]
pub struct BarRows {
    width: usize,
    height: usize,
    /// Members in a row.
    columns: usize,
    /// From one row to the next, and the height of the bars of a row, in device pixels.
    rows: (usize, usize),
    /// Width of a bar in device pixels.
    bar: usize,
    /// Width of a line in device pixels.
    line: usize,
}

impl BarRows {
    /// Rows in `width` × `height` device pixels at a number of device pixels per css pixel, for members that are in
    /// so many `zones` of equal size, one after the other.
    #[must_use]
    pub fn new(width: usize, height: usize, pixel_ratio: f64, members: usize, zones: usize) -> Self {
        let ratio = if pixel_ratio.is_finite() { pixel_ratio.clamp(0.5, 8.0) } else { 1.0 };
        let zones = zones.max(1);
        let columns = members.div_ceil(zones).max(1);
        let device = |length: f64| (length * ratio).round().max(1.0) as usize;
        let line = device(1.0);
        let row = height / zones;
        let pitch = width / columns;
        let gap = if pitch < 3 { 0 } else { (pitch * 2 / 7).max(1) };
        // Below the bars: the ground, a gap, the marks, and space before the next row.
        let below = line + device(1.0) + device(MARK) + device(BETWEEN);
        Self { width, height, columns, rows: (row, row.saturating_sub(below)), bar: (pitch - gap).max(1), line }
    }

    /// Width and height in device pixels: of the image data, and of the canvas.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// Where an amount is in a row, as a share of the height from the top.
    #[must_use]
    pub fn place(&self, row: usize, amount: f64, most: f64) -> f64 {
        (row * self.rows.0 + self.rows.1 - self.length(amount, most)) as f64 / self.height.max(1) as f64
    }

    /// Length of a bar in device pixels.
    fn length(&self, amount: f64, most: f64) -> usize {
        let share = (amount / most.max(f64::MIN_POSITIVE)).max(0.0).sqrt().min(1.0);
        (share * self.rows.1 as f64).round() as usize
    }

    /// Paints the members into `pixels` (red, green, blue, alpha; resized as needed).
    pub fn paint(&self, bars: Bars<'_>, palette: &Palette, pixels: &mut Vec<u8>) {
        pixels.clear();
        pixels.resize(self.width * self.height * 4, 0);
        self.patches(bars, |area, patch| self.fill(area, patch.colour(palette), pixels));
    }

    /// Gives every patch of the picture, as columns and rows of device pixels, in the order in which they are painted.
    pub fn patches(&self, bars: Bars<'_>, mut put: impl FnMut(Area, Patch)) {
        let tall = self.rows.1;
        let length = |amount: f64| self.length(amount, bars.most);
        let ticks = ticks(bars.most).map(length);
        for row in 0..bars.states.len().div_ceil(self.columns) {
            let ground = row * self.rows.0 + tall;
            for up in ticks.into_iter().chain([0]) {
                let top = ground - up;
                put((0..self.width, top..top + self.line), Patch::Ground);
            }
        }
        let members = bars.states.iter().zip(bars.held).zip(bars.levels).enumerate();
        for (member, ((&state, &held), &level)) in members {
            let ground = member / self.columns * self.rows.0 + tall;
            let (left, right) = (self.left(member % self.columns), self.left(member % self.columns + 1));
            let across = left..left + self.bar;
            let colour = Patch::Member(if state == AWAY { SERVES } else { state });
            // Whoever holds anything has a bar.
            let bar = length(f64::from(held)).max(usize::from(held >= 1.0) * self.line).min(tall);
            put((across.clone(), ground - bar..ground), colour);
            self.mark((member, state), ground, &mut put);
            if level > 0.0 {
                let top = ground - length(f64::from(level) * bars.limit).min(tall - self.line.min(tall));
                put((left..right, top.saturating_sub(self.line)..top), Patch::Ink);
            }
        }
        let limit = length(bars.limit);
        for row in 0..bars.states.len().div_ceil(self.columns) {
            let top = row * self.rows.0 + tall - limit;
            // Dashes, so that it is not taken for the line of the members.
            for dash in (0..self.width).step_by(self.line * 6).filter(|_| limit > 0 && limit < tall) {
                put((dash..dash + self.line * 3, top..top + self.line), Patch::Ink);
            }
        }
    }

    /// Marks a member below its bar: short when it is strained, a wedge when it is away, long otherwise.
    fn mark(&self, (member, state): (usize, u8), ground: usize, put: &mut impl FnMut(Area, Patch)) {
        let left = self.left(member % self.columns);
        let top = ground + 2 * self.line;
        let long = (MARK * self.line as f64) as usize;
        let colour = Patch::Member(state);
        match state {
            SERVES => {}
            STRAINED => put((left..left + self.bar, top..top + long / 2), colour),
            AWAY => {
                let centre = left + self.bar / 2;
                for row in 0..long {
                    let half = row * 2 / 3;
                    put((centre.saturating_sub(half)..centre + half + 1, top + row..top + row + 1), Patch::Ink);
                }
            }
            _ => put((left..left + self.bar, top..top + long), colour),
        }
    }

    /// Where a column begins.
    fn left(&self, column: usize) -> usize {
        column * self.width / self.columns
    }

    fn fill(&self, (across, down): Area, colour: Rgb, pixels: &mut [u8]) {
        let across = across.start.min(self.width)..across.end.min(self.width);
        for row in down.start..down.end.min(self.height) {
            let line = &mut pixels[row * self.width * 4..][..self.width * 4];
            line[across.start * 4..across.end * 4]
                .chunks_exact_mut(4)
                .for_each(|pixel| pixel.copy_from_slice(&colour.rgba()));
        }
    }
}

/// Width in css pixels that the names of the rows and the scale take beside them.
pub const NAMES: f64 = 36.0;
/// Height of a mark in css pixels.
const MARK: f64 = 6.0;
/// Space between two rows in css pixels.
const BETWEEN: f64 = 6.0;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::palette::palette;

    const STATES: &[u8] = &[0, 0, 0, 1, 2, 3];

    fn count(pixels: &[u8], colour: Rgb) -> usize {
        pixels.chunks_exact(4).filter(|pixel| *pixel == colour.rgba()).count()
    }

    fn painted(held: &[f32], levels: &[f32]) -> (BarRows, Vec<u8>) {
        let rows = BarRows::new(120, 90, 1.0, STATES.len(), 2);
        let mut pixels = Vec::new();
        let bars = Bars { states: STATES, held, levels, most: 100.0, limit: 20.0 };
        rows.paint(bars, palette(false), &mut pixels);
        (rows, pixels)
    }

    #[test]
    fn a_bar_is_as_long_as_what_its_member_holds() {
        let colour = palette(false).member(0);
        let of = |held: f32| count(&painted(&[held, 0.0, 0.0, 0.0, 0.0, 0.0], &[0.0; 6]).1, colour);
        assert_eq!(of(0.0), 0);
        assert!(of(1.0) > 0, "whoever holds anything has a bar");
        let (half, whole) = (of(25.0), of(100.0));
        assert!(half.abs_diff(whole / 2) <= 20, "{half} {whole}");
        assert_eq!(of(1e9), whole);
    }

    #[test]
    fn the_line_is_apart_from_the_bars_when_they_do_not_belong_together() {
        let ink = palette(false).ink;
        let highest = |level: f32| {
            let (rows, pixels) = painted(&[80.0, 0.0, 0.0, 0.0, 0.0, 0.0], &[level, 0.0, 0.0, 0.0, 0.0, 0.0]);
            let at = pixels.chunks_exact(4).position(|pixel| pixel == ink.rgba()).expect("there is a line");
            at / rows.size().0
        };
        assert!(highest(4.0) < highest(0.1));
    }

    #[test]
    fn strained_failing_and_away_differ_in_shape() {
        let (_, pixels) = painted(&[0.0; 6], &[0.0; 6]);
        let palette = palette(false);
        let (short, long) = (count(&pixels, palette.member(1)), count(&pixels, palette.member(2)));
        assert!(short > 0 && long == 2 * short, "{short} {long}");
        assert!(count(&pixels, palette.ink) > 0, "a wedge");
    }

    #[test]
    fn ticks_are_round_and_a_quarter_apart() {
        assert_eq!(ticks(115_000.0), [100_000.0, 25_000.0]);
        assert_eq!(ticks(4_100.0), [2_000.0, 500.0]);
        let rows = BarRows::new(120, 90, 1.0, 6, 2);
        assert!((rows.place(0, 0.0, 4.0) - 2.0 * rows.place(0, 1.0, 4.0)).abs() < 0.02);
        assert!(ticks(f64::NAN).iter().all(|tick| tick.is_finite()));
    }

    #[test]
    fn odd_sizes_and_numbers_are_harmless() {
        for (width, height, members, zones) in [(0, 0, 0, 0), (1, 1, 300, 3), (3, 900, 7, 3), (200, 5, 150, 3)] {
            let rows = BarRows::new(width, height, f64::NAN, members, zones);
            let numbers = vec![f32::NAN; members];
            let bars = Bars {
                states: &vec![9; members],
                held: &numbers,
                levels: &numbers,
                most: f64::NAN,
                limit: f64::INFINITY,
            };
            rows.paint(bars, palette(true), &mut Vec::new());
            let high = vec![f32::MAX; members];
            rows.paint(
                Bars { held: &high, levels: &high, most: 1.0, limit: 1.0, ..bars },
                palette(true),
                &mut Vec::new(),
            );
        }
    }
}
