//! Small portable arithmetic. Everything beyond `+ − × ÷` and `sqrt` goes through `libm`, which has the same bits on
//! every target.

/// `value` limited to the range from 0 to 1.
pub(crate) fn share(value: f64) -> f64 {
    value.clamp(0.0, 1.0)
}

/// How far a ramp that starts at `start` and lasts `over` has come at `now`, from 0 to 1.
pub(crate) fn ramp(now: f64, start: f64, over: f64) -> f64 {
    if now < start {
        0.0
    } else if over <= 0.0 {
        1.0
    } else {
        share((now - start) / over)
    }
}

/// `base` to a non-negative power.
pub(crate) fn power(base: f64, exponent: f64) -> f64 {
    if exponent == 1.0 { base } else { libm::pow(base, exponent) }
}

/// The sum of some values, in four interleaved parts: fast, and in the same order on every target.
pub(crate) fn sum(values: &[f64]) -> f64 {
    let (mut a, mut b, mut c, mut d) = (0.0, 0.0, 0.0, 0.0);
    let parts = values.chunks_exact(4);
    let rest: f64 = parts.remainder().iter().sum();
    for part in parts {
        a += part[0];
        b += part[1];
        c += part[2];
        d += part[3];
    }
    (a + b) + (c + d) + rest
}

/// The largest of some values, and at least 0.
pub(crate) fn largest(values: &[f64]) -> f64 {
    let larger = |a: f64, b: f64| if b > a { b } else { a };
    let (mut a, mut b, mut c, mut d) = (0.0, 0.0, 0.0, 0.0);
    let parts = values.chunks_exact(4);
    let rest = parts.remainder().iter().copied().fold(0.0, larger);
    for part in parts {
        a = larger(a, part[0]);
        b = larger(b, part[1]);
        c = larger(c, part[2]);
        d = larger(d, part[3]);
    }
    larger(larger(larger(a, b), larger(c, d)), rest)
}

/// The sum of the products of two lists, in the same order as [`sum`].
pub(crate) fn dot(left: &[f64], right: &[f64]) -> f64 {
    let (mut a, mut b, mut c, mut d) = (0.0, 0.0, 0.0, 0.0);
    let (lefts, rights) = (left.chunks_exact(4), right.chunks_exact(4));
    let rest: f64 = lefts.remainder().iter().zip(rights.remainder()).map(|(left, right)| left * right).sum();
    for (left, right) in lefts.zip(rights) {
        a += left[0] * right[0];
        b += left[1] * right[1];
        c += left[2] * right[2];
        d += left[3] * right[3];
    }
    (a + b) + (c + d) + rest
}

/// `value`, but at least 0.
pub(crate) fn positive(value: f64) -> f64 {
    if value > 0.0 { value } else { 0.0 }
}

/// The `index`-th point of the van der Corput sequence in a base: evenly spread over 0 to 1 for any number of points.
pub(crate) fn van_der_corput(mut index: u32, base: u32) -> f64 {
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
pub(crate) fn normal_quantile(p: f64) -> f64 {
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

/// The indices of some numbers in ascending order; equal ones stay in theirs.
#[must_use]
pub(crate) fn order(numbers: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..numbers.len()).collect();
    order.sort_by(|&a, &b| numbers[a].total_cmp(&numbers[b]));
    order
}

/// Sorts by a number, equal ones staying in their order. Whatever is sorted, the sort itself is one and the same: the
/// standard one is compiled anew, several kilobytes large, for every type and comparison.
pub fn sort_by_number<T>(items: &mut Vec<T>, number: impl FnMut(&T) -> f64) {
    let numbers: Vec<f64> = items.iter().map(number).collect();
    let mut left: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order(&numbers).into_iter().filter_map(|index| left[index].take()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ramps_are_limited_and_instant_when_short() {
        assert_eq!(ramp(-1.0, 0.0, 10.0), 0.0);
        assert_eq!(ramp(5.0, 0.0, 10.0), 0.5);
        assert_eq!(ramp(50.0, 0.0, 10.0), 1.0);
        assert_eq!(ramp(0.0, 0.0, 0.0), 1.0);
    }

    #[test]
    fn sums_and_maxima_take_every_value() {
        let values: Vec<f64> = (0..11).map(f64::from).collect();
        assert_eq!((sum(&values), largest(&values)), (55.0, 10.0));
        assert_eq!((sum(&[]), largest(&[-1.0])), (0.0, 0.0));
        assert_eq!((dot(&values, &values), positive(-1.0)), (385.0, 0.0));
    }

    #[test]
    fn normal_quantiles_match_the_tables() {
        for (p, z) in [(0.5, 0.0), (0.975, 1.959_963_985), (0.01, -2.326_347_874), (0.841_344_746, 1.0)] {
            assert!((normal_quantile(p) - z).abs() < 1e-7, "{p}");
        }
    }

    #[test]
    fn sorting_keeps_equal_ones_in_their_order() {
        let mut words = vec![("b", 2.0), ("a", f64::INFINITY), ("c", -1.0), ("d", 2.0)];
        sort_by_number(&mut words, |word| word.1);
        assert!(words.into_iter().map(|word| word.0).eq(["c", "b", "d", "a"]));
        assert_eq!(order(&[]), [0usize; 0]);
    }

    #[test]
    fn van_der_corput_points_are_spread() {
        let mut points: Vec<f64> = (0..256).map(|i| van_der_corput(i, 2)).collect();
        points.sort_by(f64::total_cmp);
        assert!(points.iter().enumerate().all(|(i, &p)| p == i as f64 / 256.0));
    }
}
