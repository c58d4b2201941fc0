//! What each fact is worth.

use crate::bench::{Bench, tolerance};
use crate::levers::{Lever, Tried, What};
use crate::robust::{Judged, kept_in};
use outage_plan::{Class, Plan, ReceiptKind};
use outage_run::{Judgement, Simulated};

/// How much a number has to move a fact to be the constant between an action and it, as a share of what the fact may be off.
const STANDS_BETWEEN: f64 = 0.1;

/// How much a fitted number has to move a fact that does not name it, as a share of what the fact may be off.
const DECIDES: f64 = 0.2;

/// How many of the draws from the plausible ranges a weak fact is met in.
const NEARLY_ANY: f64 = 0.9;

/// How much something has to move a fact to be told of.
pub(crate) const FELT: f64 = 0.05;

/// Most that a fact is told to hang on.
const MOST: usize = 3;

/// What facts are classed by.
pub(crate) struct Tests<'t> {
    /// What moves each.
    pub(crate) levers: &'t [Lever],
    /// Draws from the plausible ranges, where there are any.
    pub(crate) plausible: Option<&'t Judged>,
    /// The day without the trigger.
    pub(crate) at_rest: &'t [Judgement],
}

/// What a fact is, and why.
pub(crate) fn class(bench: &Bench<'_>, tests: &Tests<'_>, fact: usize) -> (Class, String) {
    let Tests { levers, plausible, at_rest } = *tests;
    if !bench.judged[fact].reproduced {
        return (Class::Missed, "the run does not show it".to_owned());
    }
    if let Some(action) = scripted(bench, levers, fact) {
        return (Class::Scripted, format!("{action} decides it, and no more than one number stands between the two"));
    }
    let is_same = |other: &usize| *other == fact || bench.same_as[*other] == Some(fact);
    let mut same = (0..bench.plan.facts.len()).filter(is_same);
    if let Some(named) = same.find_map(|it| fitted_to(&bench.wide, &bench.plan.facts[it].id).next()) {
        return (Class::Fitted, format!("{named} is chosen for it"));
    }
    let is_guess = |lever: &&Lever| matches!(lever.what, What::Assumed | What::Fitted);
    let most = levers.iter().filter(is_guess).max_by(|one, other| one.moves(fact).total_cmp(&other.moves(fact)));
    if let Some(lever) = most.filter(|lever| lever.what == What::Fitted && lever.moves(fact) >= DECIDES) {
        let by = lever.moves(fact);
        return (Class::Fitted, format!("{}, which is fitted, moves it most: a tenth by {by:.1} tolerances", lever.id));
    }
    if at_rest[fact].reproduced {
        return (Class::Weak, "it holds without the trigger too".to_owned());
    }
    let Some(plausible) = plausible else {
        return (Class::Predicted, "nothing that is guessed has a plausible range to draw from".to_owned());
    };
    let met = kept_in(plausible, fact);
    let why = format!("met in {:.0} % of the draws from the plausible ranges", met * 100.0);
    (if met >= NEARLY_ANY { Class::Weak } else { Class::Predicted }, why)
}

/// What moves a fact most, with how far.
pub(crate) fn hangs(levers: &[Lever], fact: usize) -> Vec<(String, f64)> {
    let mut found: Vec<(String, f64)> = Vec::new();
    // That a fact is lost without an action says less than how far it goes with it.
    for lever in levers.iter().filter(|lever| !matches!(lever.what, What::Off(_))) {
        let by = lever.weighs(fact);
        match found.iter_mut().find(|(id, _)| *id == lever.id) {
            Some(known) => known.1 = known.1.max(by),
            None => found.push((lever.id.clone(), by)),
        }
    }
    found.retain(|(_, by)| *by >= FELT);
    found.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    found.truncate(MOST);
    found
}

/// The action that a fact follows.
fn scripted(bench: &Bench<'_>, levers: &[Lever], fact: usize) -> Option<String> {
    let follows = |lever: &&Lever| match lever.what {
        What::Time(action) => is_value(bench, fact).is_none() && goes_with(bench, lever, action, fact),
        What::Off(_) => is_value(bench, fact).is_some() && lever.tried.iter().any(|off| !off.judged[fact].reproduced),
        _ => false,
    };
    let action = levers.iter().find(follows)?;
    let (What::Time(number) | What::Off(number)) = action.what else { return None };
    let others = || levers.iter().filter(|lever| lever.is_constant() && !lever.is_word && lever.id != action.id);
    // Where the action does not begin, nothing is learnt about what comes after it.
    let begun = |lever: &Lever, moves: &dyn Fn(&Tried, f64) -> bool| {
        lever.tried.iter().any(|tried| tried.later[number].is_some_and(|later| moves(tried, later)))
    };
    let few = match bench.judged[fact].simulated {
        Simulated::At(usual) => {
            let between = |tried: &Tried, later: f64| match tried.judged[fact].simulated {
                Simulated::At(at) => {
                    let tolerance = tolerance(&bench.plan.facts[fact], bench.judged[fact].simulated);
                    (at - usual - later).abs() >= STANDS_BETWEEN * tolerance
                }
                _ => true,
            };
            others().filter(|lever| begun(lever, &between)).count() <= 1
        }
        // What an action sets is read as it is: nothing else moves it at all.
        Simulated::Value(usual) => {
            let other = |tried: &Tried, _: f64| match tried.judged[fact].simulated {
                Simulated::Value(value) => (value - usual).abs() > 1e-9 * usual.abs(),
                _ => true,
            };
            !others().any(|lever| begun(lever, &other))
        }
        Simulated::Never => false,
    };
    few.then(|| action.id.clone())
}

fn is_value(bench: &Bench<'_>, fact: usize) -> Option<f64> {
    match bench.judged[fact].simulated {
        Simulated::Value(value) => Some(value),
        _ => None,
    }
}

/// Whether a fact comes so much later as an action begins later, wherever that could be moved.
fn goes_with(bench: &Bench<'_>, lever: &Lever, action: usize, fact: usize) -> bool {
    let Simulated::At(usual) = bench.judged[fact].simulated else { return false };
    let mut has_moved = false;
    for tried in &lever.tried {
        let Some(later) = tried.later[action].filter(|later| later.abs() > 2.0 * bench.plan.step) else { continue };
        let Simulated::At(at) = tried.judged[fact].simulated else { return false };
        if (at - usual - later).abs() > (later.abs() / 10.0).max(bench.plan.step) {
            return false;
        }
        has_moved = true;
    }
    has_moved
}

/// What is chosen so that a fact comes out: fitted to it, or worked out from it.
fn fitted_to<'p>(plan: &'p Plan, fact: &'p str) -> impl Iterator<Item = &'p str> {
    let parameters = plan.parameters.iter().map(|it| (it.id.as_str(), &it.receipt));
    let actions = plan.actions.iter().map(|it| (it.id.as_str(), &it.receipt));
    let all = parameters.chain(actions).filter_map(|(id, receipt)| Some((id, receipt.as_ref()?)));
    let is_chosen = |kind| matches!(kind, ReceiptKind::Fitted | ReceiptKind::Derived);
    all.filter(move |(_, receipt)| is_chosen(receipt.kind) && names(&receipt.text, fact)).map(|(id, _)| id)
}

/// Whether a text names a fact, and not another whose name begins or ends with it.
pub(crate) fn names(text: &str, fact: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '-' || letter == '_';
    text.split(|letter: char| !is_part(letter)).any(|word| word == fact)
}
