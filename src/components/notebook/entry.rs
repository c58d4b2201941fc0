//! A kept run: its picture, its figures, and what can be done with it.

use super::book::Book;
use super::compare::Side;
use crate::address::{ABSENT, Opened, Stamp};
use crate::browser::{self, go_to_soon, typed, use_visible};
use crate::components::both::Small;
use crate::components::desk::use_desk;
use crate::components::icons;
use crate::components::opening::open_link;
use crate::components::same::Same;
use crate::notebook::{Kept, LONGEST_NAME, LONGEST_NOTE};
use crate::session::shown;
use crate::state::{Action, State};
use outage_sim::{Detail, Recording, Scenario, run_in};
use std::rc::Rc;
use yew::{
    Callback, Html, InputEvent, KeyboardEvent, Properties, SubmitEvent, component, html, use_effect_with, use_node_ref,
    use_state, use_state_eq,
};

/// Properties of [`Entry`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) model: Same<State>,
    pub(super) book: Book,
    pub(super) kept: Kept,
    /// Its place.
    pub(super) index: usize,
    pub(super) is_last: bool,
    /// Compares two runs.
    pub(super) compare: Callback<[Side; 2]>,
    /// Is told what was deleted.
    pub(super) deleted: Callback<(usize, Kept)>,
}

/// What a kept run's link gives now.
#[derive(Debug, Clone)]
struct Run {
    scenario: Rc<Scenario>,
    recording: Rc<Recording>,
    /// What is to be said about it: that it gives something else than it did.
    changed: Option<String>,
}

impl Run {
    fn of(opened: &Opened) -> Result<Self, String> {
        if opened.lost {
            return Err(opened.notices.first().map_or_else(String::new, |notice| notice.text.clone()));
        }
        let scenario = opened.document.scenario().ok_or(ABSENT)?;
        let recording = Rc::new(run_in(&scenario, &opened.inputs, Detail::Brief));
        let wrong = opened.notices.first().map(|notice| format!("{}: {}", notice.place, notice.text));
        let differs = || opened.stamp.and_then(|stamp| stamp.difference(Stamp::of(&recording)));
        let changed = wrong.or_else(|| differs().map(str::to_owned));
        Ok(Self { scenario, recording, changed })
    }
}

/// Names of the four figures.
const FIGURES: [&str; 4] = ["peak errors", "full outage", "recovery", "facts"];

