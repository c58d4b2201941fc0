//! From the graph to a plan: which nodes matter, where each has its place, what runs together.

mod kernel;
mod live;
mod parts;
mod schedule;
mod shown;
mod store;

use crate::graph::{Field, Graph, Id, Is, Level};
use crate::lower::Model;
use crate::problem::{Mistake, Span};
use live::{at_each_step, kept, live, roots, without_effect};
use outage_plan::{self as plan, Draft, Op, SCALAR};
use std::collections::BTreeMap;

/// Minutes between two pictures of the cohorts.
const BETWEEN_PICTURES: f64 = 2.0;

/// No register or vector yet.
const NONE: u16 = u16::MAX;

/// Where something runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Block {
    Setup,
    Main,
    /// For strips only, which are pictured from time to time.
    Pictures,
    /// Within the solver of a pool.
    Trial(u16),
}

/// What is being made.
struct Emit<'m> {
    model: &'m Model,
    draft: Draft,
    /// Nodes that something shown depends on.
    live: Vec<bool>,
    /// Those among them that every step needs.
    at_each_step: Vec<bool>,
    /// How many live nodes use each.
    uses: Vec<u32>,
    /// Vectors that are kept, because more than one kernel needs them or they are shown.
    stored: Vec<bool>,
    /// Nodes that are part of another's instruction.
    fused: Vec<bool>,
    registers: Vec<u16>,
    vectors: Vec<u16>,
    /// The number of each live sample and pool in the plan.
    samples: BTreeMap<u16, u16>,
    pools: BTreeMap<u16, u16>,
    /// Vectors that kernels use for what they need only in between.
    scratch: Vec<u16>,
    is_full: bool,
}

/// Makes a plan of a model.
pub(crate) fn emit(mut model: Model, clock: crate::file::Clock, mistakes: &mut Vec<Mistake>) -> Option<Draft> {
    // A stock that takes over another's value takes it before any of them has moved on.
    for stock in 0..model.stocks.len() {
        let next = model.stocks[stock].next;
        if matches!(model.graph.node(next).is, Is::Stock(_)) {
            let shape = model.graph.shape(next);
            model.stocks[stock].next = model.graph.make_shaped(Op::Copy, &[next], shape);
        }
    }
    let live = live(&model, true);
    let at_each_step = at_each_step(&model, &live);
    without_effect(&model, mistakes);
    let count = model.graph.nodes.len();
    let mut uses = vec![0; count];
    for (id, node) in model.graph.nodes.iter().enumerate().filter(|(id, _)| live[*id]) {
        let _ = id;
        node.args().iter().for_each(|arg| uses[*arg as usize] += 1);
    }
    roots(&model).into_iter().chain(kept(&model, &live)).for_each(|id| uses[id as usize] += 2);
    let mut emit = Emit {
        draft: Draft {
            span: (clock.from, clock.until),
            step: clock.step,
            between_pictures: ((BETWEEN_PICTURES / clock.step) as u32).max(1),
            ..std::mem::take(&mut model.sheet)
        },
        live,
        at_each_step,
        uses,
        stored: vec![false; count],
        fused: vec![false; count],
        registers: vec![NONE; count],
        vectors: vec![NONE; count],
        samples: BTreeMap::new(),
        pools: BTreeMap::new(),
        scratch: Vec::new(),
        is_full: false,
        model: &model,
    };
    emit.store();
    emit.fuse();
    emit.places();
    emit.blocks();
    emit.shown();
    let is_full = emit.is_full;
    let draft = emit.draft;
    let everything = Span { text: u16::MAX, ..Span::default() };
    if is_full {
        let hint = "make the model smaller, or record less of it";
        mistakes.push(Mistake::new(everything, "the model has more numbers than a run has room for").hint(hint));
        return None;
    }
    if draft.work() > plan::MAX_WORK {
        let most = plan::MAX_WORK / 1e6;
        let message = format!(
            "a run would take {:.0} million operations, and at most {most:.0} million are taken",
            draft.work() / 1e6
        );
        mistakes.push(Mistake::new(everything, message).hint("take fewer cohorts, or a longer step"));
        return None;
    }
    Some(draft)
}

