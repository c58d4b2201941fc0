//! What need not be drawn anew: values that stay the same object while they are equal, and parts that follow a change
//! after the frame that shows it, at most ten times a second.

use super::same::Same;
use crate::browser::{After, after, now};
use crate::state::State;
use std::rc::Rc;
use yew::{hook, use_effect, use_force_update, use_mut_ref};

/// A value; the same object as before while it is equal to that.
#[hook]
pub(super) fn use_kept<T: PartialEq + 'static>(fresh: Rc<T>) -> Same<T> {
    let kept = use_mut_ref(|| Same::of(&fresh));
    let mut kept = kept.borrow_mut();
    if *kept.0 != *fresh {
        *kept = Same(fresh);
    }
    kept.clone()
}

/// A state; the same object as before while the parts that are compared are the same.
#[hook]
pub(super) fn use_part(model: &Same<State>, same: impl FnOnce(&State, &State) -> bool) -> Same<State> {
    let kept = use_mut_ref(|| model.clone());
    let mut kept = kept.borrow_mut();
    if *kept != *model && !same(&kept, model) {
        *kept = model.clone();
    }
    kept.clone()
}

/// Milliseconds between two changes of what follows later.
const BETWEEN: f64 = 100.0;

/// What is shown of something that changes often, when, and what waits to show the newest.
struct Shown<T> {
    shown: T,
    at: f64,
    waiting: Option<After>,
}

/// A value that follows later: not in the frame of a change, at most ten times a second, and always the last one. What
/// is `urgent`, given what is shown and the newest, is shown at once.
#[hook]
pub(super) fn use_later<T: Clone + PartialEq + 'static>(newest: &T, urgent: impl FnOnce(&T, &T) -> bool) -> T {
    let update = use_force_update();
    let state = use_mut_ref(|| Shown { shown: newest.clone(), at: now(), waiting: None });
    let due = use_mut_ref(|| false);
    let mut it = state.borrow_mut();
    if it.shown != *newest && (due.replace(false) || urgent(&it.shown, newest)) {
        (it.shown, it.at, it.waiting) = (newest.clone(), now(), None);
    }
    let (shown, behind) = (it.shown.clone(), it.shown != *newest);
    drop(it);
    // After the frame is drawn.
    use_effect(move || {
        let mut it = state.borrow_mut();
        if behind && it.waiting.is_none() {
            let wait = (it.at + BETWEEN - now()).clamp(0.0, BETWEEN);
            it.waiting = Some(after(wait as u32, move || {
                due.replace(true);
                update.force_update();
            }));
        }
    });
    shown
}
