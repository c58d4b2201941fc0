//! The actions of the page, and the pure reducer that carries them out.

use super::{Asked, Blind, ClockZone, Fold, History, Notice, Sheet, Stage, State, Theme, Touched, View};
use crate::address::{Compiled, Document, Opened};
use crate::session::Place;
use outage_sim::{EventChange, Inputs, Judgement, Knob, Recording, Scenario, tame};
use std::rc::Rc;

/// Something somebody does on the page. Indices are those of the open scenario; others are ignored.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Sets a knob.
    SetKnob {
        /// Index of its parameter.
        parameter: usize,
        /// The new value; for a choice, the index of the word in the parameter's shape.
        value: f64,
    },
    /// Gives a knob the scenario's own value, or the one that a remediation in place sets.
    ResetKnob(usize),
    /// Moves an event in time, to the nearest whole minute of the run.
    MoveEvent {
        /// Index of the action.
        action: usize,
        /// The new time, in minutes since the trigger.
        at: f64,
    },
    /// Lets an event happen or not.
    SetEvent {
        /// Index of the action.
        action: usize,
        /// Whether it happens.
        on: bool,
    },
    /// Gives an event its own time.
    ResetEvent(usize),
    /// Puts a remediation in place or takes it away.
    SetFix {
        /// Index of the remediation.
        fix: usize,
        /// Whether it is in place.
        on: bool,
    },
    /// Seeds the luck of single members, or spreads them evenly.
    SetSeed(Option<u64>),
    /// Lets changes hold only after a moment, in minutes since the trigger, or from the start. What held before stays.
    Fork(Option<f64>),
    /// The day as it happened.
    ResetAll,
    /// Changes all inputs at once.
    SetInputs(Box<Inputs>),
    /// Changes all inputs as a step of a session lets people do it who spend a budget: also while the page is blind, and in an
    /// article, whose author chose the session.
    Spend(Box<Inputs>),
    /// The same for people who command. The step takes their decisions back itself.
    Command(Box<Inputs>),
    /// Takes the last change back.
    Undo,
    /// Makes the last change that was taken back again.
    Redo,
    /// Says whether runs are made beside the page. What has been asked for and will not come is run at once.
    RunBeside(bool),
    /// Brings a run that was asked for. One that is older than what is shown, or of another outage, is dropped.
    Ran(Asked, Rc<Recording>),
    /// Judges the facts that need runs of their own; for when the page has time.
    Judge,
    /// Brings the judgements of every fact against the run of these inputs.
    Judged(Rc<Inputs>, Vec<Judgement>),
    /// Selects a component for the inspector.
    Select(usize),
    /// Chooses the clock that times are shown in.
    SetClock(ClockZone),
    /// Chooses the colours.
    SetTheme(Theme),
    /// Opens a sheet, or closes the one that is open.
    Toggle(Sheet),
    /// Opens the receipt of a parameter, or closes the open one.
    OpenReceipt(Option<usize>),
    /// Shows how the component works, or hides it.
    LookInside(bool),
    /// Shows what everything would do before it is tried, or only what was tried.
    ShowEffects(bool),
    /// Hides what comes later, or also what operators could not know; or nothing any more.
    SetBlind(Option<Blind>),
    /// Opens a fold of what can be changed, or closes it.
    SetFold(Fold, bool),
    /// Opens a built-in scenario, by its index, if its plan is here.
    OpenBuiltIn(usize),
    /// Says that something is being read, by its name.
    Read(String),
    /// Says why what was being read cannot be opened.
    NotRead(Notice),
    /// Opens a scenario file that has been read.
    OpenFile {
        /// Name of the file.
        name: String,
        /// Its text.
        text: String,
        /// What became of it.
        compiled: Compiled,
    },
    /// Opens a link, if the plan of its outage is here.
    Restore(Box<Opened>),
    /// Shows a notice.
    Notify(Notice),
    /// Dismisses a notice, by its index.
    Dismiss(usize),
    /// Says something in the live region.
    Announce(String),
    /// Goes on with the opening: to its next stage, to the first one again, or past it.
    Stage(Option<Stage>),
    /// Opens a card of the story, past the opening, and goes to its moment; or closes the story.
    OpenCard(Option<usize>),
    /// Turns to the next card of the story, or to the one before.
    TurnCard(bool),
    /// Opens a session.
    OpenSession(Place),
    /// Leaves the session.
    LeaveSession,
    /// Leaves the comparison that a link opened.
    LeaveComparison,
}

#[cfg(feature = "page")]
impl yew::Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        self.reduced(action)
    }
}

