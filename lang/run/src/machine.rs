//! The machine: a plan with the room that its runs need.

use crate::actions::{Progress, act};
use crate::inputs::Inputs;
use crate::luck;
use crate::pool::Solver;
use crate::recording::{Noted, Recording};
use crate::sample::Turns;
use crate::vectors::{Registers, Vectors, at, scalars};
use outage_plan::{Block, Plan, REGISTERS, SCALAR, Step};

/// Runs one plan, as often as one likes. It keeps its room from run to run, so that only the recording is new.
#[derive(Debug)]
pub struct Machine {
    plan: Plan,
    registers: Box<Registers>,
    vectors: Vectors,
    turns: Vec<Turns>,
    solvers: Vec<Solver>,
    /// The registers of the columns.
    recorded: Vec<u16>,
    /// What each delay has taken in, step by step.
    past: Vec<Vec<f64>>,
}

impl Machine {
    /// Makes room for a plan.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        Self {
            registers: Box::new([0.0; REGISTERS]),
            vectors: Vectors::new(&plan),
            turns: plan.samples.iter().map(|sample| Turns::new(sample, None)).collect(),
            solvers: plan.pools.iter().map(|_| Solver::new()).collect(),
            recorded: plan.columns.iter().map(|column| column.register).collect(),
            past: vec![Vec::new(); plan.delays.len()],
            plan,
        }
    }

    /// The plan that it runs.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Runs the plan. The same inputs give the same bits on every target.
    #[must_use]
    pub fn run(&mut self, inputs: &Inputs) -> Recording {
        self.restart(inputs);
        let Self { plan, registers, vectors, turns, solvers, recorded, past } = self;
        let r = &mut **registers;
        let moments = plan.moments();
        let mut progress = vec![Progress::default(); plan.actions.len()];
        let times: Vec<_> = (0..plan.actions.len()).map(|action| inputs.when(plan, action)).collect();
        let mut held = vec![false; plan.notes.len()];
        let mut recording = Recording::new(plan);
        for moment in 0..moments {
            let now = plan.span.0 + moment as f64 * plan.step;
            r[at(plan.now)] = now;
            if act(plan, &times, &mut progress, now, r) {
                run_block(&plan.setup, plan, r, vectors);
            }
            for (delay, past) in plan.delays.iter().zip(&*past) {
                let steps = r[at(delay.minutes)] / plan.step + 0.5;
                let back = if steps >= 1.0 { steps as usize } else { 1 };
                // Before the first step everything was as it is then.
                let earlier = past.len().checked_sub(back).or(if past.is_empty() { None } else { Some(0) });
                r[at(delay.result)] = earlier.map_or(0.0, |index| past[index]);
            }
            let mut done = 0;
            for &step in &plan.main.steps {
                match step {
                    Step::Code(end) => {
                        scalars(&plan.main.code[done..end as usize], r);
                        done = end as usize;
                    }
                    Step::Kernel(number) => vectors.kernel(&plan.kernels[number as usize], number, r),
                    Step::Sample(number) => {
                        let number = number as usize;
                        turns[number].take(plan, &plan.samples[number], now, r, vectors);
                    }
                    Step::Pool(number) => {
                        let number = number as usize;
                        solvers[number].solve(plan, &plan.pools[number], r, vectors);
                    }
                }
            }
            for (delay, past) in plan.delays.iter().zip(&mut *past) {
                past.push(r[at(delay.source)]);
            }
            recording.rows.extend(recorded.iter().map(|register| r[at(*register)]));
            for (number, (note, held)) in plan.notes.iter().zip(&mut held).enumerate() {
                let holds = r[at(note.when)] != 0.0;
                if holds && !*held {
                    let values = note.values.iter().map(|value| r[at(*value)]).collect();
                    recording.notes.push(Noted { note: number, at: now, values });
                }
                *held = holds;
            }
            if !plan.strips.is_empty() && moment.is_multiple_of(plan.between_pictures as usize) {
                run_block(&plan.pictures, plan, r, vectors);
                for (strip, states) in plan.strips.iter().zip(&mut recording.states) {
                    let numbers = &vectors.vectors[strip.vector as usize];
                    states.extend(numbers.iter().map(|number| *number as u8));
                }
            }
            for stock in &plan.stocks {
                if stock.now & SCALAR != 0 {
                    r[at(stock.now & !SCALAR)] = r[at(stock.next & !SCALAR)];
                } else if stock.next & SCALAR == 0 {
                    vectors.replace(stock.now, stock.next);
                } else {
                    vectors.fill(stock.now, stock.next, r);
                }
            }
        }
        recording.actions = progress.iter().map(|progress| progress.begun).collect();
        recording
    }

    /// Brings everything to the start of a run.
    fn restart(&mut self, inputs: &Inputs) {
        let Self { plan, registers, vectors, turns, solvers, past, .. } = self;
        let r = &mut **registers;
        r.fill(0.0);
        vectors.restart();
        for &(register, value) in &plan.constants {
            r[at(register)] = value;
        }
        for (number, parameter) in plan.parameters.iter().enumerate() {
            r[at(parameter.register)] = inputs.value(plan, number) * parameter.scale;
        }
        r[at(plan.now)] = plan.span.0;
        for luck in &plan.lucks {
            vectors.set(luck.vector, |numbers| luck::hand_out(luck, inputs.seed, numbers));
        }
        run_block(&plan.setup, plan, r, vectors);
        for stock in &plan.stocks {
            if stock.now & SCALAR != 0 {
                r[at(stock.now & !SCALAR)] = r[at(stock.initial & !SCALAR)];
            } else {
                vectors.fill(stock.now, stock.initial, r);
            }
        }
        for (sample, turns) in plan.samples.iter().zip(turns) {
            turns.restart(plan, sample, inputs.seed, r, vectors);
        }
        solvers.iter_mut().for_each(Solver::restart);
        past.iter_mut().for_each(Vec::clear);
    }
}

/// Runs a block of instructions and kernels.
pub(crate) fn run_block(block: &Block, plan: &Plan, r: &mut Registers, v: &mut Vectors) {
    let mut done = 0;
    for &step in &block.steps {
        match step {
            Step::Code(end) => {
                scalars(&block.code[done..end as usize], r);
                done = end as usize;
            }
            Step::Kernel(number) => v.kernel(&plan.kernels[number as usize], number, r),
            Step::Sample(_) | Step::Pool(_) => {}
        }
    }
}
