//! Small helpers that the standard library has in forms that bring kilobytes of tables into the page.

/// The number that a text writes in digits, such as `390`, `-0.25` or `1e3`: the nearest that there is, as everywhere.
/// `None` for anything else, and for numbers that nobody writes: of more than 19 digits or decimals.
#[must_use]
pub fn number(text: &str) -> Option<f64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (digits, exponent) = digits.split_once(['e', 'E']).map_or((digits, Some(0)), |(digits, power)| {
        let power = power.parse::<i32>().ok().filter(|power| power.unsigned_abs() < 40);
        (digits, power)
    });
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.len() + part.len() == 0 {
        return None;
    }
    let mut mantissa = 0_u64;
    for digit in whole.bytes().chain(part.bytes()) {
        let digit = Some(digit).filter(u8::is_ascii_digit)? - b'0';
        mantissa = mantissa.checked_mul(10)?.checked_add(digit.into())?;
    }
    let power = exponent? - i32::try_from(part.len()).ok()?;
    let size = scaled(mantissa, power)?;
    Some(if negative { -size } else { size })
}

/// The number nearest to `mantissa` times ten to a power from -19 to 19.
fn scaled(mantissa: u64, power: i32) -> Option<f64> {
    let ten = u128::from(10_u64.checked_pow(power.unsigned_abs())?);
    if power >= 0 || mantissa == 0 {
        // A whole number becomes the nearest that there is.
        return Some((u128::from(mantissa) * ten) as f64);
    }
    // Divided with more binary digits than a number has; what is left over only says that it is a little more.
    let places = u128::from(mantissa).leading_zeros();
    let shifted = u128::from(mantissa) << places;
    let quotient = (shifted / ten) | u128::from(!shifted.is_multiple_of(ten));
    Some(quotient as f64 * f64::from_bits(u64::from(1023 - places) << 52))
}

/// The places of keys in ascending order, equal ones in the order in which they are. One sort for all lists, which are
/// short: the standard one is compiled anew, several kilobytes large, for every type and comparison.
#[must_use]
pub fn order(keys: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::with_capacity(keys.len());
    for (index, key) in keys.iter().enumerate() {
        let place = order.partition_point(|&other| keys[other].total_cmp(key).is_le());
        order.insert(place, index);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::{number, order};

    #[test]
    fn numbers_are_those_of_the_standard_library() {
        let mut random = 0x2545_f491_4f6c_dd1d_u64;
        for round in 0..200_000 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let digits = (random >> (random % 61)) / 2;
            let text = match round % 4 {
                0 => format!("{digits}"),
                1 => format!("{}.{:06}", digits % 1_000_000_000_000, random % 1_000_000),
                2 => format!("-{digits}e-{}", random % 20),
                // As a number is written: short, and it comes back.
                _ => format!("{}", digits as f64 / 1e9),
            };
            if let Some(number) = number(&text) {
                assert_eq!(Ok(number.to_bits()), text.parse::<f64>().map(f64::to_bits), "{text}");
            } else {
                assert!(text.len() > 19, "{text}");
            }
        }
        for text in ["0", "-0", "5.", ".5", "+7", "1e3", "0.1", "1E-3", "18446744073709551615", "0.30000000000000004"] {
            assert_eq!(number(text).map(f64::to_bits), text.parse::<f64>().ok().map(f64::to_bits), "{text}");
        }
        for text in [
            "",
            ".",
            "-",
            "e5",
            "1e",
            "inf",
            "NaN",
            "0x10",
            "1 ",
            "1_0",
            "--1",
            "1e999",
            "1e-2147483648",
            "99999999999999999999",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn smaller_keys_come_first_and_equal_ones_stay() {
        assert_eq!(order(&[3.0, 1.0, 2.0, 1.0]), [1, 3, 2, 0]);
    }
}
