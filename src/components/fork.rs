//! A fork on the page: where changes begin. Until then the run stays as it was.

use super::desk::{Desk, use_desk};
use super::icons;
use super::player::{Beat, Player, use_player};
use super::same::Same;
use super::timeline::percent_along;
use crate::browser::{self, number};
use crate::state::{Action, ClockZone, State};
use crate::words;
use std::rc::Rc;
use yew::{Callback, Html, InputEvent, PointerEvent, Properties, component, html};

/// Lets changes begin at the playhead, or from the start again.
pub(super) fn toggle(model: &State, player: &Player) -> Action {
    Action::Fork(model.forks_at().is_none().then(|| player.playback().cursor))
}

/// The button that lets changes begin at the playhead.
pub(super) fn button(model: &Same<State>, beat: Beat, player: &Player, desk: &Rc<Desk>) -> Html {
    let onclick = {
        let (model, player, act) = (model.clone(), player.clone(), desk.act.clone());
        Callback::from(move |_| act.emit(toggle(&model, &player)))
    };
    let clock = |at: f64| words::time_of_day(&model.scenario.clock, model.view.clock, at).to_string();
    let at = model.forks_at();
    // The row has no room for words; the panel of changes has them.
    let (label, title) = match at {
        Some(at) => (
            html! { <span><span class="unseen">{ "Changes from " }</span>{ clock(at) }</span> },
            "Let the changes hold from the start instead (B)".to_owned(),
        ),
        None => (
            html! { <span class="unseen">{ "Change from here" }</span> },
            format!(
                "Change from here: what you change then begins at {}, and the run until then stays (B)",
                clock(beat.minutes)
            ),
        ),
    };
    html! {
        <button type="button" class="button forks num" data-testid="fork" {title} aria-pressed={if at.is_some() { "true" } else { "false" }}
            {onclick}>{ icons::fork() }{ label }</button>
    }
}

/// Where changes begin, on the lanes: drag it, or move it with the arrow keys, and both futures follow.
pub(super) fn mark(model: &State, zone: ClockZone, desk: &Rc<Desk>) -> Html {
    let Some(at) = model.forks_at().filter(|_| model.view.blind.is_none()) else {
        return html! { <div class="fork-mark" hidden=true></div> };
    };
    let span = model.scenario.span;
    let line = html! {
        <div class="fork-mark" aria-hidden="true" style={format!("left:{}", percent_along(at, span))}></div>
    };
    // In an article it is the author's.
    if desk.unlocked.is_some() {
        return line;
    }
    let oninput = {
        let adjust = desk.adjust.clone();
        Callback::from(move |event: InputEvent| adjust.emit(Action::Fork(number(&event))))
    };
    let onpointerdown = Callback::from(|event: PointerEvent| event.stop_propagation());
    html! {
        <div class="ends fork">
            { line }
            <input type="range" min={(span.0 + 1.0).to_string()} max={(span.1 - 1.0).to_string()} step="1" value={at.to_string()}
                aria-label="Where the changes begin" title="Where the changes begin: drag it"
                aria-valuetext={words::clock_spoken(&model.scenario.clock, zone, at)} {oninput} {onpointerdown} />
        </div>
    }
}

/// Properties of [`ForkNote`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
}

/// The offer to let changes begin at the playhead, in words.
#[component]
pub(super) fn ForkOffer(Props { model }: &Props) -> Html {
    let (desk, player) = (use_desk(), use_player());
    if desk.unlocked.is_some() || model.forks_at().is_some() {
        return html! { <p class="fork-offer" hidden=true></p> };
    }
    let onclick = {
        let (act, model) = (desk.act.clone(), model.clone());
        Callback::from(move |_| {
            act.emit(toggle(&model, &player));
            browser::go_to_soon("#part-knobs input:not([type=text])");
        })
    };
    html! {
        <p class="fork-offer">
            <button type="button" class="way" {onclick} title="What was until the playhead stays as it was (B)">
                { "Change only from the playhead on" }
            </button>
        </p>
    }
}

/// What a fork means for everything that can be changed, and whether it has come to anything.
#[component]
pub(super) fn ForkNote(Props { model }: &Props) -> Html {
    let desk = use_desk();
    let Some(at) = model.forks_at() else { return html! { <section hidden=true></section> } };
    let clock = words::clock(&model.scenario.clock, model.view.clock, at);
    let from_start = desk.act.reform(|_| Action::Fork(None));
    html! {
        <section class="fork-note" data-testid="fork-note">
            <p>
                <b>{ format!("From {clock} on.") }</b>
                { " What you change here begins then. Until then the run stays as it was. " }
                if desk.unlocked.is_none() {
                    <button type="button" class="way" onclick={from_start}>{ "Let it hold from the start" }</button>
                }
            </p>
            <p role="status">
                if model.asked.is_none() && model.fork_is_idle() {
                    { "So far this changes nothing: every service fares as it would have." }
                }
            </p>
        </section>
    }
}
