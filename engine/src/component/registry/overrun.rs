//! How long requests of uncertain length hold a worker when they are cut off at an allowance.

/// Table of what becomes of requests whose length is log-normal around a mean, as a function of the mean relative to
/// the allowance.
#[derive(Debug, Clone)]
pub(super) struct Overrun {
    /// Expected time relative to the allowance, and share that ends in time, at evenly spaced means from 0 to `MOST`.
    table: Vec<(f64, f64)>,
}

/// Means beyond this multiple of the allowance never end in time.
const MOST: f64 = 6.0;
const STEPS: usize = 768;

impl Overrun {
    /// The table for lengths with a standard deviation `jitter` of their logarithm.
    pub(super) fn new(jitter: f64) -> Self {
        let at = |index: usize| {
            let mean = MOST * index as f64 / STEPS as f64;
            if index == 0 {
                return (0.0, 1.0);
            }
            // The logarithm of the length has the mean ln(mean) − jitter²/2, so that the mean length is `mean`.
            let z = (jitter * jitter / 2.0 - libm::log(mean)) / jitter;
            let in_time = below(z);
            (mean * below(z - jitter) + (1.0 - in_time), in_time)
        };
        Self { table: (0..=STEPS).map(at).collect() }
    }

    /// Expected time relative to the allowance, and share that ends in time.
    pub(super) fn at(&self, mean: f64) -> (f64, f64) {
        let place = mean / MOST * STEPS as f64;
        let index = place as usize;
        if index >= STEPS {
            return (1.0, 0.0);
        }
        let (low, high, part) = (self.table[index], self.table[index + 1], place - index as f64);
        (low.0 + (high.0 - low.0) * part, low.1 + (high.1 - low.1) * part)
    }
}

/// The standard normal distribution function.
fn below(z: f64) -> f64 {
    libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_requests_end_and_long_ones_are_cut_off() {
        let overrun = Overrun::new(0.25);
        let (time, in_time) = overrun.at(0.2);
        assert!((time - 0.2).abs() < 1e-3 && in_time > 0.999);
        let (time, in_time) = overrun.at(5.0);
        assert!(time > 0.999 && in_time < 1e-3);
        let (time, in_time) = overrun.at(1.0);
        assert!((0.85..0.95).contains(&time) && (0.5..0.6).contains(&in_time));
    }
}
