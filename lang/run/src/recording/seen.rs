//! What of a run can be seen: until a moment, and by operators, whose charts have gaps while their metrics fail.

use super::Recording;
use crate::events::{Event, What};
use outage_plan::{NORMAL, ONSET, Plan, Signal};
use std::collections::BTreeSet;

/// Minutes for which a metric of a component reaches operators or does not.
const STRETCH: f64 = 5.0;

impl Recording {
    /// The same run as far as a time in minutes since the trigger, and nothing of what comes later: every value stays what it
    /// is then, and what has not come to its end by then ends never. Two runs that are the same until then give the same.
    #[must_use]
    pub fn until(&self, minutes: f64) -> Self {
        let last = self.moment_at(minutes);
        let now = self.time(last).max(minutes);
        let mut columns = Vec::with_capacity(self.columns.len());
        for column in self.columns.chunks_exact(self.moments) {
            columns.extend_from_slice(&column[..=last]);
            columns.resize(columns.len() + self.moments - 1 - last, column[last]);
        }
        let mut members = self.members.clone();
        for members in members.iter_mut().flatten() {
            // A picture of a moment stands for those until the next one, and the last one for all that come later.
            let seen = (last / members.every + 1) * members.count;
            members.states.truncate(seen);
            members.levels.truncate(seen);
            members.held.truncate(seen);
        }
        let ended = |end: f64| if end <= now { end } else { f64::INFINITY };
        let begun = |action: &Option<(f64, f64)>| action.filter(|(at, _)| *at <= now).map(|(at, end)| (at, ended(end)));
        let changes = self.changes.iter().map(|all| all.iter().copied().filter(|it| it.0 as usize <= last).collect());
        Self {
            columns,
            members,
            notes: self.notes.iter().filter(|note| note.at <= now).cloned().collect(),
            // What brings about an event comes before it.
            events: self.events.iter().filter(|event| event.at <= now).cloned().collect(),
            actions: self.actions.iter().map(begun).collect(),
            changes: changes.collect(),
            shown: self.shown.clone(),
            nothing: self.nothing.clone(),
            settings: self.settings.clone(),
            ..*self
        }
    }

    /// The same run as operators see it on the day. What they cannot know is not a number: what only the kind of a component
    /// shows, how single dependencies fare, the members; and of the signals that all components share those that did not
    /// reach them, while their metrics are missing. Requests begin to fail for them when their charts say so. What they did
    /// themselves they know, and what is said in public; causes they do not.
    ///
    /// The model says how much of their metrics is missing. Which charts have the gaps, no report says: they are spread evenly.
    #[must_use]
    pub fn as_operators_see(&self, plan: &Plan) -> Self {
        let public = plan.public();
        let missing = plan.about.observer.map(|observer| self.column(observer.missing.into()));
        let reaches = |component: usize, moment: usize| {
            let missing = missing.map_or(0.0, |missing| missing[moment]);
            let stretch = libm::floor(moment as f64 * self.step / STRETCH);
            // A sequence that fills the square evenly: components along one side, time along the other.
            let place = component as f64 * 0.754_877_666_246_693 + stretch * 0.569_840_290_998_053;
            missing < ONSET || place - libm::floor(place) >= missing
        };
        let mut columns = vec![f64::NAN; self.columns.len()];
        for (number, values) in self.columns.chunks_exact(self.moments).enumerate() {
            let of = plan.components.iter().position(|it| it.common.contains(&Some(number as u16)));
            let into = &mut columns[number * self.moments..][..self.moments];
            if public.contains(&number) {
                into.copy_from_slice(values);
            } else if let Some(component) = of {
                for moment in (0..self.moments).filter(|moment| reaches(component, *moment)) {
                    into[moment] = values[moment];
                }
            }
        }
        let mut seen = Self {
            columns,
            members: vec![None; self.members.len()],
            notes: Vec::new(),
            events: Vec::new(),
            shown: self.shown.clone(),
            nothing: self.nothing.clone(),
            actions: self.actions.clone(),
            settings: self.settings.clone(),
            changes: self.changes.clone(),
            ..*self
        };
        seen.events = seen.alarms(plan, &self.events);
        seen
    }

    /// What operators did, and when their charts say that requests begin to fail and succeed again, oldest first.
    fn alarms(&self, plan: &Plan, all: &[Event]) -> Vec<Event> {
        let own = |event: &&Event| event.component.is_none();
        let mut events: Vec<Event> =
            all.iter().filter(own).map(|event| Event { because: None, ..event.clone() }).collect();
        let mut is_failing = vec![false; plan.components.len()];
        for moment in 0..self.moments {
            for (component, failing) in is_failing.iter_mut().enumerate() {
                let error = self.series(component, Signal::Error)[moment];
                let what = match *failing {
                    false if error >= ONSET => What::ErrorsBegin,
                    true if error < NORMAL => What::ErrorsEnd,
                    _ => continue,
                };
                *failing = !*failing;
                events.push(Event { at: self.time(moment), component: Some(component), what, because: None });
            }
        }
        let times: Vec<f64> = events.iter().map(|event| event.at).collect();
        outage_plan::order(&times).into_iter().map(|place| events[place].clone()).collect()
    }
}

/// What everybody sees, or operators wherever their metrics are.
trait Public {
    /// The columns of the status page, and of how much of the operators' metrics is missing.
    fn public(&self) -> BTreeSet<usize>;
}

impl Public for Plan {
    fn public(&self) -> BTreeSet<usize> {
        let posts = |component: &&outage_plan::Component| component.gauges.iter().any(|gauge| gauge.id == "posted");
        let board = self.components.iter().find(posts);
        let gauges = board.into_iter().flat_map(|board| &board.gauges).map(|gauge| usize::from(gauge.column));
        gauges.chain(self.about.observer.map(|observer| usize::from(observer.missing))).collect()
    }
}
