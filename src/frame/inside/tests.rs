use super::*;
use crate::words::NARROW;
use outage_sim::{BUILT_IN, Inputs, Signal, TEXTS, look_inside, run};
use std::collections::BTreeSet;

fn looked_into(text: &str) -> Scenario {
    outage_compile::to_look_inside(text).expect("it is an outage")
}

fn functions() -> Vec<Function> {
    outage_compile::FUNCTIONS.iter().map(|function| (function.name, function.about)).collect()
}

/// A queue of jobs that two workers share, and a caller of it.
const SMALL: &str = r#"
format = 2
status = "draft"

[[kind]]
name = "desk"
about = "Answers what comes in"
needs = ["outage"]
cohorts.place = 4
equations = '''
# ---- what waits
# Each hour brings its own,
# and some of it stays.
arriving = if outage then 30 ticket / 1 min else 8 ticket / 1 min   # bursts
answered = min(people * pace, waiting / step)

stock waiting : ticket = 0 ticket    # on the desk
  in:  arriving
  out: answered
  min: 0 ticket

sample seen[place] = no
  every 8 min: waiting > 1_000 ticket
late  = mean(seen)
error = 0
note when late > 50%: "too <late>: {late}"
'''
[kind.offers]
error = "share of the requests that fail"
[kind.parameters]
people = { unit = "people", range = [1, 1000], about = "people at the desk" }
pace = { unit = "ticket/people/min", range = [0, 10], about = "tickets that one of them answers" }

[[component]]
id = "desk"
kind = "desk"
with = { outage = "20 min <= now < 50 min" }
[component.parameters]
people = "6 people"
pace = "2 ticket/people/min"

[clock]
trigger = "10:00"
from = "09:50"
until = "14:00"
step = "1 min"
"#;

fn text(line: &Line) -> String {
    line.0.iter().map(|span| span.text.as_str()).collect()
}

fn items(part: &Part) -> Vec<&Item> {
    let items = part.blocks.iter().filter_map(|block| match block {
        Block::Items(items) => Some(items),
        _ => None,
    });
    items.flatten().collect()
}

fn parts(sheet: &Sheet) -> impl Iterator<Item = &Part> {
    std::iter::once(&sheet.own).chain(&sheet.depends)
}

/// Every outage, looked into, with its sheets.
fn all() -> Vec<(Scenario, Vec<Sheet>)> {
    let one = |(_, text): &(&str, &str)| {
        let scenario = looked_into(text);
        let sheets = (0..scenario.components.len()).map(|it| sheet(&scenario, &functions(), it)).collect();
        (scenario, sheets)
    };
    TEXTS.iter().map(one).collect()
}

#[test]
fn looking_inside_changes_no_bit() {
    for ((_, plan), (_, text)) in BUILT_IN.iter().zip(TEXTS) {
        let (plain, inside) = (Scenario::read(plan).expect("a plan"), looked_into(text));
        let mut inputs = Inputs::default();
        for _ in 0..2 {
            assert_eq!(run(&plain, &inputs).digest(), run(&inside, &inputs).digest(), "{}", plain.id);
            let (knob, ..) = plain.knobs().next().expect("it has a knob");
            inputs.set_value(&plain, knob, plain.parameters[knob].value * 1.01).expect("it may be a little more");
        }
    }
}

#[test]
fn what_is_looked_into_is_what_is_recorded() {
    for (scenario, _) in all() {
        let day = run(&scenario, &Inputs::default());
        for component in 0..scenario.components.len() {
            let looks = look_inside(&scenario, &Inputs::default(), component);
            let error = looks.iter().find(|look| {
                let found = &scenario.inside[look.inside];
                found.need.is_none() && found.name == "error"
            });
            let error = error.expect("each has its errors");
            for (moment, recorded) in day.series(component, Signal::Error).iter().enumerate() {
                assert_eq!(error.at(moment), [*recorded as f32]);
            }
        }
    }
}

#[test]
fn every_equation_has_a_value_and_every_link_leads_somewhere() {
    for (scenario, sheets) in all() {
        let mut anchors = BTreeSet::new();
        let nothing = |_: usize| Fill::default();
        for sheet in &sheets {
            let page = markup(&scenario, sheet, Level(4), &nothing, &|_| String::new());
            let ids = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
            for id in ids {
                assert!(anchors.insert(id.to_owned()), "{}: two places are called {id}", scenario.id);
            }
        }
        for (number, sheet) in sheets.iter().enumerate() {
            for part in parts(sheet) {
                assert!(!part.about.is_empty(), "{}", part.key);
                for item in items(part) {
                    assert!(item.name.is_empty() || item.look.is_some(), "{}: {} has no value", part.key, item.name);
                }
                let lines = items(part).into_iter().flat_map(|item| &item.lines);
                for span in lines.chain(part.told.iter().map(|told| &told.line)).flat_map(|line| &line.0) {
                    let Role::Link(target) = &span.role else { continue };
                    assert!(anchors.contains(&target.anchor), "{number}: {} leads to {}", span.text, target.anchor);
                }
            }
        }
    }
}

