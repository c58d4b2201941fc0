//! A session that somebody writes. Its text is all there is: what is on the screen is read from it after each change.

use crate::address::{self, LONGEST_TEXT, encode, words};
use crate::session::{FILE, link_of};
use outage_sim::OUTAGES;
use outage_sim::session::{Session, Step};
use std::rc::Rc;

/// A change of the text, at a place in it: see the compiler's `Draft`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The place, such as `step.2.ask.0.question`.
    pub place: String,
    /// What is done there.
    pub how: &'static str,
    /// The new value, if there is one.
    pub value: String,
}

impl Change {
    /// A change at a place.
    #[must_use]
    pub fn new(place: impl Into<String>, how: &'static str, value: impl Into<String>) -> Self {
        Self { place: place.into(), how, value: value.into() }
    }

    /// Changes nothing: the text is only read.
    #[must_use]
    pub fn none() -> Self {
        Self::new("", "", "")
    }
}

/// The text after a change, and what there is in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    /// The whole text.
    pub text: String,
    /// What was taken out of it.
    pub taken: String,
    /// What there is in it; none when it cannot be read at all.
    pub session: Option<Rc<Session>>,
    /// Everything that is wrong with it, each beginning with its line.
    pub problems: Vec<String>,
    /// Why it was not changed; empty when it was.
    pub refused: String,
}

impl Draft {
    /// Whether nobody has read the text: what reads it could not be loaded, so that nothing can be said of it.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.session.is_none() && self.problems.is_empty()
    }
}

/// Where a place in a step is after a change that moves steps; none when its step is gone.
#[must_use]
pub fn followed(place: &str, change: &Change) -> Option<String> {
    let step_of = |place: &str| {
        let (step, rest) = place.strip_prefix("step.")?.split_once('.')?;
        Some((step.parse::<usize>().ok()?, rest.to_owned()))
    };
    let (Some((own, rest)), Some((step, changed))) = (step_of(place), step_of(&format!("{}.", change.place))) else {
        return Some(place.to_owned());
    };
    let without = own - usize::from(step < own);
    let now = match change.how {
        _ if !changed.is_empty() => own,
        "put" => own + usize::from(step <= own),
        "take" if step == own => return None,
        "take" => without,
        "move" => match change.value.parse::<usize>() {
            Ok(to) if step == own => to,
            Ok(to) => without + usize::from(to <= without),
            Err(_) => own,
        },
        _ => own,
    };
    Some(format!("step.{now}.{rest}"))
}

/// What a session begins with when somebody begins with nothing.
pub const EMPTY: &str = "session = 1\nid = \"our-session\"\ntitle = \"Our session\"\nabout = \"Who it is for, and what they leave with.\"\n";

/// What a step has to show so that it shows what a link opens: without what belongs to the page around it.
#[must_use]
pub fn show_of(link: &str) -> String {
    const AROUND: [&str; 10] = ["open", "with", "session", "step", "sx", "group", "theme", "v", "m", "receipt"];
    let inner = link.find("#/").map_or(link, |at| &link[at + 2..]).trim();
    let Some((name, query)) = inner.split_once('?') else { return inner.to_owned() };
    let kept = words(query).into_iter().filter(|(key, _)| !AROUND.contains(&key.as_str()));
    let kept: Vec<String> = kept.map(|(key, value)| format!("{}={}", encode(&key), encode(&value))).collect();
    if kept.is_empty() { name.to_owned() } else { format!("{name}?{}", kept.join("&")) }
}

/// What a step hides, in the word of `blind=`; empty when it is nothing.
#[must_use]
pub fn hidden(show: &str) -> String {
    let query = show.split_once('?').map_or("", |(_, query)| query);
    words(query).into_iter().rfind(|(key, _)| key == "blind").map_or_else(String::new, |(_, value)| value)
}

/// What a step shows, with something hidden, or with nothing.
#[must_use]
pub fn hiding(show: &str, blind: &str) -> String {
    let (name, query) = show.split_once('?').unwrap_or((show, ""));
    let kept = words(query).into_iter().filter(|(key, _)| key != "blind");
    let own = Some(("blind".to_owned(), blind.to_owned())).filter(|_| !blind.is_empty());
    let parts: Vec<String> =
        kept.chain(own).map(|(key, value)| format!("{}={}", encode(&key), encode(&value))).collect();
    if parts.is_empty() { name.to_owned() } else { format!("{name}?{}", parts.join("&")) }
}

