//! The notebook: runs that somebody kept, each as its link with a name, a note and the figures that it had; and what two runs
//! differ in. Pure: the page keeps the text of it where the browser lets it.

mod text;
mod versus;

pub use text::Problem;
pub use versus::{Lane, Measure, Pair, lanes, measures};

use crate::address::schema::{KEYS, Part};
use crate::address::{self, encode, words};
use crate::frame::along_fork;
use crate::playback::Playback;
use crate::state::{State, Theme, View};
use crate::words as told;
use outage_sim::{EventChange, Inputs, OUTAGES, tame};

/// Most runs that a notebook holds.
pub const MOST: usize = 40;

/// Longest name of a run, in letters.
pub const LONGEST_NAME: usize = 80;

/// Longest note on a run, in letters.
pub const LONGEST_NOTE: usize = 1_000;

/// The longest text of a notebook that is read, in bytes.
pub const LONGEST: usize = 4 * 1024 * 1024;

/// The longest text that a notebook grows to, in bytes: browsers keep little more, and notes need room.
const ROOM: usize = LONGEST / 2;

/// Longest figure, in letters.
const LONGEST_FIGURE: usize = 40;

/// A run that was kept. Its link is the run; the rest is what somebody saw and thought of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// What it is called.
    pub name: String,
    /// The link that opens it, from its `#` on.
    pub link: String,
    /// What somebody wrote about it.
    pub note: String,
    /// The four figures that it had when it was kept: peak errors, outage-equivalent time, time to recovery, facts.
    pub figures: [String; 4],
}

/// The runs that were kept, in the order that somebody gave them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Notebook {
    /// The runs, at most [`MOST`].
    pub runs: Vec<Kept>,
}

impl Kept {
    /// What is on the screen, at a moment in minutes since the trigger, under a name that tells what was changed.
    #[must_use]
    pub fn of(state: &State, minutes: f64) -> Self {
        Self {
            name: name_of(state),
            link: link_of(state, minutes),
            note: String::new(),
            figures: state.headline().figures.map(|figure| figure.value),
        }
    }

    /// The same run under another name, with another note. Both are cut where they are too long.
    #[must_use]
    pub fn called(&self, name: &str, note: &str) -> Self {
        let name = tame(&cut(name.trim(), LONGEST_NAME));
        let name = if name.is_empty() { self.name.clone() } else { name };
        let note = cut(note.trim(), LONGEST_NOTE).lines().map(tame).collect::<Vec<String>>().join("\n");
        Self { name, note, ..self.clone() }
    }

    /// Whether another link opens the same run, whatever moment of it.
    #[must_use]
    pub fn is_run_of(&self, link: &str) -> bool {
        run_in(&self.link) == run_in(link)
    }

    /// The short title of its outage.
    #[must_use]
    pub fn outage(&self) -> &'static str {
        address::named(&self.link)
            .and_then(|index| OUTAGES.get(index))
            .map_or("An outage from a file", |(_, short)| *short)
    }
}

impl Notebook {
    /// Keeps a run, as the first of them.
    ///
    /// # Errors
    /// When the notebook is full.
    pub fn keep(&mut self, kept: Kept) -> Result<(), String> {
        if self.runs.len() >= MOST {
            return Err(format!("The notebook holds {MOST} runs, which is as many as it can. Delete one first."));
        }
        let name = self.free_name(&kept.name);
        self.runs.insert(0, Kept { name, ..kept });
        if self.text().len() > ROOM {
            self.runs.remove(0);
            return Err(
                "The notebook has no room for this run, whose link holds a whole outage. Delete another one first."
                    .into(),
            );
        }
        Ok(())
    }

    /// Takes in the runs of another notebook, but for those that are here already. Gives how many came in.
    ///
    /// # Errors
    /// When there is no room for all of them: then none comes in.
    pub fn take_in(&mut self, other: Self) -> Result<usize, String> {
        let new: Vec<Kept> = other.runs.into_iter().filter(|kept| !self.runs.contains(kept)).collect();
        let (count, room) = (new.len(), MOST - self.runs.len().min(MOST));
        if count > room {
            return Err(format!("It holds {count} runs that are not here, and the notebook has room for {room}."));
        }
        let before = self.runs.len();
        self.runs.extend(new);
        if self.text().len() > ROOM {
            self.runs.truncate(before);
            return Err("The notebook has no room for its runs, whose links hold whole outages.".into());
        }
        Ok(count)
    }

    /// Moves a run one place towards the beginning, or towards the end.
    pub fn shift(&mut self, index: usize, up: bool) {
        let other = if up { index.checked_sub(1) } else { Some(index + 1) };
        if let Some(other) = other.filter(|other| (*other).max(index) < self.runs.len()) {
            self.runs.swap(index, other);
        }
    }

    /// A name that no other run has.
    fn free_name(&self, name: &str) -> String {
        let is_taken = |name: &str| self.runs.iter().any(|kept| kept.name == name);
        let numbered = (2..=MOST + 1).map(|number| format!("{} ({number})", cut(name, LONGEST_NAME - 5)));
        std::iter::once(name.to_owned()).chain(numbered).find(|name| !is_taken(name)).unwrap_or_else(|| name.into())
    }
}

