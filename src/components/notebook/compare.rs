//! Two runs side by side: which, and what they differ in.

use super::take::Take;
use super::versus::{Versus, dots};
use crate::browser;
use crate::components::opening::open_link;
use crate::components::same::Same;
use crate::frame::{Against, Difference, compared};
use crate::notebook::{Measure, Notebook, Pair, compared_with, comparison, day_of, link_of, measures, name_of};
use crate::state::{Change, State};
use outage_sim::Inputs;
use std::rc::Rc;
use yew::{Callback, Event, Html, Properties, component, hook, html, use_effect_with, use_memo, use_state};

/// A run that can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The run on the screen.
    Now,
    /// The day as it happened, of the other run's outage.
    Day,
    /// The run that a link brought.
    With,
    /// The run on the screen without what changes at its fork.
    Unforked,
    /// A kept run, by its place.
    Kept(usize),
}

/// Properties of [`Compare`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) model: Same<State>,
    pub(super) runs: Same<Notebook>,
    pub(super) sides: [Side; 2],
    /// Chooses others.
    pub(super) choose: Callback<[Side; 2]>,
}

/// The state of a run, or why there is none.
type Outcome = Result<Rc<State>, String>;

/// The state that a link opens; nothing before it is here.
#[hook]
fn use_run(link: Option<&str>) -> Option<Outcome> {
    let held = use_state(|| None::<(String, Outcome)>);
    {
        let held = held.setter();
        use_effect_with(link.map(str::to_owned), move |link| {
            let Some(link) = link else { return };
            let of = link.clone();
            open_link(
                link.clone(),
                || {},
                move |opened| {
                    let outcome = match opened {
                        Ok(opened) if opened.lost => {
                            Err(opened.notices.into_iter().map(|notice| notice.text).collect())
                        }
                        Ok(opened) => Ok(Rc::new(State::open(opened))),
                        Err(notice) => Err(notice.text),
                    };
                    held.set(Some((of, outcome)));
                },
            );
        });
    }
    held.as_ref().filter(|(of, _)| Some(of.as_str()) == link).map(|(_, outcome)| outcome.clone())
}

/// Two runs side by side.
#[component]
pub(super) fn Compare(props: &Props) -> Html {
    let Props { model, runs, sides, choose } = props;
    let now = || link_of(model, model.scenario.about.opens_at);
    let own = |side: Side| match side {
        Side::Kept(index) => runs.runs.get(index).map(|kept| (kept.name.clone(), kept.link.clone())),
        Side::Now => Some((on_the_screen(model), now())),
        Side::With => {
            let link = compared_with(model.with.as_deref().unwrap_or_default(), &now());
            Some((WITH.to_owned(), link))
        }
        Side::Unforked => model.inputs.unforked().map(|inputs| (UNFORKED.to_owned(), unforked_link(model, inputs))),
        Side::Day => None,
    };
    let resolved = |this: usize| {
        own(sides[this]).unwrap_or_else(|| {
            let link = own(sides[1 - this]).map_or_else(now, |(_, link)| link);
            ("The day as it happened".into(), day_of(&link))
        })
    };
    let [one, other] = [resolved(0), resolved(1)];
    // One after the other: of two that are asked for at once, only the newest would arrive.
    let first = use_run(Some(&one.1));
    let second = use_run(first.is_some().then_some(other.1.as_str()));
    let states = [first, second];
    let here = states.iter().flatten().filter_map(|outcome| outcome.as_ref().ok()).map(Same::of).collect::<Vec<_>>();
    let pair = use_memo(here, |here| match &here[..] {
        [one, other] => Some(Pair { one: Rc::clone(&one.0), other: Rc::clone(&other.0) }),
        _ => None,
    });
    let link = comparison(&one.1, &other.1);
    // Whoever opens a comparison by its link did not make the runs: what was changed is their name.
    let named = |this: usize, name: String| match (&states[this], sides[this]) {
        (Some(Ok(state)), Side::Now | Side::With) if model.with.is_some() => name_of(state),
        _ => name,
    };
    let names = [named(0, one.0), named(1, other.0)];
    // A link can come from anywhere: what is not understood of it is said, and the rest is shown.
    let problems = states.iter().zip(["A", "B"]).flat_map(|(outcome, side)| match outcome {
        Some(Ok(state)) => {
            state.notices.iter().map(|notice| format!("{side}: {}: {}", notice.place, notice.text)).collect()
        }
        Some(Err(problem)) => vec![format!("{side}: {problem}")],
        None => Vec::new(),
    });
    let select = |this: usize, label: &'static str| {
        let (choose, sides) = (choose.clone(), *sides);
        let count = runs.runs.len();
        let onchange = Callback::from(move |event: Event| {
            let chosen = match browser::choice(&event).as_deref() {
                Some("now") => Side::Now,
                Some("day") => Side::Day,
                Some("with") => Side::With,
                Some("unforked") => Side::Unforked,
                Some(place) => place.parse().ok().filter(|place| *place < count).map_or(Side::Day, Side::Kept),
                None => return,
            };
            let mut next = sides;
            next[this] = chosen;
            choose.emit(next);
        });
        let option = |side: Side, name: String| {
            let value = match side {
                Side::Now => "now".to_owned(),
                Side::Day => "day".into(),
                Side::With => "with".into(),
                Side::Unforked => "unforked".into(),
                Side::Kept(index) => index.to_string(),
            };
            html! { <option key={value.clone()} {value} selected={sides[this] == side}>{ name }</option> }
        };
        html! {
            <div class={if this == 0 { "side one" } else { "side other" }}>
                <span class="side-mark" aria-hidden="true">{ if this == 0 { "A" } else { "B" } }</span>
                <select class="button" aria-label={label} {onchange}>
                    { option(Side::Now, on_the_screen(model)) }
                    { option(Side::Day, "The day as it happened".into()) }
                    if model.with.is_some() { { option(Side::With, WITH.into()) } }
                    if model.inputs.fork.is_some() { { option(Side::Unforked, UNFORKED.into()) } }
                    { for runs.runs.iter().enumerate().map(|(index, kept)| option(Side::Kept(index), format!("{} · {}", kept.name, kept.outage()))) }
                </select>
            </div>
        }
    };
    let swap = {
        let (choose, sides) = (choose.clone(), *sides);
        Callback::from(move |_| choose.emit([sides[1], sides[0]]))
    };
    html! {
        <>
            <div class="versus sides">
                { select(0, "The run") }
                <span class="note">{ "against" }</span>
                { select(1, "Compared with") }
                <button type="button" class="quiet" onclick={swap}>{ "Swap" }</button>
            </div>
            { for problems.map(|problem| html! { <p key={problem.clone()} class="problem" role="alert">{ problem }</p> }) }
            if let Some(pair) = &*pair {
                { sentence(pair, &names) }
                { figures(pair, &names) }
                <Take {link} />
                if pair.is_alike() && !pair.is_same() {
                    <Versus key={format!("{}{}", names[0], names[1])} one={Same::of(&pair.one)} other={Same::of(&pair.other)} names={names.clone()} />
                }
            }
        </>
    }
}

