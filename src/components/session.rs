//! A session beside the picture: what everybody reads and answers, then what the run shows.

mod ask;
mod command;
mod debrief;
mod drawing;
mod offer;
mod paper;
mod prevent;
mod steps;
mod watch;

use super::defined::defined;
use super::desk::{use_desk, use_look};
use super::icons;
use super::opening::open_link;
use super::player::{use_player, use_tick};
use super::same::Same;
use super::wall::Wall;
use crate::address::{self, Opened as Opens};
use crate::browser;
use crate::session::{
    Answers, Decisions, Given, Place, as_left, kept_command, link_of, outages, place_in_words, reveals, shown, state_of,
};
use crate::state::{Action, State};
use ask::AskView;
use command::CommandView;
use outage_sim::session::{Answer, Session, Step, all_from_bytes};
use prevent::PreventView;
use std::rc::Rc;
use steps::Steps;
use watch::use_watch;
use yew::{Callback, Html, Properties, component, html, use_effect_with, use_memo, use_state, use_state_eq};

/// Properties of [`SessionPanel`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page, with nothing hidden.
    pub(super) model: Same<State>,
    /// The step that is open.
    pub(super) place: Place,
}

/// How far a session is.
#[derive(Debug, Clone, PartialEq)]
enum Found {
    /// It is on its way.
    Coming,
    /// It is here.
    Here(Rc<Session>),
    /// There is no such session, or it could not be fetched: a sentence.
    Gone(String),
}

/// The open step of a session, once that is here. The caller gives each session a key of its own, so that answers stay apart.
#[component]
pub(super) fn SessionPanel(props: &Props) -> Html {
    let found = use_state(|| Found::Coming);
    {
        let found = found.setter();
        use_effect_with((props.place.id.clone(), props.place.own.clone()), move |(id, own)| {
            if let Some(own) = own {
                let session = Session::from_bytes(&own.bytes).map(|session| Found::Here(Rc::new(session)));
                return found.set(session.unwrap_or_else(|| Found::Gone("This text is no session.".into())));
            }
            let id = Rc::clone(id);
            browser::fetch_sessions(move |bytes| {
                found.set(match bytes.map(|bytes| all_from_bytes(&bytes)) {
                    None => Found::Gone("The sessions could not be fetched. Try again when you are online.".into()),
                    Some(all) => match all.into_iter().find(|session| *session.id == *id) {
                        Some(session) => Found::Here(Rc::new(session)),
                        None => Found::Gone(format!("This page has no session `{id}`.")),
                    },
                });
            });
        });
    }
    match &*found {
        Found::Here(session) => {
            html! { <Opened model={props.model.clone()} place={props.place.clone()} session={Same::of(session)} /> }
        }
        Found::Coming => html! { <section class="session-panel"></section> },
        Found::Gone(why) => html! {
            <section class="session-panel" aria-labelledby="session-title">
                <div class="panel-head"><h2 id="session-title" tabindex="-1">{ "No session" }</h2><Leave /></div>
                <div class="panel-body"><p>{ why }</p></div>
            </section>
        },
    }
}

/// Leaves the session.
#[component]
fn Leave() -> Html {
    let desk = use_desk();
    let onclick = Callback::from(move |_| desk.act.emit(Action::LeaveSession));
    html! {
        <button type="button" class="quiet" aria-label="Leave the session" title="Leave the session" {onclick}>{ icons::close() }</button>
    }
}

/// Properties of [`Opened`].
#[derive(Debug, Clone, PartialEq, Properties)]
struct OpenedProps {
    model: Same<State>,
    place: Place,
    session: Same<Session>,
}

