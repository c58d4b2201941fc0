//! The versions in a link: of its format, and of the model whose result its author saw.

use outage_sim::{MODEL_VERSION, Recording};
use std::fmt;

/// The version of the format that this page writes.
pub const FORMAT: u32 = 1;

/// The keys of a link with their values, decoded, in the order in which they stand.
pub(super) type Pairs = Vec<(String, String)>;

/// The steps that turn a link of an older format into one of the next, the oldest first. A step leaves alone what the
/// next format already knows, because links that are written by hand often name no version.
const UPGRADES: [fn(&mut Pairs); FORMAT as usize] = [
    // Format 0, which named no version, called the selected component `sel`.
    |pairs| rename(pairs, "sel", "select"),
];

fn rename(pairs: &mut Pairs, old: &str, new: &str) {
    for (key, _) in pairs.iter_mut().filter(|(key, _)| key == old) {
        new.clone_into(key);
    }
}

/// Takes the version out of a link and brings the rest up to date.
///
/// # Errors
/// A sentence when the version is unknown here; the rest is then left as it is.
pub(super) fn upgrade(pairs: &mut Pairs) -> Result<(), String> {
    let (mut version, mut problem) = (None, Ok(()));
    pairs.retain(|(key, value)| {
        let is_version = key == "v";
        if is_version {
            match value.parse::<u32>() {
                Ok(known) => version = Some(known),
                Err(_) => problem = Err("a version is a whole number, such as 1".to_owned()),
            }
        }
        !is_version
    });
    let version = version.map_or_else(|| problem.clone().map(|()| 0), Ok)?;
    for step in UPGRADES.iter().skip(version as usize) {
        step(pairs);
    }
    if version <= FORMAT {
        return problem;
    }
    Err("This link was made by a newer version of the page. What this version does not know is left out; reload to \
         get the newer one."
        .to_owned())
}

/// What the author of a link saw: the version of the model, and the beginning of the run's digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Version of the model.
    pub model: u32,
    /// The first half of the digest of the run.
    pub digest: u32,
}

impl Stamp {
    /// The stamp of a run of this version of the model.
    #[must_use]
    pub fn of(recording: &Recording) -> Self {
        Self { model: MODEL_VERSION, digest: (recording.digest().0 >> 32) as u32 }
    }

    /// The stamp in a link, as [`fmt::Display`] writes it.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (model, digest) = text.split_once('-')?;
        let is_hex = digest.len() == 8 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        let digest = u32::from_str_radix(digest, 16).ok().filter(|_| is_hex)?;
        Some(Self { model: model.parse().ok()?, digest })
    }

    /// What to tell the reader of a link with this stamp who sees another run: in which way it differs.
    #[must_use]
    pub fn difference(self, now: Self) -> Option<&'static str> {
        (self.digest != now.digest).then_some(match self.model.cmp(&now.model) {
            std::cmp::Ordering::Less => {
                "The model has been improved since this link was made: the run differs from what its author saw."
            }
            std::cmp::Ordering::Greater => {
                "This link was made with a newer model than this page has: the run differs from what its author saw. \
                 Reload to get the newer one."
            }
            std::cmp::Ordering::Equal => {
                "This run is not the one that the link's author saw. If you changed the link, that is why; else its scenario \
                 has changed since."
            }
        })
    }
}

impl fmt::Display for Stamp {
    /// `1-3fa9c2d1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:08x}", self.model, self.digest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> Pairs {
        pairs.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect()
    }

    #[test]
    fn old_links_are_upgraded() {
        let mut old = pairs(&[("sel", "fleet"), ("seed", "7")]);
        assert_eq!(upgrade(&mut old), Ok(()));
        assert_eq!(old, pairs(&[("select", "fleet"), ("seed", "7")]));
        let mut again = old.clone();
        assert_eq!(upgrade(&mut again), Ok(()));
        assert_eq!(again, old, "a step leaves alone what is up to date");
    }

    #[test]
    fn versions_of_the_future_are_reported() {
        let mut newer = pairs(&[("v", "9"), ("seed", "7")]);
        assert!(upgrade(&mut newer).is_err_and(|text| text.contains("newer version")));
        assert_eq!(newer, pairs(&[("seed", "7")]));
        assert!(upgrade(&mut pairs(&[("v", "one")])).is_err());
    }

    #[test]
    fn stamps_are_read_as_written_and_tell_what_differs() {
        let stamp = Stamp { model: 2, digest: 0x0fa9_c2d1 };
        assert_eq!(Stamp::parse(&stamp.to_string()), Some(stamp));
        for wrong in ["", "1", "1-", "1-3fa9", "1-3fa9c2d1ff", "x-3fa9c2d1", "1-+fa9c2d1", "-1-3fa9c2d1"] {
            assert_eq!(Stamp::parse(wrong), None, "{wrong}");
        }
        assert_eq!(stamp.difference(Stamp { model: 3, ..stamp }), None, "the same run is the same under any version");
        let newer = stamp.difference(Stamp { model: 3, digest: 1 });
        let older = stamp.difference(Stamp { model: 1, digest: 1 });
        assert!(
            newer.is_some_and(|text| text.contains("improved")) && older.is_some_and(|text| text.contains("newer"))
        );
    }
}