/// The beginning of a text of at most so many letters.
fn cut(text: &str, longest: usize) -> String {
    text.chars().take(longest).collect()
}

/// The link of a run at a moment: its changes, the moment, the component that is explained and what its author saw. What is
/// open around it is no part of it.
#[must_use]
pub fn link_of(state: &State, minutes: f64) -> String {
    let view = View {
        theme: Theme::default(),
        sheet: None,
        receipt: None,
        inside: false,
        effects: false,
        card: None,
        ..state.view
    };
    let mut bare = state.clone();
    (bare.view, bare.session, bare.stage) = (view, None, None);
    address::write(&bare, &Playback::new(state.scenario.span, minutes))
}

/// The link of the day as it happened in the outage of a link.
#[must_use]
pub fn day_of(link: &str) -> String {
    let (name, _) = link.split_once('?').unwrap_or((link, ""));
    text_in(link).map_or_else(|| name.into(), |text| format!("{name}?{text}"))
}

/// The link of a comparison of two runs, each of which is a link: the first, with the notebook open at the second.
#[must_use]
pub fn comparison(one: &str, other: &str) -> String {
    let own = text_in(one);
    let (name, query) = other.split_once('?').unwrap_or((other, ""));
    let is_said = |pair: &&str| {
        let key = words(pair).into_iter().next().map(|(key, _)| key).unwrap_or_default();
        // The text of an outage is said once.
        (is_of_run(&key) || key == "v" || key == "m") && (key != "x" || own != Some(*pair))
    };
    let said: Vec<&str> = query.split('&').filter(is_said).collect();
    let mark = if said.is_empty() { "" } else { "?" };
    let other = format!("{}{mark}{}", name.trim_start_matches(['#', '/']), said.join("&"));
    let joint = if one.contains('?') { '&' } else { '?' };
    format!("{one}{joint}open=notebook&with={}", encode(&other))
}

/// The link of the run that `with=` names beside a link of its own.
#[must_use]
pub fn compared_with(with: &str, own: &str) -> String {
    let is_file = text_in(with).is_none() && address::has_text(with);
    match text_in(own).filter(|_| is_file) {
        Some(text) => format!("#/{with}{}{text}", if with.contains('?') { '&' } else { '?' }),
        None => format!("#/{with}"),
    }
}

/// The part of a link that holds the text of an outage.
fn text_in(link: &str) -> Option<&str> {
    link.split_once('?')?.1.split('&').rfind(|pair| pair.starts_with("x="))
}

/// Whether a key of a link says what runs.
fn is_of_run(key: &str) -> bool {
    match KEYS.iter().find(|known| known.name == key) {
        Some(known) => known.part == Part::Run,
        None => key != "v",
    }
}

/// What a link says of the run, and not of what is shown of it: the outage, and the changes in the order of the link.
fn run_in(link: &str) -> (&str, Vec<(String, String)>) {
    let (name, query) = link.split_once('?').unwrap_or((link, ""));
    (name, words(query).into_iter().filter(|(key, _)| is_of_run(key)).collect())
}

/// Most changes that a name tells.
const TOLD: usize = 2;

/// A name for the run on the screen, from what was changed: `Thread limit 8 000`.
#[must_use]
pub fn name_of(state: &State) -> String {
    let clock = |at: f64| told::clock(&state.scenario.clock, state.view.clock, at);
    let marks = |at: f64, last: bool| format!("{} {}: ", if last { "Until" } else { "From" }, clock(at));
    let all = along_fork(&state.inputs, |inputs| phrases(state, inputs), marks);
    let name = match all.len() {
        0 => "The day as it happened".into(),
        count if count > TOLD => format!("{}, and {} more", all[..TOLD].join(", "), count - TOLD),
        _ => all.join(", "),
    };
    cut(&name, LONGEST_NAME)
}

/// What inputs change, a phrase each.
fn phrases(state: &State, inputs: &Inputs) -> Vec<String> {
    let scenario = &state.scenario;
    let fixes = inputs.fixes.iter().map(|&fix| scenario.remediations[fix].label.clone());
    let knobs = inputs.knobs.iter().map(|(&index, &value)| {
        let parameter = &scenario.parameters[index];
        let (shown, unit) = (told::value(parameter, value), told::unit(parameter, value));
        // “Thread limit 8 000 threads” says it twice.
        let one = unit.strip_suffix('s').unwrap_or(&unit).to_lowercase();
        let is_said = !one.is_empty() && parameter.label.to_lowercase().contains(&one);
        let shown = if is_said { told::number(parameter, value) } else { shown };
        format!("{} {shown}", parameter.label)
    });
    let events = inputs.events.iter().map(|(&index, change)| match change {
        EventChange::Off => format!("Without: {}", scenario.actions[index].label),
        EventChange::At(at) => {
            format!("{} at {}", scenario.actions[index].label, told::clock(&scenario.clock, state.view.clock, *at))
        }
    });
    let seed = inputs.seed.map(|seed| format!("Seed {seed}"));
    fixes.chain(knobs).chain(events).chain(seed).collect()
}
