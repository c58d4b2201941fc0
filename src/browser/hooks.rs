//! What the browser knows about the screen, as hooks.

use super::Subscription;
use gloo::events::EventListener;
use gloo::utils::{document, document_element, window};
use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry, ResizeObserver};
use yew::{NodeRef, hook, use_effect_with, use_state_eq};

/// Whether a media query such as `(prefers-reduced-motion: reduce)` holds, now and whenever that changes.
#[hook]
pub fn use_media(query: &'static str) -> bool {
    let holds = use_state_eq(|| matches(query));
    let setter = holds.setter();
    use_effect_with(query, move |&query| {
        let list = window().match_media(query).ok().flatten();
        let subscription = list.map(|list| {
            let changed = EventListener::new(&list, "change", move |_| setter.set(matches(query)));
            Subscription::listener(changed)
        });
        move || drop(subscription)
    });
    *holds
}

/// Whether the page is on paper, or about to be: browsers tell that before they lay it out for the printer.
#[hook]
pub fn use_paper() -> bool {
    let printing = use_state_eq(|| false);
    let setter = printing.setter();
    use_effect_with((), move |()| {
        let listen = |name: &'static str, on: bool| {
            let setter = setter.clone();
            EventListener::new(&window(), name, move |_| setter.set(on))
        };
        let listening = (listen("beforeprint", true), listen("afterprint", false));
        move || drop(listening)
    });
    use_media("print") || *printing
}

fn matches(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// How large an element is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// Width in CSS pixels; 0 before it is laid out.
    pub width: f64,
    /// Height in CSS pixels; 0 before it is laid out.
    pub height: f64,
    /// Device pixels in a CSS pixel.
    pub ratio: f64,
    /// Size of the page's text relative to the usual 16 pixels, which readers can change in their browser.
    pub text: f64,
}

impl Size {
    const NONE: Self = Self { width: 0.0, height: 0.0, ratio: 1.0, text: 1.0 };

    fn of(element: &Element) -> Self {
        let bounds = element.get_bounding_client_rect();
        let style = window().get_computed_style(&document_element()).ok().flatten();
        let text = style.and_then(|style| style.get_property_value("font-size").ok());
        let text =
            text.and_then(|text| outage_sim::number(text.trim_end_matches("px"))).map_or(1.0, |text| text / 16.0);
        // The bounds of a box that a browser splits over two columns span both; its own width is that of one.
        let own = element.dyn_ref::<HtmlElement>().map_or(f64::INFINITY, |element| f64::from(element.offset_width()));
        let width = if bounds.width() > own + 1.0 { own } else { bounds.width() };
        Self { width, height: bounds.height(), ratio: window().device_pixel_ratio(), text }
    }
}

/// The size of an element, now and whenever it changes.
#[hook]
pub fn use_size(node: NodeRef) -> Size {
    let size = use_state_eq(|| Size::NONE);
    let setter = size.setter();
    use_effect_with((), move |()| {
        let subscription = node.cast::<Element>().and_then(|element| {
            let measured = element.clone();
            let measure = move || setter.set(Size::of(&measured));
            measure();
            let on_size = Closure::<dyn FnMut(JsValue)>::new(move |_| measure());
            let observer = ResizeObserver::new(on_size.as_ref().unchecked_ref()).ok()?;
            observer.observe(&element);
            Some(Subscription::size(observer, on_size))
        });
        move || drop(subscription)
    });
    *size
}

/// Whether any of an element is on the screen, also through frames, and the page is not in the background. Not, until
/// that is known.
#[hook]
pub fn use_visible(node: NodeRef) -> bool {
    let (seen, shown) = (use_state_eq(|| false), use_state_eq(|| !document().hidden()));
    let (see, show) = (seen.setter(), shown.setter());
    use_effect_with((), move |()| {
        let listening = EventListener::new(&document(), "visibilitychange", move |_| show.set(!document().hidden()));
        let watching = node.cast::<Element>().and_then(|element| sight(&element, move |seen| see.set(seen)));
        move || drop((listening, watching))
    });
    *seen && *shown
}

/// Whether any of the first element that a selector finds is on the screen. Not, until that is known.
#[hook]
pub fn use_seen(selector: &'static str) -> bool {
    let seen = use_state_eq(|| false);
    let see = seen.setter();
    use_effect_with(selector, move |selector| {
        let found = document().query_selector(selector).ok().flatten();
        let watching = found.and_then(|element| sight(&element, move |seen| see.set(seen)));
        move || drop(watching)
    });
    *seen
}

/// Tells whether any of an element is on the screen, now and whenever that changes.
fn sight(element: &Element, see: impl Fn(bool) + 'static) -> Option<Subscription> {
    let on_sight = Closure::<dyn FnMut(JsValue)>::new(move |entries: JsValue| {
        let last = Array::from(&entries).pop();
        see(last.unchecked_into::<IntersectionObserverEntry>().is_intersecting());
    });
    let observer = IntersectionObserver::new(on_sight.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(Subscription::sight(observer, on_sight))
}
