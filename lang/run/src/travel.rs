//! Inputs and recordings as bytes, for the way from one thread of a page to another. What is read is checked: bytes that
//! are no recording of a plan give none.

use crate::events::{Event, What};
use crate::fork::Fork;
use crate::inputs::{EventChange, Inputs};
use crate::judge::{Judgement, Simulated};
use crate::recording::{Noted, Recording};
use outage_plan::{Input, MAX_EVENTS, Plan, Wire};

impl Inputs {
    /// The inputs as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.put(&mut out);
        self.fork.as_ref().map(|fork| fork.at).write(&mut out);
        if let Some(fork) = &self.fork {
            fork.before.put(&mut out);
        }
        out
    }

    /// Everything but the fork.
    fn put(&self, out: &mut Vec<u8>) {
        let place = |place: &usize| *place as u64;
        self.knobs.iter().map(|(knob, value)| (place(knob), *value)).collect::<Vec<_>>().write(out);
        let moved = |change: &EventChange| match change {
            EventChange::Off => None,
            EventChange::At(at) => Some(*at),
        };
        self.events.iter().map(|(event, change)| (place(event), moved(change))).collect::<Vec<_>>().write(out);
        self.fixes.iter().map(place).collect::<Vec<_>>().write(out);
        self.seed.map(|seed| (seed as u32, (seed >> 32) as u32)).write(out);
    }

    /// Inputs from bytes, unless they are none.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut input = Input::new(bytes);
        let inputs = Self::take(&mut input);
        let at = Option::<f64>::read(&mut input);
        let fork = at.map(|at| Fork { at, before: Box::new(Self::take(&mut input)) });
        input.is_at_end().then_some(Self { fork, ..inputs })
    }

    /// Everything but the fork.
    fn take(input: &mut Input<'_>) -> Self {
        let knobs = Vec::<(u64, f64)>::read(input);
        let events = Vec::<(u64, Option<f64>)>::read(input);
        let fixes = Vec::<u64>::read(input);
        let seed = Option::<(u32, u32)>::read(input);
        let change = |at: Option<f64>| at.map_or(EventChange::Off, EventChange::At);
        Self {
            knobs: knobs.into_iter().map(|(knob, value)| (knob as usize, value)).collect(),
            events: events.into_iter().map(|(event, at)| (event as usize, change(at))).collect(),
            fixes: fixes.into_iter().map(|fix| fix as usize).collect(),
            seed: seed.map(|(low, high)| u64::from(low) | u64::from(high) << 32),
            fork: None,
        }
    }
}

impl Recording {
    /// What a run of a plan adds to the plan, as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.columns.len() * 8 + self.room());
        plain(&self.columns, &mut out, f64::to_le_bytes);
        self.settings().to_vec().write(&mut out);
        self.changes.write(&mut out);
        self.actions.write(&mut out);
        self.notes.iter().map(|it| ((it.note as u64, it.at), it.values.clone())).collect::<Vec<_>>().write(&mut out);
        self.events.write(&mut out);
        self.members.iter().flatten().next().is_some().write(&mut out);
        for members in self.members.iter().flatten() {
            (members.states.len() as u64).write(&mut out);
            out.extend(&members.states);
            for numbers in [&members.levels, &members.held] {
                (numbers.len() as u64).write(&mut out);
                plain(numbers, &mut out, f32::to_le_bytes);
            }
        }
        out
    }

    /// A recording of a plan from bytes, unless they are none.
    #[must_use]
    pub fn from_bytes(plan: &Plan, bytes: &[u8]) -> Option<Self> {
        let mut input = Input::new(bytes);
        let length = plan.moments() * plan.columns.len();
        let columns = numbers(&mut input, length, f64::from_le_bytes)?;
        let settings = Vec::<f64>::read(&mut input);
        let changes = Vec::<Vec<(u32, f64)>>::read(&mut input);
        let actions = Vec::<Option<(f64, f64)>>::read(&mut input);
        let notes = Vec::<((u64, f64), Vec<f64>)>::read(&mut input);
        let events = Vec::<Event>::read(&mut input);
        let with_members = bool::read(&mut input);
        let lengths = (settings.len(), changes.len(), actions.len());
        let expected = (plan.parameters.len(), plan.parameters.len(), plan.actions.len());
        if input.problem().is_some() || lengths != expected {
            return None;
        }
        let mut recording = Self::new(plan, settings, with_members);
        for members in recording.members.iter_mut().flatten() {
            let room = [members.states.capacity(), members.levels.capacity(), members.held.capacity()];
            let lengths =
                |input: &mut Input<'_>, room: usize| Some(u64::read(input) as usize).filter(|length| *length <= room);
            let states = lengths(&mut input, room[0])?;
            members.states = input.take(states).to_vec();
            let levels = lengths(&mut input, room[1])?;
            members.levels = numbers(&mut input, levels, f32::from_le_bytes)?;
            let held = lengths(&mut input, room[2])?;
            members.held = numbers(&mut input, held, f32::from_le_bytes)?;
            if members.states.iter().any(|state| usize::from(*state) >= members.words.len()) {
                return None;
            }
        }
        let are_fine = events.iter().enumerate().all(|(number, event)| is_of(plan, event, number))
            && notes.iter().all(|((note, _), _)| *note < plan.notes.len() as u64)
            && events.len() <= MAX_EVENTS * 4
            && input.is_at_end();
        let noted = |((note, at), values)| Noted { note: note as usize, at, values };
        if !are_fine {
            return None;
        }
        (recording.columns, recording.changes, recording.actions) = (columns, changes, actions);
        (recording.notes, recording.events) = (notes.into_iter().map(noted).collect(), events);
        Some(recording)
    }
}

