//! The day as it happened, or the changed run that was forked, beside the reader's run, in small: what a change does stays in sight on a phone while its slider
//! is under the finger.

use super::desk::use_look;
use super::same::Same;
use crate::browser::{Surface, use_size};
use crate::draw::lanes::strip;
use crate::state::State;
use crate::words;
use outage_sim::{Recording, Scenario, Signal};
use yew::{Html, Properties, component, html, use_effect_with, use_node_ref};

/// Properties of [`Both`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
}

/// The two runs, each with its largest errors, its time to recovery, and its lanes.
#[component]
pub(super) fn Both(Props { model }: &Props) -> Html {
    let [peak, _, recovery, _] = model.headline().figures;
    let run = |key: &'static str, name: &str, recording: &std::rc::Rc<Recording>, peak: String, recovery: String| {
        html! {
            <div {key} class="both-run" data-run={key}>
                <p><b>{ name }</b>{ " " }<span class="num">{ peak }{ " peak · " }{ recovery }</span></p>
                <Small scenario={Same::of(&model.scenario)} recording={Same::of(recording)} />
            </div>
        }
    };
    let other = model.unforked_name().map_or_else(|| "The day".to_owned(), |name| words::sentence(&name));
    html! {
        <div class="both" role="group" aria-label={format!("{other}, and your run")}>
            { run("day", &other, model.other().0, peak.was, recovery.was) }
            { run("yours", "Your run", &model.recording, peak.value, recovery.value) }
        </div>
    }
}

/// Properties of [`Small`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct SmallProps {
    /// The outage.
    pub(super) scenario: Same<Scenario>,
    /// The run.
    pub(super) recording: Same<Recording>,
}

/// The lanes of a run in small.
#[component]
pub(super) fn Small(SmallProps { scenario, recording }: &SmallProps) -> Html {
    let (node, look) = (use_node_ref(), use_look());
    let size = use_size(node.clone());
    let canvas = node.clone();
    use_effect_with((scenario.clone(), recording.clone(), size, look.dark), move |(scenario, recording, size, _)| {
        let Some(surface) = Surface::of(&canvas) else { return };
        let device = |length: f64| (length * size.ratio).round() as usize;
        let (width, height) = (device(size.width), device(size.height));
        surface.resize(width as u32, height as u32);
        surface.clear();
        let lanes: Vec<usize> = (0..scenario.components.len()).filter(|&lane| scenario.components[lane].lane).collect();
        let at = |place: usize| place * height / lanes.len().max(1);
        for (place, &lane) in lanes.iter().enumerate() {
            let thick = (at(place + 1) - at(place)).saturating_sub(1).max(1);
            let band = strip(recording.series(lane, Signal::Error), width, look.palette()).repeat(thick);
            surface.paint_at(&band, width as u32, thick as u32, at(place) as u32);
        }
    });
    html! { <canvas ref={node} aria-hidden="true"></canvas> }
}
