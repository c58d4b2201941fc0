//! What lies between the two lines of a chart.

use super::frame::Frame;
use super::{ChartSpec, chart};
use crate::draw::lanes::worst;
use std::cmp::Ordering;
use std::fmt::Write;

/// Draws a chart as [`chart`] does, with what lies between its run and its baseline shaded: classes `chart-less` where the
/// run is below, `chart-more` where it is above.
#[must_use]
pub fn shaded(spec: &ChartSpec<'_>) -> String {
    let mut svg = chart(spec);
    let frame = Frame::new(spec);
    let Some(baseline) = spec.baseline else { return svg };
    let columns = frame.plot.width as usize;
    let heights =
        |values: &[f64]| -> Vec<f64> { (0..columns).map(|column| frame.y(worst(values, column, columns))).collect() };
    let (run, baseline) = (heights(spec.run), heights(baseline));
    let mut shades = String::new();
    for (class, side) in [("chart-less", Ordering::Greater), ("chart-more", Ordering::Less)] {
        let is_there = |column: usize| run[column].partial_cmp(&baseline[column]) == Some(side);
        let mut path = String::new();
        let mut column = 0;
        while column < columns {
            let end = (column..columns).find(|&at| !is_there(at)).unwrap_or(columns);
            // A column more at the end, where the lines meet again.
            let meet = (end + 1).min(columns);
            let until =
                if run[end..meet].iter().chain(&baseline[end..meet]).all(|y| y.is_finite()) { meet } else { end };
            if end > column {
                let x = |at: usize| frame.plot.x + at as f64 + 0.5;
                let there = (column..until).map(|at| (x(at), run[at]));
                let back = (column..until).rev().map(|at| (x(at), baseline[at]));
                for (index, (x, y)) in there.chain(back).enumerate() {
                    // Writing to a text cannot fail.
                    let _ = write!(path, "{}{x:.1} {y:.1}", if index == 0 { 'M' } else { 'L' });
                }
                path.push('Z');
            }
            column = end + 1;
        }
        if !path.is_empty() {
            let _ = write!(shades, "<path class=\"{class}\" d=\"{path}\"/>");
        }
    }
    svg.insert_str(svg.len() - "</svg>".len(), &shades);
    svg
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::chart::Unit;
    use outage_sim::Clock;

    #[test]
    fn draw_chart_shades_where_the_lines_are_apart() {
        let clock = Clock { trigger: 164.0, zone: "PST".into(), utc_offset: -480.0 };
        let shades = |run: &[f64], baseline: &[f64]| {
            let svg = shaded(&ChartSpec {
                title: "Error rate",
                size: (284.0, 84.0),
                start: -44.0,
                step: 1.0,
                run,
                baseline: Some(baseline),
                other: "in the other run",
                unit: Unit::Percent,
                limit: None,
                marks: &[],
                clock: &clock,
                utc: false,
                day: "",
            });
            ["chart-less", "chart-more"].map(|class| svg.matches(class).count() + svg.matches("NaN").count())
        };
        let (none, mut some) = (vec![0.0; 1561], vec![0.0; 1561]);
        some[500..700].fill(0.64);
        assert_eq!(shades(&none, &some), [1, 0]);
        assert_eq!(shades(&some, &none), [0, 1]);
        assert_eq!(shades(&some, &some), [0, 0]);
        let mut gaps = some.clone();
        gaps[900..].fill(f64::NAN);
        assert_eq!(shades(&gaps, &some), [0, 0]);
    }
}
