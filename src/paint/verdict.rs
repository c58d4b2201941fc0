//! What a remediation achieves, found out by running the day with and without it.

use crate::words;
use outage_sim::{ComponentKind, Detail, Inputs, ONSET, Recording, Scenario, Signal, run_in};
use std::collections::VecDeque;
use std::rc::Rc;

/// What a remediation achieves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Index of the remediation.
    pub fix: usize,
    /// The kind of its effect.
    pub effect: Effect,
    /// A few words: `prevents it`, `3 h 5 m shorter`, `spares A and B`, `no change`.
    pub words: String,
}

/// The kinds of effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The component that fails first does not fail.
    Prevents,
    /// It recovers sooner.
    Shortens,
    /// Others do not fail, fail less, catch up sooner or answer sooner.
    Spares,
    /// The public learns of it sooner.
    Informs,
    /// Nothing that people would notice.
    None,
    /// It takes longer, or more fails.
    Worsens,
}

/// Finds the verdicts of all remediations, one with each call: a few milliseconds of work each.
#[derive(Debug)]
pub struct Verdicts {
    scenario: Rc<Scenario>,
    inputs: Rc<Inputs>,
    queue: VecDeque<usize>,
    /// The day without any of the remediations that are in place, once it is known.
    without: Option<Fates>,
}

/// How every component fared.
#[derive(Debug, Clone)]
struct Fates {
    peaks: Vec<f64>,
    minutes: Vec<f64>,
    /// When the root recovered: zero when it never failed, infinite when it did not recover.
    recovered: f64,
    /// When the public was told; infinite when it was not.
    posted: f64,
    /// For each component, until when work waited, in minutes since the trigger.
    behind: Vec<f64>,
    /// For each component, the longest time to an answer, in seconds.
    slowest: Vec<f64>,
}

impl Verdicts {
    /// The verdicts of each remediation alone, all else as in these inputs.
    #[must_use]
    pub fn new(scenario: &Rc<Scenario>, inputs: &Rc<Inputs>) -> Self {
        let queue = (0..scenario.remediations.len()).collect();
        Self { scenario: Rc::clone(scenario), inputs: Rc::clone(inputs), queue, without: None }
    }
}

impl Iterator for Verdicts {
    type Item = Verdict;

    fn next(&mut self) -> Option<Verdict> {
        let fix = self.queue.pop_front()?;
        let scenario = &*self.scenario;
        let mut inputs = Inputs { fixes: [].into(), ..Inputs::clone(&self.inputs) };
        let without =
            self.without.get_or_insert_with(|| Fates::of(scenario, &run_in(scenario, &inputs, Detail::Brief)));
        let remediation = &scenario.remediations[fix];
        inputs.knobs.retain(|knob, _| remediation.changes.iter().all(|change| change.parameter != *knob));
        inputs.events.retain(|event, _| remediation.moves.iter().all(|(moved, _)| moved != event));
        inputs.fixes.insert(fix);
        let with = Fates::of(scenario, &run_in(scenario, &inputs, Detail::Brief));
        let (effect, words) = compare(scenario, without, &with);
        Some(Verdict { fix, effect, words })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.queue.len(), Some(self.queue.len()))
    }
}

impl Fates {
    fn of(scenario: &Scenario, recording: &Recording) -> Self {
        let indices = 0..scenario.components.len();
        let summaries: Vec<_> = indices.clone().map(|index| recording.summary(index)).collect();
        let root = summaries[scenario.root];
        let boards = scenario.components.iter().position(|spec| spec.kind == ComponentKind::NoticeBoard);
        let posted = boards.and_then(|board| {
            let signal = scenario.signal(board, "posted")?;
            let first = recording.series(board, signal).iter().position(|&posted| posted > 0.5)?;
            Some(recording.time(first))
        });
        Self {
            peaks: summaries.iter().map(|summary| summary.peak_error).collect(),
            minutes: summaries.iter().map(|summary| summary.error_minutes).collect(),
            recovered: root.first_error.map_or(0.0, |_| root.recovered.unwrap_or(f64::INFINITY)),
            posted: posted.unwrap_or(f64::INFINITY),
            behind: indices
                .clone()
                .map(|index| {
                    let waiting = recording.series(index, Signal::Backlog);
                    let last = waiting.iter().rposition(|&minutes| minutes >= 1.0);
                    last.map_or(0.0, |moment| recording.time(moment))
                })
                .collect(),
            slowest: indices
                .map(|index| recording.series(index, Signal::Latency).iter().copied().fold(0.0, f64::max))
                .collect(),
        }
    }
}

