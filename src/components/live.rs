//! Says what changed, to people who hear the page: politely, and only once things have come to rest.

use crate::browser::{After, after};
use yew::{Html, Properties, component, html, use_effect_with, use_mut_ref, use_state_eq};

/// Properties of [`LiveRegion`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What changed last.
    pub(super) text: String,
}

/// Milliseconds of rest before something is said.
const REST: u32 = 700;

/// The polite live region.
#[component]
pub(super) fn LiveRegion(props: &Props) -> Html {
    let said = use_state_eq(String::new);
    let waiting = use_mut_ref(|| None::<After>);
    let setter = said.setter();
    use_effect_with(props.text.clone(), move |text| {
        let text = text.clone();
        waiting.replace(Some(after(REST, move || setter.set(text))));
    });
    html! { <p class="unseen" role="status" aria-live="polite">{ &*said }</p> }
}
