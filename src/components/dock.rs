//! What stays at the foot of a narrow screen: play, the clock, and the way to the explanation of what is selected; among
//! the knobs also what they change.

use super::both::Both;
use super::desk::{use_desk, use_look};
use super::player::{Beat, use_player};
use super::same::Same;
use super::transport::{clock, steps};
use crate::browser::{self, use_seen};
use crate::frame::{Frame, explain};
use crate::state::State;
use yew::{Callback, Html, Properties, component, html};

/// Properties of [`Dock`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// What is shown at the moment.
    pub(super) frame: Same<Frame>,
    /// How the cursor moves.
    pub(super) beat: Beat,
}

/// What stays at the foot of a narrow screen.
#[component]
pub(super) fn Dock(props: &Props) -> Html {
    let (desk, player, look) = (use_desk(), use_player(), use_look());
    let Props { model, frame, beat } = props;
    let explanation = explain(&model.scenario, &model.recording, model.view.selected, look.zone, frame.minutes);
    let among = use_seen("#what-if");
    let onclick = Callback::from(|_| browser::go_to("#inspector-title"));
    html! {
        <div class="dock-place">
            if among { <Both model={model.clone()} /> }
            <div class="dock" role="group" aria-label="Playback">
                { steps(model, *beat, &player, &desk) }
                { clock(frame) }
                <button type="button" class="to-why" {onclick}>{ explanation.question }</button>
            </div>
        </div>
    }
}
