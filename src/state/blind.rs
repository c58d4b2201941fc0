//! Blindness: the page as it is at the playhead, without what comes later, or as operators saw it. What may be seen then is
//! worked out in one place ([`crate::frame::blinded`]); here is what can be done meanwhile.

use super::{Action, Sheet, State, View};

/// What is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blind {
    /// Everything after the playhead.
    Future,
    /// The same, and what operators could not know.
    Operators,
}

impl Blind {
    /// Its classes in the style sheet.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Future => "blind",
            Self::Operators => "blind as-operators",
        }
    }

    /// What is still hidden once a layer is revealed.
    #[must_use]
    pub fn revealed(self) -> Option<Self> {
        match self {
            Self::Future => None,
            Self::Operators => Some(Self::Future),
        }
    }
}

impl Sheet {
    /// Whether it shows nothing of the run.
    fn tells_nothing(self) -> bool {
        matches!(self, Self::Help | Self::Editor)
    }
}

impl View {
    /// The same view without what tells of later, or of what nobody knew, if it is blind.
    #[must_use]
    pub(super) fn as_far_as_blind(self) -> Self {
        if self.blind.is_none() {
            return self;
        }
        let sheet = self.sheet.filter(|sheet| sheet.tells_nothing());
        Self { sheet, receipt: None, inside: false, effects: false, card: None, ..self }
    }
}

impl State {
    /// Whether an action is one that can be done while the page is blind: nothing that shows more, and nothing that changes
    /// the run, whose past is on the screen.
    pub(super) fn may(&self, action: &Action) -> bool {
        match action {
            _ if self.view.blind.is_none() => true,
            Action::Toggle(sheet) => sheet.tells_nothing(),
            Action::SetKnob { .. }
            | Action::ResetKnob(_)
            | Action::MoveEvent { .. }
            | Action::SetEvent { .. }
            | Action::ResetEvent(_)
            | Action::SetFix { .. }
            | Action::SetSeed(_)
            | Action::Fork(_)
            | Action::ResetAll
            | Action::SetInputs(_)
            | Action::Undo
            | Action::Redo
            | Action::OpenReceipt(Some(_))
            | Action::LookInside(true)
            | Action::ShowEffects(true)
            | Action::Stage(Some(_))
            | Action::OpenCard(Some(_))
            | Action::TurnCard(_) => false,
            _ => true,
        }
    }

    /// The state with another layer hidden, or nothing: an entry of the browser’s history, so that back hides it again.
    pub(super) fn with_blind(&self, blind: Option<Blind>) -> Self {
        let view = View { blind, ..self.view }.as_far_as_blind();
        let announcement = Self::told_blind(blind).into();
        Self { view, announcement, stage: None, entry: self.entry + 1, ..self.clone() }
    }

    /// The state without its session, and without what that hid: an entry of the browser’s history, so that back returns to it.
    pub(super) fn without_session(&self) -> Self {
        let open = Self { session: None, ..self.clone() };
        if open.view.blind.is_some() { open.with_blind(None) } else { open }
    }

    /// What somebody who hears the page is told about what is hidden.
    pub(super) fn told_blind(blind: Option<Blind>) -> &'static str {
        match blind {
            None => "Everything is shown.",
            Some(Blind::Future) => "What comes later is hidden.",
            Some(Blind::Operators) => "Hidden: what comes later, and what operators could not know.",
        }
    }
}
