//! Links: what is written is read back, and any text at all opens something.
//!
//! `EXPLORE=20000 cargo test --test links` draws that many cases for each property.

mod plans;

use outage_explorer::address::{self, Document, Opened, Unlocked};
use outage_explorer::playback::{Playback, SPEEDS};
use outage_explorer::state::{Action, ClockZone, Sheet, State, Theme};
use outage_sim::{BUILT_IN, Inputs, Knob, MODEL_VERSION, Scenario, TEXTS};
use proptest::prelude::*;
use std::rc::Rc;

/// This many cases, or as many as `EXPLORE` says.
fn cases(usual: u32) -> ProptestConfig {
    let asked = std::env::var("EXPLORE").ok().and_then(|cases| cases.parse().ok());
    // Which cases failed is printed; there is nothing to keep.
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(asked.unwrap_or(usual)) }
}

fn open(built_in: usize) -> Rc<State> {
    Rc::new(State::open(Opened { document: Document::BuiltIn(built_in), ..Opened::default() }))
}

/// Opens a text as a file.
fn opens(text: &str) -> Action {
    Action::OpenFile { name: "mine.toml".into(), text: text.into(), compiled: plans::compiled(text) }
}

fn scenario(built_in: usize) -> Scenario {
    Scenario::read(BUILT_IN[built_in].1).expect("built-in scenarios are valid")
}

