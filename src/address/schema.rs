//! The keys of a link: one table, which reads and checks them, and from which their reference is written.

mod fork;
mod session;
mod values;
mod with;

pub use fork::fork_of;

use super::furniture::{ALL, PANELS, SIZES, Unlock, Unlocked, in_order};
use super::mistakes::Mistakes;
use super::tables::{BLINDS, CLOCKS, SHEETS, THEMES};
use super::version::Stamp;
use super::{Opened, names, restore_plus, short};
use crate::playback::SPEEDS;
use outage_sim::{STORY, Scenario};
use values::{FLAG, TIME, flag, keep, moment, word};

/// What a key is about; the reference has a part for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What runs.
    Run,
    /// The moment, and how time passes.
    Moment,
    /// What is shown.
    View,
    /// What an embedded page shows around the figure; the page itself ignores these.
    Embed,
    /// What the link's author saw.
    Stamp,
}

/// A key of a link.
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it is about.
    pub part: Part,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// What its values look like, with their range.
    pub form: &'static str,
    /// What holds when it is absent.
    pub default: &'static str,
    /// Values that are accepted, for the first built-in outage.
    pub valid: &'static [&'static str],
    /// Values that are reported, for the first built-in outage.
    pub invalid: &'static [&'static str],
    /// Reads and checks a value.
    pub(super) read: fn(&mut Opened, &Scenario, &str, &mut Mistakes<'_>),
}

/// Names that are kept for what will come; they are reported, and hand-written links should not use them.
pub const RESERVED: [&str; 2] = ["study", "lang"];

