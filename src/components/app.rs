//! The whole page.

use super::beside::use_beside;
use super::blind::use_seen;
use super::desk::{Desk, Look};
use super::embed::use_surroundings;
use super::facts::FactList;
use super::judge::use_judge;
use super::kept::{use_kept, use_part};
use super::keys::use_keys;
use super::later::{self, Story};
use super::link::use_link;
use super::opening::open_link;
use super::paint::{Known, Work, use_paint};
use super::player::{Beat, Player};
use super::same::Same;
use super::stage::{Telling, Ways};
use super::workbench::Workbench;
use super::{Cascade, Headline, Inspector, LiveRegion, SessionPanel, Sheets, Timeline, TopBar, notices};
use crate::address::Opened;
use crate::browser::{self, use_media, use_paper};
use crate::embed::Spot;
use crate::frame::{Frame, Mark, frame_seen, marks};
use crate::playback::{Playback, SPEED};
use crate::state::{Blind, Seen, Sheet, Stage, State, Theme};
use outage_sim::{Inputs, Scenario};
use std::cell::Cell;
use std::rc::Rc;
use yew::{
    Callback, Classes, ContextProvider, Html, Properties, Renderer, classes, component, html, use_effect_with,
    use_memo, use_reducer, use_state_eq,
};

/// Puts the app into the page.
pub fn start() {
    let root = browser::app_root();
    // An article has an opening of its own.
    let seen = if is_embedded() { Seen::default() } else { Seen::kept(&browser::seen()) };
    yew::set_custom_panic_hook(Box::new(|panic| {
        browser::show_failure(&panic.to_string());
    }));
    // Until the plan is here, and a text in the link is read, the page says that it is loading.
    open_link(
        browser::read_link(),
        || {},
        |opened| {
            let props = match opened {
                Ok(opened) => {
                    let is_seen = opened.document.scenario().is_some_and(|it| seen.has(&it.id));
                    // Without an opening, the knobs and the rest are wanted at once.
                    if !is_embedded() && (!opened.is_plain() || is_seen) {
                        later::fetch_ahead();
                    }
                    Props { opened, seen }
                }
                Err(notice) => return browser::show_failure(&format!("{} {}", notice.place, notice.text)),
            };
            let show = || {
                match root {
                    Some(root) => Renderer::<App>::with_root_and_props(root, props).render(),
                    None => Renderer::<App>::with_props(props).render(),
                };
            };
            if is_embedded() { later::with_embed(show) } else { show() }
        },
    );
}

/// Properties of [`App`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// What the link of the address opens.
    pub opened: Opened,
    /// Whose openings were seen in earlier visits.
    pub seen: Seen,
}

/// Whether this is the page inside somebody's article.
fn is_embedded() -> bool {
    browser::room().as_deref() == Some("embed")
}

/// The whole page, or what is shown of it inside somebody's article: one app, so that both behave alike.
#[component]
pub fn App(props: &Props) -> Html {
    let embedded = *use_memo((), |()| is_embedded());
    let state = use_reducer(|| State::visit(props.opened.clone(), props.seen.clone()));
    // All of it, whatever may be seen.
    let all = Same(use_memo(State::clone(&state), State::clone));
    let model = all.clone();
    let judge_beside = use_beside(&state, !embedded);
    let spot = use_state_eq(Spot::default);
    {
        // What was highlighted in one outage is something else in the next.
        let spot = spot.setter();
        use_effect_with(model.document.clone(), move |_| spot.set(Spot::default()));
    }
    let room = Room { narrow: use_media("(max-width: 43.74rem)"), paper: use_paper() };
    let card = model.view.card.and_then(|card| model.scenario.about.story.get(card)).filter(|_| !embedded);
    let spotted = card.map_or(*spot, |card| Spot::on(&card.on));
    let look = Look { spot: spotted, ..use_the_look(&model, room.paper) };
    let (player, beat) = use_the_player(&model, look.calm);
    let seen = use_seen(&all, beat.minutes);
    let hidden = seen.is_none();
    let model = seen.unwrap_or(model);
    let is_blind = all.view.blind.is_some();
    let wanted = Same::of(if is_blind { &model.inputs } else { state.wanted() });
    let desk = use_memo((), |()| Desk::of(&state.dispatcher()));
    player.move_in_steps(look.calm);
    let around = use_surroundings(embedded, [&model, &all], &player, beat, &desk, spot.setter());
    let desk = around.desk.clone();

    use_keys(&model, &player, &desk);
    let refused = use_link(&all, &player, beat, &desk, !embedded);
    use_judge(&all, &desk, judge_beside);
    use_effect_with(model.seen.clone(), move |seen| {
        if !embedded && !seen.text().is_empty() {
            browser::remember_seen(seen.text());
        }
    });
    use_effect_with(model.stage, |stage| {
        if matches!(stage, Some(Stage::Playing | Stage::Whole)) {
            later::fetch_ahead();
        }
    });
    // What nobody sees yet need not be worked out.
    let work = if model.stage.is_some() || is_blind { Work::none() } else { around.work.clone() };
    let paint = use_paint(&model, &work);

    let deps = (Same::of(&model.recording), model.view.clock, model.view.blind, beat.minutes);
    let frame = use_memo(deps, |(.., minutes)| frame_seen(&model, *minutes));
    let frame = use_kept(frame);
    let history = model.inputs.is_as_it_happened();
    let deps = (Same::of(&model.scenario), Same::of(&model.judgements), model.view.clock, history);
    let marks = use_memo(deps, |(scenario, judgements, zone, history)| marks(scenario, judgements, *zone, *history));
    let marks = use_kept(marks);
    // What a move of a slider does not change.
    let still = use_part(&model, |one, other| {
        Rc::ptr_eq(&one.scenario, &other.scenario)
            && one.view == other.view
            && one.stage == other.stage
            && one.session == other.session
    });
    let bench = later::use_workbench(!embedded && (model.stage.is_none() || room.paper));
    let parts = Parts { all, model, wanted, still, frame, marks, paint, beat };
    let page = match embedded {
        _ if hidden => html! { <p class="instead">{ later::GONE }</p> },
        true => later::embedded(&parts, &around, &player),
        false => whole(&parts, &desk, refused, room, bench),
    };
    html! {
        <ContextProvider<Player> context={player.clone()}>
        <ContextProvider<Rc<Desk>> context={desk}>
        <ContextProvider<Look> context={look}>{ page }</ContextProvider<Look>>
        </ContextProvider<Rc<Desk>>>
        </ContextProvider<Player>>
    }
}

