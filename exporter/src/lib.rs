//! What the page exports with, as a WebAssembly module of its own: it is loaded when somebody exports or shares, so that
//! a first visit does not pay for it. `static/export.js` calls it.
//!
//! Everything here is a thin wrapper: the bytes are made by [`outage_explorer::export`], as on the command line.

use outage_explorer::address::{self, Opened};
use outage_explorer::export::figure::{self, FigureSpec, Shape, figure};
use outage_explorer::export::forms::{self, How};
use outage_explorer::export::{Subject, animation, csv, json, kit, qr, timeline, versus};
use outage_explorer::notebook::{Pair, compared_with, comparison};
use outage_explorer::{shelf, state::Theme};
use outage_sim::OUTAGES;
use std::rc::Rc;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// A moment that is exported.
#[wasm_bindgen]
pub struct Moment {
    subject: Subject,
    /// The link of the run that it is compared with, if the link names one.
    with: Option<String>,
}

#[wasm_bindgen]
impl Moment {
    /// The moment that a link opens: its fragment, the address of the page, and the plan: of the outage that is [`named`]
    /// there, as its file has it, or of the text that is [`held`] there.
    ///
    /// # Errors
    /// When the link cannot be read back whole: better no file than one of another run.
    #[wasm_bindgen(constructor)]
    pub fn new(link: &str, page: &str, plan: Option<Vec<u8>>) -> Result<Self, JsError> {
        let opened = opened(link, plan)?;
        match opened.notices.first() {
            None => {
                let with = opened.with.as_ref().map(|with| compared_with(with, link));
                Ok(Self { subject: Subject::of(opened, page), with })
            }
            Some(problem) => Err(JsError::new(&format!("{}: {}", problem.place, problem.text))),
        }
    }

    /// The beginning of good file names: `kinesis-2020-0741`.
    #[must_use]
    pub fn stem(&self) -> String {
        self.subject.stem()
    }

    /// Its figure as SVG: in `light`, `dark` or `auto` colours, and of a shape: `lanes`, `whole` or `wide`.
    #[must_use]
    pub fn figure(&self, theme: &str, shape: &str) -> String {
        figure(&self.subject, FigureSpec::new(theme_of(theme), Shape::named(shape)))
    }

    /// The link of the run that the link of this one compares it with; nothing when it does not.
    #[must_use]
    pub fn with(&self) -> Option<String> {
        self.with.clone()
    }

    /// What it and another run differ in, as CSV.
    #[must_use]
    pub fn versus_csv(&self, other: &Moment) -> String {
        versus::csv(&self.pair(other))
    }

    /// Both in one picture as SVG, with the link of the comparison: in `light`, `dark` or `auto` colours.
    #[must_use]
    pub fn versus(&self, other: &Moment, theme: &str) -> String {
        let fragment = comparison(&self.subject.fragment, &other.subject.fragment);
        figure::versus(&Subject { fragment, ..self.subject.clone() }, &self.pair(other), theme_of(theme))
    }

    fn pair(&self, other: &Moment) -> Pair {
        Pair { one: Rc::new(self.subject.state.clone()), other: Rc::new(other.subject.state.clone()) }
    }

    /// Its series as CSV.
    #[must_use]
    pub fn csv(&self) -> String {
        csv::csv(&self.subject.state.scenario, &self.subject.state.recording)
    }

    /// Its run as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        json::run(&self.subject.state.scenario, &self.subject.state.recording, &self.subject.state.judgements)
    }

    /// Its day as Markdown.
    #[must_use]
    pub fn timeline(&self) -> String {
        timeline::timeline(&self.subject)
    }

    /// The moments of a loop, in minutes since the trigger.
    #[must_use]
    pub fn moments(&self) -> Vec<f64> {
        animation::moments(&self.subject, animation::FRAMES)
    }

    /// A frame of a loop as SVG, at a moment in minutes since the trigger.
    #[must_use]
    pub fn frame(&self, minutes: f64, theme: &str) -> String {
        figure(&self.subject.moved(minutes), FigureSpec::new(theme_of(theme), Shape::Wide))
    }

    /// The names of the figures in a kit, which the page may add as PNG.
    #[must_use]
    pub fn kit_figures(&self) -> Vec<String> {
        kit::FIGURES.iter().map(|(name, ..)| (*name).to_owned()).collect()
    }

    /// A figure of a kit as SVG, by its name; empty for another name.
    #[must_use]
    pub fn kit_figure(&self, name: &str) -> String {
        let known = kit::FIGURES.into_iter().find(|(known, ..)| *known == name);
        known.map_or_else(String::new, |(_, theme, shape)| figure(&self.subject, FigureSpec::new(theme, shape)))
    }

    /// A kit that pictures can be added to.
    #[must_use]
    pub fn kit(&self) -> Kit {
        Kit { subject: self.subject.clone(), pictures: Vec::new() }
    }
}

