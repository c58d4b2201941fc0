//! The facts scoreboard, and the marks of documented times on the lanes.

use super::amount::amount_fine;
use crate::state::ClockZone;
use crate::words;
use outage_sim::{Documented, Fact, Given, Judgement, Reading, Scenario, Simulated};

/// One line of the facts scoreboard.
#[derive(Debug, Clone, PartialEq)]
pub struct FactRow {
    /// Index of the fact.
    pub fact: usize,
    /// Its name in the record.
    pub id: String,
    /// What the record says, in our words.
    pub statement: String,
    /// What the source says, in its words.
    pub quote: String,
    /// The source: its short name and title.
    pub source: String,
    /// When it was, or what was seen.
    pub documented: String,
    /// What this run shows.
    pub simulated: String,
    /// How far a time may be off: `± 10 m`; empty for facts without a time.
    pub tolerance: String,
    /// What is different in the run that it is looked for in; empty when nothing is.
    pub given: String,
    /// Whether the run reproduces it.
    pub reproduced: bool,
    /// Where to look, in minutes since the trigger: a click goes there.
    pub at: Option<f64>,
    /// Index of the component to look at.
    pub component: Option<usize>,
}

/// A documented time on the lane of a component.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Index of the fact.
    pub fact: usize,
    /// Index of the component.
    pub component: usize,
    /// Minutes since the trigger.
    pub at: f64,
    /// The time of day, what the record says, and what this run shows.
    pub words: String,
    /// Whether the run reproduces it.
    pub reproduced: bool,
}

/// The facts scoreboard of a run.
#[must_use]
pub fn fact_rows(scenario: &Scenario, judgements: &[Judgement], zone: ClockZone) -> Vec<FactRow> {
    let clock = |minutes: f64| words::clock(&scenario.clock, zone, minutes);
    scenario
        .facts
        .iter()
        .zip(judgements)
        .enumerate()
        .map(|(index, (fact, judgement))| FactRow {
            fact: index,
            id: fact.id.clone(),
            statement: fact.statement.clone(),
            quote: fact.quote.clone(),
            source: source(scenario, fact),
            documented: match &fact.documented {
                Documented::At(at) => clock(*at),
                Documented::Between(from, until) => format!("{} to {}", clock(*from), clock(*until)),
                Documented::Holds => fact.words.clone(),
            },
            simulated: simulated(scenario, fact, judgement, &clock),
            tolerance: match fact.documented {
                Documented::At(_) => format!("± {}", words::duration(judgement.tolerance)),
                _ => String::new(),
            },
            given: if fact.given.is_empty() { String::new() } else { given(scenario, &fact.given) },
            reproduced: judgement.reproduced,
            at: place(fact, judgement),
            component: scenario.signal_of(fact.column.into()).map(|(component, _)| component),
        })
        .collect()
}

/// The documented times on the lanes. A run misses a time only if it is the day as it happened (`history`); any other one
/// is another day.
#[must_use]
pub fn marks(scenario: &Scenario, judgements: &[Judgement], zone: ClockZone, history: bool) -> Vec<Mark> {
    let rows = fact_rows(scenario, judgements, zone);
    let mark = |row: FactRow| {
        let Documented::At(at) = scenario.facts[row.fact].documented else { return None };
        let verdict = match (row.reproduced, history) {
            (true, _) => "this run",
            (false, true) => "missed; this run",
            (false, false) => "different in your run",
        };
        Some(Mark {
            fact: row.fact,
            component: row.component?,
            at,
            words: format!("{} {} ({verdict}: {})", row.documented, row.statement, row.simulated),
            reproduced: row.reproduced,
        })
    };
    rows.into_iter().filter_map(mark).collect()
}

fn source(scenario: &Scenario, fact: &Fact) -> String {
    let source = fact.source.and_then(|source| scenario.sources.get(usize::from(source)));
    source.map_or_else(String::new, |source| format!("{}: {}", source.id, source.title))
}

fn simulated(scenario: &Scenario, fact: &Fact, judgement: &Judgement, clock: &dyn Fn(f64) -> String) -> String {
    match judgement.simulated {
        Simulated::At(at) => clock(at),
        Simulated::Never => "not in this run".into(),
        Simulated::Value(value) => {
            let amount = amount_fine(scenario, fact.column.into(), value);
            match fact.reading {
                Reading::EndsAtLeast | Reading::EndsAtMost => format!("{amount} at the end"),
                Reading::Crosses if value == 1.0 => "once".into(),
                Reading::Crosses => format!("{} times", words::thousands(value)),
                _ => format!("{amount} at its peak"),
            }
        }
    }
}

/// What is different in the run that a fact is looked for in.
fn given(scenario: &Scenario, given: &Given) -> String {
    let off = given.off.iter().map(|&action| scenario.actions[usize::from(action)].label.clone());
    let fixes = given.fix.iter().map(|&fix| scenario.remediations[usize::from(fix)].label.clone());
    let set = given.set.iter().map(|change| {
        let parameter = &scenario.parameters[usize::from(change.parameter)];
        format!("{}: {}", parameter.label, words::value(parameter, change.value))
    });
    let named = |word: &str, names: Vec<String>| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        (!names.is_empty()).then(|| format!("{word}: {}", words::list(&names)))
    };
    let parts = [named("without", off.collect()), named("with", fixes.chain(set).collect())];
    format!("in a run {}", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// Where to look for a fact.
fn place(fact: &Fact, judgement: &Judgement) -> Option<f64> {
    match (&fact.documented, judgement.simulated) {
        (Documented::At(at) | Documented::Between(at, _), _) => Some(*at),
        (_, Simulated::At(at)) => Some(at),
        _ => None,
    }
}
