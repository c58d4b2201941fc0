//! The opening: healthy, one sentence and one thing to do; then it happens, and two ways lead on.

use super::desk::{use_desk, use_look};
use super::live::LiveRegion;
use super::player::Beat;
use super::same::Same;
use super::transport::clock;
use crate::browser;
use crate::frame::{Frame, turn};
use crate::state::{Action, Stage, State};
use crate::words;
use yew::{Callback, Html, Properties, component, html, use_effect_with};

/// Properties of [`Telling`] and [`Ways`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The state of the page.
    pub(super) model: Same<State>,
    /// What is shown at the moment.
    pub(super) frame: Same<Frame>,
    /// How the cursor moves.
    pub(super) beat: Beat,
}

/// Whose systems these are, and what happens to them.
#[component]
pub(super) fn Telling(props: &Props) -> Html {
    let Props { model, frame, .. } = props;
    let about = &model.scenario.about;
    let turn = turn(model, frame.minutes);
    let noticed = if model.stage == Some(Stage::Whole) { about.noticed.as_str() } else { "" };
    html! {
        <header class="telling">
            <p class="whose">
                if !about.whose.is_empty() { <b>{ &about.whose }</b> }
                <span>{ words::simulated_day(&about.day) }</span>
            </p>
            <h2 id="stage-title" class="num" tabindex="-1">{ turn.text }</h2>
            <p id="stage-noticed">{ noticed }</p>
            <LiveRegion text={turn.spoken} />
        </header>
    }
}

/// What can be done: set it off, watch, and then ask why or prevent it.
#[component]
pub(super) fn Ways(props: &Props) -> Html {
    let (desk, look) = (use_desk(), use_look());
    let Props { model, frame, beat } = props;
    let stage = model.stage;
    use_effect_with(stage, |stage| {
        browser::focus_in_place(match stage {
            Some(Stage::Ready | Stage::Whole) => ".ways .primary",
            _ => "#stage-title",
        });
    });
    let is_over = stage == Some(Stage::Playing) && model.cue.course.is_some_and(|course| beat.minutes >= course.stop);
    {
        let act = desk.act.clone();
        use_effect_with(is_over, move |is_over| {
            if *is_over {
                act.emit(Action::Stage(Some(Stage::Whole)));
            }
        });
    }
    let way = |class: &'static str, label: String, action: Action, then: &'static str| {
        let act = desk.act.clone();
        let onclick = Callback::from(move |_| {
            act.emit(action.clone());
            if !then.is_empty() {
                browser::go_to_soon(then);
            }
        });
        html! {
            <button key={class} type="button" {class} aria-describedby="stage-title stage-noticed" {onclick}>{ label }</button>
        }
    };
    // Nothing moves by itself for readers who asked for less motion.
    let begin = Some(if look.calm { Stage::Whole } else { Stage::Playing });
    let about = &model.scenario.about;
    html! {
        <div class="ways">
            { match stage {
                None => html! {},
                Some(Stage::Ready) => {
                    let verb = about.opening.as_ref().map(|opening| opening.verb.clone());
                    way("primary", verb.unwrap_or_default(), Action::Stage(begin), "")
                }
                Some(Stage::Playing) => clock(frame),
                Some(Stage::Whole) => html! {
                    <>
                        if !about.story.is_empty() {
                            { way("primary why", "Why?".into(), Action::OpenCard(Some(0)), "#story-title") }
                        }
                        { way("primary prevent", "Prevent it".into(), Action::Stage(None), "#what-if") }
                        { way("quiet", "Explore freely".into(), Action::Stage(None), ".play") }
                    </>
                },
            } }
        </div>
    }
}

/// The way around the opening.
pub(super) fn skip(stage: Stage, act: &Callback<Action>) -> Html {
    // In the end the same stands beside the other ways.
    if stage == Stage::Whole {
        return html! {};
    }
    let act = act.clone();
    let onclick = Callback::from(move |_| leave(&act));
    html! { <button type="button" class="quiet skip-opening" title="To the whole page (Esc)" {onclick}>{ "Skip" }</button> }
}

/// Goes past the opening.
pub(super) fn leave(act: &Callback<Action>) {
    act.emit(Action::Stage(None));
    browser::go_to_soon(".play");
}

/// The ways back, on the page behind: to the story, and to the opening.
pub(super) fn ways_back(model: &State, act: &Callback<Action>) -> Html {
    let about = &model.scenario.about;
    let is_open = model.view.card.is_some();
    let story = {
        let act = act.clone();
        Callback::from(move |_| {
            act.emit(Action::OpenCard((!is_open).then_some(0)));
            if !is_open {
                browser::go_to_soon("#story-title");
            }
        })
    };
    let again = {
        let act = act.clone();
        Callback::from(move |_| act.emit(Action::Stage(Some(Stage::Ready))))
    };
    html! {
        <>
            if !about.story.is_empty() {
                <button key="why" type="button" class="button to-story" aria-expanded={if is_open { "true" } else { "false" }}
                    title="The story in cards" onclick={story}>{ "Why?" }</button>
            }
            if about.opening.is_some() {
                <button key="again" type="button" class="button to-opening" title="The day as it happened, from the healthy moment on"
                    onclick={again}>{ "Play from the beginning" }</button>
            }
        </>
    }
}
