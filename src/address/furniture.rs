//! What surrounds the figure when the page is embedded in somebody's text.

use outage_sim::{Inputs, Scenario};

/// What an embedded page shows and lets its readers change.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Furniture {
    /// How much there is of it.
    pub size: FurnitureSize,
    /// What readers may change; `None` when the link does not say.
    pub unlock: Option<Unlock>,
    /// The panels, in their order on the page; `None` when the link does not say.
    pub panels: Option<Vec<Panel>>,
    /// Whether the title is left out.
    pub no_title: bool,
    /// Whether the way to the whole page is left out.
    pub no_link: bool,
}

/// How much there is around an embedded figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FurnitureSize {
    /// The lanes, and play.
    #[default]
    Figure,
    /// Also what readers may change.
    Controls,
    /// Also the cascade and the chain of causes.
    Full,
}

/// What a link says that readers may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unlock {
    /// Every knob, event and remediation.
    All,
    /// These.
    Only(Vec<Unlocked>),
}

/// The word for [`Unlock::All`].
pub(super) const ALL: &str = "all";

/// How many knobs readers get, besides those that the link changes, when a link does not say which.
const TELLING: usize = 4;

/// Something that readers of an embedded page may change, by its index in the scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlocked {
    /// A knob, by its parameter.
    Knob(usize),
    /// An event, by its action.
    Event(usize),
    /// A remediation.
    Fix(usize),
}

/// A part of an embedded page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// The four figures of the run.
    Headline,
    /// The components, and how failure travels between them.
    Cascade,
    /// Every service over the day, with the cursor.
    Lanes,
    /// What readers may change.
    Controls,
    /// Why the selected component fails.
    Why,
    /// The charts of the selected component.
    Chart,
    /// What the record says, and what this run shows.
    Facts,
}

/// The words of the sizes.
pub const SIZES: [(&str, FurnitureSize); 3] =
    [("figure", FurnitureSize::Figure), ("controls", FurnitureSize::Controls), ("full", FurnitureSize::Full)];

/// The words of the panels.
pub const PANELS: [(&str, Panel); 7] = [
    ("headline", Panel::Headline),
    ("cascade", Panel::Cascade),
    ("lanes", Panel::Lanes),
    ("controls", Panel::Controls),
    ("why", Panel::Why),
    ("chart", Panel::Chart),
    ("facts", Panel::Facts),
];

/// The panels that are among some, each once, in the order in which they stand.
#[must_use]
pub fn in_order(some: &[Panel]) -> Vec<Panel> {
    PANELS.iter().map(|(_, panel)| *panel).filter(|panel| some.contains(panel)).collect()
}

impl FurnitureSize {
    /// The panels of this size, when a link does not choose them.
    #[must_use]
    pub fn panels(self) -> &'static [Panel] {
        use Panel::{Cascade, Chart, Controls, Headline, Lanes, Why};
        match self {
            Self::Figure => &[Headline, Lanes],
            Self::Controls => &[Headline, Lanes, Controls],
            Self::Full => &[Headline, Cascade, Lanes, Controls, Why, Chart],
        }
    }
}

impl Furniture {
    /// The panels to show, in their order on the page.
    #[must_use]
    pub fn panels(&self) -> &[Panel] {
        self.panels.as_deref().unwrap_or(self.size.panels())
    }

    /// What readers may change: what the link unlocks, or else what tells most about the outage, where there is a panel for it.
    /// `opened` is what the link changes.
    #[must_use]
    pub fn unlocked(&self, scenario: &Scenario, opened: &Inputs) -> Vec<Unlocked> {
        match &self.unlock {
            Some(Unlock::All) => everything(scenario).collect(),
            Some(Unlock::Only(chosen)) => chosen.clone(),
            None if self.panels().contains(&Panel::Controls) => telling(scenario, opened),
            None => Vec::new(),
        }
    }

