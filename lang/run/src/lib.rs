//! The machine that runs compiled models.
//!
//! A [`Machine`] takes a [`Plan`](outage_plan::Plan) and [`Inputs`], and gives a [`Recording`]: every named column at
//! every moment, what the model noted, and when each action began. It knows no text and no file, and it cannot fail:
//! plans and inputs are checked when they are made.
//!
//! ```
//! use outage_plan::{Block, Column, Draft, Instruction, Op, Plan, SCALAR, Step, Stock};
//! use outage_run::{Inputs, run};
//!
//! // A stock from which a tenth leaves every minute.
//! let (now, left, tenth, next, start) = (0, 1, 2, 3, 4);
//! let plan = Plan::new(Draft {
//!     span: (0.0, 2.0),
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
//! })?;
//! let recording = run(&plan, &Inputs::default());
//! assert_eq!(recording.column(0), [100.0, 90.0, 81.0]);
//! # Ok::<(), outage_plan::Flaw>(())
//! ```
//!
//! # How a step goes
//!
//! Actions change parameters, and what depends on parameters alone is worked out again if they did. Then everything
//! runs in the order of the plan, the columns are recorded, and stocks take their next values. Whatever is quick (queues
//! with deadlines of seconds) is solved in balance within the step; whatever is slow is a stock.

mod actions;
mod by_number;
mod events;
mod fork;
mod inputs;
mod inside;
mod judge;
mod loops;
mod luck;
mod machine;
mod overrun;
mod pool;
mod recording;
mod reduce;
mod rows;
mod sample;
mod travel;
mod vectors;

pub use by_number::{ByNumber, Numbers};
pub use events::{Event, Link, What, Why, describe, why};
pub use fork::Fork;
pub use inputs::{EventChange, InputProblem, Inputs};
pub use inside::{Look, look_inside};
pub use judge::{Judgement, Simulated, judge, judge_at_once};
pub use luck::Stream;
pub use machine::{Detail, Machine, run, run_in};
pub use recording::{Digest, Members, Noted, Recording, Summary};
