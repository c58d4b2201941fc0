//! What people write who come from another language, and how it is written here.

use super::Parser;
use crate::problem::{Mistake, Span};
use crate::token::Token;

/// Signs and words of other languages with what stands for them here.
const FOREIGN: [(&str, &str); 9] = [
    ("&", "write `and`"),
    ("|", "write `or`"),
    ("!", "write `not`"),
    (";", "a definition ends with its line"),
    ("'", "words stand without quotes, sentences between \" and \""),
    ("**", "powers are written with `^`"),
    ("//", "a comment begins with #"),
    ("?", "write if … then … else …"),
    ("per", "for each minute is written `/ 1 min`"),
];

/// Functions of other languages with what stands for them here.
pub(crate) const FUNCTIONS: [(&str, &str); 12] = [
    ("avg", "write mean(…)"),
    ("average", "write mean(…)"),
    ("ln", "write log(…)"),
    ("pow", "powers are written with `^`"),
    ("round", "write floor(x + 0.5)"),
    ("ceil", "write 0 - floor(0 - x)"),
    ("clamp", "write min(max(x, smallest), largest), or share(x) for 0 to 1"),
    ("maximum", "write max(a, b, …), or of cohorts largest(…)"),
    ("minimum", "write min(a, b, …), or of cohorts smallest(…)"),
    ("len", "of a group write its name with .count"),
    ("integral", "what adds up over time is a stock"),
    ("lag", "write delay(x, 8 min)"),
];

/// Names of other languages with what stands for them here.
pub(crate) const NAMES: [(&str, &str); 8] = [
    ("true", "write `yes`"),
    ("false", "write `no`"),
    ("time", "`now` is the time since the trigger"),
    ("t", "`now` is the time since the trigger"),
    ("dt", "`step` is the length of a step"),
    ("timestep", "`step` is the length of a step"),
    ("infinity", "write `inf`"),
    ("min", "write one minute as `1 min`"),
];

/// What stands for something of another language here.
pub(crate) fn instead(foreign: &[(&str, &str)], name: &str) -> Option<String> {
    foreign.iter().find(|(known, _)| *known == name).map(|(_, here)| (*here).to_owned())
}

impl Parser<'_> {
    /// A mistake at the next token, with what its author may have meant. What ends too soon is told where it ends, and
    /// not on the line below.
    pub(super) fn surprise(&self, message: impl Into<String>) -> Mistake {
        let next = self.peek();
        let ends = self.at > 0 && (next.token == Token::End || self.begins_statement());
        if ends {
            return Mistake::new(self.last(), message);
        }
        Mistake::new(next.span, message).hint(self.meant())
    }

    /// The place of the token before.
    pub(super) fn last(&self) -> Span {
        self.tokens[self.at.saturating_sub(1)].span
    }

    /// What the author of the next token may have meant.
    pub(super) fn meant(&self) -> String {
        let before = self.at.checked_sub(1).map(|at| self.tokens[at].token);
        let after = self.tokens.get(self.at + 1).map(|placed| placed.token);
        let token = self.peek().token;
        let is_number = |token: Option<Token<'_>>| matches!(token, Some(Token::Number(_)));
        match token {
            Token::Sign("=") => "two values are compared with `==`".into(),
            Token::Sign(":") if is_number(before) && is_number(after) => {
                "times of day are for the clock and for actions; here `now` is the time since the trigger, such as 30 min"
                    .into()
            }
            Token::Sign(",") if is_number(before) && is_number(after) => "thousands are written as 1_000".into(),
            Token::Sign("*") if before == Some(Token::Sign("*")) => instead(&FOREIGN, "**").unwrap_or_default(),
            Token::Sign("/") if before == Some(Token::Sign("/")) || after == Some(Token::Sign("/")) => {
                instead(&FOREIGN, "//").unwrap_or_default()
            }
            Token::Name(name) => instead(&FOREIGN, name).unwrap_or_default(),
            Token::Unknown(letter) => {
                instead(&FOREIGN, letter.encode_utf8(&mut [0; 4])).unwrap_or_default()
            }
            _ => String::new(),
        }
    }

    /// A hyphen in what is defined, where it takes away.
    pub(super) fn without_hyphens(&self, name: &str, span: Span) -> Result<(), Mistake> {
        let mut whole = name.to_owned();
        let mut rest = self.tokens[self.at..].iter();
        while let (Some(Token::Sign("-")), Some(Token::Name(part))) =
            (rest.next().map(|placed| placed.token), rest.next().map(|placed| placed.token))
        {
            whole = format!("{whole}-{part}");
        }
        if whole == name {
            return Ok(());
        }
        let hint = format!("write `{}`", whole.replace('-', "_"));
        Err(Mistake::new(span, format!("`{whole}` has a hyphen in it, which takes away")).hint(hint))
    }
}
