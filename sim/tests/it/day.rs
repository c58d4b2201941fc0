//! A day with changes, as tests write it down.

use outage_sim::{
    BUILT_IN, Detail, EventChange, Inputs, Judgement, Recording, Scenario, Signal, Simulated, Summary, judge, run_in,
};
use std::sync::OnceLock;

/// Every built-in scenario, in the order of the list.
pub(crate) fn built_in() -> &'static [Scenario] {
    static ALL: OnceLock<Vec<Scenario>> = OnceLock::new();
    ALL.get_or_init(|| BUILT_IN.iter().map(|(name, plan)| read(name, plan)).collect())
}

fn read(name: &str, plan: &[u8]) -> Scenario {
    Scenario::read(plan).unwrap_or_else(|flaw| panic!("{name}: {flaw}"))
}

/// The scenario whose outage most tests are about.
pub(crate) fn kinesis() -> &'static Scenario {
    built_in().iter().find(|scenario| scenario.id == "kinesis-2020").expect("it is built in")
}

/// Inputs from words: `knob=value`, `-event` to switch it off, `event@05:15` to move it, `+remediation`, `#seed`.
pub(crate) fn inputs(scenario: &Scenario, changes: &str) -> Inputs {
    let mut inputs = Inputs::default();
    for change in changes.split_whitespace() {
        let outcome = if let Some(event) = change.strip_prefix('-') {
            inputs.switch_off(scenario, event)
        } else if let Some(fix) = change.strip_prefix('+') {
            inputs.fix(scenario, fix)
        } else if let Some(seed) = change.strip_prefix('#') {
            inputs.seed = seed.parse().ok();
            Ok(())
        } else if let Some((event, time)) = change.split_once('@') {
            inputs.move_to(scenario, event, time)
        } else {
            let (knob, value) = change.split_once('=').expect("the test writes a change");
            inputs.set(scenario, knob, value)
        };
        outcome.unwrap_or_else(|problem| panic!("{change}: {problem}"));
    }
    inputs
}

/// The day without what set it off.
pub(crate) fn quiet(scenario: &Scenario) -> Inputs {
    let triggers = scenario.actions.iter().enumerate().filter(|(_, action)| action.is_trigger);
    Inputs { events: triggers.map(|(index, _)| (index, EventChange::Off)).collect(), ..Inputs::default() }
}

/// A day with changes.
pub(crate) struct Day<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) inputs: Inputs,
    pub(crate) recording: Recording,
}

/// A day of that scenario with changes, written as for [`inputs`].
pub(crate) fn day(changes: &str) -> Day<'static> {
    Day::of(kinesis(), inputs(kinesis(), changes))
}

impl<'a> Day<'a> {
    pub(crate) fn of(scenario: &'a Scenario, inputs: Inputs) -> Self {
        let recording = run_in(scenario, &inputs, Detail::Brief);
        Self { scenario, inputs, recording }
    }

    pub(crate) fn component(&self, id: &str) -> usize {
        self.scenario.component(id).unwrap_or_else(|| panic!("there is a component {id}"))
    }

    pub(crate) fn summary(&self, component: &str) -> Summary {
        self.recording.summary(self.component(component))
    }

    pub(crate) fn error_minutes(&self, component: &str) -> f64 {
        self.summary(component).error_minutes
    }

    /// A signal such as `frontend.error`.
    pub(crate) fn series(&self, name: &str) -> &[f64] {
        let (component, signal) = name.split_once('.').expect("component.signal");
        let index = self.component(component);
        let signal = self.scenario.signal(index, signal).unwrap_or_else(|| panic!("there is a signal {name}"));
        self.recording.series(index, signal)
    }

    pub(crate) fn errors(&self, component: usize) -> &[f64] {
        self.recording.series(component, Signal::Error)
    }

    /// The judgement of one fact.
    pub(crate) fn judgement(&self, fact: &str) -> Judgement {
        let index = self.scenario.facts.iter().position(|it| it.id == fact);
        let index = index.unwrap_or_else(|| panic!("there is a fact {fact}"));
        judge(self.scenario, &self.inputs, &self.recording)[index]
    }

    /// When a fact happens, in minutes since the trigger.
    pub(crate) fn happens(&self, fact: &str) -> Option<f64> {
        match self.judgement(fact).simulated {
            Simulated::At(minutes) => Some(minutes),
            _ => None,
        }
    }
}
