//! What a model computes, as a graph in which equal expressions are one node and constants are folded. A node comes
//! after everything that it is computed from.

use outage_plan::Op;
use rustc_hash::FxHashMap;

/// The number of a node.
pub(crate) type Id = u32;

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Is {
    /// A constant, by its bits.
    Constant(u64),
    /// A parameter.
    Parameter(u16),
    /// The time.
    Clock,
    /// A stock at the start of the step.
    Stock(u16),
    /// A sample after the turns of this step, and within its rules before them.
    Sampled(u16),
    Was(u16),
    /// The time of a cohort's turn, within the rule of that number.
    Tick(u16),
    /// The numbers of the cohorts of a group.
    Index(u16),
    /// Luck of cohorts.
    Luck(u16),
    /// What comes later.
    Delayed(u16),
    /// What the solver of a pool tries, and what it has found.
    Trial(u16, Field),
    Solved(u16, Field),
    /// An operation on other nodes.
    Done(Op),
}

/// What the solver of a pool sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Field {
    Response,
    InTime,
    Admitted,
    Slowdown,
    Load,
}

/// How often a node changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Never,
    /// When a parameter changes.
    Parameters,
    /// At any moment.
    Moments,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub(crate) is: Is,
    args: [Id; 3],
    /// 0 for a single number, else 1 + the group.
    pub(crate) shape: u16,
    pub(crate) level: Level,
    /// 0, or 1 + the pool in whose solver it is.
    pub(crate) pool: u16,
}

impl Node {
    /// What it is computed from.
    pub(crate) fn args(&self) -> &[Id] {
        match self.is {
            Is::Done(op) => &self.args[..op.arity()],
            _ => &[],
        }
    }

