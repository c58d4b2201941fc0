//! Runs beside the page: a worker makes them while the page draws. It is started by the first change, and until it is
//! ready, and where none may start, runs are made at once.

use super::same::Same;
use crate::browser::{Beside, Heard, lasted, packed_plan};
use crate::state::{Action, Asked, State};
use outage_sim::{Recording, Scenario};
use std::cell::RefCell;
use std::rc::Rc;
use yew::{UseReducerHandle, hook, use_effect_with, use_mut_ref};

/// The worker and what it does.
#[derive(Default)]
struct Engine {
    tried: bool,
    worker: Option<Beside>,
    ready: bool,
    /// What it runs.
    busy: Option<(Asked, Rc<Scenario>)>,
    /// What it runs next: of what has been asked for in the meantime, the newest.
    next: Option<(Asked, Rc<Scenario>)>,
}

impl Engine {
    /// Runs what has been asked for, or keeps it until the run before is here.
    fn ask(&mut self, asked: (Asked, Rc<Scenario>)) {
        match &self.worker {
            Some(worker) if self.busy.is_none() => {
                worker.run(&asked.0.inputs.to_bytes());
                self.busy = Some(asked);
            }
            _ => self.next = Some(asked),
        }
    }

    /// What a run that has arrived is of. The next one begins.
    fn arrived(&mut self) -> Option<(Asked, Rc<Scenario>)> {
        let arrived = self.busy.take();
        if let Some(next) = self.next.take() {
            self.ask(next);
        }
        arrived
    }
}

/// Has the runs of built-in outages made beside the page, once somebody has changed something.
#[hook]
pub(super) fn use_beside(state: &UseReducerHandle<State>, on: bool) {
    let engine: Rc<RefCell<Engine>> = use_mut_ref(Engine::default);
    let newest = use_mut_ref(|| state.clone());
    newest.replace(state.clone());
    // The worker gets the plan of what is open; runs of it are asked for from then on.
    let hold: Rc<dyn Fn()> = {
        let (engine, newest) = (Rc::clone(&engine), Rc::clone(&newest));
        Rc::new(move || {
            let Some(index) = newest.borrow().document.built_in() else { return };
            let (engine, newest) = (Rc::clone(&engine), Rc::clone(&newest));
            packed_plan(index, move |packed| {
                let is_open = newest.borrow().document.built_in() == Some(index);
                if let (true, Some(worker)) = (is_open, &engine.borrow().worker) {
                    worker.hold(index, &packed);
                    newest.borrow().dispatch(Action::RunBeside(true));
                }
            });
        })
    };
    let heard = {
        let (engine, newest, hold) = (Rc::clone(&engine), Rc::clone(&newest), Rc::clone(&hold));
        move |heard: Heard| {
            let dispatch = |action| newest.borrow().dispatch(action);
            let fail = || {
                engine.replace(Engine { tried: true, ..Engine::default() });
                dispatch(Action::RunBeside(false));
            };
            match heard {
                Heard::Ready => {
                    engine.borrow_mut().ready = true;
                    hold();
                }
                Heard::Run(milliseconds, bytes) => {
                    lasted("simulate", milliseconds);
                    let Some((asked, scenario)) = engine.borrow_mut().arrived() else { return };
                    match Recording::from_bytes(&scenario, &bytes) {
                        Some(recording) => dispatch(Action::Ran(asked, Rc::new(recording))),
                        None => fail(),
                    }
                }
                Heard::Failed => fail(),
            }
        }
    };
    let is_touched = on && !state.wanted().is_as_it_happened();
    let opened = (Same::of(&state.scenario), state.cue.number, is_touched);
    let own = Rc::clone(&engine);
    use_effect_with(opened, move |(.., is_touched)| {
        if !is_touched {
            return;
        }
        let mut engine = own.borrow_mut();
        if !std::mem::replace(&mut engine.tried, true) {
            engine.worker = Beside::start(heard);
        } else if engine.ready {
            engine.next = None;
            drop(engine);
            hold();
        }
    });
    let scenario = Rc::clone(&state.scenario);
    use_effect_with(state.asked.clone(), move |asked| {
        if let Some(asked) = asked {
            engine.borrow_mut().ask((asked.clone(), scenario));
        }
    });
}
