//! A blind page: what it shows does not depend on anything that is hidden.

use outage_explorer::address::{self, Document, Opened};
use outage_explorer::frame::{blinded, frame_seen, heard, marks};
use outage_explorer::playback::{Playback, stops};
use outage_explorer::state::{Action, Blind, Sheet, State, View};
use outage_sim::{BUILT_IN, Detail, EventChange, Inputs, Recording, Signal, run_in};
use std::rc::Rc;

const LAYERS: [Blind; 2] = [Blind::Future, Blind::Operators];

fn open(index: usize, inputs: Inputs, blind: Option<Blind>) -> State {
    State::open(Opened { document: Document::BuiltIn(index), inputs, blind, ..Opened::default() })
}

/// Moments all over the day, some of them before the trigger.
fn moments(state: &State) -> Vec<f64> {
    let (from, until) = state.scenario.span;
    let opening = state.scenario.about.opening.as_ref();
    let told = opening.map(|it| it.at).into_iter().chain(opening.map(|it| it.stop));
    let even = (0..8).map(|place| (from + (until - from) * f64::from(place) / 8.0).round());
    told.chain([0.0, 1.0]).chain(even).collect()
}

/// Everything that the page is made from, in words. Recordings apart, which are long.
fn told(state: &State, minutes: f64) -> (String, Vec<u8>) {
    let seen = blinded(state, minutes, None).expect("it is blind");
    let shown = &seen.shown;
    let (scenario, recording) = (&shown.scenario, &shown.recording);
    let frame = frame_seen(shown, minutes);
    let zone = shown.view.clock;
    let words = format!(
        "{frame:?} {:?} {:?} {}",
        stops(scenario, recording, zone),
        marks(scenario, &shown.judgements, zone, true),
        heard(scenario, recording, zone, scenario.span.0, minutes),
    );
    let bytes = recording.to_bytes();
    assert!(Rc::ptr_eq(&shown.baseline, recording), "the day as it happened is not beside it");
    let rest = without_runs(state, shown);
    (format!("{words} {:?} {rest:?}", scenario.about), bytes)
}

/// What is seen, with short runs in place of its own.
fn without_runs(state: &State, shown: &State) -> State {
    let nothing = Rc::new(run_in(&state.scenario, &Inputs::default(), Detail::Brief));
    let mut rest = shown.clone();
    (rest.recording, rest.baseline) = (Rc::clone(&nothing), nothing);
    rest
}

/// Whether two runs are the same until a time.
fn are_same(one: &Recording, other: &Recording, columns: usize, minutes: f64) -> bool {
    let last = one.moment_at(minutes);
    (0..columns).all(|column| one.column(column)[..=last] == other.column(column)[..=last])
}

#[test]
fn nothing_of_what_comes_later_is_seen() {
    for index in 0..BUILT_IN.len() {
        for blind in LAYERS {
            let day = open(index, Inputs::default(), Some(blind));
            let mut differed = 0;
            for minutes in moments(&day) {
                // Whatever begins later does not happen in another run, and nobody repairs anything.
                let later = (0..day.scenario.actions.len())
                    .filter(|action| day.recording.action(*action).is_none_or(|(at, _)| at > minutes + 0.5));
                let inputs = Inputs { events: later.map(|it| (it, EventChange::Off)).collect(), ..Inputs::default() };
                let other = open(index, inputs, Some(blind));
                let columns = day.scenario.columns.len();
                assert!(are_same(&day.recording, &other.recording, columns, minutes), "they begin alike");
                differed += usize::from(day.recording.digest() != other.recording.digest());
                assert_eq!(told(&day, minutes), told(&other, minutes), "{} at {minutes}", day.scenario.id);
            }
            assert!(differed > 4, "{}: {differed}", day.scenario.id);
        }
    }
}

