//! Receipts: where a number comes from.

/// How a number is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptKind {
    /// A source says it.
    Stated,
    /// It follows from what a source says, by arithmetic.
    Derived,
    /// It was chosen within its plausible range so that a documented fact comes out.
    Fitted,
    /// No source says it; it is a plausible guess.
    Assumed,
}

impl ReceiptKind {
    /// Every kind, with its name in scenario files and on the screen.
    pub const ALL: [(&'static str, Self); 4] =
        [("stated", Self::Stated), ("derived", Self::Derived), ("fitted", Self::Fitted), ("assumed", Self::Assumed)];

    /// The name in scenario files and on the screen.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(id, _)| id)
    }
}

/// Where a number comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    /// How it is known.
    pub kind: ReceiptKind,
    /// The quote, the arithmetic, the fact it was fitted to, or the reason for the guess.
    pub text: String,
    /// Indices of the sources it rests on.
    pub sources: Vec<usize>,
    /// The range in which the value is plausible, if it is fitted or assumed.
    pub plausible: Option<(f64, f64)>,
}

/// A text that receipts point to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Short name, such as `S1`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Where it can be read; empty when no lasting address is known.
    pub url: String,
}
