//! Events: the turns of a run, each with the event that brought it about.
//!
//! Mechanics emit events as they happen; [`crate::cause`] walks them back to the trigger.

/// One turn of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Minutes since the trigger.
    pub at: f64,
    /// Index of the component it happened to; `None` for an operator action's own start and end.
    pub component: Option<usize>,
    /// What happened.
    pub what: What,
    /// Index of the event that brought it about; always smaller than this event's own.
    pub because: Option<usize>,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum What {
    /// An action of the scenario began, by its index.
    ActionStarts(usize),
    /// An action came to its end, by its index.
    ActionEnds(usize),
    /// An action was refused because a dry run of the model showed failures; by its index.
    ActionRefused(usize),
    /// More than [`crate::ONSET`] of the requests began to fail.
    ErrorsBegin,
    /// Fewer than [`crate::NORMAL`] of the requests fail again.
    ErrorsEnd,
    /// Records that could not be sent began to pile up in a local buffer.
    BufferFills,
    /// The first buffers are full.
    BufferFull,
    /// The first answers that were kept have expired.
    CacheExpires,
    /// Work began to wait.
    BacklogGrows,
    /// No work waits any more.
    BacklogGone,
    /// A turn of the component's own mechanism: a sentence with `{}` where the number stands.
    Turn(&'static str, f64),
}

impl What {
    /// Whether this is a turn for the worse, which later trouble of the same component follows from.
    pub(crate) fn is_trouble(self) -> bool {
        !matches!(self, Self::ErrorsEnd | Self::BacklogGone | Self::ActionEnds(_) | Self::ActionRefused(_))
    }
}

/// The events of a run so far, with the newest trouble of each component.
#[derive(Debug, Clone, Default)]
pub(crate) struct Log {
    /// All events, oldest first.
    pub(crate) events: Vec<Event>,
    /// For each component the newest event that explains what goes wrong there.
    tips: Vec<Option<usize>>,
    /// The newest start of an action that touches each component.
    touched: Vec<Option<usize>>,
}

/// Whom an event follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Because {
    /// The newest trouble of the component itself, or the action that touched it last.
    Own,
    /// The action that touched the component last.
    Action,
    /// The newest trouble of another component.
    Callee(usize),
}

impl Log {
    /// An empty log for a number of components.
    pub(crate) fn new(components: usize) -> Self {
        Self { events: Vec::new(), tips: vec![None; components], touched: vec![None; components] }
    }

    /// Notes an event of a component.
    pub(crate) fn note(&mut self, at: f64, component: usize, what: What, because: Because) {
        let parent = match because {
            Because::Own => self.tips[component].or(self.touched[component]),
            Because::Action => self.touched[component],
            Because::Callee(callee) => self.tips[callee].or(self.tips[component]),
        };
        let id = self.events.len();
        self.events.push(Event { at, component: Some(component), what, because: parent });
        if what.is_trouble() {
            self.tips[component] = Some(id);
        }
    }

    /// Notes the start of an action that changes parameters of some components, in answer to trouble elsewhere.
    pub(crate) fn note_action(
        &mut self,
        at: f64,
        what: What,
        answers: Option<usize>,
        touches: impl IntoIterator<Item = usize>,
    ) {
        let id = self.events.len();
        let because = answers.and_then(|component| self.tips[component]);
        self.events.push(Event { at, component: None, what, because });
        if matches!(what, What::ActionStarts(_)) {
            for component in touches {
                self.touched[component] = Some(id);
            }
        }
    }
}
