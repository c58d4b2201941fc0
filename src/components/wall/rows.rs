//! One row for each group: how much it answered, how much of that is right, and the runs of what it decided and bought.

use crate::components::same::Same;
use crate::session::{Group, GroupRun, Near, Place, Truth, commanded, prevented, state_of, verdict};
use crate::words;
use outage_sim::session::Session;
use yew::{Html, Properties, component, html, use_memo};

/// Properties of [`Rows`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The session.
    pub(super) session: Same<Session>,
    /// The groups.
    pub(super) groups: Vec<Group>,
    /// The open step: what comes after it is not told.
    pub(super) place: Place,
    /// Whether that step is revealed.
    pub(super) is_revealed: bool,
}

/// Most groups whose runs are made: each is a simulated day.
const RUNS: usize = 40;

/// What there is to say about a group.
#[derive(Debug, Clone, PartialEq, Default)]
struct Row {
    answered: usize,
    right: usize,
    /// The step and the run of it.
    runs: Vec<(usize, &'static str, GroupRun)>,
}

/// The groups, a row each.
#[component]
pub(super) fn Rows(props: &Props) -> Html {
    let Props { session, groups, place, is_revealed } = props;
    // What may be told: the steps up to the open one.
    let told = place.step + usize::from(*is_revealed);
    let rows = use_memo((session.clone(), groups.clone(), told, place.step), |(session, groups, told, step)| {
        rows(session, groups, *told, *step)
    });
    let asked: usize = session.steps.iter().map(|step| step.asks.len()).sum();
    html! {
        <div class="scroll-x" tabindex="0" role="region" aria-label="The groups">
            <table class="outcomes group-rows">
                <thead><tr><th scope="col">{ "Group" }</th><th scope="col">{ "Answered" }</th><th scope="col">{ "Near" }</th><th scope="col">{ "Runs" }</th></tr></thead>
                <tbody>{ for groups.iter().zip(rows.iter()).enumerate().map(|(number, (group, row))| html! {
                    <tr key={number}>
                        <th scope="row">{ if group.name.is_empty() { "(no name)" } else { &group.name } }</th>
                        <td class="num">{ format!("{} of {asked}", row.answered) }</td>
                        <td class="num">{ row.right }</td>
                        <td>
                            { for row.runs.iter().map(|(step, what, run)| html! {
                                <div key={*step}><a href={run.link.clone()} target="_blank" rel="noopener">{ format!("Step {}: {what}", step + 1) }</a>
                                    { format!(", peak errors {}, {} of full outage", words::percent(run.totals.peak), words::duration(run.totals.full)) }</div>
                            }) }
                        </td>
                    </tr>
                }) }</tbody>
            </table>
            <p class="note">{ "“Near” counts what is right or close, in the steps that have been shown. A run opens in a window of its own." }</p>
        </div>
    }
}

fn rows(session: &Session, groups: &[Group], told: usize, open: usize) -> Vec<Row> {
    let mut rows = vec![Row::default(); groups.len()];
    for (index, step) in session.steps.iter().enumerate() {
        let is_told = index < told;
        let state = if is_told && !step.asks.is_empty() { state_of(step, true) } else { None };
        for (number, ask) in step.asks.iter().enumerate() {
            let truth = state.as_ref().and_then(|state| Some((state, Truth::of(ask, state).ok()?)));
            for (row, group) in rows.iter_mut().zip(groups) {
                let given = group.answers.get(index, number);
                row.answered += usize::from(given.is_some());
                let near = truth.as_ref().filter(|_| given.is_some());
                let near = near.map(|(state, truth)| verdict(ask, given, truth, state).near);
                row.right += usize::from(matches!(near, Some(Near::Right | Near::Close)));
            }
        }
        for (row, group) in rows.iter_mut().zip(groups).take(RUNS).filter(|_| is_told || index == open) {
            let command = group.answers.command(index).filter(|it| it.is_over()).and_then(|it| commanded(step, it));
            row.runs.extend(command.map(|run| (index, "what they decided", run)));
            let bought = group.answers.bought(index).and_then(|fixes| prevented(step, fixes));
            row.runs.extend(bought.map(|run| (index, "what they bought", run)));
        }
    }
    rows
}
