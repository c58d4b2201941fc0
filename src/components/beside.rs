//! Runs beside the page: a worker makes them while the page draws. It is started by the first change, and until it is
//! ready, and where none may start, runs are made at once.

use crate::browser::{Beside, Heard, lasted, plan_of};
use crate::state::{Action, Asked, State};
use outage_sim::{Inputs, Judgement, Recording, Scenario};
use std::cell::RefCell;
use std::rc::Rc;
use yew::{UseReducerHandle, hook, use_effect_with, use_mut_ref};

/// The worker and what it does.
#[derive(Default)]
struct Engine {
    tried: bool,
    worker: Option<Beside>,
    ready: bool,
    /// What it does.
    busy: Option<Job>,
    /// What it does next: of what has been asked for in the meantime, the newest.
    next: Option<Job>,
}

/// Something that the worker is asked for.
struct Job {
    scenario: Rc<Scenario>,
    inputs: Rc<Inputs>,
    /// What its run is for; without it, the run is judged.
    asked: Option<Asked>,
}

impl Engine {
    /// Asks the worker, or waits until what it does is here.
    fn ask(&mut self, job: Job) {
        match &self.worker {
            Some(worker) if self.busy.is_none() => {
                worker.ask(job.asked.is_none(), &job.inputs.to_bytes());
                self.busy = Some(job);
            }
            _ => self.next = Some(job),
        }
    }

    /// What has arrived is an answer to. The next one begins.
    fn arrived(&mut self) -> Option<Job> {
        let arrived = self.busy.take();
        if let Some(next) = self.next.take() {
            self.ask(next);
        }
        arrived
    }
}

/// Has the runs of built-in outages made beside the page, once somebody has changed something. Returns what has them judged
/// there, which answers whether they are.
#[hook]
pub(super) fn use_beside(state: &UseReducerHandle<State>, on: bool) -> impl Fn() -> bool + 'static {
    let engine: Rc<RefCell<Engine>> = use_mut_ref(Engine::default);
    let newest = use_mut_ref(|| state.clone());
    newest.replace(state.clone());
    // The worker gets the plan of what is open; runs of it are asked for from then on.
    let hold: Rc<dyn Fn()> = {
        let (engine, newest) = (Rc::clone(&engine), Rc::clone(&newest));
        Rc::new(move || {
            let Some(index) = newest.borrow().document.built_in() else { return };
            let (engine, newest) = (Rc::clone(&engine), Rc::clone(&newest));
            plan_of(index, move |plan| {
                let is_open = newest.borrow().document.built_in() == Some(index);
                if let (true, Some(worker)) = (is_open, &engine.borrow().worker) {
                    worker.hold(index, &plan);
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
                Heard::Found(milliseconds, bytes) => {
                    let Some(Job { scenario, inputs, asked }) = engine.borrow_mut().arrived() else { return };
                    let action = match asked {
                        Some(asked) => {
                            lasted("simulate-beside", milliseconds);
                            let run = Recording::from_bytes(&scenario, &bytes);
                            run.map(|run| Action::Ran(asked, Rc::new(run)))
                        }
                        None => Judgement::from_bytes(&scenario, &bytes).map(|found| Action::Judged(inputs, found)),
                    };
                    action.map_or_else(fail, dispatch);
                }
                Heard::Failed => fail(),
            }
        }
    };
    let is_touched = on && state.document.built_in().is_some() && !state.wanted().is_as_it_happened();
    let is_beside = state.beside;
    let own = Rc::clone(&engine);
    use_effect_with((state.begun, is_touched), move |(_, is_touched)| {
        if !is_touched {
            return;
        }
        let mut engine = own.borrow_mut();
        if !std::mem::replace(&mut engine.tried, true) {
            engine.worker = Beside::start(heard);
        } else if engine.ready && !is_beside {
            engine.next = None;
            drop(engine);
            hold();
        }
    });
    let (scenario, own) = (Rc::clone(&state.scenario), Rc::clone(&engine));
    use_effect_with(state.asked.clone(), move |asked| {
        if let Some(asked) = asked {
            own.borrow_mut().ask(Job { scenario, inputs: Rc::clone(&asked.inputs), asked: Some(asked.clone()) });
        }
    });
    move || {
        let state = newest.borrow();
        // While a run is on its way, there is nothing yet to judge; it is asked for again when that is here.
        if state.beside && state.asked.is_none() {
            let (scenario, inputs) = (Rc::clone(&state.scenario), Rc::clone(&state.inputs));
            engine.borrow_mut().ask(Job { scenario, inputs, asked: None });
        }
        state.beside
    }
}