#[test]
fn equations_read_like_a_text() {
    let scenario = looked_into(SMALL);
    let sheet = sheet(&scenario, &functions(), 0);
    let blocks = &sheet.own.blocks;
    assert_eq!(blocks[0], Block::Heading("What waits".into()));
    assert_eq!(blocks[1], Block::Note("Each hour brings its own, and some of it stays.".into()));
    let lines: Vec<String> = items(&sheet.own)
        .iter()
        .flat_map(|item| item.lines.iter().map(text))
        .map(|it| it.replace(NARROW, " "))
        .collect();
    assert_eq!(
        lines,
        [
            "arriving = if outage then 30 ticket / 1 min else 8 ticket / 1 min",
            "answered = min(people × pace, waiting / step)",
            "stock waiting begins as 0 ticket",
            "flows in arriving",
            "flows out answered",
            "never below 0 ticket",
            "sample seen of each place begins as no",
            "every 8 min: waiting > 1 000 ticket",
            "late = mean(seen)",
            "error = 0",
            "says “too <late>: ‹late›” when late > 50 %",
        ]
    );
    // What belongs together stays together.
    let stock = items(&sheet.own)[2];
    assert_eq!(
        (stock.name.as_str(), stock.lines.len(), &*stock.notes),
        ("waiting", 4, &["on the desk".to_owned()][..])
    );
    let told: Vec<String> = sheet.own.told.iter().map(|told| text(&told.line).replace(NARROW, " ")).collect();
    assert_eq!(told, ["is told outage = 20 min ≤ now < 50 min"]);
    let people = items(&sheet.own)[1].lines[0].0.iter().find(|span| span.text == "people").expect("it is named");
    assert_eq!(people.role, Role::Link(Target { anchor: "how-desk-people".into(), component: 0 }));
    assert_eq!(sheet.own.given.len(), 2);
}

#[test]
fn names_of_others_say_whose_they_are() {
    let all = all();
    let (scenario, sheets) = &all[0];
    let cognito = scenario.component("cognito").expect("a component");
    let buffer = &sheets[cognito].depends[0];
    let flow = items(buffer).into_iter().find(|item| item.name == "flow").expect("it has a flow");
    assert_eq!(text(&flow.lines[0]), "flow = Cognito’s sends");
    assert_eq!(flow.lines[0].0[2].role, Role::Link(Target { anchor: "how-cognito-sends".into(), component: cognito }));
    assert_eq!(text(&buffer.told[0].line), "is told of = Kinesis front end’s error");
    let page = scenario.component("status-dashboard").expect("a component");
    let alarm = text(&sheets[page].own.told[0].line).replace(NARROW, " ");
    assert_eq!(alarm, "is told alarm = held(Kinesis front end’s error ≥ 2 %) ≥ 5 min");
    let felt = items(&sheets[cognito].own).into_iter().find(|item| item.name == "here").expect("what it feels");
    assert_eq!(text(&felt.lines[0]), "here = 1 − product(1 − each dependency’s error)");
}

#[test]
fn values_are_told_in_their_units() {
    let scenario = looked_into(SMALL);
    let measures = measure(&scenario, look_inside(&scenario, &Inputs::default(), 0));
    let of = |name: &str| {
        let found = measures.iter().find(|measure| scenario.inside[measure.look].name == name);
        found.unwrap_or_else(|| panic!("{name}"))
    };
    let value = |name: &str, moment: usize| of(name).text(moment).replace(NARROW, " ");
    assert_eq!(value("arriving", 0), "8 tickets/min");
    assert_eq!(value("waiting", 60), "552 tickets");
    assert_eq!((value("outage", 0), value("outage", 40)), ("no".into(), "yes".into()));
    assert_eq!((value("late", 40), value("error", 40)), ("0".into(), "0".into()));
    // What never changes has no line, and what is one has no strip.
    assert_eq!((of("error").line(), of("error").strip(0)), (None, None));
    let line = of("outage").line().expect("it changes");
    assert!(line.starts_with("M0 19H") && line.contains("L12 1"), "{line}");
    assert!(of("seen").strip(0).is_some_and(|strip| strip.starts_with("M0 10") && strip.ends_with("H100V10Z")));
}

#[test]
fn texts_of_an_outage_never_become_markup() {
    let hostile = SMALL.replace("Answers what", "<b>Answers</b>").replace("bursts", "<img src=x>");
    let scenario = looked_into(&hostile);
    let sheet = sheet(&scenario, &functions(), 0);
    let page = markup(&scenario, &sheet, Level(4), &|_| Fill::default(), &|_| "<i>".into());
    for text in ["<b>Answers", "<img", "<late>", "><i><"] {
        assert!(!page.contains(text), "{text}: {page}");
    }
}
