//! What to try first, and how a run compares with the day as it happened.

use crate::state::{State, Touched};
use crate::words;
use outage_sim::{ONSET, Recording, Scenario};

/// What is left of an outage, as a share of its failures, when a run has next to nothing of it.
pub(crate) const LITTLE: f64 = 0.1;
/// Share of the worst of the day up to which that can be said.
const HALF: f64 = 0.5;

/// Minutes below which a difference is not worth words.
const NOTABLE: f64 = 5.0;

/// What to try first, or what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint<'a> {
    /// The scenario's own words, split around the name of the knob that they speak of: what comes before it, its index
    /// among the parameters, what comes after it.
    Try(&'a str, Option<usize>, &'a str),
    /// How this run compares with the day as it happened, or with the changed run that it forks from.
    Run(Compared),
    /// Something was tried, and everything is as it happened again.
    Tried,
}

/// How a run compares with another one, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// In which way.
    pub difference: Difference,
    /// That in a word or two: `Prevented`, `Shorter by 3 h`.
    pub head: String,
    /// What was spared, or what came on top; a whole sentence together with the head. It may be empty.
    pub rest: String,
}

/// In which way a run differs from another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// It has nothing of the outage, or next to nothing.
    Prevented,
    /// It is shorter, or less fails.
    Better,
    /// It is longer, or more fails.
    Worse,
    /// Nobody would notice.
    Same,
}

/// What to try first; once something was changed, what came of it; and when all is as it happened again, neither.
#[must_use]
pub fn hint(state: &State) -> Hint<'_> {
    if state.inputs.changes() != 0 {
        let without = state.unforked_name();
        let against = without.as_deref().map_or(Against::Day, Against::Unforked);
        return Hint::Run(compared(&state.scenario, &state.recording, state.other().0, against));
    }
    let (before, knob, after) = named(&state.scenario);
    let is_tried = match knob {
        Some(knob) => state.tried.has(Touched::Knob(knob)),
        None => !state.tried.is_empty(),
    };
    if is_tried { Hint::Tried } else { Hint::Try(before, knob, after) }
}

/// The scenario's own words of what to try first, split around the name of a knob.
fn named(scenario: &Scenario) -> (&str, Option<usize>, &str) {
    let text = scenario.about.try_first.as_str();
    let quoted = text.split_once('“').and_then(|(before, rest)| {
        let (name, after) = rest.split_once('”')?;
        let (knob, ..) = scenario.knobs().find(|(_, parameter, _)| parameter.label == name)?;
        Some((before, Some(knob), after))
    });
    quoted.unwrap_or((text, None, ""))
}

/// What a run is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against<'a> {
    /// The day as it happened.
    Day,
    /// A run, by its name.
    Run(&'a str),
    /// The run that it forks from: `without the changes from 05:15`.
    Unforked(&'a str),
}

/// How a run compares with another one.
#[must_use]
pub fn compared(scenario: &Scenario, recording: &Recording, baseline: &Recording, against: Against<'_>) -> Compared {
    let root = scenario.root();
    let (is, was) = (recording.summary(root), baseline.summary(root));
    let left = is.error_minutes;
    let gained = was.error_minutes - left;
    // The services that failed on the day and do not in this run, or the other way round.
    let only_in = |one: &Recording, other: &Recording| {
        let fails = |recording: &Recording, index: usize| recording.summary(index).peak_error >= ONSET;
        let shown = (0..scenario.components.len()).filter(|&index| scenario.components[index].lane);
        shown.filter(|&index| fails(one, index) && !fails(other, index)).count()
    };
    let (spared, hit) = (only_in(baseline, recording), only_in(recording, baseline));
    let end = |first: Option<f64>, recovered: Option<f64>| first.map_or(0.0, |_| recovered.unwrap_or(f64::INFINITY));
    let sooner = end(was.first_error, was.recovered) - end(is.first_error, is.recovered);
    let of_outage = |minutes: f64| format!("{} of full outage", words::duration(minutes));
    let services = |count: usize| format!("{count} {}", if count == 1 { "service" } else { "services" });
    let mut parts = Vec::new();
    if gained >= NOTABLE {
        parts.push(format!("{} spared", of_outage(gained)));
    } else if gained <= -NOTABLE {
        parts.push(format!("{} more", of_outage(gained)));
    }
    if spared > 0 {
        parts.push(format!("{} never failed", services(spared)));
    }
    if hit > 0 {
        let there = match against {
            Against::Day => "on the day".to_owned(),
            Against::Run(name) => format!("in “{name}”"),
            Against::Unforked(_) => "without them".into(),
        };
        parts.push(format!("{} failed that did not {there}", services(hit)));
    }
    let (difference, head) = if was.peak_error >= ONSET && is.peak_error < ONSET {
        (Difference::Prevented, "Prevented".to_owned())
    } else if left < was.error_minutes * LITTLE && is.peak_error < was.peak_error * HALF {
        (Difference::Prevented, format!("All but prevented, {} left", of_outage(left)))
    } else if sooner.is_infinite() && sooner > 0.0 {
        (Difference::Better, "It recovers".into())
    } else if sooner.is_infinite() && sooner < 0.0 {
        (Difference::Worse, "No recovery".into())
    } else if sooner >= NOTABLE {
        (Difference::Better, format!("Shorter by {}", words::duration(sooner)))
    } else if sooner <= -NOTABLE {
        (Difference::Worse, format!("Longer by {}", words::duration(sooner)))
    } else if gained >= NOTABLE || spared > hit {
        (Difference::Better, "As long, and less of it".into())
    } else if gained <= -NOTABLE || hit > spared {
        (Difference::Worse, "As long, and more of it".into())
    } else {
        return Compared {
            difference: Difference::Same,
            head: match against {
                Against::Day => "Hardly different from the day".into(),
                Against::Run(name) => format!("Hardly different from “{name}”"),
                Against::Unforked(without) => format!("Hardly different from the run {without}"),
            },
            rest: ".".into(),
        };
    };
    let than = match against {
        // What is shorter or less is so than something; what is prevented is not.
        Against::Unforked(without) if difference == Difference::Prevented || sooner.is_infinite() => {
            format!(", unlike the run {without}")
        }
        Against::Unforked(without) => format!(" than {without}"),
        Against::Day | Against::Run(_) => String::new(),
    };
    let rest = if parts.is_empty() { format!("{than}.") } else { format!("{than}: {}.", parts.join(", ")) };
    Compared { difference, head, rest }
}
