//! Receipts: where a number comes from.

use super::desk::Desk;
use crate::state::Action;
use crate::words;
use outage_sim::{Receipt, Scenario};
use yew::{Callback, Html, html};

/// How a number is known, as a button that shows the receipt.
pub(super) fn chip(scenario: &Scenario, index: usize, open: bool, desk: &Desk) -> Html {
    let parameter = &scenario.parameters[index];
    let Some(receipt) = &parameter.receipt else { return html! { <span class="chip none">{ "neutral" }</span> } };
    let onclick = {
        let act = desk.act.clone();
        Callback::from(move |_| act.emit(Action::OpenReceipt((!open).then_some(index))))
    };
    let kind = receipt.kind.id();
    html! {
        <button type="button" class={format!("chip {kind}")} {onclick} aria-expanded={if open { "true" } else { "false" }}
            aria-label={format!("{}: {kind}. Where it comes from", parameter.label)}>
            { kind }
        </button>
    }
}

/// The receipt itself, when it is open.
pub(super) fn receipt_text(scenario: &Scenario, index: usize, open: bool) -> Html {
    let parameter = &scenario.parameters[index];
    let Some(receipt) = parameter.receipt.as_ref().filter(|_| open) else {
        return html! { <div hidden=true></div> };
    };
    let plausible = receipt.plausible.map(|(from, until)| {
        format!("Plausible: {} to {}.", words::value(parameter, from), words::value(parameter, until))
    });
    html! {
        <div class="receipt">
            if !parameter.about.is_empty() { <p>{ words::full_sentence(&parameter.about) }</p> }
            <p>{ text(receipt) }</p>
            { for plausible.map(|plausible| html! { <p>{ plausible }</p> }) }
            { sources(scenario, receipt) }
        </div>
    }
}

/// The text of a receipt, as a sentence.
fn text(receipt: &Receipt) -> String {
    format!("{}: {}", words::sentence(receipt.kind.id()), receipt.text)
}

/// The sources that a receipt rests on.
pub(super) fn sources(scenario: &Scenario, receipt: &Receipt) -> Html {
    let source = |index: &u16| {
        let Some(source) = scenario.sources.get(usize::from(*index)) else {
            return html! { <li hidden=true key={*index}></li> };
        };
        let title = if source.url.starts_with("https://") {
            html! { <a href={source.url.clone()} rel="noopener">{ &source.title }</a> }
        } else {
            html! { { &source.title } }
        };
        html! { <li key={*index}>{ &source.id }{ ": " }{ title }</li> }
    };
    html! { <ul class="receipt-sources">{ for receipt.sources.iter().map(source) }</ul> }
}

/// A receipt of something that is not a parameter, folded away.
pub(super) fn folded(scenario: &Scenario, about: &str, receipt: Option<&Receipt>) -> Html {
    let Some(receipt) = receipt else { return html! { <p class="receipt">{ about }</p> } };
    let kind = receipt.kind.id();
    html! {
        <details class="receipt-fold">
            <summary class={format!("chip {kind}")}>{ kind }</summary>
            <div class="receipt"><p>{ about }</p><p>{ text(receipt) }</p>{ sources(scenario, receipt) }</div>
        </details>
    }
}
