//! The exporter: a script and a WebAssembly module of their own, loaded when somebody first exports or shares.

use super::trusted::{Trust, set};
use gloo::events::EventListener;
use gloo::utils::{document, window};
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// The function that `static/export.js` puts into the window.
const ENTRY: &str = "outageExport";

/// What is exported: one of the kinds of `static/export.js`, the same after `text-` for its text, or `qr` for the link as
/// an SVG text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The kind.
    pub kind: &'static str,
    /// The fragment of the address, with its `#`.
    pub link: String,
    /// The colours of pictures: `light`, `dark` or `auto`.
    pub theme: &'static str,
}

/// What an author copies for the link of an embedded page: name, hint and text of each form, with U+001F between. `how` is
/// what `export::forms::How` reads. What goes wrong is told in a sentence.
pub fn forms(link: &str, how: &str, done: impl FnOnce(Result<String, String>) + 'static) {
    ask(["forms", link, &super::base(), how], Box::new(|_| {}), Box::new(done));
}

/// Makes a file and hands it over as a download. `say` is told what is being done, `done` in the end the name of the file
/// (for texts the text), or in a sentence what went wrong.
pub fn export(order: Order, say: impl Fn(String) + 'static, done: impl FnOnce(Result<String, String>) + 'static) {
    // What is exported inside an article leads to the whole page.
    let page = if super::room().is_some() { super::base() } else { super::link_to("") };
    ask([order.kind, &order.link, &page, order.theme], Box::new(say), Box::new(done));
}

type Say = Box<dyn Fn(String)>;
type Done = Box<dyn FnOnce(Result<String, String>)>;

/// Calls the exporter: kind, link, page and how. Boxes keep this from being compiled once for each caller.
fn ask(words: [&str; 4], say: Say, done: Done) {
    let words = words.map(JsValue::from_str);
    load(move |entry| {
        let entry = match entry {
            Ok(entry) => entry,
            Err(problem) => return done(Err(problem)),
        };
        let say = Closure::wrap(say).into_js_value();
        let done = Closure::once_into_js(move |problem: String, answer: String| {
            done(if problem.is_empty() { Ok(answer) } else { Err(problem) });
        });
        let arguments: Array = words.into_iter().chain([say, done]).collect();
        // It answers through `done`, also when it fails.
        let _ = entry.apply(&JsValue::NULL, &arguments);
    });
}

/// The address of a picture for an `<img>` that holds an SVG text.
#[must_use]
pub fn picture_address(svg: &str) -> String {
    format!("data:image/svg+xml,{}", String::from(js_sys::encode_uri_component(svg)))
}

/// Hands over the exporter's function, after loading its script if need be.
fn load(ready: impl FnOnce(Result<Function, String>) + 'static) {
    if let Some(entry) = entry() {
        return ready(Ok(entry));
    }
    let Ok(script) = document().create_element("script") else { return };
    // An attribute of this name and value cannot be refused.
    let _ = script.set_attribute("type", "module");
    set(&script, "src", Trust::Script, &address());
    let ready = std::rc::Rc::new(std::cell::Cell::new(Some(ready)));
    for event in ["load", "error"] {
        let (ready, node) = (ready.clone(), script.clone());
        EventListener::once(&script, event, move |_| {
            let outcome =
                entry().ok_or_else(|| "the exporter could not be loaded. Reload the page to try again".to_owned());
            if outcome.is_err() {
                // So that it does not stay in the page. Browsers may keep the failure until they load the page anew.
                node.remove();
            }
            if let Some(ready) = ready.take() {
                ready(outcome);
            }
        })
        .forget();
    }
    if let Some(body) = document().body() {
        // A page takes any element.
        let _ = body.append_child(&script);
    }
}

fn entry() -> Option<Function> {
    Reflect::get(&window(), &JsValue::from_str(ENTRY)).ok()?.dyn_into().ok()
}

/// Where the script is. The build (`site/`) says so in the page, with a mark of the exporter's files as its query.
fn address() -> String {
    super::document::meta("exporter").unwrap_or_else(|| "./export.js".into())
}
