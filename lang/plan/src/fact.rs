//! Documented facts, as claims about columns.

/// One documented fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Name in the record, such as `K20-T3`.
    pub id: String,
    /// What the record says, in our words.
    pub statement: String,
    /// What the source says, in its words.
    pub quote: String,
    /// The number of the source; `None` in a draft that does not say.
    pub source: Option<u16>,
    /// Whether the source's words are soft, such as `from noon` or `the majority`.
    pub soft: bool,
    /// What was seen, in words, for what has no time.
    pub words: String,
    /// The column that is read.
    pub column: u16,
    /// How it is read.
    pub reading: Reading,
    /// The bound of the reading, in the unit of the column.
    pub bound: f64,
    /// For [`Reading::Crosses`] how many times at least; else 0.
    pub times: u16,
    /// Minutes for which a crossing has to last before it counts.
    pub lasting: f64,
    /// When it happened or what was seen.
    pub documented: Documented,
    /// How many minutes a time may be off.
    pub tolerance: f64,
    /// What is different in the run that it is looked for in.
    pub given: Given,
    /// Facts that have to come later.
    pub before: Vec<u16>,
}

/// When a fact happened or what was seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Documented {
    /// A moment, in minutes since the trigger.
    At(f64),
    /// Some time between two moments, in minutes since the trigger.
    Between(f64, f64),
    /// Something without a time: the bound holds.
    Holds,
}

/// How a column is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Reading {
    /// The first time at which it is at least the bound.
    RisesTo,
    /// The first time after its peak at which it is below the bound.
    FallsBelow,
    /// The first time after its peak at which it is the bound below the peak.
    FallsFromPeakBy,
    /// The first time after its peak at which it is below this share of the peak.
    FallsToShareOfPeak,
    /// Its peak is at least the bound.
    PeakAtLeast,
    /// Its peak is at most the bound.
    PeakAtMost,
    /// At the end of the run it is at least the bound.
    EndsAtLeast,
    /// At the end of the run it is at most the bound.
    EndsAtMost,
    /// It rises to the bound at least so many `times`.
    Crosses,
}

impl Reading {
    /// Every reading with its key in files, in the order of its number.
    pub const ALL: [(&'static str, Self); 9] = [
        ("rises-to", Self::RisesTo),
        ("falls-below", Self::FallsBelow),
        ("falls-from-peak-by", Self::FallsFromPeakBy),
        ("falls-to-share-of-peak", Self::FallsToShareOfPeak),
        ("peak-at-least", Self::PeakAtLeast),
        ("peak-at-most", Self::PeakAtMost),
        ("ends-at-least", Self::EndsAtLeast),
        ("ends-at-most", Self::EndsAtMost),
        ("crosses", Self::Crosses),
    ];

    /// Whether it yields a time, not a value.
    #[must_use]
    pub fn is_time(self) -> bool {
        (self as u8) < Self::PeakAtLeast as u8
    }
}

/// What is different in the run that a fact is looked for in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Given {
    /// Actions that do not happen.
    pub off: Vec<u16>,
    /// Parameters that are set.
    pub set: Vec<crate::Change>,
    /// Remediations that are in place.
    pub fix: Vec<u16>,
}

impl Given {
    /// Whether nothing is different.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.off.is_empty() && self.set.is_empty() && self.fix.is_empty()
    }
}
