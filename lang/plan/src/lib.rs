//! What a compiled model is.
//!
//! A model is text: stocks, samples, pools and definitions. A compiler turns it into a [`Plan`], a small program of
//! numbers that a machine runs without knowing the text. Plans stand between the two: whoever runs models needs no
//! compiler, and whoever compiles them needs no machine.
//!
//! A plan is made of single numbers in *registers* and of *vectors*, one element for each cohort of a group. Each step
//! of the run takes the main [`Block`]: instructions on registers, [`Kernel`]s over vectors, [`Sample`]s and [`Pool`]s.
//! Then the [`Stock`]s take their next values.
//!
//! Here is the smallest plan that does something, a stock from which a tenth leaves every minute:
//!
//! ```
//! use outage_plan::{Block, Column, Draft, Instruction, Op, Plan, SCALAR, Step, Stock};
//!
//! let (now, left, tenth, next, start) = (0, 1, 2, 3, 4);
//! let draft = Draft {
//!     span: (0.0, 60.0),
//!     step: 1.0,
//!     registers: 5,
//!     now,
//!     constants: vec![(tenth, 0.1), (start, 100.0)],
//!     main: Block {
//!         steps: vec![Step::Code(1)],
//!         code: vec![Instruction { op: Op::MulRest, to: next, from: [left, tenth, 0] }],
//!     },
//!     stocks: vec![Stock { now: left | SCALAR, next: next | SCALAR, initial: start | SCALAR }],
//!     columns: vec![Column { name: "left".into(), register: left, unit: String::new() }],
//!     ..Draft::default()
//! };
//! let plan = Plan::new(draft)?;
//! # Ok::<(), outage_plan::Flaw>(())
//! ```
//!
//! Its compact form is what a page carries. Reading it checks everything that the machine relies on, so that no bytes
//! whatever can make a run fail or take longer than [`MAX_WORK`]:
//!
//! ```
//! # use outage_plan::{Draft, Flaw, Plan};
//! # let plan = Plan::new(Draft { span: (0.0, 60.0), step: 1.0, registers: 1, ..Draft::default() })?;
//! let bytes = plan.write();
//! assert_eq!(Plan::read(&bytes)?, plan);
//! assert_eq!(Plan::read(&bytes[..bytes.len() - 1]), Err(Flaw::Unreadable("it ends too soon".into())));
//! # Ok::<(), Flaw>(())
//! ```

mod bytes;
mod check;
mod class;
mod clock;
mod fact;
mod later;
pub mod maths;
mod nearest;
mod number;
mod op;
mod program;
pub mod session;
mod sheet;
mod signal;
mod text;
mod wire;

pub use bytes::{Input, Unreadable, Wire};
pub use class::Class;
pub use clock::{Clock, TimeOfDay, TimeProblem};
pub use sheet::{
    ANATOMY, About, Card, Component, Form, Gauge, Inside, Kind, Knob, Meter, Need, Observer, Opening, Picture, Receipt,
    ReceiptKind, STORY, Sentence, Source, Term, Trend,
};
pub use signal::Signal;
pub use text::tame;

pub use fact::{Documented, Fact, Given, Reading};
pub use nearest::nearest;
pub use number::{number, order};
pub use op::Op;
pub use program::{
    Action, Block, Change, Column, Delay, Draft, Instruction, Kernel, Luck, Note, Operand, Parameter, Pool,
    Remediation, Rule, SCALAR, Sample, Step, Stock, Strip,
};

/// The version of the form: a plan of another version is not read.
pub const VERSION: u8 = 2;

/// Most registers of a plan; a power of two, so that a machine can mask instead of checking.
pub const REGISTERS: usize = 8192;

/// Most vectors of a plan.
pub const MAX_VECTORS: usize = 4096;

/// Most cohorts of a group.
pub const MAX_COHORTS: usize = 4096;

/// Most steps of a run.
pub const MAX_STEPS: usize = 20_000;

/// Most columns, notes, actions, facts, stocks, delays, components and strips, each.
pub const MAX_LIST: usize = 4096;

/// Most elements of all vectors together.
pub const MAX_ELEMENTS: usize = 1 << 20;

/// Most numbers that a run may record or remember for later, of all columns and moments together.
pub const MAX_RECORDED: usize = 1 << 24;

/// Most notes of a run, and most times at which requests begin or end to fail in it. A day has some dozens of either.
pub const MAX_EVENTS: usize = 4096;

/// Most letters of a note, in bytes and without its values.
pub const MAX_SENTENCE: usize = 1000;

/// Most values in a note.
pub const MAX_VALUES: usize = 16;

/// Most states that members may be in: a picture keeps the number of each member's state in a byte.
pub const MAX_STATES: usize = 256;

/// Most that a run may do, in operations on single numbers.
pub const MAX_WORK: f64 = 1e9;

/// Most different conditions of facts, each of which takes a further run.
pub const MAX_CONDITIONS: usize = 8;

/// Share of failing requests at which trouble begins: the threshold of the first alarms.
pub const ONSET: f64 = 0.02;

