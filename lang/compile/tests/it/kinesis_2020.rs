//! Kinesis 2020 in the language: what its groups of servers stand for.

use super::set;
use outage_compile::compile;
use outage_run::{InputProblem, Inputs, Machine, Simulated, What, judge};

#[test]
fn cells_that_are_all_too_large_fail_like_one_of_them() -> Result<(), Box<dyn std::error::Error>> {
    let plan = super::plan_of("kinesis-2020");
    let (mut one, mut many) = (Inputs::default(), Inputs::default());
    set(&mut many, &plan, "frontend.cells", 4.0)?;
    set(&mut one, &plan, "frontend.servers", 4900.0 / 4.0)?;
    for inputs in [&mut one, &mut many] {
        set(inputs, &plan, "frontend.thread_limit", 2000.0)?;
        set(inputs, &plan, "frontend.added_servers", 0.0)?;
    }
    let error = plan.column("frontend.error").ok_or("it is recorded")?;
    let [one, many] = [one, many].map(|inputs| outage_run::run(&plan, &inputs).column(error).to_vec());
    assert!(one.iter().any(|error| *error > 0.5));
    assert!(one == many);
    Ok(())
}

#[test]
fn half_as_many_cohorts_reproduce_the_same_facts() {
    let text = include_str!("../../../../scenarios/kinesis-2020.toml");
    let finer = text.replace("cohorts.server = 128", "cohorts.server = 256");
    assert_ne!(finer, text);
    let plans = [text, &finer].map(|text| compile(text).unwrap_or_else(|problems| panic!("{problems}")));
    let [mut coarse, mut fine] = plans.each_ref().map(Machine::new);
    let [few, many] = [&mut coarse, &mut fine].map(|machine| {
        let recording = machine.run(&Inputs::default());
        judge(machine.plan(), &Inputs::default(), &recording)
    });
    for ((fact, few), many) in fine.plan().facts.iter().zip(few).zip(many) {
        assert!(few.reproduced, "{}: {:?}", fact.id, few.simulated);
        let is_near = match (few.simulated, many.simulated) {
            (Simulated::At(few), Simulated::At(many)) => (few - many).abs() <= 3.0,
            (Simulated::Value(few), Simulated::Value(many)) => (few - many).abs() <= 0.01 * few.abs().max(1.0),
            _ => false,
        };
        assert!(is_near, "{}: {:?} instead of {:?}", fact.id, few.simulated, many.simulated);
    }
}

#[test]
fn only_what_would_happen_is_refused() -> Result<(), InputProblem> {
    let plan = super::plan_of("kinesis-2020");
    let refused = |inputs: &Inputs| {
        let recording = Machine::new(&plan).run(inputs);
        recording.events().iter().filter(|event| matches!(event.what, What::ActionRefused(_))).count()
    };
    let mut inputs = Inputs::default();
    inputs.fix(&plan, "simulate-before-adding")?;
    assert_eq!(refused(&inputs), 1);
    inputs.switch_off(&plan, "add-capacity")?;
    // Something else overloads the fleet, but nobody wants to add anything.
    set(&mut inputs, &plan, "frontend.thread_limit", 1000.0)?;
    assert!(Machine::new(&plan).run(&inputs).worst_error() > 0.5);
    assert_eq!(refused(&inputs), 0);
    Ok(())
}
