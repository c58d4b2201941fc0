//! A curve that is drawn by pointer or by keyboard, and over it what the run shows.

use crate::browser::{Drag, share_along, share_up};
use crate::session::{Curve, POINTS, TOP};
use crate::state::ClockZone;
use crate::words;
use outage_sim::Clock;
use yew::{
    Callback, Html, KeyboardEvent, PointerEvent, Properties, component, html, use_mut_ref, use_node_ref, use_state_eq,
};

/// Properties of [`Drawing`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What is drawn.
    pub(super) label: String,
    /// What is drawn so far.
    pub(super) curve: Curve,
    /// What the run shows, once that may be seen.
    pub(super) truth: Option<Curve>,
    /// The points of the line until the moment that is on the screen.
    pub(super) past: String,
    /// From when to when, in minutes since the trigger.
    pub(super) span: (f64, f64),
    /// The value at the top; 1 for shares.
    pub(super) top: f64,
    /// The clock of the place.
    pub(super) clock: Clock,
    /// The unit of the value.
    pub(super) unit: String,
    /// The clock that times are shown in.
    pub(super) zone: ClockZone,
    /// Somebody draws.
    pub(super) drawn: Callback<Curve>,
}

/// The drawing.
#[component]
pub(super) fn Drawing(props: &Props) -> Html {
    let node = use_node_ref();
    let drag = use_mut_ref(|| None::<(Drag, f64, f64)>);
    let point = use_state_eq(|| 0_usize);
    let Props { label, curve, truth, past, span, top, clock, unit, zone, drawn } = props;
    let is_open = truth.is_none();
    let place = {
        let node = node.clone();
        move |event: &PointerEvent| share_along(event, &node).zip(share_up(event, &node))
    };
    let onpointerdown = {
        let (drag, node, place, curve, drawn) =
            (drag.clone(), node.clone(), place.clone(), curve.clone(), drawn.clone());
        Callback::from(move |event: PointerEvent| {
            let Some((x, y)) = place(&event).filter(|_| is_open) else { return };
            drag.replace(Drag::begin(&event, &node).map(|drag| (drag, x, y)));
            let mut next = curve.clone();
            next.draw(x, y, x, y);
            drawn.emit(next);
        })
    };
    let onpointermove = {
        let (drag, curve, drawn) = (drag.clone(), curve.clone(), drawn.clone());
        Callback::from(move |event: PointerEvent| {
            let mut drag = drag.borrow_mut();
            let Some((held, from, level)) = drag.filter(|(held, ..)| held.is_of(&event)) else { return };
            let Some((x, y)) = place(&event) else { return };
            *drag = Some((held, x, y));
            let mut next = curve.clone();
            next.draw(from, level, x, y);
            drawn.emit(next);
        })
    };
    let onpointerup = Callback::from(move |_: PointerEvent| {
        drag.take();
    });
    let share = |point: usize| point as f64 / (POINTS - 1) as f64;
    let onkeydown = {
        let (curve, drawn, point) = (curve.clone(), drawn.clone(), point.clone());
        Callback::from(move |event: KeyboardEvent| {
            let (at, level) = (*point, curve.level(*point));
            let (to, raised) = match event.key().as_str() {
                "ArrowLeft" => (at.saturating_sub(1), level),
                "ArrowRight" => (at + 1, level),
                "Home" => (0, level),
                "End" => (POINTS, level),
                "ArrowUp" => (at, level + 0.05),
                "ArrowDown" => (at, level - 0.05),
                "PageUp" => (at, level + 0.25),
                "PageDown" => (at, level - 0.25),
                _ => return,
            };
            event.prevent_default();
            let to = to.min(POINTS - 1);
            point.set(to);
            // The level goes along while Shift is held.
            if is_open && (to == at || event.shift_key()) {
                let mut next = curve.clone();
                next.draw(share(at), raised, share(to), raised);
                drawn.emit(next);
            }
        })
    };
    let time = |share: f64| words::clock(clock, *zone, span.0 + share * (span.1 - span.0));
    let value = |level: f64| match unit.as_str() {
        "%" => words::percent(level),
        unit => format!("{} {unit}", words::thousands(level * top)),
    };
    let spoken = format!("{} at {}", value(curve.level(*point)), time(share(*point)));
    let (width, height) = (POINTS - 1, TOP);
    html! {
        <div class="drawing">
            <p class="ask-ends num" aria-hidden="true"><span>{ value(1.0) }</span></p>
            <div ref={node} class="drawing-place" role="slider" tabindex="0" aria-label={label.clone()} aria-describedby="drawing-help"
                aria-valuemin="0" aria-valuemax="100" aria-valuenow={((curve.level(*point) * 100.0).round()).to_string()} aria-valuetext={spoken}
                {onpointerdown} {onpointermove} onpointerup={onpointerup.clone()} onpointercancel={onpointerup} {onkeydown}>
                <svg viewBox={format!("0 0 {width} {height}")} preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    if let Some(truth) = truth { <polyline class="truth" points={truth.points()} /> }
                    <polyline class="own-line" points={curve.points()} />
                    if is_open { <polyline class="truth" points={past.clone()} /> }
                    if is_open { <line class="at" x1={point.to_string()} x2={point.to_string()} y1="0" y2={height.to_string()} /> }
                </svg>
            </div>
            <p class="ask-ends num" aria-hidden="true"><span>{ time(0.0) }</span><span>{ time(0.5) }</span><span>{ time(1.0) }</span></p>
            <p id="drawing-help" class="note">
                { if is_open { "Draw with a finger or a mouse. By keyboard: left and right to move, up and down to set; with Shift the level goes along." }
                  else { "Dashes: as you drew it. In full: as this run shows it." } }
            </p>
        </div>
    }
}
