//! Events: the turns of a run, each with the event that brought it about, and the chains that lead back to the trigger.
//!
//! They are found when a run is over, from what it recorded: what the notes of the kinds say, when requests begin to
//! fail and succeed again, and when actions begin and end.

use crate::fork::Turned;
use crate::recording::Recording;
use outage_plan::{MAX_EVENTS, NORMAL, ONSET, Plan, Signal, order};

/// One turn of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Minutes since the trigger.
    pub at: f64,
    /// The number of the component it happened to; `None` for an action's own start and end, and a fork.
    pub component: Option<usize>,
    /// What happened.
    pub what: What,
    /// The number of the event that brought it about; always smaller than this event's own.
    pub because: Option<usize>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// An action began, by its number.
    ActionStarts(usize),
    /// An action came to its end, by its number.
    ActionEnds(usize),
    /// An action was refused because a run with it shows failures that a run without it does not; by its number.
    ActionRefused(usize),
    /// What was changed for the rest of the run began to hold: a fork that changes something.
    Forked,
    /// More than [`ONSET`] of the requests began to fail.
    ErrorsBegin,
    /// Fewer than [`NORMAL`] of the requests fail again.
    ErrorsEnd,
    /// What the kind of the component, or of its dependency, has to say.
    Said(String),
}

/// Why a component is as it is at a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// Whether it fails at that moment.
    pub failing: bool,
    /// The events that led there, from the trigger on. Empty when nothing has happened to it yet.
    pub chain: Vec<Link>,
}

/// One event of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Minutes since the trigger.
    pub at: f64,
    /// The component that it happened to; `None` for the start of an action, and for a fork.
    pub component: Option<usize>,
    /// What happened, in words that follow the component's name.
    pub text: String,
}

/// The chain of events that leads to what a component shows at a time in minutes since the trigger.
#[must_use]
pub fn why(plan: &Plan, recording: &Recording, component: usize, minutes: f64) -> Why {
    let events = recording.events();
    let is_latest = |event: &Event| event.component == Some(component) && event.at <= minutes;
    let mut next = events.iter().rposition(is_latest);
    let mut chain = Vec::new();
    while let Some(event) = next.and_then(|index| events.get(index)) {
        chain.push(Link { at: event.at, component: event.component, text: describe(plan, event) });
        next = event.because;
    }
    chain.reverse();
    Why { failing: recording.at(component, Signal::Error, minutes) >= ONSET, chain }
}

/// What happened, in words that follow the component's name.
#[must_use]
pub fn describe(plan: &Plan, event: &Event) -> String {
    let action = |number: usize| plan.actions.get(number).map_or("an action", |action| action.label.as_str());
    match &event.what {
        What::ActionStarts(number) => format!("{} begins", action(*number)),
        What::ActionEnds(number) => format!("{} is complete", action(*number)),
        What::ActionRefused(number) => format!("{} is refused: a dry run shows failures", action(*number)),
        What::Forked => "The changes begin".into(),
        What::ErrorsBegin => "requests begin to fail".into(),
        What::ErrorsEnd => "requests succeed again".into(),
        What::Said(sentence) => sentence.clone(),
    }
}

/// What was found at one moment, before it is known why.
struct Found {
    at: f64,
    /// Actions come first, then components after what they depend on; at one of them its dependencies, then itself.
    rank: (usize, usize),
    component: Option<usize>,
    need: Option<usize>,
    what: What,
}

