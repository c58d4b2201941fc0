//! How far a model of an outage can be trusted.
//!
//! "25 of 25 facts are reproduced" says little while nobody knows how many of the 25 were fitted, how many would be met by
//! nearly any run, and how many are lost when a guess is off by a twentieth. An audit asks the three questions that are
//! asked of any model that carries weight. Verification: are the equations solved? Validation: is it the mechanism that
//! shows what the record says, or a number that somebody chose? Uncertainty: what if the guesses are others?
//!
//! It works on the text of an outage, which it compiles anew with other numbers, so that whatever is worked out from a
//! number follows it.
//!
//! ```
//! use outage_audit::{Auditor, Class, Settings};
//!
//! let text = r#"
//! format = 2
//! status = "draft"
//! equations = "stock heat = 0\n  in: if lit > 0 then 1 / delay else 0 / 1 min"
//! parameters.lit = 0
//! parameters.delay = { value = "30 min", fitted = "HOT: it took half an hour", plausible = [10, 90] }
//! [clock]
//! trigger = "10:00"
//! from = "09:00"
//! until = "12:00"
//! [[action]]
//! id = "light"
//! trigger = true
//! at = "10:00"
//! set = { lit = 1 }
//! [[fact]]
//! id = "HOT"
//! at = "10:30"
//! claim = { of = "heat", rises-to = 1 }
//! "#;
//! let audit = Auditor::new(text, Settings { seeds: 1, draws: 5, points: 2, threads: 0 }, &|_, _, _| {})?.audit();
//! assert_eq!(audit.facts[0].class, Class::Fitted);
//! # Ok::<(), outage_compile::Problems>(())
//! ```
//!
//! # What is guessed
//!
//! Every parameter whose receipt says `fitted` or `assumed`, but for those whose values are worked out from others: these
//! follow. Of an action with such a receipt: its time when the receipt has
//! a plausible range, how long it takes, and the amounts that it sets, unless they are an end of what the parameter may be:
//! that is a switch. The trigger's time is the clock's and no guess.
//!
//! A draw gives every guess a value at once, evenly within ±2, 5 or 10 % of its value, or within its plausible range; never
//! outside of what its kind accepts. What a slider counts in wholes stays whole. A word is drawn from the plausible ones
//! (those of its knob, else all) and stays otherwise; so does a number that is 0 or has no range. Each guess has a stream of
//! luck of its own: another guess in the file does not shift it.
//!
//! # How far a fact moves
//!
//! As a share of what it may be off. For a moment that is its tolerance, for a span of time its length, for a time that
//! nobody documented ten minutes. For a value it is how far it is from the bound that decides, at least a hundredth of the
//! larger of the two. A fact that is there in one run and not in the other counts as moved by ten.
//!
//! # What a fact is worth
//!
//! The first of these that is so:
//!
//! - *missed*: the run does not show it.
//! - *scripted*: it only says when somebody did something. A time is scripted when it moves by as much as one operator action
//!   that begins 20 minutes earlier or later (within a tenth, or a step), and at most one number changes how long after the
//!   action it comes: by a tenth of what it may be off when the number is a tenth larger or smaller. Runs in which the
//!   action does not begin say nothing about that. A value is scripted when it is lost without one operator action and no
//!   number changes it at all.
//! - *fitted*: the receipt of something fitted or derived names it; or of all that is guessed, what moves it most when it is a tenth
//!   larger or smaller (by at least one where it is counted in wholes; each other word) is fitted, and moves it by a fifth
//!   of what it may be off.
//! - *weak*: it holds without the trigger too, or in nine of ten draws from the plausible ranges. Where nothing has a
//!   plausible range the second cannot be told.
//! - *predicted*: none of these.
//!
//! Facts that read the same in the same way and want the same of it count once, and are of one class.
//!
//! # What is dead
//!
//! A run is another when a column differs by more than a thousandth of its peak. Dead are: an action without which the day
//! is the same; a remediation with which, a dependency without which it is (but for those that only draw what the caller is
//! told in its own equations); a knob that changes no day at any value, with any remediation, without any action, with any
//! word; a fitted number that moves none of the facts that it is fitted to by a tenth of what they may be off, at five
//! values of its plausible range.
//!
//! To be looked at, but not dead: sliders with which a component fails without the trigger, that end within the plausible
//! range, that change nothing within all of it, along which the outcome turns more than once; and fitted numbers that might
//! as well be a tenth larger or smaller.

mod bench;
mod brief;
mod class;
mod crew;
mod dead;
mod found;
mod guess;
mod levers;
mod limits;
mod robust;
mod sliders;

pub use crew::Progress;
pub use dead::Dead;
pub use found::{Audit, FactAudit, Order};
pub use limits::Finding;
pub use outage_plan::Class;
pub use robust::Refined;
pub use sliders::Remark;

use bench::Bench;
use crew::Crew;
use guess::{Guess, Width};
use outage_compile::{Outline, Problems};
use outage_plan::Plan;
use outage_run::Judgement;
use serde::Serialize;

/// How much is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// Seeds under which the day is run.
    pub seeds: usize,
    /// Draws within each width.
    pub draws: usize,
    /// Values of each slider; none of them are looked at when it is 0.
    pub points: usize,
    /// Threads; as many as there are cores when it is 0. The result does not depend on it.
    #[serde(skip)]
    pub threads: usize,
}

impl Settings {
    /// All of it.
    pub const FULL: Self = Self { seeds: 200, draws: 200, points: 21, threads: 0 };

