//! What is exported: a state at a moment, with its link.

use crate::address;
use crate::frame::Frame;
use crate::playback::{Playback, SPEED};
use crate::state::{Notice, State, Theme, View};
use crate::words;
use outage_sim::{Source, TimeOfDay};

/// The longest address that figures and texts spell out, in bytes; longer ones hold a whole scenario file.
pub(super) const LONGEST_SHOWN: usize = 2_000;

/// What is exported: a state at a moment, with its link.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The state.
    pub state: State,
    /// The moment, in minutes since the trigger.
    pub at: f64,
    /// The link to it, from its `#` on, as the page writes it.
    pub fragment: String,
    /// The address of the page, without a fragment; empty when it is not known or nobody else could open it.
    pub page: String,
    /// What could not be understood of the link.
    pub problems: Vec<Notice>,
}

impl Subject {
    /// What a link opens: a whole address, or its fragment for the page at another address. Any text gives something;
    /// what could not be understood is among the [`problems`](Self::problems).
    #[must_use]
    pub fn open(link: &str, page: &str) -> Self {
        let (before, fragment) = link.split_once('#').unwrap_or(("", link));
        let opened = address::parse(fragment);
        let problems = opened.notices.clone();
        let state = State::open(opened);
        let at = state.cue.at;
        let page = if before.trim().is_empty() { page } else { before };
        Self { problems, ..Self::new(state, at, page) }
    }

    /// A state at a moment in minutes since the trigger, for the page at an address.
    #[must_use]
    pub fn new(mut state: State, at: f64, page: &str) -> Self {
        // What lies on the reader's page, in which colours, is not part of what is exported.
        state.view = View { sheet: None, receipt: None, theme: Theme::default(), ..state.view };
        let mut playback = Playback::cued(state.scenario.span, &state.cue, SPEED);
        playback.pause();
        playback.seek(at);
        let fragment = address::write(&state, &playback);
        Self { at: playback.cursor, fragment, page: public(page), problems: Vec::new(), state }
    }

    /// The same day at another moment, with the same link: a frame of a loop.
    #[must_use]
    pub fn moved(&self, at: f64) -> Self {
        let (from, until) = self.state.scenario.span;
        Self { at: if at.is_nan() { self.at } else { at.clamp(from, until) }, ..self.clone() }
    }

    /// The address that opens the same in a browser; without the page's address its fragment alone.
    #[must_use]
    pub fn link(&self) -> String {
        format!("{}{}", self.page, self.fragment)
    }

    /// What the screen shows at the moment.
    #[must_use]
    pub fn frame(&self) -> Frame {
        let State { scenario, inputs, recording, view, .. } = &self.state;
        Frame::at(scenario, inputs, recording, view.clock, self.at)
    }

    /// The moment as text: `07:41 PST`.
    #[must_use]
    pub fn moment(&self) -> String {
        let (clock, zone) = (&self.state.scenario.clock, self.state.view.clock);
        format!("{} {}", words::clock(clock, zone, self.at), words::zone_name(clock, zone))
    }

    /// The report that the outage is told after: the first source that can be read, else the first.
    #[must_use]
    pub fn source(&self) -> Option<&Source> {
        let sources = &self.state.scenario.sources;
        sources.iter().find(|source| is_address(&source.url)).or(sources.first())
    }

    /// The beginning of good file names: `kinesis-2020-0741`.
    #[must_use]
    pub fn stem(&self) -> String {
        let id = self.state.scenario.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(60);
        let TimeOfDay { day, hour, minute } =
            words::time_of_day(&self.state.scenario.clock, self.state.view.clock, self.at);
        let day = if day == 0 { String::new() } else { format!("d{day}-") };
        format!("{}-{day}{hour:02}{minute:02}", id.collect::<String>())
    }
}

/// Whether a text is an address that anybody may be sent to.
pub(crate) fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control()))
}

/// The address of a page without what belongs to one visit; empty when only this computer could open it.
fn public(page: &str) -> String {
    let page = page.trim().split(['?', '#']).next().unwrap_or_default();
    if is_address(page) && page.len() <= LONGEST_SHOWN { page.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_may_be_an_address_or_a_fragment() {
        let whole = Subject::open("https://example.org/x/?utm=1#/kinesis-2020?t=07:41", "https://other.org/");
        let part = Subject::open("#/kinesis-2020?t=07:41", "https://example.org/x/");
        assert_eq!((whole.link(), whole.at), (part.link(), 297.0));
        assert!(whole.link().starts_with("https://example.org/x/#/kinesis-2020?"));
        assert_eq!(whole.stem(), "kinesis-2020-0741");
        let shown = Subject::open("#/kinesis-2020?t=07:41&theme=dark&open=facts&play=1", "");
        assert_eq!(shown.fragment, part.fragment, "what lies on the page is not exported");
        assert_eq!(Subject::open("#/kinesis-2020?t=%2B1d02:00", "").stem(), "kinesis-2020-d1-0200");
    }

    #[test]
    fn addresses_of_this_computer_are_not_passed_on() {
        for page in ["file:///home/somebody/page.html", "javascript:alert(1)", "", "https://", "https://a b/"] {
            assert_eq!(Subject::open("#/kinesis-2020", page).page, "", "{page}");
        }
    }
}
