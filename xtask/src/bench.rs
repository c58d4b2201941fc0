//! `cargo xtask bench`: how fast and how large, in one run on one machine, ratios first.

use crate::{
    node, page, places,
    problem::{Context, Result},
    server::Server,
    setup::{self, Part},
    shell::Run,
    sizes,
};
use std::{fs, path::Path};

/// One measured value.
#[derive(Clone, Debug, PartialEq)]
struct Figure {
    /// `where/what`, such as `native/run/x` or `page/slider/p95`.
    name: String,
    value: f64,
    unit: String,
}

/// The most that a figure should be: the beginning and the end of its name, and the limit.
const BUDGETS: [(&str, &str, f64); 9] = [
    ("ratio/page-to-native/", "", 1.5),
    ("ratio/fleet-", "", 1.2),
    ("page/run/", "/median", 4.0),
    ("native/run/", "/median", 2.5),
    ("native/compile/", "/median", 3.0),
    ("page/move/", "/p95", 15.0),
    ("page/slider/", "/p95", 16.7),
    ("page/playback/", "/frames-over-33ms", 0.0),
    ("size/total/", "brotli", sizes::BUDGET as f64),
];

/// Measures, prints a table, and writes a file of JSON if one is named. Over budget is told, but is no failure: machines
/// differ.
pub(crate) fn run(json_file: Option<&Path>) -> Result<()> {
    setup::provide(Part::FOR_LOOKS)?;
    page::build()?;
    let mut figures = native()?;
    figures.extend(in_browser()?);
    figures.extend(downloads()?);
    let mut all = ratios(&figures);
    all.extend(figures);
    println!("\n{}", table(&all));
    json_file.map_or(Ok(()), |file| fs::write(file, json(&all)).context(file.display()))
}

/// The core on this machine. `sim/examples/speed.rs` prints lines `name value unit`:
/// `compile/<scenario>/median`, `run/<scenario>/median`, and `run/fleet-<servers>/median` for one scenario at several fleet sizes.
fn native() -> Result<Vec<Figure>> {
    let core = Run::new("cargo run --release -p outage-sim --example speed").listen()?;
    Ok(parse(&core).map(|figure| Figure { name: format!("native/{}", figure.name), ..figure }).collect())
}

/// The built page in Chromium. `tests/browser/bench.mjs` prints the same kind of lines:
/// `run/<scenario>/median`, `slider/…` and `playback/…`.
fn in_browser() -> Result<Vec<Figure>> {
    let url = Server::bind(0, places::dist(), "/")?.spawn();
    let text = node::script("bench.mjs", &url)?.listen()?;
    Ok(parse(&text).map(|figure| Figure { name: format!("page/{}", figure.name), ..figure }).collect())
}

/// What a first visit downloads, and the size of each file.
fn downloads() -> Result<Vec<Figure>> {
    let mut sizes = sizes::measure()?;
    sizes.insert(0, sizes::total(&sizes));
    Ok(sizes
        .iter()
        .flat_map(|size| {
            [("raw", size.raw), ("gzip", size.gzip), ("brotli", size.brotli)].map(|(kind, bytes)| Figure {
                name: format!("size/{}/{kind}", size.name),
                value: bytes as f64,
                unit: "bytes".to_owned(),
            })
        })
        .collect())
}

/// The page against this machine, and a large fleet against the smallest.
fn ratios(figures: &[Figure]) -> Vec<Figure> {
    let named = |name: &str| figures.iter().find(|figure| figure.name == name);
    let ratio = |name: String, over: &Figure, under: &Figure| Figure {
        name,
        value: over.value / under.value,
        unit: "times".to_owned(),
    };
    let wasm = figures.iter().filter_map(|page| {
        let what = page.name.strip_prefix("page/run/")?;
        let native = named(&format!("native/run/{what}"))?;
        Some(ratio(format!("ratio/page-to-native/{what}"), page, native))
    });
    let servers = |figure: &Figure| -> Option<u64> {
        figure.name.strip_prefix("native/run/fleet-")?.strip_suffix("/median")?.parse().ok()
    };
    let smallest = figures.iter().filter_map(|figure| Some((servers(figure)?, figure))).min_by_key(|(count, _)| *count);
    let fleets = figures.iter().filter_map(|figure| {
        let (count, (fewest, base)) = (servers(figure)?, smallest?);
        (count != fewest).then(|| ratio(format!("ratio/fleet-{count}-to-{fewest}"), figure, base))
    });
    wasm.chain(fleets).collect()
}

/// Lines `name value unit`; others are for people and are passed over.
fn parse(text: &str) -> impl Iterator<Item = Figure> {
    text.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let (name, value, unit) = (words.next()?, words.next()?.parse().ok()?, words.next()?);
        words.next().is_none().then(|| Figure { name: name.to_owned(), value, unit: unit.to_owned() })
    })
}

fn budget(figure: &Figure) -> Option<f64> {
    let found = BUDGETS.iter().find(|(begin, end, _)| figure.name.starts_with(begin) && figure.name.ends_with(end));
    found.map(|(.., limit)| *limit)
}

/// A line for each figure, in groups by what stands before the first slash.
fn table(figures: &[Figure]) -> String {
    let group = |figure: &Figure| figure.name.split('/').next().map(str::to_owned);
    let mut lines = String::new();
    for (index, figure) in figures.iter().enumerate() {
        if index > 0 && group(&figures[index - 1]) != group(figure) {
            lines.push('\n');
        }
        lines.push_str(&line(figure));
        lines.push('\n');
    }
    lines
}

fn line(figure: &Figure) -> String {
    let decimals = if figure.value.fract() == 0.0 { 0 } else { 2 };
    let value = format!("{:.decimals$}", figure.value);
    let verdict = match budget(figure) {
        Some(limit) if figure.value <= limit => format!("within {limit}"),
        Some(limit) => format!("OVER {limit}"),
        None => String::new(),
    };
    format!("{:<52} {value:>10} {:<6} {verdict}", figure.name, figure.unit).trim_end().to_owned()
}

/// Names and units are words of letters, digits and `/-._`, which need no escapes.
fn json(figures: &[Figure]) -> String {
    let entries = figures.iter().map(|figure| {
        let budget = budget(figure).map(|limit| format!(", \"budget\": {limit}")).unwrap_or_default();
        format!(
            "  {{\"name\": \"{}\", \"value\": {}, \"unit\": \"{}\"{budget}}}",
            figure.name, figure.value, figure.unit
        )
    });
    format!("[\n{}\n]\n", entries.collect::<Vec<_>>().join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_come_from_pairs() {
        let figures: Vec<Figure> = parse(
            "native/run/a/median 2 ms\npage/run/a/median 3 ms\npage/run/b/median 9 ms\n# a remark for people\n\
             native/run/fleet-4000/median 2 ms\nnative/run/fleet-1000000/median 2.2 ms",
        )
        .collect();
        let found = ratios(&figures);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], Figure { name: "ratio/page-to-native/a/median".into(), value: 1.5, unit: "times".into() });
        assert_eq!(found[1].name, "ratio/fleet-1000000-to-4000");
        assert_eq!(budget(&found[1]), Some(1.2));
    }

    #[test]
    fn json_is_written() {
        let figures: Vec<Figure> = parse("page/slider/x/p95 12.5 ms").collect();
        let expected =
            "[\n  {\"name\": \"page/slider/x/p95\", \"value\": 12.5, \"unit\": \"ms\", \"budget\": 16.7}\n]\n";
        assert_eq!(json(&figures), expected);
    }
}
