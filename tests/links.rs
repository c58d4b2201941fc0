//! Links: what is written is read back, and any text at all opens something.

use outage_explorer::address::{self, Opened};
use outage_explorer::playback::{Playback, SPEEDS};
use outage_explorer::state::{Action, ClockZone, State, Theme};
use outage_sim::{BUILT_IN, Inputs, Knob, Scenario, Shape};
use proptest::prelude::*;
use std::rc::Rc;

fn open(built_in: usize) -> Rc<State> {
    Rc::new(State::open(Opened { built_in, ..Opened::default() }))
}

fn scenario(built_in: usize) -> Scenario {
    Scenario::parse(BUILT_IN[built_in].1).expect("built-in scenarios are valid")
}

/// Something that can be done on the page, from three numbers.
fn action(scenario: &Scenario, what: u8, which: usize, much: f64) -> Action {
    let knobs: Vec<_> = scenario.knobs().collect();
    let (parameter, spec, knob) = knobs[which % knobs.len()];
    let (from, until) = scenario.span;
    match what % 10 {
        0..=3 => {
            let value = match (knob, spec.shape) {
                (Knob::Words(words), Shape::Choice { words: all }) => {
                    let word = words[(much * words.len() as f64) as usize % words.len()].0;
                    all.iter().position(|known| *known == word).unwrap_or(0) as f64
                }
                (Knob::Range { min, max, .. }, _) => min + (max - min) * much,
                _ => spec.value,
            };
            Action::SetKnob { parameter, value }
        }
        4 => Action::MoveEvent { action: which % scenario.actions.len(), at: from + (until - from) * much },
        5 => Action::SetEvent { action: which % scenario.actions.len(), on: much < 0.5 },
        6 | 7 => Action::SetFix { fix: which % scenario.remediations.len().max(1), on: much < 0.6 },
        8 => Action::SetSeed((much < 0.7).then_some(which as u64)),
        _ => Action::Select(which % scenario.components.len()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_somebody_did_survives_its_link(
        built_in in 0..BUILT_IN.len(),
        deeds in prop::collection::vec((any::<u8>(), any::<usize>(), 0.0..1.0f64), 0..12),
        at in 0.0..1.0f64,
        speed in 0..SPEEDS.len(),
        dark: bool,
        utc: bool,
    ) {
        let scenario = scenario(built_in);
        let mut state = deeds
            .iter()
            .fold(open(built_in), |state, &(what, which, much)| state.reduced(action(&scenario, what, which, much)));
        if dark {
            state = state.reduced(Action::SetTheme(Theme::Dark));
        }
        if utc {
            state = state.reduced(Action::SetClock(ClockZone::Utc));
        }
        let mut playback = Playback::new(scenario.span, scenario.span.0 + (scenario.span.1 - scenario.span.0) * at);
        playback.speed = SPEEDS[speed];
        let link = address::write(&state, &playback);
        prop_assert!(link.len() < 2_000, "{} characters", link.len());
        let opened = address::parse(&link);
        prop_assert_eq!(&opened.notices, &[]);
        prop_assert_eq!(opened.built_in, built_in);
        prop_assert_eq!(&opened.inputs, &*state.inputs, "{}", link);
        prop_assert!((opened.at.unwrap_or(f64::NAN) - playback.cursor).abs() <= 0.5);
        let again = State::open(opened);
        prop_assert_eq!(again.view.selected, state.view.selected);
        prop_assert_eq!(again.view.theme, state.view.theme);
        prop_assert_eq!(again.view.clock, state.view.clock);
        prop_assert_eq!(again.cue.speed.unwrap_or(outage_explorer::playback::SPEED), playback.speed);
        prop_assert_eq!(again.recording.digest(), state.recording.digest());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_opens_something(text in "\\PC{0,200}") {
        let opened = address::parse(&text);
        prop_assert!(opened.built_in < BUILT_IN.len());
        prop_assert!(opened.notices.len() <= 13);
    }

    #[test]
    fn any_value_of_a_key_is_read_or_reported(
        key in prop::sample::select(vec!["off", "at", "fix", "seed", "t", "sel", "theme", "clock", "speed", "x.y"]),
        value in "[-+0-9a-zA-Z:@,.%é ]{1,40}",
    ) {
        let _ = address::parse(&format!("#/{}?{key}={value}", BUILT_IN[0].0));
    }
}

#[test]
fn an_empty_link_is_the_day_as_it_happened() {
    for link in ["", "#", "#/", "/", "  ", &format!("#/{}", BUILT_IN[0].0), &format!("#/{}/?&&", BUILT_IN[0].0)] {
        assert_eq!(address::parse(link), Opened::default(), "{link:?}");
    }
}

#[test]
fn the_rest_of_a_link_is_kept_when_a_part_is_wrong() {
    let scenario = scenario(0);
    let (parameter, spec, knob) =
        scenario.knobs().find(|(_, _, knob)| matches!(knob, Knob::Range { .. })).expect("there is a slider");
    let &Knob::Range { min, max, .. } = knob else { unreachable!() };
    let fine = if spec.value == min { max } else { min };
    let id = &spec.id;
    let wrong = [
        format!("{id}=NaN"),
        format!("{id}=inf"),
        format!("{id}={}", max * 2.0 + 1.0),
        format!("{id}="),
        format!("{id}s=1"),
        "off=nothing".into(),
        "at=nothing@05:40".into(),
        format!("at={}@25:99", scenario.actions[0].id),
        format!("at={}@%2B9d05:40", scenario.actions[0].id),
        format!("at={}", scenario.actions[0].id),
        "fix=magic".into(),
        "seed=-1".into(),
        "t=late".into(),
        "t=%2B5d01:00".into(),
        "sel=nobody".into(),
        "theme=pink".into(),
        "clock=mayan".into(),
        "speed=-3".into(),
        "speed=NaN".into(),
        "%ff%fe=%00".into(),
    ];
    for wrong in wrong {
        for link in [format!("#/{}?{wrong}&{id}={fine}", scenario.id), format!("#/{}?{id}={fine}&{wrong}", scenario.id)]
        {
            let opened = address::parse(&link);
            assert_eq!(opened.notices.len(), 1, "{link}: {:?}", opened.notices);
            assert!(!opened.notices[0].text.is_empty() && !opened.notices[0].place.is_empty());
            assert_eq!(opened.inputs.knobs.get(&parameter), Some(&fine), "{link}");
        }
    }
}

#[test]
fn unknown_outages_are_reported_and_the_first_one_opens() {
    for link in ["#/no-such-outage?seed=3", "#/file:my-own?seed=3", "#/%F0%9F%92%A5"] {
        let opened = address::parse(link);
        assert_eq!((opened.built_in, opened.notices.len()), (0, 1), "{link}");
        assert_eq!(opened.inputs, Inputs::default());
    }
}

#[test]
fn a_huge_link_is_cut() {
    let huge = format!("#/{}?seed=7&x={}", BUILT_IN[0].0, "é".repeat(5_000_000));
    let opened = address::parse(&huge);
    assert_eq!(opened.inputs.seed, Some(7));
    assert!(opened.notices.iter().any(|notice| notice.text.contains("too long")));
    assert!(opened.notices.iter().all(|notice| notice.text.len() + notice.place.len() < 2_000));
    let many = format!("#/{}?{}", BUILT_IN[0].0, "x=1&".repeat(1_000));
    assert!(address::parse(&many).notices.len() <= 13);
}

#[test]
fn other_programs_may_escape_a_link() {
    let scenario = scenario(0);
    let day_after = scenario.clock.parse("+1d02:00").expect("a time");
    for time in ["+1d02:00", "%2B1d02:00", "%2b1d02%3A00", "%201d02:00", "+1d%2002:00"] {
        let opened = address::parse(&format!("#/{}?t={time}", scenario.id));
        let expected = (scenario.span.0..=scenario.span.1).contains(&day_after).then_some(day_after);
        assert_eq!(opened.at, expected, "{time}");
    }
}

#[test]
fn a_scenario_from_a_file_says_that_its_link_does_not_hold_it() {
    let text = BUILT_IN[0].1.to_owned();
    let state = open(0).reduced(Action::OpenFile { name: "mine.toml".into(), text });
    assert_eq!((state.built_in, state.notices.len()), (None, 0));
    let opened = address::parse(&address::write(&state, &Playback::new(state.scenario.span, 0.0)));
    assert!(opened.notices[0].text.contains("opened from a file"));
}
