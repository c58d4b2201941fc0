//! Something that lasts until it is dropped.

use gloo::events::EventListener;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{IntersectionObserver, ResizeObserver};

/// A listener or observer that ends when this is dropped.
#[derive(Debug)]
pub struct Subscription(#[expect(dead_code, reason = "held so that it ends when dropped")] Held);

#[derive(Debug)]
enum Held {
    Listener(#[expect(dead_code, reason = "held so that it ends when dropped")] EventListener),
    Size(#[expect(dead_code, reason = "held so that it ends when dropped")] Observed),
    Sight(#[expect(dead_code, reason = "held so that it ends when dropped")] Seen),
}

#[derive(Debug)]
struct Observed(ResizeObserver, #[expect(dead_code, reason = "the observer calls it")] Closure<dyn FnMut(JsValue)>);

impl Drop for Observed {
    fn drop(&mut self) {
        self.0.disconnect();
    }
}

#[derive(Debug)]
struct Seen(IntersectionObserver, #[expect(dead_code, reason = "the observer calls it")] Closure<dyn FnMut(JsValue)>);

impl Drop for Seen {
    fn drop(&mut self) {
        self.0.disconnect();
    }
}

impl Subscription {
    pub(super) fn listener(listener: EventListener) -> Self {
        Self(Held::Listener(listener))
    }

    pub(super) fn size(observer: ResizeObserver, callback: Closure<dyn FnMut(JsValue)>) -> Self {
        Self(Held::Size(Observed(observer, callback)))
    }

    pub(super) fn sight(observer: IntersectionObserver, callback: Closure<dyn FnMut(JsValue)>) -> Self {
        Self(Held::Sight(Seen(observer, callback)))
    }
}
