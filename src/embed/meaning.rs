//! What the words of a command mean for the outage that is open.

use super::Value;
use super::command::Problem;
use crate::address::{self, Opened, PANELS, Panel, short};
use crate::playback::SPEED;
use crate::state::{ClockZone, State, Theme};
use outage_sim::{Documented, Inputs, Scenario};

/// What is highlighted: everything else is dimmed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spot {
    /// A bit for each highlighted component; none for all of them. Components beyond the 128th are never dimmed.
    components: u128,
    /// First and last highlighted moment, in minutes since the trigger.
    pub range: Option<(f64, f64)>,
}

impl Spot {
    /// Highlights components, by their indices.
    #[must_use]
    pub fn on(components: &[u16]) -> Self {
        let bit = |index: &u16| 1_u128.checked_shl((*index).into()).unwrap_or_default();
        Self { components: components.iter().map(bit).fold(0, |all, one| all | one), range: None }
    }

    /// Whether a component is dimmed.
    #[must_use]
    pub fn dims(&self, component: usize) -> bool {
        self.components != 0 && component < 128 && self.components & (1 << component) == 0
    }
}

/// What to reveal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A component, by its index.
    Component(usize),
    /// A panel.
    Panel(Panel),
}

/// A moment in minutes since the trigger: given as such, as a clock time, or by the id of an event or of a fact.
///
/// # Errors
/// When there is no such moment in the run.
pub fn moment(state: &State, time: &Value) -> Result<f64, Problem> {
    let scenario = &*state.scenario;
    let (from, until) = scenario.span;
    let outside = |text: String| {
        let clock = |at| scenario.clock.local(at).to_string();
        Problem::new("value", format!("{text} is outside the run, which is from {} to {}.", clock(from), clock(until)))
    };
    match time {
        Value::Number(minutes) if (from..=until).contains(minutes) => Ok(*minutes),
        Value::Number(minutes) => Err(outside(minutes.to_string())),
        Value::Text(text) => {
            if let Some(at) = named_moment(state, text.trim()) {
                return Ok(at);
            }
            match scenario.clock.parse(text.trim()) {
                Ok(at) if (from..=until).contains(&at) => Ok(at),
                Ok(_) => Err(outside(short(text))),
                Err(_) => {
                    let text = format!("`{}` is no clock time such as 07:41, and no event or fact.", short(text));
                    Err(Problem::new("value", text))
                }
            }
        }
        Value::Other => Err(Problem::new("value", "A moment is a clock time, minutes since the trigger, or an id.")),
    }
}

fn named_moment(state: &State, id: &str) -> Option<f64> {
    let scenario = &*state.scenario;
    if let Some(index) = scenario.actions.iter().position(|action| action.id == id) {
        return Some(state.recording.action(index).map_or(scenario.actions[index].at, |(began, _)| began));
    }
    match scenario.facts.iter().find(|fact| fact.id == id)?.documented {
        Documented::At(at) => Some(at),
        Documented::Between(from, _) => Some(from),
        Documented::Holds => None,
    }
}

/// What to highlight.
///
/// # Errors
/// When there is no such component or moment.
pub fn spot(state: &State, of: &str, from: Option<&Value>, until: Option<&Value>) -> Result<Spot, Problem> {
    let mut components = 0u128;
    for id in of.split(',').map(str::trim).filter(|id| !id.is_empty()) {
        let index = component(&state.scenario, id)?;
        components |= 1u128.checked_shl(index as u32).unwrap_or(0);
    }
    let end = |time: Option<&Value>, default: f64| time.map_or(Ok(default), |time| moment(state, time));
    let (first, last) = (end(from, state.scenario.span.0)?, end(until, state.scenario.span.1)?);
    if last <= first {
        return Err(Problem::new("value", "`until` has to be later than `from`."));
    }
    let range = (from.is_some() || until.is_some()).then_some((first, last));
    Ok(Spot { components, range })
}

/// What to reveal.
///
/// # Errors
/// When there is no such component or panel.
pub fn target(state: &State, of: &str) -> Result<Target, Problem> {
    match PANELS.iter().find(|(word, _)| *word == of) {
        Some((_, panel)) => Ok(Target::Panel(*panel)),
        None => component(&state.scenario, of).map(Target::Component),
    }
}

fn component(scenario: &Scenario, id: &str) -> Result<usize, Problem> {
    scenario.component(id).ok_or_else(|| {
        let known: Vec<&str> = scenario.components.iter().map(|component| component.id.as_str()).collect();
        Problem::new("name", format!("There is no part `{}`. There are: {}.", short(id), known.join(", ")))
    })
}

/// Words of a link that `set` accepts beside the ids of knobs.
const SETTABLE: [&str; 7] = ["off", "at", "fix", "seed", "theme", "clock", "speed"];

/// What words of a link change: `fleet.servers=4000&off=restart`.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// The inputs of the run.
    pub inputs: Inputs,
    /// The colours, if they are named.
    pub theme: Option<Theme>,
    /// The clock that times are shown in, if it is named.
    pub clock: Option<ClockZone>,
    /// Simulated minutes per second, if they are named.
    pub speed: Option<f64>,
}

/// What words change about inputs of what is open. A word without a value takes the change back. Either all of it can be
/// done, or nothing is.
///
/// # Errors
/// When a word is not one that can be set, or its value cannot be understood.
pub fn changes(state: &State, inputs: &Inputs, words: Vec<(String, String)>) -> Result<Changes, Problem> {
    let mut named = [false; 3];
    for (key, _) in &words {
        let is_knob = || state.scenario.knobs().any(|(_, parameter, _)| parameter.id == *key);
        if !SETTABLE.contains(&key.as_str()) && !is_knob() {
            let text = format!("`{}` cannot be set: it is no knob, and none of {}.", short(key), SETTABLE.join(", "));
            return Err(Problem::new("name", text));
        }
        for (named, word) in named.iter_mut().zip(["theme", "clock", "speed"]) {
            *named |= key == word;
        }
    }
    let mut opened = Opened { document: state.document.clone(), inputs: inputs.clone(), ..Opened::default() };
    address::change(&mut opened, words);
    if let Some(notice) = opened.notices.first() {
        return Err(Problem::new("value", format!("{}: {}", notice.place, notice.text)));
    }
    let [theme, clock, speed] = named;
    Ok(Changes {
        inputs: opened.inputs,
        theme: theme.then(|| opened.theme.unwrap_or_default()),
        clock: clock.then(|| opened.clock.unwrap_or_default()),
        speed: speed.then(|| opened.speed.unwrap_or(SPEED)),
    })
}
