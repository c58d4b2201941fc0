//! Where the notebook is kept: in the browser, and where that may not be, in the page until it is closed.

use crate::browser;
use crate::notebook::{Notebook, Problem};
use std::cell::RefCell;
use std::rc::Rc;
use yew::{UseStateHandle, hook, use_state};

thread_local! {
    /// The text that the browser did not keep.
    static HERE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What is kept, and the way to change it.
#[derive(Debug, Clone)]
pub(super) struct Book {
    /// The runs, or what is wrong with the text of them.
    pub(super) runs: Result<Rc<Notebook>, Problem>,
    /// The text of them.
    pub(super) text: Rc<str>,
    /// Whether they are here at the next visit.
    pub(super) is_lasting: bool,
    shown: UseStateHandle<u32>,
}

/// Drawn anew when what is kept changes.
impl PartialEq for Book {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.is_lasting == other.is_lasting
    }
}

fn held() -> String {
    HERE.with_borrow(Clone::clone).or_else(browser::kept_notebook).unwrap_or_default()
}

fn read(text: &str) -> Result<Notebook, Problem> {
    if text.is_empty() { Ok(Notebook::default()) } else { Notebook::read(text) }
}

/// The notebook.
#[hook]
pub(super) fn use_book() -> Book {
    let shown = use_state(|| 0);
    let text = held();
    let is_lasting = HERE.with_borrow(Option::is_none);
    Book { runs: read(&text).map(Rc::new), text: text.into(), is_lasting, shown }
}

impl Book {
    /// Changes what is kept now: another window may have kept something since.
    pub(super) fn change(&self, change: impl FnOnce(&mut Notebook)) {
        if let Ok(mut runs) = read(&held()) {
            change(&mut runs);
            self.put(runs.text());
        }
    }

    /// Forgets what cannot be read.
    pub(super) fn begin_anew(&self) {
        self.put(Notebook::default().text());
    }

    fn put(&self, text: String) {
        let is_kept = browser::keep_notebook(&text);
        HERE.set(Some(text).filter(|_| !is_kept));
        self.shown.set(*self.shown + 1);
    }
}
