//! The texts for articles: which one, how, and a button that copies it.

use super::copy::Copy;
use super::desk::use_desk;
use crate::browser;
use crate::state::{Action, Notice};
use yew::{Callback, Event, Html, Properties, component, html, use_effect_with, use_state_eq};

/// Properties of [`Forms`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The link of the embedded page.
    pub(super) link: String,
    /// What else the author chose, as `export::forms::How` reads it.
    pub(super) how: String,
}

/// The chooser with its text. The exporter makes the texts, so that a first visit does not pay for them.
#[component]
pub(super) fn Forms(props: &Props) -> Html {
    let desk = use_desk();
    // Name, hint and text of each, one after the other.
    let forms = use_state_eq(String::new);
    let chosen = use_state_eq(|| 0_usize);
    {
        let (act, forms) = (desk.act.clone(), forms.setter());
        use_effect_with((props.link.clone(), props.how.clone()), move |(link, how)| {
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
            <textarea readonly=true rows="5" spellcheck="false" aria-label={format!("Text for {name}")}
                aria-describedby="embed-hint" value={text.to_owned()} />
        </div>
    }
}
