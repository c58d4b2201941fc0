//! What could have been different: the knobs that matter first, all others, what operators did, and what was proposed
//! afterwards.

use super::desk::use_desk;
use super::events::{Events, event_rows};
use super::fixes::Fixes;
use super::fork::{ForkNote, ForkOffer};
use super::icons;
use super::others::Others;
use super::paint::Known;
use super::rows::Rows;
use super::same::Same;
use super::track::Track;
use crate::address::Unlocked;
use crate::frame::first_knobs;
use crate::paint::values;
use crate::state::{Action, Sheet, State, Touched};
use outage_sim::{Inputs, Signal};
use std::rc::Rc;
use yew::{Callback, Html, Properties, component, html, use_memo};

/// Properties of [`WhatIf`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// The inputs of the newest run, whether it is here yet or not: what fields show.
    pub(super) wanted: Same<Inputs>,
    /// What is known of the effects of knobs and remediations.
    pub(super) paint: Same<Known>,
}

/// The panel of everything that can be changed.
#[component]
pub(super) fn WhatIf(props: &Props) -> Html {
    let desk = use_desk();
    let Props { model, wanted: inputs, paint } = props;
    // An article unlocks a few things: they need no table of contents, and the story is told around them.
    let is_whole = desk.unlocked.is_none();
    let effects = model.view.effects || !is_whole;
    let deps = (Same::of(&model.scenario), Same::of(&model.baseline), paint.clone(), effects, model.tried.clone());
    let tracks = Same(use_memo(deps, |(scenario, baseline, paint, effects, tried)| {
        let errors = baseline.series(scenario.root(), Signal::Error);
        let hours = errors.iter().sum::<f64>() * baseline.step() / 60.0;
        let bare = Rc::<Track>::default();
        let track = |index: usize| match *effects || tried.has(Touched::Knob(index)) {
            true => Rc::new(Track::of(&values(scenario, index), paint.paint.track(index), hours)),
            false => Rc::clone(&bare),
        };
        (0..scenario.parameters.len()).map(track).collect::<Vec<Rc<Track>>>()
    }));
    let first = use_memo(Same::of(&model.scenario), |scenario| first_knobs(scenario));
    let rows = Rows { model: model.clone(), inputs: inputs.clone(), tracks };
    let reset = {
        let act = desk.act.clone();
        Callback::from(move |_| act.emit(Action::ResetAll))
    };
    // Of what it would take back, or make again. Both keep their places, so that nothing moves.
    let step = |back: bool, icon: Html, word: &str, key: &str| {
        let next = model.history.next(back);
        let name =
            next.map_or_else(|| word.to_owned(), |touched| format!("{word}: {}", touched.label(&model.scenario)));
        let act = desk.act.clone();
        let onclick = Callback::from(move |_| act.emit(if back { Action::Undo } else { Action::Redo }));
        html! {
            <button type="button" class="quiet step" disabled={next.is_none()} {onclick} aria-label={name.clone()}
                title={format!("{name} ({key})")}>{ icon }</button>
        }
    };
    let show_effects = {
        let (act, on) = (desk.act.clone(), model.view.effects);
        Callback::from(move |_| act.emit(Action::ShowEffects(!on)))
    };
    let keep = {
        let act = desk.act.clone();
        Callback::from(move |_| act.emit(Action::Toggle(Sheet::Notebook)))
    };
    // What may be changed of an outage, or what an article unlocked.
    let knobs = || {
        let all = model.scenario.knobs().map(|(index, ..)| index);
        all.filter(|index| desk.may_change(Unlocked::Knob(*index)))
    };
    let groups = if is_whole { rows.groups(first.iter().copied()) } else { rows.groups(knobs()) };
    let changed = !inputs.is_as_it_happened();
    let (reset_label, reset_title) = if is_whole {
        ("As it happened", "Everything as it happened (R)")
    } else {
        ("Reset", "Reset to the article’s version (R)")
    };
    html! {
        <section class="what-if" id="what-if" tabindex="-1" aria-labelledby="what-if-title">
            <div key="" class="panel-head">
                <h2 id="what-if-title">{ "What if…" }</h2>
                if is_whole {
                    { step(true, icons::undo(), "Undo", "Ctrl+Z") }
                    { step(false, icons::redo(), "Redo", "Ctrl+Y") }
                    <button type="button" class="quiet step" aria-haspopup="dialog" aria-label="Keep this run"
                        title="Keep this run, and see those that were kept (K)" onclick={keep}>{ icons::keep() }</button>
                }
                <button type="button" class="quiet reset-all" disabled={!changed} onclick={reset} title={reset_title}>
                    { icons::reset() }{ reset_label }
                </button>
            </div>
            // Another outage begins at its top.
            <div key={model.scenario.id.clone()} class="panel-body">
                <ForkNote model={model.clone()} />
                <div id="part-knobs" class="part">{ for groups.into_iter().map(|group| rows.group(group)) }</div>
                <ForkOffer model={model.clone()} />
                if is_whole {
                    <Others {rows} first={(*first).clone()} />
                }
                <div id="part-events" class="part">
                    <Events scenario={Same::of(&model.scenario)} rows={event_rows(model)} tried={model.tried.clone()} />
                </div>
                <div id="part-fixes" class="part">
                    <Fixes scenario={Same::of(&model.scenario)} on={inputs.fixes.clone()} paint={paint.clone()}
                        tried={model.tried.clone()} {effects} />
                </div>
                if is_whole {
                    <button type="button" class="quiet effects" onclick={show_effects}
                        aria-pressed={if model.view.effects { "true" } else { "false" }}>
                        { if model.view.effects { "Show only what I tried" } else { "Show what each would do" } }
                    </button>
                    <p class="story"><b>{ "As it happened: " }</b>{ &model.scenario.about.summary }</p>
                }
            </div>
        </section>
    }
}
