//! The bar at the top: which outage, how it is shown, and the link to share.

use super::desk::{Desk, use_desk};
use super::opening::{open_built_in, open_file};
use super::player::{Player, use_player};
use super::same::Same;
use super::stage::skip;
use crate::address::Document;
use crate::browser::{click, fetch_plan};
use crate::state::{Action, ClockZone, Sheet, State, Theme};
use outage_sim::OUTAGES;
use yew::{Callback, Event, Html, NodeRef, Properties, component, html, use_node_ref};

/// Properties of [`TopBar`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
}

/// The bar at the top.
#[component]
pub(super) fn TopBar(props: &Props) -> Html {
    let (desk, player) = (use_desk(), use_player());
    let model = &props.model;
    let is_blind = model.view.blind.is_some();
    let field = use_node_ref();
    let choose = {
        let field = field.clone();
        Callback::from(move |_| click(&field))
    };
    html! {
        <header class="top">
            <h1 class="brand">{ "Outage Explorer" }</h1>
            <Outages model={model.clone()} {field} />
            if let Some(stage) = model.stage { { skip(stage, &desk.act) } } else {
            <div class="top-tools">
                <button type="button" class="button more-button" popovertarget="more">{ "More" }</button>
                // Where there is room, the style shows it as part of the bar.
                <div id="more" class="more" popover="auto">
                    { clock_choice(model, &desk) }
                    { theme_choice(model.view.theme, &desk) }
                    if !is_blind {
                        { sheet_button(&desk, Sheet::Compare, "quiet", "Compare outages") }
                        { sheet_button(&desk, Sheet::Notebook, "quiet notebook-button", "Notebook") }
                        { sheet_button(&desk, Sheet::Teach, "quiet", "Teach") }
                    }
                    { help_button(&desk) }
                    if crate::browser::is_on_the_web() && !is_blind {
                        <super::EmbedButton />
                    }
                    if !is_blind { { export_button(&desk, &player) } }
                    <button type="button" class="quiet more-file" popovertarget="more" popovertargetaction="hide"
                        onclick={choose}>{ "Open file…" }</button>
                </div>
                if !is_blind { { share_button(&desk, &player) } }
            </div>
            }
        </header>
    }
}

/// Properties of [`Outages`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct OutagesProps {
    model: Same<State>,
    /// The field that chooses a file.
    field: NodeRef,
}

/// The outages to choose from.
#[component]
fn Outages(props: &OutagesProps) -> Html {
    let desk = use_desk();
    let OutagesProps { model, field } = props;
    let choose = {
        let field = field.clone();
        Callback::from(move |_| click(&field))
    };
    let opened = {
        let act = desk.act.clone();
        Callback::from(move |event: Event| open_file(&event, act.clone()))
    };
    let tab = |(index, (id, short)): (usize, &(&'static str, &str))| {
        let act = desk.act.clone();
        let onclick = Callback::from(move |_| open_built_in(index, act.clone()));
        // Who comes near it may want it. What fails then is told when it is opened.
        let onpointerenter = Callback::from(move |_| fetch_plan(index, |_| {}));
        let onfocus = Callback::from(move |_| fetch_plan(index, |_| {}));
        let current = (model.document == Document::BuiltIn(index)).then_some("page");
        html! {
            <li key={index}><button type="button" class="tab" data-scenario={*id} aria-current={current} {onclick} {onpointerenter} {onfocus}>{ two_lines(short) }</button></li>
        }
    };
    let file_tab = model.document.built_in().is_none().then(|| {
        html! { <li key="file"><span class="tab" aria-current="page">{ two_lines(&model.scenario.about.short) }</span></li> }
    });
    html! {
        <nav class="outages" aria-label="Outages">
            <ul class="tabs">
                { for OUTAGES.iter().enumerate().map(tab) }
                { for file_tab }
                <li key="open" class="open-file"><button type="button" class="tab" onclick={choose}>{ "Open file…" }</button></li>
            </ul>
            <input ref={field.clone()} type="file" accept=".toml,text/plain" class="unseen" tabindex="-1" aria-hidden="true"
                onchange={opened} />
        </nav>
    }
}

/// A short title; where there is little room, what follows its dot goes below.
fn two_lines(short: &str) -> Html {
    match short.split_once(" · ") {
        Some((name, day)) => html! { <>{ name }<span class="dot">{ " · " }</span><span class="day">{ day }</span></> },
        None => html! { { short } },
    }
}

/// The clock that times are shown in.
fn clock_choice(model: &State, desk: &Desk) -> Html {
    let local = model.scenario.clock.zone.clone();
    if local == "UTC" {
        return html! {};
    }
    let choice = |zone: ClockZone, label: String, spoken: &'static str| {
        let act = desk.act.clone();
        let onclick = Callback::from(move |_| act.emit(Action::SetClock(zone)));
        let pressed = if model.view.clock == zone { "true" } else { "false" };
        html! { <button type="button" aria-pressed={pressed} title={spoken} {onclick}>{ label }</button> }
    };
    html! {
        <div class="pair" role="group" aria-label="Clock">
            { choice(ClockZone::Local, local, "times as the sources give them") }
            { choice(ClockZone::Utc, "UTC".into(), "times in UTC") }
        </div>
    }
}

