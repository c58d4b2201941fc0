//! A fork on the page: what can be done, what is drawn against what, and its link.

use outage_explorer::address::{self, Opened};
use outage_explorer::frame::{Difference, Hint, changes, heard, hint};
use outage_explorer::notebook::Kept;
use outage_explorer::playback::{self, Playback};
use outage_explorer::state::{Action, Change, State};
use outage_explorer::words::NARROW;
use outage_sim::Detail;
use std::rc::Rc;

fn open(link: &str) -> Rc<State> {
    let state = State::open(address::parse(link));
    assert_eq!(state.notices, [], "{link}");
    Rc::new(state)
}

fn limit(state: &State, value: f64) -> Action {
    Action::SetKnob { parameter: state.scenario.parameter("frontend.thread-limit").expect("there is one"), value }
}

fn minutes(state: &State, time: &str) -> f64 {
    state.scenario.clock.parse(time).expect("it is a time")
}

fn link(state: &State) -> String {
    address::write(state, &Playback::new(state.scenario.span, 0.0))
}

#[test]
fn changes_begin_at_the_playhead_and_both_futures_are_there() {
    let day = open("#/kinesis-2020");
    let at = minutes(&day, "04:30");
    let armed = Rc::clone(&day).reduced(Action::Fork(Some(at + 0.3)));
    assert_eq!((armed.forks_at(), armed.inputs.changes()), (Some(at), 0));
    assert!(!armed.fork_is_idle(), "nothing was changed yet");
    let forked = Rc::clone(&armed).reduced(limit(&armed, 12_000.0));
    let moment = day.recording.moment_at(at);
    let root = |state: &State| state.recording.column(0)[..=moment].to_vec();
    assert_eq!(root(&forked), root(&day));
    assert_ne!(forked.recording.digest(), day.recording.digest());
    let (other, name) = forked.other();
    assert!(Rc::ptr_eq(other, &forked.baseline) && name == "as it happened");
    // From the start it prevents the outage; from here it does not.
    let plain = Rc::clone(&forked).reduced(Action::Fork(None));
    assert!(plain.recording.worst_error() < forked.recording.worst_error());
    assert_eq!(plain.inputs, open("#/kinesis-2020?frontend.thread-limit=12000").inputs);
    // Taken back step by step.
    let undone = plain.reduced(Action::Undo);
    assert_eq!(undone.inputs, forked.inputs);
    assert_eq!(undone.reduced(Action::Undo).inputs, armed.inputs);
    assert!(armed.reduced(Action::ResetAll).inputs.is_as_it_happened());
}

#[test]
fn a_fork_of_a_changed_run_is_drawn_against_that_run() {
    let changed = open("#/kinesis-2020?frontend.servers=4000&fix=cognito-survives");
    let at = minutes(&changed, "05:15");
    let forked = Rc::clone(&changed).reduced(Action::Fork(Some(at))).reduced(limit(&changed, 12_000.0));
    let (other, name) = forked.other();
    assert_eq!(other.digest(), changed.recording.digest());
    assert_ne!(name, "as it happened");
    let again = open(&link(&forked));
    assert_eq!(again.inputs, forked.inputs, "{}", link(&forked));
    assert_eq!(again.other().0.digest(), other.digest());
    let moved = Rc::clone(&forked).reduced(Action::Fork(Some(at + 60.0)));
    assert_eq!(moved.other().0.digest(), other.digest(), "moving it does not change what was before");
    assert_eq!(moved.inputs.knobs, forked.inputs.knobs);
    let told = changes(&forked).join("; ").replace(NARROW, " ");
    assert!(told.contains("From 05:15 on: Thread limit: 12 000") && !told.contains("on: Servers"), "{told}");
    assert!(Kept::of(&forked, 0.0).link.contains("fork="));
}

#[test]
fn what_had_happened_before_a_fork_cannot_be_changed() {
    let day = open("#/kinesis-2020");
    let trigger = day.scenario.actions.iter().position(|action| action.is_trigger).expect("there is one");
    let forked = Rc::clone(&day).reduced(Action::Fork(Some(minutes(&day, "05:15"))));
    for action in [
        Action::SetEvent { action: trigger, on: false },
        Action::MoveEvent { action: trigger, at: 300.0 },
        Action::ResetEvent(trigger),
    ] {
        let refused = Rc::clone(&forked).reduced(action);
        assert_eq!((refused.notices.len(), &refused.inputs), (1, &forked.inputs));
    }
    // What comes later can be, though not to a time before.
    let later = (0..day.scenario.actions.len()).rfind(|action| day.recording.action(*action).is_some()).expect("one");
    let moved = Rc::clone(&forked).reduced(Action::MoveEvent { action: later, at: 0.0 });
    let (begun, _) = moved.recording.action(later).expect("it happens");
    assert!(begun > moved.forks_at().expect("it is forked"));
}

