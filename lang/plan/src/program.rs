//! The parts of a plan.

use crate::clock::Clock;
use crate::op::Op;
use crate::sheet::{About, Component, Inside, Kind, Knob, Receipt, Source};

/// Where an instruction finds a number or vector: a register when [`SCALAR`] is set, else a vector.
pub type Operand = u16;

/// Marks an operand as a register.
pub const SCALAR: Operand = 0x8000;

/// One instruction. In the code of a [`Block`] every operand is a register; in a [`Kernel`] see [`Operand`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instruction {
    /// What it does.
    pub op: Op,
    /// Where the result goes.
    pub to: u16,
    /// The operands; those that the operation does not have are 0.
    pub from: [Operand; 3],
}

/// One part of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Instructions on single numbers, up to this one of the block's code.
    Code(u32),
    /// A kernel, if something that it reads has changed.
    Kernel(u16),
    /// The turns of a sample.
    Sample(u16),
    /// The solution of a pool.
    Pool(u16),
}

/// What runs one after the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Block {
    /// The order.
    pub steps: Vec<Step>,
    /// Instructions on single numbers.
    pub code: Vec<Instruction>,
}

/// Instructions over all cohorts of a group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kernel {
    /// How many cohorts.
    pub cohorts: u32,
    /// The instructions, each over all cohorts.
    pub code: Vec<Instruction>,
}

/// What cohorts look at in turns.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// Its name, such as `frontend.known`: that of its own streams of luck.
    pub name: String,
    /// Its vector.
    pub vector: u16,
    /// What it holds at first.
    pub initial: Operand,
    /// What changes it, in this order.
    pub rules: Vec<Rule>,
}

/// What changes a sample.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// Cohorts take turns, evenly spread over the period.
    Every {
        /// Register of the period in minutes.
        period: u16,
        /// Register of the time from which periods count; the start of the run when there is none.
        since: Option<u16>,
        /// Base of the sequence that spreads the turns.
        spread: u8,
        /// Vectors of which the elements of those whose turn it is are gathered, and where to.
        loads: Vec<(u16, u16)>,
        /// The vector for the times of their turns.
        tick: Option<u16>,
        /// What gives their new values.
        kernel: Kernel,
        /// The vector of the new values.
        value: u16,
    },
    /// Cohorts change together while something holds.
    When {
        /// Register of whether it holds for any.
        any: u16,
        /// What gives all values.
        kernel: u16,
        /// The vector of all values.
        value: u16,
    },
}

/// Evenly spread numbers from 0 to 1, each for one cohort; luck decides which has which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Luck {
    /// The vector of the numbers.
    pub vector: u16,
    /// Base of the sequence that hands them out where there is no seed.
    pub spread: u8,
    /// The name of the stream that draws them under a seed.
    pub stream: String,
}

/// Jobs that share workers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pool {
    /// Register of the workers.
    pub workers: u16,
    /// Register of the most jobs under way for each worker.
    pub limit: u16,
    /// Register of the minutes after which work was for nothing.
    pub deadline: u16,
    /// Register of the spread of the work of single jobs.
    pub jitter: u16,
    /// Minutes of work of a job.
    pub work: Operand,
    /// Set by the solver: minutes from a job's arrival to its end.
    pub response: Operand,
    /// Set by the solver: share of the jobs that are done in time.
    pub in_time: Operand,
    /// Set by the solver: share of the jobs that are not refused.
    pub admitted: u16,
    /// Set by the solver: how many times its work a job takes.
    pub slowdown: u16,
    /// Register in which `trial` leaves the jobs under way for each worker.
    pub load: u16,
    /// What depends on the solution that is tried.
    pub trial: Block,
}

/// Something that is remembered from one step to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stock {
    /// Its value at the start of the step.
    pub now: Operand,
    /// Its value at the start of the next one.
    pub next: Operand,
    /// Its value at first.
    pub initial: Operand,
}

/// Something that comes later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delay {
    /// Register of what comes.
    pub result: u16,
    /// Register of what is delayed.
    pub source: u16,
    /// Register of the minutes in between.
    pub minutes: u16,
}

/// A number that runs may change.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parameter {
    /// Its name in the equations of all, such as `frontend.thread_limit`.
    pub name: String,
    /// Its name in links, files and on the command line, such as `frontend.thread-limit`.
    pub id: String,
    /// Names that it had before, in links.
    pub was: Vec<String>,
    /// Its name on the screen.
    pub label: String,
    /// What it means, in a sentence without its full stop; empty when the kind does not say.
    pub about: String,
    /// How people may change it; `None` when it is not theirs to change.
    pub knob: Option<Knob>,
    /// Where the value comes from; `None` for the neutral value of a kind.
    pub receipt: Option<Receipt>,
    /// The number of the component that it is of; `None` at the top of the file.
    pub component: Option<u16>,
    /// Its register.
    pub register: u16,
    /// Its value, in `unit`; of words, the number of the word.
    pub value: f64,
    /// What one `unit` is within the run, where time is in minutes.
    pub scale: f64,
    /// Its unit as its author wrote it.
    pub unit: String,
    /// The smallest and the largest value that a run may set, in `unit`.
    pub range: (f64, f64),
    /// The words, if it is one of some words.
    pub words: Vec<String>,
}

/// A number that is recorded at every step.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name, such as `frontend.error`.
    pub name: String,
    /// Its register.
    pub register: u16,
    /// Its unit, in which it is recorded; empty for shares and plain numbers.
    pub unit: String,
}

