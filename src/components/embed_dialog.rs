//! The embed sheet: what an article shows of this moment, how it looks there, and the text to paste.

use super::desk::use_desk;
use super::icons;
use super::player::use_player;
use super::same::Same;
use crate::address::{Furniture, FurnitureSize, PANELS, Panel, SIZES, Unlock, Unlocked, everything};
use crate::browser::{self, After, after, checked, on_height, use_dialog};
use crate::embed::{Choice, snippet};
use crate::playback::Playback;
use crate::state::{Action, Notice, Sheet, State, Theme};
use yew::{
    Callback, Event, Html, Properties, component, html, use_callback, use_effect_with, use_memo, use_mut_ref,
    use_node_ref, use_state_eq,
};

/// Properties of [`EmbedDialog`].
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

/// The embed sheet.
#[component]
pub(super) fn EmbedDialog(props: &Props) -> Html {
    let desk = use_desk();
    let model = &props.model;
    let open = model.view.sheet == Some(Sheet::Embed);
    let close = use_callback((open, desk.act.clone()), |(), (open, act)| {
        if *open {
            act.emit(Action::Toggle(Sheet::Embed));
        }
    });
    let node = use_dialog(open, close.clone());
    let onclick = Callback::from(move |_| close.emit(()));
    html! {
        <dialog ref={node} class="sheet wide embed-sheet" aria-labelledby="embed-title">
            <div class="sheet-body">
                <div class="sheet-head">
                    <h2 id="embed-title">{ "Put this into an article" }</h2>
                    <button type="button" class="quiet" aria-label="Close" {onclick}>{ icons::close() }</button>
                </div>
                if open { <Builder model={model.clone()} /> }
            </div>
        </dialog>
    }
}

const THEMES: [(&str, Theme); 3] =
    [("As the reader's system", Theme::Auto), ("Light", Theme::Light), ("Dark", Theme::Dark)];

/// What a tick does to the choice.
type Edit = Box<dyn Fn(&mut Choice, bool)>;

/// The choices, the preview and the text.
#[component]
fn Builder(props: &Props) -> Html {
    let (player, model) = (use_player(), &props.model);
    let scenario = &*model.scenario;
    // The moment at which the sheet was opened; the preview has a clock of its own.
    let playback = use_state_eq(|| Playback { playing: false, ..player.playback() });
    let choice = use_state_eq(|| Choice {
        furniture: Furniture::default(),
        theme: Theme::Auto,
        play: false,
        click: false,
        height: 420,
    });
    // What an author gets who does not choose, to choose from.
    let unlocked = choice.furniture.unlocked(scenario, &model.inputs);
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
    let tick = |label: &str, key: &str, on: bool, change: Edit| {
        let choice = choice.clone();
        let onchange = Callback::from(move |event: Event| {
            let mut next = (*choice).clone();
            change(&mut next, checked(&event) == Some(true));
            choice.set(next);
        });
        html! {
            <label key={key.to_owned()} class="tick-box"><input type="checkbox" checked={on} {onchange} /><span>{ label }</span></label>
        }
    };
    let size = |(_, size): &(&'static str, FurnitureSize)| {
        let size = *size;
        let onchange = edit(Box::new(move |choice| choice.furniture = Furniture { size, ..Furniture::default() }));
        segment("embed-size", name_of(size), choice.furniture.size == size, onchange)
    };
    let theme = |(label, theme): &(&'static str, Theme)| {
        let theme = *theme;
        let onchange = edit(Box::new(move |choice| choice.theme = theme));
        segment("embed-theme", label, choice.theme == theme, onchange)
    };
    let panels = choice.furniture.panels();
    let panel = |(word, panel): &(&'static str, Panel)| {
        let panel = *panel;
        tick(
            label_of(panel),
            word,
            panels.contains(&panel),
            Box::new(move |choice, on| {
                let mut next = choice.furniture.panels().to_vec();
                next.retain(|known| *known != panel);
                next.extend(on.then_some(panel));
                next.sort_unstable();
                if !next.is_empty() {
                    choice.furniture.panels = Some(next).filter(|next| *next != choice.furniture.size.panels());
                }
            }),
        )
    };
    let unlock = |part: Unlocked| {
        let before = unlocked.clone();
        tick(
            part.label(scenario),
            part.id(scenario),
            unlocked.contains(&part),
            Box::new(move |choice, on| {
                let mut next = before.clone();
                next.retain(|known| *known != part);
                next.extend(on.then_some(part));
                choice.furniture.unlock = Some(Unlock::Only(next));
            }),
        )
    };
    let unlock_all = tick(
        "Everything",
        "all",
        choice.furniture.unlock == Some(Unlock::All),
        Box::new(|choice, on| choice.furniture.unlock = on.then_some(Unlock::All)),
    );
    // Spelled out, so that the article keeps what its author saw in the preview.
    let spelled = || panels.contains(&Panel::Controls).then(|| Unlock::Only(unlocked.clone()));
    let furniture = &choice.furniture;
    let furniture = Furniture { unlock: furniture.unlock.clone().or_else(spelled), ..furniture.clone() };
    let made = snippet(model, &playback, &Choice { furniture, ..(*choice).clone() }, &browser::base());
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
                    { tick("Plays by itself", "play", choice.play, Box::new(|choice, on| choice.play = on)) }
                    { tick("Waits for a click before it loads", "click", choice.click, Box::new(|choice, on| choice.click = on)) }
                </fieldset>
                <fieldset><legend>{ "Panels" }</legend>{ for PANELS.iter().map(panel) }</fieldset>
                if panels.contains(&Panel::Controls) {
                    <fieldset class="embed-unlock"><legend>{ "What readers may change" }</legend>
                        <div class="embed-list" tabindex="0" role="group" aria-label="What readers may change">
                            { unlock_all }
                            { for everything(scenario).map(unlock) }
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
