//! What is no plan, because a run of it could fail or go on for too long.

use crate::sheet::{Card, Component, Form, Knob, Opening, Picture, Sentence};
use crate::{Action, Change, Draft, Flaw, Kind, Note, Parameter, Plan, Pool, SCALAR, Step, Strip};

/// A long day with two components, of which the first has no dependencies.
fn draft() -> Draft {
    let picture = Picture {
        form: Form::Squares,
        strip: 0,
        size: None,
        zones: 1,
        title: Sentence { text: vec![String::new()], values: Vec::new() },
        member: String::new(),
        limit: None,
        meter: None,
        trends: Vec::new(),
    };
    Draft {
        span: (0.0, 9_999.0),
        step: 1.0,
        registers: 1,
        vectors: vec![1000],
        kinds: vec![Kind::default()],
        strips: vec![Strip { vector: 0, ..Strip::default() }],
        between_pictures: 10,
        components: vec![Component::default(), Component { picture: Some(picture), ..Component::default() }],
        parameters: vec![Parameter { scale: 1.0, ..Parameter::default() }],
        ..Draft::default()
    }
}

fn flaw(change: impl FnOnce(&mut Draft)) -> Option<Flaw> {
    let mut draft = draft();
    change(&mut draft);
    Plan::new(draft).err()
}

#[test]
fn a_note_is_one_of_a_dependency_that_is_there() {
    let note = |need| Note { component: Some(0), need, text: vec![String::new()], ..Note::default() };
    assert_eq!(flaw(|draft| draft.notes.push(note(None))), None);
    assert_eq!(flaw(|draft| draft.notes.push(note(Some(0)))), Some(Flaw::Broken("something that is not listed")));
}

#[test]
fn members_have_as_many_states_as_a_picture_can_tell_apart() {
    let states = |count| flaw(|draft| draft.strips[0].states = vec![String::new(); count]);
    assert_eq!(states(256), None);
    assert_eq!(states(257), Some(Flaw::Broken("members with too many states")));
}

#[test]
fn a_note_is_a_sentence() {
    let note = |length| Note { text: vec!["x".repeat(length)], ..Note::default() };
    assert_eq!(flaw(|draft| draft.notes.push(note(crate::MAX_SENTENCE))), None);
    assert_eq!(flaw(|draft| draft.notes.push(note(crate::MAX_SENTENCE + 1))), Some(Flaw::Broken("a note is too long")));
}

#[test]
fn everything_that_a_run_keeps_has_room() {
    let too_much = Some(Flaw::Broken("more is recorded than there is room for"));
    // Each component that is drawn keeps its own members.
    let draw = |count| flaw(|draft| draft.components.extend(vec![draft.components[1].clone(); count]));
    assert_eq!((draw(15), draw(16)), (None, too_much.clone()));
    let change = Change { parameter: 0, value: 1.0 };
    let act = |count| flaw(|draft| draft.actions.push(Action { changes: vec![change; count], ..Action::default() }));
    assert_eq!((act(700), act(800)), (None, too_much));
}

#[test]
fn everything_that_a_step_does_counts_as_work() {
    let too_much = Some(Flaw::Broken("too much work"));
    let steps = |step, count| {
        flaw(|draft| {
            draft.pools.push(Pool::default());
            draft.pools[0].work = SCALAR;
            (draft.pools[0].response, draft.pools[0].in_time) = (1 | SCALAR, 2 | SCALAR);
            draft.registers = 3;
            draft.main.steps = vec![step; count];
        })
    };
    // A step that does nothing takes its time as well, and a pool that is solved often takes it often.
    assert_eq!((steps(Step::Code(0), 90_000), steps(Step::Code(0), 110_000)), (None, too_much.clone()));
    assert_eq!((steps(Step::Pool(0), 1_500), steps(Step::Pool(0), 1_600)), (None, too_much));
}

#[test]
fn a_story_is_of_its_own_day() {
    let opening = |at, stop, pace| {
        flaw(|draft| {
            draft.span = (-10.0, 100.0);
            draft.about.opening = Some(Opening { at, stop, pace, ..Opening::default() });
        })
    };
    let never = Some(Flaw::Broken("an opening that does not play"));
    assert_eq!(opening(-5.0, 50.0, 8.0), None);
    assert_eq!((opening(0.0, 50.0, 8.0), opening(-5.0, 50.0, f64::NAN)), (never.clone(), never.clone()));
    assert_eq!((opening(-5.0, -1.0, 8.0), opening(-5.0, 50.0, 0.0)), (never.clone(), never));
    let other_day = Some(Flaw::Broken("a story of another day"));
    assert_eq!((opening(-11.0, 50.0, 8.0), opening(-5.0, f64::INFINITY, 8.0)), (other_day.clone(), other_day.clone()));
    let told = |cards: &[Card]| flaw(|draft| draft.about.story = cards.to_vec());
    let card = |part| Card { part, on: vec![1], ..Card::default() };
    assert_eq!(told(&[card(0), card(7)]), None);
    assert_eq!(told(&[card(8)]), Some(Flaw::Broken("no such part of a story")));
    assert_eq!(told(&[card(3), card(3)]), Some(Flaw::Broken("a story out of order")));
    assert_eq!(told(&[Card { at: -1.0, ..card(0) }]), other_day);
    let unlisted = Some(Flaw::Broken("something that is not listed"));
    let wrong = [
        Card { on: vec![2], ..card(0) },
        Card { sources: vec![0], ..card(0) },
        Card { fixes: vec![0], ..card(0) },
        Card { knobs: vec![1], ..card(0) },
    ];
    wrong.into_iter().for_each(|card| assert_eq!(told(&[card]), unlisted));
    let no_knob = told(&[Card { knobs: vec![0], ..card(0) }]);
    assert_eq!(no_knob, Some(Flaw::Broken("a story of a knob that is none")));
    let knob = flaw(|draft| {
        draft.parameters[0].knob = Some(Knob::Range { min: 0.0, max: 1.0, step: 0.1 });
        draft.about.story = vec![Card { knobs: vec![0], ..card(0) }];
    });
    assert_eq!(knob, None);
}