/// Something that can be done on the page, from three numbers.
fn action(scenario: &Scenario, what: u8, which: usize, much: f64) -> Action {
    let knobs: Vec<_> = scenario.knobs().collect();
    let (parameter, _, knob) = knobs[which % knobs.len()];
    let (from, until) = scenario.span;
    match what % 11 {
        0..=3 => {
            let value = match knob {
                Knob::Words(words) => words[(much * words.len() as f64) as usize % words.len()].0.into(),
                Knob::Range { min, max, .. } => min + (max - min) * much,
            };
            Action::SetKnob { parameter, value }
        }
        4 => Action::MoveEvent { action: which % scenario.actions.len(), at: from + (until - from) * much },
        5 => Action::SetEvent { action: which % scenario.actions.len(), on: much < 0.5 },
        6 | 7 => Action::SetFix { fix: which % scenario.remediations.len().max(1), on: much < 0.6 },
        8 => Action::SetSeed((much < 0.7).then_some(which as u64)),
        9 => Action::Fork((much < 0.8).then_some(from + (until - from) * much)),
        _ => Action::Select(which % scenario.components.len()),
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn what_somebody_did_survives_its_link(
        built_in in 0..BUILT_IN.len(),
        deeds in prop::collection::vec((any::<u8>(), any::<usize>(), 0.0..1.0f64), 0..12),
        at in 0.0..1.0f64,
        speed in 0..SPEEDS.len(),
        dark: bool,
        utc: bool,
        facts: bool,
        stretch in prop::option::of((0.0..0.5f64, 0.51..1.0f64)),
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
        if facts {
            state = state.reduced(Action::Toggle(Sheet::Facts));
        }
        let along = |share: f64| (scenario.span.0 + (scenario.span.1 - scenario.span.0) * share).round();
        let mut playback = Playback::new(scenario.span, scenario.span.0 + (scenario.span.1 - scenario.span.0) * at);
        playback.speed = SPEEDS[speed];
        playback.playing = dark;
        playback.repeat = stretch.map(|(from, until)| (along(from), along(until)));
        playback.end = stretch.map(|(from, _)| along(from));
        let link = address::write(&state, &playback);
        prop_assert!(link.len() < 2_000, "{} characters", link.len());
        let opened = address::parse(&link);
        prop_assert_eq!(&opened.notices, &[]);
        prop_assert_eq!(&opened.document, &Document::BuiltIn(built_in));
        prop_assert_eq!(&opened.inputs, &*state.inputs, "{}", link);
        prop_assert!((opened.at.unwrap_or(f64::NAN) - playback.cursor).abs() <= 0.5);
        let again = State::open(opened);
        prop_assert_eq!(&again.notices, &[], "the run is the one its author saw");
        prop_assert_eq!(again.view, state.view);
        let cued = Playback::cued(scenario.span, &again.cue, outage_explorer::playback::SPEED);
        prop_assert_eq!(Playback { cursor: playback.cursor, ..cued }, playback);
        prop_assert_eq!(again.recording.digest(), state.recording.digest());
        let once_more = address::write(&again, &cued);
        prop_assert_eq!(once_more, link, "a link that is opened and shared is the same link");
    }
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn any_text_opens_something(text in "\\PC{0,200}") {
        let opened = address::parse(&text);
        prop_assert!(opened.document.built_in().is_some_and(|index| index < BUILT_IN.len()));
        prop_assert!(opened.notices.len() <= 13);
    }

    #[test]
    fn any_change_to_a_link_opens_something(
        line in prop::sample::select(include_str!("corpus/links.txt").lines().filter(|it| it.starts_with("#/")).collect::<Vec<_>>()),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 1..6),
    ) {
        let mut bytes = line.as_bytes().to_vec();
        for (at, byte, kind) in edits {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => bytes.truncate(at.max(1)),
            }
        }
        let opened = address::parse(&String::from_utf8_lossy(&bytes));
        prop_assert!(opened.notices.len() <= 13);
    }

    #[test]
    fn any_packed_scenario_is_read_or_reported(letters in "[-_A-Za-z0-9]{0,300}") {
        let opened = address::parse_with(&format!("#/file?x=1.{letters}"), plans::compiled);
        prop_assert_eq!(opened.document, Document::BuiltIn(0));
        prop_assert!(!opened.notices.is_empty());
    }

    #[test]
    fn any_value_of_a_key_is_read_or_reported(
        key in prop::sample::select(
            address::schema::KEYS.iter().map(|key| key.name).chain(["v", "x", "sel", "x.y"]).collect::<Vec<_>>()
        ),
        value in "[-+0-9a-zA-Z:@,.%é ]{1,40}",
    ) {
        let opened = address::parse(&format!("#/{}?{key}={value}", BUILT_IN[0].0));
        prop_assert!(opened.notices.len() <= 13, "{}={}", key, value);
        prop_assert_eq!(opened.document, Document::BuiltIn(0));
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
        "v=soon".into(),
        "v=99".into(),
        "lang=la".into(),
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
    for link in ["#/no-such-outage?seed=3", "#/file?seed=3", "#/file?x=1.AAAA", "#/file?x=%00", "#/%F0%9F%92%A5"] {
        let opened = address::parse(link);
        assert_eq!((opened.document, opened.notices.len()), (Document::BuiltIn(0), 1), "{link}");
        assert_eq!(opened.inputs, Inputs::default());
    }
}

#[test]
fn a_huge_link_is_cut() {
    let huge = format!("#/{}?seed=7&y={}", BUILT_IN[0].0, "é".repeat(5_000_000));
    let opened = address::parse(&huge);
    assert_eq!(opened.inputs.seed, Some(7));
    assert!(opened.notices.iter().any(|notice| notice.text.contains("too long")));
    assert!(opened.notices.iter().all(|notice| notice.text.len() + notice.place.len() < 2_000));
    let many = format!("#/{}?{}", BUILT_IN[0].0, "y=1&".repeat(1_000));
    assert!(address::parse(&many).notices.len() <= 13);
}

#[test]
fn other_programs_may_escape_a_link() {
    let scenario = scenario(0);
    let day_after = scenario.clock.parse("+1d02:00").expect("a time");
    for time in ["+1d02:00", "%2B1d02:00", "%2b1d02%3A00", "%201d02:00", "+1d%2002:00"] {
        let opened = address::parse(&format!("#/{}?t={time}", scenario.id));
        assert_eq!(opened.at, Some(day_after), "{time}");
    }
}

