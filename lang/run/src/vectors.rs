//! Vectors, and the instructions over them. A kernel remembers what it has read and does not run again while nothing of
//! that has changed: calm hours cost almost nothing.

use crate::reduce::{largest, sum};
use outage_plan::{Instruction, Kernel, Op, Operand, Plan, REGISTERS, SCALAR, maths};

/// The registers. Their number is fixed so that a masked index needs no check.
pub(crate) type Registers = [f64; REGISTERS];

const MASK: usize = REGISTERS - 1;

/// The index of a register.
#[inline(always)]
pub(crate) fn at(register: u16) -> usize {
    register as usize & MASK
}

/// What a run holds besides its registers.
#[derive(Debug)]
pub(crate) struct Vectors {
    pub(crate) vectors: Vec<Vec<f64>>,
    /// When each vector last changed, by a clock that ticks with every change.
    changed: Vec<u64>,
    /// When each vector was last copied to from another.
    copied: Vec<u64>,
    clock: u64,
    kernels: Vec<Watch>,
    /// A vector of nobody's, as long as the longest.
    spare: u16,
}

/// What a kernel watches.
#[derive(Debug, Clone, Default)]
struct Watch {
    /// The clock at its last run, 0 before the first.
    ran: u64,
    /// Registers that it reads, with the bits that they had then.
    registers: Vec<(u16, u64)>,
    reads: Vec<u16>,
    writes: Vec<u16>,
}

impl Watch {
    fn new(kernel: &Kernel, plan: &Plan) -> Self {
        let mut watch = Self::default();
        for instruction in &kernel.code {
            for operand in instruction.operands() {
                if operand & SCALAR == 0 {
                    if !watch.writes.contains(&operand) && !watch.reads.contains(&operand) {
                        watch.reads.push(operand);
                    }
                    continue;
                }
                let register = operand & !SCALAR;
                let is_known = plan.constants.iter().any(|constant| constant.0 == register)
                    || watch.registers.iter().any(|known| known.0 == register);
                if !is_known {
                    watch.registers.push((register, 0));
                }
            }
            if !instruction.op.is_reduction() && !watch.writes.contains(&instruction.to) {
                watch.writes.push(instruction.to);
            }
        }
        watch
    }
}

impl Vectors {
    pub(crate) fn new(plan: &Plan) -> Self {
        let mut vectors: Vec<Vec<f64>> = plan.vectors.iter().map(|&length| vec![0.0; length as usize]).collect();
        for &index in &plan.indices {
            for (number, element) in vectors[index as usize].iter_mut().enumerate() {
                *element = number as f64;
            }
        }
        let spare = vectors.len() as u16;
        vectors.push(vec![0.0; plan.vectors.iter().copied().max().unwrap_or(0) as usize]);
        Self {
            spare,
            changed: vec![0; vectors.len()],
            copied: vec![0; vectors.len()],
            vectors,
            clock: 1,
            kernels: plan.kernels.iter().map(|kernel| Watch::new(kernel, plan)).collect(),
        }
    }

    /// Forgets what kernels have read, for a new run.
    pub(crate) fn restart(&mut self) {
        self.clock += 1;
        self.kernels.iter_mut().for_each(|kernel| kernel.ran = 0);
        self.copied.fill(0);
    }

    /// When a vector last changed.
    pub(crate) fn changed(&self, vector: u16) -> u64 {
        self.changed[vector as usize]
    }

    /// Notes that a vector has changed.
    pub(crate) fn touch(&mut self, vector: u16) {
        self.clock += 1;
        self.changed[vector as usize] = self.clock;
    }

    /// Takes a vector out to write to it; [`Self::put`] puts it back.
    pub(crate) fn take(&mut self, vector: u16) -> Vec<f64> {
        std::mem::take(&mut self.vectors[vector as usize])
    }

    pub(crate) fn put(&mut self, vector: u16, elements: Vec<f64>) {
        self.vectors[vector as usize] = elements;
    }

    /// Writes to a vector.
    pub(crate) fn set(&mut self, vector: u16, write: impl FnOnce(&mut [f64])) {
        write(&mut self.vectors[vector as usize]);
        self.touch(vector);
    }

    /// Fills a vector with a number or another vector.
    pub(crate) fn fill(&mut self, vector: u16, from: Operand, registers: &Registers) {
        let mut to = self.take(vector);
        if from & SCALAR != 0 {
            to.fill(registers[at(from & !SCALAR)]);
        } else if from != vector {
            to.copy_from_slice(&self.vectors[from as usize]);
        }
        self.put(vector, to);
        self.touch(vector);
    }

