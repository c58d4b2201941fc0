//! `outage format --schema`: what editors check a file by while it is written, from the tables that the compiler reads by.

use outage_compile::keys::{FILE, Holds, Key, Keys, Needed, PARAMETER};
use outage_compile::{kinds, words};
use serde_json::{Map, Value, json};

/// The JSON Schema of a file. It knows which keys there are and what they hold; what the equations mean only the compiler
/// knows.
pub(crate) fn schema() -> String {
    let mut definitions = Map::new();
    let file = table(&FILE, &mut definitions);
    define(&PARAMETER, &mut definitions);
    let mut root = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "An outage, for Outage Explorer",
        "definitions": definitions,
    });
    if let (Value::Object(root), Value::Object(file)) = (&mut root, file) {
        root.extend(file);
    }
    // A value of JSON can always be written.
    serde_json::to_string_pretty(&root).unwrap_or_default() + "\n"
}

/// What a table is called among the definitions.
fn name_of(keys: &Keys) -> String {
    keys.name.trim_matches(['[', ']']).replace(['.', ' '], "-")
}

/// Puts a table among the definitions.
fn define(keys: &'static Keys, definitions: &mut Map<String, Value>) -> String {
    let name = name_of(keys);
    if !definitions.contains_key(&name) {
        definitions.insert(name.clone(), Value::Null);
        let table = table(keys, definitions);
        definitions.insert(name.clone(), table);
    }
    format!("#/definitions/{name}")
}

fn table(keys: &'static Keys, definitions: &mut Map<String, Value>) -> Value {
    let mut properties = Map::new();
    for key in keys.keys {
        let mut value = holds(key, definitions);
        if let Value::Object(value) = &mut value {
            value.insert("description".into(), described(key).into());
        }
        properties.insert(key.name.into(), value);
    }
    let required: Vec<&str> = keys.keys.iter().filter(|key| key.needed == Needed::Always).map(|key| key.name).collect();
    json!({
        "type": "object",
        "description": keys.about,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn described(key: &Key) -> String {
    match key.needed {
        Needed::UnlessDraft => format!("{} A draft may leave it out.", key.about),
        Needed::Always | Needed::No => key.about.to_owned(),
    }
}

fn holds(key: &Key, definitions: &mut Map<String, Value>) -> Value {
    let text = || json!({ "type": "string" });
    let listed = |one: Value| json!({ "anyOf": [one, { "type": "array", "items": one }] });
    let map = |of: Value| json!({ "type": "object", "additionalProperties": of });
    match key.holds {
        // Editors offer the kinds of the library; a file may have others.
        Holds::Name if key.name == "kind" => {
            let known: Vec<String> = kinds().into_iter().map(|kind| kind.name).collect();
            json!({ "anyOf": [{ "enum": known }, name()] })
        }
        Holds::Name => name(),
        // Some name parts of others, with dots.
        Holds::Names => listed(text()),
        Holds::Text if key.name == "status" => json!({ "enum": ["draft"] }),
        Holds::Text | Holds::Unit | Holds::Expression | Holds::Equations => text(),
        Holds::Texts => listed(text()),
        Holds::Whole if key.name == "format" => json!({ "enum": [2] }),
        Holds::Whole => json!({ "type": "integer" }),
        Holds::Flag => json!({ "type": "boolean" }),
        Holds::Time => time(),
        Holds::Times => json!({ "type": "array", "items": time(), "minItems": 2, "maxItems": 2 }),
        Holds::Duration => duration(),
        Holds::Quantity => quantity(),
        Holds::Numbers => json!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 3 }),
        Holds::NamesOrTexts | Holds::NamesOrExpressions => json!({ "anyOf": [listed(text()), map(text())] }),
        Holds::Knob => {
            let numbers = json!({ "type": "array", "items": { "type": "number" }, "minItems": 3, "maxItems": 3 });
            json!({ "anyOf": [numbers, map(text())] })
        }
        Holds::Expressions => map(text()),
        Holds::Quantities => map(quantity()),
        Holds::Wholes => map(json!({ "type": "integer", "minimum": 1 })),
        Holds::Moments => map(time()),
        Holds::Parameters => {
            let parameter = define(&PARAMETER, definitions);
            map(json!({ "anyOf": [{ "type": ["number", "string"] }, { "$ref": parameter }] }))
        }
        Holds::Table(keys) => json!({ "allOf": [{ "$ref": define(keys, definitions) }] }),
        Holds::Tables(keys) => json!({ "type": "array", "items": { "$ref": define(keys, definitions) } }),
    }
}

fn name() -> Value {
    json!({ "type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_-]{0,59}$" })
}

fn time() -> Value {
    json!({ "type": "string", "pattern": "^([+-][0-9]{1,3}d ?)?[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$" })
}

fn duration() -> Value {
    let units: Vec<&str> =
        words::UNITS.iter().filter(|unit| unit.is_time).flat_map(|unit| unit.names).copied().collect();
    json!({ "type": "string", "pattern": format!("^[0-9._e-]+ ?({})$", units.join("|")) })
}

/// A number, a number with its unit, a word, or a table with a value.
fn quantity() -> Value {
    let plain = json!({ "type": ["number", "string"] });
    json!({ "anyOf": [plain, {
        "type": "object",
        "properties": { "value": plain, "unit": { "type": "string" } },
        "required": ["value"],
    }] })
}
