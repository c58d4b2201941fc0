//! Vectors, and the instructions over them. A kernel remembers what it has read and does not run again while nothing of
//! that has changed: calm hours cost almost nothing.

use crate::loops::{Code, Vector};
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
    vectors: Vec<Vector>,
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
    /// For each instruction, whether it is looked at what it changes.
    compared: Vec<bool>,
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

    /// Finds what is compared: results that other kernels read and that seldom change when something before them does,
    /// such as whether something is above a bound. What depends on them then need not run.
    fn compare(&mut self, kernel: &Kernel, is_read: &[bool]) {
        let seldom = |op: Op| {
            matches!(op, Op::Less | Op::AtMost | Op::Equal | Op::Share | Op::Floor | Op::Min | Op::Max | Op::Select)
        };
        let is_compared =
            |it: &Instruction| seldom(it.op) && is_read.get(it.to as usize).is_some_and(|is_read| *is_read);
        self.compared = kernel.code.iter().map(is_compared).collect();
        let compared = |vector: u16| kernel.code.iter().any(|it| it.to == vector && is_compared(it));
        self.writes.retain(|vector| !compared(*vector));
    }
}

impl Vectors {
    pub(crate) fn new(plan: &Plan) -> Self {
        let mut vectors: Vec<Vector> = plan.vectors.iter().map(|&length| Vector::new(length as usize)).collect();
        for &index in &plan.indices {
            for (number, element) in vectors[index as usize].elements_mut().iter_mut().enumerate() {
                *element = number as f64;
            }
        }
        let spare = vectors.len() as u16;
        vectors.push(Vector::new(plan.vectors.iter().copied().max().unwrap_or(0) as usize));
        let mut kernels: Vec<Watch> = plan.kernels.iter().map(|kernel| Watch::new(kernel, plan)).collect();
        let mut is_read = vec![false; vectors.len()];
        kernels.iter().flat_map(|watch| &watch.reads).for_each(|vector| is_read[*vector as usize] = true);
        kernels.iter_mut().zip(&plan.kernels).for_each(|(watch, kernel)| watch.compare(kernel, &is_read));
        Self { spare, changed: vec![0; vectors.len()], copied: vec![0; vectors.len()], vectors, clock: 1, kernels }
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

    /// The elements of a vector.
    pub(crate) fn of(&self, vector: u16) -> &[f64] {
        self.vectors[vector as usize].elements()
    }

    /// Takes a vector out to write to it; [`Self::put`] puts it back.
    pub(crate) fn take(&mut self, vector: u16) -> Vector {
        std::mem::take(&mut self.vectors[vector as usize])
    }

    pub(crate) fn put(&mut self, vector: u16, taken: Vector) {
        self.vectors[vector as usize] = taken;
    }

    /// Writes to a vector.
    pub(crate) fn set(&mut self, vector: u16, write: impl FnOnce(&mut [f64])) {
        write(self.vectors[vector as usize].elements_mut());
        self.touch(vector);
    }

    /// Fills a vector with a number or another vector.
    pub(crate) fn fill(&mut self, vector: u16, from: Operand, registers: &Registers) {
        let mut to = self.take(vector);
        if from & SCALAR != 0 {
            to.elements_mut().fill(registers[at(from & !SCALAR)]);
        } else if from != vector {
            to.elements_mut().copy_from_slice(self.of(from));
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
        for (target, &source) in target.elements_mut().iter_mut().zip(self.of(from)) {
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
        for &vector in &watch.writes {
            self.changed[vector as usize] = self.clock;
        }
        let cohorts = kernel.cohorts as usize;
        for (index, instruction) in kernel.code.iter().enumerate() {
            if self.kernels[number as usize].compared[index] {
                self.compare(instruction, cohorts, registers);
            } else {
                self.step(instruction, cohorts, registers);
            }
        }
    }

    /// Runs the code of a kernel over its first `cohorts`.
    pub(crate) fn run(&mut self, kernel: &Kernel, cohorts: usize, registers: &mut Registers) {
        kernel.code.iter().for_each(|instruction| self.step(instruction, cohorts, registers));
    }

    #[inline(always)]
    fn step(&mut self, instruction: &Instruction, cohorts: usize, registers: &mut Registers) {
        if instruction.op.is_reduction() {
            registers[at(instruction.to)] = self.reduce(instruction, cohorts, registers);
        } else {
            self.map(instruction, cohorts, registers);
        }
    }

    /// Runs an instruction, and notes whether that has changed anything.
    fn compare(&mut self, instruction: &Instruction, cohorts: usize, registers: &Registers) {
        self.map(&Instruction { to: self.spare, ..*instruction }, cohorts, registers);
        let now = self.take(self.spare);
        let before = &mut self.vectors[instruction.to as usize].elements_mut()[..cohorts];
        let now_here = &now.elements()[..cohorts];
        let differs = before.iter().zip(now_here).fold(0, |differs, (a, b)| differs | (a.to_bits() ^ b.to_bits()));
        if differs != 0 {
            before.copy_from_slice(now_here);
            self.changed[instruction.to as usize] = self.clock;
        }
        self.put(self.spare, now);
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
        let values = &self.of(of)[..cohorts];
        match instruction.op {
            Op::Sum => sum(values),
            Op::Product => values.iter().product(),
            Op::Quantile => maths::quantile(values, registers[at(instruction.from[1] & !SCALAR)]),
            _ => largest(values),
        }
    }

    /// One instruction that makes a vector.
    #[inline(never)]
    fn map(&mut self, instruction: &Instruction, cohorts: usize, registers: &Registers) {
        let mut out = self.take(instruction.to);
        let code = Code { from: instruction.from, vectors: &self.vectors, registers };
        code.map(instruction.op, &mut out, cohorts);
        self.put(instruction.to, out);
    }
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
