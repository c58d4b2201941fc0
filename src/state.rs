//! What is open and what somebody changed about it: the one state of the page, and the actions that change it.
//!
//! Everything derived (recordings, judgements) is kept beside the inputs it was derived from and is replaced with
//! them. The cursor is not part of it: see [`crate::playback`].

mod action;
mod asked;
mod blind;
mod fork;
mod headline;
mod history;
mod restored;
mod stage;
mod title;
mod tried;

use crate::address::{Document, Furniture, Opened};
use crate::playback::{Course, Span};
use crate::session::Place;
use crate::shelf;
use outage_sim::{Inputs, Judgement, OUTAGES, Recording, Scenario, judge, run};
use std::rc::Rc;

pub use action::Action;
pub(crate) use action::text_notices;
pub use asked::Asked;
pub use blind::Blind;
pub use headline::{Change, Figure, Headline};
pub use history::{History, Touched};
pub use stage::{Seen, Stage};
pub use tried::{Fold, Tried};

/// The state of the page.
#[derive(Debug, Clone)]
pub struct State {
    /// The outage that is open.
    pub scenario: Rc<Scenario>,
    /// Where it comes from.
    pub document: Document,
    /// What somebody changed.
    pub inputs: Rc<Inputs>,
    /// What they changed before, since it was opened.
    pub history: History,
    /// What they tried since, and what is open to try.
    pub tried: Tried,
    /// Counts what “back” of the browser goes back through: outages, cards of the story, and everything taken back at once.
    pub entry: u32,
    /// What somebody has asked for since, whose run is made beside the page and is not here yet.
    pub asked: Option<Asked>,
    /// Whether runs are made beside the page, which then gets each with [`Action::Ran`]. Otherwise they are made at once.
    pub beside: bool,
    /// The number of the newest ask, and of the one whose run is shown.
    asks: (u32, u32),
    /// The number of the cue with which it was opened: a run that was asked for before is of something else.
    pub begun: u32,
    /// The run of these inputs.
    pub recording: Rc<Recording>,
    /// The run as it happened.
    pub baseline: Rc<Recording>,
    /// The run that a fork leaves, as it would have gone on, unless that is the day as it happened.
    pub unforked: Option<Rc<Recording>>,
    /// The facts, judged against the run.
    pub judgements: Rc<Vec<Judgement>>,
    /// Whether all of them are. Facts with conditions of their own need further runs and keep their last judgement
    /// until the page has time for [`Action::Judge`].
    pub judged: bool,
    /// The facts, judged against the run as it happened.
    pub baseline_judgements: Rc<Vec<Judgement>>,
    /// What is shown of it.
    pub view: View,
    /// What surrounds it when the page is embedded.
    pub furniture: Furniture,
    /// The name of the text that is being read, if one is.
    pub reading: Option<String>,
    /// What could not be done, for people; each can be dismissed.
    pub notices: Vec<Notice>,
    /// What changed last, for the polite live region.
    pub announcement: String,
    /// Where playback goes; a new number each time something is opened.
    pub cue: Cue,
    /// How far its opening is; none once it is over.
    pub stage: Option<Stage>,
    /// Whose openings are over for whoever sees the page.
    pub seen: Seen,
    /// The step of a session that is open.
    pub session: Option<Place>,
    /// The run that the notebook shows this one against, as `with=` in a link has it.
    pub with: Option<Rc<str>>,
}

/// Where playback goes when something is opened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cue {
    /// A new number each time something is opened; playback follows when it changes.
    pub number: u32,
    /// Whether it is not what the link names, which cannot be opened; the notices say why.
    pub lost: bool,
    /// The moment, in minutes since the trigger.
    pub at: f64,
    /// Simulated minutes per second, when a link says so.
    pub speed: Option<f64>,
    /// Whether it plays by itself.
    pub play: bool,
    /// The stretch that it repeats.
    pub repeat: Option<Span>,
    /// Where it stops, in minutes since the trigger.
    pub end: Option<f64>,
    /// The way through the opening, while that plays.
    pub course: Option<Course>,
}

impl Cue {
    /// Where playback begins when a scenario is opened without a link.
    fn of(scenario: &Scenario, number: u32) -> Self {
        let at = scenario.about.opens_at;
        Self { number, lost: false, at, speed: None, play: false, repeat: None, end: None, course: None }
    }
}

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// Index of the component that the inspector explains.
    pub selected: usize,
    /// The clock that times are shown in.
    pub clock: ClockZone,
    /// The colours.
    pub theme: Theme,
    /// The sheet that lies on the page.
    pub sheet: Option<Sheet>,
    /// The parameter whose receipt is open.
    pub receipt: Option<usize>,
    /// Whether the inspector shows how the component works.
    pub inside: bool,
    /// Whether everything that can be changed shows what it would do, before anybody has tried it.
    pub effects: bool,
    /// Index of the open card of the story, which takes the place of the inspector.
    pub card: Option<usize>,
    /// What is hidden.
    pub blind: Option<Blind>,
}

