//! Outages in the modelling language: its kinds, and what is wrong with a file or worth knowing about it.

use outage_compile::{Problems, compile, kinds as library};
use outage_run::{Inputs, Machine, Recording, judge};
use outage_sim::{ONSET, Problem, nearest};
use std::fmt::Write;

/// Whether a text is written in the modelling language: its head says `format = 2`.
pub(crate) fn is_model(text: &str) -> bool {
    let head = text.lines().take_while(|line| !line.starts_with('['));
    head.into_iter().any(|line| line.split('#').next().unwrap_or("").replace(' ', "") == "format=2")
}

/// The kinds of the library, a line each, or the text of one.
///
/// # Errors
/// When there is no such kind.
pub(crate) fn kinds(name: Option<&str>) -> Result<String, Vec<String>> {
    let kinds = library();
    let Some(name) = name else {
        return Ok(kinds.iter().fold(String::new(), |out, kind| out + &format!("{:<14}{}\n", kind.name, kind.about)));
    };
    if let Some(kind) = kinds.iter().find(|kind| kind.name == name) {
        return Ok(format!("{}\n", kind.text));
    }
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name.as_str()).collect();
    let hint = nearest(name, &names).map_or_else(|| names.join(", "), |near| format!("did you mean {near}?"));
    Err(vec![format!("there is no kind `{name}`: {hint}")])
}

/// What is worth knowing about a file without mistakes.
///
/// # Errors
/// Everything that is wrong with it.
pub(crate) fn check(file: &str, text: &str) -> Result<String, Vec<Problem>> {
    let plan = compile(text).map_err(|Problems(problems)| problems.into_iter().map(told).collect::<Vec<_>>())?;
    let mut machine = Machine::new(plan);
    let day = machine.run(&Inputs::default());
    let facts = judge(&mut machine, &Inputs::default(), &day);
    let plan = machine.plan().clone();
    let million = plan.work() / 1e6;
    let mut out =
        format!("{file}: no problems; {} columns, {million:.1} million operations a run\n", plan.columns.len());
    if let Some((column, at)) = day.first_nan() {
        let name = &plan.columns[column].name;
        let _ = writeln!(out, "not a number: {name}, {at} min after the trigger; what follows from it is wrong");
    }
    let missed: Vec<&str> =
        missing(facts.iter().map(|fact| fact.reproduced), plan.facts.iter().map(|it| it.id.as_str()));
    let _ =
        writeln!(out, "facts reproduced: {} of {}{}", facts.len() - missed.len(), facts.len(), list(", not ", &missed));
    let fine: Vec<&str> = plan
        .columns
        .iter()
        .enumerate()
        .filter_map(|(number, column)| {
            let component = column.name.strip_suffix(".error").filter(|name| !name.contains('.'))?;
            (worst(&day, number) < ONSET).then_some(component)
        })
        .collect();
    out.push_str(&list("never fails: ", &fine));
    let mut idle = Vec::new();
    for action in &plan.actions {
        let mut without = Inputs::default();
        if without.switch_off(&plan, &action.id).is_ok() && machine.run(&without).digest() == day.digest() {
            idle.push(action.id.as_str());
        }
    }
    for remediation in &plan.remediations {
        let mut with = Inputs::default();
        if with.put_in_place(&plan, &remediation.id).is_ok() && machine.run(&with).digest() == day.digest() {
            idle.push(remediation.id.as_str());
        }
    }
    out.push_str(&list("\nwithout effect: ", &idle));
    let mut calm = Inputs::default();
    for action in plan.actions.iter().filter(|action| action.is_trigger) {
        // Every action of a plan can be switched off.
        let _ = calm.switch_off(&plan, &action.id);
    }
    let calm = machine.run(&calm);
    let fails: Vec<&str> = plan
        .columns
        .iter()
        .enumerate()
        .filter_map(|(number, column)| {
            let component = column.name.strip_suffix(".error")?;
            (worst(&calm, number) >= ONSET).then_some(component)
        })
        .collect();
    out.push_str(&list("\nfails even without the trigger: ", &fails));
    Ok(out.trim_end().to_owned() + "\n")
}

/// The largest value of a column.
fn worst(recording: &Recording, column: usize) -> f64 {
    recording.column(column).fold(0.0, f64::max)
}

/// The names of what does not hold.
fn missing<'n>(holds: impl Iterator<Item = bool>, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    holds.zip(names).filter(|(holds, _)| !holds).map(|(_, name)| name).collect()
}

/// A list after what it is of; nothing when it is empty.
fn list(of: &str, names: &[&str]) -> String {
    if names.is_empty() { String::new() } else { format!("{of}{}", names.join(", ")) }
}

fn told(problem: outage_compile::Problem) -> Problem {
    let place = match (problem.text.as_str(), problem.place.as_str()) {
        ("", place) => place.to_owned(),
        (text, place) => format!("{text}, {place}"),
    };
    Problem { line: Some(problem.line), place, message: problem.message, hint: problem.hint }
}
