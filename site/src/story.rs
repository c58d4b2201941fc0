//! Whose systems failed, what was noticed, and the story in cards, for the page to read.

use crate::html::escape;
use outage_explorer::{state::ClockZone, words};
use outage_sim::{Card, STORY, Scenario};

/// The day, and whose systems it was about.
pub(crate) fn day(scenario: &Scenario) -> String {
    let about = &scenario.about;
    let whose = if about.whose.is_empty() { String::new() } else { format!(" · {}", escape(&about.whose)) };
    format!("<p class=\"day\">{}{whose}</p>\n", escape(&about.day))
}

/// What the people who use them noticed.
pub(crate) fn noticed(scenario: &Scenario) -> String {
    let noticed = escape(&scenario.about.noticed);
    if noticed.is_empty() { String::new() } else { format!("<p class=\"summary\"><b>{noticed}</b></p>\n") }
}

/// The cards, one after the other; each leads to its moment in the simulation.
pub(crate) fn section(scenario: &Scenario) -> String {
    let story = &scenario.about.story;
    if story.is_empty() {
        return String::new();
    }
    let item = |(number, card): (usize, &Card)| {
        let (key, name) = STORY[usize::from(card.part)];
        let is_back = number > 0 && card.at < story[number - 1].at;
        let back = if is_back { "back at " } else { "" };
        let time = escape(&words::clock(&scenario.clock, ClockZone::Local, card.at));
        let (id, text) = (escape(&scenario.id), escape(&card.text));
        let sources = card.sources.iter().map(|source| escape(&scenario.sources[usize::from(*source)].id));
        let sources = sources.collect::<Vec<_>>().join(", ");
        format!(
            "<li><b>{name}</b> <a href=\"../#/{id}?card={key}\">{back}<time>{time}</time></a>\
             <p>{text} <small>{sources}</small></p></li>\n"
        )
    };
    let items: String = story.iter().enumerate().map(item).collect();
    let zone = escape(&words::zone_name(&scenario.clock, ClockZone::Local));
    format!(
        "<section>\n<h2>Why it happened</h2>\n<p class=\"note\">Times are {zone}. Each leads to that moment in the \
         simulation.</p>\n<ol class=\"story\">\n{items}</ol>\n</section>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
status = "draft"
id = "a"
noticed = "<b>Nothing</b> worked"
equations = "x = now"
[clock]
trigger = "10:00"
from = "09:00"
until = "12:00"
[[source]]
id = "S1"
title = "A report"
[[card]]
part = "failure"
at = "10:30"
text = "Maps <script>are</script> stale."
source = "S1"
[[card]]
part = "prevention"
at = "09:55"
text = "What would have helped?"
"#;

    #[test]
    fn cards_are_told_in_order_and_as_text() {
        let scenario = outage_compile::compile(TEXT).unwrap_or_else(|problems| panic!("{problems}"));
        let section = section(&scenario);
        let items: Vec<&str> = section.split("<li>").skip(1).collect();
        assert!(items[0].contains("<b>Failure</b>") && items[0].contains("?card=failure\"><time>10:30</time>"));
        assert!(items[0].contains("Maps &lt;script&gt;are") && items[0].contains("<small>S1</small>"), "{section}");
        assert!(items[1].contains("back at <time>09:55</time>") && items.len() == 2, "{section}");
        assert!(noticed(&scenario).contains("&lt;b&gt;Nothing"));
        let without = TEXT.split("[[card]]").next().unwrap_or_default();
        let without = outage_compile::compile(without).unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(super::section(&without), "");
    }
}
