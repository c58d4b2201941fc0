//! What the screen shows at one moment, in the words on the screen. Pure: made from a recording, drawn by the page.

mod amount;
mod blind;
mod board;
mod card;
mod changes;
mod edge;
mod facts;
mod first;
mod heard;
mod hint;
pub mod inside;
mod operators;
mod picture;
mod readings;
mod story;
mod terms;
mod turn;
mod why;
mod worth;

use crate::state::ClockZone;
use crate::words;
use outage_sim::{Recording, Scenario};

pub(crate) use amount::{amount_fine, is_share};
pub use blind::{Sight, blinded, frame_seen};
pub use board::{Board, posted};
pub use card::{Bar, Card, Level, strains};
pub use changes::{along_fork, changes};
pub use edge::{Edge, traffic};
pub use facts::{FactRow, Mark, fact_rows, marks};
pub use first::{FIRST, first_knobs, is_found};
pub use heard::heard;
pub(crate) use hint::LITTLE;
pub use hint::{Against, Compared, Difference, Hint, compared, hint};
pub use operators::{Operators, operators};
pub use picture::{Meter, RootPicture, Shown, Strip, Tally, most_held, most_members, root_picture, shown};
pub use readings::{Reading, readings};
pub use story::{Told, told};
pub use terms::{Piece, pieces};
pub use turn::{Turn, turn};
pub use why::{Explanation, Step, explain};
pub use worth::{Worth, score_worth, worth};

/// What the screen shows at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// The moment, in minutes since the trigger.
    pub minutes: f64,
    /// The time of day: `07:41`.
    pub time: String,
    /// The zone of that time: `PST`.
    pub zone: String,
    /// How far it is from the trigger: `4 h 57 m after the trigger`.
    pub since: String,
    /// The moment as it is spoken, for the playhead: `07:41 PST, 4 hours 57 minutes after the trigger`.
    pub spoken: String,
    /// One card for each component, in the order of the scenario.
    pub cards: Vec<Card>,
    /// One line for each dependency, in the order of the callers and their dependencies.
    pub edges: Vec<Edge>,
    /// What the status page says, if the scenario has one.
    pub board: Option<Board>,
    /// What is true, in a sentence: `96 % of requests to A fail; 9 other services fail too.`
    pub truth: String,
}

impl Frame {
    /// What the screen shows at a moment in minutes since the trigger.
    #[must_use]
    pub fn at(scenario: &Scenario, recording: &Recording, zone: ClockZone, minutes: f64) -> Self {
        let since = match minutes.round() {
            0.0 => "at the trigger".to_owned(),
            m if m < 0.0 => format!("{} before the trigger", words::duration_spoken(m)),
            m => format!("{} after the trigger", words::duration_spoken(m)),
        };
        Self {
            minutes,
            time: words::clock(&scenario.clock, zone, minutes),
            zone: words::zone_name(&scenario.clock, zone),
            since: words::since_trigger(minutes),
            spoken: format!("{}, {since}", words::clock_spoken(&scenario.clock, zone, minutes)),
            cards: (0..scenario.components.len())
                .map(|index| card::card(scenario, recording, index, minutes))
                .collect(),
            edges: edge::edges(scenario, recording, minutes),
            board: board::board(scenario, recording, zone, minutes),
            truth: board::truth(scenario, recording, minutes),
        }
    }
}
