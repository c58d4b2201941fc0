//! The state, the cursor and the view model: what the page shows, without a page.

mod plans;

use outage_explorer::address::{Document, Opened};
use outage_explorer::frame::{Frame, Level, explain, fact_rows, marks, readings, root_picture};
use outage_explorer::paint::{Outcome, Paint, Painted, Painter, values};
use outage_explorer::state::{Action, Change, ClockZone, History, Notice, State, Touched};
use outage_sim::{BUILT_IN, Form, Inputs, Knob, ONSET, Signal, TEXTS, judge, run};
use std::rc::Rc;

fn open(built_in: usize) -> Rc<State> {
    Rc::new(State::open(Opened { document: Document::BuiltIn(built_in), ..Opened::default() }))
}

/// Every built-in scenario, opened.
fn all() -> impl Iterator<Item = Rc<State>> {
    (0..BUILT_IN.len()).map(open)
}

fn frame(state: &State, minutes: f64) -> Frame {
    Frame::at(&state.scenario, &state.recording, ClockZone::Local, minutes)
}

/// The first slider, with a value that is not its own.
fn a_change(state: &State) -> (usize, f64) {
    let slider = |knob: &Knob| if let Knob::Range { min, max, .. } = *knob { Some((min, max)) } else { None };
    let (parameter, spec, (min, max)) = state
        .scenario
        .knobs()
        .find_map(|(parameter, spec, knob)| Some((parameter, spec, slider(knob)?)))
        .expect("there is a slider");
    (parameter, if spec.value == min { max } else { min })
}

#[test]
fn what_changes_nothing_gives_the_same_state() {
    for state in all() {
        let scenario = &state.scenario;
        let (parameter, spec, _) = scenario.knobs().next().expect("there is a knob");
        let own = spec.value;
        let nothing = [
            Action::SetKnob { parameter, value: own },
            Action::SetKnob { parameter: 9_999, value: 1.0 },
            Action::ResetKnob(parameter),
            Action::MoveEvent { action: 0, at: scenario.actions[0].at },
            Action::MoveEvent { action: 9_999, at: 0.0 },
            Action::MoveEvent { action: 0, at: f64::NAN },
            Action::SetEvent { action: 0, on: true },
            Action::SetFix { fix: 0, on: false },
            Action::SetFix { fix: 9_999, on: true },
            Action::SetSeed(None),
            Action::ResetAll,
            Action::Undo,
            Action::Redo,
            Action::Select(state.view.selected),
            Action::Select(9_999),
            Action::OpenBuiltIn(9_999),
            Action::Dismiss(0),
            Action::OpenReceipt(Some(9_999)),
        ];
        for action in nothing {
            let next = Rc::clone(&state).reduced(action.clone());
            assert!(Rc::ptr_eq(&state, &next), "{action:?}");
        }
    }
}

#[test]
fn a_knob_and_back_is_the_day_as_it_happened() {
    for state in all() {
        let (parameter, value) = a_change(&state);
        let own = state.scenario.parameters[parameter].value;
        let changed = Rc::clone(&state).reduced(Action::SetKnob { parameter, value });
        assert_eq!(changed.inputs.knobs.get(&parameter), Some(&value));
        assert_eq!(changed.recording.digest(), run(&state.scenario, &changed.inputs).digest());
        assert!(!changed.announcement.is_empty());
        let back = changed.reduced(Action::SetKnob { parameter, value: own });
        assert!(back.inputs.is_as_it_happened() && Rc::ptr_eq(&back.recording, &state.baseline));
    }
}

#[test]
fn facts_that_need_further_runs_are_judged_later() {
    for state in all() {
        let (parameter, value) = a_change(&state);
        let changed = Rc::clone(&state).reduced(Action::SetKnob { parameter, value });
        assert_eq!(changed.judged, state.scenario.facts.iter().all(|fact| fact.given.is_empty()));
        let judged = changed.reduced(Action::Judge);
        assert!(judged.judged);
        assert_eq!(*judged.judgements, judge(&judged.scenario, &judged.inputs, &judged.recording));
        assert!(Rc::ptr_eq(&judged, &Rc::clone(&judged).reduced(Action::Judge)));
    }
}

#[test]
fn values_that_a_knob_does_not_accept_are_reported() {
    let state = open(0);
    let (parameter, _) = a_change(&state);
    for value in [f64::NAN, f64::INFINITY, -1e9, 1e300] {
        let next = Rc::clone(&state).reduced(Action::SetKnob { parameter, value });
        assert_eq!((next.notices.len(), &next.inputs), (1, &state.inputs), "{value}");
        assert!(Rc::clone(&next).reduced(Action::Dismiss(0)).notices.is_empty());
    }
    let choice = state.scenario.knobs().find(|(_, _, knob)| matches!(knob, Knob::Words(_)));
    if let Some((parameter, ..)) = choice {
        let next = Rc::clone(&state).reduced(Action::SetKnob { parameter, value: 99.0 });
        assert!(Rc::ptr_eq(&next, &state));
    }
}

