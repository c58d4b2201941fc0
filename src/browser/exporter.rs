//! The exporter: a script and a WebAssembly module of their own, loaded when somebody first exports or shares.

use super::on_demand::OnDemand;
use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

const EXPORTER: OnDemand = OnDemand { name: "exporter", entry: "outageExport", script: "./export.js" };

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
    EXPORTER.load(Box::new(move |exporter| {
        let exporter = match exporter {
            Ok(exporter) => exporter,
            Err(problem) => return done(Err(problem)),
        };
        let say = Closure::wrap(say).into_js_value();
        let done = Closure::once_into_js(move |problem: String, answer: String| {
            done(if problem.is_empty() { Ok(answer) } else { Err(problem) });
        });
        let arguments: Array = words.into_iter().chain([say, done]).collect();
        // It answers through `done`, also when it fails.
        let _ = exporter.apply(&JsValue::NULL, &arguments);
    }));
}

/// The address of a picture for an `<img>` that holds an SVG text.
#[must_use]
pub fn picture_address(svg: &str) -> String {
    format!("data:image/svg+xml,{}", String::from(js_sys::encode_uri_component(svg)))
}
