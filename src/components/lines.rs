//! The lines between the cards: the wider, the more traffic gets through; dashed when calls fail.

use super::cards::Props;
use super::desk::{Look, use_look};
use crate::draw::Palette;
use crate::draw::layout::EdgeLine;
use crate::draw::particles::{Traffic, line_width};
use crate::frame::Edge;
use crate::words::percent;
use yew::{Html, component, html};

/// From this share of failing calls on, a line is dashed.
const DASHED: f64 = 0.02;

/// The lines between the cards.
#[component]
pub(super) fn Lines(props: &Props) -> Html {
    let look = &use_look();
    let Props { selected, picture, frame, .. } = props;
    let (selected, palette) = (*selected, look.palette());
    let lines = picture.edges.iter().zip(&frame.edges).map(|(line, edge)| draw(line, edge, selected, palette, look));
    // Where nothing moves, the lines say in words what fails.
    let labels = picture
        .edges
        .iter()
        .zip(&frame.edges)
        .filter(|(_, edge)| look.calm && edge.need == 0 && edge.error >= DASHED)
        .map(|(line, edge)| {
            let middle = line.curve.at(0.5);
            html! {
                <text key={format!("label-{}-{}", edge.caller, edge.need)} class="line-label num"
                    x={format!("{:.1}", middle.x)} y={format!("{:.1}", middle.y - 6.0)}>{ percent(edge.error) }</text>
            }
        });
    html! {
        <svg class="lines" viewBox={format!("0 0 {} {}", picture.width, picture.height)} aria-hidden="true" focusable="false">
            { for lines }
            { for labels }
        </svg>
    }
}

fn draw(line: &EdgeLine, edge: &Edge, selected: usize, palette: &Palette, look: &Look) -> Html {
    let traffic = Traffic { load: edge.load, error: edge.error, retry_share: edge.retry_share };
    let fails = edge.error >= DASHED;
    let stroke = fails.then(|| palette.ramp(edge.error).hex());
    // The gaps grow with the share of calls that fail.
    let dashes = fails.then(|| format!("{:.1} {:.1}", 10.0 - 5.0 * edge.error, 2.0 + 4.0 * edge.error));
    let class = match (edge.load > 0.0, edge.caller == selected || edge.callee == selected) {
        (false, _) => "line unused",
        _ if look.spot.dims(edge.caller) || look.spot.dims(edge.callee) => "line dim",
        (true, true) => "line of-selected",
        (true, false) => "line",
    };
    html! {
        <path key={format!("line-{}-{}", edge.caller, edge.need)} {class} d={line.curve.path_data()} {stroke}
            stroke-width={format!("{:.1}", line_width(traffic))} stroke-dasharray={dashes} />
    }
}
