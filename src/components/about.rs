//! What this is, what it leaves out, and where it comes from.

use super::same::Same;
use outage_sim::{Scenario, Source};
use yew::{Html, Properties, component, html};

/// Properties of [`About`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The scenario.
    pub(super) scenario: Same<Scenario>,
}

/// A source, as an item of a list.
pub(super) fn source(source: &Source) -> Html {
    let title = if source.url.starts_with("https://") {
        html! { <a href={source.url.clone()} rel="noopener">{ &source.title }</a> }
    } else {
        html! { { &source.title } }
    };
    html! { <li key={source.id.clone()}><b>{ &source.id }</b>{ " " }{ title }</li> }
}

/// The foot of the page.
#[component]
pub(super) fn About(props: &Props) -> Html {
    let scenario = &props.scenario;
    html! {
        <footer class="about">
            <section>
                <h2>{ "What this is" }</h2>
                <p>{ "A teaching reconstruction from public reports: independent, and not the vendor's. The day is not \
                      played back; it is simulated from its mechanism, and simulated again with every change you make. \
                      Only the trigger and what operators did have clock times." }</p>
                if scenario.about.is_draft {
                    <p class="draft">{ "This outage is a draft: numbers that do not say where they come from count as assumed." }</p>
                }
                <p>{ "Every number says where it comes from: stated in a source, derived from one, fitted to a documented \
                      fact, or assumed. Nothing you do here leaves your browser." }</p>
            </section>
            <section>
                <h2>{ "What it leaves out" }</h2>
                <ul>{ for scenario.about.leaves_out.iter().map(|text| html! { <li>{ text }</li> }) }</ul>
            </section>
            <section>
                <h2>{ "Sources" }</h2>
                <ul class="sources">{ for scenario.sources.iter().map(source) }</ul>
            </section>
        </footer>
    }
}
