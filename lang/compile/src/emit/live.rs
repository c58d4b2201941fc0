//! Which nodes matter, and when.

use crate::graph::{Id, Is};
use crate::lower::{Model, Rule};
use crate::problem::Mistake;

/// What is asked for.
pub(super) fn roots(model: &Model) -> Vec<Id> {
    let mut found: Vec<Id> = model.columns.iter().map(|column| column.1).collect();
    found.extend(model.strips.iter().flat_map(|strip| strip.ids()));
    found.extend(model.inside.iter().map(|inside| inside.id));
    found.extend(model.notes.iter().flat_map(|note| note.values.iter().copied().chain([note.when])));
    found.extend(model.actions.iter().flat_map(|action| action.answers.into_iter().chain(action.needs)));
    found
}

/// What live stocks, samples, pools and delays keep hold of.
pub(super) fn kept(model: &Model, live: &[bool]) -> Vec<Id> {
    let mut found = Vec::new();
    for (id, node) in model.graph.nodes.iter().enumerate() {
        if live[id] {
            found.extend(behind(model, node.is, true));
        }
    }
    found
}

/// What a leaf depends on. What is only there at first is left out unless `and_first`.
pub(super) fn behind(model: &Model, is: Is, and_first: bool) -> Vec<Id> {
    let first = |id: Id| and_first.then_some(id);
    match is {
        Is::Stock(slot) => {
            let stock = model.stocks[usize::from(slot)];
            first(stock.initial).into_iter().chain([stock.next]).collect()
        }
        Is::Sampled(slot) | Is::Was(slot) => {
            let sample = &model.samples[usize::from(slot)];
            let rules = sample.rules.iter().flat_map(|rule| match *rule {
                Rule::Every { period, since, value, .. } => [Some(period), since, Some(value)],
                Rule::When { any, value } => [Some(any), Some(value), None],
            });
            first(sample.initial).into_iter().chain(rules.flatten()).collect()
        }
        Is::Trial(slot, _) | Is::Solved(slot, _) => {
            let pool = model.pools[usize::from(slot)];
            vec![pool.workers, pool.limit, pool.deadline, pool.jitter, pool.work, pool.load]
        }
        Is::Delayed(slot) => {
            let delay = model.delays[usize::from(slot)];
            vec![delay.source, delay.minutes]
        }
        _ => Vec::new(),
    }
}

/// The nodes that are not there for strips alone: what else is shown depends on them, or what is remembered does.
pub(super) fn at_each_step(model: &Model, live: &[bool]) -> Vec<bool> {
    let strips: Vec<Id> = model.strips.iter().flat_map(|strip| strip.ids()).collect();
    let mut waiting: Vec<Id> = roots(model).into_iter().filter(|id| !strips.contains(id)).collect();
    waiting.extend(model.inside.iter().map(|inside| inside.id));
    waiting.extend(kept(model, live));
    let mut found = vec![false; live.len()];
    while let Some(id) = waiting.pop() {
        if !std::mem::replace(&mut found[id as usize], true) {
            waiting.extend(model.graph.node(id).args());
        }
    }
    found
}

/// Every node that something shown depends on.
pub(super) fn live(model: &Model, and_first: bool) -> Vec<bool> {
    let mut live = vec![false; model.graph.nodes.len()];
    let mut waiting = roots(model);
    while let Some(id) = waiting.pop() {
        if std::mem::replace(&mut live[id as usize], true) {
            continue;
        }
        let node = model.graph.node(id);
        waiting.extend(node.args());
        waiting.extend(behind(model, node.is, and_first));
    }
    live
}

/// Tells of actions on what nothing depends on once the run has begun.
pub(super) fn without_effect(model: &Model, mistakes: &mut Vec<Mistake>) {
    let at_moments = live(model, false);
    let is_read = |parameter: u16, live: &[bool]| {
        model.graph.find(Is::Parameter(parameter), 0).is_some_and(|id| live[id as usize])
    };
    let at_all = live(model, true);
    for action in &model.actions {
        for (change, span) in action.plan.changes.iter().zip(&action.spans) {
            if is_read(change.parameter, &at_moments) {
                continue;
            }
            let name = &model.parameters[usize::from(change.parameter)].name;
            let mistake = if is_read(change.parameter, &at_all) {
                let message = format!("`{name}` is read only at the start of the run, so that the action does nothing");
                Mistake::new(*span, message).hint("let a definition or a rule depend on it")
            } else {
                Mistake::new(
                    *span,
                    format!("nothing that is shown depends on `{name}`, so that the action does nothing"),
                )
            };
            mistakes.push(mistake.within(&format!("action {}", action.plan.id)));
        }
    }
}
