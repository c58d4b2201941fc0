//! Which parts of the page are downloaded when they are first needed, and what stands in their place until then.

use super::app::Parts;
use super::blind::{BLINDS, Props as Shown};
use super::desk::use_desk;
use super::editor;
use super::embed::{self, Surroundings};
use super::part::{Part, part, use_part, with_part};
use super::player::Player;
use super::same::Same;
use super::workbench::{WORKBENCH, Workbench};
use super::{inspector, session, sheets, story};
use crate::address::{PACKING, Packing, use_packing};
use crate::browser;
use crate::frame::{Frame, Sight};
use crate::state::{Action, Notice, State};
use yew::{Html, component, hook, html, use_effect_with, use_state_eq};

type Sheet = fn(&sheets::Props) -> Html;
part!(SHEETS: Sheet, fetch_sheets, cut_sheets, sheets, |props| html! { <sheets::Sheets ..props.clone() /> });

type Why = fn(&inspector::Props) -> Html;
part!(WHY: Why, fetch_why, cut_why, why, |props| html! { <inspector::Inspector ..props.clone() /> });

type Cards = fn(&story::Props) -> Html;
part!(STORY: Cards, fetch_story, cut_story, why, |props| html! { <story::Story ..props.clone() /> });

type Session = fn(&session::Props) -> Html;
part!(SESSION: Session, fetch_session, cut_session, session, |props| html! { <session::SessionPanel key={props.place.own.as_ref().map_or(&*props.place.id, |own| &*own.text)} ..props.clone() /> });

// With what packs texts, which its link needs, and not in a part of its own: what parts have in common is listed in every visit.
type Writing = fn(&editor::Props) -> Html;
part!(EDITOR: Writing, fetch_editor, cut_editor, texts, |props| html! { <editor::Editor ..props.clone() /> });

part!(BENCH: Workbench, fetch_bench, cut_bench, why, WORKBENCH);

type Embed = fn(&Parts, &Surroundings, &Player) -> Html;
part!(EMBED: Embed, fetch_embed, cut_embed, embed, embed::view);

/// What a blind page needs.
#[derive(Clone, Copy)]
pub(super) struct Blinds {
    /// What may be seen.
    pub(super) rule: fn(&State, f64, Option<&Sight>) -> Option<Sight>,
    /// What is hidden, and the ways to reveal it.
    pub(super) bar: fn(&Shown) -> Html,
    /// What has happened until the moment.
    pub(super) so_far: fn(&Shown) -> Html,
}
part!(BLIND: Blinds, fetch_blind, cut_blind, blind, BLINDS);

part!(TEXTS: Packing, fetch_texts, cut_texts, texts, PACKING);

/// Waits for what is needed to read and to write links that hold the text of an outage. Where it cannot be had, those who
/// need it say so.
pub(super) fn with_packing(done: impl FnOnce() + 'static) {
    with_part(
        &TEXTS,
        fetch_texts,
        Box::new(move || {
            TEXTS.get().copied().into_iter().for_each(use_packing);
            done();
        }),
    );
}

/// Waits for what is needed to show a blind page: until then nothing of it may be shown. Where it cannot be had, those who
/// need it say so.
pub(super) fn with_blind(done: impl FnOnce(bool) + 'static) {
    with_part(&BLIND, fetch_blind, Box::new(move || done(BLIND.get().is_some())));
}

/// What a blind page needs, if it is here.
pub(super) fn blinds() -> Option<&'static Blinds> {
    BLIND.get()
}

/// The bar of a blind page.
pub(super) fn blind_bar(shown: &Same<State>, frame: &Same<Frame>) -> Html {
    blinds().map_or_else(Html::default, |blinds| (blinds.bar)(&Shown { shown: shown.clone(), frame: frame.clone() }))
}

