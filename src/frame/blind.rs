//! What may be seen while the page is blind. One rule for every part of it: they are all made from the state that this
//! gives, in which what is hidden is not there.

use super::{Frame, posted};
use crate::state::{Blind, History, State, Tried};
use outage_sim::{About, Action, Inputs, Recording, Scenario};
use std::rc::Rc;

/// What is seen of a state, with what it was made from: most of it is still right a moment later.
#[derive(Debug, Clone)]
pub struct Sight {
    /// What every part of the page is made from.
    pub shown: Rc<State>,
    /// The run that it is cut from, whole, as operators see it where only that is shown.
    whole: Rc<Recording>,
    of: Rc<Recording>,
    scenario: Rc<Scenario>,
    blind: Blind,
    begun: Vec<bool>,
}

/// What is seen of a blind state at a moment in minutes since the trigger. Nothing in it depends on what the run has later,
/// on what was changed about the day, or on what is known about it; and, where only what operators saw is shown, on
/// anything that they could not know. The numbers of components, parameters and actions stay theirs.
///
/// A state that is not blind is seen as it is. `before` is what was seen last.
#[must_use]
pub fn blinded(state: &State, minutes: f64, before: Option<&Sight>) -> Option<Sight> {
    let blind = state.view.blind?;
    let before = before.filter(|before| {
        let is_same = Rc::ptr_eq(&before.of, &state.recording) && Rc::ptr_eq(&before.scenario, &state.scenario);
        is_same && before.blind == blind && before.shown.session.is_some() == state.session.is_some()
    });
    let whole = match (before, blind) {
        (Some(before), _) => Rc::clone(&before.whole),
        (None, Blind::Future) => Rc::clone(&state.recording),
        (None, Blind::Operators) => Rc::new(state.recording.as_operators_see(&state.scenario)),
    };
    let recording = Rc::new(whole.until(minutes));
    let begun: Vec<bool> = (0..state.scenario.actions.len()).map(|it| recording.action(it).is_some()).collect();
    let mut shown = state.clone();
    let kept = before.map(|before| &before.shown);
    shown.scenario = match (kept, before) {
        (Some(kept), Some(before)) if before.begun == begun => Rc::clone(&kept.scenario),
        _ => Rc::new(veiled(&state.scenario, &recording, blind, state.session.is_some())),
    };
    // The same objects as before: what is drawn from them is not drawn anew.
    shown.inputs = kept.map_or_else(|| Rc::new(Inputs::default()), |kept| Rc::clone(&kept.inputs));
    shown.judgements = kept.map_or_else(Rc::default, |kept| Rc::clone(&kept.judgements));
    shown.baseline_judgements = Rc::clone(&shown.judgements);
    (shown.history, shown.tried, shown.asked) = (History::default(), Tried::default(), None);
    (shown.judged, shown.stage) = (true, None);
    // The day as it happened is another run, and tells of this one.
    shown.baseline = Rc::clone(&recording);
    shown.unforked = None;
    shown.recording = recording;
    let (of, scenario) = (Rc::clone(&state.recording), Rc::clone(&state.scenario));
    Some(Sight { shown: Rc::new(shown), whole, of, scenario, blind, begun })
}

/// What is on the screen of a blind state, at the moment that it was cut at.
#[must_use]
pub fn frame_seen(shown: &State, minutes: f64) -> Frame {
    let frame = Frame::at(&shown.scenario, &shown.recording, shown.view.clock, minutes);
    if shown.view.blind != Some(Blind::Operators) {
        return frame;
    }
    // Whether the status page is wrong, and why, is what operators do not know.
    let board = frame.board.map(|board| super::Board { because: String::new(), ..board });
    // Lines are drawn as on any day: how single dependencies fare is not known.
    let neutral = |edge| super::Edge { load: 1.0, error: 0.0, retry_share: 0.0, ..edge };
    let edges = frame.edges.into_iter().map(neutral).collect();
    Frame { board, edges, truth: String::new(), ..frame }
}

/// An outage without what tells of its end: what people found out about it, and what nobody has done yet. In
/// a session the public is told by whoever commands, so that what the status page says by itself is not seen either.
fn veiled(scenario: &Scenario, recording: &Recording, blind: Blind, is_session: bool) -> Scenario {
    let mut draft = outage_sim::Draft::clone(scenario);
    let about = &mut draft.about;
    *about = About {
        title: std::mem::take(&mut about.title),
        short: std::mem::take(&mut about.short),
        day: std::mem::take(&mut about.day),
        whose: std::mem::take(&mut about.whose),
        terms: std::mem::take(&mut about.terms),
        opens_at: about.opens_at,
        opens_on: about.opens_on,
        observer: about.observer,
        is_draft: about.is_draft,
        ..About::default()
    };
    // What a part is tells in places how it fared.
    draft.components.iter_mut().for_each(|component| component.about.clear());
    draft.facts.clear();
    draft.sources.clear();
    draft.remediations.clear();
    for parameter in &mut draft.parameters {
        (parameter.receipt, parameter.knob) = (None, None);
    }
    for (number, action) in draft.actions.iter_mut().enumerate() {
        *action = match recording.action(number) {
            Some((at, _)) => Action {
                id: std::mem::take(&mut action.id),
                label: std::mem::take(&mut action.label),
                at,
                is_trigger: action.is_trigger,
                ..Action::default()
            },
            None => Action::default(),
        };
    }
    if blind == Blind::Operators {
        let public = posted(scenario).map(|(board, _)| board).filter(|_| !is_session);
        let missing = scenario.about.observer.and_then(|it| scenario.signal_of(it.missing.into()));
        for (number, component) in draft.components.iter_mut().enumerate() {
            (component.picture, component.failing) = (None, String::new());
            if public != Some(number) && missing.is_none_or(|(through, _)| through != number) {
                component.gauges.clear();
            }
        }
    }
    Scenario::new(draft).expect("texts are taken away, and no number that is referred to")
}
