//! Portable arithmetic: `+ − × ÷`, comparisons and `libm`, which have the same bits on every target.

/// `value` limited to the range from 0 to 1; 0 for what is not a number.
#[inline(always)]
#[must_use]
pub fn share(value: f64) -> f64 {
    let value = if value > 0.0 { value } else { 0.0 };
    if value < 1.0 { value } else { 1.0 }
}

/// The smaller of two.
#[inline(always)]
#[must_use]
pub fn smaller(a: f64, b: f64) -> f64 {
    if b < a { b } else { a }
}

/// The larger of two.
#[inline(always)]
#[must_use]
pub fn larger(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

/// A power; what is not raised keeps its bits.
#[inline]
#[must_use]
pub fn power(base: f64, exponent: f64) -> f64 {
    if exponent == 1.0 { base } else { libm::pow(base, exponent) }
}

/// The mean over a step of what decays from 1, for the share `z` of a mean life that the step lasts: `(1 − e^−z) / z`.
#[must_use]
pub fn decay(z: f64) -> f64 {
    if libm::fabs(z) < 1e-12 { 1.0 } else { -libm::expm1(-z) / z }
}

/// The `index`-th point of the van der Corput sequence in a base: evenly spread over 0 to 1 for any number of points.
#[must_use]
pub fn van_der_corput(mut index: u32, base: u32) -> f64 {
    let base = base.max(2);
    let (mut value, mut scale) = (0.0, 1.0);
    while index > 0 {
        scale /= f64::from(base);
        value += f64::from(index % base) * scale;
        index /= base;
    }
    value
}

/// The quantile of the standard normal distribution at `p` in (0, 1), to about nine digits
/// (P. J. Acklam's rational approximation).
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 5] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 4] =
        [7.784_695_709_041_462e-3, 3.224_671_290_700_398e-1, 2.445_134_137_142_996, 3.754_408_661_907_416];
    let poly = |c: &[f64], x: f64| c.iter().fold(0.0, |sum, &k| sum * x + k);
    let tail = |q: f64| poly(&C, q) / (poly(&D, q) * q + 1.0);
    if p < 0.024_25 {
        tail(libm::sqrt(-2.0 * libm::log(p)))
    } else if p > 1.0 - 0.024_25 {
        -tail(libm::sqrt(-2.0 * libm::log(1.0 - p)))
    } else {
        let q = p - 0.5;
        let r = q * q;
        poly(&A, r) * q / (poly(&B, r) * r + 1.0)
    }
}

/// The standard normal distribution function.
#[must_use]
pub fn normal(z: f64) -> f64 {
    libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2) / 2.0
}

/// The value below which a share of the values lies; the largest for a share of 1.
#[must_use]
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    // What is not a number counts as 0, and what is below 0 as well.
    let place = (share * sorted.len() as f64) as usize;
    sorted.get(place).or(sorted.last()).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decay_is_the_closed_form_and_1_at_rest() {
        assert_eq!(decay(0.0), 1.0);
        for z in [1e-9, 0.1, 1.0, 30.0] {
            assert!((decay(z) - (1.0 - libm::exp(-z)) / z).abs() < 1e-7, "{z}");
        }
    }

    #[test]
    fn normal_quantiles_match_the_tables() {
        for (p, z) in [(0.5, 0.0), (0.975, 1.959_963_985), (0.01, -2.326_347_874), (0.841_344_746, 1.0)] {
            assert!((normal_quantile(p) - z).abs() < 1e-7, "{p}");
            assert!((normal(z) - p).abs() < 1e-8, "{z}");
        }
    }

    #[test]
    fn van_der_corput_points_are_spread() {
        let mut points: Vec<f64> = (0..256).map(|i| van_der_corput(i, 2)).collect();
        points.sort_by(f64::total_cmp);
        assert!(points.iter().enumerate().all(|(i, &p)| p == i as f64 / 256.0));
    }

    #[test]
    fn what_is_not_a_number_is_no_share() {
        assert_eq!((share(f64::NAN), share(-1.0), share(0.25), share(7.0)), (0.0, 0.0, 0.25, 1.0));
    }

    #[test]
    fn a_quantile_is_one_of_the_values_for_any_share() {
        let values = [3.0, 1.0, 2.0, 4.0];
        let found = [-1.0, 0.0, 0.25, 0.5, 0.9, 1.0, 7.0, f64::NAN].map(|share| quantile(&values, share));
        assert_eq!(found, [1.0, 1.0, 2.0, 3.0, 4.0, 4.0, 4.0, 1.0]);
    }
}
