//! The text of a notebook, which is TOML: what the browser keeps, and what a file holds. It is read strictly: what is wrong
//! anywhere in it is told with its line, and nothing of it is taken.

use super::{Kept, LONGEST, LONGEST_FIGURE, LONGEST_NAME, LONGEST_NOTE, MOST, Notebook};
use crate::address;
use outage_sim::tame;
use std::fmt::{self, Write};

/// The version of the format.
const FORMAT: u32 = 1;

/// What is wrong with the text of a notebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and the remedy: a sentence.
    pub text: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}: {}", self.line, self.text)
    }
}

impl Notebook {
    /// The text of the notebook.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = format!("# Runs kept in Outage Explorer. Each link opens its run.\nnotebook = {FORMAT}\n");
        for Kept { name, link, note, figures } in &self.runs {
            let figures: Vec<String> = figures.iter().map(|figure| quoted(figure)).collect();
            // Writing to a text cannot fail.
            let _ = write!(
                out,
                "\n[[run]]\nname = {}\nlink = {}\nfigures = [{}]\n",
                quoted(name),
                quoted(link),
                figures.join(", ")
            );
            if !note.is_empty() {
                let _ = writeln!(out, "note = {}", quoted(note));
            }
        }
        out
    }

    /// The notebook of a text.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn read(text: &str) -> Result<Self, Problem> {
        if text.len() > LONGEST {
            return Err(Problem { line: 1, text: "This is too long for a notebook.".into() });
        }
        let mut reader = Reader::default();
        let mut last = 1;
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            last = index + 1;
            reader.line(last, line.trim()).map_err(|text| Problem { line: last, text })?;
        }
        reader.end().map_err(|text| Problem { line: if text == NONE { last } else { reader.began }, text })?;
        Ok(Self { runs: reader.runs })
    }
}

const NONE: &str = "This is no notebook: it does not say `notebook = 1`.";

/// A text in quotes.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// What was read so far.
#[derive(Default)]
struct Reader {
    is_notebook: bool,
    runs: Vec<Kept>,
    /// The line at which the last run began, and which keys it has.
    began: usize,
    has: Vec<&'static str>,
}

const KEYS: [&str; 4] = ["name", "link", "figures", "note"];

impl Reader {
    fn line(&mut self, number: usize, line: &str) -> Result<(), String> {
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if uncommented(line) == "[[run]]" {
            self.end()?;
            if self.runs.len() >= MOST {
                return Err(format!("A notebook holds at most {MOST} runs."));
            }
            self.runs.push(Kept::default());
            self.began = number;
            self.has.clear();
            return Ok(());
        }
        let not_understood = || format!("`{}` is neither [[run]] nor a key with its value.", short(line));
        let (key, value) = line.split_once('=').ok_or_else(not_understood)?;
        let (key, value) = (key.trim(), value.trim());
        let Some(run) = self.runs.last_mut() else {
            return match (key, uncommented(value).parse::<u32>()) {
                ("notebook", Ok(FORMAT)) => {
                    self.is_notebook = true;
                    Ok(())
                }
                ("notebook", Ok(version)) if version > FORMAT => {
                    Err("This notebook was written by a newer version of the page. Reload the page to get it.".into())
                }
                _ => Err(NONE.into()),
            };
        };
        let Some(known) = KEYS.into_iter().find(|known| *known == key) else {
            return Err(format!("A run has no key `{}`. It has: {}.", short(key), KEYS.join(", ")));
        };
        if self.has.contains(&known) {
            return Err(format!("This run has two keys `{known}`."));
        }
        self.has.push(known);
        if known == "figures" {
            run.figures = figures(value)?;
            return Ok(());
        }
        let (text, rest) = string(value)?;
        ended(rest)?;
        match known {
            "link" => run.link = link(text)?,
            "name" => match tame(&fitting(text, LONGEST_NAME, known)?).replace(['\n', '\t'], " ") {
                name if name.trim().is_empty() => return Err("The name is empty.".into()),
                name => run.name = name,
            },
            _ => run.note = fitting(text, LONGEST_NOTE, known)?.lines().map(tame).collect::<Vec<_>>().join("\n"),
        }
        Ok(())
    }