#[test]
fn what_people_found_out_later_is_nowhere() {
    for index in 0..BUILT_IN.len() {
        for blind in LAYERS {
            let state = open(index, Inputs::default(), Some(blind));
            let scenario = &state.scenario;
            for minutes in moments(&state) {
                let seen = blinded(&state, minutes, None).expect("it is blind");
                let rest = &seen.shown;
                let text = format!(
                    "{:?} {:?} {:?} {:?}",
                    rest.scenario.about, rest.scenario.components, rest.scenario.actions, rest.scenario.remediations
                );
                let facts = scenario.facts.iter().flat_map(|fact| [&fact.statement, &fact.quote]);
                // Some of what was proposed is what operators did, only earlier.
                let is_done = |label: &str| scenario.actions.iter().any(|action| action.label == label);
                let fixes = scenario.remediations.iter().map(|fix| &fix.label).filter(|label| !is_done(label));
                let cards = scenario.about.story.iter().map(|card| &card.text);
                let about = [&scenario.about.summary, &scenario.about.try_first, &scenario.about.noticed];
                let later = (0..scenario.actions.len())
                    .filter(|action| state.recording.action(*action).is_none_or(|(at, _)| at > minutes + 0.5))
                    .map(|action| &scenario.actions[action].label);
                for hidden in facts.chain(fixes).chain(cards).chain(about).chain(later).filter(|it| !it.is_empty()) {
                    assert!(!text.contains(hidden.as_str()), "{} at {minutes}: {hidden}", scenario.id);
                }
                assert!(rest.scenario.facts.is_empty() && rest.judgements.is_empty());
                assert_eq!(rest.scenario.knobs().count(), 0, "hills and receipts belong to knobs");
                assert_eq!(rest.scenario.components.len(), scenario.components.len());
                assert_eq!(rest.scenario.parameters.len(), scenario.parameters.len());
                assert_eq!(rest.scenario.actions.len(), scenario.actions.len());
            }
        }
    }
}

#[test]
fn operators_see_what_their_metrics_deliver() {
    let mut gaps = 0;
    for index in 0..BUILT_IN.len() {
        let state = open(index, Inputs::default(), Some(Blind::Operators));
        let scenario = &state.scenario;
        let end = scenario.span.1;
        let seen = blinded(&state, end, None).expect("it is blind").shown;
        assert!(
            seen.recording.members(scenario.root()).is_none()
                && seen.scenario.components[scenario.root()].picture.is_none()
        );
        for moment in (0..state.recording.moments()).step_by(7) {
            let at = state.recording.time(moment);
            let missing = scenario.about.observer.map_or(0.0, |it| state.recording.column_at(it.missing.into(), at));
            let lost = (0..scenario.components.len()).filter(|&component| {
                let (is, was) =
                    [&seen.recording, &state.recording].map(|run| run.at(component, Signal::Error, at)).into();
                // What reaches them is what is true.
                assert!(is.is_nan() || is == was || scenario.components[component].column(Signal::Error).is_none());
                is.is_nan()
            });
            let lost = lost.count();
            gaps += lost;
            assert!(lost == 0 || missing >= outage_sim::ONSET, "{} at {at}", scenario.id);
            assert!(missing < 0.999 || lost > 0);
        }
        // When requests begin to fail, their charts say so at once or later, and never before.
        let begun = |run: &Recording| {
            let first = |event: &&outage_sim::Event| {
                event.what == outage_sim::What::ErrorsBegin && event.component == Some(scenario.root())
            };
            run.events().iter().find(first).map(|event| event.at)
        };
        if let (Some(seen), Some(was)) = (begun(&seen.recording), begun(&state.recording)) {
            assert!(seen >= was);
        }
        let frame = frame_seen(&seen, end);
        assert!(frame.truth.is_empty() && frame.board.is_none_or(|board| board.because.is_empty()));
    }
    assert!(gaps > 100, "{gaps}");
}

#[test]
fn what_operators_cannot_know_does_not_matter() {
    for index in 0..BUILT_IN.len() {
        let state = open(index, Inputs::default(), Some(Blind::Operators));
        let (scenario, run) = (&state.scenario, &state.recording);
        let seen = run.as_operators_see(scenario);
        // Another truth: every number that is not seen is another one, and nobody says anything about it.
        let (mut other, mut changed) = (run.to_bytes(), 0);
        for column in 0..scenario.columns.len() {
            for moment in 0..run.moments() {
                if seen.column(column)[moment].is_nan() {
                    let place = (column * run.moments() + moment) * 8;
                    other[place..place + 8].copy_from_slice(&(0.25 + run.column(column)[moment] / 3.0).to_le_bytes());
                    changed += 1;
                }
            }
        }
        assert!(changed > 10_000, "{}: {changed}", scenario.id);
        let other = Recording::from_bytes(scenario, &other).expect("a recording");
        assert_eq!(other.as_operators_see(scenario).to_bytes(), seen.to_bytes(), "{}", scenario.id);
        let mut changed = state.clone();
        changed.recording = Rc::new(other);
        let minutes = scenario.about.opens_at;
        let of = |state: &State| frame_seen(&blinded(state, minutes, None).expect("it is blind").shown, minutes);
        assert_eq!(of(&changed), of(&state));
    }
}