/// The link, with its `#`, that opens a session of somebody's own from its first step; none when the text is too long for one.
#[must_use]
pub fn link_to(session: &Session, text: &str) -> Option<String> {
    let of = |step: &Step| address::named(&link_of(step, false));
    let outage = session.steps.iter().find_map(of).and_then(|index| OUTAGES.get(index)).or(OUTAGES.first())?;
    let packed = address::pack(text);
    (text.len() <= LONGEST_TEXT && !packed.is_empty())
        .then(|| format!("#/{}?session={FILE}&step=1&sx={packed}", outage.0))
}

/// The line that a problem names.
#[must_use]
pub fn line_of(problem: &str) -> Option<usize> {
    let digits = problem.strip_prefix("line ")?.split(':').next()?;
    digits.parse().ok()
}

/// Words of a text, as the reader counts what everybody reads.
#[must_use]
pub fn words_of(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_out_of_a_step_goes_back_into_that_step() {
        let mut steps: Vec<usize> = (0..4).collect();
        let mut place = "step.2.ask.1".to_owned();
        let changes =
            [("move", 0, "3"), ("move", 1, "0"), ("put", 0, ""), ("take", 3, ""), ("move", 1, "0"), ("put", 9, "")];
        for (how, at, value) in changes {
            match how {
                "move" => {
                    let step = steps.remove(at);
                    steps.insert(value.parse().expect("a place"), step);
                }
                "put" => steps.insert(at.min(steps.len()), 9),
                _ => drop(steps.remove(at)),
            }
            let change = Change::new(format!("step.{at}"), how, value);
            place = followed(&place, &change).expect("its step is there");
            let own = steps.iter().position(|step| *step == 2).expect("its step is there");
            assert_eq!(place, format!("step.{own}.ask.1"), "{change:?}: {steps:?}");
        }
        let gone = Change::new(place.trim_end_matches(".ask.1"), "take", "");
        assert_eq!(followed(&place, &gone), None);
        for change in [Change::new("step.0.ask.0", "take", ""), Change::new("id", "text", "x"), Change::none()] {
            assert_eq!(followed(&place, &change).as_ref(), Some(&place));
        }
        assert_eq!(followed("step.1", &Change::new("step.0", "move", "1")).as_deref(), Some("step.1"));
    }

    #[test]
    fn a_step_shows_what_is_on_the_screen_and_not_what_lies_around_it() {
        for (link, expected) in [
            ("#/x?t=02:40&v=1&m=abc&open=editor&session=a-b&step=2&select=frontend", "x?t=02:40&select=frontend"),
            ("https://a.example/x/#/x?t=25.11.,02:40&open=teach", "x?t=25.11.,02:40"),
            ("#/x?session=file&sx=1.abc", "x"),
            ("#/x", "x"),
            ("x?fix=a,b&blind=future", "x?fix=a,b&blind=future"),
            ("#/file?x=1.a-b_c&t=1", "file?x=1.a-b_c&t=1"),
        ] {
            assert_eq!(show_of(link), expected, "{link}");
        }
    }

    #[test]
    fn what_a_step_hides_is_changed_alone() {
        for (show, blind, expected) in [
            ("x?t=02:40", "future", "x?t=02:40&blind=future"),
            ("x?blind=future&t=+1d02:40&fix=a,b", "operators", "x?t=+1d02:40&fix=a,b&blind=operators"),
            ("x?blind=future", "", "x"),
            ("x", "future", "x?blind=future"),
        ] {
            assert_eq!(hiding(show, blind), expected);
            assert_eq!(hidden(expected), blind);
            assert_eq!(hiding(expected, &hidden(show)).len(), show.len(), "{show}");
        }
    }

    #[test]
    fn the_line_of_a_problem_is_found() {
        assert_eq!(line_of("line 12: the step: there is no key `soup` here"), Some(12));
        assert_eq!(line_of("It is too long."), None);
    }

    #[test]
    fn the_link_of_a_session_holds_its_text() {
        let step = |show: &str| Step { show: show.into(), ..Step::default() };
        let session =
            Session { steps: vec![step("file?x=1"), step(&format!("{}?t=1", OUTAGES[1].0))], ..Session::default() };
        let link = link_to(&session, EMPTY).expect("a link");
        assert!(link.starts_with(&format!("#/{}?session=file&step=1&sx=1.", OUTAGES[1].0)), "{link}");
        assert_eq!(link_to(&session, &"x".repeat(LONGEST_TEXT + 1)), None);
    }
}
