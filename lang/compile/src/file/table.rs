//! Walks a TOML text and gathers every mistake on the way.

use super::Reader;
use crate::keys::Keys;
use crate::parse;
use crate::problem::{Mistake, Span, meant, short};
use crate::syntax::Expr;
use outage_plan::tame;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One table of the text, with what it is in.
pub(super) struct Table<'r, 't, 'd> {
    pub(super) reader: &'r mut Reader<'t>,
    table: &'d DeTable<'d>,
    pub(super) place: String,
    pub(super) span: Span,
    asked: Vec<&'static str>,
}

type Value<'d> = Spanned<DeValue<'d>>;

/// Keys that are the file's own, and belong to a table when they stand below its heading.
const OF_THE_FILE: [&str; 8] = ["format", "id", "status", "title", "summary", "root", "equations", "leaves-out"];

impl<'r, 't, 'd> Table<'r, 't, 'd> {
    pub(super) fn new(reader: &'r mut Reader<'t>, table: &'d DeTable<'d>, place: String, span: Span) -> Self {
        Self { reader, table, place, span, asked: Vec::new() }
    }

    /// Notes a mistake of this table.
    pub(super) fn report(&mut self, mistake: Mistake) {
        let mistake = mistake.within(&self.place);
        self.reader.report(mistake);
    }

    /// The place of a value.
    pub(super) fn span_of(&self, value: &Value<'_>) -> Span {
        let span = value.span();
        Span { text: self.reader.number, from: span.start as u32, to: span.end as u32 }
    }

    /// The value of a key, if it is there.
    pub(super) fn get(&mut self, key: &'static str) -> Option<&'d Value<'d>> {
        self.asked.push(key);
        self.table.get(key)
    }

    /// What a key has between its quotes; empty when there is none.
    pub(super) fn quoted(&self, key: &str) -> String {
        self.table.get(key).and_then(|value| value.get_ref().as_str()).unwrap_or("").to_owned()
    }

    /// Notes that a value is of another form than it should be.
    pub(super) fn expected(&mut self, value: &Value<'_>, what: &str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a time without quotes",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let span = self.span_of(value);
        self.report(Mistake::new(span, format!("here should be {what}, not {found}")));
    }

    /// A text with its place, if the key is there.
    pub(super) fn text(&mut self, key: &'static str) -> Option<(String, Span)> {
        let value = self.get(key)?;
        self.text_in(value)
    }

    pub(super) fn text_in(&mut self, value: &Value<'_>) -> Option<(String, Span)> {
        match value.get_ref() {
            DeValue::String(text) => Some((tame(text), self.span_of(value))),
            _ => {
                self.expected(value, "a text");
                None
            }
        }
    }

    /// A name: letters, digits, `-` and `_`. In equations `-` is written `_`, because there it takes away.
    pub(super) fn name(&mut self, key: &'static str, what: &str) -> Option<(String, Span)> {
        let Some((text, span)) = self.text(key) else {
            if self.table.get(key).is_none() {
                let span = self.span;
                self.report(Mistake::new(span, format!("{what} has no `{key}`")));
            }
            return None;
        };
        let is_name = text.starts_with(|letter: char| letter.is_ascii_alphabetic())
            && text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
            && text.len() <= 60;
        if !is_name {
            let message = format!("`{}` cannot be a name", short(&text));
            let hint = "names begin with a letter, and have letters, digits and hyphens, at most 60";
            self.report(Mistake::new(span, message).hint(hint));
            return None;
        }
        Some((text, span))
    }

