//! The keys of a session.

use super::{Key, Part};
use crate::address::Opened;
use crate::session::Place;

/// The place in a session that a link names: its keys are read in the order of the link, and `session` may be the last.
fn place(opened: &mut Opened) -> &mut Place {
    opened.session.get_or_insert_with(|| Place::new("", 0))
}

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
            true => place(opened).id = value.into(),
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
        Ok(step @ 1..=60) => place(opened).step = step - 1,
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

/// Codes of groups.
pub(super) const GROUP: Key = Key {
    name: "group",
    part: Part::View,
    about: "Codes of groups, which come to the wall of the session. The page takes them in and leaves them out of its address. The picture beside “Our answers as a code” is such a link.",
    form: "codes as the page has written them, with commas between",
    default: "none",
    valid: &["outage.1.abc.00000000"],
    invalid: &[""],
    read: |opened, _, value, problems| match value {
        "" => problems.add(|| "the code of the group is missing".into()),
        codes => place(opened).codes = Some(codes.into()),
    },
};
