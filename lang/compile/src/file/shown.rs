//! Parameters and what people read about them: labels, knobs, former names; and what kinds show.

use super::table::{Table, numbers};
use super::{Amount, Knob, KnobText, Parameter, Quantity, Setting, Shown, receipt};
use crate::keys;
use crate::problem::{Mistake, Span, short};
use crate::units::Unit;
use outage_plan::ReceiptKind;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Longest former name of a parameter.
const LONGEST_ID: usize = 120;

/// The parameters of a kind, or of the file itself, where they need receipts.
pub(super) fn parameters(table: &mut Table<'_, '_, '_>, is_kind: bool) -> Vec<Parameter> {
    let mut found = Vec::new();
    for (name, span, value) in table.entries() {
        if is_dotted(table, &name, span, value) {
            continue;
        }
        let DeValue::Table(inner) = value.get_ref() else {
            let Some(usual) = table.quantity(value) else { continue };
            if matches!(usual.amount, Amount::Word(_)) {
                let hint = format!("write {name} = {{ value = …, words = [\"…\", \"…\"] }}");
                table
                    .report(Mistake::new(usual.span, format!("`{name}` is a word, but not of which words")).hint(hint));
                continue;
            }
            let receipt = if is_kind { None } else { Some(receipt::of_bare(table, &name, span, value)) };
            let mut shown = Shown { receipt, ..Shown::default() };
            check_receipt(table, &name, &usual, &mut shown);
            found.push(Parameter { name, span, usual, is_required: false, range: None, words: Vec::new(), shown });
            continue;
        };
        let is_required = inner.get("value").is_none();
        let usual = if is_required { Some(of_unit(table, inner, span)) } else { table.quantity(value) };
        let place = table.place.clone();
        let more = table.table_in(value, &place, |inner| {
            let words: Vec<String> = inner.texts("words").into_iter().map(|(word, _)| word.replace('-', "_")).collect();
            let range = inner.get("range").map(|value| (inner.span_of(value), numbers(value)));
            let shown = shown(inner, span, !is_kind && !is_required);
            let range = range.map(|(span, range)| (span, range.filter(|[low, high]| low <= high)));
            if let Some((span, None)) = range {
                let mistake = Mistake::new(span, "a range is the smallest and the largest value");
                inner.report(mistake.hint("write range = [0, 1]"));
            }
            (words, range.and_then(|(_, range)| range).map(|[low, high]| (low, high)), shown)
        });
        if let (Some(usual), Some((words, range, mut shown))) = (usual, more) {
            check_receipt(table, &name, &usual, &mut shown);
            found.push(Parameter { name, span, usual, is_required, range, words, shown });
        }
    }
    found
}

/// What has no value yet, in the unit that is written.
fn of_unit(table: &mut Table<'_, '_, '_>, inner: &DeTable<'_>, span: Span) -> Quantity {
    let unit = inner.get("unit").and_then(|unit| unit.get_ref().as_str()).unwrap_or("1");
    let (scale, unit_of) = table.reader.units.parse(unit).unwrap_or((1.0, Unit::PLAIN));
    Quantity { unit: unit_of, scale, written: unit.to_owned(), ..Quantity::plain(0.0, span) }
}

/// What a component sets its parameters to, each with its receipt.
pub(super) fn settings(table: &mut Table<'_, '_, '_>) -> Vec<Setting> {
    let mut found = Vec::new();
    for (name, span, value) in table.entries() {
        if is_dotted(table, &name, span, value) {
            continue;
        }
        let mut shown = match value.get_ref() {
            DeValue::Table(inner) if inner.get("value").is_some() => {
                let place = table.place.clone();
                table.table_in(value, &place, |inner| shown(inner, span, true)).unwrap_or_default()
            }
            _ => Shown { receipt: Some(receipt::of_bare(table, &name, span, value)), ..Shown::default() },
        };
        let Some(quantity) = table.quantity(value) else { continue };
        check_receipt(table, &name, &quantity, &mut shown);
        found.push(Setting { name, quantity, shown });
    }
    found
}

/// What is worked out from other parameters is derived from them, and nothing else.
fn check_receipt(table: &mut Table<'_, '_, '_>, name: &str, value: &Quantity, shown: &mut Shown) {
    let Amount::WorkedOut(_) = value.amount else { return };
    let Some(receipt) = shown.receipt.as_mut().filter(|receipt| receipt.kind != ReceiptKind::Derived) else { return };
    if table.reader.is_draft {
        receipt.kind = ReceiptKind::Derived;
        return;
    }
    let mistake = Mistake::new(value.span, format!("`{name}` is worked out from other parameters, so it is derived"));
    table.report(mistake.hint("write derived = \"…\", which says why it follows from them"));
}

