//! Texts of sessions that are changed where somebody asks for it, and stay as they are elsewhere.

use outage_compile::{Change, Edited, edit, session, session_draft, session_text};
use outage_plan::session::{Answer, Ask, Burden, Choice, Command, Common, Cost, Look, Prevent, Session, Step, Twist};
use proptest::prelude::*;
use std::fs;

/// The built-in sessions, each with its name.
fn built_in() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../sessions");
    let files = fs::read_dir(folder).expect("the sessions").map(|entry| entry.expect("a file").path());
    files.map(|file| (file.display().to_string(), fs::read_to_string(file).expect("a text"))).collect()
}

const SMALL: &str = "# A head.\nsession = 1\nid = \"a\"   # short\ntitle = 'A'\nabout = \"For one\"\n\n# The first.\n[[step]]\n\
    title = \"One\" # [[step]]\nshow = \"x?t=1\"\nsay = \"\"\"\nTwo lines,\n[[step]]\n# no heading\"\"\"\n\n  [[step.ask]]\n  question = \"Q\"\n  \
    choices = [\n    { text = \"a\", right = true, because = \"b\" }, # the right one\n    { text = \"c\", because = \"d\" },\n  ]\n\n\
    # The second.\n  # Indented.\n  [[step]]\ntitle=\"Two\"\nshow = \"y\"\nsay = \"z\"";

fn changed(place: &str, change: Change<'_>) -> Edited {
    edit(SMALL, place, change).unwrap_or_else(|problem| panic!("{place}: {problem}"))
}

/// What differs between a text and [`SMALL`]: the lines that went, and those that came.
fn difference(text: &str) -> (Vec<&str>, Vec<&str>) {
    let only = |one: &'static str, other: &str| {
        one.lines().filter(|line| !other.lines().any(|it| it == *line)).collect::<Vec<_>>()
    };
    (only(SMALL, text), text.lines().filter(|line| !SMALL.lines().any(|it| it == *line)).collect())
}

#[test]
fn a_value_changes_in_its_place_and_nothing_else_does() {
    for (place, change, went, came) in [
        ("id", Change::Text("b"), "id = \"a\"   # short", "id = \"b\"   # short"),
        ("step.0.title", Change::Text("Eins"), "title = \"One\" # [[step]]", "title = \"Eins\" # [[step]]"),
        ("step.1.title", Change::Text("2"), "title=\"Two\"", "title=\"2\""),
        (
            "step.0.ask.0.choices.1.because",
            Change::Text("e\\"),
            "    { text = \"c\", because = \"d\" },",
            "    { text = \"c\", because = 'e\\' },",
        ),
    ] {
        let text = changed(place, change).text;
        assert_eq!(difference(&text), (vec![went], vec![came]), "{place}: {text}");
    }
    let text = changed("step.1.minutes", Change::Whole(" 12 ")).text;
    assert_eq!(difference(&text), (vec![], vec!["minutes = 12"]));
    assert_eq!(difference(&changed("step.1.minutes", Change::Whole("soon")).text).1, ["minutes = \"soon\""]);
    assert_eq!(difference(&changed("step.1.say", Change::Drop).text), (vec!["say = \"z\""], vec![]));
    let text = changed("step.0.ask.0.choices.0.right", Change::Flag(false)).text;
    assert_eq!(difference(&text).1, ["    { text = \"a\", because = \"b\" }, # the right one"]);
}

#[test]
fn steps_move_and_go_with_their_comments_and_come_back() {
    let moved = changed("step.1", Change::Move(0)).text;
    assert!(
        moved.find("# The second.\n  # Indented.\n  [[step]]\ntitle=\"Two\"") < moved.find("# The first.\n[[step]]"),
        "{moved}"
    );
    assert!(moved.starts_with("# A head.\nsession = 1\n"), "{moved}");
    assert_eq!(difference(&moved), (vec![], vec![]));
    assert_eq!(edit(&moved, "step.0", Change::Move(1)).expect("steps").text.trim_end(), SMALL);
    let Edited { text, taken } = changed("step.0", Change::Take);
    assert!(taken.starts_with("# The first.\n[[step]]") && taken.ends_with("  ]"), "{taken}");
    assert_eq!(session_draft(&text).0.expect("TOML").steps.len(), 1);
    assert_eq!(edit(&text, "step.0", Change::Put(&taken)).expect("steps").text.trim_end(), SMALL);
}