    /// The operation, if it is one.
    pub(crate) fn op(&self) -> Option<Op> {
        if let Is::Done(op) = self.is { Some(op) } else { None }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Graph {
    pub(crate) nodes: Vec<Node>,
    known: FxHashMap<(Is, [Id; 3], u16), Id>,
}

impl Graph {
    pub(crate) fn node(&self, id: Id) -> Node {
        self.nodes[id as usize]
    }

    pub(crate) fn shape(&self, id: Id) -> u16 {
        self.node(id).shape
    }

    /// The value of a constant.
    pub(crate) fn constant(&self, id: Id) -> Option<f64> {
        if let Is::Constant(bits) = self.node(id).is { Some(f64::from_bits(bits)) } else { None }
    }

    /// The node of a leaf, if it is used.
    pub(crate) fn find(&self, is: Is, shape: u16) -> Option<Id> {
        self.known.get(&(is, [0; 3], shape)).copied()
    }

    pub(crate) fn number(&mut self, value: f64) -> Id {
        self.leaf(Is::Constant(value.to_bits()), 0)
    }

    pub(crate) fn truth(&mut self, holds: bool) -> Id {
        self.number(f64::from(u8::from(holds)))
    }

    pub(crate) fn leaf(&mut self, is: Is, shape: u16) -> Id {
        let (level, pool) = match is {
            Is::Constant(_) | Is::Index(_) | Is::Luck(_) => (Level::Never, 0),
            Is::Parameter(_) => (Level::Parameters, 0),
            Is::Trial(pool, _) => (Level::Moments, pool + 1),
            _ => (Level::Moments, 0),
        };
        self.insert(Node { is, args: [0; 3], shape, level, pool })
    }

    fn insert(&mut self, node: Node) -> Id {
        let next = self.nodes.len() as Id;
        let id = *self.known.entry((node.is, node.args, node.shape)).or_insert(next);
        if id == next {
            self.nodes.push(node);
        }
        id
    }

    /// An operation on nodes whose shapes fit.
    pub(crate) fn make(&mut self, op: Op, args: &[Id]) -> Id {
        let shape = match op {
            op if op.is_reduction() => 0,
            Op::Gather => args.get(1).map_or(0, |id| self.shape(*id)),
            _ => args.iter().map(|id| self.shape(*id)).max().unwrap_or(0),
        };
        self.make_shaped(op, args, shape)
    }

    /// The same for a result whose shape does not follow from the operands'.
    pub(crate) fn make_shaped(&mut self, op: Op, args: &[Id], shape: u16) -> Id {
        let constant = |place: usize| args.get(place).and_then(|&id| self.constant(id));
        let (a, b, c) = (constant(0), constant(1), constant(2));
        if op.is_elementwise() && shape == 0 && args.iter().all(|&id| self.constant(id).is_some()) {
            return self.number(op.apply(a.unwrap_or(0.0), b.unwrap_or(0.0), c.unwrap_or(0.0)));
        }
        if op != Op::Copy
            && let Some(simple) = self.simpler(op, args, (a, b))
            && self.shape(simple) == shape
        {
            return simple;
        }
        let mut all = [0; 3];
        for (place, id) in all.iter_mut().zip(args) {
            *place = *id;
        }
        if matches!(op, Op::Add | Op::Mul | Op::Equal) && all[0] > all[1] {
            all.swap(0, 1);
        }
        let parts = args.iter().map(|&id| self.node(id));
        let (mut level, mut pool) = (Level::Never, 0);
        for part in parts {
            level = level.max(part.level);
            pool = pool.max(part.pool);
        }
        self.insert(Node { is: Is::Done(op), args: all, shape, level, pool })
    }

    /// What has the same value as an operation and is there already, or is quicker.
    fn simpler(&mut self, op: Op, args: &[Id], (a, b): (Option<f64>, Option<f64>)) -> Option<Id> {
        match (op, a, b) {
            (Op::Add | Op::Sub, _, Some(0.0)) | (Op::Mul | Op::Div | Op::Pow, _, Some(1.0)) => Some(args[0]),
            (Op::Add, Some(0.0), _) | (Op::Mul, Some(1.0), _) => Some(args[1]),
            (Op::Select, Some(holds), _) => Some(if holds != 0.0 { args[1] } else { args[2] }),
            (Op::Select, _, _) if args[1] == args[2] => Some(args[1]),
            (Op::Sub, Some(1.0), _) => Some(self.make(Op::Rest, &args[1..])),
            (Op::Pow, _, Some(2.0)) => Some(self.make(Op::Mul, &[args[0], args[0]])),
            (Op::Pow, _, Some(3.0)) => {
                let square = self.make(Op::Mul, &[args[0], args[0]]);
                Some(self.make(Op::Mul, &[square, args[0]]))
            }
            _ => None,
        }
    }

    /// 1 where `condition` does not hold.
    pub(crate) fn not(&mut self, condition: Id) -> Id {
        let node = self.node(condition);
        if node.is == Is::Done(Op::Rest) { node.args[0] } else { self.make(Op::Rest, &[condition]) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_expressions_are_one_node_and_constants_are_folded() {
        let mut graph = Graph::default();
        let (x, two) = (graph.leaf(Is::Clock, 0), graph.number(2.0));
        let sum = graph.make(Op::Add, &[x, two]);
        assert_eq!(graph.make(Op::Add, &[two, x]), sum);
        let four = graph.make(Op::Mul, &[two, two]);
        assert_eq!(graph.constant(four), Some(4.0));
        let nothing = graph.number(0.0);
        assert_eq!(graph.make(Op::Sub, &[sum, nothing]), sum);
    }

    #[test]
    fn every_node_comes_after_what_it_is_made_of() {
        let mut graph = Graph::default();
        let x = graph.leaf(Is::Index(0), 1);
        let three = graph.number(3.0);
        let cube = graph.make(Op::Pow, &[x, three]);
        graph.make(Op::Sum, &[cube]);
        for (id, node) in graph.nodes.iter().enumerate() {
            assert!(node.args().iter().all(|arg| (*arg as usize) < id));
        }
    }
}
