//! From text to scenario: every check, every problem.

mod components;
mod days;
mod parameters;

use super::problem::Problems;
use super::reader::{Reader, Table, Value, shorten};
use super::{ANATOMY, About, FORMAT, MAX_BYTES, MAX_STEPS, Observer, Receipt, ReceiptKind, Scenario, Source, Stage};
use crate::clock::Clock;
use toml::de::DeTable;

/// A place cannot be further from universal time than a day.
const MINUTES_OF_DAY: f64 = 1440.0;

/// Reads and checks a scenario.
pub(super) fn scenario(text: &str) -> Result<Scenario, Problems> {
    let reader = Reader::new(text);
    if text.len() > MAX_BYTES {
        let message = format!("the text has {} bytes; at most {MAX_BYTES} are accepted", text.len());
        reader.report(None, "", message, "a scenario needs a few ten thousand");
        return Err(Problems(reader.into_problems()));
    }
    let (document, mistakes) = DeTable::parse_recoverable(text);
    for mistake in &mistakes {
        let (place, message) = match (mistake.span(), mistake.message()) {
            (None, "recursion limit") => ("the text", "values lie too deep within each other"),
            (_, message) => ("", message),
        };
        reader.report(mistake.span().map(|span| span.start), place, shorten(message), "");
    }
    if !mistakes.is_empty() {
        return Err(Problems(reader.into_problems()));
    }
    let root = Table::new(&reader, document.get_ref(), String::new(), 0);
    let scenario = document_to_scenario(&root);
    let problems = reader.into_problems();
    match scenario {
        Some(scenario) if problems.is_empty() => Ok(scenario),
        _ => Err(Problems(problems)),
    }
}

/// The short title. In TOML the keys of the text itself stand before its first table.
pub(super) fn short_title(text: &str) -> Option<String> {
    let head = text.find("\n[").map_or(text, |end| &text[..end]);
    let table = DeTable::parse(head).ok()?;
    table.get_ref().get("short")?.get_ref().as_str().map(str::to_owned)
}

/// The scenario as far as it can be read. What is missing has been reported and is filled with something harmless.
fn document_to_scenario(root: &Table<'_, '_>) -> Option<Scenario> {
    let format = root.number("format");
    if format != FORMAT as f64 {
        root.report(format!("format {format} is not one that this engine reads"), format!("write format = {FORMAT}"));
        return None;
    }
    let (clock, span, step) = clock(root);
    let sources: Vec<Source> = root.tables("source").iter().map(source).collect();
    let mut scenario = Scenario {
        id: identifier(root, "id"),
        about: About::default(),
        clock,
        span,
        step,
        sources,
        components: Vec::new(),
        parameters: Vec::new(),
        actions: Vec::new(),
        remediations: Vec::new(),
        facts: Vec::new(),
        root: 0,
        order: Vec::new(),
    };
    components::read(root, &mut scenario)?;
    days::read(root, &mut scenario);
    components::check_work(root, &scenario);
    if root.get("root").is_none() {
        root.report("`root` is missing", "name the component that fails first");
    }
    scenario.root = component(root.get("root"), &scenario).unwrap_or(0);
    scenario.about = About {
        title: root.text("title"),
        short: root.text("short"),
        day: root.text("day"),
        summary: root.text("summary"),
        try_first: root.text("try-first"),
        opens_at: time(root.get("opens-at"), &scenario.clock).unwrap_or(0.0),
        opens_on: component(root.get("opens-on"), &scenario).unwrap_or(scenario.root),
        leaves_out: root.texts("leaves-out").into_iter().map(|(text, _)| text).collect(),
        anatomy: root.table("anatomy").map(|table| anatomy(&table)).unwrap_or_default(),
        observer: root.table("observer").and_then(|table| observer(&table, &scenario)),
    };
    root.finish();
    Some(scenario)
}

fn anatomy(table: &Table<'_, '_>) -> Vec<Stage> {
    let stages = ANATOMY.iter().map(|&(key, name)| Stage { name, text: table.text(key) }).collect();
    table.finish();
    stages
}

fn observer(table: &Table<'_, '_>, scenario: &Scenario) -> Option<Observer> {
    let found = component(table.get("component"), scenario);
    let missing = table.text("missing");
    table.finish();
    let component = found?;
    let signal = scenario.signal(component, &missing);
    if signal.is_none() {
        table.report(format!("`{}` is not a signal of that component", shorten(&missing)), "");
    }
    Some(Observer { component, missing: signal? })
}

