//! Work on all cores: what comes out does not depend on how many there are.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Who is told how far the work has come: which part, how many of its runs are done, and how many there are.
pub type Progress<'p> = &'p (dyn Fn(&str, usize, usize) + Sync);

/// Those who share the work.
pub(crate) struct Crew<'p> {
    threads: usize,
    progress: Progress<'p>,
}

impl<'p> Crew<'p> {
    /// So many threads; as many as there are cores when it is 0.
    pub(crate) fn new(threads: usize, progress: Progress<'p>) -> Self {
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        Self { threads: if threads == 0 { cores() } else { threads }, progress }
    }

    pub(crate) fn threads(&self) -> usize {
        self.threads
    }

    /// Does each job, and gives the results in the order of the jobs.
    pub(crate) fn each<J: Sync, R: Send>(&self, part: &str, jobs: &[J], work: impl Fn(&J) -> R + Sync) -> Vec<R> {
        let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let results: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(jobs.len()));
        thread::scope(|scope| {
            for _ in 0..self.threads.min(jobs.len()) {
                scope.spawn(|| {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        let Some(job) = jobs.get(number) else { break };
                        let result = work(job);
                        // A thread that panics ends the whole: what it left is not read.
                        results.lock().unwrap_or_else(PoisonError::into_inner).push((number, result));
                        (self.progress)(part, done.fetch_add(1, Ordering::Relaxed) + 1, jobs.len());
                    }
                });
            }
        });
        let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
        results.sort_by_key(|(number, _)| *number);
        results.into_iter().map(|(_, result)| result).collect()
    }
}
