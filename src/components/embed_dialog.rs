//! The embed sheet: what an article shows of this moment, how it looks there, and the text to paste.

use super::desk::use_desk;
use super::embed_forms::Forms;
use super::player::use_player;
use super::same::Same;
use crate::address::{
    Furniture, FurnitureSize, PANELS, Panel, SIZES, Unlock, Unlocked, everything, in_order, write_embed,
};
use crate::browser::{self, on_height};
use crate::playback::Playback;
use crate::state::{Action, Sheet, State, Theme};
use yew::{Callback, Event, Html, Properties, component, html, use_effect_with, use_memo, use_node_ref, use_state_eq};

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

const THEMES: [(&str, Theme); 3] =
    [("As the reader’s system", Theme::Auto), ("Light", Theme::Light), ("Dark", Theme::Dark)];

/// What an author chose.
#[derive(Debug, Clone, PartialEq)]
struct Choice {
    /// How much there is around the figure, and what readers may change.
    furniture: Furniture,
    /// The colours.
    theme: Theme,
    /// Whether it plays by itself.
    play: bool,
    /// Whether it waits for a click before it loads.
    click: bool,
    /// Whether the article keeps to this version.
    keep: bool,
    /// Whether the article has the same address as the page.
    same: bool,
    /// Height to reserve, in CSS pixels.
    height: u32,
    /// Width of the preview in which that is the height.
    width: i32,
}

/// What an author can do to the choice: choose one of several, or tick something or take its tick away.
#[derive(Clone, Copy)]
enum Edit {
    Size(FurnitureSize),
    Theme(Theme),
    Play,
    Click,
    Keep,
    Same,
    Panel(Panel),
    Part(Unlocked),
    All,
}

/// The choice after an edit; `unlocked` is what readers may change so far.
fn edited(choice: &Choice, unlocked: &[Unlocked], edit: Edit) -> Choice {
    let mut next = choice.clone();
    let furniture = &mut next.furniture;
    match edit {
        Edit::Size(size) => *furniture = Furniture { size, ..Furniture::default() },
        Edit::Theme(theme) => next.theme = theme,
        Edit::Play => next.play ^= true,
        Edit::Click => next.click ^= true,
        Edit::Keep => next.keep ^= true,
        Edit::Same => next.same ^= true,
        Edit::Panel(panel) => {
            let panels = in_order(&toggled(furniture.panels(), panel));
            // One has to stay.
            if !panels.is_empty() {
                furniture.panels = Some(panels).filter(|panels| *panels != furniture.size.panels());
            }
        }
        Edit::Part(part) => furniture.unlock = Some(Unlock::Only(toggled(unlocked, part))),
        Edit::All => furniture.unlock = Some(Unlock::All).filter(|all| furniture.unlock.as_ref() != Some(all)),
    }
    next
}

/// A list with something more in it, or without it when it was there.
fn toggled<T: Copy + PartialEq>(list: &[T], one: T) -> Vec<T> {
    let others = list.iter().copied().filter(|other| *other != one);
    others.chain((!list.contains(&one)).then_some(one)).collect()
}

