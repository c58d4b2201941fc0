//! The embed sheet: what an article shows of this moment, how it looks there, and the text to paste.

use super::desk::use_desk;
use super::player::use_player;
use super::same::Same;
use crate::address::{FurnitureSize, PANELS, Panel};
use crate::browser::{self, After, after, checked, on_height};
use crate::embed::{Choice, snippet};
use crate::playback::Playback;
use crate::state::{Action, Notice, Sheet, State, Theme};
use yew::{
    Callback, Event, Html, Properties, component, html, use_effect_with, use_memo, use_mut_ref, use_node_ref,
    use_state_eq,
};

/// Properties of [`Builder`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
}

/// Opens the sheet.
#[component]
pub(super) fn EmbedButton() -> Html {
    let act = use_desk().act.clone();
    let onclick = Callback::from(move |_| act.emit(Action::Toggle(Sheet::Embed)));
    html! { <button type="button" class="quiet embed-button" aria-haspopup="dialog" {onclick}>{ "Embed" }</button> }
}

const SIZES: [(&str, &str, FurnitureSize); 3] = [
    ("figure", "Figure", FurnitureSize::Figure),
    ("controls", "With controls", FurnitureSize::Controls),
    ("full", "Everything", FurnitureSize::Full),
];
const THEMES: [(&str, Theme); 3] =
    [("As the reader's system", Theme::Auto), ("Light", Theme::Light), ("Dark", Theme::Dark)];

/// The choices, the preview and the text.
#[component]
pub(super) fn Builder(props: &Props) -> Html {
    let (player, model) = (use_player(), &props.model);
    let scenario = &*model.scenario;
    // The moment at which the sheet was opened; the preview has a clock of its own.
    let playback = use_state_eq(|| Playback { playing: false, ..player.playback() });
    let choice = use_state_eq(|| {
        let changed = model.inputs.knobs.keys().map(|&index| scenario.parameters[index].id.clone()).collect();
        Choice {
            size: SIZES[0].0,
            unlock: changed,
            show: Vec::new(),
            theme: Theme::Auto,
            play: false,
            click: false,
            height: 420,
        }
    });
    let preview = use_node_ref();
    {
        let (preview, choice) = (preview.clone(), choice.clone());
        use_effect_with(choice, move |choice| {
            let choice = choice.clone();
            let listening =
                on_height(&preview, move |height| choice.set(Choice { height: height as u32, ..(*choice).clone() }));
            move || drop(listening)
        });
    }
    let edit = |edit: Box<dyn Fn(&mut Choice)>| {
        let choice = choice.clone();
        Callback::from(move |_: Event| {
            let mut next = (*choice).clone();
            edit(&mut next);
            choice.set(next);
        })
    };
    let tick = |label: &str, id: Option<&str>, on: bool, change: fn(&mut Choice, Option<&str>, bool)| {
        let (choice, id) = (choice.clone(), id.map(str::to_owned));
        let key = id.clone().unwrap_or_else(|| label.to_owned());
        let onchange = Callback::from(move |event: Event| {
            let mut next = (*choice).clone();
            change(&mut next, id.as_deref(), checked(&event) == Some(true));
            choice.set(next);
        });
        html! {
            <label {key} class="tick-box"><input type="checkbox" checked={on} {onchange} /><span>{ label }</span></label>
        }
    };
    let size = |(word, label, _): &(&'static str, &'static str, FurnitureSize)| {
        let word = *word;
        let onchange = edit(Box::new(move |choice| (choice.size, choice.show) = (word, Vec::new())));
        segment("embed-size", label, choice.size == word, onchange)
    };
    let theme = |(label, theme): &(&'static str, Theme)| {
        let theme = *theme;
        let onchange = edit(Box::new(move |choice| choice.theme = theme));
        segment("embed-theme", label, choice.theme == theme, onchange)
    };
    let panels = shown(&choice);
    let panel = |(word, panel): &(&'static str, Panel)| {
        tick(label_of(*panel), Some(*word), panels.contains(word), |choice, word, on| {
            let word = PANELS.iter().map(|(known, _)| *known).find(|known| Some(*known) == word);
            let mut next = shown(choice);
            next.retain(|known| Some(*known) != word);
            next.extend(word.filter(|_| on));
            if !next.is_empty() {
                choice.show = next;
            }
        })
    };
    let unlock = |(id, label): (&str, &str)| {
        tick(label, Some(id), choice.unlock.iter().any(|known| known == id), |choice, id, on| {
            choice.unlock.retain(|known| Some(known.as_str()) != id);
            choice.unlock.extend(id.filter(|_| on).map(str::to_owned));
        })
    };
    let knobs = scenario.knobs().map(|(_, parameter, _)| (parameter.id.as_str(), parameter.label.as_str()));
    let events = scenario.actions.iter().map(|action| (action.id.as_str(), action.label.as_str()));
    let fixes = scenario.remediations.iter().map(|fix| (fix.id.as_str(), fix.label.as_str()));
    let made = snippet(model, &playback, &choice, &browser::base());
    // The preview is there at once, whatever the article does.
    let address = made.address.replacen("?load=click", "", 1);
    let first = use_memo((), |()| address.clone());
    {
        let preview = preview.clone();
        use_effect_with(address, move |address| browser::send_frame(&preview, address));
    }
    html! {
        <div class="embed-builder">
            <div class="embed-choices">
                <fieldset><legend>{ "How much" }</legend><div class="segments">{ for SIZES.iter().map(size) }</div></fieldset>
                <fieldset><legend>{ "Colours" }</legend><div class="segments">{ for THEMES.iter().map(theme) }</div></fieldset>
                <fieldset><legend>{ "Beginning" }</legend>
                    { tick("Plays by itself", None, choice.play, |choice, _, on| choice.play = on) }
                    { tick("Waits for a click before it loads", None, choice.click, |choice, _, on| choice.click = on) }
                </fieldset>
                <fieldset><legend>{ "Panels" }</legend>{ for PANELS.iter().map(panel) }</fieldset>
                if panels.contains(&"controls") {
                    <fieldset class="embed-unlock"><legend>{ "What readers may change" }</legend>
                        <p class="note">{ "Every knob, unless you choose." }</p>
                        <div class="embed-list" tabindex="0" role="group" aria-label="What readers may change">
                            { for knobs.chain(events).chain(fixes).map(unlock) }
                        </div>
                    </fieldset>
                }
            </div>
            <div class="embed-result">
                <iframe ref={preview} class="embed-preview" src={(*first).clone()} title="Preview" height={choice.height.to_string()}
                    sandbox="allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"></iframe>
                <Text label="For pages that may have a script" text={made.element} />
                <Text label="For pages that may have only a frame" text={made.frame} />
            </div>
        </div>
    }
}

