//! What people read: parts, what they show, in which order failures are felt.

use super::{Inside, Lower, Value};
use crate::Recorded;
use crate::file::{self, File, Kind};
use crate::names::Source;
use crate::problem::{Mistake, did_you_mean, short};
use crate::syntax::{Expr, Form, What};
use crate::units::Unit;
use outage_plan::{self as plan, Gauge, Need, Signal};
use std::rc::Rc;

/// Names that are there for callers and not for readers, unless a kind shows them.
const FOR_CALLERS: [&str; 3] = ["sends", "again", "repeats"];

/// For each scope the component that it is, or the component and the dependency among its own.
pub(super) fn cards(file: &File) -> Vec<(Option<u16>, Option<u16>)> {
    let mut found: Vec<(Option<u16>, Option<u16>)> = vec![(None, None)];
    let (mut component, mut need): (Option<u16>, u16) = (None, 0);
    for part in &file.components {
        if part.ends.is_none() {
            (component, need) = (Some(component.map_or(0, |number| number + 1)), 0);
            found.push((component, None));
        } else {
            found.push((component, Some(need)));
            need += 1;
        }
    }
    found
}

/// A label, or a name made readable.
pub(super) fn labelled(label: &str, id: &str) -> String {
    if !label.is_empty() {
        return label.to_owned();
    }
    let readable = id.replace(['-', '_'], " ");
    let mut letters = readable.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl Lower<'_> {
    /// The parts of the outage, with the columns of what they show.
    pub(super) fn parts(&mut self) {
        let fixed = self.fixed();
        for scope in 1..self.names.scopes.len() {
            if let (Some(number), need) = self.cards[scope] {
                match need {
                    None => self.card(scope, &fixed),
                    Some(_) => self.dependency(scope, usize::from(number)),
                }
            }
        }
    }

    /// What people read about the outage as a whole.
    pub(super) fn sheet(&mut self) {
        let read = &self.file.sheet;
        let root = self.root();
        let opens_on = read.opens_on.as_ref().and_then(|(id, span)| self.card_of(id, *span)).unwrap_or(root);
        let observer = read.observer.as_ref().and_then(|(id, missing)| self.observer(id, missing));
        let id = if read.id.is_empty() { "draft".to_owned() } else { read.id.clone() };
        let title = labelled(&read.about.title, &id);
        let short = if read.about.short.is_empty() { title.clone() } else { read.about.short.clone() };
        let order = self.felt_in_order();
        let story = self.story();
        let sheet = &mut self.model.sheet;
        sheet.about = plan::About { title, short, opens_on, observer, story, ..read.about.clone() };
        (sheet.id, sheet.root, sheet.order) = (id, root, order);
        sheet.clock = read.clock.clone();
        sheet.sources.clone_from(&read.sources);
        if self.options.record == Recorded::Everything {
            self.inside();
        }
        self.check_names();
    }

    /// The component that fails first: in a draft that does not say, the one on which the trigger acts.
    fn root(&mut self) -> u16 {
        if let Some((id, span)) = &self.file.sheet.root {
            return self.card_of(id, *span).unwrap_or(0);
        }
        let trigger = self.model.actions.iter().find(|action| action.plan.is_trigger);
        let change = trigger.and_then(|action| action.plan.changes.first());
        change.and_then(|change| self.model.parameters[usize::from(change.parameter)].component).unwrap_or(0)
    }

    pub(super) fn card_of(&mut self, id: &str, span: crate::problem::Span) -> Option<u16> {
        let name = id.replace('-', "_");
        let found = self.names.component(&name).and_then(|scope| match self.cards[scope] {
            (number, None) => number,
            _ => None,
        });
        if found.is_none() {
            let known = self.file.components.iter().filter(|it| it.ends.is_none()).map(|it| it.id.as_str());
            let near = did_you_mean(&name, known);
            return self.refuse_with(span, format!("there is no component `{}`", short(id)), near);
        }
        found
    }

    fn observer(&mut self, (id, at): &file::Named, (missing, span): &file::Named) -> Option<plan::Observer> {
        let component = self.card_of(id, *at)?;
        let card = &self.model.sheet.components[usize::from(component)];
        let common = Signal::COMMON.into_iter().find(|signal| signal.id() == missing);
        let gauge = card.gauges.iter().find(|gauge| gauge.id == *missing).map(|gauge| gauge.column);
        let column = common.and_then(|signal| card.column(signal).map(|column| column as u16)).or(gauge);
        if column.is_none() {
            let known: Vec<&str> = card.gauges.iter().map(|gauge| gauge.id.as_str()).collect();
            let near = did_you_mean(missing, known.into_iter().chain(Signal::COMMON.map(Signal::id)));
            return self.refuse_with(*span, format!("`{}` is no signal of `{}`", short(missing), short(id)), near);
        }
        Some(plan::Observer { component, missing: column? })
    }

    fn kind(&mut self, kind: &Rc<Kind>) -> u16 {
        if let Some(known) = self.model.sheet.kinds.iter().position(|known| known.name == kind.name) {
            return known as u16;
        }
        let is_read = self.options.record == Recorded::Everything;
        let equations = if is_read { kind.text.clone() } else { String::new() };
        self.model.sheet.kinds.push(plan::Kind { name: kind.name.clone(), about: kind.about.clone(), equations });
        self.model.sheet.kinds.len() as u16 - 1
    }

    fn parameters_of(&self, scope: usize) -> Vec<u16> {
        let own = self.names.definitions.iter().filter(|definition| definition.scope == scope);
        let number = |definition: &crate::names::Definition| match definition.source {
            Source::Parameter(number, _) => Some(number),
            _ => None,
        };
        own.filter_map(number).collect()
    }

    /// A number of a scope that is one for all cohorts.
    fn number_in(&self, scope: usize, name: &str) -> Option<(usize, Value)> {
        let definition = self.names.in_scope(scope, name)?;
        let is_pool = self.names.what(definition) == Some(What::Pool);
        let value = self.values[definition].filter(|value| self.model.graph.shape(value.id) == 0 && !is_pool)?;
        Some((definition, value))
    }

    fn card(&mut self, scope: usize, fixed: &[Option<f64>]) {
        let part = &self.file.components[scope - 1];
        let kind = part.kind.clone();
        let number = self.model.sheet.components.len() as u16;
        let mut card = plan::Component {
            id: part.id.replace('_', "-"),
            label: labelled(&part.card.label, &part.id),
            about: part.card.about.clone(),
            failing: part.card.failing.clone(),
            well: kind.well.clone(),
            kind: self.kind(&kind),
            place: part.card.place.unwrap_or_else(|| self.usual_place(scope)),
            lane: part.card.lane,
            parameters: self.parameters_of(scope),
            hears: self.heard(scope),
            ..plan::Component::default()
        };
        for (place, signal) in Signal::COMMON.into_iter().enumerate() {
            let is_hidden = kind.hides.iter().any(|(name, _)| name == signal.id());
            let found = self.number_in(scope, signal.id()).filter(|_| !is_hidden);
            if let Some((definition, value)) = found
                && fixed.get(value.id as usize).copied().flatten().is_none()
            {
                card.common[place] = self.column_of(definition, value);
            }
        }
        card.gauges = self.gauges(scope, &kind, fixed);
        card.picture = self.picture(scope, number, &kind);
        self.model.sheet.components.push(card);
    }

    /// Where a component is drawn whose place is not said: right of what it depends on, below those before it.
    fn usual_place(&self, scope: usize) -> (f64, f64) {
        const COLUMNS: usize = 6;
        let scopes = &self.names.scopes;
        let mut columns = vec![0; scopes.len()];
        for _ in 0..COLUMNS {
            for need in scopes {
                let Some((caller, callee)) = need.ends else { continue };
                columns[caller] = columns[caller].max((columns[callee] + 1).min(COLUMNS));
            }
        }
        let before = (1..scope).filter(|&other| scopes[other].ends.is_none() && columns[other] == columns[scope]);
        (columns[scope] as f64, before.count() as f64)
    }

    /// The components that a part or one of its dependencies is told something of, besides those it depends on.
    fn heard(&self, scope: usize) -> Vec<u16> {
        fn names<'e>(expr: &'e Expr, found: &mut Vec<&'e str>) {
            if let Form::Name(name) = &expr.form {
                found.extend(name.split_once('.').map(|(component, _)| component));
            }
            expr.parts(|part| names(part, found));
        }
        let mut found = Vec::new();
        let is_own = |part: &file::Component| part.ends.as_ref().is_some_and(|(caller, ..)| *caller == scope - 1);
        let parts = self.file.components.iter().enumerate();
        let parts = parts.filter(|(number, part)| *number == scope - 1 || is_own(part));
        parts.flat_map(|(_, part)| &part.with).for_each(|(_, _, expr)| names(expr, &mut found));
        let mut heard: Vec<u16> = Vec::new();
        for number in found.into_iter().filter_map(|name| self.cards[self.names.component(name)?].0) {
            if !heard.contains(&number) {
                heard.push(number);
            }
        }
        heard
    }

    fn gauges(&mut self, scope: usize, kind: &Kind, fixed: &[Option<f64>]) -> Vec<Gauge> {
        let place = format!("kind {}", kind.name);
        for (name, span) in &kind.hides {
            if !Signal::COMMON.iter().any(|signal| signal.id() == name) {
                let mistake = Mistake::new(*span, format!("`{}` is not shown by itself", short(name)));
                let hint = format!("there are {}", Signal::COMMON.map(Signal::id).join(", "));
                self.mistakes.push(mistake.hint(hint).within(&place));
            }
        }
        let is_common = |name: &str| Signal::COMMON.iter().any(|signal| signal.id() == name);
        let usual = || {
            let offers =
                kind.offers.iter().filter(|(name, ..)| !is_common(name) && !FOR_CALLERS.contains(&name.as_str()));
            let numbers = offers.filter(|(name, ..)| self.number_in(scope, name).is_some());
            numbers.map(|(name, span, _)| (name.clone(), *span, String::new())).collect()
        };
        let mut found = Vec::new();
        for (id, span, of) in kind.shows.clone().unwrap_or_else(usual) {
            let name = if of.is_empty() { id.clone() } else { of.replace('-', "_") };
            let Some(definition) = self.names.in_scope(scope, &name) else {
                let known = kind.offers.iter().map(|(name, ..)| name.as_str());
                let mistake = Mistake::new(span, format!("`{}` is shown, but not defined", short(&name)));
                self.mistakes.push(mistake.hint(did_you_mean(&name, known)).within(&place));
                continue;
            };
            // What has no value has told why.
            let Some(value) = self.values[definition] else { continue };
            if self.model.graph.shape(value.id) != 0 || self.names.what(definition) == Some(What::Pool) {
                let mistake = Mistake::new(span, format!("`{name}` cannot be shown, because it is not one number"));
                self.mistakes.push(mistake.hint("show its mean(…), largest(…) or sum(…)").within(&place));
                continue;
            }
            if fixed.get(value.id as usize).copied().flatten().is_some() {
                continue;
            }
            let Some(column) = self.column_of(definition, value) else { continue };
            let about = kind.offers.iter().find(|(offer, ..)| *offer == name).map_or("", |(_, _, about)| about);
            let is_plain = matches!(value.unit, Unit::Bare | Unit::Truth) || value.unit == Unit::PLAIN;
            found.push(Gauge {
                id: id.replace('_', "-"),
                about: about.to_owned(),
                unit: self.model.columns[usize::from(column)].2.clone(),
                is_share: is_plain && self.written_unit(definition).is_none_or(|unit| unit == "share"),
                column,
            });
        }
        found
    }

    fn dependency(&mut self, scope: usize, component: usize) {
        let part = &self.file.components[scope - 1];
        let Some((_, callee)) = self.names.scopes[scope].ends else { return };
        let (Some(on), None) = self.cards[callee] else { return };
        let mut column = |name: &str| {
            let (definition, value) = self.number_in(scope, name)?;
            self.column_of(definition, value)
        };
        let [error, failing, flow, again] = ["error", "failing", "flow", "again"].map(&mut column);
        let id = part.id.rsplit('.').next().unwrap_or(&part.id).replace('_', "-");
        let parameters = self.parameters_of(scope);
        let kind = self.kind(&part.kind.clone());
        let purpose = part.card.about.clone();
        let need = Need { id, on, kind, purpose, error, failing, flow, again, parameters };
        self.model.sheet.components[component].needs.push(need);
    }

    /// Callees before their callers. Where they need each other in a circle, the first in the file comes first.
    fn felt_in_order(&self) -> Vec<u16> {
        let cards = &self.model.sheet.components;
        let mut order: Vec<u16> = Vec::new();
        let mut rest: Vec<u16> = (0..cards.len() as u16).collect();
        while let Some(&first) = rest.first() {
            let is_free = |number: &u16| cards[usize::from(*number)].needs.iter().all(|need| order.contains(&need.on));
            let mut next: Vec<u16> = rest.iter().copied().filter(is_free).collect();
            if next.is_empty() {
                next.push(first);
            }
            rest.retain(|number| !next.contains(number));
            order.extend(next);
        }
        order
    }

    /// Everything that has a name and a value, for those who look inside.
    fn inside(&mut self) {
        for definition in 0..self.names.definitions.len() {
            let found = &self.names.definitions[definition];
            let (Some(component), need) = self.cards[found.scope] else { continue };
            let is_value = matches!(found.source, Source::Statement(_) | Source::Told(..));
            let Some(value) = self.values[definition].filter(|_| is_value) else { continue };
            let unit = match self.written_unit(definition) {
                Some(written) => written,
                None if matches!(value.unit, Unit::Of(_)) && value.unit != Unit::PLAIN => self.units.show(value.unit),
                None if value.unit == Unit::Truth => "no | yes".into(),
                None => String::new(),
            };
            let scale = self.units.parse(&unit).map_or(1.0, |(scale, _)| scale);
            let unit = if matches!(unit.as_str(), "1" | "share") { String::new() } else { unit };
            let name = found.name.clone();
            let told = if let Source::Told(told, _) = &found.source { Some(told.span) } else { None };
            self.model.inside.push(Inside { component, need, name, id: value.id, scale, unit, told });
        }
    }

    /// No two parameters have the same name, now or before.
    fn check_names(&mut self) {
        let mut known = std::collections::BTreeSet::new();
        let parameters = &self.model.parameters;
        let ids = parameters.iter().map(|parameter| &parameter.id);
        let twice = ids.chain(parameters.iter().flat_map(|it| &it.was)).find(|id| !known.insert(id.as_str()));
        if let Some(id) = twice.cloned() {
            let set =
                self.file.components.iter().flat_map(|part| &part.set).map(|it| (&it.shown.was, it.quantity.span));
            let at_the_top = self.file.top.parameters.iter().map(|it| (&it.shown.was, it.span));
            let span = at_the_top.chain(set).find(|(was, _)| was.contains(&id)).map(|(_, span)| span);
            let span = span.unwrap_or(crate::problem::Span { text: u16::MAX, ..Default::default() });
            let hint = "links could mean either: take it out of `was`, or rename one";
            self.refuse_with::<()>(span, format!("there are two parameters `{}`, now or before", short(&id)), hint);
        }
    }
}