    /// Whether the last run has all that it needs.
    fn end(&self) -> Result<(), String> {
        if !self.is_notebook {
            return Err(NONE.into());
        }
        let lacks = |key: &&&str| !self.has.contains(*key);
        match ["name", "link"].iter().find(lacks) {
            Some(key) if !self.runs.is_empty() => Err(format!("This run has no `{key}`.")),
            _ => Ok(()),
        }
    }
}

/// What stands before a comment, of a line without texts.
fn uncommented(line: &str) -> &str {
    line.split('#').next().unwrap_or_default().trim()
}

fn ended(rest: &str) -> Result<(), String> {
    let rest = rest.trim();
    if rest.is_empty() || rest.starts_with('#') { Ok(()) } else { Err(format!("`{}` follows the text.", short(rest))) }
}

fn fitting(text: String, longest: usize, key: &str) -> Result<String, String> {
    // Not the marks that keep a text from right to left apart, which it gets when it is read.
    match text.chars().filter(|letter| !matches!(letter, '\u{2066}'..='\u{2069}')).count() {
        letters if letters > longest => Err(format!("The {key} has {letters} letters; it can have {longest}.")),
        _ => Ok(text),
    }
}

fn link(text: String) -> Result<String, String> {
    if text.len() > address::LONGEST {
        return Err("The link is too long.".into());
    }
    let is_link =
        text.starts_with("#/") && !text.contains(|letter: char| letter.is_control() || letter.is_whitespace());
    if is_link { Ok(text) } else { Err("A link begins with `#/` and has no spaces.".into()) }
}

fn figures(value: &str) -> Result<[String; 4], String> {
    let wanted =
        || "`figures` are four texts in one line, such as [\"96 %\", \"7 h\", \"14 h\", \"25 of 25\"].".to_owned();
    let mut rest = value.strip_prefix('[').ok_or_else(wanted)?;
    let mut figures: [String; 4] = Default::default();
    for (index, figure) in figures.iter_mut().enumerate() {
        let (text, after) = string(rest.trim_start()).map_err(|_| wanted())?;
        *figure = tame(&fitting(text, LONGEST_FIGURE, "figure")?);
        let after = after.trim_start();
        rest = after.strip_prefix(if index == 3 { ']' } else { ',' }).ok_or_else(wanted)?;
    }
    ended(rest)?;
    Ok(figures)
}

/// The text in quotes that something begins with, and what follows it.
fn string(value: &str) -> Result<(String, &str), String> {
    let no_text = || format!("`{}` is no text in quotes.", short(value));
    if let Some(rest) = value.strip_prefix('\'') {
        let (text, rest) = rest.split_once('\'').ok_or_else(no_text)?;
        return Ok((text.into(), rest));
    }
    let inside = value.strip_prefix('"').ok_or_else(no_text)?;
    let (mut out, mut letters) = (String::new(), inside.char_indices());
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Ok((out, &inside[at + 1..])),
            '\\' => out.push(match letters.next().map(|(_, letter)| letter) {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                Some(same @ ('"' | '\\')) => same,
                Some(kind @ ('u' | 'U')) => {
                    let digits: String =
                        letters.by_ref().take(if kind == 'u' { 4 } else { 8 }).map(|(_, digit)| digit).collect();
                    let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                    code.ok_or_else(|| format!("`\\{kind}{}` is no letter.", short(&digits)))?
                }
                other => {
                    return Err(format!("`\\{}` means nothing in a text.", other.map_or(String::new(), String::from)));
                }
            }),
            letter => out.push(letter),
        }
    }
    Err("A text has no end: the quote at its end is missing.".into())
}

/// A part of a text from outside, short enough for a message.
fn short(text: &str) -> String {
    tame(&text.chars().take(40).collect::<String>())
}
