//! What readers have tried and opened among all that can be changed, since the outage was opened.

use super::{State, Touched};

/// What readers have tried and opened in the panel “What if…”, since the outage was opened. What a link changed is no try
/// of theirs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tried {
    touched: Vec<Touched>,
    open: Vec<Fold>,
}

/// A fold of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    /// The knobs that are not among the first.
    Others,
    /// Those of a component, by its index; of none, those of the whole outage.
    Owner(Option<usize>),
    /// What operators did.
    Events,
    /// What was proposed afterwards.
    Fixes,
}

impl Tried {
    /// Whether something was changed by a reader at least once.
    #[must_use]
    pub fn has(&self, touched: Touched) -> bool {
        self.touched.contains(&touched)
    }

    /// Whether nothing was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.touched.is_empty()
    }

    /// Whether a fold is open.
    #[must_use]
    pub fn is_open(&self, fold: Fold) -> bool {
        self.open.contains(&fold)
    }

    /// Remembers that something was changed.
    pub(super) fn touch(&mut self, touched: Touched) {
        if touched != Touched::Everything && !self.has(touched) {
            self.touched.push(touched);
        }
    }
}

impl State {
    /// The same state with a fold open or closed.
    pub(super) fn with_fold(&self, fold: Fold, open: bool) -> Self {
        let mut next = self.clone();
        next.tried.open.retain(|other| *other != fold);
        if open {
            next.tried.open.push(fold);
        }
        next
    }

    /// The same state, in an entry of the browser’s history of its own.
    pub(super) fn in_a_new_entry(self, before: &Self) -> Self {
        Self { entry: before.entry + 1, ..self }
    }
}
