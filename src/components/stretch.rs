//! The stretch that playback repeats, with its two ends to drag.

use super::player::Player;
use super::timeline::percent_along;
use crate::browser::number;
use crate::playback::Span;
use crate::state::{ClockZone, State};
use crate::words;
use yew::{Callback, Html, InputEvent, PointerEvent, html};

/// The stretch that playback repeats.
pub(super) fn stretch(repeat: Option<Span>, model: &State, zone: ClockZone, player: &Player) -> Html {
    let Some((from, until)) = repeat else { return html! { <div class="stretch" hidden=true></div> } };
    let span = model.scenario.span;
    let width = (until - from) / (span.1 - span.0) * 100.0;
    let end = |last: bool, at: f64, label: &'static str| {
        let player = player.clone();
        let oninput = Callback::from(move |event: InputEvent| {
            if let Some(minutes) = number(&event) {
                player.change(|playback| playback.stretch(last, minutes));
            }
        });
        // A press on an end is not one on the lanes.
        let onpointerdown = Callback::from(|event: PointerEvent| event.stop_propagation());
        html! {
            <input type="range" min={span.0.to_string()} max={span.1.to_string()} step="1" value={at.to_string()} aria-label={label}
                title={label} aria-valuetext={words::clock_spoken(&model.scenario.clock, zone, at)} {oninput} {onpointerdown} />
        }
    };
    html! {
        <div class="ends">
            <div class="stretch" aria-hidden="true" style={format!("left:{};width:{width:.3}%", percent_along(from, span))}></div>
            { end(false, from, "Beginning of the loop") }
            { end(true, until, "End of the loop") }
        </div>
    }
}
