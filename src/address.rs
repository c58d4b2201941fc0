//! The link: the fragment of the address, which holds the scenario, what somebody changed about it, the moment, and what
//! is shown.
//!
//! It is readable and can be written by hand:
//! `#/some-outage?fleet.servers=4000&off=restart&at=repair@05:40&fix=larger-servers&seed=7&t=07:41&select=fleet`.
//! Absent keys mean the scenario's own values. What cannot be understood is reported and the rest is kept.
//! [`schema::KEYS`] has every key.

mod document;
mod furniture;
mod mistakes;
mod packed;
mod percent;
pub mod schema;
mod tables;
mod version;
mod write;

use crate::playback::Span;
use crate::session::Place;
use crate::state::{Blind, ClockZone, Notice, Sheet, Theme, text_notices};
use mistakes::Mistakes;
use outage_sim::{EventChange, InputProblem, Inputs, OUTAGES, Scenario, nearest, tame};
pub(crate) use percent::{decode, encode};
use schema::{KEYS, RESERVED};

pub use document::Document;
pub use furniture::{Furniture, FurnitureSize, PANELS, Panel, SIZES, Unlock, Unlocked, everything, in_order};
#[cfg(feature = "page")]
pub use packed::use_packing;
pub use packed::{PACKING, Packing};
pub(crate) use packed::{pack, unpack};
pub use version::{FORMAT, Stamp};
pub use write::{holds_texts, through, write, write_embed};

/// The longest text of an outage, in bytes: compilers read none that is longer.
pub const LONGEST_TEXT: usize = 512 * 1024;

/// The longest link that is read, in bytes: what the longest text of an outage can need. Links of the built-in outages are
/// shorter than 2 000, and a scenario file usually makes one of ten or twenty thousand.
pub const LONGEST: usize = LONGEST_TEXT / 2 * 3;

/// What became of the text of an outage: its plan in the compact form, or everything that is wrong with it, a sentence each
/// with the line of the text below it.
pub type Compiled = Result<Vec<u8>, Vec<String>>;

/// What is said of an outage whose plan is not here.
pub(crate) const ABSENT: &str = "The outage is not loaded. Open it again when you are online.";

/// The name that stands for a scenario file in a link; the file itself follows as `x=`.
const FILE: &str = "file";

/// What a link opens.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Opened {
    /// The scenario.
    pub document: Document,
    /// Whether the link names a scenario that cannot be opened, and this is another one.
    pub lost: bool,
    /// What is changed about it.
    pub inputs: Inputs,
    /// The moment, in minutes since the trigger.
    pub at: Option<f64>,
    /// Whether it plays by itself.
    pub play: bool,
    /// Simulated minutes per second.
    pub speed: Option<f64>,
    /// The stretch that playback repeats, in minutes since the trigger.
    pub repeat: Option<Span>,
    /// Where playback stops, in minutes since the trigger.
    pub end: Option<f64>,
    /// Index of the component to explain.
    pub selected: Option<usize>,
    /// The sheet that lies on the page.
    pub sheet: Option<Sheet>,
    /// The run that the notebook shows this one against, as `with=` has it.
    pub with: Option<String>,
    /// The parameter whose receipt is open.
    pub receipt: Option<usize>,
    /// Whether it is shown how the component works.
    pub inside: bool,
    /// Whether everything that can be changed shows what it would do.
    pub effects: bool,
    /// Index of the open card of the story.
    pub card: Option<usize>,
    /// The step of a session that is open.
    pub session: Option<Place>,
    /// The text of the session, if it is somebody's own, packed.
    pub session_text: Option<String>,
    /// What is hidden.
    pub blind: Option<Blind>,
    /// The colours.
    pub theme: Option<Theme>,
    /// The clock that times are shown in.
    pub clock: Option<ClockZone>,
    /// What an embedded page shows around the figure.
    pub furniture: Furniture,
    /// What the link's author saw.
    pub stamp: Option<Stamp>,
    /// What could not be understood.
    pub notices: Vec<Notice>,
}

impl Opened {
    /// Whether the link names an outage and nothing to see of it: no change, no moment, nothing that is open.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let Self { document, theme, clock, furniture, stamp, .. } = self.clone();
        *self == Self { document, theme, clock, furniture, stamp, ..Self::default() }
    }
}

