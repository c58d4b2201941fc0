//! What happened, what the record says, what was proposed afterwards.

use super::Holds::{
    Duration, Expression, Flag, Moments, Name, Names, Quantities, Quantity, Table, Text, Time, Times, Whole,
};
use super::{ASSUMED, DERIVED, FITTED, Keys, PLAUSIBLE, SOURCE_OF, STATED, key, needed, told};

/// An action.
pub static ACTION: Keys = Keys {
    name: "[[action]]",
    about: "What happened at a time of day: the trigger, or what operators did.",
    keys: &[
        needed("id", Name, "Its name in links and on the command line."),
        told("label", Text, "Its name on the screen."),
        told("about", Text, "What was done, in a sentence."),
        key("trigger", Flag, "Whether it is what set the outage off."),
        needed("at", Time, "When it begins."),
        key("over", Duration, "How long it takes to have its full effect."),
        key("answers", Name, "The component whose alarm operators answer with it: without one they do nothing."),
        key("patience", Duration, "For how long that has to have been failing; 5 min when it is not said."),
        key("needs", Expression, "How well the tools work that operators need for it, 0 to 1."),
        key("takes", Duration, "Time from an attempt that succeeds to the effect."),
        key("retry", Duration, "Time between two attempts."),
        key("after", Name, "The action that has to have had its full effect."),
        key("set", Quantities, "The parameters that it sets."),
        STATED,
        DERIVED,
        FITTED,
        ASSUMED,
        SOURCE_OF,
        PLAUSIBLE,
    ],
};

/// A remediation.
pub static REMEDIATION: Keys = Keys {
    name: "[[remediation]]",
    about: "What was proposed afterwards.",
    keys: &[
        needed("id", Name, "Its name in links and on the command line."),
        told("label", Text, "Its name on the screen."),
        told("about", Text, "What it means in this model."),
        told("proposed-by", Text, "Who proposed it."),
        key("set", Quantities, "The parameters that it sets."),
        key("move", Moments, "Actions that it moves, with their new times."),
        key(
            "rehearse",
            Names,
            "Actions that are first tried in a run of the model, and refused when more fails with them than without.",
        ),
        STATED,
        DERIVED,
        FITTED,
        ASSUMED,
        SOURCE_OF,
        PLAUSIBLE,
    ],
};

/// A fact.
pub static FACT: Keys = Keys {
    name: "[[fact]]",
    about: "What the record says, and the claim that runs are judged by.",
    keys: &[
        needed("id", Name, "Its name in the record."),
        told("statement", Text, "What the record says, in our words."),
        told("quote", Text, "What the source says, in its words."),
        told("source", Name, "The source that it is quoted from."),
        key("at", Time, "When it happened."),
        key("between", Times, "Two moments between which it happened."),
        key("words", Text, "What was seen, for what has no time."),
        key("soft", Flag, "Whether the source's words are soft, such as `from noon`."),
        key("before", Names, "Facts that come later."),
        key("given", Table(&GIVEN), "What is different in the run that it is looked for in."),
        needed("claim", Table(&CLAIM), "What a run is judged by."),
    ],
};

/// What is different in the run that a fact is looked for in.
pub static GIVEN: Keys = Keys {
    name: "given",
    about: "What is different in the run that a fact is looked for in.",
    keys: &[
        key("off", Names, "Actions that do not happen."),
        key("set", Quantities, "Parameters that are set."),
        key("fix", Names, "Remediations that are in place."),
    ],
};

/// A claim.
pub static CLAIM: Keys = Keys {
    name: "claim",
    about: "An expression, and one way in which it is read.",
    keys: &[
        needed("of", Expression, "What is read, such as `frontend.error`."),
        key("rises-to", Quantity, "The first time at which it is at least this."),
        key("falls-below", Quantity, "The first time after its peak at which it is below this."),
        key("falls-from-peak-by", Quantity, "The first time after its peak at which it is this much below the peak."),
        key("falls-to-share-of-peak", Quantity, "The first time after its peak at which it is below this share of it."),
        key("peak-at-least", Quantity, "Its peak is at least this."),
        key("peak-at-most", Quantity, "Its peak is at most this."),
        key("ends-at-least", Quantity, "At the end of the run it is at least this."),
        key("ends-at-most", Quantity, "At the end of the run it is at most this."),
        key("crosses", Quantity, "It rises to this at least so many `times`."),
        key("times", Whole, "How many times at least it crosses."),
        key("for", Duration, "For how long a crossing has to last before it counts."),
    ],
};
