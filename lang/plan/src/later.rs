//! Which parameters matter only for what the run begins with.

use crate::program::{Block, Draft, Instruction, Operand, Rule, SCALAR, Step};
use crate::{Plan, REGISTERS};

/// What depends on a parameter.
struct Reached {
    registers: Vec<bool>,
    vectors: Vec<bool>,
}

impl Plan {
    /// Whether anything after the start of a run reads a parameter: a step, or something that is shown. One that only says
    /// what stocks and samples begin with can be changed later without any effect.
    #[must_use]
    pub fn matters_later(&self, parameter: usize) -> bool {
        let Some(spec) = self.parameters.get(parameter) else { return false };
        let mut reached =
            Reached { registers: vec![false; REGISTERS], vectors: vec![false; usize::from(u16::MAX) + 1] };
        reached.registers[usize::from(spec.register)] = true;
        // What depends on parameters alone is worked out again whenever one changes.
        each(self, &self.setup, &mut |instruction, is_code| {
            if reached.by(instruction, is_code) {
                let to = usize::from(instruction.to);
                let into_register = is_code || instruction.op.is_reduction();
                if into_register { reached.registers[to] = true } else { reached.vectors[to] = true }
            }
        });
        reached.is_read(self)
    }
}

impl Reached {
    fn register(&self, register: u16) -> bool {
        self.registers.get(usize::from(register)).is_some_and(|is| *is)
    }

    fn vector(&self, vector: u16) -> bool {
        self.vectors[usize::from(vector)]
    }

    fn operand(&self, operand: Operand) -> bool {
        if operand & SCALAR != 0 { self.register(operand & !SCALAR) } else { self.vector(operand) }
    }

    /// Whether an instruction reads something of it. In code all operands are registers.
    fn by(&self, instruction: &Instruction, is_code: bool) -> bool {
        instruction.operands().any(|operand| if is_code { self.register(operand) } else { self.operand(operand) })
    }

    /// Whether anything but the start of a run reads something of it.
    fn is_read(&self, draft: &Draft) -> bool {
        let mut by_steps = false;
        for block in [&draft.main, &draft.pictures].into_iter().chain(draft.pools.iter().map(|pool| &pool.trial)) {
            each(draft, block, &mut |instruction, is_code| by_steps |= self.by(instruction, is_code));
        }
        let rule = |rule: &Rule| match rule {
            Rule::Every { period, since, loads, kernel, value, .. } => {
                self.register(*period)
                    || since.is_some_and(|since| self.register(since))
                    || loads.iter().any(|(from, _)| self.vector(*from))
                    || self.vector(*value)
                    || kernel.code.iter().any(|instruction| self.by(instruction, false))
            }
            Rule::When { any, kernel, value } => {
                let code = draft.kernels.get(usize::from(*kernel)).map_or(&[][..], |kernel| &kernel.code);
                self.register(*any) || self.vector(*value) || code.iter().any(|it| self.by(it, false))
            }
        };
        by_steps
            || draft.samples.iter().flat_map(|sample| &sample.rules).any(rule)
            || draft.pools.iter().any(|pool| {
                [pool.workers, pool.limit, pool.deadline, pool.jitter].iter().any(|it| self.register(*it))
                    || self.operand(pool.work)
            })
            || draft.stocks.iter().any(|stock| self.operand(stock.next))
            || draft.delays.iter().any(|delay| self.register(delay.source) || self.register(delay.minutes))
            || draft.columns.iter().any(|column| self.register(column.register))
            || draft.strips.iter().any(|strip| {
                [Some(strip.vector), strip.levels, strip.held].into_iter().flatten().any(|it| self.vector(it))
            })
            || draft.notes.iter().any(|note| note.values.iter().chain([&note.when]).any(|it| self.register(*it)))
            || draft.actions.iter().any(|it| it.alarm.into_iter().chain(it.needs).any(|it| self.register(it)))
    }
}

/// Looks at each instruction of a block, and whether it is one on single numbers.
fn each(draft: &Draft, block: &Block, look: &mut impl FnMut(&Instruction, bool)) {
    let mut done = 0;
    for step in &block.steps {
        match *step {
            Step::Code(end) => {
                block.code[done..end as usize].iter().for_each(|instruction| look(instruction, true));
                done = end as usize;
            }
            Step::Kernel(number) => {
                let code = draft.kernels.get(usize::from(number)).map_or(&[][..], |kernel| &kernel.code);
                code.iter().for_each(|instruction| look(instruction, false));
            }
            Step::Sample(_) | Step::Pool(_) => {}
        }
    }
}