/// The open step of a session.
#[component]
fn Opened(props: &OpenedProps) -> Html {
    let (desk, calm) = (use_desk(), use_look().calm);
    let OpenedProps { model, place, session } = props;
    let session = &session.0;
    // A session of somebody's own is kept under its own name.
    let answers = use_state(|| Answers::read(&browser::kept_answers(&session.id)));
    let is_large = use_state_eq(|| false);
    let is_missing = use_state_eq(|| false);
    let index = place.step.min(session.steps.len().saturating_sub(1));
    let step = session.steps.get(index);
    let is_revealed = answers.is_revealed(index);

    let go = {
        let (act, session, place) = (desk.act.clone(), session.clone(), place.clone());
        // In an article its author chose what surrounds the picture.
        let furniture = model.furniture.clone();
        let is_missing = is_missing.setter();
        Callback::from(move |(to, is_revealed): (usize, bool)| {
            let Some(step) = session.steps.get(to) else { return };
            let (act, reads) = (act.clone(), act.clone());
            let (title, place) = (step.title.clone(), Place { step: to, ..place.clone() });
            let (furniture, is_missing) = (furniture.clone(), is_missing.clone());
            let kept = || Decisions::read(&browser::kept_answers(&kept_command(&session, to)));
            let commanded = step.command.clone().map(|command| (command, kept()));
            open_link(
                link_of(step, is_revealed),
                move || reads.emit(Action::Read(title)),
                move |opened| {
                    is_missing.set(opened.is_err());
                    let opened = opened.map(|opened| match &commanded {
                        Some((command, decisions)) => as_left(opened, command, decisions),
                        None => opened,
                    });
                    act.emit(match opened.map(|opened| Opens { furniture, ..opened }) {
                        // Where nothing moves by itself, what would have played has happened.
                        Ok(opened) if calm && opened.play => {
                            let at = opened.end.or(opened.at);
                            Action::Restore(Box::new(shown(Opens { at, play: false, ..opened }, place)))
                        }
                        Ok(opened) => Action::Restore(Box::new(shown(opened, place))),
                        Err(notice) => Action::NotRead(notice),
                    });
                },
            );
        })
    };
    {
        let go = go.clone();
        use_effect_with((index, place.begins), move |(index, begins)| {
            if *begins {
                go.emit((*index, is_revealed));
            }
        });
    }
    {
        let id = session.id.clone();
        use_effect_with(answers.text(), move |text| {
            if !id.is_empty() {
                browser::keep_answers(&id, text);
            }
        });
    }
    use_effect_with(index, |_| {
        browser::focus_in_place("#session-title");
        browser::show_soon(".session-panel > .panel-head".into());
    });
    {
        // The next step may show another outage, and there may be no network then.
        let outages = outages(session);
        use_effect_with(outages, |outages| outages.iter().for_each(|index| browser::fetch_plan(*index, |_| {})));
    }
    // What the run shows, once everybody has answered: worked out once, and whatever is changed afterwards.
    let state = use_memo((index, Same::of(&model.scenario)), |(index, _)| {
        session.steps.get(*index).and_then(|step| state_of(step, true))
    });

    let watch = Rc::new(use_watch(step, index, &state, calm));
    let is_told = |ask: usize| is_revealed && watch.is_told(ask);

    // What is on the screen while everybody answers.
    let known = use_memo(index, |index| {
        let opened = session.steps.get(*index).map(|step| address::parse(&link_of(step, false)))?;
        opened.blind.and(opened.at)
    });

    {
        // Nobody sees what comes before the answers. Whoever commands has a clock of their own.
        let is_asked = |step: &&Step| !step.asks.is_empty() && step.command.is_none() && !is_revealed;
        let until = step.filter(is_asked).and(*known).filter(|_| !place.begins);
        let player = use_player();
        use_tick(until, move |until, tick| {
            if let Some(until) = until.filter(|until| tick.minutes > until + 0.01) {
                player.change(|playback| {
                    playback.pause();
                    playback.seek(until);
                });
            }
        });
    }

    // What somebody commands begins with what the step shows.
    let base = use_memo((index, Same::of(&model.scenario)), |(index, _)| {
        session.steps.get(*index).filter(|step| step.command.is_some()).and_then(|step| state_of(step, false))
    });

    // A session has at least one step.
    let Some(step) = step else { return html! {} };
    let to = |label: Html, class: &'static str, index: Option<usize>, revealed: bool| {
        let go = go.clone();
        let onclick = index.map(|index| Callback::from(move |_| go.emit((index, revealed))));
        html! { <button type="button" {class} disabled={onclick.is_none()} {onclick}>{ label }</button> }
    };
    let answer = {
        let answers = answers.clone();
        Callback::from(move |(ask, given): (usize, Given)| {
            let mut next = (*answers).clone();
            next.put(index, ask, given);
            answers.set(next);
        })
    };
    let reveal = {
        let (answers, go, watch) = (answers.clone(), go.clone(), Rc::clone(&watch));
        Callback::from(move |mut next: Answers| {
            next.reveal(index);
            answers.set(next);
            go.emit((index, true));
            watch.begin();
        })
    };
    let bought = {
        let (answers, reveal) = (answers.clone(), reveal.clone());
        Callback::from(move |fixes: Vec<String>| {
            let mut next = (*answers).clone();
            next.buy(index, fixes);
            reveal.emit(next);
        })
    };
    let twist = {
        let answers = answers.clone();
        Callback::from(move |count| {
            let mut next = (*answers).clone();
            next.twist(index, count);
            answers.set(next);
        })
    };
    let tell = {
        let watch = Rc::clone(&watch);
        Callback::from(move |()| watch.tell())
    };
    let again = {
        let steps = session.steps.iter().enumerate().filter(|(_, step)| step.command.is_some());
        let commanded: Vec<String> = steps.map(|(index, _)| kept_command(session, index)).collect();
        let (answers, go) = (answers.clone(), go.clone());
        Callback::from(move |()| {
            answers.set(Answers::default());
            commanded.iter().for_each(|name| browser::keep_answers(name, ""));
            go.emit((0, false));
        })
    };
    let larger = {
        let is_large = is_large.clone();
        Callback::from(move |_| is_large.set(!*is_large))
    };
    let next = session.steps.get(index + 1);
    let waits = reveals(step) && !is_revealed && step.prevent.is_none();
    // Until its picture is here, a step shows nothing: what was answered would be shown before it. Where that could not be
    // fetched, showing tries again.
    let is_here = !place.begins || *is_missing;
    // What is to be done first has another button.
    let is_quiet = watch.waits() || !is_revealed && (reveals(step) || step.command.is_some());
    let all_told = (0..step.asks.len()).all(is_told) && is_revealed;
    // The same buttons in the window of whoever leads.
    let back = index.checked_sub(1);
    let before = back.map(|to| (to, answers.is_revealed(to)));
    let mut moves = vec![("Back".to_owned(), before.map(|to| go.reform(move |()| to)))];
    if waits {
        let (reveal, now) = (reveal.clone(), (*answers).clone());
        moves.push((label_of(step).into(), is_here.then(|| reveal.reform(move |()| now.clone()))));
    } else if watch.waits() {
        moves.push((TELL.into(), Some(tell.clone())));
    }
    let on = next.map(|_| (index + 1, answers.is_revealed(index + 1)));
    let label = next.map_or_else(|| "Next".into(), |next| format!("Next: {}", next.title));
    moves.push((label, on.map(|on| go.reform(move |()| on))));
    html! {
        <section class={if *is_large { "session-panel large" } else { "session-panel" }} aria-labelledby="session-title">
            <div class="panel-head">
                <p class="session-place num">{ place_in_words(session, index) }</p>
                <button type="button" class="quiet" aria-pressed={if *is_large { "true" } else { "false" }}
                    title="Only this, as large as the screen" onclick={larger}>{ if *is_large { "Smaller" } else { "Large" } }</button>
                <Leave />
            </div>
            <div class="panel-body">
                <h2 id="session-title" tabindex="-1">{ &step.title }</h2>
                <p class="session-say defines">{ defined(&model.scenario, "say", &step.say) }</p>
                { for step.asks.iter().enumerate().map(|(number, ask)| html! {
                    <AskView key={format!("{index}.{number}")} ask={ask.clone()} name={format!("ask-{index}-{number}")}
                        given={answers.get(index, number).cloned()} {is_revealed} is_told={is_told(number)} known={*known} state={Same(state.clone())}
                        answer={let answer = answer.clone(); Callback::from(move |given| answer.emit((number, given)))} />
                }) }
                if let Some(prevent) = step.prevent.as_ref().filter(|_| !place.begins) {
                    <PreventView key={index} prevent={prevent.clone()} model={model.clone()} given={answers.bought(index).map(<[String]>::to_vec)}
                        twisted={answers.twists(index)} {bought} {twist} />
                }
                if let Some(command) = &step.command {
                    <CommandView key={index} command={command.clone()} model={model.clone()} base={Same(base.clone())}
                        name={kept_command(session, index)} again={let go = go.clone(); Callback::from(move |()| go.emit((index, false)))} />
                }
                if watch.waits() {
                    <p class="note" role="status">
                        { if watch.plays() { "The run plays. The answer comes when it gets there." } else { "Paused: press play, and the answer comes when the run gets there." } }
                    </p>
                }
                if reveals(step) && is_revealed {
                    <p class="session-again">{ to(html! { "Back to before" }, "way", Some(index), false) }</p>
                }
            </div>
            <div class="story-steps">
                { to(html! { "Back" }, "button", back, back.is_some_and(|back| answers.is_revealed(back))) }
                if waits {
                    <button type="button" class="primary reveal" disabled={!is_here} onclick={let now = (*answers).clone(); Callback::from(move |_| reveal.emit(now.clone()))}>{ label_of(step) }</button>
                } else if watch.waits() {
                    <button type="button" class="button reveal tell" onclick={tell.reform(|_| ())}>{ TELL }</button>
                }
                if let Some(next) = next {
                    <button type="button" class={if is_quiet { "button" } else { "primary" }} aria-label={format!("Next: {}", next.title)}
                        onclick={let (go, revealed) = (go.clone(), answers.is_revealed(index + 1)); move |_| go.emit((index + 1, revealed))}>
                        { "Next" }if !is_quiet { { format!(": {}", next.title) } }
                    </button>
                }
            </div>
            <div class="panel-body">
                <Steps session={Same::of(session)} step={index} go={go.clone()} {again} state={Same(state.clone())} {moves} />
                <Wall session={Same::of(session)} place={Place { step: index, ..place.clone() }} answers={(*answers).clone()} state={Same(state.clone())} is_revealed={all_told} />
            </div>
        </section>
    }
}

/// What the button says that does not wait for the run.
const TELL: &str = "Show the answer";

/// What the button says that ends the answers.
fn label_of(step: &Step) -> &'static str {
    match step.asks.iter().all(|ask| ask.answer == Answer::Words) {
        true if step.asks.is_empty() => "Show it",
        true => "Why we ask",
        false => "Show what happened",
    }
}
