//! Says the turns of a run while it plays, to people who hear the page: politely, and not more than once in a few seconds.

use super::desk::use_look;
use super::same::Same;
use crate::browser::now;
use crate::frame::{Frame, heard};
use crate::state::State;
use std::rc::Rc;
use yew::{Html, Properties, component, html, use_mut_ref};

/// Properties of [`Turns`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// What is shown at the moment.
    pub(super) frame: Same<Frame>,
    /// Whether the clock runs.
    pub(super) playing: bool,
}

/// Milliseconds between two things that are said.
const BETWEEN: f64 = 5000.0;

/// What was said last.
#[derive(Default)]
struct Said {
    /// Up to which moment turns have been told.
    until: Option<f64>,
    /// When that was.
    at: f64,
    text: Rc<str>,
}

/// The turns of a run while it plays.
#[component]
pub(super) fn Turns(props: &Props) -> Html {
    let look = use_look();
    let said = use_mut_ref(Said::default);
    let Props { model, frame, playing } = props;
    let mut said = said.borrow_mut();
    match said.until {
        _ if !playing => said.until = None,
        // It starts here, or somebody has gone back.
        None => said.until = Some(frame.minutes),
        Some(until) if until > frame.minutes => said.until = Some(frame.minutes),
        Some(until) if now() - said.at >= BETWEEN => {
            let text = heard(&model.scenario, &model.recording, look.zone, until, frame.minutes);
            if !text.is_empty() {
                (said.text, said.at) = (text.into(), now());
            }
            said.until = Some(frame.minutes);
        }
        Some(_) => {}
    }
    html! { <p class="unseen" role="status" data-testid="turns">{ said.text.to_string() }</p> }
}