#[test]
fn questions_and_choices_are_added_taken_out_and_put_back() {
    let Edited { text, taken } = changed("step.0.ask.0", Change::Take);
    assert!(session_draft(&text).0.expect("TOML").steps[0].asks.is_empty());
    let back = edit(&text, "step.0.ask.0", Change::Put(&taken)).expect("a step").text;
    assert_eq!(session_draft(&back).0, session_draft(SMALL).0, "{back}");
    let added = edit(SMALL, "step.1.ask.0", Change::Put("")).expect("a step").text;
    let added = edit(&added, "step.1.ask.0.choices.0", Change::Put("")).expect("a question").text;
    let added = edit(&added, "step.1.ask.0.choices.9", Change::Put("")).expect("a question").text;
    let added = edit(&added, "step.1.ask.0.choices.1.text", Change::Text("Second")).expect("a choice").text;
    let draft = session_draft(&added).0.expect("TOML");
    let outage_plan::session::Answer::Choices(choices) = &draft.steps[1].asks[0].answer else { panic!("{added}") };
    assert_eq!((choices.len(), &*choices[1].text), (2, "Second"), "{added}");
    assert_eq!(draft.steps[0], session_draft(SMALL).0.expect("TOML").steps[0]);
    let Edited { text, taken } = changed("step.0.ask.0.choices.0", Change::Take);
    let back = edit(&text, "step.0.ask.0.choices.0", Change::Put(&taken)).expect("a question").text;
    assert_eq!(session_draft(&back).0, session_draft(SMALL).0, "{back}");
}

#[test]
fn a_text_that_looks_like_a_comment_stays_whole_above_a_step() {
    let text = "session = 1\n[[step]]\ntitle = \"One\"\nshow = \"x\"\nsay = \"\"\"\nRead:\n# this\"\"\"\n[[step]]\ntitle = \"Two\"\nshow = \"y\"\nsay = \"\"\"z\n# end\n\"\"\" # of it\n\
        # Third.\n[[step]]\ntitle = \"Three\"\nshow = \"z\"\nsay = \"s\"";
    let steps = |text: &str| session_draft(text).0.expect("TOML").steps;
    for from in 0..3 {
        for to in 0..3 {
            let mut expected = steps(text);
            let step = expected.remove(from);
            expected.insert(to, step);
            let moved = edit(text, &format!("step.{from}"), Change::Move(to)).expect("steps").text;
            assert_eq!(steps(&moved), expected, "{from} to {to}: {moved}");
            assert!(moved.contains("# Third.\n[[step]]\ntitle = \"Three\""), "{moved}");
        }
    }
}

