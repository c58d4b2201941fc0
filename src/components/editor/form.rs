//! The fields of the session, and of its open step.

use super::ask::OfAsk;
use super::field::Field;
use super::optional;
use super::tasks::{budget, command};
use super::writing::Writing;
use crate::address;
use crate::browser;
use crate::components::player::use_player;
use crate::components::same::Same;
use crate::session::{Change, hidden, hiding, link_of, show_of, words_of};
use crate::shelf;
use crate::state::State;
use outage_sim::session::{Answer, Session, Step};
use outage_sim::{Documented, Fact, Signal};
use std::rc::Rc;
use yew::{Callback, Event, Html, Properties, component, html, use_memo};

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

/// What has a name in an outage and can be asked about, bought or done: for each list of a field the names, and what they are.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Known(Vec<(&'static str, Vec<(String, String)>)>);

impl Known {
    /// What a name of a list stands for; nothing when there is none of that name.
    pub(super) fn says(&self, list: &str, name: &str) -> String {
        let of = self.0.iter().filter(|(key, _)| *key == list).flat_map(|(_, known)| known);
        of.filter(|(id, _)| id == name).map(|(_, label)| label.clone()).next().unwrap_or_default()
    }

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
        let label = |index: usize| scenario.components[index].label.clone();
        let has_time = |fact: &&Fact| matches!(fact.documented, Documented::At(_) | Documented::Between(..));
        let facts = scenario.facts.iter().filter(has_time).map(|fact| (fact.id.clone(), fact.statement.clone()));
        let signals = signals.map(|(index, id, signal)| (format!("{id}.{}", name(index, signal)), label(index)));
        let fixes = scenario.remediations.iter().map(|fix| (fix.id.clone(), fix.label.clone()));
        let actions = scenario.actions.iter().filter(|action| !action.is_trigger);
        let actions = actions.map(|action| (action.id.clone(), action.label.clone()));
        let knobs = scenario.knobs().filter(|(_, knob, _)| knob.words.is_empty());
        let knobs = knobs.map(|(_, knob, _)| (knob.id.clone(), knob.label.clone()));
        Self(vec![
            ("editor-facts", facts.collect()),
            ("editor-signals", signals.collect()),
            ("editor-fixes", fixes.collect()),
            ("editor-actions", actions.collect()),
            ("editor-knobs", knobs.collect()),
        ])
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
        // What is hidden stays hidden, unless the page hides something itself.
        let hides = if key == "show" { hidden(&step.show) } else { String::new() };
        let onclick = Callback::from(move |_| {
            let shown = show_of(&address::write(&model, &player.playback()));
            let shown = if hidden(&shown).is_empty() { hiding(&shown, &hides) } else { shown };
            writing.change(Change::new(&*place, "text", shown));
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
            browser::go_to_soon(format!("[data-ask=\"{count}\"] textarea"));
        })
    };
    let words = words_of(&step.say);
    let read = match words {
        words if words > SAY => format!("{words} words: {} too many to read at a glance.", words - SAY),
        words => format!("{words} of {SAY} words."),
    };
    let begin = |label: &'static str, key: &'static str| {
        let (writing, place) = (writing.clone(), place(key));
        let onclick = Callback::from(move |_| {
            writing.change(Change::new(&*place, "put", ""));
            browser::go_to_soon(format!("[data-part=\"{key}\"] input"));
        });
        html! { <button type="button" class="button" {onclick}>{ label }</button> }
    };
    html! {
        <div class="editor-form">
            <div class="editor-pair">
                { field("Title", "title", &step.title, 1, String::new(), true) }
                <Field label="Minutes" value={step.minutes.to_string()} is_number=true typed={minutes} />
            </div>
            { field("What is on the screen", "show", &step.show, 2, String::new(), true) }
            <p class="editor-take">{ from_screen("show") }</p>
            { hides(step, place("show"), writing) }
            { field("What is on the screen once everybody has answered", "then", &step.then, 2, "Nothing here: the same, with nothing hidden.".into(), false) }
            <p class="editor-take">{ from_screen("then") }</p>
            { field("What everybody reads", "say", &step.say, 4, read, true) }
            { field("Notes, for whoever leads", "notes", &step.notes, 4, String::new(), false) }
            { for (0..step.asks.len()).map(|number| html! {
                <OfAsk key={number} ask={step.asks[number].clone()} step={*index} {number} writing={writing.clone()} known={Rc::clone(&known)} />
            }) }
            { for step.prevent.iter().map(|prevent| budget(prevent, *index, writing, &known)) }
            { for step.command.iter().map(|of| command(of, *index, writing, &known)) }
            <p class="editor-add">
                // Whoever commands has nothing else to do.
                if step.command.is_none() {
                    <button type="button" class="button" onclick={add}>{ "Add a question" }</button>
                    if step.prevent.is_none() { { begin("Add a budget", "prevent") } }
                    if step.prevent.is_none() && step.asks.is_empty() { { begin("Add a command of the incident", "command") } }
                }
            </p>
            { for known.0.iter().map(|(name, known)| html! {
                <datalist id={*name}>{ for known.iter().map(|(id, label)| html! { <option value={id.clone()} label={label.clone()} /> }) }</datalist>
            }) }
        </div>
    }
}

/// What can be hidden until everybody has answered: the words of `blind=`, and what they mean.
const HIDDEN: [(&str, &str); 3] = [
    ("", "Nothing"),
    ("future", "What comes later"),
    ("operators", "What comes later, and what operators could not know"),
];

/// What the step hides.
fn hides(step: &Step, place: String, writing: &Writing) -> Html {
    let (writing, show, now) = (writing.clone(), step.show.clone(), hidden(&step.show));
    let judged =
        step.asks.iter().any(|ask| matches!(ask.answer, Answer::Time(_) | Answer::Number(_) | Answer::Curve(_)));
    let note = match now.as_str() {
        "" if judged => "Everything can be seen: people would read the answer off the picture.",
        "" if step.command.is_some() => "Everything can be seen: whoever commands would know what comes.",
        _ => "",
    };
    let onchange = Callback::from(move |event: Event| {
        let chosen = browser::choice(&event).unwrap_or_default();
        writing.change(Change::new(&*place, "text", hiding(&show, &chosen)));
    });
    html! {
        <label class="editor-field"><span>{ "Hidden until everybody has answered" }</span>
            <select class="button" {onchange}>
                { for HIDDEN.iter().map(|(word, name)| html! { <option key={*word} value={*word} selected={*word == now}>{ *name }</option> }) }
            </select>
            if !note.is_empty() { <small class="note">{ note }</small> }
        </label>
    }
}
