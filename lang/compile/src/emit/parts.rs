//! The parts of each block, with what they read and write.

use super::kernel::OfRule;
use super::schedule::{Does, Part, schedule};
use super::{Block, Emit};
use crate::graph::{Id, Is};
use crate::lower::Rule;
use outage_plan::{Instruction, Kernel, Operand, SCALAR, Step};

impl Emit<'_> {
    /// Fills in all blocks.
    pub(super) fn blocks(&mut self) {
        let setup = self.parts(Block::Setup);
        self.draft.setup = schedule(setup);
        let pools: Vec<(u16, u16)> = self.pools.iter().map(|(slot, number)| (*slot, *number)).collect();
        let mut outer = self.parts(Block::Main);
        for (slot, number) in pools {
            outer.push(self.pool(slot, number));
        }
        let samples: Vec<(u16, u16)> = self.samples.iter().map(|(slot, number)| (*slot, *number)).collect();
        // Their numbers are in another order than their slots.
        let mut made: Vec<Option<outage_plan::Sample>> = samples.iter().map(|_| None).collect();
        for (slot, number) in samples {
            let (sample, part) = self.sample_part(slot, number);
            made[usize::from(number)] = Some(sample);
            outer.push(part);
        }
        self.draft.samples = made.into_iter().flatten().collect();
        self.draft.main = schedule(outer);
        let pictures = self.parts(Block::Pictures);
        self.draft.pictures = schedule(pictures);
    }

    /// Instructions on numbers, and kernels, of a block.
    fn parts(&mut self, block: Block) -> Vec<Part> {
        let scalars: Vec<Id> =
            self.computed(block).filter(|id| self.graph().shape(*id) == 0 && !self.is_root(*id)).collect();
        let mut parts: Vec<Part> = scalars.into_iter().filter_map(|id| self.scalar(id)).collect();
        for roots in self.groups(block) {
            let kernel = self.kernel(&roots);
            let (reads, writes) = accesses(&kernel);
            let number = self.draft.kernels.len() as u16;
            self.draft.kernels.push(kernel);
            parts.push(Part { does: Does::Step(Step::Kernel(number)), reads, writes });
        }
        parts
    }

    fn scalar(&self, id: Id) -> Option<Part> {
        let (op, args) = self.operation(id)?;
        let from = args.map(|arg| arg.map_or(0, |arg| self.number(arg)));
        let instruction = Instruction { op, to: self.number(id), from };
        let reads = instruction.operands().map(|register| register | SCALAR).collect();
        Some(Part { does: Does::Instruction(instruction), reads, writes: vec![instruction.to | SCALAR] })
    }

    fn pool(&mut self, slot: u16, number: u16) -> Part {
        let pool = self.model.pools[usize::from(slot)];
        let parts = self.parts(Block::Trial(slot));
        let mut reads: Vec<Operand> = parts.iter().flat_map(|part| part.reads.iter().copied()).collect();
        let mut writes: Vec<Operand> = parts.iter().flat_map(|part| part.writes.iter().copied()).collect();
        let trial = schedule(parts);
        let (workers, limit) = (self.number(pool.workers), self.number(pool.limit));
        let (deadline, jitter) = (self.number(pool.deadline), self.number(pool.jitter));
        let (work, load) = (self.operand(pool.work), self.number(pool.load));
        let known = &mut self.draft.pools[usize::from(number)];
        (known.workers, known.limit, known.deadline, known.jitter) = (workers, limit, deadline, jitter);
        (known.work, known.load, known.trial) = (work, load, trial);
        reads.extend([workers, limit, deadline, jitter].map(|register| register | SCALAR));
        reads.push(work);
        writes.extend([known.response, known.in_time, known.admitted | SCALAR, known.slowdown | SCALAR]);
        // What it sets itself is nothing that it waits for.
        reads.retain(|place| !writes.contains(place));
        Part { does: Does::Step(Step::Pool(number)), reads, writes }
    }

    fn sample_part(&mut self, slot: u16, number: u16) -> (outage_plan::Sample, Part) {
        let sample = &self.model.samples[usize::from(slot)];
        let shape = sample.group + 1;
        let known = [Is::Sampled(slot), Is::Was(slot)].iter().find_map(|is| self.graph().find(*is, shape));
        let vector = known.map_or(0, |id| self.vectors[id as usize]);
        let initial = self.operand(sample.initial);
        let (mut rules, mut reads) = (Vec::new(), Vec::new());
        for rule in &sample.rules {
            match *rule {
                Rule::Every { period, since, spread, tick, value } => {
                    let OfRule { kernel, loads, tick, value } = self.kernel_of_turns(value, tick, shape);
                    let (period, since) = (self.number(period), since.map(|since| self.number(since)));
                    reads.extend(accesses(&kernel).0.into_iter().filter(|place| !self.scratch.contains(place)));
                    reads.extend(loads.iter().map(|load| load.0));
                    reads.extend([period].into_iter().chain(since).map(|register| register | SCALAR));
                    rules.push(outage_plan::Rule::Every { period, since, spread, loads, tick, kernel, value });
                }
                Rule::When { any, value } => {
                    let (kernel, value) = self.kernel_of_all(value, shape);
                    reads.extend(accesses(&kernel).0);
                    let any = self.number(any);
                    reads.push(any | SCALAR);
                    let number = self.draft.kernels.len() as u16;
                    self.draft.kernels.push(kernel);
                    rules.push(outage_plan::Rule::When { any, kernel: number, value });
                }
            }
        }
        reads.retain(|place| *place != vector);
        let sample = outage_plan::Sample { name: sample.name.clone(), vector, initial, rules };
        (sample, Part { does: Does::Step(Step::Sample(number)), reads, writes: vec![vector] })
    }
}

/// What a kernel reads from outside, and writes.
fn accesses(kernel: &Kernel) -> (Vec<Operand>, Vec<Operand>) {
    let (mut reads, mut writes) = (Vec::new(), Vec::new());
    for instruction in &kernel.code {
        reads.extend(instruction.operands().filter(|operand| !writes.contains(operand)));
        let is_number = instruction.op.is_reduction();
        writes.push(if is_number { instruction.to | SCALAR } else { instruction.to });
    }
    (reads, writes)
}
