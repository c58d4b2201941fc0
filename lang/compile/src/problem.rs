//! What is wrong with a text: every mistake with its place, its cause and, where there is one, a correction.

use std::fmt;

/// A place in one of the texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Span {
    /// The number of the text.
    pub(crate) text: u16,
    /// First byte.
    pub(crate) from: u32,
    /// The byte after the last.
    pub(crate) to: u32,
}

impl Span {
    /// From the start of this one to the end of another.
    pub(crate) fn to(self, end: Self) -> Self {
        Self { to: end.to, ..self }
    }
}

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The name of the text that it is in; empty for the outage itself.
    pub text: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its first letter in the line, from 1.
    pub column: usize,
    /// The line, and a mark under the place.
    pub excerpt: String,
    /// What it is in, such as `component frontend`.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it; empty when there is nothing to say.
    pub hint: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.text.is_empty() {
            write!(f, "{}, ", self.text)?;
        }
        write!(f, "line {}: ", self.line)?;
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        write!(f, "{}", self.message)?;
        if !self.hint.is_empty() {
            write!(f, "; {}", self.hint)?;
        }
        if !self.excerpt.is_empty() {
            write!(f, "\n{}", self.excerpt)?;
        }
        Ok(())
    }
}

/// Everything that is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
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

impl std::error::Error for Problems {}

/// A problem whose place has not been looked up yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mistake {
    pub(crate) span: Span,
    pub(crate) place: String,
    pub(crate) message: String,
    pub(crate) hint: String,
}

impl Mistake {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, place: String::new(), message: message.into(), hint: String::new() }
    }

    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// The same at another place.
    pub(crate) fn at(self, span: Span) -> Self {
        Self { span, ..self }
    }

    /// Says what it is in, unless that is known already.
    pub(crate) fn within(mut self, place: &str) -> Self {
        if self.place.is_empty() {
            place.clone_into(&mut self.place);
        }
        self
    }
}

/// Most problems that are worth telling at once.
const MOST_PROBLEMS: usize = 100;

/// Looks the places up, in the order of the texts; each is told once.
pub(crate) fn problems(texts: &[(&str, &str)], mut mistakes: Vec<Mistake>) -> Problems {
    mistakes.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
    mistakes.dedup();
    mistakes.truncate(MOST_PROBLEMS);
    Problems(mistakes.into_iter().map(|mistake| locate(texts, mistake)).collect())
}

fn locate(texts: &[(&str, &str)], mistake: Mistake) -> Problem {
    let (name, text) = texts.get(usize::from(mistake.span.text)).copied().unwrap_or_default();
    let clip = |at: u32| text.floor_char_boundary((at as usize).min(text.len()));
    let (from, to) = (clip(mistake.span.from), clip(mistake.span.to));
    let begin = text[..from].rfind('\n').map_or(0, |at| at + 1);
    let end = text[from..].find('\n').map_or(text.len(), |at| from + at);
    let before = text[begin..from].chars().count();
    let excerpt = excerpt(&text[begin..end], before, text[from..to.clamp(from, end)].chars().count());
    Problem {
        text: name.to_owned(),
        line: 1 + text[..from].matches('\n').count(),
        column: before + 1,
        excerpt,
        place: mistake.place,
        message: mistake.message,
        hint: mistake.hint,
    }
}

/// The line, or the part of it around the place, with a mark under the place.
fn excerpt(line: &str, before: usize, width: usize) -> String {
    const WIDEST: usize = 100;
    if line.trim().is_empty() {
        return String::new();
    }
    let skipped = before.saturating_sub(WIDEST / 2);
    let shown: String = line.chars().skip(skipped).take(WIDEST).collect();
    let width = width.clamp(1, WIDEST - (before - skipped));
    format!("  {}\n  {}{}", shown.trim_end(), " ".repeat(before - skipped), "^".repeat(width))
}

/// `did you mean …?` for the known name that is most like a name, if one is near.
pub(crate) fn did_you_mean<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    /// Most names that one is compared with.
    const MOST_COMPARED: usize = 500;
    let most = 1 + name.chars().count() / 4;
    let known: Vec<&str> = known.into_iter().collect();
    // The beginning of only one of them.
    let mut begun = known.iter().filter(|other| name.len() > 2 && other.starts_with(name));
    if let (Some(other), None) = (begun.next(), begun.next()) {
        return format!("did you mean `{other}`?");
    }
    let near = known
        .into_iter()
        .filter(|other| other.len().abs_diff(name.len()) <= most)
        .take(MOST_COMPARED)
        .map(|other| (strsim::osa_distance(name, other), other))
        .filter(|(far, _)| *far <= most)
        .min();
    near.map_or(String::new(), |(_, other)| format!("did you mean `{other}`?"))
}

/// Units that people put into names, with how they are written behind a number.
const IN_NAMES: [(&str, &str); 14] = [
    ("ms", "ms"),
    ("millis", "ms"),
    ("milliseconds", "ms"),
    ("s", "s"),
    ("sec", "s"),
    ("secs", "s"),
    ("seconds", "s"),
    ("min", "min"),
    ("mins", "min"),
    ("minutes", "min"),
    ("h", "h"),
    ("hours", "h"),
    ("percent", "%"),
    ("pct", "%"),
];

/// A known name that stands in another one before a unit, with that unit: `latency` and `ms` of `latency-ms`.
pub(crate) fn with_unit<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<(&'n str, &'static str)> {
    let (stem, end) = name.rsplit_once(['_', '-'])?;
    let (_, unit) = IN_NAMES.into_iter().find(|(in_names, _)| *in_names == end)?;
    let is_same = |known: &&str| known.replace('-', "_") == stem.replace('-', "_");
    known.into_iter().find(is_same).map(|known| (known, unit))
}

/// How a known name with its unit is written, when that is what a name means; else what is near it.
pub(crate) fn meant<'n>(name: &str, value: &str, known: impl IntoIterator<Item = &'n str> + Clone) -> String {
    match with_unit(name, known.clone()) {
        Some((known, unit)) => format!("write {known} = \"{value} {unit}\": the unit stands behind the number"),
        None => did_you_mean(name, known),
    }
}

/// A text from outside, short enough for a message.
pub(crate) fn short(text: &str) -> String {
    const MOST: usize = 60;
    let mut short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    outage_plan::tame(&short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_beside_letters_of_several_bytes() {
        let text = "a = 1\nπ = ü + missing\n";
        let from = text.find("missing").map_or(0, |at| at as u32);
        let span = Span { text: 0, from, to: from + 7 };
        let found = problems(&[("", text)], vec![Mistake::new(span, "no"), Mistake::new(span, "no")]);
        assert_eq!(found.to_string(), "line 2: no\n  π = ü + missing\n          ^^^^^^^");
    }

    #[test]
    fn a_slip_of_the_pen_is_recognised() {
        assert_eq!(did_you_mean("sevrers", ["cells", "servers"]), "did you mean `servers`?");
        assert_eq!(did_you_mean("zebra", ["cells", "servers"]), "");
    }
}
