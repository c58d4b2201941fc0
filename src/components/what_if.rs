//! What could have been different: every knob, what operators did, and what was proposed afterwards.

use super::desk::use_desk;
use super::events::{Events, event_rows};
use super::fixes::Fixes;
use super::icons;
use super::knob::KnobRow;
use super::paint::Known;
use super::same::Same;
use super::track::Track;
use crate::address::Unlocked;
use crate::browser;
use crate::frame::{Hint, hint};
use crate::paint::values;
use crate::state::{Action, State};
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
    let tracks = use_memo(
        (Same::of(&model.scenario), Same::of(&model.baseline), paint.clone()),
        |(scenario, baseline, paint)| {
            let errors = baseline.series(scenario.root(), Signal::Error);
            let hours = errors.iter().sum::<f64>() * baseline.step() / 60.0;
            let track = |index: usize| Rc::new(Track::of(&values(scenario, index), paint.paint.track(index), hours));
            (0..scenario.parameters.len()).map(track).collect::<Vec<Rc<Track>>>()
        },
    );
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
    let jump = |selector: &'static str, label: &'static str, changed: usize| {
        let onclick = Callback::from(move |_| browser::scroll_into_view(selector));
        let badge = (changed > 0)
            .then(|| html! { <span class="badge num">{ changed }<span class="unseen">{ " changed" }</span></span> });
        html! { <button type="button" {onclick}>{ label }{ for badge }</button> }
    };
    // Those of no component stand first.
    let owners = std::iter::once(None).chain((0..model.scenario.components.len()).map(Some));
    let groups = owners.filter_map(|owner| {
        let knobs: Vec<usize> = model
            .scenario
            .knobs()
            .filter(|(_, parameter, _)| parameter.component.map(usize::from) == owner)
            .map(|(index, ..)| index)
            .filter(|index| desk.may_change(Unlocked::Knob(*index)))
            .collect();
        (!knobs.is_empty()).then_some((owner, knobs))
    });
    let hinted = match hint(&model.scenario, &model.baseline, &model.baseline) {
        Hint::Try(_, knob, _) => knob,
        Hint::Done(_) => None,
    };
    let group = |(owner, knobs): (Option<usize>, Vec<usize>)| {
        let owner = owner.map(|component| &model.scenario.components[component]);
        let (id, label) = owner.map_or(("", "All of it"), |spec| (spec.id.as_str(), spec.label.as_str()));
        let row = |index: &usize| {
            let parameter = &model.scenario.parameters[*index];
            html! {
                <KnobRow key={parameter.id.clone()} scenario={Same::of(&model.scenario)} parameter={*index}
                    value={inputs.value(&model.scenario, *index)} changed={inputs.knobs.contains_key(index)}
                    hinted={hinted == Some(*index)}
                    receipt_open={model.view.receipt == Some(*index)} track={Same(Rc::clone(&tracks[*index]))} />
            }
        };
        html! {
            <section key={id} class="knob-group" id={format!("knobs-{id}")}>
                <h3>{ label }</h3>
                { for knobs.iter().map(row) }
            </section>
        }
    };
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
                }
                <button type="button" class="quiet reset-all" disabled={!changed} onclick={reset} title={reset_title}>
                    { icons::reset() }{ reset_label }
                </button>
                if is_whole {
                    <div class="jumps" role="group" aria-label="Jump to">
                        { jump("#part-knobs", "Parameters", inputs.knobs.len()) }
                        { jump("#part-events", "Operator actions", inputs.events.len()) }
                        { jump("#part-fixes", "Remediations", inputs.fixes.len()) }
                    </div>
                }
            </div>
            // Another outage begins at its top.
            <div key={model.scenario.id.clone()} class="panel-body">
                if is_whole { <p class="story">{ &model.scenario.about.summary }</p> }
                <div id="part-knobs" class="part">{ for groups.map(group) }</div>
                <div id="part-events" class="part"><Events scenario={Same::of(&model.scenario)} rows={event_rows(model)} /></div>
                <div id="part-fixes" class="part">
                    <Fixes scenario={Same::of(&model.scenario)} on={inputs.fixes.clone()} paint={paint.clone()} />
                </div>
            </div>
        </section>
    }
}
