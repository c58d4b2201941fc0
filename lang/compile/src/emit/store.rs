//! Which vectors are kept, instead of being computed within each kernel that needs them.

use super::{Block, Emit};
use crate::graph::{Id, Is, Level};
use crate::lower::Rule;
use outage_plan::Op;
use std::collections::BTreeSet;

/// Instructions from which on it is worth while to keep what changes less often than what is made of it.
const WORTH: u32 = 3;

impl Emit<'_> {
    /// Finds the vectors that are kept.
    pub(super) fn store(&mut self) {
        let model = self.model;
        let turns = self.in_turns();
        for (id, node) in model.graph.nodes.iter().enumerate() {
            if !self.live[id] {
                continue;
            }
            for (place, &arg) in node.args().iter().enumerate() {
                let of = model.graph.node(arg);
                let is_apart = of.pool != node.pool || of.level < Level::Moments && node.level == Level::Moments;
                if is_apart || node.op() == Some(Op::Gather) && place == 0 {
                    self.stored[arg as usize] = true;
                }
            }
            // Where only those have a turn whose time has come, the cohort before is not at hand.
            if node.op() == Some(Op::Scatter) || node.op() == Some(Op::Shift) && turns[id] {
                self.stored[id] = true;
            }
        }
        let mut more: Vec<Id> = model.strips.iter().flat_map(|strip| strip.ids()).collect();
        more.extend(model.inside.iter().map(|inside| inside.id));
        for (_, node) in model.graph.nodes.iter().enumerate().filter(|(id, _)| self.live[*id]) {
            match node.is {
                Is::Stock(slot) => {
                    let stock = model.stocks[usize::from(slot)];
                    more.extend([stock.next, stock.initial]);
                }
                Is::Sampled(slot) | Is::Was(slot) => more.push(model.samples[usize::from(slot)].initial),
                Is::Solved(slot, _) | Is::Trial(slot, _) => more.push(model.pools[usize::from(slot)].work),
                _ => {}
            }
        }
        for id in more {
            self.stored[id as usize] = true;
        }
        self.store_what_seldom_changes();
        self.forget_what_is_given();
        // What is kept parts kernels, which then may need the same of what is left.
        loop {
            let before = self.stored.clone();
            self.store_what_several_need();
            self.forget_what_is_given();
            if self.stored == before {
                break;
            }
        }
    }

    /// What is no vector of its own cannot be kept as one.
    fn forget_what_is_given(&mut self) {
        for (id, node) in self.model.graph.nodes.iter().enumerate() {
            self.stored[id] &= self.live[id] && node.shape > 0 && node.op().is_some();
        }
    }

    /// What the rules for turns are computed from.
    fn in_turns(&self) -> Vec<bool> {
        let rules = self.model.samples.iter().flat_map(|sample| &sample.rules);
        let mut waiting: Vec<Id> = rules
            .filter_map(|rule| match rule {
                Rule::Every { value, .. } => Some(*value),
                Rule::When { .. } => None,
            })
            .collect();
        let mut found = vec![false; self.live.len()];
        while let Some(id) = waiting.pop() {
            if !std::mem::replace(&mut found[id as usize], true) {
                waiting.extend(self.graph().node(id).args());
            }
        }
        found
    }

    /// Keeps what changes less often than what is made of it, so that kernels rest: whether something is above a bound, and
    /// what is computed from numbers alone and not from what each cohort remembers.
    fn store_what_seldom_changes(&mut self) {
        let count = self.live.len();
        // For each vector the instructions behind it, and whether they read numbers of the moment and kept vectors.
        let mut behind = vec![(0, false, false); count];
        let mut used_with_kept = vec![false; count];
        for id in 0..count {
            let node = self.graph().node(id as Id);
            let is_main = self.live[id] && node.shape > 0 && self.block_of(id as Id) == Block::Main;
            let Some(op) = node.op().filter(|_| is_main) else { continue };
            let mut own = (1, false, false);
            let mut are_given = true;
            for &arg in node.args() {
                let of = self.graph().node(arg);
                let is_given = of.shape == 0 || of.op().is_none() || self.stored[arg as usize];
                if of.level < Level::Moments {
                    continue;
                }
                if is_given {
                    own = (own.0, own.1 || of.shape == 0, own.2 || of.shape > 0);
                } else {
                    let inner = behind[arg as usize];
                    own = (own.0 + inner.0, own.1 || inner.1, own.2 || inner.2);
                    are_given = false;
                }
            }
            behind[id] = own;
            if matches!(op, Op::Less | Op::AtMost | Op::Equal) && are_given && own.2 {
                self.stored[id] = true;
            }
            if own.2 {
                for &arg in node.args() {
                    used_with_kept[arg as usize] = true;
                }
            }
        }
        for id in 0..count {
            let (instructions, reads_numbers, reads_kept) = behind[id];
            if used_with_kept[id] && reads_numbers && !reads_kept && instructions >= WORTH {
                self.stored[id] = true;
            }
        }
    }

    /// Keeps what several kernels would each compute anew: to keep it costs no more than to compute it once.
    fn store_what_several_need(&mut self) {
        let count = self.live.len();
        let mut kernels = vec![0_u32; count];
        let given = |emit: &Self, id: Id| {
            let node = emit.graph().node(id);
            node.shape == 0 || node.op().is_none() || node.level < Level::Moments || emit.stored[id as usize]
        };
        for roots in self.groups(Block::Main) {
            let mut waiting: Vec<Id> = Vec::new();
            for root in roots {
                waiting.extend(self.graph().node(root).args());
            }
            let mut seen = BTreeSet::new();
            while let Some(id) = waiting.pop() {
                if !given(self, id) && seen.insert(id) {
                    kernels[id as usize] += 1;
                    waiting.extend(self.graph().node(id).args());
                }
            }
        }
        let mut is_end = vec![false; count];
        for id in (0..count).filter(|id| self.live[*id]) {
            for &arg in self.graph().node(id as Id).args() {
                // Only the last of what the same kernels need is kept.
                is_end[arg as usize] |= kernels[id] < kernels[arg as usize];
            }
        }
        for id in 0..count {
            self.stored[id] |= kernels[id] > 1 && is_end[id];
        }
    }
}
