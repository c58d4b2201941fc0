//! The notebook: the runs that were kept, and two of them side by side.

mod book;
mod compare;
mod entry;
mod keep;
mod take;
mod versus;

use super::desk::use_desk;
use super::same::Same;
use crate::browser::{FileText, chosen_file, click, file_address, go_to_soon};
use crate::notebook::{Kept, LONGEST, MOST, Notebook as Runs};
use crate::state::{Action, Notice, State};
use book::{Book, use_book};
use compare::{Compare, Side};
use entry::Entry;
use keep::Keep;
use yew::{Callback, Event, Html, Properties, component, html, use_effect_with, use_node_ref, use_state, use_state_eq};

/// Properties of [`Notebook`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
}

/// The sheet of the notebook.
#[component]
pub(super) fn Notebook(props: &Props) -> Html {
    let desk = use_desk();
    let model = &props.model;
    let book = use_book();
    let from_link = || [Side::Now, Side::With];
    let pair = use_state_eq(|| model.with.is_some().then(from_link));
    {
        let pair = pair.setter();
        use_effect_with(model.with.clone(), move |with| {
            if with.is_some() {
                pair.set(Some(from_link()));
            }
        });
    }
    // The last run that was deleted, with its place.
    let gone = use_state(|| None::<(usize, Kept)>);
    let field = use_node_ref();
    use_effect_with(*pair, |pair| {
        if pair.is_some() {
            go_to_soon(".versus select");
        }
    });
    let compare = {
        let pair = pair.clone();
        Callback::from(move |sides: [Side; 2]| pair.set(Some(sides)))
    };
    let runs = match &book.runs {
        Ok(runs) => runs,
        Err(problem) => return unreadable(&book, &problem.to_string()),
    };
    if let Some(sides) = *pair {
        let back = {
            let (pair, act) = (pair.clone(), desk.act.clone());
            Callback::from(move |_| {
                act.emit(Action::LeaveComparison);
                pair.set(None);
                go_to_soon(".notebook-tools button");
            })
        };
        return html! {
            <div class="notebook">
                <p><button type="button" class="quiet back" onclick={back}>{ "← All kept runs" }</button></p>
                <Compare model={model.clone()} runs={Same::of(runs)} {sides} choose={compare} />
            </div>
        };
    }
    let open_file = {
        let field = field.clone();
        Callback::from(move |_| click(&field))
    };
    let chosen = {
        let (book, act) = (book.clone(), desk.act.clone());
        Callback::from(move |event: Event| {
            let (book, act) = (book.clone(), act.clone());
            // A byte more than is read, so that a file that is too long is told so.
            chosen_file(&event, LONGEST + 1, move |file| act.emit(take_in(&book, &file)));
        })
    };
    let put_back = {
        let (book, gone) = (book.clone(), gone.clone());
        Callback::from(move |_| {
            if let Some((index, kept)) = &*gone {
                book.change(|runs| runs.runs.insert((*index).min(runs.runs.len()), kept.clone()));
            }
            gone.set(None);
        })
    };
    let deleted = {
        let gone = gone.clone();
        Callback::from(move |run: (usize, Kept)| gone.set(Some(run)))
    };
    let count = runs.runs.len();
    html! {
        <div class="notebook">
            <Keep model={model.clone()} book={book.clone()} compare={compare.clone()} />
            if !book.is_lasting {
                <p class="note" role="status">
                    { "This browser keeps nothing for this page, or has no room left. The runs are here until you close the page: save \
                       them as a file." }
                </p>
            }
            <div class="notebook-tools">
                <h3>{ match count { 0 => "No run is kept yet".to_owned(), 1 => "1 kept run".into(), count => format!("{count} kept runs") } }</h3>
                <button type="button" class="button" onclick={open_file}>{ "Add from a file…" }</button>
                if count > 0 {
                    <a class="button" download="outage-notebook.toml" href={file_address(&book.text)}>{ "Save as a file" }</a>
                }
                <input ref={field} type="file" accept=".toml,text/plain" class="unseen" tabindex="-1" aria-hidden="true"
                    aria-label="A notebook file" onchange={chosen} />
            </div>
            if let Some((_, kept)) = &*gone {
                <p class="notebook-gone" role="status">
                    { format!("“{}” is deleted. ", kept.name) }<button type="button" class="way" onclick={put_back}>{ "Put it back" }</button>
                </p>
            }
            <ol class="kept-runs">
                { for runs.runs.iter().enumerate().map(|(index, kept)| html! {
                    <Entry key={format!("{}{}", kept.link, kept.name)} model={model.clone()} book={book.clone()} kept={kept.clone()} {index}
                        is_last={index + 1 == count} compare={compare.clone()} deleted={deleted.clone()} />
                }) }
            </ol>
            <p class="note">
                { format!("Kept in this browser, up to {MOST} runs, and nowhere else. Each run is its link: it is simulated again when it is \
                           opened.") }
            </p>
        </div>
    }
}

/// Takes in the runs of a file. Gives what to say about it.
fn take_in(book: &Book, file: &FileText) -> Action {
    let name = outage_sim::tame(&file.name.chars().take(80).collect::<String>());
    let read =
        Runs::read(&file.text).map_err(|problem| Notice::new(format!("{name}, line {}", problem.line), problem.text));
    let taken = read.and_then(|other| {
        let mut outcome = Ok(0);
        book.change(|runs| outcome = runs.take_in(other));
        outcome.map_err(|problem| Notice::new(name.clone(), problem))
    });
    match taken {
        Ok(0) => Action::Announce(format!("Every run of {name} is here already.")),
        Ok(1) => Action::Announce(format!("1 run came in from {name}.")),
        Ok(count) => Action::Announce(format!("{count} runs came in from {name}.")),
        Err(notice) => Action::Notify(notice),
    }
}

/// What the browser holds is no notebook: nothing is lost before somebody says so.
fn unreadable(book: &Book, problem: &str) -> Html {
    let begin = {
        let book = book.clone();
        Callback::from(move |_| book.begin_anew())
    };
    html! {
        <div class="notebook">
            <p role="alert">{ format!("What this browser keeps as the notebook cannot be read: {problem}") }</p>
            <div class="notebook-tools">
                <a class="button" download="outage-notebook.toml"
                    href={file_address(&book.text)}>{ "Save it as a file" }</a>
                <button type="button" class="button" onclick={begin}>{ "Begin a new notebook" }</button>
            </div>
        </div>
    }
}
