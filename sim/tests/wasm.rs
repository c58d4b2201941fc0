//! The same inputs give the same bits on every target: natively, and as WebAssembly in the browser.
//!
//! Both read `golden/digests.txt`. When the model has changed on purpose, raise `MODEL_VERSION`, by which links know that
//! their authors saw another run; `UPDATE_GOLDEN=1 cargo test -p outage-sim` then writes the file anew. `cargo xtask digests 1000` compares the two targets over more inputs.

use outage_sim::{BUILT_IN, Detail, Inputs, Knob, MODEL_VERSION, Scenario, run_in};

/// Inputs for each scenario: the day as it happened, and this many less one with random changes.
fn inputs() -> u64 {
    option_env!("DIGEST_INPUTS").map_or(60, |text| text.parse().expect("it is a number"))
}

/// The digest of every input, a line each, with the changes in words.
fn digests() -> String {
    let mut text = format!("model {MODEL_VERSION}\n");
    for (name, plan) in BUILT_IN {
        let scenario = Scenario::read(plan).expect("built-in scenarios can be read");
        for number in 0..inputs() {
            let (inputs, words) = changed(&scenario, number);
            let digest = run_in(&scenario, &inputs, Detail::Brief).digest();
            text += &format!("{digest} {name}{words}\n");
        }
    }
    text
}

/// The `number`-th set of changes, and the same in words. The first has none.
fn changed(scenario: &Scenario, number: u64) -> (Inputs, String) {
    let mut draw = Draw(number);
    let (mut inputs, mut words) = (Inputs::default(), String::new());
    let chance = if number == 0 { 0.0 } else { 0.1 };
    for (index, parameter, knob) in scenario.knobs() {
        if draw.unit() >= chance {
            continue;
        }
        let value = match knob {
            Knob::Range { min, max, step } => (min + (draw.unit() * (max - min) / step).floor() * step).min(*max),
            Knob::Words(words) => f64::from(words[(draw.unit() * words.len() as f64) as usize].0),
        };
        inputs.set_value(scenario, index, value).expect("the value is in the knob's range");
        words += &format!(" {}={}", parameter.id, parameter.text(value));
    }
    for action in &scenario.actions {
        if draw.unit() >= chance {
            continue;
        }
        let (from, until) = scenario.span;
        let time = scenario.clock.local(from + draw.unit() * (until - from)).to_string();
        if draw.unit() < 0.3 {
            inputs.switch_off(scenario, &action.id).expect("there is such an event");
            words += &format!(" -{}", action.id);
        } else {
            inputs.move_to(scenario, &action.id, &time).expect("the time is within the run");
            words += &format!(" {}@{time}", action.id);
        }
    }
    for remediation in &scenario.remediations {
        if draw.unit() < chance / 2.0 {
            inputs.fix(scenario, &remediation.id).expect("there is such a remediation");
            words += &format!(" +{}", remediation.id);
        }
    }
    if draw.unit() < chance * 3.0 {
        inputs.seed = Some(number);
        words += &format!(" #{number}");
    }
    (inputs, words)
}

/// A few pseudo-random numbers, the same on every target (splitmix64).
struct Draw(u64);

impl Draw {
    /// From 0 up to but not including 1.
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((word ^ (word >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Compares line by line, so that the first difference is shown and not everything.
fn compare(golden: &str, found: &str) {
    for (golden, found) in golden.lines().zip(found.lines()) {
        assert_eq!(
            golden, found,
            "if the model has changed on purpose: raise MODEL_VERSION, then UPDATE_GOLDEN=1 cargo test -p outage-sim"
        );
    }
    assert_eq!(golden.lines().count(), found.lines().count());
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn digests_are_the_golden_ones() {
    let tests = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let file = tests.join(option_env!("DIGESTS").unwrap_or("golden/digests.txt"));
    let found = digests();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let before = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            version(&before) != version(&found)
                || unchanged_days(&before).all(|day| unchanged_days(&found).any(|it| it == day)),
            "the days as they happened are other ones: raise MODEL_VERSION first"
        );
        std::fs::write(&file, &found).expect("the file can be written");
    }
    compare(&std::fs::read_to_string(file).unwrap_or_default(), &found);
}

/// The version of the model that a file is of.
#[cfg(not(target_arch = "wasm32"))]
fn version(text: &str) -> Option<&str> {
    text.lines().next()
}

/// The digests of the days as they happened.
#[cfg(not(target_arch = "wasm32"))]
fn unchanged_days(text: &str) -> impl Iterator<Item = &str> {
    text.lines().skip(1).filter(|line| line.split(' ').count() == 2)
}

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen_test::wasm_bindgen_test]
fn digests_are_the_golden_ones() {
    compare(include_str!(env!("DIGESTS")), &digests());
}
