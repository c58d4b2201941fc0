//! The key of a fork: from when on what a link changes holds, and what was changed before.

use super::super::mistakes::Mistakes;
use super::super::{names, restore_plus, short};
use super::values::moment;
use super::{Key, Part};
use crate::state::Notice;
use outage_sim::{Fork, Inputs, Scenario};

/// From when on what a link changes holds.
pub(super) const FORK: Key = Key {
    name: "fork",
    part: Part::Run,
    about: "Lets everything that the link changes hold only after this moment. Until then the run is the day as it happened, \
            or what the list says: knobs, and `fix`, `off` and `at`, each with a colon. `seed` holds for the whole run.",
    form: "`05:15`, or with what was changed before: `05:15,frontend.thread-limit:5000,off:cognito-fix`",
    default: "changes hold from the start",
    valid: &[
        "05:15",
        "05:15,frontend.thread-limit:5000",
        "+1d01:00,fix:larger-servers,off:add-capacity,at:restart-fleet@10:00",
    ],
    invalid: &["", "now", "05:15,magic:1", "05:15,frontend.thread-limit", "05:15,seed:7", "05:15,at:restart-fleet"],
    read: |opened, scenario, value, problems| {
        if let Some((fork, is_whole)) = split(scenario, value, problems) {
            // What is not understood does not take back an earlier one that is.
            if is_whole || opened.inputs.fork.is_none() {
                opened.inputs.fork = Some(fork);
            }
        }
    },
};

/// The fork that a text describes, as `fork=` has it in a link.
///
/// # Errors
/// What cannot be understood of it.
pub fn fork_of(scenario: &Scenario, text: &str) -> Result<Fork, Vec<Notice>> {
    let mut problems = Mistakes::new(Vec::new());
    problems.part(FORK.name, text);
    match (split(scenario, text, &mut problems), problems.into_notices()) {
        (Some((fork, _)), notices) if notices.is_empty() => Ok(fork),
        (_, notices) => Err(notices),
    }
}

/// The moment of a fork with what was changed before, and whether all of it is understood.
fn split(scenario: &Scenario, text: &str, problems: &mut Mistakes<'_>) -> Option<(Fork, bool)> {
    let (time, before) = text.split_once(',').unwrap_or((text, ""));
    let at = moment(scenario, time, problems)?;
    let (before, is_whole) = read(scenario, before, problems);
    Some((Fork { at, before: Box::new(before) }, is_whole))
}

/// What was changed before a fork, and whether all of it is understood.
fn read(scenario: &Scenario, list: &str, problems: &mut Mistakes<'_>) -> (Inputs, bool) {
    let (mut inputs, mut is_whole) = (Inputs::default(), true);
    // As in a link: remediations first, then times, and what is off stays off at any time.
    let turn = |item: &str| ["fix:", "at:"].iter().position(|key| item.starts_with(key)).unwrap_or(2);
    for now in 0..3 {
        for item in names(list).filter(|item| turn(item) == now) {
            let outcome = match item.split_once(':') {
                Some(("fix", id)) => inputs.fix(scenario, id),
                Some(("off", id)) => inputs.switch_off(scenario, id),
                Some(("at", moved)) => match moved.split_once('@') {
                    Some((id, time)) => inputs.move_to(scenario, id, &restore_plus(time)),
                    None => {
                        problems.add(|| format!("`{}` has no time: write it as at:event@05:40", short(item)));
                        is_whole = false;
                        continue;
                    }
                },
                Some((knob, value)) => inputs.set(scenario, knob, value),
                None => {
                    problems.add(|| format!("`{}` has no value: write it as knob:value", short(item)));
                    is_whole = false;
                    continue;
                }
            };
            is_whole &= outcome.is_ok();
            problems.note(scenario, outcome);
        }
    }
    (inputs, is_whole)
}
