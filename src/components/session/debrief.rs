//! After the command: what came of it, beside the day and the best of some plans; and each decision with what was known then,
//! and what was true.

use super::command::came_of;
use crate::components::same::Same;
use crate::frame::{Frame, posted};
use crate::session::{Choice, Decisions, Totals, best, decision_in_words, first_word, known, ours, span_of, totals};
use crate::state::State;
use crate::words;
use outage_sim::run;
use outage_sim::session::Command;
use yew::{Callback, Html, Properties, component, html, use_memo, use_state_eq};

/// Properties of [`Debrief`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What could be decided, and until when.
    pub(super) command: Command,
    /// The state of the page: the run of what was decided.
    pub(super) model: Same<State>,
    /// The state that the step begins with.
    pub(super) base: Same<State>,
    /// What was decided.
    pub(super) decisions: Decisions,
    /// Takes command again.
    pub(super) again: Callback<()>,
}

/// What came of a command.
#[component]
pub(super) fn Debrief(props: &Props) -> Html {
    let Props { command, model, base, decisions, again } = props;
    let scenario = &base.scenario;
    let (start, until) = span_of(command, scenario, base.cue.at);
    let found = use_memo(scenario.id.clone(), |_| {
        let best = best(scenario, &base.inputs, &base.recording, start, until);
        let recording = run(scenario, &best.inputs);
        (totals(scenario, &recording, None, until), best)
    });
    let compares = use_state_eq(|| false);
    let seen = use_memo(Same::of(&model.recording), |run| run.as_operators_see(scenario));
    let (run, day) = (&model.recording, &base.baseline);
    let told = decisions.told(scenario, run);
    let clock = |at: f64| words::clock(&scenario.clock, model.view.clock, at);
    let end = clock(until);
    let rows = [
        ("You".to_owned(), totals(scenario, run, told.map(|(at, _)| at), until)),
        ("That day".to_owned(), totals(scenario, day, first_word(scenario, day), until)),
        (format!("Best of {} plans", found.1.tried), found.0.clone()),
    ];
    // Later steps may ask what happened that day.
    let columns = if *compares { rows.len() } else { 1 };
    let row = |label: String, of: &dyn Fn(&Totals) -> String| {
        html! {
            <tr key={label.clone()}>
                <th scope="row">{ &label }</th>
                { for rows.iter().take(columns).map(|(_, it)| html! { <td class="num">{ of(it) }</td> }) }
            </tr>
        }
    };
    let back = |it: &Totals| match it.recovered {
        Some(0.0) => "nothing failed".to_owned(),
        Some(minutes) => words::duration(minutes),
        None => "not yet".to_owned(),
    };
    let came = vec![
        row("Peak errors".into(), &|it| words::percent(it.peak)),
        row("Equivalent full outage".into(), &|it| words::duration(it.full)),
        row(format!("Failing at {end}"), &|it| words::percent(it.last)),
        row("Time to recovery".into(), &back),
        row("First public word".into(), &|it| it.told.map_or_else(|| "–".to_owned(), clock)),
    ];
    let heads: Vec<&str> =
        std::iter::once("").chain(rows.iter().take(columns).map(|(title, _)| title.as_str())).collect();
    let act = |action: usize| {
        let mine = decisions.all().iter().find(|it| it.choice == Choice::Act(action)).map(|it| clock(it.at));
        let theirs = day.action(action).filter(|(at, _)| *at <= until).map(|(at, _)| clock(at));
        let plan = found.1.actions.contains(&action).then(|| clock(start));
        let cell = |at: Option<String>| html! { <td class="num">{ at.unwrap_or_else(|| "–".into()) }</td> };
        html! {
            <tr key={action}><th scope="row">{ &scenario.actions[action].label }</th>{ cell(mine) }{ cell(theirs) }{ cell(plan) }</tr>
        }
    };
    let decision = |it: &crate::session::Decision| {
        let what = decision_in_words(command, scenario, it).unwrap_or_default();
        let then = came_of(command, it, told, &clock);
        let truth = Frame::at(scenario, run, model.view.clock, it.at).truth;
        html! {
            <li key={format!("{}{what}", it.at)}>
                <p><b class="num">{ clock(it.at) }</b>{ " " }<b>{ what }</b></p>
                if !then.is_empty() { <p>{ then }</p> }
                <dl>
                    <div><dt>{ "Your charts" }</dt><dd>{ known(scenario, &seen, it.at) }</dd></div>
                    <div><dt>{ "True" }</dt><dd>{ truth }</dd></div>
                </dl>
            </li>
        }
    };
    let table = |label: &'static str, head: &[&str], rows: Vec<Html>| {
        html! {
            <div class="scroll-x" tabindex="0" role="region" aria-label={label}>
                <table class="outcomes">
                    <thead><tr>{ for head.iter().map(|it| html! { <th scope="col">{ *it }</th> }) }</tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
        }
    };
    let onclick = again.reform(|_| ());
    html! {
        <div class="command debrief">
            <h3 id="debrief-title" tabindex="-1">{ "Looking back" }</h3>
            { table("What came of it", &heads, came) }
            if posted(scenario).is_some() {
                <p class="note">{ "The first public word is your own. The status page in the picture is posted to as on the day." }</p>
            }
            if !*compares {
                <button type="button" class="button" onclick={let compares = compares.setter(); move |_| compares.set(true)}>
                    { "Compare with that day, and with the best plan" }
                </button>
            } else {
            <p class="note">
                { format!("The best plan is the best of {} that begin at {}: nothing, one thing, two, all but one, all. Nobody knew enough to \
                    choose it then.", found.1.tried, clock(start)) }
            </p>
            <h3>{ "What was done" }</h3>
            { table("What was done", &["", "You", "That day", "Best plan"], ours(scenario, &base.recording, start).into_iter().map(act).collect()) }
            }
            <h3>{ "What you knew, and what was true" }</h3>
            <ol class="decisions">{ for decisions.all().iter().map(decision) }</ol>
            <button type="button" class="button" {onclick}>{ "Take command again" }</button>
        </div>
    }
}
