//! An outage with everything that its page says about it.

use crate::dist::{Problem, Result};
use crate::inside;
use outage_explorer::{
    export::Subject,
    frame::{FactRow, fact_rows},
    paint::{Verdict, Verdicts},
    state::ClockZone,
};
use outage_sim::{BUILT_IN, Class, Inputs, Recording, Scenario, TEXTS, Trust, judge, run, trust};
use std::rc::Rc;

/// An outage as it happened, run and judged.
pub(crate) struct Outage {
    /// The outage.
    pub(crate) scenario: Rc<Scenario>,
    /// The day as it happened.
    pub(crate) recording: Recording,
    /// What the record says against what the run shows.
    pub(crate) facts: Vec<FactRow>,
    /// The same outage, compiled to be looked into.
    pub(crate) inside: Scenario,
    /// What an audit says of it, if there is one.
    pub(crate) trust: Option<Trust>,
    /// What each remediation does, in the order of the scenario.
    pub(crate) verdicts: Vec<Verdict>,
}

impl Outage {
    /// Runs an outage from its plan, and compiles its text to be looked into.
    pub(crate) fn read(name: &str, plan: &[u8], text: &str) -> Result<Self> {
        let inside = inside::compiled(name, text)?;
        let scenario = Rc::new(Scenario::read(plan).map_err(|flaw| Problem(format!("{name}: {flaw}")))?);
        let inputs = Rc::new(Inputs::default());
        let recording = run(&scenario, &inputs);
        let judgements = judge(&scenario, &inputs, &recording);
        let facts = fact_rows(&scenario, &judgements, ClockZone::Local);
        let verdicts = Verdicts::new(&scenario, &inputs).collect();
        Ok(Self { scenario, recording, facts, inside, trust: trust(name), verdicts })
    }

    /// The built-in ones.
    pub(crate) fn built_in() -> Result<Vec<Self>> {
        BUILT_IN.iter().zip(TEXTS).map(|((name, plan), (_, text))| Self::read(name, plan, text)).collect()
    }

    /// The day at the moment that the app opens it at, as it is exported.
    pub(crate) fn subject(&self, address: Option<&str>) -> Subject {
        Subject::open(&format!("#/{}", self.scenario.id), address.unwrap_or_default())
    }

    /// What a fact is worth, where an audit says that.
    pub(crate) fn class(&self, fact: &FactRow) -> Option<Class> {
        Some(self.trust.as_ref()?.fact(&fact.id)?.class)
    }

    /// How many of the documented facts the run reproduces: `18 of 20`.
    pub(crate) fn score(&self) -> String {
        let reproduced = self.facts.iter().filter(|fact| fact.reproduced).count();
        format!("{reproduced} of {}", self.facts.len())
    }
}
