//! Functions of names, and quantiles.

use super::{Lower, Place, Value};
use crate::names::{Meaning, Source};
use crate::problem::Span;
use crate::syntax::{Call, Expr, Form};
use crate::units::Unit;
use outage_plan::Op;

impl Lower<'_> {
    /// The value of a parameter as the file has it.
    pub(super) fn usual(&mut self, arguments: &[Expr], span: Span, place: Place) -> Option<Value> {
        if let [Expr { form: Form::Name(name), span: at, .. }] = arguments
            && let Some(Meaning::Definition(found)) = self.names.found(name, place.at, *at)
            && let Source::Parameter(number, _) = self.names.definitions[found].source
        {
            let parameter = &self.model.parameters[usize::from(number)];
            let id = self.model.graph.number(parameter.value * parameter.scale);
            return Some(Value { id, unit: self.values[found]?.unit });
        }
        self.refuse_with(span, "usual(…) is of the name of a parameter", "write such as usual(share)")
    }

    /// What another offers, or something else.
    pub(super) fn offered(&mut self, arguments: &[Expr], span: Span, place: Place) -> Option<Value> {
        let [of @ Expr { form: Form::Name(name), span: at, .. }, otherwise] = arguments else {
            return self.usage("offered", span);
        };
        let head = name.split('.').next().unwrap_or(name);
        if !matches!(head, "from" | "on" | "needs" | "callers") {
            let hint = "write such as offered(from.again, 0)";
            return self.refuse_with(*at, "offered(…) is of a caller, a callee or a dependency", hint);
        }
        let is_offered = self.names.found(name, place.at, *at).is_some();
        self.expr(if is_offered { of } else { otherwise }, place)
    }

    /// The value below which a share of the cohorts lies.
    pub(super) fn quantile(&mut self, call: &Call, span: Span, place: Place) -> Option<Value> {
        let [of, share] = call.arguments.as_slice() else { return self.usage("quantile", span) };
        if call.by.is_some() || call.only.is_some() || call.otherwise.is_some() {
            return self.refuse(span, "quantile(…) has no `by`, `where` or `else`");
        }
        let (value, share) = (self.expr(of, place), self.scalar(share, place));
        let (value, share) = (value?, share?);
        let is_share = share.unit.same(Unit::PLAIN).is_some();
        if !is_share || matches!(value.unit, Unit::Truth | Unit::Words(_)) {
            return self.refuse_with(
                span,
                "quantile(…) is of numbers, and of a share of them",
                "write such as quantile(x, 90%)",
            );
        }
        if self.model.graph.shape(value.id) == 0 {
            if self.is_guessed {
                return Some(Value { unit: Unit::Unknown, ..value });
            }
            return self.refuse(of.span, "quantile(…) is of cohorts, but this is one number already");
        }
        Some(Value { id: self.model.graph.make(Op::Quantile, &[value.id, share.id]), unit: value.unit.named() })
    }
}
