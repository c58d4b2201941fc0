//! Colours: the ramp for errors and the states of members, for light and for dark screens.
//!
//! Both ramps run in one direction of lightness (darker is worse on light screens, brighter is worse on dark ones), so
//! they can be read without telling red from green; a test holds them to it.
//!
//! Each hue has one meaning, here and in the style sheet, and a mark beside it for who cannot tell it:
//!
//! | hue | names | meaning | mark |
//! | --- | --- | --- | --- |
//! | red, from yellow to wine | `--e0` … `--e4`, `--bad`, `--warn`, [`Palette::ramp`] | requests fail, or it is worse | ✕, !, a bar, ▲ |
//! | teal | `--ok`, state 4 of [`Palette::member`] | recovered, better, as documented | ✓, words |
//! | blue | `--accent` | can be used, is selected, was changed by the reader, operators' actions | underline, triangle, frame |
//! | grey and ink | `--ink`, `--muted`, `--edge`, `--request` | everything else: receipts, the status page, limits, requests | words, shape |

use outage_sim::maths;

/// One opaque colour: red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// The colours of one appearance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    /// Stops of the error ramp, from no errors to every request failing; the style sheet's `--e0` to `--e4`.
    pub stops: [Rgb; 5],
    /// Colours of the states of members; see [`Palette::member`].
    pub members: [Rgb; 5],
    /// What cards are filled with.
    pub card: Rgb,
    /// Text and axes.
    pub ink: Rgb,
    /// The ramp at 256 places.
    table: [Rgb; 256],
}

/// Share of failing requests below which a colour counts as no errors.
const UNSEEN: f64 = 0.002;

/// How far up the ramp the first visible errors start, so that few errors do not look like none.
const FIRST_SEEN: f64 = 0.09;

static LIGHT: Palette = Palette::new(
    [Rgb(0xdf, 0xe7, 0xea), Rgb(0xf4, 0xd7, 0x9b), Rgb(0xee, 0x9a, 0x5c), Rgb(0xcf, 0x4a, 0x43), Rgb(0x7d, 0x14, 0x37)],
    [Rgb(0xa9, 0xbc, 0xc4), Rgb(0xee, 0x9a, 0x5c), Rgb(0xc4, 0x3f, 0x40), Rgb(0xe6, 0xea, 0xec), Rgb(0x2f, 0x8f, 0x83)],
    Rgb(0xff, 0xff, 0xff),
    Rgb(0x1c, 0x21, 0x27),
);

static DARK: Palette = Palette::new(
    [Rgb(0x2a, 0x34, 0x3b), Rgb(0x74, 0x58, 0x2b), Rgb(0xb6, 0x71, 0x30), Rgb(0xe6, 0x56, 0x4a), Rgb(0xff, 0xa0, 0x94)],
    [Rgb(0x4d, 0x60, 0x6a), Rgb(0xb0, 0x7d, 0x35), Rgb(0xea, 0x60, 0x52), Rgb(0x2c, 0x35, 0x3c), Rgb(0x3f, 0xb3, 0xa2)],
    Rgb(0x1d, 0x23, 0x29),
    Rgb(0xe7, 0xe9, 0xeb),
);

/// The colours for dark or light screens.
#[must_use]
pub fn palette(dark: bool) -> &'static Palette {
    if dark { &DARK } else { &LIGHT }
}

impl Rgb {
    /// The colour as a style sheet writes it: `#dfe7ea`.
    #[must_use]
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// The colour as an opaque pixel: red, green, blue, alpha.
    #[must_use]
    pub const fn rgba(self) -> [u8; 4] {
        [self.0, self.1, self.2, 255]
    }

