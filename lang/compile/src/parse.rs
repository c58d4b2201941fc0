//! From tokens to statements.

mod expression;
pub(crate) mod slips;

use crate::problem::{Mistake, Span, did_you_mean, short};
use crate::syntax::{Clause, Equations, Expr, NoteText, RESERVED, StateText, Statement, What, clauses_of};
use crate::token::{Placed, Token, tokens};
use crate::words::names;
use outage_plan::tame;

type Parsed<T> = Result<T, Mistake>;

/// Parses the equations that stand at a place; what cannot be read is left out and told.
pub(crate) fn equations(text: &str, start: Span, mistakes: &mut Vec<Mistake>) -> Equations {
    let tokens = tokens(text, start);
    let lines = tokens.iter().filter(|placed| placed.token != Token::End);
    let margin = lines.filter_map(|placed| placed.indent).min().unwrap_or(0);
    let mut parser = Parser { tokens, at: 0, margin: Some(margin) };
    let mut found = Equations::default();
    while parser.peek().token != Token::End {
        if let Err(mistake) = parser.statement(&mut found) {
            mistakes.push(mistake);
            parser.skip_statement();
        }
    }
    found
}

/// Parses one expression that stands at a place.
pub(crate) fn expression(text: &str, start: Span) -> Parsed<Expr> {
    let mut parser = Parser { tokens: tokens(text, start), at: 0, margin: None };
    let expr = parser.expr()?;
    if parser.peek().token == Token::End { Ok(expr) } else { Err(parser.surprise("the expression ends before this")) }
}

/// Parses a text that stands at a place, with values between braces: the text before, between and after them, and they.
pub(crate) fn sentence(words: &str, start: Span) -> Parsed<(Vec<String>, Vec<Expr>)> {
    let (mut text, mut values) = (Vec::new(), Vec::new());
    let (mut rest, mut at) = (words, start.from);
    while let Some(open) = rest.find('{') {
        let (before, inner) = (&rest[..open], &rest[open + 1..]);
        let Some(close) = inner.find('}') else {
            let span = Span { from: at + open as u32, to: at + rest.len() as u32, ..start };
            return Err(Mistake::new(span, "`}` is missing after a value"));
        };
        let from = at + open as u32 + 1;
        let span = Span { from, to: from + close as u32, ..start };
        text.push(tame(before));
        values.push(expression(&inner[..close], span)?);
        at = from + close as u32 + 1;
        rest = &inner[close + 1..];
    }
    text.push(tame(rest));
    Ok((text, values))
}

