//! The outages in the language against the engine that they are ported from: column by column, for the day as it happened
//! and for changed ones.

use super::set;
use outage_compile::compile;
use outage_engine::{BUILT_IN, Inputs as OldInputs, Recording as OldRecording, Scenario, Signal, run};
use outage_plan::Plan;
use outage_run::{Inputs, Machine, Simulated, judge};

/// A column of the language, and the component and signal that it is the port of.
pub(super) type Pair = (usize, usize, Signal);

/// Columns that have another name than the signal that they are the port of.
const RENAMED: [(&str, &str); 3] =
    [("size", "servers"), ("restarting_share", "restarting"), ("restarted_share", "restarted")];

pub(super) fn pairs(plan: &Plan, scenario: &Scenario) -> Vec<Pair> {
    let pair = |(number, column): (usize, &outage_plan::Column)| {
        let (component, name) = column.name.rsplit_once('.')?;
        let component = scenario.component(&component.replace('_', "-"))?;
        let renamed = RENAMED.iter().find(|(new, _)| *new == name).map_or(name, |(_, old)| old);
        Some((number, component, scenario.signal(component, &renamed.replace('_', "-"))?))
    };
    plan.columns.iter().enumerate().filter_map(pair).collect()
}

/// A text that records every signal of the engine, whether or not its part shows it.
pub(super) fn recording_all(text: &str, scenario: &Scenario) -> String {
    let mut names = String::from("\n[record]\n");
    for spec in &scenario.components {
        let gauges = spec.kind.gauges().iter().map(|gauge| gauge.id);
        for signal in Signal::COMMON.iter().map(|signal| signal.id()).chain(gauges) {
            let is_fleet = matches!(spec.kind.id(), "mesh-fleet" | "lease-fleet");
            let renamed = RENAMED.iter().find(|(_, old)| is_fleet && *old == signal).map_or(signal, |(new, _)| new);
            // Clients have no buffer here.
            if (spec.kind.id(), signal) != ("clients", "fill") {
                let name = format!("{}.{renamed}", spec.id).replace('-', "_");
                names += &format!("\"{name}\" = \"{name}\"\n");
            }
        }
    }
    format!("{text}{names}")
}

/// Kinesis 2020 with as many cohorts as the engine has groups of servers.
fn kinesis() -> Plan {
    let text = include_str!("../../outages/kinesis-2020.toml");
    let finer = text.replace("cohorts.server = 128", "cohorts.server = 256");
    assert_ne!(finer, text);
    compile(&recording_all(&finer, &built_in("kinesis-2020"))).unwrap_or_else(|problems| panic!("{problems}"))
}

pub(super) fn built_in(name: &str) -> Scenario {
    let text = BUILT_IN.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| *text);
    Scenario::parse(text).unwrap_or_else(|problems| panic!("{problems}"))
}

/// How many moments of a column are further than 1e-9 from the engine's, for each column of which some are.
fn differences(
    machine: &mut Machine,
    inputs: &Inputs,
    scenario: &Scenario,
    old: &OldRecording,
) -> Vec<(String, usize)> {
    let new = machine.run(inputs);
    assert_eq!(new.first_nan(), None);
    assert_eq!(new.moments(), old.moments());
    let differs = |&(column, component, signal): &Pair| {
        let (name, series) = (&machine.plan().columns[column].name, old.series(component, signal));
        let is_early = A_STEP_EARLIER.contains(&name.as_str());
        let near = |new: f64, old: Option<&f64>| old.is_some_and(|old| (new - old).abs() <= 1e-9);
        let is_same = |(moment, new): &(usize, f64)| {
            near(*new, series.get(*moment)) || is_early && near(*new, series.get(moment + 1))
        };
        let moments = new.column(column).iter().copied().enumerate().filter(|it| !is_same(it)).count();
        (moments > 0).then(|| (name.clone(), moments))
    };
    pairs(machine.plan(), scenario).iter().filter_map(differs).collect()
}

/// What is a step earlier than in the engine, and why: the engine counts a server that is just being restarted with the
/// threads that it had before; and it lets one component see an alarm a step later than another does, because that one
/// comes first in its order.
const A_STEP_EARLIER: [&str; 3] = ["frontend.threads", "frontend.over_limit", "personal_dashboard.posted"];

