//! All built-in outages side by side, in the words that they share.

use crate::browser::fetch_plan;
use crate::shelf;
use outage_sim::{ANATOMY, OUTAGES, Scenario};
use std::rc::Rc;
use yew::{Html, component, html, use_effect_with, use_force_update, use_mut_ref};

/// An outage: short title, and the rest if its plan is here.
type Outage = (&'static str, Option<Rc<Scenario>>);

/// The sheet that compares the outages. It fetches the plans that are not here yet.
#[component]
pub(super) fn Compare() -> Html {
    let outages: Vec<Outage> =
        OUTAGES.iter().enumerate().map(|(index, (_, short))| (*short, shelf::plan(index))).collect();
    let (arrived, problems) = (use_force_update(), use_mut_ref(Vec::<String>::new));
    {
        let problems = Rc::clone(&problems);
        use_effect_with((), move |()| {
            for (index, (_, short)) in OUTAGES.iter().enumerate().filter(|(index, _)| shelf::plan(*index).is_none()) {
                let (arrived, problems) = (arrived.clone(), Rc::clone(&problems));
                fetch_plan(index, move |outcome| {
                    problems.borrow_mut().extend(outcome.err().map(|problem| format!("{short} {problem}.")));
                    arrived.force_update();
                });
            }
        });
    }
    let problems = problems.borrow();
    let waits = outages.iter().filter(|(_, scenario)| scenario.is_none()).count() > problems.len();
    html! {
        <>
            <p>{ "Different systems, the same shape: something grew unseen, a small push met it, and a loop kept the \
                  failure going after the push was gone." }</p>
            <div role="status">
                if waits { <p>{ "Loading the other outages…" }</p> }
                { for problems.iter().map(|problem| html! { <p key={problem.clone()}>{ problem }</p> }) }
            </div>
            <div class="scroll-x" tabindex="0" role="region" aria-label="Table of outages">
                <table class="anatomy" role="table">
                    <thead role="rowgroup">
                        <tr role="row">
                            <td role="cell"></td>
                            { for outages.iter().map(|(short, outage)| html! {
                                <th key={*short} role="columnheader" scope="col">
                                    { outage.as_ref().map_or(*short, |outage| outage.about.title.as_str()) }
                                </th>
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
fn row((index, (_, name)): (usize, &(&str, &'static str)), outages: &[Outage]) -> Html {
    let cell = |(short, outage): &Outage| {
        let anatomy = outage.iter().flat_map(|outage| &outage.about.anatomy);
        let stage = anatomy.into_iter().find(|(stage, _)| usize::from(*stage) == index);
        let text = stage.map_or("", |(_, text)| text.as_str());
        html! { <td key={*short} role="cell" data-of={*short}>{ text }</td> }
    };
    html! { <tr key={*name} role="row"><th role="rowheader" scope="row">{ name }</th>{ for outages.iter().map(cell) }</tr> }
}
