//! The day as Markdown: what was done, what the record says against this run, how each part fared, turn by turn.

use super::markdown::{plain, table};
use super::{Subject, changes, text};
use crate::frame::{fact_rows, worth};
use crate::words;
use outage_sim::describe;
use std::fmt::Write;

/// The day as Markdown.
#[must_use]
pub fn timeline(subject: &Subject) -> String {
    let state = &subject.state;
    let scenario = &state.scenario;
    let zone = words::zone_name(&scenario.clock, state.view.clock);
    let mut out = format!("# {}: timeline of the simulated day\n\n", plain(&scenario.about.title));
    let told = changes(state);
    if told.is_empty() {
        out += "As it happened.\n";
    } else {
        out += "Changed:\n\n";
        told.iter().for_each(|change| out += &format!("- {}\n", plain(change)));
    }
    // Writing to a text cannot fail.
    let _ = write!(
        out,
        "\nTimes are {}, on {}{}. {} Model {}.\n",
        plain(&zone),
        plain(&scenario.about.day),
        match words::time_of_day(&scenario.clock, state.view.clock, scenario.span.1).day {
            ..=0 => "",
            1 => " and the day after",
            _ => " and the days after",
        },
        plain(text::NATURE),
        text::model(subject)
    );
    out += "\n## What was done\n\n";
    out += &actions(subject);
    out += "\n## The record and this run\n\n";
    out += &facts(subject);
    out += "\n## How each part fared\n\n";
    out += &parts(subject);
    out += "\n## Turn by turn\n\n";
    for event in state.recording.events() {
        let subject = event.component.map(|index| format!("**{}**: ", plain(&scenario.components[index].label)));
        let time = words::clock(&scenario.clock, state.view.clock, event.at);
        let _ =
            writeln!(out, "- {} {}{}", plain(&time), subject.unwrap_or_default(), plain(&describe(scenario, event)));
    }
    out
}

fn actions(subject: &Subject) -> String {
    let state = &subject.state;
    let clock = |at: f64| words::clock(&state.scenario.clock, state.view.clock, at);
    let rows = state.scenario.actions.iter().enumerate().map(|(index, action)| {
        let happened = state.recording.action(index);
        let over =
            happened.map(|(begin, end)| if end > begin { words::duration(end - begin) } else { "at once".into() });
        let moved = match (happened, state.inputs.due(&state.scenario, index)) {
            (_, None) => "switched off".to_owned(),
            (None, Some(_)) => "does not happen in this run".into(),
            (Some((begin, _)), _) if begin != action.at => format!("moved from {}", clock(action.at)),
            _ => String::new(),
        };
        [
            happened.map_or_else(|| "–".to_owned(), |(begin, _)| clock(begin)),
            over.unwrap_or_else(|| "–".to_owned()),
            action.label.clone(),
            action.about.clone(),
            moved,
        ]
    });
    table(["When", "Takes", "What", "In this model", "Changed"], rows)
}

fn facts(subject: &Subject) -> String {
    let state = &subject.state;
    let rows = fact_rows(&state.scenario, &state.judgements, state.view.clock).into_iter().map(|row| {
        let given = if row.given.is_empty() { String::new() } else { format!(" ({})", row.given) };
        [
            row.documented,
            format!("{}{given}", row.simulated),
            row.tolerance,
            if row.reproduced { "yes" } else { "no" }.into(),
            state.class(row.fact).map_or_else(String::new, |class| worth(class).name.into()),
            row.statement,
            state.scenario.facts[row.fact]
                .source
                .map_or_else(String::new, |source| state.scenario.sources[usize::from(source)].id.clone()),
        ]
    });
    let mut out =
        table(["Documented", "This run", "Tolerance", "Reproduced", "Class", "What the record says", "Source"], rows);
    out.push('\n');
    for source in &state.scenario.sources {
        let address = if source.url.is_empty() { String::new() } else { format!(", {}", source.url) };
        out += &format!("- {}\n", plain(&format!("{}: {}{address}", source.id, source.title)));
    }
    out
}

fn parts(subject: &Subject) -> String {
    let state = &subject.state;
    let clock = |at: f64| words::clock(&state.scenario.clock, state.view.clock, at);
    let rows = state.scenario.components.iter().enumerate().map(|(index, component)| {
        let it = state.recording.summary(index);
        let never = || "–".to_owned();
        let recovered = match (it.first_error, it.recovered) {
            (None, _) => never(),
            (Some(_), Some(at)) => clock(at),
            (Some(_), None) => "not by the end".into(),
        };
        [
            component.label.clone(),
            it.first_error.map_or_else(never, clock),
            recovered,
            words::percent(it.peak_error),
            words::duration(it.error_minutes),
            words::duration(it.peak_backlog_minutes),
        ]
    });
    table(["Part", "First errors", "Recovered", "Peak errors", "Equivalent full outage", "Peak backlog"], rows)
}
