//! The notebook: its text, its bounds, and what two runs differ in.

use outage_explorer::address;
use outage_explorer::notebook::{
    Kept, LONGEST, LONGEST_NAME, LONGEST_NOTE, MOST, Notebook, Pair, compared_with, comparison, day_of, lanes, link_of,
    measures,
};
use outage_explorer::state::{Action, Change, Sheet, State};
use outage_explorer::words::NARROW;
use outage_sim::{BUILT_IN, ONSET};
use proptest::prelude::*;
use std::rc::Rc;

const CHANGED: &str = "#/kinesis-2020?frontend.thread-limit=8000&t=07:41";

fn open(link: &str) -> State {
    let state = State::open(address::parse(link));
    assert_eq!(state.notices, [], "{link}");
    state
}

fn pair(one: &str, other: &str) -> Pair {
    Pair { one: Rc::new(open(one)), other: Rc::new(open(other)) }
}

fn plain(text: &str) -> String {
    text.replace(NARROW, " ")
}

#[test]
fn a_kept_run_is_its_link() {
    let state = Rc::new(open(CHANGED)).reduced(Action::Toggle(Sheet::Notebook)).reduced(Action::Select(3));
    let kept = Kept::of(&state, 297.0);
    assert_eq!(plain(&kept.name), "Thread limit 8 000");
    assert_eq!(kept.outage(), "Kinesis · 25 Nov 2020");
    assert_eq!(kept.figures, state.headline().figures.map(|figure| figure.value));
    let again = open(&kept.link);
    assert_eq!((again.view.sheet, again.view.selected), (None, 3), "what lies on the page is no part of it");
    assert_eq!(again.inputs, state.inputs);
    assert_eq!(again.recording.digest(), state.recording.digest());
    assert_eq!(again.cue.at, 297.0);
    assert_eq!(link_of(&again, 297.0), kept.link);
    assert!(kept.is_run_of(&link_of(&state, 10.0)), "the moment is no part of the run");
    assert!(!kept.is_run_of(&day_of(&kept.link)));
    assert!(open(&day_of(&kept.link)).inputs.is_as_it_happened());
    assert_eq!(Kept::of(&open("#/kinesis-2020?t=07:41"), 0.0).name, "The day as it happened");
    let many = open("#/kinesis-2020?frontend.thread-limit=8000&off=remove-capacity&seed=7&fix=cognito-survives");
    let name = Kept::of(&many, 0.0).name;
    assert!(name.ends_with(", and 2 more"), "{name}");
}

#[test]
fn every_built_in_outage_can_be_kept_with_any_change() {
    for (id, _) in BUILT_IN {
        let day = open(&format!("#/{id}?speed=8"));
        for (parameter, spec, _) in day.scenario.knobs() {
            let state = Rc::new(day.clone()).reduced(Action::SetKnob { parameter, value: spec.range.0 });
            let kept = Kept::of(&state, day.scenario.span.1);
            let mut book = Notebook::default();
            book.keep(kept.clone()).expect("there is room");
            assert_eq!(Notebook::read(&book.text()), Ok(book), "{}", spec.id);
            assert!(kept.name.contains(&spec.label) || state.inputs.is_as_it_happened(), "{}", kept.name);
        }
    }
}

fn kept(name: &str, note: &str) -> Kept {
    let figures = ["96 %", "7 h", "", "25 of 25"].map(str::to_owned);
    Kept { name: "x".into(), link: "#/kinesis-2020?v=1".into(), note: String::new(), figures }.called(name, note)
}

