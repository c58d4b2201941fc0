//! Taking command: what operators did that day does not happen, and whoever commands decides what to do, when they decide it.
//! Every decision is an action of the run; nothing here is scripted.

use crate::address::Opened;
use crate::frame::posted;
use crate::state::Blind;
use crate::words;
use outage_sim::session::Command;
use outage_sim::{EventChange, Inputs, Knob, ONSET, Recording, Scenario, Signal, run};

/// What whoever commands decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Does something, by the number of the action.
    Act(usize),
    /// Looks into something, by its place in the session.
    Look(usize),
    /// Tells the public.
    Post,
    /// Goes on without doing anything.
    Wait,
}

/// A decision.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decision {
    /// When, in whole minutes since the trigger.
    pub at: f64,
    /// What.
    pub choice: Choice,
    /// How large, in the unit of the knob that says so; none where there is nothing to choose.
    pub size: Option<f64>,
}

/// What was decided so far, the earliest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Decisions {
    all: Vec<Decision>,
    ended: bool,
}

/// The longest that a time of somebody’s answers is from the trigger, in minutes: no outage here lasts ten days.
pub(super) const LONGEST_ANSWER: f64 = 10.0 * 24.0 * 60.0;

/// Most decisions that are kept: one a minute for more than half a day.
const MOST: usize = 1000;

impl Decisions {
    /// The decisions.
    #[must_use]
    pub fn all(&self) -> &[Decision] {
        &self.all
    }

    /// Adds a decision. None comes before another one that was made already, and nothing is done or told twice.
    pub fn add(&mut self, at: f64, choice: Choice) {
        self.add_sized(at, choice, None);
    }

    /// The same, of a size.
    pub fn add_sized(&mut self, at: f64, choice: Choice, size: Option<f64>) {
        let is_a_time = at.is_finite();
        let at = self.all.last().map_or(at, |last| at.max(last.at)).ceil();
        let is_again = !matches!(choice, Choice::Wait) && self.all.iter().any(|it| it.choice == choice);
        if is_a_time && !is_again && self.all.len() < MOST {
            self.all.push(Decision { at, choice, size: size.filter(|size| size.is_finite()) });
        }
    }

    /// Takes the last decision back, and the hand-over with it. Gives when it was made; none when nothing was decided.
    pub fn take_back(&mut self) -> Option<f64> {
        self.ended = false;
        self.all.pop().map(|last| last.at)
    }

    /// Whether something was decided.
    #[must_use]
    pub fn has(&self, choice: Choice) -> bool {
        self.all.iter().any(|it| it.choice == choice)
    }

    /// Hands over the command.
    pub fn end(&mut self) {
        self.ended = true;
    }

    /// Whether the command is handed over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.ended
    }

    /// The short form, for the browser to keep: `l0@154;a1@166;a2@170=800;p@171;w@180;.`
    #[must_use]
    pub fn text(&self) -> String {
        let one = |it: &Decision| match it.choice {
            Choice::Act(action) => {
                let size = it.size.map_or_else(String::new, |size| format!("={size}"));
                format!("a{action}@{}{size};", it.at)
            }
            Choice::Look(look) => format!("l{look}@{};", it.at),
            Choice::Post => format!("p@{};", it.at),
            Choice::Wait => format!("w@{};", it.at),
        };
        let end = if self.ended { "." } else { "" };
        self.all.iter().map(one).collect::<String>() + end
    }

    /// The decisions of a short form. What is none is left out.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut decisions = Self::default();
        for part in text.split(';').take(MOST + 1) {
            if part == "." {
                decisions.ended = true;
            }
            let Some((choice, at)) = part.split_once('@') else { continue };
            let (at, size) = at.split_once('=').map_or((at, None), |(at, size)| (at, outage_sim::number(size)));
            let Some(at) = outage_sim::number(at).filter(|at| at.abs() <= LONGEST_ANSWER) else { continue };
            let choice = match (choice.get(..1), choice.get(1..)) {
                (Some("a"), Some(number)) => number.parse().ok().map(Choice::Act),
                (Some("l"), Some(number)) => number.parse().ok().map(Choice::Look),
                (Some("p"), Some("")) => Some(Choice::Post),
                (Some("w"), Some("")) => Some(Choice::Wait),
                _ => None,
            };
            if let Some(choice) = choice {
                decisions.add_sized(at, choice, size.filter(|_| matches!(choice, Choice::Act(_))));
            }
        }
        decisions
    }

    /// What a run is made from: what operators had done when the command begins stays, everything else that they did is what
    /// was decided. `day` is the run of `base`.
    #[must_use]
    pub fn inputs(&self, command: &Command, scenario: &Scenario, base: &Inputs, day: &Recording, start: f64) -> Inputs {
        let mut inputs = base.clone();
        for action in ours(scenario, day, start) {
            let decided = self.all.iter().find(|it| it.choice == Choice::Act(action));
            if let Some(parameter) = size_of(command, scenario, action)
                && let Some(Knob::Range { min, max, .. }) = scenario.parameters[parameter].knob
                && let Some(size) = decided.and_then(|it| it.size)
            {
                // A value within the range of its knob is never refused.
                let _ = inputs.set_value(scenario, parameter, size.clamp(min, max));
            }
            inputs.events.insert(action, decided.map_or(EventChange::Off, |it| EventChange::At(it.at)));
        }
        inputs
    }

    /// When the public was told, and whether it had to be done by hand; none when nobody has decided to.
    #[must_use]
    pub fn told(&self, scenario: &Scenario, recording: &Recording) -> Option<(f64, bool)> {
        let decided = self.all.iter().find(|it| it.choice == Choice::Post)?;
        let Some((board, _)) = posted(scenario) else { return Some((decided.at, false)) };
        // The tool has dependencies of its own.
        let is_broken = recording.at(board, Signal::Error, decided.at) >= 0.5;
        let is_by_hand = |it: &&outage_sim::Parameter| {
            it.component.map(usize::from) == Some(board) && it.name.ends_with(".fallback")
        };
        let by_hand = scenario.parameters.iter().find(is_by_hand);
        let minutes = by_hand.map_or(BY_HAND, |it| it.value * it.scale);
        Some(if is_broken { (decided.at + minutes, true) } else { (decided.at, false) })
    }
}