/// A sheet that lies on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// What the page is and how to use it.
    Help,
    /// The facts scoreboard.
    Facts,
    /// How far the outage can be trusted.
    Trust,
    /// The outages side by side.
    Compare,
    /// The sessions to choose from.
    Teach,
    /// A session that somebody writes.
    Editor,
    /// The runs that were kept, and two of them side by side.
    Notebook,
    /// The link to this moment.
    Share,
    /// What an article shows of it.
    Embed,
    /// This moment as files.
    Export,
}

/// The clock that times are shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClockZone {
    /// The clock of the place, as the sources give it.
    #[default]
    Local,
    /// Coordinated universal time.
    Utc,
}

/// The colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the reader's system has it.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Something that could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Where: a part of the link, a file with its line, or a knob.
    pub place: String,
    /// What is wrong, and the remedy.
    pub text: String,
}

impl Notice {
    /// The place of a notice that the run is not the one that the link's author saw.
    pub const VERSION: &str = "version";

    /// A notice about a place.
    #[must_use]
    pub fn new(place: impl Into<String>, text: impl Into<String>) -> Self {
        Self { place: place.into(), text: text.into() }
    }
}

impl State {
    /// The state that a link opens.
    #[must_use]
    pub fn open(opened: Opened) -> Self {
        Self::visit(opened, Seen::default())
    }

    /// The state that a link opens for a visitor. The page starts with the link of its address.
    ///
    /// # Panics
    /// When no plan at all is here.
    #[must_use]
    pub fn visit(opened: Opened, seen: Seen) -> Self {
        let view = View {
            selected: 0,
            clock: ClockZone::default(),
            theme: Theme::default(),
            sheet: None,
            receipt: None,
            inside: false,
            effects: false,
            card: None,
            blind: None,
        };
        let begin = |document: Document| Self::begin(document, view, 0, seen.clone());
        // Where its plan is not here, another outage says so.
        let others = || (0..OUTAGES.len()).map(Document::BuiltIn).find_map(begin);
        let state = begin(opened.document.clone()).or_else(others).expect("a visit begins with a plan");
        let next = Rc::new(state).reduced(Action::Restore(Box::new(opened)));
        // What a link changes is no change that could be taken back.
        Self { history: History::default(), ..Rc::unwrap_or_clone(next) }
    }

    /// A scenario with what somebody changed about it, every fact judged.
    #[must_use]
    pub fn of(document: Document, inputs: Inputs) -> Self {
        Self::open(Opened { document, inputs, ..Opened::default() })
    }

    /// A scenario as it happened, at the moment at which it opens; none while its plan is not here.
    fn begin(document: Document, view: View, number: u32, seen: Seen) -> Option<Self> {
        let scenario = document.scenario()?;
        let inputs = Rc::new(Inputs::default());
        let built_in = document.built_in();
        let baseline = built_in.and_then(shelf::recording).unwrap_or_else(|| Rc::new(run(&scenario, &inputs)));
        let judgements =
            built_in.and_then(shelf::judgements).unwrap_or_else(|| Rc::new(judge(&scenario, &inputs, &baseline)));
        Some(Self {
            document,
            inputs,
            asked: None,
            beside: false,
            asks: (0, 0),
            begun: number,
            history: History::default(),
            tried: Tried::default(),
            entry: 0,
            recording: Rc::clone(&baseline),
            judgements: Rc::clone(&judgements),
            judged: true,
            baseline_judgements: judgements,
            baseline,
            unforked: None,
            // What is hidden is what a link said about another day.
            view: View { selected: scenario.about.opens_on.into(), receipt: None, card: None, blind: None, ..view },
            furniture: Furniture::default(),
            reading: None,
            notices: Vec::new(),
            announcement: format!("{} is open.", scenario.about.title),
            cue: Cue::of(&scenario, number),
            stage: None,
            seen,
            session: None,
            with: None,
            scenario,
        })
    }

    /// The same state with every fact judged.
    fn with_every_judgement(&self) -> Self {
        let judgements = judge(&self.scenario, &self.inputs, &self.recording);
        Self { judgements: Rc::new(judgements), judged: true, ..self.clone() }
    }

    /// The run that this one is drawn against, with its name: what would have come without the fork, or the day as it
    /// happened.
    #[must_use]
    pub fn other(&self) -> (&Rc<Recording>, &'static str) {
        self.unforked.as_ref().map_or((&self.baseline, "as it happened"), |run| (run, "without the changes"))
    }

    /// The four figures of this run against the one that it is drawn against.
    #[must_use]
    pub fn headline(&self) -> Headline {
        Headline::of(self)
    }
}

/// What makes a component of the page draw again: the same parts, not equal ones.
impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.scenario, &other.scenario)
            && Rc::ptr_eq(&self.inputs, &other.inputs)
            && self.history == other.history
            && self.tried == other.tried
            && self.entry == other.entry
            && self.beside == other.beside
            && Rc::ptr_eq(&self.recording, &other.recording)
            && Rc::ptr_eq(&self.judgements, &other.judgements)
            && self.view == other.view
            && self.reading == other.reading
            && self.notices == other.notices
            && self.announcement == other.announcement
            && self.cue == other.cue
            && self.stage == other.stage
            && self.session == other.session
            && self.with == other.with
    }
}
