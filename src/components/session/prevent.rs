//! What would have prevented it, with a budget: first chosen, then seen.

use crate::components::desk::use_desk;
use crate::components::same::Same;
use crate::frame::posted;
use crate::session::{Outcome, outcome, with_twist};
use crate::state::{Action, State};
use crate::words;
use outage_sim::Inputs;
use outage_sim::session::{Cost, Prevent};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;
use yew::{Callback, Html, Properties, component, html, use_effect_with, use_memo, use_state, use_state_eq};

/// Properties of [`PreventView`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The budget and what can be bought.
    pub(super) prevent: Prevent,
    /// The state of the page.
    pub(super) model: Same<State>,
    /// What was bought before the page was opened again, by name; none while nobody has chosen.
    pub(super) given: Option<Vec<String>>,
    /// How many of the twists are seen.
    pub(super) twisted: usize,
    /// What was bought, by name: shows what was hidden while everybody chose.
    pub(super) bought: Callback<Vec<String>>,
    /// So many twists are seen.
    pub(super) twist: Callback<usize>,
}

/// What can be bought, then what came of it, then something else.
#[component]
pub(super) fn PreventView(Props { prevent, model, given, twisted, bought, twist }: &Props) -> Html {
    let desk = use_desk();
    let chosen = use_state(|| {
        let costs = prevent.costs.iter().enumerate();
        let is_given = |cost: &Cost| given.as_ref().is_some_and(|given| given.contains(&cost.fix));
        costs.filter(|(_, cost)| is_given(cost)).map(|(index, _)| index).collect::<BTreeSet<_>>()
    });
    let is_spent = use_state_eq(|| given.is_some());
    // Whether what was bought has still to come into the picture.
    let is_due = use_memo((), |()| Cell::new(true));
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
    {
        // The first picture of the step that is opened after that was bought is of the day without it. Later ones are wanted so.
        let (act, model, is_due) = (desk.act.clone(), model.clone(), Rc::clone(&is_due));
        let bought = (*is_spent).then(|| match twisted.checked_sub(1).and_then(|last| prevent.twists.get(last)) {
            Some(twist) => with_twist(&model.document, &inputs, &twist.run),
            None => inputs.clone(),
        });
        use_effect_with(model.cue.number, move |_| {
            let bought =
                bought.filter(|it| is_due.replace(false) && **model.wanted() != *it && !it.is_as_it_happened());
            if let Some(bought) = bought {
                act.emit(Action::Spend(Box::new(bought)));
            }
        });
    }
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
        let (act, bought) = (desk.act.clone(), bought.clone());
        let (is_spent, is_due, inputs) = (is_spent.clone(), is_due.clone(), inputs.clone());
        Callback::from(move |_| {
            is_spent.set(true);
            is_due.set(true);
            bought.emit(fixes.clone());
            act.emit(Action::Spend(Box::new(inputs.clone())));
        })
    };
    let other = {
        let (act, is_spent, twist) = (desk.act.clone(), is_spent.clone(), twist.clone());
        Callback::from(move |_| {
            is_spent.set(false);
            twist.emit(0);
            act.emit(Action::Spend(Box::default()));
        })
    };
    let next = prevent.twists.get(*twisted).map(|next| {
        let (act, twist, document, count) = (desk.act.clone(), twist.clone(), model.document.clone(), *twisted + 1);
        let (run, inputs) = (next.run.clone(), inputs.clone());
        let onclick = Callback::from(move |_| {
            twist.emit(count);
            act.emit(Action::Spend(Box::new(with_twist(&document, &inputs, &run))));
        });
        html! { <button type="button" class="primary" {onclick}>{ "What if: " }{ &next.text }</button> }
    });
    html! {
        <div class="prevent">
            <p class="budget" role="status"><b class="num">{ points(left) }</b>{ format!(" of {} left", prevent.budget) }</p>
            <ul>{ for prevent.costs.iter().enumerate().map(|(index, cost)| option(index, cost)) }</ul>
            if *is_spent {
                { outcomes(&rows, model) }
                { for next }
                <button type="button" class="button" onclick={other}>{ "Choose again" }</button>
            } else {
                <button type="button" class="primary spend" onclick={show}>{ "See what it does" }</button>
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
        // Not every outage has a status page.
        let tells = posted(scenario).is_some();
        let figure =
            |name: &'static str, value: String| html! { <div><dt>{ name }</dt><dd class="num">{ value }</dd></div> };
        html! {
            <li key={index}>
                <p>{ title }{ " " }if index > 0 { <b>{ &it.compared.head }</b> }</p>
                <dl>
                    { figure("Peak errors", words::percent(it.peak)) }
                    { figure("Full outage", words::duration(it.full)) }
                    { figure("Services that failed", format!("{} of {}", it.failed.0, it.failed.1)) }
                    if tells { { figure("Public told", told) } }
                </dl>
            </li>
        }
    };
    html! { <ul class="outcomes" tabindex="-1" aria-label="What came of it">{ for rows.iter().enumerate().map(row) }</ul> }
}
