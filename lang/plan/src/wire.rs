//! The compact form of a plan, part by part.

use crate::bytes::{Input, Wire};
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

    fn read(input: &mut Input<'_>) -> Self {
        if bool::read(input) {
            return Self::Words(Wire::read(input));
        }
        let [min, max, step] = Wire::read(input);
        Self::Range { min, max, step }
    }
}

impl Wire for Instruction {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(self.op as u8);
        self.to.write(out);
        self.from.iter().take(self.op.arity()).for_each(|operand| operand.write(out));
    }

    fn read(input: &mut Input<'_>) -> Self {
        let op = input.one_of(&Op::ALL);
        let to = u16::read(input);
        let mut from = [0; 3];
        for operand in from.iter_mut().take(op.arity()) {
            *operand = u16::read(input);
        }
        Self { op, to, from }
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

    fn read(input: &mut Input<'_>) -> Self {
        match input.byte() {
            0 => Self::Code(Wire::read(input)),
            1 => Self::Kernel(Wire::read(input)),
            2 => Self::Sample(Wire::read(input)),
            kind => {
                if kind != 3 {
                    input.refuse();
                }
                Self::Pool(Wire::read(input))
            }
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

    fn read(input: &mut Input<'_>) -> Self {
        if bool::read(input) {
            return Self::When { any: Wire::read(input), kernel: Wire::read(input), value: Wire::read(input) };
        }
        Self::Every {
            period: Wire::read(input),
            since: Wire::read(input),
            spread: Wire::read(input),
            loads: Wire::read(input),
            tick: Wire::read(input),
            kernel: Wire::read(input),
            value: Wire::read(input),
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

    fn read(input: &mut Input<'_>) -> Self {
        match input.byte() {
            0 => Self::At(Wire::read(input)),
            1 => Self::Between(Wire::read(input), Wire::read(input)),
            kind => {
                if kind != 2 {
                    input.refuse();
                }
                Self::Holds
            }
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

            fn read(input: &mut Input<'_>) -> Self {
                input.one_of(&Self::ALL).1
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

            fn read(input: &mut Input<'_>) -> Self {
                Self { $( $field: Wire::read(input), )* }
            }
        }
    )* };
}

pub(crate) use fields;

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
