//! Two runs of one outage, lane by lane on one time axis, and the errors of one service one over the other.

use super::compare::class;
use crate::browser::{Surface, set_drawing, use_size};
use crate::components::desk::use_look;
use crate::components::same::Same;
use crate::components::timeline::{draw_tick, ticks_of};
use crate::draw::between::between;
use crate::draw::chart::{ChartSpec, Unit, shaded};
use crate::draw::lanes::strip;
use crate::notebook::{Lane, Pair, lanes};
use crate::state::{ClockZone, State};
use outage_sim::{Recording, Signal};
use yew::{Callback, Html, Properties, component, html, use_effect_with, use_memo, use_node_ref, use_state_eq};

/// Properties of [`Versus`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) one: Same<State>,
    pub(super) other: Same<State>,
    pub(super) names: [String; 2],
}

/// The mark of a run.
pub(super) fn dots(side: usize) -> Html {
    html! { <span class={if side == 0 { "side-mark one" } else { "side-mark other" }}>{ if side == 0 { "A" } else { "B" } }</span> }
}

/// The lanes of both, and one chart.
#[component]
pub(super) fn Versus(props: &Props) -> Html {
    let Props { one, other, names } = props;
    let look = use_look();
    let pair = Pair { one: one.0.clone(), other: other.0.clone() };
    let rows = use_memo((one.clone(), other.clone()), |_| lanes(&pair));
    // First the one that fails first; where that differs in nothing, the one that differs most.
    let by = |lane: &Lane| (lane.minutes[0] - lane.minutes[1]).abs();
    let root = rows.iter().find(|lane| lane.component == one.scenario.root() && by(lane) > 0.0);
    let most = root.or_else(|| rows.iter().max_by(|one, other| by(one).total_cmp(&by(other))));
    let chosen = use_state_eq(|| most.map(|lane| lane.component));
    let scenario = &one.scenario;
    let node = use_node_ref();
    let size = use_size(node.clone());
    let ticks = ticks_of(scenario, size, look.zone);
    let row = |lane: &Lane| {
        let component = lane.component;
        let label = &scenario.components[component].label;
        let onclick = {
            let chosen = chosen.setter();
            Callback::from(move |_| chosen.set(Some(component)))
        };
        let pressed = if *chosen == Some(component) { "true" } else { "false" };
        html! {
            <tr key={component} role="row">
                <th role="rowheader" scope="row"><button type="button" class="versus-name" aria-pressed={pressed} {onclick}>{ label }</button></th>
                <td role="cell" class="versus-lane">
                    <Both one={Same::of(&one.recording)} other={Same::of(&other.recording)} {component} />
                </td>
                { for lane.values.iter().map(|value| html! { <td role="cell" class="num versus-value">{ value }</td> }) }
                <td role="cell" class={class(lane.change)}>{ if lane.difference.is_empty() { "–" } else { &lane.difference } }</td>
            </tr>
        }
    };
    let shade = |state: u8| {
        html! { <span class="shade" style={format!("background:{}", look.palette().member(state).hex())}></span> }
    };
    html! {
        <>
            <div class="versus-head">
                <h3>{ "Lane by lane" }</h3>
                <p class="note">
                    { "Above A, below B. Between them, " }{ shade(4) }{ "\u{a0}where A fails less, " }
                    { shade(2) }{ "\u{a0}where it fails more. Numbers: full outage added up." }
                </p>
            </div>
            <table class="versus-lanes" role="table" aria-label={format!("Full outage of each service in {} and in {}", names[0], names[1])}>
                <thead role="rowgroup"><tr role="row">
                    <th role="columnheader" scope="col"><span class="unseen">{ "Service" }</span></th>
                    <td role="cell" class="versus-lane" aria-hidden="true"><div class="axis" ref={node}>{ for ticks.iter().map(|tick| draw_tick(tick, scenario.span)) }</div></td>
                    <th role="columnheader" scope="col" class="versus-value">{ "A" }</th>
                    <th role="columnheader" scope="col" class="versus-value">{ "B" }</th>
                    <th role="columnheader" scope="col">{ "A against B" }</th>
                </tr></thead>
                <tbody role="rowgroup">{ for rows.iter().map(row) }</tbody>
            </table>
            if let Some(component) = *chosen {
                <Chart one={one.clone()} other={other.clone()} {component} />
            }
        </>
    }
}

/// Properties of [`Both`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct BothProps {
    one: Same<Recording>,
    other: Same<Recording>,
    component: usize,
}

/// A lane of two runs, one above the other, with what they differ in between them.
#[component]
fn Both(props: &BothProps) -> Html {
    let (node, look) = (use_node_ref(), use_look());
    let size = use_size(node.clone());
    let canvas = node.clone();
    use_effect_with((props.clone(), size, look.dark), move |(props, size, _)| {
        let Some(surface) = Surface::of(&canvas) else { return };
        let device = |length: f64| (length * size.ratio).round() as usize;
        let (width, height) = (device(size.width), device(size.height));
        surface.resize(width as u32, height as u32);
        surface.clear();
        let (one, other) =
            (props.one.series(props.component, Signal::Error), props.other.series(props.component, Signal::Error));
        let line = (height / 5).max(2);
        let half = (height - line.min(height)) / 2;
        let palette = look.palette();
        let bands = [
            (strip(one, width, palette), half, 0),
            (between(one, other, width, palette), line, half),
            (strip(other, width, palette), half, half + line),
        ];
        for (band, high, top) in bands {
            surface.paint_at(&band.repeat(high), width as u32, high as u32, top as u32);
        }
    });
    html! { <canvas ref={node} aria-hidden="true"></canvas> }
}

/// Properties of [`Chart`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct ChartProps {
    one: Same<State>,
    other: Same<State>,
    component: usize,
}

/// Height of the chart in pixels at the usual size of text.
const HEIGHT: f64 = 132.0;

/// The errors of a service in both runs, one over the other.
#[component]
fn Chart(props: &ChartProps) -> Html {
    let look = use_look();
    let (node, drawing) = (use_node_ref(), use_node_ref());
    let size = use_size(node.clone());
    let title = format!("Errors of {}", props.one.scenario.components[props.component].label);
    {
        let (drawing, title) = (drawing.clone(), title.clone());
        use_effect_with((props.clone(), size, look.zone), move |(props, size, zone)| {
            let scenario = &props.one.scenario;
            let title = format!("{title} in A");
            let series = |state: &State| state.recording.series(props.component, Signal::Error).to_vec();
            let (run, baseline) = (series(&props.one), series(&props.other));
            let spec = ChartSpec {
                title: &title,
                size: ((size.width / size.text).max(120.0), HEIGHT),
                start: props.one.recording.span().0,
                step: props.one.recording.step(),
                run: &run,
                baseline: Some(&baseline),
                other: "B",
                unit: Unit::Percent,
                limit: None,
                marks: &[],
                clock: &scenario.clock,
                utc: *zone == ClockZone::Utc,
                day: &scenario.about.day,
            };
            if size.width > 0.0 {
                set_drawing(&drawing, &shaded(&spec));
            }
        });
    }
    html! {
        <div class="versus-chart">
            <h3>{ title }</h3>
            <p class="note"><span class="line one"></span>{ "\u{a0}A, " }<span class="line other"></span>{ "\u{a0}B" }</p>
            <div ref={node}><div ref={drawing}></div></div>
        </div>
    }
}
