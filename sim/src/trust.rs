//! How far an outage can be trusted: what `outage audit` found, and what each documented fact is worth.
//!
//! A score alone says little: a fact may come out because a number was chosen for it, or because nearly any run would show
//! it. The audits are texts beside the outages, written by the tests of `outage-audit`, which also hold the outages to
//! them. They speak of the day as it happened, and of the built-in outages only.

mod read;

use crate::{CLASSES, OUTAGES};
use outage_plan::Class;
pub use read::{FactTrust, Trust};

/// What the audit says of a built-in outage, by its name; none where there is no audit of it.
#[cfg(feature = "built-in")]
#[must_use]
pub fn trust(outage: &str) -> Option<Trust> {
    let (_, text) = crate::AUDITS.iter().find(|(name, _)| *name == outage)?;
    // The build script has read it before.
    Trust::read(text).ok()
}

/// What a fact is worth, by its number and that of its outage in [`OUTAGES`]. It is the same as in the audit, in a form that
/// is small enough for the page. None where no audit says it.
#[must_use]
pub fn class_of(outage: usize, fact: usize) -> Option<Class> {
    let (name, _) = OUTAGES.get(outage)?;
    let (_, letters) = CLASSES.iter().find(|(it, _)| it == name)?;
    Class::of(letters.get(fact..=fact)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BUILT_IN, Scenario};

    const TEXT: &str = "# What an audit says of a-day. Made up.\n\
        seeds-tried 24\ndraws 50\nseeds 99.5\nwithin-2 96.0\nwithin-5 84.1\nwithin-10 61.0\nplausible 40.2\nhalf-step 0.2\n\
        fact A-1 predicted 96 pump.rate pump.size\nfact A-2 scripted 88 restart\nfact A-3 missed 0\n";

    #[test]
    fn an_audit_is_read() {
        let trust = Trust::read(TEXT).expect("it is well formed");
        assert_eq!((trust.seeds_tried, trust.draws), (24.0, 50.0));
        assert_eq!((trust.seeds, trust.plausible, trust.half_step), (99.5, 40.2, 0.2));
        assert_eq!(trust.within, [(2.0, 96.0), (5.0, 84.1), (10.0, 61.0)]);
        assert_eq!(trust.facts.len(), 3);
        let fact = trust.fact("A-1").expect("it is there");
        assert_eq!((fact.class, fact.kept), (Class::Predicted, 96.0));
        assert_eq!(fact.hangs, ["pump.rate", "pump.size"]);
        assert_eq!(trust.fact("A-3").map(|it| (it.class, it.hangs.len())), Some((Class::Missed, 0)));
        assert_eq!(trust.fact("A-4"), None);
    }

    #[test]
    fn what_is_no_audit_is_told() {
        for (before, after, told) in [
            ("seeds 99.5", "seeds many", "seeds many"),
            ("seeds 99.5", "seeds 99.5 100", "seeds 99.5 100"),
            ("seeds 99.5", "", "`seeds` is missing"),
            ("within-5 84.1", "within-some 84.1", "within-some"),
            ("half-step 0.2", "half-step NaN", "half-step NaN"),
            ("A-2 scripted", "A-2 sworn", "A-2 sworn"),
            ("fact A-3 missed 0", "fact A-3", "fact A-3"),
        ] {
            let problem = Trust::read(&TEXT.replace(before, after)).expect_err(after);
            assert!(problem.contains(told), "{after:?}: {problem}");
        }
    }

    #[test]
    fn classes_are_those_of_the_audits() {
        for (index, (name, plan)) in BUILT_IN.iter().enumerate() {
            let scenario = Scenario::read(plan).expect("it is built in");
            let trust = trust(name);
            for (number, fact) in scenario.facts.iter().enumerate() {
                let told = trust.as_ref().and_then(|trust| trust.fact(&fact.id)).map(|it| it.class);
                assert_eq!(class_of(index, number), told, "{name}: {}", fact.id);
            }
            assert_eq!(class_of(index, scenario.facts.len()), None);
        }
        assert_eq!(class_of(BUILT_IN.len(), 0), None);
        assert_eq!(trust("somebody's-own"), None);
    }
}
