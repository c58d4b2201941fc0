//! The texts for articles: which one, how, and a button that copies it.

use super::copy::Copy;
use super::desk::use_desk;
use crate::browser;
use crate::state::{Action, Notice};
use yew::{Callback, Event, Html, Properties, component, html, use_effect_with, use_mut_ref, use_state_eq};

/// Properties of [`Forms`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The link of the embedded page.
    pub(super) link: String,
    /// Height to reserve, in CSS pixels.
    pub(super) height: u32,
    /// Whether the figure waits for a click.
    pub(super) click: bool,
}

/// The chooser with its text. The exporter makes the texts, so that a first visit does not pay for them.
#[component]
pub(super) fn Forms(props: &Props) -> Html {
    let desk = use_desk();
    // Name, hint and text of each, one after the other.
    let forms = use_state_eq(String::new);
    let chosen = use_state_eq(|| 0_usize);
    let (keep, same) = (use_state_eq(|| true), use_state_eq(|| false));
    let pin = browser::pin();
    let how = {
        let flag = |on: bool| u8::from(on);
        let pin = pin.as_ref().filter(|_| *keep);
        let pin = pin.map_or_else(String::new, |(script, sum)| format!("&script={script}&integrity={sum}"));
        format!("height={}&click={}&same={}{pin}", props.height, flag(props.click), flag(*same))
    };
    {
        let (act, forms) = (desk.act.clone(), forms.setter());
        use_effect_with((props.link.clone(), how), move |(link, how)| {
            browser::forms(link, how, move |made| match made {
                Ok(made) => forms.set(made),
                Err(problem) => act.emit(Action::Notify(Notice::new("Embed", format!("{problem}.")))),
            });
        });
    }
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |event: Event| {
            chosen.set(browser::choice(&event).and_then(|word| word.parse().ok()).unwrap_or_default());
        })
    };
    let tick = |label: &'static str, on: &yew::UseStateHandle<bool>, about: &'static str| {
        let (setter, next) = (on.setter(), !**on);
        let onchange = Callback::from(move |_: Event| setter.set(next));
        html! {
            <div class="embed-tick">
                <label class="tick-box"><input type="checkbox" checked={**on} {onchange} /><span>{ label }</span></label>
                <p class="note">{ about }</p>
            </div>
        }
    };
    let mut parts = forms.split('\u{1f}').skip(*chosen * 3);
    let (Some(name), Some(hint), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
        return Html::default();
    };
    html! {
        <div class="embed-text">
            <div class="embed-form">
                <label>{ "For " }
                    <select class="button" onchange={choose}>
                        { for forms.split('\u{1f}').step_by(3).enumerate().map(|(index, name)| html! {
                            <option key={index} value={index.to_string()} selected={index == *chosen}>{ name }</option>
                        }) }
                    </select>
                </label>
                <Copy key={name} label="Copy" text={text.to_owned()} sheet="Embed" class="primary" />
            </div>
            <p class="note" id="embed-hint">{ hint }</p>
            <textarea readonly=true rows="7" spellcheck="false" aria-label={format!("Text for {name}")}
                aria-describedby="embed-hint" value={text.to_owned()} />
            if pin.is_some() {
                { tick("Keep this version for good", &keep,
                    "The article goes on to show what you see now, also when the model has been improved.") }
            }
            if text.contains("sandbox=") {
                { tick("My article is on the same address as this page", &same,
                    "A figure with an address of its own may use the browser’s cache; from the article’s address it could \
                     reach into the article, so there it goes without.") }
            }
        </div>
    }
}
