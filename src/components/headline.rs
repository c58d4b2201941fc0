//! The four figures that sum up a run, against the day as it happened.

use super::desk::use_desk;
use super::same::Same;
use crate::state::{Action, Change, Sheet, State};
use yew::{Callback, Html, Properties, component, html};

/// Properties of [`Headline`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
}

/// Names of the figures for tests.
const NAMES: [&str; 4] = ["headline-peak", "headline-hours", "headline-recovered", "headline-facts"];

/// The four figures, and what to try first.
#[component]
pub(super) fn Headline(props: &Props) -> Html {
    let desk = use_desk();
    let model = &props.model;
    let show_facts = {
        let act = desk.act.clone();
        Callback::from(move |_| act.emit(Action::Toggle(Sheet::Facts)))
    };
    let figures = model.headline().figures;
    let figure = |(figure, name): (&crate::state::Figure, &'static str)| {
        // Another day than the one of the record is not a worse one.
        let class = match figure.change {
            _ if name == "headline-facts" => "figure",
            Change::Same => "figure",
            Change::Better => "figure better",
            Change::Worse => "figure worse",
        };
        // Its line is always there, so that nothing moves when the first figure changes.
        let was = match figure.change {
            Change::Same => String::new(),
            _ => format!("was {}", figure.as_it_happened),
        };
        let value = if name == "headline-facts" {
            html! {
                <button type="button" class="figure-button" onclick={show_facts.clone()} aria-haspopup="dialog"
                    aria-label={format!("{}: show the facts", figure.value)}>
                    { &figure.value }
                </button>
            }
        } else {
            html! { { &figure.value } }
        };
        html! {
            <div key={name} {class} title={figure.about.clone()}>
                <dt>{ &figure.label }</dt>
                <dd><b class="num" data-testid={name}>{ value }</b><span class="was num">{ was }</span></dd>
            </div>
        }
    };
    let changes = model.inputs.changes();
    html! {
        <div class="headline">
            <h2 id="stage-title" class="unseen">{ format!("{}: how it spreads", model.scenario.about.title) }</h2>
            <dl class="figures">{ for figures.iter().zip(NAMES).map(figure) }</dl>
            <div class="under-figures">
                <p class={if changes == 0 { "run-name" } else { "run-name yours" }}>{ run_name(changes) }</p>
                <p class="try-first"><b>{ "Try" }</b>{ " " }{ &model.scenario.about.try_first }</p>
            </div>
        </div>
    }
}

fn run_name(changes: usize) -> String {
    match changes {
        0 => "As it happened".into(),
        1 => "Your run, 1 change".into(),
        changes => format!("Your run, {changes} changes"),
    }
}
