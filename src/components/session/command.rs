//! Taking command: the clock stops when something new arrives, and whoever commands decides what happens next.

use super::debrief::Debrief;
use super::offer::OnOffer;
use crate::browser;
use crate::components::desk::use_desk;
use crate::components::player::{use_player, use_tick};
use crate::components::same::Same;
use crate::frame::posted;
use crate::session::{
    Choice, Decision, Decisions, decision_in_words, next_stop, ours, reached as so_far, size_of, span_of, telling,
};
use crate::state::{Action, Blind, State};
use crate::words;
use outage_sim::session::Command;
use outage_sim::{Scenario, What, describe};
use std::cell::Cell;
use std::rc::Rc;
use yew::{Callback, Html, Properties, component, html, use_effect_with, use_memo, use_state, use_state_eq};

/// Properties of [`CommandView`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What can be decided, and until when.
    pub(super) command: Command,
    /// The state of the page, with nothing hidden.
    pub(super) model: Same<State>,
    /// The state that the step begins with, if its plan is here.
    pub(super) base: Same<Option<State>>,
    /// Under what name the decisions are kept.
    pub(super) name: String,
    /// Begins the step again.
    pub(super) again: Callback<()>,
}

/// The paces of the clock, in simulated minutes per second.
const PACES: [(&str, f64); 3] = [("Slow", 1.0), ("Usual", 5.0), ("Fast", 20.0)];

/// Who does what, for a team around one screen.
const ROLES: [(&str, &str); 3] = [
    ("Commander", "Decides what is done next, and says aloud what the team believes. One thing at a time."),
    (
        "Operations",
        "Looks and acts. Says what a step costs before it is taken, and what was found, not what it must mean.",
    ),
    ("Communications", "Says what customers are told, and when. Asks every half hour: what do they know?"),
];

/// The command, once the plan of its outage is here.
#[component]
pub(super) fn CommandView(props: &Props) -> Html {
    match &*props.base.0 {
        Some(base) if base.scenario.id == props.model.scenario.id => html! { <Deciding ..props.clone() /> },
        _ => html! { <p class="note">{ "The outage is being loaded." }</p> },
    }
}

