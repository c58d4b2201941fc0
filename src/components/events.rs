//! The trigger and what operators did: each can be moved in time or left out.

use super::desk::{use_desk, use_look};
use super::icons;
use super::receipt::folded;
use super::same::Same;
use crate::browser::checked;
use crate::state::{Action, State};
use crate::words;
use yew::{Callback, Event, Html, Properties, component, html};

/// Properties of [`Events`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
}

/// The trigger and what operators did.
#[component]
pub(super) fn Events(props: &Props) -> Html {
    let (desk, look) = (use_desk(), use_look());
    let model = &props.model;
    let (scenario, inputs) = (&*model.scenario, &*model.inputs);
    let event = |index: usize| {
        let spec = &scenario.actions[index];
        let due = inputs.due(scenario, index);
        let (at, on) = (due.map_or(spec.at, |(at, _)| at), due.is_some());
        let changed = inputs.events.contains_key(&index);
        let time = words::clock(&scenario.clock, look.zone, at);
        let spoken = words::clock_spoken(&scenario.clock, look.zone, at);
        let toggle = {
            let act = desk.act.clone();
            Callback::from(move |event: Event| {
                if let Some(on) = checked(&event) {
                    act.emit(Action::SetEvent { action: index, on });
                }
            })
        };
        let shift = |minutes: f64| {
            let act = desk.act.clone();
            Callback::from(move |_| act.emit(Action::MoveEvent { action: index, at: at + minutes }))
        };
        let reset = {
            let act = desk.act.clone();
            Callback::from(move |_| act.emit(Action::ResetEvent(index)))
        };
        let happened = model.recording.action(index).is_some();
        let remark = match (on, happened) {
            (false, _) => "does not happen",
            (true, false) => "no alarm, or refused: it does not happen in this run",
            (true, true) => "",
        };
        let was = words::clock(&scenario.clock, look.zone, spec.at);
        html! {
            <li key={spec.id.clone()} class={if changed { "event changed" } else { "event" }} data-event={spec.id.clone()}>
                <div class="event-head">
                    <label class="tick-box">
                        <input type="checkbox" checked={on} onchange={toggle} />
                        <span>{ &spec.label }
                            if spec.is_trigger { <span class="tag">{ "trigger" }</span> }
                        </span>
                    </label>
                    <span class="event-time">
                        <button type="button" class="quiet" disabled={!on} onclick={shift(-15.0)}
                            aria-label={format!("{}: 15 minutes earlier", spec.label)}>{ "−" }</button>
                        <b class="num" aria-label={spoken}>{ time }</b>
                        <button type="button" class="quiet" disabled={!on} onclick={shift(15.0)}
                            aria-label={format!("{}: 15 minutes later", spec.label)}>{ "+" }</button>
                    </span>
                </div>
                <div class="knob-foot">
                    { folded(scenario, &spec.about, &spec.receipt) }
                    if !remark.is_empty() { <span class="remark">{ remark }</span> }
                    if changed {
                        <button type="button" class="quiet reset" onclick={reset}
                            aria-label={format!("{}: back to {was}", spec.label)}>{ icons::reset() }<span class="num">{ was }</span></button>
                    }
                </div>
            </li>
        }
    };
    html! {
        <>
            <h3>{ "What operators did" }</h3>
            <ul class="events">{ for (0..scenario.actions.len()).map(event) }</ul>
        </>
    }
}
