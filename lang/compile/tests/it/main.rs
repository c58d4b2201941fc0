//! Tests of the language through its front door: text in, recording out.

mod closed_forms;
mod convergence;
mod dynamodb;
mod edit;
mod fork;
mod instead;
mod kinesis_2020;
mod kinesis_2024;
mod library;
mod luck;
mod messages;
mod outside;
mod properties;
mod sheet;
mod worked_out;

use outage_compile::{LIBRARY, Options, Recorded, compile, compile_with};
use outage_plan::Plan;
use outage_run::{InputProblem, Inputs, Machine, Recording};

/// A clock for a day of two hours, with a step.
fn clock(step: &str) -> String {
    format!("[clock]\ntrigger = \"10:00\"\nfrom = \"10:00\"\nuntil = \"12:00\"\nstep = \"{step}\"\n")
}

/// A model without components, of some equations and further lines of the file.
fn small(step: &str, equations: &str, more: &str) -> String {
    format!("equations = '''\n{equations}\n'''\nstatus = \"draft\"\n{}{more}", clock(step))
}

/// A shop of which an expression fails, harmed by a change that its operators rehearse.
fn rehearsed(parameters: &str, failing: &str, harm: f64) -> Plan {
    plan(&format!(
        r#"status = "draft"
{}
[parameters]
harm = 0
{parameters}
[[kind]]
name = "shop"
needs = ["failing"]
offers = ["error"]
equations = "error = failing"
[[component]]
id = "shop"
kind = "shop"
with = {{ failing = "{failing}" }}
[[action]]
id = "change"
at = "10:10"
set = {{ harm = {harm} }}
[[remediation]]
id = "try-first"
rehearse = "change"
"#,
        clock("1 min")
    ))
}

/// The plan of a text that has no problems; everything that has a name is recorded.
fn plan(text: &str) -> Plan {
    plan_with(&[], text)
}

/// The same, with the kinds of some texts.
fn plan_with(library: &[(&str, &str)], text: &str) -> Plan {
    let options = Options { record: Recorded::Everything, free: None, ..Options::default() };
    compile_with(library, text, &options).unwrap_or_else(|problems| panic!("{problems}\n{text}"))
}

/// A run of a text, and its plan.
fn run(text: &str) -> (Recording, Plan) {
    ran(plan(text))
}

/// A run of a text that uses kinds of the library, and its plan.
fn run_with_library(text: &str) -> (Recording, Plan) {
    ran(plan_with(&LIBRARY, text))
}

fn ran(plan: Plan) -> (Recording, Plan) {
    (Machine::new(&plan).run(&Inputs::default()), plan)
}

/// The values of a column.
fn values(run: &(Recording, Plan), name: &str) -> Vec<f64> {
    let column = run.1.column(name).unwrap_or_else(|| panic!("there is no column {name}"));
    run.0.column(column).to_vec()
}

/// The value of a column at a time in minutes since the trigger.
fn at(run: &(Recording, Plan), name: &str, minutes: f64) -> f64 {
    let moment = ((minutes - run.1.span.0) / run.1.step).round() as usize;
    values(run, name)[moment]
}

/// The plan of an outage that is written in the language.
fn plan_of(name: &str) -> Plan {
    let path = format!("{}/../../scenarios/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|problem| panic!("{path}: {problem}"));
    compile(&text).unwrap_or_else(|problems| panic!("{problems}"))
}

/// Sets a parameter, whether it is a knob or not.
fn set(inputs: &mut Inputs, plan: &Plan, name: &str, value: f64) -> Result<(), InputProblem> {
    let parameter = plan.parameter(name).unwrap_or_else(|| panic!("there is no parameter {name}"));
    inputs.set_value(plan, parameter, value)
}
