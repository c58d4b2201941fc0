//! Pointers: mouse, pen and finger alike.

use super::FrameLoop;
use super::timing::now;
use gloo::utils::window;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::{InputEvent, NodeRef, PointerEvent};

/// Where a pointer is along the width of an element: 0 at its left edge, 1 at its right, kept in between.
#[must_use]
pub fn share_along(event: &PointerEvent, node: &NodeRef) -> Option<f64> {
    let bounds = node.cast::<Element>()?.get_bounding_client_rect();
    let share = (f64::from(event.client_x()) - bounds.left()) / bounds.width();
    share.is_finite().then(|| share.clamp(0.0, 1.0))
}

/// Where a pointer is along the height of an element: 0 at its foot, 1 at its top, kept in between.
#[must_use]
pub fn share_up(event: &PointerEvent, node: &NodeRef) -> Option<f64> {
    let bounds = node.cast::<Element>()?.get_bounding_client_rect();
    let share = (bounds.bottom() - f64::from(event.client_y())) / bounds.height();
    share.is_finite().then(|| share.clamp(0.0, 1.0))
}

/// A drag that keeps getting the events of its pointer wherever that goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drag(i32);

impl Drag {
    /// Begins a drag on an element, with the main button only.
    #[must_use]
    pub fn begin(event: &PointerEvent, node: &NodeRef) -> Option<Self> {
        if event.button() != 0 {
            return None;
        }
        let element = node.cast::<Element>()?;
        // A pointer that has gone already cannot be captured; the drag then ends with its next event.
        let _ = element.set_pointer_capture(event.pointer_id());
        Some(Self(event.pointer_id()))
    }

    /// Whether an event belongs to this drag.
    #[must_use]
    pub fn is_of(self, event: &PointerEvent) -> bool {
        event.pointer_id() == self.0
    }
}

/// Milliseconds after the last change in which what it changes may still be drawn.
const SETTLES: f64 = 400.0;

/// Something that stays where it is on the screen.
struct Held {
    element: Element,
    /// Where it was, and how far the page was scrolled, in pixels.
    at: (f64, f64),
    until: f64,
    #[expect(dead_code, reason = "held so that it is cancelled when dropped")]
    frames: FrameLoop,
}

thread_local!(static HELD: RefCell<Option<Held>> = const { RefCell::new(None) });

/// Keeps a slider under the finger that moves it where all stands in one column: what it changes grows and shrinks above it.
pub fn hold_in_place(event: &InputEvent) {
    let is_narrow = window().match_media("(max-width: 43.74rem)").ok().flatten().is_some_and(|list| list.matches());
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()).filter(|_| is_narrow)
    else {
        return;
    };
    HELD.with_borrow_mut(|held| {
        if let Some(held) = held.as_mut().filter(|held| held.element == element && now() < held.until) {
            held.until = now() + SETTLES;
            return;
        }
        let (at, until) = (place_of(&element), now() + SETTLES);
        let frames = FrameLoop::new(|_| HELD.with_borrow_mut(|held| held.as_mut().is_some_and(settle)));
        frames.wake();
        *held = Some(Held { element, at, until, frames });
    });
}

/// How far an element is below the top of the window, and how far the page is scrolled.
fn place_of(element: &Element) -> (f64, f64) {
    (element.get_bounding_client_rect().top(), window().scroll_y().unwrap_or_default())
}

/// Brings what is held back to its place. Answers whether to go on.
fn settle(held: &mut Held) -> bool {
    let (top, scrolled) = place_of(&held.element);
    let moved = top - held.at.0;
    let is_gone = held.element.client_height() == 0;
    if is_gone || moved.abs() >= 1.0 {
        // Whoever scrolls means to.
        if is_gone || (scrolled - held.at.1).abs() >= 1.0 {
            held.until = 0.0;
            return false;
        }
        window().scroll_by_with_x_and_y(0.0, moved);
        held.at.1 = window().scroll_y().unwrap_or_default();
    } else {
        held.at.1 = scrolled;
    }
    now() < held.until
}
