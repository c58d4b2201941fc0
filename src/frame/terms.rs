//! The technical words in a text, with what they mean.

use outage_sim::Term;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words that need no explanation.
    Plain(&'a str),
    /// A technical word as the text writes it, and what it means.
    Defined(&'a str, &'a str),
}

/// A text in pieces: the first use of each technical word with what it means. A plural is the same word.
#[must_use]
pub fn pieces<'a>(text: &'a str, terms: &'a [Term]) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut used = vec![false; terms.len()];
    let mut rest = text;
    loop {
        // The earliest, and of those at one place the longest.
        let next = terms
            .iter()
            .enumerate()
            .filter(|(index, _)| !used[*index])
            .filter_map(|(index, term)| find(rest, &term.word).map(|(from, until)| (index, from, until)))
            .min_by_key(|(_, from, until)| (*from, usize::MAX - *until));
        let Some((index, from, until)) = next else { break };
        used[index] = true;
        if from > 0 {
            pieces.push(Piece::Plain(&rest[..from]));
        }
        pieces.push(Piece::Defined(&rest[from..until], &terms[index].means));
        rest = &rest[until..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Plain(rest));
    }
    pieces
}

/// Where a word stands by itself in a text, whatever the case of its letters.
fn find(text: &str, word: &str) -> Option<(usize, usize)> {
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    text.char_indices().map(|(from, _)| from).find_map(|from| {
        let until = from + word.len();
        let found = !word.is_empty() && text.get(from..until)?.eq_ignore_ascii_case(word);
        if !found || is_letter(text[..from].chars().next_back()) {
            return None;
        }
        let until = if text[until..].starts_with('s') { until + 1 } else { until };
        (!is_letter(text[until..].chars().next())).then_some((from, until))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_use_of_each_word_is_defined_the_longest_first() {
        let term = |word: &str| Term { word: word.into(), means: format!("what {word} is") };
        let terms = [term("shard"), term("shard map"), term("cell")];
        let found = pieces("Shard maps name shards; a shard map, cellular.", &terms);
        let expected = [
            Piece::Defined("Shard maps", "what shard map is"),
            Piece::Plain(" name "),
            Piece::Defined("shards", "what shard is"),
            Piece::Plain("; a shard map, cellular."),
        ];
        assert_eq!(found, expected);
        assert_eq!(pieces("«é»", &terms), [Piece::Plain("«é»")]);
        assert_eq!(pieces("", &terms), []);
    }
}