/// The choices, the preview and the text.
#[component]
pub(super) fn Builder(props: &Props) -> Html {
    let (player, model) = (use_player(), &props.model);
    let scenario = &*model.scenario;
    // The moment at which the sheet was opened; the preview has a clock of its own.
    let playback = use_state_eq(|| Playback { playing: false, ..player.playback() });
    let choice = use_state_eq(|| Choice {
        furniture: Furniture::default(),
        theme: Theme::Auto,
        play: false,
        click: false,
        keep: true,
        same: false,
        height: 460,
        width: 0,
    });
    // What an author gets who does not choose, to choose from.
    let unlocked = choice.furniture.unlocked(scenario, &model.inputs);
    let preview = use_node_ref();
    {
        let (preview, choice) = (preview.clone(), choice.clone());
        use_effect_with(choice, move |choice| {
            let choice = choice.clone();
            let listening = on_height(&preview, move |height, width| {
                choice.set(Choice { height: height as u32, width, ..(*choice).clone() });
            });
            move || drop(listening)
        });
    }
    let edit = |edit: Edit| {
        let (choice, unlocked) = (choice.clone(), unlocked.clone());
        Callback::from(move |_: Event| choice.set(edited(&choice, &unlocked, edit)))
    };
    let tick = |label: &str, key: &str, on: bool, change: Edit| {
        html! {
            <label key={key.to_owned()} class="tick-box">
                <input type="checkbox" checked={on} onchange={edit(change)} /><span>{ label }</span>
            </label>
        }
    };
    let size = |(_, size): &(&'static str, FurnitureSize)| {
        segment("embed-size", name_of(*size), choice.furniture.size == *size, edit(Edit::Size(*size)))
    };
    let theme = |(label, theme): &(&'static str, Theme)| {
        segment("embed-theme", label, choice.theme == *theme, edit(Edit::Theme(*theme)))
    };
    let panels = choice.furniture.panels();
    let panel = |(word, panel): &(&'static str, Panel)| {
        tick(label_of(*panel), word, panels.contains(panel), Edit::Panel(*panel))
    };
    let unlock =
        |part: Unlocked| tick(part.label(scenario), part.id(scenario), unlocked.contains(&part), Edit::Part(part));
    let all = choice.furniture.unlock == Some(Unlock::All);
    // Spelled out, so that the article keeps what its author saw in the preview.
    let spelled = || panels.contains(&Panel::Controls).then(|| Unlock::Only(unlocked.clone()));
    let furniture = &choice.furniture;
    let furniture = Furniture { unlock: furniture.unlock.clone().or_else(spelled), ..furniture.clone() };
    let link = write_embed(model, &Playback { playing: choice.play, ..*playback }, &furniture, choice.theme);
    // The preview is there at once, whatever the article does.
    let address = format!("{}embed.html{link}", browser::base());
    let pin = browser::pin();
    let version = pin.as_ref().filter(|_| choice.keep);
    let version = version.map_or_else(String::new, |(script, sum)| format!("&script={script}&integrity={sum}"));
    let (click, same) = (u8::from(choice.click), u8::from(choice.same));
    let how = format!("height={}&width={}&click={click}&same={same}{version}", choice.height, choice.width);
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
                    { tick("Plays by itself", "play", choice.play, Edit::Play) }
                    { tick("Waits for a click before it loads", "click", choice.click, Edit::Click) }
                </fieldset>
                <fieldset class="embed-article"><legend>{ "The article" }</legend>
                    if pin.is_some() {
                        { tick("Keeps this version for good", "keep", choice.keep, Edit::Keep) }
                        <p class="note">{ "It goes on to show what you see now, also when the model has been improved." }</p>
                    }
                    { tick("Is on the same address as this page", "same", choice.same, Edit::Same) }
                    <p class="note">
                        { "Elsewhere a figure may use the browser’s cache. From the article’s own address it could reach into \
                           the article, so there it goes without." }
                    </p>
                </fieldset>
                <fieldset><legend>{ "Panels" }</legend>{ for PANELS.iter().map(panel) }</fieldset>
                if panels.contains(&Panel::Controls) {
                    <fieldset class="embed-unlock"><legend>{ "What readers may change" }</legend>
                        <div class="embed-list" tabindex="0" role="group" aria-label="What readers may change">
                            { tick("All of them", "all", all, Edit::All) }
                            { for everything(scenario).map(unlock) }
                        </div>
                    </fieldset>
                }
            </div>
            <div class="embed-result">
                // The text comes first: the preview may be higher than the screen.
                <Forms {link} {how} />
                <iframe ref={preview} class="embed-preview" src={(*first).clone()} title="Preview" height={choice.height.to_string()}
                    sandbox="allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"></iframe>
            </div>
        </div>
    }
}

fn name_of(size: FurnitureSize) -> &'static str {
    match size {
        FurnitureSize::Figure => "Figure",
        FurnitureSize::Controls => "With controls",
        FurnitureSize::Full => "Everything",
    }
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
