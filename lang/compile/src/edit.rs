//! Changes the text of a session where somebody asks for it, and leaves everything else as it is written: comments, the order
//! of keys, blank lines.

use std::ops::Range;
use toml_edit::{Array, ArrayOfTables, Document, DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// A change at a place of a session's text. A place is a path such as `step.2.ask.0.choices.1.because`: names of keys, and
/// indices from 0 in lists; `step.2.prevent.costs.0.points` is in a table of a step.
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
    /// Takes something out of a list, or a table out of a step.
    Take,
    /// Puts something into a list, at its place or at the end, or a table into a step: a text that [`Change::Take`] has given,
    /// or an empty text for something new.
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
    let headings = steps.as_array_of_tables()?.iter().map(|step| {
        let heading = step.span()?.start;
        // What stands above it and is no part of what comes before: a text can have lines that look like comments.
        let above = step.decor().prefix().and_then(|above| above.span());
        Some(start_of(text, above.map_or(heading, |above| above.start), heading))
    });
    let starts: Vec<usize> = headings.collect::<Option<_>>()?;
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    Some(starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect())
}

/// Where a step begins: at its line, or at the comment above that, which begins at `above` at the earliest.
fn start_of(text: &str, above: usize, heading: usize) -> usize {
    let line_of = |at: usize| text[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut start = line_of(heading);
    while start > above {
        let line = line_of(start - 1);
        if line < above || !text[line..start].trim_start().starts_with('#') {
            break;
        }
        start = line;
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

/// The table of a path of keys, each with an index behind it where it is a list.
fn table<'a>(here: &'a mut dyn TableLike, path: &[&str]) -> Option<&'a mut dyn TableLike> {
    let [key, rest @ ..] = path else { return Some(here) };
    let index = || rest.first()?.parse::<usize>().ok();
    match here.get_mut(key)? {
        Item::Table(inner) => table(inner, rest),
        Item::Value(Value::InlineTable(inner)) => table(inner, rest),
        Item::ArrayOfTables(tables) => table(tables.get_mut(index()?)?, &rest[1..]),
        Item::Value(Value::Array(array)) => table(array.get_mut(index()?)?.as_inline_table_mut()?, &rest[1..]),
        _ => None,
    }
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
            let (last, before) = path.split_last()?;
            let Ok(index) = last.parse::<usize>() else {
                let step = table(root, before)?;
                return match change {
                    Change::Put(piece) => put_table(step, last, piece),
                    _ => take_table(step, last),
                };
            };
            let (list, tables) = before.split_last()?;
            let table = table(root, tables)?;
            match change {
                Change::Put(piece) => {
                    let piece = if piece.is_empty() { new_in(tables.last().copied(), list) } else { piece };
                    put(table, list, index, piece)
                }
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
            let taken = tables.get(index).map(text_of);
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

/// Takes a table out of a step.
fn take_table(step: &mut dyn TableLike, key: &str) -> Option<String> {
    let taken = match step.get(key)? {
        Item::Table(table) => text_of(table),
        Item::Value(Value::InlineTable(braces)) => text_of(&braces.clone().into_table()),
        _ => return None,
    };
    step.remove(key);
    Some(taken)
}

/// What a table holds, with the comment above its heading and an empty line before everything else.
fn text_of(table: &Table) -> String {
    let above = table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or("");
    let comment: Vec<&str> = above.lines().map(str::trim).filter(|line| line.starts_with('#')).collect();
    let gap = if comment.is_empty() { "" } else { "\n\n" };
    let mut table = table.clone();
    table.decor_mut().clear();
    comment.join("\n") + gap + &DocumentMut::from(table).to_string()
}

/// Puts a table into a step that has none of that name.
fn put_table(step: &mut dyn TableLike, key: &str, piece: &str) -> Option<String> {
    let new = match key {
        "prevent" => "budget = 10\n",
        "command" => "until = \"\"\n",
        _ => return None,
    };
    if step.get(key).is_some() {
        return None;
    }
    let added = table_of(if piece.is_empty() { new } else { piece })?;
    step.insert(key, Item::Table(added));
    Some(String::new())
}

/// A table of its own with what a text holds.
fn table_of(piece: &str) -> Option<Table> {
    let is_comment = |above: &&str| above.lines().all(|line| line.starts_with('#'));
    let above = piece.split_once("\n\n").map(|(above, _)| above).filter(is_comment).unwrap_or("");
    let prefix = if above.is_empty() { "\n".to_owned() } else { format!("\n{above}\n") };
    let piece: DocumentMut = piece.get(above.len()..)?.trim_start().parse().ok()?;
    let mut table = Table::new();
    // Lists of tables become lists in braces: tables know where they stood in another text. Comments are with the keys.
    let value =
        |(key, item): (&str, &Item)| Some((piece.key(key)?.clone(), Item::Value(item.clone().into_value().ok()?)));
    table.extend(piece.iter().filter_map(value));
    table.decor_mut().set_prefix(prefix);
    Some(table)
}

/// What something new in a list begins with.
fn new_in(owner: Option<&str>, list: &str) -> &'static str {
    match (owner, list) {
        (_, "ask") => "question = \"\"\n",
        (_, "choices") => "text = \"\"\nbecause = \"\"\n",
        (Some("prevent"), "costs") => "fix = \"\"\npoints = 3\nbecause = \"\"\n",
        (_, "costs") => "action = \"\"\ntext = \"\"\n",
        (_, "twists") => "text = \"\"\nrun = \"\"\n",
        (_, "looks") => "text = \"\"\nminutes = 10\nfinds = \"\"\n",
        _ => "from = \"\"\nto = \"\"\nbecause = \"\"\n",
    }
}

/// Puts something into a list. Questions stand in tables, everything else in braces.
fn put(table: &mut dyn TableLike, list: &str, index: usize, piece: &str) -> Option<String> {
    let is_table = list == "ask" && !matches!(table.get(list), Some(Item::Value(_)));
    if table.get(list).is_none() {
        let empty = if is_table { Item::ArrayOfTables(ArrayOfTables::new()) } else { Item::Value(Array::new().into()) };
        table.insert(list, empty);
    }
    match table.get_mut(list)? {
        Item::ArrayOfTables(tables) => {
            let added = table_of(piece)?;
            let mut all: Vec<Table> = tables.iter().cloned().collect();
            all.insert(index.min(all.len()), added);
            tables.clear();
            all.into_iter().for_each(|table| tables.push(table));
        }
        Item::Value(Value::Array(array)) => {
            let mut braces = InlineTable::new();
            for (key, item) in table_of(piece)?.iter() {
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
