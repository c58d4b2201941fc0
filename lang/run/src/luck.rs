//! Luck. Without a seed everything is spread evenly. Under one each purpose has its own stream, so that a new draw in one
//! place never shifts the draws of another.

use outage_plan::{Luck, maths, order};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

/// A stream of random numbers for one purpose under one seed; the same on every target.
#[derive(Debug)]
pub struct Stream(Xoshiro256PlusPlus);

impl Stream {
    /// The stream of `purpose` under `seed`.
    #[must_use]
    pub fn new(seed: u64, purpose: &str) -> Self {
        let name = purpose
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        Self(Xoshiro256PlusPlus::seed_from_u64(seed ^ name))
    }

    /// A number from 0 up to but not including 1.
    #[must_use]
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Gives each cohort the middle of one of as many equal parts of 0 to 1 as there are cohorts. All parts are taken whatever
/// the luck, so that it moves who is large and who is small, and not how large all are together.
pub(crate) fn hand_out(luck: &Luck, seed: Option<u64>, numbers: &mut [f64]) {
    let mut stream = seed.map(|seed| Stream::new(seed, &luck.stream));
    let draw = |cohort: u32| match &mut stream {
        Some(stream) => stream.unit(),
        None => maths::van_der_corput(cohort + 1, luck.spread.into()),
    };
    let count = numbers.len();
    let drawn: Vec<f64> = (0..count as u32).map(draw).collect();
    for (part, cohort) in order(&drawn).into_iter().enumerate() {
        numbers[cohort] = (part as f64 + 0.5) / count as f64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_pinned() {
        let mut stream = Stream::new(1, "poll");
        let first: Vec<u64> = (0..3).map(|_| (stream.unit() * 1e9) as u64).collect();
        assert_eq!(first, PINNED);
        assert_ne!(Stream::new(1, "poll").unit(), Stream::new(1, "rebuild").unit());
        assert_ne!(Stream::new(1, "poll").unit(), Stream::new(2, "poll").unit());
    }

    const PINNED: [u64; 3] = [394_622_239, 994_416_372, 934_655_833];

    #[test]
    fn every_part_is_taken_once() {
        let luck = |seed, stream: &str| {
            let mut numbers = [0.0; 300];
            hand_out(&Luck { vector: 0, spread: 2, stream: stream.to_owned() }, seed, &mut numbers);
            numbers
        };
        for seed in [None, Some(1), Some(2)] {
            let mut numbers = luck(seed, "host 2");
            numbers.sort_by(f64::total_cmp);
            assert!(numbers.iter().enumerate().all(|(part, number)| *number == (part as f64 + 0.5) / 300.0));
        }
        assert_ne!(luck(Some(1), "host 2"), luck(Some(2), "host 2"));
        assert_ne!(luck(Some(1), "host 2"), luck(Some(1), "host 3"));
    }
}
