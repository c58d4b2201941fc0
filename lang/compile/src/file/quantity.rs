//! Numbers with units, words and times of day.

use super::table::Table;
use crate::problem::{Mistake, Span, short};
use crate::syntax::Expr;
use crate::units::Unit;
use std::rc::Rc;
use toml::Spanned;
use toml::de::DeValue;

/// A value of a parameter.
#[derive(Debug, Clone)]
pub(crate) struct Quantity {
    pub(crate) amount: Amount,
    pub(crate) unit: Unit,
    /// The unit as it is written.
    pub(crate) written: String,
    /// What one of the unit is in minutes and counts.
    pub(crate) scale: f64,
    pub(crate) span: Span,
}

/// How much, or which word.
#[derive(Debug, Clone)]
pub(crate) enum Amount {
    Number(f64),
    Word(String),
    /// What other parameters make of it.
    WorkedOut(Rc<Expr>),
}

impl Quantity {
    /// A plain number.
    pub(crate) fn plain(value: f64, span: Span) -> Self {
        Self { amount: Amount::Number(value), unit: Unit::PLAIN, written: String::new(), scale: 1.0, span }
    }

    /// The number as it is written; `…` for anything else.
    pub(crate) fn number(&self) -> String {
        if let Amount::Number(number) = self.amount { number.to_string() } else { "…".into() }
    }

    /// The number in minutes and counts; 0 for anything else.
    pub(crate) fn value(&self) -> f64 {
        if let Amount::Number(number) = self.amount { number * self.scale } else { 0.0 }
    }
}

impl Table<'_, '_, '_> {
    /// `390`, `"390 servers/h"`, `"block"`, `"2 * retry"`, or a table with `value` and perhaps `unit`.
    pub(super) fn quantity(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Quantity> {
        let span = self.span_of(value);
        match value.get_ref() {
            DeValue::Integer(digits) if digits.radix() == 10 => self.number_in(digits.as_str(), span),
            DeValue::Float(digits) => self.number_in(digits.as_str(), span),
            DeValue::String(text) if is_expression(text) => {
                let (_, expr) = self.expression_in(value)?;
                Some(Quantity { amount: Amount::WorkedOut(Rc::new(expr)), ..Quantity::plain(0.0, span) })
            }
            DeValue::String(text) => self.written(text, span),
            DeValue::Table(table) => {
                let Some(inner) = table.get("value") else {
                    self.report(Mistake::new(span, "this has no value").hint("write { value = …, … }"));
                    return None;
                };
                let found = self.quantity(inner)?;
                match table.get("unit").map(|unit| (unit.get_ref().as_str(), self.span_of(unit))) {
                    Some((Some(unit), at)) if !matches!(found.amount, Amount::Word(_)) => {
                        self.with_unit(found, unit, at)
                    }
                    _ => Some(found),
                }
            }
            _ => {
                self.report(not_a_quantity(span));
                None
            }
        }
    }

    fn number_in(&mut self, digits: &str, span: Span) -> Option<Quantity> {
        let number = digits.replace('_', "").parse().ok().filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.report(Mistake::new(span, "this is no number that can be counted with"));
        }
        Some(Quantity::plain(number?, span))
    }

    /// What stands between quotes: a number with its unit, or a word.
    fn written(&mut self, text: &str, span: Span) -> Option<Quantity> {
        let text = text.trim();
        if text.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            let amount = Amount::Word(text.replace('-', "_"));
            return Some(Quantity { amount, ..Quantity::plain(0.0, span) });
        }
        let digits = text.find(|letter: char| !matches!(letter, '0'..='9' | '.' | '-' | '+' | 'e' | '_'));
        let (digits, unit) = text.split_at(digits.unwrap_or(text.len()));
        let Some(number) = digits.replace('_', "").parse().ok().filter(|number: &f64| number.is_finite()) else {
            self.report(not_a_quantity(span));
            return None;
        };
        let found = Quantity::plain(number, span);
        if unit.trim().is_empty() { Some(found) } else { self.with_unit(found, unit.trim(), span) }
    }

    fn with_unit(&mut self, found: Quantity, written: &str, span: Span) -> Option<Quantity> {
        let Some((scale, unit)) = self.reader.units.parse(written) else {
            let message = format!("`{}` is no unit", short(written));
            self.report(Mistake::new(span, message).hint("write such as min, servers, servers/h or %"));
            return None;
        };
        Some(Quantity { unit, scale, written: written.to_owned(), ..found })
    }

    /// Minutes, if the key is there.
    pub(super) fn minutes(&mut self, key: &'static str) -> Option<f64> {
        let value = self.get(key)?;
        let found = self.quantity(value)?;
        if found.unit != Unit::MINUTES || !matches!(found.amount, Amount::Number(_)) {
            let hint = match &found.amount {
                Amount::Number(number) => format!("write {key} = \"{number} min\""),
                _ => format!("write such as {key} = \"5 min\""),
            };
            self.report(Mistake::new(found.span, format!("`{key}` is a duration and needs a unit of time")).hint(hint));
            return None;
        }
        Some(found.value())
    }

    /// A time of day such as `05:15` or `+1d 04:00`, in minutes since midnight of the first day.
    pub(super) fn time_in(&mut self, value: &Spanned<DeValue<'_>>) -> Option<f64> {
        if let DeValue::Datetime(time) = value.get_ref() {
            let hint = format!("write it between quotes: \"{time}\"");
            let span = self.span_of(value);
            self.report(Mistake::new(span, "here should be a text, not a time without quotes").hint(hint));
            return None;
        }
        let (text, span) = self.text_in(value)?;
        let found = time(&text);
        if found.is_none() {
            let message = format!("`{}` is no time of day", short(&text));
            self.report(
                Mistake::new(span, message).hint("write such as 05:15, 05:15:30, or +1d 04:00 for the next day"),
            );
        }
        found
    }
}

