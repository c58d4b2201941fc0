//! Below the open step of a session: the answers of this group as a code, those of all whose codes came in, and the session for
//! their phones.

mod clock;
mod code;
mod qr;
mod rows;
mod spread;
mod summary;

use super::later::with_packing;
use super::same::Same;
use crate::browser;
use crate::session::{Answers, Group, Place, groups, link_with_code, with_codes};
use crate::state::State;
use clock::clock;
use code::OurCode;
use outage_sim::session::Session;
use qr::ForPhones;
use rows::Rows;
use spread::spread;
use yew::{
    Callback, Event, Html, InputEvent, Properties, component, html, use_effect_with, use_memo, use_state, use_state_eq,
};

/// Properties of [`Wall`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The session.
    pub(super) session: Same<Session>,
    /// The open step, whose questions are shown.
    pub(super) place: Place,
    /// What is answered in this browser.
    pub(super) answers: Answers,
    /// The state with the run that has the answers, if its plan is here.
    pub(super) state: Same<Option<State>>,
    /// Whether the run may be seen.
    pub(super) is_revealed: bool,
}

/// Under what name the codes that came in are kept.
fn kept_as(session: &Session) -> String {
    format!("{}.groups", session.id)
}

/// The code of this group, and the answers of all whose codes came in.
#[component]
pub(super) fn Wall(props: &Props) -> Html {
    let Props { session, place, answers, state, is_revealed } = props;
    let pasted = use_state(|| browser::kept_answers(&kept_as(session)));
    {
        let (pasted, session) = (pasted.clone(), session.clone());
        use_effect_with(place.codes.clone(), move |codes| {
            if let Some(codes) = codes {
                let all = with_codes(&pasted, codes);
                browser::keep_answers(&kept_as(&session), &all);
                pasted.set(all);
                browser::go_to_soon(".session-wall > summary");
            }
        });
    }
    // Codes are packed as texts in links are: what does that is fetched once somebody looks at one.
    let packs = use_state_eq(|| false);
    let looks = use_state_eq(|| place.codes.is_some());
    {
        let packs = packs.setter();
        use_effect_with(*looks, move |looks| {
            if *looks {
                with_packing(move || packs.set(true));
            }
        });
    }
    let toggled = {
        let looks = looks.setter();
        Callback::from(move |_: Event| looks.set(true))
    };
    let read = use_memo(((*pasted).clone(), session.clone(), *packs), |(pasted, session, packs)| {
        if *packs { groups(pasted, &session.id) } else { (Vec::new(), Vec::new()) }
    });
    let (all, problems) = &*read;
    let paste = {
        let (pasted, session) = (pasted.setter(), session.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(codes) = browser::typed_lines(&event) {
                browser::keep_answers(&kept_as(&session), &codes);
                pasted.set(codes);
            }
        })
    };
    let empty = {
        let (pasted, session) = (pasted.setter(), session.clone());
        Callback::from(move |_| {
            browser::keep_answers(&kept_as(&session), "");
            pasted.set(String::new());
        })
    };
    let step = session.steps.get(place.step);
    let asks = step.map(|step| step.asks.as_slice()).unwrap_or_default();
    let phones = link_with_code(session, &Place { step: 0, ..place.clone() }, "");
    let several = all.len() != 1;
    html! {
        <>
        <OurCode session={session.clone()} place={place.clone()} answers={answers.clone()} packs={*packs} looks={toggled.clone()} />
        <details class="session-lead session-wall" open={place.codes.is_some()} ontoggle={toggled}>
            <summary>{ if all.is_empty() { "Compare groups".to_owned() } else { format!("Compare groups ({})", all.len()) } }</summary>
            <textarea class="ask-words group-codes" rows="4" aria-label="Codes of groups, one a line" placeholder="One code a line" value={(*pasted).clone()} oninput={paste} />
            <div role="status"><ul class="problems">{ for problems.iter().map(|problem| html! { <li>{ problem }</li> }) }</ul></div>
            if !all.is_empty() {
                <Rows session={session.clone()} groups={all.clone()} {is_revealed} place={place.clone()} />
                { for asks.iter().enumerate().map(|(index, ask)| spread(ask, place.step, index, all, (*state.0).as_ref(), *is_revealed)) }
                { for step.and_then(|step| clock(step, place.step, all)) }
                if asks.is_empty() && step.is_none_or(|step| step.command.is_none()) { <p class="note">{ "This step asks nothing." }</p> }
                <p class="note">
                    { format!("{} kept in this browser. ", if several { "The codes are" } else { "The code is" }) }
                    <button type="button" class="way" onclick={empty}>{ "Empty the wall" }</button>
                </p>
            }
        </details>
        if let Some(link) = phones { <ForPhones link={link} title={session.title.clone()} /> }
        </>
    }
}

/// The names of groups, in the order of their codes.
fn names<'a>(groups: impl Iterator<Item = &'a Group>) -> String {
    groups.map(|group| if group.name.is_empty() { "(no name)" } else { &group.name }).collect::<Vec<_>>().join(", ")
}
