//! Walks a TOML text and gathers every problem on the way instead of stopping at the first.

use super::problem::{Problem, did_you_mean};
use crate::maths::sort_by_number;
use crate::text::tame;
use std::cell::RefCell;
use std::collections::BTreeSet;
use toml::de::{DeTable, DeValue};

/// Remembers the problems of one text.
pub(super) struct Reader<'a> {
    text: &'a str,
    problems: RefCell<Vec<Problem>>,
}

/// Most problems that are worth telling at once.
const MOST_PROBLEMS: usize = 100;

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, problems: RefCell::new(Vec::new()) }
    }

    /// Notes a problem at a byte offset of the text.
    pub(super) fn report(&self, at: Option<usize>, place: &str, message: impl Into<String>, hint: impl Into<String>) {
        let mut problems = self.problems.borrow_mut();
        if problems.len() < MOST_PROBLEMS {
            let line = at.map(|at| 1 + self.text.as_bytes().iter().take(at).filter(|&&byte| byte == b'\n').count());
            problems.push(Problem { line, place: shorten(place), message: message.into(), hint: hint.into() });
        }
    }

    /// The accepted name that looks most like `name`, as a hint; nothing once no more problems are remembered. To look
    /// for it takes far longer than to read the name.
    pub(super) fn did_you_mean<'n>(&self, name: &str, accepted: impl IntoIterator<Item = &'n str>) -> String {
        if self.problems.borrow().len() < MOST_PROBLEMS { did_you_mean(name, accepted) } else { String::new() }
    }

    /// All problems, in the order of the text.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        sort_by_number(&mut problems, |problem| problem.line.map_or(0.0, |line| line as f64));
        problems
    }
}

/// A text from outside, short enough for a message.
pub(super) fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    tame(&short)
}

/// One table of the text.
pub(super) struct Table<'r, 'd> {
    pub(super) reader: &'r Reader<'r>,
    table: &'d DeTable<'d>,
    pub(super) path: String,
    pub(super) at: usize,
    asked: RefCell<BTreeSet<&'static str>>,
}

/// One value of the text, with its place.
pub(super) struct Value<'r, 'd> {
    pub(super) reader: &'r Reader<'r>,
    pub(super) value: &'d DeValue<'d>,
    pub(super) path: String,
    pub(super) at: usize,
}

impl<'r, 'd> Table<'r, 'd> {
    pub(super) fn new(reader: &'r Reader<'r>, table: &'d DeTable<'d>, path: String, at: usize) -> Self {
        Self { reader, table, path, at, asked: RefCell::default() }
    }

    /// Notes a problem of this table.
    pub(super) fn report(&self, message: impl Into<String>, hint: impl Into<String>) {
        self.reader.report(Some(self.at), &self.path, message, hint);
    }

    fn path_to(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// The value of a key, if it is there.
    pub(super) fn get(&self, key: &'static str) -> Option<Value<'r, 'd>> {
        self.asked.borrow_mut().insert(key);
        let value = self.table.get(key)?;
        Some(Value { reader: self.reader, value: value.get_ref(), path: self.path_to(key), at: value.span().start })
    }

    fn require(&self, key: &'static str) -> Option<Value<'r, 'd>> {
        let value = self.get(key);
        if value.is_none() {
            self.report(format!("`{key}` is missing"), "");
        }
        value
    }

    /// Every key with its value, whatever the keys are.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'d str, Value<'r, 'd>)> {
        let (reader, path) = (self.reader, self.path.clone());
        self.table.iter().map(move |(key, value)| {
            let key: &'d str = key.get_ref();
            (key, Value { reader, value: value.get_ref(), path: format!("{path}.{key}"), at: value.span().start })
        })
    }

    /// A text; empty and reported when it is missing.
    pub(super) fn text(&self, key: &'static str) -> String {
        self.require(key).and_then(|value| value.text()).unwrap_or_default()
    }

    /// A text, or an empty one when the key is not there.
    pub(super) fn text_or_empty(&self, key: &'static str) -> String {
        self.get(key).and_then(|value| value.text()).unwrap_or_default()
    }

    /// A finite number; 0 and reported when it is missing.
    pub(super) fn number(&self, key: &'static str) -> f64 {
        self.require(key).and_then(|value| value.number()).unwrap_or_default()
    }

    /// A finite number, if the key is there.
    pub(super) fn number_if_there(&self, key: &'static str) -> Option<f64> {
        self.get(key).and_then(|value| value.number())
    }