    /// Copies one vector to another, and notes whether that has changed it.
    pub(crate) fn replace(&mut self, vector: u16, from: u16) {
        // Nothing to do while the source is as it was when it was last copied here.
        if from == vector || self.changed[from as usize] < self.copied[vector as usize] {
            return;
        }
        self.clock += 1;
        self.copied[vector as usize] = self.clock;
        let mut target = self.take(vector);
        let mut differs = 0;
        for (target, &source) in target.iter_mut().zip(&self.vectors[from as usize]) {
            differs |= target.to_bits() ^ source.to_bits();
            *target = source;
        }
        self.put(vector, target);
        if differs != 0 {
            self.touch(vector);
        }
    }

    /// Runs a kernel if anything that it reads has changed since its last run.
    pub(crate) fn kernel(&mut self, kernel: &Kernel, number: u16, registers: &mut Registers) {
        let watch = &mut self.kernels[number as usize];
        let mut is_due = watch.ran == 0;
        for (register, was) in &mut watch.registers {
            let bits = registers[at(*register)].to_bits();
            is_due |= bits != *was;
            *was = bits;
        }
        is_due |= watch.reads.iter().any(|&vector| self.changed[vector as usize] > watch.ran);
        if !is_due {
            return;
        }
        self.clock += 1;
        watch.ran = self.clock;
        if let [only] = kernel.code.as_slice()
            && matches!(only.op, Op::Less | Op::AtMost | Op::Equal)
        {
            // Whether something is above a bound seldom changes: what depends on it then need not run.
            return self.compare(only, kernel.cohorts as usize, registers);
        }
        for &vector in &watch.writes {
            self.changed[vector as usize] = self.clock;
        }
        self.run(kernel, kernel.cohorts as usize, registers);
    }

    /// Runs the code of a kernel over its first `cohorts`.
    pub(crate) fn run(&mut self, kernel: &Kernel, cohorts: usize, registers: &mut Registers) {
        for instruction in &kernel.code {
            if instruction.op.is_reduction() {
                registers[at(instruction.to)] = self.reduce(instruction, cohorts, registers);
            } else {
                self.map(instruction, cohorts, registers);
            }
        }
    }

    /// Runs a comparison, and notes whether that has changed anything.
    fn compare(&mut self, instruction: &Instruction, cohorts: usize, registers: &Registers) {
        self.map(&Instruction { to: self.spare, ..*instruction }, cohorts, registers);
        let now = self.take(self.spare);
        let mut before = self.take(instruction.to);
        let mut differs = 0;
        for at in 0..cohorts.min(before.len()).min(now.len()) {
            differs |= before[at].to_bits() ^ now[at].to_bits();
            before[at] = now[at];
        }
        self.put(self.spare, now);
        self.put(instruction.to, before);
        if differs != 0 {
            self.changed[instruction.to as usize] = self.clock;
        }
    }

    fn reduce(&self, instruction: &Instruction, cohorts: usize, registers: &Registers) -> f64 {
        let of = instruction.from[0];
        if of & SCALAR != 0 {
            let (value, cohorts) = (registers[at(of & !SCALAR)], cohorts as f64);
            return match instruction.op {
                Op::Sum => value * cohorts,
                Op::Product => maths::power(value, cohorts),
                _ => value,
            };
        }
        let values = &self.vectors[of as usize][..cohorts];
        match instruction.op {
            Op::Sum => sum(values),
            Op::Product => values.iter().product(),
            Op::Quantile => maths::quantile(values, registers[at(instruction.from[1] & !SCALAR)]),
            _ => largest(values),
        }
    }

    /// One instruction that makes a vector.
    fn map(&mut self, instruction: &Instruction, cohorts: usize, registers: &Registers) {
        let mut out = self.take(instruction.to);
        {
            let code = Code { from: instruction.from, vectors: &self.vectors, registers };
            let whole = &mut out[..];
            if instruction.op == Op::Scatter {
                code.scatter(whole, cohorts);
            } else {
                code.map(instruction.op, &mut whole[..cohorts]);
            }
        }
        self.put(instruction.to, out);
    }
}

/// An instruction's operands.
struct Code<'r> {
    from: [Operand; 3],
    vectors: &'r [Vec<f64>],
    registers: &'r Registers,
}

/// A number, or a vector of the right length.
#[derive(Clone, Copy)]
enum Given<'r> {
    Number(f64),
    Vector(&'r [f64]),
}

