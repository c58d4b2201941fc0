//! The way to prevent an outage: which knobs stand first, what is said of a run, what was tried, and what goes back.

mod plans;

use outage_explorer::address::{Document, Opened, parse};
use outage_explorer::frame::{Against, Difference, FIRST, Hint, compared, first_knobs, hint, is_found, marks};
use outage_explorer::paint::{Of, Verdicts, values};
use outage_explorer::playback::Playback;
use outage_explorer::state::{Action, ClockZone, Fold, State, Touched};
use outage_explorer::words::NARROW;
use outage_sim::{BUILT_IN, TEXTS};
use std::rc::Rc;

fn open(link: &str) -> Rc<State> {
    Rc::new(State::open(parse(link)))
}

/// Every built-in scenario, opened.
fn all() -> impl Iterator<Item = Rc<State>> {
    BUILT_IN.iter().map(|(id, _)| open(id))
}

fn knob(state: &State, id: &str) -> usize {
    state.scenario.parameter(id).expect("there is such a knob")
}

/// What is said of the run that a link opens.
fn told(link: &str) -> (Difference, String) {
    match hint(&open(link)) {
        Hint::Run(it) => (it.difference, format!("{}{}", it.head, it.rest).replace(NARROW, " ")),
        other => panic!("{link}: {other:?}"),
    }
}

#[test]
fn the_knobs_that_the_story_names_stand_first() {
    for state in all() {
        let (scenario, first) = (&state.scenario, first_knobs(&state.scenario));
        assert!((4..=FIRST).contains(&first.len()), "{}: {first:?}", scenario.id);
        assert!(first.iter().all(|&knob| scenario.parameters[knob].knob.is_some()));
        let Hint::Try(_, Some(hinted), _) = hint(&state) else { panic!("{} names no knob", scenario.id) };
        assert_eq!(first[0], hinted);
        let story = scenario.about.story.iter().flat_map(|card| &card.knobs).map(|&knob| usize::from(knob));
        let story: Vec<usize> = story.filter(|knob| *knob != hinted).collect();
        assert!(story.iter().take(FIRST - 1).all(|knob| first.contains(knob)), "{}", scenario.id);
        // They keep their places, whatever somebody changes.
        let (value, parameter) = (values(scenario, first[3])[0], first[3]);
        let changed = Rc::clone(&state).reduced(Action::SetKnob { parameter, value });
        assert_eq!(first_knobs(&changed.scenario), first);
    }
}

#[test]
fn an_outage_that_names_no_knobs_begins_with_those_that_change_most() {
    // The same outage without everything that says which knobs matter.
    let telling = ["[opening]", "[[card]]", "[[remediation", "[[fact"];
    let mut skipped = false;
    let kept = TEXTS[0].1.lines().filter(|line| {
        if line.starts_with('[') {
            skipped = telling.iter().any(|head| line.starts_with(head));
        }
        !skipped && !line.starts_with("try-first")
    });
    let kept = std::iter::once("status = \"draft\"").chain(kept.filter(|line| !line.starts_with("status")));
    let bare: String = kept.map(|line| format!("{line}\n")).collect();
    let state = State::open(Opened {
        document: Document::text(&bare, plans::compiled(&bare)).expect("it is an outage"),
        ..Opened::default()
    });
    assert!(state.scenario.remediations.is_empty() && state.scenario.about.story.is_empty());
    let first = first_knobs(&state.scenario);
    let names: Vec<&str> = first.iter().map(|&knob| state.scenario.parameters[knob].id.as_str()).collect();
    assert_eq!(names.len(), FIRST);
    assert!(names.contains(&"frontend.thread-limit") && names.contains(&"frontend.servers"), "{names:?}");
}

#[test]
fn a_knob_is_found_by_its_name_its_component_and_what_it_is_about() {
    let state = open("kinesis-2020");
    let found = |query: &str| -> Vec<&str> {
        let knobs = state.scenario.knobs().filter(|(knob, ..)| is_found(&state.scenario, *knob, query));
        knobs.map(|(_, spec, _)| spec.id.as_str()).collect()
    };
    assert!(found("THREAD limit").contains(&"frontend.thread-limit"));
    assert!(found("cognito").len() >= 2 && found("cognito").len() < state.scenario.knobs().count());
    assert!(found("servers/h").contains(&"frontend.restart-rate"));
    assert!(found("zebra").is_empty());
}

#[test]
fn success_is_said_with_what_was_spared() {
    let (kind, text) = told("kinesis-2020?frontend.thread-limit=7000");
    assert_eq!(kind, Difference::Prevented);
    assert_eq!(text, "Prevented: 12 h 29 m of full outage spared, 10 services never failed.");
    let (kind, text) = told("kinesis-2020?frontend.restart-rate=500");
    assert_eq!(kind, Difference::Better, "{text}");
    assert!(text.starts_with("Shorter by ") && text.contains(" spared"), "{text}");
    let (kind, text) = told("kinesis-2020?frontend.restart-rate=100");
    assert_eq!(kind, Difference::Worse, "{text}");
    assert!(text.starts_with("Longer by ") || text.starts_with("No recovery"), "{text}");
    assert_eq!(told("kinesis-2020?seed=7").0, Difference::Same);
}

