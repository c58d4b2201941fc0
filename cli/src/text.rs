//! What the command line prints for people.

use crate::table::{Side, table, wrapped};
use outage_explorer::frame::{along_fork, score_worth, worth};
use outage_explorer::state::State;
use outage_sim::{
    Component, Documented, EventChange, Fact, Inputs, Judgement, Knob, MODEL_VERSION, Parameter, Recording, Scenario,
    Simulated,
};
use std::rc::Rc;

/// Where there is nothing to show.
const NOTHING: &str = "–";

/// The built-in scenarios.
pub(crate) fn list(scenarios: &[Rc<Scenario>]) -> String {
    let entry = |it: &Rc<Scenario>| format!("{}  {}\n{}", it.id, it.about.title, wrapped(&it.about.summary, 4));
    scenarios.iter().map(entry).collect()
}

/// The knobs of a scenario.
pub(crate) fn knobs(scenario: &Scenario) -> String {
    let row = |(_, parameter, knob): (usize, &Parameter, &Knob)| {
        let range = match knob {
            Knob::Range { min, max, .. } => format!("{min} to {max}"),
            Knob::Words(words) => {
                words.iter().map(|(word, _)| parameter.text(f64::from(*word))).collect::<Vec<_>>().join(" | ")
            }
        };
        let receipt = parameter.receipt.as_ref().map_or(NOTHING, |receipt| receipt.kind.id());
        // What was derived may have more digits than anybody reads.
        let value = match parameter.value {
            value if value.fract() == 0.0 => value,
            value => format!("{value:.5e}").parse().unwrap_or(value),
        };
        [parameter.id.clone(), with_unit(parameter, value), range, receipt.to_owned()]
    };
    let rows: Vec<_> = scenario.knobs().map(row).collect();
    let headings = [("Knob", Side::Left), ("Value", Side::Left), ("Range", Side::Left), ("Receipt", Side::Left)];
    format!("{}\nLabels and receipts in full: outage knobs SCENARIO --json\n", table(headings, &rows))
}

/// The trigger and what operators did.
pub(crate) fn events(scenario: &Scenario) -> String {
    let rows: Vec<_> = scenario
        .actions
        .iter()
        .map(|action| {
            let over = if action.over > 0.0 { format!("{} min", action.over) } else { "at once".to_owned() };
            let label = format!("{}{}", action.label, if action.is_trigger { " (the trigger)" } else { "" });
            [action.id.clone(), scenario.clock.local(action.at).to_string(), over, label]
        })
        .collect();
    let zone = scenario.clock.zone.as_str();
    table([("Event", Side::Left), (zone, Side::Right), ("Takes", Side::Right), ("What", Side::Left)], &rows)
}

/// What was proposed afterwards.
pub(crate) fn fixes(scenario: &Scenario) -> String {
    let entry = |fix: &outage_sim::Remediation| {
        format!("{}  {} ({})\n{}", fix.id, fix.label, fix.proposed_by, wrapped(&fix.about, 4))
    };
    scenario.remediations.iter().map(entry).collect()
}

/// What is changed about a scenario, under its title.
pub(crate) fn changes(scenario: &Scenario, inputs: &Inputs) -> String {
    let clock = &scenario.clock;
    let mut text = format!("{}; times are {}\n", scenario.about.title, clock.zone);
    let marks = |at: f64, last: bool| format!("{} {}: ", if last { "until" } else { "from" }, clock.local(at));
    for line in along_fork(inputs, |inputs| phrases(scenario, inputs), marks) {
        text += &format!("  {line}\n");
    }
    if inputs.changes() == 0 {
        text += "  as it happened\n";
    }
    text + "\n"
}

/// What inputs change, a phrase each.
fn phrases(scenario: &Scenario, inputs: &Inputs) -> Vec<String> {
    let clock = &scenario.clock;
    let fixes = inputs.fixes.iter().map(|&fix| format!("with {}", scenario.remediations[fix].id));
    let knobs = inputs.knobs.iter().map(|(&index, &value)| {
        let parameter = &scenario.parameters[index];
        format!("{} is {}, not {}", parameter.id, with_unit(parameter, value), parameter.text(parameter.value))
    });
    let events = inputs.events.iter().map(|(&index, change)| {
        let action = &scenario.actions[index];
        match change {
            EventChange::Off => format!("{} does not happen", action.id),
            EventChange::At(at) => format!("{} is at {}, not {}", action.id, clock.local(*at), clock.local(action.at)),
        }
    });
    let seed = inputs.seed.map(|seed| format!("server variability has the seed {seed}"));
    fixes.chain(knobs).chain(events).chain(seed).collect()
}

