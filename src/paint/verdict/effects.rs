//! How two runs differ, in what people would notice.

use super::Effect;
use crate::frame::{LITTLE, posted};
use crate::words;
use outage_sim::{ONSET, Recording, Scenario, Signal};

/// How every component fared.
#[derive(Debug, Clone)]
pub(super) struct Fates {
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

impl Fates {
    pub(super) fn of(scenario: &Scenario, recording: &Recording) -> Self {
        let indices = 0..scenario.components.len();
        let summaries: Vec<_> = indices.clone().map(|index| recording.summary(index)).collect();
        let root = summaries[scenario.root()];
        let posted = posted(scenario).and_then(|(board, signal)| {
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

    /// Whether next to nothing of another run's outage is left in this one.
    pub(super) fn has_little_of(&self, other: &Self, scenario: &Scenario) -> bool {
        let root = scenario.root();
        other.minutes[root] > 0.0 && self.minutes[root] <= LITTLE * other.minutes[root]
    }
}

/// Minutes below which a difference is not worth words.
const NOTABLE: f64 = 5.0;

/// The effects of what makes one run different from another, the most important first; none when nobody would notice.
pub(super) fn effects(scenario: &Scenario, without: &Fates, with: &Fates) -> Vec<(Effect, String)> {
    let root = scenario.root();
    let fails = |fates: &Fates| fates.peaks[root] >= ONSET;
    let others = Others { scenario, without, with };
    let mut effects = Vec::new();
    if fails(without) && !fails(with) {
        // That what depends on it does not fail either goes without saying.
        effects.push((Effect::Prevents, "prevents it".into()));
    } else if fails(with) && !fails(without) {
        effects.push((Effect::Worsens, "brings it about".into()));
    } else {
        effects.extend(failures(without.minutes[root], with.minutes[root]));
        let recovery = recovery(without.recovered, with.recovered);
        // An earlier end says more than fewer failures, a later end less.
        let first =
            if recovery.as_ref().is_some_and(|(effect, _)| *effect == Effect::Shortens) { 0 } else { effects.len() };
        effects.splice(first..first, recovery);
        effects.extend(others.gain());
    }
    // What gets worse is told before what else gets better.
    let second = effects.len().min(1);
    effects.splice(second..second, others.loss());
    effects
}

/// How much sooner or later it ends.
fn recovery(was: f64, is: f64) -> Option<(Effect, String)> {
    if is.is_finite() && was.is_infinite() {
        return Some((Effect::Shortens, "it recovers".into()));
    }
    if was - is >= NOTABLE {
        // What ends soon is best told by how soon.
        let words = match is < was * 0.2 {
            true => format!("over after {}", words::duration(is)),
            false => format!("{} shorter", words::duration(was - is)),
        };
        return Some((Effect::Shortens, words));
    }
    (is - was >= NOTABLE).then(|| {
        let longer = format!("{} longer", words::duration(is - was));
        (Effect::Worsens, if is.is_finite() { longer } else { "no recovery".into() })
    })
}

/// How many fewer or more requests fail, given the minutes of failure.
fn failures(was: f64, is: f64) -> Option<(Effect, String)> {
    let share = |less: f64, more: f64| words::percent((more - less) / was);
    if was <= 0.0 {
        // There is nothing to compare a share with.
        return is_less(was, is).then(|| (Effect::Worsens, format!("{} of failures", words::duration(is))));
    }
    if is_less(is, was) {
        Some((Effect::Shortens, format!("{} fewer failures", share(is, was))))
    } else if is_less(was, is) {
        Some((Effect::Worsens, format!("{} more failures", share(was, is))))
    } else {
        None
    }
}

/// A tenth less, and enough of it to notice.
fn is_less(a: f64, b: f64) -> bool {
    b - a >= NOTABLE && a < b * 0.9
}

/// What depends on the component that fails first.
#[derive(Clone, Copy)]
struct Others<'a> {
    scenario: &'a Scenario,
    without: &'a Fates,
    with: &'a Fates,
}

impl Others<'_> {
    /// What is better for them.
    fn gain(self) -> Vec<(Effect, String)> {
        let Self { without, with, .. } = self;
        let mut effects = Vec::new();
        let is_spared = |index: usize| without.peaks[index] >= ONSET && with.peaks[index] < ONSET;
        let is_helped = |index: usize| is_less(with.minutes[index], without.minutes[index]);
        // Whoever does not fail answers quickly anyway.
        let is_quicker = |index: usize| with.slowest[index] + 1.0 < without.slowest[index] * 0.5;
        let mut spares = |words: Option<String>| effects.extend(words.map(|words| (Effect::Spares, words)));
        spares(self.named("spares", &is_spared));
        spares(self.backlog(without, with, "sooner"));
        spares(self.named("helps", &|index| is_helped(index) && !is_spared(index)));
        spares(self.named("quick answers:", &|index| is_quicker(index) && !is_helped(index) && !is_spared(index)));
        let sooner = without.posted - with.posted;
        if sooner >= NOTABLE {
            let words = match sooner.is_finite() {
                true => format!("posted {} sooner", words::duration(sooner)),
                false => "it is posted".into(),
            };
            effects.push((Effect::Informs, words));
        }
        effects
    }

    /// What is worse for them.
    fn loss(self) -> Vec<(Effect, String)> {
        let Self { without, with, .. } = self;
        let losses = [
            self.named("hurts", &|index| is_less(without.minutes[index], with.minutes[index])),
            self.backlog(with, without, "later"),
            self.named("slow answers:", &|index| without.slowest[index] + 1.0 < with.slowest[index] * 0.5),
        ];
        losses.into_iter().flatten().map(|words| (Effect::Worsens, words)).collect()
    }

    /// The backlog that is cleared sooner by most in one run than in the other.
    fn backlog(self, late: &Fates, early: &Fates, how: &str) -> Option<String> {
        let sooner = self.indices().map(|index| (late.behind[index] - early.behind[index], index));
        let (minutes, index) = sooner.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(sooner, _)| *sooner >= NOTABLE)?;
        let label = &self.scenario.components[index].label;
        Some(format!("{label}’s backlog cleared {} {how}", words::duration(minutes)))
    }

    /// A word, and those whom it holds for.
    fn named(self, word: &str, holds: &dyn Fn(usize) -> bool) -> Option<String> {
        let labels = self.indices().filter(|&index| holds(index)).map(|index| &*self.scenario.components[index].label);
        let labels: Vec<&str> = labels.collect();
        (!labels.is_empty()).then(|| format!("{word} {}", some(&labels)))
    }

    fn indices(&self) -> impl Iterator<Item = usize> + '_ {
        let scenario = self.scenario;
        (0..scenario.components.len()).filter(|&index| index != scenario.root() && scenario.components[index].lane)
    }
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
