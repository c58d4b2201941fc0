//! Kinds.

use super::table::Table;
use super::{Amount, Kind, Need, picture, shown};
use crate::keys;
use crate::parse;
use crate::problem::Mistake;
use crate::syntax::Equations;
use std::rc::Rc;
use toml::Spanned;
use toml::de::DeValue;

/// Most cohorts of a group.
const MAX_COHORTS: f64 = outage_plan::MAX_COHORTS as f64;

/// Reads the kinds of a text.
pub(super) fn read(root: &mut Table<'_, '_, '_>, kinds: &mut Vec<Rc<Kind>>) {
    root.tables("kind", |table| {
        let Some((name, span)) = table.name("name", "a kind") else { return };
        if kinds.iter().any(|kind| kind.name == name) {
            table.report(Mistake::new(span, format!("there are two kinds `{name}`")));
        }
        let about = table.text_or_empty("about");
        let needs = needs(table);
        let offers = shown::names_or_texts(table, "offers");
        let shows = table.get("shows").map(|_| shown::names_or_texts(table, "shows"));
        let hides = table.texts("hides");
        let well = table.text_or_empty("well");
        let picture = picture::read(table);
        let kind = Kind { about, needs, offers, shows, hides, well, picture, span, ..equations_of(table, name, true) };
        table.finish(&keys::KIND);
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
pub(super) fn equations_of(table: &mut Table<'_, '_, '_>, name: String, is_kind: bool) -> Kind {
    let place = if is_kind { table.place.clone() } else { "parameters".to_owned() };
    let parameters = table.table("parameters", &place, |table| shown::parameters(table, is_kind)).unwrap_or_default();
    let place = table.place.clone();
    let groups = table.table("cohorts", &place, cohorts).unwrap_or_default();
    let text = table.get("equations");
    let equations = text.map(|text| equations(table, text)).unwrap_or_default();
    let text = text.and_then(|text| text.get_ref().as_str()).unwrap_or("").to_owned();
    Kind { name, parameters, groups, equations, text, ..Kind::default() }
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
