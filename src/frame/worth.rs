//! What the documented facts of an outage are worth, in words: an audit gives each a class.

use crate::state::State;
use outage_sim::{Class, class_of};

/// A class as people read it: a mark of its own, so that colour is not needed, its name, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worth {
    /// A mark that no other class has.
    pub mark: &'static str,
    /// What facts of it are: `predicted`.
    pub name: &'static str,
    /// What it means, in a sentence.
    pub meaning: &'static str,
}

/// A class as people read it.
#[must_use]
pub fn worth(class: Class) -> Worth {
    let (mark, name, meaning) = match class {
        Class::Predicted => {
            ("●", "predicted", "It comes out although no number was chosen for it, and no operator's time gives it.")
        }
        Class::Fitted => {
            ("■", "fitted", "A number was chosen so that it comes out, or a chosen number moves it the most.")
        }
        Class::Scripted => (
            "▲",
            "follows an operator",
            "It follows from what operators did: its time moves with theirs, or it is lost without it.",
        ),
        Class::Weak => (
            "○",
            "weak",
            "Nearly any run shows it: nine of ten with random numbers, or a day on which nothing happens.",
        ),
        Class::Missed => ("✕", "missed", "The record says it, and the model does not show it."),
    };
    Worth { mark, name, meaning }
}

impl State {
    /// What a fact is worth in the model of the day as it happened; none where nobody has audited the outage.
    #[must_use]
    pub fn class(&self, fact: usize) -> Option<Class> {
        class_of(self.document.built_in()?, fact)
    }

    /// Whether an audit says what its facts are worth.
    #[must_use]
    pub fn is_audited(&self) -> bool {
        (0..self.scenario.facts.len()).any(|fact| self.class(fact).is_some())
    }
}

/// What a score is worth: `9 predicted, 10 fitted, 4 following an operator, 2 weak`. Nothing where there is no audit.
#[must_use]
pub fn score_worth(classes: impl Iterator<Item = Option<Class>>) -> String {
    let classes: Vec<Class> = classes.flatten().collect();
    let count = |class: &Class| classes.iter().filter(|it| *it == class).count();
    let told = |class: Class| match count(&class) {
        0 => None,
        count if class == Class::Scripted => Some(format!("{count} following an operator")),
        count => Some(format!("{count} {}", worth(class).name)),
    };
    Class::ALL.into_iter().filter_map(told).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worth_leads_with_predictions_and_leaves_out_what_there_is_none_of() {
        let classes = [Class::Weak, Class::Scripted, Class::Predicted, Class::Predicted].map(Some);
        assert_eq!(score_worth(classes.into_iter().chain([None])), "2 predicted, 1 following an operator, 1 weak");
        assert_eq!(score_worth([None].into_iter()), "");
    }

    #[test]
    fn worth_of_each_class_has_a_mark_of_its_own() {
        let mut marks = Class::ALL.map(|class| worth(class).mark).to_vec();
        marks.sort_unstable();
        marks.dedup();
        assert_eq!(marks.len(), Class::ALL.len());
    }
}
