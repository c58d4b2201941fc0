//! A loop over animation frames that sleeps when it has nothing to do.

use gloo::utils::window;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Calls a function before the next frame each time it is woken, and again for as long as that answers `true`.
#[derive(Clone)]
pub struct FrameLoop(Rc<Inner>);

struct Inner {
    on_frame: RefCell<Option<OnFrame>>,
    asked: Cell<Option<i32>>,
}

type OnFrame = Closure<dyn FnMut(f64)>;

impl FrameLoop {
    /// A sleeping loop. `step` gets the time of the frame in milliseconds and says whether it wants the next one.
    #[must_use]
    pub fn new(mut step: impl FnMut(f64) -> bool + 'static) -> Self {
        let inner = Rc::new(Inner { on_frame: RefCell::new(None), asked: Cell::new(None) });
        let weak = Rc::downgrade(&inner);
        let on_frame = Closure::new(move |time: f64| {
            let frame_loop = weak.upgrade().map(Self);
            if let Some(frame_loop) = &frame_loop {
                frame_loop.0.asked.set(None);
            }
            let again = step(time);
            if let (true, Some(frame_loop)) = (again, frame_loop) {
                frame_loop.wake();
            }
        });
        inner.on_frame.replace(Some(on_frame));
        Self(inner)
    }

    /// Asks for a frame, if none has been asked for yet.
    pub fn wake(&self) {
        if self.0.asked.get().is_none()
            && let Some(on_frame) = self.0.on_frame.borrow().as_ref()
        {
            let asked = window().request_animation_frame(on_frame.as_ref().unchecked_ref());
            self.0.asked.set(asked.ok());
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(asked) = self.asked.get() {
            // It may have run already.
            let _ = window().cancel_animation_frame(asked);
        }
    }
}

impl std::fmt::Debug for FrameLoop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FrameLoop").field("asked", &self.0.asked.get()).finish_non_exhaustive()
    }
}
