//! Receipts: where numbers come from, and the texts that they point to.

use super::table::Table;
use crate::problem::{Mistake, Span, short};
use toml::Spanned;
use toml::de::DeValue;

/// How a number is known.
pub(super) const RECEIPTS: [&str; 4] = ["stated", "derived", "fitted", "assumed"];

/// What receipts may point to, and whether they have to be there.
#[derive(Debug, Default)]
pub(super) struct Receipts {
    sources: Vec<String>,
    are_needed: bool,
}

/// Reads the sources of an outage, and whether it is a draft: in a draft what has no receipt is assumed.
pub(super) fn sources(root: &mut Table<'_, '_, '_>) {
    let status = root.text("status");
    if let Some((status, span)) = &status
        && status != "draft"
    {
        let hint = "write status = \"draft\", or leave it out when every number has its receipt";
        root.report(Mistake::new(*span, format!("there is no status `{}`", short(status))).hint(hint));
    }
    let mut sources: Vec<String> = Vec::new();
    root.tables("source", |table| {
        let id = table.name("id", "a source");
        if table.text("title").is_none() {
            let span = table.span;
            table.report(Mistake::new(span, "a source has no `title`"));
        }
        if let Some((url, span)) = table.text("url")
            && !url.starts_with("https://")
        {
            let hint = "leave it out when there is no lasting address";
            table.report(Mistake::new(span, "`url` has to begin with https://").hint(hint));
        }
        table.finish();
        let Some((id, span)) = id else { return };
        if sources.contains(&id) {
            table.report(Mistake::new(span, format!("there are two sources `{id}`")).hint("rename one of them"));
        }
        sources.push(id);
    });
    root.reader.receipts = Receipts { sources, are_needed: status.is_none() };
}

/// Checks the receipts of all parameters of a table.
pub(super) fn of_parameters(table: &mut Table<'_, '_, '_>) {
    for (name, span, value) in table.entries() {
        match value.get_ref() {
            // Without a value it is no parameter, which is told where parameters are read.
            DeValue::Table(inner) if inner.get("value").is_none() => {}
            DeValue::Table(_) => {
                let place = table.place.clone();
                table.table_in(value, &place, |inner| of(inner, span));
            }
            _ if table.reader.receipts.are_needed => {
                let written = table.reader.text.get(value.span()).unwrap_or("…");
                let hint = format!(
                    "say where it comes from: {name} = {{ value = {}, assumed = \"…\" }}, or stated, derived, fitted; \
                     while it is not known, write status = \"draft\" at the top of the file",
                    short(written)
                );
                table.report(Mistake::new(span, format!("`{name}` has no receipt")).hint(hint));
            }
            _ => {}
        }
    }
}

/// Checks the receipt that a table carries: one of `stated`, `derived`, `fitted` and `assumed`.
pub(super) fn of(table: &mut Table<'_, '_, '_>, span: Span) {
    let found: Vec<&str> = RECEIPTS.into_iter().filter(|key| table.text(key).is_some()).collect();
    if found.len() > 1 || found.is_empty() && table.reader.receipts.are_needed {
        let hint = "say where it comes from: stated, derived, fitted or assumed";
        table.report(Mistake::new(span, "a receipt is needed, and only one").hint(hint));
    }
    let named = table.texts("source");
    if matches!(found.as_slice(), ["stated" | "derived"]) && named.is_empty() {
        let hint = match table.reader.receipts.sources.as_slice() {
            [] => "list it first: [[source]] with an id and a title".to_owned(),
            sources => format!("name the source it is from: {}", sources.join(", ")),
        };
        table.report(Mistake::new(span, "what is stated or derived needs a `source`").hint(hint));
    }
    for (id, span) in named {
        source(table, &id, span);
    }
    let Some(value) = table.get("plausible") else { return };
    let span = table.span_of(value);
    match range(value) {
        None => table.expected(value, "two numbers"),
        Some((low, high)) if low > high => {
            let mistake = Mistake::new(span, "the plausible range is upside down");
            table.report(mistake.hint("write the smaller number first"));
        }
        Some(_) => {}
    }
}

/// Checks that a fact says what it quotes, and from where.
pub(super) fn of_fact(table: &mut Table<'_, '_, '_>) {
    let are_needed = table.reader.receipts.are_needed;
    for key in ["statement", "quote"] {
        if table.text(key).is_none() && are_needed {
            let span = table.span;
            table.report(Mistake::new(span, format!("a fact has no `{key}`")));
        }
    }
    match table.text("source") {
        Some((id, span)) => source(table, &id, span),
        None if are_needed => {
            let span = table.span;
            let hint = "name the source that it is quoted from";
            table.report(Mistake::new(span, "a fact has no `source`").hint(hint));
        }
        None => {}
    }
}

fn source(table: &mut Table<'_, '_, '_>, id: &str, span: Span) {
    let sources = &table.reader.receipts.sources;
    if sources.iter().any(|known| known == id) {
        return;
    }
    let hint = match sources.as_slice() {
        [] => "list it first: [[source]] with an id and a title".to_owned(),
        [only] => format!("there is only {only}"),
        sources => format!("there are {}", sources.join(", ")),
    };
    table.report(Mistake::new(span, format!("there is no source `{}`", short(id))).hint(hint));
}

/// Two numbers, in whatever order.
pub(super) fn range(value: &Spanned<DeValue<'_>>) -> Option<(f64, f64)> {
    let DeValue::Array(items) = value.get_ref() else { return None };
    let number = |item: &Spanned<DeValue<'_>>| match item.get_ref() {
        DeValue::Integer(digits) => digits.as_str().parse::<f64>().ok(),
        DeValue::Float(digits) => digits.as_str().parse::<f64>().ok(),
        _ => None,
    };
    let [low, high] = items.as_ref() else { return None };
    Some((number(low)?, number(high)?))
}
