//! The share sheet: the link to this moment, with its title, and as a picture for a camera.

use super::copy::Copy;
use super::desk::use_desk;
use super::player::use_player;
use super::same::Same;
use crate::address;
use crate::browser::{self, Order, picture_address};
use crate::state::{Action, Sheet, State};
use yew::{Callback, Html, Properties, component, html, use_effect_with, use_state_eq};

/// Properties of [`Share`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// Whether the browser refuses to have its address written.
    pub(super) refused: bool,
}

/// The forms in which a link is wanted: their names, and how each is made of the title and the link.
type Form = (&'static str, fn(&str, &str) -> String);
const FORMS: [Form; 3] = [
    ("Copy link", |_, link| link.into()),
    ("Copy title and link", |title, link| format!("{title}\n{link}")),
    ("Copy as Markdown", |title, link| format!("[{}]({link})", title.replace(['[', ']'], ""))),
];

/// A link of more characters may be cut by programs that it passes through.
const LONG: usize = 2_000;

/// The share sheet.
#[component]
pub(super) fn Share(props: &Props) -> Html {
    let player = use_player();
    let model = &props.model;
    let playback = player.playback();
    let (title, fragment) = (model.title_at(playback.cursor), address::write(model, &playback));
    let link = if browser::has_pages() {
        address::through(&browser::link_to(""), &model.document, &fragment)
    } else {
        browser::link_to(&fragment)
    };
    let holds_texts = address::holds_texts(model, &fragment);
    let code = use_state_eq(|| None::<String>);
    {
        let code = code.setter();
        use_effect_with(fragment, move |fragment| {
            code.set(None);
            let order = Order { kind: "qr", link: fragment.clone(), theme: "light" };
            // Without a code, because the link is too long or the exporter is out of reach, the sheet still has the link.
            let draw = move |svg: String| Some(svg).filter(|svg| !svg.is_empty()).map(|svg| picture_address(&svg));
            browser::export(order, |_| (), move |outcome| code.set(outcome.ok().and_then(draw)));
        });
    }
    let button = |(index, (label, make)): (usize, &Form)| {
        let class = if index == 0 { "primary" } else { "button" };
        html! { <Copy key={*label} label={*label} text={make(&title, &link)} sheet="Share" {class} /> }
    };
    let act = use_desk().act.clone();
    let embed = Callback::from(move |_| act.emit(Action::Toggle(Sheet::Embed)));
    let warning = if !holds_texts {
        "This link does not hold the text that is open, and opens something else: the part of the page that packs texts could not be \
         loaded. Open this sheet again when you are online, or send the file."
            .into()
    } else if link.len() > LONG {
        let letters = crate::words::thousands(link.len() as f64);
        format!(
            "This link holds a whole scenario file: {letters} characters. Some chat programs cut links of this length."
        )
    } else if let Some(home) = browser::home() {
        format!("This page is a file. The link leads to the page that it was made from: {home}")
    } else if !browser::is_on_the_web() {
        "This page is a file: its links open on this computer only. What follows the # opens on any copy of the page."
            .into()
    } else if props.refused {
        "The browser does not let this page change its address, so the address bar does not follow. This link does."
            .into()
    } else {
        String::new()
    };
    html! {
        <>
            <p class="share-name">{ &title }</p>
            <input class="share-link num" type="text" readonly=true aria-label="The link" value={link.clone()}
                onclick={Callback::from(|event: yew::MouseEvent| browser::select_all(&event))} />
            <div class="share-forms" role="group" aria-label="Copy">{ for FORMS.iter().enumerate().map(button) }</div>
            <div class="share-code" hidden={code.is_none()}>
                <img alt="QR code of the link" width="132" height="132" src={(*code).clone()} />
                <p class="note">{ "For a camera: on a slide, or from this screen to a phone." }</p>
            </div>
            <p class="note" hidden={warning.is_empty()}>{ warning }</p>
            <p class="note">
                { "In an article, instead of a link: " }
                <button type="button" class="way" aria-haspopup="dialog" onclick={embed}>{ "Embed this moment" }</button>
            </p>
            <p class="note">
                { "The link holds the outage, every change, the moment and what is open. Nothing is stored anywhere \
                   else. It can be read and changed by hand." }
            </p>
        </>
    }
}