/// Every key but the knobs, which each scenario names itself, and `v` and `x`, which are read before the others.
pub const KEYS: [Key; 30] = [
    Key {
        name: "fix",
        part: Part::Run,
        about: "Puts remediations in place.",
        form: "names of remediations, separated by commas",
        default: "none",
        valid: &["higher-thread-limit", "larger-servers,cognito-survives"],
        invalid: &["magic"],
        read: |opened, scenario, value, problems| {
            names(value).for_each(|id| problems.note(scenario, opened.inputs.fix(scenario, id)));
        },
    },
    Key {
        name: "off",
        part: Part::Run,
        about: "Keeps events from happening.",
        form: "names of events, separated by commas",
        default: "every event happens",
        valid: &["add-capacity"],
        invalid: &["nothing"],
        read: |opened, scenario, value, problems| {
            names(value).for_each(|id| problems.note(scenario, opened.inputs.switch_off(scenario, id)));
        },
    },
    Key {
        name: "at",
        part: Part::Run,
        about: "Moves events to other times.",
        form: "`event@05:40` or `event@+1d05:40`, within the run, separated by commas",
        default: "each event has its documented time",
        valid: &["add-capacity@03:30"],
        invalid: &["add-capacity", "add-capacity@25:99", "nothing@05:40"],
        read: |opened, scenario, value, problems| {
            for entry in names(value) {
                match entry.split_once('@') {
                    Some((id, time)) => {
                        problems.note(scenario, opened.inputs.move_to(scenario, id, &restore_plus(time)));
                    }
                    None => problems.add(|| format!("`{}` has no time: write it as event@05:40", short(entry))),
                }
            }
        },
    },
    Key {
        name: "seed",
        part: Part::Run,
        about: "Server variability: single servers differ as this seed says.",
        form: "a whole number from 0 to 18446744073709551615",
        default: "servers are evenly spread",
        valid: &["0", "7", "18446744073709551615"],
        invalid: &["-1", "many", "1.5"],
        read: |opened, _, value, problems| match value.parse() {
            Ok(seed) => opened.inputs.seed = Some(seed),
            Err(_) => problems.add(|| "a seed is a whole number, such as 7".into()),
        },
    },
    fork::FORK,
    Key {
        name: "t",
        part: Part::Moment,
        about: "The moment at which the page opens.",
        form: TIME,
        default: "the outage's own moment; with no other key either, its opening first",
        valid: &["07:41", "22:00"],
        invalid: &["late", "24:30", "+5d01:00"],
        read: |opened, scenario, value, problems| keep(&mut opened.at, moment(scenario, value, problems)),
    },
    Key {
        name: "play",
        part: Part::Moment,
        about: "Whether it plays by itself; never for readers who asked for less motion.",
        form: FLAG,
        default: "0",
        valid: &["1", "0"],
        invalid: &["yes"],
        read: |opened, _, value, problems| {
            if let Some(plays) = flag(value, problems) {
                opened.play = plays;
            }
        },
    },
    Key {
        name: "speed",
        part: Part::Moment,
        about: "Simulated minutes per second of playback.",
        form: "a number from 0.5 to 80; the nearest of 0.5, 1, 2, 5, 10, 20, 40, 80 is taken",
        default: "5",
        valid: &["0.5", "20"],
        invalid: &["-3", "0", "100", "NaN", "fast"],
        read: |opened, _, value, problems| match outage_sim::number(value)
            .filter(|speed| (SPEEDS[0]..=SPEEDS[SPEEDS.len() - 1]).contains(speed))
        {
            Some(speed) => opened.speed = Some(speed),
            None => problems.add(|| "a speed is a number of minutes per second, from 0.5 to 80".into()),
        },
    },
    Key {
        name: "loop",
        part: Part::Moment,
        about: "Playback repeats this stretch.",
        form: "two times of day within the run, the earlier first: `05:15..09:39`",
        default: "playback stops at the end of the run",
        valid: &["05:15..09:39"],
        invalid: &["05:15", "09:39..05:15", "05:15..05:15", "..", "05:15..99:00"],
        read: |opened, scenario, value, problems| {
            let Some((from, until)) = value.split_once("..") else {
                return problems.add(|| "a stretch has a beginning and an end: write it as 05:15..09:39".into());
            };
            let Some(from) = moment(scenario, from, problems) else { return };
            let Some(until) = moment(scenario, until, problems) else { return };
            if from < until {
                opened.repeat = Some((from, until));
            } else {
                problems.add(|| "the beginning of a stretch is before its end".into());
            }
        },
    },
    Key {
        name: "end",
        part: Part::Moment,
        about: "Playback stops here.",
        form: TIME,
        default: "the end of the run",
        valid: &["09:39"],
        invalid: &["never"],
        read: |opened, scenario, value, problems| keep(&mut opened.end, moment(scenario, value, problems)),
    },
    Key {
        name: "select",
        part: Part::View,
        about: "The component that is explained.",
        form: "the name of a component",
        default: "the component that the outage opens with",
        valid: &["frontend"],
        invalid: &["nobody"],
        read: |opened, scenario, value, problems| match scenario.component(value) {
            Some(index) => opened.selected = Some(index),
            None => problems.add(|| {
                let known: Vec<&str> = scenario.components.iter().map(|component| component.id.as_str()).collect();
                format!("there is no component `{}`; there are {}", short(value), known.join(", "))
            }),
        },
    },
    Key {
        name: "open",
        part: Part::View,
        about: "Open dialog.",
        form: "`facts`, `trust`, `compare`, `teach`, `editor`, `notebook` or `help`",
        default: "none",
        valid: &["facts", "trust", "compare", "teach", "editor", "notebook", "help"],
        invalid: &["sesame"],
        read: |opened, _, value, problems| keep(&mut opened.sheet, word(&SHEETS, value, problems)),
    },
    Key {
        name: "receipt",
        part: Part::View,
        about: "The knob whose receipt is open.",
        form: "the name of a knob",
        default: "none",
        valid: &["frontend.servers"],
        invalid: &["magic.number"],
        read: |opened, scenario, value, problems| match Unlocked::find(scenario, value) {
            Some(Unlocked::Knob(parameter)) => opened.receipt = Some(parameter),
            _ => problems.add(|| format!("there is no knob `{}`", short(value))),
        },
    },
    Key {
        name: "inside",
        part: Part::View,
        about: "Whether it is shown how the component works.",
        form: FLAG,
        default: "0",
        valid: &["1", "0"],
        invalid: &["out"],
        read: |opened, _, value, problems| {
            if let Some(inside) = flag(value, problems) {
                opened.inside = inside;
            }
        },
    },
    Key {
        name: "effects",
        part: Part::View,
        about: "Whether what every knob and remediation would do is shown before it is tried.",
        form: FLAG,
        default: "0",
        valid: &["1", "0"],
        invalid: &["all"],
        read: |opened, _, value, problems| opened.effects = flag(value, problems).unwrap_or(opened.effects),
    },
    Key {
        name: "card",
        part: Part::View,
        about: "The card of the story that is open; without `t`, the page opens at its moment.",
        form: "a part of the story: `healthy`, `latent-condition`, `trigger`, `quiet`, `failure`, `sustaining-loop`, \
               `recovery` or `prevention`",
        default: "none",
        valid: &["healthy", "prevention"],
        invalid: &["joker"],
        read: |opened, scenario, value, problems| {
            let part = |card: &outage_sim::Card| STORY[usize::from(card.part)].0;
            match scenario.about.story.iter().position(|card| part(card) == value) {
                Some(card) => opened.card = Some(card),
                None => problems.add(|| match scenario.about.story.iter().map(part).collect::<Vec<&str>>() {
                    none if none.is_empty() => "this outage has no story in cards".into(),
                    known => format!("there is no card `{}`; there are {}", short(value), known.join(", ")),
                }),
            }
        },
    },
    with::WITH,
    session::SESSION,
    session::STEP,
    session::TEXT,
    session::GROUP,
    Key {
        name: "blind",
        part: Part::View,
        about: "What is hidden: everything after the moment, or also what operators could not know. Until it is revealed, \
                nothing can be changed, and no dialog but `help` and `editor` opens.",
        form: "`future` or `operators`",
        default: "nothing",
        valid: &["future", "operators"],
        invalid: &["everything"],
        read: |opened, _, value, problems| keep(&mut opened.blind, word(&BLINDS, value, problems)),
    },
    Key {
        name: "theme",
        part: Part::View,
        about: "The colours.",
        form: "`auto`, `light` or `dark`",
        default: "as the reader has it",
        valid: &["auto", "light", "dark"],
        invalid: &["pink"],
        read: |opened, _, value, problems| keep(&mut opened.theme, word(&THEMES, value, problems)),
    },
    Key {
        name: "clock",
        part: Part::View,
        about: "The zone of the clock times that are shown. Times in links are always those of the place.",
        form: "`local` or `utc`",
        default: "local",
        valid: &["local", "utc"],
        invalid: &["mayan"],
        read: |opened, _, value, problems| keep(&mut opened.clock, word(&CLOCKS, value, problems)),
    },
    Key {
        name: "ui",
        part: Part::Embed,
        about: "How much there is around the figure.",
        form: "`figure`, `controls` or `full`",
        default: "figure",
        valid: &["figure", "controls", "full"],
        invalid: &["huge"],
        read: |opened, _, value, problems| {
            if let Some(size) = word(&SIZES, value, problems) {
                opened.furniture.size = size;
            }
        },
    },
    Key {
        name: "unlock",
        part: Part::Embed,
        about: "What readers may change.",
        form: "names of knobs, events and remediations, separated by commas; `all` for everything, empty for nothing",
        default: "where there are controls, what the link changes and a few key parameters; else nothing",
        valid: &["frontend.servers,add-capacity", "larger-servers", "all"],
        invalid: &["magic"],
        read: |opened, scenario, value, problems| {
            if names(value).any(|name| name == ALL) {
                opened.furniture.unlock = Some(Unlock::All);
            }
            let chosen = opened.furniture.unlock.get_or_insert(Unlock::Only(Vec::new()));
            for id in names(value).filter(|name| *name != ALL) {
                match (Unlocked::find(scenario, id), &mut *chosen) {
                    (None, _) => problems.add(|| Unlocked::unknown(scenario, id)),
                    (Some(found), Unlock::Only(chosen)) if !chosen.contains(&found) => chosen.push(found),
                    (Some(_), _) => {}
                }
            }
        },
    },
    Key {
        name: "show",
        part: Part::Embed,
        about: "The panels.",
        form: "some of `headline`, `cascade`, `lanes`, `controls`, `why`, `chart`, `facts`, separated by commas",
        default: "those of the size in `ui`",
        valid: &["lanes", "cascade,lanes,why"],
        invalid: &["everything"],
        read: |opened, _, value, problems| {
            let named: Vec<_> = names(value).filter_map(|name| word(&PANELS, name, problems)).collect();
            keep(&mut opened.furniture.panels, Some(in_order(&named)).filter(|panels| !panels.is_empty()));
        },
    },
    Key {
        name: "title",
        part: Part::Embed,
        about: "Whether the title is shown.",
        form: FLAG,
        default: "1",
        valid: &["0", "1"],
        invalid: &["none"],
        read: |opened, _, value, problems| {
            if let Some(shown) = flag(value, problems) {
                opened.furniture.no_title = !shown;
            }
        },
    },
    Key {
        name: "link",
        part: Part::Embed,
        about: "Whether the way to the whole page is shown.",
        form: FLAG,
        default: "1",
        valid: &["0", "1"],
        invalid: &["none"],
        read: |opened, _, value, problems| {
            if let Some(shown) = flag(value, problems) {
                opened.furniture.no_link = !shown;
            }
        },
    },
    Key {
        name: "m",
        part: Part::Stamp,
        about: "Version of the model, and the beginning of the digest of the run that the link's author saw. When this \
                page gets another run, it says so. Leave it out of links that you write by hand.",
        form: "`1-3fa9c2d1`",
        default: "nothing is compared",
        valid: &[],
        invalid: &["1", "1-x", "new"],
        read: |opened, _, value, problems| match Stamp::parse(value) {
            Some(stamp) => opened.stamp = Some(stamp),
            None => problems.add(|| "a stamp is a version and eight hexadecimal digits, such as 1-3fa9c2d1".into()),
        },
    },
];
