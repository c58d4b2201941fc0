//! What becomes of jobs of log-normal length that are cut off at a deadline.

use outage_plan::maths::normal;

/// Expected time, and share in time, as functions of the mean length relative to the deadline: cubic pieces through
/// exact values and slopes.
#[derive(Debug, Clone)]
pub(crate) struct Overrun {
    /// Standard deviation of the logarithm of the length.
    pub(crate) jitter: f64,
    /// Time, share, and their slopes.
    table: Vec<[f64; 4]>,
}

/// Mean lengths beyond this many deadlines are never in time.
const MOST: f64 = 8.0;
const PIECES: usize = 2048;
/// The least spread: without any, the share in time would jump.
const LEAST_JITTER: f64 = 0.01;

impl Overrun {
    pub(crate) fn new(jitter: f64) -> Self {
        Self { jitter, table: Vec::new() }
    }

    /// Expected time relative to the deadline, and share in time, of jobs of this mean length relative to it.
    #[inline]
    pub(crate) fn at(&mut self, mean: f64) -> (f64, f64) {
        let place = mean * (PIECES as f64 / MOST);
        let index = if place > 0.0 { place as usize } else { 0 };
        if index >= PIECES {
            return (1.0, 0.0);
        }
        let (low, high) = (self.known(index), self.known(index + 1));
        let x = place - index as f64;
        let (rise, rest) = (x * x * (3.0 - 2.0 * x), x * (1.0 - x));
        let (left, right) = (rest * (1.0 - x), -rest * x);
        (
            low[0] + (high[0] - low[0]) * rise + low[2] * left + high[2] * right,
            low[1] + (high[1] - low[1]) * rise + low[3] * left + high[3] * right,
        )
    }

    /// A row of the table. It is worked out when it is first needed, because a day needs few of them.
    #[inline]
    fn known(&mut self, index: usize) -> [f64; 4] {
        match self.table.get(index) {
            Some(row) if !row[0].is_nan() => *row,
            _ => self.work_out(index),
        }
    }

    fn work_out(&mut self, index: usize) -> [f64; 4] {
        self.table.resize(PIECES + 1, [f64::NAN; 4]);
        let spread = if self.jitter > LEAST_JITTER { self.jitter } else { LEAST_JITTER };
        let width = MOST / PIECES as f64;
        let mean = width * index as f64;
        let row = if index == 0 {
            [0.0, 1.0, width, 0.0]
        } else {
            let z = (spread * spread / 2.0 - libm::log(mean)) / spread;
            let (in_time, early) = (normal(z), normal(z - spread));
            let density = libm::exp(-z * z / 2.0) / libm::sqrt(2.0 * std::f64::consts::PI);
            // In the slope of the expected time the terms of the densities cancel.
            [mean * early + (1.0 - in_time), in_time, early * width, -density / (spread * mean) * width]
        };
        self.table[index] = row;
        row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_jobs_are_in_time_and_long_ones_take_the_deadline() {
        let mut overrun = Overrun::new(0.25);
        let (time, in_time) = overrun.at(0.1);
        assert!((time - 0.1).abs() < 1e-6 && in_time > 1.0 - 1e-9);
        assert_eq!(overrun.at(100.0), (1.0, 0.0));
        assert_eq!(overrun.at(f64::NAN).0.to_bits(), f64::NAN.to_bits());
    }

    #[test]
    fn the_expected_time_is_that_of_the_sum_over_many_jobs() {
        let (jitter, mean) = (0.25, 0.9);
        let jobs = 20_000;
        let length = |job: usize| {
            let z = outage_plan::maths::normal_quantile((job as f64 + 0.5) / f64::from(jobs));
            mean * libm::exp(jitter * z - jitter * jitter / 2.0)
        };
        let lengths = (0..jobs as usize).map(length);
        let time = lengths.clone().map(|length| length.min(1.0)).sum::<f64>() / f64::from(jobs);
        let in_time = lengths.filter(|length| *length <= 1.0).count() as f64 / f64::from(jobs);
        let found = Overrun::new(jitter).at(mean);
        assert!((found.0 - time).abs() < 1e-4 && (found.1 - in_time).abs() < 1e-3, "{found:?} {time} {in_time}");
    }
}
