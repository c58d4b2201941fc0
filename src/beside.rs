//! What the program does in a worker beside the page: it makes runs of a built-in outage, and judges them. `static/beside.js` calls it.

use crate::shelf;
use outage_sim::{Detail, Inputs, Judgement, Scenario, judge, run, run_in};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local!(static HELD: RefCell<Option<Rc<Scenario>>> = const { RefCell::new(None) });

/// Takes the file of a built-in outage, by its index; runs are of that one from then on.
#[wasm_bindgen]
pub fn beside_hold(index: usize, file: &[u8]) {
    // What cannot be read gives no plan, and runs without one are empty.
    let _ = shelf::put(index, file);
    HELD.set(shelf::plan(index));
}

/// The run of inputs, as bytes; none when there is no plan, or the inputs are none.
#[wasm_bindgen]
#[must_use]
pub fn beside_run(inputs: &[u8]) -> Vec<u8> {
    asked(inputs, |scenario, inputs| run(scenario, inputs).to_bytes())
}

/// The judgements of every fact against the run of inputs, as bytes; none when there is no plan, or the inputs are none.
#[wasm_bindgen]
#[must_use]
pub fn beside_judge(inputs: &[u8]) -> Vec<u8> {
    asked(inputs, |scenario, inputs| {
        Judgement::to_bytes(&judge(scenario, inputs, &run_in(scenario, inputs, Detail::Brief)))
    })
}

fn asked(inputs: &[u8], answer: impl FnOnce(&Scenario, &Inputs) -> Vec<u8>) -> Vec<u8> {
    let held = HELD.with_borrow(Clone::clone);
    held.zip(Inputs::from_bytes(inputs)).map(|(scenario, inputs)| answer(&scenario, &inputs)).unwrap_or_default()
}