    /// Texts with their places; a single text stands for a list of one.
    pub(super) fn texts(&mut self, key: &'static str) -> Vec<(String, Span)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::String(_) => self.text_in(value).into_iter().collect(),
            DeValue::Array(items) => items.iter().filter_map(|item| self.text_in(item)).collect(),
            _ => {
                self.expected(value, "a list of texts");
                Vec::new()
            }
        }
    }

    /// Walks one table, if the key is there.
    pub(super) fn table<T>(
        &mut self,
        key: &'static str,
        place: &str,
        walk: impl FnOnce(&mut Table<'_, 't, 'd>) -> T,
    ) -> Option<T> {
        let value = self.get(key)?;
        self.table_in(value, place, walk)
    }

    pub(super) fn table_in<T>(
        &mut self,
        value: &'d Value<'d>,
        place: &str,
        walk: impl FnOnce(&mut Table<'_, 't, 'd>) -> T,
    ) -> Option<T> {
        let DeValue::Table(table) = value.get_ref() else {
            self.expected(value, "a table");
            return None;
        };
        let span = self.span_of(value);
        Some(walk(&mut Table::new(self.reader, table, place.to_owned(), span)))
    }

    /// Walks the tables of a list; what they are named by is `key`'s value in each.
    pub(super) fn tables(&mut self, key: &'static str, mut walk: impl FnMut(&mut Table<'_, 't, 'd>)) {
        let Some(value) = self.get(key) else { return };
        let full = if key == "needs" { "component.needs" } else { key };
        let items = match value.get_ref() {
            DeValue::Array(items) if items.iter().all(|item| item.get_ref().is_table()) => items,
            _ => {
                self.expected(value, &format!("tables, each under [[{full}]]"));
                return;
            }
        };
        for item in items.iter() {
            let name = item.get_ref().as_table().and_then(|table| table.get("id").or_else(|| table.get("name")));
            let name = name.and_then(|name| name.get_ref().as_str()).unwrap_or("");
            let place = format!("{key} {}", short(name));
            self.table_in(item, place.trim_end(), &mut walk);
        }
    }

    /// Every key with its value in the order of the text, whatever the keys are. Hyphens in keys are underscores in equations.
    pub(super) fn entries(&self) -> impl Iterator<Item = (String, Span, &'d Value<'d>)> + use<'d> {
        let number = self.reader.number;
        let mut entries: Vec<_> = self.table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries.into_iter().map(move |(key, value)| {
            let span = key.span();
            let span = Span { text: number, from: span.start as u32, to: span.end as u32 };
            (key.get_ref().replace('-', "_"), span, value)
        })
    }

    /// What people read; missing only in a draft, or told.
    pub(super) fn told(&mut self, key: &'static str, what: &str) -> String {
        if self.table.get(key).is_none() && self.reader.is_told {
            let span = self.span;
            let mistake = Mistake::new(span, format!("{what} has no `{key}`"));
            self.report(mistake.hint("while it is missing, write status = \"draft\" at the top of the file"));
        }
        self.text_or_empty(key)
    }

    /// What people read, if it is there.
    pub(super) fn text_or_empty(&mut self, key: &'static str) -> String {
        self.text(key).map_or_else(String::new, |(text, _)| text)
    }

    /// True or false, if the key is there.
    pub(super) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let value = self.get(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.expected(value, "true or false, without quotes");
        }
        flag
    }

    /// Numbers without units, if the key is there.
    pub(super) fn numbers<const N: usize>(&mut self, key: &'static str, what: &str) -> Option<[f64; N]> {
        let value = self.get(key)?;
        let found = numbers(value);
        if found.is_none() {
            self.expected(value, what);
        }
        found
    }

    /// An expression, if the key is there.
    pub(super) fn expression(&mut self, key: &'static str) -> Option<(String, Expr)> {
        let value = self.get(key)?;
        self.expression_in(value)
    }

    pub(super) fn expression_in(&mut self, value: &Value<'_>) -> Option<(String, Expr)> {
        let DeValue::String(text) = value.get_ref() else {
            self.expected(value, "an expression, between quotes");
            return None;
        };
        match parse::expression(text, self.inner(value)) {
            Ok(expr) => Some((text.trim().to_owned(), expr)),
            Err(mistake) => {
                self.report(mistake);
                None
            }
        }
    }

    /// Where the text within a string's quotes begins. In a text with escapes places are a little off.
    pub(super) fn inner(&self, value: &Value<'_>) -> Span {
        let span = self.span_of(value);
        let rest = self.reader.text.get(span.from as usize..).unwrap_or("");
        let quotes = if rest.starts_with("'''") || rest.starts_with("\"\"\"") { 3 } else { 1 };
        let after = rest.get(quotes..).unwrap_or("");
        let line = if quotes < 3 {
            0
        } else if after.starts_with("\r\n") {
            2
        } else {
            usize::from(after.starts_with('\n'))
        };
        Span { from: span.from + (quotes + line) as u32, ..span }
    }

    /// Whether the table has only keys of this sort.
    pub(super) fn is_known(&self, keys: &'static Keys) -> bool {
        self.table.iter().all(|(key, _)| keys.key(key.get_ref()).is_some())
    }

    /// Reports every key that a table of this sort does not have.
    pub(super) fn finish(&mut self, keys: &'static Keys) {
        debug_assert!(self.asked.iter().all(|key| keys.key(key).is_some()), "{}: {:?}", keys.name, self.asked);
        for (key, value) in self.table.iter() {
            let name: &str = key.get_ref();
            if keys.key(name).is_some() {
                continue;
            }
            let span = key.span();
            let span = Span { text: self.reader.number, from: span.start as u32, to: span.end as u32 };
            let written = self.reader.text.get(value.span()).map_or("…", |text| text.trim_matches('"'));
            let near = meant(name, written, keys.keys.iter().map(|key| key.name));
            let hint = match value.get_ref() {
                _ if !near.is_empty() => near,
                DeValue::Array(_) if name == "needs" => "write [[component.needs]] below its component".to_owned(),
                _ if keys.key("parameters").is_some() && keys.key("kind").is_some() && !value.get_ref().is_table() => {
                    "parameters of its kind stand in parameters = { … }".to_owned()
                }
                _ if OF_THE_FILE.contains(&name) => "write it above the first [table] of the file".to_owned(),
                DeValue::String(_) if keys.key("equations").is_some() => {
                    "what is worked out is defined in `equations`".to_owned()
                }
                _ => String::new(),
            };
            self.report(Mistake::new(span, format!("there is no key `{}` here", short(name))).hint(hint));
        }
    }
}

/// A list of so many numbers.
pub(super) fn numbers<const N: usize>(value: &Spanned<DeValue<'_>>) -> Option<[f64; N]> {
    let DeValue::Array(items) = value.get_ref() else { return None };
    let numbers: Option<Vec<f64>> = items.iter().map(number).collect();
    numbers?.try_into().ok()
}

/// A number without a unit.
pub(super) fn number(value: &Spanned<DeValue<'_>>) -> Option<f64> {
    let digits = match value.get_ref() {
        DeValue::Integer(digits) if digits.radix() == 10 => digits.as_str(),
        DeValue::Float(digits) => digits.as_str(),
        _ => return None,
    };
    digits.replace('_', "").parse().ok().filter(|number: &f64| number.is_finite())
}
