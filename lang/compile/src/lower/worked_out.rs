//! Parameters whose values are worked out from others, before the run.

use super::{Lower, Place};
use crate::graph::{Id, Is};
use crate::names::Source;
use crate::order::Order;
use crate::problem::Mistake;
use crate::syntax::Expr;
use crate::units::Unit;
use outage_plan as plan;

impl Lower<'_> {
    /// Reads all parameters, each after those that its value is worked out from.
    pub(super) fn parameters(&mut self, order: &Order) {
        let names = self.names;
        self.model.parameters = vec![plan::Parameter::default(); usize::from(names.parameters)];
        let is_given = |definition: &usize| !names.worked_out.contains_key(definition);
        let given = (0..names.definitions.len()).filter(is_given);
        let values = order.parts.iter().filter(|part| !part.is_after).map(|part| part.definition);
        for definition in given.chain(values.filter(|definition| !is_given(definition))) {
            if let Source::Parameter(number, of_kind) = names.definitions[definition].source {
                self.parameter(definition, number, of_kind);
            }
        }
    }

    /// The value of a parameter that is worked out from others, in minutes and counts.
    pub(super) fn worked_out(&mut self, definition: usize, expr: &Expr, unit: Unit) -> Option<f64> {
        let scope = self.names.definitions[definition].scope;
        let before = self.mistakes.len();
        let value = self.in_unit(expr, Place::of(scope), unit).and_then(|value| {
            let found = self.before_the_run(value.id).filter(|found| found.is_finite());
            if found.is_none() {
                let mistake = Mistake::new(expr.span, "this has no value that is known before the run");
                self.mistakes.push(mistake.hint("it is worked out from parameters and numbers alone"));
            }
            found
        });
        let place = self.names.place(scope);
        for mistake in &mut self.mistakes[before..] {
            *mistake = mistake.clone().within(&place);
        }
        value
    }

    /// What a node is while all parameters are as the file has them, if it depends on nothing else.
    fn before_the_run(&self, id: Id) -> Option<f64> {
        let mut found: Vec<Option<f64>> = Vec::new();
        for node in self.model.graph.nodes.iter().take(id as usize + 1) {
            found.push(match node.is {
                Is::Constant(bits) => Some(f64::from_bits(bits)),
                Is::Parameter(number) => {
                    let parameter = &self.model.parameters[usize::from(number)];
                    Some(parameter.value * parameter.scale)
                }
                Is::Done(op) if op.is_elementwise() && node.shape == 0 => {
                    let args: Option<Vec<f64>> = node.args().iter().map(|arg| found[*arg as usize]).collect();
                    let at = |args: &[f64], place: usize| args.get(place).copied().unwrap_or(0.0);
                    args.map(|args| op.apply(at(&args, 0), at(&args, 1), at(&args, 2)))
                }
                _ => None,
            });
        }
        found.pop().flatten()
    }
}