impl State {
    /// The state after an action; the very same `Rc` when the action changes nothing.
    #[must_use]
    pub fn reduced(self: Rc<Self>, action: Action) -> Rc<Self> {
        let scenario = &*self.scenario;
        match action {
            ref action if !self.may(action) => self,
            Action::SetKnob { parameter, value } => self.set_knob(parameter, value),
            Action::ResetKnob(parameter) => self.change(Touched::Knob(parameter), |inputs| {
                inputs.knobs.remove(&parameter);
            }),
            Action::MoveEvent { action, .. } | Action::SetEvent { action, .. } | Action::ResetEvent(action)
                if self.is_past(action).is_some() =>
            {
                let notice = self.is_past(action);
                self.with_notices(notice.into_iter().collect())
            }
            Action::MoveEvent { action, at } if action < scenario.actions.len() && !at.is_nan() => {
                let at = at
                    .max(self.forks_at().map_or(f64::NEG_INFINITY, |fork| fork + 1.0))
                    .clamp(scenario.span.0, scenario.span.1)
                    .round();
                self.change(Touched::Event(action), |inputs| inputs.move_action(&self.scenario, action, at))
            }
            Action::SetEvent { action, on } if action < scenario.actions.len() => {
                self.change(Touched::Event(action), |inputs| {
                    let is_off = inputs.events.get(&action) == Some(&EventChange::Off);
                    if !on {
                        inputs.events.insert(action, EventChange::Off);
                    } else if is_off {
                        inputs.events.remove(&action);
                    }
                })
            }
            Action::ResetEvent(action) => self.change(Touched::Event(action), |inputs| {
                inputs.events.remove(&action);
            }),
            Action::SetFix { fix, on } if fix < scenario.remediations.len() => {
                self.change(Touched::Fix(fix), |inputs| set_fix(&self.scenario, inputs, fix, on))
            }
            Action::SetSeed(seed) => self.change(Touched::Seed, |inputs| inputs.seed = seed),
            Action::Fork(at) => self.fork(at),
            Action::SetInputs(inputs) | Action::Spend(inputs) if fits(&inputs, scenario) => {
                self.change(Touched::Everything, |current| *current = *inputs)
            }
            Action::Command(inputs) if fits(&inputs, scenario) => {
                let next = self.change(Touched::Everything, |current| *current = *inputs);
                if Rc::ptr_eq(&next, &self) {
                    self
                } else {
                    Rc::new(Self { history: History::default(), ..Self::clone(&next) })
                }
            }
            Action::ResetAll => {
                let next = self.change(Touched::Everything, |inputs| *inputs = Inputs::default());
                if Rc::ptr_eq(&next, &self) { self } else { Rc::new(Self::clone(&next).in_a_new_entry(&self)) }
            }
            Action::Undo => self.step(true),
            Action::Redo => self.step(false),
            Action::RunBeside(beside) if beside != self.beside => Rc::new(self.with_runs(beside)),
            Action::Ran(asked, recording) if asked.begun == self.begun && asked.number > self.asks.1 => {
                Rc::new(self.arrived(asked, recording))
            }
            Action::Judge if !self.judged => Rc::new(self.with_every_judgement()),
            Action::Judged(inputs, judgements) if Rc::ptr_eq(&inputs, &self.inputs) && !self.judged => {
                Rc::new(Self { judgements: Rc::new(judgements), judged: true, ..Self::clone(&self) })
            }
            Action::OpenBuiltIn(index) => self.opening(Document::BuiltIn(index)),
            Action::Read(name) => {
                let name = short(&name);
                Rc::new(Self { announcement: format!("Reading {name}."), reading: Some(name), ..Self::clone(&self) })
            }
            Action::OpenFile { name, text, compiled } => self.open_file(&short(&name), &text, compiled),
            // The notice is heard; that it is being read is not true any more.
            Action::NotRead(notice) => {
                let rest = Self { reading: None, announcement: String::new(), ..Self::clone(&self) };
                Rc::new(rest).with_notices(vec![notice])
            }
            Action::Restore(opened) => self.restore(*opened),
            Action::Notify(notice) => self.with_notices(vec![notice]),
            Action::Dismiss(index) if index < self.notices.len() => {
                let mut next = Self::clone(&self);
                next.notices.remove(index);
                Rc::new(next)
            }
            Action::SetFold(fold, open) if self.tried.is_open(fold) != open => Rc::new(self.with_fold(fold, open)),
            Action::Announce(announcement) if announcement != self.announcement => {
                Rc::new(Self { announcement, ..Self::clone(&self) })
            }
            Action::SetBlind(blind) if blind != self.view.blind => Rc::new(self.with_blind(blind)),
            Action::Stage(stage) => self.to_stage(stage),
            Action::OpenCard(card) => self.open_card(card),
            Action::TurnCard(on) => {
                let to = self.view.card.and_then(|card| if on { Some(card + 1) } else { card.checked_sub(1) });
                if to.is_some() { self.open_card(to) } else { self }
            }
            Action::OpenSession(place) => {
                Rc::new(Self { session: Some(place), stage: None, reading: None, ..Self::clone(&self) })
            }
            Action::LeaveSession if self.session.is_some() => Rc::new(self.without_session()),
            Action::LeaveComparison if self.with.is_some() => Rc::new(Self { with: None, ..Self::clone(&self) }),
            action => self.look(action),
        }
    }

