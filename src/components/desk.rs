//! What every part of the page may need to act: one context, so that callbacks need not be handed down.

use crate::address::Unlocked;
use crate::draw::{Palette, palette};
use crate::embed::Spot;
use crate::state::{Action, ClockZone};
use std::cell::RefCell;
use std::rc::Rc;
use yew::{Callback, hook, use_context};

/// How a part of the page acts on the state.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Desk {
    /// Carries out an action at once.
    pub(super) act: Callback<Action>,
    /// Carries out an action before the next frame. Of several for the same thing the last one wins, so that a slider
    /// that moves faster than the screen costs one run per frame.
    pub(super) adjust: Callback<Action>,
    /// What readers may change; `None` when they may change everything.
    pub(super) unlocked: Option<Rc<Vec<Unlocked>>>,
    /// What is taken back before any change of the page: the last decision of whoever commands.
    pub(super) decided: Rc<RefCell<Option<Callback<()>>>>,
}

impl Desk {
    /// Whether readers may change something.
    #[must_use]
    pub(super) fn may_change(&self, part: Unlocked) -> bool {
        self.unlocked.as_ref().is_none_or(|unlocked| unlocked.contains(&part))
    }

    /// Whether whoever commands has a decision to take back.
    #[must_use]
    pub(super) fn has_decided(&self) -> bool {
        self.decided.borrow().is_some()
    }

    /// Takes back what was done last.
    pub(super) fn undo(&self) {
        let decided = self.decided.borrow().clone();
        match decided {
            Some(take_back) => take_back.emit(()),
            None => self.act.emit(Action::Undo),
        }
    }
}

/// How everything is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    /// Whether the screen is dark.
    pub(super) dark: bool,
    /// Whether things should rather not move.
    pub(super) calm: bool,
    /// The clock that times are shown in.
    pub(super) zone: ClockZone,
    /// What is highlighted.
    pub(super) spot: Spot,
}

impl Look {
    /// The colours of pictures.
    #[must_use]
    pub(super) fn palette(&self) -> &'static Palette {
        palette(self.dark)
    }
}

/// How to act on the state.
///
/// # Panics
/// Outside the app, which provides it.
#[hook]
pub(super) fn use_desk() -> Rc<Desk> {
    use_context::<Rc<Desk>>().expect("the app provides the desk")
}

/// How everything is shown.
///
/// # Panics
/// Outside the app, which provides it.
#[hook]
pub(super) fn use_look() -> Look {
    use_context::<Look>().expect("the app provides the look")
}
