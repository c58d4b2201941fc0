//! What the words of a command mean for the outage that is open.

use super::Value;
use super::command::{LONGEST_VALUE, Problem};
use crate::address::{self, PANELS, Panel, short};
use crate::playback::{Playback, SPEED};
use crate::state::{Action, State};
use outage_sim::{Documented, Scenario};

/// What is highlighted: everything else is dimmed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spot {
    /// A bit for each highlighted component; none for all of them. Components beyond the 128th are never dimmed.
    components: u128,
    /// First and last highlighted moment, in minutes since the trigger.
    pub range: Option<(f64, f64)>,
}

impl Spot {
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
        Documented::Words(_) => None,
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

/// The actions that bring about what words of a link say: `fleet.servers=4000&off=restart`. A word without a value takes
/// the change back. Either all of it can be done, or nothing is.
///
/// # Errors
/// When a word is not one that can be set, or its value cannot be understood.
pub fn changes(state: &State, playback: &Playback, set: &str) -> Result<(Vec<Action>, Option<f64>), Problem> {
    let words: Vec<(&str, &str)> = set
        .trim_start_matches(['?', '&'])
        .split('&')
        .filter(|word| !word.is_empty())
        .map(|word| word.split_once('=').unwrap_or((word, "")))
        .collect();
    for (key, _) in &words {
        let is_knob = || state.scenario.knobs().any(|(_, parameter, _)| parameter.id == *key);
        if !SETTABLE.contains(key) && !is_knob() {
            let text = format!("`{}` cannot be set: it is no knob, and none of {}.", short(key), SETTABLE.join(", "));
            return Err(Problem::new("name", text));
        }
    }
    if set.len() > LONGEST_VALUE {
        return Err(Problem::new("value", format!("`set` is too long: {LONGEST_VALUE} bytes at most.")));
    }
    // The words of the link to what is open, with these in place of their own: one reader for both.
    let own = address::write(state, playback);
    let (page, query) = own.split_once('?').unwrap_or((&own, ""));
    let kept = query.split('&').filter(|pair| {
        let key = pair.split_once('=').map_or(*pair, |(key, _)| key);
        // The model's digest is that of the run before the change.
        !pair.is_empty() && key != "m" && !words.iter().any(|(word, _)| *word == key)
    });
    let set = words.iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| format!("{key}={value}"));
    let query: Vec<String> = kept.map(str::to_owned).chain(set).collect();
    let opened = address::parse(&format!("{page}?{}", query.join("&")));
    if let Some(notice) = opened.notices.first() {
        return Err(Problem::new("value", format!("{}: {}", notice.place, notice.text)));
    }
    let mut actions = vec![Action::SetInputs(Box::new(opened.inputs))];
    let has = |key: &str| words.iter().any(|(word, _)| *word == key);
    if has("theme") {
        actions.push(Action::SetTheme(opened.theme.unwrap_or_default()));
    }
    if has("clock") {
        actions.push(Action::SetClock(opened.clock.unwrap_or_default()));
    }
    Ok((actions, has("speed").then(|| opened.speed.unwrap_or(SPEED))))
}
