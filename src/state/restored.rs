//! What is open after a file or a link was opened.

use super::{Cue, Notice, Sheet, State, Touched, View, text_notices};
use crate::address::{ABSENT, Compiled, Document, Opened, Stamp};
use crate::playback::SPEED;
use std::rc::Rc;

impl State {
    /// An outage at its opening, in place of what is open; nothing changes while its plan is not here.
    pub(super) fn opening(self: Rc<Self>, document: Document) -> Rc<Self> {
        let begun = Self::begin(document, self.view, self.cue.number + 1, self.seen.clone());
        begun.map_or_else(|| Rc::clone(&self), |begun| Rc::new(begun.at_its_opening().in_a_new_entry(&self)))
    }

    pub(super) fn open_file(self: Rc<Self>, name: &str, text: &str, compiled: Compiled) -> Rc<Self> {
        match Document::text(text, compiled) {
            Ok(document) => self.opening(document),
            // What was said about the file before is over.
            Err(problems) => {
                Rc::new(Self { notices: text_notices(name, problems), reading: None, ..Self::clone(&self) })
            }
        }
    }

    pub(super) fn restore(self: Rc<Self>, opened: Opened) -> Rc<Self> {
        let number = self.cue.number + 1;
        let is_plain = opened.is_plain();
        let begun = if self.document == opened.document {
            let view = View { selected: self.scenario.about.opens_on.into(), ..self.view };
            Self {
                cue: Cue::of(&self.scenario, number),
                view,
                notices: Vec::new(),
                reading: None,
                stage: None,
                ..Self::clone(&self)
            }
        } else if let Some(begun) = Self::begin(opened.document, self.view, number, self.seen.clone()) {
            begun
        } else {
            return Rc::new(Self { notices: vec![Notice::new("link", ABSENT)], reading: None, ..Self::clone(&self) });
        };
        let is_run = begun.asked.is_none() && *begun.inputs == opened.inputs;
        let mut next = if is_run { begun } else { begun.run(opened.inputs).with_every_judgement() };
        if Rc::ptr_eq(&next.scenario, &self.scenario) && !is_run {
            next.history.remember(Touched::Everything, self.wanted(), &next.inputs);
        }
        let card = opened.card.and_then(|card| next.scenario.about.story.get(card));
        next.cue = Cue {
            lost: opened.lost,
            at: opened.at.or(card.map(|card| card.at)).unwrap_or(next.cue.at),
            speed: Some(opened.speed.unwrap_or(SPEED)),
            play: opened.play,
            repeat: opened.repeat,
            end: opened.end,
            ..next.cue
        };
        next.view = View {
            selected: opened.selected.unwrap_or(next.view.selected),
            // The reader's own colours stay; everything else is as the link's author saw it.
            theme: opened.theme.unwrap_or(next.view.theme),
            clock: opened.clock.unwrap_or_default(),
            sheet: opened.sheet,
            receipt: opened.receipt,
            inside: opened.inside,
            effects: opened.effects,
            card: opened.card,
            blind: opened.blind,
        }
        .as_far_as_blind();
        if next.view.blind.is_some() {
            next.announcement = Self::told_blind(next.view.blind).into();
        }
        next.entry = self.entry;
        next.furniture = opened.furniture;
        next.session = opened.session;
        next.with = opened.with.filter(|_| next.view.sheet == Some(Sheet::Notebook)).map(Into::into);
        let mut notices = opened.notices;
        let difference = opened.stamp.and_then(|stamp| stamp.difference(Stamp::of(&next.recording)));
        // A link that was not understood cannot give what its author saw.
        if let Some(difference) = difference.filter(|_| notices.is_empty()) {
            notices.push(Notice::new(Notice::VERSION, difference));
        }
        let next = if is_plain { next.at_its_opening() } else { next };
        Rc::new(next).with_notices(notices)
    }
}
