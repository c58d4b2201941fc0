//! One knob: its name, its value, where that comes from, and what other values would do.

use super::desk::{Desk, Look, use_desk, use_look};
use super::icons;
use super::receipt::{chip, receipt_text};
use super::same::Same;
use super::track::Track;
use super::typed::{Of, Typed};
use crate::browser::{checked, hold_in_place, number};
use crate::state::Action;
use crate::words::{self, Manner};
use outage_sim::{Knob, Parameter, Scenario};
use yew::{Callback, Event, Html, InputEvent, Properties, classes, component, html};

/// Properties of [`KnobRow`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The scenario.
    pub(super) scenario: Same<Scenario>,
    /// Index of the parameter.
    pub(super) parameter: usize,
    /// Its value.
    pub(super) value: f64,
    /// Whether somebody changed it.
    pub(super) changed: bool,
    /// Whether it says only how a run begins, and changes hold only from later on.
    pub(super) late: bool,
    /// Whether the page suggests to try it first.
    pub(super) hinted: bool,
    /// Whether its receipt is open.
    pub(super) receipt_open: bool,
    /// What other values would do.
    pub(super) track: Same<Track>,
}

/// One knob.
#[component]
pub(super) fn KnobRow(props: &Props) -> Html {
    let (desk, look) = (use_desk(), use_look());
    let Props { scenario, parameter, value, changed, hinted, receipt_open, .. } = props;
    let index = *parameter;
    let parameter = &scenario.parameters[index];
    let reset = {
        let act = desk.act.clone();
        Callback::from(move |_| act.emit(Action::ResetKnob(index)))
    };
    let was = words::value(parameter, parameter.value);
    let chip = chip(scenario, index, *receipt_open, &desk);
    let reset = html! {
        if *changed {
            <button type="button" class="quiet reset" onclick={reset} title={format!("Back to {was}")}
                aria-label={format!("{}: back to {was}", parameter.label)}>{ icons::reset() }</button>
        }
    };
    let (manner, field) = (words::manner(parameter), field_id(parameter));
    let about = Some(words::full_sentence(&parameter.about)).filter(|about| !about.is_empty());
    let control = match (&parameter.knob, manner) {
        (Some(Knob::Words(choices)), _) => words_control(props, parameter, choices, &desk.act),
        (Some(Knob::Range { .. }), Manner::Switch) => html! {
            <div class="knob-head">
                { switch_control(props, parameter, &desk.act) }{ chip.clone() }<span class="spring"></span>{ reset.clone() }
            </div>
        },
        (Some(Knob::Range { min, max, step }), _) => slider(props, (*min, *max, *step), &desk, &look),
        (None, _) => html! { <span hidden=true></span> },
    };
    let is_slider = matches!(parameter.knob, Some(Knob::Range { .. })) && manner != Manner::Switch;
    let head = match manner {
        Manner::Switch => html! { <div hidden=true></div> },
        Manner::Words => html! {
            <div class="knob-head">
                <span class="knob-label" id={format!("{field}-label")}>{ &parameter.label }</span>
                { chip.clone() }<span class="spring"></span>{ reset.clone() }
            </div>
        },
        _ => html! {
            <div class="knob-head">
                <span class="knob-name"><label for={field.clone()} title={about}>{ &parameter.label }</label>{ chip.clone() }</span>
                <Typed scenario={scenario.clone()} of={Of::Knob(index)} value={*value} />
                { reset.clone() }
            </div>
        },
    };
    let class = match (*changed, is_slider) {
        (true, _) => "knob changed",
        (false, true) => "knob",
        (false, false) => "knob small",
    };
    html! {
        <div class={classes!(class, hinted.then_some("hinted"))} data-knob={parameter.id.clone()}>
            { head }
            { control }
            if props.late { <p class="knob-late">{ "This says only how the run begins: changed later, it does nothing." }</p> }
            { receipt_text(scenario, index, *receipt_open) }
        </div>
    }
}

/// What finds the control of a knob, by the id of its parameter.
pub(super) fn control_of(id: &str) -> String {
    format!("[data-knob=\"{id}\"] input:not([type=text])")
}

/// The id of the field of a parameter.
fn field_id(parameter: &Parameter) -> String {
    format!("knob-{}", parameter.id.replace('.', "-"))
}

/// A slider with the hill of what its values would do.
fn slider(props: &Props, (min, max, step): (f64, f64, f64), desk: &Desk, look: &Look) -> Html {
    let (index, value) = (props.parameter, props.value);
    let parameter = &props.scenario.parameters[index];
    let oninput = {
        let adjust = desk.adjust.clone();
        Callback::from(move |event: InputEvent| {
            hold_in_place(&event);
            if let Some(value) = number(&event) {
                adjust.emit(Action::SetKnob { parameter: index, value });
            }
        })
    };
    let along = |value: f64| format!("left:{:.2}%", (value - min) / (max - min) * 100.0);
    let calm = |&(from, until): &(f64, f64)| {
        let style = format!("left:{:.1}%;width:{:.1}%", from * 100.0, (until - from) * 100.0);
        html! { <span key={style.clone()} class="calm" {style}></span> }
    };
    html! {
        <div class="slider">
            <div class="slider-picture" aria-hidden="true">
                if !props.track.is_bare() {
                    <span class="hill" style={props.track.style(look.palette())}></span>
                    <span class="calms">{ for props.track.calm().iter().map(calm) }</span>
                }
                <span class="own" style={along(parameter.value)}></span>
            </div>
            <input id={field_id(parameter)} type="range" min={min.to_string()} max={max.to_string()} step={step.to_string()}
                value={value.to_string()} aria-valuetext={words::value_spoken(parameter, value)} {oninput} />
        </div>
    }
}

/// A choice between words.
fn words_control(props: &Props, parameter: &Parameter, choices: &[(u16, String)], act: &Callback<Action>) -> Html {
    let index = props.parameter;
    let field = field_id(parameter);
    let choice = |(word, label): &(u16, String)| {
        let value = f64::from(*word);
        let act = act.clone();
        let onchange = Callback::from(move |_: Event| act.emit(Action::SetKnob { parameter: index, value }));
        html! {
            <label key={*word} class="segment">
                <input type="radio" name={field.clone()} value={parameter.text(value)} checked={props.value == value} {onchange} />
                <span>{ label }</span>
            </label>
        }
    };
    html! {
        <div class="segments" role="radiogroup" aria-labelledby={format!("{field}-label")}>
            { for choices.iter().map(choice) }
        </div>
    }
}

/// On or off.
fn switch_control(props: &Props, parameter: &Parameter, act: &Callback<Action>) -> Html {
    let index = props.parameter;
    let act = act.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(on) = checked(&event) {
            act.emit(Action::SetKnob { parameter: index, value: f64::from(u8::from(on)) });
        }
    });
    html! {
        <label class="tick-box">
            <input type="checkbox" checked={props.value >= 0.5} {onchange} />
            <span>{ &parameter.label }</span>
        </label>
    }
}