#[test]
fn the_order_is_anybodys_and_the_number_is_bounded() {
    let mut book = Notebook::default();
    for number in 0..MOST {
        book.keep(kept(&format!("run {number}"), "")).expect("there is room");
    }
    assert!(book.keep(kept("one more", "")).expect_err("it is full").contains("Delete one first"));
    assert_eq!((book.runs.len(), book.runs[0].name.as_str()), (MOST, "run 39"), "the newest is the first");
    let before = book.clone();
    book.shift(0, true);
    book.shift(MOST - 1, false);
    book.shift(9_999, true);
    assert_eq!(book, before);
    book.shift(0, false);
    assert_eq!([&book.runs[0].name, &book.runs[1].name], ["run 38", "run 39"]);
    assert_eq!(Notebook::read(&book.text()).as_ref(), Ok(&book));
    // A file of the same runs brings nothing, one with others brings all or none.
    assert_eq!(book.take_in(before), Ok(0));
    book.runs.truncate(MOST - 2);
    let other = |count: usize| Notebook { runs: (0..count).map(|it| kept(&format!("other {it}"), "")).collect() };
    let full = book.clone();
    assert!(book.take_in(other(3)).expect_err("too many").contains("room for 2"));
    assert_eq!(book, full);
    assert_eq!((book.take_in(other(2)), book.runs.len()), (Ok(2), MOST));
    // Links with outages of their own are long; what is kept can always be read again.
    let long = Kept { link: format!("#/file?x={}", "a".repeat(address::LONGEST - 9)), ..kept("long", "") };
    let mut book = Notebook::default();
    let count = (0..MOST).take_while(|_| book.keep(long.clone()).is_ok()).count();
    assert!((1..10).contains(&count) && book.runs.len() == count, "{count}");
    assert_eq!(Notebook::read(&book.text()).as_ref(), Ok(&book));
    let other = Notebook { runs: vec![Kept { name: "other".into(), ..long }] };
    assert!(book.take_in(other).is_err() && book.runs.len() == count);
}

#[test]
fn names_stay_apart_and_are_cut_and_tamed() {
    let mut book = Notebook::default();
    for _ in 0..3 {
        book.keep(kept("The same", "")).expect("there is room");
    }
    assert_eq!(
        book.runs.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(),
        ["The same (3)", "The same (2)", "The same"]
    );
    for _ in 0..3 {
        book.keep(kept(&"n".repeat(LONGEST_NAME), "")).expect("there is room");
    }
    assert_eq!(Notebook::read(&book.text()).as_ref(), Ok(&book), "the number has room in the name");
    let long = kept(&"ü".repeat(500), &"lines\n".repeat(900));
    assert_eq!((long.name.chars().count(), long.note.chars().count()), (LONGEST_NAME, LONGEST_NOTE));
    let wild = kept(" a\u{202e}b\u{7}\n ", "one\u{202e}\r\ntwo\u{0}");
    assert_eq!((wild.name.as_str(), wild.note.as_str()), ("ab", "one\ntwo"));
    assert_eq!(kept("  ", "").name, "x", "a run always has a name");
}