#[test]
fn every_outage_can_be_prevented_by_what_its_hint_names() {
    for state in all() {
        let Hint::Try(_, Some(parameter), after) = hint(&state) else { panic!("{} names no knob", state.scenario.id) };
        assert!(after.starts_with(" to "), "{after}");
        let is_done = |value: f64| {
            let state = Rc::clone(&state).reduced(Action::SetKnob { parameter, value });
            compared(&state.scenario, &state.recording, &state.baseline, Against::Day).difference
                == Difference::Prevented
        };
        assert!(values(&state.scenario, parameter).into_iter().any(is_done), "{}", state.scenario.id);
    }
}

#[test]
fn the_hint_is_never_stale() {
    let state = open("kinesis-2020");
    let Hint::Try(_, Some(parameter), _) = hint(&state) else { panic!("it names a knob") };
    // Something else was tried and taken back: it still stands. Its own knob was tried: it does not.
    let other = Action::SetKnob { parameter: knob(&state, "frontend.servers"), value: 5000.0 };
    let back = Rc::clone(&state).reduced(other).reduced(Action::ResetAll);
    assert!(matches!(hint(&back), Hint::Try(..)));
    let changed = back.reduced(Action::SetKnob { parameter, value: 7000.0 });
    assert!(matches!(hint(&changed), Hint::Run(_)));
    let reset = Rc::clone(&changed).reduced(Action::ResetAll);
    assert_eq!(hint(&reset), Hint::Tried);
    // In another outage nothing was tried yet.
    let next = reset.reduced(Action::OpenBuiltIn(1));
    assert!(matches!(hint(&next), Hint::Try(..)) && next.tried.is_empty());
}

#[test]
fn what_a_link_changed_was_not_tried_by_its_reader() {
    let state = open("kinesis-2020?frontend.thread-limit=7000&fix=cognito-survives");
    let parameter = knob(&state, "frontend.thread-limit");
    assert!(state.tried.is_empty() && !state.view.effects);
    assert!(matches!(hint(&state), Hint::Run(_)));
    let tried = Rc::clone(&state).reduced(Action::SetKnob { parameter, value: 8000.0 });
    assert!(tried.tried.has(Touched::Knob(parameter)) && !tried.tried.has(Touched::Fix(0)));
    // It stays tried when it is taken back, and a fold keeps what was opened.
    let back = tried.reduced(Action::Undo).reduced(Action::SetFold(Fold::Fixes, true));
    assert!(back.tried.has(Touched::Knob(parameter)) && back.tried.is_open(Fold::Fixes));
    assert!(!back.reduced(Action::SetFold(Fold::Fixes, false)).tried.is_open(Fold::Fixes));
}

#[test]
fn only_the_remediations_that_were_tried_are_judged() {
    let state = open("kinesis-2020");
    let mut none = Verdicts::new(&state.scenario, &state.inputs);
    none.keep(&[]);
    assert_eq!(none.size_hint().0, 0, "nothing is worked out before anybody tries");
    let on = Rc::clone(&state).reduced(Action::SetFix { fix: 2, on: true });
    let mut one = Verdicts::new(&on.scenario, &on.inputs);
    one.keep(&[2]);
    assert_eq!(one.map(|verdict| verdict.of).collect::<Vec<_>>(), [Of::Together, Of::One(2)]);
}

#[test]
fn another_day_misses_nothing() {
    let words = |state: &State, history: bool| {
        let marks = marks(&state.scenario, &state.judgements, ClockZone::Local, history);
        marks.into_iter().filter(|mark| !mark.reproduced).map(|mark| mark.words).collect::<Vec<_>>()
    };
    let state = open("kinesis-2020?frontend.thread-limit=7000");
    let other = words(&state, false);
    assert!(!other.is_empty() && other.iter().all(|it| it.contains("different in your run") && !it.contains("missed")));
    assert!(words(&state, true).iter().all(|it| it.contains("missed")));
}

#[test]
fn back_of_the_browser_goes_through_outages_and_resets() {
    let state = open("kinesis-2020");
    let parameter = knob(&state, "frontend.thread-limit");
    assert_eq!(state.entry, 0, "what a link opens is no entry of its own");
    let moved = Rc::clone(&state).reduced(Action::SetKnob { parameter, value: 7000.0 });
    assert_eq!(moved.entry, 0, "a slider passes through many values");
    let reset = Rc::clone(&moved).reduced(Action::ResetAll);
    assert_eq!((reset.entry, Rc::clone(&reset).reduced(Action::ResetAll).entry), (1, 1));
    let other = reset.reduced(Action::OpenBuiltIn(1));
    assert_eq!(other.entry, 2);
    // What an entry holds is opened in place; what it changes can be taken back.
    let link = outage_explorer::address::write(&moved, &Playback::new(moved.scenario.span, 0.0));
    let back = Rc::clone(&state).reduced(Action::Restore(Box::new(parse(&link))));
    assert_eq!((back.entry, &back.inputs), (0, &moved.inputs));
    assert!(back.reduced(Action::Undo).inputs.is_as_it_happened());
    let far = other.reduced(Action::Restore(Box::new(parse(&link))));
    assert_eq!((far.entry, far.history.next(true)), (2, None));
}

#[test]
fn what_would_happen_is_asked_for_in_the_link() {
    let state = open("kinesis-2020").reduced(Action::ShowEffects(true));
    let link = outage_explorer::address::write(&state, &Playback::new(state.scenario.span, 0.0));
    assert!(link.contains("&effects=1&") && open(&link).view.effects);
    assert!(!open("kinesis-2020").view.effects);
}