/// The built-in outage that a link opens, by its index in [`OUTAGES`]: the first, if it names none. Nothing if the link
/// holds an outage of its own.
#[must_use]
pub fn named(fragment: &str) -> Option<usize> {
    let (name, _) = split(cut(fragment).0);
    (name != FILE).then(|| OUTAGES.iter().position(|(id, _)| *id == name).unwrap_or_default())
}

/// Reads a link: the fragment of an address, with or without its `#`. Any text at all gives something to show, if the plan
/// of the outage that it [`named`] is here. A link that holds the text of an outage needs [`parse_with`].
#[must_use]
pub fn parse(fragment: &str) -> Opened {
    parse_with(fragment, unread)
}

/// Whether a link holds the text of an outage.
#[must_use]
pub fn has_text(fragment: &str) -> bool {
    split(cut(fragment).0).0 == FILE
}

/// The text of an outage that a link holds, if it holds one that can be unpacked.
#[must_use]
pub fn held(fragment: &str) -> Option<String> {
    let (name, pairs) = split(cut(fragment).0);
    if name == FILE { packed_text(&pairs).ok() } else { None }
}

/// The text of a session that a link holds, if it can be unpacked.
#[must_use]
pub fn session_text(opened: &Opened) -> Option<String> {
    packed::unpack(opened.session_text.as_ref()?).ok()
}

/// Compiles nothing: for links that hold no text.
pub(crate) fn unread(_: &str) -> Compiled {
    Err(vec!["nothing here can read it.".into()])
}

/// Reads a link as [`parse`] does, with what makes a plan of the text that it may hold.
#[must_use]
pub fn parse_with(fragment: &str, compile: impl FnOnce(&str) -> Compiled) -> Opened {
    let mut opened = Opened::default();
    let (fragment, is_cut) = cut(fragment);
    if is_cut {
        opened.notices.push(Notice::new("link", "The link is too long; only its beginning is read."));
    }
    let (name, mut pairs) = split(fragment);
    let upgraded = version::upgrade(&mut pairs);
    opened.notices.extend(upgraded.err().map(|problem| Notice::new("link", problem)));
    match document(&name, &pairs, compile) {
        Ok(document) => opened.document = document,
        Err(notices) => {
            opened.notices.extend(notices);
            opened.lost = true;
            return opened;
        }
    }
    pairs.retain(|(key, _)| key != "x");
    read_all(&mut opened, &pairs);
    opened
}

/// The name in a link, and the words behind it.
fn split(fragment: &str) -> (String, Vec<(String, String)>) {
    // Some content systems put a mark of their own behind another #, which links never hold.
    let fragment = fragment.trim().trim_start_matches('#').split('#').next().unwrap_or_default();
    let fragment = fragment.trim_start_matches('/');
    let (name, query) = fragment.split_once('?').unwrap_or((fragment, ""));
    (decode(name.trim_end_matches('/')), words(query))
}

/// The words of a link, keys with their values: what follows its `?`.
#[must_use]
pub fn words(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (decode(key), decode(value)))
        .collect()
}

/// Puts words of a link in place of what is open under their keys; a word without a value takes that back.
pub fn change(opened: &mut Opened, mut words: Vec<(String, String)>) {
    let Some(scenario) = opened.document.scenario() else { return };
    let inputs = &mut opened.inputs;
    for (key, _) in &words {
        match key.as_str() {
            "fix" => inputs.fixes.retain(|_| false),
            "off" => inputs.events.retain(|_, change| *change != EventChange::Off),
            "at" => inputs.events.retain(|_, change| *change == EventChange::Off),
            "seed" => inputs.seed = None,
            "fork" => inputs.fork = None,
            id => {
                let named = scenario.parameter(id);
                inputs.knobs.retain(|&knob, _| Some(knob) != named);
            }
        }
    }
    let mut off = inputs.events.clone();
    off.retain(|_, change| *change == EventChange::Off);
    words.retain(|(_, value)| !value.is_empty());
    read_all(opened, &words);
    // As in a link, what is off stays off at any time.
    opened.inputs.events.extend(off);
    opened.inputs.settle(&scenario);
}

