//! The texts for articles: which one, how, and a button that copies it.

use super::desk::use_desk;
use crate::browser::{self, After, Form, after};
use crate::state::{Action, Notice};
use yew::{
    Callback, Event, Html, Properties, component, html, use_effect_with, use_mut_ref, use_state_eq,
};

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
    let forms = use_state_eq(Vec::<Form>::new);
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
    let Some(form) = forms.get(*chosen).or(forms.first()) else { return Html::default() };
    html! {
        <div class="embed-text">
            <div class="embed-form">
                <label>{ "For " }
                    <select class="button" onchange={choose}>
                        { for forms.iter().enumerate().map(|(index, form)| html! {
                            <option key={index} value={index.to_string()} selected={index == *chosen}>{ &form.name }</option>
                        }) }
                    </select>
                </label>
                <Copy key={form.name.clone()} text={form.text.clone()} />
            </div>
            <p class="note" id="embed-hint">{ &form.hint }</p>
            <textarea readonly=true rows="7" spellcheck="false" aria-label={format!("Text for {}", form.name)}
                aria-describedby="embed-hint" value={form.text.clone()} />
            if pin.is_some() {
                { tick("Keep this version for good", &keep,
                    "The article goes on to show what you see now, also when the model has been improved.") }
            }
            if form.text.contains("sandbox=") {
                { tick("My article is on the same address as this page", &same,
                    "A figure with an address of its own may use the browser’s cache; from the article’s address it could \
                     reach into the article, so there it goes without.") }
            }
        </div>
    }
}

/// Properties of [`Copy`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct CopyProps {
    text: String,
}

/// Copies a text, and says so for a while.
#[component]
fn Copy(props: &CopyProps) -> Html {
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
    html! { <button type="button" class="primary" {onclick}>{ if *copied { "Copied" } else { "Copy" } }</button> }
}
