//! The file around the equations: kinds, components, actions, remediations, facts.

mod days;
mod kinds;
mod quantity;
mod receipt;
mod table;

use crate::problem::{Mistake, Span};
use crate::syntax::{Equations, Expr};
use crate::units::Units;
use outage_plan::{Documented, Reading};
pub(crate) use quantity::{Amount, Quantity};
use std::rc::Rc;
use table::Table;
use toml::de::DeTable;

/// Longest text that is read, in bytes.
const MAX_BYTES: usize = 512 * 1024;

/// Everything that the texts say, before names are looked up.
#[derive(Debug, Default)]
pub(crate) struct File {
    pub(crate) clock: Clock,
    pub(crate) units: Units,
    /// What stands at the top of the file, as if it were a component without a name.
    pub(crate) top: Rc<Kind>,
    pub(crate) kinds: Vec<Rc<Kind>>,
    /// Components, each followed by its dependencies.
    pub(crate) components: Vec<Component>,
    pub(crate) records: Vec<(String, Expr)>,
    pub(crate) actions: Vec<Action>,
    pub(crate) remediations: Vec<Remediation>,
    pub(crate) facts: Vec<Fact>,
}

/// When the run is, in minutes; `from` and `until` since the trigger.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    pub(crate) trigger: f64,
    pub(crate) from: f64,
    pub(crate) until: f64,
    pub(crate) step: f64,
}

impl Default for Clock {
    fn default() -> Self {
        Self { trigger: 0.0, from: 0.0, until: 60.0, step: 1.0 }
    }
}

/// A kind of component.
#[derive(Debug, Default)]
pub(crate) struct Kind {
    pub(crate) name: String,
    pub(crate) span: Span,
    /// What it is, in a sentence.
    pub(crate) about: String,
    /// What it has to be told, with what it takes when nobody tells it.
    pub(crate) needs: Vec<Need>,
    /// What others may use of it.
    pub(crate) offers: Vec<(String, Span)>,
    pub(crate) groups: Vec<(String, u32)>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) equations: Equations,
}

/// Something that a component of a kind has to be told.
#[derive(Debug)]
pub(crate) struct Need {
    pub(crate) name: String,
    pub(crate) usual: Option<Expr>,
}

/// A parameter of a kind.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) usual: Quantity,
    /// Whether every component has to say its value.
    pub(crate) is_required: bool,
    pub(crate) range: Option<(f64, f64)>,
    pub(crate) words: Vec<String>,
}

/// A component, or a dependency between two.
#[derive(Debug)]
pub(crate) struct Component {
    pub(crate) id: String,
    pub(crate) span: Span,
    pub(crate) kind: Rc<Kind>,
    pub(crate) set: Vec<(String, Quantity)>,
    pub(crate) with: Vec<(String, Span, Expr)>,
    /// For a dependency, the place of its caller and the name of its callee.
    pub(crate) ends: Option<(usize, String, Span)>,
}

/// What happens at a time of day.
#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) id: String,
    pub(crate) span: Span,
    pub(crate) is_trigger: bool,
    pub(crate) at: f64,
    pub(crate) over: f64,
    pub(crate) answers: Option<(String, Span)>,
    pub(crate) patience: f64,
    pub(crate) needs: Option<Expr>,
    pub(crate) takes: f64,
    pub(crate) retry: Option<f64>,
    pub(crate) after: Option<(String, Span)>,
    pub(crate) set: Vec<(String, Quantity)>,
}

/// What was proposed afterwards.
#[derive(Debug)]
pub(crate) struct Remediation {
    pub(crate) id: String,
    pub(crate) set: Vec<(String, Quantity)>,
    pub(crate) moves: Vec<(String, Span, f64)>,
}

/// What the record says.
#[derive(Debug)]
pub(crate) struct Fact {
    pub(crate) id: String,
    pub(crate) of: Expr,
    pub(crate) name: String,
    pub(crate) reading: Reading,
    pub(crate) bound: Quantity,
    pub(crate) times: u16,
    pub(crate) lasting: f64,
    pub(crate) documented: Documented,
    pub(crate) tolerance: f64,
    pub(crate) off: Vec<(String, Span)>,
    pub(crate) set: Vec<(String, Quantity)>,
    pub(crate) fix: Vec<(String, Span)>,
    pub(crate) before: Vec<(String, Span)>,
}

