//! The numbers of a chart, as a table.

use super::desk::Look;
use crate::frame::readings;
use crate::state::State;
use crate::words;
use outage_sim::{Recording, Signal};
use yew::{Html, html};

/// Minutes between two rows.
const EVERY: f64 = 30.0;

/// The numbers of a chart, every half hour; of a blind page, until now.
pub(super) fn table(model: &State, component: usize, signal: Signal, label: &str, look: &Look, now: f64) -> Html {
    let scenario = &*model.scenario;
    let (other, name) = model.other();
    let is_blind = model.view.blind.is_some();
    let (from, until) = model.recording.span();
    let until = if is_blind { now } else { until };
    // Rows stand at whole half hours of the clock.
    let first = (from / EVERY).ceil() * EVERY - (scenario.clock.trigger % EVERY);
    let times =
        (0..).map(|index| first + f64::from(index) * EVERY).skip_while(|at| *at < from).take_while(|at| *at <= until);
    let value = |recording: &Recording, at: f64| {
        let all = readings(scenario, recording, component, at);
        all.into_iter().find(|reading| reading.signal == signal).map_or_else(String::new, |reading| reading.value)
    };
    let row = |at: f64| {
        html! {
            <tr key={at.to_string()}>
                <th scope="row">{ words::clock(&scenario.clock, look.zone, at) }</th>
                <td>{ value(&model.recording, at) }</td>
                if !is_blind { <td>{ value(other, at) }</td> }
            </tr>
        }
    };
    let caption = format!("{} of {}", label, scenario.components[component].label);
    html! {
        <div class="data-table num" tabindex="0" role="region" aria-label={caption.clone()}>
            <table>
                <caption class="unseen">{ caption }</caption>
                <thead><tr>
                    <th scope="col">{ words::zone_name(&scenario.clock, look.zone) }</th>
                    <th scope="col">{ "This run" }</th>
                    if !is_blind { <th scope="col">{ words::sentence(name) }</th> }
                </tr></thead>
                <tbody>{ for times.map(row) }</tbody>
            </table>
        </div>
    }
}
