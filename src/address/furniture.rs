//! What surrounds the figure when the page is embedded in somebody's text.

use outage_sim::{Inputs, Scenario};

/// What an embedded page shows and lets its readers change.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Furniture {
    /// How much there is of it.
    pub size: FurnitureSize,
    /// What readers may change; `None` when the link does not say.
    pub unlock: Option<Vec<Unlocked>>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
pub(super) const SIZES: [(&str, FurnitureSize); 3] =
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

    /// What readers may change: what the link unlocks, or else every knob where there is a panel for it.
    #[must_use]
    pub fn unlocked(&self, scenario: &Scenario) -> Vec<Unlocked> {
        match &self.unlock {
            Some(chosen) => chosen.clone(),
            None if self.panels().contains(&Panel::Controls) => {
                scenario.knobs().map(|(parameter, ..)| Unlocked::Knob(parameter)).collect()
            }
            None => Vec::new(),
        }
    }
}

impl Unlocked {
    /// What has this name in a scenario: a knob, an event or a remediation; `None` when nothing has.
    pub(super) fn find(scenario: &Scenario, id: &str) -> Option<Self> {
        if let Some((parameter, ..)) = scenario.knobs().find(|(_, parameter, _)| parameter.id == id) {
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

    /// Its name.
    pub(super) fn id(self, scenario: &Scenario) -> &str {
        match self {
            Self::Knob(parameter) => &scenario.parameters[parameter].id,
            Self::Event(action) => &scenario.actions[action].id,
            Self::Fix(fix) => &scenario.remediations[fix].id,
        }
    }
}
