//! The loops behind the instructions over vectors. A vector has room for a whole number of lots of elements, so that the
//! compiler makes vector instructions of a loop and nothing is left over for single ones.

use crate::vectors::{Registers, at};
use outage_plan::{Op, Operand, SCALAR};

/// Elements that are taken together.
pub(crate) const LANES: usize = 8;

/// Elements that are taken together. Those of the last ones that a vector does not have mean nothing.
pub(crate) type Lot = [f64; LANES];

/// A vector.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vector {
    pub(crate) lots: Vec<Lot>,
    length: usize,
}

impl Vector {
    pub(crate) fn new(length: usize) -> Self {
        Self { lots: vec![[0.0; LANES]; length.div_ceil(LANES)], length }
    }

    pub(crate) fn elements(&self) -> &[f64] {
        &self.lots.as_flattened()[..self.length]
    }

    pub(crate) fn elements_mut(&mut self) -> &mut [f64] {
        &mut self.lots.as_flattened_mut()[..self.length]
    }
}

/// An instruction's operands.
pub(crate) struct Code<'r> {
    pub(crate) from: [Operand; 3],
    pub(crate) vectors: &'r [Vector],
    pub(crate) registers: &'r Registers,
}

/// A number, or the lots of a vector.
#[derive(Clone, Copy)]
enum Given<'r> {
    Number(f64),
    Vector(&'r [Lot]),
}

/// What a loop reads: the same number again and again, or a vector's elements.
trait Source: Copy {
    /// What there is in the first lots.
    fn first(self, lots: usize) -> impl Fn(usize) -> f64 + Copy;
}

impl Source for f64 {
    #[inline(always)]
    fn first(self, _: usize) -> impl Fn(usize) -> f64 + Copy {
        move |_| self
    }
}

impl Source for &[Lot] {
    #[inline(always)]
    fn first(self, lots: usize) -> impl Fn(usize) -> f64 + Copy {
        let elements = self[..lots].as_flattened();
        move |index| elements[index]
    }
}

/// Fills a vector with what `f` makes of three others.
#[inline(always)]
fn fill<A: Source, B: Source, C: Source>(out: &mut [Lot], (a, b, c): (A, B, C), f: impl Fn(f64, f64, f64) -> f64) {
    let (a, b, c) = (a.first(out.len()), b.first(out.len()), c.first(out.len()));
    for (index, out) in out.as_flattened_mut().iter_mut().enumerate() {
        *out = f(a(index), b(index), c(index));
    }
}

