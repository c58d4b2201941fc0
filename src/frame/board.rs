//! What the public status page says, and what is true.

use crate::state::ClockZone;
use crate::words;
use outage_sim::{Need, ONSET, Recording, Scenario, Signal};

/// What the public status page says.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    /// Index of the component that is the status page.
    pub component: usize,
    /// Its name.
    pub label: String,
    /// Whether the trouble is posted.
    pub posted: bool,
    /// What it says.
    pub says: String,
    /// Why the page says something else; empty when it does not.
    pub because: String,
}

impl Board {
    /// Whether the page tells people that all is well while it is not.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        !self.because.is_empty()
    }
}

/// The status page of an outage, if it has one, and the signal that says whether the trouble is posted: the first component
/// that shows such a gauge.
#[must_use]
pub fn posted(scenario: &Scenario) -> Option<(usize, Signal)> {
    (0..scenario.components.len()).find_map(|index| Some((index, scenario.signal(index, "posted")?)))
}

/// What the first status page of a scenario says at a moment in minutes since the trigger.
pub(super) fn board(scenario: &Scenario, recording: &Recording, zone: ClockZone, minutes: f64) -> Option<Board> {
    let (component, posting) = posted(scenario)?;
    let spec = &scenario.components[component];
    let posted = recording.at(component, posting, minutes) > 0.5;
    let manual = scenario.signal(component, "manual");
    let manual = manual.is_some_and(|signal| recording.at(component, signal, minutes) > 0.5);
    let failing = recording.at(component, Signal::Error, minutes);
    let in_trouble = in_trouble(scenario, recording, minutes);
    let says = if posted {
        let first = recording.series(component, posting).iter().position(|&posted| posted > 0.5);
        let time = first.map(|moment| words::clock(&scenario.clock, zone, recording.time(moment)));
        format!("trouble, posted at {}", time.unwrap_or_default())
    } else {
        "operating normally".into()
    };
    let because = if posted || in_trouble.is_empty() {
        String::new()
    } else if manual {
        "The posting tool fails; operators post by hand.".into()
    } else if failing >= ONSET {
        let felt = |need: &Need| need.failing.map_or(0.0, |column| recording.column_at(column.into(), minutes));
        let worst = spec.needs.iter().max_by(|a, b| felt(a).total_cmp(&felt(b)));
        worst.map_or_else(String::new, |need| {
            let callee = &scenario.components[usize::from(need.on)].label;
            format!("{} through {callee}, which fails.", words::sentence(&need.purpose))
        })
    } else {
        "Operators have not posted yet.".into()
    };
    Some(Board { component, label: spec.label.clone(), posted, says, because })
}

/// The services that fail at a moment.
fn in_trouble(scenario: &Scenario, recording: &Recording, minutes: f64) -> Vec<usize> {
    let fails = |index: usize| recording.at(index, Signal::Error, minutes) >= ONSET;
    (0..scenario.components.len()).filter(|&index| scenario.components[index].lane && fails(index)).collect()
}

/// What is true at a moment in minutes since the trigger, in a sentence.
pub(super) fn truth(scenario: &Scenario, recording: &Recording, minutes: f64) -> String {
    let in_trouble = in_trouble(scenario, recording, minutes);
    let root = &scenario.components[scenario.root()].label;
    let error = recording.at(scenario.root(), Signal::Error, minutes);
    match in_trouble.len() {
        0 => "Everything works.".into(),
        count if error >= ONSET => {
            let others = match count - 1 {
                0 => String::new(),
                1 => "; one other service fails too".into(),
                others => format!("; {others} other services fail too"),
            };
            format!("{} of requests to {root} fail{others}.", words::percent(error))
        }
        1 => format!("{} fails.", scenario.components[in_trouble[0]].label),
        count => format!("{count} services fail."),
    }
}
