//! Hears what the page around the frame asks for, and sees to it that each command gets its answer.

use super::host::{Host, tell};
use crate::browser::{self, After, Soon, after};
use crate::embed::{Batch, Decoded, Event, Inbox, Message, Pending, decode};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// Carries out the messages that come, those of a frame together, and answers each.
pub(super) fn listen(latest: Rc<RefCell<Host>>) -> browser::Subscription {
    let clerk = Rc::new(Clerk {
        latest,
        inbox: RefCell::default(),
        begun: RefCell::default(),
        later: RefCell::default(),
        soon: OnceCell::new(),
    });
    let weak = Rc::downgrade(&clerk);
    // It is empty until here.
    let _ = clerk.soon.set(Soon::new(move || weak.upgrade().into_iter().for_each(|clerk| clerk.begin())));
    browser::on_message(move |fields| clerk.hear(decode(&fields)))
}

struct Clerk {
    latest: Rc<RefCell<Host>>,
    inbox: RefCell<Inbox>,
    /// What has been changed and is still to be answered, when the page has followed.
    begun: RefCell<Option<Batch>>,
    later: RefCell<Option<After>>,
    soon: OnceCell<Soon>,
}

impl Clerk {
    fn hear(&self, message: Decoded) {
        let (id, notice, problem) = match message {
            Decoded::Foreign => return,
            Decoded::Refused { id, problem } => (id, String::new(), problem),
            Decoded::Command(Message { id, command, unknown }) => {
                let notice = match &*unknown {
                    [] => String::new(),
                    unknown => format!("Ignored: {}.", unknown.join(", ")),
                };
                let added = self.inbox.borrow_mut().add(&self.latest.borrow().model, &command, id.as_ref(), &notice);
                match added {
                    Ok(()) => return self.ask(),
                    Err(problem) => (id, notice, problem),
                }
            }
        };
        tell(&problem.into(), id.as_ref(), &notice);
    }

    fn ask(&self) {
        self.soon.get().into_iter().for_each(Soon::ask);
    }

    /// Makes the changes of the next batch.
    fn begin(self: &Rc<Self>) {
        self.finish();
        let Some(mut batch) = self.inbox.borrow_mut().next_batch() else { return };
        let host = self.latest.borrow().clone();
        if let Err(problem) = host.change(&batch.pending) {
            let problem = Event::from(problem);
            batch.owed.drain(..).for_each(|(id, notice)| tell(&problem, Some(&id), &notice));
            batch.pending = Pending::default();
        }
        self.begun.replace(Some(batch));
        let weak = Rc::downgrade(self);
        self.later.replace(Some(after(0, move || weak.upgrade().into_iter().for_each(|clerk| clerk.finish()))));
    }

    /// Does what had to wait for the page to follow, and answers.
    fn finish(&self) {
        let Some(Batch { pending, owed, exports }) = self.begun.take() else { return };
        let host = self.latest.borrow().clone();
        host.follow(&pending);
        let shown = Event::State(host.shown());
        owed.iter().for_each(|(id, notice)| tell(&shown, Some(id), notice));
        for (format, id, notice) in exports {
            host.export(format, move |event| tell(&event, id.as_ref(), &notice));
        }
        if !self.inbox.borrow().is_empty() {
            self.ask();
        }
    }
}
