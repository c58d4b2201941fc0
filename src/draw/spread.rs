//! Pixels of the root's members by what they need of what limits them: a dot for each, further right the more it needs,
//! stacked where many need the same, with the limit as a line.

use crate::draw::palette::{Palette, Rgb};
use std::ops::Range;

/// The smallest and largest level shown, as powers of two of the limit; what is beyond stands at the edge.
const OCTAVES: (f64, f64) = (-4.0, 3.0);

/// Columns of dots in each octave.
const COLUMNS: f64 = 4.0;

/// A picture of members by their level, laid out once for a size; painted for every moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    width: usize,
    height: usize,
    /// Width of a line in device pixels.
    line: usize,
}

impl Spread {
    /// A picture of `width` × `height` device pixels at a number of device pixels per css pixel.
    #[must_use]
    pub fn new(width: usize, height: usize, pixel_ratio: f64) -> Self {
        let ratio = if pixel_ratio.is_finite() { pixel_ratio.clamp(0.5, 8.0) } else { 1.0 };
        Self { width, height, line: (1.5 * ratio).round().max(1.0) as usize }
    }

    /// Width and height in device pixels: of the image data, and of the canvas.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// Where the limit stands, as a share of the width.
    #[must_use]
    pub fn limit() -> f64 {
        Self::place(1.0)
    }

    /// Where a level stands, as a share of the width.
    #[must_use]
    pub fn place(level: f64) -> f64 {
        let octave = if level > 0.0 { level.log2() } else { OCTAVES.0 };
        ((octave - OCTAVES.0) / (OCTAVES.1 - OCTAVES.0)).clamp(0.0, 1.0)
    }

    /// Paints the members into `pixels` (red, green, blue, alpha; resized as needed): `states` and `levels` of the
    /// members, a level of 1 being at the limit.
    pub fn paint(&self, states: &[u8], levels: &[f32], palette: &Palette, pixels: &mut Vec<u8>) {
        pixels.clear();
        pixels.resize(self.width * self.height * 4, 0);
        self.dots(states, levels, |area, state| self.fill(area, palette.member(state), pixels));
        let limit = (Self::limit() * self.width as f64) as usize;
        self.fill((limit..limit + self.line, 0..self.height), palette.ink, pixels);
    }

    /// Hands each member's dot, as its device pixels across and down, with its state to a painter.
    pub fn dots(&self, states: &[u8], levels: &[f32], mut paint: impl FnMut((Range<usize>, Range<usize>), u8)) {
        let columns = ((OCTAVES.1 - OCTAVES.0) * COLUMNS) as usize;
        let mut stacks: Vec<Vec<u8>> = vec![Vec::new(); columns];
        // State by state, so that those of one state lie together. There are a few.
        for state in 0..=states.iter().copied().max().unwrap_or(0) {
            for (_, &level) in states.iter().zip(levels).filter(|(of, _)| **of == state) {
                let column = (Self::place(f64::from(level)) * columns as f64) as usize;
                stacks[column.min(columns - 1)].push(state);
            }
        }
        let across = self.width as f64 / columns as f64;
        let most = stacks.iter().map(Vec::len).max().unwrap_or(0).max(1);
        // Dots are round where there is room, and flatter where many stand above each other.
        let down = (self.height as f64 / most as f64).min(across);
        for (column, stack) in stacks.iter().enumerate() {
            let left = (column as f64 * across) as usize;
            let right = ((column + 1) as f64 * across) as usize;
            for (index, &state) in stack.iter().enumerate() {
                let bottom = self.height as f64 - index as f64 * down;
                let (top, bottom) = ((bottom - down) as usize, bottom as usize);
                let gap = |length: usize| if length > 3 { self.line.min(length / 3) } else { 0 };
                let (wide, high) = (right - left, bottom - top);
                paint((left..right - gap(wide), top..bottom - gap(high)), state);
            }
        }
    }

    fn fill(&self, (across, down): (Range<usize>, Range<usize>), colour: Rgb, pixels: &mut [u8]) {
        for row in down.start..down.end.min(self.height) {
            let line = &mut pixels[row * self.width * 4..][..self.width * 4];
            for column in across.start..across.end.min(self.width) {
                line[column * 4..][..4].copy_from_slice(&colour.rgba());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::palette::palette;

    fn painted(levels: &[f32]) -> (Spread, Vec<u8>) {
        let spread = Spread::new(140, 60, 1.0);
        let mut pixels = Vec::new();
        spread.paint(&vec![2; levels.len()], levels, palette(false), &mut pixels);
        (spread, pixels)
    }

    #[test]
    fn a_member_over_the_limit_stands_right_of_it() {
        for (level, is_right) in [(0.5, false), (2.0, true), (1e9, true), (0.0, false), (f32::NAN, false)] {
            let (_, pixels) = painted(&[level]);
            let colour = palette(false).member(2).rgba();
            let last_row = &pixels[59 * 140 * 4 - 140 * 4..][..140 * 4];
            let at = last_row.chunks_exact(4).position(|pixel| pixel == colour).expect("a dot");
            assert_eq!(at as f64 > Spread::limit() * 140.0, is_right, "{level}");
        }
    }

    #[test]
    fn many_members_stay_inside() {
        let (spread, pixels) = painted(&vec![0.3; 5000]);
        assert_eq!(pixels.len(), spread.size().0 * spread.size().1 * 4);
    }
}
