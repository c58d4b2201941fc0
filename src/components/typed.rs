//! A value or a time that can be typed.

use super::desk::{use_desk, use_look};
use super::same::Same;
use crate::browser::{select, typed};
use crate::state::{Action, ClockZone};
use crate::words::{self, Manner};
use outage_sim::{Knob, Scenario};
use yew::{
    FocusEvent, InputEvent, KeyboardEvent, Properties, component, html, use_callback, use_effect_with, use_state_eq,
};

/// What a text sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// A knob with a range, by its parameter.
    Knob(usize),
    /// The time of an action, by its index.
    Event(usize),
}

/// Properties of [`Typed`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The scenario.
    pub(super) scenario: Same<Scenario>,
    /// What it sets.
    pub(super) of: Of,
    /// The value, or the time in minutes since the trigger.
    pub(super) value: f64,
    /// Whether nothing can be typed now.
    #[prop_or_default]
    pub(super) disabled: bool,
}

/// The value as a field: Enter applies what is typed, and so does leaving it; Escape takes it back. What is refused stays,
/// with what is accepted below it.
#[component]
pub(super) fn Typed(props: &Props) -> yew::Html {
    let (desk, zone) = (use_desk(), use_look().zone);
    let Props { scenario, of, value, disabled } = props;
    let draft = use_state_eq(|| None::<String>);
    let problem = use_state_eq(|| None::<String>);
    {
        // What somebody typed before is over when the value changes by other means.
        let (draft, problem) = (draft.setter(), problem.setter());
        use_effect_with((*of, *value), move |_| {
            draft.set(None);
            problem.set(None);
        });
    }
    let oninput = {
        let (draft, problem) = (draft.setter(), problem.setter());
        move |event: InputEvent| {
            draft.set(typed(&event));
            problem.set(None);
        }
    };
    let apply = use_callback((props.clone(), draft.clone(), zone, desk.act.clone()), {
        let problem = problem.setter();
        move |(), (props, draft, zone, act)| {
            let Some(text) = draft.as_ref() else { return };
            match read(props, *zone, text) {
                Ok(action) => {
                    draft.set(None);
                    act.emit(action);
                }
                Err(told) => problem.set(Some(told)),
            }
        }
    });
    let onkeydown = {
        let (apply, desk, draft, problem) = (apply.clone(), desk.clone(), draft.clone(), problem.setter());
        move |event: KeyboardEvent| {
            let command = event.ctrl_key() || event.meta_key();
            match event.key().as_str() {
                "Enter" => apply.emit(()),
                "Escape" if draft.is_some() => {
                    draft.set(None);
                    problem.set(None);
                }
                // With nothing typed there is nothing of the browser's own to take back.
                "z" if command && draft.is_none() => desk.undo(),
                "y" if command && draft.is_none() => desk.act.emit(Action::Redo),
                _ => return,
            }
            event.prevent_default();
        }
    };
    let (text, unit, label, letters, keys) = shown(props, zone);
    // One of something takes as much room as many: what grows moves nothing.
    let many = match of {
        Of::Knob(index) => words::unit(&scenario.parameters[*index], 2.0).into_owned(),
        Of::Event(_) => String::new(),
    };
    let name = match of {
        Of::Knob(index) => format!("typed-{}", scenario.parameters[*index].id.replace('.', "-")),
        Of::Event(index) => format!("typed-{}", scenario.actions[*index].id),
    };
    let told = format!("{name}-told");
    html! {
        <>
            <span class="typed num">
                <input type="text" id={name} inputmode={keys} enterkeyhint="done" autocomplete="off" spellcheck="false"
                    disabled={*disabled} style={format!("width:calc({letters}ch + 0.625rem)")} aria-label={label}
                    aria-invalid={problem.is_some().then_some("true")} aria-describedby={problem.is_some().then(|| told.clone())}
                    value={draft.as_ref().cloned().unwrap_or(text)}
                    onfocus={|event: FocusEvent| select(&event)} onblur={move |_| apply.emit(())} {oninput} {onkeydown} />
                if !unit.is_empty() { <span class="unit" data-many={many}>{ unit }</span> }
            </span>
            if let Some(problem) = &*problem { <p class="problem" id={told} role="alert">{ problem }</p> }
        </>
    }
}

/// What a text does, or what is accepted instead.
fn read(props: &Props, zone: ClockZone, text: &str) -> Result<Action, String> {
    let scenario = &props.scenario;
    match props.of {
        Of::Knob(parameter) => {
            words::read_value(&scenario.parameters[parameter], text).map(|value| Action::SetKnob { parameter, value })
        }
        Of::Event(action) => {
            words::read_time(&scenario.clock, zone, scenario.span, text).map(|at| Action::MoveEvent { action, at })
        }
    }
}

/// The text in the field, the unit beside it, its name, its width in letters, which never changes, and the keys that a
/// phone should show.
fn shown(props: &Props, zone: ClockZone) -> (String, String, String, usize, &'static str) {
    let scenario = &props.scenario;
    match props.of {
        Of::Knob(index) => {
            let spec = &scenario.parameters[index];
            let figure = |value: f64| match words::manner(spec) {
                Manner::Share => words::percent(value),
                _ => words::number(spec, value),
            };
            let unit = match words::manner(spec) {
                Manner::Share => String::new(),
                _ => words::unit(spec, props.value).into_owned(),
            };
            let (min, max) = match spec.knob {
                Some(Knob::Range { min, max, .. }) => (min, max),
                _ => (props.value, props.value),
            };
            let widest = [min, max, spec.value].map(|value| figure(value).chars().count()).into_iter().max();
            // The keys for numbers have no minus on some phones.
            let keys = if min < 0.0 { "text" } else { "decimal" };
            (figure(props.value), unit, format!("{}: type a value", spec.label), widest.unwrap_or(1), keys)
        }
        Of::Event(index) => {
            let clock = |at: f64| words::clock(&scenario.clock, zone, at);
            let widest = clock(scenario.span.0).chars().count().max(clock(scenario.span.1).chars().count());
            (clock(props.value), String::new(), format!("{}: time", scenario.actions[index].label), widest, "decimal")
        }
    }
}
