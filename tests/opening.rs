//! The opening of an outage and its story, without a page: who is shown it, how it goes on, and what it says.

use outage_explorer::address::{Document, parse, write};
use outage_explorer::frame::{told, turn};
use outage_explorer::playback::Playback;
use outage_explorer::state::{Action, Seen, Stage, State};
use outage_sim::{BUILT_IN, ONSET, STORY, Signal};
use std::rc::Rc;

/// What somebody sees who follows a link at their first visit.
fn visit(link: &str) -> Rc<State> {
    Rc::new(State::visit(parse(link), Seen::kept("")))
}

/// The cursor where the page puts it.
fn cursor(state: &State) -> Playback {
    Playback::cued(state.scenario.span, &state.cue, 5.0)
}

/// The built-in outages that have an opening, at it.
fn openings() -> impl Iterator<Item = Rc<State>> {
    let all = BUILT_IN.iter().map(|(id, _)| visit(&format!("#/{id}")));
    all.filter(|state| state.scenario.about.opening.is_some())
}

/// Plays until it stands still; gives the seconds until a service fails, and those until the end.
fn play(state: &State, playback: &mut Playback) -> (f64, f64) {
    let root = state.scenario.root();
    let (mut first, mut seconds) = (None, 0.0);
    while playback.tick(0.05) {
        seconds += 0.05;
        if first.is_none() && state.recording.at(root, Signal::Error, playback.cursor) >= ONSET {
            first = Some(seconds);
        }
        assert!(seconds < 120.0, "{} never stops", state.scenario.id);
    }
    (first.unwrap_or(seconds), seconds)
}

#[test]
fn only_an_address_that_names_nothing_to_see_opens_with_the_opening() {
    for plain in ["", "#", "#/", "#/kinesis-2020", "#/kinesis-2020?theme=dark", "#/kinesis-2020?v=1&clock=utc"] {
        assert_eq!(visit(plain).stage, Some(Stage::Ready), "{plain}");
    }
    for telling in [
        "t=05:15",
        "play=1",
        "speed=20",
        "loop=05:15..09:39",
        "end=09:39",
        "select=frontend",
        "open=facts",
        "receipt=frontend.servers",
        "inside=1",
        "card=quiet",
        "frontend.servers=4000",
        "fix=larger-servers",
        "off=add-capacity",
        "at=add-capacity@03:30",
        "seed=7",
        "nonsense=1",
    ] {
        assert_eq!(visit(&format!("#/kinesis-2020?{telling}")).stage, None, "{telling}");
    }
    assert_eq!(visit("#/nowhere").stage, None, "what cannot be opened is said on the desk");
}

#[test]
fn nobody_is_shown_an_opening_twice() {
    let seen = |kept: &str| State::visit(parse("#/kinesis-2020"), Seen::kept(kept)).stage;
    assert_eq!(seen("dynamodb-2015 kinesis-2020"), None);
    assert_eq!(seen("*"), None);
    assert_eq!(seen("kinesis-20"), Some(Stage::Ready));
    assert_eq!(State::open(parse("#/kinesis-2020")).stage, None, "articles and programs have no visitors");

    let state = visit("").reduced(Action::Stage(None));
    assert_eq!((state.stage, state.seen.text()), (None, "kinesis-2020"));
    let again = state.reduced(Action::OpenBuiltIn(0));
    assert_eq!(again.stage, None, "the tab leads to the desk now");
    let mut other = Rc::clone(&again);
    for state in openings().filter(|state| state.scenario.id != again.scenario.id) {
        other = other.reduced(Action::OpenBuiltIn(state.document.built_in().expect("it is built in")));
        assert_eq!(other.stage, Some(Stage::Ready), "{} is new", state.scenario.id);
        other = other.reduced(Action::Stage(Some(Stage::Playing))).reduced(Action::Stage(Some(Stage::Whole)));
        assert!(other.seen.text().split(' ').any(|id| id == state.scenario.id), "it is seen once it is whole");
    }
}

#[test]
fn an_opening_goes_from_healthy_to_whole_and_back() {
    for ready in openings() {
        let opening = ready.scenario.about.opening.clone().expect("it has one");
        assert_eq!(cursor(&ready).cursor, opening.at);
        let playing = Rc::clone(&ready).reduced(Action::Stage(Some(Stage::Playing)));
        let mut playback = cursor(&playing);
        assert!(playback.playing && playback.cursor >= 0.0, "the click is the trigger");
        let (first, end) = play(&playing, &mut playback);
        assert_eq!(playback.cursor, opening.stop);
        assert!(first <= opening.pace * 1.3, "{}: {first} s until something fails", ready.scenario.id);
        assert!(end <= opening.pace * 2.6, "{}: {end} s in all", ready.scenario.id);

        let whole = Rc::clone(&playing).reduced(Action::Stage(Some(Stage::Whole)));
        assert_eq!((whole.stage, cursor(&whole).cursor), (Some(Stage::Whole), opening.stop));
        assert_eq!(cursor(&whole).course, None);
        // Without motion.
        let still = Rc::clone(&ready).reduced(Action::Stage(Some(Stage::Whole)));
        assert_eq!(cursor(&still).cursor, opening.stop);

        let desk = Rc::clone(&whole).reduced(Action::Stage(None));
        assert_eq!((desk.stage, cursor(&desk).cursor), (None, opening.stop), "it stays where it is");
        let skipped = Rc::clone(&playing).reduced(Action::Stage(None));
        assert_eq!(cursor(&skipped).cursor, ready.scenario.about.opens_at);
        for wrong in [Stage::Playing, Stage::Whole] {
            let next = Rc::clone(&desk).reduced(Action::Stage(Some(wrong)));
            assert!(Rc::ptr_eq(&next, &desk), "{wrong:?} does not follow");
        }
        assert_eq!(desk.reduced(Action::Stage(Some(Stage::Ready))).stage, Some(Stage::Ready), "to see it again");
    }
}

