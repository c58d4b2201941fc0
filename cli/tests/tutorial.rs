//! The tutorial, followed to the letter: `toml` blocks go to the end of the file, `diff` blocks change it, and what
//! `console` blocks show is printed, line after line; … stands for anything.

use std::path::PathBuf;
use std::process::{Command, Output};

const TUTORIAL: &str = include_str!("../../docs/your-outage.md");

/// The blocks of a page, each with its language.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    let parts: Vec<&str> = page.split("```").collect();
    parts.iter().skip(1).step_by(2).filter_map(|block| block.split_once('\n')).collect()
}

struct Reader {
    folder: PathBuf,
    text: String,
}

impl Reader {
    fn append(&mut self, block: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(block);
    }

    fn change(&mut self, block: &str) {
        let side = |sign: char| {
            let lines = block.lines().filter_map(|line| line.strip_prefix(sign));
            lines.map(|line| format!("{line}\n")).collect::<String>()
        };
        let (old, new) = (side('-'), side('+'));
        assert_eq!(self.text.matches(&old).count(), 1, "this is there once:\n{old}");
        self.text = self.text.replace(&old, &new);
    }

    fn run(&self, block: &str) {
        std::fs::write(self.folder.join("cache-restart.toml"), &self.text).expect("temporary files can be written");
        let (command, shown) = block.split_once('\n').unwrap_or((block, ""));
        let words = command.strip_prefix("$ outage ").unwrap_or_else(|| panic!("not a command: {command}"));
        let Output { stdout, stderr, .. } = Command::new(env!("CARGO_BIN_EXE_outage"))
            .args(words.split_whitespace())
            .current_dir(&self.folder)
            .output()
            .expect("the program starts");
        let printed = format!("{}{}", String::from_utf8_lossy(&stderr), String::from_utf8_lossy(&stdout));
        let mut lines = printed.lines();
        for line in shown.lines() {
            let found = lines.any(|printed| is_like(printed, line));
            assert!(found, "{command} does not print this, or not there:\n{line}\nbut:\n{printed}");
        }
    }
}

/// Whether a line is printed as it is shown.
fn is_like(printed: &str, shown: &str) -> bool {
    let mut parts = shown.split('…');
    let first = parts.next().unwrap_or("");
    let Some(mut rest) = printed.strip_prefix(first) else { return false };
    let mut is_open = false;
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
        is_open = part.is_empty();
    }
    rest.is_empty() || is_open
}

#[test]
fn every_step_does_what_the_text_says() {
    let folder = std::env::temp_dir().join(format!("outage-tutorial-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("temporary folders can be made");
    let mut reader = Reader { folder, text: String::new() };
    let mut steps = 0;
    for (language, block) in blocks(TUTORIAL) {
        match language {
            "toml" => reader.append(block),
            "diff" => reader.change(block),
            "console" => {
                reader.run(block);
                steps += 1;
            }
            "sh" => {}
            other => panic!("a reader would not know what to do with `{other}`"),
        }
    }
    assert!(steps >= 8, "{steps}");
    assert!(reader.text.contains("fitted = "), "it ends with a number that was fitted");
}

#[test]
fn what_is_shown_may_leave_out_what_differs() {
    assert!(is_like("a run: 271 steps, 0.3 ms", "a run: 271 steps, … ms"));
    assert!(is_like("anything at all", "any…"));
    assert!(!is_like("a run: 271 steps", "a run: 27"));
    assert!(!is_like("a run", "b…"));
}
