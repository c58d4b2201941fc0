//! Numbers as text: what stands on the screen, and what a screen reader says.

use crate::draw::svg_backend;
use crate::state::ClockZone;
use outage_sim::{Clock, Knob, Parameter, TimeOfDay};
use std::borrow::Cow;

mod typed;

pub use typed::{read_time, read_value};

/// The narrow space that sets thousands apart and joins a number to its unit.
pub const NARROW: char = '\u{202f}';

/// A text that is safe in HTML and SVG, inside elements and quoted attributes.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    svg_backend::escape(&mut out, text);
    out
}

/// A share from 0 to 1 as a percentage: `64 %`, `<1 %`, `0 %`.
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{}{NARROW}%", percent_number(share))
}

/// A share from 0 to 1 as a percentage with two decimals where it is small: `0.19 %`, `64 %`.
#[must_use]
pub fn percent_fine(share: f64) -> String {
    let is_small = (0.000_05..0.01).contains(&share);
    if is_small { format!("{}{NARROW}%", decimals(share * 100.0, 2)) } else { percent(share) }
}

/// A share from 0 to 1 as it is spoken: `64 percent`.
#[must_use]
pub fn percent_spoken(share: f64) -> String {
    format!("{} percent", percent_number(share).replace('<', "less than ").replace('>', "more than "))
}

/// The number of a percentage, without its sign. What is neither none nor all is never shown as such.
fn percent_number(share: f64) -> String {
    let percent = share * 100.0;
    if (0.05..1.0).contains(&percent) {
        "<1".into()
    } else if percent > 99.0 && percent < 99.95 {
        ">99".into()
    } else {
        format!("{:.0}", percent.max(0.0))
    }
}

/// The day of an outage where nothing else says yet that it is a simulation: on the first screen, and while that loads.
#[must_use]
pub fn simulated_day(day: &str) -> String {
    format!("{day}, simulated")
}

/// A number with its thousands set apart, rounded to whole units: `4 318`.
#[must_use]
pub fn thousands(number: f64) -> String {
    decimals(number, 0)
}

/// A number with its thousands set apart and some decimals, without needless zeros at its end: `1 234.5`.
#[must_use]
pub fn decimals(number: f64, places: usize) -> String {
    if !number.is_finite() {
        return "–".into();
    }
    let plain = format!("{:.places$}", number.abs());
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let rest = rest.trim_end_matches('0');
    let mut text = String::new();
    if number < 0.0 && plain.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
        text.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(NARROW);
        }
        text.push(digit);
    }
    if !rest.is_empty() {
        text.push('.');
        text.push_str(rest);
    }
    text
}

/// A length of time in minutes: `4 h 57 m`, `12 m`, `<1 m`.
#[must_use]
pub fn duration(minutes: f64) -> String {
    let length = minutes.abs();
    if length > 0.0 && length < 0.5 {
        return format!("<1{NARROW}m");
    }
    let (hours, rest) = hours_and_minutes(length);
    match (hours, rest) {
        (0, rest) => format!("{rest}{NARROW}m"),
        (hours, 0) => format!("{hours}{NARROW}h"),
        (hours, rest) => format!("{hours}{NARROW}h {rest}{NARROW}m"),
    }
}

/// A length of time in minutes as it is spoken: `4 hours 57 minutes`.
#[must_use]
pub fn duration_spoken(minutes: f64) -> String {
    let (hours, rest) = hours_and_minutes(minutes.abs());
    let count = |number: u64, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    match (hours, rest) {
        (0, rest) => count(rest, "minute"),
        (hours, 0) => count(hours, "hour"),
        (hours, rest) => format!("{} {}", count(hours, "hour"), count(rest, "minute")),
    }
}

fn hours_and_minutes(minutes: f64) -> (u64, u64) {
    let minutes = minutes.round() as u64;
    (minutes / 60, minutes % 60)
}

/// A length of time in seconds: `15 ms`, `4.8 s`, `2 m`.
#[must_use]
pub fn seconds(seconds: f64) -> String {
    match seconds {
        s if s < 0.9995 => format!("{}{NARROW}ms", decimals(s * 1000.0, usize::from(s < 0.01))),
        s if s < 120.0 => format!("{}{NARROW}s", decimals(s, usize::from(s < 10.0))),
        s => duration(s / 60.0),
    }
}

