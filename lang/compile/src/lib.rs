//! The modelling language.

mod emit;
mod file;
mod graph;
mod lower;
mod names;
mod order;
mod parse;
mod problem;
mod syntax;
mod token;
mod units;

pub use lower::{FUNCTIONS, Function};
pub use problem::{Problem, Problems};

use outage_plan::Plan;

/// The kinds of the library, each text with its name.
pub const LIBRARY: [(&str, &str); 2] = [
    ("library/dependency.toml", include_str!("../../../library/dependency.toml")),
    ("library/service.toml", include_str!("../../../library/service.toml")),
];

/// A kind of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindText {
    /// Its name in files.
    pub name: String,
    /// What it is, in a sentence.
    pub about: String,
    /// Its text.
    pub text: String,
}

/// The kinds of the library, in the order of its texts.
#[must_use]
pub fn kinds() -> Vec<KindText> {
    let mut found = Vec::new();
    for (name, text) in LIBRARY {
        let file = file::read(&[(name, text), ("", "")], &mut Vec::new());
        let starts: Vec<usize> = text.match_indices("[[kind]]").map(|(at, _)| at).collect();
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        found.extend(file.kinds.iter().zip(starts.iter().zip(ends)).map(|(kind, (from, to))| KindText {
            name: kind.name.clone(),
            about: kind.about.clone(),
            text: text[*from..to].trim_end().to_owned(),
        }));
    }
    found
}

/// What is compiled, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What is recorded besides what facts and the file ask for.
    pub record: Recorded,
    /// The parameters that runs may change, besides those that the file itself changes; all when there is no list.
    /// The others are constants, which is quicker.
    pub free: Option<Vec<String>>,
}

/// What is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Recorded {
    /// What kinds offer, and what stands at the top of the file.
    #[default]
    Offered,
    /// Every number that has a name.
    Everything,
    /// Only what facts and the file ask for.
    Asked,
}

/// Compiles an outage with the kinds of some texts, each with its name.
///
/// # Errors
/// Everything that is wrong with the texts.
pub fn compile_with(library: &[(&str, &str)], outage: &str, options: &Options) -> Result<Plan, Problems> {
    let texts: Vec<(&str, &str)> = library.iter().copied().chain([("", outage)]).collect();
    let mut mistakes = Vec::new();
    let file = file::read(&texts, &mut mistakes);
    let told = |mut mistakes: Vec<problem::Mistake>| {
        // What is about the whole is told of the outage.
        let last = texts.len() as u16 - 1;
        mistakes.iter_mut().for_each(|mistake| mistake.span.text = mistake.span.text.min(last));
        problem::problems(&texts, mistakes)
    };
    // Names that are missing because a part could not be read would be mistakes that nobody made.
    if !mistakes.is_empty() {
        return Err(told(mistakes));
    }
    let model = lower::lower(&file, options, &mut mistakes);
    let draft = match model.filter(|_| mistakes.is_empty()) {
        Some(model) => emit::emit(model, file.clock, &mut mistakes),
        None => None,
    };
    match draft.filter(|_| mistakes.is_empty()).map(Plan::new) {
        Some(Ok(plan)) => Ok(plan),
        Some(Err(flaw)) => {
            mistakes.push(problem::Mistake::new(problem::Span::default(), flaw.to_string()));
            Err(told(mistakes))
        }
        None => Err(told(mistakes)),
    }
}

/// Compiles an outage with the kinds of the library.
///
/// # Errors
/// Everything that is wrong with the text.
pub fn compile(outage: &str) -> Result<Plan, Problems> {
    compile_with(&LIBRARY, outage, &Options::default())
}
