//! Receipts: where numbers come from, and the texts that they point to.

use super::table::{Table, numbers};
use crate::keys;
use crate::problem::{Mistake, Span, short};
use outage_plan::{Receipt, ReceiptKind, Source};
use toml::Spanned;
use toml::de::DeValue;

/// What is assumed in a draft without a word.
const OF_A_DRAFT: &str = "the draft does not say where it comes from";

/// Reads the sources of an outage, and whether it is a draft: in a draft what has no receipt is assumed.
pub(super) fn sources(root: &mut Table<'_, '_, '_>) -> Vec<Source> {
    let status = root.text("status");
    if let Some((status, span)) = &status
        && status != "draft"
    {
        let hint = "write status = \"draft\", or leave it out when every number has its receipt";
        root.report(Mistake::new(*span, format!("there is no status `{}`", short(status))).hint(hint));
    }
    let mut sources: Vec<Source> = Vec::new();
    root.tables("source", |table| {
        let id = table.name("id", "a source");
        if table.get("title").is_none() {
            let span = table.span;
            table.report(Mistake::new(span, "a source has no `title`"));
        }
        let title = table.text_or_empty("title");
        let url = table.text("url");
        if let Some((url, span)) = &url
            && !url.starts_with("https://")
        {
            let hint = "leave it out when there is no lasting address";
            table.report(Mistake::new(*span, "`url` has to begin with https://").hint(hint));
        }
        table.finish(&keys::SOURCE);
        let Some((id, span)) = id else { return };
        if sources.iter().any(|source| source.id == id) {
            table.report(Mistake::new(span, format!("there are two sources `{id}`")).hint("rename one of them"));
        }
        sources.push(Source { id, title, url: url.map_or_else(String::new, |(url, _)| url) });
    });
    root.reader.sources = sources.iter().map(|source| source.id.clone()).collect();
    root.reader.is_draft = status.is_some();
    sources
}

/// The receipt of a parameter that is written without one.
pub(super) fn of_bare(table: &mut Table<'_, '_, '_>, name: &str, span: Span, value: &Spanned<DeValue<'_>>) -> Receipt {
    if !table.reader.is_draft {
        let written = table.reader.text.get(value.span()).unwrap_or("…");
        let hint = format!(
            "say where it comes from: {name} = {{ value = {}, assumed = \"…\" }}, or stated, derived, fitted; while it is \
             not known, write status = \"draft\" at the top of the file",
            short(written)
        );
        table.report(Mistake::new(span, format!("`{name}` has no receipt")).hint(hint));
    }
    of_draft()
}

/// The receipt of what a draft says without one.
pub(super) fn of_draft() -> Receipt {
    Receipt { kind: ReceiptKind::Assumed, text: OF_A_DRAFT.to_owned(), sources: Vec::new(), plausible: None }
}

/// The receipt that a table carries: one of `stated`, `derived`, `fitted` and `assumed`.
pub(super) fn of(table: &mut Table<'_, '_, '_>, span: Span) -> Option<Receipt> {
    let mut found = Vec::new();
    for (key, kind) in ReceiptKind::ALL {
        found.extend(table.text(key).map(|(text, _)| (kind, text)));
    }
    if found.len() > 1 || found.is_empty() && !table.reader.is_draft {
        let hint = "say where it comes from: stated, derived, fitted or assumed";
        table.report(Mistake::new(span, "a receipt is needed, and only one").hint(hint));
    }
    let named = table.texts("source");
    if matches!(found.as_slice(), [(ReceiptKind::Stated | ReceiptKind::Derived, _)]) && named.is_empty() {
        let hint = match table.reader.sources.as_slice() {
            [] => "list it first: [[source]] with an id and a title".to_owned(),
            sources => format!("name the source it is from: {}", sources.join(", ")),
        };
        table.report(Mistake::new(span, "what is stated or derived needs a `source`").hint(hint));
    }
    let sources = named.into_iter().filter_map(|(id, span)| source(table, &id, span)).collect();
    let plausible = table.get("plausible").and_then(|value| {
        let span = table.span_of(value);
        match numbers(value) {
            None => table.expected(value, "two numbers"),
            Some([low, high]) if low > high => {
                let mistake = Mistake::new(span, "the plausible range is upside down");
                table.report(mistake.hint("write the smaller number first"));
            }
            Some([low, high]) => return Some((low, high)),
        }
        None
    });
    let (kind, text) = found.into_iter().next()?;
    Some(Receipt { kind, text, sources, plausible })
}

/// The number of a source.
pub(super) fn source(table: &mut Table<'_, '_, '_>, id: &str, span: Span) -> Option<u16> {
    let sources = &table.reader.sources;
    if let Some(found) = sources.iter().position(|known| known == id) {
        return Some(found as u16);
    }
    let hint = match sources.as_slice() {
        [] => "list it first: [[source]] with an id and a title".to_owned(),
        [only] => format!("there is only {only}"),
        sources => format!("there are {}", sources.join(", ")),
    };
    table.report(Mistake::new(span, format!("there is no source `{}`", short(id))).hint(hint));
    None
}
