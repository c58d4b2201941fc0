//! What a session names that its outages do not have.

use super::truth::Truth;
use super::{link_of, state_of};
use crate::address;
use outage_sim::number;
use outage_sim::session::{Answer, Common, Session, Step};

/// Everything that a session names and that its outages do not have, a sentence each with its step: links, facts, signals,
/// remediations, actions. Only outages whose plans are here are looked at.
#[must_use]
pub fn check(session: &Session) -> Vec<String> {
    let steps = session.steps.iter().enumerate();
    steps
        .flat_map(|(index, step)| {
            let place = format!("step {} ({})", index + 1, step.title);
            of_step(step).into_iter().map(move |problem| format!("{place}: {problem}"))
        })
        .collect()
}

/// Everything that a step names and that its outage does not have; none when the plan of that is not here.
#[must_use]
pub fn problems_of(step: &Step) -> Option<Vec<String>> {
    state_of(step, true).map(|_| of_step(step))
}

fn of_step(step: &Step) -> Vec<String> {
    let mut problems = Vec::new();
    for is_revealed in [false, true] {
        let opened = state_of(step, is_revealed);
        let notices = opened.iter().flat_map(|state| &state.notices);
        problems.extend(notices.map(|notice| format!("{}: {}", notice.place, notice.text)));
    }
    problems.dedup();
    let Some(state) = state_of(step, true) else { return problems };
    let scenario = &state.scenario;
    for ask in &step.asks {
        let truth = Truth::of(ask, &state);
        if let Ok(Truth::Time(None, _)) = truth {
            problems.push(format!(
                "what “{}” asks for does not happen in the run of {}",
                ask.question,
                link_of(step, true)
            ));
        }
        let from = address::parse(&link_of(step, false)).at.unwrap_or(f64::NEG_INFINITY);
        if matches!(&truth, Ok(Truth::Curve { span, .. }) if span.1 <= from) {
            problems.push(format!(
                "what “{}” asks for ends before what the step shows, and nothing is left to draw",
                ask.question
            ));
        }
        problems.extend(truth.err());
        let what = match ask.answer {
            Answer::Time(_) => "times of day, such as 02:44",
            Answer::Number(_) => "numbers",
            _ => continue,
        };
        let is_time = matches!(ask.answer, Answer::Time(_));
        let read = |text: &str| if is_time { scenario.clock.parse(text).ok() } else { number(text) };
        for Common { from, to, .. } in &ask.common {
            if !read(from).zip(read(to)).is_some_and(|(from, to)| from <= to) {
                problems.push(format!("what many answer to “{}” goes from `{from}` to `{to}`, which are no {what}, or the wrong way round", ask.question));
            }
        }
    }
    if let Some(prevent) = &step.prevent {
        for cost in &prevent.costs {
            if scenario.remediation(&cost.fix).is_none() {
                problems.push(format!("{} has no remediation `{}`", scenario.about.short, cost.fix));
            }
        }
        for twist in &prevent.twists {
            let opened = address::parse(&format!("#/{}?{}", scenario.id, twist.run));
            problems.extend(opened.notices.iter().map(|notice| format!("{}: {}", notice.place, notice.text)));
        }
    }
    if let Some(command) = &step.command {
        problems.extend(scenario.clock.parse(&command.until).err().map(|problem| format!("{problem}")));
        for cost in &command.costs {
            if scenario.action(&cost.action).is_none() {
                problems.push(format!("{} has no action `{}`", scenario.about.short, cost.action));
            }
            let is_range = |index: usize| {
                let parameter = &scenario.parameters[index];
                parameter.knob.is_some() && parameter.words.is_empty()
            };
            if !cost.size.is_empty() && !scenario.parameter(&cost.size).is_some_and(is_range) {
                problems.push(format!("{} has no knob `{}` with a range", scenario.about.short, cost.size));
            }
        }
    }
    problems
}
