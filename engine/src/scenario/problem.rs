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
    // Little is left to repeat for each kind of list.
    hint(name, &accepted.into_iter().take(MOST_COMPARED).collect::<Vec<&str>>())
}

fn hint(name: &str, accepted: &[&str]) -> String {
    match nearest(name, accepted) {
        Some(candidate) => format!("did you mean `{candidate}`?"),
        None if accepted.is_empty() => String::new(),
        None if accepted.len() > MOST_NAMES => {
            let more = accepted.len() - MOST_NAMES;
            format!("accepted: {} and {more} more", accepted[..MOST_NAMES].join(", "))
        }
        None => format!("accepted: {}", accepted.join(", ")),
    }
}

/// The accepted name that looks most like `name`, if one is near: by its letters, else by what follows its dot, else as
/// one that goes on where `name` ends.
#[must_use]
pub fn nearest<'a>(name: &str, accepted: &[&'a str]) -> Option<&'a str> {
    let by = |part: fn(&str) -> &str| {
        let far = |candidate: &str| distance(part(name), part(candidate));
        let (far, candidate) = accepted.iter().map(|candidate| (far(candidate), *candidate)).min()?;
        (far <= 1 + part(candidate).len() / 4).then_some(candidate)
    };
    let whole = by(|name| name);
    if whole.is_some() || last(name).len() < ENOUGH {
        return whole;
    }
    by(last).or_else(|| accepted.iter().copied().find(|candidate| last(candidate).starts_with(name)))
}

/// What follows the last dot of a name.
fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Fewest letters of a part of a name that say which one was meant.
const ENOUGH: usize = 4;

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
        assert_eq!(nearest("fleet.serverz", &["front.limit", "front.servers"]), Some("front.servers"));
        assert_eq!(nearest("thread", &["front.servers", "front.thread-limit"]), Some("front.thread-limit"));
        assert_eq!(nearest("bar", &["front.bars-in-all", "front.servers"]), None);
        assert!(did_you_mean("zebra", ["servers"; 20]).ends_with("servers and 4 more"));
        let beyond = ["cells"; MOST_COMPARED].into_iter().chain(["servers"]);
        assert!(did_you_mean("sevrers", beyond).ends_with("cells and 484 more"), "not every name is compared");
    }
}
