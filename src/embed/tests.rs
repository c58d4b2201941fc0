//! `EXPLORE=20000 cargo test --lib embed` draws that many cases for each property.

use super::*;
use crate::address;
use crate::playback::{Playback, SPEED};
use crate::state::{State, Theme};
use proptest::prelude::*;
use std::rc::Rc;

fn state() -> State {
    State::open(address::parse(""))
}

fn cursor(state: &State) -> Playback {
    Playback::new(state.scenario.span, state.cue.at)
}

fn message(fields: &[(&str, Value)]) -> Vec<(String, Value)> {
    let envelope = [("type", TYPE.into()), ("v", Value::Number(1.0)), ("id", "a".into())];
    envelope.iter().chain(fields).map(|(key, value)| ((*key).to_owned(), value.clone())).collect()
}

fn command(fields: &[(&str, Value)]) -> Command {
    match decode(&message(fields)) {
        Decoded::Command(message) => message.command,
        other => panic!("{other:?}"),
    }
}

fn refusal(fields: &[(&str, Value)]) -> String {
    match decode(&message(fields)) {
        Decoded::Refused { id: Some(_), problem } => problem.text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn commands_are_read() {
    assert_eq!(command(&[("command", "play".into())]), Command::Play);
    assert_eq!(command(&[("command", "seek".into()), ("to", "07:41".into())]), Command::Seek("07:41".into()));
    let set = command(&[("command", "set".into()), ("set", "a.b=1".into())]);
    assert_eq!(set, Command::Set("a.b=1".into()));
    let spot = command(&[("command", "highlight".into()), ("of", "a,b".into())]);
    assert_eq!(spot, Command::Highlight { of: "a,b".into(), from: None, until: None });
    assert_eq!(command(&[("command", "export".into()), ("format", "link".into())]), Command::Export(Export::Link));
}

#[test]
fn what_is_not_for_us_gets_no_answer() {
    let foreign = |fields: &[(&str, Value)]| {
        let fields: Vec<_> = fields.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
        decode(&fields) == Decoded::Foreign
    };
    assert!(foreign(&[]));
    assert!(foreign(&[("type", "embed-size".into()), ("sentinel", "amp".into())]));
    assert!(foreign(&[("type", TYPE.into()), ("v", Value::Number(1.0)), ("event", "ready".into())]), "no echo");
}

#[test]
fn what_cannot_be_followed_is_told() {
    assert!(refusal(&[("command", "dance".into())]).contains("Accepted: play"));
    assert!(refusal(&[]).contains("no command"));
    assert!(refusal(&[("command", "seek".into())]).contains("needs `to`"));
    assert!(refusal(&[("command", "seek".into()), ("to", Value::Number(f64::NAN))]).contains("clock time"));
    assert!(refusal(&[("command", "set".into()), ("set", Value::Other)]).contains("at most"));
    assert!(refusal(&[("command", "export".into()), ("format", "exe".into())]).contains("svg"));
    let old: Vec<_> = [("type", TYPE.into()), ("v", Value::Number(2.0)), ("command", "play".into())]
        .map(|(key, value): (&str, Value)| (key.to_owned(), value))
        .into();
    assert!(matches!(decode(&old), Decoded::Refused { problem: Problem { code: "version", .. }, .. }));
}

#[test]
fn unknown_fields_are_named_and_ignored() {
    let Decoded::Command(message) = decode(&message(&[("command", "play".into()), ("volume", Value::Number(11.0))]))
    else {
        panic!("a command");
    };
    assert_eq!(message.unknown, ["volume"]);
}

#[test]
fn moments_are_clock_times_minutes_and_ids() {
    let state = state();
    let clock = state.scenario.clock.parse("07:41").expect("a time");
    assert_eq!(moment(&state, &"07:41".into()), Ok(clock));
    assert_eq!(moment(&state, &Value::Number(12.5)), Ok(12.5));
    let action = &state.scenario.actions[0];
    assert_eq!(moment(&state, &action.id.as_str().into()), Ok(action.at));
    for wrong in ["99:99", "zebra", "", "+9d07:41"] {
        assert!(moment(&state, &wrong.into()).is_err(), "{wrong}");
    }
    assert!(moment(&state, &Value::Number(1e300)).is_err());
}

#[test]
fn a_spot_dims_the_rest() {
    let state = state();
    let (first, second) = (&state.scenario.components[0].id, &state.scenario.components[1].id);
    let spot_of = |of: &str| spot(&state, of, None, None);
    let one = spot_of(first).expect("a component");
    assert!(!one.dims(0) && one.dims(1));
    assert!(!spot_of(&format!("{first}, {second}")).expect("components").dims(1));
    assert!(!spot_of("").expect("nothing dimmed").dims(1));
    assert!(spot_of("zebra").is_err());
    assert!(spot(&state, "", Some(&Value::Number(5.0)), Some(&Value::Number(1.0))).is_err());
}

/// The state after commands that came together.
fn after(state: &State, commands: &[Command]) -> Result<State, Problem> {
    let mut pending = Pending::default();
    commands.iter().try_for_each(|command| pending.add(state, command))?;
    let Changes { inputs, theme, clock, .. } = pending.changes(state, &state.inputs)?;
    let looks = theme.map(Action::SetTheme).into_iter().chain(clock.map(Action::SetClock));
    let actions = std::iter::once(Action::SetInputs(Box::new(inputs))).chain(looks);
    Ok(Rc::unwrap_or_clone(actions.fold(Rc::new(state.clone()), |state, action| state.reduced(action))))
}

fn set(words: &str) -> Command {
    Command::Set(words.into())
}

fn after_set(state: &State, words: &str) -> Result<State, Problem> {
    after(state, &[set(words)])
}

#[test]
fn set_speaks_the_words_of_links() {
    let state = state();
    let (index, knob, _) = state.scenario.knobs().next().expect("a knob");
    let event = &state.scenario.actions[1].id;
    let fix = &state.scenario.remediations[0].id;
    let (id, value) = (&knob.id, knob.text(knob.value * 1.5));
    let changed = after_set(&state, &format!("off={event}&fix={fix}&seed=7&theme=dark")).expect("words");
    assert_eq!((changed.inputs.events.len(), changed.inputs.fixes.len()), (1, 1));
    assert_eq!((changed.inputs.seed, changed.view.theme), (Some(7), Theme::Dark));
    let both = after_set(&changed, &format!("{id}={value}&fix=")).expect("words");
    assert!(both.inputs.events.len() == 1 && both.inputs.fixes.is_empty(), "what is not named stays");
    if let Some(set) = both.inputs.knobs.get(&index) {
        assert_eq!(*set, knob.value * 1.5);
    }
    assert!(
        after_set(&both, &format!("{id}=")).expect("words").inputs.knobs.is_empty(),
        "an empty value takes it back"
    );
}

#[test]
fn an_empty_speed_is_the_usual_one() {
    let state = state();
    let speed = |set: &str| changes(&state, &state.inputs, address::words(set)).expect("words").speed;
    assert_eq!((speed("speed="), speed("speed=10"), speed("seed=7")), (Some(SPEED), Some(10.0), None));
}

#[test]
fn set_does_all_or_nothing() {
    let state = state();
    let (_, knob, _) = state.scenario.knobs().next().expect("a knob");
    for wrong in ["zebra=1", "t=07:41", "unlock=all", "v=9", "x=1.AAAA", &format!("{}=soup", knob.id), "at=zebra@05:40"]
    {
        assert!(after_set(&state, wrong).is_err(), "{wrong}");
    }
    assert!(after_set(&state, &format!("seed=7&{}=soup", knob.id)).is_err());
    assert!(after_set(&state, "").expect("nothing").inputs.is_as_it_happened());
}

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
    let batches: Vec<Batch> = std::iter::from_fn(|| inbox.next()).collect();
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
    let batch = inbox.next().expect("a batch");
    assert!(inbox.is_empty());
    assert!(format!("{batch:?}").len() < 400, "{batch:?}");
}

#[test]
fn events_carry_the_envelope_and_the_id() {
    let fields = Event::Resize(420.0).fields(Some(&"7".into()), "");
    assert_eq!(
        fields[..4],
        [("type", TYPE.into()), ("v", Value::Number(1.0)), ("event", "resize".into()), ("id", "7".into()),]
    );
    assert_eq!(fields[4], ("height", Value::Number(420.0)));
}

#[test]
fn heights_speak_to_embedly_and_pym() {
    let texts = heights(420.0, "https://a.example/embed.html#/\"x\"", Some("figure-1"));
    assert_eq!(
        texts,
        [
            r##"{"src":"https://a.example/embed.html#/\"x\"","context":"iframe.resize","height":420}"##,
            "pymxPYMxfigure-1xPYMxheightxPYMx420"
        ]
    );
    assert_eq!(heights(420.0, "a", None).len(), 1);
}

/// This many cases, or as many as `EXPLORE` says.
fn cases(usual: u32) -> ProptestConfig {
    let asked = std::env::var("EXPLORE").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(asked.unwrap_or(usual)) }
}

