//! Pixels of what two runs differ in.

use super::lanes::worst;
use super::palette::{Palette, Rgb};

/// Smallest difference of two shares of failing requests that is shown.
const SEEN: f64 = 0.01;

/// One row of pixels (red, green, blue, alpha), `width` device pixels wide, of what a run differs in from another: the colour
/// of recovery where less of it fails, that of failure where more of it does, the stronger the more, and nothing elsewhere.
#[must_use]
pub fn between(one: &[f64], other: &[f64], width: usize, palette: &Palette) -> Vec<u8> {
    let mut row = Vec::with_capacity(width * 4);
    for column in 0..width {
        let by = worst(one, column, width) - worst(other, column, width);
        let Rgb(red, green, blue) = palette.member(if by < 0.0 { 4 } else { 2 });
        let strength = if by.abs() >= SEEN { 150.0 + 105.0 * by.abs().min(1.0) } else { 0.0 };
        row.extend([red, green, blue, strength as u8]);
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::palette::palette;

    #[test]
    fn draw_between_shows_which_run_fails_more() {
        let (mut one, mut other) = (vec![0.0; 1561], vec![0.0; 1561]);
        one[300] = 0.5;
        other[900] = 1.0;
        other[1200] = 0.005;
        one.push(f64::NAN);
        other.push(0.0);
        for width in [100, 1250, 3000] {
            let row = between(&one, &other, width, palette(false));
            let shown: Vec<&[u8]> = row.chunks(4).filter(|pixel| pixel[3] > 0).collect();
            let of =
                |state: u8| shown.iter().filter(|pixel| pixel[..3] == palette(false).member(state).rgba()[..3]).count();
            assert!(of(2) > 0 && of(4) > 0 && of(2) + of(4) == shown.len(), "{width}");
            assert!(shown.len() < 12, "{width}: {}", shown.len());
        }
    }
}
