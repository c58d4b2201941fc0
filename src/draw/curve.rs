//! Points, rectangles and smooth curves in css pixels.

/// A place in css pixels: right and down are positive.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// Distance from the left edge.
    pub x: f64,
    /// Distance from the top edge.
    pub y: f64,
}

/// A rectangle in css pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Rect {
    /// Right edge.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// Bottom edge.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// The point in the middle.
    #[must_use]
    pub fn centre(&self) -> Point {
        Point { x: self.x + self.width / 2.0, y: self.y + self.height / 2.0 }
    }

    /// Whether a point lies inside, not on the edge.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        point.x > self.x && point.x < self.right() && point.y > self.y && point.y < self.bottom()
    }
}

/// A smooth line of one or more cubic Béziers, from a caller to its callee.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curve {
    /// Four points for each Bézier: start, two handles, end. Each starts where the one before ends.
    pub segments: Vec<[Point; 4]>,
    /// Distance along the curve after each of [`SAMPLES`] equal steps of each segment.
    lengths: Vec<f64>,
}

/// Steps per segment at which the length is measured.
const SAMPLES: usize = 16;

impl Curve {
    /// A curve of Béziers.
    #[must_use]
    pub fn new(segments: Vec<[Point; 4]>) -> Self {
        let mut lengths = Vec::with_capacity(segments.len() * SAMPLES);
        let mut total = 0.0;
        for segment in &segments {
            let mut last = segment[0];
            for step in 1..=SAMPLES {
                let next = bezier(segment, step as f64 / SAMPLES as f64);
                let (x, y) = (next.x - last.x, next.y - last.y);
                // Not `hypot`, whose last bit differs between targets.
                total += (x * x + y * y).sqrt();
                lengths.push(total);
                last = next;
            }
        }
        Self { segments, lengths }
    }

    /// Length in css pixels.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.lengths.last().copied().unwrap_or(0.0)
    }

    /// The point at a share of the length, 0 (caller) to 1 (callee): equal shares are equal distances.
    #[must_use]
    pub fn at(&self, share: f64) -> Point {
        // A share that is not a number counts as 0.
        let wanted = if share > 0.0 { share.min(1.0) * self.length() } else { 0.0 };
        let step = self.lengths.partition_point(|&length| length < wanted).min(self.lengths.len().saturating_sub(1));
        let Some(segment) = self.segments.get(step / SAMPLES) else { return Point::default() };
        let before = if step == 0 { 0.0 } else { self.lengths[step - 1] };
        let within = (wanted - before) / (self.lengths[step] - before).max(f64::MIN_POSITIVE);
        bezier(segment, ((step % SAMPLES) as f64 + within.clamp(0.0, 1.0)) / SAMPLES as f64)
    }

    /// The `d` attribute of an SVG path, with tenths of pixels.
    #[must_use]
    pub fn path_data(&self) -> String {
        use std::fmt::Write;
        let mut data = String::new();
        for (index, [start, one, two, end]) in self.segments.iter().enumerate() {
            if index == 0 {
                let _ = write!(data, "M{:.1} {:.1}", start.x, start.y);
            }
            let _ = write!(data, "C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}", one.x, one.y, two.x, two.y, end.x, end.y);
        }
        data
    }
}

fn bezier(segment: &[Point; 4], t: f64) -> Point {
    let u = 1.0 - t;
    let weights = [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t];
    let mut point = Point::default();
    for (part, weight) in segment.iter().zip(weights) {
        point.x += part.x * weight;
        point.y += part.y * weight;
    }
    point
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draw_equal_shares_of_a_curve_are_equal_distances() {
        let point = |x: f64, y: f64| Point { x, y };
        let bend = [point(100.0, 0.0), point(50.0, 0.0), point(50.0, 80.0), point(0.0, 80.0)];
        let on = [point(0.0, 80.0), point(-10.0, 80.0), point(-20.0, 80.0), point(-30.0, 80.0)];
        let curve = Curve::new(vec![bend, on]);
        assert_eq!((curve.at(0.0), curve.at(1.0)), (bend[0], on[3]));
        assert_eq!((curve.at(f64::NEG_INFINITY), curve.at(9.0)), (bend[0], on[3]));
        let steps: Vec<Point> = (0..=40).map(|step| curve.at(f64::from(step) / 40.0)).collect();
        for pair in steps.windows(2) {
            let distance = (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y);
            assert!((distance / (curve.length() / 40.0) - 1.0).abs() < 0.05, "{distance}");
        }
        assert_eq!(curve.path_data().matches('C').count(), 2);
        assert_eq!((Curve::default().at(0.5), Curve::default().path_data()), (Point::default(), String::new()));
        assert!(curve.at(f64::NAN).x.is_finite());
    }
}