#[test]
fn blind_pages_open_nothing_and_change_nothing() {
    for blind in LAYERS {
        let before = Rc::new(open(0, Inputs::default(), Some(blind)));
        let knob = before.scenario.knobs().next().expect("there are knobs").0;
        for action in [
            Action::SetKnob { parameter: knob, value: 1.0 },
            Action::SetFix { fix: 0, on: true },
            Action::SetEvent { action: 0, on: false },
            Action::MoveEvent { action: 0, at: 90.0 },
            Action::ResetAll,
            Action::Undo,
            Action::SetInputs(Box::new(Inputs { seed: Some(7), ..Inputs::default() })),
            Action::Toggle(Sheet::Facts),
            Action::Toggle(Sheet::Trust),
            Action::Toggle(Sheet::Compare),
            Action::Toggle(Sheet::Notebook),
            Action::Toggle(Sheet::Share),
            Action::Toggle(Sheet::Export),
            Action::Toggle(Sheet::Embed),
            Action::OpenCard(Some(0)),
            Action::OpenReceipt(Some(knob)),
            Action::ShowEffects(true),
            Action::LookInside(true),
        ] {
            let after = Rc::clone(&before).reduced(action.clone());
            assert!(Rc::ptr_eq(&before, &after), "{action:?}");
        }
        let help = Rc::clone(&before).reduced(Action::Toggle(Sheet::Help));
        assert_eq!(help.view.sheet, Some(Sheet::Help));
        let revealed = before.reduced(Action::SetBlind(blind.revealed()));
        assert_eq!(revealed.view.blind, blind.revealed());
    }
    let open = Rc::new(open(0, Inputs::default(), None));
    assert!(blinded(&open, 0.0, None).is_none(), "nothing is copied while nothing is hidden");
    let read = Rc::clone(&open).reduced(Action::OpenCard(Some(2))).reduced(Action::Toggle(Sheet::Facts));
    let hidden = read.reduced(Action::SetBlind(Some(Blind::Future)));
    assert_eq!(hidden.view, View { blind: Some(Blind::Future), ..open.view });
}

#[test]
fn what_is_hidden_ends_with_what_hid_it() {
    for word in ["future", "operators"] {
        let in_session = format!("#/kinesis-2020?t=04:30&session=kinesis-2020-hour&step=2&blind={word}");
        let session = Rc::new(State::open(address::parse(&in_session)));
        assert!(session.session.is_some() && session.view.blind.is_some());
        let left = Rc::clone(&session).reduced(Action::LeaveSession);
        assert_eq!((left.session.is_some(), left.view.blind, left.entry), (false, None, session.entry + 1));
        let alone = Rc::new(State::open(address::parse(&format!("#/kinesis-2020?t=04:30&blind={word}"))));
        for before in [session, alone] {
            let other = before.reduced(Action::OpenBuiltIn(1));
            assert_eq!((other.session.is_some(), other.view.blind), (false, None), "another day tells all of it");
        }
    }
}

#[test]
fn in_a_session_the_public_is_told_by_whoever_commands() {
    let board = |link: &str| {
        let state = State::open(address::parse(link));
        let at = state.scenario.span.1;
        let seen = blinded(&state, at, None).expect("it is blind").shown;
        frame_seen(&seen, at).board
    };
    let link = "#/kinesis-2020?blind=operators";
    assert!(board(link).expect("operators read it too").posted, "it was posted to that day");
    assert_eq!(board(&format!("{link}&session=kinesis-2020-hour&step=4")), None);
}

#[test]
fn a_blind_link_says_nothing_of_the_run_and_stays_blind() {
    for (word, blind) in [("future", Blind::Future), ("operators", Blind::Operators)] {
        let link = format!("#/kinesis-2020?t=04:30&blind={word}&open=facts&card=recovery&effects=1&inside=1");
        let day = State::open(address::parse(&link));
        assert_eq!(
            (&day.notices[..], day.view.blind, day.view.sheet, day.view.card),
            (&[][..], Some(blind), None, None)
        );
        assert!(day.stage.is_none() && !day.announcement.contains('%'));
        let playback = Playback::new(day.scenario.span, day.cue.at);
        let written = address::write(&day, &playback);
        // Another run of the same inputs: what a later version of the model may give.
        let mut other = day.clone();
        other.recording = State::open(address::parse("#/kinesis-2020?off=add-capacity")).recording;
        assert_eq!(written, address::write(&other, &playback));
        assert!(written.contains(&format!("blind={word}")) && !written.contains("m="), "{written}");
        assert_eq!(State::open(address::parse(&written)).view, day.view);
    }
}

#[test]
fn what_is_kept_from_a_moment_to_the_next_changes_nothing() {
    for blind in LAYERS {
        let state = open(0, Inputs::default(), Some(blind));
        let mut before = None;
        for minutes in moments(&state) {
            let kept = blinded(&state, minutes, before.as_ref()).expect("it is blind");
            let fresh = blinded(&state, minutes, None).expect("it is blind");
            assert_eq!(kept.shown.scenario, fresh.shown.scenario);
            assert_eq!(kept.shown.recording.to_bytes(), fresh.shown.recording.to_bytes());
            before = Some(kept);
        }
    }
}
