//! The answers written up, with the truth, the distance and the idea: to save, to copy, to print.

use crate::browser::{self, file_address};
use crate::components::copy::Copy;
use crate::components::same::Same;
use crate::session::{Answers, Part, markdown, summary};
use outage_sim::session::Session;
use yew::{Callback, Html, Properties, component, html, use_effect_with, use_memo, use_state_eq};

/// Properties of [`WrittenUp`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The session.
    pub(super) session: Same<Session>,
    /// What was answered and decided in this browser.
    pub(super) answers: Answers,
    /// What the group calls itself.
    pub(super) name: String,
}

/// The ways to take the answers away.
#[component]
pub(super) fn WrittenUp(props: &Props) -> Html {
    let Props { session, answers, name } = props;
    let parts = use_memo((session.clone(), answers.clone()), |(session, answers)| summary(session, answers));
    let text = markdown(session, name, &parts);
    let printed = use_state_eq(|| false);
    {
        let setter = printed.setter();
        use_effect_with(*printed, move |printed| {
            if *printed {
                browser::print(move || setter.set(false));
            }
        });
    }
    let print = {
        let printed = printed.clone();
        Callback::from(move |_| printed.set(true))
    };
    html! {
        <>
            <h3>{ "With what the run shows" }</h3>
            <p class="session-take">
                <a class="button" download={format!("{}-answers.md", session.id)} href={file_address(&text)}>{ "Save our answers" }</a>
                <Copy {text} label="Copy them" sheet="Session" class="button" />
                <button type="button" class="button" onclick={print}>{ "Print them" }</button>
            </p>
            <p class="note">{ "As Markdown. Steps that are not shown yet have your answer alone." }</p>
            if *printed { { paper(session, name, &parts) } }
        </>
    }
}

/// The same on paper.
fn paper(session: &Session, name: &str, parts: &[Part]) -> Html {
    html! {
        <section class="session-paper" data-paper="Answers">
            <h1>{ &session.title }</h1>
            <p>{ name }</p>
            { for parts.iter().enumerate().map(|(index, part)| {
                let is_first = index == 0 || parts[index - 1].step != part.step;
                html! {
                    <div class="paper-ask" key={index}>
                        if is_first { <h2>{ &part.step }</h2> }
                        <h3>{ &part.title }</h3>
                        <ul>{ for part.lines.iter().map(|(what, said)| html! { <li><b>{ *what }</b>{ ": " }{ said }</li> }) }</ul>
                    </div>
                }
            }) }
        </section>
    }
}