    /// The state after an action that changes only what is shown.
    fn look(self: Rc<Self>, action: Action) -> Rc<Self> {
        let (view, scenario) = (self.view, &*self.scenario);
        let next = match action {
            Action::Select(selected) if selected < scenario.components.len() => View { selected, ..view },
            Action::SetClock(clock) => View { clock, ..view },
            Action::SetTheme(theme) => View { theme, ..view },
            Action::Toggle(sheet) => View { sheet: Some(sheet).filter(|_| view.sheet != Some(sheet)), ..view },
            Action::OpenReceipt(receipt) if receipt.is_none_or(|index| index < scenario.parameters.len()) => {
                View { receipt, ..view }
            }
            Action::LookInside(inside) => View { inside, ..view },
            Action::ShowEffects(effects) => View { effects, ..view },
            _ => view,
        };
        if next == view {
            return self;
        }
        let with = self.with.clone().filter(|_| next.sheet == view.sheet);
        Rc::new(Self { view: next, with, ..Self::clone(&self) })
    }

    /// The state after a change of the inputs, which can be taken back.
    pub(super) fn change(self: &Rc<Self>, touched: Touched, change: impl FnOnce(&mut Inputs)) -> Rc<Self> {
        let wanted = self.wanted();
        let mut inputs = Inputs::clone(wanted);
        change(&mut inputs);
        if inputs == **wanted {
            return Rc::clone(self);
        }
        let mut next = self.with_inputs(inputs);
        let after = Rc::clone(next.wanted());
        next.history.remember(touched, wanted, &after);
        next.tried.touch(touched);
        Rc::new(next)
    }

    /// The state a change before, or after.
    fn step(self: Rc<Self>, back: bool) -> Rc<Self> {
        let mut history = self.history.clone();
        match history.step(back, self.wanted()) {
            Some(inputs) => Rc::new(Self { history, ..self.with_inputs(Inputs::clone(&inputs)) }),
            None => self,
        }
    }

    fn set_knob(self: &Rc<Self>, parameter: usize, value: f64) -> Rc<Self> {
        let Some(spec) = self.scenario.parameters.get(parameter) else { return Rc::clone(self) };
        let is_allowed = match &spec.knob {
            None => false,
            Some(Knob::Range { .. }) => true,
            Some(Knob::Words(words)) => words.iter().any(|(word, _)| f64::from(*word) == value),
        };
        if !is_allowed {
            return Rc::clone(self);
        }
        let mut problem = None;
        let next = self.change(Touched::Knob(parameter), |inputs| {
            problem = inputs.set_value(&self.scenario, parameter, value).err()
        });
        match problem {
            Some(problem) => next.with_notices(vec![Notice::new(spec.label.clone(), problem.to_string())]),
            None => next,
        }
    }

    /// The same state with more notices.
    pub(super) fn with_notices(self: Rc<Self>, notices: Vec<Notice>) -> Rc<Self> {
        let mut all = self.notices.clone();
        for notice in notices {
            if !all.contains(&notice) {
                all.push(notice);
            }
        }
        if all == self.notices { self } else { Rc::new(Self { notices: all, ..Self::clone(&self) }) }
    }
}

/// Whether everything that inputs change is part of a scenario.
fn fits(inputs: &Inputs, scenario: &Scenario) -> bool {
    inputs.knobs.keys().all(|&index| index < scenario.parameters.len())
        && inputs.events.keys().all(|&index| index < scenario.actions.len())
        && inputs.fixes.iter().all(|&index| index < scenario.remediations.len())
        && inputs.fork.as_ref().is_none_or(|fork| fits(&fork.before, scenario))
}

/// Puts a remediation in place, taking back the changes that would hide what it does, or takes it away.
fn set_fix(scenario: &Scenario, inputs: &mut Inputs, fix: usize, on: bool) {
    if on == inputs.fixes.contains(&fix) {
        return;
    }
    if on {
        inputs.fixes.insert(fix);
        let remediation = &scenario.remediations[fix];
        inputs.knobs.retain(|knob, _| remediation.changes.iter().all(|change| usize::from(change.parameter) != *knob));
        inputs.events.retain(|event, _| remediation.moves.iter().all(|(moved, _)| usize::from(*moved) != *event));
        return;
    }
    inputs.fixes.remove(&fix);
    // What was changed while it was in place may now be no change at all.
    inputs.settle(scenario);
}

/// Most problems of one text that are shown.
const SHOWN: usize = 12;

/// What is wrong with a text, for people.
pub(crate) fn text_notices(name: &str, mut problems: Vec<String>) -> Vec<Notice> {
    let more = problems.len().saturating_sub(SHOWN);
    problems.truncate(SHOWN);
    if more > 0 {
        problems.push(format!("{more} more problem{}.", if more == 1 { "" } else { "s" }));
    }
    problems.into_iter().map(|problem| Notice::new(name, problem)).collect()
}

/// The name of a text from outside.
fn short(name: &str) -> String {
    tame(&name.chars().take(80).collect::<String>())
}
