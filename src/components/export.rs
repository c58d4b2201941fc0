//! The export sheet: this moment as files to keep.

use super::desk::{use_desk, use_look};
use super::player::use_player;
use super::same::Same;
use crate::address;
use crate::browser::{self, Order};
use crate::state::{Action, Notice, State};
use yew::{Callback, Event, Html, Properties, component, html, use_state_eq};

/// Properties of [`Export`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
}

/// The files, in groups: what a group is, and for each file its kind and the name of its button.
type Group = (&'static str, &'static str, &'static [(&'static str, &'static str)]);
const GROUPS: [Group; 7] = [
    ("Figure", "The day in lanes, this moment, source and link.", &[("figure-svg", "SVG"), ("figure-png", "PNG, 2×")]),
    ("Whole view", "The same, with the cascade above.", &[("whole-svg", "SVG"), ("whole-png", "PNG, 2×")]),
    (
        "Wide view",
        "The cascade beside the lanes, 16 by 9, for slides and previews.",
        &[("wide-svg", "SVG"), ("wide-png", "PNG, 2×")],
    ),
    ("Loop", "The wide view through the outage, as an animated picture.", &[("animation", "Animated PNG")]),
    (
        "Data",
        "Every signal of every part; how each fared; the day as text.",
        &[("csv", "CSV"), ("json", "JSON"), ("timeline", "Timeline")],
    ),
    (
        "Single page",
        "The whole page in one file: it opens from a folder, without a network, at this moment.",
        &[("page", "HTML")],
    ),
    (
        "Postmortem kit",
        "Figures, loop, data and timeline in one zip file, with caption, alternative text, citation, and the commands that make them \
         again.",
        &[("kit", "Zip")],
    ),
];

/// The colours of pictures: word, and name.
const COLOURS: [(&str, &str); 4] =
    [("shown", "As shown"), ("light", "Light"), ("dark", "Dark"), ("auto", "As each reader has it (SVG)")];

/// The export sheet.
#[component]
pub(super) fn Export(props: &Props) -> Html {
    let (desk, player, look) = (use_desk(), use_player(), use_look());
    let model = &props.model;
    let colours = use_state_eq(|| COLOURS[0].0);
    let busy = use_state_eq(|| None::<&'static str>);
    let told = use_state_eq(String::new);
    let theme = match *colours {
        "shown" if look.dark => "dark",
        "shown" => "light",
        word => word,
    };
    let title = model.title_at(player.playback().cursor);
    let begin = {
        let (model, act) = (model.clone(), desk.act.clone());
        let (busy, told) = (busy.clone(), told.clone());
        Callback::from(move |kind: &'static str| {
            // One at a time.
            if busy.is_some() {
                return;
            }
            busy.set(Some(kind));
            told.set("Making the file".into());
            let link = address::write(&model, &player.playback());
            let (act, busy, told, say) = (act.clone(), busy.setter(), told.setter(), told.setter());
            browser::export(
                Order { kind, link, theme },
                move |text| say.set(text),
                move |outcome| {
                    busy.set(None);
                    told.set(match outcome {
                        Ok(name) => format!("{name} is ready."),
                        Err(problem) => {
                            let text = format!("The file could not be made: {problem}.");
                            act.emit(Action::Notify(Notice::new("Export", text.clone())));
                            text
                        }
                    });
                },
            );
        })
    };
    let button = |group: &'static str, (kind, name): (&'static str, &'static str)| {
        let begin = begin.clone();
        let onclick = Callback::from(move |_| begin.emit(kind));
        let class = if kind == "kit" { "primary" } else { "button" };
        html! {
            <button key={kind} type="button" {class} data-export={kind} {onclick} aria-disabled={busy.map(|_| "true")}
                aria-busy={(*busy == Some(kind)).then_some("true")}>
                <span class="unseen">{ format!("{group}: ") }</span>{ name }
            </button>
        }
    };
    let group = |(name, about, files): &Group| {
        html! {
            <li key={*name} class="export-row">
                <div><h3>{ *name }</h3><p class="note">{ *about }</p></div>
                <div class="export-files">{ for files.iter().map(|file| button(name, *file)) }</div>
            </li>
        }
    };
    let onchange = {
        let colours = colours.setter();
        Callback::from(move |event: Event| {
            let chosen = browser::choice(&event);
            let known = COLOURS.iter().find(|(word, _)| chosen.as_deref() == Some(*word));
            colours.set(known.map_or(COLOURS[0].0, |(word, _)| word));
        })
    };
    html! {
        <>
            <p class="share-name">{ &title }</p>
            <label class="export-colours">
                { "Colours of pictures " }
                <select class="button" {onchange}>
                    { for COLOURS.iter().map(|(word, name)| html! {
                        <option key={*word} value={*word} selected={*word == *colours}>{ *name }</option>
                    }) }
                </select>
            </label>
            <ul class="export-list">{ for GROUPS.iter().map(group) }</ul>
            <p class="note">
                { "Figures and data are free to use under " }
                <a href="https://creativecommons.org/licenses/by/4.0/" target="_blank" rel="noopener">{ "CC BY 4.0" }</a>
                { ": credit “Outage Explorer, CC BY 4.0”, as the figures do." }
            </p>
            <p class="export-status num" role="status" data-busy={busy.unwrap_or_default()}>{ (*told).clone() }</p>
        </>
    }
}
