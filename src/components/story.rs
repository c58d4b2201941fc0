//! The story in cards, in the place of the inspector: what happened, why, and what would have prevented it.

use super::about::source;
use super::defined::defined;
use super::desk::use_desk;
use super::icons;
use super::knob::control_of;
use super::same::Same;
use crate::browser::{self, use_media};
use crate::frame::{first_knobs, told};
use crate::state::{Action, Fold, State};
use outage_sim::STORY;
use std::cell::Cell;
use std::rc::Rc;
use yew::{Callback, Html, PointerEvent, Properties, component, html, use_effect_with, use_memo, use_mut_ref};

/// Properties of [`Story`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// Index of the open card.
    pub(super) card: usize,
}

/// How far a finger goes sideways to turn a card, in CSS pixels.
const SWIPE: i32 = 48;

/// The open card of the story.
#[component]
pub(super) fn Story(props: &Props) -> Html {
    let desk = use_desk();
    let Props { model, card: index } = props;
    let (scenario, index) = (&model.scenario, *index);
    let from = use_memo((), |()| Cell::new(None::<(i32, i32)>));
    // Beside the picture there is nothing to scroll: all of it is in sight. A step of a session is read first.
    let is_beside = use_media("(min-width: 78rem) and (min-height: 34rem)");
    {
        let scenario = Rc::clone(scenario);
        let is_of_step = use_mut_ref(|| model.session.is_some());
        use_effect_with((index, is_beside), move |(index, is_beside)| {
            if is_of_step.replace(false) {
                return;
            }
            let lit = scenario.about.story.get(*index).filter(|_| !is_beside).and_then(|card| card.on.first());
            if let Some(lit) = lit.and_then(|lit| scenario.components.get(usize::from(*lit))) {
                browser::show_soon(format!("[data-card=\"{}\"]", lit.id));
            }
        });
    }
    let first = use_memo(Same::of(scenario), |scenario| first_knobs(scenario));
    let Some(card) = scenario.about.story.get(index) else { return html! {} };
    let told = told(model, index);
    let does = |action: Action| {
        let act = desk.act.clone();
        Callback::from(move |_| act.emit(action.clone()))
    };
    let name = |index: usize| scenario.about.story.get(index).map(|card| STORY[usize::from(card.part)].1);
    let way = |label: &str, selector: String, folds: Vec<Fold>| {
        let act = desk.act.clone();
        let onclick = Callback::from(move |_| {
            folds.iter().for_each(|fold| act.emit(Action::SetFold(*fold, true)));
            browser::go_to_soon(selector.clone());
        });
        html! { <li key={label.to_owned()}><button type="button" class="way" {onclick}>{ label.to_owned() }</button></li> }
    };
    let knobs = card.knobs.iter().map(|knob| {
        let parameter = &scenario.parameters[usize::from(*knob)];
        let stands_first = first.contains(&usize::from(*knob));
        let owner = Fold::Owner(parameter.component.map(usize::from));
        let folds = if stands_first { Vec::new() } else { vec![Fold::Others, owner] };
        way(&parameter.label, control_of(&parameter.id), folds)
    });
    let fixes = card.fixes.iter().map(|fix| {
        let fix = &scenario.remediations[usize::from(*fix)];
        way(&fix.label, format!("[data-fix=\"{}\"] input", fix.id), vec![Fold::Fixes])
    });
    let sources = card.sources.iter().map(|number| source(&scenario.sources[usize::from(*number)]));
    let onpointerdown = {
        let from = from.clone();
        Callback::from(move |event: PointerEvent| {
            from.set((event.pointer_type() == "touch").then(|| (event.client_x(), event.client_y())));
        })
    };
    let onpointerup = {
        let act = desk.act.clone();
        Callback::from(move |event: PointerEvent| {
            let Some((x, y)) = from.take() else { return };
            let (right, down) = (event.client_x() - x, event.client_y() - y);
            if right.abs() > SWIPE.max(2 * down.abs()) {
                act.emit(Action::TurnCard(right < 0));
            }
        })
    };
    // The story makes room for what the knobs change.
    let prevent = {
        let act = desk.act.clone();
        Callback::from(move |_| {
            act.emit(Action::OpenCard(None));
            browser::go_to_soon("#what-if");
        })
    };
    html! {
        <section class="inspector story-panel" aria-labelledby="story-title" {onpointerdown} {onpointerup}>
            <div class="panel-head">
                <h2 id="story-title" tabindex="-1">{ told.part }</h2>
                <span class="story-place num">{ told.place }</span>
                <button type="button" class="quiet" aria-label="Close the story" title="Close (Esc)" onclick={does(Action::OpenCard(None))}>{ icons::close() }</button>
            </div>
            <div class="panel-body">
                <p class="story-time num">{ told.time }</p>
                <p class="story-text defines">{ defined(scenario, "card", &card.text) }</p>
                if let Some(run) = told.run { <p class="story-run">{ run }</p> }
                if !card.knobs.is_empty() || !card.fixes.is_empty() { <ul class="story-knobs">{ for knobs }{ for fixes }</ul> }
                <ul class="story-sources" aria-label="Sources">{ for sources }</ul>
            </div>
            <div class="story-steps">
                <button type="button" class="button" disabled={index == 0} onclick={does(Action::TurnCard(false))}>{ "Back" }</button>
                if let Some(next) = name(index + 1) {
                    <button key="next" type="button" class="primary" onclick={does(Action::TurnCard(true))}>{ "Next: " }{ next }</button>
                } else {
                    <button key="prevent" type="button" class="primary" onclick={prevent}>{ "Prevent it" }</button>
                }
            </div>
        </section>
    }
}
