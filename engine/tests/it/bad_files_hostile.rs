//! Scenario files made to do harm: none reaches a panic, none makes a run longer than the stated bounds.

use crate::any::for_all;
use crate::bad_files::problems;
use crate::bounds::out_of_bounds;
use crate::day::{SMALL, small};
use outage_engine::{
    BUILT_IN, Detail, EventChange, Fact, Inputs, MAX_BYTES, MAX_COMPONENTS, MAX_CONDITIONS, MAX_NEEDS, Scenario, judge,
    judge_at_once, run_in, why,
};
use proptest::prelude::*;

/// Texts are read, and what is a scenario nevertheless is run: neither may panic, and messages stay readable.
fn survives(text: &str) -> Result<(), String> {
    match Scenario::parse(text) {
        Err(outage_engine::Problems(problems)) => {
            let told: usize = problems.iter().map(|problem| problem.to_string().len()).sum();
            let place = |problem: &outage_engine::Problem| problem.line.is_some() || !problem.place.is_empty();
            if problems.is_empty() || problems.len() > 100 || told > 100_000 {
                return Err(format!("{} problems in {told} bytes", problems.len()));
            }
            match problems.iter().find(|problem| !place(problem) && text.len() <= MAX_BYTES) {
                Some(problem) => Err(format!("nothing says where: {problem}")),
                None => Ok(()),
            }
        }
        Ok(scenario) => {
            let inputs = Inputs::default();
            let recording = run_in(&scenario, &inputs, Detail::Brief);
            let _ = judge(&scenario, &inputs, &recording);
            for component in 0..scenario.components.len() {
                let _ = why(&scenario, &recording, component, scenario.about.opens_at);
            }
            out_of_bounds(&scenario, &recording).map_or(Ok(()), Err)
        }
    }
}

#[test]
fn a_file_cut_off_anywhere_is_refused_or_runs() {
    let cut = |text: &str, step: usize| {
        for end in (0..text.len()).step_by(step).filter(|&end| text.is_char_boundary(end)) {
            survives(&text[..end]).unwrap_or_else(|problem| panic!("cut off after {end} bytes: {problem}"));
        }
    };
    cut(SMALL, 1);
    for (_, text) in BUILT_IN {
        cut(text, 97);
    }
}

