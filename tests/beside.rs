//! Runs that are made beside the page: what is asked for, what arrives late, and what is lost on the way.

use outage_explorer::address::{Document, Opened};
use outage_explorer::state::{Action, Asked, State};
use outage_sim::{BUILT_IN, Knob, Recording, run};
use std::rc::Rc;

/// An outage whose runs are made beside the page.
fn open(built_in: usize) -> Rc<State> {
    let opened = Opened { document: Document::BuiltIn(built_in), ..Opened::default() };
    Rc::new(State::open(opened)).reduced(Action::RunBeside(true))
}

/// Values of the first slider, each of which gives a run of its own.
fn values(state: &State) -> (usize, [f64; 3]) {
    let range = |knob: &Knob| if let Knob::Range { min, max, step } = *knob { Some((min, max, step)) } else { None };
    let (parameter, (min, max, step)) = state
        .scenario
        .knobs()
        .find_map(|(parameter, _, knob)| Some((parameter, range(knob)?)))
        .expect("there is a slider");
    (parameter, [min, min + step, max])
}

fn set(state: &Rc<State>, (parameter, value): (usize, f64)) -> Rc<State> {
    Rc::clone(state).reduced(Action::SetKnob { parameter, value })
}

/// What somebody beside the page makes of what is asked for.
fn answer(state: &State) -> (Asked, Rc<Recording>) {
    let asked = state.asked.clone().expect("something is asked for");
    let recording = run(&state.scenario, &asked.inputs);
    (asked, Rc::new(recording))
}

fn arrive(state: &Rc<State>, (asked, recording): (Asked, Rc<Recording>)) -> Rc<State> {
    Rc::clone(state).reduced(Action::Ran(asked, recording))
}

/// Whether what is shown is the run of its inputs.
fn is_whole(state: &State) -> bool {
    state.recording.digest() == run(&state.scenario, &state.inputs).digest()
}

#[test]
fn a_run_from_beside_gives_the_state_that_one_at_once_gives() {
    for built_in in 0..BUILT_IN.len() {
        let beside = open(built_in);
        let (parameter, values) = values(&beside);
        let at_once = set(&Rc::clone(&beside).reduced(Action::RunBeside(false)), (parameter, values[0]));
        let asked = set(&beside, (parameter, values[0]));
        assert!(Rc::ptr_eq(&asked.recording, &beside.recording), "what is shown stays until the run is here");
        assert_eq!(asked.wanted(), &at_once.inputs, "the knob is where it was put");
        let arrived = arrive(&asked, answer(&asked));
        assert_eq!((&arrived.inputs, arrived.asked.is_none()), (&at_once.inputs, true));
        assert_eq!(arrived.recording, at_once.recording);
        assert_eq!((&arrived.judgements, arrived.judged), (&at_once.judgements, at_once.judged));
        assert_eq!((&arrived.announcement, &arrived.history), (&at_once.announcement, &at_once.history));
    }
}

#[test]
fn an_older_run_is_shown_while_a_newer_one_is_made_but_never_after_it() {
    let state = open(0);
    let (parameter, [one, two, three]) = values(&state);
    let first = set(&state, (parameter, one));
    let early = answer(&first);
    let second = set(&first, (parameter, two));
    let late = answer(&second);
    let third = set(&second, (parameter, three));

    let shown = arrive(&third, early.clone());
    assert!(is_whole(&shown) && shown.inputs == early.0.inputs);
    assert_eq!(shown.wanted(), third.wanted(), "the newest is still on its way");
    let last = arrive(&shown, answer(&third));
    assert!(is_whole(&last) && last.asked.is_none());
    assert!(Rc::ptr_eq(&arrive(&last, late), &last), "what comes too late changes nothing");
    assert!(Rc::ptr_eq(&arrive(&last, early), &last));
}

#[test]
fn what_was_asked_for_before_another_outage_was_opened_is_not_shown_in_it() {
    let state = open(0);
    let (parameter, values) = values(&state);
    let asked = set(&state, (parameter, values[0]));
    let answer = answer(&asked);
    let other = asked.reduced(Action::OpenBuiltIn(1));
    assert!(other.asked.is_none() && !other.beside);
    assert!(Rc::ptr_eq(&arrive(&other, answer.clone()), &other));
    let back = other.reduced(Action::OpenBuiltIn(0)).reduced(Action::RunBeside(true));
    assert!(Rc::ptr_eq(&arrive(&back, answer), &back));
}

#[test]
fn the_day_as_it_happened_needs_no_run_and_what_was_asked_for_before_it_is_dropped() {
    let state = open(0);
    let (parameter, values) = values(&state);
    let asked = set(&state, (parameter, values[0]));
    let answer = answer(&asked);
    let reset = asked.reduced(Action::ResetAll);
    assert!(reset.inputs.is_as_it_happened() && reset.asked.is_none());
    assert!(Rc::ptr_eq(&arrive(&reset, answer), &reset));
}

#[test]
fn changes_and_steps_back_go_on_from_what_was_asked_for_last() {
    let state = open(0);
    let (parameter, values) = values(&state);
    let asked = set(&state, (parameter, values[0])).reduced(Action::SetFix { fix: 0, on: true });
    assert!(asked.wanted().fixes.contains(&0));
    let back = Rc::clone(&asked).reduced(Action::Undo);
    assert_eq!(back.wanted().knobs.get(&parameter), Some(&values[0]));
    assert!(back.wanted().fixes.is_empty());
    let start = back.reduced(Action::Undo);
    assert!(start.inputs.is_as_it_happened() && start.asked.is_none());
}

#[test]
fn what_will_not_come_is_run_at_once() {
    let state = open(0);
    let (parameter, values) = values(&state);
    let lost = set(&state, (parameter, values[0])).reduced(Action::RunBeside(false));
    assert!(is_whole(&lost) && lost.asked.is_none());
    assert_eq!(lost.inputs.knobs.get(&parameter), Some(&values[0]));
}
