//! What operators did, as handles above the lanes: drag one, or move it with the arrow keys, and the day runs again.

use super::desk::{use_desk, use_look};
use super::same::Same;
use super::timeline::percent_along;
use crate::browser::{Drag, Size, share_along};
use crate::draw::metrics::text_width;
use crate::state::{Action, State};
use crate::words;
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

/// The handles of all actions.
#[component]
pub(super) fn Handles(props: &Props) -> Html {
    let Props { model, size } = props;
    let node = use_node_ref();
    let scenario = &model.scenario;
    // An action that is switched off keeps its place.
    let times: Vec<f64> = (0..scenario.actions.len())
        .map(|index| model.inputs.due(scenario, index).map_or(scenario.actions[index].at, |(at, _)| at))
        .collect();
    let sides = sides(&times, model, size.width / size.text);
    let handle = |index: usize| {
        html! {
            <Handle key={scenario.actions[index].id.clone()} model={model.clone()} action={index} at={times[index]}
                side={sides[index]} bar={node.clone()} />
        }
    };
    html! {
        <div class="handles" ref={node.clone()} role="group" aria-label="What operators did">
            { for (0..times.len()).map(handle) }
        </div>
    }
}

/// Chooses a side for each name so that none runs into another handle or name.
fn sides(times: &[f64], model: &State, width: f64) -> Vec<Side> {
    const FONT: f64 = 11.0;
    const GAP: f64 = 9.0;
    let span = model.scenario.span;
    let x = |at: f64| (at - span.0) / (span.1 - span.0) * width;
    let mut order: Vec<usize> = (0..times.len()).collect();
    order.sort_by(|&a, &b| times[a].total_cmp(&times[b]));
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

/// Properties of [`Handle`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct HandleProps {
    model: Same<State>,
    action: usize,
    at: f64,
    side: Side,
    bar: yew::NodeRef,
}

/// The handle of one action.
#[component]
fn Handle(props: &HandleProps) -> Html {
    let (desk, look) = (use_desk(), use_look());
    let HandleProps { model, action, at, side, bar } = props;
    let (action, at) = (*action, *at);
    let scenario = &model.scenario;
    let spec = &scenario.actions[action];
    let span = scenario.span;
    let node = use_node_ref();
    // The drag, with how far the pointer was from the handle when it began.
    let drag = use_mut_ref(|| None::<(Drag, f64)>);
    let minutes_at = {
        let bar = bar.clone();
        move |event: &PointerEvent| share_along(event, &bar).map(|share| span.0 + share * (span.1 - span.0))
    };
    let onpointerdown = {
        let (drag, node, minutes_at) = (drag.clone(), node.clone(), minutes_at.clone());
        Callback::from(move |event: PointerEvent| {
            event.stop_propagation();
            let begun = Drag::begin(&event, &node);
            drag.replace(begun.zip(minutes_at(&event).map(|minutes| minutes - at)));
        })
    };
    let onpointermove = {
        let (drag, adjust) = (drag.clone(), desk.adjust.clone());
        Callback::from(move |event: PointerEvent| {
            let Some((_, from)) = drag.borrow().filter(|(drag, _)| drag.is_of(&event)) else { return };
            if let Some(minutes) = minutes_at(&event) {
                adjust.emit(Action::MoveEvent { action, at: (minutes - from).clamp(span.0, span.1) });
            }
        })
    };
    let onpointerup = Callback::from(move |_: PointerEvent| {
        drag.take();
    });
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
    let side = match side {
        Side::Right => "right",
        Side::Left => "left",
        Side::Tip if (at - span.0) / (span.1 - span.0) > 0.7 => "tip from-right",
        Side::Tip => "tip",
    };
    // How long it takes to take full effect, and where it was.
    let over = happened.filter(|(began, ended)| ended > began).map(|(began, ended)| {
        let width = (ended.min(span.1) - began) / (span.1 - span.0) * 100.0;
        html! {
            <span class="over" style={format!("left:{};width:{width:.3}%", percent_along(began, span))} aria-hidden="true"></span>
        }
    });
    let ghost = (state == "moved").then(|| {
        html! { <span class="ghost" style={format!("left:{}", percent_along(spec.at, span))} aria-hidden="true"></span> }
    });
    html! {
        <div class={format!("handle-row {state}")}>
            { for over }
            { for ghost }
            <div ref={node} role="slider" tabindex="0" class={format!("handle {side}")} data-handle={spec.id.clone()}
                style={format!("left:{}", percent_along(at, span))}
                aria-label={spec.label.clone()} aria-valuemin={span.0.to_string()} aria-valuemax={span.1.to_string()}
                aria-valuenow={at.to_string()} aria-valuetext={spoken}
                {onpointerdown} {onpointermove} onpointerup={onpointerup.clone()} onpointercancel={onpointerup}
                {onkeydown} {ondblclick}>
                <svg viewBox="0 0 12 12" aria-hidden="true" focusable="false"><path d="M1 2h10L6 10.5z" /></svg>
                <span class="handle-name" aria-hidden="true">{ &spec.label }<span class="num">{ " " }{ time }</span></span>
            </div>
        </div>
    }
}
