//! Opens links and files: at once, or when the compiler has read the text that is in them.

use crate::address::{self, LONGEST_TEXT, Opened};
use crate::browser::{self, FileText};
use crate::state::Action;
use yew::{Callback, Event};

/// Opens a link; `reading` is called when that takes a while.
pub(super) fn open_link(link: String, reading: impl FnOnce(), opened: impl FnOnce(Opened) + 'static) {
    let Some(text) = address::held(&link) else { return opened(address::parse(&link)) };
    reading();
    browser::compile(&text, move |compiled| opened(address::parse_with(&link, |_| compiled)));
}

/// Opens the file that was chosen in a file field.
pub(super) fn open_file(event: &Event, act: Callback<Action>) {
    // One byte more than is read, so that a file that is too long is told so.
    browser::chosen_file(event, LONGEST_TEXT + 1, move |FileText { name, text }| {
        act.emit(Action::Read(name.clone()));
        browser::compile(&text.clone(), move |compiled| act.emit(Action::OpenFile { name, text, compiled }));
    });
}
