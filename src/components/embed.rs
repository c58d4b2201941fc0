//! The page inside somebody's article: the same parts with less around them, and an ear for the page around it.

mod foot;
mod host;
mod listen;
mod locks;

use super::app::Parts;
use super::desk::Desk;
use super::facts::FactList;
use super::paint::Work;
use super::player::{Beat, Player};
use super::same::Same;
use super::{Cascade, Headline, Inspector, LiveRegion, SessionPanel, Sheets, Timeline, WhatIf, later, notices};
use crate::address::{self, Furniture, Panel, Unlocked};
use crate::browser::{self, use_size, use_visible};
use crate::embed::Spot;
use crate::state::{Blind, Sheet, State};
use foot::Foot;
use host::{Host, Listener};
use locks::locked;
use std::rc::Rc;
use yew::{Html, NodeRef, UseStateSetter, classes, hook, html, use_memo, use_mut_ref, use_node_ref};

/// What surrounds the parts of the page.
pub(super) struct Surroundings {
    /// What readers may do.
    pub(super) desk: Rc<Desk>,
    /// What is worth finding out for them.
    pub(super) work: Work,
    host: Host,
    furniture: Furniture,
    node: NodeRef,
    /// The lanes: they give way where the frame is low.
    lanes: NodeRef,
}

/// What surrounds the parts of the page: inside an article, what its author chose. Nothing runs there unseen. Of the states the
/// first is what is shown, the second what links are written from.
#[hook]
pub(super) fn use_surroundings(
    embedded: bool,
    states: [&Same<State>; 2],
    player: &Player,
    beat: Beat,
    all: &Rc<Desk>,
    spot: UseStateSetter<Spot>,
) -> Surroundings {
    let [model, whole] = states;
    // What the link opened: what readers may change, and what a reset goes back to.
    let furniture = &model.furniture;
    let now = use_mut_ref(|| model.clone());
    now.replace(model.clone());
    let desk = use_memo(model.cue.number, |_| {
        let unlocked = || furniture.unlocked(&model.scenario, &model.inputs);
        if embedded { locked(all, unlocked(), &model.inputs, &now) } else { Desk::clone(all) }
    });
    let opened = use_memo(model.cue.number, |_| Rc::clone(&model.inputs));
    let (node, lanes) = (use_node_ref(), use_node_ref());
    let (size, visible) = (use_size(node.clone()), use_visible(node.clone()));
    let given_way = use_size(lanes.clone());
    player.hold(embedded && !visible);
    let host = Host {
        on: embedded && browser::is_framed(),
        model: model.clone(),
        whole: whole.clone(),
        player: player.clone(),
        beat,
        all: all.clone(),
        desk: desk.clone(),
        opened: Rc::clone(&opened),
        spot,
        node: node.clone(),
        size: (size.width, size.height, given_way.height),
    };
    let work = match &desk.unlocked {
        None => Work::wanted(model),
        Some(unlocked) => work(unlocked, visible && furniture.panels().contains(&Panel::Controls)),
    };
    Surroundings { desk, work, host, furniture: furniture.clone(), node, lanes }
}

/// The page inside somebody's article.
pub(super) fn view(parts: &Parts, around: &Surroundings, player: &Player) -> Html {
    let page = if parts.model.cue.lost { lost(&parts.model, &around.node) } else { shown(parts, around, player) };
    html! { <>{ page }<Listener host={around.host.clone()} /></> }
}

