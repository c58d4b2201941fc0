//! The knobs that are not among the first: behind a search, and folded by their components.

use super::desk::use_desk;
use super::fold::fold;
use super::rows::{Group, Rows};
use crate::browser::typed;
use crate::frame::is_found;
use crate::state::Fold;
use yew::{Html, InputEvent, KeyboardEvent, Properties, component, html, use_state_eq};

/// Properties of [`Others`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What the rows are made from.
    pub(super) rows: Rows,
    /// The knobs that stand first.
    pub(super) first: Vec<usize>,
}

/// The knobs that are not among the first.
#[component]
pub(super) fn Others(Props { rows, first }: &Props) -> Html {
    let desk = use_desk();
    let query = use_state_eq(String::new);
    let oninput = {
        let query = query.setter();
        move |event: InputEvent| query.set(typed(&event).unwrap_or_default())
    };
    let onkeydown = {
        let query = query.setter();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                query.set(String::new());
            }
        }
    };
    let model = &rows.model;
    let others: Vec<usize> =
        model.scenario.knobs().map(|(knob, ..)| knob).filter(|knob| !first.contains(knob)).collect();
    if others.is_empty() {
        return html! { <div hidden=true></div> };
    }
    let searching = !query.trim().is_empty();
    let is_found = |knob: &usize| is_found(&model.scenario, *knob, &query);
    let found: Vec<usize> = if searching { others.iter().copied().filter(is_found).collect() } else { Vec::new() };
    let open = model.tried.is_open(Fold::Others);
    let of_component = |(owner, knobs): Group| {
        let (id, label) = rows.owner(owner);
        let shown = knobs.iter().copied().filter(|knob| model.tried.is_open(Fold::Owner(owner)) || rows.stays(*knob));
        html! {
            <section key={id} class="knob-group folded" data-owner={id.to_owned()}>
                { fold(&desk, &model.tried, Fold::Owner(owner), label, knobs.len(), rows.changed(&knobs)) }
                { rows.rows(shown) }
            </section>
        }
    };
    html! {
        <div class="others">
            { fold(&desk, &model.tried, Fold::Others, "All other parameters", others.len(), rows.changed(&others)) }
            <input type="search" class="find" placeholder="Find a parameter" aria-label="Find a parameter" autocomplete="off"
                value={(*query).clone()} {oninput} {onkeydown} />
            <p class="note" role="status">
                if searching { { found_words(found.len(), first.iter().filter(|knob| is_found(knob)).count()) } }
            </p>
            if searching {
                { for rows.groups(found).into_iter().map(|group| rows.group(group)) }
            } else if open {
                { for rows.groups(others).into_iter().map(of_component) }
            } else {
                { for rows.groups(others.into_iter().filter(|knob| rows.stays(*knob))).into_iter().map(|group| rows.group(group)) }
            }
        </div>
    }
}

/// How many knobs were found, also among the first, which stand above.
fn found_words(found: usize, above: usize) -> String {
    match (found, above) {
        (0, 0) => "Nothing found.".into(),
        (found, 0) => format!("{found} found."),
        (found, above) => format!("{found} found, and {above} above."),
    }
}
