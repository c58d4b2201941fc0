//! The page while it is blind: made from what may be seen, with what is hidden said in words, and the ways to reveal it.

use super::desk::{use_desk, use_look};
use super::later::{self, Blinds};
use super::same::Same;
use crate::browser;
use crate::frame::{Frame, Sight, blinded};
use crate::state::{Action, Blind, State};
use crate::words;
use outage_sim::{What, describe};
use yew::{Callback, Html, Properties, component, hook, html, use_mut_ref};

/// What every part of the page is made from at a moment in minutes since the trigger: the state, or of a blind one what may
/// be seen of it. Nothing while the rule for that is not here.
#[hook]
pub(super) fn use_seen(model: &Same<State>, minutes: f64) -> Option<Same<State>> {
    let last = use_mut_ref(|| None::<(Same<State>, f64, Sight)>);
    let mut last = last.borrow_mut();
    if model.view.blind.is_none() {
        *last = None;
        return Some(model.clone());
    }
    let rule = later::blinds()?.rule;
    // Nothing changes between two moments of the run.
    let at = model.recording.time(model.recording.moment_at(minutes));
    if last.as_ref().is_none_or(|(of, moment, _)| of != model || *moment != at) {
        let before = last.take().map(|(.., seen)| seen);
        *last = Some((model.clone(), at, rule(model, at, before.as_ref())?));
    }
    last.as_ref().map(|(.., seen)| Same::of(&seen.shown))
}

/// What a blind page needs beyond the others.
pub(super) const BLINDS: Blinds = Blinds {
    rule: blinded,
    bar: |props| html! { <Bar ..props.clone() /> },
    so_far: |props| html! { <SoFar ..props.clone() /> },
};

/// Properties of [`Bar`] and [`SoFar`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What is seen of the state of the page.
    pub(super) shown: Same<State>,
    /// What is shown at the moment.
    pub(super) frame: Same<Frame>,
}

/// What is hidden, and the ways to reveal it, a layer at a time.
#[component]
fn Bar(props: &Props) -> Html {
    let desk = use_desk();
    let Props { shown, frame } = props;
    let Some(blind) = shown.view.blind else { return html! {} };
    let reveal = |to: Option<Blind>, class: &'static str, label: &'static str| {
        let act = desk.act.clone();
        let onclick = Callback::from(move |_| {
            act.emit(Action::SetBlind(to));
            // The button is gone, or is another one.
            browser::go_to_soon(if to.is_some() { ".blind-bar button" } else { ".play" });
        });
        html! { <button key={label} type="button" {class} {onclick}>{ label }</button> }
    };
    let (what, how) = match blind {
        Blind::Future => ("Not yet", format!("What comes after {} is hidden.", frame.time)),
        Blind::Operators => (
            "As operators saw it",
            format!("Hidden: what comes after {}, and what their monitoring did not show.", frame.time),
        ),
    };
    html! {
        <div class="blind-bar" role="group" aria-label="What is hidden">
            <p><b>{ what }</b>{ " " }<span class="num">{ how }</span></p>
            if blind == Blind::Operators {
                { reveal(blind.revealed(), "button", "Show what was true") }
                { reveal(None, "quiet", "Reveal everything") }
            } else {
                { reveal(None, "button", "Reveal what comes") }
            }
        </div>
    }
}

/// What has happened until the moment, the latest first.
#[component]
fn SoFar(props: &Props) -> Html {
    let look = use_look();
    let Props { shown, .. } = props;
    let (scenario, recording) = (&shown.scenario, &shown.recording);
    let is_told = |what: &What| !matches!(what, What::ActionEnds(_));
    let event = |(number, event): (usize, &outage_sim::Event)| {
        let subject = event.component.map(|part| scenario.components[part].label.as_str());
        let text = describe(scenario, event);
        html! {
            <li key={number}>
                <span class="num">{ words::clock(&scenario.clock, look.zone, event.at) }</span>
                <span>if let Some(subject) = subject { <b>{ subject }</b>{ ": " } }{ text }</span>
            </li>
        }
    };
    let events = recording.events().iter().enumerate().filter(|(_, event)| is_told(&event.what));
    let events: Vec<Html> = events.map(event).rev().collect();
    html! {
        <section class="what-if so-far" aria-labelledby="so-far-title">
            <div class="panel-head"><h2 id="so-far-title">{ "So far" }</h2></div>
            <div class="panel-body">
                if events.is_empty() {
                    <p>{ if shown.view.blind == Some(Blind::Operators) { "Nothing that operators would have noticed." } else { "Nothing has happened yet." } }</p>
                } else {
                    <ol>{ for events }</ol>
                }
            </div>
        </section>
    }
}
