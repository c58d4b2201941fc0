//! Components and their dependencies.

use super::table::Table;
use super::{Card, Component, File, Kind, shown};
use crate::keys;
use crate::problem::{Mistake, Span, did_you_mean, short};
use std::rc::Rc;

/// Most components and dependencies.
const MAX_COMPONENTS: usize = 600;
/// The furthest column or row of a card.
const FURTHEST: f64 = 100.0;

/// Reads the components, each followed by its dependencies.
pub(super) fn read(root: &mut Table<'_, '_, '_>, file: &mut File) {
    let mut found: Vec<Component> = Vec::new();
    let mut known: Vec<String> = Vec::new();
    let kinds = &file.kinds;
    root.tables("component", |table| {
        let Some((id, span)) = table.name("id", "a component") else { return };
        if known.contains(&id) {
            table.report(Mistake::new(span, format!("there are two components `{id}`")));
        }
        if found.len() > MAX_COMPONENTS {
            return;
        }
        known.push(id.clone());
        let caller = found.len();
        let Some(mut found_here) = component(table, kinds, (id.replace('-', "_"), span)) else { return };
        found_here.card = card(table);
        let id = found_here.id.clone();
        found.push(found_here);
        let mut names: Vec<String> = Vec::new();
        table.tables("needs", |need| {
            let place = format!("component {}, needs", id.replace('_', "-"));
            need.place = place;
            let Some((on, on_span)) = need.name("on", "a dependency") else { return };
            let name = if need.get("name").is_some() { need.name("name", "a dependency") } else { None };
            let name = name.map_or_else(|| on.replace('-', "_"), |(name, _)| name.replace('-', "_"));
            if names.contains(&name) {
                let mistake = Mistake::new(on_span, format!("there are two dependencies `{name}`"));
                need.report(mistake.hint("give one of them a `name`"));
            }
            if on.replace('-', "_") == id {
                need.report(Mistake::new(on_span, "a component cannot need itself"));
            }
            let about = need.told("purpose", "a dependency");
            let dependency = component(need, kinds, (format!("{id}.{name}"), on_span));
            need.finish(&keys::NEED);
            if let Some(mut dependency) = dependency {
                dependency.card.about = about;
                dependency.ends = Some((caller, on.replace('-', "_"), on_span));
                found.push(dependency);
            }
            names.push(name);
        });
        table.finish(&keys::COMPONENT);
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

fn kind_of(table: &mut Table<'_, '_, '_>, kinds: &[Rc<Kind>]) -> Option<Rc<Kind>> {
    let (name, span) = table.name("kind", "this")?;
    let kind = kinds.iter().find(|kind| kind.name == name).cloned();
    if kind.is_none() {
        let near = did_you_mean(&name, kinds.iter().map(|kind| kind.name.as_str()));
        let is_need = table.place.ends_with("needs");
        let fitting = || kinds.iter().filter(|kind| kind.is_dependency() == is_need);
        let all = || fitting().map(|kind| kind.name.as_str()).collect::<Vec<_>>().join(", ");
        let hint = if near.is_empty() { format!("there are {}; a [[kind]] makes another", all()) } else { near };
        table.report(Mistake::new(span, format!("there is no kind `{}`", short(&name))).hint(hint));
    }
    kind
}

fn with_kind(table: &mut Table<'_, '_, '_>, kind: Rc<Kind>, (id, span): (String, Span)) -> Component {
    let place = table.place.clone();
    let set = table.table("parameters", &place, shown::settings).unwrap_or_default();
    let with = table.table("with", &place, |with| {
        let entries = with.entries();
        entries.filter_map(|(name, span, value)| Some((name, span, with.expression_in(value)?.1))).collect()
    });
    Component { id, span, kind, card: Card::default(), set, with: with.unwrap_or_default(), ends: None }
}

/// What people read about a component.
fn card(table: &mut Table<'_, '_, '_>) -> Card {
    let label = table.told("label", "a component");
    let about = table.told("about", "a component");
    let failing = table.text_or_empty("failing");
    let place = table.numbers::<2>("place", "column and row");
    if !place.iter().flatten().all(|part| (0.0..=FURTHEST).contains(part)) {
        let span = table.get("place").map_or(table.span, |place| table.span_of(place));
        let mistake = Mistake::new(span, "this place is outside of the picture");
        table.report(mistake.hint(format!("column and row are from 0 to {FURTHEST}")));
    }
    let lane = table.flag("lane").unwrap_or(true);
    Card { label, about, failing, place: place.map(|[column, row]| (column, row)), lane }
}
