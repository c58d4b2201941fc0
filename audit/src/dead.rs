//! Dead parts: what changes nothing, whatever becomes of it.

use crate::bench::{Bench, moved};
use crate::class::{FELT, names};
use crate::guess::{Guess, Of, Width, move_actions};
use crate::levers::{Lever, What};
use crate::sliders::Remark;
use outage_compile::Instead;
use outage_plan::{Component, Plan, ReceiptKind};
use outage_run::{Detail, EventChange, Inputs, Recording, run_in};
use serde::Serialize;

/// A part that changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dead {
    /// What it is: `knob`, `fitted number`, `action`, `remediation` or `dependency`.
    pub what: &'static str,
    /// Its name.
    pub id: String,
    /// What was tried.
    pub why: String,
}

/// By which share of its peak a column has to move to have changed.
const CHANGED: f64 = 1e-3;

/// How far a fitted number has to move a fact, as a share of what the fact may be off, to have changed it.
const MOVES: f64 = 0.1;

/// Values of a plausible range that are tried.
const TRIED: usize = 5;

/// Whether any column of two runs differs by more than a thousandth of its peak. What the second no longer records because
/// it is the same at all times differs if the first has it change.
pub(crate) fn differs(one: (&Plan, &Recording), other: (&Plan, &Recording)) -> bool {
    let is_same_plan = one.0.columns == other.0.columns;
    one.0.columns.iter().enumerate().any(|(number, column)| {
        let before = one.1.column(number);
        let twin = if is_same_plan { Some(number) } else { other.0.column(&column.name) };
        let first = &vec![before[0]; before.len()];
        let after = twin.map_or(first.as_slice(), |twin| other.1.column(twin));
        let peak = before.iter().chain(after).fold(0.0, |peak: f64, value| peak.max(value.abs()));
        before.iter().zip(after).any(|(before, after)| (before - after).abs() > CHANGED * peak)
    })
}

/// The day without one action, or with one remediation.
fn alone(bench: &Bench<'_>) -> Vec<(&'static str, String, Inputs)> {
    let actions = bench.plan.actions.iter().enumerate().map(|(number, action)| {
        let what = if action.is_trigger { "trigger" } else { "action" };
        let off = Inputs { events: [(number, EventChange::Off)].into(), ..Inputs::default() };
        (what, action.id.clone(), off)
    });
    let fixes =
        bench.plan.remediations.iter().enumerate().map(|(number, fix)| {
            ("remediation", fix.id.clone(), Inputs { fixes: [number].into(), ..Inputs::default() })
        });
    actions.chain(fixes).collect()
}

/// The dependencies that callers may feel. One on something that the caller is told of in its own equations only draws that.
pub(crate) fn dependencies(plan: &Plan) -> Vec<String> {
    let of = |component: &Component| {
        let felt = component.needs.iter().filter(|need| !component.hears.contains(&need.on));
        felt.map(|need| format!("{}.{}", component.id, need.id)).collect::<Vec<_>>()
    };
    plan.components.iter().flat_map(of).collect()
}

/// Every part but sliders that changes nothing.
pub(crate) fn dead(bench: &Bench<'_>, guesses: &[Guess]) -> Vec<Dead> {
    let mut found = Vec::new();
    let alone = alone(bench);
    let is_idle = bench.crew.each("actions and remediations", &alone, |(.., inputs)| {
        let other = run_in(&bench.plan, inputs, Detail::Brief);
        !differs((&bench.plan, &bench.day), (&bench.plan, &other))
    });
    for ((what, id, _), _) in alone.iter().zip(is_idle).filter(|(_, is_idle)| *is_idle) {
        let how = if *what == "remediation" { "with" } else { "without" };
        found.push(Dead { what, id: id.clone(), why: format!("the day is the same {how} it") });
    }
    let dependencies = dependencies(&bench.plan);
    let is_idle = bench.crew.each("dependencies", &dependencies, |id| {
        let without = [id.replace('-', "_")].into();
        let plan = bench.compile(Instead { without, ..Instead::default() }).ok()?;
        let other = run_in(&plan, &Inputs::default(), Detail::Brief);
        Some(!differs((&bench.plan, &bench.day), (&plan, &other)))
    });
    for (id, _) in dependencies.iter().zip(is_idle).filter(|(_, is_idle)| *is_idle == Some(true)) {
        found.push(Dead { what: "dependency", id: id.clone(), why: "the day is the same without it".to_owned() });
    }
    found.extend(idle_fits(bench, guesses));
    found
}