fn value() -> impl Strategy<Value = Value> {
    let words = prop_oneof![
        Just(TYPE.to_owned()),
        proptest::sample::select(vec![
            "play",
            "pause",
            "seek",
            "set",
            "reset",
            "reveal",
            "highlight",
            "export",
            "state",
            "svg",
            "link",
            "07:41",
            "+1d07:41",
            "frontend.servers=4000",
            "off=a&at=b@05:00&seed=-1",
            "#/some-outage?t=99:99",
            "cascade",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,40}",
        any::<String>(),
    ];
    prop_oneof![4 => words.prop_map(Value::Text), 2 => any::<f64>().prop_map(Value::Number), 1 => Just(Value::Number(1.0)), 1 => Just(Value::Other)]
}

fn fields() -> impl Strategy<Value = Vec<(String, Value)>> {
    let key = prop_oneof![
        proptest::sample::select(vec![
            "type", "v", "id", "command", "event", "to", "set", "of", "from", "until", "format"
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    let envelope = prop_oneof![
        Just(vec![("type".to_owned(), Value::from(TYPE)), ("v".to_owned(), Value::Number(1.0))]),
        Just(Vec::new()),
    ];
    (envelope, proptest::collection::vec((key, value()), 0..40)).prop_map(|(mut fields, more)| {
        fields.extend(more);
        fields
    })
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn no_message_can_break_the_reader(fields in fields()) {
        match decode(&fields) {
            Decoded::Foreign => {}
            Decoded::Refused { problem, .. } => prop_assert!(problem.text.len() < 400),
            Decoded::Command(message) => prop_assert!(message.unknown.iter().all(|key| key.chars().count() <= 41)),
        }
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn no_word_can_break_what_commands_mean(time in value(), other in value(), of in any::<String>(), set in "([a-z.-]{1,24}=?[^&]{0,12}&?){0,4}") {
        thread_local!(static STATE: State = state());
        STATE.with(|state| {
            let _ = moment(state, &time);
            let _ = target(state, &of);
            if let Ok(spot) = spot(state, &of, Some(&time), Some(&other)) {
                assert!(spot.range.is_some_and(|(from, until)| from < until));
            }
            let _ = after_set(state, &set);
        });
    }
}
