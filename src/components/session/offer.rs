//! Something that can be decided by whoever commands, with how large it is.

use crate::browser;
use crate::components::same::Same;
use crate::words;
use outage_sim::Parameter;
use yew::{Callback, Html, Properties, component, html, use_state_eq};

/// Properties of [`OnOffer`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What it is.
    pub(super) label: String,
    /// What it costs and needs; may be empty.
    pub(super) note: String,
    /// Minutes that it takes; 0 when the clock need not move.
    pub(super) minutes: f64,
    /// What says how large it is, if that can be chosen.
    pub(super) size: Option<Same<Parameter>>,
    /// Whether the clock stands.
    pub(super) still: bool,
    /// Decides, with the size.
    pub(super) decide: Callback<Option<f64>>,
}

/// Something that can be decided.
#[component]
pub(super) fn OnOffer(props: &Props) -> Html {
    let Props { label, note, minutes, size, still, decide } = props;
    let text = use_state_eq(|| size.as_ref().map(|it| words::number(it, it.value)).unwrap_or_default());
    let chosen = size.as_ref().map(|it| words::read_value(it, &text)).transpose();
    let onclick = {
        let (decide, chosen) = (decide.clone(), chosen.clone().unwrap_or_default());
        Callback::from(move |_| decide.emit(chosen))
    };
    let field = size.as_ref().map(|parameter| {
        let setter = text.setter();
        let oninput = Callback::from(move |event| setter.set(browser::typed(&event).unwrap_or_default()));
        html! {
            <label class="size">
                <span>{ &parameter.label }</span>{ " " }
                <input type="text" class="num" inputmode="decimal" autocomplete="off" value={(*text).clone()} aria-invalid={chosen.is_err().then_some("true")} {oninput} />
                { " " }{ words::unit(parameter, 2.0).into_owned() }
            </label>
        }
    });
    html! {
        <li>
            { field }
            if let Err(problem) = &chosen { <p class="problem" role="alert">{ problem }</p> }
            <button type="button" class="button" disabled={!still || chosen.is_err()} {onclick}>
                <span>{ label }</span>
                if *minutes > 0.0 { <span class="num note">{ words::duration(*minutes) }</span> }
            </button>
            if !note.is_empty() { <p class="note">{ note }</p> }
        </li>
    }
}
