//! Facts with conditions of their own need further runs: they are judged when nothing else is to be done.

use super::desk::Desk;
use super::same::Same;
use crate::browser::after;
use crate::state::{Action, State};
use std::rc::Rc;
use yew::{hook, use_effect_with};

/// Milliseconds of rest after a change before the other runs are made.
const REST: u32 = 150;

/// Has every fact judged once the inputs rest.
#[hook]
pub(super) fn use_judge(model: &Same<State>, desk: &Rc<Desk>) {
    let desk = Rc::clone(desk);
    use_effect_with((Same::of(&model.inputs), model.judged), move |(_, judged)| {
        let later = (!judged).then(|| after(REST, move || desk.act.emit(Action::Judge)));
        move || drop(later)
    });
}
