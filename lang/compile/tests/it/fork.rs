//! Forks of small models, whose every number is known.

#![allow(clippy::disallowed_methods, reason = "what is expected is known to fewer digits than platforms differ in")]

use super::{plan, rehearsed, run, set, small};
use outage_plan::Plan;
use outage_run::{Inputs, Machine, What, why};

/// A column of the run in which parameters have other values from a time on.
fn forked(plan: &Plan, at: f64, changes: &[(&str, f64)], column: &str) -> Vec<f64> {
    let mut inputs = Inputs::default().forked(at);
    changes.iter().for_each(|(name, value)| set(&mut inputs, plan, name, *value).expect("it may be set"));
    Machine::new(plan).run(&inputs).column(plan.column(column).expect("it is recorded")).to_vec()
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} is not {expected}");
}

#[test]
fn a_rate_changes_at_the_fork_and_what_it_made_until_then_stays() {
    let text = small(
        "1 min",
        "stock left = full\n  out: left at rate rate",
        "[parameters]\nrate = \"0.1 1/min\"\nfull = 100\n",
    );
    let plan = plan(&text);
    let left = forked(&plan, 20.0, &[("rate", 0.3)], "left");
    near(left[20], 100.0 * (-2.0f64).exp());
    // The step after the moment of the fork is the first with the new rate.
    near(left[21], left[20] * (-0.1f64).exp());
    near(left[30], left[21] * (-2.7f64).exp());
    // What the stock begins with cannot be changed any more.
    assert_eq!(forked(&plan, 20.0, &[("full", 50.0)], "left"), super::values(&run(&text), "left"));
    let later = |name: &str| plan.matters_later(plan.parameter(name).expect("there is one"));
    assert!(later("rate") && !later("full"));
}

#[test]
fn rounds_of_another_length_begin_at_the_fork() {
    let text = "sample seen[server] = 0 min\n  every period: tick\nlag = now - mean(seen)";
    let more = "[parameters]\nperiod = \"60 min\"\n[cohorts]\nserver = 64\n";
    let plan = plan(&small("1 min", text, more));
    let shorter = forked(&plan, 70.0, &[("period", 4.0)], "lag");
    assert!((shorter[70] - 30.0).abs() < 1.0 && shorter[76] < 3.0, "{shorter:?}");
    // With longer rounds everybody still has a turn within one of them.
    let longer = forked(&plan, 30.0, &[("period", 80.0)], "lag");
    assert!(longer[30..].iter().all(|lag| *lag < 80.0), "{longer:?}");
}

#[test]
fn an_action_under_way_goes_on_from_the_new_value_and_one_that_is_over_is_overruled() {
    let more = "[parameters]\nlevel = 0\nother = 0\n[[action]]\nid = \"raise\"\nat = \"10:10\"\nover = \"20 min\"\nset = { level = 100 }\n\
                [[action]]\nid = \"set\"\nat = \"10:05\"\nset = { other = 7 }\n";
    let plan = plan(&small("1 min", "now_level = level\nnow_other = other", more));
    let level = forked(&plan, 19.0, &[("level", 40.0)], "now_level");
    near(level[19], 45.0);
    near(level[20], 70.0);
    near(level[30], 100.0);
    let other = forked(&plan, 19.0, &[("other", 3.0)], "now_other");
    assert_eq!((other[4], other[5], other[19], other[20]), (0.0, 7.0, 7.0, 3.0));
}

#[test]
fn what_operators_did_before_a_fork_stays_and_the_rest_can_be_moved() {
    let more = "[parameters]\na = 0\nb = 0\n[[action]]\nid = \"first\"\nat = \"10:10\"\nset = { a = 1 }\n\
                [[action]]\nid = \"second\"\nat = \"10:40\"\nset = { b = 1 }\n";
    let plan = plan(&small("1 min", "now_a = a\nnow_b = b", more));
    let action = |id: &str| plan.action(id).expect("there is one");
    let mut inputs = Inputs::default().forked(20.0);
    inputs.switch_off(&plan, "first").expect("there is one");
    inputs.move_action(&plan, action("second"), 12.0);
    let recording = Machine::new(&plan).run(&inputs);
    assert_eq!(recording.action(action("first")), Some((10.0, 10.0)), "it had happened");
    assert_eq!(recording.action(action("second")), Some((21.0, 21.0)), "not before the fork");
    assert_eq!(recording.setting(plan.parameter("b").expect("there is one"), 21.0), 1.0);
}

