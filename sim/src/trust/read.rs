//! Reads what an audit says of an outage: `scenarios/audits/*.txt`. The build script reads it too.

use outage_plan::Class;

/// What an audit says of an outage, run as it happened. Shares are per cent of the facts that come out, as a mean over many
/// runs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trust {
    /// How many seeds were tried.
    pub seeds_tried: f64,
    /// How many draws of numbers were made within each width.
    pub draws: f64,
    /// Kept over seeds.
    pub seeds: f64,
    /// Kept when every number that is fitted or assumed is drawn anew at once, each within so many per cent of its value.
    pub within: Vec<(f64, f64)>,
    /// Kept when each is drawn from its plausible range.
    pub plausible: f64,
    /// The largest drift of a fact at half the step of time, as a share of its tolerance.
    pub half_step: f64,
    /// The facts, in the order of the outage.
    pub facts: Vec<FactTrust>,
}

/// What an audit says of one fact.
#[derive(Debug, Clone, PartialEq)]
pub struct FactTrust {
    /// The fact's name in the record.
    pub id: String,
    /// What it is worth.
    pub class: Class,
    /// In how many per cent of the draws within 5 % it comes out.
    pub kept: f64,
    /// The parameters and actions that move it most: their names, the strongest first.
    pub hangs: Vec<String>,
}

impl Trust {
    /// Reads a text.
    ///
    /// # Errors
    /// The first line that cannot be understood, or what is missing.
    pub fn read(text: &str) -> Result<Self, String> {
        let (mut found, mut named) = (Self::default(), Vec::new());
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let bad = || format!("`{line}` is no line of an audit");
            let mut words = line.split_whitespace();
            let key = words.next().ok_or_else(bad)?;
            if key == "fact" {
                let fact = fact(&mut words).ok_or_else(bad)?;
                found.facts.push(fact);
                continue;
            }
            let value = words.next().and_then(number).filter(|_| words.next().is_none()).ok_or_else(bad)?;
            match key {
                "seeds-tried" => found.seeds_tried = value,
                "draws" => found.draws = value,
                "seeds" => found.seeds = value,
                "plausible" => found.plausible = value,
                "half-step" => found.half_step = value,
                _ => {
                    let percent = key.strip_prefix("within-").and_then(number).ok_or_else(bad)?;
                    found.within.push((percent, value));
                }
            }
            named.push(key);
        }
        let needed = ["seeds-tried", "draws", "seeds", "plausible", "half-step", "within-5"];
        let missing = needed.into_iter().find(|key| !named.contains(key));
        match missing {
            None => Ok(found),
            Some(key) => Err(format!("`{key}` is missing")),
        }
    }

    /// What it says of a fact.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<&FactTrust> {
        self.facts.iter().find(|fact| fact.id == id)
    }
}

/// A share or a percentage, which is never negative.
fn number(word: &str) -> Option<f64> {
    outage_plan::number(word).filter(|number| *number >= 0.0)
}

fn fact<'a>(words: &mut impl Iterator<Item = &'a str>) -> Option<FactTrust> {
    Some(FactTrust {
        id: words.next()?.to_owned(),
        class: words.next().and_then(Class::of)?,
        kept: words.next().and_then(number)?,
        hangs: words.map(str::to_owned).collect(),
    })
}
