//! What could not be understood of a link. A link can be long enough for hundreds of thousands of mistakes.

use super::short;
use crate::state::Notice;
use outage_sim::{InputProblem, Scenario};

/// Most notices about one link.
const MOST: usize = 12;

/// The first problems of a link, and how many more there are.
pub(super) struct Mistakes<'a> {
    /// The key and the value that are read.
    part: (&'a str, &'a str),
    notices: Vec<Notice>,
    more: usize,
}

impl<'a> Mistakes<'a> {
    /// After what is said of the link as a whole.
    pub(super) fn new(notices: Vec<Notice>) -> Self {
        Self { part: ("link", ""), notices, more: 0 }
    }

    /// Goes on to another part of the link.
    pub(super) fn part(&mut self, key: &'a str, value: &'a str) {
        self.part = (key, value);
    }

    /// Notes a problem of the part that is read; its sentence is made only when it will be shown.
    pub(super) fn add(&mut self, sentence: impl FnOnce() -> String) {
        if self.notices.len() < MOST {
            let (key, value) = self.part;
            self.notices.push(Notice::new(format!("{}={}", short(key), short(value)), sentence()));
        } else {
            self.more += 1;
        }
    }

    /// Notes the problem of a change that could not be made.
    pub(super) fn note(&mut self, scenario: &Scenario, outcome: Result<(), InputProblem>) {
        if let Err(problem) = outcome {
            self.add(|| problem.told(scenario));
        }
    }

    /// What to tell.
    pub(super) fn into_notices(self) -> Vec<Notice> {
        let mut notices = self.notices;
        if self.more > 0 {
            notices.push(Notice::new(
                "link",
                match self.more {
                    1 => "1 more part is not understood.".into(),
                    more => format!("{more} more parts are not understood."),
                },
            ));
        }
        notices
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_made_only_for_what_is_shown() {
        let mut problems = Mistakes::new(vec![Notice::new("link", "Too long.")]);
        let mut made = 0;
        for _ in 0..100_000 {
            problems.part("y", "1");
            problems.add(|| {
                made += 1;
                "not known".into()
            });
        }
        assert_eq!(made, MOST - 1);
        let notices = problems.into_notices();
        assert_eq!(notices.len(), MOST + 1);
        assert_eq!(notices[1], Notice::new("y=1", "not known"));
        assert_eq!(notices[MOST].text, "99989 more parts are not understood.");
    }
}
