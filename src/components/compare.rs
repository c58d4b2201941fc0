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
                <table class="anatomy">
                    <thead>
                        <tr>
                            <td></td>
                            { for outages.iter().map(|outage| html! { <th key={outage.id.clone()} scope="col">{ &outage.about.title }</th> }) }
                        </tr>
                    </thead>
                    <tbody>{ for ANATOMY.iter().map(|(_, name)| row(name, &outages)) }</tbody>
                </table>
            </div>
        </>
    }
}

/// One part of the failure, in each outage.
fn row(name: &'static str, outages: &[Rc<Scenario>]) -> Html {
    let cell = |outage: &Rc<Scenario>| {
        let stage = outage.about.anatomy.iter().find(|stage| stage.name == name);
        html! { <td key={outage.id.clone()}>{ stage.map_or("", |stage| stage.text.as_str()) }</td> }
    };
    html! { <tr key={name}><th scope="row">{ name }</th>{ for outages.iter().map(cell) }</tr> }
}