/// Reads the words of a link into what is open.
fn read_all(opened: &mut Opened, words: &[(String, String)]) {
    let Some(scenario) = opened.document.scenario() else { return opened.notices.push(Notice::new("link", ABSENT)) };
    // Remediations first: whether a knob is changed depends on them. Then times: what is off stays off at any time.
    let turn = |key: &str| match key {
        "fix" => 0,
        "at" => 1,
        _ => 2,
    };
    let mut problems = Mistakes::new(std::mem::take(&mut opened.notices));
    for now in 0..3 {
        for (key, value) in words.iter().filter(|(key, _)| turn(key) == now) {
            problems.part(key, value);
            read(opened, &scenario, key, value, &mut problems);
        }
    }
    opened.notices = problems.into_notices();
    // A step without a session is none; a link that names no moment begins the step. Until that says what may be seen, nothing
    // of the day is.
    opened.session = opened.session.take().filter(|place| !place.id.is_empty());
    if let Some(place) = &mut opened.session {
        place.begins = opened.at.is_none();
        if place.begins {
            opened.at = Some(scenario.span.0);
            opened.blind.get_or_insert(Blind::Future);
        }
    }
}

/// The scenario that a link names, or holds.
fn document(
    name: &str,
    pairs: &[(String, String)],
    compile: impl FnOnce(&str) -> Compiled,
) -> Result<Document, Vec<Notice>> {
    let one = |text: String| vec![Notice::new("link", text)];
    if let Some(index) = OUTAGES.iter().position(|(id, _)| *id == name) {
        let document = Document::BuiltIn(index);
        return if document.is_here() { Ok(document) } else { Err(one(format!("`{name}` is not loaded."))) };
    }
    if name.is_empty() {
        return Ok(Document::default());
    }
    if name != FILE {
        let known: Vec<&str> = OUTAGES.iter().map(|(id, _)| *id).collect();
        return Err(one(format!(
            "There is no outage `{}`, so this is `{}`. There are: {}.",
            short(name),
            known[0],
            known.join(", ")
        )));
    }
    let text = packed_text(pairs).map_err(one)?;
    let compiled = compile(&text);
    Document::text(&text, compiled).map_err(|problems| text_notices("the scenario in the link", problems))
}

/// The text of an outage among the words of a link.
fn packed_text(pairs: &[(String, String)]) -> Result<String, String> {
    let packed = pairs.iter().rfind(|(key, _)| key == "x").map(|(_, packed)| packed.as_str());
    let packed = packed.ok_or("The link names a scenario file but does not hold it.")?;
    packed::unpack(packed).map_err(|problem| format!("This link cannot be opened: {problem}."))
}

/// Reads one key of a link; what is no key is a knob.
fn read(opened: &mut Opened, scenario: &Scenario, key: &str, value: &str, problems: &mut Mistakes<'_>) {
    match KEYS.iter().find(|known| known.name == key) {
        Some(known) => (known.read)(opened, scenario, value, problems),
        None if RESERVED.contains(&key) => problems.add(|| "this version of the page does not know it".into()),
        None => {
            if let Err(problem) = opened.inputs.set(scenario, key, value) {
                problems.add(|| match problem {
                    InputProblem::Unknown { .. } => not_known(key).unwrap_or_else(|| problem.told(scenario)),
                    problem => problem.told(scenario),
                });
            }
        }
    }
}

/// What a key is that looks like one of [`KEYS`].
fn not_known(key: &str) -> Option<String> {
    let meant = nearest(key, &KEYS.map(|known| known.name))?;
    Some(format!("there is no such key (did you mean `{meant}`?)"))
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

/// The part of a link that is read, and whether it was cut because the link is too long.
fn cut(fragment: &str) -> (&str, bool) {
    (&fragment[..fragment.floor_char_boundary(LONGEST)], fragment.len() > LONGEST)
}

/// A text from outside, short enough for a notice.
pub(crate) fn short(text: &str) -> String {
    let mut letters = text.chars();
    let beginning: String = letters.by_ref().take(40).collect();
    tame(&if letters.next().is_some() { format!("{beginning}…") } else { beginning })
}
