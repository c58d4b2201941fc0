//! The outages in the language against the engine that they are ported from: column by column.

use super::plan_of;
use outage_plan::Plan;
use outage_run::{Inputs, Machine};
use outage_sim::{BUILT_IN, Inputs as OldInputs, Scenario, run};

/// A column of the language, and the signal that it is the port of.
fn pairs(plan: &Plan, scenario: &Scenario) -> Vec<(usize, usize, outage_sim::Signal, String)> {
    let mut found = Vec::new();
    for (number, column) in plan.columns.iter().enumerate() {
        let Some((component, name)) = column.name.rsplit_once('.') else { continue };
        let Some(index) = scenario.component(&component.replace('_', "-")) else { continue };
        let renamed = match name {
            "size" => "servers",
            "restarting_share" => "restarting",
            "restarted_share" => "restarted",
            name => name,
        };
        if let Some(signal) = scenario.signal(index, &renamed.replace('_', "-")) {
            found.push((number, index, signal, column.name.clone()));
        }
    }
    found
}

fn built_in(name: &str) -> Scenario {
    let text = BUILT_IN.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| *text);
    Scenario::parse(text).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn kinesis_2020_is_the_same_day() {
    let (plan, scenario) = (plan_of("kinesis-2020"), built_in("kinesis-2020"));
    let pairs = pairs(&plan, &scenario);
    let old = run(&scenario, &OldInputs::default());
    let mut machine = Machine::new(plan);
    let new = machine.run(&Inputs::default());
    println!("{} columns, {} pairs, {} bytes", machine.plan().columns.len(), pairs.len(), machine.plan().write().len());
    println!("nan {:?}", new.first_nan().map(|(c, t)| (&machine.plan().columns[c].name, t)));
    for (column, component, signal, name) in pairs {
        let series = old.series(component, signal);
        let worst = new.column(column).zip(series).map(|(new, old)| (new - old).abs()).enumerate();
        let (moment, worst) = worst.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or_default();
        if !(worst < 1e-9) {
            println!("{name}: {worst:e} at {}", new.time(moment));
        }
    }
    for noted in new.notes() { println!("{} {:?} {:?}", noted.at, machine.plan().notes[noted.note].component, machine.plan().notes[noted.note].text); }
    println!("{:?}", new.actions());
}
