//! Pixels of the lanes: the error of a component over the whole day as a strip of colour.

use crate::draw::palette::Palette;

/// One row of pixels (red, green, blue, alpha), `width` device pixels wide: in each column the largest error of the
/// moments it covers, so that no short spike vanishes. Stretch it to the height of the lane.
#[must_use]
pub fn strip(errors: &[f64], width: usize, palette: &Palette) -> Vec<u8> {
    let mut row = Vec::with_capacity(width * 4);
    for column in 0..width {
        row.extend(palette.ramp(worst(errors, column, width)).rgba());
    }
    row
}

/// The largest error in a column, not a number where all are none; where there are more columns than moments, between the two nearest moments.
pub(crate) fn worst(errors: &[f64], column: usize, width: usize) -> f64 {
    let Some(last) = errors.len().checked_sub(1) else { return 0.0 };
    if last + 1 >= width {
        let from = column * errors.len() / width;
        let until = ((column + 1) * errors.len() / width).clamp(from + 1, errors.len());
        return errors[from..until].iter().copied().fold(f64::NAN, f64::max);
    }
    let place = column as f64 / (width - 1).max(1) as f64 * last as f64;
    let index = (place as usize).min(last);
    let part = place - index as f64;
    errors[index] * (1.0 - part) + errors[(index + 1).min(last)] * part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::palette::palette;

    #[test]
    fn draw_lane_keeps_short_spikes() {
        let mut errors = vec![0.0; 1561];
        errors[777] = 1.0;
        for width in [10, 100, 1250, 1561, 2500, 5000] {
            let row = strip(&errors, width, palette(false));
            assert_eq!(row.len(), width * 4);
            let worst = palette(false).ramp(0.6).1;
            assert!(row.chunks(4).any(|pixel| pixel[1] <= worst), "{width}");
        }
        assert_eq!(strip(&[], 3, palette(true)), palette(true).ramp(0.0).rgba().repeat(3));
        assert_eq!(strip(&[1.0], 1, palette(true)), palette(true).ramp(1.0).rgba());
        assert!(strip(&errors, 0, palette(true)).is_empty());
    }
}
