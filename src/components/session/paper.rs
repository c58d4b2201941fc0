//! The session on paper: a sheet to answer on, the key of whoever leads, a form for the debrief.

use crate::session::{Truth, state_of, verdict};
use crate::state::State;
use crate::words;
use outage_sim::session::{Answer, Ask, Session, Step};
use yew::{Html, html};

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paper {
    /// Questions with room for answers, and none of these.
    Participants,
    /// The same with what the runs show, and the notes.
    Key,
    /// What is written down at the end.
    Debrief,
}

impl Paper {
    /// Every sort with its name.
    pub(super) const ALL: [(Self, &'static str); 3] = [
        (Self::Participants, "Participants’ sheet"),
        (Self::Key, "Key, with the answers"),
        (Self::Debrief, "Debrief form"),
    ];
}

/// The session on paper.
pub(super) fn paper(session: &Session, of: Paper) -> Html {
    let name = Paper::ALL.iter().find(|(paper, _)| *paper == of).map_or("", |(_, name)| *name);
    let steps = session.steps.iter().enumerate().filter(|(_, step)| of != Paper::Debrief || asks_for_words(step));
    html! {
        <section class="session-paper" data-paper={name}>
            <h1>{ &session.title }</h1>
            <p>{ format!("{name} · {} min", session.minutes()) }</p>
            <p>{ "Names: ______________________________________" }</p>
            { for steps.map(|(index, step)| of_step(index, step, of)) }
        </section>
    }
}

fn asks_for_words(step: &Step) -> bool {
    step.asks.iter().any(|ask| ask.answer == Answer::Words)
}

fn of_step(index: usize, step: &Step, of: Paper) -> Html {
    let state = state_of(step, true);
    let asks = step.asks.iter().filter(|ask| of != Paper::Debrief || ask.answer == Answer::Words);
    html! {
        <div class="paper-step">
            <h2>{ format!("{}. {} ", index + 1, step.title) }<small>{ format!("{} min", step.minutes) }</small></h2>
            // What later steps say tells what earlier ones ask.
            if of == Paper::Key { <p>{ &step.say }</p> }
            { for asks.map(|ask| of_ask(ask, of, state.as_ref())) }
            if let (Some(prevent), true) = (&step.prevent, of != Paper::Debrief) {
                <ul>{ for prevent.costs.iter().map(|cost| {
                    let label = state.as_ref().and_then(|state| {
                        state.scenario.remediation(&cost.fix).map(|fix| state.scenario.remediations[fix].label.clone())
                    });
                    html! { <li>{ format!("☐ {}: {}", label.unwrap_or_else(|| cost.fix.clone()), cost.points) }</li> }
                }) }</ul>
                <p>{ format!("Budget: {} points", prevent.budget) }</p>
            }
            if of == Paper::Key && !step.notes.is_empty() {
                <div class="paper-notes">{ for step.notes.lines().filter(|line| !line.trim().is_empty()).map(|line| html! { <p>{ line }</p> }) }</div>
            }
        </div>
    }
}

fn of_ask(ask: &Ask, of: Paper, state: Option<&State>) -> Html {
    let room = match &ask.answer {
        Answer::Choices(choices) => {
            html! { <ul>{ for choices.iter().map(|it| html! { <li>{ format!("☐ {}", it.text) }</li> }) }</ul> }
        }
        Answer::Time(_) | Answer::Number(_) => html! { <p>{ "______________" }</p> },
        Answer::Curve(_) => {
            let truth = state.and_then(|state| Some((state, Truth::of(ask, state).ok()?)));
            let ends = truth.map(|(state, truth)| {
                let (from, until) = if let Truth::Curve { span, .. } = truth { span } else { state.scenario.span };
                let clock = |at| words::clock(&state.scenario.clock, state.view.clock, at);
                (clock(from), clock((from + until) / 2.0), clock(until))
            });
            let (from, middle, until) = ends.unwrap_or_default();
            html! { <><div class="paper-curve"></div><p class="ask-ends"><span>{ from }</span><span>{ middle }</span><span>{ until }</span></p></> }
        }
        Answer::Words => html! { <><p class="paper-line"></p><p class="paper-line"></p><p class="paper-line"></p></> },
    };
    let answer = state.filter(|_| of == Paper::Key).and_then(|state| {
        let truth = Truth::of(ask, state).ok()?;
        let said = verdict(ask, None, &truth, state);
        Some(html! { <p class="paper-answer"><b>{ said.truth }</b>{ " " }{ said.because }{ " " }{ &ask.idea }</p> })
    });
    html! { <div class="paper-ask"><h3>{ &ask.question }</h3>{ for answer }if of != Paper::Key { { room } }</div> }
}
