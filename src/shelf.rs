//! The plans of the built-in outages that are here. Programs that carry them have all; the page has those that it has
//! fetched so far, each in a file of its own beside it, so that a visit does not pay for outages that nobody opens.

use outage_sim::{Inputs, Judgement, OUTAGES, Recording, Scenario, judge, run};
use std::cell::OnceCell;
use std::rc::Rc;

/// A value for each built-in outage, once it is here.
type Each<T> = [OnceCell<Rc<T>>; OUTAGES.len()];

// Reading one takes longer than running it, and the page asks for each again and again.
thread_local!(static HERE: Each<Scenario> = const { [const { OnceCell::new() }; _] });

// Whoever goes back to an outage, or compares with one, needs them again.
thread_local! {
    static RUNS: Each<Recording> = const { [const { OnceCell::new() }; _] };
    static JUDGED: Each<Vec<Judgement>> = const { [const { OnceCell::new() }; _] };
}

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

/// Puts a plan here, in its compact form. One that is here stays.
///
/// # Errors
/// A sentence when it is no such plan, or that of another outage.
pub fn put(index: usize, plan_of: &[u8]) -> Result<(), &'static str> {
    if plan(index).is_some() {
        return Ok(());
    }
    let scenario = Rc::new(read(index, plan_of)?);
    // It is empty.
    let _ = HERE.with(|here| here.get(index).map(|place| place.set(scenario)));
    Ok(())
}

/// The day of a built-in outage as it happened, if its plan is here.
#[must_use]
pub fn recording(index: usize) -> Option<Rc<Recording>> {
    let scenario = plan(index)?;
    RUNS.with(|runs| runs.get(index).map(|run_of| made(run_of, || run(&scenario, &Inputs::default()))))
}

/// Every fact of a built-in outage judged against that day, if its plan is here.
#[must_use]
pub fn judgements(index: usize) -> Option<Rc<Vec<Judgement>>> {
    let (scenario, recording) = (plan(index)?, recording(index)?);
    JUDGED.with(|judged| judged.get(index).map(|of| made(of, || judge(&scenario, &Inputs::default(), &recording))))
}

fn made<T>(place: &OnceCell<Rc<T>>, make: impl FnOnce() -> T) -> Rc<T> {
    Rc::clone(place.get_or_init(|| Rc::new(make())))
}

fn read(index: usize, plan: &[u8]) -> Result<Scenario, &'static str> {
    const DAMAGED: &str = "its file is damaged";
    let scenario = Scenario::read(plan).map_err(|_| DAMAGED)?;
    match OUTAGES.get(index) {
        Some((id, _)) if *id == scenario.id => Ok(scenario),
        _ => Err("its file is that of another outage"),
    }
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
    fn plans_are_read_whole_or_not_at_all() {
        for (index, (_, carried)) in BUILT_IN.iter().enumerate() {
            assert_eq!(read(index, carried).as_ref(), Ok(&*plan(index).expect("it is carried")));
            assert_eq!(read(index + 1, carried), Err("its file is that of another outage"));
            for cut in [0, 1, carried.len() / 2, carried.len() - 1] {
                assert_eq!(read(index, &carried[..cut]), Err("its file is damaged"), "{cut}");
            }
        }
    }
}
