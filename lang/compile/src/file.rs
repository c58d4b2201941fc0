//! The file around the equations: kinds, components, actions, remediations, facts.

mod component;
mod days;
mod kinds;
mod picture;
mod quantity;
mod receipt;
mod session;
mod sheet;
mod shown;
mod story;
mod table;

use crate::keys;
use crate::problem::{Mistake, Span};
use crate::syntax::{Equations, Expr};
use crate::units::Units;
use outage_plan::session::Session;
use outage_plan::{About, Documented, Form, Reading, Receipt, Source};
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
    pub(crate) sheet: Sheet,
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

/// A name of something that is elsewhere in the file, and where it stands.
pub(crate) type Named = (String, Span);

/// What people read about the outage as a whole.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) id: String,
    pub(crate) about: About,
    pub(crate) clock: outage_plan::Clock,
    pub(crate) sources: Vec<Source>,
    pub(crate) root: Option<Named>,
    pub(crate) opens_on: Option<Named>,
    /// The component that delivers what operators see, and its signal for what is missing.
    pub(crate) observer: Option<(Named, Named)>,
    pub(crate) story: Vec<StoryCard>,
}

/// A card of the story.
#[derive(Debug, Clone)]
pub(crate) struct StoryCard {
    /// The number of its part in [`STORY`](outage_plan::STORY).
    pub(crate) part: u8,
    pub(crate) at: f64,
    pub(crate) on: Vec<Named>,
    pub(crate) text: String,
    pub(crate) sources: Vec<u16>,
    pub(crate) knobs: Vec<Named>,
    pub(crate) fixes: Vec<Named>,
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
    /// What others may use of it, each with what it is.
    pub(crate) offers: Vec<(String, Span, String)>,
    /// What is shown of it, if the kind says so: the name on the screen where it has another one.
    pub(crate) shows: Option<Vec<(String, Span, String)>>,
    /// What is not shown of what most components have.
    pub(crate) hides: Vec<Named>,
    /// What it does while all is well; empty for the usual word.
    pub(crate) well: String,
    pub(crate) picture: Option<Picture>,
    pub(crate) groups: Vec<(String, u32)>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) equations: Equations,
    /// The equations as they are written.
    pub(crate) text: String,
}

/// How the members of a kind are drawn.
#[derive(Debug)]
pub(crate) struct Picture {
    pub(crate) span: Span,
    pub(crate) form: Form,
    pub(crate) of: Option<Named>,
    pub(crate) member: String,
    pub(crate) zones: u16,
    /// The text before, between and after the values, and they.
    pub(crate) title: (Vec<String>, Vec<Expr>),
    pub(crate) size: Option<Expr>,
    pub(crate) level: Option<Expr>,
    pub(crate) holds: Option<Expr>,
    pub(crate) limit: Option<Expr>,
    /// Its label, value, limit, and the limit's label.
    pub(crate) meter: Option<(String, Expr, Expr, String)>,
    pub(crate) trends: Vec<Trend>,
}

/// A quantity with its recent past.
#[derive(Debug)]
pub(crate) struct Trend {
    pub(crate) label: String,
    pub(crate) value: Expr,
    pub(crate) full: Option<Expr>,
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
    pub(crate) shown: Shown,
}

/// What people read about a parameter.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shown {
    /// Its name on the screen; empty for its name made readable.
    pub(crate) label: String,
    pub(crate) about: String,
    pub(crate) knob: Option<Knob>,
    pub(crate) receipt: Option<Receipt>,
    /// Names that it had before.
    pub(crate) was: Vec<String>,
}

/// A knob as it is written.
#[derive(Debug, Clone)]
pub(crate) struct Knob {
    pub(crate) span: Span,
    pub(crate) text: KnobText,
}

/// What a knob offers.
#[derive(Debug, Clone)]
pub(crate) enum KnobText {
    /// Smallest and largest value, and the distance between two.
    Range([f64; 3]),
    /// Words with their texts.
    Words(Vec<(String, String)>),
}

/// What a component sets a parameter to.
#[derive(Debug)]
pub(crate) struct Setting {
    pub(crate) name: String,
    pub(crate) quantity: Quantity,
    pub(crate) shown: Shown,
}

/// A component, or a dependency between two.
#[derive(Debug)]
pub(crate) struct Component {
    pub(crate) id: String,
    pub(crate) span: Span,
    pub(crate) kind: Rc<Kind>,
    pub(crate) card: Card,
    pub(crate) set: Vec<Setting>,
    pub(crate) with: Vec<(String, Span, Expr)>,
    /// For a dependency, the place of its caller and the name of its callee.
    pub(crate) ends: Option<(usize, String, Span)>,
}

