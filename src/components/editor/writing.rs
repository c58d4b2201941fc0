//! What is being written: its text, what it was before, and the changes that are on their way to the compiler, one after the
//! other.

use crate::browser;
use crate::session::{Change, Draft, followed};
use outage_sim::session::Session;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use yew::{UseStateSetter, hook, use_effect_with, use_mut_ref, use_state};

/// Most steps back that are remembered.
const MOST: usize = 200;

/// What somebody asks for.
enum Work {
    /// Changes of the text, which are undone together.
    Changes(Vec<Change>),
    /// Another text; remembered or not.
    Text(String, bool),
}

/// Something that was taken out, and where.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Taken {
    /// What it is called.
    pub(super) name: String,
    place: String,
    text: String,
}

#[derive(Default)]
struct Core {
    text: String,
    waiting: VecDeque<Work>,
    is_busy: bool,
    before: Vec<String>,
    /// Where the last change was: what is typed in one field is undone at once.
    last: String,
    taken: Option<Taken>,
    /// What there was when the text could last be read.
    session: Rc<Session>,
}

#[derive(Debug, Clone, PartialEq)]
struct Shown {
    draft: Rc<Draft>,
    session: Rc<Session>,
    taken: Option<Taken>,
    can_undo: bool,
    is_lasting: bool,
}

/// What is being written, and the ways to change it.
#[derive(Clone)]
pub(super) struct Writing {
    /// The text with what there is in it.
    pub(super) draft: Rc<Draft>,
    /// What there was in it when it could last be read.
    pub(super) session: Rc<Session>,
    /// What was taken out last.
    pub(super) taken: Option<Taken>,
    /// Whether there is something to undo.
    pub(super) can_undo: bool,
    /// Whether it is here at the next visit.
    pub(super) is_lasting: bool,
    core: Rc<RefCell<Core>>,
    shown: UseStateSetter<Shown>,
}

/// Drawn anew when what is shown changes.
impl PartialEq for Writing {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.draft, &other.draft) && self.taken == other.taken && self.can_undo == other.can_undo
    }
}

/// What is being written: what the browser has kept, at first.
#[hook]
pub(super) fn use_writing() -> Writing {
    let core = use_mut_ref(|| Core { text: browser::kept_draft(false), ..Core::default() });
    let shown = use_state(|| Shown {
        draft: Rc::new(Draft { text: core.borrow().text.clone(), session: Some(Rc::default()), ..Draft::default() }),
        session: Rc::default(),
        taken: None,
        can_undo: false,
        is_lasting: true,
    });
    let Shown { draft, session, taken, can_undo, is_lasting } = (*shown).clone();
    let writing = Writing { draft, session, taken, can_undo, is_lasting, core, shown: shown.setter() };
    {
        let writing = writing.clone();
        use_effect_with((), move |()| writing.ask(Work::Changes(vec![Change::none()])));
    }
    writing
}

impl Writing {
    /// Changes the text at a place.
    pub(super) fn change(&self, change: Change) {
        self.ask(Work::Changes(vec![change]));
    }

    /// Changes the text at several places; undone at once.
    pub(super) fn changes(&self, changes: Vec<Change>) {
        self.ask(Work::Changes(changes));
    }

    /// Takes something out, which can be put back.
    pub(super) fn take(&self, place: String, name: String) {
        self.core.borrow_mut().taken = Some(Taken { name, place: place.clone(), text: String::new() });
        self.change(Change::new(place, "take", ""));
    }

    /// Puts back what was taken out last.
    pub(super) fn put_back(&self) {
        let taken = self.core.borrow_mut().taken.take();
        if let Some(Taken { place, text, .. }) = taken {
            self.change(Change::new(place, "put", text));
        }
    }

    /// Another text in the place of this one.
    pub(super) fn set_text(&self, text: String) {
        self.ask(Work::Text(text, true));
    }

