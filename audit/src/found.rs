//! What an audit finds.

use crate::Settings;
use crate::dead::Dead;
use crate::robust::Refined;
use crate::sliders::Remark;
use outage_plan::Class;
use serde::{Serialize, Serializer};

/// What is made of a fact.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FactAudit {
    /// Its name in the record.
    pub id: String,
    /// What it is worth.
    #[serde(serialize_with = "by_name")]
    pub class: Class,
    /// Why it is of that class.
    pub why: String,
    /// In which share of the draws within 5 % it is kept.
    pub kept: f64,
    /// The same in the plausible ranges, and over seeds.
    pub kept_plausible: f64,
    /// In which share of the runs under seeds it is kept.
    pub kept_seeds: f64,
    /// What moves it most, with how far: a tenth of a number, or 20 minutes of an action, as a share of what it may be off.
    pub hangs: Vec<(String, f64)>,
    /// How far it moves at half the step, as a share of what it may be off.
    pub drift: f64,
    /// The fact before it that says the same, with which it counts once.
    pub same_as: Option<String>,
}

/// Two facts of which the record says which comes first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Order {
    /// What comes first.
    pub first: String,
    /// What comes later.
    pub second: String,
    /// Whether it does so in the day.
    pub holds: bool,
    /// In which share of the draws within 5 % it does so.
    pub kept: f64,
}

/// What came out of an audit. Shares are from 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Audit {
    /// The outage.
    pub id: String,
    /// How much was tried.
    pub settings: Settings,
    /// Share of the facts kept on average over seeds.
    pub seeds: f64,
    /// The same over draws of everything guessed within 2, 5 and 10 %.
    pub within: [f64; 3],
    /// The same over draws from the plausible ranges.
    pub plausible: f64,
    /// How many numbers and words are guessed.
    pub guessed: usize,
    /// How many of these are fitted.
    pub fitted: usize,
    /// Every fact, in the order of the file.
    pub facts: Vec<FactAudit>,
    /// The same equations solved in finer and coarser ways.
    pub refined: Vec<Refined>,
    /// What changes nothing.
    pub dead: Vec<Dead>,
    /// What is to be looked at.
    pub remarks: Vec<Remark>,
    /// The order of facts.
    pub order: Vec<Order>,
}

fn by_name<S: Serializer>(class: &Class, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(class.id())
}
