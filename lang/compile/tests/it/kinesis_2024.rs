//! Kinesis 2024 in the language: what the record says, in the order in which it says it, whatever the length of a step.

use super::set;
use outage_compile::{LIBRARY, Options, compile_with};
use outage_plan::{Documented, Plan};

use outage_run::{Inputs, Judgement, Recording, Simulated, judge, run};
use toml::de::{DeTable, DeValue};

const TEXT: &str = include_str!("../../../../scenarios/kinesis-2024.toml");

/// From late status messages to errors, each before the next.
const CHAIN: [&str; 5] = ["K24-C4b", "K24-C5", "K24-C5b", "K24-C5c", "K24-T2"];

/// An outage, ready to be asked.
struct Day {
    plan: Plan,
    inputs: Inputs,
}

impl Day {
    fn new(text: &str) -> Self {
        let options = Options::default();
        let plan = compile_with(&LIBRARY, text, &options).unwrap_or_else(|problems| panic!("{problems}"));
        Self { plan, inputs: Inputs::default() }
    }

    fn with(mut self, name: &str, value: f64) -> Self {
        set(&mut self.inputs, &self.plan, name, value).unwrap_or_else(|problem| panic!("{problem}"));
        self
    }

    fn without(mut self, action: &str) -> Self {
        self.inputs.switch_off(&self.plan, action).unwrap_or_else(|problem| panic!("{problem}"));
        self
    }

    /// With an action at another time of day.
    fn moved(mut self, action: &str, at: &str) -> Self {
        self.inputs.move_to(&self.plan, action, at).unwrap_or_else(|problem| panic!("{problem}"));
        self
    }

    fn run(&self) -> Recording {
        let recording = run(&self.plan, &self.inputs);
        assert_eq!(recording.first_nan(), None);
        recording
    }

    fn peak(&self, column: &str) -> f64 {
        let recording = self.run();
        values(&recording, &self.plan, column).fold(0.0, f64::max)
    }

    /// The first and the last moment at which a column is at least so much, in minutes since the trigger.
    fn span(&self, column: &str, bound: f64) -> Option<(f64, f64)> {
        let recording = self.run();
        let values: Vec<f64> = values(&recording, &self.plan, column).collect();
        let first = values.iter().position(|value| *value >= bound)?;
        let last = values.iter().rposition(|value| *value >= bound)?;
        Some((recording.time(first), recording.time(last)))
    }

    fn judged(&self) -> Vec<Judgement> {
        let recording = self.run();
        judge(&self.plan, &self.inputs, &recording)
    }

    /// Each fact with what the run shows.
    fn facts(&self) -> Vec<(String, Simulated)> {
        let judged = self.judged();
        self.plan.facts.iter().zip(judged).map(|(fact, judged)| (fact.id.clone(), judged.simulated)).collect()
    }
}

fn values<'r>(recording: &'r Recording, plan: &Plan, name: &str) -> impl DoubleEndedIterator<Item = f64> + use<'r> {
    let column = plan.column(name).unwrap_or_else(|| panic!("there is no column {name}"));
    recording.column(column).to_vec().into_iter()
}

/// The text with another step.
fn with_step(minutes: &str) -> String {
    let text = TEXT.replace("step = \"1 min\"", &format!("step = \"{minutes} min\""));
    assert_ne!(text, TEXT);
    text
}