proptest! {
    #[test]
    fn the_text_gives_the_notebook_back(runs in prop::collection::vec(("\\PC{0,90}", ".{0,200}"), 0..8)) {
        let book = Notebook { runs: runs.iter().map(|(name, note)| kept(name, note)).collect() };
        prop_assert_eq!(Notebook::read(&book.text()), Ok(book));
    }

    #[test]
    fn any_text_is_read_or_refused_with_a_line(text in "(notebook = 1\n)?(\\[\\[run\\]\\]|name|link| = |\"|'|#/|\\\\u|\\[|, |\n|.){0,60}") {
        if let Err(problem) = Notebook::read(&text) {
            prop_assert!(problem.line >= 1 && problem.line <= text.lines().count().max(1));
            prop_assert!(problem.text.ends_with(['.', ':']) && problem.text.chars().count() < 200, "{}", problem);
        }
    }
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let run = "[[run]]\nname = \"a\"\nlink = \"#/kinesis-2020\"\n";
    for (text, line, told) in [
        ("".to_owned(), 1, "does not say"),
        ("hello".into(), 1, "neither"),
        ("<html>\n<a href='x'>".into(), 1, "neither"),
        ("id = \"kinesis-2020\"".into(), 1, "does not say"),
        (format!("\n{run}"), 2, "does not say"),
        ("notebook = 2".into(), 1, "newer version"),
        ("notebook = 1\n[[run]]\nname = \"a\"".into(), 2, "no `link`"),
        (format!("notebook = 1\n[[run]]\nlink = \"#/x\"\n{run}"), 4, "no `name`"),
        (format!("notebook = 1\n{run}name = \"b\""), 5, "two keys"),
        (format!("notebook = 1\n{run}colour = \"red\""), 5, "no key `colour`"),
        (format!("notebook = 1\n{run}note = \"never ends"), 5, "no end"),
        (format!("notebook = 1\n{run}note = \"a\" b"), 5, "follows"),
        (format!("notebook = 1\n{run}note = plain"), 5, "no text in quotes"),
        (format!("notebook = 1\n{run}note = \"\\q\""), 5, "means nothing"),
        (format!("notebook = 1\n{run}note = \"\\uD800\""), 5, "no letter"),
        (format!("notebook = 1\n{run}figures = [\"1\", \"2\"]"), 5, "four texts"),
        ("notebook = 1\n[[run]]\nname = \"\"".into(), 3, "empty"),
        ("notebook = 1\n[[run]]\nname = \"\\u0007\\u202E\\n\"".into(), 3, "empty"),
        (format!("notebook = 1\n[[run]]\nname = \"{}\"", "n".repeat(81)), 3, "81 letters"),
        ("notebook = 1\n[[run]]\nlink = \"javascript:alert(1)\"".into(), 3, "begins with `#/`"),
        ("notebook = 1\n[[run]]\nlink = \"https://a.example/#/x\"".into(), 3, "begins with `#/`"),
        (format!("notebook = 1\n{}", run.repeat(MOST + 1)), 3 * MOST + 2, "at most 40"),
        ("#".repeat(LONGEST + 1), 1, "too long"),
    ] {
        let problem = Notebook::read(&text).expect_err(&text[..text.len().min(200)]);
        assert!(problem.line == line && problem.text.contains(told), "{problem}\n{}", &text[..text.len().min(200)]);
    }
    let by_hand = "\u{feff}# mine\r\nnotebook = 1 # version\r\n\r\n[[run]] # first\r\nname = 'It''s'\r\n";
    assert_eq!(Notebook::read(by_hand).expect_err("two texts").line, 5);
    let by_hand = format!("notebook=1\n{run}figures = [ 'a' , \"b\",\"c\",'d' ] # seen\nnote = 'plain \\n' # yes\n");
    let read = Notebook::read(&by_hand).expect("TOML as people write it");
    assert_eq!((read.runs[0].figures.concat().as_str(), read.runs[0].note.as_str()), ("abcd", "plain \\n"));
}

#[test]
fn the_figures_of_two_runs_are_those_of_their_summaries() {
    let pair = pair(CHANGED, "#/kinesis-2020");
    let told: Vec<String> = measures(&pair)
        .into_iter()
        .map(|it| {
            plain(&format!("{}: {} / {} / {} {:?}", it.label, it.values[0], it.values[1], it.difference, it.change))
        })
        .collect();
    let root = pair.one.scenario.root();
    let was = pair.other.recording.summary(root);
    let hours = plain(&outage_explorer::words::duration(was.error_minutes));
    assert!(told[0].ends_with(" points less Better") && told[0].contains("0 % / "), "{told:?}");
    assert!(told[1].contains(&format!("0 m / {hours} / {hours} less Better")), "{told:?}");
    assert!(told[2].contains("no failure") && told[2].contains("sooner Better"), "{told:?}");
    let lane = |index: &usize| pair.one.scenario.components[*index].lane;
    let failed = (0..pair.one.scenario.components.len())
        .filter(lane)
        .filter(|&index| pair.other.recording.summary(index).peak_error >= ONSET)
        .count();
    assert!(failed > 1 && told[3] == format!("Services that failed: 0 / {failed} / {failed} fewer Better"), "{told:?}");
    assert!(told[4].contains("fewer Same"), "facts of the record are no measure of a changed day: {told:?}");
    let rows = lanes(&pair);
    assert_eq!(rows.len(), (0..pair.one.scenario.components.len()).filter(lane).count());
    for row in rows {
        let summaries = [&pair.one, &pair.other].map(|state| state.recording.summary(row.component).error_minutes);
        assert_eq!(row.minutes, summaries);
        assert_eq!(row.difference.is_empty(), row.values[0] == row.values[1]);
        assert!(row.change != Change::Worse);
    }
}

