//! Words of links and what they stand for.

use crate::state::{Blind, ClockZone, Sheet, Theme};

pub(super) const THEMES: [(&str, Theme); 3] = [("auto", Theme::Auto), ("light", Theme::Light), ("dark", Theme::Dark)];

pub(super) const CLOCKS: [(&str, ClockZone); 2] = [("local", ClockZone::Local), ("utc", ClockZone::Utc)];

pub(super) const BLINDS: [(&str, Blind); 2] = [("future", Blind::Future), ("operators", Blind::Operators)];

pub(super) const SHEETS: [(&str, Sheet); 7] = [
    ("facts", Sheet::Facts),
    ("trust", Sheet::Trust),
    ("compare", Sheet::Compare),
    ("teach", Sheet::Teach),
    ("editor", Sheet::Editor),
    ("notebook", Sheet::Notebook),
    ("help", Sheet::Help),
];