#[test]
fn a_fix_acts_even_when_its_knob_was_moved() {
    for state in all() {
        for (fix, remediation) in state.scenario.remediations.iter().enumerate() {
            let Some(change) = remediation.changes.first() else { continue };
            let parameter = usize::from(change.parameter);
            let Some(Knob::Range { min, max, .. }) = state.scenario.parameters[parameter].knob else { continue };
            let moved = Rc::clone(&state).reduced(Action::SetKnob { parameter, value: (min + max) / 2.0 });
            let fixed = moved.reduced(Action::SetFix { fix, on: true });
            assert_eq!(fixed.inputs.value(&state.scenario, parameter), change.value);
            let without = fixed.reduced(Action::SetFix { fix, on: false });
            assert!(without.inputs.is_as_it_happened(), "{}", remediation.id);
        }
    }
}

#[test]
fn changes_can_be_taken_back_and_made_again() {
    for state in all() {
        let slider = |(index, _, knob): (usize, _, &Knob)| match knob {
            Knob::Range { min, max, .. } => Some((index, *min, *max)),
            Knob::Words(_) => None,
        };
        let (parameter, low, high) = state.scenario.knobs().find_map(slider).expect("there is a slider");
        let set = |state: &Rc<State>, value: f64| Rc::clone(state).reduced(Action::SetKnob { parameter, value });
        // A slider that is dragged is one step.
        let dragged = set(&set(&state, low), high);
        let dragged = if dragged.inputs.is_as_it_happened() { set(&state, low) } else { dragged };
        assert_eq!(dragged.history.next(true), Some(Touched::Knob(parameter)));
        let reset = Rc::clone(&dragged).reduced(Action::ResetKnob(parameter));
        assert_eq!(reset.reduced(Action::Undo).inputs, dragged.inputs);
        let fixed = Rc::clone(&dragged).reduced(Action::SetFix { fix: 0, on: true });
        let back = Rc::clone(&fixed).reduced(Action::Undo);
        assert_eq!((&back.inputs, back.recording.digest()), (&dragged.inputs, dragged.recording.digest()));
        let first = Rc::clone(&back).reduced(Action::Undo);
        assert!(first.inputs.is_as_it_happened());
        assert!(Rc::ptr_eq(&Rc::clone(&first).reduced(Action::Undo), &first), "there is nothing before");
        let again = first.reduced(Action::Redo).reduced(Action::Redo);
        assert_eq!(again.inputs, fixed.inputs);
        // What is changed after a step back takes the place of what was taken back.
        let other = back.reduced(Action::ResetAll);
        assert_eq!((other.history.next(false), other.history.next(true)), (None, Some(Touched::Everything)));
        // What is opened has no past.
        assert_eq!(fixed.reduced(Action::OpenBuiltIn(1)).history, History::default());
    }
}

#[test]
fn files_open_or_say_what_is_wrong() {
    let state = open(0);
    let file =
        |text: &str| Action::OpenFile { name: "mine.toml".into(), text: text.into(), compiled: plans::compiled(text) };
    let good = Rc::clone(&state).reduced(file(TEXTS[0].1));
    assert_eq!((good.document.built_in(), good.cue.number), (None, state.cue.number + 1));
    assert!(Rc::ptr_eq(&Rc::clone(&good).reduced(Action::ResetAll), &good));
    let half = &TEXTS[0].1[..TEXTS[0].1.floor_char_boundary(TEXTS[0].1.len() / 2)];
    for bad in ["", "format = 1", "\u{0}", half, &"x".repeat(10_000_000)] {
        let next = Rc::clone(&state).reduced(file(bad));
        assert!(!next.notices.is_empty() && next.notices.len() <= 13);
        assert!(Rc::ptr_eq(&next.scenario, &state.scenario), "the page goes on with what it has");
        assert!(next.notices.iter().all(|notice: &Notice| notice.place == "mine.toml" && !notice.text.is_empty()));
    }
}

#[test]
fn the_headline_compares_with_the_day_as_it_happened() {
    for state in all() {
        let headline = state.headline();
        assert!(headline.figures.iter().all(|figure| figure.change == Change::Same && !figure.value.is_empty()));
        let trigger = state.scenario.actions.iter().position(|action| action.is_trigger).expect("there is a trigger");
        let calm = Rc::clone(&state).reduced(Action::SetEvent { action: trigger, on: false });
        let headline = calm.headline();
        assert!(headline.figures[..3].iter().all(|figure| figure.change == Change::Better), "{headline:?}");
        assert_eq!(headline.figures[2].value, "no failure");
        assert_eq!(headline.figures[3].change, Change::Worse);
    }
}

