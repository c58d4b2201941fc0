//! Every message by an example: `messages.txt` holds texts, each with all that is said about it. `UPDATE_GOLDEN=1 cargo test
//! -p outage-compile` writes what is said now.

use super::clock;
use outage_compile::{compile, is_session, session};
use std::fmt::Write;

/// A text of equations, with its other tables below, becomes a file; a file stays as it is.
fn file(text: &str) -> String {
    if text.contains("equations = ") && !text.contains("[[kind]]") {
        return text.to_owned();
    }
    let tables = text.find("\n[").map_or(text.len(), |at| at + 1);
    let clock = if text.contains("[clock]") { String::new() } else { clock("1 min") };
    let status = if text.contains("status = ") { "" } else { "status = \"draft\"\n" };
    format!("equations = '''\n{}\n'''\n{status}{clock}{}\n", text[..tables].trim_end(), &text[tables..])
}

#[test]
fn every_mistake_is_told_as_it_should_be() -> Result<(), std::io::Error> {
    let path = format!("{}/tests/it/messages.txt", env!("CARGO_MANIFEST_DIR"));
    let golden = std::fs::read_to_string(&path)?;
    let mut now = String::new();
    for case in golden.split("=== ").filter(|case| !case.is_empty()) {
        let (title, rest) = case.split_once('\n').unwrap_or((case, ""));
        let text = rest.split_once("\n---\n").map_or(rest, |(text, _)| text);
        let said = if is_session(text) { session(text).map(|_| ()) } else { compile(&file(text)).map(|_| ()) };
        let said = said.map_or_else(|problems| problems.to_string(), |()| "nothing is wrong".to_owned());
        let _ = write!(now, "=== {title}\n{text}\n---\n{said}\n\n");
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        return std::fs::write(&path, now);
    }
    for (expected, said) in golden.split("=== ").zip(now.split("=== ")) {
        assert_eq!(said, expected, "UPDATE_GOLDEN=1 writes what is said now");
    }
    Ok(())
}

/// What needs a text that is too long for an example: bounds, and what only a plan that is wrong could cause.
const WITHOUT_EXAMPLE: [&str; 6] = [
    "bytes; at most",
    "components and dependencies",
    "numbers would be recorded",
    "more numbers than a run has room for",
    "terms, of which this is the first too many",
    "too many names together",
];

#[test]
fn every_message_has_an_example() -> Result<(), std::io::Error> {
    let golden = std::fs::read_to_string(format!("{}/tests/it/messages.txt", env!("CARGO_MANIFEST_DIR")))?;
    let said: String =
        golden.split("=== ").filter_map(|case| case.split_once("\n---\n")).map(|(_, said)| said).collect();
    let mut without = Vec::new();
    let mut known = 0;
    for (path, source) in sources(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        for message in messages(&source) {
            known += 1;
            let parts = fixed_parts(&message);
            let is_said = said.lines().any(|line| {
                let mut rest = Some(line);
                parts.iter().for_each(|part| rest = rest.and_then(|it| it.split_once(part.as_str())).map(|it| it.1));
                rest.is_some()
            });
            if !is_said && !WITHOUT_EXAMPLE.iter().any(|part| message.contains(part)) {
                without.push(format!("{path}: {message}"));
            }
        }
    }
    assert!(known > 120, "{known}");
    assert!(without.is_empty(), "write an example of each in messages.txt:\n{}", without.join("\n"));
    Ok(())
}

/// The sources of the compiler, each with its path.
fn sources(folder: std::path::PathBuf) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(path));
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            let code = text.split("#[cfg(test)]").next().unwrap_or("");
            found.push((path.display().to_string(), code.to_owned()));
        }
    }
    found
}

/// The messages that a source makes: the first text of each call that makes one.
fn messages(source: &str) -> Vec<String> {
    const MADE_BY: [&str; 4] = ["Mistake::new(", ".refuse(", ".refuse_with(", "let message = "];
    let calls = MADE_BY.iter().flat_map(|call| source.match_indices(call).map(|(at, call)| at + call.len()));
    let first_text = |from: usize| {
        let statement = source.get(from..)?.split(';').next()?;
        let text = statement.split_once('"')?.1;
        let end = text.char_indices().find(|(at, letter)| *letter == '"' && !text[..*at].ends_with('\\'))?.0;
        // What is no sentence is a name, and is checked where the sentence is made.
        text[..end].contains(' ').then(|| text[..end].replace("\\\"", "\""))
    };
    calls.filter_map(first_text).collect()
}

/// What stands between the values of a message.
fn fixed_parts(message: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = message.chars();
    while let Some(letter) = letters.next() {
        if letter == '{' {
            letters.by_ref().find(|letter| *letter == '}');
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    parts.iter().map(|part| part.trim_end().to_owned()).collect()
}