/// The words of the panels that are shown.
fn shown(choice: &Choice) -> Vec<&'static str> {
    if !choice.show.is_empty() {
        return choice.show.clone();
    }
    let size = SIZES.iter().find(|(word, ..)| *word == choice.size).map_or_else(FurnitureSize::default, |size| size.2);
    PANELS.iter().filter(|(_, panel)| size.panels().contains(panel)).map(|(word, _)| *word).collect()
}

fn label_of(panel: Panel) -> &'static str {
    match panel {
        Panel::Headline => "The four figures",
        Panel::Cascade => "The cascade",
        Panel::Lanes => "The timeline",
        Panel::Controls => "What readers may change",
        Panel::Why => "Why it fails",
        Panel::Chart => "Charts",
        Panel::Facts => "Documented facts",
    }
}

fn segment(name: &'static str, label: &'static str, on: bool, onchange: Callback<Event>) -> Html {
    html! {
        <label key={label} class="segment"><input type="radio" {name} checked={on} {onchange} /><span>{ label }</span></label>
    }
}

/// Properties of [`Text`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct TextProps {
    label: &'static str,
    text: String,
}

/// A text to copy.
#[component]
fn Text(props: &TextProps) -> Html {
    let desk = use_desk();
    let copied = use_state_eq(|| false);
    let back = use_mut_ref(|| None::<After>);
    let onclick = {
        let (act, copied, text) = (desk.act.clone(), copied.setter(), props.text.clone());
        Callback::from(move |_| {
            let (act, copied, back) = (act.clone(), copied.clone(), back.clone());
            browser::copy(&text, move |done| {
                if done {
                    copied.set(true);
                    let copied = copied.clone();
                    back.replace(Some(after(2500, move || copied.set(false))));
                    act.emit(Action::Announce("Copied.".into()));
                } else {
                    let text = "The browser did not let the page copy it. Select the text and copy it.";
                    act.emit(Action::Notify(Notice::new("Embed", text)));
                }
            });
        })
    };
    html! {
        <div class="embed-text">
            <p><b>{ props.label }</b>
                <button type="button" class="button" {onclick}>{ if *copied { "Copied" } else { "Copy" } }</button></p>
            <textarea readonly=true rows="5" spellcheck="false" aria-label={props.label} value={props.text.clone()} />
        </div>
    }
}