impl<'r> Code<'r> {
    #[inline(always)]
    fn given(&self, place: usize) -> Given<'r> {
        let operand = self.from[place];
        if operand & SCALAR != 0 {
            Given::Number(self.registers[at(operand & !SCALAR)])
        } else {
            Given::Vector(&self.vectors[operand as usize].lots)
        }
    }

    /// Fills the first cohorts of a vector with what the operation makes of its operands.
    #[inline(always)]
    pub(crate) fn map(&self, op: Op, out: &mut Vector, cohorts: usize) {
        let lots = cohorts.div_ceil(LANES);
        // Each operation has loops of its own.
        macro_rules! loops {
            (one $($of_one:ident)*; two $($of_two:ident)*) => {
                match op {
                    $( Op::$of_one => self.one(&mut out.lots[..lots], |a| Op::$of_one.apply(a, 0.0, 0.0)), )*
                    $( Op::$of_two => self.two(&mut out.lots[..lots], |a, b| Op::$of_two.apply(a, b, 0.0)), )*
                    Op::MulAdd => self.three(&mut out.lots[..lots], |a, b, c| Op::MulAdd.apply(a, b, c)),
                    Op::Select => self.select(&mut out.lots[..lots]),
                    Op::Shift => self.shift(&mut out.elements_mut()[..cohorts]),
                    Op::Gather => self.gather(&mut out.elements_mut()[..cohorts]),
                    Op::Scatter => self.scatter(out.elements_mut(), cohorts),
                    Op::Sum | Op::Product | Op::Largest | Op::Quantile => {}
                }
            };
        }
        loops!(
            one Copy Neg Rest Share Floor Abs Exp Log Sqrt Normal Decay;
            two Add Sub Mul Div Pow Min Max Less AtMost Equal MulRest
        );
    }

    #[inline(always)]
    fn one(&self, out: &mut [Lot], f: impl Fn(f64) -> f64) {
        match self.given(0) {
            Given::Number(a) => out.fill([f(a); LANES]),
            Given::Vector(a) => fill(out, (a, 0.0, 0.0), |a, _, _| f(a)),
        }
    }

    #[inline(always)]
    fn two(&self, out: &mut [Lot], f: impl Fn(f64, f64) -> f64) {
        let f = |a, b, _| f(a, b);
        match (self.given(0), self.given(1)) {
            (Given::Number(a), Given::Number(b)) => out.fill([f(a, b, 0.0); LANES]),
            (Given::Vector(a), Given::Number(b)) => fill(out, (a, b, 0.0), f),
            (Given::Number(a), Given::Vector(b)) => fill(out, (a, b, 0.0), f),
            (Given::Vector(a), Given::Vector(b)) => fill(out, (a, b, 0.0), f),
        }
    }

    #[inline(always)]
    fn three(&self, out: &mut [Lot], f: impl Fn(f64, f64, f64) -> f64) {
        match (self.given(0), self.given(1), self.given(2)) {
            (Given::Number(a), Given::Number(b), Given::Number(c)) => out.fill([f(a, b, c); LANES]),
            (Given::Number(a), Given::Number(b), Given::Vector(c)) => fill(out, (a, b, c), f),
            (Given::Number(a), Given::Vector(b), Given::Number(c)) => fill(out, (a, b, c), f),
            (Given::Number(a), Given::Vector(b), Given::Vector(c)) => fill(out, (a, b, c), f),
            (Given::Vector(a), Given::Number(b), Given::Number(c)) => fill(out, (a, b, c), f),
            (Given::Vector(a), Given::Vector(b), Given::Number(c)) => fill(out, (a, b, c), f),
            (Given::Vector(a), Given::Number(b), Given::Vector(c)) => fill(out, (a, b, c), f),
            (Given::Vector(a), Given::Vector(b), Given::Vector(c)) => fill(out, (a, b, c), f),
        }
    }

    fn select(&self, out: &mut [Lot]) {
        let Given::Number(holds) = self.given(0) else {
            return self.three(out, |a, b, c| Op::Select.apply(a, b, c));
        };
        match self.given(if holds != 0.0 { 1 } else { 2 }) {
            Given::Number(number) => out.fill([number; LANES]),
            Given::Vector(vector) => out.copy_from_slice(&vector[..out.len()]),
        }
    }

    fn shift(&self, out: &mut [f64]) {
        let (of, first) = (self.given(0), self.given(1));
        let Some((head, rest)) = out.split_first_mut() else { return };
        *head = first.get(0);
        match of {
            Given::Number(number) => rest.fill(number),
            Given::Vector(vector) => rest.copy_from_slice(&vector.as_flattened()[..rest.len()]),
        }
    }

    /// Elements that are not there are 0.
    fn gather(&self, out: &mut [f64]) {
        let (source, names) = (self.vectors[self.from[0] as usize].elements(), self.given(1));
        for (index, out) in out.iter_mut().enumerate() {
            *out = source.get(element(names.get(index))).copied().unwrap_or(0.0);
        }
    }

    /// What goes to elements that are not there is left out.
    fn scatter(&self, out: &mut [f64], cohorts: usize) {
        out.fill(0.0);
        let (of, names) = (self.given(0), self.given(1));
        for index in 0..cohorts {
            if let Some(out) = out.get_mut(element(names.get(index))) {
                *out += of.get(index);
            }
        }
    }
}

impl Given<'_> {
    #[inline(always)]
    fn get(self, index: usize) -> f64 {
        match self {
            Self::Number(number) => number,
            Self::Vector(vector) => vector.as_flattened().get(index).copied().unwrap_or(0.0),
        }
    }
}

/// The element that a number names; none for what is not a number from 0.
fn element(number: f64) -> usize {
    if number >= 0.0 { number as usize } else { usize::MAX }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outage_plan::REGISTERS;

    #[test]
    fn names_of_no_element_are_harmless() {
        assert_eq!([element(f64::NAN), element(-1.0)], [usize::MAX; 2]);
        assert_eq!(element(3.9), 3);
    }

    #[test]
    fn every_element_of_every_length_is_worked_on() {
        let mut registers: Box<Registers> = Box::new([0.0; REGISTERS]);
        registers[1] = 0.5;
        for length in [1, LANES - 1, LANES, LANES + 1, 3 * LANES + 5] {
            let vectors = [0.0, 1.0, 2.0].map(|by| {
                let mut vector = Vector::new(length);
                vector.elements_mut().iter_mut().enumerate().for_each(|(i, element)| *element = i as f64 * by - 3.0);
                vector
            });
            let given = |operand: Operand, i: usize| {
                if operand & SCALAR != 0 { 0.5 } else { vectors[usize::from(operand)].elements()[i] }
            };
            for op in Op::ALL.into_iter().filter(|op| op.is_elementwise()) {
                for kinds in 0..8_u16 {
                    let from = [0, 1, 2].map(|place| if kinds >> place & 1 == 1 { SCALAR | 1 } else { place });
                    let mut out = Vector::new(length);
                    Code { from, vectors: &vectors, registers: &registers }.map(op, &mut out, length);
                    for (i, out) in out.elements().iter().enumerate() {
                        let [a, b, c] = from.map(|operand| given(operand, i));
                        assert_eq!(out.to_bits(), op.apply(a, b, c).to_bits(), "{op:?} {from:?} {i}");
                    }
                }
            }
        }
    }
}
