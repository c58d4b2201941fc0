//! Groups side by side: their codes are pasted, and each question shows what all of them answered.

use super::ask::told;
use crate::browser;
use crate::components::copy::Copy;
use crate::components::same::Same;
use crate::session::{Answers, Curve, Given, Group, POINTS, TOP, Truth, groups};
use crate::state::State;
use outage_sim::session::{Answer, Ask, Session};
use yew::{Callback, Html, InputEvent, Properties, component, html, use_memo, use_state_eq};

/// Properties of [`Wall`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The session.
    pub(super) session: Same<Session>,
    /// Index of the open step, whose questions are shown.
    pub(super) step: usize,
    /// What is answered in this browser.
    pub(super) answers: Answers,
    /// The state with the run that has the answers, if its plan is here.
    pub(super) state: Same<Option<State>>,
    /// Whether the run may be seen.
    pub(super) is_revealed: bool,
}

/// The code of this group, and the answers of all whose codes are pasted.
#[component]
pub(super) fn Wall(props: &Props) -> Html {
    let Props { session, step, answers, state, is_revealed } = props;
    let name = use_state_eq(String::new);
    let pasted = use_state_eq(String::new);
    let (all, problems) =
        &*use_memo(((*pasted).clone(), session.clone()), |(pasted, session)| groups(pasted, &session.id));
    let code = Group::new(&session.id, &name, answers).code();
    let typed = {
        let name = name.setter();
        Callback::from(move |event: InputEvent| name.set(browser::typed(&event).unwrap_or_default()))
    };
    let paste = {
        let pasted = pasted.setter();
        Callback::from(move |event: InputEvent| {
            if let Some(codes) = browser::typed_lines(&event) {
                pasted.set(codes);
            }
        })
    };
    let asks = session.steps.get(*step).map(|step| step.asks.as_slice()).unwrap_or_default();
    html! {
        <>
        <details class="session-lead">
            <summary>{ "Our answers as a code" }</summary>
            <p><label>{ "What we call ourselves " }<input type="text" class="group-name" maxlength="40" value={(*name).clone()} oninput={typed} /></label></p>
            <textarea class="ask-words group-code" rows="3" readonly=true aria-label="The code of our answers" value={code.clone()} />
            <p><Copy text={code} label="Copy the code" sheet="Session" class="button" /></p>
            <p class="note">{ "It holds what was answered and nothing else. Whoever leads pastes it into “Compare groups”." }</p>
        </details>
        <details class="session-lead">
            <summary>{ "Compare groups" }</summary>
            <textarea class="ask-words group-codes" rows="4" aria-label="Codes of groups, one a line" placeholder="One code a line" value={(*pasted).clone()} oninput={paste} />
            <ul class="problems" role="status">{ for problems.iter().map(|problem| html! { <li>{ problem }</li> }) }</ul>
            if !all.is_empty() {
                { for asks.iter().enumerate().map(|(index, ask)| spread(ask, *step, index, all, (*state.0).as_ref(), *is_revealed)) }
                if asks.is_empty() { <p class="note">{ "This step asks nothing." }</p> }
            }
        </details>
        </>
    }
}

/// What all groups answered to a question.
fn spread(ask: &Ask, step: usize, index: usize, groups: &[Group], state: Option<&State>, is_revealed: bool) -> Html {
    let Some(state) = state else { return html! {} };
    let given = || groups.iter().map(|group| (group.name.as_str(), group.answers.get(step, index)));
    let truth = Truth::of(ask, state).ok().filter(|_| is_revealed);
    let content = match &ask.answer {
        Answer::Choices(choices) => {
            let row = |number: usize| {
                let names: Vec<&str> =
                    given().filter(|(_, given)| *given == Some(&Given::Choice(number))).map(|(name, _)| name).collect();
                let right = is_revealed && choices[number].right;
                html! {
                    <li key={number}><b class="num">{ names.len() }</b>{ " " }{ &choices[number].text }
                        if right { <b class="is-right">{ " ✓ right" }</b> }
                        <span class="note">{ " " }{ names.join(", ") }</span></li>
                }
            };
            html! { <ul class="plain">{ for (0..choices.len()).map(row) }</ul> }
        }
        Answer::Curve(_) => {
            let curves = given().filter_map(|(_, given)| match given {
                Some(Given::Curve(curve)) => Some(curve),
                _ => None,
            });
            let line = |class: &'static str, curve: &Curve| html! { <polyline {class} points={curve.points()} /> };
            let own = match &truth {
                Some(Truth::Curve(_, curve, _)) => line("truth", curve),
                _ => html! {},
            };
            html! {
                <div class="drawing-place"><svg class="drawing" viewBox={format!("0 0 {} {TOP}", POINTS - 1)} preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    { for curves.map(|curve| line("own-line", curve)) }{ own }
                </svg></div>
            }
        }
        _ => {
            // In the order of the answers, so that the spread can be read.
            let mut rows: Vec<(&str, &Given)> = given().filter_map(|(name, given)| Some((name, given?))).collect();
            rows.sort_by(|(_, one), (_, other)| place(one).total_cmp(&place(other)));
            html! {
                <ul class="plain">
                    { for rows.iter().map(|(name, given)| html! { <li><b>{ told(given, &ask.answer, state) }</b>{ " " }<span class="note">{ *name }</span></li> }) }
                </ul>
            }
        }
    };
    html! { <div key={index} class="spread"><h3>{ &ask.question }</h3>{ content }</div> }
}

/// Where an answer stands among others.
fn place(given: &Given) -> f64 {
    match given {
        Given::Time(value) | Given::Number(value) => *value,
        _ => 0.0,
    }
}
