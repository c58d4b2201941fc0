//! How far a model of an outage can be trusted.

mod bench;
mod class;
mod crew;
mod dead;
mod guess;
mod levers;
mod robust;
mod sliders;

pub use class::Class;
pub use crew::Progress;
pub use dead::Dead;
pub use robust::Refined;
pub use sliders::Remark;

use bench::Bench;
use crew::Crew;
use guess::Width;
use outage_compile::Problems;
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

/// What is made of a fact.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FactAudit {
    /// Its name in the record.
    pub id: String,
    /// What it is worth.
    pub class: Class,
    /// Why it is of that class.
    pub why: String,
    /// In which share of the draws within 5 % it is kept.
    pub kept: f64,
    /// The same in the plausible ranges, and over seeds.
    pub kept_plausible: f64,
    /// In which share of the runs under seeds it is kept.
    pub kept_seeds: f64,
    /// What moves it most, with how far: a tenth of a number, or 20 minutes of an action, as a share of what it may be off.
    pub hangs: Vec<(String, f64)>,
    /// How far it moves at half the step, as a share of what it may be off.
    pub drift: f64,
    /// The fact before it that says the same, with which it counts once.
    pub same_as: Option<String>,
}

/// Two facts of which the record says which comes first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Order {
    /// What comes first.
    pub first: String,
    /// What comes later.
    pub second: String,
    /// Whether it does so in the day.
    pub holds: bool,
    /// In which share of the draws within 5 % it does so.
    pub kept: f64,
}

/// What came out of an audit. Shares are from 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Audit {
    /// The outage.
    pub id: String,
    /// How much was tried.
    pub settings: Settings,
    /// Share of the facts kept on average over seeds.
    pub seeds: f64,
    /// The same over draws of everything guessed within 2, 5 and 10 %.
    pub within: [f64; 3],
    /// The same over draws from the plausible ranges.
    pub plausible: f64,
    /// How many numbers and words are guessed, and how many of them fitted.
    pub guessed: (usize, usize),
    /// Every fact, in the order of the file.
    pub facts: Vec<FactAudit>,
    /// The same equations solved in finer and coarser ways.
    pub refined: Vec<Refined>,
    /// What changes nothing.
    pub dead: Vec<Dead>,
    /// What is to be looked at about sliders.
    pub sliders: Vec<Remark>,
    /// The order of facts.
    pub order: Vec<Order>,
}

/// The widths of joint draws.
const WIDTHS: [f64; 3] = [0.02, 0.05, 0.1];

/// Audits the text of an outage.
///
/// # Errors
/// Everything that is wrong with the text.
pub fn audit(text: &str, settings: Settings, progress: Progress<'_>) -> Result<Audit, Problems> {
    let bench = Bench::new(text, Crew::new(settings.threads, progress))?;
    let guesses = guess::guesses(&bench.wide);
    let refined = robust::refined(&bench, &outage_compile::groups(text));
    let seeds = robust::over_seeds(&bench, settings.seeds);
    let within = WIDTHS.map(|share| robust::over_draws(&bench, &guesses, Width::Share(share), settings.draws));
    let plausible = robust::over_draws(&bench, &guesses, Width::Plausible, settings.draws);
    let levers = levers::levers(&bench, &guesses);
    let at_rest = bench.judged(&bench.plan, &sliders::quiet(&bench.plan)).1;
    let id = |fact: usize| bench.plan.facts[fact].id.clone();
    let fact = |number: usize| {
        let (class, why) = class::class(&bench, &levers, &plausible, &at_rest, number);
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
    let facts = (0..bench.plan.facts.len()).map(fact).collect();
    let mut order = Vec::new();
    for (first, fact) in bench.plan.facts.iter().enumerate() {
        for &second in &fact.before {
            let in_order = |judged: &[outage_run::Judgement]| robust::in_order(judged, first, second.into());
            let (holds, kept) = (in_order(&bench.judged), robust::share_of(&within[1], in_order));
            order.push(Order { first: id(first), second: id(second.into()), holds, kept });
        }
    }
    let mut dead = dead::dead(&bench, &guesses);
    let (idle, sliders) =
        if settings.points > 0 { sliders::sliders(&bench, settings.points) } else { Default::default() };
    dead.splice(0..0, idle);
    Ok(Audit {
        id: bench.plan.id.clone(),
        settings,
        seeds: robust::kept(&bench, &seeds),
        within: [0, 1, 2].map(|width: usize| robust::kept(&bench, &within[width])),
        plausible: robust::kept(&bench, &plausible),
        guessed: (guesses.len(), guesses.iter().filter(|guess| guess.is_fitted).count()),
        facts,
        refined,
        dead,
        sliders,
        order,
    })
}