/// How each component fared.
pub(crate) fn run(scenario: &Scenario, recording: &Recording, judgements: &[Judgement]) -> String {
    let row = |(index, component): (usize, &Component)| {
        let it = recording.summary(index);
        let time = |at: Option<f64>| at.map(|at| scenario.clock.local(at).to_string());
        let recovered = if it.first_error.is_some() { "not by the end" } else { NOTHING };
        [
            component.id.clone(),
            percent(it.peak_error),
            minutes(it.error_minutes),
            time(it.first_error).unwrap_or_else(|| NOTHING.to_owned()),
            time(it.recovered).unwrap_or_else(|| recovered.to_owned()),
            minutes(it.peak_backlog_minutes),
        ]
    };
    let rows: Vec<_> = scenario.components.iter().enumerate().map(row).collect();
    let headings = [
        ("Component", Side::Left),
        ("Peak error", Side::Right),
        ("Error minutes", Side::Right),
        ("First error", Side::Right),
        ("Recovered", Side::Right),
        ("Most waiting", Side::Right),
    ];
    format!(
        "{}\n{}\ndigest {} (model {MODEL_VERSION})\n",
        table(headings, &rows),
        score(judgements),
        recording.digest()
    )
}

/// The record against a run, fact by fact, and what each is worth where an audit says that.
pub(crate) fn facts(state: &State) -> String {
    let State { scenario, judgements, .. } = state;
    let mut text = String::new();
    for (index, (fact, judgement)) in scenario.facts.iter().zip(&**judgements).enumerate() {
        let verdict = if judgement.reproduced { "✓ reproduced    " } else { "✗ not reproduced" };
        let class = state.class(index).map_or_else(String::new, |class| format!("; {}", worth(class).name));
        text += &format!("{verdict}  {:<9}  {}{class}\n", fact.id, compared(scenario, fact, judgement));
        let source = fact.source.map(|source| scenario.sources[usize::from(source)].id.as_str());
        let source = source.map_or_else(String::new, |source| format!("({source})"));
        text += &wrapped(&format!("{} {source}", fact.statement), 29);
    }
    let worth = score_worth((0..judgements.len()).map(|fact| state.class(fact)));
    let worth = match worth.as_str() {
        "" => String::new(),
        worth => format!("worth, on the day as it happened: {worth}\n"),
    };
    format!("{text}\n{worth}{}\n", score(judgements))
}

/// What is documented beside what is simulated.
fn compared(scenario: &Scenario, fact: &Fact, judgement: &Judgement) -> String {
    let time = |at: f64| scenario.clock.local(at).to_string();
    let documented = match &fact.documented {
        Documented::At(at) => time(*at),
        Documented::Between(from, until) => format!("{} to {}", time(*from), time(*until)),
        Documented::Holds if fact.words.is_empty() => "that it holds".to_owned(),
        Documented::Holds => format!("“{}”", fact.words),
    };
    let simulated = match judgement.simulated {
        Simulated::At(at) => time(at),
        Simulated::Never => "never".to_owned(),
        Simulated::Value(value) => format!("{value:.4}").trim_end_matches('0').trim_end_matches('.').to_owned(),
    };
    let apart = match (&fact.documented, judgement.simulated) {
        (Documented::At(documented), Simulated::At(found)) => {
            format!("; {:+.0} min, {:.0} allowed", found - documented, judgement.tolerance)
        }
        _ => String::new(),
    };
    format!("documented {documented}, simulated {simulated}{apart}")
}

fn score(judgements: &[Judgement]) -> String {
    let reproduced = judgements.iter().filter(|judgement| judgement.reproduced).count();
    format!("{reproduced} of {} documented facts reproduced", judgements.len())
}

/// That a file is a scenario, and how much is in it.
pub(crate) fn fine(file: &str, scenario: &Scenario) -> String {
    format!(
        "{file}: no problems; `{}` has {}, {}, {}, {} and {}\n",
        scenario.id,
        counted(scenario.components.len(), "component"),
        counted(scenario.knobs().count(), "knob"),
        counted(scenario.actions.len(), "event"),
        counted(scenario.facts.len(), "fact"),
        counted(scenario.remediations.len(), "remediation")
    )
}

/// That a draft is written, and what to do with it.
pub(crate) fn begun(file: &str) -> String {
    format!("{file} is written: a small outage that works.\nChange it, and see what comes out: outage check {file}\n")
}

/// What is wrong with a file, each with its place.
pub(crate) fn problems(file: &str, problems: &[String]) -> String {
    let count = counted(problems.len(), "problem");
    let lines: String = problems.iter().map(|problem| format!("{file}: {problem}\n")).collect();
    format!("{lines}{file}: {count}\n")
}

/// So many of something.
fn counted(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// A value with its unit.
fn with_unit(parameter: &Parameter, value: f64) -> String {
    format!("{} {}", parameter.text(value), parameter.unit).trim_end().to_owned()
}

fn percent(share: f64) -> String {
    match share * 100.0 {
        0.0 => "0 %".to_owned(),
        percent if percent < 0.1 => "<0.1 %".to_owned(),
        percent => format!("{percent:.1} %"),
    }
}

fn minutes(minutes: f64) -> String {
    if minutes == 0.0 { NOTHING.to_owned() } else { format!("{minutes:.1} min") }
}
