//! The machine: a plan with the room that its runs need.

use crate::actions::{Acts, Progress};
use crate::events::events;
use crate::fork;
use crate::inputs::{EventChange, Inputs, When};
use crate::inside::Look;
use crate::luck;
use crate::pool::Solver;
use crate::recording::{Noted, Recording};
use crate::rows::Rows;
use crate::sample::Turns;
use crate::vectors::{Registers, Vectors, at, scalars};
use outage_plan::{Block, MAX_EVENTS, ONSET, Plan, REGISTERS, SCALAR, Step};

/// How much of a run is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Everything.
    Full,
    /// All but the members of components: for sweeps over many inputs.
    Brief,
}

/// Runs a plan. Cannot fail; the same plan and inputs give the same bits on every target.
#[must_use]
pub fn run(plan: &Plan, inputs: &Inputs) -> Recording {
    run_in(plan, inputs, Detail::Full)
}

/// Runs a plan in more or less detail.
#[must_use]
pub fn run_in(plan: &Plan, inputs: &Inputs, detail: Detail) -> Recording {
    Machine::new(plan).run_in(inputs, detail)
}

/// Runs one plan, as often as one likes. It keeps its room from run to run, so that only the recording is new.
#[derive(Debug)]
pub struct Machine<'p> {
    plan: &'p Plan,
    registers: Box<Registers>,
    vectors: Vectors,
    turns: Vec<Turns>,
    solvers: Vec<Solver>,
    /// The registers of the columns.
    recorded: Vec<u16>,
    /// What each delay has taken in, step by step.
    past: Vec<Vec<f64>>,
}

impl<'p> Machine<'p> {
    /// Makes room for a plan.
    #[must_use]
    pub fn new(plan: &'p Plan) -> Self {
        Self {
            registers: Box::new([0.0; REGISTERS]),
            vectors: Vectors::new(plan),
            turns: plan.samples.iter().map(|sample| Turns::new(sample, None)).collect(),
            solvers: plan.pools.iter().map(|_| Solver::new()).collect(),
            recorded: plan.columns.iter().map(|column| column.register).collect(),
            past: vec![Vec::new(); plan.delays.len()],
            plan,
        }
    }

