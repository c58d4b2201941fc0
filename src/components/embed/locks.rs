//! What readers of an embedded page may do: only what its author unlocked.

use crate::address::Unlocked;
use crate::components::desk::Desk;
use crate::state::{Action, Sheet};
use outage_sim::Inputs;
use std::rc::Rc;
use yew::Callback;

/// A desk that carries out only what readers may do. A reset goes back to what the author opened.
pub(super) fn locked(desk: &Desk, unlocked: Vec<Unlocked>, opened: &Rc<Inputs>) -> Desk {
    let unlocked = Rc::new(unlocked);
    let allowed = {
        let (unlocked, opened) = (Rc::clone(&unlocked), Rc::clone(opened));
        Rc::new(move |action: Action| {
            let part = match &action {
                Action::SetKnob { parameter, .. } | Action::ResetKnob(parameter) => Unlocked::Knob(*parameter),
                Action::MoveEvent { action, .. } | Action::SetEvent { action, .. } | Action::ResetEvent(action) => {
                    Unlocked::Event(*action)
                }
                Action::SetFix { fix, .. } => Unlocked::Fix(*fix),
                Action::ResetAll => return Some(Action::SetInputs(Box::new(Inputs::clone(&opened)))),
                Action::SetSeed(_) | Action::SetInputs(_) | Action::OpenBuiltIn(_) | Action::OpenFile { .. } => {
                    return None;
                }
                // The other sheets are not here.
                Action::Toggle(sheet) if *sheet != Sheet::Facts => return None,
                _ => return Some(action),
            };
            unlocked.contains(&part).then_some(action)
        })
    };
    let through = |to: &Callback<Action>| {
        let (to, allowed) = (to.clone(), Rc::clone(&allowed));
        Callback::from(move |action| {
            if let Some(action) = allowed(action) {
                to.emit(action);
            }
        })
    };
    Desk { act: through(&desk.act), adjust: through(&desk.adjust), unlocked: Some(unlocked) }
}
