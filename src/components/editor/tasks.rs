//! The fields of what a step asks people to do: spend a budget, command the incident.

use super::form::Known;
use super::items::{Fields, How, items, take};
use super::writing::Writing;
use outage_sim::session::{Command, Prevent};
use yew::{Html, html};

/// The fields of a budget.
pub(super) fn budget(prevent: &Prevent, step: usize, writing: &Writing, known: &Known) -> Html {
    let place = format!("step.{step}.prevent");
    let own = Fields { writing, place: place.clone(), known: None };
    let costs =
        items(writing, &format!("{place}.costs"), Some(known), ("Remediation", prevent.costs.len()), |at, fields| {
            let cost = &prevent.costs[at];
            html! {
                <>
                    <div class="editor-pair">
                        { fields.field(format!("Remediation {}", at + 1), "fix", &cost.fix, How::Text, "editor-fixes") }
                        { fields.field("Points", "points", &whole(cost.points), How::Whole, "") }
                    </div>
                    { fields.lines("Why so many", "because", &cost.because) }
                </>
            }
        });
    let twists = items(writing, &format!("{place}.twists"), None, ("Twist", prevent.twists.len()), |at, fields| {
        let twist = &prevent.twists[at];
        html! {
            <>
                { fields.lines(format!("Twist {}: what is different", at + 1), "text", &twist.text) }
                { fields.field("The same as part of a link, such as seed=7", "run", &twist.run, How::Text, "") }
            </>
        }
    });
    html! {
        <fieldset class="editor-ask" data-part="prevent">
            <legend>{ "Budget" }</legend>
            <p class="note">{ "People buy what they think would have helped, and only then see what it does." }</p>
            { own.field("Points to spend", "budget", &whole(prevent.budget), How::Whole, "") }
            <h4>{ "What can be bought" }</h4>
            { costs }
            <h4>{ "Afterwards, to see whether it still holds" }</h4>
            { twists }
            <p><button type="button" class="quiet" onclick={take(writing, place, "Budget".into())}>{ "Take out the budget" }</button></p>
        </fieldset>
    }
}

/// The fields of a command.
pub(super) fn command(command: &Command, step: usize, writing: &Writing, known: &Known) -> Html {
    let place = format!("step.{step}.command");
    let own = Fields { writing, place: place.clone(), known: None };
    let costs = items(writing, &format!("{place}.costs"), Some(known), ("Cost", command.costs.len()), |at, fields| {
        let cost = &command.costs[at];
        html! {
            <>
                { fields.field(format!("Action {}", at + 1), "action", &cost.action, How::Text, "editor-actions") }
                { fields.lines("What it costs and needs", "text", &cost.text) }
                { fields.field("The knob for its size, if that can be chosen", "size", &cost.size, How::Optional, "editor-knobs") }
            </>
        }
    });
    let looks = items(writing, &format!("{place}.looks"), None, ("Look", command.looks.len()), |at, fields| {
        let look = &command.looks[at];
        html! {
            <>
                <div class="editor-pair">
                    { fields.field(format!("Look {}: what is looked into", at + 1), "text", &look.text, How::Text, "") }
                    { fields.field("Minutes", "minutes", &look.minutes.to_string(), How::Whole, "") }
                </div>
                { fields.lines("What it finds", "finds", &look.finds) }
            </>
        }
    });
    html! {
        <fieldset class="editor-ask" data-part="command">
            <legend>{ "Command of the incident" }</legend>
            <p class="note">
                { "Time runs as operators saw it and stops for decisions. Every action of the outage can be taken; its roles are \
                   commander, operations and communications." }
            </p>
            { own.field("It ends at, a time of day", "until", &command.until, How::Text, "") }
            <h4>{ "What actions cost and need" }</h4>
            { costs }
            <h4>{ "What can be looked into" }</h4>
            { looks }
            <p><button type="button" class="quiet" onclick={take(writing, place, "Command of the incident".into())}>{ "Take out the command" }</button></p>
        </fieldset>
    }
}

/// A whole number as it is typed; what could not be read is not there.
fn whole(number: u32) -> String {
    if number == 0 { String::new() } else { number.to_string() }
}
