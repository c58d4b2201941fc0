//! Clock times. The simulation counts minutes from the trigger; people read the clock of the place.

use crate::text::tame;
use std::fmt;

/// Minutes in a day.
const DAY: f64 = 1440.0;

/// The clock of the place: turns minutes since the trigger into times of day and back.
#[derive(Debug, Clone, PartialEq)]
pub struct Clock {
    /// Time of day of the trigger, in minutes after midnight local time.
    pub trigger: f64,
    /// Name of the zone, as the sources give it, such as `PST`.
    pub zone: String,
    /// Minutes that the zone is ahead of UTC; negative in the Americas.
    pub utc_offset: f64,
}

/// A time of day, with how many days after the trigger's day it falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeOfDay {
    /// Days after the day of the trigger; negative before it.
    pub day: i32,
    /// Hour, 0 to 23.
    pub hour: u32,
    /// Minute, 0 to 59.
    pub minute: u32,
}

impl fmt::Display for TimeOfDay {
    /// `05:15`, or `+1d 05:15` on a later day.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.day != 0 {
            write!(f, "{:+}d ", self.day)?;
        }
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl Clock {
    /// The local time of day at `minutes` since the trigger, to the nearest minute.
    #[must_use]
    pub fn local(&self, minutes: f64) -> TimeOfDay {
        time_of_day(self.trigger + minutes)
    }

    /// The time of day in UTC at `minutes` since the trigger. Its day counts from the trigger's local day.
    #[must_use]
    pub fn utc(&self, minutes: f64) -> TimeOfDay {
        time_of_day(self.trigger - self.utc_offset + minutes)
    }

    /// Minutes since the trigger of a local time: `05:15`, or `+1d 05:15` for a later day.
    ///
    /// # Errors
    /// A hint at the accepted form when the text is not a time.
    pub fn parse(&self, text: &str) -> Result<f64, TimeProblem> {
        let problem = || TimeProblem(tame(&text.chars().take(40).collect::<String>()));
        let text = text.trim();
        let (day, time) = match text.split_once(['d', ' ', 'T']) {
            Some((day, time)) if text.starts_with(['+', '-']) => {
                (day.parse::<i32>().map_err(|_| problem())?, time.trim_start_matches(['d', ' ', 'T']))
            }
            _ => (0, text),
        };
        let (hour, minute) = time.split_once(':').ok_or_else(problem)?;
        let digits = |part: &str| {
            let fits = part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<u32>().ok().filter(|_| fits).ok_or_else(problem)
        };
        let (hour, minute) = (digits(hour)?, digits(minute)?);
        if hour * 60 + minute > 24 * 60 || minute > 59 || !(-9..=9).contains(&day) {
            return Err(problem());
        }
        Ok(f64::from(day) * DAY + f64::from(hour * 60 + minute) - self.trigger)
    }
}

/// A text that is not a time of day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a time of day: write it as 05:15, or +1d 05:15 for the next day")]
pub struct TimeProblem(pub String);

fn time_of_day(minutes_after_midnight: f64) -> TimeOfDay {
    let minutes = libm::round(minutes_after_midnight);
    let day = libm::floor(minutes / DAY);
    let of_day = (minutes - day * DAY) as u32;
    TimeOfDay { day: day as i32, hour: of_day / 60, minute: of_day % 60 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pacific() -> Clock {
        Clock { trigger: 164.0, zone: "PST".into(), utc_offset: -480.0 }
    }

    #[test]
    fn times_round_trip() {
        let clock = pacific();
        for minutes in [-44.0, 0.0, 151.0, 1187.0, 1500.0, 2489.0] {
            assert_eq!(clock.parse(&clock.local(minutes).to_string()), Ok(minutes));
        }
        assert_eq!(clock.local(151.0).to_string(), "05:15");
        assert_eq!(clock.utc(151.0).to_string(), "13:15");
        assert_eq!(clock.parse("+1d02:00"), Ok(1396.0));
    }

    #[test]
    fn other_texts_are_refused() {
        let others = ["", "5", "25:00", "24:01", "12:60", "-", "+d 1:00", "99999999999:00", "+99d 01:00", "1e3:00"];
        for text in others.into_iter().chain(["-2147483648d 01:00", "5:+5", "٠٥:١٥"]) {
            assert!(pacific().parse(text).is_err(), "{text}");
        }
    }
}
