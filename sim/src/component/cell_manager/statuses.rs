//! Status messages: how long they are, how long they wait, and what the manager makes of their silence.

use super::{CONSTANT, NEWEST, Settings};
use crate::ledger::HostLedger;
use crate::maths::{largest, sum};

/// The status messages of all hosts. Hosts are dealt to the processors in turn.
#[derive(Debug, Clone, Default)]
pub(super) struct Statuses {
    /// Entries of each host's message.
    sizes: Vec<f64>,
    /// For each processor: entries that its hosts send each time, entries that wait, and minutes until a message
    /// that arrives now is reached.
    arriving: Vec<f64>,
    waiting: Vec<f64>,
    delay: Vec<f64>,
    /// Entries that all hosts send each time.
    pub(super) entries: f64,
    /// Entries of the largest message.
    pub(super) largest: f64,
    /// Minutes since the longest silent host was heard.
    pub(super) oldest: f64,
    /// Minutes of work that wait at the busiest processor.
    pub(super) backlog: f64,
    /// Hosts whose message is later than the manager allows.
    pub(super) late: f64,
    /// Hosts that count as unhealthy.
    pub(super) unhealthy: f64,
}

/// Hosts that count as unhealthy by less than this count as healthy.
const NEGLIGIBLE: f64 = 1e-7;

impl Statuses {
    pub(super) fn advance(&mut self, settings: &Settings, ledger: &mut HostLedger, dt: f64) {
        let per_processor = settings.capacity / settings.processors.round().max(1.0);
        self.measure(settings, ledger);
        self.queue(settings, per_processor, dt);

        // A message that cannot be sent for want of a connection is replaced by the next one.
        let heard = settings.every / (1.0 - settings.connected * ledger.refused);
        let minutes_per_entry = 1.0 / per_processor;
        self.backlog = largest(&self.waiting) * minutes_per_entry;
        for (delay, waiting) in self.delay.iter_mut().zip(&self.waiting) {
            *delay = heard + waiting * minutes_per_entry;
        }
        let chunk = self.delay.len();
        for (ages, sizes) in ledger.age.chunks_mut(chunk).zip(self.sizes.chunks(chunk)) {
            for ((age, size), delay) in ages.iter_mut().zip(sizes).zip(&self.delay) {
                *age = delay + size * minutes_per_entry;
            }
        }
        self.oldest = largest(&ledger.age);
        self.judge(settings, ledger, dt);
    }

    fn measure(&mut self, settings: &Settings, ledger: &HostLedger) {
        let per_shard = if settings.size == CONSTANT { 0.0 } else { 1.0 };
        self.sizes.clear();
        self.sizes.extend(
            ledger
                .small
                .iter()
                .zip(&ledger.regular)
                .map(|(small, regular)| settings.base + per_shard * (small * ledger.in_use + regular)),
        );
        if let Some((host, _)) = ledger.out {
            self.sizes[host] = 0.0;
        }
        self.entries = sum(&self.sizes);
        self.largest = largest(&self.sizes);
    }

    /// Messages wait at their processor, first come first served.
    fn queue(&mut self, settings: &Settings, per_processor: f64, dt: f64) {
        let processors = (settings.processors.round().max(1.0) as usize).min(self.sizes.len());
        self.waiting.resize(processors, 0.0);
        self.delay.resize(processors, 0.0);
        self.arriving.clear();
        self.arriving.resize(processors, 0.0);
        for sizes in self.sizes.chunks(processors) {
            for (arriving, size) in self.arriving.iter_mut().zip(sizes) {
                *arriving += size;
            }
        }
        let per_minute = 1.0 / settings.every;
        let most = settings.keep * per_processor;
        for (waiting, arriving) in self.waiting.iter_mut().zip(&self.arriving) {
            *waiting = (*waiting + dt * (arriving * per_minute - per_processor)).clamp(0.0, most);
            if settings.queue == NEWEST {
                *waiting = waiting.min(*arriving);
            }
        }
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
        let mut late = 0.0;
        for (unhealthy, age) in ledger.unhealthy.iter_mut().zip(&ledger.age) {
            let over = ((age - earliest) * per_spread).clamp(0.0, 1.0);
            let silent = over * over * (3.0 - 2.0 * over);
            late += silent;
            let now = *unhealthy + declared * silent * (1.0 - *unhealthy) - trusted * (1.0 - silent) * *unhealthy;
            *unhealthy = if now > NEGLIGIBLE { now } else { 0.0 };
        }
        self.late = late;
        self.unhealthy = sum(&ledger.unhealthy);
    }
}