/// What is decided, then what came of it.
#[component]
fn Deciding(props: &Props) -> Html {
    let (desk, player) = (use_desk(), use_player());
    let Props { command, model, base, name, again } = props;
    let decisions = use_state(|| Decisions::read(&browser::kept_answers(name)));
    let Some(base) = &*base.0 else { return html! {} };
    let scenario = &base.scenario;
    let (start, until) = span_of(command, scenario, base.cue.at);
    let seen = use_memo(Same::of(&model.recording), |run| run.as_operators_see(scenario));
    let told = decisions.told(scenario, &model.recording);
    // How far the clock may run before it stops, and how far it has.
    let last = so_far(command, &decisions, (start, until));
    let limit = use_memo((), |()| Cell::new(last));
    let reached = use_memo((), |()| Cell::new(last));
    // A clock that stands tells nothing new.
    let shown = use_state_eq(|| (player.playback().cursor.clamp(start, last).round(), false));
    {
        let (player, limit, reached, setter) = (player.clone(), limit.clone(), reached.clone(), shown.setter());
        let over = decisions.is_over();
        use_tick(over, move |over, tick| {
            if *over {
                return;
            }
            // Nobody sees what comes before the decision.
            if tick.minutes > limit.get() + 0.01 {
                player.change(|playback| {
                    playback.pause();
                    playback.seek(limit.get());
                });
            }
            reached.set(reached.get().max(tick.minutes.min(limit.get())));
            setter.set((tick.minutes.min(limit.get()).round(), player.playback().playing));
        });
    }
    {
        let inputs = decisions.inputs(command, scenario, &base.inputs, &base.recording, start);
        let (act, model) = (desk.act.clone(), model.clone());
        use_effect_with((inputs, model.cue.number), move |(inputs, _)| {
            if **model.wanted() != *inputs {
                act.emit(Action::Command(Box::new(inputs.clone())));
            }
        });
    }
    {
        let name = name.clone();
        use_effect_with(decisions.text(), move |text| browser::keep_answers(&name, text));
    }
    {
        let (player, limit) = (player.clone(), limit.clone());
        use_effect_with(model.cue.number, move |_| {
            // A page that is opened again goes on where the last decision was, or where the command was handed over. What is
            // opened has its own moment, to which the player goes first.
            let goes = browser::after(0, move || player.change(|playback| playback.seek(limit.get())));
            move || drop(goes)
        });
    }
    let restart = {
        let (decisions, limit, reached, again) = (decisions.clone(), limit.clone(), reached.clone(), again.clone());
        let name = name.clone();
        Callback::from(move |()| {
            decisions.set(Decisions::default());
            limit.set(start);
            reached.set(start);
            // The step begins again hidden, as long as nothing is handed over.
            browser::keep_answers(&name, "");
            again.emit(());
        })
    };
    let take_back = {
        let (decisions, player, reached, limit) = (decisions.clone(), player.clone(), reached.clone(), limit.clone());
        Callback::from(move |()| {
            let mut next = (*decisions).clone();
            let Some(at) = next.take_back() else { return };
            decisions.set(next);
            limit.set(at);
            reached.set(at);
            player.change(|playback| playback.stand_at(at));
            browser::go_to_soon(".command-go .primary");
        })
    };
    {
        // While the clock runs nothing is taken back, as its button says.
        let (take_back, player) = (take_back.clone(), player.clone());
        let undo = Callback::from(move |()| {
            if !player.playback().playing {
                take_back.emit(());
            }
        });
        let decided = Rc::clone(&desk.decided);
        let has_one = !decisions.is_over() && !decisions.all().is_empty();
        use_effect_with((decisions.text(), has_one), move |(_, has_one)| {
            decided.replace(has_one.then_some(undo));
            move || drop(decided.take())
        });
    }
    if decisions.is_over() {
        return html! {
            <Debrief command={command.clone()} model={model.clone()} base={Same(Rc::new(base.clone()))} decisions={(*decisions).clone()} again={restart} />
        };
    }
    let waiting = model.asked.is_some();
    let (now, playing) = *shown;
    let clock = |at: f64| words::clock(&scenario.clock, model.view.clock, at);
    // Decides at the moment that has been reached, whatever moment is looked at.
    let decide = {
        let (decisions, player, reached, limit) = (decisions.clone(), player.clone(), reached.clone(), limit.clone());
        Callback::from(move |(choice, minutes, size): (Choice, f64, Option<f64>)| {
            let mut next = (*decisions).clone();
            let at = reached.get().ceil();
            next.add_sized(at, choice, size);
            decisions.set(next);
            limit.set((at + minutes).min(until));
            player.change(|playback| playback.stand_at(limit.get()));
            // The button that was pressed is gone.
            browser::go_to_soon(".command-go .primary");
        })
    };
    let go_on = {
        let (decisions, player, seen, limit, reached) =
            (decisions.clone(), player.clone(), seen.clone(), limit.clone(), reached.clone());
        Callback::from(move |_| {
            let from = reached.get();
            let mut next = (*decisions).clone();
            next.add(from, Choice::Wait);
            decisions.set(next);
            limit.set(next_stop(&seen, told.map(|(at, _)| at), from, until));
            player.change(|playback| {
                playback.seek(from);
                (playback.repeat, playback.end, playback.playing) = (None, Some(limit.get()), true);
            });
        })
    };
    let end = {
        let (decisions, player, act, limit) = (decisions.clone(), player.clone(), desk.act.clone(), limit.clone());
        let blind = model.view.blind.and(Some(Blind::Future));
        Callback::from(move |_| {
            let mut next = (*decisions).clone();
            next.end();
            decisions.set(next);
            limit.set(until);
            player.change(|playback| playback.stand_at(until));
            act.emit(Action::SetBlind(blind));
            browser::go_to_soon("#debrief-title");
        })
    };
    let pause = {
        let player = player.clone();
        Callback::from(move |_| player.change(|playback| playback.pause()))
    };
    let pace = |(label, speed): (&'static str, f64)| {
        let is_on = player.playback().speed == speed;
        let player = player.clone();
        let onclick = Callback::from(move |_| player.change(|playback| playback.set_speed(speed)));
        html! { <button key={label} type="button" aria-pressed={if is_on { "true" } else { "false" }} {onclick}>{ label }</button> }
    };
    let still = !playing && !waiting;
    let choice = |label: &str, note: &str, minutes: f64, choice: Choice| {
        let decide = decide.reform(move |size| (choice, minutes, size));
        let size = match choice {
            Choice::Act(action) => {
                size_of(command, scenario, action).map(|index| Same(Rc::new(scenario.parameters[index].clone())))
            }
            _ => None,
        };
        html! { <OnOffer key={label.to_owned()} label={label.to_owned()} note={note.to_owned()} {minutes} {size} {still} {decide} /> }
    };
    let costs = |id: &str| command.costs.iter().find(|cost| cost.action == id);
    let acts = ours(scenario, &base.recording, start).into_iter().filter(|action| {
        // Where the session says what actions cost, others are not on offer.
        let is_offered = command.costs.is_empty() || costs(&scenario.actions[*action].id).is_some();
        is_offered && !decisions.has(Choice::Act(*action))
    });
    let acts: Vec<Html> = acts
        .map(|action| {
            let spec = &scenario.actions[action];
            let note = costs(&spec.id).map_or("", |cost| &cost.text);
            choice(&spec.label, note, 0.0, Choice::Act(action))
        })
        .collect();
    let looks = command.looks.iter().enumerate().filter(|(look, _)| !decisions.has(Choice::Look(*look)));
    let looks: Vec<Html> =
        looks.map(|(number, look)| choice(&look.text, "", look.minutes, Choice::Look(number))).collect();
    let is_over = reached.get() >= until;
    let last = decisions.all().last().and_then(|it| Some((decision_in_words(command, scenario, it)?, it.at)));
    let back = last.map(|(what, at)| {
        let onclick = take_back.reform(|_| ());
        html! {
            <p class="command-back">
                <button type="button" class="button" title="Ctrl Z" disabled={playing} {onclick}>{ "Take back" }</button>{ " " }
                <span class="note">{ format!("{what}. The clock goes back to {}.", clock(at)) }</span>
            </p>
        }
    });
    html! {
        <div class="command">
            <p class="command-now" role="status"><b class="num">{ words::clock_spoken(&scenario.clock, model.view.clock, now) }</b>{ " " }
                { if playing { "Time passes." } else if waiting { "Working it out…" } else { "The clock stands. What do you do?" } }
            </p>
            <details class="note"><summary>{ "Three roles" }</summary>
                <dl class="roles">{ for ROLES.iter().map(|(role, does)| html! { <div key={*role}><dt>{ *role }</dt><dd>{ *does }</dd></div> }) }</dl>
            </details>
            { news(scenario, &seen, told, decisions.all().last().map_or(start - 15.0, |last| last.at), now, &clock) }
            if is_over {
                <p>{ format!("It is {}: somebody else takes over.", clock(until)) }</p>
            } else {
                <div class="command-go">
                    if playing {
                        <button type="button" class="primary" onclick={pause}>{ "Stop the clock" }</button>
                    } else {
                        <button type="button" class="primary" disabled={waiting} onclick={go_on}>{ "Wait and go on" }</button>
                    }
                    <div class="pair" role="group" aria-label="Pace">{ for PACES.into_iter().map(pace) }</div>
                </div>
                { log(command, scenario, &decisions, told, now, &clock) }
                { for back.clone() }
                <details open=true><summary>{ format!("Look into something ({})", looks.len()) }</summary><ul>{ for looks }</ul></details>
                <details><summary>{ format!("Do something ({})", acts.len()) }</summary><ul>{ for acts }</ul></details>
                if !decisions.has(Choice::Post) {
                    <ul>{ choice("Tell the public", if posted(scenario).is_some() { "Posts to the status page that there is trouble. Its tool has dependencies of its own." } else { "Says in public that there is trouble." }, 0.0, Choice::Post) }</ul>
                }
            }
            if is_over { { log(command, scenario, &decisions, told, now, &clock) }{ for back } }
            <button type="button" class={if is_over { "primary" } else { "quiet" }} onclick={end}>{ "Hand over and look back" }</button>
        </div>
    }
}

