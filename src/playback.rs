//! The cursor over a recording: play, pause, seek, step and speed. Pure; the page feeds it the time that has passed.

mod course;

use crate::order::sort_by_number;
use crate::state::{ClockZone, Cue};
use crate::words;
use outage_sim::{Documented, Recording, Scenario, describe};

pub use course::Course;

/// The speeds on offer, in simulated minutes per second.
pub const SPEEDS: [f64; 8] = [0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 80.0];

/// The speed at the beginning, in simulated minutes per second.
pub const SPEED: f64 = 5.0;

/// The longest time between two ticks that counts, in seconds: after a pause of the page nothing jumps.
const LONGEST_TICK: f64 = 0.1;

/// The shortest stretch to repeat, in minutes.
const SHORTEST: f64 = 1.0;

/// A stretch of time: its first and last moment, in minutes since the trigger.
pub type Span = (f64, f64);

/// A cursor over a recording.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Playback {
    /// Where it stands, in minutes since the trigger.
    pub cursor: f64,
    /// Whether it moves on by itself.
    pub playing: bool,
    /// Simulated minutes per second.
    pub speed: f64,
    /// First and last moment, in minutes since the trigger.
    pub span: Span,
    /// The stretch that playback repeats.
    pub repeat: Option<Span>,
    /// Where playback stops, in minutes since the trigger; without it, at the end of the span.
    pub end: Option<f64>,
    /// The way through an opening, which has speeds and a stop of its own.
    pub course: Option<Course>,
}

/// A moment worth stopping at.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    /// Minutes since the trigger.
    pub at: f64,
    /// What happens there, with its clock time.
    pub words: String,
}

impl Playback {
    /// A cursor that stands still at `cursor`, in minutes since the trigger.
    #[must_use]
    pub fn new(span: Span, cursor: f64) -> Self {
        let mut playback =
            Self { cursor: span.0, playing: false, speed: SPEED, span, repeat: None, end: None, course: None };
        playback.seek(cursor);
        playback
    }

    /// A cursor that begins where a cue says; `speed` holds when the cue names none.
    #[must_use]
    pub fn cued(span: Span, cue: &Cue, speed: f64) -> Self {
        let mut playback = Self::new(span, cue.at);
        playback.set_speed(cue.speed.unwrap_or(speed));
        Self { playing: cue.play, repeat: cue.repeat, end: cue.end, course: cue.course, ..playback }
    }

    /// Plays or pauses; from the end it plays from the beginning.
    pub fn toggle(&mut self) {
        self.playing = !self.playing;
        if self.playing && self.cursor >= self.span.1 {
            self.cursor = self.span.0;
        }
    }

    /// Stands still.
    pub fn pause(&mut self) {
        self.playing = false;
    }

    /// Stops for good at a moment in minutes since the trigger: wherever it was to end, it does not go on to that.
    pub fn stand_at(&mut self, minutes: f64) {
        self.pause();
        self.end = None;
        self.seek(minutes);
    }

    /// Goes to a moment in minutes since the trigger, or as near as the span allows. Text that is no number is ignored.
    pub fn seek(&mut self, minutes: f64) {
        if !minutes.is_nan() {
            self.cursor = minutes.clamp(self.span.0, self.span.1);
        }
    }

    /// Moves by some minutes and pauses.
    pub fn step(&mut self, minutes: f64) {
        self.playing = false;
        self.seek(self.cursor + minutes);
    }

    /// Goes to the beginning.
    pub fn home(&mut self) {
        self.cursor = self.span.0;
    }

    /// Goes to the end.
    pub fn end(&mut self) {
        self.cursor = self.span.1;
    }