#[test]
fn the_facts_are_reproduced() {
    let day = Day::new(TEXT);
    let judged = day.judged();
    let missed = day.plan.facts.iter().zip(&judged).filter(|(_, judged)| !judged.reproduced);
    let missed: Vec<String> = missed.map(|(fact, found)| format!("{} {:?}", fact.id, found.simulated)).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

/// By how much the facts of a text differ from the usual ones, at most by this share of what they may be off.
fn drifts(text: &str, share: f64) -> Vec<String> {
    let (usual, other) = (Day::new(TEXT), Day::new(text));
    let mut drifts = Vec::new();
    for (fact, (usual, other)) in usual.plan.facts.iter().zip(usual.facts().iter().zip(other.facts())) {
        let tolerance = match fact.documented {
            Documented::Between(from, until) => ((from + until) / 2.0 * 0.05).max(10.0),
            _ => fact.tolerance.max(10.0),
        };
        match (usual.1, other.1) {
            (Simulated::At(one), Simulated::At(other)) if (one - other).abs() > tolerance * share => {
                drifts.push(format!("{}: {one} {other}", fact.id));
            }
            (Simulated::At(_), Simulated::At(_)) | (Simulated::Value(_), Simulated::Value(_)) => {}
            (one, other) => drifts.push(format!("{}: {one:?} {other:?}", fact.id)),
        }
    }
    drifts
}

#[test]
fn half_the_step_moves_no_fact_by_more_than_a_fifth_of_its_tolerance() {
    assert_eq!(drifts(&with_step("0.5"), 0.2), Vec::<String>::new());
}

#[test]
fn twice_as_many_groups_of_hosts_move_no_fact_by_its_tolerance() {
    let text = TEXT.replace("cohorts.host = 48", "cohorts.host = 96");
    assert_ne!(text, TEXT);
    assert_eq!(drifts(&text, 0.8), Vec::<String>::new());
}

#[test]
fn each_step_of_the_cascade_comes_before_the_next() {
    let facts = Day::new(TEXT).facts();
    let at = |id: &str| match facts.iter().find(|fact| fact.0 == id) {
        Some((_, Simulated::At(at))) => *at,
        other => panic!("{id}: {other:?}"),
    };
    let times = CHAIN.map(at);
    assert!(times.is_sorted_by(|one, next| one < next), "{times:?}");
}

#[test]
fn the_later_messages_fall_behind_the_later_requests_fail_until_they_never_do() {
    let begins =
        |room: f64| Day::new(TEXT).with("cell-manager.spare", room).span("cell.error", 0.02).map(|span| span.0);
    let found = [2.0, 2.5, 2.9, 3.2, 6.0].map(|room| begins(room).unwrap_or(f64::INFINITY));
    assert!(found.is_sorted_by(|one, next| one < next) && found[4].is_infinite(), "{found:?}");
}

#[test]
fn fewer_small_shards_do_less_harm() {
    let lost = |shards: f64| {
        let day = Day::new(TEXT).with("cell.low-throughput-shards", shards);
        values(&day.run(), &day.plan, "cell.error").sum::<f64>()
    };
    let found = [300_000.0, 460_000.0, 500_000.0, 550_000.0, 650_000.0].map(lost);
    assert!(found.is_sorted_by(|one, next| one < next) && found[0] < 0.1, "{found:?}");
}

#[test]
fn what_operators_did_ended_it() {
    let ends = |day: Day| day.span("cell.error", 0.05).map_or(0.0, |span| span.1);
    let usual = ends(Day::new(TEXT));
    for (action, minutes) in
        [("shed-load", 30.0), ("add-connection-capacity", 15.0), ("add-more-connection-capacity", 20.0)]
    {
        let without = ends(Day::new(TEXT).without(action));
        assert!(without >= usual + minutes, "without {action}: {without} instead of {usual}");
    }
}

#[test]
fn load_that_is_shed_earlier_leaves_fewer_requests_to_fail() {
    let lost = |at: &str| {
        let day = Day::new(TEXT).moved("shed-load", at);
        values(&day.run(), &day.plan, "cell.error").sum::<f64>()
    };
    let found = ["14:45", "15:15", "15:45", "16:10", "16:25", "16:40", "17:30"].map(lost);
    assert!(found.is_sorted_by(|one, next| one < next), "{found:?}");
}

/// The tables of a list.
fn tables<'t>(table: &'t DeTable<'t>, key: &str) -> impl Iterator<Item = &'t DeTable<'t>> {
    let array = table.get(key).and_then(|value| value.get_ref().as_array());
    array.into_iter().flatten().filter_map(|table| table.get_ref().as_table())
}

fn word(table: &DeTable<'_>, key: &str) -> String {
    table.get(key).and_then(|value| value.get_ref().as_str()).unwrap_or("").replace('-', "_")
}

