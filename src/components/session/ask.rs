//! A question: what people answer, and then how far that is from what the run shows.

use super::drawing::Drawing;
use crate::browser;
use crate::components::defined::defined;
use crate::components::same::Same;
use crate::session::{Curve, Given, Near, Truth, Verdict, typed, unit, verdict};
use crate::state::State;
use crate::words;
use outage_sim::Scenario;
use outage_sim::session::{Answer, Ask};
use yew::{Callback, Event, Html, InputEvent, Properties, component, html, use_memo, use_state_eq};

/// Properties of [`AskView`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The question.
    pub(super) ask: Ask,
    /// A name for its fields.
    pub(super) name: String,
    /// What was answered.
    pub(super) given: Option<Given>,
    /// Whether the answers are closed, because the run is shown.
    pub(super) is_revealed: bool,
    /// Whether the run has come to what the question is about.
    pub(super) is_told: bool,
    /// The state with the run that has the answer, if its plan is here.
    pub(super) state: Same<Option<State>>,
    /// Until when the day is on the screen while they answer, in minutes since the trigger; none when nothing is hidden.
    pub(super) known: Option<f64>,
    /// Somebody answers.
    pub(super) answer: Callback<Given>,
}

/// Minutes between two answers on the axis of time.
const STEP: f64 = 5.0;

