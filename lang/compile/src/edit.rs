//! Changes the text of a session where somebody asks for it, and leaves everything else as it is written: comments, the order
//! of keys, blank lines.

use std::ops::Range;
use toml_edit::{Array, ArrayOfTables, Document, DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// A change at a place of a session's text. A place is a path such as `step.2.ask.0.choices.1.because`: names of keys, and
/// indices from 0 in lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change<'a> {
    /// Gives a key a text.
    Text(&'a str),
    /// Gives a key a whole number; what is none is kept as a text, which the reader then reports.
    Whole(&'a str),
    /// Sets a flag, or takes it away.
    Flag(bool),
    /// Takes a key away.
    Drop,
    /// Takes something out of a list.
    Take,
    /// Puts something into a list, at its place or at the end: a text that [`Change::Take`] has given, or an empty text for
    /// something new.
    Put(&'a str),
    /// Moves a step to another place among the steps.
    Move(usize),
}

/// A changed text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edited {
    /// The whole text.
    pub text: String,
    /// What was taken out of it.
    pub taken: String,
}

/// Changes a text.
///
/// # Errors
/// A sentence when the text is not TOML, or has no such place.
pub fn edit(text: &str, place: &str, change: Change<'_>) -> Result<Edited, String> {
    let path: Vec<&str> = place.split('.').collect();
    if let (["step", index], Change::Take | Change::Put(_) | Change::Move(_)) = (path.as_slice(), change) {
        let index = index.parse().map_err(|_| nowhere(place))?;
        return steps(text, index, change).ok_or_else(|| nowhere(place));
    }
    let mut document: DocumentMut = text.parse().map_err(|_| UNREADABLE.to_owned())?;
    let taken = change_in(document.as_table_mut(), &path, change).ok_or_else(|| nowhere(place))?;
    Ok(Edited { text: document.to_string(), taken })
}

const UNREADABLE: &str = "The text cannot be read as it is now. Correct it first.";

fn nowhere(place: &str) -> String {
    format!("The text has no place `{place}` that can be changed so.")
}

/// Whether a text is TOML, whatever it says.
pub(crate) fn is_toml(text: &str) -> bool {
    Document::parse(text).is_ok()
}

/// The text of each step, with the comment that stands directly above it. `None` when steps are not written as tables.
fn blocks(text: &str) -> Option<Vec<Range<usize>>> {
    let document = Document::parse(text).ok()?;
    let Some(steps) = document.as_table().get("step") else { return Some(Vec::new()) };
    let headings = steps.as_array_of_tables()?.iter().map(|step| step.span().map(|span| start_of(text, span.start)));
    let starts: Vec<usize> = headings.collect::<Option<_>>()?;
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    Some(starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect())
}

/// Where a step begins: at its line, or at the comment above that.
fn start_of(text: &str, heading: usize) -> usize {
    let line_of = |at: usize| text[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut start = line_of(heading);
    while start > 0 {
        let above = line_of(start - 1);
        if !text[above..start].trim_start().starts_with('#') {
            break;
        }
        start = above;
    }
    start
}

/// Takes a step out, puts one in, or moves one: as whole pieces of the text.
fn steps(text: &str, index: usize, change: Change<'_>) -> Option<Edited> {
    let ranges = blocks(text)?;
    let head = &text[..ranges.first().map_or(text.len(), |first| first.start)];
    let mut pieces: Vec<&str> = ranges.into_iter().map(|range| text[range].trim_end()).collect();
    let mut taken = String::new();
    match change {
        Change::Put(piece) => {
            let piece = if piece.is_empty() { NEW_STEP } else { piece };
            pieces.insert(index.min(pieces.len()), piece.trim_end());
        }
        _ if index >= pieces.len() => return None,
        Change::Move(to) => {
            let piece = pieces.remove(index);
            pieces.insert(to.min(pieces.len()), piece);
        }
        _ => pieces.remove(index).clone_into(&mut taken),
    }
    let head = head.trim_end();
    let whole: Vec<&str> = [head].into_iter().filter(|head| !head.is_empty()).chain(pieces).collect();
    Some(Edited { text: whole.join("\n\n") + "\n", taken })
}

const NEW_STEP: &str = "[[step]]\ntitle = \"A new step\"\nminutes = 5\nshow = \"\"\nsay = \"\"";

/// The table of a path of keys and indices in turn.
fn table<'a>(here: &'a mut dyn TableLike, path: &[&str]) -> Option<&'a mut dyn TableLike> {
    let [key, index, rest @ ..] = path else { return path.is_empty().then_some(here) };
    let index: usize = index.parse().ok()?;
    let inner: &mut dyn TableLike = match here.get_mut(key)? {
        Item::ArrayOfTables(tables) => tables.get_mut(index)?,
        Item::Value(Value::Array(array)) => array.get_mut(index)?.as_inline_table_mut()?,
        _ => return None,
    };
    table(inner, rest)
}

/// Carries a change out, and gives what was taken out.
fn change_in(root: &mut dyn TableLike, path: &[&str], change: Change<'_>) -> Option<String> {
    let key = |root: &'_ mut dyn TableLike, value: Option<Value>| {
        let (key, tables) = path.split_last()?;
        let table = table(root, tables)?;
        match (value, table.get_mut(key)) {
            (None, _) => drop(table.remove(key)),
            (Some(mut value), Some(Item::Value(known))) => {
                *value.decor_mut() = known.decor().clone();
                *known = value;
            }
            (Some(_), Some(_)) => return None,
            (Some(value), None) => drop(table.insert(key, Item::Value(value))),
        }
        Some(String::new())
    };
    match change {
        Change::Text(text) => key(root, Some(text.into())),
        Change::Whole(text) => {
            let number = text.trim().parse::<i64>().map(Value::from);
            key(root, Some(number.unwrap_or_else(|_| text.into())))
        }
        Change::Flag(true) => key(root, Some(true.into())),
        Change::Flag(false) | Change::Drop => key(root, None),
        Change::Take | Change::Put(_) => {
            let [tables @ .., list, index] = path else { return None };
            let index: usize = index.parse().ok()?;
            let table = table(root, tables)?;
            match change {
                Change::Put(piece) => put(table, list, index, piece),
                _ => take(table, list, index),
            }
        }
        Change::Move(_) => None,
    }
}