/// The parameters of the file, each with its name and table.
fn parameters<T>(read: impl Fn(&DeTable<'_>) -> Option<T>) -> Vec<(String, T)> {
    let file = DeTable::parse(TEXT).unwrap_or_else(|problem| panic!("{problem}"));
    let mut found = Vec::new();
    let mut of = |owner: &str, table: &DeTable<'_>| {
        let parameters = table.get("parameters").and_then(|value| value.get_ref().as_table());
        for (name, value) in parameters.into_iter().flatten() {
            let read = value.get_ref().as_table().and_then(&read);
            found.extend(read.map(|read| (format!("{owner}.{}", name.get_ref()), read)));
        }
    };
    for component in tables(file.get_ref(), "component") {
        let id = word(component, "id");
        of(&id, component);
        for need in tables(component, "needs") {
            let (name, on) = (word(need, "name"), word(need, "on"));
            of(&format!("{id}.{}", if name.is_empty() { on } else { name }), need);
        }
    }
    found
}

/// The facts that a receipt names.
fn named(receipt: &str) -> Vec<String> {
    let words = receipt.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
    words.filter(|word| word.starts_with("K24-")).map(str::to_owned).collect()
}

#[test]
fn each_fitted_number_changes_its_facts() {
    let fitted = parameters(|table| table.get("fitted")?.get_ref().as_str().map(str::to_owned));
    // Those of actions are in `set`.
    let in_actions = TEXT.split("[[action]]").skip(1).filter(|action| {
        action.split("[[").next().is_some_and(|action| action.lines().any(|line| line.starts_with("fitted = ")))
    });
    assert!(fitted.len() + in_actions.count() <= 12, "{fitted:#?}");
    let usual = Day::new(TEXT).facts();
    for (name, receipt) in fitted {
        let facts = named(&receipt);
        assert!(!facts.is_empty(), "{name} names no fact");
        let day = Day::new(TEXT);
        let plan = &day.plan;
        let value = plan.parameters[plan.parameter(&name).unwrap_or_else(|| panic!("no {name}"))].value;
        let changed = day.with(&name, value * 0.95).facts();
        for id in facts {
            assert!(is_moved(&usual, &changed, &id), "{name} changes nothing about {id}");
        }
    }
    for (number, other, id) in
        [("\"cell.shed\" = 0.45", "0.43", "K24-T8"), ("\"connections.added\" = 0.25", "0.22", "K24-T6")]
    {
        let (name, _) = number.split_once(" = ").unwrap_or_default();
        assert!(TEXT.contains(number), "{number}");
        let changed = Day::new(&TEXT.replace(number, &format!("{name} = {other}"))).facts();
        assert!(is_moved(&usual, &changed, id), "{name} changes nothing about {id}");
    }
}

/// Whether a fact is at another time or of another value.
fn is_moved(usual: &[(String, Simulated)], changed: &[(String, Simulated)], id: &str) -> bool {
    let of = |facts: &[(String, Simulated)]| facts.iter().find(|fact| fact.0 == id).map(|fact| fact.1);
    match (of(usual), of(changed)) {
        (Some(Simulated::At(usual)), Some(Simulated::At(changed))) => (usual - changed).abs() >= 1.0,
        (Some(usual), Some(changed)) => usual != changed,
        _ => panic!("there is no fact {id}"),
    }
}

#[test]
fn the_quiet_day_is_quiet_wherever_knobs_are() {
    let number = |value: &toml::Spanned<DeValue<'_>>| match value.get_ref() {
        DeValue::Integer(number) => number.as_str().parse().ok(),
        DeValue::Float(number) => number.as_str().parse().ok(),
        _ => None,
    };
    let knobs = parameters(|table| {
        let numbers = table.get("knob")?.get_ref().as_array()?;
        let numbers: Vec<f64> = numbers.iter().filter_map(number).collect();
        if let [from, until, _] = numbers.as_slice() { Some([*from, (from + until) / 2.0, *until]) } else { None }
    });
    assert!(knobs.len() >= 15, "{}", knobs.len());
    for (name, values) in knobs {
        for value in values {
            let day = Day::new(TEXT).without("deployment").with(&name, value);
            let peak = day.peak("cell.error").max(day.peak("connections.error")).max(day.peak("cell_manager.error"));
            assert!(peak <= 1e-6, "{name} = {value}: {peak}");
        }
    }
}
