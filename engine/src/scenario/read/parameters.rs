//! Parameters, their knobs, and the changes that actions and remediations make to them.

use super::super::reader::{Table, Value, shorten};
use super::super::{Knob, Parameter, Scenario, Target};
use super::{is_name, receipt};
use crate::action::Change;
use crate::parameter::{ParameterSpec, Shape};
use toml::de::DeValue;

/// Longest name that a file may give a parameter.
const LONGEST_ID: usize = 120;

/// Whose parameters are read.
pub(super) struct Owner<'a> {
    pub(super) component: usize,
    pub(super) need: Option<usize>,
    /// What stands before the name in an id, such as `frontend`.
    pub(super) prefix: &'a str,
}

/// Reads the parameters of a component or dependency; adds them to the scenario and returns their indices in the order
/// of the schema.
pub(super) fn read(
    parent: &Table<'_, '_>,
    specs: &'static [ParameterSpec],
    owner: &Owner<'_>,
    scenario: &mut Scenario,
) -> Vec<usize> {
    let table = parent.table("parameters");
    let mut indices = Vec::new();
    for (slot, spec) in specs.iter().enumerate() {
        let mut parameter = Parameter {
            id: format!("{}.{}", owner.prefix, spec.id),
            label: spec.id.replace('-', " "),
            unit: String::new(),
            about: spec.about,
            value: spec.shape.neutral().unwrap_or(0.0),
            shape: spec.shape,
            knob: None,
            receipt: None,
            component: owner.component,
            target: Target { need: owner.need, slot },
        };
        match table.as_ref().and_then(|table| table.get(spec.id)) {
            Some(value) => read_one(&value, &mut parameter, scenario),
            None if spec.shape.neutral().is_none() => {
                parent.report(format!("the parameter `{}` is missing", spec.id), spec.about.trim());
            }
            None => {}
        }
        if scenario.parameter(&parameter.id).is_some() {
            parent.report(
                format!("there are two parameters `{}`", parameter.id),
                "give the dependency a `name`; it becomes part of the id",
            );
        }
        indices.push(scenario.parameters.len());
        scenario.parameters.push(parameter);
    }
    if let Some(table) = table {
        table.finish();
    }
    indices
}

fn read_one(value: &Value<'_, '_>, parameter: &mut Parameter, scenario: &Scenario) {
    let Some(table) = value.table() else { return };
    if let Some(label) = table.get("label").and_then(|value| value.text()) {
        parameter.label = label;
    }
    if let Some(value) = table.get("id")
        && let Some(id) = value.text()
    {
        // Names without a dot are the keys of links.
        if id.contains('.') && id.len() <= LONGEST_ID && id.split('.').all(is_name) {
            parameter.id = id;
        } else {
            value.report(
                format!("`{}` is not a name of a parameter", shorten(&id)),
                format!(
                    "write \"component.parameter\": letters, digits and hyphens, at least one dot, at most {LONGEST_ID}"
                ),
            );
        }
    }
    parameter.unit = table.text_or_empty("unit");
    match table.get("value") {
        Some(value) => parameter.value = in_shape(&value, parameter.shape).unwrap_or(parameter.value),
        None => table.report("`value` is missing", ""),
    }
    if let Some(value) = table.get("knob") {
        parameter.knob = knob(&value, parameter);
    }
    parameter.receipt = Some(receipt(&table, &scenario.sources));
    table.finish();
}

/// A value that fits a shape; a word becomes its index.
fn in_shape(value: &Value<'_, '_>, shape: Shape) -> Option<f64> {
    match shape {
        Shape::Choice { words } => {
            let word = value.text()?;
            let found = words.iter().position(|known| *known == word);
            if found.is_none() {
                let hint = value.reader.did_you_mean(&word, words.iter().copied());
                value.report(format!("`{}` is not one of its words", shorten(&word)), hint);
            }
            found.map(|index| index as f64)
        }
        Shape::Number { min, max, .. } => {
            let number = value.number()?;
            if !(min..=max).contains(&number) {
                value.report(format!("{number} is out of range"), format!("{min} to {max}"));
                return None;
            }
            Some(number)
        }
    }
}

fn knob(value: &Value<'_, '_>, parameter: &Parameter) -> Option<Knob> {
    match (parameter.shape, value.value) {
        (Shape::Choice { words }, DeValue::Table(_)) => {
            let table = value.table()?;
            let texts = words.iter().map(|word| Some((*word, table.get(word)?.text()?))).collect::<Vec<_>>();
            table.finish();
            let offered: Vec<_> = texts.into_iter().flatten().collect();
            if offered.len() < 2 {
                value.report("a choice needs at least two words with their texts", "");
            }
            Some(Knob::Words(offered))
        }
        (Shape::Choice { words }, _) => {
            value.report("the knob of a choice gives each word its text", words.join(" = \"…\", "));
            None
        }
        (Shape::Number { min: lowest, max: highest, .. }, _) => {
            let [min, max, step] = value.numbers::<3>()?;
            if !(lowest..=highest).contains(&min) || !(lowest..=highest).contains(&max) {
                value.report("the slider reaches out of the accepted range", format!("{lowest} to {highest}"));
            } else if !(min <= parameter.value && parameter.value <= max && step > 0.0 && min < max) {
                value.report("the slider has to span the value", "write [smallest, largest, step]");
            } else {
                return Some(Knob::Range { min, max, step });
            }
            None
        }
    }
}

/// The changes that a table `set = { "component.parameter" = value }` makes.
pub(super) fn changes(table: &Table<'_, '_>, scenario: &Scenario) -> Vec<Change> {
    let Some(set) = table.table("set") else { return Vec::new() };
    let change = |(id, value): (&str, Value<'_, '_>)| {
        let Some(parameter) = scenario.parameter(id) else {
            let hint = value.reader.did_you_mean(id, scenario.parameters.iter().map(|parameter| parameter.id.as_str()));
            value.report(format!("there is no parameter `{}`", shorten(id)), hint);
            return None;
        };
        let value = in_shape(&value, scenario.parameters[parameter].shape)?;
        Some(Change { parameter, value })
    };
    set.entries().filter_map(change).collect()
}
