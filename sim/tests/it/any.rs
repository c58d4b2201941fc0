//! Random inputs, and the runner of property tests.

use outage_sim::{EventChange, Inputs, Knob, Scenario};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};
use std::fmt::Debug;

/// Checks a property of many random values: the same ones every time, unless `EXPLORE` asks for fresh ones.
pub(crate) fn for_all<S: Strategy>(cases: u32, strategy: &S, check: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let explore: Option<u32> = std::env::var("EXPLORE").ok().and_then(|cases| cases.parse().ok());
    let config = Config {
        cases: explore.unwrap_or(cases),
        rng_seed: if explore.is_some() { RngSeed::Random } else { RngSeed::Fixed(2020) },
        failure_persistence: None,
        ..Config::default()
    };
    match TestRunner::new(config).run(strategy, check) {
        Ok(()) => {}
        Err(TestError::Fail(reason, value)) => panic!("{reason}\nwith {value:#?}"),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}

/// Inputs that shrink to fewer changes and print themselves in words.
#[derive(Clone)]
pub(crate) struct Changed {
    pub(crate) inputs: Inputs,
    words: String,
}

impl Debug for Changed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words)
    }
}

/// Inputs with some knobs anywhere in their range, some events moved or off, some remediations, sometimes a seed.
pub(crate) fn any_inputs(scenario: &Scenario) -> impl Strategy<Value = Changed> + '_ {
    let part = prop_oneof![8 => 0.0..=1.0f64, 1 => Just(0.0), 1 => Just(1.0)];
    let event = prop_oneof![1 => Just(None), 2 => (0.0..=1.0f64).prop_map(Some)];
    let knobs = vec(weighted(0.2, part), scenario.knobs().count());
    let events = vec(weighted(0.3, event), scenario.actions.len());
    let fixes = vec(weighted(0.15, Just(())), scenario.remediations.len());
    (knobs, events, fixes, weighted(0.3, any::<u64>())).prop_map(move |(knobs, events, fixes, seed)| {
        let mut inputs = Inputs { seed, ..Inputs::default() };
        for ((parameter, _, knob), part) in scenario.knobs().zip(knobs) {
            let Some(part) = part else { continue };
            inputs.set_value(scenario, parameter, value_at(knob, part)).expect("the value is in the knob's range");
        }
        for (action, event) in events.into_iter().enumerate() {
            let (from, until) = scenario.span;
            let change =
                event.map(|part| part.map_or(EventChange::Off, |p| EventChange::At(from + p * (until - from))));
            inputs.events.extend(change.map(|change| (action, change)));
        }
        inputs.fixes.extend((0..).zip(fixes).filter_map(|(fix, there)| there.map(|()| fix)));
        let words = words(scenario, &inputs);
        Changed { inputs, words }
    })
}

/// The value that lies a part of the way from a knob's lowest to its highest.
fn value_at(knob: &Knob, part: f64) -> f64 {
    match knob {
        Knob::Range { min, max, .. } => (min + part * (max - min)).clamp(*min, *max),
        Knob::Words(words) => {
            let place = (part * words.len() as f64).floor().min(words.len() as f64 - 1.0);
            f64::from(words[place as usize].0)
        }
    }
}

/// Inputs as the command line takes them.
fn words(scenario: &Scenario, inputs: &Inputs) -> String {
    let mut words = Vec::new();
    for (&index, &value) in inputs.knobs.iter() {
        let parameter = &scenario.parameters[index];
        words.push(format!("--set {}={}", parameter.id, parameter.text(value)));
    }
    for (&index, change) in inputs.events.iter() {
        let id = &scenario.actions[index].id;
        words.push(match change {
            EventChange::Off => format!("--off {id}"),
            EventChange::At(at) => format!("--at '{id}={}' (exactly {at})", scenario.clock.local(*at)),
        });
    }
    words.extend(inputs.fixes.iter().map(|&fix| format!("--fix {}", scenario.remediations[fix].id)));
    words.extend(inputs.seed.map(|seed| format!("--seed {seed}")));
    format!("{} {}", scenario.id, words.join(" "))
}
