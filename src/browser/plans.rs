//! The built-in outages, each a file beside the page (`site/src/plans.rs`). `static/start.js` fetches them: that of the address as
//! early as the program.

use super::newest::newest;
use crate::shelf;
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use js_sys::{Function, Reflect, Uint8Array};
use outage_sim::OUTAGES;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// What `static/start.js` puts into the window.
const ENTRY: &str = "outagePlan";

/// Puts the plan of a built-in outage onto the [`shelf`], and says so: at once if it is there, or in a sentence why it cannot be.
pub fn fetch_plan(index: usize, done: impl FnOnce(Result<(), String>) + 'static) {
    let id = OUTAGES.get(index).map_or("", |(id, _)| *id);
    if shelf::plan(index).is_some() {
        return done(Ok(()));
    }
    bring(id, move |plan| {
        done(match plan {
            Some(plan) => shelf::put(index, &plan.to_vec()).map_err(|problem| format!("cannot be read: {problem}")),
            None => {
                Err("could not be fetched. There is no network, or its file is not the one of this page. Try again when you are online".to_owned())
            }
        });
    });
}

/// Hands over the plan of a built-in outage, if it can be had.
pub fn plan_of(index: usize, done: impl FnOnce(Uint8Array) + 'static) {
    let id = OUTAGES.get(index).map_or("", |(id, _)| *id);
    bring(id, |plan| {
        if let Some(plan) = plan {
            done(plan)
        }
    });
}

/// Hands over the built-in sessions in their compact form, if they can be had.
pub fn fetch_sessions(done: impl FnOnce(Option<Vec<u8>>) + 'static) {
    bring("sessions", |sessions| done(sessions.map(|sessions| sessions.to_vec())));
}

fn bring(id: &str, done: impl FnOnce(Option<Uint8Array>) + 'static) {
    let Ok(fetch) = Reflect::get(&window(), &ENTRY.into()).and_then(JsCast::dyn_into::<Function>) else {
        return done(None);
    };
    let done = Closure::once_into_js(move |plan: JsValue| done(plan.dyn_into().ok()));
    // It answers through `done`, also when it fails.
    let _ = fetch.call2(&JsValue::NULL, &id.into(), &done);
}

/// The same for an outage that is to be opened, whose day is made as well, in a task of its own, so that the page answers meanwhile.
/// Says nothing if something else is opened before all is here.
pub fn open_plan(index: usize, done: impl FnOnce(Result<(), String>) + 'static) {
    let done = newest(done);
    fetch_plan(index, move |outcome| {
        if outcome.is_err() {
            return done(outcome);
        }
        Timeout::new(0, move || {
            let _ = shelf::recording(index);
            Timeout::new(0, move || done(outcome)).forget();
        })
        .forget();
    });
}
