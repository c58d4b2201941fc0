//! What happened on the day and afterwards: actions, facts and remediations.

use super::super::Scenario;
use super::super::reader::{Table, Value, shorten};
use super::{component, identifier, parameters, receipt, time};
use crate::action::{Action, Remediation};
use crate::fact::{Claim, Documented, Fact, Given, Reading};

/// Most actions, facts and remediations together.
const MOST: usize = 300;

/// Reads actions, facts and remediations into the scenario.
pub(super) fn read(root: &Table<'_, '_>, scenario: &mut Scenario) {
    let (actions, facts, remedies) = (root.tables("action"), root.tables("fact"), root.tables("remediation"));
    if actions.len() + facts.len() + remedies.len() > MOST {
        root.report("there are too many actions, facts and remediations", format!("at most {MOST} together"));
        return;
    }
    scenario.actions = actions.iter().map(|table| action(table, scenario)).collect();
    scenario.remediations = remedies.iter().map(|table| remediation(table, scenario)).collect();
    scenario.facts = facts.iter().filter_map(|table| fact(table, scenario)).collect();
    let triggers = scenario.actions.iter().filter(|action| action.is_trigger).count();
    if triggers != 1 {
        root.report(format!("found {triggers} triggers"), "exactly one action has `trigger = true`");
    }
    unique(root, "action", scenario.actions.iter().map(|action| action.id.as_str()));
    unique(root, "remediation", scenario.remediations.iter().map(|remediation| remediation.id.as_str()));
    unique(root, "fact", scenario.facts.iter().map(|fact| fact.id.as_str()));
}

fn unique<'a>(root: &Table<'_, '_>, what: &str, ids: impl Iterator<Item = &'a str>) {
    let mut seen = std::collections::BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            root.report(format!("there are two {what}s `{}`", shorten(id)), "rename one of them");
        }
    }
}

fn action(table: &Table<'_, '_>, scenario: &Scenario) -> Action {
    let action = Action {
        id: identifier(table, "id"),
        label: table.text("label"),
        about: table.text("about"),
        is_trigger: table.flag_or("trigger", false),
        at: required_time(table, "at", scenario),
        over: table.number_if_there("over-minutes").unwrap_or(0.0).max(0.0),
        answers: table.get("answers").and_then(|value| component(Some(value), scenario)),
        needs_minutes: table.number_if_there("needs-minutes").unwrap_or(0.0),
        changes: parameters::changes(table, scenario),
        receipt: receipt(table, &scenario.sources),
    };
    if action.changes.is_empty() {
        table.report("the action changes nothing", "say what it sets: set = { \"component.parameter\" = value }");
    }
    table.finish();
    action
}

fn remediation(table: &Table<'_, '_>, scenario: &Scenario) -> Remediation {
    let moves = table.table("move").map(|moves| {
        let one = |(id, value): (&str, Value<'_, '_>)| {
            let action = action_index(id, value.at, table, scenario)?;
            Some((action, time(Some(value), &scenario.clock)?))
        };
        moves.entries().filter_map(one).collect()
    });
    let remediation = Remediation {
        id: identifier(table, "id"),
        label: table.text("label"),
        about: table.text("about"),
        proposed_by: table.text("proposed-by"),
        changes: parameters::changes(table, scenario),
        moves: moves.unwrap_or_default(),
        rehearses: actions(table, "rehearse", scenario),
        receipt: receipt(table, &scenario.sources),
    };
    if remediation.changes.is_empty() && remediation.moves.is_empty() && remediation.rehearses.is_empty() {
        table.report("the remediation changes nothing", "give it `set`, `move` or `rehearse`");
    }
    table.finish();
    remediation
}

fn fact(table: &Table<'_, '_>, scenario: &Scenario) -> Option<Fact> {
    let documented = match (table.get("at"), table.get("between"), table.get("words")) {
        (Some(at), None, None) => Documented::At(time(Some(at), &scenario.clock)?),
        (None, Some(between), None) => {
            let times = between.items("two times").into_iter();
            let times: Vec<f64> = times.filter_map(|item| time(Some(item), &scenario.clock)).collect();
            let [from, until] = times[..] else {
                table.report("`between` needs two times", "");
                return None;
            };
            Documented::Between(from, until)
        }
        (None, None, Some(words)) => Documented::Words(words.text()?),
        _ => {
            table.report("a fact has one of `at`, `between` and `words`", "");
            return None;
        }
    };
    let claim = table.table("claim").or_else(|| {
        table.report("`claim` is missing", "");
        None
    })?;
    let fact = Fact {
        id: identifier(table, "id"),
        statement: table.text("statement"),
        quote: table.text("quote"),
        source: table.text("source"),
        soft: table.flag_or("soft", false),
        documented,
        claim: read_claim(&claim, scenario)?,
        given: table.table("given").map(|given| read_given(&given, scenario)),
    };
    let is_time = !matches!(fact.documented, Documented::Words(_));
    if is_time != fact.claim.reading.is_time() {
        table.report("the record and the claim do not speak of the same thing", "compare a time with a time");
    }
    if !scenario.sources.iter().any(|source| source.id == fact.source) {
        table.report(format!("there is no source `{}`", shorten(&fact.source)), "");
    }
    claim.finish();
    table.finish();
    Some(fact)
}

fn read_claim(table: &Table<'_, '_>, scenario: &Scenario) -> Option<Claim> {
    let name = table.text("signal");
    let (component, signal) = match name.split_once('.') {
        Some(("any", "error")) => (None, crate::Signal::Error),
        Some((id, signal)) => {
            let found = scenario.component(id).and_then(|index| Some((Some(index), scenario.signal(index, signal)?)));
            found.or_else(|| {
                table.report(format!("there is no signal `{}`", shorten(&name)), "write component.signal");
                None
            })?
        }
        None => {
            table.report(format!("there is no signal `{}`", shorten(&name)), "write component.signal");
            return None;
        }
    };
    let readings: Vec<Reading> =
        Reading::ALL.iter().filter_map(|(key, reading)| table.number_if_there(key).map(reading)).collect();
    let [reading] = readings[..] else {
        let keys: Vec<&str> = Reading::ALL.iter().map(|(key, _)| *key).collect();
        table.report("a claim has exactly one reading", keys.join(", "));
        return None;
    };
    Some(Claim { component, signal, reading, lasting: table.number_if_there("for-minutes").unwrap_or(0.0) })
}

fn read_given(table: &Table<'_, '_>, scenario: &Scenario) -> Given {
    let mut off = actions(table, "off", scenario);
    // In one order, so that facts with the same conditions share a run.
    off.sort_unstable();
    off.dedup();
    table.finish();
    Given { off }
}

fn actions(table: &Table<'_, '_>, key: &'static str, scenario: &Scenario) -> Vec<usize> {
    table.texts(key).into_iter().filter_map(|(id, at)| action_index(&id, at, table, scenario)).collect()
}

fn action_index(id: &str, at: usize, table: &Table<'_, '_>, scenario: &Scenario) -> Option<usize> {
    let found = scenario.action(id);
    if found.is_none() {
        let hint = table.reader.did_you_mean(id, scenario.actions.iter().map(|action| action.id.as_str()));
        table.reader.report(Some(at), &table.path, format!("there is no action `{}`", shorten(id)), hint);
    }
    found
}

fn required_time(table: &Table<'_, '_>, key: &'static str, scenario: &Scenario) -> f64 {
    let value = table.get(key);
    if value.is_none() {
        table.report(format!("`{key}` is missing"), "a time of day, such as 05:15");
    }
    time(value, &scenario.clock).unwrap_or(0.0)
}