#[test]
fn the_opening_is_the_day_as_it_happened() {
    let state = State::open(parse("#/kinesis-2020?frontend.thread-limit=8000"));
    let again = Rc::new(state).reduced(Action::Stage(Some(Stage::Ready)));
    assert!(again.inputs.is_as_it_happened());
    let back = again.reduced(Action::Stage(None)).reduced(Action::Undo);
    assert_eq!(back.inputs.changes(), 1, "what was changed can be had again");
}

#[test]
fn the_address_is_plain_until_there_is_a_moment_to_share() {
    let ready = visit("#/kinesis-2020?t=nonsense&v=1").reduced(Action::Stage(Some(Stage::Ready)));
    let playing = Rc::clone(&ready).reduced(Action::Stage(Some(Stage::Playing)));
    for state in [&ready, &playing] {
        assert_eq!(write(state, &cursor(state)), "#/kinesis-2020");
    }
    let whole = playing.reduced(Action::Stage(Some(Stage::Whole)));
    let link = write(&whole, &cursor(&whole));
    assert!(link.starts_with("#/kinesis-2020?t=07:41&"), "{link}");
    assert_eq!(visit(&link).stage, None);
}

#[test]
fn an_opening_tells_the_quiet_and_then_who_fails() {
    let playing = visit("#/kinesis-2020").reduced(Action::Stage(Some(Stage::Playing)));
    assert_eq!(turn(&playing, 72.0).text, "1\u{202f}h 12\u{202f}m: nothing can be seen.");
    assert!(turn(&playing, 72.0).spoken.contains("2 hours"), "the whole of it is heard at once");
    let begins = playing.recording.events().iter().find(|event| event.what == outage_sim::What::ErrorsBegin);
    let first = begins.expect("it fails").at;
    assert!(turn(&playing, first).text.starts_with("First to fail, after 2\u{202f}h "), "{:?}", turn(&playing, first));
    assert!(turn(&playing, 290.0).text.contains("services fail"), "{:?}", turn(&playing, 290.0));
    assert_eq!(turn(&playing, first + 1.0).spoken, turn(&playing, 290.0).spoken, "nothing is heard but the turns");
    let whole = playing.reduced(Action::Stage(Some(Stage::Whole)));
    let told = turn(&whole, whole.cue.at);
    assert!(told.text.starts_with("07:41. 9"), "{told:?}");
    assert!(told.spoken.ends_with(&whole.scenario.about.noticed));
    for state in openings() {
        let playing = Rc::clone(&state).reduced(Action::Stage(Some(Stage::Playing)));
        let stop = state.scenario.about.opening.as_ref().map_or(0.0, |opening| opening.stop);
        for minutes in [0.0, 1.0, stop / 2.0, stop] {
            assert!(turn(&playing, minutes).text.len() > 3, "{} says something at {minutes}", state.scenario.id);
        }
    }
}

#[test]
fn every_card_has_a_link_and_a_moment() {
    for (built_in, (id, _)) in BUILT_IN.iter().enumerate() {
        let mut state = visit(&format!("#/{id}"));
        for (index, card) in state.scenario.about.story.clone().iter().enumerate() {
            state = state.reduced(Action::OpenCard(Some(index)));
            assert_eq!((state.stage, state.view.card, state.cue.at), (None, Some(index), card.at));
            let link = write(&state, &cursor(&state));
            assert!(link.contains(&format!("card={}", STORY[usize::from(card.part)].0)), "{link}");
            assert_eq!(parse(&link).card, Some(index), "{link}");
            let alone = visit(&format!("#/{id}?card={}", STORY[usize::from(card.part)].0));
            assert_eq!((alone.view.card, alone.cue.at), (Some(index), card.at));
            assert!(state.announcement.contains(&card.text), "it is heard");
        }
        let last = Rc::clone(&state).reduced(Action::TurnCard(true));
        assert!(Rc::ptr_eq(&last, &state), "there is none after the last");
        let closed = last.reduced(Action::OpenCard(None));
        assert_eq!((closed.view.card, closed.document.clone()), (None, Document::BuiltIn(built_in)));
    }
}

#[test]
fn a_card_says_what_a_changed_run_has_instead() {
    let state = State::open(parse("#/kinesis-2020?card=failure"));
    let card = state.view.card.expect("it is open");
    assert_eq!(told(&state, card).run, None);
    let changed = Rc::new(state).reduced(Action::SetFix { fix: 0, on: true });
    let run = told(&changed, card).run.expect("it differs from the day");
    let lit = &changed.scenario.about.story[card].on;
    let labels: Vec<&str> = lit.iter().map(|&on| changed.scenario.components[usize::from(on)].label.as_str()).collect();
    assert!(run.starts_with("This is the day as it happened. In your run, "), "{run}");
    assert!(labels.iter().any(|label| run.contains(label)), "{run}");
}
