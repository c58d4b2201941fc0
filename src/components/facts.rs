//! The facts scoreboard: what the record says, and what this run shows.

use super::desk::{use_desk, use_look};
use super::player::use_player;
use super::same::Same;
use crate::frame::{FactRow, fact_rows, score_worth, worth};
use crate::state::{Action, Sheet, State};
use crate::words;
use outage_sim::Class;
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
    let history = model.inputs.is_as_it_happened();
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
        // A run that somebody changed misses nothing: it is another day.
        let (class, verdict) = match (row.reproduced, history) {
            (true, _) => ("yes", "◆ yes"),
            (false, true) => ("no", "◇ missed"),
            (false, false) => ("other", "◇ differs"),
        };
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
    // Those that are worth most come first; within a class the order is that of the record.
    let classes = Class::ALL.map(Some).into_iter().chain([None]);
    let group = |class: Option<Class>| {
        let rows: Vec<&FactRow> = rows.iter().filter(|row| model.class(row.fact) == class).collect();
        let (shown, all) = (rows.iter().filter(|row| row.reproduced).count(), rows.len());
        let count = if history { all.to_string() } else { format!("{shown} of {all}") };
        let head = class.map(|class| {
            let it = worth(class);
            html! {
                <tr key="head" role="row">
                    <th role="rowheader" scope="rowgroup" colspan="5">
                        <span class={format!("worth {}", class.id())}>
                            <span aria-hidden="true">{ it.mark }</span>{ format!(" {}, {count}. ", words::sentence(it.name)) }
                        </span>
                        <span class="note">{ it.meaning }</span>
                    </th>
                </tr>
            }
        });
        let key = class.map_or("", Class::id);
        (all > 0).then(|| {
            html! { <tbody {key} role="rowgroup" data-class={key}>{ head }{ for rows.into_iter().map(&row) }</tbody> }
        })
    };
    let trust = {
        let act = desk.act.clone();
        Callback::from(move |_| act.emit(Action::Toggle(Sheet::Trust)))
    };
    html! {
        <>
            <p><b>{ summary(&rows, model, history) }</b>
                if model.is_audited() {
                    { " " }<button type="button" class="way" onclick={trust}>{ "How far can this be trusted?" }</button>
                }
            </p>
            <p>{ "A time may be off by a twentieth of the time since the trigger, within ten to thirty \
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
                    { for classes.filter_map(group) }
                </table>
            </div>
        </>
    }
}

/// How many facts the run shows, and what they are worth.
fn summary(rows: &[FactRow], model: &State, history: bool) -> String {
    let (shown, total) = (rows.iter().filter(|row| row.reproduced).count(), rows.len());
    let worth = score_worth(rows.iter().map(|row| model.class(row.fact)));
    match (total - shown, history) {
        (_, true) if !worth.is_empty() => format!("{shown} of {total} documented facts come out: {worth}."),
        (0, _) => format!("This run shows all {total} documented facts."),
        (missed, true) => format!("This run shows {shown} of {total} documented facts; {missed} are missed."),
        (other, false) => {
            let it = if other == 1 { "one is" } else { "the others are" };
            format!("Your run shows {shown} of {total} documented facts; {it} different in it, as it is another day.")
        }
    }
}
