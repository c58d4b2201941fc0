//! Ticks of a time axis: whole hours of the clock, as many as fit, with the day named where it begins.

use crate::draw::metrics::text_width;
use outage_sim::Clock;

/// One tick of a time axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Minutes since the trigger.
    pub at: f64,
    /// Distance from the left end of the axis in css pixels.
    pub x: f64,
    /// What stands below it, such as `08:00` or `Thu 26 Nov`; empty for a tick without a label.
    pub label: String,
    /// Whether a day begins here.
    pub day: bool,
}

/// What an axis spans and how it is labelled.
#[derive(Debug, Clone, Copy)]
pub struct TimeAxis<'a> {
    /// First and last moment, in minutes since the trigger.
    pub span: (f64, f64),
    /// Length in css pixels.
    pub width: f64,
    /// How far a label may reach beyond either end, in css pixels.
    pub overhang: f64,
    /// Font size of the labels in css pixels.
    pub font: f64,
    /// The clock of the place.
    pub clock: &'a Clock,
    /// Whether the clock shows UTC instead of the zone of the place.
    pub utc: bool,
    /// The day of the trigger, such as `Wednesday 25 November 2020`.
    pub day: &'a str,
}

/// Minutes in a day.
const DAY: f64 = 1440.0;

/// Minutes between labels, to choose from.
const STEPS: [f64; 12] = [5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 180.0, 240.0, 360.0, 720.0, 1440.0, 2880.0];

/// Least distance between ticks without labels, in css pixels.
const TICK_GAP: f64 = 5.0;

impl TimeAxis<'_> {
    /// The ticks from left to right. Labels are centred on their tick and never overlap.
    #[must_use]
    pub fn ticks(&self) -> Vec<Tick> {
        let (start, end) = self.span;
        let per_minute = self.width / (end - start);
        if !(per_minute.is_finite() && per_minute > 0.0) {
            return Vec::new();
        }
        let gap = self.font * 2.0;
        let least = (text_width("00:00", self.font) + gap) / per_minute;
        let labelled = STEPS.into_iter().find(|&step| step >= least).unwrap_or(7.0 * DAY);
        // Between two labels one more tick, or one an hour, where there is room.
        let fine = [labelled / 4.0, labelled / 3.0, labelled / 2.0, labelled];
        let hourly = (labelled > 60.0).then_some(60.0);
        let between = hourly.into_iter().chain(fine).find(|step| step * per_minute >= TICK_GAP).unwrap_or(labelled);

        let midnight = -self.clock.trigger + if self.utc { self.clock.utc_offset } else { 0.0 };
        let mut ticks = Vec::new();
        for index in ((start - midnight) / between).ceil() as i64..=((end - midnight) / between).floor() as i64 {
            let of_clock = index as f64 * between;
            let at = midnight + of_clock;
            let day = of_clock.rem_euclid(DAY) == 0.0;
            let minute = of_clock.rem_euclid(DAY);
            let label = if of_clock.rem_euclid(labelled) == 0.0 && !day {
                format!("{:02}:{:02}", (minute / 60.0) as u32, (minute % 60.0) as u32)
            } else {
                String::new()
            };
            ticks.push(Tick { at, x: (at - start) * per_minute, label, day });
        }
        self.name_days(&mut ticks, midnight, labelled * per_minute);
        self.thin_out(&mut ticks, self.font * 0.5);
        ticks
    }

    /// Labels the ticks at which a day begins: as fully as the room between two labels allows.
    fn name_days(&self, ticks: &mut [Tick], midnight: f64, room: f64) {
        let beside = text_width("00:00", self.font) / 2.0 + self.font * 0.5;
        for tick in ticks.iter_mut().filter(|tick| tick.day) {
            let full = day_name(self.day, ((tick.at - midnight) / DAY).round() as i32);
            let words: Vec<&str> = full.split(' ').collect();
            let shorter = (1..=words.len()).rev().map(|count| words[..count].join(" "));
            let fits = |label: &String| text_width(label, self.font) / 2.0 + beside <= room;
            tick.label = shorter.into_iter().find(fits).unwrap_or_else(|| "00:00".to_owned());
        }
    }

    /// Takes away the labels that reach over the ends or into a neighbour; days win over hours.
    fn thin_out(&self, ticks: &mut [Tick], gap: f64) {
        let half = |tick: &Tick| text_width(&tick.label, self.font) / 2.0;
        let mut taken: Vec<(f64, f64)> = Vec::new();
        for days in [true, false] {
            for tick in ticks.iter_mut().filter(|tick| tick.day == days && !tick.label.is_empty()) {
                let (left, right) = (tick.x - half(tick), tick.x + half(tick));
                let outside = left < -self.overhang || right > self.width + self.overhang;
                if outside || taken.iter().any(|&(from, until)| left < until + gap && right > from - gap) {
                    tick.label.clear();
                } else {
                    taken.push((left, right));
                }
            }
        }
    }
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const MONTHS: [(&str, u32); 12] = [
    ("January", 31),
    ("February", 28),
    ("March", 31),
    ("April", 30),
    ("May", 31),
    ("June", 30),
    ("July", 31),
    ("August", 31),
    ("September", 30),
    ("October", 31),
    ("November", 30),
    ("December", 31),
];

