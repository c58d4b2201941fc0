//! Pools: jobs share workers. With more jobs under way than workers, each takes longer; jobs that take longer are more
//! under way; Little's law closes the loop.

use crate::machine::run_block;
use crate::overrun::Overrun;
use crate::vectors::{Registers, Vectors, at};
use outage_plan::{MAX_TRIALS, Plan, Pool, SCALAR};

/// What a pool remembers from one step to the next: the last answer, near which the next one is looked for.
#[derive(Debug, Clone)]
pub(crate) struct Solver {
    slowdown: f64,
    admitted: f64,
    /// How far the slowdown moved in the last step.
    moved: f64,
    overrun: Overrun,
    /// For which slowdown, deadline and work the response times are known.
    known: Option<(u64, u64, u64)>,
}

/// Admits at least this share, so that the search has an end.
const LEAST_ADMITTED: f64 = 1e-6;
/// A deadline beyond this many minutes is none.
const NO_DEADLINE: f64 = 1e8;
/// A limit beyond this many jobs for each worker is none.
const NO_LIMIT: f64 = 1e9;
/// Times that a bracket grows: from the least reach, a millionth of the whole, to all of it.
const BRACKETS: usize = 8;
/// Steps from a bracket to its zero. Where nothing jumps a dozen is enough.
const TRIES: usize = 21;
/// Two searches, each with its guess, and what is tried beside them.
const _: () = assert!(2 * (1 + BRACKETS + TRIES) + 4 <= MAX_TRIALS);
/// Jitter until a run has set its own.
const USUAL_JITTER: f64 = 0.25;

impl Solver {
    pub(crate) fn new() -> Self {
        Self { slowdown: 1.0, admitted: 1.0, moved: 0.0, overrun: Overrun::new(USUAL_JITTER), known: None }
    }

    /// An idle pool.
    pub(crate) fn restart(&mut self) {
        (self.slowdown, self.admitted, self.moved, self.known) = (1.0, 1.0, 0.0, None);
    }

    /// Finds the slowdown at which as many jobs are under way as make it, or at the limit the share that is admitted.
    pub(crate) fn solve(&mut self, plan: &Plan, pool: &Pool, r: &mut Registers, v: &mut Vectors) {
        let jitter = r[at(pool.jitter)];
        if self.overrun.jitter.to_bits() != jitter.to_bits() {
            self.overrun = Overrun::new(jitter);
            self.known = None;
        }
        let limit = r[at(pool.limit)];
        let limit = if limit > 1.0 { limit.min(NO_LIMIT) } else { 1.0 };
        let (was, admitted, moved) = (self.slowdown, self.admitted, self.moved);
        let mut load = |slowdown: f64, admitted: f64| self.attempt(plan, pool, slowdown, admitted, r, v);
        let (mut slowdown, mut share) = (1.0, 1.0);
        let mut found = None;
        if was > 1.0 && was < limit {
            // In balance before: first look near there.
            found = root(|x| x - load(x, 1.0), 1.0, limit, was + moved, moved);
        }
        if let Some(found) = found {
            slowdown = found;
        } else if was >= limit || load(1.0, 1.0) > 1.0 {
            if load(limit, 1.0) >= limit {
                // Even so slow there are too many: the rest is refused.
                slowdown = limit;
                let guess = if was >= limit { admitted } else { 0.9 };
                share = root(|x| load(limit, x) - limit, LEAST_ADMITTED, 1.0, guess, 0.02).unwrap_or(LEAST_ADMITTED);
            } else if load(1.0, 1.0) > 1.0 {
                slowdown = root(|x| x - load(x, 1.0), 1.0, limit, was, 0.1).unwrap_or(limit);
            }
        }
        self.attempt(plan, pool, slowdown, share, r, v);
        self.moved = if was > 1.0 && slowdown > 1.0 { slowdown - was } else { 0.0 };
        (self.slowdown, self.admitted) = (slowdown, share);
    }

    /// Jobs under way for each worker, at a slowdown and a share of admitted jobs.
    fn attempt(
        &mut self,
        plan: &Plan,
        pool: &Pool,
        slowdown: f64,
        admitted: f64,
        r: &mut Registers,
        v: &mut Vectors,
    ) -> f64 {
        r[at(pool.admitted)] = admitted;
        r[at(pool.slowdown)] = slowdown;
        let deadline = r[at(pool.deadline)];
        let is_scalar = pool.work & SCALAR != 0;
        let register = |operand: u16| at(operand & !SCALAR);
        let work = if is_scalar { r[register(pool.work)].to_bits() } else { v.changed(pool.work) };
        let known = Some((slowdown.to_bits(), deadline.to_bits(), work));
        if self.known != known {
            self.known = known;
            let overrun = &mut self.overrun;
            let mut answer = |work: f64| {
                if deadline < NO_DEADLINE {
                    let (time, in_time) = overrun.at(slowdown * work / deadline);
                    (time * deadline, in_time)
                } else {
                    (slowdown * work, 1.0)
                }
            };
            if is_scalar {
                (r[register(pool.response)], r[register(pool.in_time)]) = answer(r[register(pool.work)]);
            } else {
                let (mut response, mut in_time) = (v.take(pool.response), v.take(pool.in_time));
                let work = v.of(pool.work);
                for ((response, in_time), &work) in
                    response.elements_mut().iter_mut().zip(in_time.elements_mut()).zip(work)
                {
                    (*response, *in_time) = answer(work);
                }
                v.put(pool.response, response);
                v.put(pool.in_time, in_time);
                v.touch(pool.response);
                v.touch(pool.in_time);
            }
        }
        run_block(&pool.trial, plan, r, v);
        r[at(pool.load)]
    }
}

