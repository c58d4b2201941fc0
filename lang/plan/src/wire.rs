//! The compact form of a plan: numbers as variable-length integers, floats as eight bytes, lists with their length.

use crate::clock::Clock;
use crate::fact::{Documented, Fact, Given, Reading};
use crate::op::Op;
use crate::program::{
    Action, Block, Change, Column, Delay, Draft, Instruction, Kernel, Luck, Note, Parameter, Pool, Remediation, Rule,
    Sample, Step, Stock, Strip,
};
use crate::sheet::{
    About, Card, Component, Form, Gauge, Inside, Kind, Knob, Meter, Need, Observer, Opening, Picture, Receipt,
    ReceiptKind, Sentence, Source, Term, Trend,
};

/// Why bytes are not what they should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// They end too soon.
    #[error("it ends too soon")]
    End,
    /// The byte with this number has no meaning in its place.
    #[error("byte {0} has no meaning there")]
    Meaning(usize),
}

/// The bytes that are still to be read.
#[derive(Debug)]
pub struct Input<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Input<'b> {
    /// All of some bytes.
    #[must_use]
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Whether all of them are read.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// Takes some bytes.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn take(&mut self, count: usize) -> Result<&'b [u8], Unreadable> {
        let end = self.at.checked_add(count).ok_or(Unreadable::End)?;
        let taken = self.bytes.get(self.at..end).ok_or(Unreadable::End)?;
        self.at = end;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Unreadable> {
        self.take(1)?.first().copied().ok_or(Unreadable::End)
    }

    /// Says that what was read last has no meaning there.
    ///
    /// # Errors
    /// Always.
    pub fn meaningless<T>(&self) -> Result<T, Unreadable> {
        Err(Unreadable::Meaning(self.at))
    }
}

/// What can be written and read again.
pub trait Wire: Sized {
    /// Writes it behind what is there.
    fn write(&self, out: &mut Vec<u8>);

    /// Reads it.
    ///
    /// # Errors
    /// When the bytes are not those of one.
    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable>;
}

impl Wire for u64 {
    fn write(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 0x7f {
            out.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        out.push(rest as u8);
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        let mut value = 0;
        for place in 0..9 {
            let byte = input.byte()?;
            value |= u64::from(byte & 0x7f) << (7 * place);
            if byte < 0x80 {
                return Ok(value);
            }
        }
        input.meaningless()
    }
}

macro_rules! smaller_numbers {
    ($($number:ty),*) => { $(
        impl Wire for $number {
            fn write(&self, out: &mut Vec<u8>) {
                u64::from(*self).write(out);
            }

            fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
                let number = u64::read(input)?;
                <$number>::try_from(number).or_else(|_| input.meaningless())
            }
        }
    )* };
}
smaller_numbers!(u8, u16, u32);

impl Wire for bool {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        match input.byte()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => input.meaningless(),
        }
    }
}

impl Wire for f64 {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.to_le_bytes());
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        let bytes = input.take(8)?.try_into().map_err(|_| Unreadable::End)?;
        Ok(Self::from_le_bytes(bytes))
    }
}

impl Wire for String {
    fn write(&self, out: &mut Vec<u8>) {
        (self.len() as u64).write(out);
        out.extend(self.as_bytes());
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        let length = u32::read(input)?;
        let bytes = input.take(length as usize)?;
        Self::from_utf8(bytes.to_vec()).or_else(|_| input.meaningless())
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        (self.len() as u64).write(out);
        self.iter().for_each(|item| item.write(out));
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        // No room is made for a length that the bytes only claim.
        let length = u32::read(input)?;
        (0..length).map(|_| T::read(input)).collect()
    }
}

impl<T: Wire> Wire for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_some()));
        if let Some(it) = self {
            it.write(out);
        }
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        match input.byte()? {
            0 => Ok(None),
            1 => T::read(input).map(Some),
            _ => input.meaningless(),
        }
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        Ok((A::read(input)?, B::read(input)?))
    }
}

impl<T: Wire + Copy + Default, const N: usize> Wire for [T; N] {
    fn write(&self, out: &mut Vec<u8>) {
        self.iter().for_each(|item| item.write(out));
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        let mut items = [T::default(); N];
        for item in &mut items {
            *item = T::read(input)?;
        }
        Ok(items)
    }
}

impl Wire for Knob {
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Range { min, max, step } => {
                out.push(0);
                [*min, *max, *step].write(out);
            }
            Self::Words(words) => {
                out.push(1);
                words.write(out);
            }
        }
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        match input.byte()? {
            0 => <[f64; 3]>::read(input).map(|[min, max, step]| Self::Range { min, max, step }),
            1 => Ok(Self::Words(Wire::read(input)?)),
            _ => input.meaningless(),
        }
    }
}

impl Wire for Instruction {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(self.op as u8);
        self.to.write(out);
        self.from.iter().take(self.op.arity()).for_each(|operand| operand.write(out));
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        let Some(&op) = Op::ALL.get(usize::from(input.byte()?)) else { return input.meaningless() };
        let to = u16::read(input)?;
        let mut from = [0; 3];
        for operand in from.iter_mut().take(op.arity()) {
            *operand = u16::read(input)?;
        }
        Ok(Self { op, to, from })
    }
}

