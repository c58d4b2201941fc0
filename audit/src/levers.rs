//! What each fact hangs on: everything that can be moved is moved by itself.

use crate::bench::{Bench, Run};
use crate::guess::{Guess, Of, known, move_actions};
use outage_compile::Instead;
use outage_run::{EventChange, Inputs, Judgement};

/// By which share numbers are moved.
const SHARE: f64 = 0.1;

/// By how many minutes actions are moved.
const MINUTES: f64 = 20.0;

/// Something that can be moved.
pub(crate) struct Lever {
    /// The parameter or action.
    pub(crate) id: String,
    pub(crate) what: What,
    /// Whether it is a word, and so something else altogether when it is moved.
    pub(crate) is_word: bool,
    /// What came out, once for each way in which it was moved.
    pub(crate) tried: Vec<Tried>,
}

/// What a lever is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// A number or word that a source says or that follows from what one says.
    Known,
    /// One that nobody knows.
    Assumed,
    /// One that was chosen so that a fact comes out.
    Fitted,
    /// The time of an action.
    Time(usize),
    /// Whether an action happens.
    Off(usize),
}

/// What came out of one run.
pub(crate) struct Tried {
    pub(crate) judged: Vec<Judgement>,
    /// How far each fact moved.
    pub(crate) moved: Vec<f64>,
    /// By how many minutes each action began later; `None` where it did not happen in one of the two runs.
    pub(crate) later: Vec<Option<f64>>,
}

/// How a lever is moved once.
type Move = (Instead, Vec<(Of, f64)>, Inputs);

impl Lever {
    /// How far it moves a fact: the larger of its two sides.
    pub(crate) fn moves(&self, fact: usize) -> f64 {
        self.tried.iter().map(|tried| tried.moved[fact]).fold(0.0, f64::max)
    }

    /// The same on average over its sides: what loses a fact on both weighs more than what loses it on one.
    pub(crate) fn weighs(&self, fact: usize) -> f64 {
        self.tried.iter().map(|tried| tried.moved[fact]).sum::<f64>() / self.tried.len().max(1) as f64
    }

    /// Whether it is a number or word, and no action.
    pub(crate) fn is_constant(&self) -> bool {
        !matches!(self.what, What::Time(_) | What::Off(_))
    }
}

/// Moves everything, and tells what came out.
pub(crate) fn levers(bench: &Bench<'_>, guesses: &[Guess], worked_out: &[String]) -> Vec<Lever> {
    let planned = planned(bench, guesses, worked_out);
    let jobs: Vec<(usize, &Move)> =
        planned.iter().enumerate().flat_map(|(number, (.., moves))| moves.iter().map(move |it| (number, it))).collect();
    let tried = bench.crew.each("one at a time", &jobs, |(number, (instead, moves, inputs))| {
        let run = if inputs.is_as_it_happened() {
            bench.run(instead.clone(), |draft| move_actions(draft, moves))?
        } else {
            let (recording, judged) = bench.judged(&bench.plan, inputs);
            Run { plan: bench.plan.clone(), recording, judged }
        };
        let start = |recording: &outage_run::Recording, action| recording.action(action).map(|(start, _)| start);
        let later = (0..run.plan.actions.len())
            .map(|action| Some(start(&run.recording, action)? - start(&bench.day, action)?))
            .collect();
        Some((*number, Tried { moved: bench.moved(&run.judged), judged: run.judged, later }))
    });
    let mut levers: Vec<Lever> =
        planned.into_iter().map(|(id, what, is_word, _)| Lever { id, what, is_word, tried: Vec::new() }).collect();
    for (number, tried) in tried.into_iter().flatten() {
        levers[number].tried.push(tried);
    }
    levers
}

/// How many runs that takes.
pub(crate) fn count(bench: &Bench<'_>, guesses: &[Guess], worked_out: &[String]) -> usize {
    planned(bench, guesses, worked_out).iter().map(|(.., moves)| moves.len()).sum()
}

fn planned(bench: &Bench<'_>, guesses: &[Guess], worked_out: &[String]) -> Vec<(String, What, bool, Vec<Move>)> {
    let mut planned = Vec::new();
    let what_of = |guess: Option<&Guess>| match guess {
        Some(guess) if guess.is_fitted => What::Fitted,
        Some(_) => What::Assumed,
        None => What::Known,
    };
    for (number, parameter) in bench.wide.parameters.iter().enumerate() {
        let guess = guesses.iter().find(|guess| guess.of == Of::Parameter(number));
        // A word that is known makes another system of it, in which everything is otherwise.
        let is_known_word = parameter.is_choice() && guess.is_none();
        if parameter.receipt.is_none() || is_known_word || worked_out.contains(&parameter.name) {
            continue;
        }
        let moves = moves(bench, &guess.cloned().unwrap_or_else(|| known(number, parameter)));
        planned.push((parameter.id.clone(), what_of(guess), parameter.is_choice(), moves));
    }
    for guess in guesses.iter().filter(|guess| !matches!(guess.of, Of::Parameter(_))) {
        planned.push((guess.id.clone(), what_of(Some(guess)), false, moves(bench, guess)));
    }
    for (number, action) in bench.wide.actions.iter().enumerate().filter(|(_, action)| !action.is_trigger) {
        let (from, until) = bench.plan.span;
        let times = [action.at - MINUTES, action.at + MINUTES].into_iter().filter(|at| (from..=until).contains(at));
        let at = |at: f64| (Instead::default(), vec![(Of::Time(number), at)], Inputs::default());
        planned.push((action.id.clone(), What::Time(number), false, times.map(at).collect()));
        let off = Inputs { events: [(number, EventChange::Off)].into(), ..Inputs::default() };
        planned.push((action.id.clone(), What::Off(number), false, vec![(Instead::default(), Vec::new(), off)]));
    }
    planned.retain(|(.., moves)| !moves.is_empty());
    planned
}

/// A tenth to either side, in wholes at least one; each other word.
fn moves(bench: &Bench<'_>, guess: &Guess) -> Vec<Move> {
    let values: Vec<f64> = if guess.words.is_empty() {
        // Of a known few, one more or less is another system.
        let is_guess = guess.is_fitted || guess.plausible.is_some();
        let least = if guess.is_whole && is_guess && guess.value != 0.0 { 1.0 } else { 0.0 };
        let by = (guess.value.abs() * SHARE).max(least);
        [guess.value - by, guess.value + by].map(|value| guess.fit(value)).into()
    } else {
        guess.words.clone()
    };
    let other = values.into_iter().filter(|value| *value != guess.value);
    other
        .map(|value| {
            let (mut instead, mut moves) = (Instead::default(), Vec::new());
            guess.put(&bench.wide, value, &mut instead, &mut moves);
            (instead, moves, Inputs::default())
        })
        .collect()
}
