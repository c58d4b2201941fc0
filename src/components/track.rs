//! The hill above a slider: how long an outage each of its values gives, so that a slider shows its own cliff.

use crate::draw::Palette;
use crate::paint::Outcome;
use outage_sim::ONSET;
use std::fmt::Write;

/// The hill above one slider.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Track {
    /// For each known value: where it is on the slider (0 to 1), its height (0 to 1), and whether anything fails.
    points: Vec<(f64, f64, bool)>,
}

/// From this many known values on there is something to show; the hill then grows from the knob's own value outwards.
const ENOUGH: usize = 3;

/// The lowest hill of a value at which something fails: it must be seen.
const LOWEST: f64 = 0.12;

impl Track {
    /// The hill of a knob with these values and outcomes, where an outage of `hours` is three quarters high.
    #[must_use]
    pub(super) fn of(values: &[f64], outcomes: &[Option<Outcome>], hours: f64) -> Self {
        let (Some(&first), Some(&last)) = (values.first(), values.last()) else { return Self::default() };
        if outcomes.iter().flatten().count() < ENOUGH || last <= first {
            return Self::default();
        }
        let point = |(value, outcome): (&f64, &Option<Outcome>)| {
            let outcome = (*outcome)?;
            let fails = outcome.peak_error >= ONSET;
            let height = if fails { (outcome.outage_hours / hours * 0.75).clamp(LOWEST, 1.0) } else { 0.0 };
            Some(((value - first) / (last - first), height, fails))
        };
        Self { points: values.iter().zip(outcomes).filter_map(point).collect() }
    }

    /// Whether nothing is known yet.
    #[must_use]
    pub(super) fn is_bare(&self) -> bool {
        self.points.is_empty()
    }

    /// The hill as a style: its colours from left to right, cut to its outline.
    #[must_use]
    pub(super) fn style(&self, palette: &Palette) -> String {
        let mut style = String::from("background:linear-gradient(90deg");
        for (x, height, _) in &self.points {
            let _ = write!(style, ",{} {:.1}%", palette.ramp(*height).hex(), x * 100.0);
        }
        let end = |point: Option<&(f64, f64, bool)>| point.map_or(0.0, |point| point.0 * 100.0);
        let (from, until) = (end(self.points.first()), end(self.points.last()));
        let _ = write!(style, ");clip-path:polygon({from:.1}% 100%");
        for (x, height, _) in &self.points {
            let _ = write!(style, ",{:.1}% {:.1}%", x * 100.0, (1.0 - height) * 100.0);
        }
        let _ = write!(style, ",{until:.1}% 100%)");
        style
    }

    /// Where nothing fails, as spans of the slider from 0 to 1.
    #[must_use]
    pub(super) fn calm(&self) -> Vec<(f64, f64)> {
        let mut spans: Vec<(f64, f64)> = Vec::new();
        let mut open = false;
        for &(x, _, fails) in &self.points {
            match spans.last_mut() {
                Some(last) if open && !fails => last.1 = x,
                _ if !fails => spans.push((x, x)),
                _ => {}
            }
            open = !fails;
        }
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::Track;
    use crate::draw::palette;
    use crate::paint::Outcome;

    fn outcome(outage_hours: f64) -> Option<Outcome> {
        Some(Outcome { value: 0.0, peak_error: if outage_hours > 0.0 { 0.9 } else { 0.0 }, outage_hours })
    }

    #[test]
    fn a_hill_is_high_where_the_outage_is_long() {
        let track = Track::of(&[0.0, 5.0, 10.0], &[outcome(8.0), outcome(4.0), outcome(0.0)], 8.0);
        assert_eq!(track.points, [(0.0, 0.75, true), (0.5, 0.375, true), (1.0, 0.0, false)]);
        assert_eq!(track.calm(), [(1.0, 1.0)]);
        assert!(track.style(palette(false)).contains("50.0% 62.5%"));
    }

    #[test]
    fn a_hill_waits_until_enough_is_known() {
        assert!(Track::of(&[0.0, 5.0, 9.0], &[outcome(8.0), None, None], 8.0).is_bare());
        assert!(Track::of(&[], &[], 8.0).is_bare());
    }
}
