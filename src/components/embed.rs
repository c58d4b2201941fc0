//! The page inside somebody's article: the same parts with less around them, and an ear for the page around it.

mod host;
mod locks;

use super::app::{desk, use_the_look, use_the_player};
use super::desk::{Desk, Look};
use super::facts::FactList;
use super::judge::use_judge;
use super::keys::use_keys;
use super::paint::{Work, use_paint};
use super::player::Player;
use super::same::Same;
use super::{Cascade, Facts, Headline, Inspector, LiveRegion, Timeline, WhatIf, notices};
use crate::address::{self, Panel, Unlocked};
use crate::browser::{self, use_size, use_visible};
use crate::embed::Spot;
use crate::frame::{Frame, marks};
use crate::state::{Action, State};
use host::{Host, use_host};
use locks::locked;
use std::rc::Rc;
use yew::{ContextProvider, Html, component, html, use_effect_with, use_memo, use_node_ref, use_reducer, use_state_eq};

/// The page inside somebody's article.
#[component]
pub(super) fn Embed() -> Html {
    let state = use_reducer(|| State::open(address::parse(&browser::read_link())));
    let model = Same(use_memo(State::clone(&state), State::clone));
    let spot = use_state_eq(Spot::default);
    let look = Look { spot: *spot, ..use_the_look(&model) };
    let (player, beat) = use_the_player(&model, look.calm);
    player.move_in_steps(look.calm);

    let all = use_memo((), |()| desk(&state.dispatcher()));
    // What the article opened: what a reset goes back to, and what readers may change.
    let own = use_memo(model.cue.number, |_| (Rc::clone(&model.inputs), model.furniture.clone()));
    let (inputs, furniture) = &*own;
    let unlocked = use_memo(model.cue.number, |_| furniture.unlocked(&model.scenario));
    let desk = use_memo(model.cue.number, |_| locked(&all, &unlocked, inputs));

    let node = use_node_ref();
    let (size, visible) = (use_size(node.clone()), use_visible(node.clone()));
    player.hold(!visible);
    use_keys(&model, &player, &desk);
    use_judge(&model, &desk);
    let paint = use_paint(&model, &work(&unlocked, visible && furniture.panels().contains(&Panel::Controls)));
    {
        let act = all.act.clone();
        use_effect_with((), move |()| {
            let listening = browser::on_link(move |link| act.emit(Action::Restore(Box::new(address::parse(&link)))));
            move || drop(listening)
        });
    }
    use_host(&Host {
        model: model.clone(),
        player: player.clone(),
        beat,
        all,
        desk: desk.clone(),
        spot: spot.setter(),
        node: node.clone(),
        height: size.height,
    });

    let frame = Same(use_memo((model.clone(), beat.minutes), |(model, minutes)| {
        Frame::at(&model.scenario, &model.inputs, &model.recording, model.view.clock, *minutes)
    }));
    let deps = (Same::of(&model.scenario), Same::of(&model.judgements), model.view.clock);
    let marks = Same(use_memo(deps, |(scenario, judgements, zone)| marks(scenario, judgements, *zone)));
    let panels = furniture.panels();
    let panel = |panel: &Panel| {
        let (model, frame, marks) = (model.clone(), frame.clone(), marks.clone());
        let (id, part) = match panel {
            Panel::Headline => ("headline", html! { <Headline {model} /> }),
            Panel::Cascade => ("cascade", html! { <Cascade {model} {frame} /> }),
            Panel::Lanes => ("lanes", html! { <Timeline {model} {frame} {marks} {beat} /> }),
            Panel::Controls if unlocked.is_empty() => ("controls", html! { <div hidden=true></div> }),
            Panel::Controls => ("controls", html! { <WhatIf {model} paint={paint.clone()} /> }),
            Panel::Why => {
                let charts = panels.contains(&Panel::Chart);
                ("why", html! { <Inspector {model} {frame} {marks} {charts} /> })
            }
            Panel::Chart if panels.contains(&Panel::Why) => ("chart", html! { <div hidden=true></div> }),
            Panel::Chart => ("chart", html! { <Inspector {model} {frame} {marks} why=false /> }),
            Panel::Facts => ("facts", html! { <div class="panel-body"><FactList {model} /></div> }),
        };
        html! { <section key={id} class="embed-panel" data-panel={id}>{ part }</section> }
    };
    let about = &model.scenario.about;
    let link = format!("{}{}", browser::base(), address::write(&model, &player.playback()));
    html! {
        <ContextProvider<Player> context={player.clone()}>
        <ContextProvider<Rc<Desk>> context={desk.clone()}>
        <ContextProvider<Look> context={look}>
            <main class="embed" ref={node}>
                if !(furniture.no_title && furniture.no_link) {
                    <header class="embed-top">
                        <h1 class={furniture.no_title.then_some("unseen")}>{ &about.title }</h1>
                        if !furniture.no_link {
                            <a href={link} target="_blank" rel="noopener">
                                { "Open in Outage Explorer" }<span class="unseen">{ " in a new tab" }</span>
                            </a>
                        }
                    </header>
                }
                <div class="notices-place">{ notices(&model, &desk) }</div>
                <div class="embed-panels">{ for panels.iter().map(panel) }</div>
                <Facts model={model.clone()} />
                <LiveRegion text={model.announcement.clone()} />
            </main>
        </ContextProvider<Look>>
        </ContextProvider<Rc<Desk>>>
        </ContextProvider<Player>>
    }
}

/// What is worth finding out: only what readers may change, and only while they see it.
fn work(unlocked: &[Unlocked], wanted: bool) -> Work {
    if !wanted {
        return Work::none();
    }
    let knobs = unlocked.iter().filter_map(|part| match part {
        Unlocked::Knob(parameter) => Some(*parameter),
        Unlocked::Event(_) | Unlocked::Fix(_) => None,
    });
    let verdicts = unlocked.iter().any(|part| matches!(part, Unlocked::Fix(_)));
    Work { knobs: Some(knobs.collect()), verdicts }
}
