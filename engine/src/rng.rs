//! Seeded luck. Each purpose has its own stream, so that a new draw in one place never shifts the draws of another.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

/// A stream of random numbers for one purpose under one seed; the same on every target.
pub(crate) struct Stream(Xoshiro256PlusPlus);

impl Stream {
    /// The stream of `purpose` under `seed`.
    pub(crate) fn new(seed: u64, purpose: &str) -> Self {
        let name = purpose
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        Self(Xoshiro256PlusPlus::seed_from_u64(seed ^ name))
    }

    /// A number from 0 up to but not including 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
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
}
