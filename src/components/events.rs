//! The trigger and what operators did: each can be moved in time or left out.

use super::desk::{use_desk, use_look};
use super::fold::fold;
use super::icons;
use super::receipt::folded;
use super::same::Same;
use super::typed::{Of, Typed};
use crate::address::Unlocked;
use crate::browser::checked;
use crate::state::{Action, Fold, State, Touched, Tried};
use crate::words;
use outage_sim::Scenario;
use yew::{Callback, Event, Html, Properties, component, html};

/// Properties of [`Events`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The scenario.
    pub(super) scenario: Same<Scenario>,
    /// For each action how it stands.
    pub(super) rows: Vec<EventRow>,
    /// What readers have tried and opened.
    pub(super) tried: Tried,
}

/// How an action stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct EventRow {
    /// When it is due, in minutes since the trigger; its own time when it is switched off.
    at: f64,
    /// Whether it is meant to happen.
    on: bool,
    /// Whether somebody changed it.
    changed: bool,
    /// Whether it happens in this run.
    happens: bool,
}

const HEAD: &str = "What operators did";

/// How every action of a state stands.
pub(super) fn event_rows(state: &State) -> Vec<EventRow> {
    let (scenario, inputs) = (&state.scenario, &state.inputs);
    let row = |index: usize| {
        let due = inputs.due(scenario, index);
        EventRow {
            at: due.map_or(scenario.actions[index].at, |(at, _)| at),
            on: due.is_some(),
            changed: inputs.events.contains_key(&index),
            happens: state.recording.action(index).is_some(),
        }
    };
    (0..scenario.actions.len()).map(row).collect()
}

/// The trigger and what operators did.
#[component]
pub(super) fn Events(props: &Props) -> Html {
    let (desk, look) = (use_desk(), use_look());
    let scenario = &*props.scenario;
    let event = |(index, row): (usize, &EventRow)| {
        let spec = &scenario.actions[index];
        let &EventRow { at, on, changed, happens } = row;
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
        let remark = match (on, happens) {
            (false, _) => "does not happen",
            (true, false) => "skipped: no alarm, or refused",
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
                        <Typed scenario={props.scenario.clone()} of={Of::Event(index)} value={at} disabled={!on} />
                        <button type="button" class="quiet" disabled={!on} onclick={shift(15.0)}
                            aria-label={format!("{}: 15 minutes later", spec.label)}>{ "+" }</button>
                    </span>
                </div>
                <div class="knob-foot">
                    { folded(scenario, &spec.about, spec.receipt.as_ref()) }
                    if !remark.is_empty() { <span class="remark">{ remark }</span> }
                    if changed {
                        <button type="button" class="quiet reset" onclick={reset}
                            aria-label={format!("{}: back to {was}", spec.label)}>{ icons::reset() }<span class="num">{ was }</span></button>
                    }
                </div>
            </li>
        }
    };
    let rows: Vec<(usize, &EventRow)> =
        props.rows.iter().enumerate().filter(|(index, _)| desk.may_change(Unlocked::Event(*index))).collect();
    if rows.is_empty() {
        return html! { <div hidden=true></div> };
    }
    let is_whole = desk.unlocked.is_none();
    let tried = &props.tried;
    let (count, changed) = (rows.len(), rows.iter().filter(|(_, row)| row.changed).count());
    let shown = rows.into_iter().filter(|(index, row)| {
        !is_whole || row.changed || tried.is_open(Fold::Events) || tried.has(Touched::Event(*index))
    });
    html! {
        <>
            if is_whole {
                { fold(&desk, tried, Fold::Events, HEAD, count, changed) }
            } else {
                <h3>{ HEAD }</h3>
            }
            <ul class="events">{ for shown.map(event) }</ul>
        </>
    }
}
