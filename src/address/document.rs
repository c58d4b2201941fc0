//! What a link opens an outage from: one that is built in, or a text.

use super::Compiled;
use crate::shelf;
use outage_sim::Scenario;
use std::rc::Rc;

/// Where a scenario comes from.
#[derive(Debug, Clone)]
pub enum Document {
    /// One of [`OUTAGES`](outage_sim::OUTAGES), by its index.
    BuiltIn(usize),
    /// A text; see [`Document::text`].
    File {
        /// Its text.
        text: Rc<str>,
        /// What it says.
        scenario: Rc<Scenario>,
    },
}

/// The same text says the same.
impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::BuiltIn(index), Self::BuiltIn(other)) => index == other,
            (Self::File { text, .. }, Self::File { text: other, .. }) => text == other,
            _ => false,
        }
    }
}

impl Eq for Document {}

impl Default for Document {
    fn default() -> Self {
        Self::BuiltIn(0)
    }
}

impl Document {
    /// The text of an outage, with what became of it.
    ///
    /// # Errors
    /// Everything that is wrong with the text, or why the plan cannot be read.
    pub fn text(text: &str, compiled: Compiled) -> Result<Self, Vec<String>> {
        let scenario = Scenario::read(&compiled?).map_err(|flaw| vec![format!("{flaw}.")])?;
        if scenario.components.is_empty() {
            return Err(vec![
                "This outage has no components, which are what the page shows: add a [[component]].".into(),
            ]);
        }
        Ok(Self::File { text: text.into(), scenario: Rc::new(scenario) })
    }

    /// Its scenario, if its plan is here: that of a built-in outage may have to be fetched.
    #[must_use]
    pub fn scenario(&self) -> Option<Rc<Scenario>> {
        match self {
            Self::BuiltIn(index) => shelf::plan(*index),
            Self::File { scenario, .. } => Some(Rc::clone(scenario)),
        }
    }

    /// Whether its plan is here.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.scenario().is_some()
    }

    /// Its index among the built-in ones.
    #[must_use]
    pub fn built_in(&self) -> Option<usize> {
        match self {
            Self::BuiltIn(index) => Some(*index),
            Self::File { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::{self, ABSENT, Opened};
    use crate::state::{Action, State};
    use outage_sim::OUTAGES;

    #[test]
    fn an_outage_whose_plan_is_not_here_opens_nothing_and_says_so() {
        let absent = Document::BuiltIn(OUTAGES.len());
        assert!(absent.scenario().is_none() && !absent.is_here());
        let mut opened = Opened { document: absent, ..Opened::default() };
        address::change(&mut opened, address::words("seed=7"));
        assert_eq!(opened.inputs.seed, None);
        let state = State::open(opened.clone());
        assert!(state.document.is_here() && state.notices.iter().any(|notice| notice.text == ABSENT));
        let before = Rc::new(State::open(Opened::default()));
        let after = Rc::clone(&before).reduced(Action::Restore(Box::new(opened)));
        assert!(Rc::ptr_eq(&before.scenario, &after.scenario) && after.notices.iter().any(|it| it.text == ABSENT));
    }
}