/// The short name of the day some days after another: `Wednesday 25 November 2020` and 1 give `Thu 26 Nov`. A day that
/// is not written like that gives `+1 d`.
#[must_use]
pub fn day_name(day: &str, later: i32) -> String {
    named(day, later).unwrap_or_else(|| format!("{later:+} d"))
}

fn named(day: &str, later: i32) -> Option<String> {
    let mut words = day.split_whitespace();
    let weekday = words.next().and_then(|word| WEEKDAYS.iter().position(|name| *name == word))?;
    let mut number: i32 = words.next()?.parse().ok().filter(|number| (1..=31).contains(number))?;
    let mut month = words.next().and_then(|word| MONTHS.iter().position(|(name, _)| *name == word))?;
    let year: u32 = words.next()?.parse().ok()?;
    if later.abs() > 27 {
        return None;
    }
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let length = |month: usize| MONTHS[month].1 as i32 + i32::from(month == 1 && leap);
    number += later;
    if number > length(month) {
        number -= length(month);
        month = (month + 1) % 12;
    } else if number < 1 {
        month = (month + 11) % 12;
        number += length(month);
    }
    let weekday = WEEKDAYS[(weekday as i32 + later).rem_euclid(7) as usize];
    Some(format!("{} {number} {}", &weekday[..3], &MONTHS[month].0[..3]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pacific() -> Clock {
        Clock { trigger: 164.0, zone: "PST".into(), utc_offset: -480.0 }
    }

    #[test]
    fn draw_days_are_counted_across_months() {
        assert_eq!(day_name("Wednesday 25 November 2020", 1), "Thu 26 Nov");
        assert_eq!(day_name("Saturday 29 February 2020", 1), "Sun 1 Mar");
        assert_eq!(day_name("Friday 1 January 2021", -1), "Thu 31 Dec");
        assert_eq!(day_name("some day", 2), "+2 d");
        assert_eq!(day_name("", i32::MIN), "-2147483648 d");
    }

    #[test]
    fn draw_labels_of_the_time_axis_never_overlap() {
        let clock = pacific();
        for hours in [3.0, 26.0, 50.0, 200.0] {
            for width in (40..1600).step_by(13) {
                for utc in [false, true] {
                    let span = (-44.0, -44.0 + hours * 60.0);
                    let day = "Wednesday 25 November 2020";
                    let (width, font) = (f64::from(width), 10.0);
                    let ticks = TimeAxis { span, width, overhang: 8.0, font, clock: &clock, utc, day }.ticks();
                    let mut last = -8.0;
                    for tick in ticks.iter().filter(|tick| !tick.label.is_empty()) {
                        let half = text_width(&tick.label, font) / 2.0;
                        assert!(tick.x - half >= last, "{hours} h on {width} px: {ticks:?}");
                        last = tick.x + half + 3.0;
                    }
                    assert!(last <= width + 11.0);
                    assert!(width < 200.0 || last > 0.0, "no label at all on {width} px");
                }
            }
        }
    }

    #[test]
    fn draw_ticks_stand_at_whole_hours_of_the_clock() {
        let clock = pacific();
        let axis = TimeAxis {
            span: (-44.0, 1516.0),
            width: 1250.0,
            overhang: 20.0,
            font: 11.0,
            clock: &clock,
            utc: false,
            day: "Wednesday 25 November 2020",
        };
        let ticks = axis.ticks();
        assert!(ticks.iter().all(|tick| clock.local(tick.at).minute.is_multiple_of(15)));
        let midnight = ticks.iter().find(|tick| tick.day);
        assert_eq!(midnight.map(|tick| (tick.label.as_str(), tick.at)), Some(("Thu 26 Nov", 1276.0)));
        let empty = TimeAxis { span: (5.0, 5.0), ..axis };
        assert_eq!(empty.ticks(), []);
    }
}