/// A kept run.
#[component]
pub(super) fn Entry(props: &Props) -> Html {
    let desk = use_desk();
    let Props { model, book, kept, index, is_last, compare, deleted } = props;
    let index = *index;
    let node = use_node_ref();
    // A run for each that can be seen, and no more.
    let seen = use_visible(node.clone());
    let run = use_state(|| None::<Result<Run, String>>);
    let edited = use_state_eq(|| None::<(String, String)>);
    {
        let (link, run) = (kept.link.clone(), run.clone());
        use_effect_with(seen && run.is_none(), move |wanted| {
            if *wanted {
                let run = run.setter();
                open_link(
                    link,
                    || {},
                    move |opened| run.set(Some(opened.map_err(|it| it.text).and_then(|it| Run::of(&it)))),
                );
            }
        });
    }
    let open = {
        let (act, link, session) = (desk.act.clone(), kept.link.clone(), model.session.clone());
        Callback::from(move |_| {
            let (act, reads, session) = (act.clone(), act.clone(), session.clone());
            open_link(
                link.clone(),
                move || reads.emit(Action::Read("the run".into())),
                move |opened| {
                    act.emit(match opened {
                        Ok(opened) => Action::Restore(Box::new(match session {
                            Some(place) => shown(opened, place),
                            None => opened,
                        })),
                        Err(notice) => Action::NotRead(notice),
                    });
                },
            );
        })
    };
    let with = {
        let compare = compare.clone();
        Callback::from(move |_| compare.emit([Side::Kept(index), Side::Day]))
    };
    let shift = |up: bool| {
        let (book, kept, act) = (book.clone(), kept.clone(), desk.act.clone());
        Callback::from(move |_| {
            let mut to = None;
            book.change(|runs| {
                if let Some(at) = runs.runs.iter().position(|other| *other == kept) {
                    runs.shift(at, up);
                    to = runs.runs.iter().position(|other| *other == kept);
                }
            });
            let Some(to) = to else { return };
            act.emit(Action::Announce(format!("“{}” is number {} now.", kept.name, to + 1)));
            let way = if up { "up" } else { "down" };
            go_to_soon(format!("[data-kept=\"{to}\"] .{way}:enabled, [data-kept=\"{to}\"] .open-run"));
        })
    };
    let delete = {
        let (book, kept, deleted) = (book.clone(), kept.clone(), deleted.clone());
        Callback::from(move |_| {
            book.change(|runs| runs.runs.retain(|other| *other != kept));
            deleted.emit((index, kept.clone()));
            go_to_soon(".notebook-gone button");
        })
    };
    let edit = {
        let (edited, kept) = (edited.clone(), kept.clone());
        Callback::from(move |_| {
            edited.set(Some((kept.name.clone(), kept.note.clone())));
            go_to_soon(format!("[data-kept=\"{index}\"] input"));
        })
    };
    let form = edited.as_ref().map(|(name, note)| {
        let onsubmit = {
            let (book, kept, edited, name, note) = (book.clone(), kept.clone(), edited.clone(), name.clone(), note.clone());
            Callback::from(move |event: SubmitEvent| {
                event.prevent_default();
                let called = kept.called(&name, &note);
                book.change(|runs| runs.runs.iter_mut().filter(|other| **other == kept).for_each(|other| *other = called.clone()));
                edited.set(None);
                go_to_soon(format!("[data-kept=\"{index}\"] .edit"));
            })
        };
        // Escape would close the sheet.
        let onkeydown = {
            let edited = edited.clone();
            Callback::from(move |event: KeyboardEvent| {
                if event.key() == "Escape" {
                    event.prevent_default();
                    edited.set(None);
                    go_to_soon(format!("[data-kept=\"{index}\"] .edit"));
                }
            })
        };
        let onname = {
            let (edited, note) = (edited.setter(), note.clone());
            Callback::from(move |event: InputEvent| edited.set(typed(&event).map(|name| (name, note.clone()))))
        };
        let onnote = {
            let (edited, name) = (edited.setter(), name.clone());
            Callback::from(move |event: InputEvent| edited.set(browser::typed_lines(&event).map(|note| (name.clone(), note))))
        };
        html! {
            <form class="keep-fields" {onsubmit} {onkeydown} autocomplete="off">
                <input type="text" aria-label="Name" maxlength={LONGEST_NAME.to_string()} value={name.clone()} oninput={onname}
                    onfocus={|event: yew::FocusEvent| browser::select(&event)} />
                <textarea rows="2" aria-label="Note" maxlength={LONGEST_NOTE.to_string()} placeholder="A note" value={note.clone()} oninput={onnote} />
                <div class="keep-do"><button type="submit" class="primary">{ "Save" }</button></div>
            </form>
        }
    });
    let figure =
        |(value, what): (&String, &&'static str)| html! { <span key={*what}>{ *what }{ " " }<b>{ value }</b></span> };
    let named = |what: &str| format!("{what}: {}", kept.name);
    html! {
        <li class="kept-run" ref={node} data-kept={index.to_string()}>
            <div class="kept-picture">
                if let Some(Ok(run)) = &*run {
                    <Small scenario={Same::of(&run.scenario)} recording={Same::of(&run.recording)} />
                }
            </div>
            <div class="kept-told">
                if let Some(form) = form { { form } } else {
                    <h4>{ &kept.name }</h4>
                    <p class="kept-outage">{ kept.outage() }</p>
                    <p class="kept-figures num">{ for kept.figures.iter().zip(&FIGURES).filter(|(value, _)| !value.is_empty()).map(figure) }</p>
                    if !kept.note.is_empty() { <p class="kept-note">{ &kept.note }</p> }
                    { match &*run {
                        Some(Err(problem)) => html! { <p class="problem">{ problem }</p> },
                        Some(Ok(Run { changed: Some(changed), .. })) => html! { <p class="problem">{ changed }</p> },
                        _ => html! {},
                    } }
                }
            </div>
            <div class="kept-do">
                <button type="button" class="button open-run" aria-label={named("Open")} onclick={open}>{ "Open" }</button>
                <button type="button" class="button" aria-label={named("Compare")} onclick={with}>{ "Compare" }</button>
                <button type="button" class="quiet edit" aria-label={named("Edit")} title="Name and note" onclick={edit}>{ "Edit" }</button>
                <button type="button" class="quiet up" aria-label={named("Up")} title="Up" disabled={index == 0} onclick={shift(true)}>{ "↑" }</button>
                <button type="button" class="quiet down" aria-label={named("Down")} title="Down" disabled={*is_last} onclick={shift(false)}>{ "↓" }</button>
                <button type="button" class="quiet" aria-label={named("Delete")} title="Delete" onclick={delete}>{ icons::close() }</button>
            </div>
        </li>
    }
}
