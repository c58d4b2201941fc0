//! Recordings: a whole run, never changed afterwards.

use outage_plan::Plan;

/// A whole run.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    from: f64,
    step: f64,
    columns: usize,
    between_pictures: usize,
    /// For each moment one number for each column.
    pub(crate) rows: Vec<f64>,
    /// For each strip, the number of the state of each cohort in each picture.
    pub(crate) states: Vec<Vec<u8>>,
    pub(crate) notes: Vec<Noted>,
    pub(crate) actions: Vec<Option<f64>>,
}

/// A note whose moment has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Noted {
    /// The number of the note.
    pub note: usize,
    /// When it began to hold, in minutes since the trigger.
    pub at: f64,
    /// The values for its text.
    pub values: Vec<f64>,
}

impl Recording {
    pub(crate) fn new(plan: &Plan) -> Self {
        let moments = plan.moments();
        let between_pictures = (plan.between_pictures as usize).max(1);
        let room = |cohorts: u32| Vec::with_capacity(moments.div_ceil(between_pictures) * cohorts as usize);
        Self {
            from: plan.span.0,
            step: plan.step,
            columns: plan.columns.len(),
            between_pictures,
            rows: Vec::with_capacity(moments * plan.columns.len()),
            states: plan.strips.iter().map(|strip| room(plan.vectors[strip.vector as usize])).collect(),
            notes: Vec::new(),
            actions: Vec::new(),
        }
    }

    /// Number of recorded moments.
    #[must_use]
    pub fn moments(&self) -> usize {
        self.rows.len().checked_div(self.columns).unwrap_or(0)
    }

    /// The time of a moment, in minutes since the trigger.
    #[must_use]
    pub fn time(&self, moment: usize) -> f64 {
        self.from + moment as f64 * self.step
    }

    /// The values of a column, moment after moment; none when there is no such column.
    pub fn column(&self, number: usize) -> impl DoubleEndedIterator<Item = f64> + ExactSizeIterator + Clone + '_ {
        let from = if number < self.columns { number } else { self.rows.len() };
        self.rows[from..].iter().step_by(self.columns.max(1)).copied()
    }

    /// The state of each cohort of a strip at a moment, as a number of its words; between two pictures, as in the first.
    #[must_use]
    pub fn states(&self, strip: usize, moment: usize) -> &[u8] {
        let Some(states) = self.states.get(strip) else { return &[] };
        let cohorts = states.len().checked_div(self.moments().div_ceil(self.between_pictures)).unwrap_or(0);
        let picture = moment / self.between_pictures;
        states.get(picture * cohorts..(picture + 1) * cohorts).unwrap_or(&[])
    }

    /// The notes whose moment has come, in their order.
    #[must_use]
    pub fn notes(&self) -> &[Noted] {
        &self.notes
    }

    /// When each action began, in minutes since the trigger.
    #[must_use]
    pub fn actions(&self) -> &[Option<f64>] {
        &self.actions
    }

    /// The first thing in the recording that is not a number: its column and time. A model with one is wrong from there
    /// on, and should be told so instead of being drawn.
    #[must_use]
    pub fn first_nan(&self) -> Option<(usize, f64)> {
        let place = self.rows.iter().position(|value| value.is_nan())?;
        Some((place % self.columns, self.time(place / self.columns)))
    }

    /// A number that two runs share only if every column and note of them is the same to the last bit.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let noted = self.notes.iter().flat_map(|noted| [noted.note as u64, noted.at.to_bits()]);
        let words = self.rows.iter().map(|value| value.to_bits()).chain(noted);
        words.fold(0x9e37_79b9_7f4a_7c15, |hash, word| {
            // One round of splitmix64 for each word.
            let mixed = (hash ^ word).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            (mixed ^ (mixed >> 29)).wrapping_add(0x94d0_49bb_1331_11eb)
        })
    }
}