#[test]
fn a_changed_scenario_file_travels_in_its_link() {
    for (index, (_, text)) in TEXTS.iter().enumerate() {
        let text = format!("# Changed by hand.\n{text}");
        let state = open(index).reduced(opens(&text));
        let state = state.reduced(Action::SetSeed(Some(3)));
        assert_eq!(state.notices, []);
        assert_eq!(state.document, plans::document(&text));
        assert!(Rc::ptr_eq(&state.scenario, &state.document.scenario().expect("a plan")), "the file is read once");
        let link = address::write(&state, &Playback::new(state.scenario.span, 0.0));
        assert!(link.len() < 24_000, "{} characters", link.len());
        assert_eq!(address::held(&link), Some(text));
        let again = State::open(address::parse_with(&link, plans::compiled));
        assert_eq!(again.notices, []);
        assert_eq!((again.document, again.inputs.seed), (state.document.clone(), Some(3)));
        let cut = address::parse(&link[..link.len() / 2]);
        assert!(cut.notices[0].text.contains("cut off") || cut.notices[0].text.contains("does not hold"), "{cut:?}");
    }
}

#[test]
fn a_link_with_a_file_that_is_no_scenario_says_why() {
    let state = open(0).reduced(opens(TEXTS[0].1));
    let link = address::write(&state, &Playback::new(state.scenario.span, 0.0));
    let broken = link.replacen("#/file", "#/fil", 1);
    assert!(address::parse(&broken).notices[0].text.contains("no outage `fil`"));
}

#[test]
fn a_link_says_when_its_author_saw_another_run() {
    let name = BUILT_IN[0].0;
    let now = address::write(&open(0), &Playback::new(open(0).scenario.span, 0.0));
    let stamp = now.rsplit_once("&m=").expect("a link has a stamp").1.to_owned();
    let notices = |m: &str| State::open(address::parse(&format!("#/{name}?m={m}"))).notices;
    assert_eq!(notices(&stamp), []);
    assert!(notices("0-00000000")[0].text.contains("improved"));
    assert!(notices("99-00000000")[0].text.contains("newer model"));
    assert!(notices(&format!("{MODEL_VERSION}-00000000"))[0].text.contains("not the one"));
}

fn with(scenario: &Scenario, inputs: &Inputs, parameter: usize, value: f64) -> Inputs {
    let mut inputs = inputs.clone();
    inputs.set_value(scenario, parameter, value).expect("a step of the slider");
    inputs
}

/// Everything that can be changed about an outage is changed, to the value that takes most letters.
#[test]
fn the_longest_link_fits_everywhere() {
    for (index, (name, _)) in BUILT_IN.iter().enumerate() {
        let scenario = scenario(index);
        let mut state = open(index);
        for fix in 0..scenario.remediations.len() {
            state = state.reduced(Action::SetFix { fix, on: true });
        }
        for (parameter, spec, knob) in scenario.knobs() {
            let candidates: Vec<f64> = match knob {
                // A slider stands on its steps, which have few decimals.
                Knob::Range { min, max, step } => (0..=(((max - min) / step) as usize).min(5_000))
                    .map(|steps| ((min + step * steps as f64) * 1e6).round() / 1e6)
                    .collect(),
                Knob::Words(words) => words.iter().map(|(word, _)| f64::from(*word)).collect(),
            };
            let values = candidates.into_iter().filter(|value| *value != state.inputs.value(&scenario, parameter));
            let values = values.filter(|value| *value != spec.value);
            if let Some(value) = values.max_by_key(|value| spec.text(*value).len()) {
                let mut next = (*state).clone();
                next.inputs = Rc::new(with(&scenario, &state.inputs, parameter, value));
                state = Rc::new(next);
            }
        }
        for action in 0..scenario.actions.len() {
            state = state.reduced(Action::MoveEvent { action, at: scenario.span.1 - 1.0 });
        }
        let rest = [
            Action::SetSeed(Some(u64::MAX)),
            Action::SetTheme(Theme::Light),
            Action::SetClock(ClockZone::Utc),
            Action::Toggle(Sheet::Compare),
        ];
        state = rest.into_iter().fold(state, |state, action| state.reduced(action));
        let playback = Playback {
            playing: true,
            speed: 0.5,
            repeat: Some((scenario.span.1 - 2.0, scenario.span.1)),
            end: Some(scenario.span.1),
            ..Playback::new(scenario.span, scenario.span.1)
        };
        let link = address::write(&state, &playback);
        println!("{name}: {} characters", link.len());
        assert!(link.len() <= 2_000, "{name}: {} characters: {link}", link.len());
        assert_eq!(address::parse(&link).notices, []);
    }
}

