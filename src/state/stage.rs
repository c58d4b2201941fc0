//! The opening of an outage: healthy, then one click, and it happens. Whoever has seen it, or skipped it, is not shown it again.

use super::{Cue, State, Touched};
use crate::playback::Course;
use outage_sim::Inputs;
use std::rc::Rc;

/// How far the opening is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// All is healthy; it waits for the click.
    Ready,
    /// It happens.
    Playing,
    /// The cascade is whole; it stands still.
    Whole,
}

/// Whose openings somebody has seen: the names of outages with a space between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen(Rc<str>);

impl Seen {
    /// Stands for every outage.
    pub const ALL: &str = "*";

    /// What was kept of an earlier visit.
    #[must_use]
    pub fn kept(text: &str) -> Self {
        Self(text.into())
    }

    /// What is kept for the next visit.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether the opening of an outage is over, by its name.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.0.split(' ').any(|seen| seen == id || seen == Self::ALL)
    }

    fn add(&mut self, id: &str) {
        if !self.has(id) {
            self.0 = format!("{} {id}", self.0).trim_start().into();
        }
    }
}

/// Nobody is shown an opening who is not a visitor of the page: no article, no program.
impl Default for Seen {
    fn default() -> Self {
        Self::kept(Self::ALL)
    }
}

impl State {
    /// The same state, at its opening if it has one that is not seen yet.
    pub(super) fn at_its_opening(self) -> Self {
        if self.seen.has(&self.scenario.id) || self.view.blind.is_some() {
            self
        } else {
            self.at_stage(Some(Stage::Ready))
        }
    }

    /// The state at the next stage of its opening, at the first one again, or, without a stage, past it. Stages that do not
    /// follow are ignored.
    pub(super) fn to_stage(self: Rc<Self>, stage: Option<Stage>) -> Rc<Self> {
        use Stage::{Playing, Ready, Whole};
        let follows = match (self.stage, stage) {
            (Some(_), None) | (Some(Ready), Some(Playing)) | (Some(Ready | Playing), Some(Whole)) => true,
            (from, Some(Ready)) => from != Some(Ready) && self.scenario.about.opening.is_some(),
            _ => false,
        };
        if !follows {
            return self;
        }
        // The opening tells the day as it happened. What somebody changed can be done again afterwards.
        let from = if stage == Some(Ready) && !self.wanted().is_as_it_happened() {
            let reset = self.change(Touched::Everything, |inputs| *inputs = Inputs::default());
            Rc::new(Self::clone(&reset).in_a_new_entry(&self))
        } else {
            self
        };
        Rc::new(Self::clone(&from).at_stage(stage))
    }

    fn at_stage(mut self, stage: Option<Stage>) -> Self {
        let Some(opening) = &self.scenario.about.opening else { return self };
        let cue = Cue::of(&self.scenario, self.cue.number + 1);
        let is_whole = [self.stage, stage].contains(&Some(Stage::Whole));
        self.cue = match stage {
            Some(Stage::Ready) => Cue { at: opening.at, ..cue },
            Some(Stage::Playing) => {
                let course = Course::of(opening, &self.scenario, &self.recording);
                Cue { at: 0.0, play: true, course: Some(course), ..cue }
            }
            _ if is_whole => Cue { at: opening.stop, ..cue },
            _ => cue,
        };
        if matches!(stage, None | Some(Stage::Whole)) {
            self.seen.add(&self.scenario.id);
        }
        self.stage = stage;
        self.view.card = None;
        self
    }

    /// The state with a card of the story open, past the opening and at the card's moment; or without one.
    pub(super) fn open_card(self: Rc<Self>, card: Option<usize>) -> Rc<Self> {
        let story = &self.scenario.about.story;
        if card == self.view.card || card.is_some_and(|index| index >= story.len()) {
            return self;
        }
        let mut next = Self::clone(&self);
        next.view.card = card;
        if let Some(index) = card {
            next.stage = None;
            next.seen.add(&self.scenario.id);
            next.cue = Cue { at: story[index].at, ..Cue::of(&self.scenario, self.cue.number + 1) };
            next.entry += 1;
            next.announcement = crate::frame::told(&self, index).spoken;
        }
        Rc::new(next)
    }
}
