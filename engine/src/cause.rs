//! Why a component fails: the chain of events back to the trigger.

use crate::event::{Event, What};
use crate::recording::Recording;
use crate::scenario::Scenario;
use crate::signal::Signal;

/// Why a component is as it is at a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// Whether it fails at that moment.
    pub failing: bool,
    /// The events that led there, from the trigger on. Empty when nothing has happened to it yet.
    pub chain: Vec<Link>,
}

/// One event of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Minutes since the trigger.
    pub at: f64,
    /// The component that it happened to; `None` for the start of an action.
    pub component: Option<usize>,
    /// What happened, in words that follow the component's name.
    pub text: String,
}

/// The chain of events that leads to what a component shows at a time in minutes since the trigger.
#[must_use]
pub fn why(scenario: &Scenario, recording: &Recording, component: usize, minutes: f64) -> Why {
    let events = recording.events();
    let is_latest = |event: &&Event| event.component == Some(component) && event.at <= minutes;
    let mut next = events.iter().rposition(|event| is_latest(&event));
    let mut chain = Vec::new();
    while let Some(index) = next {
        let event = &events[index];
        chain.push(Link { at: event.at, component: event.component, text: describe(scenario, event) });
        next = event.because;
    }
    chain.reverse();
    Why { failing: recording.at(component, Signal::Error, minutes) >= crate::ONSET, chain }
}

/// What happened, in words that follow the component's name.
#[must_use]
pub fn describe(scenario: &Scenario, event: &Event) -> String {
    let action = |index: usize| scenario.actions[index].label.as_str();
    match event.what {
        What::ActionStarts(index) => format!("{} begins", action(index)),
        What::ActionEnds(index) => format!("{} is complete", action(index)),
        What::ActionRefused(index) => format!("{} is refused: a dry run shows failures", action(index)),
        What::ErrorsBegin => "requests begin to fail".into(),
        What::ErrorsEnd => "requests succeed again".into(),
        What::BufferFills => "records that cannot be sent pile up in local buffers".into(),
        What::BufferFull => "the first buffers are full and hold up requests".into(),
        What::CacheExpires => "what it keeps in its cache can no longer be refreshed and expires".into(),
        What::BacklogGrows => "work waits that cannot be handed over".into(),
        What::BacklogGone => "the backlog is cleared".into(),
        What::Turn(sentence, number) => sentence.replace("{}", &thousands(number)),
    }
}

/// A whole number with its thousands set apart.
fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && !text.ends_with('-') {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(thousands(6000.0), "6\u{202f}000");
        assert_eq!(thousands(120.0), "120");
        assert_eq!(thousands(-1234567.0), "-1\u{202f}234\u{202f}567");
    }
}
