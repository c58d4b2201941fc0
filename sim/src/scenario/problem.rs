//! What is wrong with a text, where, and what to do about it.

use std::fmt;

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line in the text, from 1; `None` when the problem is not in one place.
    pub line: Option<usize>,
    /// Path to the value, such as `component.frontend.thread-limit`.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        write!(f, "{}", self.message)?;
        if !self.hint.is_empty() {
            write!(f, " ({})", self.hint)?;
        }
        Ok(())
    }
}

/// Everything that is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

/// The accepted name that looks most like `name`, as a hint.
pub(crate) fn did_you_mean<'a>(name: &str, accepted: impl IntoIterator<Item = &'a str>) -> String {
    let accepted: Vec<&str> = accepted.into_iter().collect();
    let closest = accepted.iter().take(MOST_COMPARED).map(|candidate| (distance(name, candidate), candidate)).min();
    match closest {
        Some((distance, candidate)) if distance <= 1 + candidate.len() / 4 => format!("did you mean `{candidate}`?"),
        _ if accepted.is_empty() => String::new(),
        _ if accepted.len() > MOST_NAMES => {
            let more = accepted.len() - MOST_NAMES;
            format!("accepted: {} and {more} more", accepted[..MOST_NAMES].join(", "))
        }
        _ => format!("accepted: {}", accepted.join(", ")),
    }
}

/// Most names that one is compared with.
const MOST_COMPARED: usize = 500;

/// Most names that a hint lists.
const MOST_NAMES: usize = 16;

/// How many letters have to be changed, added or removed to get from one name to the other.
fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().take(64).collect(), to.chars().take(64).collect());
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_recognised() {
        assert_eq!(did_you_mean("sevrers", ["servers", "cells"]), "did you mean `servers`?");
        assert_eq!(did_you_mean("zebra", ["servers", "cells"]), "accepted: servers, cells");
        assert_eq!(did_you_mean("x", []), "");
        assert!(did_you_mean("zebra", ["servers"; 20]).ends_with("servers and 4 more"));
        let beyond = ["cells"; MOST_COMPARED].into_iter().chain(["servers"]);
        assert!(did_you_mean("sevrers", beyond).ends_with("cells and 485 more"), "not every name is compared");
    }
}
