//! What single instructions do. The compiler folds constants with the same functions that the machine runs, so that a
//! folded number has the same bits as a computed one.

use crate::maths;

/// What an instruction does. Truth is 1, falsehood 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Op {
    /// The value itself.
    Copy,
    /// Its negative.
    Neg,
    /// What it leaves of 1; of a truth, its opposite.
    Rest,
    /// Limited to 0 to 1.
    Share,
    /// The largest whole number that is not above it.
    Floor,
    /// Without its sign.
    Abs,
    /// e to that power.
    Exp,
    /// The natural logarithm.
    Log,
    /// The square root.
    Sqrt,
    /// The quantile of the standard normal distribution.
    Normal,
    /// The mean over a step of what decays from 1 over it: `(1 − e^−z) / z`.
    Decay,
    /// The sum of two.
    Add,
    /// Their difference.
    Sub,
    /// Their product; of truths, both.
    Mul,
    /// Their quotient.
    Div,
    /// The first to the power of the second.
    Pow,
    /// The smaller one.
    Min,
    /// The larger one; of truths, at least one.
    Max,
    /// Whether the first is less.
    Less,
    /// Whether the first is less or equal.
    AtMost,
    /// Whether both are equal.
    Equal,
    /// The first times what the second leaves of 1.
    MulRest,
    /// The second where the first holds, else the third.
    Select,
    /// The product of the first two plus the third.
    MulAdd,
    /// For each cohort the value of the cohort before it; the second for the first cohort.
    Shift,
    /// For each cohort the element of the first vector that the second names.
    Gather,
    /// For each element of the result the sum of the first over the cohorts for which the second names it.
    Scatter,
    /// The sum over all cohorts.
    Sum,
    /// The product over all cohorts.
    Product,
    /// The largest over all cohorts.
    Largest,
    /// The value below which a share of all cohorts lies, the second operand.
    Quantile,
}

impl Op {
    /// Every operation, in the order of its number.
    pub const ALL: [Self; 31] = [
        Self::Copy,
        Self::Neg,
        Self::Rest,
        Self::Share,
        Self::Floor,
        Self::Abs,
        Self::Exp,
        Self::Log,
        Self::Sqrt,
        Self::Normal,
        Self::Decay,
        Self::Add,
        Self::Sub,
        Self::Mul,
        Self::Div,
        Self::Pow,
        Self::Min,
        Self::Max,
        Self::Less,
        Self::AtMost,
        Self::Equal,
        Self::MulRest,
        Self::Select,
        Self::MulAdd,
        Self::Shift,
        Self::Gather,
        Self::Scatter,
        Self::Sum,
        Self::Product,
        Self::Largest,
        Self::Quantile,
    ];

    /// How many operands it has.
    #[must_use]
    pub fn arity(self) -> usize {
        match self {
            Self::Copy | Self::Neg | Self::Rest | Self::Share | Self::Floor | Self::Abs => 1,
            Self::Exp | Self::Log | Self::Sqrt | Self::Normal | Self::Decay | Self::Sum => 1,
            Self::Product | Self::Largest => 1,
            Self::Select | Self::MulAdd => 3,
            _ => 2,
        }
    }

    /// Whether it works on each cohort by itself, so that it works on single numbers as well.
    #[must_use]
    pub fn is_elementwise(self) -> bool {
        self < Self::Shift
    }

    /// Whether it makes one number of a vector.
    #[must_use]
    pub fn is_reduction(self) -> bool {
        matches!(self, Self::Sum | Self::Product | Self::Largest | Self::Quantile)
    }

    /// The result of an elementwise operation; operands that it does not have are ignored.
    #[inline(always)]
    #[must_use]
    pub fn apply(self, a: f64, b: f64, c: f64) -> f64 {
        let truth = |yes: bool| if yes { 1.0 } else { 0.0 };
        match self {
            Self::Neg => -a,
            Self::Rest => 1.0 - a,
            Self::Share => maths::share(a),
            Self::Floor => libm::floor(a),
            Self::Abs => libm::fabs(a),
            Self::Exp => libm::exp(a),
            Self::Log => libm::log(a),
            Self::Sqrt => libm::sqrt(a),
            Self::Normal => maths::normal_quantile(a),
            Self::Decay => maths::decay(a),
            Self::Add => a + b,
            Self::Sub => a - b,
            Self::Mul => a * b,
            Self::Div => a / b,
            Self::Pow => maths::power(a, b),
            Self::Min => maths::smaller(a, b),
            Self::Max => maths::larger(a, b),
            Self::Less => truth(a < b),
            Self::AtMost => truth(a <= b),
            Self::Equal => truth(a == b),
            Self::MulRest => a * (1.0 - b),
            Self::Select => {
                if a != 0.0 {
                    b
                } else {
                    c
                }
            }
            Self::MulAdd => a * b + c,
            Self::Copy | Self::Shift | Self::Gather | Self::Scatter => a,
            Self::Sum | Self::Product | Self::Largest | Self::Quantile => a,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_listed_at_its_number() {
        for (number, op) in Op::ALL.into_iter().enumerate() {
            assert_eq!(op as usize, number, "{op:?}");
            assert!((1..=3).contains(&op.arity()));
        }
    }

    #[test]
    fn truth_is_a_number() {
        let (yes, no) = (1.0, 0.0);
        assert_eq!(Op::Mul.apply(yes, no, 0.0), no, "and");
        assert_eq!(Op::Max.apply(yes, no, 0.0), yes, "or");
        assert_eq!(Op::Rest.apply(yes, 0.0, 0.0), no, "not");
        assert_eq!(Op::Select.apply(Op::Less.apply(1.0, 2.0, 0.0), 5.0, 6.0), 5.0);
    }
}
