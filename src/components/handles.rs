//! What operators did, as handles above the lanes: drag one, or move it with the arrow keys, and the day runs again.

use super::desk::{Desk, Look, use_desk, use_look};
use super::player::use_player;
use super::same::Same;
use super::timeline::percent_along;
use crate::address::Unlocked;
use crate::browser::{Drag, Size, focus_selector, share_along};
use crate::draw::metrics::text_width;
use crate::order::order_by;
use crate::state::{Action, State};
use crate::words;
use std::rc::Rc;
use yew::{Callback, Html, KeyboardEvent, PointerEvent, Properties, component, html, use_mut_ref, use_node_ref};

/// Properties of [`Handles`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// The size of the plot on the screen.
    pub(super) size: Size,
}

/// Where the name of a handle stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Right,
    Left,
    /// There is no room: it shows when the handle has the focus or the pointer.
    Tip,
}

/// How far from a handle a press still counts as one on it, in pixels at the usual size of text.
const REACH: f64 = 13.0;

/// The handles of all actions. Where they overlap, a press is on the nearest, and on the playhead where that is nearest.
#[component]
pub(super) fn Handles(props: &Props) -> Html {
    let (desk, look, player) = (use_desk(), use_look(), use_player());
    let Props { model, size } = props;
    let node = use_node_ref();
    let scenario = &model.scenario;
    let span = scenario.span;
    // An action that is switched off keeps its place.
    let is_blind = model.view.blind.is_some();
    let times: Vec<f64> = (0..scenario.actions.len())
        .map(|index| model.inputs.due(scenario, index).map_or(scenario.actions[index].at, |(at, _)| at))
        .collect();
    let sides = sides(&times, model, size.width / size.text);
    // The drag, which action it moves, and how far the pointer was from the handle when it began.
    let drag = use_mut_ref(|| None::<(Drag, usize, f64)>);
    let minutes_at = {
        let node = node.clone();
        move |event: &PointerEvent| share_along(event, &node).map(|share| span.0 + share * (span.1 - span.0))
    };
    let onpointerdown = {
        let (drag, node, minutes_at, model) = (drag.clone(), node.clone(), minutes_at.clone(), model.clone());
        let desk = Rc::clone(&desk);
        let reach = REACH * size.text / size.width.max(1.0) * (span.1 - span.0);
        let times = times.clone();
        let player = player.clone();
        Callback::from(move |event: PointerEvent| {
            let Some(minutes) = minutes_at(&event) else { return };
            let far = |index: &usize| (times[*index] - minutes).abs();
            if is_blind {
                return;
            }
            let nearest = (0..times.len()).min_by(|a, b| far(a).total_cmp(&far(b)));
            // The knob of the playhead lies above the handles: who presses it does not mean the action beneath it.
            let to_playhead = (player.playback().cursor - minutes).abs();
            if to_playhead <= reach && nearest.is_none_or(|index| to_playhead <= far(&index)) {
                return;
            }
            let is_free = |index: &usize| desk.may_change(Unlocked::Event(*index));
            let Some(action) = nearest.filter(|index| far(index) <= reach && is_free(index)) else { return };
            // A press on a handle is not one on the lanes.
            event.stop_propagation();
            drag.replace(Drag::begin(&event, &node).map(|drag| (drag, action, minutes - times[action])));
            focus_selector(&format!("[data-handle=\"{}\"]", model.scenario.actions[action].id));
        })
    };
    let onpointermove = {
        let (drag, adjust) = (drag.clone(), desk.adjust.clone());
        Callback::from(move |event: PointerEvent| {
            let Some((_, action, from)) = drag.borrow().filter(|(drag, ..)| drag.is_of(&event)) else { return };
            event.stop_propagation();
            if let Some(minutes) = minutes_at(&event) {
                adjust.emit(Action::MoveEvent { action, at: (minutes - from).clamp(span.0, span.1) });
            }
        })
    };
    let onpointerup = Callback::from(move |_: PointerEvent| {
        drag.take();
    });
    let handle = |index: usize| handle(model, index, times[index], sides[index], &desk, &look);
    html! {
        <div class="handles" ref={node.clone()} role="group" aria-label="What operators did" {onpointerdown} {onpointermove}
            onpointerup={onpointerup.clone()} onpointercancel={onpointerup}>
            // What nobody has done yet has no handle.
            { for (0..times.len()).filter(|action| !is_blind || model.recording.action(*action).is_some()).map(handle) }
        </div>
    }
}

