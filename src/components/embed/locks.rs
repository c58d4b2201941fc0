//! What readers of an embedded page may do: only what its author unlocked.

use crate::address::Unlocked;
use crate::components::desk::Desk;
use crate::components::same::Same;
use crate::state::{Action, Sheet, State};
use outage_sim::{EventChange, Inputs, Remediation};
use std::cell::RefCell;
use std::rc::Rc;
use yew::Callback;

/// A desk that carries out only what readers may do. A reset goes back to what the author opened. `now` is what is on the
/// screen.
pub(super) fn locked(
    desk: &Desk,
    unlocked: Vec<Unlocked>,
    opened: &Rc<Inputs>,
    now: &Rc<RefCell<Same<State>>>,
) -> Desk {
    let unlocked = Rc::new(unlocked);
    let through = |to: &Callback<Action>| {
        let (to, unlocked) = (to.clone(), Rc::clone(&unlocked));
        let (opened, now) = (Rc::clone(opened), Rc::clone(now));
        Callback::from(move |action| {
            let actions = allowed(action, &unlocked, &opened, &now.borrow());
            actions.into_iter().for_each(|action| to.emit(action));
        })
    };
    let (act, adjust) = (through(&desk.act), through(&desk.adjust));
    Desk { act, adjust, unlocked: Some(unlocked), decided: Rc::clone(&desk.decided) }
}

/// What an action of a reader does: itself, something else, or nothing.
fn allowed(action: Action, unlocked: &[Unlocked], opened: &Inputs, now: &State) -> Vec<Action> {
    let part = match &action {
        Action::SetKnob { parameter, .. } | Action::ResetKnob(parameter) => Unlocked::Knob(*parameter),
        Action::MoveEvent { action, .. } | Action::SetEvent { action, .. } | Action::ResetEvent(action) => {
            Unlocked::Event(*action)
        }
        Action::SetFix { fix, .. } => Unlocked::Fix(*fix),
        Action::ResetAll => return vec![Action::SetInputs(Box::new(opened.clone()))],
        // A step back could be one that the article made.
        Action::Undo
        | Action::Redo
        | Action::SetSeed(_)
        | Action::SetInputs(_)
        | Action::Fork(_)
        | Action::OpenBuiltIn(_)
        | Action::OpenFile { .. }
        | Action::Read(_) => {
            return Vec::new();
        }
        // The other sheets are not here.
        Action::Toggle(sheet) if !matches!(sheet, Sheet::Facts | Sheet::Trust) => return Vec::new(),
        _ => return vec![action],
    };
    if !unlocked.contains(&part) {
        return Vec::new();
    }
    let mut actions = match action {
        Action::SetFix { fix, on: false } => given_back(fix, unlocked, opened, now),
        _ => Vec::new(),
    };
    actions.insert(0, action);
    actions
}

/// What the author chose and a remediation took the place of, which readers could not choose again: for when they take
/// the remediation away, unless another one that is in place changes the same.
fn given_back(fix: usize, unlocked: &[Unlocked], opened: &Inputs, now: &State) -> Vec<Action> {
    let fixes = &now.scenario.remediations;
    let Some(taken) = fixes.get(fix) else { return Vec::new() };
    let others = || now.inputs.fixes.iter().filter(|&&other| other != fix).map(|&other| &fixes[other]);
    let knobs = taken.changes.iter().map(|change| usize::from(change.parameter)).filter_map(|parameter| {
        let changes =
            |other: &Remediation| other.changes.iter().any(|change| usize::from(change.parameter) == parameter);
        let covered = others().any(changes);
        let value = *opened.knobs.get(&parameter)?;
        let back = !covered && !unlocked.contains(&Unlocked::Knob(parameter));
        back.then_some(Action::SetKnob { parameter, value })
    });
    let events = taken.moves.iter().map(|(action, _)| usize::from(*action)).filter_map(|action| {
        let covered = others().any(|other| other.moves.iter().any(|(moved, _)| usize::from(*moved) == action));
        let back = match *opened.events.get(&action)? {
            EventChange::Off => Action::SetEvent { action, on: false },
            EventChange::At(at) => Action::MoveEvent { action, at },
        };
        (!covered && !unlocked.contains(&Unlocked::Event(action))).then_some(back)
    });
    knobs.chain(events).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address;

    #[test]
    fn what_a_session_asks_for_changes_the_picture_too() {
        let opened = State::open(address::parse("#/kinesis-2020"));
        let mut inputs = Inputs::default();
        inputs.fix(&opened.scenario, "larger-servers").expect("there is one");
        let chosen = || Box::new(inputs.clone());
        assert!(allowed(Action::SetInputs(chosen()), &[], &opened.inputs, &opened).is_empty());
        let mut state = Rc::new(opened.clone());
        for action in allowed(Action::Command(chosen()), &[], &opened.inputs, &opened) {
            state = state.reduced(action);
        }
        assert_eq!(*state.inputs, inputs);
    }

    #[test]
    fn readers_fork_nothing() {
        let opened = State::open(address::parse("#/kinesis-2020"));
        assert!(allowed(Action::Fork(Some(0.0)), &[], &opened.inputs, &opened).is_empty());
    }

    #[test]
    fn a_remediation_that_is_taken_away_gives_back_what_is_locked() {
        let opened = State::open(address::parse("#/kinesis-2020?frontend.servers=4000"));
        let (knob, fix) =
            (opened.scenario.parameter("frontend.servers"), opened.scenario.remediation("larger-servers"));
        let (knob, fix) = (knob.expect("a knob"), fix.expect("a remediation"));
        let taken_and_put_back = |unlocked: &[Unlocked]| {
            let mut state = Rc::new(opened.clone());
            for on in [true, false] {
                for action in allowed(Action::SetFix { fix, on }, unlocked, &opened.inputs, &state) {
                    state = state.reduced(action);
                }
                assert_eq!(state.inputs.knobs.contains_key(&knob), !on && unlocked.len() == 1);
            }
            state.inputs.clone()
        };
        assert_eq!(taken_and_put_back(&[Unlocked::Fix(fix)]), opened.inputs);
        assert!(taken_and_put_back(&[Unlocked::Fix(fix), Unlocked::Knob(knob)]).is_as_it_happened());
    }
}
