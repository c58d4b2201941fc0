//! Names that somebody probably meant.

/// Fewest letters of a part of a name that say which one was meant.
const ENOUGH: usize = 4;

/// Most letters of a name that are compared.
const LONGEST: usize = 64;

/// The accepted name that looks most like `name`, if one is near: by its letters, else by what follows its dot, else as
/// one that goes on where `name` ends.
#[must_use]
pub fn nearest<'a>(name: &str, accepted: &[&'a str]) -> Option<&'a str> {
    let by = |part: fn(&str) -> &str| {
        let far = |candidate: &str| strsim::osa_distance(clip(part(name)), clip(part(candidate)));
        let (far, candidate) = accepted.iter().map(|candidate| (far(candidate), *candidate)).min()?;
        (far <= 1 + part(candidate).len() / 4).then_some(candidate)
    };
    let whole = by(|name| name);
    if whole.is_some() || last(name).len() < ENOUGH {
        return whole;
    }
    by(last).or_else(|| accepted.iter().copied().find(|candidate| last(candidate).starts_with(name)))
}

/// What follows the last dot of a name.
fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn clip(name: &str) -> &str {
    &name[..name.floor_char_boundary(LONGEST)]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_pen_is_recognised() {
        assert_eq!(nearest("sevrers", &["servers", "cells"]), Some("servers"));
        assert_eq!(nearest("zebra", &["servers", "cells"]), None);
        assert_eq!(nearest("x", &[]), None);
        assert_eq!(nearest("fleet.serverz", &["front.limit", "front.servers"]), Some("front.servers"));
        assert_eq!(nearest("thread", &["front.servers", "front.thread-limit"]), Some("front.thread-limit"));
        assert_eq!(nearest("bar", &["front.bars-in-all", "front.servers"]), None);
        assert_eq!(nearest(&"ü".repeat(500), &["servers"]), None);
    }
}
