//! What a documented fact that a run shows is worth.

/// What a fact that comes out is worth. The exact rules stand in the first chapter of `outage-audit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// None of the following: it comes out although nothing was set for it.
    Predicted,
    /// A fitted number says that it is for this fact, or moves it the most.
    Fitted,
    /// Its time moves one for one with that of something operators did, or it is lost without it and no number changes it.
    Scripted,
    /// Nine of ten random draws of everything guessed have it too, or it is true while nothing happens.
    Weak,
    /// It does not come out.
    Missed,
}

impl Class {
    /// All of them, the one that is worth most first.
    pub const ALL: [Self; 5] = [Self::Predicted, Self::Fitted, Self::Scripted, Self::Weak, Self::Missed];

    /// Its word in files: `predicted`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Predicted => "predicted",
            Self::Fitted => "fitted",
            Self::Scripted => "scripted",
            Self::Weak => "weak",
            Self::Missed => "missed",
        }
    }

    /// The class of a word, or of its first letter alone.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.id() == word || &class.id()[..1] == word)
    }
}
