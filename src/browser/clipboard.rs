//! The clipboard.

use gloo::utils::window;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// Copies a text, and says afterwards whether that worked: browsers refuse it in some frames.
pub fn copy(text: &str, done: impl Fn(bool) + Clone + 'static) {
    let navigator = window().navigator();
    // Outside a secure context there is no clipboard at all.
    let has_clipboard = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"))
        .is_ok_and(|clipboard| !clipboard.is_undefined() && !clipboard.is_null());
    if !has_clipboard {
        done(false);
        return;
    }
    let refused = done.clone();
    let on_copied = Closure::once_into_js(move |_: JsValue| done(true));
    let on_refused = Closure::once_into_js(move |_: JsValue| refused(false));
    let promise = navigator.clipboard().write_text(text);
    let then = js_sys::Reflect::get(&promise, &JsValue::from_str("then")).ok().map(js_sys::Function::from);
    if let Some(then) = then {
        // A promise takes any two functions.
        let _ = then.call2(&promise, &on_copied, &on_refused);
    }
}