/// Takes something out of a list; a list that is then empty goes too.
fn take(table: &mut dyn TableLike, list: &str, index: usize) -> Option<String> {
    let (taken, is_empty) = match table.get_mut(list)? {
        Item::ArrayOfTables(tables) if index < tables.len() => {
            let taken = tables.get(index).map(|table| DocumentMut::from(table.clone()).to_string());
            tables.remove(index);
            (taken?, tables.is_empty())
        }
        Item::Value(Value::Array(array)) if index < array.len() => {
            let Value::InlineTable(taken) = array.remove(index) else { return None };
            (DocumentMut::from(taken.into_table()).to_string(), array.is_empty())
        }
        _ => return None,
    };
    if is_empty {
        table.remove(list);
    }
    Some(taken)
}

/// Puts something into a list. Choices and what many answer stand in braces, questions in tables.
fn put(table: &mut dyn TableLike, list: &str, index: usize, piece: &str) -> Option<String> {
    let new = match list {
        "ask" => "question = \"\"\n",
        "choices" => "text = \"\"\nbecause = \"\"\n",
        _ => "from = \"\"\nto = \"\"\nbecause = \"\"\n",
    };
    let piece: DocumentMut = if piece.is_empty() { new } else { piece }.parse().ok()?;
    let is_table = list == "ask" && !matches!(table.get(list), Some(Item::Value(_)));
    if table.get(list).is_none() {
        let empty = if is_table { Item::ArrayOfTables(ArrayOfTables::new()) } else { Item::Value(Array::new().into()) };
        table.insert(list, empty);
    }
    match table.get_mut(list)? {
        Item::ArrayOfTables(tables) => {
            let mut added = Table::new();
            added.extend(piece.iter().map(|(key, item)| (key.to_owned(), item.clone())));
            added.decor_mut().set_prefix("\n");
            let mut all: Vec<Table> = tables.iter().cloned().collect();
            all.insert(index.min(all.len()), added);
            tables.clear();
            all.into_iter().for_each(|table| tables.push(table));
        }
        Item::Value(Value::Array(array)) => {
            let mut braces = InlineTable::new();
            for (key, item) in piece.iter() {
                let mut value = item.as_value()?.clone();
                value.decor_mut().clear();
                braces.insert(key, value);
            }
            // A line of its own, as the others have it.
            let prefix = array.iter().last().and_then(|last| last.decor().prefix()?.as_str().map(str::to_owned));
            let prefix = prefix.filter(|prefix| !prefix.is_empty()).unwrap_or_else(|| "\n  ".into());
            let index = index.min(array.len());
            array.insert_formatted(index, Value::from(braces).decorated(prefix, ""));
            array.set_trailing_comma(true);
            if !array.trailing().as_str().is_some_and(|trailing| trailing.contains('\n')) {
                array.set_trailing("\n");
            }
        }
        _ => return None,
    }
    Some(String::new())
}