#[test]
fn every_scenario_opens_at_a_telling_moment() {
    for state in all() {
        let frame = frame(&state, state.cue.at);
        let selected = &frame.cards[state.view.selected];
        assert_ne!(selected.level, Level::Fine, "{selected:?}");
        let why = explain(&state.scenario, &state.recording, state.view.selected, ClockZone::Local, state.cue.at);
        assert!(why.failing && why.steps.len() >= 2, "{why:?}");
        assert!(why.steps.is_sorted_by(|a, b| a.at <= b.at));
    }
}

#[test]
fn cards_say_what_the_recording_says() {
    for state in all() {
        let (from, until) = state.scenario.span;
        let quiet = frame(&state, from);
        assert!(quiet.cards.iter().all(|card| card.level == Level::Fine && card.error < ONSET), "{quiet:?}");
        for edge in &quiet.edges {
            assert!((edge.load - 1.0).abs() < 1e-6 && edge.retry_share < 1e-6, "{}: {edge:?}", state.scenario.id);
        }
        for step in 0..=60 {
            let minutes = from + (until - from) * f64::from(step) / 60.0;
            let frame = frame(&state, minutes);
            for (index, card) in frame.cards.iter().enumerate() {
                assert_eq!(card.error, state.recording.at(index, Signal::Error, minutes));
                assert!(card.bars.iter().all(|bar| (0.0..=1.0).contains(&bar.share) && !bar.text.is_empty()));
                assert!(card.error < 0.5 || card.level == Level::Failing);
                assert!(!card.headline.is_empty() && !card.detail.is_empty() && card.spoken.ends_with('.'));
            }
            for edge in &frame.edges {
                assert!((0.0..=1.0).contains(&edge.error) && (0.0..=1.0).contains(&edge.retry_share));
                assert!(edge.load.is_finite() && edge.load >= 0.0);
            }
        }
    }
}

#[test]
fn times_and_moments_outside_the_run_are_harmless() {
    let state = open(0);
    for minutes in [-1e9, 1e9, f64::NAN] {
        let frame = frame(&state, minutes);
        assert_eq!(frame.cards.len(), state.scenario.components.len());
    }
    let utc = Frame::at(&state.scenario, &state.recording, ClockZone::Utc, 0.0);
    assert_eq!((utc.zone.as_str(), utc.since.as_str()), ("UTC", "the trigger"));
}

#[test]
fn readings_are_only_those_that_mean_something() {
    for state in all() {
        let everything = state.recording.span().1;
        for component in 0..state.scenario.components.len() {
            let readings = readings(&state.scenario, &state.recording, component, everything);
            assert!(readings.iter().all(|reading| !reading.label.is_empty() && !reading.about.is_empty()));
            let has = |signal| readings.iter().any(|reading| reading.signal == signal);
            let is_used = |signal| state.recording.series(component, signal).iter().any(|&value| value != 0.0);
            for signal in [Signal::Fill, Signal::Backlog] {
                assert!(has(signal) || !is_used(signal), "{} {signal:?}", state.scenario.components[component].id);
            }
        }
    }
}

