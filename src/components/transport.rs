//! Play, pause, step and speed, with the clock.

use super::desk::Desk;
use super::fork;
use super::handles::skips;
use super::icons;
use super::keys::go;
use super::marks::diamond;
use super::player::{Beat, Player};
use super::same::Same;
use super::stage::ways_back;
use crate::browser::choice;
use crate::frame::Frame;
use crate::playback::SPEEDS;
use crate::state::State;
use crate::words;
use std::rc::Rc;
use yew::{Callback, Event, Html, html};

/// Play, pause, and step.
pub(super) fn steps(model: &Same<State>, beat: Beat, player: &Player, desk: &Rc<Desk>) -> Html {
    let toggle = {
        let player = player.clone();
        Callback::from(move |_| player.change(|playback| playback.toggle()))
    };
    let step_to = |next: bool| {
        let (player, desk, model) = (player.clone(), desk.clone(), model.clone());
        Callback::from(move |_| {
            go(&model, &player, &desk, |playback, stops| {
                if next { playback.next(stops) } else { playback.previous(stops) }.cloned()
            });
        })
    };
    let (icon, label) = if beat.playing { (icons::pause(), "Pause") } else { (icons::play(), "Play") };
    html! {
        <>
            <button type="button" class="button" aria-label="To the event before" title="To the event before (P)"
                onclick={step_to(false)}>{ icons::previous() }</button>
            <button type="button" class="button play" data-testid="play" aria-label={label}
                title={format!("{label} (Space)")} onclick={toggle}>{ icon }</button>
            <button type="button" class="button" aria-label="To the next event" title="To the next event (N)"
                onclick={step_to(true)}>{ icons::next() }</button>
        </>
    }
}

/// The moment.
pub(super) fn clock(frame: &Frame) -> Html {
    html! {
        <p class="clock num"><b data-testid="clock">{ &frame.time }</b>{ " " }<span class="zone">{ &frame.zone }</span></p>
    }
}

/// Play, pause, step and speed, with the clock; without those that are docked at the foot of the screen.
pub(super) fn transport(
    model: &Same<State>,
    frame: &Frame,
    beat: Beat,
    player: &Player,
    desk: &Rc<Desk>,
    docked: bool,
) -> Html {
    let set_speed = {
        let player = player.clone();
        Callback::from(move |event: Event| {
            if let Some(speed) = choice(&event).and_then(|text| outage_sim::number(&text)) {
                player.change(|playback| playback.set_speed(speed));
            }
        })
    };
    let speed = |speed: f64| {
        let label = format!("{}{}min/s", words::decimals(speed, 1), words::NARROW);
        html! {
            <option key={speed.to_string()} value={speed.to_string()} selected={beat.speed == speed}>{ label }</option>
        }
    };
    let history = model.inputs.is_as_it_happened();
    let home = {
        let player = player.clone();
        Callback::from(move |_| player.change(|playback| playback.home()))
    };
    let (repeat_label, repeat_title) = repeat_words(model, beat);
    let repeat = {
        let player = player.clone();
        Callback::from(move |_| player.change(|playback| playback.mark()))
    };
    html! {
        <div class="transport">
            <div class="buttons" role="group" aria-label="Playback">
                <button type="button" class="button home" data-testid="home" aria-label="To the beginning" title="To the beginning (Home)"
                    onclick={home}>{ icons::beginning() }</button>
                if !docked { { steps(model, beat, player, desk) } }
                <select class="button speed num" aria-label="Speed, simulated minutes per second" onchange={set_speed}>
                    { for SPEEDS.into_iter().map(speed) }
                </select>
                <button type="button" class="button repeat num" data-testid="repeat" title={repeat_title}
                    aria-pressed={if beat.repeat.is_some() { "true" } else { "false" }} onclick={repeat}>{ repeat_label }</button>
                if desk.unlocked.is_none() && model.view.blind.is_none() { { fork::button(model, beat, player, desk) } }
                if desk.unlocked.is_none() { { ways_back(model, &desk.act) } }
            </div>
            if !docked { { clock(frame) } }
            <p class="since num">{ &frame.since }</p>
            <p class="lane-legend" aria-hidden="true">
                <span>{ diamond(true, "legend-fact") }{ "documented" }</span>
                <span>{ diamond(false, "legend-fact missed") }
                    { if history { "documented, missed" } else { "documented, different in your run" } }
                </span>
                <span><i class="mark mark-handle"></i>{ "operator action, drag to move" }</span>
                if skips(model) {
                    <span><i class="mark mark-handle hollow"></i>{ "action, not in this run" }</span>
                }
                if !history {
                    <span><i class="mark mark-thin"></i>{ format!("thin: {}", other_run(model)) }</span>
                }
            </p>
        </div>
    }
}

/// What is drawn thin below the run.
fn other_run(model: &State) -> &'static str {
    if model.unforked.is_some() { model.other().1 } else { "the day as it happened" }
}

/// What the button that repeats a stretch says, and what it does next.
fn repeat_words(model: &State, beat: Beat) -> (String, &'static str) {
    let clock = |minutes: f64| words::time_of_day(&model.scenario.clock, model.view.clock, minutes).to_string();
    match beat.repeat {
        None => ("Loop".into(), "Repeat a stretch of the run from here on (L)"),
        Some((from, until)) => (format!("Loop {} to {}", clock(from), clock(until)), "Stop looping (L)"),
    }
}
