//! The letters of equations, put together to words, numbers and signs.

use crate::problem::Span;

/// One word, number or sign.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Token<'t> {
    Number(f64),
    /// A name, perhaps with dots in it.
    Name(&'t str),
    /// What stands between quotes.
    Text(&'t str),
    Sign(&'static str),
    /// What has no meaning.
    Unknown(char),
    /// A text without its closing quote.
    Unclosed,
    End,
}

/// A token with its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed<'t> {
    pub(crate) token: Token<'t>,
    pub(crate) span: Span,
    /// For the first token of a line, how far it is indented.
    pub(crate) indent: Option<u32>,
}

const SIGNS: [&str; 19] =
    ["<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", ":", "=", "%"];

/// The tokens of a text that begins at a place.
pub(crate) fn tokens(text: &str, start: Span) -> Vec<Placed<'_>> {
    let (mut found, mut at, mut indent) = (Vec::with_capacity(text.len() / 3), 0, Some(0));
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let (token, length) = match letter {
            '\n' => {
                (at, indent) = (at + 1, Some(0));
                continue;
            }
            ' ' | '\t' | '\r' => {
                at += 1;
                indent = indent.map(|indent| indent + 1);
                continue;
            }
            '#' => {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            '0'..='9' => number(rest),
            '"' => text_between_quotes(rest),
            letter if letter.is_ascii_alphabetic() || letter == '_' => {
                let length = run(rest, |letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == '.');
                // A full stop at the end belongs to no name.
                let name = rest[..length].trim_end_matches('.');
                (Token::Name(name), name.len())
            }
            letter => match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
                Some(sign) => (Token::Sign(sign), sign.len()),
                None => (Token::Unknown(letter), letter.len_utf8()),
            },
        };
        let span = Span { from: start.from + at as u32, to: start.from + (at + length) as u32, ..start };
        found.push(Placed { token, span, indent: indent.take() });
        at += length;
    }
    let end = start.from + text.len() as u32;
    found.push(Placed { token: Token::End, span: Span { from: end, to: end, ..start }, indent: Some(0) });
    found
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|letter| !belongs(letter)).unwrap_or(text.len())
}

/// `4900`, `4_900`, `0.5`, `1e-9`.
fn number(text: &str) -> (Token<'_>, usize) {
    let mut length = run(text, |letter| letter.is_ascii_digit() || letter == '.' || letter == '_');
    let exponent = text[length..].strip_prefix('e').map(|rest| rest.strip_prefix('-').unwrap_or(rest));
    if let Some(digits) = exponent.filter(|digits| digits.starts_with(|letter: char| letter.is_ascii_digit())) {
        length = text.len() - digits.len() + run(digits, |letter| letter.is_ascii_digit());
    }
    let digits: String = text[..length].chars().filter(|letter| *letter != '_').collect();
    (digits.parse().map_or(Token::Unknown('.'), Token::Number), length)
}

fn text_between_quotes(text: &str) -> (Token<'_>, usize) {
    let inner = &text[1..];
    let length = run(inner, |letter| letter != '"' && letter != '\n');
    if inner[length..].starts_with('"') { (Token::Text(&inner[..length]), length + 2) } else { (Token::Unclosed, 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_signs_are_told_apart() {
        let found = tokens("a.b <= 4_900.5e-1 % # c\n  \"x\" ü.", Span::default());
        let kinds: Vec<Token<'_>> = found.iter().map(|placed| placed.token).collect();
        assert_eq!(
            kinds,
            [
                Token::Name("a.b"),
                Token::Sign("<="),
                Token::Number(490.05),
                Token::Sign("%"),
                Token::Text("x"),
                Token::Unknown('ü'),
                Token::Unknown('.'),
                Token::End
            ]
        );
        assert_eq!(found[4].indent, Some(2));
        assert_eq!(found[1].indent, None);
    }

    #[test]
    fn a_text_ends_with_its_line() {
        assert_eq!(tokens("\"ab\ncd\"", Span::default())[0].token, Token::Unclosed);
    }
}
