//! The value axis: round numbers, as few as a small chart needs, the unit at the top only.

use super::Unit;
use outage_sim::maths;
use std::fmt::Write;

/// The value axis of a chart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    /// Smallest and largest value of the axis.
    pub(super) range: (f64, f64),
    /// Where lines are drawn and what stands beside them, from the bottom up.
    pub(super) ticks: Vec<(f64, String)>,
    unit: Unit,
}

/// Round steps for minutes: up to an hour, then hours, then days.
const MINUTES: [f64; 16] =
    [1.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 60.0, 120.0, 180.0, 240.0, 360.0, 480.0, 720.0, 1440.0, 2880.0];

impl Scale {
    /// An axis for values, with at most a number of intervals.
    pub(super) fn new(unit: Unit, values: impl Iterator<Item = f64>, intervals: usize) -> Self {
        let finite = values.filter(|value| value.is_finite());
        let (mut low, mut high) =
            finite.fold((f64::INFINITY, 0.0f64), |(low, high), value| (low.min(value), high.max(value)));
        // Plain numbers that stay far from 0 are shown close up.
        if unit != Unit::Plain || low < high * 0.6 || high <= low {
            low = 0.0;
        }
        high = match unit {
            Unit::Percent => 1.0,
            Unit::Minutes => high.max(5.0),
            Unit::Times => high.max(1.0),
            Unit::Seconds => high.max(0.01),
            Unit::Plain if high <= 0.0 => 1.0,
            Unit::Plain => high,
        };
        let step = match unit {
            Unit::Percent => [1.0, 0.5, 0.25][match intervals {
                0 | 1 => 0,
                2 | 3 => 1,
                _ => 2,
            }],
            _ => step(unit, high - low, intervals),
        };
        let first = (low / step + 1e-9).floor();
        let last = (high / step - 1e-9).ceil().max(first + 1.0);
        let range = (first * step, last * step);
        let values = (0..=(last - first) as usize).map(|index| (first + index as f64) * step);
        let ticks = values.map(|value| (value, label(unit, value, range.1))).collect();
        Self { range, ticks, unit }
    }

    /// A value in words for people who hear the page.
    pub(super) fn say(&self, value: f64) -> String {
        match self.unit {
            Unit::Percent => format!("{:.0} percent", value * 100.0),
            Unit::Minutes if value >= 100.0 => format!("{:.1} hours", value / 60.0),
            Unit::Minutes => format!("{value:.0} minutes"),
            Unit::Seconds if value < 1.0 => format!("{:.0} milliseconds", value * 1000.0),
            Unit::Seconds => format!("{value:.1} seconds"),
            Unit::Times => format!("{value:.2} times normal"),
            Unit::Plain => plain(value),
        }
    }
}

/// The smallest round step with which a length has at most a number of intervals.
fn step(unit: Unit, length: f64, intervals: usize) -> f64 {
    let least = length / intervals as f64 * (1.0 - 1e-9);
    if unit == Unit::Minutes
        && let Some(step) = MINUTES.into_iter().find(|&step| step >= least)
    {
        return step;
    }
    let decade = maths::power(10.0, least.log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|digit| digit * decade).find(|&step| step >= least).unwrap_or(least)
}

fn label(unit: Unit, value: f64, top: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let is_top = value >= top * (1.0 - 1e-9);
    let with = |number: f64, name: &str| if is_top { format!("{} {name}", plain(number)) } else { plain(number) };
    match unit {
        Unit::Percent => with(value * 100.0, "%"),
        Unit::Minutes if top < 120.0 => with(value, "min"),
        Unit::Minutes if top <= 4320.0 => with(value / 60.0, "h"),
        Unit::Minutes => with(value / 1440.0, "d"),
        Unit::Seconds if top < 1.0 => with(value * 1000.0, "ms"),
        Unit::Seconds if top <= 120.0 => with(value, "s"),
        Unit::Seconds => with(value / 60.0, "min"),
        Unit::Times => with(value, "×"),
        Unit::Plain => plain(value),
    }
}

/// A number without needless zeros, thousands set apart by a narrow space.
fn plain(value: f64) -> String {
    let text = if value.abs() < 1.0 { format!("{value:.4}") } else { format!("{value:.2}") };
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (whole, rest) = text.split_once('.').map_or((text, ""), |(whole, rest)| (whole, rest));
    let digits = whole.trim_start_matches('-').len();
    let mut out = String::with_capacity(text.len() + 6);
    let mut left = digits;
    for character in whole.chars() {
        if character.is_ascii_digit() {
            if left < digits && left.is_multiple_of(3) && digits > 3 {
                out.push('\u{202f}');
            }
            left -= 1;
        }
        out.push(character);
    }
    if !rest.is_empty() {
        let _ = write!(out, ".{rest}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(unit: Unit, values: &[f64], intervals: usize) -> Vec<String> {
        Scale::new(unit, values.iter().copied(), intervals).ticks.into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn draw_axes_have_round_numbers_and_name_their_unit_once() {
        assert_eq!(labels(Unit::Percent, &[0.0, 0.4], 2), ["0", "50", "100 %"]);
        assert_eq!(labels(Unit::Minutes, &[0.0, 132.0], 2), ["0", "2", "4 h"]);
        assert_eq!(labels(Unit::Minutes, &[0.0, 47.0], 3), ["0", "20", "40", "60 min"]);
        assert_eq!(labels(Unit::Times, &[1.0, 2.8], 3), ["0", "1", "2", "3 ×"]);
        assert_eq!(labels(Unit::Seconds, &[0.06], 2), ["0", "50", "100 ms"]);
        assert_eq!(labels(Unit::Plain, &[5910.0, 6030.0], 2), ["5\u{202f}900", "6\u{202f}000", "6\u{202f}100"]);
        assert_eq!(labels(Unit::Plain, &[], 2), ["0", "0.5", "1"]);
    }

    #[test]
    fn draw_axes_hold_every_value() {
        for unit in [Unit::Percent, Unit::Minutes, Unit::Seconds, Unit::Times, Unit::Plain] {
            for exponent in -3..9 {
                let value = 3.7 * 10f64.powi(exponent);
                let value = if unit == Unit::Percent { value.min(1.0) } else { value };
                for intervals in 1..5 {
                    let scale = Scale::new(unit, [value, value * 0.9].into_iter(), intervals);
                    assert!(
                        scale.range.0 <= value * 0.9 && scale.range.1 >= value * (1.0 - 1e-9),
                        "{unit:?} {value} {scale:?}"
                    );
                    assert!(scale.ticks.len() <= intervals + 2, "{scale:?}");
                }
            }
        }
    }
}
