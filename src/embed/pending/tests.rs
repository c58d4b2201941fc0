use super::*;
use crate::embed::tests::{after, after_set, cursor, set, state};
use crate::state::{Action, Theme};
use std::rc::Rc;

/// Two knobs of the first outage.
const KNOBS: [&str; 2] = ["frontend.servers", "frontend.thread-limit"];

#[test]
fn commands_that_come_together_are_one_change_in_their_order() {
    let state = state();
    let link = |state: &State| address::write(state, &cursor(state));
    let [servers, limit] = KNOBS;
    let event = &state.scenario.actions[1].id;
    for commands in [
        vec![set(&format!("{servers}=4000")), set(&format!("{servers}=5000&{limit}=9000"))],
        vec![set(&format!("{servers}=4000&seed=7&theme=dark")), Command::Reset, set(&format!("{limit}=9000"))],
        vec![set(&format!("{servers}=4000")), set(&format!("{servers}=")), set("fix=larger-servers"), Command::State],
        vec![set(&format!("off={event}&seed=7")), set("off="), set("clock=utc")],
        vec![set(&format!("off={event}")), set(&format!("at={event}@05:40"))],
    ] {
        let together = after(&state, &commands).expect("commands");
        let reset = |state: &State| Rc::unwrap_or_clone(Rc::new(state.clone()).reduced(Action::ResetAll));
        let one_by_one = commands.iter().fold(state.clone(), |state, command| match command {
            Command::Reset => reset(&state),
            command => after(&state, std::slice::from_ref(command)).expect("a command"),
        });
        assert_eq!(link(&together), link(&one_by_one), "{commands:?}");
    }
}

#[test]
fn a_reset_goes_back_to_what_was_opened_and_keeps_the_colours() {
    let state = State::open(address::parse("#/kinesis-2020?seed=7"));
    let mut pending = Pending::default();
    for command in [set("seed=8&theme=dark"), Command::Reset] {
        pending.add(&state, &command).expect("a command");
    }
    let changes = pending.changes(&state, &state.inputs).expect("changes");
    assert_eq!((changes.inputs.seed, changes.theme), (Some(7), Some(Theme::Dark)));
}

#[test]
fn the_cursor_goes_where_the_last_commands_say() {
    let state = state();
    let (from, until) = state.scenario.span;
    let after = |start: Playback, commands: &[Command]| {
        let mut pending = Pending::default();
        commands.iter().for_each(|command| pending.add(&state, command).expect("a command"));
        let mut playback = start;
        pending.play(&state, &mut playback);
        (playback.cursor, playback.playing)
    };
    let seek = |at: f64| Command::Seek(Value::Number(at));
    let at_end = Playback { cursor: until, ..cursor(&state) };
    let playing = Playback { playing: true, ..cursor(&state) };
    assert_eq!(after(playing, &[seek(10.0), seek(20.0)]), (20.0, false));
    assert_eq!(after(playing, &[Command::Play]), (playing.cursor, true));
    assert_eq!(after(playing, &[Command::Play, Command::Pause]), (playing.cursor, false));
    assert_eq!(after(at_end, &[Command::Play]), (from, true), "from the end it plays from the beginning");
    assert_eq!(after(at_end, &[Command::Play, Command::Pause]), (from, false));
    assert_eq!(after(at_end, &[Command::Play, seek(20.0), Command::Play]), (20.0, true));
    assert_eq!(after(playing, &[set("seed=7"), Command::State]), (playing.cursor, true));
}

#[test]
fn an_event_is_sought_in_the_run_after_the_change() {
    let state = state();
    let event = state.scenario.actions[1].clone();
    let moved = after_set(&state, &format!("at={}@05:40", event.id)).expect("words");
    let mut pending = Pending::default();
    pending.add(&state, &Command::Seek(event.id.as_str().into())).expect("an event");
    let mut playback = cursor(&state);
    pending.play(&moved, &mut playback);
    assert_eq!(Ok(playback.cursor), state.scenario.clock.parse("05:40"));
}

#[test]
fn what_is_exported_is_what_was_there_when_it_was_asked_for() {
    let state = state();
    let mut inbox = Inbox::default();
    let mut add = |command: Command| inbox.add(&state, &command, Some(&"a".into()), "");
    let [servers, limit] = KNOBS;
    for command in [set(&format!("{servers}=4000")), Command::Export(Export::Link), Command::Export(Export::Svg)] {
        assert_eq!(add(command), Ok(()));
    }
    assert_eq!(add(set(&format!("{limit}=9000"))), Ok(()));
    assert!(add(set("zebra=1")).is_err());
    for _ in 0..98 {
        assert_eq!(add(Command::Export(Export::Csv)), Ok(()));
    }
    assert!(add(Command::Export(Export::Csv)).is_err_and(|problem| problem.text.contains("100 exports")));
    let batches: Vec<Batch> = std::iter::from_fn(|| inbox.next_batch()).collect();
    let counts: Vec<_> = batches.iter().map(|batch| (batch.owed.len(), batch.exports.len())).collect();
    assert_eq!(counts, [(1, 2), (1, 98)]);
    let first = batches[0].pending.changes(&state, &state.inputs).expect("changes").inputs;
    assert_eq!(first.knobs.len(), 1);
}

#[test]
fn a_flood_stays_small() {
    let state = state();
    let mut inbox = Inbox::default();
    for index in 0..5000 {
        let command = set(&format!("{}={}", KNOBS[index % 2], 3000 + index));
        inbox.add(&state, &command, None, "").expect("a knob");
    }
    let batch = inbox.next_batch().expect("a batch");
    assert!(inbox.is_empty());
    assert!(format!("{batch:?}").len() < 400, "{batch:?}");
}
