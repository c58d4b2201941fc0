//! Robustness: which facts are kept over seeds and over draws of all that is guessed.

use crate::bench::Bench;
use crate::guess::{Guess, Width, draw, move_actions};
use outage_compile::Instead;
use outage_run::{Inputs, Judgement, Simulated};

/// The judgements of each run; `None` for one that cannot be run.
pub(crate) type Judged = Vec<Option<Vec<Judgement>>>;

/// Runs under so many seeds.
pub(crate) fn over_seeds(bench: &Bench<'_>, seeds: usize) -> Judged {
    let seeds: Vec<u64> = (1..=seeds as u64).collect();
    bench.crew.each("seeds", &seeds, |seed| {
        Some(bench.judged(&bench.plan, &Inputs { seed: Some(*seed), ..Inputs::default() }).1)
    })
}

/// So many runs in which everything that is guessed is drawn anew.
pub(crate) fn over_draws(bench: &Bench<'_>, guesses: &[Guess], width: Width, draws: usize) -> Judged {
    let part = match width {
        Width::Share(share) => format!("draws within {:.0} %", share * 100.0),
        Width::Plausible => "draws within the plausible ranges".to_owned(),
    };
    let numbers: Vec<usize> = (1..=draws).collect();
    bench.crew.each(&part, &numbers, |number| {
        let (instead, moves) = draw(guesses, &bench.wide, width, *number);
        bench.run(instead, |draft| move_actions(draft, &moves)).map(|run| run.judged)
    })
}

/// Which share of the facts that count the runs keep on average; all when there is no run.
pub(crate) fn kept(bench: &Bench<'_>, runs: &Judged) -> f64 {
    let sum: f64 = runs.iter().map(|judged| bench.kept(judged.as_deref())).sum();
    if runs.is_empty() { 1.0 } else { sum / runs.len() as f64 }
}

/// In which share of the runs a fact is kept.
pub(crate) fn kept_in(runs: &Judged, fact: usize) -> f64 {
    share_of(runs, |judged| judged[fact].reproduced)
}

/// In which share of the runs something holds.
pub(crate) fn share_of(runs: &Judged, holds: impl Fn(&[Judgement]) -> bool) -> f64 {
    let held = runs.iter().flatten().filter(|judged| holds(judged)).count();
    if runs.is_empty() { 1.0 } else { held as f64 / runs.len() as f64 }
}

/// What another solution of the same equations changes.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Refined {
    /// What is finer or coarser, such as `half the step`.
    pub what: String,
    /// For each fact how far it moves, as a share of what it may be off; empty when there is no such run.
    pub drift: Vec<f64>,
    /// Why there is no such run; empty when there is one.
    pub problem: String,
}

impl Refined {
    /// The fact that moves most among some, and how far.
    #[must_use]
    pub fn largest(&self, among: &[usize]) -> Option<(usize, f64)> {
        let drifts = among.iter().filter_map(|&fact| Some((fact, *self.drift.get(fact)?)));
        drifts.max_by(|one, other| one.1.total_cmp(&other.1))
    }
}

/// The run at half and at a quarter of the step, with twice and with half of each group.
pub(crate) fn refined(bench: &Bench<'_>, groups: &[(String, u32)]) -> Vec<Refined> {
    let step = |part: f64| Instead { step: Some(bench.plan.step / part), ..Instead::default() };
    let of =
        |group: &(String, u32), size: u32| Instead { groups: [(group.0.clone(), size)].into(), ..Instead::default() };
    let mut jobs = vec![("half the step".to_owned(), step(2.0)), ("a quarter of the step".to_owned(), step(4.0))];
    for group in groups {
        jobs.push((format!("twice the cohorts of {}", group.0), of(group, group.1 * 2)));
        jobs.push((format!("half the cohorts of {}", group.0), of(group, (group.1 / 2).max(1))));
    }
    let mut all = bench.crew.each("convergence", &jobs, |(what, instead)| {
        let found = bench.compile(instead.clone()).map_err(|problems| problems.0[0].message.clone()).and_then(|plan| {
            let (recording, judged) = bench.judged(&plan, &Inputs::default());
            match recording.first_nan() {
                Some((column, _)) => Err(format!("{} is no number then", plan.columns[column].name)),
                None => Ok(bench.moved(&judged)),
            }
        });
        let (drift, problem) = match found {
            Ok(drift) => (drift, String::new()),
            Err(problem) => (Vec::new(), problem),
        };
        Refined { what: what.clone(), drift, problem }
    });
    // A group whose equations count on its size can be neither larger nor smaller.
    for pair in all[2..].chunks_mut(2) {
        if let [twice, half] = pair
            && !twice.problem.is_empty()
        {
            half.drift.clear();
            half.problem.clone_from(&twice.problem);
        }
    }
    all
}

/// Whether one fact comes before another.
pub(crate) fn in_order(judged: &[Judgement], first: usize, second: usize) -> bool {
    match (judged[first].simulated, judged[second].simulated) {
        (Simulated::At(first), Simulated::At(second)) => first < second,
        _ => false,
    }
}