/// Changes of the day, in the words of the engine and of the language.
struct Change {
    /// Names and values of parameters.
    old: &'static [(&'static str, &'static str)],
    new: &'static [(&'static str, f64)],
    /// Words.
    words: &'static [(&'static str, &'static str)],
    /// Actions that do not happen.
    off: &'static [&'static str],
    /// Actions and when they happen instead.
    moved: &'static [(&'static str, &'static str, f64)],
}

const NOTHING: Change = Change { old: &[], new: &[], words: &[], off: &[], moved: &[] };

const DAYS: [Change; 19] = [
    NOTHING,
    Change { off: &["add-capacity"], ..NOTHING },
    Change { off: &["restart-fleet"], ..NOTHING },
    Change { off: &["cognito-fix", "lambda-mitigation", "cognito-adds-capacity"], ..NOTHING },
    Change { moved: &[("restart-fleet", "06:30", 226.0)], ..NOTHING },
    Change { moved: &[("remove-capacity", "07:00", 256.0), ("restart-fleet", "08:00", 316.0)], ..NOTHING },
    Change { old: &[("frontend.thread-limit", "8000")], new: &[("frontend.thread_limit", 8000.0)], ..NOTHING },
    Change { old: &[("frontend.added-servers", "95")], new: &[("frontend.added_servers", 95.0)], ..NOTHING },
    Change { old: &[("frontend.restart-rate", "800")], new: &[("frontend.restart_rate", 800.0)], ..NOTHING },
    Change { old: &[("frontend.learn-minutes", "90")], new: &[("frontend.learn", 90.0)], ..NOTHING },
    Change { old: &[("frontend.utilisation", "0.9")], new: &[("frontend.utilisation", 0.9)], ..NOTHING },
    Change { old: &[("producers.retry-minutes", "3")], new: &[("producers.retry", 3.0)], ..NOTHING },
    Change { old: &[("cloudwatch.alarm-points", "7")], new: &[("cloudwatch.alarm_points", 7.0)], ..NOTHING },
    Change {
        old: &[("cloudwatch.local-store-minutes", "180"), ("apps.standby", "0.9")],
        new: &[("cloudwatch.local_store", 180.0), ("apps.standby", 0.9)],
        ..NOTHING
    },
    Change {
        old: &[("frontend.after-failed-build", "retries"), ("cognito.when-full", "drop")],
        words: &[("frontend.after_failed_build", "retries"), ("cognito.frontend.when_full", "drop")],
        ..NOTHING
    },
    Change {
        old: &[("frontend.cells", "10"), ("frontend.thread-limit", "1540")],
        new: &[("frontend.cells", 10.0), ("frontend.thread_limit", 1540.0)],
        ..NOTHING
    },
    Change {
        old: &[("frontend.cells", "2"), ("frontend.thread-limit", "3500"), ("frontend.restart-rate", "800")],
        new: &[("frontend.cells", 2.0), ("frontend.thread_limit", 3500.0), ("frontend.restart_rate", 800.0)],
        ..NOTHING
    },
    Change {
        old: &[("frontend.cells", "3"), ("frontend.thread-limit", "2700"), ("frontend.utilisation", "0.9")],
        new: &[("frontend.cells", 3.0), ("frontend.thread_limit", 2700.0), ("frontend.utilisation", 0.9)],
        ..NOTHING
    },
    Change {
        old: &[("frontend.bootstrap", "authoritative"), ("frontend.thread-alarm-percent", "99")],
        words: &[("frontend.bootstrap", "authoritative")],
        new: &[("frontend.thread_alarm", 99.0)],
        ..NOTHING
    },
];

#[test]
fn kinesis_2020_is_the_same_day_column_by_column() -> Result<(), Box<dyn std::error::Error>> {
    let scenario = built_in("kinesis-2020");
    let plan = kinesis();
    let mut machine = Machine::new(&plan);
    assert_eq!(pairs(machine.plan(), &scenario).len(), 100, "every signal but those of other cells is compared");
    let mut unexplained = Vec::new();
    for (number, day) in DAYS.iter().enumerate() {
        let (mut old, mut new) = (OldInputs::default(), Inputs::default());
        for (name, value) in day.old {
            old.set(&scenario, name, value)?;
        }
        for &(name, value) in day.new {
            set(&mut new, machine.plan(), name, value)?;
        }
        for (name, word) in day.words {
            let number = machine.plan().parameter(name).and_then(|it| machine.plan().parameters[it].word(word));
            set(&mut new, machine.plan(), name, number.ok_or("there is no such word")? as f64)?;
        }
        for id in day.off {
            old.switch_off(&scenario, id)?;
            new.switch_off(machine.plan(), id)?;
        }
        for &(id, time, minutes) in day.moved {
            old.move_to(&scenario, id, time)?;
            new.move_action(machine.plan(), machine.plan().action(id).ok_or("there is no such action")?, minutes);
        }
        let found = differences(&mut machine, &new, &scenario, &run(&scenario, &old));
        unexplained.extend(found.into_iter().map(|found| (number, found)));
    }
    assert_eq!(unexplained, []);
    Ok(())
}

