//! All built-in outages side by side, in the words that they share.

use crate::state::built_in;
use outage_sim::{ANATOMY, BUILT_IN, Scenario};
use std::rc::Rc;
use yew::{Html, html};

/// The sheet that compares the outages.
pub(super) fn compare() -> Html {
    let outages: Vec<Rc<Scenario>> = (0..BUILT_IN.len()).map(built_in).collect();
    html! {
        <>
            <p>{ "Different systems, the same shape: something grew unseen, a small push met it, and a loop kept the \
                  failure going after the push was gone." }</p>
            <div class="scroll-x" tabindex="0" role="region" aria-label="Table of outages">
                <table class="anatomy" role="table">
                    <thead role="rowgroup">
                        <tr role="row">
                            <td role="cell"></td>
                            { for outages.iter().map(|outage| html! {
                                <th key={outage.id.clone()} role="columnheader" scope="col">{ &outage.about.title }</th>
                            }) }
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{ for ANATOMY.iter().enumerate().map(|stage| row(stage, &outages)) }</tbody>
                </table>
            </div>
        </>
    }
}

/// One part of the failure, in each outage.
fn row((index, (_, name)): (usize, &(&str, &'static str)), outages: &[Rc<Scenario>]) -> Html {
    let cell = |outage: &Rc<Scenario>| {
        let stage = outage.about.anatomy.iter().find(|(stage, _)| usize::from(*stage) == index);
        let text = stage.map_or("", |(_, text)| text.as_str());
        html! { <td key={outage.id.clone()} role="cell" data-of={outage.about.short.clone()}>{ text }</td> }
    };
    html! { <tr key={*name} role="row"><th role="rowheader" scope="row">{ name }</th>{ for outages.iter().map(cell) }</tr> }
}
