//! Opens outages, links and files: at once, or when the plan has arrived or the compiler has read the text that is in them.

use super::later::{GONE, with_blind, with_packing};
use crate::address::{self, LONGEST_TEXT, Opened};
use crate::browser::{self, FileText};
use crate::session::{FILE, Place, is_session};
use crate::shelf;
use crate::state::{Action, Notice, text_notices};
use outage_sim::OUTAGES;
use yew::{Callback, Event};

/// Opens a built-in outage.
pub(super) fn open_built_in(index: usize, act: Callback<Action>) {
    let reads = act.clone();
    let reading = move || reads.emit(Action::Read(short(index)));
    with_plan(Some(index), reading, move |outcome| {
        act.emit(match outcome {
            Ok(()) => Action::OpenBuiltIn(index),
            Err(notice) => Action::NotRead(notice),
        });
    });
}

/// Reads a link; `reading` is called when that takes a while. It fails when the plan that it needs cannot be fetched.
pub(super) fn open_link(link: String, reading: impl FnOnce(), done: impl FnOnce(Result<Opened, Notice>) + 'static) {
    if let Some(index) = address::named(&link) {
        return with_plan(Some(index), reading, move |here| seen(here.map(|()| address::parse(&link)), done));
    }
    if !address::has_text(&link) {
        return opened(address::parse(&link), done);
    }
    reading();
    with_packing(move || match address::held(&link) {
        Some(text) => browser::compile(&text, move |compiled| opened(address::parse_with(&link, |_| compiled), done)),
        None => opened(address::parse(&link), done),
    });
}

/// Where the text in a link cannot be read, a built-in outage takes its place, whose plan may not be here.
fn opened(opened: Opened, done: impl FnOnce(Result<Opened, Notice>) + 'static) {
    with_plan(opened.document.built_in(), || {}, move |here| seen(here.map(|()| opened), done));
}

/// What is blind is opened when that can be shown, and with the session that is in the link.
fn seen(opened: Result<Opened, Notice>, done: impl FnOnce(Result<Opened, Notice>) + 'static) {
    match opened {
        // Unless something else is opened by then.
        Ok(opened) if opened.blind.is_some() => with_blind(browser::newest(move |here| match here {
            true => with_session(opened, done),
            false => done(Err(Notice::new("Page", GONE))),
        })),
        Ok(opened) => with_session(opened, done),
        failed => done(failed),
    }
}

/// Reads the text of a session in a link. Where it cannot be read, the outage opens without it and says so.
fn with_session(mut opened: Opened, done: impl FnOnce(Result<Opened, Notice>) + 'static) {
    let Some(place) = opened.session.take_if(|place| &*place.id == FILE) else { return done(Ok(opened)) };
    let refused = |mut opened: Opened, problems: Vec<String>, done: Box<dyn FnOnce(Result<Opened, Notice>)>| {
        opened.notices.extend(text_notices("the session in the link", problems));
        done(Ok(opened));
    };
    let done: Box<dyn FnOnce(Result<Opened, Notice>)> = Box::new(done);
    with_packing(move || {
        let Some(text) = address::session_text(&opened) else {
            return refused(opened, vec!["It is missing or damaged.".into()], done);
        };
        browser::compile(&text.clone(), move |compiled| match compiled {
            Ok(bytes) if is_session(&bytes) => {
                let begins = place.begins;
                opened.session = Some(Place { begins, codes: place.codes, ..Place::own(&text, bytes, place.step) });
                done(Ok(opened));
            }
            Ok(_) => refused(opened, vec!["It is not the text of a session.".into()], done),
            Err(problems) => refused(opened, problems, done),
        });
    });
}

fn with_plan(index: Option<usize>, reading: impl FnOnce(), done: impl FnOnce(Result<(), Notice>) + 'static) {
    let Some(index) = index.filter(|index| shelf::plan(*index).is_none()) else { return done(Ok(())) };
    reading();
    browser::open_plan(index, move |outcome| {
        done(outcome.map_err(|problem| Notice::new(short(index), format!("{problem}."))));
    });
}

/// The short title of a built-in outage.
fn short(index: usize) -> String {
    OUTAGES.get(index).map(|(_, short)| (*short).to_owned()).unwrap_or_default()
}

/// Opens the file that was chosen in a file field.
pub(super) fn open_file(event: &Event, act: Callback<Action>) {
    // One byte more than is read, so that a file that is too long is told so.
    browser::chosen_file(event, LONGEST_TEXT + 1, move |FileText { name, text }| {
        act.emit(Action::Read(name.clone()));
        // Its link will hold the text.
        with_packing(move || {
            browser::compile(&text.clone(), move |compiled| {
                act.emit(match compiled {
                    Ok(bytes) if is_session(&bytes) => Action::OpenSession(Place::own(&text, bytes, 0)),
                    compiled => Action::OpenFile { name, text, compiled },
                });
            });
        });
    });
}
