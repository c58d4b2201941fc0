//! Samples: what cohorts look at in turns, evenly spread over a period, or together while something holds.

use crate::luck::Stream;
use crate::vectors::{Registers, Vectors, at};
use outage_plan::{Plan, Rule, Sample, maths, order};

/// The turns of one sample.
#[derive(Debug, Clone)]
pub(crate) struct Turns {
    /// What decides them.
    seed: Option<u64>,
    rules: Vec<Option<Rounds>>,
    /// The cohorts whose turn it is.
    due: Vec<u32>,
}

/// Something that every cohort does once in a period, each at a time of its own.
#[derive(Debug, Clone)]
struct Rounds {
    /// Share of the period at which each cohort has its turn, in their order.
    order: Vec<(f64, u32)>,
    /// The next turn: its place in the order, and the round.
    next: (usize, f64),
    /// The time from which periods counted, and the period, when a fork changed something.
    was: Option<(f64, f64)>,
}

impl Rounds {
    fn new(cohorts: u32, base: u32, luck: Option<Stream>) -> Self {
        let mut luck = luck;
        // In base 2 the points of a power of two are at equal distances: they are moved to the middle of their parts.
        let phase = |cohort: u32| match (&mut luck, base) {
            (Some(stream), _) => stream.unit(),
            (None, 2) => maths::van_der_corput(cohort, 2) + 0.5 / f64::from(cohorts),
            (None, base) => maths::van_der_corput(cohort + 1, base),
        };
        let phases: Vec<f64> = (0..cohorts).map(phase).collect();
        let order = order(&phases).into_iter().map(|cohort| (phases[cohort], cohort as u32)).collect();
        Self { order, next: (0, 0.0), was: None }
    }

    /// When the next turn is.
    fn time(&self, since: f64, period: f64) -> f64 {
        since + self.order[self.next.0].0 * period + self.next.1 * period
    }

    /// Takes the next turn.
    fn take(&mut self) -> u32 {
        let cohort = self.order[self.next.0].1;
        self.next.0 += 1;
        if self.next.0 == self.order.len() {
            self.next = (0, self.next.1 + 1.0);
        }
        cohort
    }

    /// Goes to the first turn that is after a time.
    fn skip_to(&mut self, time: f64, since: f64, period: f64) {
        let rounds = libm::floor((time - since) / period);
        self.next = (0, if rounds > 0.0 && rounds.is_finite() { rounds } else { 0.0 });
        for _ in 0..self.order.len() {
            if self.time(since, period) > time + SLACK {
                break;
            }
            self.take();
        }
    }
}

/// Rounding must not move a turn to the next step.
const SLACK: f64 = 1e-9;

impl Turns {
    pub(crate) fn new(sample: &Sample, seed: Option<u64>) -> Self {
        let rounds = |(number, rule): (usize, &Rule)| match rule {
            Rule::Every { spread, kernel, .. } => {
                let luck = seed.map(|seed| Stream::new(seed, &format!("{} {number}", sample.name)));
                Some(Rounds::new(kernel.cohorts, u32::from(*spread), luck))
            }
            Rule::When { .. } => None,
        };
        Self { seed, rules: sample.rules.iter().enumerate().map(rounds).collect(), due: Vec::new() }
    }

    /// Fills the sample with what it holds at first.
    pub(crate) fn restart(&mut self, plan: &Plan, sample: &Sample, seed: Option<u64>, r: &Registers, v: &mut Vectors) {
        if self.seed != seed {
            *self = Self::new(sample, seed);
        }
        v.fill(sample.vector, sample.initial, r);
        for (rule, rounds) in sample.rules.iter().zip(&mut self.rules) {
            if let (Rule::Every { period, since, .. }, Some(rounds)) = (rule, rounds) {
                let since = since.map_or(plan.span.0, |since| r[at(since)]);
                rounds.was = None;
                // Turns before the first step do not count.
                rounds.skip_to(plan.span.0 - plan.step, since, r[at(*period)]);
            }
        }
    }

    /// Remembers when turns were due: a fork may change that.
    pub(crate) fn remember(&mut self, plan: &Plan, sample: &Sample, r: &Registers) {
        for (rule, rounds) in sample.rules.iter().zip(&mut self.rules) {
            if let (Rule::Every { period, since, .. }, Some(rounds)) = (rule, rounds) {
                rounds.was = Some((since.map_or(plan.span.0, |since| r[at(since)]), r[at(*period)]));
            }
        }
    }

    /// Takes the turns of a step.
    pub(crate) fn take(&mut self, plan: &Plan, sample: &Sample, now: f64, r: &mut Registers, v: &mut Vectors) {
        for (rule, rounds) in sample.rules.iter().zip(&mut self.rules) {
            match (rule, rounds) {
                (Rule::When { any, kernel, value }, _) => {
                    if r[at(*any)] != 0.0 {
                        let kernel = &plan.kernels[*kernel as usize];
                        v.run(kernel, kernel.cohorts as usize, r);
                        v.touch(*value);
                        v.replace(sample.vector, *value);
                    }
                }
                (Rule::Every { period, since, loads, tick, kernel, value, .. }, Some(rounds)) => {
                    let (period, since) = (r[at(*period)], since.map_or(plan.span.0, |since| r[at(since)]));
                    if rounds.was.take().is_some_and(|was| was != (since, period)) {
                        // Rounds of another length are counted anew: those that would have been by now are over.
                        rounds.skip_to(now - plan.step, since, period);
                    }
                    self.due.clear();
                    let mut ticks = tick.map(|tick| v.take(tick)).unwrap_or_default();
                    // At most one turn of each cohort in a step: a period that is shorter than a step is a step.
                    while self.due.len() < rounds.order.len() {
                        let time = rounds.time(since, period);
                        let is_due = time <= now + SLACK * period;
                        if !is_due {
                            break;
                        }
                        if let Some(tick) = ticks.elements_mut().get_mut(self.due.len()) {
                            *tick = time;
                        }
                        self.due.push(rounds.take());
                    }
                    if let Some(tick) = *tick {
                        v.put(tick, ticks);
                    }
                    if self.due.len() == rounds.order.len() && rounds.time(since, period) <= now {
                        rounds.skip_to(now, since, period);
                    }
                    for &(from, to) in loads {
                        let mut gathered = v.take(to);
                        let source = v.of(from);
                        for (gathered, &cohort) in gathered.elements_mut().iter_mut().zip(&self.due) {
                            *gathered = source[cohort as usize];
                        }
                        v.put(to, gathered);
                    }
                    if !self.due.is_empty() {
                        v.run(kernel, self.due.len(), r);
                        put_back(&self.due, *value, sample.vector, v);
                    }
                }
                (Rule::Every { .. }, None) => {}
            }
        }
    }
}

/// Gives the cohorts whose turn it was their new values.
fn put_back(due: &[u32], value: u16, vector: u16, v: &mut Vectors) {
    let mut taken = v.take(vector);
    let target = taken.elements_mut();
    let mut differs = 0;
    for (&cohort, &new) in due.iter().zip(v.of(value)) {
        let old = &mut target[cohort as usize];
        differs |= old.to_bits() ^ new.to_bits();
        *old = new;
    }
    v.put(vector, taken);
    if differs != 0 {
        v.touch(vector);
    }
}
