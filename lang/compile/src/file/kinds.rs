//! Kinds and components.

use super::receipt::{self, range};
use super::table::Table;
use super::{Amount, Component, File, Kind, Need, Parameter, Quantity};
use crate::parse;
use crate::problem::{Mistake, Span, did_you_mean, short};
use crate::syntax::Equations;
use crate::units::Unit;
use std::rc::Rc;
use toml::Spanned;
use toml::de::DeValue;

/// Most components and dependencies.
const MAX_COMPONENTS: usize = 600;
/// Most cohorts of a group.
const MAX_COHORTS: f64 = outage_plan::MAX_COHORTS as f64;
/// What a parameter may have besides its value, for readers and for the page.
const OF_A_PARAMETER: [&str; 11] =
    ["value", "unit", "label", "was", "knob", "stated", "derived", "fitted", "assumed", "source", "plausible"];
/// What a component may have besides its mechanism.
const OF_A_COMPONENT: [&str; 7] = ["label", "about", "failing", "place", "lane", "watches", "purpose"];

/// Reads the kinds of a text.
pub(super) fn read(root: &mut Table<'_, '_, '_>, kinds: &mut Vec<Rc<Kind>>) {
    root.tables("kind", |table| {
        let Some((name, span)) = table.name("name", "a kind") else { return };
        if kinds.iter().any(|kind| kind.name == name) {
            table.report(Mistake::new(span, format!("there are two kinds `{name}`")));
        }
        let about = table.text("about").map_or_else(String::new, |(about, _)| about);
        let with_underscores = |(name, span): (String, Span)| (name.replace('-', "_"), span);
        let needs = needs(table);
        let offers = table.texts("offers").into_iter().map(with_underscores).collect();
        let kind = Kind { about, needs, offers, span, ..equations_of(table, name) };
        table.finish();
        kinds.push(Rc::new(kind));
    });
}

/// `needs = ["load"]`, or `needs = { load = "1" }` with what is taken when nobody tells it.
fn needs(table: &mut Table<'_, '_, '_>) -> Vec<Need> {
    let is_table = table.get("needs").is_some_and(|needs| needs.get_ref().is_table());
    if !is_table {
        let names = table.texts("needs").into_iter();
        return names.map(|(name, _)| Need { name: name.replace('-', "_"), usual: None }).collect();
    }
    let place = table.place.clone();
    let found = table.table("needs", &place, |needs| {
        let entries = needs.entries();
        entries.map(|(name, _, value)| Need { name, usual: needs.expression_in(value).map(|it| it.1) }).collect()
    });
    found.unwrap_or_default()
}

/// The parameters, cohorts and equations of a kind, or of the file itself.
pub(super) fn equations_of(table: &mut Table<'_, '_, '_>, name: String) -> Kind {
    let place = table.place.clone();
    let parameters = table.table("parameters", &place, parameters).unwrap_or_default();
    let groups = table.table("cohorts", &place, cohorts).unwrap_or_default();
    let equations = table.get("equations").map(|text| equations(table, text)).unwrap_or_default();
    Kind { name, parameters, groups, equations, ..Kind::default() }
}

fn equations(table: &mut Table<'_, '_, '_>, value: &Spanned<DeValue<'_>>) -> Equations {
    let DeValue::String(text) = value.get_ref() else {
        table.expected(value, "a text of equations, between ''' and '''");
        return Equations::default();
    };
    let mut mistakes = Vec::new();
    let found = parse::equations(text, table.inner(value), &mut mistakes);
    mistakes.into_iter().for_each(|mistake| table.report(mistake));
    found
}

fn cohorts(table: &mut Table<'_, '_, '_>) -> Vec<(String, u32)> {
    let mut found = Vec::new();
    for (name, _, value) in table.entries() {
        let Some(size) = table.quantity(value) else { continue };
        match size.amount {
            Amount::Number(count) if (1.0..=MAX_COHORTS).contains(&count) && count.fract() == 0.0 => {
                found.push((name, count as u32));
            }
            _ => {
                let message = format!("a group has 1 to {MAX_COHORTS} cohorts");
                table.report(Mistake::new(size.span, message));
            }
        }
    }
    found
}

fn parameters(table: &mut Table<'_, '_, '_>) -> Vec<Parameter> {
    let mut found = Vec::new();
    for (name, span, value) in table.entries() {
        let DeValue::Table(inner) = value.get_ref() else {
            let Some(usual) = table.quantity(value) else { continue };
            if matches!(usual.amount, Amount::Word(_)) {
                let hint = format!("write {name} = {{ value = …, words = [\"…\", \"…\"] }}");
                table
                    .report(Mistake::new(usual.span, format!("`{name}` is a word, but not of which words")).hint(hint));
                continue;
            }
            found.push(Parameter { name, span, usual, is_required: false, range: None, words: Vec::new() });
            continue;
        };
        let is_required = inner.get("value").is_none();
        let usual = if is_required {
            let unit = inner.get("unit").and_then(|unit| unit.get_ref().as_str()).unwrap_or("1");
            let parsed = table.reader.units.parse(unit);
            let (scale, unit_of) = parsed.unwrap_or((1.0, Unit::PLAIN));
            Some(Quantity { unit: unit_of, scale, written: unit.to_owned(), ..Quantity::plain(0.0, span) })
        } else {
            table.quantity(value)
        };
        let place = table.place.clone();
        let more = table.table_in(value, &place, |inner| {
            let words: Vec<String> = inner.texts("words").into_iter().map(|(word, _)| word.replace('-', "_")).collect();
            let range = inner.get("range").map(|value| (inner.span_of(value), range(value)));
            inner.ignore(&OF_A_PARAMETER);
            inner.finish();
            let range = range.map(|(span, range)| (span, range.filter(|(low, high)| low <= high)));
            if let Some((span, None)) = range {
                let mistake = Mistake::new(span, "a range is the smallest and the largest value");
                inner.report(mistake.hint("write range = [0, 1]"));
            }
            (words, range.and_then(|(_, range)| range))
        });
        if let (Some(usual), Some((words, range))) = (usual, more) {
            found.push(Parameter { name, span, usual, is_required, range, words });
        }
    }
    found
}

