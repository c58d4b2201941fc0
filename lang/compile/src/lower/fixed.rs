//! What is the same whatever happens: it needs not be shown.

use super::{Lower, Rule};
use crate::file::File;
use crate::graph::{Id, Is};
use outage_plan::Op;

/// What is remembered, and whether it may be the same at all times.
type Kept = (Vec<bool>, Vec<bool>);

impl Lower<'_> {
    /// For each node the value that it always has, for all cohorts alike; `None` when it may change. Parameters that
    /// neither people nor actions change have their values. What is remembered has its first value, unless that leads to
    /// another one: each round finds at least one more that changes, or is the last.
    pub(super) fn fixed(&self) -> Vec<Option<f64>> {
        let parameters = &self.model.parameters;
        let stays = |parameter: &outage_plan::Parameter| {
            let is_left = parameter.knob.is_none() && !is_set(self.file, &parameter.name);
            is_left.then_some(parameter.value * parameter.scale)
        };
        let stays: Vec<Option<f64>> = parameters.iter().map(stays).collect();
        let mut kept: Kept = (vec![true; self.model.stocks.len()], vec![true; self.model.samples.len()]);
        loop {
            let found = self.values_of_all(&stays, &kept);
            let before = kept.clone();
            let at = |id: Id| found[id as usize];
            for (stays, stock) in kept.0.iter_mut().zip(&self.model.stocks) {
                *stays &= at(stock.initial).is_some() && at(stock.initial) == at(stock.next);
            }
            for (stays, sample) in kept.1.iter_mut().zip(&self.model.samples) {
                let is_same = |rule: &Rule| match *rule {
                    Rule::Every { value, .. } => at(value) == at(sample.initial),
                    Rule::When { any, value } => at(any) == Some(0.0) || at(value) == at(sample.initial),
                };
                *stays &= at(sample.initial).is_some() && sample.rules.iter().all(is_same);
            }
            if kept == before {
                return found;
            }
        }
    }

    fn values_of_all(&self, stays: &[Option<f64>], (stocks, samples): &Kept) -> Vec<Option<f64>> {
        let nodes = &self.model.graph.nodes;
        let mut found: Vec<Option<f64>> = vec![None; nodes.len()];
        for (id, node) in nodes.iter().enumerate() {
            // It begins with something that stands before it in the graph.
            let first = |is_kept: bool, initial: Id| found[initial as usize].filter(|_| is_kept);
            found[id] = match node.is {
                Is::Constant(bits) => Some(f64::from_bits(bits)),
                Is::Parameter(number) => stays[usize::from(number)],
                Is::Stock(slot) => first(stocks[usize::from(slot)], self.model.stocks[usize::from(slot)].initial),
                Is::Sampled(slot) | Is::Was(slot) => {
                    first(samples[usize::from(slot)], self.model.samples[usize::from(slot)].initial)
                }
                Is::Done(op @ (Op::Sum | Op::Product)) => {
                    let shape = self.model.graph.shape(node.args()[0]);
                    let cohorts = f64::from(self.model.groups[usize::from(shape) - 1]);
                    let of = found[node.args()[0] as usize];
                    of.map(|of| if op == Op::Sum { of * cohorts } else { Op::Pow.apply(of, cohorts, 0.0) })
                }
                Is::Done(op) => applied(op, node.args(), &found),
                _ => None,
            };
        }
        found
    }
}

/// The value of an operation whose operands are the same for all cohorts.
fn applied(op: Op, args: &[Id], found: &[Option<f64>]) -> Option<f64> {
    let at = |place: usize| args.get(place).and_then(|id| found[*id as usize]);
    match op {
        Op::Mul if at(0) == Some(0.0) || at(1) == Some(0.0) => Some(0.0),
        Op::Select => match at(0) {
            Some(holds) => {
                if holds != 0.0 {
                    at(1)
                } else {
                    at(2)
                }
            }
            None => at(1).filter(|_| at(1) == at(2)),
        },
        Op::Shift if at(0) == at(1) => at(0),
        Op::Shift | Op::Gather | Op::Scatter => None,
        _ if args.iter().all(|id| found[*id as usize].is_some()) => {
            Some(op.apply(at(0).unwrap_or(0.0), at(1).unwrap_or(0.0), at(2).unwrap_or(0.0)))
        }
        _ => None,
    }
}

/// Whether an action, a remediation or the condition of a fact sets a parameter.
pub(super) fn is_set(file: &File, name: &str) -> bool {
    let actions = file.actions.iter().flat_map(|action| &action.set);
    let remediations = file.remediations.iter().flat_map(|remediation| &remediation.set);
    let facts = file.facts.iter().flat_map(|fact| &fact.set);
    actions.chain(remediations).chain(facts).any(|(set, _)| set == name)
}