    /// What the link says about it, as keys with their values.
    #[must_use]
    pub fn words(&self, scenario: &Scenario) -> Vec<(&'static str, String)> {
        let mut words = Vec::new();
        if self.size != FurnitureSize::default() {
            words.push(("ui", word(&SIZES, self.size)));
        }
        match &self.unlock {
            None => {}
            Some(Unlock::All) => words.push(("unlock", ALL.into())),
            Some(Unlock::Only(chosen)) => {
                let ids: Vec<&str> = chosen.iter().map(|unlocked| unlocked.id(scenario)).collect();
                words.push(("unlock", ids.join(",")));
            }
        }
        if let Some(panels) = &self.panels {
            let panels: Vec<String> = panels.iter().map(|panel| word(&PANELS, *panel)).collect();
            words.push(("show", panels.join(",")));
        }
        if self.no_title {
            words.push(("title", "0".into()));
        }
        if self.no_link {
            words.push(("link", "0".into()));
        }
        words
    }
}

/// Everything that readers can be given to change, in the order of the scenario.
pub fn everything(scenario: &Scenario) -> impl Iterator<Item = Unlocked> {
    let knobs = scenario.knobs().map(|(parameter, ..)| Unlocked::Knob(parameter));
    let events = (0..scenario.actions.len()).map(Unlocked::Event);
    knobs.chain(events).chain((0..scenario.remediations.len()).map(Unlocked::Fix))
}

/// What readers may change when a link does not say: all that the link itself changes, and then a few knobs, first
/// those that the outage's own hint names, then those that its remediations turn.
fn telling(scenario: &Scenario, opened: &Inputs) -> Vec<Unlocked> {
    let is_knob = |parameter: &usize| scenario.parameters[*parameter].knob.is_some();
    let hint = &scenario.about.try_first;
    let hinted = scenario.knobs().filter(|(_, spec, _)| hint.contains(&format!("“{}”", spec.label)));
    let turned =
        scenario.remediations.iter().flat_map(|fix| fix.changes.iter().map(|change| usize::from(change.parameter)));
    let mut knobs: Vec<usize> = Vec::new();
    for parameter in hinted.map(|(parameter, ..)| parameter).chain(turned.filter(is_knob)) {
        if knobs.len() < TELLING && !knobs.contains(&parameter) {
            knobs.push(parameter);
        }
    }
    everything(scenario)
        .filter(|part| match part {
            Unlocked::Knob(parameter) => knobs.contains(parameter) || opened.knobs.contains_key(parameter),
            Unlocked::Event(action) => opened.events.contains_key(action),
            Unlocked::Fix(fix) => opened.fixes.contains(fix),
        })
        .collect()
}

/// The word of a setting; nothing for one that links do not hold.
pub(super) fn word<T: PartialEq>(words: &[(&str, T)], setting: T) -> String {
    words.iter().find(|(_, known)| *known == setting).map_or_else(String::new, |(word, _)| (*word).into())
}

impl Unlocked {
    /// What has this name in a scenario: a knob, an event or a remediation; `None` when nothing has.
    pub(super) fn find(scenario: &Scenario, id: &str) -> Option<Self> {
        let knob = scenario.parameter(id).filter(|parameter| scenario.parameters[*parameter].knob.is_some());
        if let Some(parameter) = knob {
            return Some(Self::Knob(parameter));
        }
        let event = scenario.action(id).map(Self::Event);
        event.or_else(|| scenario.remediation(id).map(Self::Fix))
    }

    /// A sentence about a name that nothing has.
    pub(super) fn unknown(scenario: &Scenario, id: &str) -> String {
        // The inputs know what was meant when a name is nearly right.
        let near = Inputs::default().set(scenario, id, "").map_or_else(|it| it.told(scenario), |()| String::new());
        near.replacen("no knob", "no knob, event or remediation", 1)
    }

    /// Its name in links.
    #[must_use]
    pub fn id(self, scenario: &Scenario) -> &str {
        match self {
            Self::Knob(parameter) => &scenario.parameters[parameter].id,
            Self::Event(action) => &scenario.actions[action].id,
            Self::Fix(fix) => &scenario.remediations[fix].id,
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn label(self, scenario: &Scenario) -> &str {
        match self {
            Self::Knob(parameter) => &scenario.parameters[parameter].label,
            Self::Event(action) => &scenario.actions[action].label,
            Self::Fix(fix) => &scenario.remediations[fix].label,
        }
    }
}
