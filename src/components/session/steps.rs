//! What only whoever leads the session needs: notes, the time that is left, all steps.

use super::paper::{Paper, paper};
use crate::browser::{self, Notes};
use crate::components::desk::use_desk;
use crate::components::same::Same;
use crate::session::{Truth, verdict};
use crate::state::{Action, Sheet, State};
use outage_sim::session::Session;
use yew::{Callback, Html, Properties, component, html, use_effect_with, use_memo, use_state, use_state_eq};

/// Properties of [`Steps`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The session.
    pub(super) session: Same<Session>,
    /// Index of the open step.
    pub(super) step: usize,
    /// Goes to a step, as it is before it is revealed or afterwards.
    pub(super) go: Callback<(usize, bool)>,
    /// Forgets all answers and begins again.
    pub(super) again: Callback<()>,
    /// The state with the run that has the answers, if its plan is here.
    pub(super) state: Same<Option<State>>,
    /// What moves the session: the buttons of the step, each with what it says; one that can do nothing now does none.
    pub(super) moves: Vec<(String, Option<Callback<()>>)>,
}

/// The notes of the open step, the time that is left, and all steps.
#[component]
pub(super) fn Steps(props: &Props) -> Html {
    let Props { session, step: index, go, again, state, moves } = props;
    let mut begins = 0.0;
    let rows = session.steps.iter().enumerate().map(|(number, step)| {
        let at = begins;
        begins += step.minutes;
        let go = go.clone();
        let onclick = Callback::from(move |_| go.emit((number, false)));
        let current = (number == *index).then_some("step");
        html! {
            <li key={number} aria-current={current}>
                <span class="num">{ format!("{at} min") }</span>{ " " }<button type="button" class="way" {onclick}>{ &step.title }</button>
            </li>
        }
    });
    let rows: Vec<Html> = rows.collect();
    let printed = use_state_eq(|| None::<Paper>);
    {
        let setter = printed.setter();
        use_effect_with(*printed, move |printed| {
            if printed.is_some() {
                browser::print(move || setter.set(None));
            }
        });
    }
    let sheets = Paper::ALL.map(|(of, name)| {
        let setter = printed.setter();
        let onclick = Callback::from(move |_| setter.set(Some(of)));
        html! { <li key={name}><button type="button" class="way" {onclick}>{ name }</button></li> }
    });
    let text = use_memo((session.clone(), *index, state.clone()), |(session, index, state)| {
        notes_text(session, *index, (*state.0).as_ref())
    });
    let notes = Notes { text: (*text).clone(), buttons: moves.clone() };
    // The second window follows.
    use_effect_with(notes.clone(), browser::follow_notes);
    use_effect_with((), |()| browser::end_notes);
    let beside = Callback::from(move |_| browser::show_notes(&notes));
    let change = use_desk().act.reform(|_| Action::Toggle(Sheet::Editor));
    let Some(step) = session.steps.get(*index) else { return html! {} };
    html! {
        <details class="session-lead">
            <summary>{ "For whoever leads" }</summary>
            <Left key={*index} minutes={step.minutes} />
            if !step.notes.is_empty() {
                { for paragraphs(&step.notes).map(|text| html! { <p>{ text }</p> }) }
            }
            <p><button type="button" class="button" onclick={beside}>{ "Notes in a window of their own" }</button></p>
            <h3>{ "On paper" }</h3>
            <ul class="plain">{ for sheets }</ul>
            if let Some(of) = *printed { { paper(session, of) } }
            <h3>{ format!("{} · {} min", session.title, session.minutes()) }</h3>
            <p>{ &session.about }</p>
            if let Some((title, url)) = &session.reference {
                <p class="note"><a href={url.clone()}>{ title }</a></p>
            }
            <ol>{ rows }</ol>
            <p><button type="button" class="button" onclick={change}>{ "Change this session" }</button></p>
            <p><button type="button" class="way" onclick={let again = again.clone(); Callback::from(move |_| again.emit(()))}>
                { "Forget all answers and begin again" }
            </button></p>
        </details>
    }
}

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty())
}

/// The notes as a text: the step, what everybody reads, the notes, the answers.
fn notes_text(session: &Session, index: usize, state: Option<&State>) -> String {
    let Some(step) = session.steps.get(index) else { return String::new() };
    let mut text = format!("{}. {} · {} min\n\n{}", index + 1, step.title, step.minutes, step.say);
    if !step.notes.is_empty() {
        text += &format!("\n\n{}", step.notes.trim());
    }
    for ask in &step.asks {
        let truth = state.and_then(|state| Some((state, Truth::of(ask, state).ok()?)));
        let said = truth.map(|(state, truth)| verdict(ask, None, &truth, state));
        let said = said.map(|said| [said.truth, said.because].join(" ")).unwrap_or_default();
        text += &format!("\n\nQuestion: {}\nAnswer: {} {}", ask.question, said.trim(), ask.idea);
    }
    text
}

/// Properties of [`Left`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct LeftProps {
    minutes: f64,
}

/// The time that is left of a step, once somebody has asked for it.
#[component]
fn Left(LeftProps { minutes }: &LeftProps) -> Html {
    let began = use_state(|| None::<f64>);
    let passed = use_state_eq(|| 0_u32);
    {
        // Each second sets up the next.
        let (setter, began) = (passed.setter(), *began);
        use_effect_with((began, *passed), move |(began, _)| {
            let tick =
                began.map(|began| browser::after(1000, move || setter.set(((browser::now() - began) / 1000.0) as u32)));
            move || drop(tick)
        });
    }
    let whole = (minutes * 60.0) as u32;
    let (left, over) = (whole.saturating_sub(*passed), passed.saturating_sub(whole));
    let time = |seconds: u32| format!("{}:{:02}", seconds / 60, seconds % 60);
    let start = Callback::from(move |_| began.set(Some(browser::now())));
    html! {
        <p class="session-left">
            <b class="num">{ if over > 0 { format!("{} over", time(over)) } else { format!("{} left", time(left)) } }</b>{ " " }
            <button type="button" class="way" onclick={start}>{ "Start the clock" }</button>
        </p>
    }
}
