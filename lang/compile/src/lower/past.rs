//! What looks back: `prev`, `delay`, `held`.

use super::{Delay, Later, Lower, Place, Stock, Value};
use crate::graph::{Is, Level};
use crate::names::Meaning;
use crate::problem::Span;
use crate::syntax::{Expr, Form};
use crate::units::Unit;
use outage_plan::Op;

impl Lower<'_> {
    /// The unit and shape of something earlier, which may not have been read yet.
    fn so_far(&mut self, of: &Expr, place: Place) -> (Unit, u16) {
        if let Form::Name(name) = &of.form
            && let Some(Meaning::Definition(found)) = self.names.found(name, place.at, of.span)
            && let Some(value) = self.values[found]
        {
            return (value.unit, self.model.graph.shape(value.id));
        }
        let key = (place.at.scope, place.at.member.map(|member| member.1), of.span);
        let hint = self.hints.get(&key).copied();
        self.is_guessed |= hint.is_none();
        hint.unwrap_or((Unit::Unknown, 0))
    }

    /// `prev(x)`, `prev(x, first)`: the value a step ago.
    pub(super) fn prev(&mut self, arguments: &[Expr], span: Span, place: Place) -> Option<Value> {
        let (of, first) = match arguments {
            [of] => (of, None),
            [of, first] => (of, Some(first)),
            _ => return self.refuse_with(span, "prev(…) is of one thing", "write prev(x) or prev(x, first)"),
        };
        let (unit, shape) = self.so_far(of, place);
        let first_value = match first {
            Some(first) => self.expr(first, place)?,
            None => Value { id: self.model.graph.number(0.0), unit },
        };
        let Some(unit) = first_value.unit.same(unit) else {
            return self.refuse(span, "the first value is of another unit than the later ones");
        };
        if self.model.graph.node(first_value.id).level == Level::Moments {
            return self.refuse_with(
                span,
                "the first value begins before anything has happened",
                "it can depend on parameters only",
            );
        }
        // Looking back at one thing from several places is looking back once.
        let name = match &of.form {
            Form::Name(name) => match self.names.found(name, place.at, of.span) {
                Some(Meaning::Definition(found)) => Some((found, None, format!("{}", first_value.id))),
                _ => None,
            },
            _ => None,
        };
        let member = place.at.member.map(|member| member.1);
        let key = name.unwrap_or((place.at.scope, member, format!("{:?}", of.span)));
        if let Some(value) = self.remembered.get(&key) {
            return Some(*value);
        }
        let slot = self.model.stocks.len() as u16;
        self.model.stocks.push(Stock { shape, initial: first_value.id, next: first_value.id });
        let id = self.model.graph.leaf(Is::Stock(slot), shape);
        self.later(Later::Stock(slot), of, place);
        let value = Value { id, unit };
        self.remembered.insert(key, value);
        Some(value)
    }

    /// `delay(x, 8 min)`.
    pub(super) fn delay(&mut self, arguments: &[Expr], span: Span, place: Place) -> Option<Value> {
        let [of, minutes] = arguments else {
            return self.refuse_with(span, "delay(…) is of two things", "write delay(x, 8 min)");
        };
        let time = self.in_unit(minutes, place, Unit::MINUTES)?;
        let node = self.model.graph.node(time.id);
        if node.level == Level::Moments || node.shape != 0 {
            let hint = "it can depend on parameters only";
            return self.refuse_with(minutes.span, "the delay is the same at all times", hint);
        }
        let (unit, _) = self.so_far(of, place);
        let slot = self.model.delays.len() as u16;
        self.model.delays.push(Delay { source: time.id, minutes: time.id });
        self.later(Later::Delay(slot), of, place);
        Some(Value { id: self.model.graph.leaf(Is::Delayed(slot), 0), unit: unit.named() })
    }

    /// `held(condition)`: for how long it has held, this step included.
    pub(super) fn held(&mut self, condition: Value) -> Value {
        let key = (usize::MAX, None, format!("{}", condition.id));
        if let Some(value) = self.remembered.get(&key) {
            return *value;
        }
        let graph = &mut self.model.graph;
        let shape = graph.shape(condition.id);
        let (none, step) = (graph.number(0.0), graph.number(self.file.clock.step));
        let slot = self.model.stocks.len();
        let now = graph.leaf(Is::Stock(slot as u16), shape);
        let more = graph.make(Op::Add, &[now, step]);
        let next = graph.make(Op::Select, &[condition.id, more, none]);
        self.model.stocks.push(Stock { shape, initial: none, next });
        let value = Value { id: next, unit: Unit::MINUTES };
        self.remembered.insert(key, value);
        value
    }

    /// Reads what was looked back at.
    pub(super) fn look_back(&mut self, later: Later, expr: &Expr, place: Place) {
        let value = match later {
            Later::Delay(_) => self.scalar(expr, place),
            Later::Stock(_) => self.expr(expr, place),
        };
        let Some(value) = value else { return };
        let shape = self.model.graph.shape(value.id);
        if value.unit == Unit::Unknown {
            let hint = "write its unit behind its name, such as `: min`";
            self.refuse_with::<()>(expr.span, "the unit of this follows from itself only", hint);
            return;
        }
        let key = (place.at.scope, place.at.member.map(|member| member.1), expr.span);
        self.hints.insert(key, (value.unit.named(), shape));
        match later {
            Later::Delay(slot) => self.model.delays[usize::from(slot)].source = value.id,
            Later::Stock(slot) => {
                let stock = &mut self.model.stocks[usize::from(slot)];
                if stock.shape == 0 && shape != 0 {
                    // It was not known yet that it differs between cohorts.
                    self.is_guessed = true;
                    return;
                }
                stock.next = value.id;
            }
        }
    }
}
