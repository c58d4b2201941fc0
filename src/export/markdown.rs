//! Text from anywhere as Markdown text.

use crate::words::NARROW;
use std::fmt::Write;

/// A text that Markdown shows as it is, on one line: nothing in it becomes markup, a link or the end of a table's cell.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            NARROW => out.push('\u{a0}'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' | '$' | '{' | '}' => {
                out.push('\\');
                out.push(letter);
            }
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// A text that is kept letter by letter, such as a command: a fence that the text cannot end.
pub(super) fn verbatim(text: &str, language: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}{language}\n{}\n{fence}\n", text.trim_end())
}

/// A table.
pub(super) fn table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut out = format!("| {} |\n|{}\n", head.join(" | "), " --- |".repeat(N));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| plain(cell)).collect();
        // Writing to a text cannot fail.
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let hostile = "<script>alert(1)</script> [x](javascript:y) | *b* `c`\n# head";
        let shown = plain(hostile);
        assert!(!shown.contains('<') && !shown.contains('\n'), "{shown}");
        assert!(shown.contains("\\[x\\](javascript:y) \\| \\*b\\* \\`c\\` \\# head"), "{shown}");
        assert_eq!(verbatim("a\n````\nb", "sh"), "`````sh\na\n````\nb\n`````\n");
    }
}
