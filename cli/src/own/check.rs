//! What is worth knowing about a file that has no mistakes: what came out of its day, and what had no part in it.

use super::told;
use outage_sim::{
    Component, Detail, Documented, Fact, Inputs, Judgement, ONSET, Reading, Recording, Scenario, Signal, Simulated,
    judge, run, run_in,
};
use std::fmt::Write;
use std::time::Instant;

/// What stands under a heading in a report.
struct Listed {
    heading: &'static str,
    lines: Vec<String>,
}

/// Runs the day of an outage in several ways and tells what came out.
pub(crate) fn report(scenario: &Scenario) -> String {
    let usual = Inputs::default();
    let day = run(scenario, &usual);
    // A second run finds its memory warm, as all that follow do.
    let started = Instant::now();
    let _ = run(scenario, &usual);
    let took = started.elapsed().as_secs_f64() * 1000.0;
    let mut out = facts(scenario, &judge(scenario, &usual, &day));
    if !scenario.actions.iter().any(|action| action.is_trigger) {
        out.push_str("no trigger: none of the actions says trigger = true\n");
    }
    let lists = [
        Listed { heading: "is not a number, nor what follows from it", lines: not_numbers(scenario, &day) },
        Listed { heading: "never fails", lines: unhurt(scenario, &day) },
        Listed { heading: "has not recovered by the end", lines: lasting(scenario, &day) },
        Listed { heading: "without effect on the day", lines: idle(scenario, &day) },
        Listed { heading: "fails even without the trigger", lines: failing_without_trigger(scenario) },
        Listed { heading: "fails already when the opening begins", lines: told::ill(scenario, &day) },
        Listed {
            heading: "the opening does not stop where most fail",
            lines: told::early(scenario, &day).into_iter().collect(),
        },
        Listed { heading: "a card stands before what it tells", lines: told::misplaced(scenario, &day) },
    ];
    for Listed { heading, lines } in lists.into_iter().filter(|listed| !listed.lines.is_empty()) {
        let _ = writeln!(out, "{heading}: {}", lines.join(", "));
    }
    let _ = writeln!(out, "a run: {} steps, {} operations, {took:.1} ms", day.moments(), rounded(scenario.work()));
    out
}

/// How many facts come out, and what came out instead of the others.
fn facts(scenario: &Scenario, judgements: &[Judgement]) -> String {
    let reproduced = judgements.iter().filter(|judgement| judgement.reproduced).count();
    let mut out = match judgements.len() {
        0 => "no facts: nothing says yet whether the model is right\n".to_owned(),
        all => format!("facts reproduced: {reproduced} of {all}\n"),
    };
    for (fact, judgement) in scenario.facts.iter().zip(judgements).filter(|(_, judgement)| !judgement.reproduced) {
        let _ = writeln!(out, "  {}: {}", fact.id, missed(scenario, fact, judgement));
    }
    out
}

/// What is documented beside what is simulated, for a fact that does not come out.
fn missed(scenario: &Scenario, fact: &Fact, judgement: &Judgement) -> String {
    let time = |at: f64| scenario.clock.local(at).to_string();
    let column = &scenario.columns[usize::from(fact.column)];
    let with_unit = |value: f64| format!("{} {}", rounded(value), column.unit).trim_end().to_owned();
    let documented = match fact.documented {
        Documented::At(at) => format!("documented {}", time(at)),
        Documented::Between(from, until) => format!("documented {} to {}", time(from), time(until)),
        Documented::Holds => format!("documented {} {}", in_words(fact.reading), with_unit(fact.bound)),
    };
    let simulated = match (judgement.simulated, fact.documented) {
        (Simulated::At(at), Documented::At(documented)) => {
            format!("{} ({:+.0} min, {:.0} allowed)", time(at), at - documented, judgement.tolerance)
        }
        (Simulated::At(at), _) => time(at),
        (Simulated::Never, _) => "never".to_owned(),
        (Simulated::Value(value), _) => with_unit(value),
    };
    let given = if fact.given.is_empty() { "" } else { " in the run that it is looked for in" };
    let of = if matches!(judgement.simulated, Simulated::Never) { highest(scenario, fact) } else { String::new() };
    format!("{documented}, simulated {simulated}{given}{of}")
}