    /// A truth value, or `otherwise` when the key is not there.
    pub(super) fn flag_or(&self, key: &'static str, otherwise: bool) -> bool {
        match self.get(key) {
            None => otherwise,
            Some(Value { value: DeValue::Boolean(flag), .. }) => *flag,
            Some(value) => {
                value.expected("true or false");
                otherwise
            }
        }
    }

    /// Texts; a single text stands for a list of one, and none when the key is not there.
    pub(super) fn texts(&self, key: &'static str) -> Vec<(String, usize)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        if let DeValue::String(_) = value.value {
            return value.text().map(|text| (text, value.at)).into_iter().collect();
        }
        value.items("a text or a list of texts").iter().filter_map(|item| Some((item.text()?, item.at))).collect()
    }

    /// A table, if the key is there.
    pub(super) fn table(&self, key: &'static str) -> Option<Table<'r, 'd>> {
        self.get(key).and_then(|value| value.table())
    }

    /// The tables of a list; none when the key is not there.
    pub(super) fn tables(&self, key: &'static str) -> Vec<Table<'r, 'd>> {
        let items = self.get(key).map(|value| value.items("a list of tables")).unwrap_or_default();
        items.iter().filter_map(Value::table).collect()
    }

    /// Reports every key that nothing has asked for.
    pub(super) fn finish(&self) {
        let asked = self.asked.borrow();
        for (key, value) in self.table.iter() {
            let key_text: &str = key.get_ref();
            if !asked.contains(key_text) {
                let hint = self.reader.did_you_mean(key_text, asked.iter().copied());
                let place = self.path_to(key_text);
                self.reader.report(Some(value.span().start), &place, "this key is not known here", hint);
            }
        }
    }
}

impl<'r, 'd> Value<'r, 'd> {
    /// Notes a problem of this value.
    pub(super) fn report(&self, message: impl Into<String>, hint: impl Into<String>) {
        self.reader.report(Some(self.at), &self.path, message, hint);
    }

    fn expected(&self, what: &str) {
        self.report(format!("expected {what}, found {}", kind(self.value)), "");
    }

    /// A text.
    pub(super) fn text(&self) -> Option<String> {
        match self.value {
            DeValue::String(text) => Some(tame(text)),
            _ => {
                self.expected("a text");
                None
            }
        }
    }

    /// A finite number.
    pub(super) fn number(&self) -> Option<f64> {
        let number = match self.value {
            DeValue::Integer(digits) if digits.radix() == 10 => digits.as_str().parse::<f64>().ok(),
            DeValue::Float(digits) => digits.as_str().parse::<f64>().ok(),
            _ => {
                self.expected("a number");
                return None;
            }
        };
        let finite = number.filter(|number| number.is_finite());
        if finite.is_none() {
            self.report("expected a finite number", "");
        }
        finite
    }

    /// A table.
    pub(super) fn table(&self) -> Option<Table<'r, 'd>> {
        match self.value {
            DeValue::Table(table) => Some(Table::new(self.reader, table, self.path.clone(), self.at)),
            _ => {
                self.expected("a table");
                None
            }
        }
    }

    /// The items of a list.
    pub(super) fn items(&self, what: &str) -> Vec<Value<'r, 'd>> {
        let DeValue::Array(items) = self.value else {
            self.expected(what);
            return Vec::new();
        };
        let item = |(index, item): (usize, &'d toml::Spanned<DeValue<'d>>)| Value {
            reader: self.reader,
            value: item.get_ref(),
            path: format!("{}[{index}]", self.path),
            at: item.span().start,
        };
        items.iter().enumerate().map(item).collect()
    }

    /// A list of exactly `N` numbers.
    pub(super) fn numbers<const N: usize>(&self) -> Option<[f64; N]> {
        let numbers: Vec<f64> = self.items("a list of numbers").iter().filter_map(Value::number).collect();
        let found = numbers.len();
        numbers.try_into().map_err(|_| self.report(format!("expected {N} numbers, found {found}"), "")).ok()
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_are_looked_for_as_long_as_they_are_told() {
        let reader = Reader::new("");
        let compared = std::cell::Cell::new(0);
        for number in 0..100_000 {
            let accepted = ["servers", "cells"].into_iter().inspect(|_| compared.set(compared.get() + 1));
            let hint = reader.did_you_mean("sevrers", accepted);
            reader.report(None, "fleet", format!("problem {number}"), hint);
        }
        assert_eq!(compared.get(), 2 * MOST_PROBLEMS);
        let problems = reader.into_problems();
        assert_eq!(problems.len(), MOST_PROBLEMS);
        assert!(problems.iter().all(|problem| problem.hint == "did you mean `servers`?"));
    }
}