/// The zero of a rising function between `low` and `high`, looked for near a guess first: the bracket grows from there,
/// then false position by Anderson and Björck. `None` when the function has one sign only.
fn root(mut f: impl FnMut(f64) -> f64, low: f64, high: f64, guess: f64, reach: f64) -> Option<f64> {
    let near = if guess > low { if guess < high { guess } else { high } } else { low };
    let mut reach = (2.0 * libm::fabs(reach)).clamp(1e-6 * (high - low), high - low);
    let (mut a, mut at_a) = (near, f(near));
    if at_a == 0.0 {
        return Some(near);
    }
    let rises = at_a < 0.0;
    let (mut b, mut at_b) = (a, at_a);
    for _ in 0..BRACKETS {
        if (at_b < 0.0) != rises {
            break;
        }
        if b == if rises { high } else { low } {
            return None;
        }
        (a, at_a) = (b, at_b);
        b = if rises { (b + reach).min(high) } else { (b - reach).max(low) };
        at_b = f(b);
        reach *= 8.0;
    }
    if (at_b < 0.0) == rises {
        return None;
    }
    for _ in 0..TRIES {
        let c = (a * at_b - b * at_a) / (at_b - at_a);
        let at_c = f(c);
        let near_enough = |distance: f64, small: f64| libm::fabs(distance) < small * (1.0 + libm::fabs(c));
        if near_enough(at_c, 1e-13) || near_enough(b - a, 1e-14) {
            return Some(c);
        }
        if (at_c < 0.0) == (at_b < 0.0) {
            let weight = 1.0 - at_c / at_b;
            at_a *= if weight > 0.0 { weight } else { 0.5 };
        } else {
            (a, at_a) = (b, at_b);
        }
        (b, at_b) = (c, at_c);
    }
    Some(b)
}

#[cfg(test)]
mod tests {
    use super::{BRACKETS, TRIES, root};

    #[test]
    fn roots_are_found_from_any_guess() {
        for guess in [-5.0, 0.0, 0.1, 1.4, 1.9, 2.0, f64::NAN] {
            let found = root(|x| x * x - 2.0, 0.0, 2.0, guess, 0.0);
            assert!(found.is_some_and(|x| (x - std::f64::consts::SQRT_2).abs() < 1e-12), "{guess}: {found:?}");
        }
    }

    /// How often a function is asked while its zero is looked for.
    fn asked(f: impl Fn(f64) -> f64, guess: f64, reach: f64) -> (Option<f64>, usize) {
        let mut times = 0;
        let found = root(
            |x| {
                times += 1;
                f(x)
            },
            1.0,
            1e9,
            guess,
            reach,
        );
        (found, times)
    }

    #[test]
    fn a_search_asks_no_more_often_than_is_counted() {
        let functions: [fn(f64) -> f64; 6] = [
            |x| if x < 7.3 { -1.0 } else { 1.0 },
            |x| if x < 7.3 { -1e-30 } else { 1e30 },
            |x| x - 1e9 + 0.5,
            |x| libm::cbrt(x - 7.3),
            |x| if x > 3.0 { f64::NAN } else { -1.0 },
            |x| libm::log(x) - 1e-9,
        ];
        for f in functions {
            for (guess, reach) in [(1.0, 0.0), (7.3, 1e-9), (5e8, 0.1), (1e9, 1e9), (f64::NAN, f64::NAN)] {
                assert!(asked(f, guess, reach).1 <= 1 + BRACKETS + TRIES);
            }
        }
    }

    #[test]
    fn a_guess_nearby_is_found_in_a_few_steps() {
        for (guess, reach, most) in [(40.0, 0.5, 6), (42.0 + 1e-6, 1e-6, 8), (39.0, -0.5, 7)] {
            let (found, times) = asked(|x| x - 40.0 - 2.0 * libm::exp(-x / 1e6), guess, reach);
            assert!(found.is_some_and(|x| (x - 42.0).abs() < 1e-4), "{guess}: {found:?}");
            assert!(times <= most, "{guess}: {times}");
        }
    }

    #[test]
    fn what_has_no_root_has_none_and_what_is_no_number_ends() {
        assert_eq!(root(|x| x + 1.0, 0.0, 2.0, 1.0, 0.1), None);
        assert_eq!(root(|x| x - 9.0, 0.0, 2.0, 1.0, 0.1), None);
        root(|_| f64::NAN, 0.0, 2.0, 1.0, 0.1);
    }
}