    /// Lightness as people see it, from 0 (black) to 1 (white): the relative luminance of the web's contrast rules.
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { maths::power((share + 0.055) / 1.055, 2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

impl Palette {
    const fn new(stops: [Rgb; 5], members: [Rgb; 5], card: Rgb, ink: Rgb) -> Self {
        let mut table = [Rgb(0, 0, 0); 256];
        let mut index = 0;
        while index < 256 {
            let quarter = if index == 255 { 3 } else { index * 4 / 255 };
            let part = (index * 4 - quarter * 255) as u32;
            table[index] = mix(stops[quarter], stops[quarter + 1], part, 255);
            index += 1;
        }
        Self { stops, members, card, ink, table }
    }

    /// The colour of a share of failing requests, 0 to 1. Anything that is not a number counts as no errors.
    #[must_use]
    pub fn ramp(&self, error: f64) -> Rgb {
        let place = if error > UNSEEN { FIRST_SEEN + (1.0 - FIRST_SEEN) * error.min(1.0) } else { 0.0 };
        self.table[(place * 255.0 + 0.5) as usize]
    }

    /// The colour of a member's state by its number: 0 works, 1 is strained, 2 fails, 3 is away, 4 has come back.
    /// Higher numbers start over at 1.
    #[must_use]
    pub fn member(&self, state: u8) -> Rgb {
        let state = usize::from(state);
        self.members[if state < self.members.len() { state } else { 1 + (state - 1) % (self.members.len() - 1) }]
    }
}

const fn mix(from: Rgb, to: Rgb, part: u32, whole: u32) -> Rgb {
    const fn channel(from: u8, to: u8, part: u32, whole: u32) -> u8 {
        ((from as u32 * (whole - part) + to as u32 * part + whole / 2) / whole) as u8
    }
    Rgb(channel(from.0, to.0, part, whole), channel(from.1, to.1, part, whole), channel(from.2, to.2, part, whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The colour as people without red (`0`) or green (`1`) receptors see it, after Viénot, Brettel and Mollon.
    fn seen(colour: Rgb, missing: usize) -> [f64; 3] {
        let linear = [colour.0, colour.1, colour.2].map(|channel| (f64::from(channel) / 255.0).powf(2.2));
        let matrix = [
            [[0.112, 0.888, 0.0], [0.112, 0.888, 0.0], [0.004, -0.004, 1.0]],
            [[0.293, 0.707, 0.0], [0.293, 0.707, 0.0], [-0.021, 0.021, 1.0]],
        ][missing];
        matrix.map(|row| row.iter().zip(linear).map(|(a, b)| a * b).sum::<f64>().max(0.0).powf(1.0 / 2.2))
    }

    #[test]
    fn draw_ramps_run_in_one_direction_of_lightness() {
        for (dark, sign) in [(false, -1.0), (true, 1.0)] {
            let lightness: Vec<f64> =
                (0..=20).map(|step| palette(dark).ramp(f64::from(step) / 20.0).luminance()).collect();
            assert!(lightness.windows(2).all(|pair| (pair[1] - pair[0]) * sign > 0.0), "{dark} {lightness:?}");
        }
    }

    #[test]
    fn draw_colours_differ_without_red_or_green_receptors() {
        for dark in [false, true] {
            let palette = palette(dark);
            for colours in [palette.stops, palette.members] {
                for missing in [0, 1] {
                    for (index, one) in colours.iter().enumerate() {
                        for other in &colours[index + 1..] {
                            let (a, b) = (seen(*one, missing), seen(*other, missing));
                            let distance = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
                            assert!(distance > 0.1, "{one:?} and {other:?} without {missing}: {distance:.3}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn draw_ramp_shows_few_errors_and_takes_any_number() {
        let light = palette(false);
        assert_eq!(light.ramp(0.0), light.stops[0]);
        assert_eq!(light.ramp(1.0), light.stops[4]);
        assert_ne!(light.ramp(0.01), light.stops[0]);
        for odd in [f64::NAN, -1.0, f64::NEG_INFINITY] {
            assert_eq!(light.ramp(odd), light.stops[0]);
        }
        assert_eq!(light.ramp(f64::INFINITY), light.stops[4]);
        assert_eq!(light.stops[0].hex(), "#dfe7ea");
        assert_eq!((light.member(5), light.member(8)), (light.members[1], light.members[4]));
        assert_eq!(light.member(255), light.members[3]);
    }
}