/// What the parts of the page are made from.
pub(super) struct Parts {
    /// The state, whatever of it may be seen: for links.
    pub(super) all: Same<State>,
    /// What the parts show of it.
    pub(super) model: Same<State>,
    /// The inputs of the newest run, whether it is here yet or not.
    pub(super) wanted: Same<Inputs>,
    /// The same without what a move of a slider changes.
    pub(super) still: Same<State>,
    pub(super) frame: Same<Frame>,
    pub(super) marks: Same<Vec<Mark>>,
    pub(super) paint: Same<Known>,
    pub(super) beat: Beat,
}

/// Where the page is shown.
#[derive(Debug, Clone, Copy)]
struct Room {
    /// On a screen as narrow as a phone's.
    narrow: bool,
    /// On paper, where nothing can be unfolded.
    paper: bool,
}

/// The whole page.
fn whole(parts: &Parts, desk: &Rc<Desk>, refused: bool, room: Room, bench: Workbench) -> Html {
    let Parts { all, model, still, frame, marks, beat, .. } = parts;
    let is_blind = model.view.blind.is_some();
    let of_sheets = match model.view.sheet {
        // What is written down of a blind page is its link.
        Some(Sheet::Editor) => all,
        Some(_) => model,
        None => still,
    };
    // On paper there is nothing to wait for.
    let opening = model.stage.is_some() && !room.paper;
    let lanes = model.scenario.components.iter().filter(|component| component.lane).count();
    html! {
        <div class={page_class(model, opening)}>
            if !opening {
                <a class="skip" href="#scrubber" onclick={skip_to("#scrubber")}>{ "Skip to the timeline" }</a>
                if !is_blind { <a class="skip" href="#what-if" onclick={skip_to("#what-if")}>{ "Skip to the knobs" }</a> }
            }
            <TopBar model={still.clone()} />
            <div class="notices-place">{ notices(model, desk) }</div>
            if let Some(name) = &model.reading {
                <p class="reading-text">{ format!("Reading {name}…") }</p>
            }
            if !opening { { whose(&model.scenario) } }
            <main class={main_class(model, opening)} style={format!("--lanes:{lanes}")}>
                if opening { <Telling model={model.clone()} frame={frame.clone()} beat={*beat} /> }
                <section class="stage" aria-labelledby="stage-title" inert={opening}>
                    if is_blind {
                        <h2 id="stage-title" class="unseen">{ &model.scenario.about.title }</h2>
                        { later::blind_bar(model, frame) }
                    } else if !opening {
                        <Headline model={model.clone()} />
                    }
                    <Cascade model={model.clone()} frame={frame.clone()} />
                </section>
                if !opening || model.stage != Some(Stage::Ready) {
                    <Timeline model={model.clone()} frame={frame.clone()} marks={marks.clone()} beat={*beat} docked={room.narrow} />
                }
                if opening {
                    <Ways model={model.clone()} frame={frame.clone()} beat={*beat} />
                } else {
                    if let Some(card) = model.view.card {
                        <Story model={model.clone()} {card} />
                    } else {
                        <Inspector model={model.clone()} frame={frame.clone()} marks={marks.clone()} />
                    }
                    { beside_session(all, if is_blind { later::so_far(model, frame) } else { (bench.what_if)(parts) }) }
                }
            </main>
            if room.paper && !is_blind {
                <section class="paper"><h2>{ "Documented facts" }</h2><FactList model={model.clone()} /></section>
            }
            if !opening && !is_blind { { (bench.about)(parts) } }
            <Sheets model={of_sheets.clone()} open={model.view.sheet} {refused} />
            <LiveRegion text={model.announcement.clone()} />
            if !opening { { (bench.turns)(parts) } }
            // The last: it stays at the foot of the screen, and covers nothing at the foot of the page.
            if room.narrow && !opening && model.view.card.is_none() { { (bench.dock)(parts) } }
        </div>
    }
}

