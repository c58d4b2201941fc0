//! Documented facts as executable claims, judged against a recording.

use crate::engine::{Detail, run_in};
use crate::inputs::{EventChange, Inputs};
use crate::recording::Recording;
use crate::scenario::Scenario;
use crate::signal::Signal;

/// One documented fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Name in the record, such as `K20-T3`.
    pub id: String,
    /// What the record says, in our words.
    pub statement: String,
    /// What the source says, in its words.
    pub quote: String,
    /// Short name of the source.
    pub source: String,
    /// Whether the source's words are soft, such as `from noon` or `the majority`.
    pub soft: bool,
    /// When it happened or what was seen.
    pub documented: Documented,
    /// How it is looked for in a recording.
    pub claim: Claim,
    /// What is different in the run that it is looked for in.
    pub given: Option<Given>,
}

/// When a fact happened or what was seen.
#[derive(Debug, Clone, PartialEq)]
pub enum Documented {
    /// A moment, in minutes since the trigger.
    At(f64),
    /// Some time between two moments, in minutes since the trigger.
    Between(f64, f64),
    /// Something without a time.
    Words(String),
}

/// How a fact is looked for in a recording.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Claim {
    /// The component whose signal is read; `None` for the worst of all components.
    pub component: Option<usize>,
    /// The signal.
    pub signal: Signal,
    /// How it is read.
    pub reading: Reading,
    /// Minutes for which a crossing has to last before it counts; the time found is the end of them, as an alarm's is.
    pub lasting: f64,
}

/// How a signal is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// The first time at which it is at least this.
    RisesTo(f64),
    /// The first time after its peak at which it is below this.
    FallsBelow(f64),
    /// The first time after its peak at which it is this much below the peak.
    FallsFromPeakBy(f64),
    /// The first time after its peak at which it is below this share of the peak.
    FallsToShareOfPeak(f64),
    /// Its peak is at least this.
    PeakAtLeast(f64),
    /// Its peak is at most this.
    PeakAtMost(f64),
    /// At the end of the run it is at least this.
    EndsAtLeast(f64),
    /// At the end of the run it is at most this.
    EndsAtMost(f64),
}

type NamedReading = (&'static str, fn(f64) -> Reading);

impl Reading {
    /// Every reading, with its key in scenario files.
    pub(crate) const ALL: [NamedReading; 8] = [
        ("rises-to", Self::RisesTo),
        ("falls-below", Self::FallsBelow),
        ("falls-from-peak-by", Self::FallsFromPeakBy),
        ("falls-to-share-of-peak", Self::FallsToShareOfPeak),
        ("peak-at-least", Self::PeakAtLeast),
        ("peak-at-most", Self::PeakAtMost),
        ("ends-at-least", Self::EndsAtLeast),
        ("ends-at-most", Self::EndsAtMost),
    ];

    /// Whether it yields a time, not a value.
    #[must_use]
    pub fn is_time(&self) -> bool {
        !matches!(self, Self::PeakAtLeast(_) | Self::PeakAtMost(_) | Self::EndsAtLeast(_) | Self::EndsAtMost(_))
    }
}

/// What is different in the run that a fact is looked for in. A scenario has at most
/// [`MAX_CONDITIONS`](crate::MAX_CONDITIONS) different ones.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Given {
    /// Actions that do not happen.
    pub off: Vec<usize>,
}

/// What a run has to say about a fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Simulated {
    /// It happens at this time, in minutes since the trigger.
    At(f64),
    /// It does not happen.
    Never,
    /// The value that was read.
    Value(f64),
}

/// A fact, judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// What the run shows.
    pub simulated: Simulated,
    /// How many minutes a time may be off.
    pub tolerance: f64,
    /// Whether the run reproduces the fact.
    pub reproduced: bool,
}

/// Tolerance of a soft time, in minutes.
const SOFT: f64 = 30.0;

impl Fact {
    /// How many minutes a simulated time may be off: a twentieth of the elapsed time but at least ten minutes; thirty
    /// where the source's words are soft.
    #[must_use]
    pub fn tolerance(&self) -> f64 {
        match self.documented {
            Documented::At(_) if self.soft => SOFT,
            Documented::At(minutes) => (minutes.abs() * 0.05).max(10.0),
            Documented::Between(..) | Documented::Words(_) => 0.0,
        }
    }