/// Chooses a side for each name so that none runs into another handle or name.
fn sides(times: &[f64], model: &State, width: f64) -> Vec<Side> {
    const FONT: f64 = 11.0;
    const GAP: f64 = 9.0;
    let span = model.scenario.span;
    let x = |at: f64| (at - span.0) / (span.1 - span.0) * width;
    let order = order_by(times.len(), |index| times[index]);
    let mut sides = vec![Side::Tip; times.len()];
    let mut taken = 0.0;
    for (rank, &index) in order.iter().enumerate() {
        let length = text_width(&model.scenario.actions[index].label, FONT) + GAP;
        let here = x(times[index]);
        let next = order.get(rank + 1).map_or(width, |&next| x(times[next]) - GAP);
        if here + length + GAP <= next {
            sides[index] = Side::Right;
            taken = here + length;
        } else if here - length - GAP >= taken {
            sides[index] = Side::Left;
            taken = here + GAP;
        } else {
            taken = here + GAP;
        }
    }
    sides
}

/// Whether the handles of two states are the same.
pub(super) fn are_same(one: &State, other: &State) -> bool {
    let actions = 0..one.scenario.actions.len();
    Rc::ptr_eq(&one.scenario, &other.scenario)
        && (&one.inputs.events, &one.inputs.fixes) == (&other.inputs.events, &other.inputs.fixes)
        && actions.into_iter().all(|action| one.recording.action(action) == other.recording.action(action))
}

/// Whether some action is not done in this run.
pub(super) fn skips(model: &State) -> bool {
    (0..model.scenario.actions.len()).any(|action| model.recording.action(action).is_none())
}

/// The handle of one action.
fn handle(model: &State, action: usize, at: f64, side: Side, desk: &Desk, look: &Look) -> Html {
    let scenario = &model.scenario;
    let spec = &scenario.actions[action];
    let span = scenario.span;
    let onkeydown = {
        let act = desk.act.clone();
        Callback::from(move |event: KeyboardEvent| {
            let far = if event.shift_key() { 15.0 } else { 1.0 };
            let next = match event.key().as_str() {
                "ArrowLeft" | "ArrowDown" => at - far,
                "ArrowRight" | "ArrowUp" => at + far,
                "PageDown" => at - 60.0,
                "PageUp" => at + 60.0,
                "Home" => span.0,
                "End" => span.1,
                "Delete" | "Backspace" => {
                    event.prevent_default();
                    act.emit(Action::ResetEvent(action));
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            act.emit(Action::MoveEvent { action, at: next.clamp(span.0, span.1) });
        })
    };
    let ondblclick = {
        let act = desk.act.clone();
        Callback::from(move |_| act.emit(Action::ResetEvent(action)))
    };
    let off = model.inputs.due(scenario, action).is_none();
    let happened = model.recording.action(action);
    let state = match (off, happened, at == spec.at) {
        (true, ..) => "off",
        (false, None, _) => "none",
        (false, Some(_), false) => "moved",
        (false, Some(_), true) => "",
    };
    let remark = match state {
        "off" => ", switched off",
        "none" => ", does not happen in this run",
        "moved" => ", moved",
        _ => "",
    };
    let time = words::clock(&scenario.clock, look.zone, at);
    let spoken = format!("{}{remark}", words::clock_spoken(&scenario.clock, look.zone, at));
    let is_free = model.view.blind.is_none() && desk.may_change(Unlocked::Event(action));
    let lock = if is_free { "" } else { " locked" };
    let side = match side {
        Side::Right => "right",
        Side::Left => "left",
        Side::Tip if (at - span.0) / (span.1 - span.0) > 0.7 => "no-room from-right",
        Side::Tip => "no-room",
    };
    // How long it takes to take full effect, and where it was.
    let over = happened.filter(|(began, ended)| ended > began && ended.is_finite()).map(|(began, ended)| {
        let width = (ended.min(span.1) - began) / (span.1 - span.0) * 100.0;
        html! {
            <span class="handle-span" style={format!("left:{};width:{width:.3}%", percent_along(began, span))} aria-hidden="true"></span>
        }
    });
    let ghost = (state == "moved").then(|| {
        html! { <span class="handle-ghost" style={format!("left:{}", percent_along(spec.at, span))} aria-hidden="true"></span> }
    });
    html! {
        <div key={spec.id.clone()} class={format!("handle-row {state}")}>
            { for over }
            { for ghost }
            <div role="slider" tabindex={if is_free { "0" } else { "-1" }} class={format!("handle {side}{lock}")} data-handle={spec.id.clone()}
                style={format!("left:{}", percent_along(at, span))}
                aria-disabled={(!is_free).then_some("true")} aria-label={spec.label.clone()} aria-valuemin={span.0.to_string()} aria-valuemax={span.1.to_string()}
                aria-valuenow={at.to_string()} aria-valuetext={spoken}
                {onkeydown} {ondblclick}>
                <svg viewBox="0 0 12 12" aria-hidden="true" focusable="false"><path d="M1 2h10L6 10.5z" /></svg>
                <span class="handle-name" aria-hidden="true">{ &spec.label }<span class="num">{ " " }{ time }</span></span>
            </div>
        </div>
    }
}
