//! Lists of the form: what can be bought, what is looked into, what many answer.

use super::field::Field;
use super::form::Known;
use super::optional;
use super::writing::Writing;
use crate::browser;
use crate::session::Change;
use yew::{Callback, Html, html};

/// How what is typed in a field is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// As a text.
    Text,
    /// As a text, or not at all when there is nothing in it.
    Optional,
    /// As a whole number where it is one.
    Whole,
}

/// The fields of a table of the text.
pub(super) struct Fields<'a> {
    /// What is being written.
    pub(super) writing: &'a Writing,
    /// The place of the table.
    pub(super) place: String,
    /// What has a name in the outage of the step, where there are fields of names.
    pub(super) known: Option<&'a Known>,
}

impl Fields<'_> {
    /// A field of a key; `names` is the list of what may stand there.
    pub(super) fn field(&self, label: impl Into<String>, key: &str, value: &str, how: How, names: &str) -> Html {
        self.area(label, key, value, how, names, 1)
    }

    /// A field of some lines.
    pub(super) fn lines(&self, label: impl Into<String>, key: &str, value: &str) -> Html {
        self.area(label, key, value, How::Text, "", 2)
    }

    fn area(&self, label: impl Into<String>, key: &str, value: &str, how: How, names: &str, lines: usize) -> Html {
        let (writing, place) = (self.writing.clone(), format!("{}.{key}", self.place));
        let typed = Callback::from(move |text: String| {
            writing.change(match how {
                How::Text => Change::new(&*place, "text", text),
                How::Optional => optional(place.clone(), text.trim()),
                How::Whole => Change::new(&*place, "whole", text),
            });
        });
        let list = (!names.is_empty()).then(|| names.to_owned());
        let note = self.known.map_or_else(String::new, |known| known.says(names, value));
        html! { <Field label={label.into()} value={value.to_owned()} {lines} {list} {note} {typed} /> }
    }
}

/// A list of the text: each item with its fields and the way to take it out, and the way to add one.
pub(super) fn items(
    writing: &Writing,
    place: &str,
    known: Option<&Known>,
    (one, count): (&'static str, usize),
    of: impl Fn(usize, Fields<'_>) -> Html,
) -> Html {
    let item = |at: usize| {
        let here = format!("{place}.{at}");
        let name = format!("{one} {}", at + 1);
        let label = format!("Take out {}", name.to_lowercase());
        let take = take(writing, here.clone(), name);
        html! {
            <li key={at}>
                { of(at, Fields { writing, place: here, known }) }
                <button type="button" class="quiet" aria-label={label} onclick={take}>{ "Take out" }</button>
            </li>
        }
    };
    let add = {
        let (writing, place) = (writing.clone(), place.to_owned());
        Callback::from(move |_| {
            writing.change(Change::new(format!("{place}.{count}"), "put", ""));
            browser::go_to_soon(format!("[data-list=\"{place}\"] > li:nth-child({}) :is(input, textarea)", count + 1));
        })
    };
    html! {
        <>
            <ol class="editor-items" data-list={place.to_owned()}>{ for (0..count).map(item) }</ol>
            <p><button type="button" class="button" onclick={add}>{ format!("Add a {}", one.to_lowercase()) }</button></p>
        </>
    }
}

/// Takes something out, and leads to the way to put it back.
pub(super) fn take(writing: &Writing, place: String, name: String) -> Callback<yew::MouseEvent> {
    let writing = writing.clone();
    Callback::from(move |_| {
        writing.take(place.clone(), name.clone());
        browser::go_to_soon(".editor-gone button");
    })
}
