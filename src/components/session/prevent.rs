//! What would have prevented it, with a budget: first chosen, then seen.

use crate::components::desk::use_desk;
use crate::components::same::Same;
use crate::session::{Outcome, outcome, with_twist};
use crate::state::{Action, State};
use crate::words;
use outage_sim::Inputs;
use outage_sim::session::{Cost, Prevent};
use std::collections::BTreeSet;
use yew::{Callback, Html, Properties, component, html, use_memo, use_state, use_state_eq};

/// Properties of [`PreventView`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The budget and what can be bought.
    pub(super) prevent: Prevent,
    /// The state of the page.
    pub(super) model: Same<State>,
    /// What was bought before the page was opened again, by name; none while nobody has chosen.
    pub(super) given: Option<Vec<String>>,
    /// Shows what was hidden while everybody chose.
    pub(super) reveal: Callback<()>,
    /// What was bought, by name.
    pub(super) bought: Callback<Vec<String>>,
}

/// What can be bought, then what came of it, then something else.
#[component]
pub(super) fn PreventView(Props { prevent, model, given, reveal, bought }: &Props) -> Html {
    let desk = use_desk();
    let chosen = use_state(|| {
        let costs = prevent.costs.iter().enumerate();
        let is_given = |cost: &Cost| given.as_ref().is_some_and(|given| given.contains(&cost.fix));
        costs.filter(|(_, cost)| is_given(cost)).map(|(index, _)| index).collect::<BTreeSet<_>>()
    });
    let is_spent = use_state_eq(|| given.is_some());
    // How many of the twists are seen.
    let twisted = use_state_eq(|| 0_usize);
    let scenario = &model.scenario;
    let spent: u32 = chosen.iter().filter_map(|index| prevent.costs.get(*index)).map(|cost| cost.points).sum();
    let left = prevent.budget.saturating_sub(spent);
    let inputs = {
        let mut inputs = Inputs::default();
        let fixes = chosen.iter().filter_map(|index| scenario.remediation(&prevent.costs.get(*index)?.fix));
        inputs.fixes.extend(fixes);
        inputs
    };
    let deps = (model.document.clone(), inputs.clone(), *is_spent, *twisted, prevent.clone());
    let rows = use_memo(deps, |(document, inputs, is_spent, twisted, prevent)| {
        let of = |title: String, inputs: &Inputs| (title, outcome(scenario, inputs, &model.baseline));
        let mut rows = vec![of("As it happened".into(), &Inputs::default())];
        if *is_spent {
            rows.push(of("Your choice".into(), inputs));
            for twist in prevent.twists.iter().take(*twisted) {
                rows.push(of(twist.text.clone(), &with_twist(document, inputs, &twist.run)));
            }
        }
        rows
    });
    let option = |index: usize, cost: &Cost| {
        let Some(fix) = scenario.remediation(&cost.fix).map(|fix| &scenario.remediations[fix]) else { return html! {} };
        let is_chosen = chosen.contains(&index);
        let chosen = chosen.clone();
        let onchange = Callback::from(move |_| {
            let mut next = (*chosen).clone();
            if !next.remove(&index) {
                next.insert(index);
            }
            chosen.set(next);
        });
        html! {
            <li key={index}>
                <label class="tick-box">
                    <input type="checkbox" checked={is_chosen} disabled={*is_spent || (!is_chosen && cost.points > left)} {onchange} />
                    <span>{ &fix.label }{ " " }<b class="num">{ points(cost.points) }</b></span>
                </label>
                <details class="note"><summary>{ "What it is, and why it costs that" }</summary><p>{ &fix.about }</p><p>{ &cost.because }</p></details>
            </li>
        }
    };
    let show = {
        let fixes = chosen.iter().filter_map(|index| Some(prevent.costs.get(*index)?.fix.clone())).collect::<Vec<_>>();
        let (act, reveal, bought) = (desk.act.clone(), reveal.clone(), bought.clone());
        let (is_spent, inputs) = (is_spent.clone(), inputs.clone());
        Callback::from(move |_| {
            is_spent.set(true);
            reveal.emit(());
            bought.emit(fixes.clone());
            act.emit(Action::SetInputs(Box::new(inputs.clone())));
        })
    };
    let other = {
        let (act, is_spent, twisted) = (desk.act.clone(), is_spent.clone(), twisted.clone());
        Callback::from(move |_| {
            is_spent.set(false);
            twisted.set(0);
            act.emit(Action::ResetAll);
        })
    };
    let twist = prevent.twists.get(*twisted).map(|twist| {
        let (act, twisted, document) = (desk.act.clone(), twisted.clone(), model.document.clone());
        let (run, inputs) = (twist.run.clone(), inputs.clone());
        let onclick = Callback::from(move |_| {
            twisted.set(*twisted + 1);
            act.emit(Action::SetInputs(Box::new(with_twist(&document, &inputs, &run))));
        });
        html! { <button type="button" class="primary" {onclick}>{ "What if: " }{ &twist.text }</button> }
    });
    html! {
        <div class="prevent">
            <p class="budget" role="status"><b class="num">{ points(left) }</b>{ format!(" of {} left", prevent.budget) }</p>
            <ul>{ for prevent.costs.iter().enumerate().map(|(index, cost)| option(index, cost)) }</ul>
            if *is_spent {
                { outcomes(&rows, model) }
                { for twist }
                <button type="button" class="button" onclick={other}>{ "Choose again" }</button>
            } else {
                <button type="button" class="primary" onclick={show}>{ "See what it does" }</button>
            }
        </div>
    }
}

fn points(count: u32) -> String {
    format!("{count} point{}", if count == 1 { "" } else { "s" })
}

/// What came of each run.
fn outcomes(rows: &[(String, Outcome)], model: &State) -> Html {
    let scenario = &model.scenario;
    let row = |(index, (title, it)): (usize, &(String, Outcome))| {
        let nothing = if it.failed.0 == 0 { "no need" } else { "never" };
        let told = it.told.map_or_else(|| nothing.into(), |at| words::clock(&scenario.clock, model.view.clock, at));
        let figure =
            |name: &'static str, value: String| html! { <div><dt>{ name }</dt><dd class="num">{ value }</dd></div> };
        html! {
            <li key={index}>
                <p>{ title }{ " " }if index > 0 { <b>{ &it.compared.head }</b> }</p>
                <dl>
                    { figure("Peak errors", words::percent(it.peak)) }
                    { figure("Full outage", words::duration(it.full)) }
                    { figure("Services that failed", format!("{} of {}", it.failed.0, it.failed.1)) }
                    { figure("Public told", told) }
                </dl>
            </li>
        }
    };
    html! { <ul class="outcomes" tabindex="-1" aria-label="What came of it">{ for rows.iter().enumerate().map(row) }</ul> }
}
