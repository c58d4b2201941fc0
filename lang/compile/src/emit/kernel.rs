//! Kernels: which nodes run over the same cohorts at the same moments, and the instructions for them.

use super::{Block, Emit, NONE};
use crate::graph::{Id, Is, Level};
use outage_plan::{Instruction, Kernel, Op, SCALAR};
use std::collections::{BTreeMap, BTreeSet};

/// Marks an operand that has no vector yet.
const TEMPORARY: u16 = 0x4000;

/// Kernels of one block, each with the nodes whose results are needed outside of it.
pub(super) type Groups = Vec<Vec<Id>>;

/// A kernel in the making.
#[derive(Default)]
struct Making {
    code: Vec<Instruction>,
    /// Operands of the nodes so far.
    at: BTreeMap<Id, u16>,
    temporaries: u16,
    /// For a rule, what is gathered: vectors and the temporaries they go to.
    loads: Option<Vec<(u16, u16)>>,
}

/// The kernel of a rule.
pub(super) struct OfRule {
    pub(super) kernel: Kernel,
    pub(super) loads: Vec<(u16, u16)>,
    pub(super) tick: Option<u16>,
    pub(super) value: u16,
}

impl Emit<'_> {
    /// Puts together what changes with the same things, so that it runs together or not at all.
    pub(super) fn groups(&self, block: Block) -> Groups {
        let mut groups: BTreeMap<(u16, BTreeSet<Id>), Vec<Id>> = BTreeMap::new();
        for id in self.computed(block).filter(|id| self.is_root(*id)) {
            let (shape, needs) = (self.over(id), self.needs(id));
            let within = needs.into_iter().filter(|id| self.is_of_block(*id, block)).collect();
            groups.entry((shape, within)).or_default().push(id);
        }
        groups.into_values().collect()
    }

    /// Whether something can change while a block runs again and again, or is computed in it. Roots that need the same of
    /// these cannot need each other.
    fn is_of_block(&self, id: Id, block: Block) -> bool {
        let node = self.graph().node(id);
        match block {
            Block::Setup => node.level == Level::Parameters || node.op().is_some(),
            _ => node.level == Level::Moments,
        }
    }

    /// The shape over which a root is computed.
    pub(super) fn over(&self, id: Id) -> u16 {
        let node = self.graph().node(id);
        match node.op() {
            Some(op) if op.is_reduction() || op == Op::Scatter => {
                node.args().iter().map(|arg| self.graph().shape(*arg)).max().unwrap_or(0)
            }
            _ => node.shape,
        }
    }

    /// The numbers and kept vectors that a root is computed from.
    pub(super) fn needs(&self, root: Id) -> BTreeSet<Id> {
        let (mut found, mut seen) = (BTreeSet::new(), BTreeSet::new());
        let mut waiting: Vec<Id> = self.graph().node(root).args().to_vec();
        while let Some(id) = waiting.pop() {
            let node = self.graph().node(id);
            let is_given = node.shape == 0 || node.op().is_none() || self.stored[id as usize];
            if is_given {
                found.insert(id);
            } else if seen.insert(id) {
                waiting.extend(node.args());
            }
        }
        found
    }

    /// One kernel for some roots.
    pub(super) fn kernel(&mut self, roots: &[Id]) -> Kernel {
        let mut making = Making::default();
        for &id in roots {
            self.compile_below(&mut making, id);
        }
        for &id in roots {
            self.compile_root(&mut making, id);
        }
        let cohorts = self.cohorts(self.over(roots[0]));
        self.finish(making, cohorts).0
    }

    /// The kernel that gives all values of a rule that applies to all at once.
    pub(super) fn kernel_of_all(&mut self, value: Id, shape: u16) -> (Kernel, u16) {
        let mut making = Making::default();
        self.compile_below(&mut making, value);
        let vector = self.vector(self.cohorts(shape));
        let from = self.compiled(&mut making, value);
        making.code.push(Instruction { op: Op::Copy, to: vector, from: [from, 0, 0] });
        let cohorts = self.cohorts(shape);
        (self.finish(making, cohorts).0, vector)
    }

    /// The kernel of a rule for those whose turn it is.
    pub(super) fn kernel_of_turns(&mut self, value: Id, tick: u16, shape: u16) -> OfRule {
        let mut making = Making { loads: Some(Vec::new()), ..Making::default() };
        // What is gathered has the first temporaries.
        let tick = self.graph().find(Is::Tick(tick), shape).filter(|id| self.is_live(*id));
        if let Some(tick) = tick {
            let operand = making.temporary();
            making.at.insert(tick, operand);
        }
        for id in self.loaded(value) {
            if Some(id) != tick {
                self.compiled(&mut making, id);
            }
        }
        self.compile_below(&mut making, value);
        let from = self.compiled(&mut making, value);
        let to = making.temporary();
        making.code.push(Instruction { op: Op::Copy, to, from: [from, 0, 0] });
        let loads = making.loads.take().unwrap_or_default();
        let tick = tick.map(|tick| making.at[&tick]);
        let gathered = loads.len() + usize::from(tick.is_some());
        let cohorts = self.cohorts(shape);
        let (kernel, places) = self.finish_with(making, cohorts, gathered);
        let place = |temporary: u16| places[usize::from(temporary & !TEMPORARY)];
        OfRule {
            kernel,
            loads: loads.into_iter().map(|(from, to)| (from, place(to))).collect(),
            tick: tick.map(place),
            value: place(to),
        }
    }

    /// Kept vectors and leaves that the value of a rule needs of its own cohort. The whole of a vector is at hand where
    /// elements of it are named.
    fn loaded(&self, value: Id) -> BTreeSet<Id> {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![value];
        while let Some(id) = waiting.pop() {
            let node = self.graph().node(id);
            if node.shape == 0 || !seen.insert(id) {
                continue;
            }
            if node.op().is_none() || self.stored[id as usize] {
                found.insert(id);
            } else {
                let whole = usize::from(node.op() == Some(Op::Gather));
                waiting.extend(&node.args()[whole..]);
            }
        }
        found
    }

    /// Compiles everything below a root that has no place of its own, in the order of the nodes.
    fn compile_below(&mut self, making: &mut Making, root: Id) {
        let (mut seen, mut waiting) = (BTreeSet::new(), vec![root]);
        while let Some(id) = waiting.pop() {
            let node = self.graph().node(id);
            let is_given =
                node.shape == 0 && id != root || node.op().is_none() || self.stored[id as usize] && id != root;
            if !is_given && seen.insert(id) {
                waiting.extend(node.args());
            }
        }
        seen.remove(&root);
        for id in seen {
            if !self.fused[id as usize] {
                self.compiled(making, id);
            }
        }
    }

    /// The instruction whose result is needed outside.
    fn compile_root(&mut self, making: &mut Making, id: Id) {
        let Some((op, args)) = self.operation(id) else { return };
        let from = self.operands(making, op, args);
        let node = self.graph().node(id);
        let to = if node.shape == 0 { self.number(id) } else { self.vectors[id as usize] };
        making.code.push(Instruction { op, to, from });
        if node.shape != 0 {
            making.at.insert(id, to);
        }
    }

    fn operands(&mut self, making: &mut Making, op: Op, args: [Option<Id>; 3]) -> [u16; 3] {
        let mut from = [0; 3];
        for (place, (operand, arg)) in from.iter_mut().zip(args).enumerate() {
            let Some(arg) = arg else { continue };
            // The vector whose elements are named is there as a whole.
            let is_whole = op == Op::Gather && place == 0;
            *operand = if is_whole { self.vectors[arg as usize] } else { self.compiled(making, arg) };
        }
        from
    }

    /// The operand of a node.
    fn compiled(&mut self, making: &mut Making, id: Id) -> u16 {
        let node = self.graph().node(id);
        if node.shape == 0 {
            return self.number(id) | SCALAR;
        }
        if let Some(&operand) = making.at.get(&id) {
            return operand;
        }
        let operand = if node.op().is_none() || self.vectors[id as usize] != NONE {
            let vector = self.vectors[id as usize];
            if making.loads.is_some() {
                let operand = making.temporary();
                making.loads.iter_mut().for_each(|loads| loads.push((vector, operand)));
                operand
            } else {
                vector
            }
        } else {
            let Some((op, args)) = self.operation(id) else { return 0 };
            let from = self.operands(making, op, args);
            let to = making.temporary();
            making.code.push(Instruction { op, to, from });
            to
        };
        making.at.insert(id, operand);
        operand
    }

    fn finish(&mut self, making: Making, cohorts: u32) -> (Kernel, Vec<u16>) {
        self.finish_with(making, cohorts, 0)
    }

    /// Gives temporaries their vectors, each free again after its last use; the first ones stay.
    fn finish_with(&mut self, making: Making, cohorts: u32, stay: usize) -> (Kernel, Vec<u16>) {
        let Making { mut code, temporaries, .. } = making;
        let temporary =
            |operand: u16| (operand & (TEMPORARY | SCALAR) == TEMPORARY).then_some(usize::from(operand & !TEMPORARY));
        let mut last = vec![0; usize::from(temporaries)];
        for (at, instruction) in code.iter().enumerate() {
            instruction.operands().filter_map(temporary).for_each(|operand| last[operand] = at);
        }
        let (mut places, mut free, mut used) = (vec![NONE; usize::from(temporaries)], Vec::new(), 0);
        let mut take = |emit: &mut Self, free: &mut Vec<u16>| {
            free.pop().unwrap_or_else(|| {
                if used == emit.scratch.len() {
                    let vector = emit.vector(cohorts);
                    emit.scratch.push(vector);
                }
                used += 1;
                emit.scratch[used - 1]
            })
        };
        for place in places.iter_mut().take(stay) {
            *place = take(self, &mut free);
        }
        for (at, instruction) in code.iter_mut().enumerate() {
            let operands: Vec<u16> = instruction.operands().collect();
            if !instruction.op.is_reduction()
                && let Some(to) = temporary(instruction.to)
            {
                places[to] = take(self, &mut free);
                instruction.to = places[to];
            }
            for (place, operand) in operands.into_iter().enumerate() {
                let Some(operand) = temporary(operand) else { continue };
                instruction.from[place] = places[operand];
                if last[operand] == at && operand >= stay && !free.contains(&places[operand]) {
                    free.push(places[operand]);
                }
            }
        }
        for &vector in &self.scratch {
            let length = &mut self.draft.vectors[usize::from(vector)];
            *length = (*length).max(cohorts);
        }
        (Kernel { cohorts, code }, places)
    }
}

impl Making {
    fn temporary(&mut self) -> u16 {
        self.temporaries += 1;
        (self.temporaries - 1) | TEMPORARY
    }
}