/// The events of a run that is over; `refused` are the actions that were not let happen, and `turned` is what changed at its
/// fork. Of a run with more than [`MAX_EVENTS`] the first are told.
pub(crate) fn events(
    plan: &Plan,
    recording: &Recording,
    refused: &[(usize, f64)],
    turned: Option<&Turned>,
) -> Vec<Event> {
    let mut found = actions(plan, recording, refused, turned.map(|turned| turned.at));
    let mut rank = vec![0; plan.components.len()];
    for (place, component) in plan.order.iter().enumerate() {
        rank[usize::from(*component)] = place + 1;
    }
    for noted in &recording.notes {
        let note = &plan.notes[noted.note];
        let Some(component) = note.component.map(usize::from) else { continue };
        let need = note.need.map(usize::from);
        let what = What::Said(sentence(&note.text, &noted.values));
        let within = usize::from(need.is_none());
        found.push(Found { at: noted.at, rank: (rank[component], within), component: Some(component), need, what });
    }
    let errors: Vec<&[f64]> = (0..rank.len()).map(|part| recording.series(part, Signal::Error)).collect();
    let mut is_failing = vec![false; rank.len()];
    let turns = (0..recording.moments()).flat_map(|moment| (0..rank.len()).map(move |part| (moment, part)));
    let turns = turns.filter_map(|(moment, part)| {
        let (error, failing) = (errors[part][moment], &mut is_failing[part]);
        let what = match *failing {
            false if error >= ONSET => What::ErrorsBegin,
            true if error < NORMAL => What::ErrorsEnd,
            _ => return None,
        };
        *failing = !*failing;
        Some(Found { at: recording.time(moment), rank: (rank[part], 2), component: Some(part), need: None, what })
    });
    found.extend(turns.take(MAX_EVENTS));
    // By rank at the same time; what has the same rank as well stays in its order.
    let ranks: Vec<f64> = found.iter().map(|found| found.rank.0 as f64 * 4.0 + found.rank.1 as f64).collect();
    let by_rank = order(&ranks);
    let times: Vec<f64> = by_rank.iter().map(|&place| found[place].at).collect();
    let by_time = order(&times);
    let mut found: Vec<Option<Found>> = found.into_iter().map(Some).collect();
    let found: Vec<Found> = by_time.into_iter().filter_map(|place| found[by_rank[place]].take()).collect();
    let mut tips = Tips::new(plan);
    let mut events: Vec<Event> = Vec::with_capacity(found.len());
    for found in found {
        let because = tips.because(plan, recording, &found).or_else(|| found.component.and(tips.everywhere));
        let because = because.or_else(|| tips.fork.filter(|_| turned.is_some_and(|turned| turned.explains(&found))));
        tips.take(plan, &found, events.len());
        events.push(Event { at: found.at, component: found.component, what: found.what, because });
    }
    events
}

fn actions(plan: &Plan, recording: &Recording, refused: &[(usize, f64)], fork: Option<f64>) -> Vec<Found> {
    let first = |what: What, at: f64| Found { at, rank: (0, 0), component: None, need: None, what };
    // Whatever else happens at the moment of a fork is as it was without it, and comes before it.
    let last = |found: Found| Found { rank: (plan.components.len() + 1, 0), ..found };
    let mut found: Vec<Found> = fork.map(|at| last(first(What::Forked, at))).into_iter().collect();
    found.extend(refused.iter().map(|(number, at)| {
        let refusal = first(What::ActionRefused(*number), *at);
        if fork == Some(*at) { last(refusal) } else { refusal }
    }));
    for number in 0..plan.actions.len() {
        let Some((start, end)) = recording.action(number) else { continue };
        found.push(first(What::ActionStarts(number), start));
        if end > start && end <= plan.span.1 {
            found.push(first(What::ActionEnds(number), end));
        }
    }
    found
}

impl Turned {
    /// Whether a fork explains what nothing else does: what happens to a component, or an action that has another time by it.
    fn explains(&self, found: &Found) -> bool {
        match found.what {
            What::ActionStarts(action) => self.actions.contains(&action),
            What::ActionRefused(_) => true,
            _ => found.component.is_some(),
        }
    }
}

/// The newest of what explains the next event.
struct Tips {
    /// What came after requests last succeeded again: nothing follows from trouble that is over.
    open: Newest,
    /// The same whenever it came, for what nothing open explains.
    ever: Newest,
    /// The newest start of an action that changes something of no component, which any may depend on.
    everywhere: Option<usize>,
    /// The fork.
    fork: Option<usize>,
}

/// The newest trouble and actions, by where they are.
#[derive(Clone)]
struct Newest {
    /// For each component, its trouble.
    of: Vec<Option<usize>>,
    /// For each component, the start of an action that changes something of it.
    touched: Vec<Option<usize>>,
    /// For each dependency of each component, what it noted itself.
    needs: Vec<Vec<Option<usize>>>,
}

impl Tips {
    fn new(plan: &Plan) -> Self {
        let of = vec![None; plan.components.len()];
        let needs = plan.components.iter().map(|component| vec![None; component.needs.len()]).collect();
        let none = Newest { touched: of.clone(), of, needs };
        Self { open: none.clone(), ever: none, everywhere: None, fork: None }
    }

