//! The day at a glance, and the way through it: one lane for each service, what was done, what is documented, and one
//! playhead through all of them.

use super::desk::{use_desk, use_look};
use super::fork;
use super::handles::{self, Handles};
use super::kept::use_part;
use super::lanes::{Lanes, Names};
use super::player::{Beat, use_player, use_tick};
use super::same::Same;
use super::stretch::stretch;
use super::transport::transport;
use crate::browser::{Drag, Size, place, set_value, share_along, use_size};
use crate::draw::time_axis::{Tick, TimeAxis};
use crate::frame::{Frame, Mark};
use crate::state::{ClockZone, State};
use crate::words;
use outage_sim::Scenario;
use std::cell::Cell;
use yew::{
    Callback, Html, InputEvent, NodeRef, PointerEvent, Properties, component, html, use_memo, use_mut_ref, use_node_ref,
};

/// Properties of [`Timeline`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// What is shown at the moment.
    pub(super) frame: Same<Frame>,
    /// The documented times.
    pub(super) marks: Same<Vec<Mark>>,
    /// How the cursor moves.
    pub(super) beat: Beat,
    /// Whether play and the clock are docked at the foot of the screen.
    #[prop_or_default]
    pub(super) docked: bool,
    /// Where its lanes are, for who wants to know.
    #[prop_or_default]
    pub(super) plot: Option<NodeRef>,
}

/// The timeline.
#[component]
pub(super) fn Timeline(props: &Props) -> Html {
    let Props { model, frame, marks, beat, docked, plot } = props;
    let (player, desk, look) = (use_player(), use_desk(), use_look());
    let own = use_node_ref();
    let plot = plot.clone().unwrap_or(own);
    let size = use_size(plot.clone());
    let (playhead, scrubber) = (use_node_ref(), use_node_ref());
    {
        let (playhead, scrubber) = (playhead.clone(), scrubber.clone());
        let last = Cell::new((f64::NAN, f64::NEG_INFINITY));
        use_tick((Same::of(&model.scenario), look.zone), move |(scenario, zone), tick| {
            if last.get().0 != tick.share {
                place(&playhead, tick.share);
            }
            // What is spoken need not follow every frame.
            let minute = tick.minutes.round();
            if last.get().1 != minute {
                set_value(&scrubber, &minute.to_string(), &words::clock_spoken(&scenario.clock, *zone, minute));
            }
            last.set((tick.share, minute));
        });
    }
    let ticks = use_memo((Same::of(&model.scenario), size, look.zone), |(scenario, size, zone)| {
        ticks_of(scenario, *size, *zone)
    });
    let span = model.scenario.span;
    let seek = {
        let (player, plot) = (player.clone(), plot.clone());
        move |event: &PointerEvent| {
            if let Some(share) = share_along(event, &plot) {
                player.scrub(span.0 + share * (span.1 - span.0));
            }
        }
    };
    let drag = use_mut_ref(|| None::<Drag>);
    let onpointerdown = {
        let (drag, plot, seek) = (drag.clone(), plot.clone(), seek.clone());
        Callback::from(move |event: PointerEvent| {
            let begun = Drag::begin(&event, &plot);
            if begun.is_some() {
                seek(&event);
            }
            drag.replace(begun);
        })
    };
    let onpointermove = {
        let drag = drag.clone();
        Callback::from(move |event: PointerEvent| {
            if drag.borrow().is_some_and(|drag| drag.is_of(&event)) {
                seek(&event);
            }
        })
    };
    let onpointerup = Callback::from(move |_: PointerEvent| {
        drag.take();
    });
    let oninput = {
        let player = player.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(minutes) = crate::browser::number(&event) {
                player.change(|playback| playback.seek(minutes));
            }
        })
    };
    let acted = use_part(model, handles::are_same);
    let lanes = model.scenario.components.iter().filter(|component| component.lane).count();
    html! {
        <section class={if beat.playing { "timeline playing" } else { "timeline" }} aria-label="Timeline"
            inert={model.stage.is_some()}>
            { transport(model, frame, *beat, &player, &desk, *docked) }
            <div class={if lanes > 11 { "lanes-grid many" } else { "lanes-grid" }} style={format!("--lanes:{lanes}")}>
                <Names scenario={Same::of(&model.scenario)} selected={model.view.selected} frame={frame.clone()} />
                <div class="lanes-plot" ref={plot} {onpointerdown} {onpointermove}
                    onpointerup={onpointerup.clone()} onpointercancel={onpointerup}>
                    <input ref={scrubber} id="scrubber" class="scrubber" type="range" min={span.0.to_string()} max={span.1.to_string()}
                        step="1" aria-label="Moment" {oninput} />
                    <Handles model={acted} {size} />
                    <Lanes model={model.clone()} marks={marks.clone()} />
                    { shades(look.spot.range, span) }
                    <div class="axis" aria-hidden="true">{ for ticks.iter().map(|tick| draw_tick(tick, span)) }</div>
                    { stretch(beat.repeat, model, look.zone, &player) }
                    { fork::mark(model, look.zone, &desk) }
                    <div class="cursor-clip" aria-hidden="true">
                        <div class="cursor-box" ref={playhead}><span class="playhead"></span></div>
                    </div>
                </div>
            </div>
        </section>
    }
}

/// A tick of the time axis.
pub(super) fn draw_tick(tick: &Tick, span: (f64, f64)) -> Html {
    let class = match (tick.day, tick.label.is_empty()) {
        (true, _) => "tick day",
        (false, false) => "tick labelled",
        (false, true) => "tick",
    };
    html! {
        <span key={tick.at.to_string()} {class} style={format!("left:{}", percent_along(tick.at, span))}>{ &tick.label }</span>
    }
}

/// Dims what is before and after the highlighted time.
fn shades(range: Option<(f64, f64)>, span: (f64, f64)) -> Html {
    let Some((from, until)) = range else { return html! { <div hidden=true></div> } };
    let right = format!("right:{}", percent_along(span.1 - (from - span.0), span));
    html! {
        <div class="shades" aria-hidden="true">
            <span style={right}></span>
            <span style={format!("left:{}", percent_along(until, span))}></span>
        </div>
    }
}

/// Where a moment is along the run, as a length.
pub(super) fn percent_along(minutes: f64, span: (f64, f64)) -> String {
    format!("{:.3}%", (minutes - span.0) / (span.1 - span.0) * 100.0)
}

/// The ticks of the axis below lanes of a size.
pub(super) fn ticks_of(scenario: &Scenario, size: Size, zone: ClockZone) -> Vec<Tick> {
    let axis = TimeAxis {
        span: scenario.span,
        width: size.width / size.text,
        overhang: 8.0,
        font: 11.0,
        clock: &scenario.clock,
        utc: zone == ClockZone::Utc,
        day: &scenario.about.day,
    };
    axis.ticks()
}
