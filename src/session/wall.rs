//! What a group decided and bought, as runs that anybody can open.

use super::command::{Decisions, Totals, span_of, totals};
use super::state_of;
use crate::notebook::link_of;
use crate::state::{Action, State};
use outage_sim::Inputs;
use outage_sim::session::Step;
use std::rc::Rc;

/// The run of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupRun {
    /// The link to it, with its `#`: nothing is hidden there, and no session is open.
    pub link: String,
    /// What came of it by the end of the command, or of the day.
    pub totals: Totals,
}

/// The run of what a group decided in a step in which the incident is commanded; none when the plan of its outage is not here.
#[must_use]
pub fn commanded(step: &Step, decisions: &Decisions) -> Option<GroupRun> {
    let command = step.command.as_ref()?;
    let base = state_of(step, false)?;
    let (start, until) = span_of(command, &base.scenario, base.cue.at);
    let inputs = decisions.inputs(command, &base.scenario, &base.inputs, &base.recording, start);
    let state = changed(&base, inputs);
    let told = decisions.told(&base.scenario, &state.recording).map(|(at, _)| at);
    let totals = totals(&base.scenario, &state.recording, told, until);
    Some(GroupRun { link: link_of(&state, until), totals })
}

/// The run of what a group bought in a step with a budget; none when the plan of its outage is not here.
#[must_use]
pub fn prevented(step: &Step, fixes: &[String]) -> Option<GroupRun> {
    step.prevent.as_ref()?;
    let base = state_of(step, false)?;
    let mut inputs = Inputs::default();
    inputs.fixes.extend(fixes.iter().filter_map(|fix| base.scenario.remediation(fix)));
    let state = changed(&base, inputs);
    let until = base.scenario.span.1;
    let told = super::command::first_word(&base.scenario, &state.recording);
    let totals = totals(&base.scenario, &state.recording, told, until);
    Some(GroupRun { link: link_of(&state, base.cue.at), totals })
}

fn changed(base: &State, inputs: Inputs) -> Rc<State> {
    let mut open = base.clone();
    (open.view.blind, open.session, open.stage) = (None, None, None);
    Rc::new(open).reduced(Action::SetInputs(Box::new(inputs)))
}
