//! What a state is called, in a few words.

use super::State;
use crate::words;

impl State {
    /// A short title of a moment of this run: `Kinesis · 25 Nov 2020 at 07:41 PST, with 2 changes`.
    #[must_use]
    pub fn title_at(&self, minutes: f64) -> String {
        let time = words::clock_spoken(&self.scenario.clock, self.view.clock, minutes);
        let changed = match self.inputs.changes() {
            0 => String::new(),
            1 => ", with one change".into(),
            changes => format!(", with {changes} changes"),
        };
        format!("{} at {time}{changed}", self.scenario.about.short)
    }
}
