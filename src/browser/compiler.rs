//! The compiler, which makes plans of texts, and the texts beside the page: loaded when somebody first needs them.

use super::newest::newest;
use super::on_demand::OnDemand;
use crate::address::Compiled;
use crate::session::{Change, Draft};
use js_sys::{Array, Uint8Array};
use outage_sim::session::{Session, all_from_bytes};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

const COMPILER: OnDemand = OnDemand { name: "compiler", entry: "outageCompile", script: "./compile.js" };

/// Makes a plan of the text of an outage, and answers later with it or with all that is wrong; not if somebody has opened
/// something else by then.
pub fn compile(text: &str, done: impl FnOnce(Compiled) + 'static) {
    let (text, done): (JsValue, Box<dyn FnOnce(Compiled)>) = (text.into(), Box::new(newest(done)));
    COMPILER.load(Box::new(move |compiler| {
        let compiler = match compiler {
            Ok(compiler) => compiler,
            Err(problem) => return done(Err(vec![problem])),
        };
        let done = Closure::once_into_js(move |plan: JsValue, problems: Array| {
            done(match plan.dyn_into::<Uint8Array>() {
                Ok(plan) => Ok(plan.to_vec()),
                Err(_) => Err(problems.iter().filter_map(|problem| problem.as_string()).collect()),
            });
        });
        // It answers through `done`, also when it fails.
        let _ = compiler.call2(&JsValue::NULL, &text, &done);
    }));
}

const EQUATIONS: OnDemand = OnDemand { entry: "outageEquations", ..COMPILER };

/// An outage compiled to be looked into.
#[derive(Debug, Clone, PartialEq)]
pub struct Equations {
    /// Its plan, in its compact form.
    pub plan: Vec<u8>,
    /// How each component works, as markup of the app's own.
    pub sheets: Vec<String>,
}

/// Compiles a built-in outage, or a text, to be looked into, and answers later; in a sentence when that failed.
pub fn equations(name: &str, text: &str, done: impl FnOnce(Result<Equations, String>) + 'static) {
    let (name, text) = (JsValue::from_str(name), JsValue::from_str(text));
    EQUATIONS.load(Box::new(move |compiler| {
        let compiler = match compiler {
            Ok(compiler) => compiler,
            Err(problem) => return done(Err(problem)),
        };
        let done = Closure::once_into_js(move |plan: JsValue, sheets: Array| {
            let mut sheets: Vec<String> = sheets.iter().filter_map(|sheet| sheet.as_string()).collect();
            done(match plan.dyn_into::<Uint8Array>() {
                Ok(plan) => Ok(Equations { plan: plan.to_vec(), sheets }),
                Err(_) => Err(sheets.drain(..).next().unwrap_or_default()),
            });
        });
        // It answers through `done`, also when it fails.
        let _ = compiler.call3(&JsValue::NULL, &name, &text, &done);
    }));
}

const DRAFT: OnDemand = OnDemand { entry: "outageDraft", ..COMPILER };

/// Changes the text of a session that somebody writes, and answers later with the text and what there is in it.
pub fn draft(text: &str, change: &Change, done: impl FnOnce(Draft) + 'static) {
    let words = [text, &change.place, change.how, &change.value].map(JsValue::from_str);
    let unchanged = text.to_owned();
    DRAFT.load(Box::new(move |compiler| {
        let compiler = match compiler {
            Ok(compiler) => compiler,
            Err(refused) => return done(Draft { text: unchanged, refused, ..Draft::default() }),
        };
        let done = Closure::once_into_js(
            move |text: String, taken: String, bytes: JsValue, problems: Array, refused: String| {
                let session = bytes.dyn_into::<Uint8Array>().ok().map(|bytes| all_from_bytes(&bytes.to_vec()));
                done(Draft {
                    session: session.and_then(|mut all| all.pop()).map(Rc::new),
                    problems: problems.iter().filter_map(|problem| problem.as_string()).collect(),
                    text,
                    taken,
                    refused,
                });
            },
        );
        // It answers through `done`, also when it fails.
        let _ = compiler.call2(&JsValue::NULL, &words.into_iter().collect::<Array>(), &done);
    }));
}

const WRITTEN: OnDemand = OnDemand { entry: "outageWritten", ..COMPILER };

/// Writes a session as a text, and answers later; in a sentence when that failed.
pub fn written(session: &Session, done: impl FnOnce(Result<String, String>) + 'static) {
    let bytes = Uint8Array::from(session.to_bytes().as_slice());
    WRITTEN.load(Box::new(move |writer| {
        let writer = match writer {
            Ok(writer) => writer,
            Err(problem) => return done(Err(problem)),
        };
        let done = Closure::once_into_js(move |text: Option<String>, problem: String| done(text.ok_or(problem)));
        // It answers through `done`, also when it fails.
        let _ = writer.call2(&JsValue::NULL, &bytes, &done);
    }));
}

const TEXT: OnDemand = OnDemand { entry: "outageText", ..COMPILER };

/// Reads a text that the build has put beside the page, and answers later; in a sentence when that failed.
pub fn text_of_page(name: &str, done: impl FnOnce(Result<String, String>) + 'static) {
    let name = JsValue::from_str(name);
    TEXT.load(Box::new(move |reader| {
        let reader = match reader {
            Ok(reader) => reader,
            Err(problem) => return done(Err(problem)),
        };
        let done = Closure::once_into_js(move |text: Option<String>, problem: String| done(text.ok_or(problem)));
        // It answers through `done`, also when it fails.
        let _ = reader.call2(&JsValue::NULL, &name, &done);
    }));
}
