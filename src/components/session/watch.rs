//! What is told once the run has played to it: predict, observe, and only then explain.

use crate::browser;
use crate::components::player::{use_player, use_tick};
use crate::components::same::Same;
use crate::session::{Truth, shown_from};
use crate::state::State;
use outage_sim::session::Step;
use std::cell::Cell;
use std::rc::Rc;
use yew::{UseStateHandle, hook, use_effect_with, use_memo, use_state_eq};

/// How far the run of a step has played since its answers.
pub(super) struct Watch {
    step: usize,
    /// From when on the run shows what each question asks; empty where nothing plays.
    moments: Rc<Vec<f64>>,
    /// The step whose run plays to what was asked, and how far it came; none once everything is told.
    watched: UseStateHandle<Option<(usize, f64)>>,
    /// Whether it moves on by itself, and whether it ever has since it was begun.
    plays: UseStateHandle<bool>,
    has_played: Rc<Cell<bool>>,
}

impl Watch {
    /// Whether something is still to be told.
    pub(super) fn waits(&self) -> bool {
        self.until().is_some()
    }

    /// Whether the run has come to what a question asks.
    pub(super) fn is_told(&self, ask: usize) -> bool {
        self.until().is_none_or(|until| self.moments.get(ask).is_none_or(|at| *at <= until))
    }

    /// Whether it moves on by itself, or is about to.
    pub(super) fn plays(&self) -> bool {
        *self.plays
    }

    /// Begins to watch, where the run plays, and goes to what is to be seen next.
    pub(super) fn begin(&self) {
        self.has_played.set(false);
        self.plays.set(true);
        let plays = !self.moments.is_empty();
        self.watched.set(plays.then_some((self.step, f64::NEG_INFINITY)));
        browser::go_to_soon(if plays { ".session-panel .tell" } else { TOLD });
    }

    /// Tells everything at once.
    pub(super) fn tell(&self) {
        self.watched.set(None);
        browser::go_to_soon(TOLD);
    }

    fn until(&self) -> Option<f64> {
        self.watched.filter(|(of, _)| *of == self.step).map(|(_, until)| until)
    }
}

/// What there is to say once everything is told.
const TOLD: &str = ".session-panel :is(.said, .outcomes)";

/// Watches the run of a step, whose state is that after the answers. Where nothing moves by itself, everything is told at once.
#[hook]
pub(super) fn use_watch(step: Option<&Step>, index: usize, state: &Rc<Option<State>>, calm: bool) -> Watch {
    let moments = use_memo((index, Same(Rc::clone(state)), calm), |(_, state, calm)| {
        let cue = state.0.as_ref().as_ref().map(|state| (state, state.cue));
        let Some((state, end)) = cue.filter(|(_, cue)| cue.play && !calm).and_then(|(it, cue)| Some((it, cue.end?)))
        else {
            return Vec::new();
        };
        let from = |ask| Truth::of(ask, state).map_or(end, |truth| shown_from(ask, &truth, &state.scenario, end));
        step.map(|step| step.asks.iter().map(from).collect()).unwrap_or_default()
    });
    let watched = use_state_eq(|| None::<(usize, f64)>);
    let plays = use_state_eq(|| true);
    let has_played = use_memo((), |()| Cell::new(false));
    {
        let (player, plays, has_played) = (use_player(), plays.setter(), Rc::clone(&has_played));
        use_tick((), move |(), _| {
            let now = player.playback().playing;
            has_played.set(has_played.get() || now);
            if has_played.get() {
                plays.set(now);
            }
        });
    }
    let setter = watched.setter();
    use_tick((*watched, Rc::clone(&moments)), move |(watched, moments), tick| {
        let Some((of, before)) = watched.filter(|(of, _)| *of == index) else { return };
        let has_come = |at: &f64| *at <= tick.minutes.max(before) + 0.01;
        if !moments.iter().all(has_come) {
            return setter.set(Some((of, moments.iter().copied().filter(has_come).fold(before, f64::max))));
        }
        // The button for it goes away.
        match browser::is_there(".session-panel .tell:focus") {
            true => browser::go_to_soon(TOLD),
            false => browser::show_soon(TOLD.into()),
        }
        setter.set(None);
    });
    // Whoever leaves a step and comes back has its answers at once: nothing plays then.
    let setter = watched.setter();
    use_effect_with(index, move |_| move || setter.set(None));
    Watch { step: index, moments, watched, plays, has_played }
}