/// What people read about a component, or about a dependency.
#[derive(Debug, Default)]
pub(crate) struct Card {
    /// Its name on the screen; empty for its name made readable.
    pub(crate) label: String,
    /// What it is, or what it is for.
    pub(crate) about: String,
    pub(crate) failing: String,
    /// Column and row; none when the file leaves it to the dependencies.
    pub(crate) place: Option<(f64, f64)>,
    pub(crate) lane: bool,
}

/// What people read about an action or a remediation.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told {
    /// Its name on the screen; empty for its name made readable.
    pub(crate) label: String,
    pub(crate) about: String,
    pub(crate) receipt: Option<Receipt>,
}

/// What happens at a time of day.
#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) id: String,
    pub(crate) span: Span,
    pub(crate) told: Told,
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
    pub(crate) told: Told,
    pub(crate) proposed_by: String,
    pub(crate) set: Vec<(String, Quantity)>,
    pub(crate) moves: Vec<(String, Span, f64)>,
    /// Actions that are first tried in a run of the model.
    pub(crate) rehearses: Vec<Named>,
}

/// What the record says.
#[derive(Debug)]
pub(crate) struct Fact {
    pub(crate) id: String,
    pub(crate) statement: String,
    pub(crate) quote: String,
    pub(crate) cited: Option<u16>,
    pub(crate) soft: bool,
    pub(crate) words: String,
    pub(crate) of: Expr,
    pub(crate) name: String,
    pub(crate) reading: Reading,
    pub(crate) bound: Quantity,
    pub(crate) times: u16,
    pub(crate) lasting: f64,
    pub(crate) documented: Documented,
    pub(crate) tolerance: f64,
    pub(crate) off: Vec<Named>,
    pub(crate) set: Vec<(String, Quantity)>,
    pub(crate) fix: Vec<Named>,
    pub(crate) before: Vec<Named>,
}

/// What all parts of the reader share.
pub(crate) struct Reader<'t> {
    text: &'t str,
    number: u16,
    units: Units,
    /// The names of the sources.
    sources: Vec<String>,
    /// Whether numbers may go without receipts.
    is_draft: bool,
    /// Whether people have to be told what everything is: in an outage with components that is no draft.
    is_told: bool,
    mistakes: Vec<Mistake>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, number: usize, units: Units) -> Self {
        let (sources, mistakes) = (Vec::new(), Vec::new());
        Self { text, number: number as u16, units, sources, is_draft: true, is_told: false, mistakes }
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
            root.finish(&keys::FILE);
        });
        mistakes.append(&mut reader.mistakes);
        units = reader.units;
    }
    let mut reader = Reader::new(outage.1, library.len(), units);
    document(&mut reader, |root| {
        // What is wrong with a file of another format says nothing about it.
        if !sheet::has_known_format(root) {
            return;
        }
        file.sheet.sources = receipt::sources(root);
        root.reader.is_told = !root.reader.is_draft && root.get("component").is_some();
        (file.clock, file.sheet.clock) = sheet::clock(root);
        sheet::read(root, &mut file);
        kinds::read(root, &mut file.kinds);
        file.top = Rc::new(kinds::equations_of(root, String::new(), false));
        component::read(root, &mut file);
        days::read(root, &mut file);
        root.finish(&keys::FILE);
    });
    mistakes.append(&mut reader.mistakes);
    file.units = reader.units;
    file
}

/// Reads a session.
pub(crate) fn read_session(text: &str, mistakes: &mut Vec<Mistake>) -> Session {
    let mut reader = Reader::new(text, 0, Units::default());
    let mut found = Session::default();
    document(&mut reader, |root| found = session::read(root));
    mistakes.append(&mut reader.mistakes);
    found
}

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
    let mut lines = Vec::new();
    for error in &errors {
        let span =
            error.span().map_or(everything, |span| Span { from: span.start as u32, to: span.end as u32, ..everything });
        // What is wrong later on a line mostly follows from what is wrong first.
        let line = text.get(..span.from as usize).map_or(0, |before| before.matches('\n').count());
        if !lines.contains(&line) {
            lines.push(line);
            reader.report(not_toml(text, span, error.message()));
        }
    }
    if errors.is_empty() {
        read(&mut Table::new(reader, document.get_ref(), String::new(), everything));
    }
}
