//! What is wrong with the session that is being written: with its text at once, and with what it names a moment later.

use crate::browser::{self, After, after};
use crate::components::same::Same;
use crate::session::{Draft, line_of, outages, problems_of};
use outage_sim::session::{Session, Step};
use yew::{Callback, Html, Properties, component, html, use_effect_with, use_mut_ref, use_state_eq};

/// Properties of [`Wrong`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The text with what there is in it.
    pub(super) draft: Same<Draft>,
    /// What there is in it.
    pub(super) session: Same<Session>,
    /// Shows a line of the text.
    pub(super) show_line: Callback<usize>,
}

/// Milliseconds without a change after which links and names are looked up: each step is a run of its outage.
const REST: u32 = 700;

/// Everything that is wrong, with its place.
#[component]
pub(super) fn Wrong(props: &Props) -> Html {
    let Props { draft, session, show_line } = props;
    let names = use_state_eq(Vec::<String>::new);
    let waits = use_mut_ref(|| None::<After>);
    // What was found about a step holds until it changes.
    let found = use_mut_ref(Vec::<(Step, Vec<String>)>::new);
    let arrived = use_state_eq(|| 0_usize);
    {
        let arrived = arrived.clone();
        use_effect_with(outages(session), move |outages| {
            for index in outages.clone() {
                let arrived = arrived.clone();
                browser::fetch_plan(index, move |_| arrived.set(index + 1));
            }
        });
    }
    {
        let (names, found) = (names.setter(), found.clone());
        use_effect_with((session.clone(), *arrived), move |(session, _)| {
            let session = session.clone();
            let look = move || {
                let mut found = found.borrow_mut();
                let mut next = Vec::new();
                let mut all = Vec::new();
                for (index, step) in session.steps.iter().enumerate() {
                    let known = found.iter().find(|(known, _)| known == step).map(|(_, problems)| problems.clone());
                    // Where a plan is on its way, it is looked at once that is here.
                    let Some(problems) = known.or_else(|| problems_of(step)) else { continue };
                    all.extend(problems.iter().map(|problem| format!("Step {}, {}: {problem}", index + 1, step.title)));
                    next.push((step.clone(), problems));
                }
                *found = next;
                names.set(all);
            };
            waits.replace(Some(after(REST, look)));
        });
    }
    let count = draft.problems.len() + names.len();
    let title = match count {
        _ if draft.is_unread() => "What is wrong with it cannot be said: nothing has read it.".to_owned(),
        0 => "Nothing is wrong with it.".to_owned(),
        1 => "1 thing is to be corrected".into(),
        count => format!("{count} things are to be corrected"),
    };
    html! {
        <section class={if count > 0 { "editor-wrong found" } else { "editor-wrong" }} aria-label="What is wrong with it">
            <p role="status"><b>{ title }</b></p>
            <ul>
                { for draft.problems.iter().map(|problem| {
                    let (said, excerpt) = problem.split_once('\n').unwrap_or((problem, ""));
                    let way = line_of(problem).map(|line| {
                        let show = show_line.clone();
                        let onclick = Callback::from(move |_| show.emit(line));
                        html! { <button type="button" class="way" aria-label={format!("Show line {line}")} {onclick}>{ "Show" }</button> }
                    });
                    html! { <li>{ said }{ " " }{ for way }if !excerpt.is_empty() { <pre tabindex="0">{ excerpt }</pre> }</li> }
                }) }
                { for names.iter().filter(|_| !draft.is_unread()).map(|problem| html! { <li>{ problem }</li> }) }
            </ul>
        </section>
    }
}
