//! All built-in outages side by side, in the words that they share.

use super::desk::use_desk;
use super::icons;
use crate::browser::use_dialog;
use crate::state::{Action, Sheet, built_in};
use outage_sim::{ANATOMY, BUILT_IN, Scenario};
use std::rc::Rc;
use yew::{Callback, Html, Properties, component, html, use_callback, use_memo};

/// Properties of [`Compare`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// Whether the sheet is open.
    pub(super) open: bool,
}

/// The sheet that compares the outages.
#[component]
pub(super) fn Compare(props: &Props) -> Html {
    let desk = use_desk();
    // Closing is told twice, by the button and by the dialog; only the first toggles.
    let close = use_callback((props.open, desk.act.clone()), |(), (open, act)| {
        if *open {
            act.emit(Action::Toggle(Sheet::Compare));
        }
    });
    let node = use_dialog(props.open, close.clone());
    // The outages are read when somebody asks for them.
    let outages = use_memo(props.open, |open| -> Vec<Rc<Scenario>> {
        if *open { (0..BUILT_IN.len()).map(built_in).collect() } else { Vec::new() }
    });
    let onclick = Callback::from(move |_| close.emit(()));
    html! {
        <dialog ref={node} class="sheet wide" aria-labelledby="compare-title">
            <div class="sheet-body">
                <div class="sheet-head">
                    <h2 id="compare-title">{ "The outages side by side" }</h2>
                    <button type="button" class="quiet" aria-label="Close" {onclick}>{ icons::close() }</button>
                </div>
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
                        <tbody role="rowgroup">{ for ANATOMY.iter().map(|(_, name)| row(name, &outages)) }</tbody>
                    </table>
                </div>
            </div>
        </dialog>
    }
}

/// One part of the failure, in each outage.
fn row(name: &'static str, outages: &[Rc<Scenario>]) -> Html {
    let cell = |outage: &Rc<Scenario>| {
        let stage = outage.about.anatomy.iter().find(|stage| stage.name == name);
        let text = stage.map_or("", |stage| stage.text.as_str());
        html! { <td key={outage.id.clone()} role="cell" data-of={outage.about.short.clone()}>{ text }</td> }
    };
    html! { <tr key={name} role="row"><th role="rowheader" scope="row">{ name }</th>{ for outages.iter().map(cell) }</tr> }
}