/// The parameter that says how large an action is, if whoever commands chooses that.
#[must_use]
pub fn size_of(command: &Command, scenario: &Scenario, action: usize) -> Option<usize> {
    let id = &scenario.actions.get(action)?.id;
    scenario.parameter(&command.costs.iter().find(|cost| cost.action == *id && !cost.size.is_empty())?.size)
}

/// A decision in words, with how large it is; none when what it names is not there.
#[must_use]
pub fn decision_in_words(command: &Command, scenario: &Scenario, it: &Decision) -> Option<String> {
    Some(match it.choice {
        Choice::Act(action) => {
            let label = &scenario.actions.get(action)?.label;
            match size_of(command, scenario, action).zip(it.size) {
                Some((index, size)) => {
                    let parameter = &scenario.parameters[index];
                    format!("{label} ({}: {})", parameter.label, words::value(parameter, size))
                }
                None => label.clone(),
            }
        }
        Choice::Look(look) => command.looks.get(look)?.text.clone(),
        Choice::Post => "Told the public".into(),
        Choice::Wait => "Waited".into(),
    })
}

/// The decisions that somebody made something with: all but going on.
pub fn telling(decisions: &Decisions) -> impl DoubleEndedIterator<Item = &Decision> {
    decisions.all().iter().filter(|it| it.choice != Choice::Wait)
}

/// Minutes that a post by hand takes where an outage does not say: a teaching assumption.
const BY_HAND: f64 = 60.0;

/// The actions that are for whoever commands to decide: what operators had not begun, or never did.
#[must_use]
pub fn ours(scenario: &Scenario, day: &Recording, start: f64) -> Vec<usize> {
    let is_ours = |action: &usize| {
        !scenario.actions[*action].is_trigger && day.action(*action).is_none_or(|(begun, _)| begun >= start)
    };
    (0..scenario.actions.len()).filter(is_ours).collect()
}

/// Minutes between two stops, at least: what comes in meanwhile is told together.
const PAUSE: f64 = 5.0;
/// The longest that the clock runs by itself, in minutes.
const LONGEST: f64 = 60.0;

/// Where the clock stops next: when something new reaches operators, or after a while. `seen` is the run as they see it, `last`
/// where it stopped last.
#[must_use]
pub fn next_stop(seen: &Recording, told: Option<f64>, last: f64, until: f64) -> f64 {
    let alarms = seen.events().iter().filter(|event| event.component.is_some()).map(|event| event.at);
    let news = alarms.chain(told).filter(|at| *at > last).fold(f64::INFINITY, f64::min);
    news.max(last + PAUSE).min(last + LONGEST).min(until).round()
}

/// What the charts of operators say at a moment, in a sentence.
#[must_use]
pub fn known(scenario: &Scenario, seen: &Recording, at: f64) -> String {
    let lanes = || (0..scenario.components.len()).filter(|&index| scenario.components[index].lane);
    let errors = |index: usize| seen.at(index, Signal::Error, at);
    let root = scenario.root();
    let others = || lanes().filter(|index| *index != root);
    let failing = others().filter(|&index| errors(index) >= ONSET).count();
    let without = others().filter(|&index| errors(index).is_nan()).count();
    let label = &scenario.components[root].label;
    let of_root = match errors(root) {
        error if error.is_nan() => format!("{label}: no data"),
        error => format!("{label}: {} fail", words::percent(error)),
    };
    let rest = match (failing, without) {
        (0, 0) => "the others work".to_owned(),
        (failing, 0) => format!("{failing} of {} others fail", others().count()),
        (0, without) => format!("of {} others, {without} without data", others().count()),
        (failing, without) => format!("of {} others, {failing} failing and {without} without data", others().count()),
    };
    format!("{of_root}; {rest}.")
}

