//! The inspector: why a component fails, how it does, and what the public is told.

use super::chart::Chart;
use super::defined::defined;
use super::desk::{use_desk, use_look};
use super::inside::Inside;
use super::kept::use_later;
use super::player::use_player;
use super::same::Same;
use crate::browser;
use crate::frame::{Board, Frame, Mark, Reading, Step, explain, operators, readings};
use crate::state::{Action, Blind, Fold, State};
use outage_sim::{Scenario, Signal};
use yew::{Callback, Html, Properties, component, html};

/// Properties of [`Inspector`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// What is shown at the moment.
    pub(super) frame: Same<Frame>,
    /// The documented times.
    pub(super) marks: Same<Vec<Mark>>,
    /// Whether the chain of causes and what belongs to it is shown.
    #[prop_or(true)]
    pub(super) why: bool,
    /// Whether the charts are shown.
    #[prop_or(true)]
    pub(super) charts: bool,
}

/// The inspector of the selected component. It follows a change of the run after the frame that shows it, and whatever
/// else somebody does at once.
#[component]
pub(super) fn Inspector(props: &Props) -> Html {
    let props = use_later(props, |shown, newest| {
        (&shown.model.scenario.id, shown.model.view, shown.frame.minutes)
            != (&newest.model.scenario.id, newest.model.view, newest.frame.minutes)
    });
    html! { <Explained ..props /> }
}

/// What the inspector says.
#[component]
fn Explained(props: &Props) -> Html {
    let look = use_look();
    let Props { model, frame, marks, why, charts } = props;
    let selected = model.view.selected;
    let spec = &model.scenario.components[selected];
    let explanation = explain(&model.scenario, &model.recording, selected, look.zone, frame.minutes);
    let readings = readings(&model.scenario, &model.recording, selected, frame.minutes);
    let limit = limit(model, frame.minutes);
    let second = second(&readings, limit.map(|(signal, _)| signal));
    let desk = use_desk();
    let knobs = match &desk.unlocked {
        None => model
            .scenario
            .knobs()
            .filter(|(_, parameter, _)| parameter.component.map(usize::from) == Some(selected))
            .count(),
        Some(_) => 0,
    };
    let to_knobs = {
        let (act, model) = (desk.act.clone(), model.clone());
        Callback::from(move |_| {
            // What stands first is not in a fold.
            for fold in [Fold::Others, Fold::Owner(Some(selected))] {
                act.emit(Action::SetFold(fold, true));
            }
            let id = &model.scenario.components[selected].id;
            browser::go_to(&format!("[data-owner=\"{id}\"] button"));
        })
    };
    let chart = |reading: &Reading| {
        let limit = limit.filter(|(signal, _)| *signal == reading.signal).map(|(_, limit)| limit);
        let open = reading.signal == Signal::Error || Some(reading.signal) == second;
        html! {
            <Chart key={format!("{selected}-{:?}", reading.signal)} model={model.clone()} marks={marks.clone()} component={selected}
                signal={reading.signal} label={reading.label.clone()} value={reading.value.clone()}
                about={reading.about.clone()} {limit} {open} />
        }
    };
    html! {
        <section class="inspector" aria-labelledby="inspector-title">
            <div class="panel-head"><h2 id="inspector-title" tabindex="-1">{ &explanation.question }</h2></div>
            <div class="panel-body">
                if *why {
                    <Chain scenario={Same::of(&model.scenario)} steps={explanation.steps} now={explanation.now} failing={explanation.failing} />
                    { seen(model, frame, marks) }
                }
                if *charts { <div class="charts">{ for readings.iter().map(chart) }</div> }
                if *why {
                    if !spec.about.is_empty() {
                        <p class="component-about defines">{ defined(&model.scenario, "about", &spec.about) }</p>
                    }
                    { needs(model, frame, selected) }
                    if model.view.blind.is_none() { <Inside model={model.clone()} minutes={frame.minutes} /> }
                }
                if knobs > 0 {
                    <button type="button" class="quiet to-knobs" onclick={to_knobs}>
                        { format!("Change it: {knobs} {} of {}", if knobs == 1 { "knob" } else { "knobs" }, spec.label) }
                    </button>
                }
            </div>
        </section>
    }
}

/// The signal of the selected component that runs into a limit, if its picture shows that, and the limit.
fn limit(model: &State, minutes: f64) -> Option<(Signal, f64)> {
    let meter = model.scenario.components[model.view.selected].picture.as_ref()?.meter.as_ref()?;
    let (component, signal) = model.scenario.signal_of(meter.value.into())?;
    let limit = model.recording.column_at(meter.limit.into(), minutes);
    (component == model.view.selected).then_some((signal, limit))
}

/// The reading that says most after the errors: what runs into a limit, else what fills up, else what waits.
fn second(readings: &[Reading], limited: Option<Signal>) -> Option<Signal> {
    let has = |signal: Signal| readings.iter().any(|reading| reading.signal == signal).then_some(signal);
    let gauge = || readings.iter().map(|reading| reading.signal).find(|signal| matches!(signal, Signal::Gauge(_)));
    limited
        .or_else(|| has(Signal::Fill))
        .or_else(|| has(Signal::Backlog))
        .or_else(gauge)
        .or_else(|| has(Signal::Latency))
}