#[test]
fn kinesis_2020_has_the_same_remediations() -> Result<(), Box<dyn std::error::Error>> {
    let scenario = built_in("kinesis-2020");
    let plan = kinesis();
    let mut machine = Machine::new(&plan);
    assert!(scenario.remediations.iter().map(|it| &it.id).eq(plan.remediations.iter().map(|it| &it.id)));
    for remediation in &scenario.remediations {
        let (mut old, mut new) = (OldInputs::default(), Inputs::default());
        old.fix(&scenario, &remediation.id)?;
        new.fix(machine.plan(), &remediation.id)?;
        let found = differences(&mut machine, &new, &scenario, &run(&scenario, &old));
        assert_eq!(found, [], "{}", remediation.id);
    }
    Ok(())
}

#[test]
fn kinesis_2020_reproduces_the_same_facts_at_the_same_times() {
    let scenario = built_in("kinesis-2020");
    let inputs = OldInputs::default();
    let old = outage_engine::judge(&scenario, &inputs, &run(&scenario, &inputs));
    let plan = kinesis();
    let mut machine = Machine::new(&plan);
    let recording = machine.run(&Inputs::default());
    let new = judge(machine.plan(), &Inputs::default(), &recording);
    assert_eq!(new.len(), old.len());
    for ((fact, old), new) in scenario.facts.iter().zip(old).zip(new) {
        assert!(new.reproduced, "{}: {:?}", fact.id, new.simulated);
        let is_same = match (old.simulated, new.simulated) {
            (outage_engine::Simulated::At(old), Simulated::At(new)) => (old - new).abs() <= 1e-9,
            (outage_engine::Simulated::Value(old), Simulated::Value(new)) => (old - new).abs() <= 1e-9,
            _ => false,
        };
        assert!(is_same, "{}: {:?} in the engine, {:?} here", fact.id, old.simulated, new.simulated);
    }
}

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
    let plans = [super::plan_of("kinesis-2020"), kinesis()];
    let [mut coarse, mut fine] = plans.each_ref().map(Machine::new);
    let [few, many] = [&mut coarse, &mut fine].map(|machine| {
        let recording = machine.run(&Inputs::default());
        judge(machine.plan(), &Inputs::default(), &recording)
    });
    for ((fact, few), many) in fine.plan().facts.iter().zip(few).zip(many) {
        assert!(few.reproduced, "{}: {:?}", fact.id, few.simulated);
        let is_near = match (few.simulated, many.simulated) {
            (Simulated::At(few), Simulated::At(many)) => (few - many).abs() <= 3.0,
            (Simulated::Value(few), Simulated::Value(many)) => (few - many).abs() <= 0.01,
            _ => false,
        };
        assert!(is_near, "{}: {:?} instead of {:?}", fact.id, few.simulated, many.simulated);
    }
}

#[test]
fn the_members_of_kinesis_2020_look_the_same_all_day() {
    let scenario = built_in("kinesis-2020");
    let old = run(&scenario, &OldInputs::default());
    let plan = kinesis();
    let new = Machine::new(&plan).run(&Inputs::default());
    let drawn = old.members(scenario.root).zip(new.members(plan.root.into()));
    let (old, new) = drawn.expect("both draw the servers of the front end");
    assert_eq!(old.words, new.words);
    for moment in (0..scenario.moments()).step_by(plan.between_pictures as usize) {
        assert_eq!(old.states(moment), new.states(moment), "moment {moment}");
        let mut levels = old.levels(moment).iter().zip(new.levels(moment));
        assert!(levels.all(|(old, new)| (old - new).abs() <= 1e-6), "moment {moment}");
    }
}
