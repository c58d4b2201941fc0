//! What the program does in a worker beside the page: it makes runs of a built-in outage. `static/beside.js` calls it.

use crate::shelf;
use outage_sim::{Inputs, Scenario, run};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local!(static HELD: RefCell<Option<Rc<Scenario>>> = const { RefCell::new(None) });

/// Takes the packed plan of a built-in outage, by its index; runs are of that one from then on.
#[wasm_bindgen]
pub fn beside_hold(index: usize, packed: &[u8]) {
    // What cannot be read gives no plan, and runs without one are empty.
    let _ = shelf::put(index, packed);
    HELD.set(shelf::plan(index));
}

/// The run of inputs, as bytes; none when there is no plan, or the inputs are none.
#[wasm_bindgen]
#[must_use]
pub fn beside_run(inputs: &[u8]) -> Vec<u8> {
    let held = HELD.with_borrow(Clone::clone);
    let run = held.zip(Inputs::from_bytes(inputs)).map(|(scenario, inputs)| run(&scenario, &inputs).to_bytes());
    run.unwrap_or_default()
}
