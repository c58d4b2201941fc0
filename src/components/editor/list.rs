//! The steps of the session that is being written: chosen, moved, taken out, added.

use super::writing::Writing;
use crate::address;
use crate::browser;
use crate::components::desk::use_desk;
use crate::components::player::use_player;
use crate::components::same::Same;
use crate::session::{Change, show_of};
use crate::state::{Action, State};
use outage_sim::session::Session;
use yew::{Callback, Html, KeyboardEvent, Properties, component, html};

/// Properties of [`List`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What there is in the text.
    pub(super) session: Same<Session>,
    /// The open step; none when what is said of the whole session is open.
    pub(super) open: Option<usize>,
    /// What is being written.
    pub(super) writing: Writing,
    /// The state of the page.
    pub(super) model: Same<State>,
    /// Opens a step.
    pub(super) choose: Callback<Option<usize>>,
}

/// All steps, in order.
#[component]
pub(super) fn List(props: &Props) -> Html {
    let (desk, player) = (use_desk(), use_player());
    let Props { session, open, writing, model, choose } = props;
    let count = session.steps.len();
    let shift = {
        let (writing, choose, open, act, session) =
            (writing.clone(), choose.clone(), *open, desk.act.clone(), session.clone());
        Callback::from(move |(from, to, way): (usize, usize, &'static str)| {
            writing.change(Change::new(format!("step.{from}"), "move", to.to_string()));
            // The open step stays the open one.
            choose.emit(open.map(|open| match open {
                open if open == from => to,
                open if open == to => from,
                open => open,
            }));
            let title = session.steps.get(from).map(|step| step.title.clone()).unwrap_or_default();
            act.emit(Action::Announce(format!("“{title}” is step {} now.", to + 1)));
            browser::go_to_soon(format!(
                "[data-step=\"{to}\"] .{way}:enabled, [data-step=\"{to}\"].at-end .editor-open"
            ));
        })
    };
    let row = |(index, step): (usize, &outage_sim::session::Step)| {
        let is_open = *open == Some(index);
        let select = {
            let choose = choose.clone();
            Callback::from(move |_| choose.emit(Some(index)))
        };
        let name = if step.title.is_empty() { "(no title)".to_owned() } else { step.title.clone() };
        let mover = |up: bool| {
            let to = if up { index.checked_sub(1) } else { Some(index + 1).filter(|to| *to < count) };
            let (shift, way) = (shift.clone(), if up { "up" } else { "down" });
            let onclick = to.map(|to| Callback::from(move |_| shift.emit((index, to, way))));
            let label = format!("{}: {name}", if up { "Up" } else { "Down" });
            html! {
                <button type="button" class={format!("quiet {way}")} aria-label={label} disabled={onclick.is_none()} {onclick}>{ if up { "↑" } else { "↓" } }</button>
            }
        };
        let keys = {
            let shift = shift.clone();
            Callback::from(move |event: KeyboardEvent| {
                let to = match (event.alt_key(), event.key().as_str()) {
                    (true, "ArrowUp") => index.checked_sub(1),
                    (true, "ArrowDown") => Some(index + 1).filter(|to| *to < count),
                    _ => return,
                };
                event.prevent_default();
                event.stop_propagation();
                if let Some(to) = to {
                    shift.emit((index, to, "editor-open"));
                }
            })
        };
        let take = {
            let (writing, choose, open, name) = (writing.clone(), choose.clone(), *open, name.clone());
            Callback::from(move |_| {
                writing.take(format!("step.{index}"), name.clone());
                choose.emit(open.and_then(|open| match open {
                    open if open == index => None,
                    open if open > index => open.checked_sub(1),
                    open => Some(open),
                }));
                browser::go_to_soon(".editor-gone button");
            })
        };
        let is_end = index == 0 || index + 1 == count;
        html! {
            <li key={index} data-step={index.to_string()} class={yew::classes!("editor-row", is_open.then_some("open"), is_end.then_some("at-end"))} onkeydown={keys}>
                <button type="button" class="editor-open" aria-current={is_open.then_some("step")} onclick={select}>
                    <span class="num">{ index + 1 }</span><span>{ &name }</span><span class="num note">{ format!("{} min", step.minutes) }</span>
                </button>
                { mover(true) }{ mover(false) }
                <button type="button" class="quiet" aria-label={format!("Take out: {name}")} onclick={take}>{ "×" }</button>
            </li>
        }
    };
    let add = {
        let (writing, choose, model, at) =
            (writing.clone(), choose.clone(), model.clone(), open.map_or(count, |open| open + 1));
        Callback::from(move |_| {
            let show = show_of(&address::write(&model, &player.playback()));
            let place = format!("step.{at}");
            let show = Change::new(format!("{place}.show"), "text", show);
            writing.changes(vec![Change::new(place, "put", ""), show]);
            choose.emit(Some(at));
            browser::go_to_soon(".editor-form input");
        })
    };
    let whole = {
        let choose = choose.clone();
        Callback::from(move |_| choose.emit(None))
    };
    let put_back = {
        let writing = writing.clone();
        Callback::from(move |_| {
            writing.put_back();
            browser::go_to_soon(".editor-row .editor-open");
        })
    };
    html! {
        <div class="editor-list">
            <ol>
                <li class={if open.is_none() { "editor-row open" } else { "editor-row" }}>
                    <button type="button" class="editor-open" aria-current={open.is_none().then_some("step")} onclick={whole}>
                        <span></span><span>{ "About the session" }</span><span class="num note">{ format!("{} min", session.minutes()) }</span>
                    </button>
                </li>
                { for session.steps.iter().enumerate().map(row) }
            </ol>
            if let Some(taken) = &writing.taken {
                <p class="editor-gone" role="status">
                    { format!("“{}” is taken out. ", taken.name) }<button type="button" class="way" onclick={put_back}>{ "Put it back" }</button>
                </p>
            }
            if count == 0 {
                <p class="note">{ "A step shows a moment of an outage. Go to one on the page, open this sheet again, and add it: what is written stays." }</p>
            }
            <button type="button" class="button" onclick={add}>{ "Add what is on the screen as a step" }</button>
        </div>
    }
}
