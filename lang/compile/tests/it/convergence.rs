//! The length of a step does not matter: with half of it every time stays where it is, within a fifth of what it may be off.

use outage_compile::compile;
use outage_plan::{Documented, Plan};
use outage_run::{Inputs, Judgement, Simulated, judge, run};

fn judged(plan: &Plan) -> Vec<Judgement> {
    judge(plan, &Inputs::default(), &run(plan, &Inputs::default()))
}

/// The same day with steps of half the length.
fn with_half_the_step(text: &str) -> String {
    let (before, rest) = text.split_once("\nstep = \"").expect("it says how long a step is");
    let (step, after) = rest.split_once(" min\"").expect("in minutes");
    let half: f64 = step.parse::<f64>().expect("a number") / 2.0;
    format!("{before}\nstep = \"{half} min\"{after}")
}

/// The facts that half the step changes, with how far they move and how far they may.
fn moved(text: &str) -> Vec<String> {
    let finer = with_half_the_step(text);
    let [coarse, fine] = [text, &finer].map(|text| compile(text).unwrap_or_else(|problems| panic!("{problems}")));
    assert_eq!(fine.step, coarse.step / 2.0);
    let (few, many) = (judged(&coarse), judged(&fine));
    let mut moved = Vec::new();
    for ((fact, few), many) in coarse.facts.iter().zip(few).zip(many) {
        let may: f64 = match fact.documented {
            Documented::At(_) => fact.tolerance / 5.0,
            // A span of time is its own tolerance.
            Documented::Between(from, until) => (until - from) / 5.0,
            Documented::Holds => 5.0,
        };
        // No time is known better than to a step.
        let may = may.max(coarse.step);
        let is_near = match (few.simulated, many.simulated) {
            (Simulated::At(few), Simulated::At(many)) => (few - many).abs() <= may,
            (few, many) => std::mem::discriminant(&few) == std::mem::discriminant(&many),
        };
        if !is_near || few.reproduced != many.reproduced {
            moved.push(format!("{} {} {:?} {:?} {may}", coarse.id, fact.id, few.simulated, many.simulated));
        }
    }
    moved
}

#[test]
fn half_a_step_moves_no_time_by_a_fifth_of_its_tolerance() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios");
    let files = std::fs::read_dir(folder).expect("there are outages").map(|file| file.expect("it can be read").path());
    let texts: Vec<String> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| std::fs::read_to_string(path).expect("it can be read"))
        .collect();
    assert!(texts.len() >= 5);
    let moved: Vec<String> = texts.iter().flat_map(|text| moved(text)).collect();
    assert!(moved.is_empty(), "{moved:#?}");
}