/// Minutes below which a difference is not worth words.
const NOTABLE: f64 = 5.0;

fn compare(scenario: &Scenario, without: &Fates, with: &Fates) -> (Effect, String) {
    let root = scenario.root;
    if without.peaks[root] >= ONSET && with.peaks[root] < ONSET {
        return (Effect::Prevents, "prevents it".into());
    }
    let (was, is) = (without.recovered, with.recovered);
    if is.is_finite() && was.is_infinite() {
        return (Effect::Shortens, "it recovers".into());
    }
    if was - is >= NOTABLE {
        let shorter = format!("{} shorter", words::duration(was - is));
        // What ends soon is best told by how soon.
        let words = if is < was * 0.2 { format!("over after {}", words::duration(is)) } else { shorter };
        return (Effect::Shortens, words);
    }
    if is - was >= NOTABLE {
        let words = if is.is_finite() { format!("{} longer", words::duration(is - was)) } else { "no recovery".into() };
        return (Effect::Worsens, words);
    }
    let others = (0..scenario.components.len()).filter(|&index| index != root && scenario.components[index].lane);
    let labels = |chosen: &dyn Fn(usize) -> bool| -> Vec<&str> {
        others.clone().filter(|&index| chosen(index)).map(|index| scenario.components[index].label.as_str()).collect()
    };
    let spared = labels(&|index| without.peaks[index] >= ONSET && with.peaks[index] < ONSET);
    if !spared.is_empty() {
        return (Effect::Spares, format!("spares {}", some(&spared)));
    }
    // A tenth less, and enough of it to notice.
    let less = |a: f64, b: f64| b - a >= NOTABLE && a < b * 0.9;
    let helped = labels(&|index| less(with.minutes[index], without.minutes[index]));
    if !helped.is_empty() {
        return (Effect::Spares, format!("helps {}", some(&helped)));
    }
    if less(with.minutes[root], without.minutes[root]) {
        let share = 1.0 - with.minutes[root] / without.minutes[root];
        return (Effect::Shortens, format!("{} fewer failures", words::percent(share)));
    }
    if without.posted - with.posted >= NOTABLE && with.posted.is_finite() {
        let sooner = without.posted - with.posted;
        let words = if sooner.is_finite() {
            format!("posted {} sooner", words::duration(sooner))
        } else {
            "it is posted".into()
        };
        return (Effect::Informs, words);
    }
    let caught_up = others.clone().map(|index| (without.behind[index] - with.behind[index], index));
    if let Some((sooner, index)) = caught_up.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(sooner, _)| *sooner >= NOTABLE)
    {
        let label = &scenario.components[index].label;
        return (Effect::Spares, format!("{label} catches up {} sooner", words::duration(sooner)));
    }
    let quicker = labels(&|index| with.slowest[index] + 1.0 < without.slowest[index] * 0.5);
    if !quicker.is_empty() {
        return (Effect::Spares, format!("quick answers: {}", some(&quicker)));
    }
    let hurt = labels(&|index| less(without.minutes[index], with.minutes[index]));
    if !hurt.is_empty() {
        return (Effect::Worsens, format!("hurts {}", some(&hurt)));
    }
    (Effect::None, "no change".into())
}

/// The first names of a list, and how many more there are.
fn some(names: &[&str]) -> String {
    match names {
        [first, second, third, rest @ ..] if !rest.is_empty() => {
            format!("{first}, {second}, {third} and {} more", rest.len())
        }
        names => words::list(names),
    }
}