/// A question with its answer.
#[component]
pub(super) fn AskView(props: &Props) -> Html {
    let Props { ask, name, given, is_revealed, is_told, state, known, answer } = props;
    let typed_text = use_state_eq(|| None::<String>);
    let truth =
        use_memo((state.clone(), ask.clone()), |(state, ask)| (*state.0).as_ref().map(|state| Truth::of(ask, state)));
    let (Some(state), Some(truth)) = ((*state.0).as_ref(), (*truth).as_ref()) else {
        return html! { <p class="note">{ "The outage of this question is being loaded." }</p> };
    };
    let truth = match truth {
        Ok(truth) => truth,
        Err(problem) => return html! { <p class="note">{ format!("This question cannot be asked. {problem}") }</p> },
    };
    let scenario = &state.scenario;
    let field = match (&ask.answer, truth) {
        (Answer::Choices(choices), _) => {
            let choice = |index: usize| {
                let answer = answer.clone();
                let choice = &choices[index];
                let is_given = *given == Some(Given::Choice(index));
                let onchange = Callback::from(move |_: Event| answer.emit(Given::Choice(index)));
                let mark = match (is_told, choice.right, is_given) {
                    (true, true, _) => "choice right",
                    (true, false, true) => "choice wrong",
                    _ => "choice",
                };
                html! {
                    <label key={index} class={mark}>
                        <input type="radio" name={name.clone()} checked={is_given} disabled={*is_revealed} {onchange} />
                        <span class="defines">{ defined(scenario, &format!("{name}-{index}"), &choice.text) }
                            if *is_told && choice.right { <b>{ " ✓ right" }</b> }
                        </span>
                    </label>
                }
            };
            html! { { for (0..choices.len()).map(choice) } }
        }
        (Answer::Time(_), _) => {
            let (from, until) = scenario.span;
            let at = match given {
                Some(Given::Time(at)) => Some(*at),
                _ => None,
            };
            let told =
                at.map_or_else(|| "not answered yet".into(), |at| words::clock(&scenario.clock, state.view.clock, at));
            let answer = answer.clone();
            let oninput = Callback::from(move |event: InputEvent| {
                if let Some(at) = browser::number(&event) {
                    answer.emit(Given::Time(at));
                }
            });
            html! {
                <div class="ask-time">
                    <output class="num">{ &told }</output>
                    <input type="range" aria-label={ask.question.clone()} min={from.to_string()} max={until.to_string()} step={STEP.to_string()}
                        value={at.unwrap_or(0.0).to_string()} aria-valuetext={told.clone()} disabled={*is_revealed} {oninput} />
                    <p class="ask-ends num" aria-hidden="true">
                        <span>{ words::clock(&scenario.clock, state.view.clock, from) }</span>
                        <span>{ words::clock(&scenario.clock, state.view.clock, until) }</span>
                    </p>
                </div>
            }
        }
        (Answer::Number(_), Truth::Number(column, _)) => {
            let column = *column;
            let unit = unit(scenario, column);
            let scale = if unit == "%" { 100.0 } else { 1.0 };
            let shown = match (&*typed_text, given) {
                (Some(text), _) => text.clone(),
                (None, Some(Given::Number(value))) => (value * scale).to_string(),
                _ => String::new(),
            };
            let (answer, draft, scenario) = (answer.clone(), typed_text.setter(), scenario.clone());
            let oninput = Callback::from(move |event: InputEvent| {
                let Some(text) = browser::typed(&event) else { return };
                if let Some(value) = typed(&scenario, column, &text) {
                    answer.emit(Given::Number(value));
                }
                draft.set(Some(text));
            });
            html! {
                <p class="ask-number">
                    <input type="text" inputmode="decimal" aria-label={format!("{} In {unit}.", ask.question)} value={shown} disabled={*is_revealed} {oninput} />
                    { " " }<span>{ unit }</span>
                </p>
            }
        }
        (Answer::Curve(_), Truth::Curve { column, curve, span, top }) => {
            // What is on the screen already need not be drawn.
            let (from, until) = *span;
            let known = known.map_or(0.0, |known| (known - from) / (until - from));
            let own = match given {
                Some(Given::Curve(curve)) => curve.clone(),
                _ => Curve::default(),
            };
            let own = own.with_past(curve, known);
            let (answer, past) = (answer.clone(), curve.clone());
            let is_closed = *is_revealed;
            html! {
                <Drawing label={ask.question.clone()} curve={own} truth={is_told.then(|| curve.clone())} past={curve.points_until(known)} span={*span} top={*top}
                    clock={scenario.clock.clone()} unit={unit(scenario, *column)} zone={state.view.clock}
                    drawn={Callback::from(move |drawn: Curve| {
                        if !is_closed {
                            answer.emit(Given::Curve(drawn.with_past(&past, known)));
                        }
                    })} />
            }
        }
        _ => {
            let value = match given {
                Some(Given::Words(words)) => words.clone(),
                _ => String::new(),
            };
            let answer = answer.clone();
            let oninput = Callback::from(move |event: InputEvent| {
                if let Some(words) = browser::typed_lines(&event) {
                    answer.emit(Given::Words(words));
                }
            });
            html! { <textarea class="ask-words" rows="3" maxlength="600" aria-label={ask.question.clone()} {value} {oninput} /> }
        }
    };
    html! {
        <fieldset class="ask">
            <legend><span class="defines">{ defined(scenario, name, &ask.question) }</span></legend>
            { field }
            if *is_told { { said(ask, &verdict(ask, given.as_ref(), truth, state), scenario, name) } }
        </fieldset>
    }
}

/// What there is to say about an answer.
fn said(ask: &Ask, verdict: &Verdict, scenario: &Scenario, name: &str) -> Html {
    let near = match verdict.near {
        Near::Right => "right",
        Near::Close => "close",
        Near::Far => "far",
        Near::Open => "open",
    };
    html! {
        <div class={format!("said {near}")} role="status" tabindex="-1">
            if !verdict.truth.is_empty() { <p><b>{ &verdict.truth }</b>{ " " }{ &verdict.distance }</p> }
            if !verdict.because.is_empty() { <p class="defines">{ defined(scenario, &format!("{name}-because"), &verdict.because) }</p> }
            if !ask.idea.is_empty() { <p class="idea defines">{ defined(scenario, &format!("{name}-idea"), &ask.idea) }</p> }
        </div>
    }
}
