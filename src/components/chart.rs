//! One metric over the whole run, with the day as it happened behind it, the cursor above it, and a table beside it.

use super::desk::use_look;
use super::player::{use_player, use_tick};
use super::same::Same;
use super::table::table as data_table;
use crate::browser::{place, set_drawing, share_along, use_size};
use crate::draw::chart::{ChartSpec, Mark, Unit, chart, plot_area};
use crate::frame::Mark as FactMark;
use crate::state::{ClockZone, State};
use outage_sim::Signal;
use yew::{
    AttrValue, Callback, Html, PointerEvent, Properties, component, html, use_effect_with, use_memo, use_node_ref,
    use_state_eq,
};

/// Properties of [`Chart`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// The documented times.
    pub(super) marks: Same<Vec<FactMark>>,
    /// Index of the component.
    pub(super) component: usize,
    /// The metric.
    pub(super) signal: Signal,
    /// Its name.
    pub(super) label: AttrValue,
    /// Its value at the moment.
    pub(super) value: AttrValue,
    /// What it is.
    pub(super) about: AttrValue,
    /// The limit that it runs into, if there is one.
    pub(super) limit: Option<f64>,
    /// Whether its chart is shown at first.
    pub(super) open: bool,
}

/// Height of a chart in pixels at the usual size of text.
const HEIGHT: f64 = 92.0;

/// One metric: a line with its value, and its chart when it is unfolded.
#[component]
pub(super) fn Chart(props: &Props) -> Html {
    let (look, player) = (use_look(), use_player());
    let open = use_state_eq(|| props.open);
    let table = use_state_eq(|| false);
    let onclick = {
        let (open, table) = (open.clone(), table.clone());
        Callback::from(move |_| {
            if *open {
                table.set(false);
            }
            open.set(!*open);
        })
    };
    let to_table = {
        let table = table.clone();
        Callback::from(move |_| table.set(!*table))
    };
    let expanded = |open: bool| if open { "true" } else { "false" };
    html! {
        <div class={if *open { "reading open" } else { "reading" }}>
            <div class="reading-head">
                <button type="button" class="reading-name" {onclick} aria-expanded={expanded(*open)} title={props.about.clone()}>
                    { &props.label }
                </button>
                <span class="reading-value num">{ &props.value }</span>
            </div>
            if *open {
                <Picture ..props.clone() />
                <button type="button" class="quiet to-table" onclick={to_table} aria-expanded={expanded(*table)}>
                    { if *table { "Hide table" } else { "Table" } }
                    <span class="unseen">{ format!(" of {}", props.label) }</span>
                </button>
                if *table {
                    { data_table(&props.model, props.component, props.signal, &props.label, &look, player.playback().cursor) }
                }
            }
        </div>
    }
}

/// The chart itself, with the cursor above it. A press or drag on it goes to the moment.
#[component]
fn Picture(props: &Props) -> Html {
    let (look, player) = (use_look(), use_player());
    let node = use_node_ref();
    let size = use_size(node.clone());
    let what = (props.component, props.signal, props.limit);
    let deps = (props.model.clone(), props.marks.clone(), what, size, look.zone);
    let drawn = use_memo(deps, |(model, marks, (component, signal, limit), size, zone)| {
        let scenario = &model.scenario;
        let title = format!("{} of {}", props.label, scenario.components[*component].label);
        let facts = marks.iter().filter(|mark| {
            mark.component == *component
                && Some(usize::from(scenario.facts[mark.fact].column))
                    == scenario.components[*component].column(*signal)
        });
        let facts: Vec<Mark> = facts
            .map(|mark| Mark { at: mark.at, value: None, reproduced: mark.reproduced, text: mark.words.clone() })
            .collect();
        let spec = ChartSpec {
            title: &title,
            size: ((size.width / size.text).max(120.0), HEIGHT),
            start: model.recording.span().0,
            step: model.recording.step(),
            run: model.recording.series(*component, *signal),
            baseline: Some(model.other().0.series(*component, *signal)),
            other: model.other().1,
            unit: unit(model, *component, *signal),
            limit: limit.map(|limit| (limit, "limit")),
            marks: &facts,
            clock: &scenario.clock,
            utc: *zone == ClockZone::Utc,
            day: &scenario.about.day,
        };
        let area = plot_area(&spec);
        let (left, width) = (area.x / spec.size.0 * 100.0, area.width / spec.size.0 * 100.0);
        let svg = if size.width > 0.0 { chart(&spec) } else { String::new() };
        (svg, format!("left:{left:.3}%;width:{width:.3}%"))
    });
    let (cursor, plot, drawing) = (use_node_ref(), use_node_ref(), use_node_ref());
    {
        let drawing = drawing.clone();
        use_effect_with(drawn.clone(), move |drawn| set_drawing(&drawing, &drawn.0));
    }
    {
        let cursor = cursor.clone();
        use_tick(drawn.1.clone(), move |_, tick| place(&cursor, tick.share));
    }
    let span = props.model.scenario.span;
    let seek = {
        let plot = plot.clone();
        Callback::from(move |event: PointerEvent| {
            if event.buttons() == 1
                && let Some(share) = share_along(&event, &plot)
            {
                player.scrub(span.0 + share * (span.1 - span.0));
            }
        })
    };
    html! {
        <div class="chart-box" ref={node} onpointerdown={seek.clone()} onpointermove={seek}>
            <div ref={drawing}></div>
            <div class="chart-plot" ref={plot} style={drawn.1.clone()} aria-hidden="true">
                <div class="cursor-box" ref={cursor}><span class="chart-cursor"></span></div>
            </div>
        </div>
    }
}

/// How the values of a metric are shown.
fn unit(model: &State, component: usize, signal: Signal) -> Unit {
    match signal {
        Signal::Error | Signal::Fill => Unit::Percent,
        Signal::Offered => Unit::Times,
        Signal::Latency => Unit::Seconds,
        Signal::Backlog => Unit::Minutes,
        Signal::Gauge(index) => {
            let gauge = model.scenario.components[component].gauges.get(index);
            if gauge.is_some_and(|gauge| gauge.is_share) { Unit::Percent } else { Unit::Plain }
        }
    }
}
