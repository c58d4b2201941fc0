//! The keyboard: one key for everything, except where the focus has a use of its own for it.

use super::desk::Desk;
use super::fork;
use super::player::Player;
use super::same::Same;
use super::stage::leave;
use crate::browser::{self, Place, Press, listen_to_keys};
use crate::playback::{Stop, stops};
use crate::state::{Action, Sheet, Stage, State};
use std::cell::RefCell;
use std::rc::Rc;
use yew::{hook, use_effect_with, use_mut_ref};

/// What the keys do, for the help sheet: keys, and what they do.
pub(super) const KEYS: &[(&[&str], &str)] = &[
    (&["Space"], "play or pause"),
    (&["←", "→"], "one minute back or on; with Shift, 15 minutes"),
    (&["←", "→"], "while the story is open: the card before, or the next one"),
    (&["Home", "End"], "to the beginning or the end"),
    (&["P", "N"], "to the event before, or the next one"),
    (&["[", "]"], "slower or faster"),
    (&["L"], "repeat a stretch from here on, or no more; drag its ends"),
    (&["1", "…", "9"], "explain the first, second, … ninth lane"),
    (&["Ctrl Z", "Ctrl Y"], "take the last change back, or make it again"),
    (&["B"], "what you change begins at this moment, or from the start again"),
    (&["R"], "back to the day as it happened"),
    (&["F"], "the documented facts"),
    (&["K"], "keep this run, and the runs that were kept"),
    (&["?"], "this sheet"),
    (&["Esc"], "close a sheet or the story, or skip the opening"),
];

/// Listens to the keyboard for as long as the page is open.
#[hook]
pub(super) fn use_keys(model: &Same<State>, player: &Player, desk: &Rc<Desk>) {
    let latest: Rc<RefCell<Option<Same<State>>>> = use_mut_ref(|| None);
    latest.replace(Some(model.clone()));
    let player = player.clone();
    use_effect_with(Rc::clone(desk), move |desk| {
        let desk = Rc::clone(desk);
        let listening = listen_to_keys(move |press| {
            let Some(model) = latest.borrow().clone() else { return false };
            is_free(&press) && press_key(&press, &model, &player, &desk)
        });
        move || drop(listening)
    });
}

/// Whether the focus has no use of its own for a key.
fn is_free(press: &Press) -> bool {
    let moves = matches!(
        press.key.as_str(),
        "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End" | "PageUp" | "PageDown"
    );
    match press.place {
        Place::Page => true,
        Place::Button => !matches!(press.key.as_str(), " " | "Enter"),
        Place::Slider => !moves,
        Place::Field => false,
        Place::Dialog => matches!(press.key.as_str(), "?" | "f" | "F" | "k" | "K"),
    }
}

/// Does what a key stands for. Returns whether it stands for something.
fn press_key(press: &Press, model: &State, player: &Player, desk: &Desk) -> bool {
    if press.command {
        // Everything else with Ctrl or ⌘ is the browser's.
        let back = match press.key.to_ascii_lowercase().as_str() {
            "z" => !press.shift,
            "y" => false,
            _ => return false,
        };
        // The opening tells the day as it happened, and what is hidden stays as it is, but for decisions.
        if model.stage.is_some() || model.view.blind.is_some() && !(back && desk.has_decided()) {
            return false;
        }
        if back {
            desk.undo()
        } else {
            desk.act.emit(Action::Redo)
        }
        return true;
    }
    if let Some(handled) = tell(press, model, player, desk) {
        return handled;
    }
    let far = if press.shift { 15.0 } else { 1.0 };
    match press.key.as_str() {
        " " => player.change(|playback| playback.toggle()),
        "ArrowLeft" => player.change(|playback| playback.step(-far)),
        "ArrowRight" => player.change(|playback| playback.step(far)),
        "Home" => player.change(|playback| playback.home()),
        "End" => player.change(|playback| playback.end()),
        "n" | "N" => go(model, player, desk, |playback, stops| playback.next(stops).cloned()),
        "p" | "P" => go(model, player, desk, |playback, stops| playback.previous(stops).cloned()),
        "[" => player.change(|playback| playback.slower()),
        "]" => player.change(|playback| playback.faster()),
        "l" | "L" => player.change(|playback| playback.mark()),
        "b" | "B" if desk.unlocked.is_none() => desk.act.emit(fork::toggle(model, player)),
        "r" | "R" => desk.act.emit(Action::ResetAll),
        "f" | "F" => desk.act.emit(Action::Toggle(Sheet::Facts)),
        "k" | "K" => desk.act.emit(Action::Toggle(Sheet::Notebook)),
        "?" => desk.act.emit(Action::Toggle(Sheet::Help)),
        digit => {
            let mut lanes = (0..model.scenario.components.len()).filter(|&index| model.scenario.components[index].lane);
            let number = digit.parse::<usize>().ok().filter(|number| (1..=9).contains(number));
            let Some(lane) = number.and_then(|number| lanes.nth(number - 1)) else { return false };
            desk.act.emit(Action::Select(lane));
        }
    }
    true
}

/// What keys do in the opening, and while a card of the story is open; nothing, if what they do elsewhere.
fn tell(press: &Press, model: &State, player: &Player, desk: &Desk) -> Option<bool> {
    let key = press.key.as_str();
    if let Some(stage) = model.stage {
        match key {
            "Escape" => leave(&desk.act),
            " " if stage == Stage::Playing => player.change(|playback| playback.playing = !playback.playing),
            _ => return Some(false),
        }
        return Some(true);
    }
    // An article shows no story.
    model.view.card.filter(|_| desk.unlocked.is_none())?;
    desk.act.emit(match key {
        "ArrowLeft" => Action::TurnCard(false),
        "ArrowRight" => Action::TurnCard(true),
        "Escape" => Action::OpenCard(None),
        _ => return None,
    });
    if key == "Escape" {
        browser::go_to_soon(".to-story");
    }
    Some(true)
}

/// Goes to another event, and says which.
pub(super) fn go(
    model: &State,
    player: &Player,
    desk: &Desk,
    choose: impl FnOnce(&mut crate::playback::Playback, &[Stop]) -> Option<Stop>,
) {
    let stops = stops(&model.scenario, &model.recording, model.view.clock);
    if let Some(stop) = player.change(|playback| choose(playback, &stops)) {
        desk.act.emit(Action::Announce(stop.words));
    }
}
