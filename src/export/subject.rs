//! What is exported: a state at a moment, with its link.

use crate::address::{self, Compiled, Opened};
use crate::frame::{Frame, along_fork, blinded, frame_seen};
use crate::playback::{Playback, SPEED};
use crate::state::{Notice, State, Theme, View};
use crate::words;
use outage_sim::{EventChange, Inputs, Scenario, Source, TimeOfDay};
use std::rc::Rc;

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
    /// A link that holds the text of an outage needs [`Self::open_with`].
    #[must_use]
    pub fn open(link: &str, page: &str) -> Self {
        Self::open_with(link, page, address::unread)
    }

    /// The same, with what makes a plan of the text that a link may hold.
    #[must_use]
    pub fn open_with(link: &str, page: &str, compile: impl FnOnce(&str) -> Compiled) -> Self {
        let (before, fragment) = link.split_once('#').unwrap_or(("", link));
        let page = if before.trim().is_empty() { page } else { before };
        Self::of(address::parse_with(fragment, compile), page)
    }

    /// What is opened, for the page at an address.
    #[must_use]
    pub fn of(opened: Opened, page: &str) -> Self {
        let problems = opened.notices.clone();
        let state = State::open(opened);
        let at = state.cue.at;
        Self { problems, ..Self::new(state, at, page) }
    }

    /// A state at a moment in minutes since the trigger, for the page at an address.
    #[must_use]
    pub fn new(mut state: State, at: f64, page: &str) -> Self {
        // What lies on the reader's page, in which colours, is not part of what is exported.
        state.view = View { sheet: None, receipt: None, inside: false, theme: Theme::default(), ..state.view };
        let mut playback = Playback::cued(state.scenario.span, &state.cue, SPEED);
        playback.pause();
        playback.seek(at);
        let fragment = address::write(&state, &playback);
        // Of a blind page, what may be seen.
        let at = playback.cursor;
        let state = blinded(&state, at, None).map_or(state, |seen| Rc::unwrap_or_clone(seen.shown));
        Self { at, fragment, page: public(page), problems: Vec::new(), state }
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
        frame_seen(&self.state, self.at)
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

    /// The beginning of good file names, with what is changed: `kinesis-2020-0741-thread-limit-12000`.
    #[must_use]
    pub fn stem(&self) -> String {
        let State { scenario, inputs, .. } = &self.state;
        let marks =
            |at: f64, last: bool| format!("{}-{}-", if last { "until" } else { "from" }, scenario.clock.local(at));
        let changed = along_fork(inputs, |inputs| brief_changes(scenario, inputs), marks);
        shortened(&self.moment_name(), &changed)
    }

    /// The scenario and the moment as the beginning of a name: `kinesis-2020-0741`.
    fn moment_name(&self) -> String {
        let id = self.state.scenario.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(60);
        let TimeOfDay { day, hour, minute } =
            words::time_of_day(&self.state.scenario.clock, self.state.view.clock, self.at);
        let day = if day == 0 { String::new() } else { format!("d{day}-") };
        format!("{}-{day}{hour:02}{minute:02}", id.collect::<String>())
    }
}

/// The longest beginning of a file name, in bytes: endings follow, and some programs cut names.
const LONGEST_NAME: usize = 80;

/// What is changed, as parts of a file name.
fn brief_changes(scenario: &Scenario, inputs: &Inputs) -> Vec<String> {
    let own = |id: &str| id.rsplit('.').next().unwrap_or(id).to_owned();
    let fixes = inputs.fixes.iter().map(|&fix| scenario.remediations[fix].id.clone());
    let knobs = inputs.knobs.iter().map(|(&index, &value)| {
        let parameter = &scenario.parameters[index];
        format!("{}-{}", own(&parameter.id), parameter.text(value))
    });
    let events = inputs.events.iter().map(|(&action, change)| {
        let id = &scenario.actions[action].id;
        match change {
            EventChange::Off => format!("no-{id}"),
            EventChange::At(at) => format!("{id}-{}", scenario.clock.local(*at)),
        }
    });
    let seed = inputs.seed.map(|seed| format!("seed-{seed}"));
    fixes.chain(knobs).chain(events).chain(seed).collect()
}

/// A beginning with as many parts behind it as there is room for, and the number of the others; of characters only those
/// that are safe in the names of files everywhere.
fn shortened(beginning: &str, parts: &[String]) -> String {
    let mut name = beginning.to_owned();
    for (index, part) in parts.iter().enumerate() {
        let safe: String = part.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')).collect();
        let left = parts.len() - index;
        let room = if left > 1 { "-and-99-more".len() } else { 0 };
        if name.len() + 1 + safe.len() + room > LONGEST_NAME {
            return if index == 0 { format!("{name}-{left}-changes") } else { format!("{name}-and-{left}-more") };
        }
        name += &format!("-{safe}");
    }
    name
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
    fn names_of_files_say_what_is_changed() {
        let stem = |query: &str| {
            let subject = Subject::open(&format!("#/kinesis-2020?t=07:41&{query}"), "");
            assert_eq!(subject.problems, [], "{query}");
            subject.stem()
        };
        for (query, changed) in [
            ("frontend.thread-limit=12000", "thread-limit-12000"),
            ("eventbridge.attempts=2.5&seed=7", "attempts-2.5-seed-7"),
            ("frontend.after-failed-build=retries", "after-failed-build-retries"),
            ("off=restart-fleet&at=remove-capacity@+1d00:40", "remove-capacity-1d0040-no-restart-fleet"),
            ("fix=larger-servers", "larger-servers"),
        ] {
            assert_eq!(stem(query), format!("kinesis-2020-0741-{changed}"));
        }
        let many =
            "fix=larger-servers,thread-alarm,cognito-survives,second-region,trained-fallback&seed=7&off=cognito-fix";
        let name = stem(many);
        assert!(name.len() <= LONGEST_NAME && name.ends_with("-more"), "{name}");
    }

    #[test]
    fn names_of_files_are_short_and_safe_whatever_a_file_calls_its_parts() {
        let parts = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>();
        assert_eq!(shortened("a-0741", &parts(&["../x y\u{202f}%-5", "b"])), "a-0741-..xy-5-b");
        assert_eq!(shortened("a-0741", &parts(&[&"long".repeat(40), "b"])), "a-0741-2-changes");
        assert_eq!(shortened("a", &parts(&["b", &"long".repeat(40)])), "a-b-and-1-more");
    }

    #[test]
    fn addresses_of_this_computer_are_not_passed_on() {
        for page in ["file:///home/somebody/page.html", "javascript:alert(1)", "", "https://", "https://a b/"] {
            assert_eq!(Subject::open("#/kinesis-2020", page).page, "", "{page}");
        }
    }
}
