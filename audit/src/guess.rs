//! What is guessed: every number whose receipt says fitted or assumed, and what becomes of it in a draw.

use outage_compile::Instead;
use outage_plan::{Draft, Knob, Parameter, Plan, ReceiptKind};
use outage_run::Stream;

/// What a guess is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// A parameter.
    Parameter(usize),
    /// When an action begins, in minutes since the trigger.
    Time(usize),
    /// How long an action takes.
    Length(usize),
    /// What an action sets a parameter to: the number of the change.
    Amount(usize, usize),
}

/// A number or a word that nobody knows.
#[derive(Debug, Clone)]
pub(crate) struct Guess {
    /// The parameter or action.
    pub(crate) id: String,
    pub(crate) of: Of,
    pub(crate) is_fitted: bool,
    pub(crate) value: f64,
    pub(crate) plausible: Option<(f64, f64)>,
    pub(crate) range: (f64, f64),
    /// Whether it is counted in wholes.
    pub(crate) is_whole: bool,
    /// The numbers of the words that it may be, if it is a word.
    pub(crate) words: Vec<f64>,
}

/// How far draws go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Width {
    /// This share of each value to either side.
    Share(f64),
    /// All that is plausible.
    Plausible,
}

/// Everything that is guessed, but for what is worked out from others.
pub(crate) fn guesses(wide: &Plan, worked_out: &[String]) -> Vec<Guess> {
    let is_guess = |kind| matches!(kind, ReceiptKind::Fitted | ReceiptKind::Assumed);
    let mut found = Vec::new();
    let own = |parameter: &&Parameter| !worked_out.contains(&parameter.name);
    for (number, parameter) in wide.parameters.iter().enumerate().filter(|(_, parameter)| own(parameter)) {
        let Some(receipt) = parameter.receipt.as_ref().filter(|receipt| is_guess(receipt.kind)) else { continue };
        found.push(Guess {
            is_fitted: receipt.kind == ReceiptKind::Fitted,
            plausible: receipt.plausible,
            ..known(number, parameter)
        });
    }
    for (number, action) in wide.actions.iter().enumerate() {
        let Some(receipt) = action.receipt.as_ref().filter(|receipt| is_guess(receipt.kind)) else { continue };
        let guess = |of: Of, value: f64, plausible: Option<(f64, f64)>, range: (f64, f64)| Guess {
            id: action.id.clone(),
            of,
            is_fitted: receipt.kind == ReceiptKind::Fitted,
            value,
            plausible,
            range,
            is_whole: false,
            words: Vec::new(),
        };
        // A range is that of the time; without one the time is known, and the guess is how much or how long.
        if receipt.plausible.is_some() && !action.is_trigger {
            found.push(guess(Of::Time(number), action.at, receipt.plausible, wide.span));
        }
        if action.over > 0.0 {
            found.push(guess(Of::Length(number), action.over, None, (0.0, f64::MAX)));
        }
        for (place, change) in action.changes.iter().enumerate() {
            let parameter = &wide.parameters[usize::from(change.parameter)];
            // What is switched on or off is no amount.
            let is_switch = parameter.is_choice() || [parameter.range.0, parameter.range.1].contains(&change.value);
            if !is_switch {
                found.push(guess(Of::Amount(number, place), change.value, None, parameter.range));
            }
        }
    }
    found
}

/// A parameter as if it were known.
pub(crate) fn known(number: usize, parameter: &Parameter) -> Guess {
    let offered = |knob: &Knob| match knob {
        Knob::Words(words) => Some(words.iter().map(|(word, _)| f64::from(*word)).collect()),
        Knob::Range { .. } => None,
    };
    let all = || (0..parameter.words.len()).map(|word| word as f64).collect();
    Guess {
        id: parameter.id.clone(),
        of: Of::Parameter(number),
        is_fitted: false,
        value: parameter.value,
        plausible: None,
        range: parameter.range,
        is_whole: is_whole(parameter),
        words: parameter.knob.as_ref().and_then(offered).unwrap_or_else(all),
    }
}

/// Whether a parameter is counted in wholes: its slider goes in wholes, and it is no duration.
fn is_whole(parameter: &Parameter) -> bool {
    const OF_TIME: [&str; 5] = ["ms", "s", "min", "h", "d"];
    let is_whole = |number: f64| number == number.floor();
    let goes_in_wholes = matches!(parameter.knob, Some(Knob::Range { step, .. }) if is_whole(step));
    let has_time = parameter.unit.split(['/', '*', ' ']).any(|unit| OF_TIME.contains(&unit));
    goes_in_wholes && is_whole(parameter.value) && !has_time
}

impl Guess {
    /// The value that a draw of 0 to 1 stands for.
    pub(crate) fn drawn(&self, draw: f64, width: Width) -> f64 {
        let value = match (width, self.plausible) {
            (Width::Plausible, _) if !self.words.is_empty() => {
                let last = self.words.len() - 1;
                return self.words[((draw * self.words.len() as f64) as usize).min(last)];
            }
            (Width::Plausible, Some((low, high))) => low + draw * (high - low),
            (Width::Plausible, None) => self.value,
            (Width::Share(_), _) if !self.words.is_empty() => self.value,
            (Width::Share(share), _) => self.value * (1.0 + share * (2.0 * draw - 1.0)),
        };
        self.fit(value)
    }

    /// Whether there are other values that it might plausibly have.
    pub(crate) fn has_range(&self) -> bool {
        self.plausible.is_some() || self.words.len() > 1
    }

    /// The nearest value that it may have.
    pub(crate) fn fit(&self, value: f64) -> f64 {
        let value = if self.is_whole { value.round() } else { value };
        value.clamp(self.range.0, self.range.1)
    }

    /// Puts a value in its place.
    pub(crate) fn put(&self, wide: &Plan, value: f64, instead: &mut Instead, moves: &mut Vec<(Of, f64)>) {
        match self.of {
            Of::Parameter(number) => {
                instead.values.insert(wide.parameters[number].name.clone(), value);
            }
            of => moves.push((of, value)),
        }
    }
}

/// Changes what actions do and when.
pub(crate) fn move_actions(draft: &mut Draft, moves: &[(Of, f64)]) {
    for (of, value) in moves {
        match *of {
            Of::Parameter(_) => {}
            Of::Time(action) => draft.actions[action].at = *value,
            Of::Length(action) => draft.actions[action].over = *value,
            Of::Amount(action, change) => draft.actions[action].changes[change].value = *value,
        }
    }
}

/// One draw of all guesses together. Each has a stream of its own, so that another guess does not shift it.
pub(crate) fn draw(guesses: &[Guess], wide: &Plan, width: Width, number: usize) -> (Instead, Vec<(Of, f64)>) {
    let (mut instead, mut moves) = (Instead::default(), Vec::new());
    for guess in guesses {
        let purpose = format!("{:?} of {} within {width:?}", kind(guess.of), guess.id);
        let value = guess.drawn(Stream::new(number as u64, &purpose).unit(), width);
        if value != guess.value {
            guess.put(wide, value, &mut instead, &mut moves);
        }
    }
    (instead, moves)
}

/// What a guess is about, without numbers that another parameter would shift.
fn kind(of: Of) -> (&'static str, usize) {
    match of {
        Of::Parameter(_) => ("value", 0),
        Of::Time(_) => ("time", 0),
        Of::Length(_) => ("length", 0),
        Of::Amount(_, change) => ("amount", change),
    }
}
