//! Shared data as a property of a component, compared by identity: large parts are never compared value by value.

use std::ops::Deref;
use std::rc::Rc;
use yew::html::ImplicitClone;

/// Shared data that counts as changed when it is another object.
#[derive(Debug)]
pub(super) struct Same<T>(pub(super) Rc<T>);

impl<T> Same<T> {
    /// Wraps data that is shared already.
    #[must_use]
    pub(super) fn of(shared: &Rc<T>) -> Self {
        Self(Rc::clone(shared))
    }
}

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> ImplicitClone for Same<T> {}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Same<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