/// How a fact is read, as it is written in files.
fn in_words(reading: Reading) -> String {
    Reading::ALL.iter().find(|(_, known)| *known == reading).map_or_else(String::new, |(key, _)| key.replace('-', " "))
}

/// How far what a fact reads comes, when it never comes far enough.
fn highest(scenario: &Scenario, fact: &Fact) -> String {
    if !fact.given.is_empty() {
        return String::new();
    }
    let day = run(scenario, &Inputs::default());
    let values = day.column(fact.column.into());
    let peak = values.iter().copied().fold(0.0, f64::max);
    let end = values.last().copied().unwrap_or(0.0);
    format!(
        "; {} peaks at {} and ends at {}",
        scenario.columns[usize::from(fact.column)].name,
        rounded(peak),
        rounded(end)
    )
}

/// What stops being a number.
fn not_numbers(scenario: &Scenario, day: &Recording) -> Vec<String> {
    let Some((column, at)) = day.first_nan() else { return Vec::new() };
    vec![format!("{} from {} on", scenario.columns[column].name, scenario.clock.local(at))]
}

/// Components that show whether they fail, and never do.
fn unhurt(scenario: &Scenario, day: &Recording) -> Vec<String> {
    parts(scenario, |component| day.summary(component).peak_error < ONSET)
}

/// Components that have not recovered when the run ends.
fn lasting(scenario: &Scenario, day: &Recording) -> Vec<String> {
    parts(scenario, |component| {
        let fared = day.summary(component);
        fared.first_error.is_some() && fared.recovered.is_none()
    })
}

fn parts(scenario: &Scenario, is_listed: impl Fn(usize) -> bool) -> Vec<String> {
    let shows_failure = |(_, component): &(usize, &Component)| component.column(Signal::Error).is_some();
    let all = scenario.components.iter().enumerate().filter(shows_failure);
    all.filter(|(index, _)| is_listed(*index)).map(|(_, component)| component.id.clone()).collect()
}

/// The trigger, actions and remediations without which the day is the same.
fn idle(scenario: &Scenario, day: &Recording) -> Vec<String> {
    // Events are left out: that an action happened is one, whatever it does.
    let is_same = |inputs: &Inputs| {
        let other = run_in(scenario, inputs, Detail::Brief);
        (0..scenario.columns.len()).all(|column| other.column(column) == day.column(column))
    };
    let mut found = Vec::new();
    for action in &scenario.actions {
        let mut without = Inputs::default();
        if without.switch_off(scenario, &action.id).is_ok() && is_same(&without) {
            found.push(format!("{} {}", if action.is_trigger { "trigger" } else { "action" }, action.id));
        }
    }
    for remediation in &scenario.remediations {
        let mut with = Inputs::default();
        if with.fix(scenario, &remediation.id).is_ok() && is_same(&with) {
            found.push(format!("remediation {}", remediation.id));
        }
    }
    found
}

/// Components that fail without what set the outage off: the model fails by itself.
fn failing_without_trigger(scenario: &Scenario) -> Vec<String> {
    if !scenario.actions.iter().any(|action| action.is_trigger) {
        return Vec::new();
    }
    let mut calm = Inputs::default();
    for action in scenario.actions.iter().filter(|action| action.is_trigger) {
        // Every action of a scenario can be switched off.
        let _ = calm.switch_off(scenario, &action.id);
    }
    let day = run(scenario, &calm);
    parts(scenario, |component| day.summary(component).peak_error >= ONSET)
}

/// A number as people say it: `59 000`, `1.2 million`, `0.034`.
fn rounded(value: f64) -> String {
    if value >= 1e6 {
        return format!("{:.1} million", value / 1e6);
    }
    if value >= 1e4 {
        return format!("{} 000", (value / 1e3).round());
    }
    let digits = match value.abs() {
        large if large >= 100.0 => 0,
        middle if middle >= 1.0 => 2,
        small if small >= 0.01 => 3,
        _ => 6,
    };
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