/// How each cohort of a group fares.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Strip {
    /// Its name, such as `frontend.server`.
    pub name: String,
    /// The words for the states; the first is the usual one.
    pub states: Vec<String>,
    /// The vector of the numbers of the states.
    pub vector: u16,
    /// The vector of what each needs of what limits it; above 1 it is over its limit.
    pub levels: Option<u16>,
    /// The vector of how much each holds, such as shards.
    pub held: Option<u16>,
}

/// A sentence for the moment at which something begins to hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Note {
    /// The number of the component whose note it is; `None` at the top of the file.
    pub component: Option<u16>,
    /// The number of the dependency among those of the component, if it is one's note.
    pub need: Option<u16>,
    /// Register of what begins to hold.
    pub when: u16,
    /// The text before, between and after the values.
    pub text: Vec<String>,
    /// Registers of the values.
    pub values: Vec<u16>,
}

/// Something that happens at a time of day: the trigger, or what operators did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Action {
    /// Its name in links and on the command line.
    pub id: String,
    /// Its name on the screen.
    pub label: String,
    /// What was done, in a sentence.
    pub about: String,
    /// Where its time comes from; `None` in a draft that does not say.
    pub receipt: Option<Receipt>,
    /// Whether it is what set the outage off.
    pub is_trigger: bool,
    /// When it begins, in minutes since the trigger.
    pub at: f64,
    /// How long it takes to have its full effect, in minutes.
    pub over: f64,
    /// The number of the component whose alarm operators answer with it: without an alarm they do nothing.
    pub answers: Option<u16>,
    /// Register of the minutes for which that component has been failing.
    pub alarm: Option<u16>,
    /// How many of these it needs, in minutes.
    pub patience: f64,
    /// Register of how well the tools work that operators need for it, 0 to 1.
    pub needs: Option<u16>,
    /// Minutes from an attempt that succeeds to the effect.
    pub takes: f64,
    /// Minutes between two attempts; without, `takes` is work that goes on as well as the tools allow.
    pub retry: Option<f64>,
    /// The action that has to have had its full effect.
    pub after: Option<u16>,
    /// What it changes.
    pub changes: Vec<Change>,
}

/// A parameter and its new value, in its own unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The number of the parameter.
    pub parameter: u16,
    /// The new value.
    pub value: f64,
}

/// Something that was proposed afterwards.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Remediation {
    /// Its name in links and on the command line.
    pub id: String,
    /// Its name on the screen.
    pub label: String,
    /// What it means in this model.
    pub about: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// Where it is proposed; `None` in a draft that does not say.
    pub receipt: Option<Receipt>,
    /// What it changes.
    pub changes: Vec<Change>,
    /// Actions that it moves, with their new times.
    pub moves: Vec<(u16, f64)>,
    /// Actions that are first tried in a run of the model, and refused when that shows failures.
    pub rehearses: Vec<u16>,
}

/// A whole program, as a compiler makes it. [`Plan::new`](crate::Plan::new) checks it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// Short name for links and the command line, such as `kinesis-2020`.
    pub id: String,
    /// What it is about.
    pub about: About,
    /// The clock of the place.
    pub clock: Clock,
    /// The texts that receipts point to.
    pub sources: Vec<Source>,
    /// The kinds of its parts.
    pub kinds: Vec<Kind>,
    /// Its parts, in the order of the file.
    pub components: Vec<Component>,
    /// The number of the component that fails first, which is drawn large.
    pub root: u16,
    /// The order in which failures are felt: callees before their callers.
    pub order: Vec<u16>,
    /// Named numbers for those who look inside; empty in plans that are made only to be run.
    pub inside: Vec<Inside>,
    /// First and last moment, in minutes since the trigger.
    pub span: (f64, f64),
    /// Minutes of a step.
    pub step: f64,
    /// How many registers there are.
    pub registers: u16,
    /// Registers that hold constants.
    pub constants: Vec<(u16, f64)>,
    /// Register of the time, in minutes since the trigger.
    pub now: u16,
    /// What runs may change.
    pub parameters: Vec<Parameter>,
    /// Lengths of the vectors.
    pub vectors: Vec<u32>,
    /// Vectors that hold 0, 1, 2 …
    pub indices: Vec<u16>,
    /// See [`Luck`].
    pub lucks: Vec<Luck>,
    /// What depends on parameters only.
    pub setup: Block,
    /// What every step does.
    pub main: Block,
    /// What only strips show; it runs every so many steps.
    pub pictures: Block,
    /// Steps from one picture to the next.
    pub between_pictures: u32,
    /// See [`Kernel`].
    pub kernels: Vec<Kernel>,
    /// See [`Sample`].
    pub samples: Vec<Sample>,
    /// See [`Pool`].
    pub pools: Vec<Pool>,
    /// See [`Stock`].
    pub stocks: Vec<Stock>,
    /// See [`Delay`].
    pub delays: Vec<Delay>,
    /// See [`Column`].
    pub columns: Vec<Column>,
    /// See [`Strip`].
    pub strips: Vec<Strip>,
    /// See [`Note`].
    pub notes: Vec<Note>,
    /// See [`Action`].
    pub actions: Vec<Action>,
    /// See [`Remediation`].
    pub remediations: Vec<Remediation>,
    /// See [`crate::Fact`].
    pub facts: Vec<crate::Fact>,
}
