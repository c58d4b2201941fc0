//! Documented times on the lanes: a diamond where this run reproduces them, a crossed one where it does not.

use super::player::Player;
use super::timeline::percent_along;
use crate::frame::Mark;
use outage_sim::Scenario;
use yew::{Callback, Html, PointerEvent, html};

/// The marks of one lane. They are not stops of the Tab key: N and P visit them, and the scoreboard lists them.
pub(super) fn lane_marks(component: usize, marks: &[Mark], scenario: &Scenario, player: &Player) -> Html {
    let span = scenario.span;
    let mark = |mark: &Mark| {
        let player = player.clone();
        let at = mark.at;
        let onclick = Callback::from(move |_| {
            player.change(|playback| {
                playback.pause();
                playback.seek(at);
            });
        });
        // A press on a mark is not one on the lane below it.
        let onpointerdown = Callback::from(|event: PointerEvent| event.stop_propagation());
        let share = (at - span.0) / (span.1 - span.0);
        let class = match (mark.reproduced, share > 0.6) {
            (true, false) => "fact",
            (true, true) => "fact from-right",
            (false, false) => "fact missed",
            (false, true) => "fact missed from-right",
        };
        let id = scenario.facts[mark.fact].id.clone();
        html! {
            <button key={id.clone()} type="button" tabindex="-1" {class} data-fact={id} aria-label={mark.words.clone()}
                style={format!("left:{}", percent_along(at, span))} {onclick} {onpointerdown}>
                { diamond(mark.reproduced, "") }
                <span class="tip" aria-hidden="true">{ &mark.words }</span>
            </button>
        }
    };
    html! { <div class="lane-marks">{ for marks.iter().filter(|mark| mark.component == component).map(mark) }</div> }
}

/// A diamond, crossed when the run misses the time.
pub(super) fn diamond(reproduced: bool, class: &'static str) -> Html {
    html! {
        <svg {class} viewBox="0 0 14 20" aria-hidden="true" focusable="false">
            <path class="diamond" d="M7 1.2 12.2 10 7 18.8 1.8 10z" />
            if !reproduced { <path class="cross" d="M4.6 7.2l4.8 5.6m0-5.6l-4.8 5.6" /> }
        </svg>
    }
}
