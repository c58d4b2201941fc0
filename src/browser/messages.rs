//! Messages between a frame and the page around it. Nobody else is heard or told anything.

use super::Subscription;
use crate::embed::{LONGEST_VALUE, MOST_FIELDS, TYPE, Value, heights};
use gloo::events::EventListener;
use gloo::utils::window;
use js_sys::{JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlIFrameElement, MessageEvent, Window};
use yew::NodeRef;

/// The page around this one; `None` when there is none.
fn host() -> Option<Window> {
    let own = window();
    let parent = own.parent().ok().flatten()?;
    let is_other = AsRef::<JsValue>::as_ref(&parent) != AsRef::<JsValue>::as_ref(&own);
    is_other.then_some(parent)
}

/// Whether there is a page around this one.
#[must_use]
pub fn is_framed() -> bool {
    host().is_some()
}

/// Calls a function with the fields of each message from the page around this one.
#[must_use]
pub fn on_message(received: impl Fn(Vec<(String, Value)>) + 'static) -> Subscription {
    Subscription::listener(EventListener::new(&window(), "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let is_host = match (event.source(), host()) {
            (Some(source), Some(host)) => AsRef::<JsValue>::as_ref(&source) == AsRef::<JsValue>::as_ref(&host),
            _ => false,
        };
        if is_host && let Some(message) = event.data().dyn_ref::<Object>() {
            received(fields(message));
        }
    }))
}

/// Sends a frame to another address, without a step in the reader's history.
pub fn send_frame(frame: &NodeRef, address: &str) {
    let inside = frame.cast::<HtmlIFrameElement>().and_then(|frame| frame.content_window());
    // A frame that is gone stays where it is.
    let _ = inside.map(|inside| inside.location().replace(address));
}

/// Calls a function with each height that an embedded page in a frame says it has, and how wide the frame is then, in CSS
/// pixels.
#[must_use]
pub fn on_height(frame: &NodeRef, heard: impl Fn(f64, i32) + 'static) -> Subscription {
    let frame = frame.clone();
    Subscription::listener(EventListener::new(&window(), "message", move |event| {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let Some(frame) = frame.cast::<HtmlIFrameElement>() else { return };
        let inside = frame.content_window();
        let is_inside = match (event.source(), inside) {
            (Some(source), Some(inside)) => AsRef::<JsValue>::as_ref(&source) == AsRef::<JsValue>::as_ref(&inside),
            _ => false,
        };
        let height = event.data().dyn_ref::<Object>().and_then(|message| {
            let field = |name: &str| Reflect::get(message, &JsValue::from_str(name)).ok();
            field("type")
                .filter(|kind| kind.as_string().as_deref() == Some(TYPE))
                .and_then(|_| field("height")?.as_f64())
        });
        if let Some(height) = height.filter(|height| is_inside && (100.0..10_000.0).contains(height)) {
            heard(height, frame.client_width());
        }
    }))
}

/// The fields of an object that stand for something.
fn fields(message: &Object) -> Vec<(String, Value)> {
    let keys = Object::keys(message);
    let keys = keys.iter().take(MOST_FIELDS);
    keys.filter_map(|key| {
        let value = value(&Reflect::get(message, &key).ok()?)?;
        Some((text(&key).unwrap_or_default(), value))
    })
    .collect()
}

/// A value, or `None` for one that says nothing.
fn value(value: &JsValue) -> Option<Value> {
    if value.is_undefined() || value.is_null() {
        return None;
    }
    let number = value.as_f64().or_else(|| value.as_bool().map(|is| f64::from(u8::from(is))));
    Some(number.map(Value::Number).or_else(|| text(value).map(Value::Text)).unwrap_or(Value::Other))
}

/// A text that is not too long.
fn text(value: &JsValue) -> Option<String> {
    let text = value.dyn_ref::<JsString>()?;
    (text.length() as usize <= LONGEST_VALUE).then(|| String::from(text)).filter(|text| text.len() <= LONGEST_VALUE)
}

/// Sends a message to the page around this one.
pub fn tell(fields: &[(&str, Value)]) {
    let message = Object::new();
    for (key, value) in fields {
        let value = match value {
            Value::Text(text) => JsValue::from_str(text),
            Value::Number(number) => JsValue::from_f64(*number),
            Value::Other => JsValue::NULL,
        };
        // A new object takes any field.
        let _ = Reflect::set(&message, &JsValue::from_str(key), &value);
    }
    post(&message);
}

/// Says in the dialects of others how high the frame should be, in CSS pixels: AMP's, Embedly's and Medium's, Pym's for a
/// frame that was named with `?childId=`, and a plain `{ height }`.
pub fn tell_height(height: f64) {
    tell(&[("sentinel", "amp".into()), ("type", "embed-size".into()), ("height", Value::Number(height))]);
    tell(&[("height", Value::Number(height))]);
    let location = window().location();
    let query = location.search().unwrap_or_default();
    let child = query.trim_start_matches('?').split('&').find_map(|pair| pair.strip_prefix("childId="));
    let child = child.and_then(|id| js_sys::decode_uri_component(id).ok()).map(String::from);
    for message in heights(height, &location.href().unwrap_or_default(), child.as_deref()) {
        post(&JsValue::from_str(&message));
    }
}

fn post(message: &JsValue) {
    if let Some(host) = host() {
        // The page around may be anybody's, and what is said is no secret. A page that is gone hears nothing.
        let _ = host.post_message(message, "*");
    }
}
