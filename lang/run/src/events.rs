//! Events: the turns of a run, each with the event that brought it about, and the chains that lead back to the trigger.
//!
//! They are found when a run is over, from what it recorded: what the notes of the kinds say, when requests begin to
//! fail and succeed again, and when actions begin and end.

use crate::recording::Recording;
use outage_plan::{MAX_EVENTS, NORMAL, ONSET, Plan, Signal};

/// One turn of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Minutes since the trigger.
    pub at: f64,
    /// The number of the component it happened to; `None` for an action's own start and end.
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
    /// An action was refused because a run with it shows failures; by its number.
    ActionRefused(usize),
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
    /// The component that it happened to; `None` for the start of an action.
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

/// The events of a run that is over; `refused` are the actions that were not let happen. Of a run with more than
/// [`MAX_EVENTS`] the first are told.
pub(crate) fn events(plan: &Plan, recording: &Recording, refused: &[usize]) -> Vec<Event> {
    let mut found = actions(plan, recording, refused);
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
    // The sort keeps the order of what has the same rank at the same time.
    found.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.rank.cmp(&b.rank)));
    let mut tips = Tips::new(plan);
    let mut events: Vec<Event> = Vec::with_capacity(found.len());
    for found in found {
        let because = tips.because(plan, recording, &found).or_else(|| found.component.and(tips.everywhere));
        tips.take(plan, &found, events.len());
        events.push(Event { at: found.at, component: found.component, what: found.what, because });
    }
    events
}

fn actions(plan: &Plan, recording: &Recording, refused: &[usize]) -> Vec<Found> {
    let first = |what: What, at: f64| Found { at, rank: (0, 0), component: None, need: None, what };
    let mut found: Vec<Found> = refused.iter().map(|number| first(What::ActionRefused(*number), plan.span.0)).collect();
    for number in 0..plan.actions.len() {
        let Some((start, end)) = recording.action(number) else { continue };
        found.push(first(What::ActionStarts(number), start));
        if end > start && end <= plan.span.1 {
            found.push(first(What::ActionEnds(number), end));
        }
    }
    found
}

/// The newest of what explains the next event.
struct Tips {
    /// For each component, its newest trouble.
    trouble: Vec<Option<usize>>,
    /// For each component, the newest start of an action that changes something of it.
    touched: Vec<Option<usize>>,
    /// The newest start of an action that changes something of no component, which any may depend on.
    everywhere: Option<usize>,
    /// For each dependency of each component, the newest trouble that it noted itself.
    needs: Vec<Vec<Option<usize>>>,
}

impl Tips {
    fn new(plan: &Plan) -> Self {
        let parts = plan.components.len();
        Self {
            trouble: vec![None; parts],
            touched: vec![None; parts],
            everywhere: None,
            needs: plan.components.iter().map(|component| vec![None; component.needs.len()]).collect(),
        }
    }

    /// The newest that explains what happens to a component by itself.
    fn own(&self, component: usize) -> Option<usize> {
        self.trouble[component].max(self.touched[component])
    }