#[test]
fn budgets_commands_and_common_mistakes_are_written_taken_out_and_put_back() {
    let add = |text: &str, places: &[(&str, Change<'_>)]| {
        places.iter().fold(text.to_owned(), |text, (place, change)| {
            edit(&text, place, *change).unwrap_or_else(|problem| panic!("{place}: {problem}")).text
        })
    };
    let text = add(
        SMALL,
        &[
            ("step.0.prevent", Change::Put("")),
            ("step.0.prevent.budget", Change::Whole("12")),
            ("step.0.prevent.costs.0", Change::Put("")),
            ("step.0.prevent.costs.1", Change::Put("")),
            ("step.0.prevent.costs.1.fix", Change::Text("larger")),
            ("step.0.prevent.costs.1.points", Change::Whole("4")),
            ("step.0.prevent.twists.0", Change::Put("")),
            ("step.0.prevent.twists.0.run", Change::Text("seed=7")),
            ("step.1.command", Change::Put("")),
            ("step.1.command.until", Change::Text("05:00")),
            ("step.1.command.costs.0", Change::Put("")),
            ("step.1.command.costs.0.action", Change::Text("restart")),
            ("step.1.command.costs.0.size", Change::Text("a.b")),
            ("step.1.command.looks.0", Change::Put("")),
            ("step.1.command.looks.0.minutes", Change::Whole("5")),
            ("step.0.ask.0.common.0", Change::Put("")),
            ("step.0.ask.0.common.0.from", Change::Text("02:44")),
        ],
    );
    let read = |text: &str| session_draft(text).0.expect("TOML").steps;
    let steps = read(&text);
    let prevent = steps[0].prevent.as_ref().expect("a budget");
    assert_eq!((prevent.budget, prevent.costs.len(), prevent.costs[1].points), (12, 2, 4), "{text}");
    assert_eq!((&*prevent.costs[1].fix, &*prevent.twists[0].run), ("larger", "seed=7"));
    let command = steps[1].command.as_ref().expect("a command");
    assert_eq!((&*command.until, &*command.costs[0].size, command.looks[0].minutes), ("05:00", "a.b", 5.0), "{text}");
    assert_eq!(steps[0].asks[0].common[0].from, "02:44");
    assert_eq!(steps[0].asks[0].question, "Q", "{text}");
    assert_eq!(difference(&text).0, Vec::<&str>::new(), "what was there is as it was: {text}");
    for place in [
        "step.0.prevent",
        "step.1.command",
        "step.0.prevent.costs.1",
        "step.0.prevent.twists.0",
        "step.0.ask.0.common.0",
    ] {
        let Edited { text: rest, taken } = edit(&text, place, Change::Take).expect("it is there");
        assert_ne!(read(&rest), steps, "{place}");
        let back = edit(&rest, place, Change::Put(&taken)).expect("its place is there").text;
        assert_eq!(read(&back), steps, "{place}: {back}");
    }
    // With their comments.
    let noted = "session = 1\n[[step]]\ntitle = \"A\"\n\n# What fits into a year.\n[step.prevent]\n# Weeks.\nbudget = 3 # of one team\n\n\
        # The hard one.\n[[step.ask]]\n# Asked aloud.\nquestion = \"Q\"\n";
    for place in ["step.0.prevent", "step.0.ask.0"] {
        let Edited { text: rest, taken } = edit(noted, place, Change::Take).expect("it is there");
        let back = edit(&rest, place, Change::Put(&taken)).expect("it fits").text;
        assert_eq!(read(&back), read(noted), "{place}: {back}");
        let comments = noted.lines().filter_map(|line| line.split_once('#').map(|(_, comment)| comment));
        comments.for_each(|comment| assert_eq!(back.matches(comment).count(), 1, "{place}, {comment}: {back}"));
        assert!(back.contains("# What fits into a year.\n[step.prevent]"), "{place}: {back}");
    }
    // In whatever form they are written.
    let tables = "session = 1\n[[step]]\ntitle = \"A\"\n[step.prevent]\nbudget = 3\n[[step.prevent.costs]]\nfix = \"x\"\npoints = 1\n\
        [[step]]\ntitle = \"B\"\n";
    let Edited { text: rest, taken } = edit(tables, "step.0.prevent", Change::Take).expect("it is there");
    let back = edit(&rest, "step.0.prevent", Change::Put(&taken)).expect("it fits").text;
    assert_eq!(read(&back), read(tables), "{back}");
    let braces = tables.replace(
        "[step.prevent]\nbudget = 3\n[[step.prevent.costs]]\nfix = \"x\"\npoints = 1",
        "prevent = { budget = 3, costs = [{ fix = \"x\", points = 1 }] }",
    );
    assert_eq!(read(&braces), read(tables));
    let more =
        add(&braces, &[("step.0.prevent.costs.1", Change::Put("")), ("step.0.prevent.budget", Change::Whole("5"))]);
    let prevent = read(&more)[0].prevent.clone().expect("a budget");
    assert_eq!((prevent.budget, prevent.costs.len()), (5, 2), "{more}");
    assert!(edit(&text, "step.0.prevent", Change::Put("")).is_err(), "there is one");
    assert!(edit(&text, "step.0.story", Change::Put("")).is_err());
}

#[test]
fn what_has_no_place_is_told_and_changes_nothing() {
    for place in ["", "step", "step.9", "step.x", "step.0.ask.5.question", "id.0", "id.0.x", "step.0.ask", "é.é.é"] {
        for change in [Change::Take, Change::Move(0)] {
            assert!(edit(SMALL, place, change).is_err(), "{place} {change:?}");
        }
    }
    assert!(edit(SMALL, "step.7.title", Change::Text("x")).is_err());
    assert!(edit("title = \"", "title", Change::Text("x")).is_err());
    assert!(edit("title = \"", "step.0", Change::Put("")).is_err());
    assert!(edit("step = 5", "step.0", Change::Put("")).is_err());
    assert_eq!(session_draft("title = \"").0, None);
    assert!(!session_draft("title = \"").1.0.is_empty());
    // What is not whole yet is a session all the same, and everything that is missing is told.
    let (draft, problems) = session_draft("session = 1\n[[step]]\ntitle = \"One\"");
    assert_eq!(draft.expect("TOML").steps[0].title, "One");
    assert!(problems.0.len() >= 3, "{problems}");
}

#[test]
fn built_in_sessions_are_written_as_texts_that_are_read_as_the_same() {
    for (name, text) in built_in() {
        let built = session(&text).expect("a session");
        let written = session_text(&built);
        assert_eq!(session(&written).as_ref(), Ok(&built), "{name}: {written}");
    }
}

/// A session that has everything a session can have: each table names all its fields, so that a new one has to be named here.
fn everything() -> Session {
    let text = |text: &str| text.to_owned();
    let choice = |right| Choice { text: text("A \"b\""), right, because: text("C\\d") };
    let ask = |answer| Ask {
        question: text("Q?"),
        idea: text("I"),
        until: if matches!(answer, Answer::Curve(_)) { text("+1d 05:00") } else { String::new() },
        answer,
        common: vec![Common { from: text("02:44"), to: text("5"), because: text("It's") }],
    };
    let asks = [
        Answer::Choices(vec![choice(true), choice(false)]),
        Answer::Time(text("F-1")),
        Answer::Number(text("a.b@01:00")),
        Answer::Curve(text("a.b")),
        Answer::Words,
    ];
    let cost = Cost { fix: text("x"), points: 3, because: text("y") };
    let twist = Twist { text: text("T"), run: text("seed=7") };
    let burden = Burden { action: text("do-it"), text: text("Costs"), size: text("a.b") };
    let look = Look { text: text("L"), minutes: 12.0, finds: text("Nothing\nat all") };
    let step = Step {
        title: text("One"),
        minutes: 7.0,
        show: text("x?t=1"),
        then: text("x?t=2"),
        say: text("Say this"),
        notes: text("\nOne.\n\nTwo \"\"\" three.\n"),
        asks: asks.map(ask).to_vec(),
        prevent: Some(Prevent { budget: 10, costs: vec![cost], twists: vec![twist] }),
        command: None,
    };
    let command = Some(Command { until: text("05:00"), costs: vec![burden], looks: vec![look] });
    let commanded = Step { asks: Vec::new(), prevent: None, command, ..step.clone() };
    Session {
        id: text("all"),
        title: text("All"),
        about: text("For all"),
        reference: Some((text("R"), text("https://a.example"))),
        steps: vec![step, commanded],
    }
}

#[test]
fn whatever_a_session_has_is_written() {
    let all = everything();
    let written = session_text(&all);
    assert_eq!(session(&written).as_ref(), Ok(&all), "{written}");
}

#[test]
fn every_step_of_the_built_in_sessions_can_be_moved_and_put_back() {
    for (name, text) in built_in() {
        let built = session(&text).expect("a session");
        for index in 0..built.steps.len() {
            let place = format!("step.{index}");
            let moved = edit(&text, &place, Change::Move(0)).expect("steps").text;
            let mut expected = built.clone();
            let step = expected.steps.remove(index);
            expected.steps.insert(0, step);
            assert_eq!(session(&moved), Ok(expected), "{name}");
            let back = edit(&moved, "step.0", Change::Move(index)).expect("steps").text;
            assert_eq!(back.trim_end(), text.trim_end(), "{name}");
            let Edited { text: rest, taken } = edit(&text, &place, Change::Take).expect("steps");
            let back = edit(&rest, &place, Change::Put(&taken)).expect("steps").text;
            assert_eq!(back.trim_end(), text.trim_end(), "{name}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_kept_as_it_was_typed(typed in any::<String>()) {
        let text = changed("step.0.title", Change::Text(&typed)).text;
        let title = session_draft(&text).0.expect("TOML").steps[0].title.clone();
        prop_assert_eq!(title, outage_plan::tame(&typed));
    }

    #[test]
    fn no_text_and_no_place_is_too_odd(text in any::<String>(), place in "[a-z0-9.]{0,20}") {
        for change in [Change::Text("x"), Change::Take, Change::Put("a = 1"), Change::Move(3), Change::Drop] {
            let _ = edit(&text, &place, change);
            let _ = edit(SMALL, &place, change).map(|edited| session_draft(&edited.text));
        }
    }
}