fn clock(root: &Table<'_, '_>) -> (Clock, (f64, f64), f64) {
    let mut clock = Clock { trigger: 0.0, zone: String::new(), utc_offset: 0.0 };
    let Some(table) = root.table("clock") else {
        root.report("`clock` is missing", "");
        return (clock, (0.0, 1.0), 1.0);
    };
    clock.trigger = time(table.get("trigger"), &clock).unwrap_or(0.0);
    clock.zone = table.text("zone");
    clock.utc_offset = table.number("utc-offset-minutes");
    if !(-MINUTES_OF_DAY..=MINUTES_OF_DAY).contains(&clock.utc_offset) {
        table.report("`utc-offset-minutes` is out of range", format!("-{MINUTES_OF_DAY} to {MINUTES_OF_DAY}"));
    }
    let from = time(table.get("from"), &clock).unwrap_or(0.0);
    let until = time(table.get("until"), &clock).unwrap_or(1.0);
    let step = table.number("step-minutes");
    table.finish();
    if !(0.05..=60.0).contains(&step) {
        table.report(format!("a step of {step} minutes is out of range"), "0.05 to 60");
        return (clock, (0.0, 1.0), 1.0);
    }
    if from > 0.0 || until <= 0.0 {
        table.report("the run has to begin before the trigger and end after it", "check `from` and `until`");
    }
    if (until - from) / step > MAX_STEPS {
        let message = format!("a run of {} steps is too long; at most {MAX_STEPS} are accepted", (until - from) / step);
        table.report(message, "shorten the day or lengthen the step");
        return (clock, (0.0, 1.0), 1.0);
    }
    (clock, (from, until.max(from + step)), step)
}

fn source(table: &Table<'_, '_>) -> Source {
    let source = Source { id: identifier(table, "id"), title: table.text("title"), url: table.text_or_empty("url") };
    if !source.url.is_empty() && !source.url.starts_with("https://") {
        table.report("`url` has to begin with https://", "leave it out when there is no lasting address");
    }
    table.finish();
    source
}

/// Whether a text can be a name in links and on the command line.
fn is_name(id: &str) -> bool {
    !id.is_empty() && id.len() <= 60 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// A name for links and the command line: letters, digits and hyphens.
fn identifier(table: &Table<'_, '_>, key: &'static str) -> String {
    let id = table.text(key);
    if !is_name(&id) {
        table.report(format!("`{}` is not a name", shorten(&id)), "use letters, digits and hyphens, at most 60");
    }
    id
}

/// A time of day, in minutes since the trigger.
fn time(value: Option<Value<'_, '_>>, clock: &Clock) -> Option<f64> {
    let value = value?;
    let text = value.text()?;
    clock.parse(&text).map_err(|problem| value.report(problem.to_string(), "")).ok()
}

/// The index of a component that a value names.
fn component(value: Option<Value<'_, '_>>, scenario: &Scenario) -> Option<usize> {
    let value = value?;
    let id = value.text()?;
    let found = scenario.component(&id);
    if found.is_none() {
        let known = scenario.components.iter().map(|component| component.id.as_str());
        let hint = value.reader.did_you_mean(&id, known);
        value.report(format!("there is no component `{}`", shorten(&id)), hint);
    }
    found
}

/// The receipt that a table carries: one of `stated`, `derived`, `fitted`, `assumed`.
fn receipt(table: &Table<'_, '_>, sources: &[Source]) -> Receipt {
    let mut found: Vec<(ReceiptKind, String)> = Vec::new();
    for (key, kind) in ReceiptKind::ALL {
        if let Some(text) = table.get(key).and_then(|value| value.text()) {
            found.push((kind, text));
        }
    }
    if found.len() != 1 {
        table
            .report("a receipt is needed, and only one", "say where it comes from: stated, derived, fitted or assumed");
    }
    let (kind, text) = found.into_iter().next().unwrap_or((ReceiptKind::Assumed, String::new()));
    let source_index = |(id, at): (String, usize)| {
        let index = sources.iter().position(|source| source.id == id);
        if index.is_none() {
            let hint = table.reader.did_you_mean(&id, sources.iter().map(|source| source.id.as_str()));
            table.reader.report(Some(at), &table.path, format!("there is no source `{}`", shorten(&id)), hint);
        }
        index
    };
    let sources: Vec<usize> = table.texts("source").into_iter().filter_map(source_index).collect();
    if matches!(kind, ReceiptKind::Stated | ReceiptKind::Derived) && sources.is_empty() {
        table.report("what is stated or derived needs a `source`", "name the source it is from");
    }
    let plausible = table.get("plausible").and_then(|value| value.numbers::<2>()).map(|[low, high]| (low, high));
    if let Some((low, high)) = plausible
        && low > high
    {
        table.report("the plausible range is upside down", "write the smaller number first");
    }
    Receipt { kind, text, sources, plausible }
}
