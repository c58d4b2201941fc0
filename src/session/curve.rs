//! A curve that somebody draws over the day.

/// How many points a drawn curve has, evenly over what is drawn.
pub const POINTS: usize = 64;
/// The level of a point at the top of the drawing; the lowest is 0.
pub const TOP: u8 = 63;

/// The letters of levels.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Levels from 0 to [`TOP`], evenly over what is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Curve {
    /// The level of each point.
    pub levels: [u8; POINTS],
}

impl Default for Curve {
    fn default() -> Self {
        Self { levels: [0; POINTS] }
    }
}

impl Curve {
    /// Draws a line between two places, each a share of the width and of the height, from the lower left corner.
    pub fn draw(&mut self, from: f64, from_level: f64, to: f64, to_level: f64) {
        let place = |x: f64| (x.clamp(0.0, 1.0) * (POINTS - 1) as f64).round() as usize;
        let (begin, end) = (place(from), place(to));
        for point in begin.min(end)..=begin.max(end) {
            let along = if begin == end { 1.0 } else { (point as f64 - begin as f64) / (end as f64 - begin as f64) };
            self.set(point, from_level + along * (to_level - from_level));
        }
    }

    /// Sets a point, to a share of the height.
    pub fn set(&mut self, point: usize, level: f64) {
        if let Some(place) = self.levels.get_mut(point) {
            *place = (level.clamp(0.0, 1.0) * f64::from(TOP)).round() as u8;
        }
    }

    /// The curve of a series, whose values are shares of the height.
    #[must_use]
    pub fn of(series: &[f64], top: f64) -> Self {
        let mut curve = Self::default();
        let last = series.len().saturating_sub(1) as f64;
        for point in 0..POINTS {
            let at = (point as f64 / (POINTS - 1) as f64 * last).round() as usize;
            let value = series.get(at).copied().unwrap_or_default();
            curve.set(point, if top > 0.0 { value / top } else { 0.0 });
        }
        curve
    }

    /// The same with what is known of another one until a share of the width.
    #[must_use]
    pub fn with_past(mut self, of: &Self, until: f64) -> Self {
        let known = self.known(until);
        self.levels[..known].copy_from_slice(&of.levels[..known]);
        self
    }

    /// The points of an SVG line until a share of the width; see [`Curve::points`].
    #[must_use]
    pub fn points_until(&self, until: f64) -> String {
        self.line(self.known(until))
    }

    /// How many points stand before a share of the width, or at it.
    fn known(&self, until: f64) -> usize {
        ((until.clamp(0.0, 1.0) * (POINTS - 1) as f64).floor() as usize + 1).min(POINTS)
    }

    /// Level of a point, as a share of the height.
    #[must_use]
    pub fn level(&self, point: usize) -> f64 {
        f64::from(self.levels.get(point).copied().unwrap_or_default()) / f64::from(TOP)
    }

    /// The points of an SVG line, in a drawing as wide as [`POINTS`] - 1 and as high as [`TOP`].
    #[must_use]
    pub fn points(&self) -> String {
        self.line(POINTS)
    }

    fn line(&self, points: usize) -> String {
        let point = |(x, level): (usize, &u8)| format!("{x},{}", TOP - level.min(&TOP));
        self.levels.iter().take(points).enumerate().map(point).collect::<Vec<_>>().join(" ")
    }

    /// How far it is from another one: the mean difference, as a share of the height.
    #[must_use]
    pub fn distance(&self, other: &Self) -> f64 {
        let differences = self.levels.iter().zip(&other.levels).map(|(one, two)| f64::from(one.abs_diff(*two)));
        differences.sum::<f64>() / f64::from(TOP) / POINTS as f64
    }

    /// The first and the last point that are above a tenth of the height, and the highest level, as shares of width and
    /// height; none while it stays below.
    #[must_use]
    pub fn shape(&self) -> Option<(f64, f64, f64)> {
        let is_up = |level: &u8| f64::from(*level) > 0.1 * f64::from(TOP);
        let share = |point: usize| point as f64 / (POINTS - 1) as f64;
        let first = self.levels.iter().position(is_up)?;
        let last = self.levels.iter().rposition(is_up)?;
        let peak = self.levels.iter().max().copied().unwrap_or_default();
        Some((share(first), share(last), f64::from(peak) / f64::from(TOP)))
    }

    /// The short form: a letter for each point.
    #[must_use]
    pub fn text(&self) -> String {
        self.levels.iter().map(|level| char::from(LETTERS[usize::from(*level.min(&TOP))])).collect()
    }

    /// The curve of a short form; none when it is not one.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let level = |letter: u8| LETTERS.iter().position(|known| *known == letter).map(|level| level as u8);
        let levels: Option<Vec<u8>> = text.bytes().map(level).collect();
        Some(Self { levels: levels?.try_into().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_drawn_in_both_directions() {
        let (mut there, mut back) = (Curve::default(), Curve::default());
        there.draw(0.25, 0.0, 0.75, 1.0);
        back.draw(0.75, 1.0, 0.25, 0.0);
        assert_eq!(there, back);
        assert_eq!((there.level(15), there.level(47), there.level(48)), (0.0, 1.0, 0.0));
        there.draw(-3.0, 2.0, 9.0, 2.0);
        assert_eq!(there.levels, [TOP; POINTS], "what is outside is at the edge");
    }

    #[test]
    fn a_curve_survives_its_short_form() {
        let series: Vec<f64> = (0..1000).map(|at| f64::from(at) / 999.0).collect();
        let curve = Curve::of(&series, 1.0);
        assert_eq!(curve.levels[0], 0);
        assert_eq!(curve.levels[POINTS - 1], TOP);
        assert_eq!(Curve::read(&curve.text()).as_ref(), Some(&curve));
        assert_eq!(Curve::read("short"), None);
        assert_eq!(Curve::read(&"!".repeat(POINTS)), None);
    }

    #[test]
    fn what_is_known_stays_as_it_was() {
        let (known, drawn) = (Curve::of(&[1.0, 1.0], 1.0), Curve::default());
        let both = drawn.clone().with_past(&known, 0.5);
        assert_eq!((both.levels[31], both.levels[32]), (TOP, 0));
        assert_eq!(drawn.clone().with_past(&known, 1.0), known);
        assert_eq!(known.points_until(0.0), "0,0");
    }

    #[test]
    fn the_distance_of_all_from_nothing_is_one() {
        assert_eq!(Curve::of(&[1.0, 1.0], 1.0).distance(&Curve::default()), 1.0);
        assert_eq!(Curve::default().shape(), None);
        assert_eq!(Curve::of(&[1.0, 1.0], 2.0).shape(), Some((0.0, 1.0, 32.0 / 63.0)));
    }
}
