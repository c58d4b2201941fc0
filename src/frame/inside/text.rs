//! Equations as they are written, line by line, into pieces that read well. What is no equation stays as it is.

use super::scope::Scope;
use super::{Block, Item, Line, Role, Span, spaced};
use crate::words::{NARROW, decimals};

/// The blocks of a text of equations.
pub(super) fn blocks(scope: &Scope<'_>, equations: &str) -> Vec<Block> {
    let mut found = Found::default();
    for line in equations.lines() {
        let (code, comment) = split(line);
        match (code.trim(), comment) {
            ("", None) => found.rest(),
            ("", Some(comment)) => found.comment(comment),
            (text, comment) => {
                found.rest_of_comment();
                if code.starts_with([' ', '\t']) && !found.items.is_empty() {
                    if let Some(item) = found.items.last_mut() {
                        item.lines.push(clause(scope, text));
                    }
                } else {
                    found.items.push(statement(scope, text));
                }
                if let (Some(item), Some(comment)) = (found.items.last_mut(), comment) {
                    item.notes.push(comment.to_owned());
                }
            }
        }
    }
    found.rest();
    found.rest_of_comment();
    found.blocks
}

/// What has been read.
#[derive(Default)]
struct Found {
    blocks: Vec<Block>,
    items: Vec<Item>,
    comment: String,
}

impl Found {
    /// The equations before end here.
    fn rest(&mut self) {
        if !self.items.is_empty() {
            self.blocks.push(Block::Items(std::mem::take(&mut self.items)));
        }
    }

    fn comment(&mut self, comment: &str) {
        self.rest();
        let heading = comment.trim_start_matches('-').trim();
        if heading.len() < comment.len() && !heading.is_empty() {
            self.rest_of_comment();
            self.blocks.push(Block::Heading(crate::words::sentence(heading.trim_end_matches('-').trim_end())));
        } else {
            if !self.comment.is_empty() {
                self.comment.push(' ');
            }
            self.comment.push_str(comment);
        }
    }

    fn rest_of_comment(&mut self) {
        if !self.comment.is_empty() {
            let comment = std::mem::take(&mut self.comment);
            self.blocks.push(Block::Note(crate::words::full_sentence(&comment)));
        }
    }
}

/// A line without its comment, and the comment.
fn split(line: &str) -> (&str, Option<&str>) {
    let mut quoted = false;
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '#' if !quoted => return (line[..at].trim_end(), Some(line[at + 1..].trim())),
            _ => {}
        }
    }
    (line.trim_end(), None)
}

fn word(text: &str) -> Span {
    Span { text: text.into(), role: Role::Word("") }
}

fn statement(scope: &Scope<'_>, text: &str) -> Item {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    match first {
        "note" => says(scope, rest.trim_start()),
        "state" => shows(scope, rest.trim_start()),
        "stock" => definition(scope, rest.trim_start(), Some(("stock ", "what flows in and out of it adds up"))),
        "sample" => definition(scope, rest.trim_start(), Some(("sample ", "keeps what it saw last"))),
        "pool" => definition(scope, rest.trim_start(), Some(("pool ", "jobs share its workers"))),
        _ => definition(scope, text, None),
    }
}