impl Wire for Step {
    fn write(&self, out: &mut Vec<u8>) {
        let (kind, number) = match *self {
            Self::Code(end) => (0, end),
            Self::Kernel(number) => (1, number.into()),
            Self::Sample(number) => (2, number.into()),
            Self::Pool(number) => (3, number.into()),
        };
        out.push(kind);
        number.write(out);
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        match input.byte()? {
            0 => Ok(Self::Code(u32::read(input)?)),
            1 => Ok(Self::Kernel(u16::read(input)?)),
            2 => Ok(Self::Sample(u16::read(input)?)),
            3 => Ok(Self::Pool(u16::read(input)?)),
            _ => input.meaningless(),
        }
    }
}

impl Wire for Rule {
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Every { period, since, spread, loads, tick, kernel, value } => {
                out.push(0);
                period.write(out);
                since.write(out);
                spread.write(out);
                loads.write(out);
                tick.write(out);
                kernel.write(out);
                value.write(out);
            }
            Self::When { any, kernel, value } => {
                out.push(1);
                any.write(out);
                kernel.write(out);
                value.write(out);
            }
        }
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        match input.byte()? {
            0 => Ok(Self::Every {
                period: Wire::read(input)?,
                since: Wire::read(input)?,
                spread: Wire::read(input)?,
                loads: Wire::read(input)?,
                tick: Wire::read(input)?,
                kernel: Wire::read(input)?,
                value: Wire::read(input)?,
            }),
            1 => Ok(Self::When { any: Wire::read(input)?, kernel: Wire::read(input)?, value: Wire::read(input)? }),
            _ => input.meaningless(),
        }
    }
}

impl Wire for Documented {
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::At(at) => {
                out.push(0);
                at.write(out);
            }
            Self::Between(from, until) => {
                out.push(1);
                from.write(out);
                until.write(out);
            }
            Self::Holds => out.push(2),
        }
    }

    fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
        match input.byte()? {
            0 => Ok(Self::At(Wire::read(input)?)),
            1 => Ok(Self::Between(Wire::read(input)?, Wire::read(input)?)),
            2 => Ok(Self::Holds),
            _ => input.meaningless(),
        }
    }
}

/// Writes and reads what is one of a few by its number among all of them.
macro_rules! one_of {
    ($($name:ident)*) => { $(
        impl Wire for $name {
            fn write(&self, out: &mut Vec<u8>) {
                out.push(*self as u8);
            }

            fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
                match Self::ALL.get(usize::from(input.byte()?)) {
                    Some((_, found)) => Ok(*found),
                    None => input.meaningless(),
                }
            }
        }
    )* };
}

one_of! { Reading ReceiptKind Form }

/// Writes and reads the fields of a structure in their order.
macro_rules! fields {
    ($($name:ident { $($field:ident),* $(,)? })*) => { $(
        impl Wire for $name {
            fn write(&self, out: &mut Vec<u8>) {
                $( self.$field.write(out); )*
            }

            fn read(input: &mut Input<'_>) -> Result<Self, Unreadable> {
                Ok(Self { $( $field: Wire::read(input)?, )* })
            }
        }
    )* };
}

fields! {
    Block { steps, code }
    Kernel { cohorts, code }
    Sample { name, vector, initial, rules }
    Pool { workers, limit, deadline, jitter, work, response, in_time, admitted, slowdown, load, trial }
    Luck { vector, spread, stream } Stock { now, next, initial } Delay { result, source, minutes }
    Parameter {
        name, id, was, label, about, knob, receipt, component, register, value, scale, unit, range, words,
    }
    Column { name, register, unit }
    Strip { name, states, vector, levels, held }
    Note { component, need, when, text, values }
    Action {
        id, label, about, receipt, is_trigger, at, over, answers, alarm, patience, needs, takes, retry, after, changes,
    }
    Change { parameter, value }
    Remediation { id, label, about, proposed_by, receipt, changes, moves, rehearses }
    Given { off, set, fix }
    Fact {
        id, statement, quote, source, soft, words, column, reading, bound, times, lasting, documented, tolerance, given,
        before,
    }
    About {
        title, short, day, summary, try_first, whose, noticed, opening, story, terms, opens_at, opens_on, leaves_out,
        anatomy, observer, is_draft,
    }
    Opening { at, sentence, verb, pace, stop } Card { part, at, on, text, sources, knobs, fixes } Term { word, means }
    Observer { component, missing } Clock { trigger, zone, utc_offset }
    Source { id, title, url } Receipt { kind, text, sources, plausible } Kind { name, about, equations }
    Component { id, label, about, failing, well, kind, place, lane, needs, hears, common, gauges, parameters, picture }
    Gauge { id, about, unit, is_share, column }
    Need { id, on, kind, purpose, error, failing, flow, again, parameters }
    Picture { form, strip, size, zones, title, member, limit, meter, trends }
    Sentence { text, values }
    Meter { label, value, limit, limit_label }
    Trend { label, value, full }
    Inside { component, need, name, operand, unit, scale, told }
    Draft {
        id, about, clock, sources, kinds, components, root, order, inside, span, step, registers, constants, now,
        parameters, vectors, indices, lucks, setup, main, pictures, between_pictures, kernels, samples, pools, stocks, delays,
        columns, strips, notes, actions, remediations, facts,
    }
}