    /// Begins with another text. The one that was written so far is kept beside it.
    pub(super) fn begin(&self, text: String) {
        let before = self.text();
        if !before.trim().is_empty() && before != text {
            let _ = browser::keep_draft(true, &before);
        }
        self.core.borrow_mut().taken = None;
        self.set_text(text);
    }

    /// The text as it was before the last change.
    pub(super) fn undo(&self) {
        let before = {
            let mut core = self.core.borrow_mut();
            // What is typed next is a change of its own, and what was taken out is there again.
            core.last.clear();
            core.taken = None;
            core.before.pop()
        };
        if let Some(before) = before {
            self.ask(Work::Text(before, false));
        }
    }

    /// The text as it is now.
    pub(super) fn text(&self) -> String {
        self.core.borrow().text.clone()
    }

    fn ask(&self, work: Work) {
        self.core.borrow_mut().waiting.push_back(work);
        self.go_on();
    }

    /// Begins with what waits longest, unless something is being done.
    fn go_on(&self) {
        let mut core = self.core.borrow_mut();
        if core.is_busy {
            return;
        }
        let Some(work) = core.waiting.pop_front() else { return };
        core.is_busy = true;
        let (text, mut changes, is_kept) = match work {
            // What is typed is there at once, whatever becomes of it.
            Work::Text(text, is_kept) => {
                if is_kept && text != core.text {
                    let before = std::mem::replace(&mut core.text, text.clone());
                    remember(&mut core, before, "");
                } else {
                    core.text.clone_from(&text);
                }
                (text, vec![Change::none()], false)
            }
            Work::Changes(changes) => (core.text.clone(), changes, true),
        };
        drop(core);
        changes.reverse();
        self.clone().carry_out(text.clone(), changes, is_kept.then_some(text));
    }

    /// Carries out changes one after the other, the last of the list first.
    fn carry_out(self, text: String, mut changes: Vec<Change>, before: Option<String>) {
        let Some(change) = changes.pop() else { return };
        browser::draft(&text, &change, {
            let change = change.clone();
            move |draft| {
                {
                    let mut core = self.core.borrow_mut();
                    // What was taken out of a step goes back into that step, wherever it is by then.
                    if draft.refused.is_empty() {
                        let taken = core.taken.take();
                        core.taken =
                            taken.and_then(|taken| Some(Taken { place: followed(&taken.place, &change)?, ..taken }));
                    }
                    if change.how == "take"
                        && let Some(taken) = core.taken.as_mut().filter(|taken| taken.place == change.place)
                    {
                        taken.text.clone_from(&draft.taken);
                    }
                }
                match changes.is_empty() || !draft.refused.is_empty() {
                    true => self.arrived(draft, before, &change),
                    false => self.carry_out(draft.text.clone(), changes, before),
                }
            }
        });
    }

    fn arrived(self, draft: Draft, before: Option<String>, change: &Change) {
        let mut core = self.core.borrow_mut();
        core.is_busy = false;
        if let Some(before) = before.filter(|before| *before != draft.text) {
            // Whoever types in one field undoes all of it.
            let place = if matches!(change.how, "text" | "whole" | "drop") { change.place.as_str() } else { "" };
            remember(&mut core, before, place);
        }
        core.text.clone_from(&draft.text);
        if let Some(session) = &draft.session {
            core.session = Rc::clone(session);
        }
        let is_lasting = browser::keep_draft(false, &draft.text);
        let taken = core.taken.clone().filter(|taken| !taken.text.is_empty());
        self.shown.set(Shown {
            draft: Rc::new(draft),
            session: Rc::clone(&core.session),
            taken,
            can_undo: !core.before.is_empty(),
            is_lasting,
        });
        drop(core);
        self.go_on();
    }
}

/// Remembers a text that can be gone back to.
fn remember(core: &mut Core, before: String, place: &str) {
    let goes_on = !place.is_empty() && core.last == place;
    place.clone_into(&mut core.last);
    if !goes_on {
        if core.before.len() == MOST {
            core.before.remove(0);
        }
        core.before.push(before);
    }
}