/// Reads the components, each followed by its dependencies.
pub(super) fn components(root: &mut Table<'_, '_, '_>, file: &mut File) {
    let mut found: Vec<Component> = Vec::new();
    let mut known: Vec<String> = Vec::new();
    let kinds = &file.kinds;
    root.tables("component", |table| {
        table.ignore(&OF_A_COMPONENT);
        let Some((id, span)) = table.name("id", "a component") else { return };
        if known.contains(&id) {
            table.report(Mistake::new(span, format!("there are two components `{id}`")));
        }
        if found.len() > MAX_COMPONENTS {
            return;
        }
        known.push(id.clone());
        let caller = found.len();
        let Some(component) = component(table, kinds, (id.replace('-', "_"), span)) else { return };
        let id = component.id.clone();
        found.push(component);
        let mut names: Vec<String> = Vec::new();
        table.tables("needs", |need| {
            need.ignore(&OF_A_COMPONENT);
            let place = format!("component {}, needs", id.replace('_', "-"));
            need.place = place;
            let Some((on, on_span)) = need.name("on", "a dependency") else { return };
            let name = if need.get("name").is_some() { need.name("name", "a dependency") } else { None };
            let name = name.map_or_else(|| on.replace('-', "_"), |(name, _)| name.replace('-', "_"));
            if names.contains(&name) {
                let mistake = Mistake::new(on_span, format!("there are two dependencies `{name}`"));
                need.report(mistake.hint("give one of them a `name`"));
            }
            if let Some(mut dependency) = component_of(need, kinds, (format!("{id}.{name}"), on_span)) {
                dependency.ends = Some((caller, on.replace('-', "_"), on_span));
                found.push(dependency);
            }
            names.push(name);
        });
        table.finish();
    });
    if found.len() > MAX_COMPONENTS {
        let message = format!("there are more than {MAX_COMPONENTS} components and dependencies");
        let span = root.span;
        root.report(Mistake::new(span, message));
        found.clear();
    }
    file.components = found;
}

fn component(table: &mut Table<'_, '_, '_>, kinds: &[Rc<Kind>], id: (String, Span)) -> Option<Component> {
    let kind = kind_of(table, kinds);
    Some(with_kind(table, kind?, id))
}

fn component_of(table: &mut Table<'_, '_, '_>, kinds: &[Rc<Kind>], id: (String, Span)) -> Option<Component> {
    let found = component(table, kinds, id);
    table.finish();
    found
}

fn kind_of(table: &mut Table<'_, '_, '_>, kinds: &[Rc<Kind>]) -> Option<Rc<Kind>> {
    let (name, span) = table.name("kind", "this")?;
    let kind = kinds.iter().find(|kind| kind.name == name).cloned();
    if kind.is_none() {
        let near = did_you_mean(&name, kinds.iter().map(|kind| kind.name.as_str()));
        let hint = if near.is_empty() { "`outage kinds` lists those of the library".to_owned() } else { near };
        table.report(Mistake::new(span, format!("there is no kind `{}`", short(&name))).hint(hint));
        table.ignore(&["parameters", "with", "needs"]);
    }
    kind
}

fn with_kind(table: &mut Table<'_, '_, '_>, kind: Rc<Kind>, (id, span): (String, Span)) -> Component {
    let place = table.place.clone();
    let set = table.table("parameters", &place, |parameters| {
        receipt::of_parameters(parameters);
        quantities(parameters)
    });
    let set = set.unwrap_or_default();
    let with = table.table("with", &place, |with| {
        let entries = with.entries();
        entries.filter_map(|(name, span, value)| Some((name, span, with.expression_in(value)?.1))).collect()
    });
    Component { id, span, kind, set, with: with.unwrap_or_default(), ends: None }
}

/// Names with their values.
pub(super) fn quantities(table: &mut Table<'_, '_, '_>) -> Vec<(String, Quantity)> {
    let mut found = Vec::new();
    for (name, span, value) in table.entries() {
        if let DeValue::Table(inner) = value.get_ref()
            && inner.get("value").is_none()
            && let Some((key, _)) = inner.iter().next()
        {
            let message = format!("`{name}` is a table here, because its name has a dot");
            let hint = format!("write the name between quotes: \"{name}.{}\" = …", key.get_ref());
            table.report(Mistake::new(span, message).hint(hint));
            continue;
        }
        if let DeValue::Table(_) = value.get_ref() {
            let place = table.place.clone();
            table.table_in(value, &place, |inner| {
                inner.ignore(&OF_A_PARAMETER);
                inner.finish();
            });
        }
        if let Some(quantity) = table.quantity(value) {
            found.push((name, quantity));
        }
    }
    found
}
