//! The lanes of an outage as a piece of SVG: one strip per service, the share of failing requests over the whole day.

use crate::html::escape;
use outage_explorer::draw::{palette, time_axis::TimeAxis};
use outage_sim::{Recording, Scenario, Signal};
use std::fmt::Write;

/// Where and how lanes are drawn; sizes in the units of the picture.
pub(crate) struct Lanes {
    /// Left end of the labels.
    pub(crate) left: f64,
    /// Left end of the strips.
    pub(crate) strips: f64,
    /// Right end of the strips.
    pub(crate) right: f64,
    /// Upper edge of the first lane.
    pub(crate) top: f64,
    /// Distance from lane to lane.
    pub(crate) pitch: f64,
    /// Font size of the labels.
    pub(crate) font: f64,
}

impl Lanes {
    /// The components that get a lane: the most, if there is room for no more than `room`, by the time that they fail.
    pub(crate) fn chosen(scenario: &Scenario, recording: &Recording, room: usize) -> Vec<usize> {
        let mut lanes: Vec<usize> = (0..scenario.components.len()).filter(|&at| scenario.components[at].lane).collect();
        let lost = |at: &usize| recording.series(*at, Signal::Error).iter().sum::<f64>();
        let mut worst = lanes.clone();
        worst.sort_by(|left, right| lost(right).total_cmp(&lost(left)));
        worst.truncate(room);
        lanes.retain(|lane| worst.contains(lane));
        lanes
    }

    /// The strips of components with their labels, and the hours below.
    pub(crate) fn draw(&self, scenario: &Scenario, recording: &Recording, components: &[usize]) -> String {
        let mut svg = String::new();
        let mut y = self.top;
        for &component in components {
            self.lane(&mut svg, &scenario.components[component].label, recording.series(component, Signal::Error), y);
            y += self.pitch;
        }
        let axis = TimeAxis {
            span: recording.span(),
            width: self.right - self.strips,
            overhang: self.font,
            font: self.font,
            clock: &scenario.clock,
            utc: false,
            day: &scenario.about.day,
        };
        for tick in axis.ticks().into_iter().filter(|tick| !tick.label.is_empty()) {
            let (x, y) = (self.strips + tick.x, y + self.font);
            let label = escape(&tick.label);
            put(
                &mut svg,
                format_args!("<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"hour\" text-anchor=\"middle\">{label}</text>"),
            );
        }
        svg
    }

    /// One label and strip; neighbours of the same colour are one rectangle.
    pub(crate) fn lane(&self, svg: &mut String, label: &str, errors: &[f64], y: f64) {
        let height = self.pitch * 0.78;
        let base = y + height / 2.0 + self.font * 0.36;
        let (left, label) = (self.left, escape(label));
        put(svg, format_args!("<text x=\"{left}\" y=\"{base:.1}\" class=\"lane\">{label}</text>"));
        let columns = 400;
        let width = (self.right - self.strips) / f64::from(columns);
        let colour = |column: u32| {
            let from = column as usize * errors.len() / columns as usize;
            let until = ((column as usize + 1) * errors.len() / columns as usize).max(from + 1).min(errors.len());
            let worst = errors[from.min(until)..until].iter().copied().fold(0.0, f64::max);
            // Few colours make few rectangles, and no eye tells more of them apart; small shares stay what they are.
            let shown = if worst < 0.05 { worst } else { (worst * 32.0).round() / 32.0 };
            palette(false).ramp(shown).hex()
        };
        let mut begun = 0;
        for column in 1..=columns {
            if column < columns && colour(column) == colour(begun) {
                continue;
            }
            // To the end of the strip, under those that follow: between neighbours the ground would shine through.
            let (x, wide) = (self.strips + f64::from(begun) * width, f64::from(columns - begun) * width);
            let fill = colour(begun);
            put(
                svg,
                format_args!(
                    "<rect x=\"{x:.2}\" y=\"{y:.1}\" width=\"{wide:.2}\" height=\"{height:.1}\" fill=\"{fill}\"/>"
                ),
            );
            begun = column;
        }
    }
}

/// Adds to a text, which cannot fail.
fn put(text: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(what);
}
