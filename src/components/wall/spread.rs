//! What all groups answered to a question: how many chose what, and where times, numbers and curves lie.

use super::names;
use crate::session::{Curve, Given, Group, POINTS, TOP, Truth, told};
use crate::state::State;
use outage_sim::session::{Answer, Ask};
use yew::{Html, html};

/// What all groups answered to a question.
pub(super) fn spread(
    ask: &Ask,
    step: usize,
    index: usize,
    groups: &[Group],
    state: Option<&State>,
    is_revealed: bool,
) -> Html {
    let Some(state) = state else { return html! {} };
    let given = || groups.iter().filter_map(|group| Some((group, group.answers.get(step, index)?)));
    let truth = Truth::of(ask, state).ok().filter(|_| is_revealed);
    let content = match &ask.answer {
        Answer::Choices(choices) => {
            let row = |number: usize| {
                let those = || given().filter(|(_, given)| **given == Given::Choice(number)).map(|(group, _)| group);
                let (count, right) = (those().count(), is_revealed && choices[number].right);
                let share = count as f64 / groups.len().max(1) as f64;
                html! {
                    <li key={number}><b class="num">{ count }</b>{ " " }{ &choices[number].text }
                        if right { <b class="is-right">{ " ✓ right" }</b> }
                        <span class="note">{ " " }{ names(those()) }</span>
                        <svg class="spread-bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                            <rect width={(100.0 * share).to_string()} height="1" />
                        </svg>
                    </li>
                }
            };
            html! { <ul class="plain">{ for (0..choices.len()).map(row) }</ul> }
        }
        Answer::Curve(_) => {
            let curves = given().filter_map(|(_, given)| match given {
                Given::Curve(curve) => Some(curve),
                _ => None,
            });
            let line = |class: &'static str, curve: &Curve| html! { <polyline {class} points={curve.points()} /> };
            let own = match &truth {
                Some(Truth::Curve { curve, .. }) => line("truth", curve),
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
            let mut rows: Vec<(&Group, &Given)> = given().collect();
            rows.sort_by(|(_, one), (_, other)| place(one).total_cmp(&place(other)));
            let real = match truth {
                Some(Truth::Time(at, _)) => at,
                Some(Truth::Number(_, value)) => Some(value),
                _ => None,
            };
            let is_time = matches!(ask.answer, Answer::Time(_));
            let marks: Vec<f64> =
                rows.iter().filter(|(_, given)| !matches!(given, Given::Words(_))).map(|(_, it)| place(it)).collect();
            html! {
                <>
                    if !marks.is_empty() { { strip(&marks, real, is_time.then_some(state.scenario.span)) } }
                    <ul class="plain">
                        { for rows.iter().map(|(group, given)| html! {
                            <li><b>{ told(given, &ask.answer, state) }</b>{ " " }<span class="note">{ names(std::iter::once(*group)) }</span></li>
                        }) }
                        if let Some(value) = real {
                            <li><b class="is-right">{ told(&if is_time { Given::Time(value) } else { Given::Number(value) }, &ask.answer, state) }</b>{ " " }<span class="note">{ "the run" }</span></li>
                        }
                    </ul>
                </>
            }
        }
    };
    html! { <div key={index} class="spread"><h3>{ &ask.question }</h3>{ content }</div> }
}

/// A line with a mark for each answer, and the truth once it is shown. The list below says the same in words.
fn strip(marks: &[f64], truth: Option<f64>, span: Option<(f64, f64)>) -> Html {
    let all = || marks.iter().copied().chain(truth);
    let (from, until) = span.unwrap_or_else(|| (all().fold(0.0, f64::min), all().fold(f64::MIN_POSITIVE, f64::max)));
    let x = |value: f64| (300.0 * ((value - from) / (until - from)).clamp(0.0, 1.0)).round().to_string();
    html! {
        <svg class="spread-strip" viewBox="-8 0 316 24" aria-hidden="true" focusable="false">
            <line x1="0" x2="300" y1="12" y2="12" />
            { for marks.iter().map(|mark| html! { <circle cx={x(*mark)} cy="12" r="5" /> }) }
            { for truth.map(|truth| html! { <line class="truth" x1={x(truth)} x2={x(truth)} y1="1" y2="23" /> }) }
        </svg>
    }
}

/// Where an answer stands among others.
fn place(given: &Given) -> f64 {
    match given {
        Given::Time(value) | Given::Number(value) => *value,
        _ => 0.0,
    }
}
