//! What one works with when the opening is over: the knobs, what is said of each turn, the foot of the page. A part of its
//! own, which comes while the opening plays.

use super::app::Parts;
use super::same::Same;
use super::turns::Turns;
use super::{About, Dock, WhatIf};
use yew::{Html, html};

/// Each is made from the parts of the page.
#[derive(Clone, Copy)]
pub(super) struct Workbench {
    /// What could have been different.
    pub(super) what_if: fn(&Parts) -> Html,
    /// What is told of each turn of the playback.
    pub(super) turns: fn(&Parts) -> Html,
    /// The foot of the page.
    pub(super) about: fn(&Parts) -> Html,
    /// What stays at the foot of a narrow screen.
    pub(super) dock: fn(&Parts) -> Html,
}

/// All of it.
pub(super) const WORKBENCH: Workbench = Workbench {
    what_if: |Parts { model, wanted, paint, .. }| {
        html! { <WhatIf model={model.clone()} wanted={wanted.clone()} paint={paint.clone()} /> }
    },
    turns: |Parts { model, frame, beat, .. }| {
        html! { <Turns model={model.clone()} frame={frame.clone()} playing={beat.playing} /> }
    },
    about: |Parts { model, .. }| html! { <About scenario={Same::of(&model.scenario)} /> },
    dock: |Parts { model, frame, beat, .. }| {
        html! { <Dock model={model.clone()} frame={frame.clone()} beat={*beat} /> }
    },
};