/// Names with their values.
pub(super) fn quantities(table: &mut Table<'_, '_, '_>) -> Vec<(String, Quantity)> {
    let mut found = Vec::new();
    for (name, span, value) in table.entries() {
        if is_dotted(table, &name, span, value) {
            continue;
        }
        if let DeValue::Table(_) = value.get_ref() {
            let place = table.place.clone();
            table.table_in(value, &place, |inner| inner.finish(&keys::PARAMETER));
        }
        found.extend(table.quantity(value).map(|quantity| (name, quantity)));
    }
    found
}

/// Tells when a name with a dot has become a table.
fn is_dotted(table: &mut Table<'_, '_, '_>, name: &str, span: Span, value: &Spanned<DeValue<'_>>) -> bool {
    let DeValue::Table(inner) = value.get_ref() else { return false };
    let is_own = inner.iter().any(|(key, _)| keys::PARAMETER.key(key.get_ref()).is_some());
    let Some((key, _)) = inner.iter().next().filter(|_| !is_own) else { return false };
    let message = format!("`{name}` is a table here, because its name has a dot");
    let hint = format!("write the name between quotes: \"{name}.{}\" = …", key.get_ref());
    table.report(Mistake::new(span, message).hint(hint));
    true
}

/// What people read about a parameter.
fn shown(table: &mut Table<'_, '_, '_>, span: Span, needs_receipt: bool) -> Shown {
    let (label, about) = (table.text_or_empty("label"), table.text_or_empty("about"));
    let was: Vec<(String, Span)> = table.texts("was");
    for (id, span) in &was {
        let is_name = |part: &str| {
            !part.is_empty() && part.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
        };
        // Names without a dot are the keys of links.
        if !id.contains('.') || id.len() > LONGEST_ID || !id.split('.').all(is_name) {
            let mistake = Mistake::new(*span, format!("`{}` was no name of a parameter", short(id)));
            let hint = format!(
                "write \"component.parameter\": letters, digits and hyphens, at least one dot, at most {LONGEST_ID}"
            );
            table.report(mistake.hint(hint));
        }
    }
    let knob = table.get("knob").and_then(|value| knob(table, value));
    let receipt = if needs_receipt {
        Some(receipt::of(table, span).unwrap_or_else(receipt::of_draft))
    } else {
        let is_there = ["stated", "derived", "fitted", "assumed"].iter().any(|key| table.get(key).is_some());
        if is_there { receipt::of(table, span) } else { None }
    };
    table.finish(&keys::PARAMETER);
    Shown { label, about, knob, receipt, was: was.into_iter().map(|(id, _)| id.replace('_', "-")).collect() }
}

fn knob(table: &mut Table<'_, '_, '_>, value: &Spanned<DeValue<'_>>) -> Option<Knob> {
    let span = table.span_of(value);
    if let DeValue::Table(words) = value.get_ref() {
        let mut words: Vec<_> = words.iter().collect();
        words.sort_by_key(|(word, _)| word.span().start);
        let words = words.into_iter().filter_map(|(word, text)| {
            let (text, _) = table.text_in(text)?;
            Some((word.get_ref().replace('-', "_"), text))
        });
        return Some(Knob { span, text: KnobText::Words(words.collect()) });
    }
    let Some(range) = numbers(value) else {
        table.expected(value, "a slider, [smallest, largest, step], or each word with its text");
        return None;
    };
    Some(Knob { span, text: KnobText::Range(range) })
}

/// Names with texts about them: a list of names, or a table.
pub(super) fn names_or_texts(table: &mut Table<'_, '_, '_>, key: &'static str) -> Vec<(String, Span, String)> {
    if !table.get(key).is_some_and(|names| names.get_ref().is_table()) {
        let names = table.texts(key).into_iter();
        return names.map(|(name, span)| (name.replace('-', "_"), span, String::new())).collect();
    }
    let place = table.place.clone();
    let found = table.table(key, &place, |names| {
        let entries = names.entries();
        entries.filter_map(|(name, span, text)| Some((name, span, names.text_in(text)?.0))).collect()
    });
    found.unwrap_or_default()
}