/// A kit that is being put together.
#[wasm_bindgen]
pub struct Kit {
    subject: Subject,
    pictures: Vec<kit::File>,
}

#[wasm_bindgen]
impl Kit {
    /// Adds a picture under a name.
    pub fn add(&mut self, name: String, bytes: Vec<u8>) {
        self.pictures.push((name, bytes));
    }

    /// The kit as a zip file.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        kit::kit(&self.subject, &self.pictures)
    }
}

/// An animated picture that is being put together.
#[wasm_bindgen]
pub struct Animation(animation::Animation);

#[wasm_bindgen]
impl Animation {
    /// An empty picture of a size in pixels for a number of frames.
    ///
    /// # Errors
    /// A size without a pixel or with too many, or no frames.
    #[wasm_bindgen(constructor)]
    pub fn new(width: u32, height: u32, frames: usize) -> Result<Self, JsError> {
        Ok(Self(animation::Animation::new(width, height, frames)?))
    }

    /// Adds a frame: red, green, blue and alpha of each pixel.
    ///
    /// # Errors
    /// A frame of another size, or one too many.
    pub fn add(&mut self, pixels: &[u8]) -> Result<(), JsError> {
        Ok(self.0.add(pixels)?)
    }

    /// The animated PNG file.
    ///
    /// # Errors
    /// When frames are missing.
    pub fn finish(self) -> Result<Vec<u8>, JsError> {
        Ok(self.0.finish()?)
    }
}

/// A QR code of a link as SVG; nothing when the link is too long for one.
#[wasm_bindgen]
#[must_use]
pub fn qr_code(link: &str) -> Option<String> {
    qr::qr(link)
}

/// The text of an outage that a link holds; nothing when it names one of the built-in ones.
#[wasm_bindgen]
#[must_use]
pub fn held(link: &str) -> Option<String> {
    address::held(link)
}

/// The name of the built-in outage that a link opens; nothing when the link holds a text.
#[wasm_bindgen]
#[must_use]
pub fn named(link: &str) -> Option<String> {
    address::named(link).map(|index| OUTAGES[index].0.to_owned())
}

/// What an author copies, for the link of an embedded page: name, hint and text of each form, one after the other. `base`
/// is the address of the page's folder, `how` what [`How::parse`] reads, and `plan` as for [`Moment`].
///
/// # Errors
/// When the outage of the link cannot be opened.
#[wasm_bindgen]
pub fn forms(link: &str, base: &str, how: &str, plan: Option<Vec<u8>>) -> Result<Vec<String>, JsError> {
    let forms = forms::forms(opened(link, plan)?, base, &How::parse(how));
    Ok(forms.into_iter().flat_map(|form| [form.name.into(), form.hint, form.text]).collect())
}

/// What a link opens, with its plan.
fn opened(link: &str, plan: Option<Vec<u8>>) -> Result<Opened, JsError> {
    let opened = match address::named(link) {
        Some(index) => {
            shelf::put(index, &plan.unwrap_or_default()).map_err(JsError::new)?;
            address::parse(link)
        }
        None => address::parse_with(link, |_| plan.ok_or_else(Vec::new)),
    };
    // What takes the place of a text that cannot be read is not here.
    if opened.document.is_here() { Ok(opened) } else { Err(JsError::new("the outage in the link cannot be read")) }
}

fn theme_of(word: &str) -> Theme {
    match word {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => Theme::Auto,
    }
}
