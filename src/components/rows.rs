//! Knobs in rows, by the component that they are of.

use super::knob::KnobRow;
use super::same::Same;
use super::track::Track;
use crate::frame::{Hint, hint};
use crate::state::{State, Touched};
use outage_sim::Inputs;
use std::rc::Rc;
use yew::{Html, html};

/// What rows of knobs are made from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rows {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// The inputs of the newest run, whether it is here yet or not.
    pub(super) inputs: Same<Inputs>,
    /// For each parameter what its values would do.
    pub(super) tracks: Same<Vec<Rc<Track>>>,
}

/// Knobs of a component, by its index; or of none, those of the whole outage.
pub(super) type Group = (Option<usize>, Vec<usize>);

impl Rows {
    /// Knobs by their components, in the order in which these come first.
    pub(super) fn groups(&self, knobs: impl IntoIterator<Item = usize>) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for knob in knobs {
            let owner = self.model.scenario.parameters[knob].component.map(usize::from);
            match groups.iter_mut().find(|(known, _)| *known == owner) {
                Some((_, knobs)) => knobs.push(knob),
                None => groups.push((owner, vec![knob])),
            }
        }
        groups
    }

    /// The name of a component in the page, and for people.
    pub(super) fn owner(&self, owner: Option<usize>) -> (&str, &str) {
        let owner = owner.map(|component| &self.model.scenario.components[component]);
        owner.map_or(("", "All of it"), |spec| (spec.id.as_str(), spec.label.as_str()))
    }

    /// Whether a knob is shown even in a fold that is closed: it was changed, or tried, or its receipt is open.
    pub(super) fn stays(&self, knob: usize) -> bool {
        let State { tried, view, .. } = &*self.model;
        self.inputs.knobs.contains_key(&knob) || tried.has(Touched::Knob(knob)) || view.receipt == Some(knob)
    }

    /// How many of some knobs are changed.
    pub(super) fn changed(&self, knobs: &[usize]) -> usize {
        knobs.iter().filter(|knob| self.inputs.knobs.contains_key(knob)).count()
    }

    /// The rows of some knobs.
    pub(super) fn rows(&self, knobs: impl IntoIterator<Item = usize>) -> Html {
        let model = &self.model;
        let hinted = match hint(model) {
            Hint::Try(_, knob, _) => knob,
            Hint::Run(_) | Hint::Tried => None,
        };
        let row = |index: usize| {
            html! {
                <KnobRow key={model.scenario.parameters[index].id.clone()} scenario={Same::of(&model.scenario)} parameter={index}
                    value={self.inputs.value(&model.scenario, index)} changed={self.inputs.knobs.contains_key(&index)}
                    late={self.inputs.fork.is_some() && !model.scenario.matters_later(index)}
                    hinted={hinted == Some(index)} receipt_open={model.view.receipt == Some(index)}
                    track={Same(Rc::clone(&self.tracks[index]))} />
            }
        };
        html! { <>{ for knobs.into_iter().map(row) }</> }
    }

    /// A group with its heading.
    pub(super) fn group(&self, (owner, knobs): Group) -> Html {
        let (id, label) = self.owner(owner);
        html! {
            <section key={id} class="knob-group" data-owner={id.to_owned()}><h3>{ label }</h3>{ self.rows(knobs) }</section>
        }
    }
}
