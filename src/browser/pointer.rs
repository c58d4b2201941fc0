//! Pointers: mouse, pen and finger alike.

use web_sys::Element;
use yew::{NodeRef, PointerEvent};

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
