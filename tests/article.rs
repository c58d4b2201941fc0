//! The article that comes along as an example says what the simulation says.

use outage_explorer::address;
use outage_explorer::state::State;

const ARTICLE: &str = include_str!("../examples/article.html");

/// What stands between two texts.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map_or("", |(between, _)| between)
}

#[test]
fn its_table_is_that_of_the_run() {
    let state = State::open(address::parse("#/kinesis-2020"));
    let clock = |at: Option<f64>| at.map(|at| state.scenario.clock.local(at).to_string()).unwrap_or_default();
    let rows: Vec<&str> = ARTICLE.split("<tr data-component=\"").skip(1).collect();
    assert_eq!(rows.len(), 6);
    for row in rows {
        let id = row.split('"').next().unwrap_or_default();
        let component = state.scenario.component(id).expect("a component");
        let summary = state.recording.summary(component);
        let told = (between(row, "</th><td>", "</td>"), between(row, "</td><td>", "</td>"));
        assert_eq!(
            (told.0.to_owned(), told.1.to_owned()),
            (clock(summary.first_error), clock(summary.recovered)),
            "{id}"
        );
    }
}

#[test]
fn its_what_ifs_are_those_of_the_run() {
    let open = |set: &str| {
        assert!(ARTICLE.contains(&format!("data-set=\"{set}\"")), "{set}");
        State::open(address::parse(&format!("#/kinesis-2020?{set}")))
    };
    let root = |state: &State| state.recording.summary(state.scenario.root());
    assert_eq!(root(&open("frontend.thread-limit=6100")).first_error, None, "nothing happens, all day");
    let survives = open("fix=cognito-survives");
    let cognito = survives.scenario.component("cognito").expect("a component");
    assert_eq!(survives.recording.summary(cognito).first_error, None, "people can sign in");
    assert_eq!(root(&open("frontend.restart-rate=800")).recovered, None, "not well again a day later");
}