    fn because(&self, plan: &Plan, recording: &Recording, found: &Found) -> Option<usize> {
        let Some(component) = found.component else {
            let What::ActionStarts(action) = found.what else { return None };
            return plan.actions[action].answers.and_then(|answered| self.ever.of[usize::from(answered)]);
        };
        let (open, ever, needs) = (&self.open, &self.ever, &plan.components[component].needs);
        if let Some(need) = found.need {
            let of_need = |trouble: &Newest| trouble.of_need(plan, component, need);
            return of_need(open)
                .or_else(|| open.own(component))
                .or_else(|| of_need(ever))
                .or_else(|| ever.own(component));
        }
        let felt =
            |need: &outage_plan::Need| need.error.map_or(0.0, |column| recording.column_at(column.into(), found.at));
        let worst = (0..needs.len()).max_by(|a, b| felt(&needs[*a]).total_cmp(&felt(&needs[*b])));
        // What fails follows from the dependency that most of the failures come from.
        let is_most = |worst: &usize| {
            found.what == What::ErrorsBegin
                && felt(&needs[*worst]) * 2.0 >= recording.at(component, Signal::Error, found.at)
        };
        let most = worst.filter(is_most);
        let of = |need: Option<usize>, trouble: &Newest| trouble.of_need(plan, component, need?);
        of(most, open)
            .or_else(|| open.own(component))
            .or_else(|| of(worst, open))
            .or_else(|| of(most, ever))
            .or_else(|| open.of_others(plan, component))
            .or_else(|| ever.own(component))
            .or_else(|| of(worst, ever))
            .or_else(|| ever.of_others(plan, component))
    }

    fn take(&mut self, plan: &Plan, found: &Found, id: usize) {
        match (found.component, &found.what) {
            (None, What::ActionStarts(action)) => {
                for change in &plan.actions[*action].changes {
                    match plan.parameters[usize::from(change.parameter)].component {
                        Some(component) => {
                            let component = usize::from(component);
                            (self.open.touched[component], self.ever.touched[component]) = (Some(id), Some(id));
                        }
                        None => self.everywhere = Some(id),
                    }
                }
            }
            (_, What::Forked) => self.fork = Some(id),
            (Some(component), What::ErrorsBegin | What::Said(_)) => {
                for trouble in [&mut self.open, &mut self.ever] {
                    trouble.of[component] = Some(id);
                    if let Some(need) = found.need {
                        trouble.needs[component][need] = Some(id);
                    }
                }
            }
            // What dependencies note is about what they hold, which may outlast a pause.
            (Some(component), What::ErrorsEnd) => {
                (self.open.of[component], self.open.touched[component]) = (None, None);
            }
            _ => {}
        }
    }
}

impl Newest {
    /// What explains what happens to a component by itself.
    fn own(&self, component: usize) -> Option<usize> {
        self.of[component].max(self.touched[component])
    }

    /// What explains what happens to a component through one of its dependencies.
    fn of_need(&self, plan: &Plan, component: usize, need: usize) -> Option<usize> {
        self.needs[component][need].or(self.of[usize::from(plan.components[component].needs[need].on)])
    }

    /// The newest of those that send requests to a component, or that it is told something of: without another cause, it
    /// fails under their load.
    fn of_others(&self, plan: &Plan, component: usize) -> Option<usize> {
        let hears = &plan.components[component].hears;
        let others = plan.components.iter().enumerate().filter(|(number, it)| {
            hears.iter().any(|heard| usize::from(*heard) == *number)
                || it.needs.iter().any(|need| usize::from(need.on) == component)
        });
        others.filter_map(|(number, _)| self.own(number)).max()
    }
}

/// A text with its values.
pub(crate) fn sentence(text: &[String], values: &[f64]) -> String {
    let mut sentence = text.first().cloned().unwrap_or_default();
    for (value, rest) in values.iter().zip(text.iter().skip(1)) {
        sentence.push_str(&number(*value));
        sentence.push_str(rest);
    }
    sentence
}

/// A number as people read it: large ones whole, with their thousands set apart, small ones with two decimals at most.
fn number(value: f64) -> String {
    if libm::fabs(value) < 10.0 && libm::round(value) != value {
        let text = format!("{value:.2}");
        return text.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && !text.ends_with('-') {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests;
