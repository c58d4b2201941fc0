//! Components and their dependencies, and the order in which a run goes through them.

use super::super::reader::{Table, Value, shorten};
use super::super::{ComponentSpec, MAX_COMPONENTS, MAX_CONDITIONS, MAX_NEEDS, MAX_WORK, NeedSpec, Scenario};
use super::parameters::{self, Owner};
use super::{component, identifier};
use crate::component::ComponentKind;
use crate::dependency::DependencyKind;
use crate::fact::Given;
use crate::signal::Signal;
use std::collections::BTreeSet;

/// Reads all components into the scenario; `None` when there are too few or too many to go on.
pub(super) fn read(root: &Table<'_, '_>, scenario: &mut Scenario) -> Option<()> {
    let tables = root.tables("component");
    if tables.is_empty() || tables.len() > MAX_COMPONENTS {
        root.report(format!("found {} components", tables.len()), format!("1 to {MAX_COMPONENTS} are accepted"));
        return None;
    }
    let needs: usize = tables.iter().map(|table| table.tables("needs").len()).sum();
    if needs > MAX_NEEDS {
        root.report(format!("found {needs} dependencies"), format!("at most {MAX_NEEDS} are accepted"));
        return None;
    }
    // First all names, so that dependencies may point forward.
    for table in &tables {
        let spec = bare(table);
        if scenario.component(&spec.id).is_some() {
            table.report(format!("there are two components `{}`", shorten(&spec.id)), "rename one of them");
        }
        scenario.components.push(spec);
    }
    for (index, table) in tables.iter().enumerate() {
        let id = scenario.components[index].id.clone();
        let owner = Owner { component: index, need: None, prefix: &id };
        let specs = scenario.components[index].kind.parameters();
        scenario.components[index].parameters = parameters::read(table, specs, &owner, scenario);
        for (need, table) in table.tables("needs").iter().enumerate() {
            if let Some(need) = read_need(table, index, need, &id, scenario) {
                scenario.components[index].needs.push(need);
            }
        }
        if let Some(value) = table.get("watches") {
            let items = value.items("a list of components");
            scenario.components[index].watches =
                items.into_iter().filter_map(|item| component(Some(item), scenario)).collect();
        }
        read_ledger(table, index, scenario);
        table.finish();
    }
    check_weights(root, scenario);
    scenario.order = order(root, scenario)?;
    Some(())
}

fn bare(table: &Table<'_, '_>) -> ComponentSpec {
    let kind_name = table.text("kind");
    let kind = named(table, "component", &kind_name, &ComponentKind::ALL).unwrap_or(ComponentKind::Service);
    let place = table.get("place").and_then(|value| value.numbers::<2>()).unwrap_or_default();
    if place.iter().any(|part| !(0.0..=100.0).contains(part)) {
        table.report("`place` is out of range", "column and row, 0 to 100");
    }
    ComponentSpec {
        id: identifier(table, "id"),
        label: table.text("label"),
        about: table.text("about"),
        failing: table.text_or_empty("failing"),
        kind,
        place: (place[0], place[1]),
        lane: table.flag_or("lane", true),
        needs: Vec::new(),
        ledger: None,
        watches: Vec::new(),
        parameters: Vec::new(),
    }
}

/// The ledger that a component of some kinds has to share.
fn read_ledger(table: &Table<'_, '_>, index: usize, scenario: &mut Scenario) {
    let Some(wanted) = scenario.components[index].kind.shares_ledger_of() else { return };
    let keeper = table.get("ledger").and_then(|value| component(Some(value), scenario));
    match keeper {
        Some(keeper) if scenario.components[keeper].kind == wanted => scenario.components[index].ledger = Some(keeper),
        _ => table.report(
            format!("`ledger` has to name the {} that it works for", wanted.id()),
            "such as ledger = \"storage\"",
        ),
    }
}

fn read_need(
    table: &Table<'_, '_>,
    caller: usize,
    index: usize,
    caller_id: &str,
    scenario: &mut Scenario,
) -> Option<NeedSpec> {
    let kind_name = table.text("kind");
    let kind = named(table, "dependency", &kind_name, &DependencyKind::ALL);
    let on = component(table.get("on"), scenario);
    if on.is_none() && table.get("on").is_none() {
        table.report("`on` is missing", "name the component that is needed");
    }
    let (kind, on) = (kind?, on?);
    if on == caller {
        table.report("a component cannot need itself", "");
    }
    let name = table.get("name").map(|_| identifier(table, "name"));
    let prefix = name.map_or_else(|| caller_id.to_owned(), |name| format!("{caller_id}.{name}"));
    let weight = table.number_if_there("weight").unwrap_or(0.0);
    if !(0.0..=1.0).contains(&weight) {
        table.report("`weight` is a share of the callee's normal load", "0 to 1");
    }
    let owner = Owner { component: caller, need: Some(index), prefix: &prefix };
    let need = NeedSpec {
        on,
        kind,
        feels: table.get("feels").map_or(Signal::Error, |value| feels(&value, on, scenario)),
        weight,
        purpose: table.text("purpose"),
        parameters: parameters::read(table, kind.parameters(), &owner, scenario),
    };
    table.finish();
    Some(need)
}

