//! Writing a link.

use super::furniture::{Furniture, word};
use super::percent::encode;
use super::tables::{BLINDS, CLOCKS, SHEETS, THEMES};
use super::version::{FORMAT, Stamp};
use super::{Document, FILE, packed};
use crate::playback::{Playback, SPEED};
use crate::state::{Blind, ClockZone, Sheet, Stage, State, Theme};
use outage_sim::{EventChange, Inputs, OUTAGES, STORY, Scenario};

/// Writes the link to what is on the screen, with its `#`. [`super::parse`] reads it back; the cursor is kept to the
/// minute.
#[must_use]
pub fn write(state: &State, playback: &Playback) -> String {
    write_embed(state, playback, &Furniture::default(), state.view.theme)
}

/// Writes the link of an embedded page: what is on the screen, with what surrounds it there, in some colours.
#[must_use]
pub fn write_embed(state: &State, playback: &Playback, furniture: &Furniture, theme: Theme) -> String {
    let mut link = Link::default();
    // Until an opening is whole there is no moment to share but its beginning, which the plain name of the outage opens.
    let is_plain = matches!(state.stage, Some(Stage::Ready | Stage::Playing));
    if !is_plain {
        link.run(state);
        // What a step shows is not on the screen yet: whoever opens the link begins it as well.
        let begins = state.session.as_ref().is_some_and(|place| place.begins);
        if !begins {
            link.moment(&state.scenario, playback);
        }
        link.view(state, state.view.blind.filter(|_| !begins));
    }
    link.looks(state, theme);
    link.0.extend(furniture.words(&state.scenario).into_iter().map(|(key, value)| (key.into(), value)));
    link.finish(state, is_plain)
}

/// Whether a link to what is on the screen holds the texts that it needs: they are left out while what packs them is not here.
#[must_use]
pub fn holds_texts(state: &State, link: &str) -> bool {
    let holds = |key: &str| link.contains(&format!("?{key}=")) || link.contains(&format!("&{key}="));
    let own = state.session.as_ref().is_some_and(|place| place.own.is_some());
    (state.document.built_in().is_some() || holds("x")) && (!own || holds("sx"))
}

/// The address of a link that previews as its outage: it leads through the page to read of that outage, which forwards to
/// the page at `page`. Files have no such page, and neither has a page that is not alone in its folder.
#[must_use]
pub fn through(page: &str, document: &Document, link: &str) -> String {
    let (folder, file) = page.split(['?', '#']).next().and_then(|page| page.rsplit_once('/')).unwrap_or_default();
    match document.built_in() {
        Some(index) if file.is_empty() || file == "index.html" => {
            format!("{folder}/{}/{file}{link}", OUTAGES[index].0)
        }
        _ => format!("{page}{link}"),
    }
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
        self.changes(scenario, inputs);
        self.add("seed", inputs.seed.map_or_else(String::new, |seed| seed.to_string()));
        let Some(fork) = &inputs.fork else { return };
        let mut before = Self::default();
        before.changes(scenario, &fork.before);
        // Values are lists themselves: each of their names is an item of its own.
        let items = before.0.iter().flat_map(|(key, value)| value.split(',').map(move |one| format!(",{key}:{one}")));
        self.add("fork", time(scenario, fork.at) + &items.collect::<String>());
    }

    /// Knobs, actions and remediations.
    fn changes(&mut self, scenario: &Scenario, inputs: &Inputs) {
        for (&parameter, &value) in inputs.knobs.iter() {
            let parameter = &scenario.parameters[parameter];
            self.add(&parameter.id, parameter.text(value));
        }
        let (mut off, mut moved) = (Vec::new(), Vec::new());
        for (&action, change) in inputs.events.iter() {
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

    fn view(&mut self, state: &State, blind: Option<Blind>) {
        let (scenario, view) = (&state.scenario, &state.view);
        if view.selected != usize::from(scenario.about.opens_on) {
            self.add("select", scenario.components[view.selected].id.clone());
        }
        if let Some(sheet) = view.sheet {
            self.add("open", word(&SHEETS, sheet));
            let with = state.with.as_deref().filter(|_| sheet == Sheet::Notebook);
            self.add("with", with.unwrap_or_default().to_owned());
        }
        if let Some(receipt) = view.receipt {
            self.add("receipt", scenario.parameters[receipt].id.clone());
        }
        for (key, on) in [("inside", view.inside), ("effects", view.effects)] {
            if on {
                self.add(key, "1".into());
            }
        }
        if let Some(card) = view.card.and_then(|card| scenario.about.story.get(card)) {
            self.add("card", STORY[usize::from(card.part)].0.into());
        }
        if let Some(place) = &state.session {
            self.add("session", place.id.to_string());
            self.add("step", (place.step + 1).to_string());
            self.add("sx", place.own.as_ref().map_or_else(String::new, |own| packed::pack(&own.text)));
        }
        if let Some(blind) = blind {
            self.add("blind", word(&BLINDS, blind));
        }
    }

    fn looks(&mut self, state: &State, theme: Theme) {
        if theme != Theme::default() {
            self.add("theme", word(&THEMES, theme));
        }
        if state.view.clock != ClockZone::default() {
            self.add("clock", word(&CLOCKS, state.view.clock));
        }
    }

    fn finish(mut self, state: &State, is_plain: bool) -> String {
        let name = match &state.document {
            Document::BuiltIn(_) => &state.scenario.id,
            Document::File { text, .. } => {
                self.add("x", packed::pack(text));
                FILE
            }
        };
        if !is_plain {
            self.add("v", FORMAT.to_string());
            // It is of the whole run: two that differ only later have different ones.
            if state.view.blind.is_none() {
                self.add("m", Stamp::of(&state.recording).to_string());
            }
        }
        let pairs: Vec<String> =
            self.0.iter().map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect();
        format!("#/{}{}{}", encode(name), if pairs.is_empty() { "" } else { "?" }, pairs.join("&"))
    }
}

/// A moment to the minute, without the space that links cannot hold.
fn time(scenario: &Scenario, minutes: f64) -> String {
    scenario.clock.local(minutes).to_string().replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use outage_sim::BUILT_IN;

    #[test]
    fn links_lead_through_the_page_of_their_outage_where_there_is_one() {
        let (built_in, link) = (Document::BuiltIn(0), "#/x?t=07:41");
        let id = BUILT_IN[0].0;
        for (page, expected) in [
            ("https://a.example/b/", format!("https://a.example/b/{id}/{link}")),
            ("https://a.example/", format!("https://a.example/{id}/{link}")),
            ("https://a.example/b/v/3/", format!("https://a.example/b/v/3/{id}/{link}")),
            // A host that shows `index.html` in its addresses may show nothing without it.
            ("https://a.example/b/index.html", format!("https://a.example/b/{id}/index.html{link}")),
            ("https://a.example/b/?from=a/b", format!("https://a.example/b/{id}/{link}")),
            ("https://a.example/b/outage-explorer.html", format!("https://a.example/b/outage-explorer.html{link}")),
        ] {
            assert_eq!(through(page, &built_in, link), expected);
        }
        let file = Document::text("", Ok(BUILT_IN[0].1.into())).expect("a plan");
        assert_eq!(through("https://a.example/", &file, link), format!("https://a.example/{link}"));
    }
}
