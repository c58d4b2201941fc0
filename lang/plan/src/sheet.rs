//! What people read about an outage: its title and story, its parts, where every number comes from, how parts are
//! drawn. The machine needs nothing of it.

/// What an outage is about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct About {
    /// Full title, such as `Kinesis, 25 November 2020`.
    pub title: String,
    /// Short title for a tab.
    pub short: String,
    /// The day of the trigger, such as `Wednesday 25 November 2020`.
    pub day: String,
    /// One or two sentences that say what happened.
    pub summary: String,
    /// One line that says what to try first.
    pub try_first: String,
    /// Whose systems these are, and where; empty when the outage does not say.
    pub whose: String,
    /// What the people who use them noticed, in a sentence; empty when the outage does not say.
    pub noticed: String,
    /// What a first visit begins with, if the outage says so.
    pub opening: Option<Opening>,
    /// The story in cards, in the order of their parts, none twice.
    pub story: Vec<Card>,
    /// The technical words that the texts use.
    pub terms: Vec<Term>,
    /// The moment that the page opens at, in minutes since the trigger.
    pub opens_at: f64,
    /// The number of the component whose explanation the page opens with.
    pub opens_on: u16,
    /// What the model leaves out.
    pub leaves_out: Vec<String>,
    /// The parts of the failure in the words that all outages share: the number of its name in [`ANATOMY`], and what it
    /// was in this outage.
    pub anatomy: Vec<(u8, String)>,
    /// Through what operators see the day, if the outage says so.
    pub observer: Option<Observer>,
    /// Whether it is a draft, in which numbers without a receipt count as assumed.
    pub is_draft: bool,
}

/// The parts of a failure, in order: key in files and name on the screen.
pub const ANATOMY: [(&str, &str); 7] = [
    ("latent-condition", "Latent condition"),
    ("trigger", "Trigger"),
    ("amplifier", "Amplifier"),
    ("sustaining-loop", "Sustaining loop"),
    ("blast-radius", "Blast radius"),
    ("detection", "Detection"),
    ("recovery", "Recovery"),
];

/// What a first visit begins with: a sentence while all is healthy, and a click that sets the outage off.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Opening {
    /// The healthy moment that it begins at, in minutes since the trigger: negative.
    pub at: f64,
    /// What is seen at that moment.
    pub sentence: String,
    /// What the reader does with the click, in a few words.
    pub verb: String,
    /// For how many seconds it plays until the first failure; from there to the stop takes as long again.
    pub pace: f64,
    /// The moment that it stops at, in minutes since the trigger: positive.
    pub stop: f64,
}

/// A card of the story.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Card {
    /// The number of its part in [`STORY`].
    pub part: u8,
    /// Its moment, in minutes since the trigger.
    pub at: f64,
    /// The numbers of the components that it speaks of.
    pub on: Vec<u16>,
    /// What happens then and why.
    pub text: String,
    /// The numbers of the sources that it rests on.
    pub sources: Vec<u16>,
    /// The numbers of the parameters that it speaks of, each of which has a knob.
    pub knobs: Vec<u16>,
    /// The numbers of the remediations that it speaks of.
    pub fixes: Vec<u16>,
}

/// The parts of the story, in order: key in files and name on the screen.
pub const STORY: [(&str, &str); 8] = [
    ("healthy", "Healthy"),
    ("latent-condition", "Latent condition"),
    ("trigger", "Trigger"),
    ("quiet", "Quiet phase"),
    ("failure", "Failure"),
    ("sustaining-loop", "Sustaining loop"),
    ("recovery", "Recovery"),
    ("prevention", "Prevention"),
];

/// A technical word.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Term {
    /// The word, in the singular.
    pub word: String,
    /// What it means, in a sentence.
    pub means: String,
}

/// Through what operators see the day: metrics that travel through a component which may itself fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observer {
    /// The number of the component that delivers what operators see.
    pub component: u16,
    /// The column that is the share of it that is missing, 0 to 1.
    pub missing: u16,
}

/// A text that receipts point to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Short name, such as `S1`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Where it can be read; empty when no lasting address is known.
    pub url: String,
}

/// How a number is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum ReceiptKind {
    /// A source says it.
    Stated,
    /// It follows from what a source says, by arithmetic.
    Derived,
    /// It was chosen within its plausible range so that a documented fact comes out.
    Fitted,
    /// No source says it; it is a plausible guess.
    Assumed,
}

impl ReceiptKind {
    /// Every kind, with its name in files and on the screen.
    pub const ALL: [(&'static str, Self); 4] =
        [("stated", Self::Stated), ("derived", Self::Derived), ("fitted", Self::Fitted), ("assumed", Self::Assumed)];

    /// The name in files and on the screen.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(id, _)| id)
    }
}

/// Where a number comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    /// How it is known.
    pub kind: ReceiptKind,
    /// The quote, the arithmetic, the fact it was fitted to, or the reason for the guess.
    pub text: String,
    /// The numbers of the sources it rests on.
    pub sources: Vec<u16>,
    /// The range in which the value is plausible, if it is fitted or assumed.
    pub plausible: Option<(f64, f64)>,
}

/// How people may change a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Knob {
    /// A slider.
    Range {
        /// Smallest value.
        min: f64,
        /// Largest value.
        max: f64,
        /// Distance between two values.
        step: f64,
    },
    /// A choice between words: for each its number among the words of the parameter, and its text on the screen.
    Words(Vec<(u16, String)>),
}

