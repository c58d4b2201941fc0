//! The link: the fragment of the address, which holds the scenario, what somebody changed about it and the moment.
//!
//! It is readable and can be written by hand:
//! `#/some-outage?fleet.servers=4000&off=restart&at=repair@05:40&fix=larger-servers&seed=7&t=07:41&sel=fleet`.
//! Absent keys mean the scenario's own values. What cannot be understood is reported and the rest is kept.

use crate::playback::{Playback, SPEED, SPEEDS};
use crate::state::{ClockZone, Notice, State, Theme, built_in};
use outage_sim::{BUILT_IN, EventChange, Inputs, Scenario};

/// The longest link that is read, in bytes.
pub const LONGEST: usize = 20 * 1024;

/// Most notices about one link.
const MOST_NOTICES: usize = 12;

/// Marks the name of a scenario that was opened from a file, which a link cannot hold.
const FILE: &str = "file:";

/// What a link opens.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Opened {
    /// Index of the scenario among the built-in ones.
    pub built_in: usize,
    /// What is changed about it.
    pub inputs: Inputs,
    /// The moment, in minutes since the trigger.
    pub at: Option<f64>,
    /// Index of the component to explain.
    pub selected: Option<usize>,
    /// The colours.
    pub theme: Option<Theme>,
    /// The clock that times are shown in.
    pub clock: Option<ClockZone>,
    /// Simulated minutes per second.
    pub speed: Option<f64>,
    /// What could not be understood.
    pub notices: Vec<Notice>,
}

/// Reads a link: the fragment of an address, with or without its `#`. Any text at all gives something to show.
#[must_use]
pub fn parse(fragment: &str) -> Opened {
    let mut opened = Opened::default();
    let fragment = cut(fragment, &mut opened.notices);
    let fragment = fragment.trim().trim_start_matches('#').trim_start_matches('/');
    let (name, query) = fragment.split_once('?').unwrap_or((fragment, ""));
    let name = decode(name.trim_end_matches('/'));
    match BUILT_IN.iter().position(|(id, _)| *id == name) {
        Some(index) => opened.built_in = index,
        None if name.is_empty() => {}
        None => {
            opened.notices.push(unknown_scenario(&name));
            return opened;
        }
    }
    let scenario = built_in(opened.built_in);
    let pairs: Vec<(String, String)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (decode(key), decode(value)))
        .collect();
    // Remediations first: whether a knob is changed depends on them.
    let (fixes, others): (Vec<_>, Vec<_>) = pairs.iter().partition(|(key, _)| key == "fix");
    for (key, value) in fixes.into_iter().chain(others) {
        let mut problems = Vec::new();
        read(&mut opened, &scenario, key, value, &mut problems);
        let place = || format!("{}={}", short(key), short(value));
        opened.notices.extend(problems.into_iter().map(|problem| Notice::new(place(), problem)));
    }
    let count = opened.notices.len();
    if count > MOST_NOTICES {
        opened.notices.truncate(MOST_NOTICES);
        opened.notices.push(Notice::new("link", format!("{} more parts are not understood.", count - MOST_NOTICES)));
    }
    opened
}

/// Reads one key of a link.
fn read(opened: &mut Opened, scenario: &Scenario, key: &str, value: &str, problems: &mut Vec<String>) {
    let inputs = &mut opened.inputs;
    let mut check = |result: Result<(), String>| problems.extend(result.err());
    match key {
        "fix" => names(value).for_each(|id| check(inputs.fix(scenario, id).map_err(|it| it.to_string()))),
        "off" => names(value).for_each(|id| check(inputs.switch_off(scenario, id).map_err(|it| it.to_string()))),
        "at" => names(value).for_each(|entry| {
            check(match entry.split_once('@') {
                Some((id, time)) => inputs.move_to(scenario, id, time).map_err(|it| it.to_string()),
                None => Err(format!("`{}` has no time: write it as event@05:40", short(entry))),
            });
        }),
        "seed" => match value.parse() {
            Ok(seed) => inputs.seed = Some(seed),
            Err(_) => check(Err("a seed is a whole number, such as 7".into())),
        },
        "t" => match scenario.clock.parse(&restore_plus(value)) {
            Ok(at) if (scenario.span.0..=scenario.span.1).contains(&at) => opened.at = Some(at),
            Ok(_) => check(Err("this moment is outside the run".into())),
            Err(problem) => check(Err(problem.to_string())),
        },
        "sel" => match scenario.component(value) {
            Some(index) => opened.selected = Some(index),
            None => check(Err(format!("there is no part `{}`", short(value)))),
        },
        "theme" => opened.theme = check_word(&THEMES, value, &mut check),
        "clock" => opened.clock = check_word(&CLOCKS, value, &mut check),
        "speed" => match value.parse().ok().filter(|speed: &f64| speed.is_finite() && *speed > 0.0) {
            Some(speed) => opened.speed = Some(speed.clamp(SPEEDS[0], SPEEDS[SPEEDS.len() - 1])),
            None => check(Err("a speed is a number of minutes per second, such as 5".into())),
        },
        knob => check(inputs.set(scenario, knob, value).map_err(|it| it.to_string())),
    }
}