/// `name = …`, `name[group] : unit = …`.
fn definition(scope: &Scope<'_>, text: &str, keyword: Option<(&str, &'static str)>) -> Item {
    let end = text.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let mut line = Vec::new();
    if let Some((keyword, about)) = keyword {
        line.push(Span { text: keyword.into(), role: Role::Word(about) });
    }
    line.push(Span { text: spaced(name), role: Role::Defined });
    rest = rest.trim_start();
    if let Some((group, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        line.push(word(&format!(" of each {}", spaced(group.trim()))));
        rest = after.trim_start();
    }
    // Its unit is shown with its value.
    if let Some((_, after)) = rest.strip_prefix(':').and_then(|rest| rest.split_once('=')) {
        line.push(equals(keyword.is_some()));
        line.extend(expression(scope, after.trim_start()));
    } else if let Some(after) = rest.strip_prefix('=') {
        line.push(equals(keyword.is_some()));
        line.extend(expression(scope, after.trim_start()));
    } else if !rest.is_empty() {
        line.extend(expression(scope, &format!(" {rest}")));
    }
    Item { name: name.to_owned(), look: scope.look(name), lines: vec![Line(line)], notes: Vec::new() }
}

fn equals(begins: bool) -> Span {
    if begins { word(" begins as ") } else { Span { text: " = ".into(), role: Role::Plain } }
}

/// `note when …: "sentence with {value}"`.
fn says(scope: &Scope<'_>, text: &str) -> Item {
    let at = text.find('"').unwrap_or(text.len());
    let (when, said) = text.split_at(at);
    let when = when.trim().trim_end_matches(':').trim_start_matches("when").trim();
    let mut line = vec![word("says "), said_text(said), word(" when ")];
    line.extend(expression(scope, when));
    Item { lines: vec![Line(line)], ..Item::default() }
}

/// `state "over the limit" where …`.
fn shows(scope: &Scope<'_>, text: &str) -> Item {
    let end = text.rfind('"').map_or(text.len(), |at| at + 1);
    let (said, only) = text.split_at(end);
    let mut line = vec![word("is shown as "), said_text(said)];
    if !only.trim().is_empty() {
        line.push(Span { text: " ".into(), role: Role::Plain });
        line.extend(expression(scope, only.trim()));
    }
    Item { lines: vec![Line(line)], ..Item::default() }
}

fn said_text(quoted: &str) -> Span {
    let said = quoted.trim().trim_matches('"').replace('{', "‹").replace('}', "›");
    Span { text: format!("“{}”", spaced(&said)), role: Role::Said }
}

/// A line that belongs to the statement above it: `in: begins`, or more of its expression.
fn clause(scope: &Scope<'_>, text: &str) -> Line {
    let head = text.split([' ', ':']).next().unwrap_or_default();
    let words = match head {
        "in" => "flows in",
        "out" => "flows out",
        "min" if is_clause(text) => "never below",
        "max" if is_clause(text) => "never above",
        "next" if is_clause(text) => "becomes",
        "every" | "when" | "on" | "workers" | "work" | "arrivals" | "limit" | "deadline" | "jitter" => head,
        _ => return Line(expression(scope, text)),
    };
    let mut line = vec![word(words)];
    let rest = &text[head.len()..];
    if matches!(head, "every" | "when" | "on") {
        line.push(Span { text: " ".into(), role: Role::Plain });
        let (condition, value) = rest.split_once(':').unwrap_or((rest, ""));
        line.extend(expression(scope, condition.trim()));
        line.push(Span { text: ": ".into(), role: Role::Plain });
        line.extend(expression(scope, value.trim()));
    } else {
        line.push(Span { text: " ".into(), role: Role::Plain });
        line.extend(expression(scope, rest.trim_start_matches([' ', ':'])));
    }
    Line(line)
}

/// Whether `min`, `max` or `next` begins a clause, and is no function.
fn is_clause(text: &str) -> bool {
    text.find([':', '(']).is_some_and(|at| text[at..].starts_with(':'))
}

/// The pieces of an expression.
pub(super) fn expression(scope: &Scope<'_>, text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    let mut after_number = false;
    while let Some(letter) = rest.chars().next() {
        let length = match letter {
            ' ' | '\t' => {
                let length = rest.find(|letter: char| letter != ' ' && letter != '\t').unwrap_or(rest.len());
                plain.push(' ');
                rest = &rest[length..];
                continue;
            }
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            '0'..='9' => number(rest),
            letter if letter.is_ascii_alphabetic() || letter == '_' => {
                let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '.';
                rest[..rest.find(|letter| !is_name(letter)).unwrap_or(rest.len())].trim_end_matches('.').len()
            }
            _ => sign(rest).map_or(letter.len_utf8(), |(sign, _)| sign.len()),
        };
        let (token, behind) = rest.split_at(length);
        match letter {
            '"' => push(&mut spans, &mut plain, Span { text: token.into(), role: Role::Said }),
            '0'..='9' => plain.push_str(&readable(token)),
            letter if letter.is_ascii_alphabetic() || letter == '_' => {
                let is_unit = after_number && !is_joining(token);
                if is_unit {
                    if plain.ends_with(' ') {
                        plain.pop();
                    }
                    plain.push(NARROW);
                    plain.push_str(token);
                } else if let Some(about) = scope.function(token).filter(|_| behind.trim_start().starts_with('(')) {
                    push(&mut spans, &mut plain, Span { text: token.into(), role: Role::Word(about) });
                } else {
                    push(&mut spans, &mut plain, scope.name(token));
                }
            }
            '%' => {
                while plain.ends_with(' ') {
                    plain.pop();
                }
                plain.push(NARROW);
                plain.push('%');
            }
            _ => plain.push_str(sign(rest).map_or(token, |(_, shown)| shown)),
        }
        after_number = letter.is_ascii_digit();
        rest = behind;
    }
    if !plain.is_empty() {
        spans.push(Span { text: plain, role: Role::Plain });
    }
    spans
}

fn push(spans: &mut Vec<Span>, plain: &mut String, span: Span) {
    if !plain.is_empty() {
        spans.push(Span { text: std::mem::take(plain), role: Role::Plain });
    }
    spans.push(span);
}

/// Whether a word behind a number joins expressions, and is no unit.
fn is_joining(word: &str) -> bool {
    matches!(word, "then" | "else" | "and" | "or" | "where" | "by" | "at" | "spread" | "since" | "if")
}

/// The length of a number: `4_900.5e-1`.
fn number(text: &str) -> usize {
    let is_digit = |letter: char| letter.is_ascii_digit() || letter == '.' || letter == '_';
    let length = text.find(|letter| !is_digit(letter)).unwrap_or(text.len());
    let exponent = text[length..].strip_prefix('e').map(|rest| rest.trim_start_matches('-'));
    match exponent {
        Some(digits) if digits.starts_with(|letter: char| letter.is_ascii_digit()) => {
            let end = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
            text.len() - digits.len() + end
        }
        _ => length,
    }
}

/// A number with its thousands set apart; the smallest stay as they are written.
fn readable(text: &str) -> String {
    let plain = text.replace('_', "");
    match plain.parse::<f64>() {
        Ok(number) if number >= 1000.0 => decimals(number, 3),
        _ => plain,
    }
}

/// A sign at the start of a text, and how it is shown.
fn sign(text: &str) -> Option<(&'static str, &'static str)> {
    const SIGNS: [(&str, &str); 8] =
        [("<=", "≤"), (">=", "≥"), ("!=", "≠"), ("==", "="), ("*", "×"), ("-", "−"), ("/", "/"), ("^", "^")];
    SIGNS.into_iter().find(|(sign, _)| text.starts_with(sign))
}
