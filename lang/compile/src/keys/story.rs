//! How an outage is told: its anatomy, its opening, its story in cards, the words that it needs.

use super::Holds::{Duration, Name, Names, Text, Time};
use super::{Keys, SOURCE_OF, key, needed, told};

/// The anatomy of an outage.
pub static ANATOMY: Keys = Keys {
    name: "[anatomy]",
    about: "The parts of the failure, each in a sentence or two.",
    keys: &[
        told("latent-condition", Text, "What was wrong before, without doing any harm."),
        told("trigger", Text, "What set it off."),
        told("amplifier", Text, "What made it large."),
        told("sustaining-loop", Text, "What kept it going when the trigger was over."),
        told("blast-radius", Text, "Who was hit."),
        told("detection", Text, "How and when it was seen."),
        told("recovery", Text, "How it ended."),
    ],
};

/// What a first visit begins with.
pub static OPENING: Keys = Keys {
    name: "[opening]",
    about: "What a first visit begins with: one sentence while all is healthy, and one click that sets the outage off. \
            Without it the page opens at `opens-at`.",
    keys: &[
        needed("at", Time, "The healthy moment that it begins at, before the trigger."),
        needed("sentence", Text, "What is seen at that moment, in a sentence or two of at most 30 words."),
        needed("verb", Text, "What the reader does with the click, such as `Add 120 servers`; at most 4 words."),
        key(
            "pace",
            Duration,
            "How long it plays until the first failure; from there to the stop takes as long again. 8 s when it is not said.",
        ),
        needed("stop", Time, "The moment that it stops at, where most of what fails is failing."),
    ],
};

/// A card of the story.
pub static CARD: Keys = Keys {
    name: "[[card]]",
    about: "A card of the story that says why it happened. Cards stand in the order of the parts, each part once at most; six \
            to eight make a story.",
    keys: &[
        needed(
            "part",
            Name,
            "`healthy`, `latent-condition`, `trigger`, `quiet`, `failure`, `sustaining-loop`, `recovery` or `prevention`.",
        ),
        needed("at", Time, "The moment that it shows."),
        key("on", Names, "The components that it speaks of."),
        needed("text", Text, "What happens then and why, in at most 40 words. Say what a technical word means."),
        SOURCE_OF_CARD,
        key("knobs", Names, "The parameters with a knob that it speaks of, such as `frontend.thread_limit`."),
        key("fixes", Names, "The remediations that it speaks of."),
    ],
};

const SOURCE_OF_CARD: super::Key =
    super::Key { needed: super::Needed::UnlessDraft, about: "The sources that it rests on.", ..SOURCE_OF };

/// A technical word.
pub static TERM: Keys = Keys {
    name: "[[term]]",
    about: "A technical word that the texts use. Wherever it stands, its meaning can be opened.",
    keys: &[
        needed("word", Text, "The word, in the singular, such as `shard map`."),
        needed("means", Text, "What it means, in at most 25 words."),
    ],
};
