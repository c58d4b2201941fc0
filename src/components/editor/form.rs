//! The fields of the session, and of its open step.

use super::ask::OfAsk;
use super::field::Field;
use super::optional;
use super::writing::Writing;
use crate::address;
use crate::components::player::use_player;
use crate::components::same::Same;
use crate::session::{Change, link_of, show_of, words_of};
use crate::shelf;
use crate::state::State;
use outage_sim::Signal;
use outage_sim::session::{Session, Step};
use yew::{Callback, Html, Properties, component, html, use_memo};

/// Most words of what everybody reads: what the reader of sessions takes.
const SAY: usize = 60;

/// Properties of [`OfSession`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct SessionProps {
    /// What there is in the text.
    pub(super) session: Same<Session>,
    /// What is being written.
    pub(super) writing: Writing,
}

/// What is said of the whole session.
#[component]
pub(super) fn OfSession(props: &SessionProps) -> Html {
    let SessionProps { session, writing } = props;
    let field = |label: &'static str, key: &'static str, value: &str, lines: usize, note: &str| {
        let writing = writing.clone();
        let typed = Callback::from(move |text: String| writing.change(Change::new(key, "text", text)));
        html! { <Field {label} value={value.to_owned()} {lines} note={note.to_owned()} {typed} /> }
    };
    html! {
        <div class="editor-form">
            { field("Title", "title", &session.title, 1, "") }
            { field("About", "about", &session.about, 3, "Who it is for, and what they leave with.") }
            { field("Name", "id", &session.id, 1, "For its file, and for the answers that are kept. Letters, digits and hyphens.") }
        </div>
    }
}

/// Properties of [`OfStep`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct StepProps {
    /// What there is in the text.
    pub(super) session: Same<Session>,
    /// The step.
    pub(super) index: usize,
    /// What is being written.
    pub(super) writing: Writing,
    /// The state of the page.
    pub(super) model: Same<State>,
}

/// What can be asked about an outage: names of facts with a time, and of signals.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Known {
    facts: Vec<String>,
    signals: Vec<String>,
}

impl Known {
    /// What can be asked about what a step shows, if its plan is here.
    fn of(step: &Step) -> Self {
        let Some(scenario) = address::named(&link_of(step, true)).and_then(shelf::plan) else {
            return Self::default();
        };
        let name = |component: usize, signal| match signal {
            Signal::Gauge(gauge) => scenario.components[component].gauges[gauge].id.clone(),
            common => common.id().to_owned(),
        };
        let signals = scenario.components.iter().enumerate().flat_map(|(index, component)| {
            component.signals().map(move |signal| (index, component.id.clone(), signal))
        });
        Self {
            facts: scenario.facts.iter().map(|fact| fact.id.clone()).collect(),
            signals: signals.map(|(index, id, signal)| format!("{id}.{}", name(index, signal))).collect(),
        }
    }
}

/// The fields of a step.
#[component]
pub(super) fn OfStep(props: &StepProps) -> Html {
    let player = use_player();
    let StepProps { session, index, writing, model } = props;
    let known = use_memo(session.steps.get(*index).map(|step| link_of(step, true)), |_| {
        session.steps.get(*index).map(Known::of).unwrap_or_default()
    });
    let Some(step) = session.steps.get(*index) else { return html! {} };
    let place = |key: &str| format!("step.{index}.{key}");
    let field = |label: &'static str, key: &'static str, value: &str, lines: usize, note: String, is_needed: bool| {
        let (writing, place) = (writing.clone(), place(key));
        let typed = Callback::from(move |text: String| {
            let is_link = matches!(key, "show" | "then");
            let text = if is_link { show_of(&text) } else { text };
            writing.change(if is_needed { Change::new(&*place, "text", text) } else { optional(place.clone(), &text) });
        });
        html! { <Field {label} value={value.to_owned()} {lines} {note} {typed} /> }
    };
    let from_screen = |key: &'static str| {
        let (writing, place, model, player) = (writing.clone(), place(key), model.clone(), player.clone());
        let onclick = Callback::from(move |_| {
            writing.change(Change::new(&*place, "text", show_of(&address::write(&model, &player.playback()))));
        });
        html! { <button type="button" class="way" {onclick}>{ "Take what is on the screen" }</button> }
    };
    let minutes = {
        let (writing, place) = (writing.clone(), place("minutes"));
        Callback::from(move |text: String| writing.change(Change::new(&*place, "whole", text)))
    };
    let add = {
        let (writing, place) = (writing.clone(), place(&format!("ask.{}", step.asks.len())));
        let count = step.asks.len();
        Callback::from(move |_| {
            writing.change(Change::new(&*place, "put", ""));
            crate::browser::go_to_soon(format!("[data-ask=\"{count}\"] textarea"));
        })
    };
    let words = words_of(&step.say);
    let read = match words {
        words if words > SAY => format!("{words} words: {} too many to read at a glance.", words - SAY),
        words => format!("{words} of {SAY} words."),
    };
    let rest = [(step.prevent.is_some(), "a budget"), (step.command.is_some(), "a command of the incident")];
    let rest: Vec<&str> = rest.iter().filter(|(has, _)| *has).map(|(_, name)| *name).collect();
    html! {
        <div class="editor-form">
            <div class="editor-pair">
                { field("Title", "title", &step.title, 1, String::new(), true) }
                <Field label="Minutes" value={step.minutes.to_string()} is_number=true typed={minutes} />
            </div>
            { field("What is on the screen", "show", &step.show, 2, String::new(), true) }
            <p class="editor-take">{ from_screen("show") }</p>
            { field("What is on the screen once everybody has answered", "then", &step.then, 2, "Nothing here: the same, with nothing hidden.".into(), false) }
            <p class="editor-take">{ from_screen("then") }</p>
            { field("What everybody reads", "say", &step.say, 4, read, true) }
            { field("Notes, for whoever leads", "notes", &step.notes, 4, String::new(), false) }
            { for (0..step.asks.len()).map(|number| html! {
                <OfAsk key={number} ask={step.asks[number].clone()} step={*index} {number} writing={writing.clone()} />
            }) }
            <p><button type="button" class="button" onclick={add}>{ "Add a question" }</button></p>
            if !rest.is_empty() {
                <p class="note">{ format!("This step also has {}. Change it in the text.", rest.join(" and ")) }</p>
            }
            <datalist id="editor-facts">{ for known.facts.iter().map(|id| html! { <option value={id.clone()} /> }) }</datalist>
            <datalist id="editor-signals">{ for known.signals.iter().map(|id| html! { <option value={id.clone()} /> }) }</datalist>
        </div>
    }
}
