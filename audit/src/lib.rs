//! How far a model of an outage can be trusted.

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

pub use class::Class;
pub use crew::Progress;
pub use dead::Dead;
pub use found::{Audit, FactAudit, Order};
pub use limits::Finding;
pub use robust::Refined;
pub use sliders::Remark;

use bench::Bench;
use crew::Crew;
use guess::{Guess, Width};
use outage_compile::Problems;
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
    groups: Vec<(String, u32)>,
}

impl<'t> Auditor<'t> {
    /// Reads the text of an outage.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn new(text: &'t str, settings: Settings, progress: Progress<'t>) -> Result<Self, Problems> {
        let bench = Bench::new(text, Crew::new(settings.threads, progress))?;
        let guesses = guess::guesses(&bench.wide);
        Ok(Self { bench, settings, guesses, groups: outage_compile::groups(text) })
    }

    /// The outage as it is.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.bench.plan
    }

    /// What the audit will do.
    #[must_use]
    pub fn outlook(&self) -> Outlook {
        let Self { bench, settings, guesses, groups } = self;
        let plan = &bench.plan;
        let values: usize = sliders::tried(plan, settings.points);
        // Of each part how many runs, how often each compiles, and of how many days it is.
        let cost = bench.cost();
        let parts = [
            ("convergence", 2 + 2 * groups.len(), 1.0, 2.0 * cost.days),
            ("seeds", settings.seeds, 0.0, cost.days),
            ("draws", (WIDTHS.len() + 1) * settings.draws, 1.0, cost.days),
            ("one at a time", levers::count(bench, guesses), 1.0, cost.days),
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
        let Self { bench, settings, guesses, groups } = self;
        let refined = robust::refined(bench, groups);
        let seeds = robust::over_seeds(bench, settings.seeds);
        let within = WIDTHS.map(|share| robust::over_draws(bench, guesses, Width::Share(share), settings.draws));
        let plausible = robust::over_draws(bench, guesses, Width::Plausible, settings.draws);
        let levers = levers::levers(bench, guesses);
        let at_rest = bench.judged(&bench.plan, &sliders::quiet(&bench.plan)).1;
        let id = |fact: usize| bench.plan.facts[fact].id.clone();
        let fact = |number: usize| {
            let (class, why) = class::class(bench, &levers, &plausible, &at_rest, number);
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
        let (idle, sliders) = sliders::sliders(bench, settings.points);
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
            sliders,
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
