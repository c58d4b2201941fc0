//! The run: steps of time through all components, callees before their callers.

use crate::component::{Component, Step, View};
use crate::dependency::{Dependency, Felt};
use crate::event::{Because, Log, What};
use crate::inputs::{EventChange, Inputs};
use crate::ledger::Ledger;
use crate::maths::ramp;
use crate::recording::{Members, Recording};
use crate::scenario::Scenario;
use crate::signal::{Signal, Signals};
use crate::{ALARM_MINUTES, DependencyKind, NORMAL, ONSET};

/// How much of a run is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Everything.
    Full,
    /// All but the members of components: for sweeps over many inputs.
    Brief,
}

/// Runs a scenario. Cannot fail; the same scenario and inputs give the same bits on every target.
#[must_use]
pub fn run(scenario: &Scenario, inputs: &Inputs) -> Recording {
    run_in(scenario, inputs, Detail::Full)
}

/// Runs a scenario in more or less detail.
#[must_use]
pub fn run_in(scenario: &Scenario, inputs: &Inputs, detail: Detail) -> Recording {
    let (inputs, refused) = rehearsed(scenario, inputs);
    let mut run = Run::new(scenario, &inputs, detail);
    for action in refused {
        run.log.note_action(scenario.span.0, What::ActionRefused(action), None, []);
    }
    for moment in 0..scenario.moments() {
        run.advance(moment);
    }
    run.finish()
}

/// The inputs after dry runs: actions that a remediation rehearses are refused when the rehearsal shows failures.
fn rehearsed(scenario: &Scenario, inputs: &Inputs) -> (Inputs, Vec<usize>) {
    let rehearses = |fix: &usize| !scenario.remediations[*fix].rehearses.is_empty();
    if !inputs.fixes.iter().any(rehearses) {
        return (inputs.clone(), Vec::new());
    }
    let mut without = inputs.clone();
    without.fixes.retain(|fix| !rehearses(fix));
    let actions: Vec<usize> =
        inputs.fixes.iter().flat_map(|&fix| scenario.remediations[fix].rehearses.iter().copied()).collect();
    let shows_failures =
        run_in(scenario, &without, Detail::Brief).worst_errors().into_iter().any(|error| error >= ONSET);
    if !shows_failures {
        return (inputs.clone(), Vec::new());
    }
    let mut changed = inputs.clone();
    changed.events.extend(actions.iter().map(|&action| (action, EventChange::Off)));
    (changed, actions)
}

/// A run under way.
struct Run<'a> {
    scenario: &'a Scenario,
    components: Vec<Component>,
    needs: Vec<Vec<Dependency>>,
    felt: Vec<Vec<Felt>>,
    signals: Vec<Signals>,
    /// For each component the ledger that it keeps.
    ledgers: Vec<Option<Ledger>>,
    /// Minutes for which each component has been failing.
    failing_for: Vec<f64>,
    /// Whether each component is in trouble: its errors have begun and not ended.
    in_trouble: Vec<bool>,
    /// When each action is due, and whether somebody moved it; see [`Inputs::due`].
    due: Vec<Option<(f64, bool)>>,
    actions: Vec<Option<Progress>>,
    log: Log,
    recording: Recording,
}

/// How far an action has come.
#[derive(Debug, Clone)]
struct Progress {
    start: f64,
    ended: bool,
    /// The values that its changes started from.
    from: Vec<f64>,
}

impl<'a> Run<'a> {
    fn new(scenario: &'a Scenario, inputs: &Inputs, detail: Detail) -> Self {
        let values =
            |indices: &[usize]| -> Vec<f64> { indices.iter().map(|&index| inputs.value(scenario, index)).collect() };
        let specs = &scenario.components;
        let count = specs.len();
        let moments = scenario.moments();
        let components: Vec<Component> = specs
            .iter()
            .map(|spec| Component::new(spec.kind, &values(&spec.parameters), scenario.span.0, inputs.seed))
            .collect();
        let needs: Vec<Vec<Dependency>> = specs
            .iter()
            .map(|spec| spec.needs.iter().map(|need| Dependency::new(need.kind, &values(&need.parameters))).collect())
            .collect();
        let columns = specs.iter().map(|spec| {
            let width = Signal::COMMON.len() + spec.kind.gauges().len();
            // Not `vec![…; width]`: a copy of an empty vector has no room.
            (0..width).map(|_| Vec::with_capacity(moments)).collect()
        });
        let members: Vec<_> = specs
            .iter()
            .zip(&components)
            .map(|(spec, component)| match detail {
                Detail::Full => {
                    let (most, words) = spec.kind.members()?;
                    Some(Members::new(component.shown(most), words, moments, scenario.step))
                }
                Detail::Brief => None,
            })
            .collect();
        Self {
            felt: needs.iter().map(|needs| vec![Felt::default(); needs.len()]).collect(),
            ledgers: components.iter().map(Component::ledger).collect(),
            components,
            needs,
            signals: specs
                .iter()
                .map(|spec| Signals { gauges: vec![0.0; spec.kind.gauges().len()], ..Signals::default() })
                .collect(),
            failing_for: vec![0.0; count],
            in_trouble: vec![false; count],
            due: (0..scenario.actions.len()).map(|action| inputs.due(scenario, action)).collect(),
            actions: vec![None; scenario.actions.len()],
            log: Log::new(count),
            recording: Recording {
                start: scenario.span.0,
                step: scenario.step,
                moments,
                columns: columns.collect(),
                members,
                events: Vec::new(),
                actions: vec![None; scenario.actions.len()],
            },
            scenario,
        }
    }

    fn advance(&mut self, moment: usize) {
        let step = Step { now: self.recording.time(moment), dt: self.scenario.step };
        self.act(step);
        let offered = self.offered();
        for position in 0..self.scenario.order.len() {
            let index = self.scenario.order[position];
            self.advance_component(index, step, offered[index]);
        }
        self.record(moment);
    }