    /// The plan that it runs.
    #[must_use]
    pub fn plan(&self) -> &'p Plan {
        self.plan
    }

    /// Runs the plan. The same inputs give the same bits on every target.
    #[must_use]
    pub fn run(&mut self, inputs: &Inputs) -> Recording {
        self.run_in(inputs, Detail::Full)
    }

    /// Runs the plan in more or less detail. What a remediation rehearses is tried in a run of its own first.
    #[must_use]
    pub fn run_in(&mut self, inputs: &Inputs, detail: Detail) -> Recording {
        self.run_with(inputs, detail, &mut [])
    }

    /// The same, and what is looked at besides.
    pub(crate) fn run_with(&mut self, inputs: &Inputs, detail: Detail, looks: &mut [Look]) -> Recording {
        let mut inputs = inputs.with_real_fork(self.plan);
        let mut refused = Vec::new();
        // What is refused before a fork was refused without it.
        if let Some(unforked) = inputs.unforked()
            && let Some(actions) = self.rehearse(&unforked)
        {
            inputs.to_mut().refuse_before_fork(self.plan, &actions);
            refused.extend(actions.into_iter().map(|(action, _)| (action, self.plan.span.0)));
        }
        if let Some(actions) = self.rehearse(&inputs) {
            let at = inputs.fork.as_ref().map_or(self.plan.span.0, |fork| fork.at);
            inputs.to_mut().events.extend(actions.iter().map(|(action, _)| (*action, EventChange::Off)));
            let is_new = |action: &usize| refused.iter().all(|(known, _)| known != action);
            let new: Vec<_> =
                actions.into_iter().map(|(action, _)| action).filter(is_new).map(|action| (action, at)).collect();
            refused.extend(new);
        }
        self.once(&inputs, detail, &refused, looks)
    }

    /// The actions that a dry run refuses, if one is made and shows failures, each with when it began in that.
    fn rehearse(&mut self, inputs: &Inputs) -> Option<Vec<(usize, Option<f64>)>> {
        let plan = self.plan;
        let fixes = inputs.fixes.iter().filter_map(|fix| plan.remediations.get(*fix));
        let rehearsed = fixes.flat_map(|fix| &fix.rehearses).map(|action| usize::from(*action));
        // What is left out anyway needs no rehearsal, and cannot be refused.
        let rehearsed: Vec<usize> = rehearsed.filter(|action| inputs.when(plan, *action) != When::Off).collect();
        if rehearsed.is_empty() {
            return None;
        }
        let mut with = inputs.clone();
        with.fixes.retain(|fix| plan.remediations.get(*fix).is_some_and(|fix| fix.rehearses.is_empty()));
        let mut without = with.clone();
        without.events.extend(rehearsed.iter().map(|action| (*action, EventChange::Off)));
        let with = self.once(&with, Detail::Brief, &[], &mut []);
        // What would fail anyway is no reason to refuse anything.
        let is_refused =
            with.worst_error() >= ONSET && with.is_worse_than(&self.once(&without, Detail::Brief, &[], &mut []));
        let begun = |action: usize| (action, with.action(action).map(|(begun, _)| begun));
        is_refused.then(|| rehearsed.into_iter().map(begun).collect())
    }

    fn once(&mut self, inputs: &Inputs, detail: Detail, refused: &[(usize, f64)], looks: &mut [Look]) -> Recording {
        let first = inputs.at_first();
        self.restart(first, inputs.seed);
        let Self { plan, registers, vectors, turns, solvers, recorded, past } = self;
        let r = &mut **registers;
        let moments = plan.moments();
        let times: Vec<_> = (0..plan.actions.len()).map(|action| first.when(plan, action)).collect();
        let mut acts = Acts { times, progress: vec![Progress::default(); plan.actions.len()] };
        let mut held = vec![false; plan.notes.len()];
        let settings = (0..plan.parameters.len()).map(|parameter| first.value(plan, parameter)).collect();
        let turn = inputs.turns_at(plan);
        let mut recording = Recording::new(plan, settings, detail == Detail::Full);
        let mut rows = Rows::new(recorded, moments);
        let mut turned = None;
        for moment in 0..moments {
            let now = plan.span.0 + moment as f64 * plan.step;
            r[at(plan.now)] = now;
            let forks = moment == turn;
            if forks {
                turns.iter_mut().zip(&plan.samples).for_each(|(turns, sample)| turns.remember(plan, sample, r));
                turned = fork::turn(plan, inputs, moment, &mut acts, r, &mut recording.changes);
            }
            let acted = acts.act(plan, now, r);
            if acted {
                acts.tell(plan, moment, r, &mut recording.changes);
            }
            if acted || forks {
                run_block(&plan.setup, plan, r, vectors);
            }
            step(plan, now, r, vectors, turns, solvers, past);
            rows.take(moment, r, &mut recording.columns);
            for (number, (note, held)) in plan.notes.iter().zip(&mut held).enumerate() {
                let holds = r[at(note.when)] != 0.0;
                if holds && !*held && recording.notes.len() < MAX_EVENTS {
                    let values = note.values.iter().map(|value| r[at(*value)]).collect();
                    recording.notes.push(Noted { note: number, at: now, values });
                }
                *held = holds;
            }
            if detail == Detail::Full && moment.is_multiple_of((plan.between_pictures as usize).max(1)) {
                picture(plan, r, vectors, &mut recording);
            }
            looks.iter_mut().for_each(|look| look.take(plan, moment, r, vectors));
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
        let ends =
            |(progress, action): (&Progress, &outage_plan::Action)| progress.begun.map(|at| (at, at + action.over));
        recording.actions = acts.progress.iter().zip(&plan.actions).map(ends).collect();
        recording.events = events(plan, &recording, refused, turned.as_ref());
        recording
    }

    /// Brings everything to the start of a run.
    fn restart(&mut self, inputs: &Inputs, seed: Option<u64>) {
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
            vectors.set(luck.vector, |numbers| luck::hand_out(luck, seed, numbers));
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
            turns.restart(plan, sample, seed, r, vectors);
        }
        solvers.iter_mut().for_each(Solver::restart);
        past.iter_mut().for_each(Vec::clear);
    }
}

/// One step of the main block. Not a part of its loop: browsers run a function as they first translated it, however long it
/// takes, and come to their fast translation when it is called again.
#[inline(never)]
fn step(
    plan: &Plan,
    now: f64,
    r: &mut Registers,
    vectors: &mut Vectors,
    turns: &mut [Turns],
    solvers: &mut [Solver],
    past: &mut [Vec<f64>],
) {
    for (delay, past) in plan.delays.iter().zip(past.iter()) {
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
    for (delay, past) in plan.delays.iter().zip(past) {
        past.push(r[at(delay.source)]);
    }
}

/// Writes how each member fares.
fn picture(plan: &Plan, r: &mut Registers, vectors: &mut Vectors, recording: &mut Recording) {
    run_block(&plan.pictures, plan, r, vectors);
    for (component, members) in plan.components.iter().zip(&mut recording.members) {
        let (Some(picture), Some(members)) = (&component.picture, members) else { continue };
        let strip = &plan.strips[picture.strip as usize];
        members.states.extend(vectors.of(strip.vector).iter().map(|number| *number as u8));
        let small = |vector: u16| vectors.of(vector).iter().take(members.count).map(|number| *number as f32);
        strip.levels.into_iter().for_each(|vector| members.levels.extend(small(vector)));
        strip.held.into_iter().for_each(|vector| members.held.extend(small(vector)));
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