#[test]
fn a_change_that_comes_too_late_is_told_to_be_none() {
    let day = open("#/kinesis-2020");
    let forked = Rc::clone(&day).reduced(Action::Fork(Some(minutes(&day, "07:00"))));
    let late = Rc::clone(&forked).reduced(limit(&forked, 12_000.0));
    assert!(late.fork_is_idle());
    assert!(!late.reduced(Action::Fork(Some(minutes(&day, "04:30")))).fork_is_idle());
    assert_eq!(day.reduced(Action::Fork(Some(f64::NAN))).forks_at(), None);
}

#[test]
fn what_a_link_says_of_a_fork_is_taken_or_reported() {
    let read = |query: &str| address::parse(&format!("#/kinesis-2020?{query}"));
    let opened = read("fork=05:15,frontend.servers:4000,off:cognito-fix,fix:larger-servers&frontend.thread-limit=8000");
    assert_eq!(opened.notices, []);
    let fork = opened.inputs.fork.as_ref().expect("it forks");
    assert_eq!((fork.before.knobs.len(), fork.before.events.len(), fork.before.fixes.len()), (1, 1, 1));
    assert_eq!((opened.inputs.knobs.len(), opened.inputs.events.len()), (1, 0));
    // What is not understood is reported, and the rest is kept.
    for (query, kept) in [
        ("fork=", false),
        ("fork=25:99", false),
        ("fork=05:15,", true),
        ("fork=05:15,magic:1", true),
        ("fork=05:15,frontend.servers:NaN", true),
        ("fork=05:15,frontend.servers:1e99", true),
        ("fork=05:15,fork:04:00", true),
        ("fork=05:15,at:cognito-fix@,off:,fix:", true),
    ] {
        let Opened { inputs, notices, .. } = read(&format!("{query}&frontend.thread-limit=8000"));
        assert_eq!((inputs.fork.is_some(), inputs.knobs.len()), (kept, 1), "{query}");
        assert!(notices.is_empty() == (query == "fork=05:15,"), "{query}: {notices:?}");
        assert!(inputs.fork.is_none_or(|fork| fork.before.is_as_it_happened()), "{query}");
    }
    let flood = format!("fork=05:15{}", ",magic:1".repeat(10_000));
    assert!(read(&flood).notices.len() <= 13);
    let state = State::open(read("fork=05:15&frontend.thread-limit=8000"));
    let run = outage_sim::run_in(&state.scenario, &state.inputs, Detail::Brief);
    assert_eq!(run.digest(), state.recording.digest());
}

#[test]
fn a_fork_of_a_changed_run_is_summed_up_against_that_run() {
    let changed = open("#/kinesis-2020?frontend.restart-rate=500");
    let at = minutes(&changed, "05:15");
    let forked = Rc::clone(&changed).reduced(Action::Fork(Some(at)));
    let armed = forked.headline().figures.map(|figure| (figure.was, figure.change));
    let own = changed.headline().figures.map(|figure| figure.value);
    let summed: Vec<&String> = armed[..3].iter().map(|(was, _)| was).collect();
    assert_eq!(summed, own[..3].iter().collect::<Vec<_>>(), "of the run that it forks from");
    assert!(armed.iter().all(|(_, change)| *change == Change::Same) && armed[3].0 == "–");
    let restart = forked.scenario.parameter("frontend.restart-rate").expect("there is one");
    let slower = Rc::clone(&forked).reduced(Action::SetKnob { parameter: restart, value: 100.0 });
    let told = |state: &State| match hint(state) {
        Hint::Run(compared) => (compared.difference, compared.head + &compared.rest),
        other => panic!("{other:?}"),
    };
    let (difference, text) = told(&slower);
    assert_eq!(difference, Difference::Worse, "{text}");
    assert!(text.replace(NARROW, " ").contains("without the changes from 05:15"), "{text}");
    assert_eq!(told(&forked).1, "Hardly different from the run without the changes from 05:15.");
    // A fork of the day is compared with the day, as any change of it.
    let plain = open("#/kinesis-2020?fork=05:15&frontend.restart-rate=500");
    assert!(!told(&plain).1.contains("without the changes"), "{}", told(&plain).1);
}

#[test]
fn a_fork_is_among_what_happened_wherever_that_is_told() {
    let forked = open("#/kinesis-2020?fork=05:15&frontend.thread-limit=8000&off=remove-capacity");
    let at = minutes(&forked, "05:15");
    let scenario = &forked.scenario;
    let heard = heard(scenario, &forked.recording, forked.view.clock, at - 1.0, at);
    assert!(heard.contains("The changes begin."), "{heard}");
    let stops = playback::stops(scenario, &forked.recording, forked.view.clock);
    assert!(stops.iter().any(|stop| stop.at == at && stop.words.contains("The changes begin")));
}
