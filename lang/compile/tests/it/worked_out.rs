//! Parameters whose values are worked out from others.

use super::{clock, run, set, values};
use outage_compile::compile;
use outage_plan::{Plan, ReceiptKind};
use outage_run::{InputProblem, Inputs};

/// A fleet whose limit leaves room for some more servers.
fn fleet(servers: &str, limit: &str) -> String {
    format!(
        "status = \"draft\"\nequations = '''\nneeded = base + per_peer * (fleet.servers - 1 server)\n\
         spare = fleet.limit - needed\n'''\n[parameters]\nbase = \"100 threads\"\nper_peer = \"2 threads/server\"\n\
         [[kind]]\nname = \"fleet\"\nparameters = {{ servers = {{ unit = \"servers\", range = [1, 1e6] }}, \
         limit = {{ unit = \"threads\", range = [0, 1e7] }}, spare = \"40 threads\", per_server = {{ value = \"max(spare, base) / 2\", unit = \"threads\" }} }}\n\
         equations = \"free = limit - spare\"\n\
         [[component]]\nid = \"fleet\"\nkind = \"fleet\"\n[component.parameters]\nservers = {servers}\nlimit = {limit}\n{}",
        clock("1 min")
    )
}

const LIMIT: &str = "{ value = \"base + per_peer * (servers - 1 server) + spare\", knob = [1, 100000, 1] }";

fn value(plan: &Plan, name: &str) -> f64 {
    let number = plan.parameter(name).unwrap_or_else(|| panic!("there is no parameter {name}"));
    plan.parameters[number].value
}

#[test]
fn a_value_is_worked_out_from_others_wherever_they_stand() {
    let text = fleet("\"500 servers\"", LIMIT);
    assert_eq!(values(&run(&text), "spare").first(), Some(&40.0), "{text}");
    let plan = compile(&text).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(value(&plan, "fleet.limit"), 100.0 + 2.0 * 499.0 + 40.0);
    assert_eq!(value(&plan, "fleet.per_server"), 50.0, "the neutral value of a kind");
    // It follows what the file says, whatever that is.
    let larger = compile(&fleet("\"600 servers\"", LIMIT)).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(value(&larger, "fleet.limit"), value(&plan, "fleet.limit") + 200.0);
}

#[test]
fn a_slider_of_one_does_not_move_the_other() -> Result<(), InputProblem> {
    let plan = compile(&fleet("{ value = \"500 servers\", knob = [1, 1000, 1] }", LIMIT));
    let plan = plan.unwrap_or_else(|problems| panic!("{problems}"));
    let column = plan.column("spare").unwrap_or_default();
    let mut inputs = Inputs::default();
    set(&mut inputs, &plan, "fleet.servers", 510.0)?;
    assert_eq!(outage_run::run(&plan, &inputs).column(column)[0], 20.0);
    // It is a parameter like any other.
    set(&mut inputs, &plan, "fleet.limit", 2000.0)?;
    assert_eq!(outage_run::run(&plan, &inputs).column(column)[0], 2000.0 - 100.0 - 2.0 * 509.0);
    Ok(())
}

#[test]
fn what_is_worked_out_is_derived() {
    let plan = compile(&fleet("\"500 servers\"", LIMIT)).unwrap_or_else(|problems| panic!("{problems}"));
    let kind = |name: &str| {
        let number = plan.parameter(name).unwrap_or_default();
        plan.parameters[number].receipt.as_ref().map(|receipt| receipt.kind)
    };
    assert_eq!(kind("fleet.limit"), Some(ReceiptKind::Derived));
    assert_eq!(kind("fleet.servers"), Some(ReceiptKind::Assumed), "in a draft what has no receipt is assumed");
}

#[test]
fn a_chain_is_worked_out_in_its_order() {
    let text = format!(
        "status = \"draft\"\nequations = \"z = first\"\n[parameters]\nfirst = \"second * 2\"\nsecond = \"third + 1\"\nthird = 3\n{}",
        clock("1 min")
    );
    assert_eq!(values(&run(&text), "z").first(), Some(&8.0));
}