    fn judge(&self, recording: &Recording) -> Judgement {
        let tolerance = self.tolerance();
        let simulated = self.claim.read(recording);
        let reproduced = match (&self.documented, simulated) {
            (Documented::At(documented), Simulated::At(found)) => (found - documented).abs() <= tolerance,
            (Documented::Between(from, until), Simulated::At(found)) => (*from..=*until).contains(&found),
            (Documented::Words(_), Simulated::Value(value)) => match self.claim.reading {
                Reading::PeakAtLeast(bound) | Reading::EndsAtLeast(bound) => value >= bound,
                Reading::PeakAtMost(bound) | Reading::EndsAtMost(bound) => value <= bound,
                _ => false,
            },
            _ => false,
        };
        Judgement { simulated, tolerance, reproduced }
    }
}

impl Claim {
    fn read(&self, recording: &Recording) -> Simulated {
        let worst;
        let values = match self.component {
            Some(component) => recording.series(component, self.signal),
            None => {
                worst = recording.worst_errors();
                &worst
            }
        };
        let peak = values.iter().copied().fold(0.0, f64::max);
        let last = values.last().copied().unwrap_or(0.0);
        let time = |found: Option<usize>| found.map_or(Simulated::Never, |index| Simulated::At(recording.time(index)));
        let after_peak = |below: f64| {
            if peak <= below {
                return Simulated::Never;
            }
            let top = values.iter().rposition(|&value| value >= peak * 0.999).unwrap_or(0);
            time(self.first_lasting(recording, values, top, |value| value < below))
        };
        match self.reading {
            Reading::RisesTo(bound) => time(self.first_lasting(recording, values, 0, |value| value >= bound)),
            Reading::FallsBelow(bound) => after_peak(bound),
            Reading::FallsFromPeakBy(by) => after_peak(peak - by),
            Reading::FallsToShareOfPeak(share) => after_peak(peak * share),
            Reading::PeakAtLeast(_) | Reading::PeakAtMost(_) => Simulated::Value(peak),
            Reading::EndsAtLeast(_) | Reading::EndsAtMost(_) => Simulated::Value(last),
        }
    }

    /// The first moment from `from` on at which a condition has held for as long as the claim asks.
    fn first_lasting(
        &self,
        recording: &Recording,
        values: &[f64],
        from: usize,
        holds: impl Fn(f64) -> bool,
    ) -> Option<usize> {
        let needed = (self.lasting / recording.step()).round() as usize;
        let mut run = 0;
        for (index, &value) in values.iter().enumerate().skip(from) {
            run = if holds(value) { run + 1 } else { 0 };
            if run > needed {
                return Some(index);
            }
        }
        None
    }
}

/// Judges the facts that a run alone decides; `None` for those with conditions of their own, which need further runs.
#[must_use]
pub fn judge_at_once(scenario: &Scenario, recording: &Recording) -> Vec<Option<Judgement>> {
    let alone = |fact: &Fact| fact.given.is_none().then(|| fact.judge(recording));
    scenario.facts.iter().map(alone).collect()
}

/// Judges every fact of a scenario against a run. Facts with conditions of their own are judged in a run of their own;
/// there are at most [`MAX_CONDITIONS`](crate::MAX_CONDITIONS) of these.
#[must_use]
pub fn judge(scenario: &Scenario, inputs: &Inputs, recording: &Recording) -> Vec<Judgement> {
    let mut judgements = judge_at_once(scenario, recording);
    // One run for all facts with the same conditions, and only one at a time in memory.
    while let Some(open) = judgements.iter().position(Option::is_none) {
        let given = &scenario.facts[open].given;
        let mut inputs = inputs.clone();
        let off = given.iter().flat_map(|given| &given.off);
        inputs.events.extend(off.map(|&action| (action, EventChange::Off)));
        let recording = run_in(scenario, &inputs, Detail::Brief);
        for (fact, judgement) in scenario.facts.iter().zip(&mut judgements) {
            if fact.given == *given {
                *judgement = Some(fact.judge(&recording));
            }
        }
    }
    judgements.into_iter().flatten().collect()
}