    /// Goes to the next of some stops in order of time and pauses; returns it.
    pub fn next<'a>(&mut self, stops: &'a [Stop]) -> Option<&'a Stop> {
        let stop = stops.iter().find(|stop| stop.at > self.cursor + 0.01);
        self.stop_at(stop)
    }

    /// Goes to the stop before and pauses; returns it.
    pub fn previous<'a>(&mut self, stops: &'a [Stop]) -> Option<&'a Stop> {
        let stop = stops.iter().rfind(|stop| stop.at < self.cursor - 0.01);
        self.stop_at(stop)
    }

    fn stop_at<'a>(&mut self, stop: Option<&'a Stop>) -> Option<&'a Stop> {
        self.playing = false;
        if let Some(stop) = stop {
            self.seek(stop.at);
        }
        stop
    }

    /// The next speed up.
    pub fn faster(&mut self) {
        self.speed = SPEEDS.into_iter().find(|&speed| speed > self.speed).unwrap_or(self.speed);
    }

    /// The next speed down.
    pub fn slower(&mut self) {
        self.speed = SPEEDS.into_iter().rfind(|&speed| speed < self.speed).unwrap_or(self.speed);
    }

    /// Sets the speed to the one on offer that is nearest, in simulated minutes per second.
    pub fn set_speed(&mut self, speed: f64) {
        let distance = |offer: f64| (offer - speed).abs();
        self.speed = SPEEDS.into_iter().min_by(|a, b| distance(*a).total_cmp(&distance(*b))).unwrap_or(SPEED);
    }

    /// Repeats a stretch: a tenth of the run from the cursor on. The second call takes it back.
    pub fn mark(&mut self) {
        self.repeat = match self.repeat {
            None => {
                let length = ((self.span.1 - self.span.0) / 10.0).round().max(SHORTEST);
                let from = self.cursor.round().min(self.span.1 - length).max(self.span.0);
                Some((from, (from + length).min(self.span.1)))
            }
            Some(_) => None,
        };
    }

    /// Moves the beginning of the stretch that is repeated, or its last moment, to a moment in minutes since the trigger.
    pub fn stretch(&mut self, last: bool, minutes: f64) {
        match &mut self.repeat {
            Some((from, until)) if last => *until = minutes.max(*from + SHORTEST).min(self.span.1),
            Some((from, until)) => *from = minutes.min(*until - SHORTEST).max(self.span.0),
            None => {}
        }
    }

    /// Moves on by the seconds that have passed, stops at the end, and repeats what is to be repeated. Returns whether
    /// the cursor moved.
    pub fn tick(&mut self, seconds: f64) -> bool {
        if !self.playing || seconds.is_nan() || seconds <= 0.0 {
            return false;
        }
        let before = self.cursor;
        let seconds = seconds.min(LONGEST_TICK);
        if let Some(course) = self.course {
            self.cursor = course.advance(self.cursor, seconds);
            self.playing = self.cursor < course.stop;
            return true;
        }
        self.cursor += seconds * self.speed;
        if let Some((from, until)) = self.repeat.filter(|(_, until)| (before..=self.cursor).contains(until)) {
            self.cursor = from + (self.cursor - until).min(until - from);
        } else if let Some(end) = self.end.filter(|end| before < *end && *end <= self.cursor) {
            self.cursor = end;
            self.playing = false;
        } else if self.cursor >= self.span.1 {
            self.cursor = self.span.1;
            self.playing = false;
        }
        true
    }
}

/// The moments worth stopping at, in order of time: events of the run, and documented times. Those of the same minute
/// are one stop.
#[must_use]
pub fn stops(scenario: &Scenario, recording: &Recording, zone: ClockZone) -> Vec<Stop> {
    const DOCUMENTED: &str = "documented: ";
    let events = recording.events().iter().map(|event| {
        let text = describe(scenario, event);
        let subject = event.component.map(|component| scenario.components[component].label.as_str());
        (event.at, subject.map_or_else(|| text.clone(), |subject| format!("{subject}: {text}")))
    });
    let facts = scenario.facts.iter().filter_map(|fact| match fact.documented {
        Documented::At(at) => Some((at, format!("{DOCUMENTED}{}", fact.statement))),
        Documented::Between(..) | Documented::Holds => None,
    });
    let mut moments: Vec<(f64, String)> = events.chain(facts).map(|(at, text)| (at.round(), text)).collect();
    sort_by_number(&mut moments, |moment| moment.0);
    let mut stops: Vec<Stop> = Vec::new();
    for (at, text) in moments {
        match stops.last_mut().filter(|last| last.at >= at) {
            Some(last) => {
                last.words.push_str("; ");
                // Once is enough to say that what follows is documented.
                let is_said = last.words.contains(DOCUMENTED);
                last.words.push_str(text.strip_prefix(DOCUMENTED).filter(|_| is_said).unwrap_or(&text));
            }
            None => stops.push(Stop { at, words: format!("{} {text}", words::clock(&scenario.clock, zone, at)) }),
        }
    }
    stops
}
