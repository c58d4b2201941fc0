//! How the selected component works: its equations with their values at the moment. The compiler writes them and is loaded
//! when somebody first asks; this part fills in the values.

use super::copy::Copy;
use super::desk::use_desk;
use super::same::Same;
use crate::address::Document;
use crate::browser;
use crate::frame::inside::{Measure, measure};
use crate::state::{Action, State};
use crate::words;
use outage_sim::{BUILT_IN, Scenario, look_inside};
use std::rc::Rc;
use yew::{
    Callback, Html, MouseEvent, Properties, component, html, use_effect_with, use_memo, use_mut_ref, use_node_ref,
    use_state,
};

/// Properties of [`Inside`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// The moment, in minutes since the trigger.
    pub(super) minutes: f64,
}

/// A button that shows how the component works.
#[component]
pub(super) fn Inside(props: &Props) -> Html {
    let desk = use_desk();
    let open = props.model.view.inside;
    let onclick = {
        let act = desk.act.clone();
        Callback::from(move |_| act.emit(Action::LookInside(!open)))
    };
    html! {
        <div class="how">
            <button type="button" class="reading-name" {onclick} aria-expanded={if open { "true" } else { "false" }}>
                { "How this works" }
            </button>
            if open { <Sheet ..props.clone() /> }
        </div>
    }
}

/// What the compiler has made of the outage.
#[derive(Debug)]
struct Loaded {
    document: Document,
    scenario: Scenario,
    sheets: Vec<String>,
}

/// The equations.
#[component]
fn Sheet(Props { model, minutes }: &Props) -> Html {
    let desk = use_desk();
    let loaded = use_state(|| None::<Result<Rc<Loaded>, String>>);
    {
        let loaded = loaded.setter();
        use_effect_with(model.document.clone(), move |document| {
            let document = document.clone();
            let (name, text) = match &document {
                Document::BuiltIn(index) => (BUILT_IN[*index].0, Rc::default()),
                Document::File { text, .. } => ("", Rc::clone(text)),
            };
            browser::equations(name, &text, move |found| {
                loaded.set(Some(found.and_then(|browser::Equations { plan, sheets }| {
                    let scenario = Scenario::read(&plan).map_err(|flaw| flaw.to_string())?;
                    Ok(Rc::new(Loaded { document, scenario, sheets }))
                })));
            });
        });
    }
    // What was loaded for another outage says nothing about this one.
    let ready = match &*loaded {
        Some(Ok(ready)) if ready.document == model.document => Some(Same::of(ready)),
        _ => None,
    };
    let (body, selected) = (use_node_ref(), model.view.selected);
    let aim = use_mut_ref(|| None::<String>);
    let measures = Same(use_memo((ready.clone(), Same::of(&model.inputs), selected), |(ready, inputs, selected)| {
        let looks = |ready: &Loaded| measure(&ready.scenario, look_inside(&ready.scenario, inputs, *selected));
        ready.as_deref().map(looks).unwrap_or_default()
    }));
    {
        let (body, aim) = (body.clone(), Rc::clone(&aim));
        use_effect_with((ready.clone(), selected), move |(ready, selected)| {
            let Some(ready) = ready else { return };
            browser::set_drawing(&body, ready.sheets.get(*selected).map_or("", String::as_str));
            if let Some(aim) = aim.take() {
                let _ = browser::reveal(&aim);
            }
        });
    }
    {
        let body = body.clone();
        use_effect_with(measures.clone(), move |measures| {
            browser::fill(&body, "line", Some("d"), &|look| of(measures, look, Measure::line));
        });
    }
    {
        let (body, model) = (body.clone(), model.clone());
        let moment = model.recording.moment_at(*minutes);
        use_effect_with((measures, moment), move |(measures, moment)| {
            browser::fill(&body, "look", None, &|look| of(measures, look, |measure| Some(measure.text(*moment))));
            browser::fill(&body, "strip", Some("d"), &|look| of(measures, look, |measure| measure.strip(*moment)));
            let minutes = model.recording.time(*moment);
            browser::fill(&body, "setting", None, &|number| {
                let parameter = model.scenario.parameters.get(number);
                let value = |parameter| words::value(parameter, model.recording.setting(number, minutes));
                parameter.map(value).unwrap_or_default()
            });
        });
    }
    let onclick = {
        let (act, model, may_change) = (desk.act.clone(), model.clone(), desk.unlocked.is_none());
        Callback::from(move |event: MouseEvent| {
            let slider = browser::pressed(&event, "data-slider").and_then(|number| number.parse::<usize>().ok());
            if let Some(parameter) = slider.filter(|_| may_change) {
                act.emit(Action::OpenReceipt(Some(parameter)));
                let id = model.scenario.parameters.get(parameter).map_or("", |parameter| parameter.id.as_str());
                browser::go_to(&format!("[data-knob=\"{id}\"] input"));
            }
            let Some(component) = browser::pressed(&event, "data-of").and_then(|number| number.parse().ok()) else {
                return;
            };
            let Some(anchor) = browser::pressed(&event, "href") else { return };
            // The hash of the address is the link of the page.
            event.prevent_default();
            let anchor = anchor.trim_start_matches('#');
            if !browser::reveal(anchor) {
                aim.replace(Some(anchor.to_owned()));
                act.emit(Action::Select(component));
            }
        })
    };
    let (from, until) = model.scenario.span;
    let style = format!("--at:{:.2}%", (minutes - from) / (until - from) * 100.0);
    let class = if desk.unlocked.is_none() { "how-sheet" } else { "how-sheet locked" };
    html! {
        <>
            if let Some(Err(problem)) = &*loaded {
                <p class="how-note">{ format!("The equations cannot be shown: {problem}.") }</p>
            } else if ready.is_none() {
                <p class="how-note">{ "Reading the equations…" }</p>
            }
            <div {class} {style} {onclick} ref={body.clone()}></div>
            if ready.is_some() { <Copy label="Copy" of={Some(body)} sheet="How this works" class="quiet" /> }
        </>
    }
}

/// What belongs to something that is looked into; nothing for what was not.
fn of(measures: &[Measure], look: usize, what: impl Fn(&Measure) -> Option<String>) -> String {
    measures.iter().find(|measure| measure.look == look).and_then(what).unwrap_or_default()
}
