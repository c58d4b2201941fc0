//! `outage format`: the reference of the format, from the tables that the compiler reads by.

use outage_compile::keys::{FILE, Holds, Keys, Needed, PARAMETER, SESSION};
use outage_compile::words::{self, Word};
use outage_compile::{FUNCTIONS, kinds};
use std::fmt::Write;

const BEFORE: &str = include_str!("format.md");
const BEFORE_SESSIONS: &str = include_str!("sessions.md");

/// The reference, in Markdown.
pub(crate) fn format() -> String {
    let mut out = BEFORE.to_owned();
    out.push_str("\n## Tables and keys\n\n");
    out.push_str(
        "A key that is marked *always* has to be there; one that is marked *not in a draft* may be missing while the \
         file says `status = \"draft\"`.\n",
    );
    let mut known = Vec::new();
    tables(&FILE, &mut known);
    known.push(&PARAMETER);
    for keys in known {
        table(keys, &mut out);
    }
    equations(&mut out);
    out.push_str("\n## Kinds of the library\n\n");
    out.push_str("Each is as long as its text here; a file can have kinds of its own in the same form.\n");
    for kind in kinds() {
        let _ = write!(out, "\n### `{}`\n\n{}\n\n```toml\n{}\n```\n", kind.name, kind.about, kind.text);
    }
    out
}

/// The reference of sessions, in Markdown.
pub(crate) fn sessions() -> String {
    let mut out = BEFORE_SESSIONS.to_owned();
    let mut known = Vec::new();
    tables(&SESSION, &mut known);
    for keys in known {
        table(keys, &mut out);
    }
    out
}

/// Every table that is reached from one, each after the one that it is in.
fn tables(keys: &'static Keys, known: &mut Vec<&'static Keys>) {
    if known.iter().any(|it| std::ptr::eq(*it, keys)) {
        return;
    }
    known.push(keys);
    for key in keys.keys {
        if let Holds::Table(inner) | Holds::Tables(inner) = key.holds {
            tables(inner, known);
        }
    }
}

fn table(keys: &Keys, out: &mut String) {
    let name = if keys.name.starts_with('[') { format!("`{}`", keys.name) } else { capital(keys.name) };
    let _ = write!(
        out,
        "\n### {name}\n\n{}\n\n| key | what it holds | | what it means |\n| --- | --- | --- | --- |\n",
        keys.about
    );
    for key in keys.keys {
        let needed = match key.needed {
            Needed::Always => "*always*",
            Needed::UnlessDraft => "*not in a draft*",
            Needed::No => "",
        };
        let _ = writeln!(out, "| `{}` | {} | {needed} | {} |", key.name, held(key.holds), cell(key.about));
    }
}

/// What a key holds, in words.
fn held(holds: Holds) -> String {
    let words = match holds {
        Holds::Text => "a text",
        Holds::Texts => "a text, or a list of texts",
        Holds::Name => "a name",
        Holds::Names => "a name, or a list of names",
        Holds::Whole => "a whole number",
        Holds::Flag => "`true` or `false`",
        Holds::Time => "a time of day",
        Holds::Times => "two times of day",
        Holds::Duration => "a duration",
        Holds::Quantity => "a quantity",
        Holds::Unit => "a unit",
        Holds::Numbers => "two numbers",
        Holds::Expression => "an expression",
        Holds::Equations => "equations",
        Holds::NamesOrTexts => "a list of names, or names with texts",
        Holds::Knob => "`[smallest, largest, step]`, or words with texts",
        Holds::Quantities => "names with quantities",
        Holds::Expressions => "names with expressions",
        Holds::NamesOrExpressions => "names with expressions, or a list of names",
        Holds::Wholes => "names with whole numbers",
        Holds::Moments => "names with times of day",
        Holds::Parameters => "names with [parameters](#a-parameter)",
        Holds::Table(keys) | Holds::Tables(keys) => {
            let link = keys.name.trim_matches(['[', ']']).replace('.', "").replace(' ', "-");
            return format!("[`{}`](#{link})", keys.name);
        }
    };
    words.to_owned()
}

fn equations(out: &mut String) {
    out.push_str("\n## Equations\n\n");
    out.push_str(
        "They stand between `'''` and `'''`, in any order, and say what holds at every moment. What goes on below a \
         statement is indented. `#` begins a comment. Names have letters, digits and `_`; a hyphen in the name of a \
         component is written `_` there.\n",
    );
    words_table(out, "Statements", "statement", &words::STATEMENTS);
    words_table(out, "Below a stock", "clause", &words::STOCK);
    words_table(out, "Below a sample", "clause", &words::SAMPLE);
    words_table(out, "Below a pool", "clause", &words::POOL);
    out.push_str(
        "\n### Operators\n\nThose that bind least come first.\n\n| operator | what it means |\n| --- | --- |\n",
    );
    for operator in &words::OPERATORS {
        let _ = writeln!(out, "| `{}` | {} |", operator.name, operator.about);
    }
    out.push_str("| `if … then … else …` | a choice |\n| `not` | the opposite |\n");
    out.push_str("\n### Functions\n\n| function | what it gives |\n| --- | --- |\n");
    for function in &FUNCTIONS {
        let _ = writeln!(out, "| `{}` | {} |", cell(function.usage), cell(function.about));
    }
    words_table(out, "Names that are there everywhere", "name", &words::BUILT_IN);
    words_table(out, "Names of others", "such as", &words::OWNERS);
    words_table(out, "Parts of a group of cohorts", "part", &words::GROUP_PARTS);
    let pool: Vec<Word> = [&words::WHILE_SOLVED[..], &words::ONCE_SOLVED, &words::AFTERWARDS].concat();
    words_table(out, "Parts of a pool", "part", &pool);
    let arrivals = words::WHILE_SOLVED.map(|word| format!("`{}`", word.name)).join(", ");
    let _ = writeln!(out, "\nThe arrivals of a pool may depend on its own {arrivals}.");
    out.push_str("\n### Units\n\n| unit | what it is |\n| --- | --- |\n");
    for unit in &words::UNITS {
        let names = unit.names.iter().filter(|name| !name.is_empty()).map(|name| format!("`{name}`"));
        let _ = writeln!(out, "| {} | {} |", names.collect::<Vec<_>>().join(", "), unit.about);
    }
    out.push_str("| any other word | things of that name: `servers`, `requests`; one and many are the same |\n");
}

fn words_table(out: &mut String, title: &str, first: &str, words: &[Word]) {
    let _ = write!(out, "\n### {title}\n\n| {first} | what it means |\n| --- | --- |\n");
    for word in words {
        let _ = writeln!(out, "| `{}` | {} |", cell(word.usage), cell(word.about));
    }
}

/// A text that does not end a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
