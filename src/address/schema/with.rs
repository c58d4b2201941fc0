//! The key of a comparison: the run that the notebook shows the link's own against.

use super::super::{FILE, short, split};
use super::{Key, Part};
use outage_sim::OUTAGES;

/// The other run of a comparison.
pub(super) const WITH: Key = Key {
    name: "with",
    part: Part::View,
    about: "Together with `open=notebook`: the run that this one is compared with, as what follows `#/` in its own link, with \
            `%3F`, `%26` and `%3D` for `?`, `&` and `=`. Only its outage and its changes count. `file` without an `x` of its own is \
            the outage of this link.",
    form: "the name of an outage, and what is changed about it: `kinesis-2020%3Ffrontend.thread-limit%3D8000`",
    default: "none",
    valid: &["kinesis-2020", "kinesis-2020%3Ffrontend.thread-limit%3D8000%26fix%3Dlarger-servers"],
    invalid: &["", "no-outage", "%3Ffrontend.thread-limit%3D8000"],
    read: |opened, _, value, problems| {
        let (name, _) = split(value);
        match name == FILE || OUTAGES.iter().any(|(id, _)| *id == name) {
            true => opened.with = Some(value.trim_start_matches(['#', '/']).to_owned()),
            false => problems.add(|| format!("there is no outage `{}` to compare with", short(&name))),
        }
    },
};