#[test]
fn both_ways_round_tell_the_opposite_and_the_same_run_tells_nothing() {
    let (there, back) = (pair(CHANGED, "#/kinesis-2020"), pair("#/kinesis-2020", CHANGED));
    for (one, other) in measures(&there).iter().zip(measures(&back)) {
        assert_eq!(one.values[0], other.values[1]);
        let number = |text: &str| text.rsplit_once(' ').map(|(number, _)| number.to_owned());
        assert_eq!(number(&one.difference), number(&other.difference));
        assert!(one.difference.is_empty() || one.difference != other.difference);
    }
    let same = pair(CHANGED, CHANGED);
    assert!(same.is_same() && !there.is_same());
    assert!(measures(&same).iter().all(|it| it.difference.is_empty() && it.change == Change::Same));
    assert!(lanes(&same).iter().all(|it| it.difference.is_empty() && it.change == Change::Same));
}

#[test]
fn two_outages_have_figures_and_no_lanes_in_common() {
    let pair = pair("#/dynamodb-2015", "#/kinesis-2020");
    assert!(!pair.is_alike() && lanes(&pair).is_empty());
    let measures = measures(&pair);
    assert_eq!(measures[0].label, "Peak errors where it began");
    assert!(measures[4].difference.is_empty(), "facts of two records: {measures:?}");
}

#[test]
fn a_comparison_is_a_link_that_opens_for_anybody() {
    let one = link_of(&open(CHANGED), 297.0);
    for other in [
        link_of(&open("#/kinesis-2020?fork=05:15,off:cognito-fix&frontend.restart-rate=200&t=12:00&seed=7"), 0.0),
        link_of(&open("#/dynamodb-2015?fix=segmented-metadata"), 0.0),
        day_of(&one),
    ] {
        let link = comparison(&one, &other);
        let state = open(&link);
        assert_eq!((state.view.sheet, &state.inputs), (Some(Sheet::Notebook), &open(&one).inputs));
        let with = state.with.clone().expect("it names the other run");
        assert!(!with.contains("t=12:00"), "the moment is no part of the run: {with}");
        let found = open(&compared_with(&with, &one));
        let expected = open(&other);
        assert_eq!((&found.inputs, &found.document), (&expected.inputs, &expected.document), "{link}");
        // It stays in the address while the comparison is open, and goes with it.
        let written = |state: &State| {
            address::write(state, &outage_explorer::playback::Playback::new(state.scenario.span, 297.0))
        };
        assert_eq!(open(&written(&state)).with.as_deref(), Some(&*with));
        let state = Rc::new(state);
        for closing in [Action::Toggle(Sheet::Notebook), Action::LeaveComparison] {
            let closed = Rc::clone(&state).reduced(closing);
            assert!(closed.with.is_none() && !written(&closed).contains("with="));
        }
    }
}

#[test]
fn two_runs_of_one_text_hold_it_once() {
    let one = "#/file?a.b=1&x=1.abc&v=1";
    let link = comparison(one, "#/file?a.b=2&t=07:00&x=1.abc&v=1");
    assert_eq!(link, "#/file?a.b=1&x=1.abc&v=1&open=notebook&with=file%3Fa.b%3D2%26v%3D1");
    assert_eq!(compared_with("file?a.b=2&v=1", one), "#/file?a.b=2&v=1&x=1.abc");
    assert_eq!(compared_with("file?a.b=2&x=1.def", one), "#/file?a.b=2&x=1.def");
    assert_eq!(compared_with("file?fix=a&v=1", one), "#/file?fix=a&v=1&x=1.abc");
    assert_eq!(compared_with("kinesis-2020", one), "#/kinesis-2020");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_other_run_in_a_link_is_taken_or_reported(with in "[-#/?&=%.a-z0-9]{0,40}", wrapped: bool) {
        let with = if wrapped { format!("kinesis-2020%3F{with}") } else { with };
        let opened = address::parse(&format!("#/kinesis-2020?open=notebook&with={with}"));
        prop_assert!(opened.notices.len() <= 13);
        prop_assert!(opened.inputs.changes() <= 40);
        if let Some(with) = opened.with {
            let other = address::parse(&compared_with(&with, "#/kinesis-2020"));
            prop_assert!(other.notices.len() <= 13);
        }
    }
}
