//! Where the opening and the story of an outage do not agree with its day.

use outage_sim::{Card, ONSET, Recording, STORY, Scenario, Signal};

/// The components that fail at a moment in minutes since the trigger.
fn failing(scenario: &Scenario, day: &Recording, at: f64) -> Vec<usize> {
    let moment = day.moment_at(at);
    (0..scenario.components.len()).filter(|&it| day.series(it, Signal::Error)[moment] >= ONSET).collect()
}

/// What fails already at the moment at which all should be well.
pub(super) fn ill(scenario: &Scenario, day: &Recording) -> Vec<String> {
    let Some(opening) = &scenario.about.opening else { return Vec::new() };
    failing(scenario, day, opening.at).into_iter().map(|it| scenario.components[it].id.clone()).collect()
}

/// How many components fail where the opening stops, and where most of them do, if those are more.
pub(super) fn early(scenario: &Scenario, day: &Recording) -> Option<String> {
    let opening = scenario.about.opening.as_ref()?;
    let count = |at: f64| failing(scenario, day, at).len();
    let stopped = count(opening.stop);
    let times = (0..day.moments()).map(|moment| day.time(moment));
    let worst = times.clone().map(count).max().filter(|worst| *worst > stopped)?;
    let at = times.into_iter().find(|at| count(*at) == worst)?;
    let time = |at: f64| scenario.clock.local(at);
    Some(format!("{stopped} at {}, {worst} at {}", time(opening.stop), time(at)))
}

/// Cards that come before what they tell: those earlier than the card before them, but for the last, which goes back to where
/// the day could have been prevented; and a failure whose components do not fail yet.
pub(super) fn misplaced(scenario: &Scenario, day: &Recording) -> Vec<String> {
    let story = &scenario.about.story;
    let name = |card: &Card| STORY[usize::from(card.part)].0;
    let is_early = |(number, card): &(usize, &Card)| {
        let is_before = *number > 0 && card.at < story[number - 1].at && name(card) != "prevention";
        let failing = failing(scenario, day, card.at);
        let is_well = name(card) == "failure" && !card.on.iter().all(|on| failing.contains(&usize::from(*on)));
        is_before || is_well
    };
    story.iter().enumerate().filter(is_early).map(|(_, card)| name(card).to_owned()).collect()
}
