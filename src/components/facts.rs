//! The facts scoreboard: what the record says, and what this run shows.

use super::desk::{use_desk, use_look};
use super::player::use_player;
use super::same::Same;
use crate::frame::{FactRow, fact_rows};
use crate::state::{Action, State};
use yew::{Callback, Html, Properties, component, html};

/// Properties of [`FactList`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct ListProps {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// Somebody went to the moment of a fact.
    #[prop_or_default]
    pub(super) gone: Callback<()>,
}

/// The scoreboard.
#[component]
pub(super) fn FactList(props: &ListProps) -> Html {
    let (desk, player, look) = (use_desk(), use_player(), use_look());
    let model = &props.model;
    let rows = fact_rows(&model.scenario, &model.judgements, look.zone);
    let missed = rows.iter().filter(|row| !row.reproduced).count();
    let row = |row: &FactRow| {
        let time = match row.at {
            None => html! { { &row.documented } },
            Some(at) => {
                let (act, player, gone, component) =
                    (desk.act.clone(), player.clone(), props.gone.clone(), row.component);
                let onclick = Callback::from(move |_| {
                    player.change(|playback| {
                        playback.pause();
                        playback.seek(at);
                    });
                    if let Some(component) = component {
                        act.emit(Action::Select(component));
                    }
                    gone.emit(());
                });
                html! {
                    <button type="button" class="time-link" title="Go there" {onclick}>{ &row.documented }</button>
                }
            }
        };
        let (class, verdict) = if row.reproduced { ("yes", "◆ yes") } else { ("no", "◇ no") };
        html! {
            <tr key={row.id.clone()} role="row" class={class} data-row={row.id.clone()}>
                <td role="cell" class="verdict">{ verdict }</td>
                <td role="cell" class="statement">
                    <details>
                        <summary>
                            { &row.statement }
                            if !row.given.is_empty() { <span class="note">{ " " }{ &row.given }</span> }
                        </summary>
                        <p><b>{ &row.id }</b>{ " " }
                            if !row.quote.is_empty() { <q>{ &row.quote }</q> }{ " " }<cite>{ &row.source }</cite>
                        </p>
                    </details>
                </td>
                <td role="cell" class="num" data-of="Documented">{ time }</td>
                <td role="cell" class="num" data-of="This run">{ &row.simulated }</td>
                <td role="cell" class="num tolerance">{ &row.tolerance }</td>
            </tr>
        }
    };
    let summary = match (rows.len(), missed) {
        (total, 0) => format!("This run reproduces all {total} documented facts."),
        (total, missed) => format!(
            "This run reproduces {} of {total} documented facts. {missed} {} missed: {} shown as such, not hidden.",
            total - missed,
            if missed == 1 { "is" } else { "are" },
            if missed == 1 { "it is" } else { "they are" },
        ),
    };
    html! {
        <>
            <p>{ summary }{ " A time may be off by a twentieth of the time since the trigger, within ten to thirty \
                            minutes; by thirty where the source's words are vague." }</p>
            <div class="scroll-x" tabindex="0" role="region" aria-label="Table of facts">
                // The roles stay when narrow screens lay the rows out one below the other.
                <table class="fact-table" role="table">
                    <thead role="rowgroup"><tr role="row">
                        <th role="columnheader" scope="col">{ "Reproduced" }</th>
                        <th role="columnheader" scope="col">{ "What the record says" }</th>
                        <th role="columnheader" scope="col">{ "Documented" }</th>
                        <th role="columnheader" scope="col">{ "This run" }</th>
                        <th role="columnheader" scope="col">{ "Tolerance" }</th>
                    </tr></thead>
                    <tbody role="rowgroup">{ for rows.iter().map(row) }</tbody>
                </table>
            </div>
        </>
    }
}