    /// Starts, moves on and ends the actions.
    fn act(&mut self, step: Step) {
        for (index, action) in self.scenario.actions.iter().enumerate() {
            if self.actions[index].is_none() && self.is_due(index, step.now) {
                let (at, _) = self.due[index].unwrap_or((step.now, false));
                let start = if at > step.now - step.dt { at } else { step.now };
                let from = action.changes.iter().map(|change| *self.slot(change.parameter)).collect();
                self.actions[index] = Some(Progress { start, ended: false, from });
                self.recording.actions[index] = Some((start, start + action.over));
                let touched = action.changes.iter().map(|change| self.scenario.parameters[change.parameter].component);
                self.log.note_action(start, What::ActionStarts(index), action.answers, touched);
            }
            let Some(progress) = self.actions[index].as_mut().filter(|progress| !progress.ended) else { continue };
            let done = ramp(step.now, progress.start, action.over);
            progress.ended = done >= 1.0;
            let (ended, end) = (progress.ended, progress.start + action.over);
            let from = std::mem::take(&mut progress.from);
            for (change, from) in action.changes.iter().zip(&from) {
                *self.slot(change.parameter) = from + (change.value - from) * done;
            }
            if let Some(progress) = &mut self.actions[index] {
                progress.from = from;
            }
            if ended && action.over > 0.0 {
                self.log.note_action(end, What::ActionEnds(index), None, []);
            }
        }
    }

    /// Whether an action begins now: its time has come, and the trouble it answers has lasted long enough.
    fn is_due(&self, index: usize, now: f64) -> bool {
        let action = &self.scenario.actions[index];
        let Some((at, moved)) = self.due[index] else { return false };
        let needed = if moved { 0.0 } else { action.needs_minutes };
        let alarm = |component: usize| self.failing_for[component] >= needed.max(ALARM_MINUTES);
        now >= at && action.answers.is_none_or(alarm)
    }

    fn slot(&mut self, parameter: usize) -> &mut f64 {
        let parameter = &self.scenario.parameters[parameter];
        match parameter.target.need {
            None => self.components[parameter.component].slot(parameter.target.slot),
            Some(need) => self.needs[parameter.component][need]
                .slot(parameter.target.slot)
                .expect("the scenario has only parameters that its kinds have"),
        }
    }

    /// What arrives at each component: callers first.
    fn offered(&self) -> Vec<f64> {
        let mut offered = vec![1.0; self.components.len()];
        for &index in self.scenario.order.iter().rev() {
            let sends = self.components[index].sends(offered[index]);
            for (need, spec) in self.needs[index].iter().zip(&self.scenario.components[index].needs) {
                offered[spec.on] += spec.weight * (sends * need.traffic() - 1.0);
            }
        }
        offered
    }

    fn advance_component(&mut self, index: usize, step: Step, offered: f64) {
        let spec = &self.scenario.components[index];
        for (position, (need, on)) in self.needs[index].iter_mut().zip(&spec.needs).enumerate() {
            let was = self.felt[index][position];
            let is = need.advance(step.dt, &self.signals[on.on], on.feels);
            need.note_turns(&mut self.log, step.now, index, on.on, was, is);
            self.felt[index][position] = is;
        }
        let keeper = spec.ledger.unwrap_or(index);
        let mut view = View {
            step,
            start: self.scenario.span.0,
            own: index,
            offered,
            felt: &self.felt[index],
            alarm: spec.watches.iter().any(|&watched| self.failing_for[watched] >= ALARM_MINUTES),
            ledger: self.ledgers[keeper].as_mut(),
            ledger_of: keeper,
            log: &mut self.log,
        };
        self.components[index].advance(&mut view, &mut self.signals[index]);
        self.note_trouble(index, step);
    }

    fn note_trouble(&mut self, index: usize, step: Step) {
        let error = self.signals[index].error;
        self.failing_for[index] = if error >= ONSET { self.failing_for[index] + step.dt } else { 0.0 };
        if !self.in_trouble[index] && error >= ONSET {
            self.in_trouble[index] = true;
            self.log.note(step.now, index, What::ErrorsBegin, self.blames(index, error));
        } else if self.in_trouble[index] && error < NORMAL {
            self.in_trouble[index] = false;
            self.log.note(step.now, index, What::ErrorsEnd, Because::Own);
        }
    }

    /// Whom the failures of a component follow from: the callee that most of them come from, or itself.
    fn blames(&self, index: usize, error: f64) -> Because {
        let needs = self.felt[index].iter().zip(&self.scenario.components[index].needs);
        let worst = needs.max_by(|(a, _), (b, _)| a.error.total_cmp(&b.error));
        match worst {
            Some((felt, need)) if felt.error * 2.0 >= error && need.kind == DependencyKind::Hard => {
                Because::Callee(need.on)
            }
            _ => Because::Own,
        }
    }

    fn record(&mut self, moment: usize) {
        for (columns, signals) in self.recording.columns.iter_mut().zip(&self.signals) {
            let common = [signals.offered, signals.error, signals.latency, signals.backlog, signals.fill];
            for (column, value) in columns.iter_mut().zip(common.iter().chain(&signals.gauges)) {
                column.push(*value);
            }
        }
        let keepers = self.components.iter().zip(&self.ledgers);
        for ((component, ledger), members) in keepers.zip(&mut self.recording.members) {
            if let Some(members) = members.as_mut().filter(|members| members.is_due(moment)) {
                component.write_members(ledger.as_ref(), members);
                members.show();
            }
        }
    }

    fn finish(self) -> Recording {
        Recording { events: self.log.events, ..self.recording }
    }
}
