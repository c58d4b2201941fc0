//! The story: what its cards point to.

use super::Lower;
use crate::file::{Named, StoryCard};
use crate::problem::{did_you_mean, short};
use outage_plan::{self as plan, STORY};

impl Lower<'_> {
    /// The cards, with the numbers of what they point to.
    pub(super) fn story(&mut self) -> Vec<plan::Card> {
        let cards = &self.file.sheet.story;
        cards.iter().map(|card| self.story_card(card)).collect()
    }

    fn story_card(&mut self, card: &StoryCard) -> plan::Card {
        let before = self.mistakes.len();
        let on = card.on.iter().filter_map(|(id, span)| self.card_of(id, *span)).collect();
        let knobs = card.knobs.iter().filter_map(|knob| self.knob_number(knob)).collect();
        let fixes = card.fixes.iter().filter_map(|(id, span)| self.remediation_number(id, *span)).collect();
        let place = format!("card {}", STORY[usize::from(card.part)].0);
        for mistake in &mut self.mistakes[before..] {
            *mistake = mistake.clone().within(&place);
        }
        let StoryCard { part, at, text, sources, .. } = card.clone();
        plan::Card { part, at, on, text, sources, knobs, fixes }
    }

    /// The number of a parameter with a knob.
    fn knob_number(&mut self, (name, span): &Named) -> Option<u16> {
        let name = name.replace('-', "_");
        let parameters = &self.model.parameters;
        let Some(found) = parameters.iter().position(|parameter| parameter.name == name) else {
            let known = parameters.iter().filter(|it| it.knob.is_some()).map(|it| it.name.as_str());
            let near = did_you_mean(&name, known);
            return self.refuse_with(*span, format!("there is no parameter `{}`", short(&name)), near);
        };
        if parameters[found].knob.is_none() {
            let hint = "give it a `knob` where it is set, or name one that has it";
            return self.refuse_with(*span, format!("`{name}` has no knob that a reader could turn"), hint);
        }
        Some(found as u16)
    }
}
