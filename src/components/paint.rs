//! The painter at work: finds out what every slider and remediation would do, while nothing else is to be done.

use super::same::Same;
use crate::browser::{After, after, now};
use crate::paint::{Of, Paint, Painter, Verdict, Verdicts};
use crate::state::{State, Touched};
use outage_sim::Numbers;
use std::cell::RefCell;
use std::rc::Rc;
use yew::{hook, use_effect_with, use_mut_ref, use_state};

/// What is known so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// The painted tracks.
    pub(super) paint: Paint,
    /// For each remediation what it achieves.
    pub(super) verdicts: Vec<Option<Verdict>>,
    /// What some achieve together.
    pub(super) together: Option<(Numbers, Verdict)>,
}

/// What is worth finding out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Work {
    /// The knobs to paint, by their parameters; `None` for all.
    pub(super) knobs: Option<Vec<usize>>,
    /// The remediations to judge alone; `None` for all. Together they are judged anyway.
    pub(super) fixes: Option<Vec<usize>>,
}

impl Work {
    /// What somebody has tried, or asked for.
    #[must_use]
    pub(super) fn wanted(model: &State) -> Self {
        if model.view.effects {
            return Self { knobs: None, fixes: None };
        }
        let (scenario, tried) = (&model.scenario, &model.tried);
        let is_wanted = |fix: &usize| tried.has(Touched::Fix(*fix)) || model.inputs.fixes.contains(fix);
        let knobs = scenario.knobs().map(|(knob, ..)| knob).filter(|knob| tried.has(Touched::Knob(*knob)));
        let fixes = (0..scenario.remediations.len()).filter(is_wanted);
        Self { knobs: Some(knobs.collect()), fixes: Some(fixes.collect()) }
    }

    /// Nothing, for now.
    #[must_use]
    pub(super) fn none() -> Self {
        Self { knobs: Some(Vec::new()), fixes: Some(Vec::new()) }
    }
}

/// Milliseconds of rest after a change before the painter begins.
const REST: u32 = 180;
/// Milliseconds of work at a time.
const SLICE: f64 = 6.0;
/// Milliseconds between two slices.
const GAP: u32 = 4;
/// Milliseconds between two showings of what is known.
const SHOW: f64 = 240.0;

struct Job {
    known: Known,
    painter: Painter,
    verdicts: Verdicts,
    shown: f64,
    next: Option<After>,
}

/// What is known of the effects of every knob and remediation for the inputs of a state.
#[hook]
pub(super) fn use_paint(model: &Same<State>, work: &Work) -> Same<Known> {
    let known = use_state(|| Same(Rc::new(Known::default())));
    let job: Rc<RefCell<Option<Job>>> = use_mut_ref(|| None);
    let setter = known.setter();
    let deps = (Same::of(&model.scenario), Same::of(&model.inputs), work.clone());
    let fresh = use_mut_ref(|| None::<Same<outage_sim::Scenario>>);
    use_effect_with(deps, move |(scenario, inputs, work)| {
        let same = fresh.borrow().as_ref() == Some(scenario);
        fresh.replace(Some(scenario.clone()));
        let old = job.borrow_mut().take().filter(|_| same).map(|job| job.known);
        let known = old.unwrap_or_else(|| Known {
            paint: Paint::new(scenario),
            verdicts: vec![None; scenario.remediations.len()],
            together: None,
        });
        let mut painter = Painter::new(&scenario.0, &inputs.0, &known.paint);
        if let Some(knobs) = &work.knobs {
            painter.keep(knobs);
        }
        let mut verdicts = Verdicts::new(&scenario.0, &inputs.0);
        if let Some(fixes) = &work.fixes {
            verdicts.keep(fixes);
        }
        // With nothing to find out, only what was known of another outage has to go.
        let idle = same && painter.size_hint().0 + verdicts.size_hint().0 == 0;
        job.replace(Some(Job { known, painter, verdicts, shown: now(), next: None }));
        let show = Rc::new(move |known: Known| setter.set(Same(Rc::new(known))));
        if !idle {
            plan(&job, if same { REST } else { GAP }, show);
        }
        let job = Rc::clone(&job);
        // What is under way stops when the inputs change.
        move || {
            if let Some(job) = job.borrow_mut().as_mut() {
                job.next = None;
            }
        }
    });
    (*known).clone()
}

fn plan(job: &Rc<RefCell<Option<Job>>>, wait: u32, show: Rc<dyn Fn(Known)>) {
    let own = Rc::clone(job);
    let next = after(wait, move || {
        let more = own.borrow_mut().as_mut().is_some_and(|job| work(job, &*show));
        if more {
            plan(&own, GAP, show);
        }
    });
    if let Some(job) = job.borrow_mut().as_mut() {
        job.next = Some(next);
    }
}

/// Works for a slice. Returns whether there is more to do.
fn work(job: &mut Job, show: &dyn Fn(Known)) -> bool {
    let began = now();
    let mut more = true;
    while more && now() - began < SLICE {
        more = if let Some(verdict) = job.verdicts.next() {
            match verdict.of {
                Of::One(fix) => job.known.verdicts[fix] = Some(verdict),
                Of::Together => job.known.together = Some((job.painter.inputs().fixes.clone(), verdict)),
            }
            true
        } else if let Some(painted) = job.painter.next() {
            job.known.paint.put(job.painter.inputs(), painted);
            true
        } else {
            false
        };
    }
    if !more || now() - job.shown > SHOW {
        job.shown = now();
        show(job.known.clone());
    }
    more
}
