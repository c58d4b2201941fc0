//! Every message by an example: `messages.txt` holds texts, each with all that is said about it. `UPDATE_GOLDEN=1 cargo test
//! -p outage-compile` writes what is said now.

use super::clock;
use outage_compile::compile;
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
        let said = match compile(&file(text)) {
            Ok(_) => "nothing is wrong".to_owned(),
            Err(problems) => problems.to_string(),
        };
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