/// What has reached the team since the last decision.
fn news(
    scenario: &Scenario,
    seen: &outage_sim::Recording,
    told: Option<(f64, bool)>,
    since: f64,
    now: f64,
    clock: &dyn Fn(f64) -> String,
) -> Html {
    let is_new = |at: f64| at > since && at <= now;
    let events = seen.events().iter().filter(|event| is_new(event.at) && !matches!(event.what, What::ActionStarts(_)));
    let mut lines: Vec<String> = events
        .map(|event| {
            let subject =
                event.component.map(|part| format!("{}: ", scenario.components[part].label)).unwrap_or_default();
            format!("{} {subject}{}", clock(event.at), describe(scenario, event))
        })
        .collect();
    if let Some((at, _)) = told.filter(|(at, _)| is_new(*at)) {
        lines.push(format!("{} the public can read about it", clock(at)));
    }
    if lines.is_empty() {
        return html! { <p class="note">{ "Nothing new has reached you." }</p> };
    }
    html! {
        <div class="command-news"><h3>{ "New" }</h3><ul>{ for lines.iter().map(|line| html! { <li class="num">{ line }</li> }) }</ul></div>
    }
}

/// What was decided so far, and what was found.
fn log(
    command: &Command,
    scenario: &Scenario,
    decisions: &Decisions,
    told: Option<(f64, bool)>,
    now: f64,
    clock: &dyn Fn(f64) -> String,
) -> Html {
    let lines: Vec<Html> = telling(decisions)
        .rev()
        .map(|it| {
            let what = decision_in_words(command, scenario, it).unwrap_or_default();
            let then = came_of(command, it, told, &|at| clock(at));
            let is_done = match it.choice {
                Choice::Look(look) => command.looks.get(look).is_none_or(|look| it.at + look.minutes <= now + 0.5),
                _ => true,
            };
            html! {
                <li key={format!("{}{what}", it.at)}>
                    <b class="num">{ clock(it.at) }</b>{ " " }{ what }
                    if is_done && !then.is_empty() { <p>{ then }</p> }
                </li>
            }
        })
        .collect();
    if lines.is_empty() {
        return html! {};
    }
    html! { <div class="command-log"><h3>{ "What you did" }</h3><ol>{ for lines }</ol></div> }
}

/// What came of a decision at once: what was found, or when it can be read. Empty for what has to be watched.
pub(super) fn came_of(
    command: &Command,
    it: &Decision,
    told: Option<(f64, bool)>,
    clock: &dyn Fn(f64) -> String,
) -> String {
    match (it.choice, told) {
        (Choice::Look(look), _) => command.looks.get(look).map(|it| it.finds.clone()).unwrap_or_default(),
        (Choice::Post, Some((at, true))) => format!("The posting tool fails. By hand, it is there at {}.", clock(at)),
        (Choice::Post, _) => "It is there at once.".into(),
        _ => String::new(),
    }
}
