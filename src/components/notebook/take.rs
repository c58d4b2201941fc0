//! What can be taken away of a comparison: its link, and its files.

use crate::browser::{self, Order};
use crate::components::copy::Copy;
use crate::components::desk::use_look;
use yew::{Callback, Html, Properties, component, html, use_state_eq};

/// Properties of [`Take`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The link of the comparison, from its `#` on.
    pub(super) link: String,
}

/// The files: kind, and name of the button.
const FILES: [(&str, &str); 3] = [("versus-svg", "SVG"), ("versus-png", "PNG, 2×"), ("versus-csv", "CSV")];

/// The link of a comparison, and its files.
#[component]
pub(super) fn Take(Props { link }: &Props) -> Html {
    let look = use_look();
    let told = use_state_eq(String::new);
    let file = |(kind, name): (&'static str, &'static str)| {
        let (told, link) = (told.setter(), link.clone());
        let theme = if look.dark { "dark" } else { "light" };
        let onclick = Callback::from(move |_| {
            told.set("Making the file".into());
            let (say, told) = (told.clone(), told.clone());
            browser::export(
                Order { kind, link: link.clone(), theme },
                move |text| say.set(text),
                move |outcome| {
                    told.set(match outcome {
                        Ok(name) => format!("{name} is ready."),
                        Err(problem) => format!("The file could not be made: {problem}."),
                    });
                },
            );
        });
        html! {
            <button key={kind} type="button" class="button" data-export={kind} {onclick}>
                <span class="unseen">{ "This comparison as " }</span>{ name }
            </button>
        }
    };
    html! {
        <div class="versus-take" role="group" aria-label="Take this comparison away">
            <Copy label="Copy link to this comparison" text={browser::link_to(link)} sheet="Notebook" class="button" />
            { for FILES.into_iter().map(file) }
            <span class="note num" role="status">{ (*told).clone() }</span>
        </div>
    }
}