#[test]
fn a_file_with_anything_exchanged_is_refused_or_runs() {
    let pieces = prop_oneof![
        "[ -~]{0,6}",
        Just("nan".to_owned()),
        Just("-1".to_owned()),
        Just("1e300".to_owned()),
        Just("\"\"".to_owned()),
        Just("\u{0}\u{1b}[2J\u{202e}".to_owned()),
        Just("[[component]]\n".to_owned()),
        Just("}\n]".to_owned()),
    ];
    let edits = proptest::collection::vec((0.0..1.0f64, 0..12usize, pieces), 1..4);
    for_all(400, &edits, |edits| {
        let mut text = SMALL.to_owned();
        for (place, length, piece) in edits {
            let boundary = |at: usize| (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
            let start = boundary((place * text.len() as f64) as usize);
            let end = boundary(start + length);
            text.replace_range(start..end, &piece);
        }
        survives(&text).map_err(TestCaseError::fail)
    });
}

#[test]
fn a_file_with_any_numbers_is_refused_or_runs_within_bounds() {
    let number = prop_oneof![
        (1.0..10.0f64, -2..10i32).prop_map(|(digits, power)| format!("{digits:.2}e{power}")),
        (0..200u32).prop_map(|number| number.to_string()),
        Just("0".to_owned()),
        Just("0.01".to_owned()),
        Just("0.99".to_owned()),
        Just("1e7".to_owned()),
    ];
    let edits = proptest::collection::vec((0.0..1.0f64, number), 1..6);
    for_all(400, &edits, |edits| {
        let mut text = SMALL.to_owned();
        for (place, number) in edits {
            // The values of parameters, with the sliders that would have to span them taken away.
            let starts: Vec<usize> = text.match_indices("{ value = ").map(|(at, mark)| at + mark.len()).collect();
            let start = starts[(place * starts.len() as f64) as usize];
            let end = start + text[start..].find([',', ' ']).expect("something follows");
            if !text[start..end].starts_with('"') {
                text.replace_range(start..end, &number);
            }
        }
        for slider in [
            ", knob = [10, 200, 1]",
            ", knob = [0, 100, 1]",
            ", knob = [100, 400, 1]",
            ", knob = [5, 60, 1]",
            ", knob = [1, 60, 1]",
        ] {
            text = text.replace(slider, "");
        }
        survives(&text).map_err(TestCaseError::fail)
    });
}

#[test]
fn deep_nesting_is_refused() {
    let deep = 100_000;
    let texts = [
        format!("a = {}", "[".repeat(deep)),
        format!("a = {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("a = {}1{}", "{ a = ".repeat(deep / 10), " }".repeat(deep / 10)),
        format!("{}a = 1", "a.".repeat(deep)),
        format!("[{}a]", "a.".repeat(deep)),
        format!("[[{}a]]\n", "a.".repeat(deep)),
        format!("a = {}", "\"\"\"".repeat(deep)),
        "[[component]]\n".repeat(deep / 4),
        "a = 1\n".repeat(deep / 2),
        "\u{feff}".repeat(1000),
        "\0".repeat(deep),
        "#".repeat(MAX_BYTES),
    ];
    for text in texts {
        assert!(text.len() <= MAX_BYTES);
        assert!(!problems(&text).is_empty());
        survives(&text).unwrap_or_else(|problem| panic!("{}…: {problem}", &text[..20.min(text.len())]));
    }
}

#[test]
fn of_many_problems_some_are_told() {
    let many: String = (0..30_000).map(|number| format!("lame{number} = 1\n")).collect();
    let found = problems(&SMALL.replace("place = [0, 0]\n", &format!("place = [0, 0]\n{many}")));
    assert_eq!(found.len(), 100);
    assert!(found.iter().all(|problem| problem.place.starts_with("component[0].lame") && !problem.hint.is_empty()));
}

#[test]
fn large_texts_are_refused_unread() {
    let text = SMALL.to_owned() + &"# more\n".repeat(10_000_000 / 7);
    let found = problems(&text);
    assert_eq!(found.len(), 1);
    assert!(found[0].message.contains("at most 524288"), "{}", found[0]);
}

#[test]
fn too_many_components_are_refused() {
    let service = "\n[[component]]\nid = \"extraN\"\nlabel = \"\"\nabout = \"\"\nkind = \"service\"\nplace = [0, 0]\n[component.parameters]\n\
                   latency-ms = { value = 1, assumed = \"\" }\ntimeout-seconds = { value = 1, assumed = \"\" }\n";
    let with = |count: usize| {
        (0..count).fold(SMALL.to_owned(), |text, number| text + &service.replace('N', &number.to_string()))
    };
    assert_eq!(problems(&with(MAX_COMPONENTS - 3)), []);
    let found = problems(&with(MAX_COMPONENTS - 2));
    assert!(found.iter().any(|problem| problem.to_string().contains("1 to 64 are accepted")), "{found:#?}");
}

#[test]
fn days_that_would_take_too_long_are_refused() {
    let fleet = &SMALL[SMALL.find("[[component]]").expect("there are some")
        ..SMALL.find("[[component]]\nid = \"callers\"").expect("it is there")];
    let long = long(SMALL);
    assert_eq!(problems(&long), [], "one fleet may have a long day");
    let fleets: String =
        (0..60).map(|number| fleet.replace("id = \"fleet\"", &format!("id = \"fleet{number}\""))).collect();
    let end = "[[component]]\nid = \"callers\"";
    let found = problems(&long.replace(end, &format!("{fleets}{end}")));
    assert!(found.iter().any(|problem| problem.message.contains("pieces of work")), "{found:#?}");

    let need = "[[component.needs]]\nname = \"needN\"\non = \"fleet\"\nkind = \"hard\"\npurpose = \"\"\n";
    let needs: String = (0..MAX_NEEDS).map(|number| need.replace('N', &number.to_string())).collect();
    let found = problems(&SMALL.replace("[[action]]\nid = \"add\"", &format!("{needs}[[action]]\nid = \"add\"")));
    assert!(found.iter().any(|problem| problem.message.contains("502 dependencies")), "{found:#?}");
}

/// The small scenario with more actions, each with six changes, and facts with so many conditions, two for each.
fn busy(actions: usize, conditions: usize) -> String {
    let action = |number: usize| {
        format!(
            "\n[[action]]\nid = \"a{number}\"\nlabel = \"\"\nabout = \"\"\nat = \"01:00\"\nover-minutes = 9000\n\
             set = {{ \"fleet.servers\" = 90, \"fleet.added\" = 1, \"fleet.removed\" = 1, \"fleet.restarting\" = 1, \
             \"fleet.thread-limit\" = 200, \"fleet.admission\" = 1 }}\nassumed = \"\"\n"
        )
    };
    let fact = &SMALL[SMALL.find("[[fact]]").expect("one")..SMALL.find("[[remediation]]").expect("one")];
    let fact = |number: usize| {
        let off = number % conditions;
        format!("\n{}given = {{ off = [\"a{off}\"] }}\n", fact.replace("\"F1\"", &format!("\"G{number}\"")))
    };
    SMALL.to_owned() + &(0..actions).map(action).chain((0..2 * conditions).map(fact)).collect::<String>()
}

/// A day of nearly as many moments as there may be.
fn long(text: &str) -> String {
    text.replace("until = \"05:00\"", "until = \"+9d 05:00\"").replace("step-minutes = 1", "step-minutes = 0.7")
}

#[test]
fn facts_that_need_too_many_runs_are_refused() {
    let most = busy(MAX_CONDITIONS, MAX_CONDITIONS);
    assert_eq!(problems(&most), []);
    let scenario = Scenario::parse(&most).expect("it has no problems");
    let inputs = Inputs::default();
    let recording = run_in(&scenario, &inputs, Detail::Brief);
    for (fact, judgement) in scenario.facts.iter().zip(judge(&scenario, &inputs, &recording)) {
        let mut inputs = inputs.clone();
        for &action in fact.given.iter().flat_map(|given| &given.off) {
            inputs.events.insert(action, EventChange::Off);
        }
        let mut alone = scenario.clone();
        alone.facts = vec![Fact { given: None, ..fact.clone() }];
        let alone = judge_at_once(&alone, &run_in(&scenario, &inputs, Detail::Brief));
        assert_eq!(alone, [Some(judgement)], "{} is judged in the run of its own conditions", fact.id);
    }
    let found = problems(&busy(MAX_CONDITIONS + 1, MAX_CONDITIONS + 1));
    assert!(
        found.iter().any(|problem| problem.to_string().contains("9 different conditions `given` (at most 8")),
        "{found:#?}"
    );
    assert_eq!(problems(&long(&busy(8, 1))), [], "a long day may have one further run");
    let found = problems(&long(&busy(8, 8)));
    assert!(found.iter().any(|problem| problem.message.contains("pieces of work")), "{found:#?}");
}

#[test]
fn actions_that_change_too_much_for_too_long_are_refused() {
    assert_eq!(problems(&busy(200, 1)), [], "a short day may have many actions");
    let found = problems(&long(&busy(200, 1)));
    assert!(found.iter().any(|problem| problem.message.contains("pieces of work")), "{found:#?}");
}

#[test]
fn line_ends_and_marks_of_other_systems_are_read() {
    assert_eq!(problems(&SMALL.replace('\n', "\r\n")), []);
    assert_eq!(problems(&format!("\u{feff}{SMALL}")), []);
    let text = SMALL.replace('\n', "\r\n").replace("root = \"fleet\"", "root = \"fleat\"");
    let line = 1 + SMALL[..SMALL.find("root =").expect("there is one")].matches('\n').count();
    assert!(problems(&text).iter().any(|problem| problem.line == Some(line)));
}

#[test]
fn a_day_longer_than_the_record_is_no_trouble() {
    let mut scenario = small();
    scenario.span.1 = 60_000.0;
    let recording = run_in(&scenario, &Inputs::default(), Detail::Brief);
    assert_eq!(out_of_bounds(&scenario, &recording), None);
}
