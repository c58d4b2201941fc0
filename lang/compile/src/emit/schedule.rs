//! Puts the parts of a block in an order in which equal operations stand together where they do not wait for one another:
//! a processor overlaps them and guesses the next operation right.

use outage_plan::{Block, Instruction, Op, Operand, Step};
use std::collections::BTreeMap;

/// Something with an order.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) does: Does,
    pub(super) reads: Vec<Operand>,
    pub(super) writes: Vec<Operand>,
}

/// What a part does.
#[derive(Debug, Clone, Copy)]
pub(super) enum Does {
    Instruction(Instruction),
    Step(Step),
}

/// The parts in an order in which everything is written before it is read. Everything is written once, so that the order
/// follows from that alone; scratch vectors, which kernels write before they read, are nobody's.
pub(super) fn schedule(parts: Vec<Part>) -> Block {
    let mut writer: BTreeMap<Operand, Option<usize>> = BTreeMap::new();
    for (number, part) in parts.iter().enumerate() {
        for &place in &part.writes {
            // What several write is scratch.
            writer.entry(place).and_modify(|known| *known = known.filter(|it| *it == number)).or_insert(Some(number));
        }
    }
    let mut after: Vec<Vec<usize>> = parts.iter().map(|_| Vec::new()).collect();
    let mut waits = vec![0; parts.len()];
    for (number, part) in parts.iter().enumerate() {
        let mut before: Vec<usize> =
            part.reads.iter().filter_map(|place| writer.get(place).copied().flatten()).collect();
        before.sort_unstable();
        before.dedup();
        before.retain(|other| *other != number);
        waits[number] = before.len();
        before.into_iter().for_each(|other| after[other].push(number));
    }
    let mut ready = Ready::default();
    for number in (0..parts.len()).filter(|number| waits[*number] == 0) {
        ready.add(number, &parts);
    }
    let mut block = Block::default();
    while let Some(next) = ready.take() {
        for &number in &next {
            match parts[number].does {
                Does::Instruction(instruction) => {
                    block.code.push(instruction);
                    let end = block.code.len() as u32;
                    match block.steps.last_mut() {
                        Some(Step::Code(known)) => *known = end,
                        _ => block.steps.push(Step::Code(end)),
                    }
                }
                Does::Step(step) => block.steps.push(step),
            }
        }
        for next in next.into_iter().flat_map(|number| &after[number]) {
            waits[*next] -= 1;
            if waits[*next] == 0 {
                ready.add(*next, &parts);
            }
        }
    }
    block
}

/// Parts that wait for nothing.
#[derive(Default)]
struct Ready {
    instructions: BTreeMap<Op, Vec<usize>>,
    steps: Vec<usize>,
}

impl Ready {
    fn add(&mut self, number: usize, parts: &[Part]) {
        match parts[number].does {
            Does::Instruction(instruction) => self.instructions.entry(instruction.op).or_default().push(number),
            Does::Step(_) => self.steps.push(number),
        }
    }

    /// All of the operation of which most are ready; a step when there is no operation.
    fn take(&mut self) -> Option<Vec<usize>> {
        let most = self.instructions.iter().max_by_key(|(_, list)| list.len()).map(|(op, _)| *op);
        if let Some(op) = most {
            return self.instructions.remove(&op);
        }
        if self.steps.is_empty() { None } else { Some(vec![self.steps.remove(0)]) }
    }
}
