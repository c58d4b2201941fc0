//! Dialogs above the page. The browser keeps the focus inside and closes them on Escape.

use super::Subscription;
use gloo::events::EventListener;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDialogElement};
use yew::{Callback, NodeRef, hook, use_effect_with, use_node_ref};

/// Opens a `<dialog>` for what is open, closes it for nothing, and tells when somebody closes it with Escape or a click
/// beside it.
#[hook]
pub fn use_dialog<T: PartialEq + 'static>(open: Option<T>, on_close: Callback<()>) -> NodeRef {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(open, move |open| {
            let Some(dialog) = node.cast::<HtmlDialogElement>() else { return };
            if open.is_some() && !dialog.open() {
                // It fails only for a dialog that is not part of a page.
                let _ = dialog.show_modal();
            } else if open.is_none() && dialog.open() {
                dialog.close();
            }
        });
    }
    {
        let node = node.clone();
        use_effect_with(on_close, move |on_close| {
            let subscriptions = node.cast::<HtmlDialogElement>().map(|dialog| {
                let on_close = on_close.clone();
                let closed = {
                    let (on_close, dialog) = (on_close.clone(), dialog.clone());
                    EventListener::new(&dialog.clone(), "close", move |_| {
                        // It is told a little later: something else may have been opened meanwhile.
                        if !dialog.open() {
                            on_close.emit(());
                        }
                    })
                };
                // What is on the backdrop has the dialog itself as its target; its content fills the dialog.
                let is_beside = |event: &Event| {
                    event.target().is_some_and(|target| target.dyn_ref::<HtmlDialogElement>().is_some())
                };
                // Both ends of a click: who selects a text and lets go beside the dialog wants to go on.
                let began_beside = Rc::new(Cell::new(false));
                let pressed = {
                    let began_beside = Rc::clone(&began_beside);
                    EventListener::new(&dialog, "pointerdown", move |event| began_beside.set(is_beside(event)))
                };
                let beside = EventListener::new(&dialog, "click", move |event| {
                    if is_beside(event) && began_beside.get() {
                        on_close.emit(());
                    }
                });
                [closed, pressed, beside].map(Subscription::listener)
            });
            move || drop(subscriptions)
        });
    }
    node
}
