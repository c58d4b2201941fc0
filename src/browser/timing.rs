//! Clocks and timers.

use super::FrameLoop;
use gloo::timers::callback::Timeout;
use gloo::utils::window;
use js_sys::{Function, Object, Reflect};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

/// Milliseconds since the page was opened.
#[must_use]
pub fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Does something and leaves how long it took in the browser's User Timing record.
pub fn measured<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let Some(performance) = window().performance() else { return work() };
    // A browser without these marks still runs the page.
    let _ = performance.mark(name);
    let result = work();
    let _ = performance.measure_with_start_mark(name, name);
    performance.clear_marks_with_mark_name(name);
    result
}

/// Leaves in the browser's User Timing record that something has just taken so many milliseconds, elsewhere.
pub fn lasted(name: &str, milliseconds: f64) {
    let lasted = || -> Result<(), JsValue> {
        let (performance, span, end) = (Reflect::get(&window(), &"performance".into())?, Object::new(), now());
        Reflect::set(&span, &"start".into(), &(end - milliseconds).max(0.0).into())?;
        Reflect::set(&span, &"end".into(), &end.into())?;
        let measure: Function = Reflect::get(&performance, &"measure".into())?.dyn_into()?;
        measure.call2(&performance, &name.into(), &span).map(drop)
    };
    // A browser without these marks still runs the page.
    let _ = lasted();
}

/// Something that happens later, unless this is dropped.
#[derive(Debug)]
pub struct After(#[expect(dead_code, reason = "held so that it is cancelled when dropped")] Timeout);

/// Does something after a number of milliseconds.
#[must_use]
pub fn after(milliseconds: u32, work: impl FnOnce() + 'static) -> After {
    After(Timeout::new(milliseconds, work))
}

/// The longest wait for a frame, in milliseconds: a page that nobody sees draws none.
const NO_FRAME: u32 = 50;

/// Work that is done once before the next frame, however often it is asked for.
pub struct Soon(Rc<Inner>);

struct Inner {
    work: Box<dyn Fn()>,
    frames: OnceCell<FrameLoop>,
    asked: RefCell<Option<After>>,
}

impl Soon {
    /// Work that nobody has asked for yet.
    #[must_use]
    pub fn new(work: impl Fn() + 'static) -> Self {
        let inner = Rc::new(Inner { work: Box::new(work), frames: OnceCell::new(), asked: RefCell::default() });
        let weak = Rc::downgrade(&inner);
        let frames = FrameLoop::new(move |_| {
            if let Some(inner) = weak.upgrade() {
                inner.run();
            }
            false
        });
        // It is empty until here.
        let _ = inner.frames.set(frames);
        Self(inner)
    }

    /// Asks for the work.
    pub fn ask(&self) {
        let inner = &self.0;
        if inner.asked.borrow().is_some() {
            return;
        }
        let weak = Rc::downgrade(inner);
        let late = after(NO_FRAME, move || {
            if let Some(inner) = weak.upgrade() {
                inner.run();
            }
        });
        inner.asked.replace(Some(late));
        if let Some(frames) = inner.frames.get() {
            frames.wake();
        }
    }
}

impl Inner {
    fn run(&self) {
        // The frame may come after the timer, or the other way round.
        let asked = self.asked.take();
        if asked.is_some() {
            (self.work)();
        }
    }
}

impl std::fmt::Debug for Soon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Soon").field("asked", &self.0.asked).finish_non_exhaustive()
    }
}
