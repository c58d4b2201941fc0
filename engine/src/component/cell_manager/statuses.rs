//! Status messages: how long they are, how long they wait, and what the manager makes of their silence.

use super::{CONSTANT, NEWEST, Settings};
use crate::ledger::HostLedger;
use crate::maths::{largest, positive, sum};

/// The status messages of all hosts. Hosts are dealt to the processors in turn.
#[derive(Debug, Clone, Default)]
pub(super) struct Statuses {
    processors: Processors,
    /// Entries that all hosts send each time.
    pub(super) entries: f64,
    /// Entries of the largest message.
    pub(super) largest: f64,
    /// Minutes since the longest silent host was heard.
    pub(super) oldest: f64,
    /// Minutes of work that wait, on average over the processors.
    pub(super) backlog: f64,
    /// Hosts whose message is later than the manager allows.
    pub(super) late: f64,
    /// Hosts that count as unhealthy.
    pub(super) unhealthy: f64,
}

/// What each processor has to do.
#[derive(Debug, Clone, Default)]
struct Processors {
    /// Entries that its hosts send each time, and those of the largest message.
    arriving: Vec<f64>,
    longest: Vec<f64>,
    /// Entries that wait, and minutes until a message that arrives now is reached.
    waiting: Vec<f64>,
    delay: Vec<f64>,
    /// Its hosts that are late.
    late: Vec<f64>,
}

/// Hosts that count as unhealthy by less than this count as healthy.
const NEGLIGIBLE: f64 = 1e-4;

impl Statuses {
    pub(super) fn advance(&mut self, settings: &Settings, ledger: &mut HostLedger, dt: f64) {
        let count = settings.processors.round().clamp(1.0, ledger.hosts() as f64);
        let per_processor = settings.capacity / count;
        self.measure(settings, ledger, count as usize);
        self.processors.queue(settings, per_processor, dt);

        // A message that cannot be sent for want of a connection is replaced by the next one.
        let heard = settings.every / (1.0 - settings.connected * ledger.refused);
        let minutes = 1.0 / per_processor;
        let at = &mut self.processors;
        self.backlog = sum(&at.waiting) / settings.capacity;
        self.oldest = 0.0;
        for ((delay, waiting), longest) in at.delay.iter_mut().zip(&at.waiting).zip(&at.longest) {
            *delay = heard + waiting * minutes;
            self.oldest = self.oldest.max(*delay + longest * minutes);
        }
        for (ages, sizes) in ledger.age.chunks_mut(count as usize).zip(ledger.entries.chunks(count as usize)) {
            for ((age, size), delay) in ages.iter_mut().zip(sizes).zip(&at.delay) {
                *age = delay + size * minutes;
            }
        }
        self.judge(settings, ledger, dt);
    }

    fn measure(&mut self, settings: &Settings, ledger: &mut HostLedger, processors: usize) {
        let per_shard = if settings.size == CONSTANT { 0.0 } else { 1.0 };
        let per_small = per_shard * ledger.in_use;
        for ((size, small), regular) in ledger.entries.iter_mut().zip(&ledger.small).zip(&ledger.regular) {
            *size = settings.base + per_small * small + per_shard * regular;
        }
        if let Some((host, _)) = ledger.out {
            ledger.entries[host] = 0.0;
        }
        self.processors.deal(&ledger.entries, processors);
        self.entries = sum(&self.processors.arriving);
        self.largest = largest(&self.processors.longest);
    }

    /// Declares hosts unhealthy whose message is too old, and takes it back once they are heard again.
    fn judge(&mut self, settings: &Settings, ledger: &mut HostLedger, dt: f64) {
        let earliest = settings.timeout - settings.tolerance;
        if self.oldest <= earliest && self.unhealthy == 0.0 {
            self.late = 0.0;
            return;
        }
        let (declared, trusted) = ((dt / settings.declare).min(1.0), (dt / settings.trust).min(1.0));
        let per_spread = 0.5 / settings.tolerance;
        let late = &mut self.processors.late;
        late.fill(0.0);
        let processors = late.len();
        for (hosts, ages) in ledger.unhealthy.chunks_mut(processors).zip(ledger.age.chunks(processors)) {
            for ((unhealthy, age), late) in hosts.iter_mut().zip(ages).zip(late.iter_mut()) {
                let over = ((age - earliest) * per_spread).clamp(0.0, 1.0);
                let silent = over * over * (3.0 - 2.0 * over);
                *late += silent;
                let now = *unhealthy + declared * silent * (1.0 - *unhealthy) - trusted * (1.0 - silent) * *unhealthy;
                *unhealthy = if now > NEGLIGIBLE { now } else { 0.0 };
            }
        }
        self.late = sum(late);
        self.unhealthy = sum(&ledger.unhealthy);
    }
}

impl Processors {
    /// Deals the hosts' messages to the processors in turn.
    fn deal(&mut self, sizes: &[f64], processors: usize) {
        for list in [&mut self.arriving, &mut self.longest, &mut self.waiting, &mut self.delay, &mut self.late] {
            list.resize(processors, 0.0);
        }
        self.arriving.fill(0.0);
        self.longest.fill(0.0);
        for sizes in sizes.chunks(processors) {
            for ((arriving, longest), size) in self.arriving.iter_mut().zip(&mut self.longest).zip(sizes) {
                *arriving += size;
                *longest = if *size > *longest { *size } else { *longest };
            }
        }
    }

    /// Messages wait at their processor, first come first served.
    fn queue(&mut self, settings: &Settings, per_processor: f64, dt: f64) {
        let per_minute = 1.0 / settings.every;
        let most = settings.keep * per_processor;
        for (waiting, arriving) in self.waiting.iter_mut().zip(&self.arriving) {
            *waiting = positive(*waiting + dt * (arriving * per_minute - per_processor)).min(most);
            if settings.queue == NEWEST {
                *waiting = waiting.min(*arriving);
            }
        }
    }
}
