//! What every part of the page may need to act: one context, so that callbacks need not be handed down.

use crate::address::Unlocked;
use crate::browser::{self, FrameLoop};
use crate::draw::{Palette, palette};
use crate::embed::Spot;
use crate::state::{Action, ClockZone, State};
use std::cell::RefCell;
use std::rc::Rc;
use yew::{Callback, UseReducerDispatcher, hook, use_context};

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
    /// Carries out actions. Each that makes a run is timed: the `simulate` entries of the browser's performance record.
    #[must_use]
    pub(super) fn of(dispatcher: &UseReducerDispatcher<State>) -> Self {
        let dispatcher = dispatcher.clone();
        let pending: Rc<RefCell<Option<Action>>> = Rc::default();
        let now = move |action: Action| match action {
            Action::OpenBuiltIn(_) | Action::Restore(_) | Action::LeaveSession => {
                browser::forget_others();
                browser::measured("simulate", || dispatcher.dispatch(action));
            }
            Action::Judge
            | Action::Judged(..)
            | Action::Select(_)
            | Action::SetClock(_)
            | Action::SetTheme(_)
            | Action::Toggle(_)
            | Action::OpenReceipt(_)
            | Action::LookInside(_)
            | Action::ShowEffects(_)
            | Action::SetFold(..)
            | Action::Notify(_)
            | Action::Dismiss(_)
            | Action::Read(_)
            | Action::NotRead(_)
            | Action::Announce(_) => dispatcher.dispatch(action),
            _ => browser::measured("simulate", || dispatcher.dispatch(action)),
        };
        let now = Rc::new(now);
        let flush = {
            let (pending, now) = (Rc::clone(&pending), Rc::clone(&now));
            move || {
                let action = pending.borrow_mut().take();
                if let Some(action) = action {
                    now(action);
                }
            }
        };
        let frames = {
            let flush = flush.clone();
            FrameLoop::new(move |_| {
                flush();
                false
            })
        };
        let act = {
            let flush = flush.clone();
            Callback::from(move |action| {
                flush();
                now(action);
            })
        };
        let adjust = Callback::from(move |action: Action| {
            let other = pending.borrow().as_ref().is_some_and(|waiting| !is_about_the_same(waiting, &action));
            if other {
                flush();
            }
            pending.replace(Some(action));
            frames.wake();
        });
        Self { act, adjust, unlocked: None, decided: Rc::default() }
    }

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

/// Whether two actions set the same thing, so that the later one replaces the earlier.
fn is_about_the_same(one: &Action, other: &Action) -> bool {
    match (one, other) {
        (Action::SetKnob { parameter: one, .. }, Action::SetKnob { parameter: other, .. }) => one == other,
        (Action::Fork(_), Action::Fork(_)) => true,
        (Action::MoveEvent { action: one, .. }, Action::MoveEvent { action: other, .. }) => one == other,
        _ => false,
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