/// How far a moment, in minutes since the trigger, is from the trigger: `4 h 57 m after the trigger`.
#[must_use]
pub fn since_trigger(minutes: f64) -> String {
    match minutes.round() {
        0.0 => "the trigger".into(),
        m if m < 0.0 => format!("{} before the trigger", duration(m)),
        m => format!("{} after the trigger", duration(m)),
    }
}

/// The time of day at `minutes` since the trigger: `07:41`, or `02:00 +1 d` on a later day.
#[must_use]
pub fn clock(clock: &Clock, zone: ClockZone, minutes: f64) -> String {
    let TimeOfDay { day, hour, minute } = time_of_day(clock, zone, minutes);
    match day {
        0 => format!("{hour:02}:{minute:02}"),
        day if day < 0 => format!("{hour:02}:{minute:02} −{}{NARROW}d", -day),
        day => format!("{hour:02}:{minute:02} +{day}{NARROW}d"),
    }
}

/// The time of day at `minutes` since the trigger with its zone, as it is spoken: `07:41 PST`, `02:00 PST the next day`.
#[must_use]
pub fn clock_spoken(clock: &Clock, zone: ClockZone, minutes: f64) -> String {
    let TimeOfDay { day, hour, minute } = time_of_day(clock, zone, minutes);
    let time = format!("{hour:02}:{minute:02} {}", zone_name(clock, zone));
    match day {
        0 => time,
        1 => format!("{time} the next day"),
        -1 => format!("{time} the day before"),
        day if day < 0 => format!("{time}, {} days before", -day),
        day => format!("{time}, {day} days later"),
    }
}

/// The name of the zone that times are shown in: the scenario's own, or `UTC`.
#[must_use]
pub fn zone_name(clock: &Clock, zone: ClockZone) -> String {
    match zone {
        ClockZone::Local => clock.zone.clone(),
        ClockZone::Utc => "UTC".into(),
    }
}

/// The time of day at `minutes` since the trigger, in the zone that is shown.
#[must_use]
pub fn time_of_day(clock: &Clock, zone: ClockZone, minutes: f64) -> TimeOfDay {
    match zone {
        ClockZone::Local => clock.local(minutes),
        ClockZone::Utc => clock.utc(minutes),
    }
}

/// How a knob reads best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// One of several words.
    Words,
    /// On or off: a range from 0 to 1 in one step.
    Switch,
    /// A share from 0 to 1, shown as a percentage.
    Share,
    /// A number with its unit.
    Number,
}

/// How a parameter reads best.
#[must_use]
pub fn manner(parameter: &Parameter) -> Manner {
    match &parameter.knob {
        _ if parameter.is_choice() => Manner::Words,
        Some(Knob::Range { min, max, step }) if (*min, *max, *step) == (0.0, 1.0, 1.0) => Manner::Switch,
        Some(Knob::Range { max, .. }) if *max <= 1.0 && parameter.unit.is_empty() => Manner::Share,
        None if parameter.range.1 <= 1.0 && parameter.unit.is_empty() => Manner::Share,
        _ => Manner::Number,
    }
}

/// A value of a parameter with its unit: `6 000 threads`, `75 %`, `block the caller`, `yes`.
#[must_use]
pub fn value(parameter: &Parameter, value: f64) -> String {
    match manner(parameter) {
        Manner::Number if parameter.unit.is_empty() => number(parameter, value),
        Manner::Number => format!("{}{NARROW}{}", number(parameter, value), unit(parameter, value)),
        Manner::Share => percent(value),
        Manner::Words | Manner::Switch => choice(parameter, value),
    }
}