/// What all parts of the reader share.
pub(crate) struct Reader<'t> {
    text: &'t str,
    number: u16,
    units: Units,
    receipts: receipt::Receipts,
    mistakes: Vec<Mistake>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, number: usize, units: Units) -> Self {
        Self { text, number: number as u16, units, receipts: receipt::Receipts::default(), mistakes: Vec::new() }
    }

    fn report(&mut self, mistake: Mistake) {
        self.mistakes.push(mistake);
    }
}

/// Reads an outage with the kinds of a library. What cannot be read is told and left out.
pub(crate) fn read(texts: &[(&str, &str)], mistakes: &mut Vec<Mistake>) -> File {
    let mut file = File::default();
    let Some((outage, library)) = texts.split_last() else { return file };
    let mut units = Units::default();
    for (number, (_, text)) in library.iter().enumerate() {
        let mut reader = Reader::new(text, number, units);
        document(&mut reader, |root| {
            kinds::read(root, &mut file.kinds);
            root.finish();
        });
        mistakes.append(&mut reader.mistakes);
        units = reader.units;
    }
    let mut reader = Reader::new(outage.1, library.len(), units);
    document(&mut reader, |root| {
        receipt::sources(root);
        file.clock = days::clock(root);
        kinds::read(root, &mut file.kinds);
        root.table("parameters", "parameters", receipt::of_parameters);
        file.top = Rc::new(kinds::equations_of(root, String::new()));
        kinds::components(root, &mut file);
        days::read(root, &mut file);
        root.ignore(&PRESENTATION);
        root.finish();
    });
    mistakes.append(&mut reader.mistakes);
    file.units = reader.units;
    file
}

/// Keys at the top of a file that are about its presentation and not about its mechanism.
const PRESENTATION: [&str; 13] = [
    "format",
    "id",
    "title",
    "short",
    "day",
    "summary",
    "try-first",
    "opens-at",
    "opens-on",
    "root",
    "leaves-out",
    "anatomy",
    "observer",
];

/// What is wrong with a text that is not TOML, in words that need no knowledge of its grammar.
fn not_toml(text: &str, span: Span, message: &str) -> Mistake {
    let told = |message: &str, hint: &str| Mistake::new(span, message).hint(hint);
    match message.lines().next().unwrap_or("this is not TOML") {
        deep if deep.contains("recursion") => told("values lie too deep within each other", ""),
        open if open.contains("multi-line") => {
            // The parser names the end of the file, where the text would have to end at the latest.
            let (quotes, other) = if open.contains("literal") { ("'''", '\'') } else { ("\"\"\"", '"') };
            let from = text.rfind(quotes).unwrap_or(span.from as usize) as u32;
            let message = format!("the text that begins here is not closed; three {other} stand below its last line");
            told(&message, "").at(Span { from, to: from + 3, ..span })
        }
        open if open.contains("invalid basic string") => told("the quote is not closed on its line", ""),
        bare if bare.contains("must be quoted") => {
            told("a value that is more than a number stands between quotes", "write such as \"5 min\" or \"block\"")
        }
        twice if twice.contains("duplicate key") => told("this key is here twice", "leave one of them out"),
        message => Mistake::new(span, message),
    }
}

fn document(reader: &mut Reader<'_>, read: impl FnOnce(&mut Table<'_, '_, '_>)) {
    let everything = Span { text: reader.number, from: 0, to: 0 };
    if reader.text.len() > MAX_BYTES {
        let message = format!("the text has {} bytes; at most {MAX_BYTES} are read", reader.text.len());
        reader.report(Mistake::new(everything, message));
        return;
    }
    let text = reader.text;
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span =
            error.span().map_or(everything, |span| Span { from: span.start as u32, to: span.end as u32, ..everything });
        reader.report(not_toml(text, span, error.message()));
    }
    if errors.is_empty() {
        read(&mut Table::new(reader, document.get_ref(), String::new(), everything));
    }
}
