//! One number of many.

use outage_plan::maths;

/// Sums in eight interleaved parts: fast, and in the same order on every target.
pub(crate) fn sum(values: &[f64]) -> f64 {
    let mut parts = [0.0; 8];
    let (chunks, rest) = values.as_chunks::<8>();
    for chunk in chunks {
        (0..8).for_each(|i| parts[i] += chunk[i]);
    }
    let rest: f64 = rest.iter().sum();
    ((parts[0] + parts[4]) + (parts[2] + parts[6])) + ((parts[1] + parts[5]) + (parts[3] + parts[7])) + rest
}

/// The largest; of none, less than any number.
pub(crate) fn largest(values: &[f64]) -> f64 {
    let mut parts = [f64::NEG_INFINITY; 8];
    let (chunks, rest) = values.as_chunks::<8>();
    for chunk in chunks {
        (0..8).for_each(|i| parts[i] = maths::larger(parts[i], chunk[i]));
    }
    let rest = rest.iter().copied().fold(f64::NEG_INFINITY, maths::larger);
    parts.into_iter().fold(rest, maths::larger)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_maxima_take_every_value() {
        let values: Vec<f64> = (0..19).map(f64::from).collect();
        assert_eq!((sum(&values), largest(&values)), (171.0, 18.0));
        assert_eq!((sum(&[]), largest(&[-2.0, -1.0])), (0.0, -1.0));
    }
}
