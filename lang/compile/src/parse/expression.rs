//! From tokens to expressions.

use super::{Parsed, Parser};
use crate::problem::{Mistake, Span};
use crate::syntax::{Call, Expr, Form, RESERVED, Sign};
use crate::token::{Placed, Token};
use crate::words::{COMPARISON, OPERATORS};

/// How deep expressions may lie within each other.
const DEEPEST: u16 = 100;

/// How tightly what stands before an expression binds it.
mod binding {
    pub(super) const NOT: u8 = 3;
    pub(super) const MINUS: u8 = 7;
}

/// What each of the [`OPERATORS`] means.
const SIGNS: [Sign; OPERATORS.len()] = [
    Sign::Or,
    Sign::And,
    Sign::Less,
    Sign::AtMost,
    Sign::More,
    Sign::AtLeast,
    Sign::Equal,
    Sign::Differs,
    Sign::Add,
    Sign::Sub,
    Sign::Mul,
    Sign::Div,
    Sign::Pow,
];

/// A sign between two expressions, with how tightly it binds the left and the right one.
fn between(token: Token<'_>) -> Option<(Sign, u8, u8)> {
    let (Token::Name(written) | Token::Sign(written)) = token else { return None };
    let place = OPERATORS.iter().position(|operator| operator.name == written)?;
    let (left, right) = OPERATORS[place].binds;
    Some((SIGNS[place], left, right))
}

impl Parser<'_> {
    /// An expression.
    pub(super) fn expr(&mut self) -> Parsed<Expr> {
        self.expr_that_binds(0, 0)
    }

    fn expr_that_binds(&mut self, least: u8, depth: u16) -> Parsed<Expr> {
        let first = self.peek();
        if depth > DEEPEST {
            return Err(too_deep(first.span));
        }
        let mut left = self.operand(depth + 1)?;
        // The right side of the last comparison: `a <= x < b` means `a <= x and x < b`.
        let mut compared: Option<Expr> = None;
        while let Some((sign, binds, then)) = between(self.peek().token) {
            if binds < least || self.begins_statement() {
                break;
            }
            self.next();
            let right = self.expr_that_binds(then, depth + 1)?;
            let span = left.span.to(right.span);
            let made = |sign, left, right| Expr::new(Form::Binary(sign, Box::new([left, right])), span);
            left = if binds != COMPARISON {
                compared = None;
                made(sign, left, right)
            } else if let Some(middle) = compared.replace(right.clone()) {
                let second = made(sign, middle, right);
                made(Sign::And, left, second)
            } else {
                made(sign, left, right)
            };
            if left.depth > DEEPEST {
                return Err(too_deep(left.span));
            }
        }
        Ok(left)
    }

    fn operand(&mut self, depth: u16) -> Parsed<Expr> {
        let first = self.peek();
        if self.begins_statement() {
            return Err(Mistake::new(self.last(), "a value is missing after this"));
        }
        let span = first.span;
        if !self.begins_value() {
            let message = match first.token {
                Token::Unknown(letter) => format!("`{letter}` has no meaning here"),
                Token::Unclosed => "this quote is not closed on its line".into(),
                _ => "a value should be here".into(),
            };
            return Err(self.surprise(message));
        }
        self.next();
        let mut found = match first.token {
            Token::Number(number) => self.number(number, span),
            Token::Sign("(") => {
                let inner = self.expr_that_binds(0, depth)?;
                let end = self.expect(")", "to close the bracket")?;
                Expr { span: span.to(end), ..inner }
            }
            Token::Sign("-") => {
                let of = self.expr_that_binds(binding::MINUS, depth)?;
                let span = span.to(of.span);
                Expr::new(Form::Neg(Box::new(of)), span)
            }
            Token::Name("not") => {
                let of = self.expr_that_binds(binding::NOT, depth)?;
                let span = span.to(of.span);
                Expr::new(Form::Not(Box::new(of)), span)
            }
            Token::Name("if") => {
                let condition = self.expr_that_binds(0, depth)?;
                self.expect_word("then")?;
                let yes = self.expr_that_binds(0, depth)?;
                self.expect_word("else")?;
                let no = self.expr_that_binds(0, depth)?;
                let span = span.to(no.span);
                Expr::new(Form::If(Box::new([condition, yes, no])), span)
            }
            Token::Name(name) if !RESERVED.contains(&name) => {
                if self.take("(") {
                    self.call(name, span, depth)?
                } else {
                    Expr::new(Form::Name(name.to_owned()), span)
                }
            }
            _ => return Err(Mistake::new(span, "a value should be here")),
        };
        while self.take("[") {
            let which = self.expr_that_binds(0, depth)?;
            let end = self.expect("]", "after the element's name")?;
            let span = found.span.to(end);
            found = Expr::new(Form::Element(Box::new([found, which])), span);
        }
        if found.depth > DEEPEST { Err(too_deep(found.span)) } else { Ok(found) }
    }

    /// Whether the next token can begin a value.
    fn begins_value(&self) -> bool {
        match self.peek().token {
            Token::Number(_) | Token::Sign("(" | "-") | Token::Name("not" | "if") => true,
            Token::Name(name) => !RESERVED.contains(&name),
            _ => false,
        }
    }

    fn number(&mut self, number: f64, span: Span) -> Expr {
        const NO_UNITS: [&str; 2] = ["spread", "rate"];
        let Placed { token, indent, span: end } = self.peek();
        let unit = match token {
            Token::Name(name) if indent.is_none() && !RESERVED.contains(&name) && !NO_UNITS.contains(&name) => {
                Some(name)
            }
            Token::Sign("%") => Some("%"),
            _ => None,
        };
        if unit.is_some() {
            self.next();
        }
        let span = if unit.is_some() { span.to(end) } else { span };
        Expr::new(Form::Number(number, unit.map(str::to_owned)), span)
    }

    fn expect_word(&mut self, word: &str) -> Parsed<()> {
        if self.take_word(word) {
            return Ok(());
        }
        let mistake = self.surprise(format!("`{word}` is missing here"));
        let is_choice = word == "else" && mistake.hint.is_empty();
        Err(if is_choice {
            mistake.hint("an `if` has a value in both cases: if … then … else …")
        } else {
            mistake
        })
    }

    fn call(&mut self, name: &str, span: Span, depth: u16) -> Parsed<Expr> {
        let mut arguments = vec![self.expr_that_binds(0, depth)?];
        while self.take(",") {
            arguments.push(self.expr_that_binds(0, depth)?);
        }
        let with = |parser: &mut Self, word| {
            if parser.take_word(word) { parser.expr_that_binds(0, depth).map(Some) } else { Ok(None) }
        };
        let (by, only, otherwise) = (with(self, "by")?, with(self, "where")?, with(self, "else")?);
        let end = self.expect(")", "to close the bracket")?;
        let call = Call { name: name.to_owned(), arguments, by, only, otherwise };
        Ok(Expr::new(Form::Call(Box::new(call)), span.to(end)))
    }
}

fn too_deep(span: Span) -> Mistake {
    Mistake::new(span, "this expression is too long").hint("give parts of it names of their own")
}