/// Links that were once shared open for ever. A line of the corpus is a link as it was, and, below it, what today's
/// page makes of it; `UPDATE_GOLDEN=1 cargo test --test links` writes the lower lines anew. Links are only ever added.
#[test]
fn old_links_open_for_ever() {
    const CORPUS: &str = include_str!("corpus/links.txt");
    let mut now = String::new();
    for line in CORPUS.lines() {
        if line.starts_with("    ") {
            continue;
        }
        now += &format!("{line}\n");
        if line.starts_with('#') {
            assert!(line.starts_with("#/"), "this is neither a link nor a remark: {line}");
            let opened = address::parse(line);
            assert_eq!(opened.notices, [], "{line}");
            let state = State::open(opened);
            let playback = Playback::cued(state.scenario.span, &state.cue, outage_explorer::playback::SPEED);
            let link = address::write_embed(&state, &playback, &state.furniture, state.view.theme);
            // The stamp changes with the model; the rest may not.
            let link = link.split_once("&m=").map_or(link.as_str(), |(link, _)| link);
            now += &format!("    {link}\n");
        }
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write("tests/corpus/links.txt", &now).expect("the corpus can be written");
    } else {
        assert_eq!(now, CORPUS, "`UPDATE_GOLDEN=1 cargo test --test links` writes it anew");
    }
}

/// A text as format 1 of links packed it. It must be unpacked for ever, whatever packs new ones. It is one of the first
/// model's, which is told what to do about that.
#[test]
fn packed_texts_are_unpacked_for_ever() {
    let link = include_str!("corpus/packed.txt").trim_end();
    let text = address::held(link).expect("the link holds a text");
    assert!(text.contains("id = \"small\"") && text.len() == 3980, "{text}");
    let opened = address::parse_with(link, plans::compiled);
    assert!(opened.lost && !opened.notices.is_empty());
    let told = &opened.notices[0];
    assert_eq!(told.place, "the scenario in the link");
    assert!(told.text.contains("format"), "{}", told.text);
}

/// An author who says nothing about it gets a few knobs that tell something, from what the scenario file says itself.
#[test]
fn an_embed_unlocks_what_is_telling_unless_it_says_otherwise() {
    for (index, (name, _)) in BUILT_IN.iter().enumerate() {
        let scenario = scenario(index);
        let unlocked = |query: &str| {
            let state = State::open(address::parse(&format!("#/{name}?{query}")));
            assert_eq!(state.notices, [], "{name}: {query}");
            state.furniture.unlocked(&scenario, &state.inputs)
        };
        let usual = unlocked("ui=controls");
        assert_eq!(usual.len(), 4, "{name}: {usual:?}");
        assert_eq!(usual, unlocked("ui=full"));
        let hinted = |part: &&Unlocked| scenario.about.try_first.contains(&format!("“{}”", part.label(&scenario)));
        assert_eq!(usual.iter().filter(hinted).count(), 1, "{name}: the hint names a knob");
        assert_eq!((unlocked("ui=figure"), unlocked("ui=controls&unlock=")), (vec![], vec![]));
        let event = &scenario.actions[1].id;
        let changed = unlocked(&format!("ui=controls&off={event}"));
        assert!(changed.len() == 5 && changed.contains(&Unlocked::Event(1)), "{name}: {changed:?}");

        let parts = scenario.knobs().count() + scenario.actions.len() + scenario.remediations.len();
        for all in ["unlock=all", &format!("unlock={event},all"), &format!("unlock=all&unlock={event}")] {
            assert_eq!(unlocked(all).len(), parts, "{name}: {all}");
        }
    }
}
