//! How the members of a component are drawn: their states, and a picture around them.

use super::{Lower, Place, Strip};
use crate::file::{self, Kind};
use crate::graph::Id;
use crate::names::Source;
use crate::problem::short;
use crate::syntax::{Expr, Form, StateText};
use outage_plan::{self as plan, Meter, Op, Sentence, Trend};

impl Lower<'_> {
    /// The state of each cohort: the last of the kind's states that holds, else the usual one.
    pub(super) fn states(&mut self, scope: usize, states: &[StateText], place: Place) {
        let mut group = 0;
        let mut words = vec![String::new()];
        let mut conditions: Vec<(usize, Id)> = Vec::new();
        for state in states {
            let Some(only) = &state.only else {
                if !words[0].is_empty() {
                    let hint = "the others say `where` they hold";
                    self.refuse_with::<()>(state.span, "there are two usual states", hint);
                }
                words[0].clone_from(&state.words);
                continue;
            };
            let Some(holds) = self.truth(only, place) else { continue };
            let shape = self.model.graph.shape(holds.id);
            if shape == 0 || group != 0 && shape != group {
                let hint = "all states of a kind are of the cohorts of one group";
                self.refuse_with::<()>(only.span, "this is not of the same cohorts", hint);
                continue;
            }
            group = shape;
            let known = words.iter().position(|word| *word == state.words);
            let number = known.unwrap_or_else(|| {
                words.push(state.words.clone());
                words.len() - 1
            });
            conditions.push((number, holds.id));
        }
        let Some(name) = usize::from(group).checked_sub(1).map(|group| self.names.groups[group].0.clone()) else {
            return;
        };
        let graph = &mut self.model.graph;
        let none = graph.number(0.0);
        let mut state = graph.make_shaped(Op::Copy, &[none], group);
        for (number, only) in conditions {
            let number = graph.number(number as f64);
            state = graph.make(Op::Select, &[only, number, state]);
        }
        if let (Some(component), None) = self.cards[scope] {
            self.strips.insert(component, self.model.strips.len() as u16);
        }
        self.model.strips.push(Strip { name, states: words, group, state, levels: None, held: None });
    }

    /// The picture of a component, if its kind has one.
    pub(super) fn picture(&mut self, scope: usize, component: u16, kind: &Kind) -> Option<plan::Picture> {
        let picture = kind.picture.as_ref()?;
        let before = self.mistakes.len();
        let found = self.drawn(scope, component, picture);
        let place = format!("kind {}", kind.name);
        for mistake in &mut self.mistakes[before..] {
            *mistake = mistake.clone().within(&place);
        }
        found
    }

    fn drawn(&mut self, scope: usize, component: u16, picture: &file::Picture) -> Option<plan::Picture> {
        let place = Place::of(scope);
        let Some(&strip) = self.strips.get(&component) else {
            let hint = "write such as state \"over the limit\" where … among the equations";
            return self.refuse_with(picture.span, "a picture shows states, and this kind has none", hint);
        };
        let group = self.model.strips[usize::from(strip)].group;
        let of = self.names.groups[usize::from(group) - 1].0.clone();
        if let Some((written, span)) = &picture.of
            && self.names.full(scope, written) != of
        {
            let own = of.rsplit('.').next().unwrap_or(&of).to_owned();
            let message = format!("`{}` are not the cohorts that the states are of", short(written));
            return self.refuse_with(*span, message, format!("write of = \"{own}\""));
        }
        let levels = picture.level.as_ref().map(|expr| self.vector_of(expr, group, place));
        let held = picture.holds.as_ref().map(|expr| self.vector_of(expr, group, place));
        let known = &mut self.model.strips[usize::from(strip)];
        (known.levels, known.held) = (levels.flatten(), held.flatten());
        let mut column = |what: &str, expr: &Expr| self.column_in(what, expr, scope);
        let size = picture.size.as_ref().and_then(|size| column("size", size));
        let limit = picture.limit.as_ref().and_then(|limit| column("limit", limit));
        let (text, values) = &picture.title;
        let values = values.iter().enumerate().map(|(number, value)| column(&format!("title_{number}"), value));
        let values: Option<Vec<u16>> = values.collect();
        let meter = picture.meter.as_ref().and_then(|(label, value, limit, limit_label)| {
            let (value, limit) = (column("meter", value)?, column("meter_limit", limit)?);
            let limit_label = if limit_label.is_empty() { "limit" } else { limit_label }.to_owned();
            Some(Meter { label: label.clone(), value, limit, limit_label })
        });
        let trends = picture.trends.iter().enumerate().filter_map(|(number, trend)| {
            let full = trend.full.as_ref().and_then(|full| column(&format!("full_{number}"), full));
            Some(Trend { label: trend.label.clone(), value: column(&format!("trend_{number}"), &trend.value)?, full })
        });
        Some(plan::Picture {
            form: picture.form,
            strip,
            size,
            zones: picture.zones,
            trends: trends.collect(),
            title: Sentence { text: text.clone(), values: values? },
            member: picture.member.clone(),
            limit,
            meter,
        })
    }

    /// What is drawn of each member; what is the same for all of them is spread.
    fn vector_of(&mut self, expr: &Expr, group: u16, place: Place) -> Option<Id> {
        let value = self.expr(expr, place)?;
        match self.model.graph.shape(value.id) {
            0 => Some(self.model.graph.make_shaped(Op::Copy, &[value.id], group)),
            shape if shape == group => Some(value.id),
            _ => {
                let hint = "a picture is of the cohorts that the states are of";
                self.refuse_with(expr.span, "this is not of the same cohorts", hint)
            }
        }
    }

    /// The column of a number in a picture. What has a name has it there as well.
    fn column_in(&mut self, what: &str, expr: &Expr, scope: usize) -> Option<u16> {
        let value = self.scalar(expr, Place::of(scope))?;
        if let Form::Name(name) = &expr.form
            && let Some(definition) = self.names.in_scope(scope, name)
        {
            let Source::Parameter(number, _) = self.names.definitions[definition].source else {
                return self.column_of(definition, value);
            };
            let written = self.model.parameters[usize::from(number)].unit.clone();
            return self.column(self.names.name_of(definition), value, Some(&written), expr.span);
        }
        let name = self.names.full(scope, &format!("picture.{what}"));
        self.column(name, value, None, expr.span)
    }
}
