//! Pixels of a lane in which height says the same as colour, for those who cannot tell the colours apart.

use super::lanes::worst;
use super::palette::{Palette, Rgb};

/// Share of failing requests from which a column shows at all.
const SEEN: f64 = 0.002;

/// One lane, `width` × `height` device pixels (red, green, blue, alpha). In each column the largest error of the moments
/// it covers: a bar from the bottom, as high as the share of requests that fail, before a paler ground. Where nobody knows
/// it, there is a gap.
#[must_use]
pub fn relief(errors: &[f64], width: usize, height: usize, palette: &Palette) -> Vec<u8> {
    let mut row = Vec::with_capacity(width * 4);
    // For each row the columns whose bar begins there.
    let mut begins: Vec<Vec<(usize, Rgb)>> = vec![Vec::new(); height];
    for column in 0..width {
        let error = worst(errors, column, width);
        let full = palette.ramp(error);
        let least = if error > SEEN { height.min(3) } else { 0 };
        let bar = ((error * height as f64).round() as usize).clamp(least, height);
        if let Some(begins) = begins.get_mut(height - bar) {
            begins.push((column, full));
        }
        row.extend_from_slice(&if error.is_nan() { [0; 4] } else { pale(palette.ramp(0.0), full).rgba() });
    }
    let mut pixels = Vec::with_capacity(width * height * 4);
    for columns in begins {
        for (column, full) in columns {
            row[column * 4..][..4].copy_from_slice(&full.rgba());
        }
        pixels.extend_from_slice(&row);
    }
    pixels
}

/// Three parts of the ground and two of the colour.
fn pale(ground: Rgb, colour: Rgb) -> Rgb {
    let mix = |ground: u8, colour: u8| ((u16::from(ground) * 3 + u16::from(colour) * 2) / 5) as u8;
    Rgb(mix(ground.0, colour.0), mix(ground.1, colour.1), mix(ground.2, colour.2))
}

/// Marks in a finished lane where work waits or answers are slow (`strains` above one half): dashes along its bottom,
/// `thick` device pixels high.
pub fn dash(pixels: &mut [u8], strains: &[f64], width: usize, thick: usize, palette: &Palette) {
    let ink = palette.ink.rgba();
    for row in pixels.chunks_exact_mut((width * 4).max(1)).rev().take(thick) {
        for (column, pixel) in row.chunks_exact_mut(4).enumerate() {
            if (column / (thick * 3)).is_multiple_of(2) && worst(strains, column, width) > 0.5 {
                pixel.copy_from_slice(&ink);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{dash, relief};
    use crate::draw::palette;

    #[test]
    fn a_bar_is_as_high_as_its_error() {
        let palette = palette(false);
        let pixels = relief(&[0.0, 0.5, 1.0, 0.001], 4, 10, palette);
        let is_full =
            |column: usize, row: usize, error: f64| pixels[(row * 4 + column) * 4..][..4] == palette.ramp(error).rgba();
        let height = |column: usize, error: f64| (0..10).filter(|&row| is_full(column, row, error)).count();
        assert_eq!([height(1, 0.5), height(2, 1.0)], [5, 10]);
        assert_eq!(height(0, 0.0), 10, "the ground has one colour");
        let gap = relief(&[0.5, f64::NAN, f64::NAN, 0.5], 4, 10, palette);
        assert!(gap.chunks(16).all(|row| row[4..12] == [0; 8] && row[3] == 255), "what nobody knows is a gap");
    }

    #[test]
    fn dashes_stand_only_where_work_waits() {
        let light = palette(false);
        let plain = relief(&[0.0; 100], 100, 10, light);
        let mut dashed = plain.clone();
        let strains: Vec<f64> = (0..100).map(|moment| f64::from(u8::from(moment >= 50))).collect();
        dash(&mut dashed, &strains, 100, 2, light);
        assert_eq!(dashed[..8 * 400], plain[..8 * 400]);
        assert_eq!(dashed[9 * 400..9 * 400 + 200], plain[9 * 400..9 * 400 + 200]);
        assert!(dashed[9 * 400 + 200..].chunks(4).any(|pixel| pixel == light.ink.rgba()));
    }
}
