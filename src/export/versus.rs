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

#[cfg(test)]
mod tests {
    use super::{csv, row};
    use crate::address::parse;
    use crate::export::Subject;
    use crate::export::figure::versus;
    use crate::notebook::{Pair, comparison};
    use crate::state::{State, Theme};
    use std::rc::Rc;

    fn pair(one: &str, other: &str) -> Pair {
        let [one, other] = [one, other].map(|link| Rc::new(State::open(parse(link))));
        Pair { one, other }
    }

    const ONE: &str = "#/kinesis-2020?frontend.thread-limit=8000&fork=04:30&t=07:41";

    #[test]
    fn two_runs_are_a_table_with_a_line_for_each_figure_and_each_service() {
        let pair = pair(ONE, "#/kinesis-2020");
        let lanes = pair.one.scenario.components.iter().filter(|component| component.lane).count();
        let text = csv(&pair);
        assert_eq!(text.lines().count(), 2 + 5 + 1 + lanes, "{text}");
        assert!(text.lines().all(|line| line.matches(',').count() >= 3), "{text}");
        assert!(text.contains("From 04:30: Thread limit 8 000") && text.contains("The day as it happened"), "{text}");
        let apart = csv(&super::tests::pair(ONE, "#/dynamodb-2015"));
        assert_eq!(apart.lines().count(), 2 + 5 + 1, "{apart}");
    }

    #[test]
    fn no_cell_is_a_formula_or_leaves_its_place() {
        let mut text = String::new();
        row(&mut text, ["=cmd|'/c x'!A1", "-12.5", "say \"no\", then", "+1d"]);
        assert_eq!(text, "\"\u{2019}=cmd|'/c x'!A1\",-12.5,\"say \"\"no\"\", then\",\"\u{2019}+1d\"\n");
    }

    #[test]
    fn two_runs_are_a_picture_that_leads_to_both() {
        for (other, is_alike) in [("#/kinesis-2020?fix=larger-servers", true), ("#/dynamodb-2015", false)] {
            let pair = pair(ONE, other);
            let subject = Subject::open(&comparison(ONE, other), "https://example.org/");
            let link = comparison(&subject.fragment, other);
            let svg = versus(&Subject { fragment: link, ..subject }, &pair, Theme::Auto);
            assert!(svg.contains("two runs compared</title>") && svg.contains("open=notebook&amp;with="), "{svg}");
            assert_eq!(svg.contains("A fails less"), is_alike);
            assert!(!svg.contains("NaN") && svg.ends_with("</svg>\n"));
            assert_eq!(
                svg,
                versus(
                    &Subject {
                        fragment: comparison(&Subject::open(ONE, "").fragment, other),
                        ..Subject::open(ONE, "https://example.org/")
                    },
                    &pair,
                    Theme::Auto
                )
            );
        }
    }
}