/// The colours.
fn theme_choice(theme: Theme, desk: &Desk) -> Html {
    let (next, label, about) = match theme {
        Theme::Auto => (Theme::Light, "Auto", "Colours as your system has them; press for light"),
        Theme::Light => (Theme::Dark, "Light", "Light colours; press for dark"),
        Theme::Dark => (Theme::Auto, "Dark", "Dark colours; press for those of your system"),
    };
    let act = desk.act.clone();
    let onclick = Callback::from(move |_| act.emit(Action::SetTheme(next)));
    html! {
        <button type="button" class="quiet theme" title={about} {onclick}>
            <span class="theme-mark" aria-hidden="true"></span>
            <span class="theme-word"><span class="unseen">{ "Colours: " }</span>{ label }</span>
        </button>
    }
}

/// Opens a sheet: the outages side by side, the notebook, or the sessions.
fn sheet_button(desk: &Desk, sheet: Sheet, class: &'static str, label: &'static str) -> Html {
    let act = desk.act.clone();
    let onclick = Callback::from(move |_| act.emit(Action::Toggle(sheet)));
    html! { <button type="button" {class} aria-haspopup="dialog" {onclick}>{ label }</button> }
}

/// Opens the help sheet.
fn help_button(desk: &Desk) -> Html {
    let act = desk.act.clone();
    let onclick = Callback::from(move |_| act.emit(Action::Toggle(Sheet::Help)));
    html! {
        <button type="button" class="quiet help-button" aria-haspopup="dialog" aria-label="Keys and help" {onclick}>
            { "?" }<span class="more-word" aria-hidden="true">{ "Keys and help" }</span>
        </button>
    }
}

/// Opens the export sheet. A moment stands still.
fn export_button(desk: &Desk, player: &Player) -> Html {
    let (act, player) = (desk.act.clone(), player.clone());
    let onclick = Callback::from(move |_| {
        player.change(|playback| playback.pause());
        act.emit(Action::Toggle(Sheet::Export));
    });
    html! { <button type="button" class="button export-button" aria-haspopup="dialog" {onclick}>{ "Export" }</button> }
}

/// Opens the share sheet. A moment stands still.
fn share_button(desk: &Desk, player: &Player) -> Html {
    let (act, player) = (desk.act.clone(), player.clone());
    let onclick = Callback::from(move |_| {
        player.change(|playback| playback.pause());
        act.emit(Action::Toggle(Sheet::Share));
    });
    html! {
        <button type="button" class="primary share" aria-haspopup="dialog" {onclick}>
            <span>{ "Share" }<span class="share-more">{ " this moment" }</span></span>
        </button>
    }
}