/// The classes of the page. What they say could be asked of its parts, with `:has()`; browsers would then ask at each change
/// of any part.
fn page_class(model: &State, opening: bool) -> Classes {
    let in_story = !opening && model.view.card.is_some();
    classes!(
        "page",
        model.view.blind.map(Blind::class),
        opening.then_some("at-opening"),
        in_story.then_some("in-story")
    )
}

/// The same of its main part.
fn main_class(model: &State, opening: bool) -> Classes {
    classes!(
        opening.then_some("opening"),
        (model.stage == Some(Stage::Whole)).then_some("whole"),
        model.session.is_some().then_some("in-session"),
        (!model.inputs.is_as_it_happened()).then_some("differs")
    )
}

/// The knobs, below the open step of a session if there is one.
fn beside_session(model: &Same<State>, knobs: Html) -> Html {
    let Some(place) = &model.session else { return knobs };
    html! { <div class="session-column"><SessionPanel model={model.clone()} place={place.clone()} />{ knobs }</div> }
}

/// Whose systems these are, when it was, and what the people who use them noticed.
fn whose(scenario: &Scenario) -> Html {
    let about = &scenario.about;
    html! {
        <p class="whose-day">
            if !about.whose.is_empty() { <b>{ &about.whose }</b>{ " · " } }
            <span>{ &about.day }</span>
            if !about.noticed.is_empty() { <span class="noticed">{ &about.noticed }</span> }
        </p>
    }
}

/// The links at the top move the focus, and leave the address alone: it holds what is open.
fn skip_to(selector: &'static str) -> Callback<yew::MouseEvent> {
    Callback::from(move |event: yew::MouseEvent| {
        event.prevent_default();
        browser::focus_selector(selector);
    })
}

/// The player, which follows what is opened, and its last beat.
#[yew::hook]
fn use_the_player(model: &Same<State>, calm: bool) -> (Player, Beat) {
    let start = Playback::cued(model.scenario.span, &model.cue, SPEED);
    let beat = use_state_eq(|| Beat::of(&start, 0));
    let setter = beat.setter();
    let player = use_memo((), |()| Player::new(start, Callback::from(move |beat| setter.set(beat))));
    let followed = use_memo((), |()| Cell::new(model.cue.number));
    {
        let (player, followed) = (Player::clone(&player), Rc::clone(&followed));
        let span = model.scenario.span;
        use_effect_with(model.cue, move |cue| {
            followed.set(cue.number);
            player.change(|playback| {
                *playback = Playback::cued(span, cue, playback.speed);
                // Nothing moves by itself for readers who asked for less motion.
                playback.playing &= !calm;
            });
        });
    }
    // Until the player follows, the moment is the one that was asked for: what is blind must not be seen up to another one.
    let is_there = followed.get() == model.cue.number;
    let minutes = if is_there { beat.minutes } else { model.cue.at };
    (Player::clone(&player), Beat { minutes, ..*beat })
}

/// How everything is shown: what the reader chose, else what their system says.
#[yew::hook]
fn use_the_look(model: &Same<State>, paper: bool) -> Look {
    let (dark, calm) = (use_media("(prefers-color-scheme: dark)"), use_media("(prefers-reduced-motion: reduce)"));
    let theme = model.view.theme;
    use_effect_with(theme, |theme| {
        browser::set_theme(match theme {
            Theme::Auto => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        });
    });
    let title = model.scenario.about.title.clone();
    use_effect_with(title, |title| browser::set_title(&format!("{title} · Outage Explorer")));
    let dark = match theme {
        Theme::Auto => dark,
        theme => theme == Theme::Dark,
    };
    // Paper is light.
    let dark = dark && !paper;
    Look { dark, calm, zone: model.view.clock, spot: Spot::default() }
}
