//! The schema for editors: it accepts every outage that the compiler accepts, and refuses the keys that it refuses.

use boon::{Compiler, SchemaIndex, Schemas};
use outage_compile::keys::{FILE, Holds, Keys, PARAMETER};
use serde_json::Value;

struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    fn read() -> Self {
        let mut schemas = Schemas::new();
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/outage.schema.json");
        let index = Compiler::new().compile(path, &mut schemas).expect("it is a schema");
        Self { schemas, index }
    }

    /// What is wrong with a file, as an editor would tell.
    fn told(&self, text: &str) -> Option<String> {
        let value: Value = toml::from_str(text).unwrap_or_else(|problem| panic!("{problem}\n{text}"));
        let problem = self.schemas.validate(&value, self.index).err()?;
        Some(problem.to_string().chars().take(2000).collect())
    }
}

#[test]
fn every_outage_is_accepted() {
    let schema = Schema::read();
    let draft = ("draft", include_str!("../src/own/draft.toml"));
    for (name, text) in outage_sim::TEXTS.iter().copied().chain([draft]) {
        assert_eq!(schema.told(text), None, "{name}");
    }
}

/// A small outage with every table, to which a key can be added.
const SMALL: &str = r#"
format = 2
status = "draft"
HERE the file
[anatomy]
HERE [anatomy]
[observer]
component = "shop"
missing = "error"
HERE [observer]
[opening]
at = "09:45"
sentence = "The shop is open."
verb = "Break it"
stop = "11:00"
HERE [opening]
[[card]]
part = "trigger"
at = "10:00"
text = "It breaks."
HERE [[card]]
[[term]]
word = "shop"
means = "Where things are sold."
HERE [[term]]
[clock]
trigger = "10:00"
from = "09:30"
until = "13:00"
HERE [clock]
[[source]]
id = "S1"
title = "A report"
HERE [[source]]
[[kind]]
name = "shop"
offers = ["error", "latency", "size"]
equations = '''
error = broken
latency : s = 1 s
size = server.count
state "down" where server.index < broken * size
'''
cohorts = { server = 4 }
HERE [[kind]]
[kind.parameters.broken]
value = 0
range = [0, 1]
HERE a parameter
[kind.picture]
title = "{size} servers"
HERE [kind.picture]
[kind.picture.meter]
label = "servers"
value = "size"
limit = "size"
HERE meter
[[kind.picture.trends]]
label = "servers"
value = "size"
HERE trends
[[component]]
id = "shop"
kind = "shop"
HERE [[component]]
[[component]]
id = "front"
kind = "service"
parameters = { base_latency = "1 ms", timeout = "1 s" }
[[component.needs]]
on = "shop"
kind = "hard"
HERE [[component.needs]]
[[action]]
id = "break"
trigger = true
at = "10:00"
set = { "shop.broken" = 1 }
HERE [[action]]
[[remediation]]
id = "spare"
set = { "shop.broken" = 0 }
HERE [[remediation]]
[[fact]]
id = "F1"
HERE [[fact]]
[fact.given]
off = ["break"]
HERE given
[fact.claim]
of = "shop.error"
peak-at-most = 0
HERE claim
"#;

/// The small outage with a line in one of its tables.
fn with(table: &str, line: &str) -> String {
    let mut found = false;
    let lines = SMALL.lines().map(|own| match own.strip_prefix("HERE ") {
        Some(name) if name == table => {
            found = true;
            line
        }
        Some(_) => "",
        None => own,
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    assert!(found || table.is_empty(), "there is no {table}");
    text
}

#[test]
fn a_key_that_the_compiler_refuses_is_refused() {
    let schema = Schema::read();
    let plain = with("", "");
    assert_eq!(schema.told(&plain), None);
    outage_compile::compile(&plain).unwrap_or_else(|problems| panic!("{problems}"));
    let mut tables = vec![&PARAMETER];
    every(&FILE, &mut tables);
    assert!(tables.len() >= 16, "{}", tables.len());
    for table in tables {
        let text = with(table.name, "sevrer = 1");
        let told = outage_compile::compile(&text).expect_err("there is no such key").to_string();
        assert!(told.contains("there is no key `sevrer` here"), "{}: {told}", table.name);
        let told = schema.told(&text).unwrap_or_else(|| panic!("{} takes anything", table.name));
        assert!(told.contains("sevrer"), "{}: {told}", table.name);
    }
}

/// Every table that is reached from one.
fn every(keys: &'static Keys, found: &mut Vec<&'static Keys>) {
    if found.iter().any(|known| std::ptr::eq(*known, keys)) {
        return;
    }
    found.push(keys);
    for key in keys.keys {
        if let Holds::Table(inner) | Holds::Tables(inner) = key.holds {
            every(inner, found);
        }
    }
}

#[test]
fn a_value_of_another_form_is_refused_by_both() {
    let schema = Schema::read();
    for (table, line) in [
        ("the file", "opens-at = 10"),
        ("the file", "title = [\"a\"]"),
        ("[opening]", "pace = 8"),
        ("[[card]]", "on = 5"),
        ("[clock]", "step = 5"),
        ("[[action]]", "over = 5"),
        ("[[action]]", "retry = \"often\""),
        ("[[component]]", "lane = \"yes\""),
        ("[[component]]", "place = \"left\""),
        ("[[component.needs]]", "parameters = { share.of = 1 }"),
        ("[[fact]]", "between = \"10:00\""),
        ("a parameter", "knob = 5"),
    ] {
        let text = with(table, line);
        assert!(outage_compile::compile(&text).is_err(), "{line}");
        assert!(schema.told(&text).is_some(), "{line}");
    }
}