/// Runs that fitted numbers take.
pub(crate) fn count(guesses: &[Guess]) -> usize {
    TRIED * guesses.iter().filter(|guess| can_be_idle(guess)).count()
}

/// Whether a guess is fitted, and there are other values that it might have.
fn can_be_idle(guess: &Guess) -> bool {
    let is_one = guess.is_fitted && matches!(guess.of, Of::Parameter(_) | Of::Time(_));
    is_one && guess.has_range()
}

/// What is fitted and moves none of the facts that it is fitted to.
fn idle_fits(bench: &Bench<'_>, guesses: &[Guess]) -> Vec<Dead> {
    let fitted: Vec<(&Guess, Vec<usize>)> =
        guesses.iter().filter(|guess| can_be_idle(guess)).map(|guess| (guess, fitted_to(bench, guess))).collect();
    let places = |number: usize| (0..TRIED).map(move |place| (number, place as f64 / (TRIED - 1) as f64));
    let jobs: Vec<(usize, f64)> = (0..fitted.len()).flat_map(places).collect();
    let moves = bench.crew.each("fitted numbers", &jobs, |(number, place)| {
        let (guess, facts) = &fitted[*number];
        let (mut instead, mut moves) = (Instead::default(), Vec::new());
        guess.put(&bench.wide, guess.drawn(*place, Width::Plausible), &mut instead, &mut moves);
        let Some(run) = bench.run(instead, |draft| move_actions(draft, &moves)) else { return true };
        if facts.is_empty() {
            return differs((&bench.plan, &bench.day), (&run.plan, &run.recording));
        }
        let felt = |fact: &usize| {
            moved(&bench.plan.facts[*fact], bench.judged[*fact].simulated, run.judged[*fact].simulated) >= MOVES
        };
        facts.iter().any(felt)
    });
    let mut found = Vec::new();
    for (number, (guess, facts)) in fitted.iter().enumerate() {
        let has_moved = jobs.iter().zip(&moves).any(|((of, _), moves)| *of == number && *moves);
        if !has_moved {
            let ids: Vec<&str> = facts.iter().map(|fact| bench.plan.facts[*fact].id.as_str()).collect();
            let what = if ids.is_empty() { "anything".to_owned() } else { ids.join(" or ") };
            let why = format!("nowhere in its plausible range does it change {what}");
            found.push(Dead { what: "fitted number", id: guess.id.clone(), why });
        }
    }
    found
}

/// What is fitted, and may as well be a tenth more or less: it follows from no fact.
pub(crate) fn loose(bench: &Bench<'_>, guesses: &[Guess], levers: &[Lever]) -> Vec<Remark> {
    let mut found = Vec::new();
    for guess in guesses.iter().filter(|guess| can_be_idle(guess) && guess.words.is_empty()) {
        let facts = fitted_to(bench, guess);
        let own = levers.iter().find(|lever| lever.id == guess.id && lever.what == What::Fitted);
        let Some(own) = own.filter(|own| !facts.is_empty() && facts.iter().all(|&fact| own.moves(fact) < FELT)) else {
            continue;
        };
        let by = facts.iter().map(|&fact| own.moves(fact)).fold(0.0, f64::max);
        let ids: Vec<&str> = facts.iter().map(|fact| bench.plan.facts[*fact].id.as_str()).collect();
        let why = format!("a tenth more or less moves {} by {by:.2} of what it may be off", ids.join(" and "));
        found.push(Remark { what: "loose", id: guess.id.clone(), why });
    }
    found
}

/// The facts that something says it is fitted to.
fn fitted_to(bench: &Bench<'_>, guess: &Guess) -> Vec<usize> {
    let receipt = match guess.of {
        Of::Parameter(number) => &bench.wide.parameters[number].receipt,
        Of::Time(action) | Of::Length(action) | Of::Amount(action, _) => &bench.wide.actions[action].receipt,
    };
    let text = receipt.as_ref().filter(|receipt| receipt.kind == ReceiptKind::Fitted).map_or("", |it| it.text.as_str());
    (0..bench.plan.facts.len()).filter(|&fact| names(text, &bench.plan.facts[fact].id)).collect()
}
