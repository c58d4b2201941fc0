//! Commands that came since the last frame, as one change: however many a page sends, each frame makes one run.

use super::command::{Command, Problem};
use super::meaning::{Changes, Spot, Target, changes, moment, spot, target};
use super::{Export, Value};
use crate::address::{self, PANELS};
use crate::playback::Playback;
use crate::state::State;
use outage_sim::Inputs;
use std::collections::{BTreeMap, VecDeque};

/// Commands as one change. Of those about the same thing the last one counts; whatever their number, this stays small.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pending {
    /// Whether everything goes back to what was opened, before the words are set.
    reset: bool,
    /// The words that are set, with their values, by their keys.
    words: BTreeMap<String, Vec<String>>,
    seek: Option<Value>,
    /// Whether `play` came after it: from the end, that goes to the beginning.
    played: bool,
    /// What `play` or `pause` said last.
    playing: Option<bool>,
    highlight: Option<(String, Option<Value>, Option<Value>)>,
    select: Option<String>,
    /// What to scroll to.
    reveal: Option<String>,
}

impl Pending {
    /// Adds a command, unless it cannot be followed.
    ///
    /// # Errors
    /// When it names something that does not exist or is not shown, or a value cannot be understood.
    pub fn add(&mut self, state: &State, command: &Command) -> Result<(), Problem> {
        match command {
            Command::Play => {
                self.played = true;
                self.playing = Some(true);
            }
            Command::Pause => self.playing = Some(false),
            Command::Seek(to) => {
                moment(state, to)?;
                (self.seek, self.played, self.playing) = (Some(to.clone()), false, Some(false));
            }
            Command::Set(set) => {
                let words = address::words(set.trim_start_matches('?'));
                changes(state, &state.inputs, words.clone())?;
                words.iter().for_each(|(key, _)| self.words.entry(key.clone()).or_default().clear());
                words.into_iter().for_each(|(key, value)| self.words.entry(key).or_default().push(value));
            }
            Command::Reset => {
                self.reset = true;
                // These are no part of the run.
                self.words.retain(|key, _| ["theme", "clock", "speed"].contains(&key.as_str()));
            }
            Command::Reveal(of) => {
                match target(state, of)? {
                    Target::Component(_) => self.select = Some(of.clone()),
                    Target::Panel(panel) if !state.furniture.panels().contains(&panel) => {
                        let word = PANELS.iter().find(|(_, known)| *known == panel).map_or("", |(word, _)| *word);
                        let text = format!("The panel `{word}` is not shown here: add it to `show`.");
                        return Err(Problem::new("unavailable", text));
                    }
                    Target::Panel(_) => {}
                }
                self.reveal = Some(of.clone());
            }
            Command::Highlight { of, from, until } => {
                spot(state, of, from.as_ref(), until.as_ref())?;
                self.highlight = Some((of.clone(), from.clone(), until.clone()));
            }
            Command::Export(_) | Command::State => {}
        }
        Ok(())
    }

    /// What changes about the run and its looks. A reset goes back to what was `opened`.
    ///
    /// # Errors
    /// When another outage has been opened since, which does not have what is to be set.
    pub fn changes(&self, state: &State, opened: &Inputs) -> Result<Changes, Problem> {
        let words = self.words.iter().flat_map(|(key, values)| values.iter().map(|value| (key.clone(), value.clone())));
        changes(state, if self.reset { opened } else { &state.inputs }, words.collect())
    }

    /// The component that is explained from now on.
    #[must_use]
    pub fn selected(&self, state: &State) -> Option<usize> {
        state.scenario.component(self.select.as_deref()?)
    }

    /// What is highlighted from now on; the moments are those of the run after the changes.
    #[must_use]
    pub fn spot(&self, state: &State) -> Option<Spot> {
        let (of, from, until) = self.highlight.as_ref()?;
        spot(state, of, from.as_ref(), until.as_ref()).ok()
    }

    /// What to scroll to.
    #[must_use]
    pub fn revealed(&self, state: &State) -> Option<Target> {
        target(state, self.reveal.as_ref()?).ok()
    }

    /// Moves the cursor; `state` is the run after the changes.
    pub fn play(&self, state: &State, playback: &mut Playback) {
        if let Some(Ok(minutes)) = self.seek.as_ref().map(|to| moment(state, to)) {
            playback.pause();
            playback.seek(minutes);
        }
        if self.played && !playback.playing {
            playback.toggle();
        }
        if self.playing == Some(false) {
            playback.pause();
        }
    }
}

/// An answer that is owed: the id and the notice that it carries.
pub type Owed = (Value, String);

/// Commands with the answers that are owed for them.
#[derive(Debug, Default)]
pub struct Batch {
    /// What they change.
    pub pending: Pending,
    /// The answers.
    pub owed: Vec<Owed>,
    /// Texts that are asked for, of what is there after the changes.
    pub exports: Vec<(Export, Option<Value>, String)>,
}

/// The batches that wait, one for each frame to come. What is exported is what was there when it was asked for, so a
/// change after that begins another batch.
#[derive(Debug, Default)]
pub struct Inbox(VecDeque<Batch>);

/// Most exports that wait.
const MOST_EXPORTS: usize = 100;

impl Inbox {
    /// Adds a command, with the id and the notice of its answer, unless it cannot be followed.
    ///
    /// # Errors
    /// As [`Pending::add`]; and when too many exports wait.
    pub fn add(&mut self, state: &State, command: &Command, id: Option<&Value>, notice: &str) -> Result<(), Problem> {
        let waiting: usize = self.0.iter().map(|batch| batch.exports.len()).sum();
        if self.0.back().is_none_or(|batch| !batch.exports.is_empty() && !matches!(command, Command::Export(_))) {
            self.0.push_back(Batch::default());
        }
        let Some(batch) = self.0.back_mut() else { return Ok(()) };
        match command {
            Command::Export(_) if waiting >= MOST_EXPORTS => {
                let text = format!("{MOST_EXPORTS} exports wait already: ask for the next when one has come.");
                return Err(Problem::new("unavailable", text));
            }
            Command::Export(format) => batch.exports.push((*format, id.cloned(), notice.into())),
            _ => {
                batch.pending.add(state, command)?;
                batch.owed.extend(id.map(|id| (id.clone(), notice.into())));
            }
        }
        Ok(())
    }

    /// The next batch.
    pub fn next_batch(&mut self) -> Option<Batch> {
        self.0.pop_front()
    }

    /// Whether nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests;