/// What a run from a link is called.
const WITH: &str = "The run in the link";

/// What the other future of a fork is called.
const UNFORKED: &str = "On the screen, without the fork";

/// The link of the run on the screen without what changes at its fork.
fn unforked_link(model: &State, inputs: Inputs) -> String {
    let mut unforked = model.clone();
    (unforked.inputs, unforked.recording) = (Rc::new(inputs), Rc::clone(model.other().0));
    link_of(&unforked, model.scenario.about.opens_at)
}

/// What the run on the screen is called.
fn on_the_screen(model: &State) -> String {
    let name = if model.inputs.is_as_it_happened() { "the day as it happened" } else { "changed" };
    format!("On the screen, {name}")
}

/// The difference in a sentence.
fn sentence(pair: &Pair, names: &[String; 2]) -> Html {
    if !pair.is_alike() {
        let [one, other] = [&pair.one, &pair.other].map(|state| &state.scenario.about.short);
        return html! {
            <p class="versus-told" role="status">
                { format!("Two outages: {one}, and {other}. They have no parts in common, so only their figures stand side by side.") }
            </p>
        };
    }
    if pair.is_same() {
        return html! { <p class="versus-told" role="status">{ "Both are the same run, to the last bit." }</p> };
    }
    let is_day = pair.other.inputs.is_as_it_happened();
    let against = if is_day { Against::Day } else { Against::Run(&names[1]) };
    let told = compared(&pair.one.scenario, &pair.one.recording, &pair.other.recording, against);
    let class = match told.difference {
        Difference::Prevented | Difference::Better => "versus-told done",
        Difference::Worse => "versus-told worse",
        Difference::Same => "versus-told",
    };
    html! { <p {class} role="status" data-testid="versus">{ "A against B: " }<b>{ told.head }</b>{ told.rest }</p> }
}

/// The figures of both.
fn figures(pair: &Pair, names: &[String; 2]) -> Html {
    let row = |measure: Measure| {
        let class = class(measure.change);
        html! {
            <tr key={measure.label.clone()}>
                <th scope="row">{ measure.label }</th>
                { for measure.values.map(|value| html! { <td class="num">{ value }</td> }) }
                <td {class}>{ if measure.difference.is_empty() && measure.change == Change::Same { "–".to_owned() } else { measure.difference } }</td>
            </tr>
        }
    };
    html! {
        <table class="versus-figures">
            <caption class="unseen">{ format!("Figures of {} and of {}", names[0], names[1]) }</caption>
            <thead><tr><td></td><th scope="col">{ dots(0) }{ &names[0] }</th><th scope="col">{ dots(1) }{ &names[1] }</th><th scope="col">{ "A against B" }</th></tr></thead>
            <tbody>{ for measures(pair).into_iter().map(row) }</tbody>
        </table>
    }
}

/// How a difference is shown.
pub(super) fn class(change: Change) -> &'static str {
    match change {
        Change::Better => "num better",
        Change::Worse => "num worse",
        Change::Same => "num",
    }
}
