//! Clocks and timers.

use gloo::timers::callback::Timeout;
use gloo::utils::window;

/// Milliseconds since the page was opened.
#[must_use]
pub fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Does something and leaves how long it took in the browser's User Timing record.
pub fn measured<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let Some(performance) = window().performance() else { return work() };
    // A browser without these marks still runs the page.
    let _ = performance.mark(name);
    let result = work();
    let _ = performance.measure_with_start_mark(name, name);
    performance.clear_marks_with_mark_name(name);
    result
}

/// Something that happens later, unless this is dropped.
#[derive(Debug)]
pub struct After(#[expect(dead_code, reason = "held so that it is cancelled when dropped")] Timeout);

/// Does something after a number of milliseconds.
#[must_use]
pub fn after(milliseconds: u32, work: impl FnOnce() + 'static) -> After {
    After(Timeout::new(milliseconds, work))
}
