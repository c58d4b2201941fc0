//! Every key that a file may have: what it holds and what it means. The reader refuses others. [`FILE`] is the whole.

mod day;
mod session;
mod story;

pub use day::{ACTION, CLAIM, FACT, GIVEN, REMEDIATION};
pub use session::{ASK, BURDEN, CHOICE, COMMAND, COMMON, COST, LOOK, PREVENT, REFERENCE, SESSION, STEP, TWIST};
pub use story::{ANATOMY, CARD, OPENING, TERM};

/// A table of a file.
#[derive(Debug)]
pub struct Keys {
    /// How it is written, such as `[[component]]`.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

/// A key of a table.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Whether it has to be there.
    pub needed: Needed,
    /// What it means.
    pub about: &'static str,
}

/// What a key holds.
#[derive(Debug, Clone, Copy)]
pub enum Holds {
    /// A text that people read.
    Text,
    /// Texts; a single one stands for a list of one.
    Texts,
    /// A name, or the name of something that is elsewhere in the file.
    Name,
    /// Names; a single one stands for a list of one.
    Names,
    /// A whole number.
    Whole,
    /// True or false.
    Flag,
    /// A time of day, such as `05:15` or `+1d 04:00`.
    Time,
    /// Two times of day.
    Times,
    /// A duration, such as `"5 min"`.
    Duration,
    /// A number, a number with its unit, or a word.
    Quantity,
    /// A text with the unit of a number.
    Unit,
    /// Two numbers, or three for a slider.
    Numbers,
    /// An expression in quotes.
    Expression,
    /// A text of equations.
    Equations,
    /// A list of names, or a table from names to texts.
    NamesOrTexts,
    /// The numbers of a slider, or a table from words to texts.
    Knob,
    /// A table from names to quantities.
    Quantities,
    /// A table from names to expressions.
    Expressions,
    /// A table from names to expressions, or a list of names.
    NamesOrExpressions,
    /// A table from names to whole numbers.
    Wholes,
    /// A table from names to times of day.
    Moments,
    /// A table from names to parameters; see [`PARAMETER`].
    Parameters,
    /// A table of its own.
    Table(&'static Keys),
    /// A list of such tables.
    Tables(&'static Keys),
}

/// Whether a key has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    /// Always.
    Always,
    /// Unless the file is a draft.
    UnlessDraft,
    /// Never.
    No,
}

const fn key(name: &'static str, holds: Holds, about: &'static str) -> Key {
    Key { name, holds, needed: Needed::No, about }
}

const fn needed(name: &'static str, holds: Holds, about: &'static str) -> Key {
    Key { name, holds, needed: Needed::Always, about }
}

const fn told(name: &'static str, holds: Holds, about: &'static str) -> Key {
    Key { name, holds, needed: Needed::UnlessDraft, about }
}

use Holds::{
    Duration, Equations, Expression, Expressions, Flag, Knob, Name, Names, NamesOrExpressions, NamesOrTexts, Numbers,
    Parameters, Quantity, Table, Tables, Text, Texts, Time, Unit, Whole, Wholes,
};

const SOURCE_OF: Key = key("source", Names, "The sources that it rests on; needed for what is stated or derived.");
const PLAUSIBLE: Key = key("plausible", Numbers, "The smallest and the largest plausible value.");
const STATED: Key = key("stated", Text, "A source says it: the quote.");
const DERIVED: Key = key("derived", Text, "It follows from what a source says: how.");
const FITTED: Key =
    key("fitted", Text, "It was chosen within its plausible range so that a fact is reproduced: which one.");
const ASSUMED: Key = key("assumed", Text, "No source says it; it is a plausible guess: why this value.");

/// A whole file.
pub static FILE: Keys = Keys {
    name: "the file",
    about: "What stands at the top, before the first table, and the tables.",
    keys: &[
        key("format", Whole, "The version of the format: 2."),
        key("status", Text, "`draft` while numbers have no receipts and texts are missing; else leave it out."),
        told("id", Name, "Short name for links and the command line."),
        told("title", Text, "Full title, such as `Our checkout, 3 May 2026`."),
        told("short", Text, "Short title for a tab."),
        told("day", Text, "The day of the trigger, such as `Wednesday 25 November 2020`."),
        told("summary", Text, "One or two sentences that say what happened."),
        told("try-first", Text, "One line that says what to try first."),
        key("whose", Text, "Whose systems these are, and where, such as `Our checkout, in Frankfurt`."),
        key("noticed", Text, "What the people who use them noticed, in a sentence of at most 25 words."),
        key(
            "opens-at",
            Time,
            "The moment that the page opens at when there is no opening, or it has been seen; the trigger when it is not said.",
        ),
        key("opens-on", Name, "The component whose explanation the page opens with; the root when it is not said."),
        told("root", Name, "The component that fails first, which is drawn large."),
        key("leaves-out", Texts, "What the model leaves out."),
        told("anatomy", Table(&ANATOMY), "The parts of the failure in the words that all outages share."),
        key("observer", Table(&OBSERVER), "Through what operators see the day."),
        key("opening", Table(&OPENING), "What a first visit begins with."),
        key("card", Tables(&CARD), "The story of the outage, in cards."),
        key("term", Tables(&TERM), "The technical words that the texts use."),
        needed("clock", Table(&CLOCK), "When the run is."),
        key("source", Tables(&SOURCE), "The texts that receipts point to."),
        key("kind", Tables(&KIND), "Kinds of component and dependency that the library does not have."),
        key("parameters", Parameters, "Numbers of the equations at the top."),
        key("cohorts", Wholes, "Groups of the equations at the top, with their sizes."),
        key("equations", Equations, "Equations that belong to no component."),
        key("component", Tables(&COMPONENT), "The parts of the outage."),
        key("record", Expressions, "Numbers that are recorded besides."),
        key("action", Tables(&ACTION), "What happened at a time of day: the trigger and what operators did."),
        key("fact", Tables(&FACT), "What the record says, as claims that runs are judged by."),
        key("remediation", Tables(&REMEDIATION), "What was proposed afterwards."),
    ],
};

/// Through what operators see the day.
pub static OBSERVER: Keys = Keys {
    name: "[observer]",
    about: "Metrics travel through a component that may itself fail.",
    keys: &[
        needed("component", Name, "The component that delivers what operators see."),
        needed("missing", Name, "Its signal that is the share that is missing, 0 to 1."),
    ],
};

/// When the run is.
pub static CLOCK: Keys = Keys {
    name: "[clock]",
    about: "When the run is, on the clock of the place.",
    keys: &[
        needed("trigger", Time, "The time of the trigger, from which minutes count."),
        needed("from", Time, "The first moment of the run."),
        needed("until", Time, "The last moment of the run."),
        key("step", Duration, "The length of a step; a minute when it is not said."),
        told("zone", Text, "The name of the zone, as the sources give it, such as `PST`."),
        told("utc-offset-minutes", Whole, "Minutes that the zone is ahead of UTC; negative in the Americas."),
    ],
};

/// A source.
pub static SOURCE: Keys = Keys {
    name: "[[source]]",
    about: "A text that receipts point to.",
    keys: &[
        needed("id", Name, "Short name, such as `S1`."),
        needed("title", Text, "Its title."),
        key("url", Text, "Where it can be read, if that will last; begins with https://."),
    ],
};

/// A kind.
pub static KIND: Keys = Keys {
    name: "[[kind]]",
    about: "A kind of component or dependency.",
    keys: &[
        needed("name", Name, "Its name in files."),
        key("about", Text, "What it is, in a sentence."),
        key(
            "needs",
            NamesOrExpressions,
            "What it has to be told; with an expression, what it takes when nobody tells it.",
        ),
        key("offers", NamesOrTexts, "What others may use of it; with a text, what that is."),
        key("shows", NamesOrTexts, "What of it is shown, in this order; a table gives each its name on the screen."),
        key("hides", Names, "Which of offered, error, latency, backlog and fill it does not show."),
        key("well", Text, "What it does while all is well, in a word for its card."),
        key("cohorts", Wholes, "Its groups of cohorts, with their sizes."),
        key("parameters", Parameters, "Its parameters; those without a value have to be given by each component."),
        key("equations", Equations, "Its equations."),
        key("picture", Table(&PICTURE), "How its members are drawn."),
    ],
};

/// A picture of members.
pub static PICTURE: Keys = Keys {
    name: "[kind.picture]",
    about: "How the members of a component are drawn. They are those that its states are of.",
    keys: &[
        key("form", Name, "`squares`, `spread` or `bars`; squares when it is not said."),
        key("of", Name, "The group whose cohorts are the members; that of the states when it is not said."),
        key("member", Text, "What one member is called, such as `server`."),
        key("size", Expression, "How many members there really are."),
        key("zones", Whole, "Zones of equal size that the members are in, one after the other."),
        needed("title", Text, "A line under the title, such as `{size} servers, a thread for each peer`."),
        key("level", Expression, "For each member what it needs of what limits it; above 1 it is over its limit."),
        key("holds", Expression, "For each member how much it holds."),
        key("limit", Expression, "How much of what is held a level of 1 stands for."),
        key("meter", Table(&METER), "What limits the members."),
        key("trends", Tables(&TREND), "Quantities with their recent past."),
    ],
};

/// A quantity beside its limit.
pub static METER: Keys = Keys {
    name: "meter",
    about: "A quantity beside its limit.",
    keys: &[
        needed("label", Text, "What it is, such as `threads per server`."),
        needed("value", Expression, "The quantity."),
        needed("limit", Expression, "Its limit."),
        key("limit-label", Text, "What the limit is called; `limit` when it is not said."),
    ],
};

/// A quantity with its recent past.
pub static TREND: Keys = Keys {
    name: "trends",
    about: "A quantity with its recent past.",
    keys: &[
        needed("label", Text, "What it is, such as `moved per min`."),
        needed("value", Expression, "The quantity."),
        key("full", Expression, "What would be all of it."),
    ],
};

/// A parameter.
pub static PARAMETER: Keys = Keys {
    name: "a parameter",
    about: "A number, a number with its unit, a word, or a table with these keys.",
    keys: &[
        key(
            "value",
            Quantity,
            "Its value; in a kind without one, every component has to say it. It may be worked out from other parameters: \
             `\"base_threads + spare_threads\"`.",
        ),
        key("unit", Unit, "The unit of a value that is a bare number."),
        key("range", Numbers, "In a kind: the smallest and the largest value."),
        key("words", Names, "In a kind: the words that it is one of."),
        key("label", Text, "Its name on the screen."),
        key("about", Text, "What it means, in a sentence without its full stop."),
        key("knob", Knob, "How people may change it: [smallest, largest, step], or each word with its text."),
        key("was", Names, "Names that it had before, in links."),
        STATED,
        DERIVED,
        FITTED,
        ASSUMED,
        SOURCE_OF,
        PLAUSIBLE,
    ],
};

/// A component.
pub static COMPONENT: Keys = Keys {
    name: "[[component]]",
    about: "A part of the outage.",
    keys: &[
        needed("id", Name, "Its name in links, files and on the command line."),
        needed("kind", Name, "Its kind."),
        told("label", Text, "Its name on the screen."),
        told("about", Text, "What it is, in a sentence."),
        key("failing", Text, "What it does while it fails, in a few words for its card."),
        key(
            "place",
            Numbers,
            "Column and row of its card in the picture; right of what it depends on when it is not said.",
        ),
        key("lane", Flag, "Whether it has a lane on the timeline; true when it is not said."),
        key("with", Expressions, "What its kind has to be told."),
        key("parameters", Parameters, "Values of the parameters of its kind."),
        key("needs", Tables(&NEED), "What it depends on."),
    ],
};

/// A dependency.
pub static NEED: Keys = Keys {
    name: "[[component.needs]]",
    about: "A dependency of the component.",
    keys: &[
        needed("on", Name, "The component that it is on."),
        needed("kind", Name, "Its kind."),
        key("name", Name, "Its name, when there are two on the same component."),
        told("purpose", Text, "What it is for, in a few words."),
        key("with", Expressions, "What its kind has to be told."),
        key("parameters", Parameters, "Values of the parameters of its kind."),
    ],
};

impl Keys {
    /// The key of a name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}
