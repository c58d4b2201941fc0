//! Runs: made at once, or asked for and made beside the page. What is shown is always the run of its own inputs.

use super::State;
use outage_sim::{Inputs, Judgement, Recording, judge_at_once, run};
use std::rc::Rc;

/// Inputs whose run somebody asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// When what is open was opened: [`State::begun`].
    pub begun: u32,
    /// The number of the ask: a later one has a larger number.
    pub number: u32,
    /// The inputs.
    pub inputs: Rc<Inputs>,
}

impl State {
    /// The inputs that somebody wants: those that are shown, or those that will be as soon as their run is here.
    #[must_use]
    pub fn wanted(&self) -> &Rc<Inputs> {
        self.asked.as_ref().map_or(&self.inputs, |asked| &asked.inputs)
    }

    /// The same state with other inputs: asked for, where runs are made beside the page, else run at once.
    pub(super) fn with_inputs(&self, inputs: Inputs) -> Self {
        let number = self.asks.0 + 1;
        let mut next = Self { asks: (number, self.asks.1), ..self.clone() };
        if self.beside && !inputs.is_as_it_happened() {
            next.asked = Some(Asked { begun: self.begun, number, inputs: Rc::new(inputs) });
            return next;
        }
        next.run(inputs)
    }

    /// The same state with other inputs, run at once.
    pub(super) fn run(&self, inputs: Inputs) -> Self {
        let recording = match inputs.is_as_it_happened() {
            true => Rc::clone(&self.baseline),
            false => Rc::new(run(&self.scenario, &inputs)),
        };
        Self { asked: None, asks: (self.asks.0, self.asks.0), ..self.with_run(Rc::new(inputs), recording) }
    }

    /// The same state with other inputs and their run, judged as far as that run alone goes.
    fn with_run(&self, inputs: Rc<Inputs>, recording: Rc<Recording>) -> Self {
        let mut next = self.clone();
        if inputs.is_as_it_happened() {
            next.judgements = Rc::clone(&self.baseline_judgements);
            next.judged = true;
        } else {
            let known = judge_at_once(&self.scenario, &recording);
            next.judged = known.iter().all(Option::is_some);
            let judgements = known.into_iter().zip(&*self.judgements).map(|(known, last)| known.unwrap_or(*last));
            let judgements: Vec<Judgement> = judgements.collect();
            // What is the same stays the same object, and nothing that is drawn from it is drawn anew.
            if judgements != *self.judgements {
                next.judgements = Rc::new(judgements);
            }
        }
        next.unforked = self.unforked_of(&inputs);
        (next.inputs, next.recording) = (inputs, recording);
        // Blind, totals tell what is still to come.
        next.announcement = if next.view.blind.is_some() { String::new() } else { next.headline().spoken };
        next
    }

    /// The state with runs made beside the page, or at once.
    pub(super) fn with_runs(&self, beside: bool) -> Self {
        let next = Self { beside, ..self.clone() };
        match &self.asked {
            Some(asked) if !beside => next.run(Inputs::clone(&asked.inputs)),
            _ => next,
        }
    }

    /// The state with a run that was asked for. What has been asked for since is still on its way.
    pub(super) fn arrived(&self, asked: Asked, recording: Rc<Recording>) -> Self {
        let later = self.asked.clone().filter(|newest| newest.number != asked.number);
        Self { asked: later, asks: (self.asks.0, asked.number), ..self.with_run(asked.inputs, recording) }
    }
}
