//! The keys of a session.

use super::{Key, Part};
use crate::session::Place;

/// The session that is open.
pub(super) const SESSION: Key = Key {
    name: "session",
    part: Part::View,
    about: "The session that is open beside the picture. Without `t`, its step puts on the screen what it shows.",
    form: "the name of a session",
    default: "none",
    valid: &["taster-20"],
    invalid: &["", "no session"],
    read: |opened, _, value, problems| {
        let is_name = value.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
        match (1..=60).contains(&value.len()) && is_name {
            true => {
                let step = opened.session.as_ref().map_or(0, |place| place.step);
                opened.session = Some(Place::new(value, step));
            }
            false => problems.add(|| "names of sessions have letters, digits and hyphens".into()),
        }
    },
};

/// The step of the session.
pub(super) const STEP: Key = Key {
    name: "step",
    part: Part::View,
    about: "The step of the session, from 1.",
    form: "a whole number from 1 to 60",
    default: "the first",
    valid: &["1", "2"],
    invalid: &["0", "61", "last"],
    read: |opened, _, value, problems| match value.parse::<usize>() {
        Ok(step @ 1..=60) => {
            // Keys are read in the order of the link; `session` may still follow.
            let id = opened.session.as_ref().map_or("", |place| &place.id).to_owned();
            opened.session = Some(Place::new(&id, step - 1));
        }
        _ => problems.add(|| "steps are counted from 1 to 60".into()),
    },
};

/// The text of a session of somebody's own.
pub(super) const TEXT: Key = Key {
    name: "sx",
    part: Part::View,
    about: "The text of a session of your own, packed, together with `session=file`. “Open file…” makes such a link.",
    form: "what the page has written",
    default: "none",
    valid: &["1.abc"],
    invalid: &[""],
    read: |opened, _, value, problems| match value {
        "" => problems.add(|| "the text of the session is missing".into()),
        text => opened.session_text = Some(text.to_owned()),
    },
};
