//! What two runs differ in, as CSV.

use crate::notebook::{Pair, lanes, measures, name_of};

/// The figures of two runs and, of one outage, the full outage of each service: what, A, B, and A against B.
#[must_use]
pub fn csv(pair: &Pair) -> String {
    let run = [&pair.one, &pair.other].map(|state| format!("{}: {}", state.scenario.about.short, name_of(state)));
    let [one, other] = run;
    let mut text = String::new();
    row(&mut text, ["", "A", "B", "A against B"]);
    row(&mut text, ["Run", &one, &other, ""]);
    for it in measures(pair) {
        row(&mut text, [&it.label, &it.values[0], &it.values[1], &it.difference]);
    }
    row(&mut text, ["Minutes of full outage", "", "", ""]);
    for lane in lanes(pair) {
        let label = &pair.one.scenario.components[lane.component].label;
        let [is, was] = lane.minutes.map(|minutes| format!("{minutes:.1}"));
        row(&mut text, [label, &is, &was, &format!("{:.1}", lane.minutes[0] - lane.minutes[1])]);
    }
    text
}

fn row(text: &mut String, cells: [&str; 4]) {
    let cell = |cell: &str| {
        // A spreadsheet takes such a beginning for a formula, and names may come from anybody's file.
        let is_number = cell.parse::<f64>().is_ok();
        let mark = if !is_number && cell.starts_with(['=', '+', '-', '@']) { "\u{2019}" } else { "" };
        let plain = cell.replace(['\u{202f}', '\u{a0}'], " ").replace('"', "\"\"");
        if is_number { plain } else { format!("\"{mark}{plain}\"") }
    };
    *text += &cells.map(cell).join(",");
    text.push('\n');
}