fn feels(value: &Value<'_, '_>, on: usize, scenario: &Scenario) -> Signal {
    let Some(id) = value.text() else { return Signal::Error };
    scenario.signal(on, &id).unwrap_or_else(|| {
        let gauges = scenario.components[on].kind.gauges().iter().map(|gauge| gauge.id);
        let known = Signal::COMMON.iter().map(|signal| signal.id()).chain(gauges);
        let hint = value.reader.did_you_mean(&id, known);
        value.report(format!("`{}` is not a signal of that component", shorten(&id)), hint);
        Signal::Error
    })
}

/// The load of a callee cannot come from its callers more than once.
fn check_weights(root: &Table<'_, '_>, scenario: &Scenario) {
    for (index, callee) in scenario.components.iter().enumerate() {
        let needs = scenario.components.iter().flat_map(|caller| &caller.needs);
        let total: f64 = needs.filter(|need| need.on == index).map(|need| need.weight).sum();
        if total > 1.0 + 1e-9 {
            let message = format!("the weights of the dependencies on `{}` add up to {total}", callee.id);
            root.report(message, "they are shares of its normal load: at most 1 together");
        }
    }
}

/// A run takes a piece of work for each moment and member, a few for each dependency, and one for each action and change:
/// while an action takes effect, every moment writes all that it changes. Facts with conditions need further runs, and a
/// remediation that rehearses runs the day before it.
pub(super) fn check_work(root: &Table<'_, '_>, scenario: &Scenario) {
    let members = |kind: ComponentKind| kind.members().map_or(1, |(count, _)| count);
    let pieces = |component: &ComponentSpec| {
        let shared = component.kind.shares_ledger_of().map_or(0, members);
        members(component.kind) + shared + 4 * component.needs.len()
    };
    let components: usize = scenario.components.iter().map(pieces).sum();
    let actions: usize = scenario.actions.iter().map(|action| 1 + action.changes.len()).sum();
    let conditions: BTreeSet<&Given> = scenario.facts.iter().filter_map(|fact| fact.given.as_ref()).collect();
    if conditions.len() > MAX_CONDITIONS {
        let message = format!("facts have {} different conditions `given`", conditions.len());
        root.report(message, format!("at most {MAX_CONDITIONS} are accepted: each takes a further run"));
    }
    let rehearsals = usize::from(scenario.remediations.iter().any(|fix| !fix.rehearses.is_empty()));
    let runs = (1 + conditions.len()) * (1 + rehearsals);
    let work = scenario.moments().saturating_mul(components + actions).saturating_mul(runs);
    if work > MAX_WORK {
        let message = format!("its runs would take {work} pieces of work; at most {MAX_WORK} are accepted");
        root.report(message, "shorten the day, lengthen the step, or leave out components, actions or conditions");
    }
}

/// Callees before their callers. Where only buffered or queued dependencies close a cycle, the caller feels its callee
/// a step later; a cycle of hard dependencies has no first mover.
fn order(root: &Table<'_, '_>, scenario: &Scenario) -> Option<Vec<usize>> {
    sorted(scenario, |_| true).or_else(|_| sorted(scenario, |need| need.kind == DependencyKind::Hard)).map_or_else(
        |stuck| {
            let names: Vec<&str> = stuck.iter().map(|&index| scenario.components[index].id.as_str()).collect();
            let message =
                format!("these components need each other in a circle of hard dependencies: {}", names.join(", "));
            root.report(message, "make one of the dependencies buffered or queued, or leave it out");
            None
        },
        Some,
    )
}

fn sorted(scenario: &Scenario, counts: impl Fn(&NeedSpec) -> bool) -> Result<Vec<usize>, Vec<usize>> {
    let mut order = Vec::new();
    let mut rest: Vec<usize> = (0..scenario.components.len()).collect();
    while !rest.is_empty() {
        let is_free = |&index: &usize| {
            scenario.components[index].needs.iter().all(|need| !counts(need) || order.contains(&need.on))
        };
        let free: Vec<usize> = rest.iter().copied().filter(is_free).collect();
        if free.is_empty() {
            return Err(rest);
        }
        rest.retain(|index| !free.contains(index));
        order.extend(free);
    }
    Ok(order)
}

/// The kind of a name; `None` and reported when there is none.
fn named<K: Copy>(table: &Table<'_, '_>, what: &str, name: &str, all: &[(&'static str, K)]) -> Option<K> {
    let found = all.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind);
    if found.is_none() {
        let hint = table.reader.did_you_mean(name, all.iter().map(|(known, _)| *known));
        table.report(format!("there is no kind of {what} `{}`", shorten(name)), hint);
    }
    found
}