/// What came of a run by the time at which the command ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Totals {
    /// Largest share of failing requests of the root.
    pub peak: f64,
    /// Failing requests of the root, in minutes of full outage.
    pub full: f64,
    /// Minutes from the first failure of the root until it works again; none when it does not by then, 0 when it never failed.
    pub recovered: Option<f64>,
    /// Share of failing requests of the root at the end.
    pub last: f64,
    /// When the public was first told, in minutes since the trigger.
    pub told: Option<f64>,
}

/// What came of a run by a time, with when the public was first told.
#[must_use]
pub fn totals(scenario: &Scenario, recording: &Recording, told: Option<f64>, until: f64) -> Totals {
    let root = scenario.root();
    let errors = &recording.series(root, Signal::Error)[..=recording.moment_at(until)];
    let first = errors.iter().position(|&error| error >= ONSET);
    let after = errors.iter().rposition(|&error| error >= outage_sim::NORMAL).map_or(0, |last| last + 1);
    let recovered = match first {
        None => Some(0.0),
        Some(first) => (after < errors.len()).then(|| recording.time(after) - recording.time(first)),
    };
    Totals {
        peak: errors.iter().copied().fold(0.0, f64::max),
        full: errors.iter().sum::<f64>() * recording.step(),
        recovered,
        last: errors.last().copied().unwrap_or(0.0),
        told: told.filter(|told| *told <= until),
    }
}

/// When the status page of a run first told the public.
#[must_use]
pub fn first_word(scenario: &Scenario, recording: &Recording) -> Option<f64> {
    let (board, signal) = posted(scenario)?;
    let moment = recording.series(board, signal).iter().position(|&posted| posted > 0.5)?;
    Some(recording.time(moment))
}

/// The best of some simple plans, all of them begun at once: nothing, one thing, two, everything but one, everything.
#[derive(Debug, Clone, PartialEq)]
pub struct Best {
    /// The actions that it begins, at the start.
    pub actions: Vec<usize>,
    /// How many plans were tried.
    pub tried: usize,
    /// Its run.
    pub inputs: Inputs,
}

/// Looks for the best of some simple plans.
#[must_use]
pub fn best(scenario: &Scenario, base: &Inputs, day: &Recording, start: f64, until: f64) -> Best {
    let ours = ours(scenario, day, start);
    let but = |left: &usize| ours.iter().copied().filter(|action| action != left).collect();
    let mut plans: Vec<Vec<usize>> = vec![Vec::new()];
    plans.extend(ours.iter().map(|action| vec![*action]));
    plans.extend(ours.iter().enumerate().flat_map(|(place, one)| ours[..place].iter().map(|other| vec![*other, *one])));
    if ours.len() > 3 {
        plans.extend(ours.iter().map(but));
    }
    if ours.len() > 2 {
        plans.push(ours.clone());
    }
    let tried = plans.len();
    let runs = plans.into_iter().map(|actions| {
        let mut decisions = Decisions::default();
        actions.iter().for_each(|action| decisions.add(start, Choice::Act(*action)));
        let inputs = decisions.inputs(&Command::default(), scenario, base, day, start);
        let full = totals(scenario, &run(scenario, &inputs), None, until).full;
        (full, Best { actions, tried, inputs })
    });
    // Of equals the first: what does less.
    let least = runs.reduce(|best, next| if next.0 < best.0 - 0.5 { next } else { best });
    least.map(|(_, best)| best).expect("there is always the plan to do nothing")
}

/// How far a command came within its span: to its end once it is handed over, else to where the last decision takes the clock.
#[must_use]
pub fn reached(command: &Command, decisions: &Decisions, (start, until): (f64, f64)) -> f64 {
    let takes = |choice: Choice| match choice {
        Choice::Look(look) => command.looks.get(look).map_or(0.0, |look| look.minutes),
        _ => 0.0,
    };
    match decisions.all().last() {
        _ if decisions.is_over() => until,
        last => last.map_or(start, |last| (last.at + takes(last.choice)).min(until)),
    }
}

/// What a step with a command opens, as whoever commanded left it: at the moment that they had come to, and with what was true
/// once it is handed over.
#[must_use]
pub fn as_left(opened: Opened, command: &Command, decisions: &Decisions) -> Opened {
    let Some(scenario) = opened.document.scenario() else { return opened };
    let start = opened.at.unwrap_or(scenario.about.opens_at);
    let at = Some(reached(command, decisions, span_of(command, &scenario, start)));
    let blind = opened.blind.map(|blind| if decisions.is_over() { Blind::Future } else { blind });
    Opened { at, blind, ..opened }
}

/// The moments between which somebody commands, in minutes since the trigger.
#[must_use]
pub fn span_of(command: &Command, scenario: &Scenario, start: f64) -> (f64, f64) {
    let until = scenario.clock.parse(&command.until).unwrap_or(scenario.span.1);
    (start, until.clamp(start, scenario.span.1))
}
