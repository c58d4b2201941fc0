//! What a model is asked for: columns, states, actions, remediations, facts.

use super::sheet::labelled;
use super::{Action, Lower, Place, Value};
use crate::file;
use crate::graph::Id;
use crate::names::{Meaning, Source};
use crate::problem::{Mistake, Span, did_you_mean, meant, short};
use crate::syntax::{Expr, Form};
use crate::units::Unit;
use outage_plan::{self as plan, Change, Op};

/// Errors above this are an alarm, once they have lasted for as long as operators need.
const ONSET: f64 = 0.02;

impl Lower<'_> {
    pub(super) fn outputs(&mut self) {
        for definition in self.recorded() {
            let Some(value) = self.values[definition] else { continue };
            if self.model.graph.shape(value.id) == 0 {
                self.column_of(definition, value);
            }
        }
        for (name, expr) in &self.file.records {
            if let Some(value) = self.scalar(expr, Place::default()) {
                self.column_of_expr(name.clone(), expr, value);
            }
        }
        for action in &self.file.actions {
            self.action(action);
        }
        for remediation in &self.file.remediations {
            let changes = self.changes(&remediation.set, &format!("remediation {}", remediation.id));
            let moves = remediation.moves.iter();
            let moves = moves.filter_map(|(id, span, at)| Some((self.action_number(id, *span)?, *at))).collect();
            let changes = changes.into_iter().map(|(change, _)| change).collect();
            let rehearses = remediation.rehearses.iter();
            let told = &remediation.told;
            let remediation = plan::Remediation {
                id: remediation.id.clone(),
                label: labelled(&told.label, &remediation.id),
                about: told.about.clone(),
                proposed_by: remediation.proposed_by.clone(),
                receipt: told.receipt.clone(),
                changes,
                moves,
                rehearses: rehearses.filter_map(|(id, span)| self.action_number(id, *span)).collect(),
            };
            self.model.remediations.push(remediation);
        }
        for fact in &self.file.facts {
            self.fact(fact);
        }
    }

    /// Records something that has a name.
    pub(super) fn column_of(&mut self, definition: usize, value: Value) -> Option<u16> {
        let written = self.written_unit(definition);
        self.column(self.names.name_of(definition), value, written.as_deref(), self.span_of(definition))
    }

    /// Records an expression of the file; what is the name of something is recorded in its unit.
    fn column_of_expr(&mut self, name: String, expr: &Expr, value: Value) -> Option<u16> {
        let meaning = match &expr.form {
            Form::Name(name) => self.names.found(name, Default::default(), expr.span),
            _ => None,
        };
        let written = match meaning {
            Some(Meaning::Definition(definition)) => self.written_unit(definition),
            _ => None,
        };
        self.column(name, value, written.as_deref(), expr.span)
    }

    /// The unit that stands behind a definition's name.
    pub(super) fn written_unit(&self, definition: usize) -> Option<String> {
        let found = &self.names.definitions[definition];
        match &found.source {
            Source::Statement(number) => {
                let statement = &self.names.scopes[found.scope].kind.equations.statements[*number];
                let written = statement.unit.as_ref().map(|(written, _)| written.clone());
                // Times to an answer are read in seconds.
                written.or_else(|| (found.scope > 0 && found.name == "latency").then(|| "s".to_owned()))
            }
            _ => None,
        }
    }

    /// Records a number in the unit that its author wrote, else in minutes and counts.
    pub(super) fn column(&mut self, name: String, value: Value, written: Option<&str>, span: Span) -> Option<u16> {
        if let Some(known) = self.model.columns.iter().position(|column| column.0 == name) {
            return Some(known as u16);
        }
        if self.model.columns.len() >= plan::MAX_LIST {
            return self.refuse(span, format!("more than {} numbers would be recorded", plan::MAX_LIST));
        }
        let scale = written.and_then(|written| self.units.parse(written)).map_or(1.0, |(scale, _)| scale);
        let unit = match written {
            // Shares and plain numbers.
            Some("1" | "share") => String::new(),
            Some(written) => written.to_owned(),
            None => match value.unit {
                Unit::Of(_) if value.unit != Unit::PLAIN => self.units.show(value.unit),
                _ => String::new(),
            },
        };
        let scale = self.model.graph.number(scale);
        let id = self.model.graph.make(Op::Div, &[value.id, scale]);
        self.model.columns.push((name, id, unit));
        Some(self.model.columns.len() as u16 - 1)
    }

    fn action(&mut self, action: &file::Action) {
        let before = self.mistakes.len();
        let set = self.changes(&action.set, "");
        if action.over > 0.0 {
            for (change, span) in &set {
                let parameter = &self.model.parameters[usize::from(change.parameter)];
                if !parameter.words.is_empty() {
                    let message = format!("`{}` is a word, and there is nothing between two words", parameter.name);
                    self.mistakes.push(Mistake::new(*span, message).hint("leave `over` out"));
                }
            }
        }
        let answers = action.answers.as_ref().and_then(|(id, span)| self.alarm(id, *span));
        let component = action.answers.as_ref().and_then(|(id, _)| self.names.component(&id.replace('-', "_")));
        let component = component.and_then(|scope| self.cards[scope].0);
        let needs = action.needs.as_ref().and_then(|expr| self.works(expr));
        let after = action.after.as_ref().and_then(|(id, span)| self.action_number(id, *span));
        let place = format!("action {}", action.id);
        for mistake in &mut self.mistakes[before..] {
            *mistake = mistake.clone().within(&place);
        }
        let (changes, spans): (Vec<Change>, Vec<Span>) = set.into_iter().unzip();
        self.model.actions.push(Action {
            plan: plan::Action {
                id: action.id.clone(),
                label: labelled(&action.told.label, &action.id),
                about: action.told.about.clone(),
                receipt: action.told.receipt.clone(),
                is_trigger: action.is_trigger,
                at: action.at,
                over: action.over,
                answers: component,
                alarm: None,
                patience: action.patience,
                needs: None,
                takes: action.takes,
                retry: action.retry,
                after,
                changes,
            },
            answers,
            needs,
            spans,
        });
    }

    /// For how long a component has been failing.
    fn alarm(&mut self, id: &str, span: Span) -> Option<Id> {
        let name = id.replace('-', "_");
        let Some(scope) = self.names.component(&name) else {
            let known = self.file.components.iter().filter(|it| it.ends.is_none()).map(|it| it.id.as_str());
            let near = did_you_mean(&name, known);
            return self.refuse_with(span, format!("there is no component `{}`", short(id)), near);
        };
        let Some(error) = self.names.in_scope(scope, "error") else {
            return self.refuse(span, format!("`{id}` has no `error` that could raise an alarm"));
        };
        // What has no value has told why.
        let error = self.values[error]?;
        if self.model.graph.shape(error.id) != 0 {
            return self.refuse(span, format!("the `error` of `{id}` differs between cohorts"));
        }
        let graph = &mut self.model.graph;
        let onset = graph.number(ONSET);
        let id = graph.make(Op::AtMost, &[onset, error.id]);
        Some(self.held(Value { id, unit: Unit::Truth }).id)
    }

    /// How well something works, 0 to 1.
    fn works(&mut self, expr: &Expr) -> Option<Id> {
        let value = self.scalar(expr, Place::default())?;
        if !matches!(value.unit, Unit::Truth | Unit::Bare) && value.unit != Unit::PLAIN {
            let is = self.units.show(value.unit);
            return self.refuse(expr.span, format!("what is needed works or not, or to a share; this is in {is}"));
        }
        Some(value.id)
    }

    fn action_number(&mut self, id: &str, span: Span) -> Option<u16> {
        let found = self.file.actions.iter().position(|action| action.id == id);
        if found.is_none() {
            let near = did_you_mean(id, self.file.actions.iter().map(|action| action.id.as_str()));
            return self.refuse_with(span, format!("there is no action `{}`", short(id)), near);
        }
        found.map(|found| found as u16)
    }

    pub(super) fn remediation_number(&mut self, id: &str, span: Span) -> Option<u16> {
        let found = self.file.remediations.iter().position(|remediation| remediation.id == id);
        if found.is_none() {
            let near = did_you_mean(id, self.file.remediations.iter().map(|it| it.id.as_str()));
            return self.refuse_with(span, format!("there is no remediation `{}`", short(id)), near);
        }
        found.map(|found| found as u16)
    }

    /// What something sets, each with its place.
    fn changes(&mut self, set: &[(String, file::Quantity)], place: &str) -> Vec<(Change, Span)> {
        let mut found = Vec::new();
        for (name, given) in set {
            let Some(number) = self.model.parameters.iter().position(|parameter| parameter.name == *name) else {
                let hint = self.settable(name, &given.number());
                let mistake = Mistake::new(given.span, format!("there is no parameter `{}`", short(name)));
                self.mistakes.push(mistake.hint(hint).within(place));
                continue;
            };
            let parameter = self.model.parameters[number].clone();
            let unit = self.names.definitions.iter().enumerate().find_map(|(definition, it)| match it.source {
                Source::Parameter(found, _) if usize::from(found) == number => self.values[definition],
                _ => None,
            });
            let Some(Value { unit, .. }) = unit else { continue };
            let usual = file::Quantity {
                scale: parameter.scale,
                written: parameter.unit.clone(),
                ..file::Quantity::plain(0.0, given.span)
            };
            let Some(value) = self.amount(given, unit, &usual, &parameter.words, name, place) else { continue };
            let value = value / parameter.scale;
            let (low, high) = parameter.range;
            if !(low..=high).contains(&value) {
                let message = format!("`{name}` is from {low} to {high} {}", parameter.unit);
                self.mistakes.push(Mistake::new(given.span, message.trim_end().to_owned()).within(place));
            }
            found.push((Change { parameter: number as u16, value }, given.span));
        }
        found
    }

    /// What can be set instead of a name that is no parameter.
    fn settable(&self, name: &str, value: &str) -> String {
        let all = || self.model.parameters.iter().map(|parameter| parameter.name.as_str());
        let near = meant(name, value, all().collect::<Vec<_>>());
        if !near.is_empty() {
            return near;
        }
        let listed = |names: Vec<&str>| match names.as_slice() {
            [] => "it has no parameters".to_owned(),
            some => format!("what can be set is {}", some.join(", ")),
        };
        let of_component = name.rsplit_once('.').filter(|(component, _)| self.names.component(component).is_some());
        if let Some((component, part)) = of_component {
            let own: Vec<&str> = all().filter(|it| it.rsplit_once('.').is_some_and(|it| it.0 == component)).collect();
            let is_worked_out = self.names.component(component).and_then(|it| self.names.in_scope(it, part)).is_some();
            let listed = listed(own);
            return if is_worked_out { format!("it follows from the equations; {listed}") } else { listed };
        }
        // A parameter without its component.
        let ends: Vec<&str> = all().filter(|it| it.rsplit_once('.').is_some_and(|it| it.1 == name)).collect();
        if ends.is_empty() { String::new() } else { listed(ends) }
    }

    fn fact(&mut self, fact: &file::Fact) {
        let before = self.mistakes.len();
        let read = self.read_fact(fact);
        let place = format!("fact {}", fact.id);
        for mistake in &mut self.mistakes[before..] {
            *mistake = mistake.clone().within(&place);
        }
        self.model.facts.extend(read);
    }

    fn read_fact(&mut self, fact: &file::Fact) -> Option<plan::Fact> {
        let value = self.scalar(&fact.of, Place::default())?;
        let numbers = |list: &[(String, Span)], lower: &mut Self| -> Vec<u16> {
            list.iter().filter_map(|(id, span)| lower.action_number(id, *span)).collect()
        };
        let off = numbers(&fact.off, self);
        let set = self.changes(&fact.set, "").into_iter().map(|(change, _)| change).collect();
        let fix = fact.fix.iter().filter_map(|(id, span)| self.remediation_number(id, *span)).collect();
        let mut before = Vec::new();
        for (id, span) in &fact.before {
            match self.file.facts.iter().position(|other| other.id == *id) {
                Some(found) => before.push(found as u16),
                None => {
                    let near = did_you_mean(id, self.file.facts.iter().map(|it| it.id.as_str()));
                    self.refuse_with::<()>(*span, format!("there is no fact `{}`", short(id)), near);
                }
            }
        }
        // A bound without a unit is in the unit that the column is recorded in.
        let given = &fact.bound;
        let column = self.column_of_expr(fact.name.clone(), &fact.of, value)?;
        let is_relative = fact.reading == plan::Reading::FallsToShareOfPeak;
        let unit = if is_relative || value.unit == Unit::Truth { Unit::PLAIN } else { value.unit.named() };
        let bound = if given.written.is_empty() || given.unit == unit {
            given.value()
        } else {
            let (is, should) = (self.units.show(given.unit), self.units.show(unit));
            return self.refuse(given.span, format!("what is read is in {should}, and this is in {is}"));
        };
        // Columns are in the unit that their author wrote.
        let recorded = self.model.columns[usize::from(column)].2.clone();
        let scale = self.units.parse(&recorded).map_or(1.0, |(scale, _)| scale);
        let bound = if given.written.is_empty() || is_relative { bound } else { bound / scale };
        Some(plan::Fact {
            id: fact.id.clone(),
            statement: fact.statement.clone(),
            quote: fact.quote.clone(),
            source: fact.cited,
            soft: fact.soft,
            words: fact.words.clone(),
            column,
            reading: fact.reading,
            bound,
            times: if fact.reading == plan::Reading::Crosses { fact.times } else { 0 },
            lasting: fact.lasting,
            documented: fact.documented,
            tolerance: fact.tolerance,
            given: plan::Given { off, set, fix },
            before,
        })
    }
}
