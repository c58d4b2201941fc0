//! What every part of the page may need to act: one context, so that callbacks need not be handed down.

use crate::draw::{Palette, palette};
use crate::state::{Action, ClockZone};
use std::rc::Rc;
use yew::{Callback, hook, use_context};

/// How a part of the page acts on the state.
#[derive(Debug, Clone, PartialEq)]
pub struct Desk {
    /// Carries out an action at once.
    pub act: Callback<Action>,
    /// Carries out an action before the next frame. Of several for the same thing the last one wins, so that a slider
    /// that moves faster than the screen costs one run per frame.
    pub adjust: Callback<Action>,
}

/// How everything is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// Whether the screen is dark.
    pub dark: bool,
    /// Whether things should rather not move.
    pub calm: bool,
    /// The clock that times are shown in.
    pub zone: ClockZone,
}

impl Look {
    /// The colours of pictures.
    #[must_use]
    pub fn palette(&self) -> &'static Palette {
        palette(self.dark)
    }
}

/// How to act on the state.
///
/// # Panics
/// Outside the app, which provides it.
#[hook]
pub fn use_desk() -> Rc<Desk> {
    use_context::<Rc<Desk>>().expect("the app provides the desk")
}

/// How everything is shown.
///
/// # Panics
/// Outside the app, which provides it.
#[hook]
pub fn use_look() -> Look {
    use_context::<Look>().expect("the app provides the look")
}
