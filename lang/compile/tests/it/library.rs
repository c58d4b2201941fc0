//! The kinds of the library against theory: small made-up outages whose outcome is known in closed form.

#![allow(clippy::disallowed_methods, reason = "what is expected is known to fewer digits than platforms differ in")]

mod callers;
mod fleets;
mod needs;

use super::{at, clock, run_with_library, values};
use outage_plan::Plan;
use outage_run::Recording;

type Run = (Recording, Plan);

/// A run of an outage; these signals of a component are recorded even if they stay as they are.
fn run(text: &str, component: &str, signals: &str) -> Run {
    let names: Vec<String> = signals.split(' ').map(|signal| format!("\"{component}.{signal}\"")).collect();
    let recorded: Vec<String> = names.iter().map(|name| format!("{name} = {name}")).collect();
    run_with_library(&format!("record = {{ {} }}\n{text}", recorded.join(", ")))
}

/// What any component has.
const SIGNALS: &str = "error latency backlog fill";

/// Something whose calls fail as `failing` says.
const BROKEN: &str = r#"
[[kind]]
name = "broken"
needs = ["failing"]
offers = ["error", "latency"]
equations = '''
error = failing
latency : s = 2 s
'''
"#;

/// The parameters that a service has to be given.
const TIMES: &str = "base_latency = \"100 ms\"\ntimeout = \"10 s\"\n";

/// A day of two hours with something that fails as an expression says, and the components of `more`.
fn outage(step: &str, failing: &str, more: &str) -> String {
    format!(
        "status = \"draft\"\n{}{BROKEN}\n[[component]]\nid = \"callee\"\nkind = \"broken\"\nwith = {{ failing = \"{failing}\" }}\n{more}",
        clock(step)
    )
}

/// A service that needs what is broken, through a dependency of a kind with some parameters.
fn caller(kind: &str, parameters: &str) -> String {
    format!(
        "[[component]]\nid = \"caller\"\nkind = \"service\"\n[component.parameters]\n{TIMES}[[component.needs]]\nname = \"call\"\non = \"callee\"\nkind = \"{kind}\"\n[component.needs.parameters]\n{parameters}\n"
    )
}

fn through(kind: &str, parameters: &str, step: &str, failing: &str) -> Run {
    run(&outage(step, failing, &caller(kind, parameters)), "caller", "error latency backlog fill late")
}

fn near(found: f64, expected: f64, by: f64) {
    assert!((found - expected).abs() <= by, "{found} is not {expected}");
}

/// The first time at which a column is at least so much.
fn reaches(run: &Run, name: &str, bound: f64) -> Option<f64> {
    values(run, name).iter().position(|value| *value >= bound).map(|moment| run.0.time(moment))
}

/// The last time at which a column is at least so much.
fn last(run: &Run, name: &str, bound: f64) -> Option<f64> {
    values(run, name).iter().rposition(|value| *value >= bound).map(|moment| run.0.time(moment))
}