struct Parser<'t> {
    tokens: Vec<Placed<'t>>,
    at: usize,
    /// How far statements are indented; none within a single expression.
    margin: Option<u32>,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Placed<'t> {
        self.tokens[self.at]
    }

    fn next(&mut self) -> Placed<'t> {
        let token = self.tokens[self.at];
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    /// Takes a sign if it is next.
    fn take(&mut self, sign: &'static str) -> bool {
        let is_next = self.peek().token == Token::Sign(sign) && !self.begins_statement();
        if is_next {
            self.next();
        }
        is_next
    }

    /// Takes a word if it is next.
    fn take_word(&mut self, word: &str) -> bool {
        let is_next = self.peek().token == Token::Name(word) && !self.begins_statement();
        if is_next {
            self.next();
        }
        is_next
    }

    fn expect(&mut self, sign: &'static str, why: &str) -> Parsed<Span> {
        let span = self.peek().span;
        if self.take(sign) { Ok(span) } else { Err(self.surprise(format!("`{sign}` is missing {why}"))) }
    }

    /// A name that is not one of the language's words.
    fn name(&mut self, of: &str) -> Parsed<(String, Span)> {
        let placed = self.peek();
        match placed.token {
            Token::Name(name) if RESERVED.contains(&name) => {
                let message = format!("`{name}` is a word of the language and cannot be the name of {of}");
                Err(Mistake::new(placed.span, message))
            }
            Token::Name(name) => {
                self.next();
                Ok((name.to_owned(), placed.span))
            }
            _ => Err(Mistake::new(placed.span, format!("the name of {of} is missing")).hint(self.meant())),
        }
    }

    /// Whether the next token begins a statement.
    fn begins_statement(&self) -> bool {
        let margin = self.margin;
        self.peek().indent.is_some_and(|indent| margin.is_some_and(|margin| indent <= margin))
    }

    fn skip_statement(&mut self) {
        loop {
            self.next();
            if self.peek().token == Token::End || self.begins_statement() {
                break;
            }
        }
    }

    fn statement(&mut self, into: &mut Equations) -> Parsed<()> {
        let first = self.peek();
        let is_defined = self.tokens.get(self.at + 1).is_some_and(|next| next.token == Token::Sign("="));
        let what = match first.token {
            // A word of the language that is given a value is meant as a name, and refused as one.
            _ if is_defined => What::Definition,
            Token::Name("note") => return self.note().map(|note| into.notes.push(note)),
            Token::Name("state") => return self.state().map(|state| into.states.push(state)),
            Token::Name("stock") => What::Stock,
            Token::Name("sample") => What::Sample,
            Token::Name("pool") => What::Pool,
            _ => What::Definition,
        };
        if what != What::Definition {
            self.next();
            if self.peek().indent.is_some() {
                return Err(Mistake::new(first.span, "a name is missing after this"));
            }
        }
        let (name, span) = self.name("what is defined")?;
        self.without_hyphens(&name, span)?;
        if let Some((whole, part)) = name.split_once('.') {
            let hint = format!("write `{whole}_{part}`, or define `{part}` in the kind of `{whole}`");
            return Err(Mistake::new(span, format!("`{name}` has a dot in it, which names a part")).hint(hint));
        }
        let group = if self.take("[") {
            let group = self.name("a group of cohorts")?;
            self.expect("]", "after the group")?;
            Some(group)
        } else {
            None
        };
        let unit = if self.take(":") { Some(self.unit()?) } else { None };
        let value = if what == What::Pool {
            None
        } else {
            self.expect("=", "between the name and its value")?;
            Some(self.expr()?)
        };
        let mut clauses = Vec::new();
        while !self.begins_statement() {
            clauses.push(self.clause(what, &name)?);
        }
        into.statements.push(Statement { what, name, span, group, unit, value, clauses });
        Ok(())
    }

    /// A unit behind a name, such as `min` or `servers/h`.
    fn unit(&mut self) -> Parsed<(String, Span)> {
        let (mut text, mut span) = (String::new(), self.peek().span);
        while self.peek().token != Token::Sign("=") && self.peek().indent.is_none() {
            let placed = self.next();
            match placed.token {
                Token::Name(word) => text.push_str(word),
                Token::Sign(sign @ ("/" | "*" | "%")) => text.push_str(sign),
                Token::Number(1.0) => text.push('1'),
                Token::Sign("(") => {
                    let mistake = Mistake::new(span, "`=` is missing between the name and its value");
                    return Err(mistake.hint("behind `:` stands a unit, as in latency : s = 10 ms"));
                }
                _ => {
                    return Err(Mistake::new(placed.span, "this is no unit").hint("write such as `min` or `servers/h`"));
                }
            }
            span = span.to(placed.span);
        }
        Ok((text, span))
    }

    fn clause(&mut self, what: What, of: &str) -> Parsed<Clause> {
        let placed = self.peek();
        let known = || names(clauses_of(what));
        if let Token::Unknown(letter) = placed.token {
            return Err(self.surprise(format!("`{letter}` has no meaning here")));
        }
        if placed.indent.is_none() {
            return Err(self.surprise("this does not belong to the expression before it"));
        }
        let Token::Name(found) = placed.token else {
            return Err(Mistake::new(placed.span, format!("this does not go on from `{of}`")));
        };
        let Some(word) = known().find(|word| *word == found) else {
            let article = match what {
                What::Definition => {
                    let message = format!("this does not go on from `{of}`");
                    return Err(
                        Mistake::new(placed.span, message).hint("a definition has one expression and nothing more")
                    );
                }
                What::Stock => "a stock",
                What::Sample => "a sample",
                What::Pool => "a pool",
            };
            let near = did_you_mean(found, known());
            let all = || known().collect::<Vec<_>>().join(", ");
            let hint = if near.is_empty() { format!("it has {}", all()) } else { near };
            return Err(Mistake::new(placed.span, format!("{article} has no `{}:`", short(found))).hint(hint));
        };
        self.next();
        let (mut condition, mut since, mut spread, mut rate) = (None, None, None, None);
        match word {
            "every" => {
                condition = Some(self.expr()?);
                if self.take_word("since") {
                    since = Some(self.expr()?);
                }
                if self.take_word("spread") {
                    let placed = self.next();
                    let Token::Number(base) = placed.token else {
                        return Err(Mistake::new(placed.span, "`spread` needs a number: 2, 3, 5, 7 or 11"));
                    };
                    spread = Some((base, placed.span));
                }
            }
            "when" | "on" => condition = Some(self.expr()?),
            _ => {}
        }
        self.expect(":", &format!("after `{word}`"))?;
        let value = self.expr()?;
        if matches!(word, "in" | "out") && self.take_word("at") {
            if !self.take_word("rate") {
                return Err(Mistake::new(self.peek().span, "`rate` is missing").hint("write `… at rate …`"));
            }
            rate = Some(self.expr()?);
        }
        Ok(Clause { word, span: placed.span, condition, since, spread, value, rate })
    }

    /// `note when …: "sentence with {value}"`.
    fn note(&mut self) -> Parsed<NoteText> {
        self.next();
        if !self.take_word("when") {
            let mistake = Mistake::new(self.peek().span, "`when` is missing");
            return Err(mistake.hint("write note when CONDITION: \"sentence with {value}\""));
        }
        let when = self.expr()?;
        self.expect(":", "after the condition")?;
        let placed = self.next();
        let Token::Text(words) = placed.token else {
            return Err(Mistake::new(placed.span, "a sentence between quotes is missing"));
        };
        let inside = Span { from: placed.span.from + 1, ..placed.span };
        let (text, values) = sentence(words, inside)?;
        self.ends("note")?;
        Ok(NoteText { when, text, values })
    }

    /// `state "over the limit" where …`; without `where` it is the usual one.
    fn state(&mut self) -> Parsed<StateText> {
        self.next();
        let placed = self.next();
        let Token::Text(words) = placed.token else {
            let mistake = Mistake::new(placed.span, "the words for the state are missing");
            return Err(mistake.hint("write state \"over the limit\" where CONDITION"));
        };
        let is_usual = self.begins_statement() || self.peek().token == Token::End;
        if !is_usual && !self.take_word("where") {
            return Err(self.surprise("`where` is missing after the words for the state"));
        }
        let only = if is_usual { None } else { Some(self.expr()?) };
        self.ends("state")?;
        Ok(StateText { words: tame(words), span: placed.span, only })
    }

    fn ends(&self, what: &str) -> Parsed<()> {
        if self.begins_statement() {
            return Ok(());
        }
        Err(Mistake::new(self.peek().span, format!("the {what} ends before this")))
    }
}
