//! The four figures that sum up a run, against the one that it is drawn against.

use super::desk::{Desk, use_desk};
use super::knob::control_of;
use super::same::Same;
use crate::browser;
use crate::frame::{Compared, Difference, Hint, changes as told, hint};
use crate::state::{Action, Change, Fold, Sheet, State};
use crate::words;
use yew::{Callback, Html, Properties, component, html};

/// Properties of [`Headline`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// Whether it says what was changed, because nothing around it may show that.
    #[prop_or_default]
    pub(super) told: bool,
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
    let changes = model.inputs.changes();
    let figures = model.headline().figures;
    let figure = |(figure, name): (&crate::state::Figure, &'static str)| {
        // Another day than the one of the record is not a worse one.
        let class = match figure.change {
            _ if name == "headline-facts" => "figure",
            Change::Same => "figure",
            Change::Better => "figure better",
            Change::Worse => "figure worse",
        };
        // Its line is always there, so that nothing moves when the first figure changes. On narrow screens it has room
        // for the name of the run; the style writes it, so that it is there once.
        let of_run = (changes == 0 && name == NAMES[0]).then(|| run_name(0));
        let was = match figure.change {
            Change::Same => String::new(),
            _ => format!("was {}", figure.was),
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
                <dd><b class="num" data-testid={name}>{ value }</b><span class="was num" data-run={of_run}>{ was }</span></dd>
            </div>
        }
    };
    html! {
        <div class="headline">
            <h2 id="stage-title" class="unseen">{ format!("{}: how it spreads", model.scenario.about.title) }</h2>
            <dl class="figures">{ for figures.iter().zip(NAMES).map(figure) }</dl>
            <div class="under-figures">
                { name_of_run(model, props.told) }
                { try_first(model, &desk) }
            </div>
        </div>
    }
}

/// Whether this is the day as it happened, and if not, how much is different, or what.
fn name_of_run(model: &State, tell: bool) -> Html {
    match model.inputs.changes() {
        0 => html! { <p key="run" class="run-name">{ run_name(0) }</p> },
        _ if tell => {
            let told = told(model).join(" · ");
            html! { <p key="run" class="run-name yours told" title={told.clone()}><b>{ "Changed:" }</b>{ " " }{ told }</p> }
        }
        changes => {
            let from =
                model.inputs.fork.as_ref().map(|fork| words::clock(&model.scenario.clock, model.view.clock, fork.at));
            let from = from.map_or_else(String::new, |at| format!(", from {at} on"));
            html! { <p key="run" class="run-name yours">{ run_name(changes) }{ from }</p> }
        }
    }
}

/// What to try first, with the way to its slider; once something was changed, how the run compares with the day as it
/// happened or with the run that it forks from, and the way on.
fn try_first(model: &State, desk: &Desk) -> Html {
    let way = |onclick: Callback<yew::MouseEvent>, label: &str| {
        html! { <button type="button" class="way" {onclick}>{ label.to_owned() }</button> }
    };
    // To what was proposed afterwards, or from there to the knobs: a question, not the answers.
    let others = |label: &str| {
        let (act, by_fix) = (desk.act.clone(), !model.inputs.fixes.is_empty());
        let onclick = Callback::from(move |_| {
            if by_fix {
                return browser::go_to("#part-knobs input:not([type=text])");
            }
            act.emit(Action::SetFold(Fold::Fixes, true));
            browser::go_to("#part-fixes input");
        });
        way(onclick, label)
    };
    // An article unlocks a few things, and these lead to all of them.
    let is_whole = desk.unlocked.is_none();
    match hint(model) {
        Hint::Try(before, knob, after) => {
            let knob = knob.map(|index| {
                let parameter = &model.scenario.parameters[index];
                let control = control_of(&parameter.id);
                let onclick = Callback::from(move |_| browser::go_to(&control));
                html! { <>{ "“" }{ way(onclick, &parameter.label) }{ "”" }</> }
            });
            html! { <p key="try" class="try-first"><b>{ "Try" }</b>{ " " }{ before }{ for knob }{ after }</p> }
        }
        Hint::Run(Compared { difference, head, rest }) => {
            let class = match difference {
                Difference::Prevented | Difference::Better => "try-first done",
                Difference::Worse => "try-first worse",
                Difference::Same => "try-first",
            };
            html! {
                <p key="compared" {class} data-testid="compared"><b>{ head }</b>{ rest }
                    if difference == Difference::Prevented && is_whole { { " " }{ others("What else would have worked?") } }
                </p>
            }
        }
        Hint::Tried if !is_whole => html! {},
        Hint::Tried => html! { <p key="tried" class="try-first">{ others("What would have prevented it?") }</p> },
    }
}

fn run_name(changes: usize) -> String {
    match changes {
        0 => "As it happened, simulated".into(),
        1 => "Your run, 1 change".into(),
        changes => format!("Your run, {changes} changes"),
    }
}