fn shown(parts: &Parts, around: &Surroundings, player: &Player) -> Html {
    let Surroundings { desk, furniture, node, lanes, .. } = around;
    let blind = parts.model.view.blind;
    // What is hidden is said above all, in the place of what would tell it.
    let is_shown =
        |panel: &&Panel| blind.is_none() || !matches!(panel, Panel::Headline | Panel::Controls | Panel::Facts);
    let panels: Vec<Panel> = furniture.panels().iter().filter(is_shown).copied().collect();
    let has_lanes = panels.contains(&Panel::Lanes);
    let panel = |panel: &Panel| {
        let Parts { model, wanted, frame, marks, paint, beat, .. } = parts;
        let (model, frame, marks) = (model.clone(), frame.clone(), marks.clone());
        let nothing = || html! { <div hidden=true></div> };
        let (id, part) = match panel {
            Panel::Headline => ("headline", html! { <Headline {model} told=true /> }),
            Panel::Cascade => ("cascade", html! { <Cascade {model} {frame} /> }),
            Panel::Lanes => ("lanes", html! { <Timeline {model} {frame} {marks} beat={*beat} plot={lanes.clone()} /> }),
            Panel::Controls if desk.unlocked.as_ref().is_none_or(|unlocked| unlocked.is_empty()) => {
                ("controls", nothing())
            }
            Panel::Controls => ("controls", html! { <WhatIf {model} wanted={wanted.clone()} paint={paint.clone()} /> }),
            // Side by side they are one.
            Panel::Chart if panels.contains(&Panel::Why) => ("chart", nothing()),
            Panel::Why | Panel::Chart => {
                let (why, charts) = (*panel == Panel::Why, panels.contains(&Panel::Chart));
                let id = if why { "why" } else { "chart" };
                (id, html! { <Inspector {model} {frame} {marks} {why} {charts} /> })
            }
            Panel::Facts => ("facts", html! { <div class="panel-body"><FactList {model} /></div> }),
        };
        // Below the lanes, or where there are none below all.
        let has_foot = *panel == Panel::Lanes || !has_lanes && panels.last() == Some(panel);
        html! {
            <section key={id} class="embed-panel" data-panel={id}>
                { part }
                if has_foot { <Foot model={parts.model.clone()} marks={parts.marks.clone()} lanes={has_lanes} /> }
            </section>
        }
    };
    let model = &parts.model;
    // Alone, the lanes make room for themselves in a low frame; with more below them readers scroll anyway.
    let fits = has_lanes
        && blind.is_none()
        && parts.all.session.is_none()
        && panels.iter().all(|panel| matches!(panel, Panel::Headline | Panel::Lanes));
    let link = format!("{}{}", browser::base(), address::write(&parts.all, &player.playback()));
    html! {
        <main class={classes!("embed", blind.map(Blind::class), fits.then_some("fits"))} ref={node}>
            if !(furniture.no_title && furniture.no_link) {
                <header class="embed-top">
                    <h1 class={furniture.no_title.then_some("unseen")}>{ &model.scenario.about.title }</h1>
                    if !furniture.no_link {
                        <a href={link} target="_blank" rel="noopener">
                            { "Open" }<span class="where">{ " in Outage Explorer" }</span>
                            <span class="unseen">{ " in a new tab" }</span>
                        </a>
                    }
                </header>
            }
            <div class="notices-place">{ notices(model, desk) }</div>
            if let Some(place) = &parts.all.session {
                <SessionPanel model={parts.all.clone()} place={place.clone()} />
            }
            if blind.is_some() { { later::blind_bar(model, &parts.frame) } }
            <div class="embed-panels">{ for panels.iter().map(panel) }</div>
            <Sheets model={model.clone()} open={model.view.sheet.filter(|sheet| matches!(sheet, Sheet::Facts | Sheet::Trust))} />
            <LiveRegion text={model.announcement.clone()} />
        </main>
    }
}

/// What is there when the outage that the link names is not.
fn lost(model: &State, node: &NodeRef) -> Html {
    html! {
        <main class="embed lost" ref={node}>
            <h1>{ "This figure cannot be shown" }</h1>
            { for model.notices.iter().map(|notice| html! { <p key={notice.text.clone()}>{ &notice.text }</p> }) }
            <p key=""><a href={browser::base()} target="_blank" rel="noopener">{ "Outage Explorer" }</a></p>
        </main>
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
    let fixes = unlocked.iter().filter_map(|part| match part {
        Unlocked::Fix(fix) => Some(*fix),
        Unlocked::Knob(_) | Unlocked::Event(_) => None,
    });
    Work { knobs: Some(knobs.collect()), fixes: Some(fixes.collect()) }
}
