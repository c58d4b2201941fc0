//! Outages that no engine was made for: they are told in the language alone, with kinds of the library and their own.

use super::set;
use outage_compile::{compile, kinds};
use outage_plan::Plan;
use outage_run::{Inputs, Judgement, Machine, Recording, judge};

/// Each outage with its text.
const OUTAGES: [(&str, &str); 2] = [
    ("google-cloud-2025", include_str!("../../../../scenarios/google-cloud-2025.toml")),
    ("cloudflare-2025", include_str!("../../../../scenarios/cloudflare-2025.toml")),
];

fn plan(name: &str, text: &str) -> Plan {
    compile(text).unwrap_or_else(|problems| panic!("{name}: {problems}"))
}

fn judged(plan: &Plan) -> Vec<Judgement> {
    let day = Machine::new(plan).run(&Inputs::default());
    assert_eq!(day.first_nan(), None);
    judge(plan, &Inputs::default(), &day)
}

fn column<'r>(recording: &'r Recording, plan: &Plan, name: &str) -> impl Iterator<Item = f64> + use<'r> {
    let column = plan.column(name).unwrap_or_else(|| panic!("there is no column {name}"));
    recording.column(column).iter().copied()
}

/// A day with one parameter of another value.
fn with(plan: &Plan, parameter: &str, value: f64) -> Recording {
    let mut inputs = Inputs::default();
    set(&mut inputs, plan, parameter, value).expect("the parameter exists");
    Machine::new(plan).run(&inputs)
}

/// The first time, in minutes since the trigger, after which something stays below a bound.
fn over(recording: &Recording, plan: &Plan, name: &str, bound: f64) -> Option<f64> {
    let values: Vec<f64> = column(recording, plan, name).collect();
    let last = values.iter().rposition(|value| *value >= bound)?;
    (last + 1 < values.len()).then(|| recording.time(last + 1))
}

#[test]
fn all_facts_are_reproduced() {
    for (name, text) in OUTAGES {
        let plan = plan(name, text);
        let missed: Vec<String> = plan
            .facts
            .iter()
            .zip(judged(&plan))
            .filter(|(_, found)| !found.reproduced)
            .map(|(fact, found)| format!("{} ({:?})", fact.id, found.simulated))
            .collect();
        assert!(missed.is_empty(), "{name}: {missed:?}");
        assert!(plan.facts.len() >= 8, "{name}");
    }
}

#[test]
fn whatever_was_proposed_and_done_changes_something() {
    for (name, text) in OUTAGES {
        let plan = plan(name, text);
        let mut machine = Machine::new(&plan);
        let day = machine.run(&Inputs::default());
        for remediation in &plan.remediations {
            let mut inputs = Inputs::default();
            inputs.fix(&plan, &remediation.id).expect("the remediation exists");
            assert_ne!(machine.run(&inputs).digest(), day.digest(), "{name}: {}", remediation.id);
        }
        for action in &plan.actions {
            let mut inputs = Inputs::default();
            inputs.switch_off(&plan, &action.id).expect("the action exists");
            assert_ne!(machine.run(&inputs).digest(), day.digest(), "{name}: {}", action.id);
        }
    }
}

#[test]
fn every_guess_is_plausible() {
    for (name, text) in OUTAGES {
        for parameter in plan(name, text).parameters.iter() {
            let Some((low, high)) = parameter.receipt.as_ref().and_then(|receipt| receipt.plausible) else { continue };
            let (id, value) = (&parameter.id, parameter.value);
            assert!((low..=high).contains(&value), "{name}: {id} is {value}, plausible from {low} to {high}");
        }
    }
}

#[test]
fn what_is_to_be_tried_first_does_what_it_says() {
    let google = google();
    let mut inputs = Inputs::default();
    inputs.set(&google, "service-control.backoff", "exponential").expect("it is a knob");
    let end = |inputs: &Inputs| over(&Machine::new(&google).run(inputs), &google, "central.error", 0.01);
    let (usual, sooner) = (end(&Inputs::default()).expect("it recovers"), end(&inputs).expect("it recovers"));
    assert!(usual - sooner > 90.0, "{usual} {sooner}");
    let cloudflare = cloudflare();
    let largest =
        |limit| column(&with(&cloudflare, "proxy.limit", limit), &cloudflare, "proxy.error").fold(0.0, f64::max);
    assert!(largest(235.0) > 0.5 && largest(240.0) < 1e-9);
}

