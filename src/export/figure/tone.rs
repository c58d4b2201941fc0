//! The colours of a figure by what they are for, in light and in dark.

use crate::draw::{Rgb, palette};

/// What a colour is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tone {
    /// The ground.
    Paper,
    /// Cards on it.
    Card,
    /// Text.
    Ink,
    /// Less important text.
    Muted,
    /// Hairlines.
    Line,
    /// Lines between cards.
    Edge,
    /// Requests on their way.
    Request,
    /// What somebody did or changed.
    Accent,
    /// Better than it happened.
    Good,
    /// Worse than it happened, and marks of failure.
    Bad,
    /// A share of failing requests in steps of [`LEVELS`].
    Ramp(u8),
    /// The state of a member.
    Member(u8),
}

/// Steps of the error ramp: fine enough for the eye, few enough for a short style sheet.
pub(super) const LEVELS: f64 = 32.0;

impl Tone {
    /// The colour of a share of failing requests.
    pub(super) fn error(share: f64) -> Self {
        // The slightest visible error must not look like none.
        let least = if share > 0.002 { 1.0 } else { 0.0 };
        Self::Ramp((share.clamp(0.0, 1.0) * LEVELS).round().max(least) as u8)
    }

    /// The colour on light or dark ground; the page's style sheet has the same.
    pub(super) fn rgb(self, dark: bool) -> Rgb {
        let palette = palette(dark);
        let pick = |light: Rgb, other: Rgb| if dark { other } else { light };
        match self {
            Self::Paper => pick(Rgb(0xff, 0xff, 0xff), Rgb(0x14, 0x18, 0x1d)),
            Self::Card => palette.card,
            Self::Ink => palette.ink,
            Self::Muted => pick(Rgb(0x5d, 0x67, 0x70), Rgb(0x9b, 0xa6, 0xb0)),
            Self::Line => pick(Rgb(0xdd, 0xdb, 0xd4), Rgb(0x32, 0x3a, 0x43)),
            Self::Edge => pick(Rgb(0xb9, 0xc3, 0xc8), Rgb(0x4b, 0x57, 0x61)),
            Self::Request => pick(Rgb(0x41, 0x52, 0x5c), Rgb(0xa3, 0xb4, 0xbe)),
            Self::Accent => pick(Rgb(0x0b, 0x5f, 0xa5), Rgb(0x6d, 0xb3, 0xf2)),
            Self::Good => pick(Rgb(0x1f, 0x6f, 0x64), Rgb(0x5c, 0xc4, 0xb4)),
            Self::Bad => pick(Rgb(0xa5, 0x1d, 0x36), Rgb(0xff, 0x9c, 0x97)),
            Self::Ramp(level) => palette.ramp(f64::from(level) / LEVELS),
            Self::Member(state) => palette.member(state),
        }
    }

    /// A short name for style sheets.
    pub(super) fn name(self) -> String {
        match self {
            Self::Paper => "paper".into(),
            Self::Card => "card".into(),
            Self::Ink => "ink".into(),
            Self::Muted => "muted".into(),
            Self::Line => "line".into(),
            Self::Edge => "edge".into(),
            Self::Request => "request".into(),
            Self::Accent => "accent".into(),
            Self::Good => "good".into(),
            Self::Bad => "bad".into(),
            Self::Ramp(level) => format!("e{level}"),
            Self::Member(state) => format!("m{state}"),
        }
    }
}