/// Share of failing requests below which all is well again.
pub const NORMAL: f64 = 0.01;

/// Most technical words that an outage defines.
pub const MAX_TERMS: usize = 64;

/// Most solutions that are tried for a pool in one step: a bound that its solver keeps, whatever depends on them.
pub const MAX_TRIALS: usize = 64;

/// First bytes of every plan.
const MAGIC: &[u8; 4] = b"plan";

/// Why something is not a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The bytes are not those of a plan.
    #[error("this is not a plan: {0}")]
    Unreadable(String),
    /// They are those of a plan of another version.
    #[error("this plan is of version {0}, but version {VERSION} is read here: compile the model anew")]
    Version(u8),
    /// It does not fit together, or is too large.
    #[error("this plan cannot be run: {0}")]
    Broken(&'static str),
}

/// A plan that fits together.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan(Draft);

impl Plan {
    /// Checks a draft.
    ///
    /// # Errors
    /// When it does not fit together, or a run of it would take too long.
    pub fn new(draft: Draft) -> Result<Self, Flaw> {
        check::check(&draft)?;
        Ok(Self(draft))
    }

    /// The number of the component that fails first, which is drawn large. A plan without components has none: its root
    /// is 0, of which a recording has zeros.
    #[must_use]
    pub fn root(&self) -> usize {
        self.root.into()
    }

    /// The compact form.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.push(VERSION);
        self.0.write(&mut bytes);
        bytes
    }

    /// Reads the compact form, and checks it.
    ///
    /// # Errors
    /// When it is of another version, is cut short, or does not fit together.
    pub fn read(bytes: &[u8]) -> Result<Self, Flaw> {
        let Some((&version, body)) = bytes.strip_prefix(MAGIC).and_then(<[u8]>::split_first) else {
            return Err(Flaw::Unreadable("it begins otherwise".into()));
        };
        if version != VERSION {
            return Err(Flaw::Version(version));
        }
        let mut input = Input::new(body);
        let draft = Draft::read(&mut input);
        if let Some(problem) = input.problem() {
            return Err(Flaw::Unreadable(problem.to_string()));
        }
        if !input.is_at_end() {
            return Err(Flaw::Unreadable("it goes on after its end".into()));
        }
        Self::new(draft)
    }
}

impl std::ops::Deref for Plan {
    type Target = Draft;

    fn deref(&self) -> &Draft {
        &self.0
    }
}

impl Instruction {
    /// The operands that its operation has.
    pub fn operands(&self) -> impl Iterator<Item = Operand> + use<> {
        self.from.into_iter().take(self.op.arity())
    }
}

impl Draft {
    /// The most that a run can do, in operations on single numbers; known before it runs.
    #[must_use]
    pub fn work(&self) -> f64 {
        let kernel = |kernel: &Kernel| kernel.code.len() as f64 * f64::from(kernel.cohorts);
        let listed = |number: u16| self.kernels.get(usize::from(number)).map_or(0.0, kernel);
        let rule = |rule: &Rule| match rule {
            Rule::Every { kernel: code, loads, .. } => {
                kernel(code) + (1 + loads.len()) as f64 * f64::from(code.cohorts)
            }
            Rule::When { kernel, value, .. } => listed(*kernel) + self.length(*value),
        };
        let sample = |number: u16| {
            self.samples.get(usize::from(number)).map_or(0.0, |sample| sample.rules.iter().map(rule).sum())
        };
        // What is tried in a pool contains no other.
        let trial = |block: &Block| {
            let kernels = block.steps.iter().map(|step| match *step {
                Step::Kernel(number) => 1.0 + listed(number),
                _ => 1.0,
            });
            block.code.len() as f64 + kernels.sum::<f64>()
        };
        let pool = |number: u16| {
            let pool = self.pools.get(usize::from(number));
            pool.map_or(0.0, |pool| MAX_TRIALS as f64 * (trial(&pool.trial) + self.length(pool.work)))
        };
        let block = |block: &Block| {
            let others = block.steps.iter().map(|step| match *step {
                Step::Sample(number) => sample(number),
                Step::Pool(number) => pool(number),
                Step::Code(_) | Step::Kernel(_) => 0.0,
            });
            trial(block) + others.sum::<f64>()
        };
        let stocks: f64 = self.stocks.iter().map(|stock| self.length(stock.now)).sum();
        let notes: usize = self.notes.iter().map(|note| 1 + note.values.len()).sum();
        let actions: usize = self.actions.iter().map(|action| 1 + action.changes.len()).sum();
        let recorded = (self.columns.len() + notes + actions + self.delays.len()) as f64;
        (block(&self.setup) + block(&self.main) + block(&self.pictures) + stocks + recorded) * self.moments() as f64
    }

    pub(crate) fn length(&self, operand: Operand) -> f64 {
        if operand & SCALAR != 0 {
            return 1.0;
        }
        self.vectors.get(usize::from(operand)).map_or(0.0, |length| f64::from(*length))
    }
}
