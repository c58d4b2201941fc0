//! The link in the address bar: follows every change, and the moment whenever the clock stands still; and is followed when
//! somebody edits it, or goes back. Steps such as another outage are entries of the browser’s history; what changes little by
//! little stays in one.

use super::desk::Desk;
use super::opening::open_link;
use super::player::{Beat, Player};
use super::same::Same;
use crate::address;
use crate::browser::{self, After, after};
use crate::playback::Playback;
use crate::state::{Action, State, Theme};
use std::cell::RefCell;
use std::rc::Rc;
use yew::{hook, use_effect_with, use_mut_ref, use_state_eq};

/// Milliseconds of rest before the address is written: browsers limit how often it may be.
const REST: u32 = 400;

/// Keeps the address and the state together; one that is not ours to write is only followed. Returns whether the browser refuses to have its address written.
#[hook]
pub(super) fn use_link(model: &Same<State>, player: &Player, beat: Beat, desk: &Rc<Desk>, ours: bool) -> bool {
    let refused = use_state_eq(|| false);
    let waiting: Rc<RefCell<Option<After>>> = use_mut_ref(|| None);
    {
        let (player, setter, waiting) = (player.clone(), refused.setter(), Rc::clone(&waiting));
        // What was shown before, with where its clock stood.
        let last = use_mut_ref(|| None::<(Same<State>, Playback)>);
        use_effect_with((model.clone(), beat), move |(model, beat)| {
            let before = last.replace(Some((model.clone(), player.playback())));
            let (is_new, is_entry) = match &before {
                Some((before, _)) => (before != model, before.entry < model.entry),
                None => (true, false),
            };
            // While it plays, only a change is worth writing, and one that waits to be written still is. What is being read
            // has an address of its own, which may be in the bar already.
            if !ours || (beat.playing && !is_new) || model.reading.is_some() {
                return;
            }
            let write = move |model: &State, playback: &Playback, entry: bool| {
                let link = address::write(model, playback);
                if browser::read_link() != link {
                    setter.set(browser::write_link(&link, entry).is_err());
                }
            };
            if let Some((before, playback)) = before.filter(|_| is_entry) {
                // Back leads to what was there last, not to what had been written of it.
                waiting.take();
                write(&before, &playback, false);
                return write(model, &player.playback(), true);
            }
            let (model, player) = (model.clone(), player.clone());
            waiting.replace(Some(after(REST, move || write(&model, &player.playback(), false))));
        });
    }
    {
        let act = desk.act.clone();
        use_effect_with((), move |()| {
            // What waits to be written belongs to the entry that was left.
            let left = move || drop(waiting.take());
            let listening = browser::on_link(left, move |link| {
                let (reads, act) = (act.clone(), act.clone());
                let reading = move || reads.emit(Action::Read("the link".into()));
                open_link(link, reading, move |opened| {
                    act.emit(match opened {
                        Ok(mut opened) => {
                            // The colours of an article are its author's, and those of the page are the reader's.
                            opened.theme = opened.theme.or((!ours).then(Theme::default));
                            Action::Restore(Box::new(opened))
                        }
                        Err(notice) => Action::NotRead(notice),
                    });
                });
            });
            move || drop(listening)
        });
    }
    *refused
}
