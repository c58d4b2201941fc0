//! What an audit wants of a model, and where the model falls short.

use crate::found::Audit;
use outage_plan::Class;
use serde::Serialize;

/// Something that an audit finds wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// A short name that is the same from audit to audit, such as `half-step K24-C4` or `dead knob shop.rate`.
    pub name: String,
    /// What it is, in a sentence.
    pub why: String,
    /// Whether the model falls short because of it; else it is to be looked at.
    pub counts: bool,
}

/// How far a fact may move at half the step, as a share of what it may be off.
const DRIFT: f64 = 0.2;

/// The share of facts that has to be kept on average over seeds.
const OVER_SEEDS: f64 = 0.9;

/// The share of facts that has to be kept on average over draws within 5 %.
const WITHIN_5: f64 = 0.75;

/// The share of facts that has to be predicted.
const PREDICTED: f64 = 1.0 / 3.0;

impl Audit {
    /// The facts of a class, each that says the same as another counted once.
    #[must_use]
    pub fn count(&self, class: Class) -> usize {
        self.facts.iter().filter(|fact| fact.class == class && fact.same_as.is_none()).count()
    }

    /// The facts, each that says the same as another counted once.
    #[must_use]
    pub fn counted(&self) -> usize {
        self.facts.iter().filter(|fact| fact.same_as.is_none()).count()
    }

    /// The largest drift of a fact that comes out, in one of the refined runs.
    #[must_use]
    pub fn largest_drift(&self, refined: usize) -> Option<(&str, f64)> {
        let out: Vec<usize> = (0..self.facts.len()).filter(|fact| self.facts[*fact].class != Class::Missed).collect();
        let (fact, drift) = self.refined.get(refined)?.largest(&out)?;
        Some((&self.facts[fact].id, drift))
    }

    /// Everything that the audit finds wrong; what counts comes first.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut add = |counts, name: String, why: String| found.push(Finding { name, why, counts });
        for fact in self.facts.iter().filter(|fact| fact.class != Class::Missed && fact.drift > DRIFT) {
            let why = format!("half the step moves it by {:.2} of what it may be off; {DRIFT} is allowed", fact.drift);
            add(true, format!("half-step {}", fact.id), why);
        }
        if let Some(half) = self.refined.first().filter(|half| !half.problem.is_empty()) {
            add(true, "half-step".to_owned(), format!("the step cannot be halved: {}", half.problem));
        }
        let percent = |share: f64| share * 100.0;
        for (name, share, least, over) in [
            ("seeds", self.seeds, OVER_SEEDS, "seeds"),
            ("within-5", self.within[1], WITHIN_5, "draws of all guesses within 5 %"),
        ] {
            if share < least && self.counted() > self.count(Class::Missed) {
                let why = format!(
                    "{:.1} % of the facts are kept on average over {over}; {:.0} % is wanted",
                    percent(share),
                    percent(least)
                );
                add(true, name.to_owned(), why);
            }
        }
        let (predicted, all) = (self.count(Class::Predicted), self.counted());
        if (predicted as f64) < PREDICTED * all as f64 {
            add(true, "predicted".to_owned(), format!("{predicted} of {all} facts are predicted; a third is wanted"));
        }
        for dead in &self.dead {
            add(true, format!("dead {} {}", dead.what, dead.id), dead.why.clone());
        }
        for remark in &self.remarks {
            add(false, format!("{} {}", remark.what, remark.id), remark.why.clone());
        }
        found
    }
}
