//! Luck: who among cohorts that are alike has which place.

use super::{Lower, Place, Value};
use crate::graph::Is;
use crate::names::{Meaning, Source};
use crate::problem::Span;
use crate::syntax::{Expr, Form};
use crate::units::Unit;

/// Bases of sequences that spread evenly and independently of one another.
const BASES: [f64; 5] = [2.0, 3.0, 5.0, 7.0, 11.0];

impl Lower<'_> {
    /// `luck(host)` or `luck(host, 3)`.
    pub(super) fn luck(&mut self, arguments: &[Expr], span: Span, place: Place) -> Option<Value> {
        let group = arguments.first().and_then(|of| match &of.form {
            Form::Name(name) => match self.names.found(name, place.at, of.span)? {
                Meaning::Definition(found) => match self.names.definitions[found].source {
                    Source::Group(group) => Some(group),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        });
        let (Some(group), [_] | [_, _]) = (group, arguments) else {
            return self.refuse_with(span, "luck(…) is of the cohorts of a group", "write such as luck(host)");
        };
        let base = match arguments.get(1) {
            None => 2,
            Some(Expr { form: Form::Number(base, None), span, .. }) => self.base(*base, *span)?,
            Some(other) => self.base(0.0, other.span)?,
        };
        // Each group has a stream of its own, so that a new one does not move the luck of others.
        let luck = (format!("{} {base}", self.names.groups[usize::from(group)].0), base);
        let known = self.model.lucks.iter().position(|known| *known == luck);
        let slot = known.unwrap_or_else(|| {
            self.model.lucks.push(luck);
            self.model.lucks.len() - 1
        });
        Some(Value { id: self.model.graph.leaf(Is::Luck(slot as u16), group + 1), unit: Unit::PLAIN })
    }

    /// The base of a sequence that spreads turns or luck.
    pub(super) fn base(&mut self, base: f64, span: Span) -> Option<u8> {
        if BASES.contains(&base) {
            return Some(base as u8);
        }
        self.refuse(span, "turns and luck are spread by 2, 3, 5, 7 or 11")
    }
}