    fn because(&self, plan: &Plan, recording: &Recording, found: &Found) -> Option<usize> {
        let Some(component) = found.component else {
            let What::ActionStarts(action) = found.what else { return None };
            return plan.actions[action].answers.and_then(|answered| self.trouble[usize::from(answered)]);
        };
        let needs = &plan.components[component].needs;
        if let Some(need) = found.need {
            let before = self.needs[component][need];
            return before.or(self.trouble[usize::from(needs[need].on)]).or_else(|| self.own(component));
        }
        let felt =
            |need: &outage_plan::Need| need.error.map_or(0.0, |column| recording.column_at(column.into(), found.at));
        let worst = (0..needs.len()).max_by(|a, b| felt(&needs[*a]).total_cmp(&felt(&needs[*b])));
        let of_worst = |need: usize| self.needs[component][need].or(self.trouble[usize::from(needs[need].on)]);
        match worst {
            // What fails follows from the dependency that most of the failures come from.
            Some(need) if found.what == What::ErrorsBegin => {
                let is_most = felt(&needs[need]) * 2.0 >= recording.at(component, Signal::Error, found.at);
                let cause = of_worst(need).filter(|_| is_most);
                cause
                    .or_else(|| self.own(component))
                    .or_else(|| of_worst(need))
                    .or_else(|| self.of_others(plan, component))
            }
            Some(need) => self.own(component).or_else(|| of_worst(need)).or_else(|| self.of_others(plan, component)),
            None => self.own(component).or_else(|| self.of_others(plan, component)),
        }
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

    fn take(&mut self, plan: &Plan, found: &Found, id: usize) {
        match (found.component, &found.what) {
            (None, What::ActionStarts(action)) => {
                for change in &plan.actions[*action].changes {
                    match plan.parameters[usize::from(change.parameter)].component {
                        Some(component) => self.touched[usize::from(component)] = Some(id),
                        None => self.everywhere = Some(id),
                    }
                }
            }
            (Some(component), What::ErrorsBegin | What::Said(_)) => {
                self.trouble[component] = Some(id);
                if let Some(need) = found.need {
                    self.needs[component][need] = Some(id);
                }
            }
            _ => {}
        }
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
mod tests {
    use super::{number, sentence};
    use crate::{Inputs, run, why};
    use outage_plan::{
        Action, Block, Change, Column, Component, Draft, Flaw, Instruction, Kind, MAX_EVENTS, Note, Op, Parameter,
        Plan, Step,
    };

    /// Everything fails at every second moment, and a note says so. The trigger changes something of no component.
    fn flickering() -> Result<Plan, Flaw> {
        let (now, half, minus_two, odd, top) = (0, 1, 2, 3, 4);
        let code = |op, from| Instruction { op, to: odd, from };
        Plan::new(Draft {
            span: (0.0, 19_998.0),
            step: 1.0,
            registers: 5,
            constants: vec![(half, 0.5), (minus_two, -2.0)],
            main: Block {
                steps: vec![Step::Code(3)],
                code: vec![
                    code(Op::Mul, [now, half, 0]),
                    code(Op::Floor, [odd, 0, 0]),
                    code(Op::MulAdd, [odd, minus_two, now]),
                ],
            },
            columns: vec![Column { name: "error".into(), register: odd, unit: String::new() }],
            kinds: vec![Kind::default()],
            components: vec![Component { common: [None, Some(0), None, None, None], ..Component::default() }],
            order: vec![0],
            notes: vec![Note { component: Some(0), when: odd, text: vec!["odd".into()], ..Note::default() }],
            parameters: vec![Parameter { scale: 1.0, register: top, range: (0.0, 1.0), ..Parameter::default() }],
            actions: vec![Action {
                label: "The trigger".into(),
                changes: vec![Change { parameter: 0, value: 1.0 }],
                ..Action::default()
            }],
            ..Draft::default()
        })
    }

    #[test]
    fn a_run_without_rest_tells_its_first_events() -> Result<(), Flaw> {
        let plan = flickering()?;
        let recording = run(&plan, &Inputs::default());
        assert_eq!((recording.notes().len(), recording.events().len()), (MAX_EVENTS, 2 * MAX_EVENTS + 1));
        assert_eq!(recording.notes().last().map(|note| note.at), Some(2.0 * MAX_EVENTS as f64 - 1.0));
        assert!(recording.events().is_sorted_by(|a, b| a.at <= b.at));
        let why = why(&plan, &recording, 0, 19_998.0);
        assert!(why.chain.len() <= 2 * MAX_EVENTS + 1 && !why.failing);
        Ok(())
    }

    #[test]
    fn what_an_action_changes_for_all_explains_any() -> Result<(), Flaw> {
        let plan = flickering()?;
        let chain = why(&plan, &run(&plan, &Inputs::default()), 0, 1.0).chain;
        let told: Vec<&str> = chain.iter().map(|link| link.text.as_str()).collect();
        assert_eq!(told, ["The trigger begins", "odd", "requests begin to fail"]);
        Ok(())
    }

    #[test]
    fn numbers_are_read_easily() {
        assert_eq!(number(6000.0), "6\u{202f}000");
        assert_eq!(number(120.4), "120");
        assert_eq!(number(-1_234_567.0), "-1\u{202f}234\u{202f}567");
        assert_eq!(number(0.257), "0.26");
        assert_eq!(number(2.5), "2.5");
        let text = ["more than ".to_owned(), " of ".to_owned(), ".".to_owned()];
        assert_eq!(sentence(&text, &[3.0, 4900.0]), "more than 3 of 4\u{202f}900.");
    }
}
