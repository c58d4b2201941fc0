//! What something was during a run: its value at a moment in words, its line over the run, and its strip of cohorts.

use crate::words::{self, NARROW};
use outage_sim::{Look, Scenario};
use std::fmt::Write;

/// What something was during a run, ready to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Its number among those that are looked into.
    pub look: usize,
    values: Look,
    manner: Manner,
    /// Smallest and largest value of the run.
    range: (f32, f32),
}

/// How its values read.
#[derive(Debug, Clone, PartialEq)]
enum Manner {
    /// One of some words, by its number.
    Words(Vec<String>),
    /// From 0 to 1.
    Share,
    /// A number in a unit, which may be empty.
    Number(String),
}

/// Points of a line over the run.
const POINTS: usize = 100;

/// Prepares what was looked into.
#[must_use]
pub fn measure(scenario: &Scenario, looks: Vec<Look>) -> Vec<Measure> {
    let one = |values: Look| {
        let look = values.inside;
        let unit = scenario.inside[look].unit.as_str();
        let finite = || values.values().iter().copied().filter(|value| value.is_finite());
        let range = finite().fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), it| (low.min(it), high.max(it)));
        // The language knows no shares: a plain number that stays between 0 and 1 reads best as one, unless it always is
        // the one or the other.
        let is_share = range.0 >= 0.0 && range.1 <= 1.0 + 1e-6 && (range.0 < range.1 || range.0.fract() != 0.0);
        let manner = match unit {
            "" if is_share => Manner::Share,
            unit if unit.contains(" | ") => Manner::Words(unit.split(" | ").map(super::spaced).collect()),
            unit => Manner::Number(unit.into()),
        };
        Measure { look, manner, range, values }
    };
    looks.into_iter().map(one).collect()
}

impl Measure {
    /// Its value at a moment with its unit: `64 %`, `4 910 to 5 031 servers`, `yes for 37 %`.
    #[must_use]
    pub fn text(&self, moment: usize) -> String {
        match (self.values.at(moment), &self.manner) {
            ([], _) => "–".into(),
            ([one], _) => self.amount(*one),
            (many, Manner::Words(_)) => {
                let same = many.iter().all(|value| *value == many[0]);
                let yes = many.iter().filter(|value| **value >= 0.5).count() as f64 / many.len() as f64;
                if same { self.amount(many[0]) } else { format!("{} for {}", self.amount(1.0), words::percent(yes)) }
            }
            (many, _) => {
                let low = many.iter().copied().fold(f32::INFINITY, f32::min);
                let high = many.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                let (low, high) = (self.amount(low), self.amount(high));
                let unit =
                    low.rfind(NARROW).filter(|at| low[*at..].chars().any(char::is_alphabetic) || low.ends_with('%'));
                match unit {
                    _ if low == high => low,
                    Some(at) if high.ends_with(&low[at..]) => format!("{} to {high}", &low[..at]),
                    _ => format!("{low} to {high}"),
                }
            }
        }
    }

    fn amount(&self, value: f32) -> String {
        let value = f64::from(value);
        if !value.is_finite() {
            return if value > 0.0 { "∞".into() } else { "–".into() };
        }
        match &self.manner {
            Manner::Words(words) => words.get(value as usize).cloned().unwrap_or_default(),
            Manner::Share => words::percent_fine(value),
            Manner::Number(unit) => match unit.as_str() {
                "" => plain(value),
                "s" => words::seconds(value),
                "ms" => words::seconds(value / 1000.0),
                "min" if value > 0.0 && value < 0.995 => words::seconds(value * 60.0),
                "min" if value.abs() >= 60.0 => words::duration(value),
                unit => match (plain(value), unit.strip_prefix("1/")) {
                    (number, Some(per)) => format!("{number}{NARROW}per {per}"),
                    (number, None) => format!("{number}{NARROW}{}", counted(unit, number == "1")),
                },
            },
        }
    }

    /// Its line over the run, as the path of a drawing that is 100 wide and 20 high; nothing where it never changes.
    #[must_use]
    pub fn line(&self) -> Option<String> {
        let (low, high) = self.range;
        if high - low <= f32::EPSILON * high.abs() {
            return None;
        }
        let cohorts = self.values.cohorts.max(1);
        let moments = self.values.values().len() / cohorts * self.values.every;
        let mut path = String::new();
        let mut last = None;
        for point in 0..=POINTS {
            let many = self.values.at(point * moments.saturating_sub(1) / POINTS);
            let mean = many.iter().sum::<f32>() / many.len().max(1) as f32;
            let level = if mean.is_finite() { 19.0 - 18.0 * (mean - low) / (high - low) } else { 1.0 };
            let level = tenths(level);
            if last == Some(level) && point < POINTS {
                continue;
            }
            if let Some(last) = last {
                // As it was until now, and then as it is.
                let _ = write!(path, "H{}", point.saturating_sub(1));
                let _ = if level == last { write!(path, "H{point}") } else { write!(path, "L{point} {level}") };
            } else {
                let _ = write!(path, "M{point} {level}");
            }
            last = Some(level);
        }
        Some(path)
    }

    /// Its cohorts at a moment, as the path of a drawing that is 100 wide and 10 high; nothing for what is one.
    #[must_use]
    pub fn strip(&self, moment: usize) -> Option<String> {
        let many = self.values.at(moment);
        if many.len() < 2 {
            return None;
        }
        let (low, high) = match self.manner {
            Manner::Number(_) => (self.range.0, self.range.1),
            _ => (0.0, self.range.1.max(1.0)),
        };
        let width = 100.0 / many.len() as f32;
        let mut path = String::from("M0 10");
        let mut last = f64::NAN;
        for (number, value) in many.iter().enumerate() {
            let share = if high > low && value.is_finite() { (value - low) / (high - low) } else { 1.0 };
            let level = tenths(10.0 - 9.2 * share);
            if level != last {
                let _ = write!(path, "H{}V{level}", tenths(number as f32 * width));
                last = level;
            }
        }
        path.push_str("H100V10Z");
        Some(path)
    }
}

/// Rounded to a tenth, which drawings need no more of.
fn tenths(length: f32) -> f64 {
    f64::from((length * 10.0).round()) / 10.0
}

/// A unit beside a number: `1 server`, `2 servers`, `2 servers/min`. Short ones are measures.
fn counted(unit: &str, is_one: bool) -> String {
    let end = unit.find([' ', '/', '^']).unwrap_or(unit.len());
    let (first, rest) = unit.split_at(end);
    if is_one || first.len() <= 3 || first.ends_with('s') {
        return unit.into();
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| first.ends_with(ending));
    match first.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies{rest}"),
        _ if ends(&["x", "ch", "sh"]) => format!("{first}es{rest}"),
        _ => format!("{first}s{rest}"),
    }
}

/// A number with as many decimals as it takes to tell it.
fn plain(value: f64) -> String {
    let places = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 0.995 => 2,
        _ => 3,
    };
    words::decimals(value, places)
}
