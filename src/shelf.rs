//! The built-in outages that are here: their plans, and what is known of the day as it happened. Programs that carry them have all; the page has those that it has
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

/// The file of a built-in outage: its plan in its compact form, after the length of that, and every fact judged against the
/// day as it happened, which takes many runs. They give the same bits everywhere, so a page need not make them again.
#[must_use]
pub fn file(plan: &[u8], judged: &[Judgement]) -> Vec<u8> {
    let length = u32::try_from(plan.len()).unwrap_or(u32::MAX).to_le_bytes();
    [&length, plan, &Judgement::to_bytes(judged)].concat()
}

/// Puts what the file of a built-in outage holds here. What is here stays.
///
/// # Errors
/// A sentence when it is no such file, or that of another outage.
pub fn put(index: usize, file: &[u8]) -> Result<(), &'static str> {
    if plan(index).is_some() {
        return Ok(());
    }
    let (scenario, judged) = read(index, file)?;
    // Both places are empty.
    let _ = HERE.with(|here| here.get(index).map(|place| place.set(Rc::new(scenario))));
    let _ = JUDGED.with(|all| all.get(index).map(|place| place.set(Rc::new(judged))));
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

fn read(index: usize, file: &[u8]) -> Result<(Scenario, Vec<Judgement>), &'static str> {
    const DAMAGED: &str = "its file is damaged";
    let (length, rest) = file.split_first_chunk().ok_or(DAMAGED)?;
    let (plan, judged) = rest.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or(DAMAGED)?;
    let scenario = Scenario::read(plan).map_err(|_| DAMAGED)?;
    let judged = Judgement::from_bytes(&scenario, judged).ok_or(DAMAGED)?;
    match OUTAGES.get(index) {
        Some((id, _)) if *id == scenario.id => Ok((scenario, judged)),
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
    fn files_are_read_whole_or_not_at_all() {
        for (index, (_, carried)) in BUILT_IN.iter().enumerate() {
            let (plan, judged) = (plan(index).expect("it is carried"), judgements(index).expect("it is carried"));
            let file = file(carried, &judged);
            assert_eq!(read(index, &file), Ok(((*plan).clone(), (*judged).clone())));
            assert_eq!(read(index + 1, &file), Err("its file is that of another outage"));
            for cut in [0, 3, 4, file.len() / 2, carried.len() + 4, file.len() - 1] {
                assert_eq!(read(index, &file[..cut]), Err("its file is damaged"), "{cut}");
            }
        }
    }
}
