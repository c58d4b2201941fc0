//! The answers of this group: as a code, as a picture of a link that brings it to a wall, and written up.

use super::qr::Qr;
use super::summary::WrittenUp;
use crate::browser;
use crate::components::copy::Copy;
use crate::components::same::Same;
use crate::session::{Answers, Decisions, Group, Place, kept_command, link_with_code};
use outage_sim::session::Session;
use yew::{Callback, Event, Html, InputEvent, Properties, component, html, use_effect_with, use_state_eq};

/// Properties of [`OurCode`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The session.
    pub(super) session: Same<Session>,
    /// The open step.
    pub(super) place: Place,
    /// What was answered in this browser.
    pub(super) answers: Answers,
    /// Whether codes can be packed.
    pub(super) packs: bool,
    /// Somebody looks at the code.
    pub(super) looks: Callback<Event>,
}

/// The code of this group.
#[component]
pub(super) fn OurCode(props: &Props) -> Html {
    let Props { session, place, answers, packs, looks } = props;
    let name = use_state_eq(String::new);
    let is_open = use_state_eq(|| false);
    // What is decided meanwhile is kept by the browser, and looked at again while somebody sees the code.
    let beat = use_state_eq(|| 0_u32);
    {
        let setter = beat.setter();
        use_effect_with((*is_open, *beat), move |(is_open, beat)| {
            let beat = *beat;
            let next = is_open.then(|| browser::after(1000, move || setter.set(beat.wrapping_add(1))));
            move || drop(next)
        });
    }
    let answers = with_commands(session, answers);
    let code = if *packs { Group::new(&session.id, &name, &answers).code() } else { String::new() };
    let typed = {
        let name = name.setter();
        Callback::from(move |event: InputEvent| name.set(browser::typed(&event).unwrap_or_default()))
    };
    let toggled = {
        let (is_open, looks) = (is_open.setter(), looks.clone());
        Callback::from(move |event: Event| {
            is_open.set(browser::is_unfolded(&event));
            looks.emit(event);
        })
    };
    let link = link_with_code(session, place, &code);
    html! {
        <details class="session-lead" ontoggle={toggled}>
            <summary>{ "Our answers as a code" }</summary>
            <p><label>{ "What we call ourselves " }<input type="text" class="group-name" maxlength="40" value={(*name).clone()} oninput={typed} /></label></p>
            <textarea class="ask-words group-code" rows="3" readonly=true aria-label="The code of our answers" value={code.clone()} />
            <p><Copy text={code} label="Copy the code" sheet="Session" class="button" /></p>
            if let Some(link) = link.filter(|_| *is_open && *packs) {
                <Qr {link} label="QR code of a link with our answers" class="qr"
                    note="A phone that scans it opens this session with your answers under “Compare groups”."
                    instead="The link would hold the whole session, because it is one of your own. Copy the code instead: it stays short." />
            }
            <p class="note">{ "It holds what was answered, decided and bought, and nothing else. Whoever leads pastes or scans it." }</p>
            if *is_open { <WrittenUp session={session.clone()} answers={answers.clone()} name={(*name).clone()} /> }
        </details>
    }
}

/// The answers with what was decided in this browser, which is kept beside them.
fn with_commands(session: &Session, answers: &Answers) -> Answers {
    let mut all = answers.clone();
    for (index, _) in session.steps.iter().enumerate().filter(|(_, step)| step.command.is_some()) {
        all.put_command(index, Decisions::read(&browser::kept_answers(&kept_command(session, index))));
    }
    all
}
