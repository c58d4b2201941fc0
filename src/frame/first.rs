//! Which knobs matter first, and which ones somebody looks for.

use crate::order::sort_by_number;
use crate::paint::values;
use outage_sim::{Detail, Inputs, Scenario, run_in};

/// How many knobs stand first.
pub const FIRST: usize = 5;

/// Knobs at most that are tried to find out what they change, when an outage does not say which ones matter.
const TRIED: usize = 24;

/// The knobs that matter first, by their parameters: the one that the outage's own hint names, those that its story names,
/// in its order, then those that its remediations turn, beginning with the ones that the story names. Where these are fewer
/// than four, then those that change most of what fails. It is the same for every run, so that nothing changes its place.
#[must_use]
pub fn first_knobs(scenario: &Scenario) -> Vec<usize> {
    let about = &scenario.about;
    let hinted = scenario.knobs().filter(|(_, spec, _)| about.try_first.contains(&format!("“{}”", spec.label)));
    let told = about.story.iter().flat_map(|card| &card.knobs).map(|&knob| usize::from(knob));
    let fixes = about.story.iter().flat_map(|card| &card.fixes).map(|&fix| usize::from(fix));
    let turned = fixes.chain(0..scenario.remediations.len()).filter_map(|fix| scenario.remediations.get(fix));
    let turned = turned.flat_map(|fix| &fix.changes).map(|change| usize::from(change.parameter));
    let mut first: Vec<usize> = Vec::new();
    for knob in hinted.map(|(knob, ..)| knob).chain(told).chain(turned) {
        let is_knob = scenario.parameters.get(knob).is_some_and(|spec| spec.knob.is_some());
        if is_knob && first.len() < FIRST && !first.contains(&knob) {
            first.push(knob);
        }
    }
    if first.len() + 1 < FIRST {
        let mut others: Vec<usize> =
            scenario.knobs().map(|(knob, ..)| knob).filter(|knob| !first.contains(knob)).take(TRIED).collect();
        let own = failing(scenario, &Inputs::default());
        sort_by_number(&mut others, |knob| -reach(scenario, own, *knob));
        first.extend(others.into_iter().take(FIRST - first.len()));
    }
    first
}

/// Minutes of failure over all that is shown.
fn failing(scenario: &Scenario, inputs: &Inputs) -> f64 {
    let recording = run_in(scenario, inputs, Detail::Brief);
    let shown = (0..scenario.components.len()).filter(|&index| scenario.components[index].lane);
    shown.map(|index| recording.summary(index).error_minutes).sum()
}

/// How far a knob changes what fails, in minutes of failure, from those of the day as it happened: the larger of its two ends.
fn reach(scenario: &Scenario, own: f64, knob: usize) -> f64 {
    let ends = values(scenario, knob);
    let far = [ends.first(), ends.last()].into_iter().flatten().map(|&value| {
        let inputs = Inputs { knobs: [(knob, value)].into(), ..Inputs::default() };
        (failing(scenario, &inputs) - own).abs()
    });
    far.fold(0.0, f64::max)
}

/// Whether a knob is among those that somebody looks for: all words of the query are in its name, its component, its unit
/// or what it is about.
#[must_use]
pub fn is_found(scenario: &Scenario, knob: usize, query: &str) -> bool {
    let Some(spec) = scenario.parameters.get(knob) else { return false };
    let owner = spec.component.and_then(|owner| scenario.components.get(usize::from(owner)));
    let owner = owner.map_or("", |owner| owner.label.as_str());
    let text = [&spec.label, owner, &spec.unit, &spec.about, &spec.id].join(" ").to_ascii_lowercase();
    query.to_ascii_lowercase().split_whitespace().all(|word| text.contains(word))
}
