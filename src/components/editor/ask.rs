//! The fields of a question.

use super::field::Field;
use super::form::Known;
use super::items::{How, items, take as take_out};
use super::optional;
use super::writing::Writing;
use crate::browser;
use crate::session::Change;
use outage_sim::session::{Answer, Ask, Choice, Common};
use std::rc::Rc;
use yew::{Callback, Event, Html, Properties, component, html};

/// Properties of [`OfAsk`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The question.
    pub(super) ask: Ask,
    /// Its step.
    pub(super) step: usize,
    /// Its number in the step.
    pub(super) number: usize,
    /// What is being written.
    pub(super) writing: Writing,
    /// What has a name in the outage of the step.
    pub(super) known: Rc<Known>,
}

/// The kinds of answers: the key of each, its name, what stands in its field.
const KINDS: [(&str, &str); 5] = [
    ("choices", "One of some answers"),
    ("time", "A time"),
    ("number", "A number"),
    ("curve", "A curve, drawn"),
    ("", "Words of their own"),
];

/// The key of a kind, and what its field holds.
fn kind(answer: &Answer) -> (&'static str, &str) {
    match answer {
        Answer::Choices(_) => ("choices", ""),
        Answer::Time(fact) => ("time", fact),
        Answer::Number(signal) => ("number", signal),
        Answer::Curve(signal) => ("curve", signal),
        Answer::Words => ("", ""),
    }
}

/// The fields of a question.
#[component]
pub(super) fn OfAsk(props: &Props) -> Html {
    let Props { ask, step, number, writing, known } = props;
    let here = format!("step.{step}.ask.{number}");
    let (key, value) = kind(&ask.answer);
    let text = |label: &'static str, place: String, value: &str, lines: usize, is_needed: bool| {
        let writing = writing.clone();
        let typed = Callback::from(move |text: String| {
            writing.change(if is_needed { Change::new(&*place, "text", text) } else { optional(place.clone(), &text) });
        });
        html! { <Field {label} value={value.to_owned()} {lines} {typed} /> }
    };
    let turn = {
        let (writing, here, has_until) = (writing.clone(), here.clone(), !ask.until.is_empty());
        Callback::from(move |event: Event| {
            let Some(chosen) = browser::choice(&event).filter(|chosen| *chosen != key) else { return };
            let mut changes = Vec::new();
            if !key.is_empty() {
                changes.push(Change::new(format!("{here}.{key}"), "drop", ""));
            }
            if has_until {
                changes.push(Change::new(format!("{here}.until"), "drop", ""));
            }
            match chosen.as_str() {
                "" => {}
                "choices" => changes.extend((0..2).map(|at| Change::new(format!("{here}.choices.{at}"), "put", ""))),
                other => changes.push(Change::new(format!("{here}.{other}"), "text", "")),
            }
            writing.changes(changes);
        })
    };
    let signal = |label: &'static str, note: &str, list: &str| {
        let (writing, place) = (writing.clone(), format!("{here}.{key}"));
        let typed = Callback::from(move |text: String| writing.change(Change::new(&*place, "text", text.trim())));
        let said = known.says(list, value.split('@').next().unwrap_or_default());
        let note = if said.is_empty() { note.to_owned() } else { said };
        html! { <Field {label} value={value.to_owned()} {note} list={list.to_owned()} {typed} /> }
    };
    let answers = match &ask.answer {
        Answer::Choices(choices) => choices_of(choices, &here, writing),
        Answer::Time(_) => signal(
            "The fact whose time is asked for",
            "Its name, such as S-T3. The run has the answer.",
            "editor-facts",
        ),
        Answer::Number(_) => {
            signal("The signal, at a moment", "Such as frontend.error@07:00. The run has the answer.", "editor-signals")
        }
        Answer::Curve(_) => html! {
            <>
                { signal("The signal that is drawn", "Such as frontend.error. The run has the answer.", "editor-signals") }
                { text("Until when, a time of day; the whole run when it is not said", format!("{here}.until"), &ask.until, 1, false) }
            </>
        },
        Answer::Words => html! { <p class="note">{ "People write their own answer, which nothing judges." }</p> },
    };
    let take = take_out(writing, here.clone(), format!("Question {}", number + 1));
    let common = items(writing, &format!("{here}.common"), None, ("Common mistake", ask.common.len()), |at, fields| {
        let Common { from, to, because } = &ask.common[at];
        html! {
            <>
                <div class="editor-pair halves">
                    { fields.field(format!("Mistake {}: from", at + 1), "from", from, How::Whole, "") }
                    { fields.field("To", "to", to, How::Whole, "") }
                </div>
                { fields.lines("What is to be said about it", "because", because) }
            </>
        }
    });
    html! {
        <fieldset class="editor-ask" data-ask={number.to_string()}>
            <legend>{ format!("Question {}", number + 1) }</legend>
            { text("The question", format!("{here}.question"), &ask.question, 2, true) }
            <label class="editor-field"><span>{ "What people give" }</span>
                <select class="button" onchange={turn}>
                    { for KINDS.iter().map(|(word, name)| html! { <option key={*word} value={*word} selected={*word == key}>{ *name }</option> }) }
                </select>
            </label>
            { answers }
            { text("The idea that it tests", format!("{here}.idea"), &ask.idea, 2, false) }
            if matches!(ask.answer, Answer::Time(_) | Answer::Number(_)) || !ask.common.is_empty() {
                <h4>{ "What many answer" }</h4>
                { common }
            }
            <p><button type="button" class="quiet" onclick={take}>{ "Take out this question" }</button></p>
        </fieldset>
    }
}

/// The fields of the answers to choose from.
fn choices_of(choices: &[Choice], here: &str, writing: &Writing) -> Html {
    let of = |(at, choice): (usize, &Choice)| {
        let place = format!("{here}.choices.{at}");
        let text = |label: String, key: &str, value: &str| {
            let (writing, place) = (writing.clone(), format!("{place}.{key}"));
            let typed = Callback::from(move |text: String| writing.change(Change::new(&*place, "text", text)));
            html! { <Field {label} value={value.to_owned()} {typed} lines={if key == "because" { 2 } else { 1 }} /> }
        };
        let tick = {
            let (writing, place) = (writing.clone(), format!("{place}.right"));
            Callback::from(move |event: Event| {
                let on = browser::checked(&event) == Some(true);
                writing.change(Change::new(&*place, "flag", if on { "1" } else { "" }));
            })
        };
        let take = take_out(writing, place.clone(), format!("Answer {}", at + 1));
        html! {
            <li key={at}>
                { text(format!("Answer {}", at + 1), "text", &choice.text) }
                <label class="editor-right"><input type="checkbox" checked={choice.right} onchange={tick} />{ " It is right" }</label>
                { text("Because".into(), "because", &choice.because) }
                <button type="button" class="quiet" aria-label={format!("Take out answer {}", at + 1)} onclick={take}>{ "Take out" }</button>
            </li>
        }
    };
    let add = {
        let (writing, place) = (writing.clone(), format!("{here}.choices.{}", choices.len()));
        Callback::from(move |_| writing.change(Change::new(&*place, "put", "")))
    };
    html! {
        <>
            <ol class="editor-choices">{ for choices.iter().enumerate().map(of) }</ol>
            if choices.len() < 6 { <p><button type="button" class="button" onclick={add}>{ "Add an answer" }</button></p> }
        </>
    }
}
