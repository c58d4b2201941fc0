//! The plans of the built-in outages that are here. Programs that carry them have all; the page has those that it has
//! fetched so far, each in a file of its own beside it, so that a visit does not pay for outages that nobody opens.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use outage_sim::{OUTAGES, Scenario};
use std::cell::OnceCell;
use std::rc::Rc;

/// The largest plan that is unpacked, in bytes.
const LARGEST: usize = 1024 * 1024;

/// How hard to look for repetitions, 0 to 10: a plan is packed once, when the page is built.
const LEVEL: u8 = 10;

// Reading one takes longer than running it, and the page asks for each again and again.
thread_local!(static HERE: [OnceCell<Rc<Scenario>>; OUTAGES.len()] = const { [const { OnceCell::new() }; _] });

/// The scenario of a built-in outage, by its index in [`OUTAGES`], if its plan is here.
#[must_use]
pub fn plan(index: usize) -> Option<Rc<Scenario>> {
    HERE.with(|here| {
        let place = here.get(index)?;
        if place.get().is_none() {
            let scenario = Scenario::read(outage_sim::carried(index)?).expect("a test reads every built-in scenario");
            // It is empty.
            let _ = place.set(Rc::new(scenario));
        }
        place.get().map(Rc::clone)
    })
}

/// Puts a plan here, as [`pack`] has packed it. One that is here stays.
///
/// # Errors
/// A sentence when it is no such plan, or that of another outage.
pub fn put(index: usize, packed: &[u8]) -> Result<(), &'static str> {
    if plan(index).is_some() {
        return Ok(());
    }
    let scenario = Rc::new(read(index, packed)?);
    // It is empty.
    let _ = HERE.with(|here| here.get(index).map(|place| place.set(scenario)));
    Ok(())
}

fn read(index: usize, packed: &[u8]) -> Result<Scenario, &'static str> {
    const DAMAGED: &str = "its file is damaged";
    let plan = decompress_to_vec_with_limit(packed, LARGEST).map_err(|_| DAMAGED)?;
    let scenario = Scenario::read(&plan).map_err(|_| DAMAGED)?;
    match OUTAGES.get(index) {
        Some((id, _)) if *id == scenario.id => Ok(scenario),
        _ => Err("its file is that of another outage"),
    }
}

/// Packs a plan for its file. Deflated by ourselves: hosts compress what they know the kind of, and this is none of it.
#[must_use]
pub fn pack(plan: &[u8]) -> Vec<u8> {
    compress_to_vec(plan, LEVEL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use outage_sim::BUILT_IN;

    #[test]
    fn every_plan_that_is_carried_is_here() {
        for (index, (id, short)) in OUTAGES.iter().enumerate() {
            let scenario = plan(index).expect("it is carried");
            assert_eq!((&*scenario.id, &*scenario.about.short), (*id, *short));
        }
        assert!(plan(OUTAGES.len()).is_none());
    }

    #[test]
    fn plans_come_out_of_their_files_as_they_went_in() {
        for (index, (_, carried)) in BUILT_IN.iter().enumerate() {
            let packed = pack(carried);
            assert_eq!(read(index, &packed).as_ref(), Ok(&*plan(index).expect("it is carried")));
            assert_eq!(read(index + 1, &packed), Err("its file is that of another outage"));
            for cut in [0, 1, packed.len() / 2, packed.len() - 1] {
                assert_eq!(read(index, &packed[..cut]), Err("its file is damaged"), "{cut}");
            }
        }
    }
}
