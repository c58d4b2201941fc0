//! Writing a link.

use super::furniture::{Furniture, FurnitureSize, PANELS, SIZES};
use super::percent::encode;
use super::version::{FORMAT, Stamp};
use super::{CLOCKS, Document, FILE, SHEETS, THEMES, packed};
use crate::playback::{Playback, SPEED};
use crate::state::{ClockZone, State, Theme};
use outage_sim::{EventChange, Inputs, Scenario};

/// Writes the link to what is on the screen, with its `#`. [`super::parse`] reads it back; the cursor is kept to the
/// minute.
#[must_use]
pub fn write(state: &State, playback: &Playback) -> String {
    let mut link = Link::default();
    link.run(state);
    link.moment(&state.scenario, playback);
    link.view(state);
    link.finish(state)
}

/// Writes the link of an embedded page: what is on the screen, with what surrounds it there.
#[must_use]
pub fn write_embed(state: &State, playback: &Playback, furniture: &Furniture) -> String {
    let mut link = Link::default();
    link.run(state);
    link.moment(&state.scenario, playback);
    link.view(state);
    link.furniture(&state.scenario, furniture);
    link.finish(state)
}

/// The keys of a link with their values, not yet encoded.
#[derive(Default)]
struct Link(Vec<(String, String)>);

impl Link {
    /// Adds a key, unless there is nothing to say.
    fn add(&mut self, key: &str, value: String) {
        if !value.is_empty() {
            self.0.push((key.into(), value));
        }
    }

    fn run(&mut self, state: &State) {
        let (scenario, inputs): (&Scenario, &Inputs) = (&state.scenario, &state.inputs);
        for (&parameter, &value) in &inputs.knobs {
            let parameter = &scenario.parameters[parameter];
            self.add(&parameter.id, parameter.text(value));
        }
        let (mut off, mut moved) = (Vec::new(), Vec::new());
        for (&action, change) in &inputs.events {
            let id = &scenario.actions[action].id;
            match change {
                EventChange::Off => off.push(id.clone()),
                EventChange::At(at) => moved.push(format!("{id}@{}", time(scenario, *at))),
            }
        }
        self.add("off", off.join(","));
        self.add("at", moved.join(","));
        let fixes: Vec<&str> = inputs.fixes.iter().map(|&fix| scenario.remediations[fix].id.as_str()).collect();
        self.add("fix", fixes.join(","));
        self.add("seed", inputs.seed.map_or_else(String::new, |seed| seed.to_string()));
    }

    fn moment(&mut self, scenario: &Scenario, playback: &Playback) {
        self.add("t", time(scenario, playback.cursor));
        if playback.playing {
            self.add("play", "1".into());
        }
        if playback.speed != SPEED {
            self.add("speed", playback.speed.to_string());
        }
        if let Some((from, until)) = playback.repeat {
            self.add("loop", format!("{}..{}", time(scenario, from), time(scenario, until)));
        }
        if let Some(end) = playback.end {
            self.add("end", time(scenario, end));
        }
    }

    fn view(&mut self, state: &State) {
        let (scenario, view) = (&state.scenario, &state.view);
        if view.selected != scenario.about.opens_on {
            self.add("select", scenario.components[view.selected].id.clone());
        }
        if let Some(sheet) = view.sheet {
            self.add("open", word(&SHEETS, sheet));
        }
        if let Some(receipt) = view.receipt {
            self.add("receipt", scenario.parameters[receipt].id.clone());
        }
        if view.theme != Theme::default() {
            self.add("theme", word(&THEMES, view.theme));
        }
        if view.clock != ClockZone::default() {
            self.add("clock", word(&CLOCKS, view.clock));
        }
    }

    fn furniture(&mut self, scenario: &Scenario, furniture: &Furniture) {
        if furniture.size != FurnitureSize::default() {
            self.add("ui", word(&SIZES, furniture.size));
        }
        if let Some(unlocked) = &furniture.unlock {
            let ids: Vec<&str> = unlocked.iter().map(|unlocked| unlocked.id(scenario)).collect();
            self.0.push(("unlock".into(), ids.join(",")));
        }
        if let Some(panels) = &furniture.panels {
            let words: Vec<String> = panels.iter().map(|panel| word(&PANELS, *panel)).collect();
            self.add("show", words.join(","));
        }
        if furniture.no_title {
            self.add("title", "0".into());
        }
        if furniture.no_link {
            self.add("link", "0".into());
        }
    }

    fn finish(mut self, state: &State) -> String {
        let name = match &state.document {
            Document::BuiltIn(_) => &state.scenario.id,
            Document::File { text, .. } => {
                self.add("x", packed::pack(text));
                FILE
            }
        };
        self.add("v", FORMAT.to_string());
        self.add("m", Stamp::of(&state.recording).to_string());
        let pairs: Vec<String> =
            self.0.iter().map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect();
        format!("#/{}?{}", encode(name), pairs.join("&"))
    }
}

/// The word of a setting; nothing for one that links do not hold.
fn word<T: PartialEq>(words: &[(&str, T)], setting: T) -> String {
    words.iter().find(|(_, known)| *known == setting).map_or_else(String::new, |(word, _)| (*word).into())
}

/// A moment to the minute, without the space that links cannot hold.
fn time(scenario: &Scenario, minutes: f64) -> String {
    scenario.clock.local(minutes).to_string().replace(' ', "")
}