impl Emit<'_> {
    fn graph(&self) -> &Graph {
        &self.model.graph
    }

    fn is_live(&self, id: Id) -> bool {
        self.live[id as usize]
    }

    /// Where a node is computed.
    fn block_of(&self, id: Id) -> Block {
        let node = self.graph().node(id);
        match (node.pool, node.level) {
            (0, Level::Moments) if self.at_each_step[id as usize] => Block::Main,
            (0, Level::Moments) => Block::Pictures,
            (0, _) => Block::Setup,
            (pool, _) => Block::Trial(pool - 1),
        }
    }

    /// Finds products that are part of a sum, and what others leave of 1 that is part of a product.
    fn fuse(&mut self) {
        for id in (0..self.live.len()).rev() {
            let node = self.graph().node(id as Id);
            let (true, Some(op)) = (self.live[id] && !self.fused[id], node.op()) else { continue };
            if let Some((_, inner)) = self.fusible(id as Id, op) {
                self.fused[inner as usize] = true;
            }
        }
    }

    /// The operation that a node and one that only it uses make together, and that other node.
    fn fusible(&self, id: Id, op: Op) -> Option<(Op, Id)> {
        let (fused, wanted) = match op {
            Op::Add => (Op::MulAdd, Op::Mul),
            Op::Mul => (Op::MulRest, Op::Rest),
            _ => return None,
        };
        let node = self.graph().node(id);
        let found = node.args().iter().rev().copied().find(|&arg| {
            let inner = self.graph().node(arg);
            inner.op() == Some(wanted)
                && self.uses[arg as usize] == 1
                && !self.stored[arg as usize]
                && (inner.shape, inner.level, inner.pool) == (node.shape, node.level, node.pool)
        });
        found.map(|inner| (fused, inner))
    }

    /// The operation and operands of a node, with those of another that is part of it.
    fn operation(&self, id: Id) -> Option<(Op, [Option<Id>; 3])> {
        let node = self.graph().node(id);
        let op = node.op()?;
        if let Some((fused, inner)) = self.fusible(id, op).filter(|(_, inner)| self.fused[*inner as usize]) {
            let other = node.args().iter().copied().find(|arg| *arg != inner)?;
            let of = self.graph().node(inner);
            let first = of.args().first().copied();
            return Some(match fused {
                Op::MulAdd => (fused, [first, of.args().get(1).copied(), Some(other)]),
                _ => (fused, [Some(other), first, None]),
            });
        }
        let arg = |place: usize| node.args().get(place).copied();
        Some((op, [arg(0), arg(1), arg(2)]))
    }

    fn register(&mut self) -> u16 {
        if usize::from(self.draft.registers) >= plan::REGISTERS {
            self.is_full = true;
            return 0;
        }
        self.draft.registers += 1;
        self.draft.registers - 1
    }

    fn vector(&mut self, length: u32) -> u16 {
        let elements: u64 = self.draft.vectors.iter().map(|length| u64::from(*length)).sum();
        let is_full = elements + u64::from(length) > plan::MAX_ELEMENTS as u64;
        if is_full || self.draft.vectors.len() >= plan::MAX_VECTORS {
            self.is_full = true;
            return 0;
        }
        self.draft.vectors.push(length);
        self.draft.vectors.len() as u16 - 1
    }

    fn cohorts(&self, shape: u16) -> u32 {
        self.model.groups[usize::from(shape) - 1]
    }

    /// Gives every live node a register or, where it is kept, a vector.
    fn places(&mut self) {
        let model = self.model;
        self.draft.now = self.register();
        for parameter in &model.parameters {
            let register = self.register();
            self.draft.parameters.push(plan::Parameter { register, ..parameter.clone() });
        }
        for (id, node) in model.graph.nodes.iter().enumerate() {
            if !self.live[id] || self.fused[id] {
                continue;
            }
            if node.shape == 0 {
                self.registers[id] = match node.is {
                    Is::Clock => self.draft.now,
                    Is::Parameter(number) => self.draft.parameters[usize::from(number)].register,
                    // What is tried and what is found stand in the same place.
                    Is::Trial(slot, field) | Is::Solved(slot, field) => self.of_pool(slot, field),
                    Is::Constant(bits) => {
                        let register = self.register();
                        self.draft.constants.push((register, f64::from_bits(bits)));
                        register
                    }
                    _ => self.register(),
                };
                continue;
            }
            let length = self.cohorts(node.shape);
            self.vectors[id] = match node.is {
                Is::Index(_) => {
                    let vector = self.vector(length);
                    self.draft.indices.push(vector);
                    vector
                }
                Is::Luck(slot) => {
                    let (vector, (stream, spread)) = (self.vector(length), model.lucks[usize::from(slot)].clone());
                    self.draft.lucks.push(plan::Luck { vector, spread, stream });
                    vector
                }
                Is::Stock(_) => self.vector(length),
                Is::Sampled(slot) | Is::Was(slot) => {
                    self.sample(slot);
                    self.vectors[id]
                }
                Is::Trial(slot, field) | Is::Solved(slot, field) => self.of_pool(slot, field),
                Is::Done(_) if self.stored[id] => self.vector(length),
                _ => NONE,
            };
        }
    }

    /// Gives a sample its vector.
    fn sample(&mut self, slot: u16) {
        let sample = &self.model.samples[usize::from(slot)];
        let shape = sample.group + 1;
        let nodes = [Is::Sampled(slot), Is::Was(slot)].map(|is| self.graph().find(is, shape));
        let known = nodes.iter().flatten().map(|id| self.vectors[*id as usize]).find(|vector| *vector != NONE);
        let vector = known.unwrap_or_else(|| self.vector(self.cohorts(shape)));
        for id in nodes.into_iter().flatten() {
            self.vectors[id as usize] = vector;
        }
        let next = self.samples.len() as u16;
        self.samples.entry(slot).or_insert(next);
    }

    /// The register or vector of what a pool's solver sets.
    fn of_pool(&mut self, slot: u16, field: Field) -> u16 {
        let next = self.pools.len() as u16;
        let number = *self.pools.entry(slot).or_insert(next);
        if number == next {
            let shape = self.model.pools[usize::from(slot)].shape;
            let answer = |emit: &mut Self| {
                if shape == 0 { emit.register() | SCALAR } else { emit.vector(emit.cohorts(shape)) }
            };
            let (response, in_time) = (answer(self), answer(self));
            let (admitted, slowdown) = (self.register(), self.register());
            self.draft.pools.push(plan::Pool { response, in_time, admitted, slowdown, ..plan::Pool::default() });
        }
        let pool = &self.draft.pools[usize::from(number)];
        match field {
            Field::Response => pool.response & !SCALAR,
            Field::InTime => pool.in_time & !SCALAR,
            Field::Admitted => pool.admitted,
            Field::Slowdown => pool.slowdown,
            Field::Load => {
                // The register in which the trial leaves it; it comes before what uses it.
                let load = self.model.pools[usize::from(slot)].load;
                if self.registers[load as usize] == NONE {
                    self.registers[load as usize] = self.register();
                }
                self.registers[load as usize]
            }
        }
    }

    /// The register of a number.
    fn number(&self, id: Id) -> u16 {
        debug_assert_ne!(self.registers[id as usize], NONE, "every live number has a register");
        self.registers[id as usize]
    }

    /// A register or vector as an operand.
    fn operand(&self, id: Id) -> u16 {
        if self.graph().shape(id) == 0 { self.number(id) | SCALAR } else { self.vectors[id as usize] }
    }

    /// Everything that is live and computed in a block.
    fn computed(&self, block: Block) -> impl Iterator<Item = Id> + '_ {
        let ids = (0..self.live.len()).filter(|id| self.live[*id] && !self.fused[*id]).map(|id| id as Id);
        ids.filter(move |id| self.graph().node(*id).op().is_some() && self.block_of(*id) == block)
    }

    /// Nodes of which kernels give numbers or kept vectors.
    fn is_root(&self, id: Id) -> bool {
        let op = self.graph().node(id).op();
        op.is_some_and(Op::is_reduction) || self.stored[id as usize]
    }
}