impl<'r> Code<'r> {
    #[inline(always)]
    fn given(&self, place: usize, cohorts: usize) -> Given<'r> {
        let operand = self.from[place];
        if operand & SCALAR != 0 {
            Given::Number(self.registers[at(operand & !SCALAR)])
        } else {
            Given::Vector(&self.vectors[operand as usize][..cohorts])
        }
    }

    fn map(&self, op: Op, out: &mut [f64]) {
        // Each operation has loops of its own, which the compiler can turn into vector instructions.
        macro_rules! loops {
            (one $($of_one:ident)*; two $($of_two:ident)*) => {
                match op {
                    $( Op::$of_one => self.one(out, |a| Op::$of_one.apply(a, 0.0, 0.0)), )*
                    $( Op::$of_two => self.two(out, |a, b| Op::$of_two.apply(a, b, 0.0)), )*
                    Op::Select => self.three(out, |a, b, c| Op::Select.apply(a, b, c)),
                    Op::MulAdd => self.three(out, |a, b, c| Op::MulAdd.apply(a, b, c)),
                    Op::Shift => self.shift(out),
                    Op::Gather => self.gather(out),
                    Op::Scatter | Op::Sum | Op::Product | Op::Largest | Op::Quantile => {}
                }
            };
        }
        loops!(
            one Copy Neg Rest Share Floor Abs Exp Log Sqrt Normal Decay;
            two Add Sub Mul Div Pow Min Max Less AtMost Equal MulRest
        );
    }

    // Plain loops over slices of one length: with iterators that are zipped, a call for each instruction is left over.

    #[inline(always)]
    fn one(&self, out: &mut [f64], f: impl Fn(f64) -> f64) {
        let n = out.len();
        match self.given(0, n) {
            Given::Number(a) => out.fill(f(a)),
            Given::Vector(a) => (0..n).for_each(|i| out[i] = f(a[i])),
        }
    }

    #[inline(always)]
    fn two(&self, out: &mut [f64], f: impl Fn(f64, f64) -> f64) {
        let n = out.len();
        match (self.given(0, n), self.given(1, n)) {
            (Given::Number(a), Given::Number(b)) => out.fill(f(a, b)),
            (Given::Vector(a), Given::Number(b)) => (0..n).for_each(|i| out[i] = f(a[i], b)),
            (Given::Number(a), Given::Vector(b)) => (0..n).for_each(|i| out[i] = f(a, b[i])),
            (Given::Vector(a), Given::Vector(b)) => (0..n).for_each(|i| out[i] = f(a[i], b[i])),
        }
    }

    #[inline(always)]
    fn three(&self, out: &mut [f64], f: impl Fn(f64, f64, f64) -> f64) {
        let n = out.len();
        match (self.given(0, n), self.given(1, n), self.given(2, n)) {
            (Given::Number(a), b, c) => (0..n).for_each(|i| out[i] = f(a, b.get(i), c.get(i))),
            (Given::Vector(a), Given::Number(b), Given::Number(c)) => (0..n).for_each(|i| out[i] = f(a[i], b, c)),
            (Given::Vector(a), Given::Vector(b), Given::Number(c)) => (0..n).for_each(|i| out[i] = f(a[i], b[i], c)),
            (Given::Vector(a), Given::Number(b), Given::Vector(c)) => (0..n).for_each(|i| out[i] = f(a[i], b, c[i])),
            (Given::Vector(a), Given::Vector(b), Given::Vector(c)) => {
                (0..n).for_each(|i| out[i] = f(a[i], b[i], c[i]));
            }
        }
    }

    fn shift(&self, out: &mut [f64]) {
        let (of, first) = (self.given(0, out.len()), self.given(1, out.len()));
        let Some((head, rest)) = out.split_first_mut() else { return };
        *head = first.get(0);
        match of {
            Given::Number(number) => rest.fill(number),
            Given::Vector(vector) => rest.copy_from_slice(&vector[..rest.len()]),
        }
    }

    /// Elements that are not there are 0.
    fn gather(&self, out: &mut [f64]) {
        let (source, names) = (&self.vectors[self.from[0] as usize], self.given(1, out.len()));
        for (index, out) in out.iter_mut().enumerate() {
            *out = source.get(element(names.get(index))).copied().unwrap_or(0.0);
        }
    }

    /// What goes to elements that are not there is left out.
    fn scatter(&self, out: &mut [f64], cohorts: usize) {
        out.fill(0.0);
        let (of, names) = (self.given(0, cohorts), self.given(1, cohorts));
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
            Self::Vector(vector) => vector.get(index).copied().unwrap_or(0.0),
        }
    }
}

/// The element that a number names; none for what is not a number from 0.
fn element(number: f64) -> usize {
    if number >= 0.0 { number as usize } else { usize::MAX }
}

/// Runs instructions on single numbers.
pub(crate) fn scalars(code: &[Instruction], r: &mut Registers) {
    for instruction in code {
        let [a, b, c] = instruction.from;
        let (a, b) = (r[at(a)], r[at(b)]);
        r[at(instruction.to)] = match instruction.op {
            Op::Select => r[at(if a != 0.0 { instruction.from[1] } else { c })],
            Op::MulAdd => a * b + r[at(c)],
            op => op.apply(a, b, 0.0),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_no_element_are_harmless() {
        assert_eq!([element(f64::NAN), element(-1.0)], [usize::MAX; 2]);
        assert_eq!(element(3.9), 3);
    }
}
