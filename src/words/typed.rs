//! What people type for a value or a time: read as forgivingly as it can be without guessing.

use super::{Manner, NARROW, clock, manner, number, unit, value};
use crate::state::ClockZone;
use outage_sim::{Clock, Knob, Parameter, number as written};

/// The value that a text stands for, for a knob with a range: with its unit or without, its thousands set apart or not,
/// a share as a percentage.
///
/// # Errors
/// What is accepted, in a sentence, when it is no number or one out of range.
pub fn read_value(parameter: &Parameter, text: &str) -> Result<f64, String> {
    let Some(Knob::Range { min, max, .. }) = parameter.knob else { return Err(String::new()) };
    let range = format!("{} to {}", value(parameter, min), value(parameter, max));
    let text = text.trim().to_ascii_lowercase();
    // The number ends where its unit begins.
    let end = text.find(|letter: char| letter.is_alphabetic() || "%/×".contains(letter)).unwrap_or(text.len());
    let (figure, of) = text.split_at(end);
    let share = manner(parameter) == Manner::Share;
    let is_unit = |at: f64| *of == *unit(parameter, at).to_ascii_lowercase();
    let known = of.is_empty() || of == "%" && share || is_unit(1.0) || is_unit(2.0);
    let Some(typed) = written(&plain(figure)).filter(|_| known) else {
        return Err(format!("Type a number: {range}."));
    };
    let typed = if share { typed / 100.0 } else { typed };
    // What is shown is what runs: no more decimals than that.
    let typed = written(&plain(&number(parameter, typed))).unwrap_or(typed);
    if (min..=max).contains(&typed) { Ok(typed) } else { Err(format!("Out of range: {range}.")) }
}

/// A number without what sets its thousands apart, and with a point.
fn plain(text: &str) -> String {
    let text: String =
        text.chars().filter(|it| !it.is_whitespace() && !['_', '\'', '’', NARROW].contains(it)).collect();
    let text = text.replace('−', "-");
    // A comma with three digits behind it each time sets thousands apart; any other one is a point.
    let mut groups = text.split(',').skip(1).map(|group| group.split('.').next().unwrap_or_default()).peekable();
    let first = text.trim_start_matches('-').split(',').next().unwrap_or_default();
    let thousands = groups.peek().is_some()
        && groups.all(|group| group.len() == 3)
        && (1..=3).contains(&first.len())
        && !first.starts_with('0');
    if thousands { text.replace(',', "") } else { text.replace(',', ".") }
}

/// The moment that a time of day stands for, in minutes since the trigger: `5:30`, `05.30`, `530`; `29:30`, `05:30 +1 d` or
/// `+1d 05:30` on the next day. It has to be within a span.
///
/// # Errors
/// What is accepted, in a sentence.
pub fn read_time(of: &Clock, zone: ClockZone, span: (f64, f64), text: &str) -> Result<f64, String> {
    let range = format!("{} to {}", clock(of, zone, span.0), clock(of, zone, span.1));
    let ahead = match zone {
        ClockZone::Local => 0.0,
        ClockZone::Utc => of.utc_offset,
    };
    match minutes_of_day(text).map(|minutes| minutes - of.trigger + ahead) {
        None => Err(format!("Type a time such as 5:30: {range}.")),
        Some(at) if (span.0..=span.1).contains(&at) => Ok(at),
        Some(_) => Err(format!("Out of range: {range}.")),
    }
}

/// Minutes from midnight of the first day.
fn minutes_of_day(text: &str) -> Option<f64> {
    let text = text.trim().replace('−', "-").to_ascii_lowercase();
    let (time, day) = match text.find(['+', '-']) {
        None => (text.as_str(), ""),
        Some(0) => text.split_once('d').map(|(day, time)| (time, day))?,
        Some(at) => text.split_at(at),
    };
    let day: f64 = match day.trim_end_matches('d').replace([' ', NARROW], "").as_str() {
        "" => 0.0,
        day => day.parse::<i32>().ok().filter(|day| (-9..=9).contains(day))?.into(),
    };
    let digits: Vec<&str> = time.split(|it: char| !it.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let (hour, minute) = match digits[..] {
        [hour, minute] => (hour, minute),
        [short] if short.len() <= 2 => (short, "0"),
        [both] if both.len() <= 4 => both.split_at(both.len() - 2),
        _ => return None,
    };
    let number = |text: &str| text.parse::<u32>().ok();
    let (hour, minute) = (number(hour)?, number(minute).filter(|minute| *minute < 60)?);
    (hour < 240).then(|| day * 1440.0 + f64::from(hour * 60 + minute))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(unit: &str, range: (f64, f64, f64)) -> Parameter {
        let (min, max, step) = range;
        Parameter { unit: unit.into(), knob: Some(Knob::Range { min, max, step }), ..Parameter::default() }
    }

    #[test]
    fn a_value_is_read_with_its_unit_or_without() {
        let threads = parameter("threads", (1000.0, 12_000.0, 10.0));
        for text in [
            "6500",
            " 6 500 ",
            "6\u{202f}500\u{202f}threads",
            "6,500",
            "6’500",
            "6500 THREADS",
            "6500.4",
            "6_500 thread",
        ] {
            assert_eq!(read_value(&threads, text), Ok(6500.0), "{text}");
        }
        for text in ["", "many", "6500 servers", "6.5.1", "--6500", "NaN", "inf", "1e3"] {
            assert_eq!(
                read_value(&threads, text),
                Err("Type a number: 1\u{202f}000\u{202f}threads to 12\u{202f}000\u{202f}threads.".into()),
                "{text}"
            );
        }
        assert!(read_value(&threads, "12001").is_err_and(|told| told.starts_with("Out of range: 1")));
        let share = parameter("", (0.0, 0.9, 0.01));
        assert_eq!((read_value(&share, "75 %"), read_value(&share, "75")), (Ok(0.75), Ok(0.75)));
        assert!(read_value(&share, "95%").is_err_and(|told| told.contains("0\u{202f}% to 90\u{202f}%")));
        let rate = parameter("servers/h", (-2.0, 5.0, 0.25));
        assert_eq!((read_value(&rate, "1,25 servers/h"), read_value(&rate, "−1.5")), (Ok(1.25), Ok(-1.5)));
        assert_eq!(read_value(&rate, "1 server/h"), Ok(1.0));
    }

    #[test]
    fn a_time_is_read_on_the_clock_that_is_shown() {
        let place = Clock { trigger: 164.0, zone: "PST".into(), utc_offset: -480.0 };
        let read = |text: &str| read_time(&place, ClockZone::Local, (-44.0, 1500.0), text);
        for text in ["5:15", "05:15", "05.15", "515", "0515", "5h15", "05:15 PST", "+0d 05:15"] {
            assert_eq!(read(text), Ok(151.0), "{text}");
        }
        for text in ["02:00 +1\u{202f}d", "+1d 02:00", "+1d02:00", "26:00", "26"] {
            assert_eq!(read(text), Ok(1396.0), "{text}");
        }
        for text in ["", "late", "5:75", "12345", "1:2:3", "+99d 1:00", "+d"] {
            assert!(read(text).is_err_and(|told| told.starts_with("Type a time")), "{text}");
        }
        assert_eq!(read("1:00"), Err("Out of range: 02:00 to 03:44 +1\u{202f}d.".into()));
        assert_eq!(read_time(&place, ClockZone::Utc, (-44.0, 1500.0), "13:15"), Ok(151.0));
    }
}