    /// Enough to see where one stands.
    pub const QUICK: Self = Self { seeds: 40, draws: 40, points: 7, threads: 0 };
}

/// What an audit will do.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// Each part with its runs.
    pub runs: Vec<(&'static str, usize)>,
    /// About how long all of it takes, in seconds, by what one run took.
    pub seconds: f64,
    /// Threads that share the work.
    pub threads: usize,
}

/// The widths of joint draws.
const WIDTHS: [f64; 3] = [0.02, 0.05, 0.1];

/// An outage that is ready to be audited.
pub struct Auditor<'t> {
    bench: Bench<'t>,
    settings: Settings,
    guesses: Vec<Guess>,
    outline: Outline,
}

impl<'t> Auditor<'t> {
    /// Reads the text of an outage.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn new(text: &'t str, settings: Settings, progress: Progress<'t>) -> Result<Self, Problems> {
        let bench = Bench::new(text, Crew::new(settings.threads, progress))?;
        let outline = outage_compile::outline(text);
        let guesses = guess::guesses(&bench.wide, &outline.worked_out);
        Ok(Self { bench, settings, guesses, outline })
    }

    /// The outage as it is.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.bench.plan
    }

    /// What the audit will do.
    #[must_use]
    pub fn outlook(&self) -> Outlook {
        let Self { bench, settings, guesses, outline } = self;
        let plan = &bench.plan;
        let values: usize = sliders::tried(plan, settings.points);
        // Of each part how many runs, how often each compiles, and of how many days it is.
        let cost = bench.cost();
        let parts = [
            ("convergence", 2 + 2 * outline.groups.len(), 1.0, 2.0 * cost.days),
            ("seeds", settings.seeds, 0.0, cost.days),
            ("draws", (WIDTHS.len() + 1) * settings.draws, 1.0, cost.days),
            ("one at a time", levers::count(bench, guesses, &outline.worked_out), 1.0, cost.days),
            ("parts left out", plan.actions.len() + plan.remediations.len() + dead::dependencies(plan).len(), 0.5, 1.0),
            ("fitted numbers", dead::count(guesses), 1.0, cost.days),
            ("sliders", 2 * values, 0.0, 1.0),
        ];
        let of = |(_, runs, compiled, days): &(&str, usize, f64, f64)| {
            *runs as f64 * (compiled * cost.compile + days * cost.day)
        };
        Outlook {
            runs: parts.iter().map(|(part, runs, ..)| (*part, *runs)).collect(),
            seconds: parts.iter().map(of).sum::<f64>() / bench.crew.threads() as f64,
            threads: bench.crew.threads(),
        }
    }

    /// Audits it.
    #[must_use]
    pub fn audit(&self) -> Audit {
        let Self { bench, settings, guesses, outline } = self;
        let refined = robust::refined(bench, &outline.groups);
        let seeds = robust::over_seeds(bench, settings.seeds);
        let within = WIDTHS.map(|share| robust::over_draws(bench, guesses, Width::Share(share), settings.draws));
        let plausible = robust::over_draws(bench, guesses, Width::Plausible, settings.draws);
        let levers = levers::levers(bench, guesses, &outline.worked_out);
        let at_rest = bench.judged(&bench.plan, &sliders::quiet(&bench.plan)).1;
        let has_ranges = guesses.iter().any(Guess::has_range);
        let tried = class::Tests { levers: &levers, plausible: has_ranges.then_some(&plausible), at_rest: &at_rest };
        let id = |fact: usize| bench.plan.facts[fact].id.clone();
        let fact = |number: usize| {
            let (class, why) = class::class(bench, &tried, bench.same_as[number].unwrap_or(number));
            FactAudit {
                id: id(number),
                class,
                why,
                kept: robust::kept_in(&within[1], number),
                kept_plausible: robust::kept_in(&plausible, number),
                kept_seeds: robust::kept_in(&seeds, number),
                hangs: class::hangs(&levers, number),
                drift: refined[0].drift.get(number).copied().unwrap_or(0.0),
                same_as: bench.same_as[number].map(id),
            }
        };
        let (idle, mut remarks) = sliders::sliders(bench, settings.points);
        remarks.extend(dead::loose(bench, guesses, &levers));
        Audit {
            id: bench.plan.id.clone(),
            settings: *settings,
            seeds: robust::kept(bench, &seeds),
            within: [0, 1, 2].map(|width: usize| robust::kept(bench, &within[width])),
            plausible: robust::kept(bench, &plausible),
            guessed: guesses.len(),
            fitted: guesses.iter().filter(|guess| guess.is_fitted).count(),
            facts: (0..bench.plan.facts.len()).map(fact).collect(),
            order: order(bench, &within[1]),
            dead: idle.into_iter().chain(dead::dead(bench, guesses)).collect(),
            refined,
            remarks,
        }
    }
}

/// The order that the record gives, in the day and in other runs.
fn order(bench: &Bench<'_>, runs: &robust::Judged) -> Vec<Order> {
    let facts = &bench.plan.facts;
    let pairs = facts.iter().enumerate().flat_map(|(first, fact)| fact.before.iter().map(move |it| (first, *it)));
    pairs
        .map(|(first, second)| {
            let in_order = |judged: &[Judgement]| robust::in_order(judged, first, second.into());
            Order {
                first: facts[first].id.clone(),
                second: facts[usize::from(second)].id.clone(),
                holds: in_order(&bench.judged),
                kept: robust::share_of(runs, in_order),
            }
        })
        .collect()
}