/// Whether what stands between quotes is worked out from other parameters: it is neither a word nor a number with its unit.
fn is_expression(text: &str) -> bool {
    let text = text.trim();
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    if text.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '(') {
        return !text.chars().all(is_name);
    }
    let rest = text.trim_start_matches(|letter: char| matches!(letter, '0'..='9' | '.' | '-' | '+' | 'e' | '_'));
    let rest = rest.trim_start();
    let is_sign = |text: &str| [" + ", " - ", " * ", " / "].iter().any(|sign| text.contains(sign));
    rest.len() < text.len() && (rest.starts_with(['+', '-', '*', '/', '^']) || is_sign(rest))
}

fn not_a_quantity(span: Span) -> Mistake {
    Mistake::new(span, "this is no quantity").hint("write such as 390, \"390 servers/h\" or a word")
}

fn time(text: &str) -> Option<f64> {
    let (days, time) = match text.trim().strip_prefix(['+', '-']) {
        Some(rest) => rest.split_once('d')?,
        None => ("0", text.trim()),
    };
    let sign = if text.trim().starts_with('-') { -1.0 } else { 1.0 };
    let mut parts = time.trim().split(':').map(|part| {
        let is_number = (1..=2).contains(&part.len()) && part.chars().all(|digit| digit.is_ascii_digit());
        is_number.then(|| part.parse::<f64>().ok()).flatten()
    });
    let (hours, minutes) = (parts.next()??, parts.next()??);
    let seconds = match parts.next() {
        Some(seconds) => seconds?,
        None => 0.0,
    };
    let days: u8 = days.parse().ok()?;
    let is_time = parts.next().is_none() && hours <= 24.0 && minutes < 60.0 && seconds < 60.0;
    is_time.then(|| sign * f64::from(days) * 1440.0 + hours * 60.0 + minutes + seconds / 60.0)
}

#[cfg(test)]
mod tests {
    use super::{is_expression, time};

    #[test]
    fn expressions_are_told_from_numbers_and_words() {
        for text in
            ["base_threads + 1", "(a + b) * 2", "2 * retry", "5 min + retry", "on.share", "-1 * retry", "max(a, 3)"]
        {
            assert!(is_expression(text), "{text}");
        }
        for text in ["390 servers/h", "5 %", "1e-3", "needs-restart", "-4 min", "0.02 1/min", "x", "", "*", "3 a*b"] {
            assert!(!is_expression(text), "{text}");
        }
    }

    #[test]
    fn times_of_day_are_read() {
        assert_eq!(time("02:44"), Some(164.0));
        assert_eq!(time("+1d 04:00"), Some(1680.0));
        assert_eq!(time("-1d 23:30"), Some(-30.0));
        assert_eq!(time("9:05:30"), Some(545.5));
        for wrong in ["", "25:00", "4", "04:60", "d 4:00", "+xd 4:00", "4:00:00:00", "-1:00", "+1 04:00"] {
            assert_eq!(time(wrong), None, "{wrong}");
        }
    }
}