#[test]
fn the_picture_of_the_root_adds_up() {
    for state in all() {
        let at = state.cue.at;
        let picture = root_picture(&state.scenario, &state.recording, at).expect("the root has members");
        // Only some kinds say what members need of a limit.
        assert!(picture.levels.is_empty() || picture.levels.len() == picture.states.len());
        assert!((picture.tallies.iter().map(|tally| tally.share).sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(!picture.subtitle.is_empty() && !picture.captions.is_empty() && picture.size >= 1.0);
        assert!(picture.words.iter().all(|word| !word.is_empty()), "{:?}", picture.words);
        // Where members stand by what they need, the numbers below them say how much that is.
        assert_eq!(picture.scale.is_empty(), picture.form != Form::Spread);
        for (level, amount) in picture.scale.iter().filter(|(level, _)| *level == 1.0) {
            let limit = &picture.meter.as_ref().expect("a limit").limit_text;
            assert!(limit.ends_with(&**amount), "{level} {amount} {limit}");
        }
        if let Some(meter) = picture.meter {
            assert!(meter.is_over() == (meter.filled() > meter.mark()), "{meter:?}");
        }
    }
}

#[test]
fn settings_follow_the_actions() {
    for state in all() {
        for (index, action) in state.scenario.actions.iter().enumerate() {
            let Some((start, end)) = state.recording.action(index) else { continue };
            let is_alone = |parameter| {
                let changes = state.scenario.actions.iter().flat_map(|action| &action.changes);
                changes.filter(|change| change.parameter == parameter).count() == 1
            };
            for change in action.changes.iter().filter(|change| is_alone(change.parameter)) {
                let parameter = usize::from(change.parameter);
                let at = |minutes| state.recording.setting(parameter, minutes);
                assert_eq!(at(start - 1.0), state.scenario.parameters[parameter].value, "{}", action.id);
                assert!((at(end + 1.0) - change.value).abs() < 1e-9, "{}", action.id);
            }
        }
    }
}

#[test]
fn the_scoreboard_has_every_fact_and_lanes_have_their_marks() {
    for state in all() {
        let rows = fact_rows(&state.scenario, &state.judgements, ClockZone::Local);
        assert_eq!(rows.len(), state.scenario.facts.len());
        assert!(rows.iter().all(|row| !row.documented.is_empty() && !row.simulated.is_empty()));
        let marks = marks(&state.scenario, &state.judgements, ClockZone::Local, true);
        assert!(!marks.is_empty() && marks.len() <= rows.len());
    }
}

#[test]
fn the_status_page_is_compared_with_the_truth() {
    for state in all() {
        let board = |minutes| frame(&state, minutes).board;
        let Some(quiet) = board(state.scenario.span.0) else { continue };
        assert!(!quiet.posted && !quiet.is_wrong());
        let minutes = (0..state.recording.moments()).map(|moment| state.recording.time(moment));
        let wrong = minutes.filter_map(board).any(|board| board.is_wrong());
        assert!(wrong, "at some moment it says less than the truth");
    }
}

#[test]
fn tracks_are_painted_whole_and_kept_while_they_hold() {
    let state = open(0);
    let (scenario, inputs) = (&state.scenario, &state.inputs);
    let mut paint = Paint::new(scenario);
    let painter = Painter::new(scenario, inputs, &paint);
    let total: usize = scenario.knobs().map(|(parameter, ..)| values(scenario, parameter).len()).sum();
    assert_eq!(painter.size_hint(), (total, Some(total)));
    let (parameter, value) = a_change(&state);
    let count = values(scenario, parameter).len();
    let is_bare = |paint: &Paint| paint.track(parameter).iter().all(Option::is_none);
    for (index, painted) in painter.filter(|painted| painted.parameter == parameter).enumerate() {
        assert!((0.0..=1.0).contains(&painted.outcome.peak_error) && painted.outcome.outage_hours >= 0.0);
        paint.put(inputs, painted);
        assert_eq!(is_bare(&paint), index + 1 < count, "shown when it is whole");
    }
    // Moving its own knob keeps a track, moving another does not; until it is painted anew, it stays.
    assert!(paint.track(parameter).iter().all(Option::is_some) && paint.holds(inputs, parameter));
    let mut moved = Inputs::clone(inputs);
    moved.set_value(scenario, parameter, value).expect("the value is in range");
    assert!(paint.holds(&moved, parameter));
    let other = Inputs { seed: Some(1), ..moved };
    assert!(!paint.holds(&other, parameter));
    let before = paint.track(parameter).to_vec();
    paint.put(
        &other,
        Painted { parameter, stop: 0, outcome: Outcome { value: 0.0, peak_error: 0.5, outage_hours: 77.0 } },
    );
    assert_eq!(paint.track(parameter), before);
}

#[test]
fn values_along_a_track_are_values_of_the_knob() {
    for state in all() {
        for (parameter, _, knob) in state.scenario.knobs() {
            let values = values(&state.scenario, parameter);
            assert!(values.len() >= 2 && values.is_sorted());
            for value in values {
                let mut inputs = Inputs::default();
                inputs.set_value(&state.scenario, parameter, value).expect("the value is in range");
                if let Knob::Range { min, step, .. } = *knob {
                    let steps = (value - min) / step;
                    assert!((steps - steps.round()).abs() < 1e-6, "{value}");
                }
            }
        }
    }
}

#[test]
fn all_inputs_at_once_have_to_fit_the_scenario() {
    let state = open(0);
    let (parameter, value) = a_change(&state);
    let inputs = |parameter: usize| Inputs { knobs: [(parameter, value)].into(), ..Inputs::default() };
    let changed = Rc::clone(&state).reduced(Action::SetInputs(Box::new(inputs(parameter))));
    assert_eq!(changed.inputs.knobs.get(&parameter), Some(&value));
    let strange = Rc::clone(&state).reduced(Action::SetInputs(Box::new(inputs(usize::MAX))));
    assert!(Rc::ptr_eq(&strange, &state));
}

#[test]
fn a_painter_can_be_kept_to_some_knobs() {
    let state = open(0);
    let (parameter, _) = a_change(&state);
    let mut painter = Painter::new(&state.scenario, &state.inputs, &Paint::new(&state.scenario));
    painter.keep(&[parameter]);
    assert_eq!(painter.size_hint().0, values(&state.scenario, parameter).len());
    assert!(painter.all(|painted| painted.parameter == parameter));
}
