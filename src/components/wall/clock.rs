//! What all groups decided, on one clock.

use crate::session::{Choice, Decision, Group, decision_in_words, span_of, state_of, telling};
use crate::words;
use outage_sim::session::Step;
use yew::{Html, html};

/// The decisions of all groups in a step in which the incident is commanded; none in another one.
pub(super) fn clock(step: &Step, index: usize, groups: &[Group]) -> Option<Html> {
    let command = step.command.as_ref()?;
    let base = state_of(step, false)?;
    let scenario = &base.scenario;
    let (start, until) = span_of(command, scenario, base.cue.at);
    let time = |at: f64| words::clock(&scenario.clock, base.view.clock, at);
    let x = |at: f64| (300.0 * ((at - start) / (until - start).max(1.0)).clamp(0.0, 1.0)).round();
    let what = |it: &Decision| Some(format!("{} {}", time(it.at), decision_in_words(command, scenario, it)?));
    let mark = |it: &Decision| {
        let (at, class) = (x(it.at), if matches!(it.choice, Choice::Act(_)) { "act" } else { "look" });
        match it.choice {
            Choice::Wait => html! {},
            Choice::Post => html! { <rect class="post" x={(at - 4.0).to_string()} y="8" width="8" height="8" /> },
            _ => html! { <circle {class} cx={at.to_string()} cy="12" r="5" /> },
        }
    };
    let row = |group: &Group| {
        let decisions = group.answers.command(index)?;
        let told: Vec<String> = telling(decisions).filter_map(what).collect();
        Some(html! {
            <li>
                <b>{ if group.name.is_empty() { "(no name)" } else { &group.name } }</b>
                <svg class="spread-strip" viewBox="-8 0 316 24" aria-hidden="true" focusable="false">
                    <line x1="0" x2="300" y1="12" y2="12" />{ for decisions.all().iter().map(mark) }
                </svg>
                <details class="note"><summary>{ format!("{} decisions", told.len()) }</summary><ol>{ for told.into_iter().map(|it| html! { <li>{ it }</li> }) }</ol></details>
            </li>
        })
    };
    let rows: Vec<Html> = groups.iter().filter_map(row).collect();
    (!rows.is_empty()).then(|| {
        html! {
            <div class="spread">
                <h3>{ "What they decided, and when" }</h3>
                <ul class="plain">{ rows }</ul>
                <p class="ask-ends num"><span>{ time(start) }</span><span>{ time(until) }</span></p>
                <p class="note">{ "Full marks are actions, rings are what was looked into, squares are the first public word." }</p>
            </div>
        }
    })
}
