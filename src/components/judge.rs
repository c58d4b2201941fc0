//! Facts with conditions of their own need further runs: they are judged when nothing else is to be done.

use super::desk::Desk;
use super::same::Same;
use crate::browser::after;
use crate::state::{Action, State};
use std::rc::Rc;
use yew::{hook, use_effect_with};

/// Milliseconds of rest after a change before the other runs are made.
const REST: u32 = 150;

/// Has every fact judged once the inputs rest: beside the page, or here where that is not to be had.
#[hook]
pub(super) fn use_judge(model: &Same<State>, desk: &Rc<Desk>, beside: impl Fn() -> bool + 'static) {
    let desk = Rc::clone(desk);
    use_effect_with((Same::of(&model.inputs), model.judged, model.beside), move |(_, judged, _)| {
        let judge = move || {
            if !beside() {
                desk.act.emit(Action::Judge);
            }
        };
        let later = (!judged).then(|| after(REST, judge));
        move || drop(later)
    });
}