/// The unit of a parameter as it stands beside a value: `1 thread`, `2 threads`, `1 server/h`.
#[must_use]
pub fn unit(parameter: &Parameter, value: f64) -> Cow<'_, str> {
    let unit = parameter.unit.as_str();
    if let Some(rest) = unit.strip_prefix("1/") {
        return format!("per {rest}").into();
    }
    let end = unit.find([' ', '/']).unwrap_or(unit.len());
    let (first, rest) = unit.split_at(end);
    // What is counted is a word; what is measured (`s`, `ms`) has no plural.
    match number(parameter, value).as_str() {
        "1" if rest.is_empty() || rest.starts_with('/') => format!("{}{rest}", singular(first)).into(),
        "1" => {
            let last = unit.rfind([' ', '/']).map_or(0, |at| at + 1);
            format!("{}{}", &unit[..last], singular(&unit[last..])).into()
        }
        _ => unit.into(),
    }
}

/// One of what a word counts. A word that counts nothing stays as it is; short ones are measures.
fn singular(word: &str) -> Cow<'_, str> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let Some(one) = word.strip_suffix('s').filter(|one| one.len() > 2) else { return word.into() };
    if ends(&["ss", "us", "is", "bps", "series", "species"]) {
        word.into()
    } else if ends(&["caches", "cookies"]) {
        one.into()
    } else if ends(&["sses", "xes", "ches", "shes"]) {
        one[..one.len() - 1].into()
    } else {
        match one.strip_suffix("ie") {
            Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}y").into(),
            _ => one.into(),
        }
    }
}

/// A value of a parameter as it is spoken: `390 servers per hour`.
#[must_use]
pub fn value_spoken(parameter: &Parameter, value: f64) -> String {
    match manner(parameter) {
        Manner::Number => {
            format!("{} {}", number(parameter, value).replace(NARROW, ""), unit_spoken(&unit(parameter, value)))
                .trim()
                .into()
        }
        Manner::Share => percent_spoken(value),
        Manner::Words | Manner::Switch => choice(parameter, value),
    }
}

/// A value as a number, with as many decimals as the steps of its knob have.
#[must_use]
pub fn number(parameter: &Parameter, value: f64) -> String {
    let places = match parameter.knob {
        Some(Knob::Range { step, .. }) => (0..4).find(|&places| {
            let scaled = step * 10f64.powi(places);
            (scaled - scaled.round()).abs() < 1e-9
        }),
        _ => None,
    };
    decimals(value, places.unwrap_or(4) as usize)
}

fn choice(parameter: &Parameter, value: f64) -> String {
    let word = parameter.text(value);
    match &parameter.knob {
        Some(Knob::Range { .. }) => if value >= 0.5 { "yes" } else { "no" }.into(),
        Some(Knob::Words(words)) => {
            words.iter().find(|(name, _)| f64::from(*name) == value).map_or(word, |(_, label)| label.clone())
        }
        None => word,
    }
}

/// A unit as it is spoken.
fn unit_spoken(unit: &str) -> String {
    let word = |word: &str| match word {
        "min" => "minutes".to_owned(),
        "h" => "hour".into(),
        "s" => "seconds".into(),
        "ms" => "milliseconds".into(),
        "%" => "percent".into(),
        "×" => "times".into(),
        other => other.into(),
    };
    let unit =
        unit.strip_prefix("1/").map_or_else(|| unit.to_owned(), |rest| format!("per {rest}")).replace('/', " per ");
    let words: Vec<String> = unit.split_whitespace().map(word).collect();
    words.join(" ").replace("per minutes", "per minute").replace("per seconds", "per second")
}

/// Names in a row: `A`, `A and B`, `A, B and C`.
#[must_use]
pub fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).into(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A sentence with a capital at its beginning.
#[must_use]
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| [capital(first)].into_iter().chain(letters).collect())
}

/// A letter as a capital, where it is Latin, Greek or Cyrillic: for all letters there are, the table has twelve kilobytes.
fn capital(letter: char) -> char {
    match letter {
        'à'..='ö' | 'ø'..='þ' | 'α'..='ρ' | 'σ'..='ω' | 'а'..='я' => {
            char::from_u32(letter as u32 - 32).unwrap_or(letter)
        }
        _ => letter.to_ascii_uppercase(),
    }
}

/// A description of a kind as a whole sentence; nothing where the kind does not say.
#[must_use]
pub fn full_sentence(text: &str) -> String {
    if text.is_empty() { String::new() } else { sentence(text.trim_end_matches('.')) + "." }
}

#[cfg(test)]
mod tests;
