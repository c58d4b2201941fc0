//! What was proposed afterwards, by whom, and what it would do to this run.

use super::desk::use_desk;
use super::fold::fold;
use super::paint::Known;
use super::receipt::folded;
use super::same::Same;
use crate::address::Unlocked;
use crate::browser::checked;
use crate::paint::{Effect, MeasuredBy, Verdict};
use crate::state::{Action, Fold, Touched, Tried};
use outage_sim::{Numbers, Scenario};
use yew::{Callback, Event, Html, Properties, component, html};

/// Properties of [`Fixes`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The scenario.
    pub(super) scenario: Same<Scenario>,
    /// Indices of the remediations that are in place.
    pub(super) on: Numbers,
    /// What is known of the effects of remediations.
    pub(super) paint: Same<Known>,
    /// What readers have tried and opened.
    pub(super) tried: Tried,
    /// Whether each says what it would do before it is tried.
    pub(super) effects: bool,
}

/// What was proposed afterwards.
#[component]
pub(super) fn Fixes(props: &Props) -> Html {
    let desk = use_desk();
    let Props { scenario, on, paint, tried, effects } = props;
    let is_whole = desk.unlocked.is_none();
    let fix = |index: usize| {
        let spec = &scenario.remediations[index];
        let act = desk.act.clone();
        let onchange = Callback::from(move |event: Event| {
            if let Some(on) = checked(&event) {
                act.emit(Action::SetFix { fix: index, on });
            }
        });
        let on = on.contains(&index);
        html! {
            <li key={spec.id.clone()} class={if on { "fix changed" } else { "fix" }} data-fix={spec.id.clone()}>
                <label class="tick-box">
                    <input type="checkbox" checked={on} {onchange} />
                    <span>{ &spec.label }{ " " }
                        if on || *effects || tried.has(Touched::Fix(index)) {
                            { verdict(paint.verdicts.get(index).and_then(Option::as_ref)) }
                        }
                    </span>
                </label>
                <div class="knob-foot">
                    { folded(scenario, &spec.about, spec.receipt.as_ref()) }
                    <span class="by">{ &spec.proposed_by }</span>
                </div>
            </li>
        }
    };
    let shown: Vec<usize> =
        (0..scenario.remediations.len()).filter(|index| desk.may_change(Unlocked::Fix(*index))).collect();
    if shown.is_empty() {
        return html! { <div hidden=true></div> };
    }
    // What was found of other remediations says nothing of these.
    let found = paint.together.as_ref().filter(|(of, _)| of == on).map(|(_, verdict)| verdict);
    let of_day = paint.verdicts.iter().flatten().any(|verdict| verdict.by == MeasuredBy::Day);
    let compared = match of_day {
        true => "Your run has little left to prevent, so each is compared with the day as it happened.",
        false => "Each is compared with this run without any remediation.",
    };
    let (open, count) = (!is_whole || tried.is_open(Fold::Fixes), shown.len());
    let shown = shown.into_iter().filter(|index| open || on.contains(index) || tried.has(Touched::Fix(*index)));
    html! {
        <>
            if is_whole {
                { fold(&desk, tried, Fold::Fixes, HEAD, count, on.len()) }
            } else {
                <h3>{ HEAD }</h3>
            }
            if open || !on.is_empty() {
                <p class="note">{ compared }</p>
                <p class="together" data-testid="together">{ together(on.len(), found) }</p>
            }
            <ul class="fixes">{ for shown.map(fix) }</ul>
        </>
    }
}

const HEAD: &str = "What was proposed afterwards";

/// Effects of what is in place together that there is room for.
const MOST: usize = 3;

/// What so many remediations do together to this run.
fn together(count: usize, found: Option<&Verdict>) -> Html {
    let who = match count {
        0 => return html! { <span>{ "Tick several to see what they do together." }</span> },
        1 => "The one in place: ".to_owned(),
        2 => "Both together: ".into(),
        count => format!("All {count} together: "),
    };
    let more = found.map(|verdict| verdict.more.iter().take(MOST - 1)).into_iter().flatten();
    let more: String = more.map(|words| format!(", {words}")).collect();
    html! { <><b>{ who }</b>{ verdict(found) }<span>{ more }</span></> }
}

fn verdict(verdict: Option<&Verdict>) -> Html {
    let Some(verdict) = verdict else { return html! { <span class="verdict pending">{ "…" }</span> } };
    let class = match verdict.effect {
        Effect::Prevents => "verdict prevents",
        Effect::Shortens | Effect::Spares | Effect::Informs => "verdict helps",
        Effect::None => "verdict nothing",
        Effect::Worsens => "verdict worsens",
    };
    html! { <span {class}>{ &verdict.words }</span> }
}