impl Judgement {
    /// Judgements as bytes.
    #[must_use]
    pub fn to_bytes(judgements: &[Self]) -> Vec<u8> {
        let mut out = Vec::new();
        for it in judgements {
            let (kind, value) = match it.simulated {
                Simulated::At(at) => (0_u8, at),
                Simulated::Never => (1, 0.0),
                Simulated::Value(value) => (2, value),
            };
            ((kind, it.reproduced), (value, it.tolerance)).write(&mut out);
        }
        out
    }

    /// The judgements of a plan's facts from bytes, unless they are none.
    #[must_use]
    pub fn from_bytes(plan: &Plan, bytes: &[u8]) -> Option<Vec<Self>> {
        let mut input = Input::new(bytes);
        let judgement = |_| {
            let ((kind, reproduced), (value, tolerance)) = <((u8, bool), (f64, f64))>::read(&mut input);
            let simulated = match kind {
                0 => Simulated::At(value),
                1 => Simulated::Never,
                2 => Simulated::Value(value),
                _ => return None,
            };
            Some(Self { simulated, tolerance, reproduced })
        };
        let judgements: Option<Vec<Self>> = plan.facts.iter().map(judgement).collect();
        judgements.filter(|_| input.is_at_end())
    }
}

/// Whether an event can be the one with this number in a run of a plan.
fn is_of(plan: &Plan, event: &Event, number: usize) -> bool {
    let action = match event.what {
        What::ActionStarts(action) | What::ActionEnds(action) | What::ActionRefused(action) => Some(action),
        What::Forked | What::ErrorsBegin | What::ErrorsEnd | What::Said(_) => None,
    };
    action.is_none_or(|action| action < plan.actions.len())
        && event.component.is_none_or(|component| component < plan.components.len())
        && event.because.is_none_or(|because| because < number)
        && !event.at.is_nan()
}

/// Numbers one after the other.
#[inline(always)]
fn plain<T: Copy, const N: usize>(numbers: &[T], out: &mut Vec<u8>, bytes: impl Fn(T) -> [u8; N]) {
    let from = out.len();
    out.resize(from + numbers.len() * N, 0);
    let (places, _) = out[from..].as_chunks_mut::<N>();
    places.iter_mut().zip(numbers).for_each(|(place, number)| *place = bytes(*number));
}

/// So many numbers.
#[inline(always)]
fn numbers<T, const N: usize>(input: &mut Input<'_>, length: usize, number: impl Fn([u8; N]) -> T) -> Option<Vec<T>> {
    let (numbers, _) = input.take(length.checked_mul(N)?).as_chunks::<N>();
    Some(numbers.iter().map(|bytes| number(*bytes)).collect())
}

impl Wire for Event {
    fn write(&self, out: &mut Vec<u8>) {
        let place = |place: Option<usize>| place.map(|place| place as u64);
        self.at.write(out);
        (place(self.component), place(self.because)).write(out);
        let (kind, action) = match &self.what {
            What::ActionStarts(action) => (0_u8, *action),
            What::ActionEnds(action) => (1, *action),
            What::ActionRefused(action) => (2, *action),
            What::ErrorsBegin => (3, 0),
            What::ErrorsEnd => (4, 0),
            What::Said(_) => (5, 0),
            What::Forked => (6, 0),
        };
        (kind, action as u64).write(out);
        if let What::Said(sentence) = &self.what {
            sentence.write(out);
        }
    }

    fn read(input: &mut Input<'_>) -> Self {
        let at = f64::read(input);
        let (component, because) = <(Option<u64>, Option<u64>)>::read(input);
        let place = |place: Option<u64>| place.map(|place| place as usize);
        let (kind, action) = <(u8, u64)>::read(input);
        let what = match (kind, action as usize) {
            (0, action) => What::ActionStarts(action),
            (1, action) => What::ActionEnds(action),
            (2, action) => What::ActionRefused(action),
            (3, _) => What::ErrorsBegin,
            (5, _) => What::Said(Wire::read(input)),
            (6, _) => What::Forked,
            (kind, _) => {
                if kind != 4 {
                    input.refuse();
                }
                What::ErrorsEnd
            }
        };
        Self { at, component: place(component), what, because: place(because) }
    }
}