/// A kind of component or dependency.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kind {
    /// Its name in files.
    pub name: String,
    /// What it is, in a sentence.
    pub about: String,
    /// Its equations as they are written; empty in plans that are made only to be run.
    pub equations: String,
}

/// One part of an outage.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Component {
    /// Name in links, files and on the command line.
    pub id: String,
    /// Name on the screen.
    pub label: String,
    /// What it is, in a sentence.
    pub about: String,
    /// What it does while it fails, in a few words for its card; empty for the usual word.
    pub failing: String,
    /// What it does while all is well, in a word for its card; empty for the usual word.
    pub well: String,
    /// The number of its kind.
    pub kind: u16,
    /// Column and row of its card in the picture.
    pub place: (f64, f64),
    /// Whether it has a lane on the timeline.
    pub lane: bool,
    /// What it depends on.
    pub needs: Vec<Need>,
    /// The numbers of the components that it is told something of, besides those it depends on.
    pub hears: Vec<u16>,
    /// The columns of [`Signal::COMMON`](crate::Signal::COMMON) in their order. `None` for what it does not show,
    /// because it is the same whatever happens.
    pub common: [Option<u16>; 5],
    /// What only its kind shows.
    pub gauges: Vec<Gauge>,
    /// The numbers of its own parameters.
    pub parameters: Vec<u16>,
    /// How its members are drawn, if it has any.
    pub picture: Option<Picture>,
}

/// Something that only one kind of component shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gauge {
    /// Name in files and on the command line, such as `over-limit`.
    pub id: String,
    /// What it shows, in a sentence without its full stop; empty when the kind does not say.
    pub about: String,
    /// Its unit; empty for plain numbers.
    pub unit: String,
    /// Whether it is a share from 0 to 1.
    pub is_share: bool,
    /// The number of its column.
    pub column: u16,
}

/// One dependency of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Name in files and on the command line: that of the callee, unless it has one of its own.
    pub id: String,
    /// The number of the component that it is on.
    pub on: u16,
    /// The number of its kind.
    pub kind: u16,
    /// What it is for, in a few words.
    pub purpose: String,
    /// Column of the share of the caller's requests that fail because of it, 0 to 1.
    pub error: Option<u16>,
    /// Column of the share of its calls that fail, 0 to 1.
    pub failing: Option<u16>,
    /// Column of its traffic, relative to a normal day.
    pub flow: Option<u16>,
    /// Column of the share of its calls that are repeated ones, 0 to 1.
    pub again: Option<u16>,
    /// The numbers of its parameters.
    pub parameters: Vec<u16>,
}

/// How the members of a component are drawn. Numbers are those of columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// How each member is drawn.
    pub form: Form,
    /// The number of the strip with the states of the members.
    pub strip: u16,
    /// How many members there really are; the cohorts of the strip stand for them.
    pub size: Option<u16>,
    /// Zones of equal size that the members are in, one after the other.
    pub zones: u16,
    /// A line under the title, such as `4 900 servers, a thread for each peer`.
    pub title: Sentence,
    /// What one member is called: `server`.
    pub member: String,
    /// How much of what is held a level of 1 stands for.
    pub limit: Option<u16>,
    /// What limits the members.
    pub meter: Option<Meter>,
    /// Quantities with their recent past.
    pub trends: Vec<Trend>,
}

/// How members are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Form {
    /// As cells of a grid, coloured by their state.
    Squares,
    /// As dots, further right the more they need of what limits them.
    Spread,
    /// As bars as long as what they hold, with a line for what limits them.
    Bars,
}

impl Form {
    /// Every form with its name in files, in the order of its number.
    pub const ALL: [(&'static str, Self); 3] =
        [("squares", Self::Squares), ("spread", Self::Spread), ("bars", Self::Bars)];
}

/// A text with values in it: the text before, between and after them, and their columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence {
    /// One text more than there are values.
    pub text: Vec<String>,
    /// The columns of the values.
    pub values: Vec<u16>,
}

/// A quantity beside its limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meter {
    /// What it is: `threads per server`.
    pub label: String,
    /// Its column.
    pub value: u16,
    /// The column of its limit.
    pub limit: u16,
    /// What the limit is called: `limit`, `allowance`.
    pub limit_label: String,
}

/// A quantity with its recent past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend {
    /// What it is: `moved per min`.
    pub label: String,
    /// Its column.
    pub value: u16,
    /// The column of what would be all of it.
    pub full: Option<u16>,
}

/// A number that has a name in the equations, and where a machine keeps it; for those who look inside.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inside {
    /// The number of the component that it is of.
    pub component: u16,
    /// The number of the dependency among those of the component, if it is of one.
    pub need: Option<u16>,
    /// Its name in the equations.
    pub name: String,
    /// Its register or vector.
    pub operand: crate::Operand,
    /// Its unit as people write it; empty for shares and plain numbers. For what holds or does not, and for what is one of
    /// some words, these with ` | ` between, in the order of their numbers.
    pub unit: String,
    /// What one such unit is within the run, where time is in minutes.
    pub scale: f64,
    /// The expression that says what it is, if it is told from outside its equations; else empty.
    pub told: String,
}
