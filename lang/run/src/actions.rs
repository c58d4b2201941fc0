//! Actions: what happens at a time of day.

use crate::inputs::When;
use crate::vectors::{Registers, at};
use outage_plan::{Action, Parameter, Plan};

/// How far an action has come.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    /// When it began.
    pub(crate) begun: Option<f64>,
    /// Whether it has changed something in this step.
    has_moved: bool,
    ended: bool,
    /// The values that its changes started from.
    from: Vec<f64>,
    /// When it is tried next, and when a try succeeded.
    next_try: f64,
    accepted: Option<f64>,
    /// How much of the work is done, 0 to 1.
    done: f64,
}

/// All actions of a run.
pub(crate) struct Acts {
    /// When each happens.
    pub(crate) times: Vec<When>,
    pub(crate) progress: Vec<Progress>,
}

impl Acts {
    /// Starts and moves on all actions; tells whether a parameter has changed.
    pub(crate) fn act(&mut self, plan: &Plan, now: f64, r: &mut Registers) -> bool {
        let mut changed = false;
        for (number, (action, time)) in plan.actions.iter().zip(&self.times).enumerate() {
            let progress = &mut self.progress;
            progress[number].has_moved = false;
            if progress[number].ended {
                continue;
            }
            let (due, is_moved) = match *time {
                When::Off => continue,
                When::Usual => (action.at, false),
                When::At(due) => (due, true),
            };
            if now < due {
                continue;
            }
            if progress[number].begun.is_none() {
                let waits_for = action.after.map(|other| &progress[other as usize]);
                let may = is_moved || waits_for.is_none_or(|other| other.ended);
                let mut own = std::mem::take(&mut progress[number]);
                let begins = may && (is_moved || own.can_begin(action, plan, now, r));
                if begins {
                    // It begins on its minute, and not before what made it possible.
                    own.begun = Some(if due > now - plan.step { due } else { now });
                    let value =
                        |change: &outage_plan::Change| r[at(plan.parameters[change.parameter as usize].register)];
                    own.from = action.changes.iter().map(value).collect();
                }
                progress[number] = own;
                if !begins {
                    continue;
                }
            }
            progress[number].move_on(action, plan, now, r);
            changed = true;
        }
        changed
    }

    /// Lets what is under way start from another value of a parameter.
    pub(crate) fn start_from(&mut self, plan: &Plan, parameter: usize, value: f64) {
        for (action, progress) in plan.actions.iter().zip(&mut self.progress) {
            for (change, from) in action.changes.iter().zip(&mut progress.from) {
                if usize::from(change.parameter) == parameter {
                    *from = value;
                }
            }
        }
    }

    /// Gives what has not begun other times; the actions, by their number, for which that is a change.
    pub(crate) fn replan(&mut self, times: impl Iterator<Item = When>) -> Vec<usize> {
        let mut replanned = Vec::new();
        for (number, ((own, progress), time)) in self.times.iter_mut().zip(&self.progress).zip(times).enumerate() {
            if progress.begun.is_none() && *own != time {
                *own = time;
                replanned.push(number);
            }
        }
        replanned
    }

    /// Writes down what the parameters are that have just been changed, in their own units.
    pub(crate) fn tell(&self, plan: &Plan, moment: usize, r: &Registers, changes: &mut [Vec<(u32, f64)>]) {
        for (action, _) in plan.actions.iter().zip(&self.progress).filter(|(_, progress)| progress.has_moved) {
            for change in &action.changes {
                let number = usize::from(change.parameter);
                let parameter = &plan.parameters[number];
                changes[number].push((moment as u32, r[at(parameter.register)] / parameter.scale));
            }
        }
    }
}

impl Progress {
    /// Whether what it answers has failed for long enough, and the tools that operators need work.
    fn can_begin(&mut self, action: &Action, plan: &Plan, now: f64, r: &Registers) -> bool {
        // A little less than the minutes, because they are a sum of steps.
        let is_quiet = |minutes: f64| minutes <= 0.0 || minutes < action.patience - 1e-9;
        if action.alarm.is_some_and(|minutes| is_quiet(r[at(minutes)])) {
            return false;
        }
        let Some(needs) = action.needs else { return true };
        let works = r[at(needs)];
        let Some(retry) = action.retry else {
            // Work that goes on as well as the tools allow.
            self.done += plan.step * works / action.takes.max(plan.step);
            return self.done >= 1.0;
        };
        if self.accepted.is_none() && now >= self.next_try {
            self.next_try = now + retry;
            if works >= 0.5 {
                self.accepted = Some(now);
            }
        }
        self.accepted.is_some_and(|accepted| now >= accepted + action.takes)
    }

    fn move_on(&mut self, action: &Action, plan: &Plan, now: f64, r: &mut Registers) {
        let begun = self.begun.unwrap_or(now);
        let part = if action.over <= 0.0 { 1.0 } else { ((now - begun) / action.over).clamp(0.0, 1.0) };
        for (change, from) in action.changes.iter().zip(&self.from) {
            let parameter: &Parameter = &plan.parameters[change.parameter as usize];
            let value = change.value * parameter.scale;
            // There is nothing between two words.
            r[at(parameter.register)] = if parameter.words.is_empty() { from + (value - from) * part } else { value };
        }
        self.has_moved = true;
        self.ended = part >= 1.0;
    }
}
