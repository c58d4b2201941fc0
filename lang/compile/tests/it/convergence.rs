//! The length of a step does not matter: with half of it every time stays where it is, within a fifth of what it may be off.

use outage_compile::compile;
use outage_plan::{Documented, Plan};
use outage_run::{Inputs, Judgement, Simulated, judge, run};

fn judged(plan: &Plan) -> Vec<Judgement> {
    judge(plan, &Inputs::default(), &run(plan, &Inputs::default()))
}

/// The facts whose times move, with how far and how far they may.
fn moved(outage: &str, step: &str, half: &str) -> Vec<(String, f64, f64)> {
    let path = format!("{}/../../scenarios/{outage}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let finer = text.replace(&format!("step = \"{step}\""), &format!("step = \"{half}\""));
    let [coarse, fine] = [&text, &finer].map(|text| compile(text).unwrap_or_else(|problems| panic!("{problems}")));
    assert_eq!(fine.step, coarse.step / 2.0);
    let (few, many) = (judged(&coarse), judged(&fine));
    let mut moved = Vec::new();
    for ((fact, few), many) in coarse.facts.iter().zip(few).zip(many) {
        assert!(few.reproduced && many.reproduced, "{}: {:?} {:?}", fact.id, few.simulated, many.simulated);
        let may = match fact.documented {
            Documented::At(_) => fact.tolerance / 5.0,
            // A span of time is its own tolerance.
            Documented::Between(from, until) => (until - from) / 5.0,
            Documented::Holds => 5.0,
        };
        if let (Simulated::At(few), Simulated::At(many)) = (few.simulated, many.simulated) {
            let by = (few - many).abs();
            if by > may {
                moved.push((fact.id.clone(), by, may));
            }
        }
    }
    moved
}

#[test]
fn half_a_step_moves_no_time_of_2020_by_a_fifth_of_its_tolerance() {
    assert_eq!(moved("kinesis-2020", "1 min", "0.5 min"), []);
}

#[test]
fn half_a_step_moves_no_time_of_2015_by_a_fifth_of_its_tolerance() {
    assert_eq!(moved("dynamodb-2015", "0.5 min", "0.25 min"), []);
}