/// A shop that a change harms until something protects it.
fn guarded() -> Plan {
    rehearsed("guard = 0", "max(0, harm - guard)", 1.0)
}

#[test]
fn what_was_refused_before_a_fork_stays_refused_unless_its_time_comes_again() {
    let plan = guarded();
    let begun = |at: f64, guard: f64, moved: Option<f64>| {
        let mut inputs = Inputs::default();
        inputs.fix(&plan, "try-first").expect("there is one");
        let mut inputs = inputs.forked(at);
        set(&mut inputs, &plan, "guard", guard).expect("it may be set");
        moved.into_iter().for_each(|at| inputs.move_action(&plan, 0, at));
        let recording = Machine::new(&plan).run(&inputs);
        let refused = recording.events().iter().filter(|event| matches!(event.what, What::ActionRefused(0)));
        (recording.action(0).map(|(begun, _)| begun), refused.map(|event| event.at).collect::<Vec<_>>())
    };
    // It would have begun at 10; what comes at 20 makes it harmless, which is too late for it.
    assert_eq!(begun(20.0, 1.0, None), (None, vec![0.0]));
    assert_eq!(begun(20.0, 1.0, Some(15.0)), (None, vec![0.0]), "moved to what is over");
    assert_eq!(begun(20.0, 1.0, Some(40.0)).0, Some(40.0), "a time of its own after the fork");
    assert_eq!(begun(20.0, 0.0, Some(40.0)).0, None, "which is rehearsed as well");
    assert_eq!(begun(5.0, 1.0, None).0, Some(10.0), "its time is still to come");
    // Moved to an earlier time before the fork only, it comes at its own one, which is still to come.
    let mut early = Inputs::default();
    early.fix(&plan, "try-first").expect("there is one");
    early.move_action(&plan, 0, 5.0);
    let mut usual = early.forked(8.0);
    usual.events = Inputs::default().events;
    set(&mut usual, &plan, "guard", 1.0).expect("it may be set");
    assert_eq!(Machine::new(&plan).run(&usual).action(0).map(|(begun, _)| begun), Some(10.0));
    // Whoever gives up the remediation at the fork does not get the change back by it.
    let mut inputs = Inputs::default();
    inputs.fix(&plan, "try-first").expect("there is one");
    let mut without = inputs.forked(20.0);
    without.fixes = Inputs::default().fixes;
    assert_eq!(Machine::new(&plan).run(&without).action(0), None);
}

#[test]
fn what_begins_at_a_fork_is_told_and_explains_what_nothing_else_does() {
    let plan = guarded();
    let told = |inputs: &Inputs| {
        let chain = why(&plan, &Machine::new(&plan).run(inputs), 0, 60.0).chain;
        chain.into_iter().map(|link| (link.at, link.text)).collect::<Vec<_>>()
    };
    let fork = (20.0, "The changes begin".to_owned());
    let mut calm = Inputs::default();
    calm.switch_off(&plan, "change").expect("there is one");
    let mut harmed = calm.forked(20.0);
    set(&mut harmed, &plan, "harm", 1.0).expect("it may be set");
    assert_eq!(told(&harmed), [fork.clone(), (21.0, "requests begin to fail".into())]);
    let mut moved = calm.forked(20.0);
    moved.move_action(&plan, 0, 40.0);
    assert_eq!(told(&moved), [fork, (40.0, "Change begins".into()), (40.0, "requests begin to fail".into())]);
    // What has a cause of its own keeps it, and a fork that changes nothing is no event.
    let mut idle = Inputs::default().forked(20.0);
    assert_eq!(Machine::new(&plan).run(&idle), Machine::new(&plan).run(&Inputs::default()));
    set(&mut idle, &plan, "guard", 0.5).expect("it may be set");
    assert_eq!(told(&idle), [(10.0, "Change begins".into()), (10.0, "requests begin to fail".into())]);
    let recording = Machine::new(&plan).run(&idle);
    let forks: Vec<f64> =
        recording.events().iter().filter(|event| event.what == What::Forked).map(|event| event.at).collect();
    assert_eq!(forks, [20.0]);
}
