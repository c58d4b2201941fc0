//! An audit as a short text, which is kept beside the outage.

use crate::found::Audit;
use std::fmt::Write;

impl Audit {
    /// The figures of the audit and a line for each fact: its class, in how many per cent of the draws within 5 % it is
    /// kept, and what moves it most. `by` is the command that writes it.
    #[must_use]
    pub fn brief(&self, by: &str) -> String {
        let mut text = format!("# What an audit says of {}. Written by {by}.\n", self.id);
        let _ = writeln!(text, "seeds-tried {}\ndraws {}", self.settings.seeds, self.settings.draws);
        let [two, five, ten] = self.within;
        let shares = [
            ("seeds", self.seeds),
            ("within-2", two),
            ("within-5", five),
            ("within-10", ten),
            ("plausible", self.plausible),
        ];
        for (name, share) in shares {
            let _ = writeln!(text, "{name} {:.1}", share * 100.0);
        }
        let _ = writeln!(text, "half-step {:.2}", self.largest_drift(0).map_or(0.0, |(_, drift)| drift));
        for fact in &self.facts {
            let _ = write!(text, "fact {} {} {:.0}", fact.id, fact.class.id(), fact.kept * 100.0);
            for (id, _) in &fact.hangs {
                let _ = write!(text, " {id}");
            }
            text.push('\n');
        }
        text
    }
}