#[test]
fn a_shared_store_slows_as_a_pool_does() {
    // More and more ask, from nobody to ten times as many as the store can answer in time.
    let text = |jitter: &str| {
        format!(
            r#"format = 2
status = "draft"
equations = '''
asking = 10 tasks / 1 min * now
room   = limit * read

pool store
  workers:  room / 1 task
  work:     read
  arrivals: asking / (store.response + pause) / 1 task
  limit:    100000
  deadline: deadline
  jitter:   {jitter}

solved   = store.slowdown
crowd    = asking / room
slowed   = max(1, min(crowd - pause / read, crowd * deadline / (deadline + pause)))
'''

[parameters]
limit    = "90 tasks/min"
read     = "30 s"
deadline = "180 s"
pause    = "90 s"

[clock]
trigger = "10:00"
from = "10:00"
until = "16:40"
step = "1 min"
"#
        )
    };
    let line = "slowed   = max(1, min(crowd - pause / read, crowd * deadline / (deadline + pause)))\n";
    let kind = kinds().into_iter().find(|kind| kind.name == "shared-store").expect("it is in the library");
    assert!(kind.text.contains(line) && text("0.01").contains(line), "both say the same");
    let plan = plan("a store", &text("0.01"));
    let day = Machine::new(&plan).run(&Inputs::default());
    let mut slow = 0;
    for (formula, solved) in column(&day, &plan, "slowed").zip(column(&day, &plan, "solved")) {
        assert!((formula - solved).abs() <= 0.02 * solved, "{formula} {solved}");
        slow += usize::from(solved > 2.0);
    }
    assert!(slow > 300, "{slow}");
}

#[test]
fn tries_that_fail_for_one_cause_fail_together_and_add_load() {
    // A shop that fails half of its calls; callers who bring a fifth of its load try each call some times.
    let text = |attempts: u32, lasting: f64| {
        format!(
            r#"status = "draft"
[clock]
trigger = "10:00"
from = "10:00"
until = "10:30"
step = "1 min"

[[kind]]
name = "shop"
parameters = {{ failing = {{ value = 0.5, range = [0, 1] }} }}
offers = ["error", "latency", "offered", "sends", "backlog", "fill"]
equations = """
error   = failing
latency : s = 1 s
offered = 1 + sum(callers.extra)
sends   = offered
backlog = 0 min
fill    = 0
"""

[[component]]
id = "shop"
kind = "shop"

[[component]]
id = "site"
kind = "service"
parameters = {{ base_latency = "10 ms", timeout = "5 s" }}
[[component.needs]]
on = "shop"
kind = "hard"
parameters = {{ attempts = {attempts}, lasting = {lasting}, weight = 0.2 }}

[record]
fails = "site.error"
load = "shop.offered"
"#
        )
    };
    // Share of the requests that fail, and load on the shop: on paper.
    for (attempts, lasting, fails, load) in
        [(1, 0.0, 0.5, 1.0), (3, 0.0, 0.125, 1.15), (3, 1.0, 0.5, 1.2), (10, 1.0, 0.5, 1.9), (2, 0.5, 0.333_333, 1.1)]
    {
        let plan = plan("a shop", &text(attempts, lasting));
        let day = Machine::new(&plan).run(&Inputs::default());
        let last = |name: &str| column(&day, &plan, name).last().unwrap_or(f64::NAN);
        assert!((last("fails") - fails).abs() < 1e-5, "{attempts}, {lasting}: {}", last("fails"));
        assert!((last("load") - load).abs() < 1e-5, "{attempts}, {lasting}: {}", last("load"));
    }
}

#[test]
fn the_library_lists_what_outages_share() {
    let names: Vec<String> = kinds().into_iter().map(|kind| kind.name).collect();
    for name in ["rollout", "config-push", "config-fleet", "shared-store", "restart-fleet", "station"] {
        assert!(names.iter().any(|known| known == name), "{name} in {names:?}");
    }
}

// ---------------------------------------------------------------- Google Cloud, 12 June 2025

fn google() -> Plan {
    plan("google-cloud-2025", OUTAGES[0].1)
}

#[test]
fn starting_faster_than_the_table_can_feed_brings_the_herd_back() {
    let plan = google();
    let end = |throttle| over(&with(&plan, "service_control.throttle", throttle), &plan, "central.error", 0.01);
    let (usual, faster) = (end(0.1).expect("it recovers"), end(0.5).expect("it recovers"));
    assert!(faster < usual - 30.0, "{faster} {usual}");
    let herd = with(&plan, "service_control.throttle", 6.0);
    assert_eq!(over(&herd, &plan, "central.error", 0.01), None, "the table is overloaded again");
}

#[test]
fn the_herd_needs_a_table_that_is_small_for_its_region() {
    let plan = google();
    // With room in proportion to the region, and more of it, no region needs any help.
    let mut inputs = Inputs::default();
    for (name, value) in [("policy_tables.scales", 1.0), ("policy_tables.reads", 200.0)] {
        set(&mut inputs, &plan, name, value).expect("the parameter exists");
    }
    inputs.switch_off(&plan, "throttle-starts").expect("the action exists");
    let day = Machine::new(&plan).run(&inputs);
    let end = over(&day, &plan, "service_control.error", 0.01);
    assert!(end.is_some_and(|end| end < 60.0), "{end:?}");
}

