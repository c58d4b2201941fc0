//! What is compiled otherwise than the text says.

use crate::small;
use outage_compile::{Instead, LIBRARY, Options, compile_with, outline};
use outage_plan::Plan;
use outage_run::{Inputs, run};

/// The plan of a text with something otherwise.
fn plan(text: &str, instead: Instead) -> Plan {
    let options = Options { instead, ..Options::default() };
    compile_with(&LIBRARY, text, &options).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The last value of a column.
fn last(plan: &Plan, column: &str) -> f64 {
    let number = plan.column(column).unwrap_or_else(|| panic!("there is no {column}"));
    run(plan, &Inputs::default()).column(number).last().copied().unwrap_or(f64::NAN)
}

const TWO: &str =
    "rate = { value = \"2 jobs/h\", knob = [1, 3, 1] }\nlimit = { value = \"rate * 10 h\", unit = \"jobs\" }";

fn jobs() -> String {
    small("1 min", "done = rate * 2 h\nmost = limit", &format!("[parameters]\n{TWO}\n"))
}

#[test]
fn a_value_is_another_and_what_is_worked_out_from_it_follows() {
    let usual = plan(&jobs(), Instead::default());
    assert_eq!((last(&usual, "done"), last(&usual, "most")), (4.0, 20.0));
    // In the unit of the parameter, and further than its slider goes.
    let faster = plan(&jobs(), Instead { values: [("rate".to_owned(), 6.0)].into(), ..Instead::default() });
    assert_eq!((last(&faster, "done"), last(&faster, "most")), (12.0, 60.0));
    assert_eq!(faster.parameters[0].value, 6.0);
    let other = plan(&jobs(), Instead { values: [("limit".to_owned(), 7.0)].into(), ..Instead::default() });
    assert_eq!((last(&other, "done"), last(&other, "most")), (4.0, 7.0));
}

#[test]
fn a_step_is_of_another_length() {
    let finer = plan(&jobs(), Instead { step: Some(0.25), ..Instead::default() });
    assert_eq!((finer.step, finer.moments()), (0.25, 481));
}

#[test]
fn a_group_is_of_another_size() {
    let text = small("1 min", "places = sum(1 + 0 * server.index)", "[cohorts]\nserver = 8\n");
    assert_eq!(outline(&text).groups, [("server".to_owned(), 8)]);
    assert_eq!(last(&plan(&text, Instead::default()), "places"), 8.0);
    let more = Instead { groups: [("server".to_owned(), 20)].into(), ..Instead::default() };
    assert_eq!(last(&plan(&text, more), "places"), 20.0);
}

/// A shop on a store that fails.
const SHOP: &str = "\
[[kind]]
name = \"store\"
offers = [\"error\", \"latency\", \"sends\"]
equations = '''
error = if now > 0 min then 50% else 0
latency = 1 s
sends = 1 + sum(callers.extra)
'''
[[component]]
id = \"the-store\"
kind = \"store\"
[[component]]
id = \"shop\"
kind = \"service\"
parameters = { base_latency = \"1 s\", timeout = \"2 s\" }
[[component.needs]]
on = \"the-store\"
kind = \"hard\"
";

#[test]
fn nobody_feels_a_dependency_that_is_left_out() {
    let text = small("1 min", "felt = shop.error", SHOP);
    assert_eq!(last(&plan(&text, Instead::default()), "felt"), 0.5);
    let alone = Instead { without: ["shop.the_store".to_owned()].into(), ..Instead::default() };
    assert_eq!(last(&plan(&text, alone), "felt"), 0.0);
}

#[test]
fn an_outline_names_what_is_worked_out() {
    assert_eq!(outline(&jobs()).worked_out, ["limit"]);
    assert_eq!(outline("this is no outage"), outage_compile::Outline::default());
}