/// Properties of [`Chain`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct ChainProps {
    scenario: Same<Scenario>,
    steps: Vec<Step>,
    now: String,
    failing: bool,
}

/// The events that led there, from the trigger on.
#[component]
fn Chain(props: &ChainProps) -> Html {
    let player = use_player();
    let desk = use_desk();
    let step = |(index, step): (usize, &Step)| {
        let (player, act) = (player.clone(), desk.act.clone());
        let (at, component) = (step.at, step.component);
        let onclick = Callback::from(move |_| {
            player.change(|playback| {
                playback.pause();
                playback.seek(at);
            });
            if let Some(component) = component {
                act.emit(Action::Select(component));
            }
        });
        let text = step.component.and(step.text.split_once(": ")).map_or(step.text.as_str(), |(_, text)| text);
        html! {
            <li>
                <button type="button" class="time-link num" title="Go there" {onclick}>{ &step.time }</button>
                <span class="defines">{ defined(&props.scenario, &format!("step-{index}"), text) }</span>
            </li>
        }
    };
    // Rows have no keys: texts hold numbers and times that every move of a slider changes, and a row whose text changes is
    // cheaper to lay out than another row.
    let subject = |step: &Step| step.component.and(step.text.split_once(": ")).map(|(subject, _)| subject.to_owned());
    let heading = |subject: String| html! { <li class="subject"><span>{ subject }</span></li> };
    let row = |(index, now): (usize, &Step)| {
        let follows = index.checked_sub(1).is_some_and(|before| props.steps[before].component == now.component);
        let heading = subject(now).filter(|_| !follows).map(heading);
        heading.into_iter().chain([step((index, now))])
    };
    let class = if props.failing { "now failing" } else { "now" };
    html! {
        <ol class="chain">
            { for props.steps.iter().enumerate().flat_map(row) }
            <li {class}><span>{ &props.now }</span></li>
        </ol>
    }
}

/// What can be seen of it, by operators and by everybody, and apart from that what is true.
fn seen(model: &Same<State>, frame: &Frame, marks: &Same<Vec<Mark>>) -> Html {
    let seen = operators(&model.scenario, &model.recording, frame.minutes);
    if seen.is_none() && frame.board.is_none() {
        return html! { <div hidden=true></div> };
    }
    let because = frame.board.as_ref().map_or("", |board| board.because.as_str());
    html! {
        <>
            if let Some(seen) = seen {
                <div class="operators">
                    <h3>{ "What operators can see" }</h3>
                    <p>{ &seen.text }</p>
                    <Chart key={format!("operators-{}", model.scenario.id)} model={model.clone()} marks={marks.clone()} component={seen.component}
                        signal={seen.signal} label="Missing metrics" value={seen.value}
                        about="share of the metrics operators watch that is missing" limit={None::<f64>} open=false />
                </div>
            }
            { for frame.board.as_ref().map(board) }
            if !frame.truth.is_empty() {
                <div class="truth"><h3>{ "What is true" }</h3>
                    <p><b>{ &frame.truth }</b></p>
                    if !because.is_empty() { <p>{ because }</p> }
                </div>
            }
        </>
    }
}

/// What the status page tells everybody.
fn board(board: &Board) -> Html {
    let class = if board.is_wrong() { "board wrong" } else { "board" };
    let mark = match (board.is_wrong(), board.posted) {
        (true, _) => "≠",
        (false, true) => "!",
        (false, false) => "✓",
    };
    html! {
        <div {class}>
            <h3>{ "What the public can see" }</h3>
            <p>{ format!("{} says: ", board.label) }<b><span class="board-mark" aria-hidden="true">{ mark }</span>{ &board.says }</b></p>
        </div>
    }
}

/// What the component depends on, in words: the lines of the picture for those who hear the page.
fn needs(model: &State, frame: &Frame, selected: usize) -> Html {
    let spec = &model.scenario.components[selected];
    if spec.needs.is_empty() {
        return html! { <p class="needs-none">{ "It depends on nothing else here." }</p> };
    }
    let need = |edge: &crate::frame::Edge| {
        let callee = &model.scenario.components[edge.callee].label;
        let state = if model.view.blind == Some(Blind::Operators) {
            String::new()
        } else if edge.load <= 0.0 {
            "not in use".to_owned()
        } else if edge.error >= outage_sim::ONSET {
            format!("{} of calls fail", crate::words::percent(edge.error))
        } else {
            "works".to_owned()
        };
        html! {
            <li key={edge.need}><b>{ callee }</b>{ format!(": {}. ", edge.purpose) }<span class="num">{ state }</span></li>
        }
    };
    html! {
        <div class="needs">
            <h3>{ "Depends on" }</h3>
            <ul>{ for frame.edges.iter().filter(|edge| edge.caller == selected).map(need) }</ul>
        </div>
    }
}