/// The panel of a blind page.
pub(super) fn so_far(shown: &Same<State>, frame: &Same<Frame>) -> Html {
    blinds().map_or_else(Html::default, |blinds| (blinds.so_far)(&Shown { shown: shown.clone(), frame: frame.clone() }))
}

/// The sheets above the page.
#[component]
pub(super) fn Sheets(props: &sheets::Props) -> Html {
    let desk = use_desk();
    let part = use_part(&SHEETS, fetch_sheets, props.open.is_some());
    let (lost, open) = (part == Part::Gone, props.open);
    use_effect_with(lost, move |lost| {
        if let Some(sheet) = open.filter(|_| *lost) {
            desk.act.emit(Action::Toggle(sheet));
            let text = "This part of the page could not be loaded. Try again when you are online.";
            desk.act.emit(Action::Notify(Notice::new("Page", text)));
        }
    });
    match part {
        Part::Here(draw) => draw(props),
        Part::Coming | Part::Gone => html! { <dialog></dialog> },
    }
}

pub(super) const GONE: &str = "This part of the page could not be loaded. Reload the page when you are online.";

/// The inspector of the selected component.
#[component]
pub(super) fn Inspector(props: &inspector::Props) -> Html {
    match use_part(&WHY, fetch_why, true) {
        Part::Here(draw) => draw(props),
        missing => panel_without("inspector", missing == Part::Gone),
    }
}

/// The story in cards.
#[component]
pub(super) fn Story(props: &story::Props) -> Html {
    match use_part(&STORY, fetch_story, true) {
        Part::Here(draw) => draw(props),
        missing => panel_without("inspector", missing == Part::Gone),
    }
}

/// The open step of a session.
#[component]
pub(super) fn SessionPanel(props: &session::Props) -> Html {
    match use_part(&SESSION, fetch_session, true) {
        Part::Here(draw) => draw(props),
        missing => panel_without("inspector", missing == Part::Gone),
    }
}

/// The session that somebody writes.
#[component]
pub(super) fn Editor(props: &editor::Props) -> Html {
    let packs = use_state_eq(|| false);
    let setter = packs.setter();
    // Its link holds its text.
    use_effect_with((), move |()| with_packing(move || setter.set(true)));
    match use_part(&EDITOR, fetch_editor, true) {
        Part::Here(draw) if *packs => draw(props),
        Part::Gone => html! { <p>{ GONE }</p> },
        _ => html! {},
    }
}

/// What one works with when the opening is over.
#[hook]
pub(super) fn use_workbench(wanted: bool) -> Workbench {
    match use_part(&BENCH, fetch_bench, wanted) {
        Part::Here(bench) => bench,
        Part::Coming => NOTHING,
        Part::Gone => Workbench { what_if: |_| panel_without("what-if", true), ..NOTHING },
    }
}

/// What stands in the place of each until then.
const NOTHING: Workbench = Workbench {
    what_if: |_| panel_without("what-if", false),
    turns: |_| Html::default(),
    about: |_| Html::default(),
    dock: |_| Html::default(),
};

/// What stands beside the picture until its part is here, or because it could not be loaded.
fn panel_without(class: &'static str, is_gone: bool) -> Html {
    html! { <section {class}><p class="panel-body">{ if is_gone { GONE } else { "" } }</p></section> }
}

/// Fetches ahead what follows the opening, while that plays.
pub(super) fn fetch_ahead() {
    fetch_bench();
    fetch_why();
    fetch_story();
}

/// Waits for what the page inside an article needs beyond that of visitors. Where it cannot be had, the page says so.
pub(super) fn with_embed(done: impl FnOnce() + 'static) {
    let done = || if EMBED.get().is_some() { done() } else { browser::show_failure(GONE) };
    with_part(&EMBED, fetch_embed, Box::new(done));
}

/// The page inside somebody's article: nothing, before it is here.
pub(super) fn embedded(parts: &Parts, around: &Surroundings, player: &Player) -> Html {
    EMBED.get().map_or_else(Html::default, |view| view(parts, around, player))
}
