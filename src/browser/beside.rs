//! A worker beside the page, with the same program: it simulates while the page draws. `static/beside.js` is its other end.

use super::Subscription;
use super::trusted::{Trust, trusted};
use gloo::events::EventListener;
use gloo::utils::{document, window};
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker};

/// A worker beside the page. It ends when this is dropped.
#[derive(Debug)]
pub struct Beside {
    worker: Worker,
    #[expect(dead_code, reason = "held so that they end when dropped")]
    listening: [Subscription; 2],
}

/// What a worker has to say.
#[derive(Debug)]
pub enum Heard {
    /// It can work.
    Ready,
    /// It has found what it was asked for, in so many milliseconds.
    Found(f64, Vec<u8>),
    /// It could not start, or has ended.
    Failed,
}

/// Whether this is a page, and not the same program in a worker.
#[must_use]
pub fn is_page() -> bool {
    js_sys::global().is_instance_of::<web_sys::Window>()
}

impl Beside {
    /// Starts a worker; none where a policy, a sandbox or a file on a disk allows none.
    #[must_use]
    pub fn start(heard: impl Fn(Heard) + 'static) -> Option<Self> {
        let script = document().query_selector("link[rel=modulepreload]").ok()??.get_attribute("href")?;
        let address = trusted(Trust::Script, &script).ok()?;
        let options = Object::new();
        Reflect::set(&options, &"type".into(), &"module".into()).ok()?;
        let maker: Function = Reflect::get(&window(), &"Worker".into()).ok()?.dyn_into().ok()?;
        let worker: Worker = Reflect::construct(&maker, &Array::of2(&address, &options)).ok()?.dyn_into().ok()?;
        let heard = Rc::new(heard);
        let failed = Rc::clone(&heard);
        let listening = [
            EventListener::new(&worker, "message", move |event| {
                let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
                let Some(said) = data.and_then(|data| data.dyn_into::<Array>().ok()) else {
                    return heard(Heard::Ready);
                };
                if let Ok(run) = said.get(1).dyn_into::<Uint8Array>() {
                    heard(Heard::Found(said.get(0).as_f64().unwrap_or_default(), run.to_vec()));
                }
            }),
            EventListener::new(&worker, "error", move |_| failed(Heard::Failed)),
        ]
        .map(Subscription::listener);
        // Dropped, it ends the worker.
        let beside = Self { worker, listening };
        beside.worker.post_message(&wasm_bindgen::module()).ok()?;
        Some(beside)
    }

    /// Hands over the plan of a built-in outage, which runs are of from then on.
    pub fn hold(&self, index: usize, plan: &Uint8Array) {
        self.post(&Array::of2(&(index as u32).into(), plan));
    }

    /// Asks for the run of inputs, or for the judgements of it.
    pub fn ask(&self, judge: bool, inputs: &[u8]) {
        let what = if judge { "judge" } else { "run" };
        self.post(&Array::of2(&what.into(), &Uint8Array::from(inputs)));
    }

    fn post(&self, message: &JsValue) {
        // What is sent can be copied, and then nothing is refused.
        let _ = self.worker.post_message(message);
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
