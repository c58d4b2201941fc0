//! `EXPLORE=20000 cargo test --lib embed` draws that many cases for each property.

use super::*;
use crate::address;
use crate::playback::{Playback, SPEED};
use crate::state::{Action, State, Theme};
use proptest::prelude::*;
use std::rc::Rc;

pub(super) fn state() -> State {
    State::open(address::parse(""))
}

pub(super) fn cursor(state: &State) -> Playback {
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
pub(super) fn after(state: &State, commands: &[Command]) -> Result<State, Problem> {
    let mut pending = Pending::default();
    commands.iter().try_for_each(|command| pending.add(state, command))?;
    let Changes { inputs, theme, clock, .. } = pending.changes(state, &state.inputs)?;
    let looks = theme.map(Action::SetTheme).into_iter().chain(clock.map(Action::SetClock));
    let actions = std::iter::once(Action::SetInputs(Box::new(inputs))).chain(looks);
    Ok(Rc::unwrap_or_clone(actions.fold(Rc::new(state.clone()), |state, action| state.reduced(action))))
}

pub(super) fn set(words: &str) -> Command {
    Command::Set(words.into())
}

pub(super) fn after_set(state: &State, words: &str) -> Result<State, Problem> {
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
