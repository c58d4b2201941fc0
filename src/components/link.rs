//! The link in the address bar: follows every change, and the moment whenever the clock stands still; and is followed when
//! somebody edits it.

use super::desk::Desk;
use super::opening::open_link;
use super::player::{Beat, Player};
use super::same::Same;
use crate::address;
use crate::browser::{self, After, after};
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
        let (player, setter) = (player.clone(), refused.setter());
        let written = use_mut_ref(|| None::<Same<State>>);
        use_effect_with((model.clone(), beat), move |(model, beat)| {
            // While it plays, only a change is worth writing, and one that waits to be written still is.
            let is_new = written.replace(Some(model.clone())).as_ref() != Some(model);
            if !ours || (beat.playing && !is_new) {
                return;
            }
            let model = model.clone();
            let write = move || {
                let link = address::write(&model, &player.playback());
                let current = browser::read_link();
                if current != link {
                    setter.set(browser::write_link(&link).is_err());
                }
            };
            waiting.replace(Some(after(REST, write)));
        });
    }
    {
        let act = desk.act.clone();
        use_effect_with((), move |()| {
            let listening = browser::on_link(move |link| {
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