/// The setting that a word names.
fn check_word<T: Copy>(words: &[(&str, T)], value: &str, check: &mut impl FnMut(Result<(), String>)) -> Option<T> {
    let found = words.iter().find(|(word, _)| *word == value).map(|(_, setting)| *setting);
    if found.is_none() {
        let accepted: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        check(Err(format!("accepted: {}", accepted.join(", "))));
    }
    found
}

const THEMES: [(&str, Theme); 3] = [("auto", Theme::Auto), ("light", Theme::Light), ("dark", Theme::Dark)];

const CLOCKS: [(&str, ClockZone); 2] = [("local", ClockZone::Local), ("utc", ClockZone::Utc)];

/// Writes the link of a state and a cursor, with its `#`. The cursor is kept to the minute. A scenario that was opened
/// from a file is named but not held: its link says so when it is opened.
#[must_use]
pub fn write(state: &State, playback: &Playback) -> String {
    let (scenario, inputs) = (&*state.scenario, &*state.inputs);
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut pair = |key: &str, value: String| {
        if !value.is_empty() {
            pairs.push((key.into(), value));
        }
    };
    for (&parameter, &value) in &inputs.knobs {
        let parameter = &scenario.parameters[parameter];
        pair(&parameter.id, parameter.text(value));
    }
    let (mut off, mut moved) = (Vec::new(), Vec::new());
    for (&action, change) in &inputs.events {
        let id = &scenario.actions[action].id;
        match change {
            EventChange::Off => off.push(id.clone()),
            EventChange::At(at) => moved.push(format!("{id}@{}", time(scenario, *at))),
        }
    }
    pair("off", off.join(","));
    pair("at", moved.join(","));
    let fixes: Vec<&str> = inputs.fixes.iter().map(|&fix| scenario.remediations[fix].id.as_str()).collect();
    pair("fix", fixes.join(","));
    pair("seed", inputs.seed.map_or_else(String::new, |seed| seed.to_string()));
    pair("t", time(scenario, playback.cursor));
    let view = &state.view;
    if view.selected != scenario.about.opens_on {
        pair("sel", scenario.components[view.selected].id.clone());
    }
    if view.theme != Theme::default() {
        pair("theme", word_for(&THEMES, view.theme));
    }
    if view.clock != ClockZone::default() {
        pair("clock", word_for(&CLOCKS, view.clock));
    }
    if playback.speed != SPEED {
        pair("speed", playback.speed.to_string());
    }
    let file = if state.built_in.is_none() { FILE } else { "" };
    let query: Vec<String> = pairs.iter().map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect();
    format!("#/{file}{}?{}", encode(&scenario.id), query.join("&"))
}

/// The word of a setting.
fn word_for<T: PartialEq>(words: &[(&str, T)], setting: T) -> String {
    words.iter().find(|(_, known)| *known == setting).map_or_else(String::new, |(word, _)| (*word).into())
}

/// A moment to the minute, without the space that links cannot hold.
fn time(scenario: &Scenario, minutes: f64) -> String {
    scenario.clock.local(minutes).to_string().replace(' ', "")
}

/// The names in a list.
fn names(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|name| !name.is_empty())
}

/// Some programs turn the `+` of `+1d02:00` into a space.
fn restore_plus(time: &str) -> String {
    match time.strip_prefix(' ') {
        Some(rest) if rest.contains('d') => format!("+{rest}"),
        _ => time.into(),
    }
}

fn unknown_scenario(name: &str) -> Notice {
    let text = match name.strip_prefix(FILE) {
        Some(id) => format!("`{}` was opened from a file, which a link cannot hold. Open the file again.", short(id)),
        None => {
            let known: Vec<&str> = BUILT_IN.iter().map(|(id, _)| *id).collect();
            format!("There is no outage `{}`. Accepted: {}.", short(name), known.join(", "))
        }
    };
    Notice::new("link", text)
}

/// The beginning of a link that is too long.
fn cut<'a>(fragment: &'a str, notices: &mut Vec<Notice>) -> &'a str {
    if fragment.len() <= LONGEST {
        return fragment;
    }
    notices.push(Notice::new("link", "The link is too long; only its beginning is read."));
    &fragment[..fragment.floor_char_boundary(LONGEST)]
}

/// A text from outside, short enough for a notice.
fn short(text: &str) -> String {
    let mut letters = text.chars();
    let beginning: String = letters.by_ref().take(40).collect();
    if letters.next().is_some() { format!("{beginning}…") } else { beginning }
}

/// Replaces `%41` by `A`; what is not such a triple stays as it is.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let hex = |at: usize| bytes.get(at).and_then(|&byte| char::from(byte).to_digit(16));
        match (bytes[index], hex(index + 1), hex(index + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                index += 3;
            }
            (byte, ..) => {
                decoded.push(byte);
                index += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Writes every character that has a meaning in a link, or may not stand in one, as `%41`.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,:@+".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