#[test]
fn a_halted_replication_stays_in_one_region() {
    let plan = google();
    let mut inputs = Inputs::default();
    inputs.fix(&plan, "incremental-replication").expect("the remediation exists");
    let day = Machine::new(&plan).run(&inputs);
    let reached = column(&day, &plan, "policy_data.reached").fold(0.0, f64::max);
    assert!(reached > 0.0 && reached < 2.0 / 40.0, "{reached}");
    assert_eq!(column(&day, &plan, "policy_data.halted").last(), Some(1.0));
    assert!(column(&day, &plan, "apis.error").fold(0.0, f64::max) < 0.1);
}

// ---------------------------------------------------------------- Cloudflare, 18 November 2025

fn cloudflare() -> Plan {
    plan("cloudflare-2025", OUTAGES[1].1)
}

/// The file as it is every five minutes, and whether it is too large.
fn files(day: &Recording, plan: &Plan) -> Vec<bool> {
    let size: Vec<f64> = column(day, plan, "feature_file.size").collect();
    size.iter().step_by(20).map(|size| *size > 200.0).collect()
}

#[test]
fn good_and_bad_files_alternate_until_every_node_has_changed() {
    let plan = cloudflare();
    let day = Machine::new(&plan).run(&Inputs::default());
    let files = files(&day, &plan);
    let first = files.iter().position(|bad| *bad).expect("one is bad");
    let last_good = files.iter().rposition(|bad| !bad).expect("one is good");
    // The run begins at 10:30; the change begins at 11:05 and is everywhere 90 minutes later.
    let (begins, ends) = (35 / 5, (35 + 90) / 5);
    assert!(begins < first && first < last_good && last_good < ends, "{first} {last_good}");
    let turns = files[first..=last_good].windows(2).filter(|pair| pair[0] != pair[1]).count();
    assert!(turns >= 5, "{turns}");
}

#[test]
fn no_order_of_nodes_is_chosen_to_fit() {
    let plan = cloudflare();
    let (mut alternating, mut near) = (0, 0);
    for first_node in 0..20 {
        let day = with(&plan, "feature_file.first_node", f64::from(first_node) / 20.0);
        let bad = files(&day, &plan);
        let rises = bad.windows(2).filter(|pair| !pair[0] && pair[1]).count();
        alternating += usize::from(rises >= 3);
        let error: Vec<f64> = column(&day, &plan, "proxy.error").collect();
        let onset = error.iter().position(|error| *error >= 0.02).map_or(f64::NAN, |moment| day.time(moment));
        near += usize::from((onset - 23.0).abs() <= 10.0);
    }
    assert_eq!(alternating, 20, "whichever node is asked first, files alternate");
    assert!(near >= 12, "the first errors come within ten minutes of the record for {near} of 20");
}

#[test]
fn a_slower_change_is_a_longer_alternation() {
    let plan = cloudflare();
    let last_good = |minutes| {
        let day = with(&plan, "permissions.takes", minutes);
        files(&day, &plan).iter().rposition(|bad| !bad).unwrap_or(0)
    };
    assert!(last_good(30.0) < last_good(90.0) && last_good(90.0) < last_good(180.0));
}

#[test]
fn a_file_that_is_tried_first_stays_on_few_machines() {
    let plan = cloudflare();
    let mut inputs = Inputs::default();
    inputs.fix(&plan, "controlled-rollout").expect("the remediation exists");
    let day = Machine::new(&plan).run(&inputs);
    let worst = column(&day, &plan, "proxy.too_large").fold(0.0, f64::max);
    assert!(worst > 0.0 && worst < 0.05, "{worst}");
}

#[test]
fn logins_fail_again_when_everybody_comes_back() {
    let plan = cloudflare();
    // With room for all who come back, there is no second time.
    let day = with(&plan, "dashboard.capacity", 6.0);
    assert!(column(&day, &plan, "dashboard.refused").fold(0.0, f64::max) < 1e-9);
    let day = Machine::new(&plan).run(&Inputs::default());
    let backlog = column(&day, &plan, "logins.offered").fold(0.0, f64::max);
    assert!(backlog > 2.0, "{backlog}");
}

#[test]
fn an_outage_with_a_name_like_the_key_of_a_session_is_an_outage() {
    use outage_compile::is_session;
    assert!(is_session("# ours\nsession = 1\nid = \"ours\"\n[[step]]\n"));
    for text in ["equations = '''\nsession = 5 min\n'''\n", "format = 2\n[clock]\nsession = 1\n", "sessions = 1\n", ""]
    {
        assert!(!is_session(text), "{text}");
    }
}
