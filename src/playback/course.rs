//! How an opening plays: the long wait and the failure take as long as each other, however long they took on the day.

use outage_sim::{ONSET, Opening, Recording, Scenario, Signal};

/// Fewest simulated minutes per second: what comes at once is not waited for.
const SLOWEST: f64 = 1.0;

/// A way through a recording from the trigger on, in two stretches, each at a speed of its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Course {
    /// Where the second stretch begins: the first failure of the root, in minutes since the trigger.
    pub turn: f64,
    /// Where it stops, in minutes since the trigger.
    pub stop: f64,
    /// Seconds of each stretch.
    pace: f64,
}

impl Course {
    /// The course of an opening through the day as it was recorded. What the reader does is the trigger: nothing comes before it.
    #[must_use]
    pub fn of(opening: &Opening, scenario: &Scenario, recording: &Recording) -> Self {
        let errors = recording.series(scenario.root(), Signal::Error);
        let first = errors.iter().position(|&error| error >= ONSET).map(|moment| recording.time(moment));
        // A root that does not fail on the way has one stretch, as long as both.
        let turn = first.filter(|first| (0.0..opening.stop).contains(first)).unwrap_or(opening.stop);
        Self { turn, stop: opening.stop, pace: opening.pace }
    }

    /// Where a cursor is some seconds later.
    #[must_use]
    pub fn advance(&self, cursor: f64, seconds: f64) -> f64 {
        let speed = |length: f64, paces: f64| (length / (self.pace * paces).max(0.1)).max(SLOWEST);
        let before = speed(self.turn, if self.turn < self.stop { 1.0 } else { 2.0 });
        let left = (self.turn - cursor) / before;
        if left >= seconds {
            return cursor + seconds * before;
        }
        let after = speed(self.stop - self.turn, 1.0);
        (cursor.max(self.turn) + (seconds - left.max(0.0)) * after).min(self.stop)
    }
}
